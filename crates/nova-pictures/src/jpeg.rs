//! Where a JPEG's first picture ends, and whether all of it is there.
//!
//! The decoder fills what is missing with grey, and an embedding of grey would be kept as if it were the picture's.
//! Files that lack nothing but their end marker are common all the same (downloads, old web shops), and so are files
//! with more behind the picture: zeros, a preview, a second picture. Structure as in ITU-T T.81, annex B.

use std::borrow::Cow;

/// The end-of-image marker.
const END: [u8; 2] = [0xFF, 0xD9];

/// The first picture of a file.
pub(crate) enum Extent<'a> {
    /// Its bytes up to the end marker.
    Whole(&'a [u8]),
    /// Its bytes, without the zeros behind them; there is no end marker.
    Unended(&'a [u8]),
}

/// The first picture in `bytes`, which begin with a start-of-image marker.
pub(crate) fn first_picture(bytes: &[u8]) -> Extent<'_> {
    let markers = Markers { bytes, at: 2 };
    for (marker, at) in markers {
        if marker == 0xD9 {
            return Extent::Whole(&bytes[..at + 2]);
        }
    }
    let used = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let kept = &bytes[..used];
    // One of the two bytes of the marker may be there.
    Extent::Unended(kept.strip_suffix(&[0xFF]).unwrap_or(kept))
}

/// `picture` with an end marker.
pub(crate) fn ended(picture: &[u8]) -> Cow<'_, [u8]> {
    Cow::Owned([picture, &END].concat())
}

/// `picture` with two different continuations. Where both decode to the same pixels, nothing of the continuation was
/// needed, so all pixels are there.
pub(crate) fn continued(picture: &[u8]) -> [Vec<u8>; 2] {
    // Neither holds 0xFF, which would be a marker, and they differ in every byte.
    [0x5A, 0x96].map(|byte: u8| {
        let tail = (0..1024_u32).map(|n| byte ^ (n.wrapping_mul(37) & 0x1F) as u8);
        picture.iter().copied().chain(tail).chain(END).collect()
    })
}

/// Whether the scans of a picture without an end marker bring every coefficient at full precision, with every restart
/// marker. What the last scan itself lacks is for [`continued`] to find.
pub(crate) fn all_scans_are_there(picture: &[u8]) -> bool {
    let Some(outline) = Outline::of(picture) else {
        return false;
    };
    let covered = outline
        .coverage
        .iter()
        .all(|component| component.iter().all(|left| *left == Some(0)));
    covered && outline.restarts_are_there()
}

/// Whether a file of `bytes` bytes can hold so many pixels: a block of 8 × 8 takes a bit at least. What claims more is a
/// bomb or cut off.
pub(crate) fn can_hold(bytes: usize, pixels: u64) -> bool {
    pixels <= (bytes as u64).saturating_mul(8 * 64)
}

/// The markers of a JPEG in their order, with their places. Stuffed zeros and fill bytes are passed over.
struct Markers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Iterator for Markers<'_> {
    type Item = (u8, usize);

    fn next(&mut self) -> Option<(u8, usize)> {
        loop {
            let &[prefix, marker] = self.bytes.get(self.at..self.at + 2)? else {
                return None;
            };
            let here = self.at;
            match (prefix, marker) {
                // Fill bytes before a marker.
                (0xFF, 0xFF) => self.at += 1,
                (0xFF, 0x00) => self.at += 2,
                // Markers without a length: TEM, RSTn, SOI, EOI.
                (0xFF, 0x01 | 0xD0..=0xD9) => {
                    self.at += 2;
                    return Some((marker, here));
                }
                (0xFF, _) => {
                    let length = self.bytes.get(here + 2..here + 4)?;
                    self.at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
                    return Some((marker, here));
                }
                // Entropy-coded data: on to the next byte that may start a marker.
                _ => self.at += self.bytes[here..].iter().position(|&byte| byte == 0xFF)?,
            }
        }
    }
}

/// What the headers say.
#[derive(Default)]
struct Outline {
    width: u32,
    height: u32,
    /// Of each component its id and how often it is sampled across and down.
    components: Vec<(u8, u32, u32)>,
    /// MCUs between restart markers; none where 0.
    interval: u32,
    /// Of each component the bits that its 64 coefficients still lack.
    coverage: Vec<[Option<u8>; 64]>,
    /// Components of the last scan, by their places.
    last_scan: Vec<usize>,
    /// Restart markers of the last scan.
    restarts: u32,
}

impl Outline {
    fn of(picture: &[u8]) -> Option<Outline> {
        let mut outline = Outline::default();
        for (marker, at) in (Markers {
            bytes: picture,
            at: 2,
        }) {
            let body = || {
                let length = picture.get(at + 2..at + 4)?;
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                picture.get(at + 4..at + 2 + length)
            };
            match marker {
                0xC0..=0xC2 => outline.frame(body()?)?,
                0xDA => outline.scan(body()?)?,
                0xDD => {
                    let body = body()?;
                    outline.interval = u32::from(u16::from_be_bytes([*body.first()?, *body.get(1)?]));
                }
                0xD0..=0xD7 => outline.restarts += 1,
                _ => {}
            }
        }
        (!outline.components.is_empty()).then_some(outline)
    }

    fn frame(&mut self, body: &[u8]) -> Option<()> {
        let &[_, h0, h1, w0, w1, count] = body.get(..6)? else {
            return None;
        };
        self.height = u32::from(u16::from_be_bytes([h0, h1]));
        self.width = u32::from(u16::from_be_bytes([w0, w1]));
        self.components.clear();
        for component in body.get(6..6 + usize::from(count) * 3)?.chunks_exact(3) {
            let (across, down) = (u32::from(component[1] >> 4), u32::from(component[1] & 15));
            self.components.push((component[0], across.max(1), down.max(1)));
        }
        self.coverage = vec![[None; 64]; self.components.len()];
        Some(())
    }

    fn scan(&mut self, body: &[u8]) -> Option<()> {
        let count = usize::from(*body.first()?);
        let &[first, last, precision] = body.get(1 + count * 2..4 + count * 2)? else {
            return None;
        };
        self.restarts = 0;
        self.last_scan.clear();
        for selector in body[1..=count * 2].chunks_exact(2) {
            let place = self.components.iter().position(|(id, ..)| *id == selector[0])?;
            self.last_scan.push(place);
            self.coverage[place]
                .get_mut(usize::from(first)..=usize::from(last))?
                .fill(Some(precision & 15));
        }
        Some(())
    }

    fn restarts_are_there(&self) -> bool {
        if self.interval == 0 {
            return true;
        }
        let widest = self
            .components
            .iter()
            .map(|(_, across, _)| *across)
            .max()
            .unwrap_or(1);
        let highest = self.components.iter().map(|(.., down)| *down).max().unwrap_or(1);
        let units = match self.last_scan.as_slice() {
            [only] => {
                let (_, across, down) = self.components[*only];
                let width = (self.width * across).div_ceil(widest);
                let height = (self.height * down).div_ceil(highest);
                width.div_ceil(8) * height.div_ceil(8)
            }
            _ => self.width.div_ceil(8 * widest) * self.height.div_ceil(8 * highest),
        };
        self.restarts + 1 >= units.div_ceil(self.interval)
    }
}
