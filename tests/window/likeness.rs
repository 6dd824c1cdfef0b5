//! Whether two pictures of a screen look alike: for pictures of the window against approved ones.
//!
//! Equal pixels are not asked for. The approved pictures are kept at half their size, and another version of the web
//! view smooths the edges of letters a little differently. What a person would notice is asked for: the pictures are
//! cut into blocks of [`BLOCK`] pixels (16 of the window's), and a block differs where its mean colour is off by more
//! than [`MEAN`] levels of 255, or what is in it stands out by more than [`SPREAD`] levels more or less. A block may
//! also lie one pixel beside its place (two of the window's), since the web view rounds what lies between two pixels
//! now one way and now the other. Compression moves means by less than 3 levels; a muted line in another of our
//! colours, a missing icon or a text that moved by more than that by 15 and more. Up to [`SHARE`] of the blocks may
//! differ, six of those in a window of 1366 by 768: a cursor, or a tick.

use image::{Rgb, RgbImage};

/// Edge of a block, in pixels of the halved picture.
const BLOCK: u32 = 8;
/// Levels by which the mean of a block's colours may be off.
const MEAN: f64 = 8.0;
/// Levels by which the standard deviation of a block's colours may be off.
const SPREAD: f64 = 10.0;
/// Share of the blocks that may differ.
const SHARE: f64 = 0.0015;

/// What is different between two pictures.
#[derive(Debug)]
pub struct Difference {
    /// Share of the blocks that differ, 0..1.
    pub share: f64,
    /// The block that differs most: its left upper corner in pixels of the window, and by how many levels.
    pub worst: (u32, u32, f64),
    /// The taken picture, with what differs marked.
    pub marked: RgbImage,
}

impl Difference {
    /// Whether a person would say that the pictures are the same.
    pub fn is_tolerable(&self) -> bool {
        self.share <= SHARE
    }
}

/// A picture of half the width and height, each pixel the mean of four.
pub fn halved(picture: &RgbImage) -> RgbImage {
    RgbImage::from_fn(picture.width() / 2, picture.height() / 2, |x, y| {
        let four =
            [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| picture.get_pixel(2 * x + dx, 2 * y + dy).0);
        let mean = |channel: usize| {
            let sum: u16 = four.iter().map(|pixel| u16::from(pixel[channel])).sum();
            u8::try_from(sum / 4).unwrap_or(u8::MAX)
        };
        Rgb([mean(0), mean(1), mean(2)])
    })
}

/// Where a block may lie, in pixels from its place.
const BESIDE: [(i64, i64); 5] = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)];

/// By how many levels a block of one picture is off in another, in mean and in spread, where it fits best.
fn off(approved: &RgbImage, taken: &RgbImage, left: u32, top: u32) -> (f64, f64) {
    let before = figures(approved, left, top);
    let places = BESIDE.iter().filter_map(|(dx, dy)| {
        let x = u32::try_from(i64::from(left) + dx).ok()?;
        let y = u32::try_from(i64::from(top) + dy).ok()?;
        (x < taken.width() && y < taken.height()).then_some((x, y))
    });
    let offs = places.map(|(x, y)| {
        let now = figures(taken, x, y);
        let pairs = || before.iter().zip(&now);
        let mean = pairs().map(|(one, other)| (one.0 - other.0).abs());
        let spread = pairs().map(|(one, other)| (one.1 - other.1).abs());
        (mean.fold(0.0, f64::max), spread.fold(0.0, f64::max))
    });
    // As shares of what is tolerated, so that the two can be weighed against each other.
    let weighed = |(mean, spread): &(f64, f64)| (mean / MEAN).max(spread / SPREAD);
    offs.min_by(|one, other| weighed(one).total_cmp(&weighed(other)))
        .unwrap_or_default()
}

/// Mean and standard deviation of each channel in a block, at the edges of the picture of what there is of it.
fn figures(picture: &RgbImage, left: u32, top: u32) -> [(f64, f64); 3] {
    let right = (left + BLOCK).min(picture.width());
    let bottom = (top + BLOCK).min(picture.height());
    let pixels = || (top..bottom).flat_map(move |y| (left..right).map(move |x| picture.get_pixel(x, y).0));
    let count = f64::from((right - left) * (bottom - top));
    [0, 1, 2].map(|channel| {
        let mean = pixels().map(|pixel| f64::from(pixel[channel])).sum::<f64>() / count;
        let square = pixels()
            .map(|pixel| (f64::from(pixel[channel]) - mean).powi(2))
            .sum::<f64>();
        (mean, (square / count).sqrt())
    })
}

/// Compares two halved pictures.
///
/// # Errors
/// Their sizes, when these are not the same: then nothing can be said.
pub fn compare(approved: &RgbImage, taken: &RgbImage) -> Result<Difference, String> {
    if approved.dimensions() != taken.dimensions() {
        return Err(format!(
            "the approved picture has {:?} pixels and the taken one {:?}",
            approved.dimensions(),
            taken.dimensions()
        ));
    }
    let mut marked = taken.clone();
    let (mut blocks, mut differing) = (0_u32, 0_u32);
    let mut worst = (0, 0, 0.0_f64);
    for top in (0..taken.height()).step_by(BLOCK as usize) {
        for left in (0..taken.width()).step_by(BLOCK as usize) {
            blocks += 1;
            let (mean, spread) = off(approved, taken, left, top);
            if mean.max(spread) > worst.2 {
                worst = (2 * left, 2 * top, mean.max(spread));
            }
            if mean > MEAN || spread > SPREAD {
                differing += 1;
                mark(&mut marked, left, top);
            }
        }
    }
    Ok(Difference {
        share: f64::from(differing) / f64::from(blocks.max(1)),
        worst,
        marked,
    })
}

/// Turns a block red.
fn mark(picture: &mut RgbImage, left: u32, top: u32) {
    for y in top..(top + BLOCK).min(picture.height()) {
        for x in left..(left + BLOCK).min(picture.width()) {
            let Rgb([_, green, blue]) = *picture.get_pixel(x, y);
            picture.put_pixel(x, y, Rgb([255, green / 2, blue / 2]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Rgb<u8> = Rgb([251, 249, 245]);
    const INK: Rgb<u8> = Rgb([28, 26, 23]);

    /// A page with lines of text, as bars of ink whose left edge is `from`, in `ink`.
    fn page(from: u32, ink: Rgb<u8>) -> RgbImage {
        RgbImage::from_fn(640, 360, |x, y| {
            let in_line = y % 36 > 20 && y % 36 < 32;
            let in_word = x > from && x < 420 && x % 18 > 7;
            if in_line && in_word { ink } else { PAPER }
        })
    }

    fn difference(one: &RgbImage, other: &RgbImage) -> Difference {
        compare(&halved(one), &halved(other)).expect("both have the same size")
    }

    #[test]
    fn the_same_page_is_alike_and_so_is_one_with_a_little_noise() {
        let before = page(60, INK);
        assert_eq!(difference(&before, &before).share, 0.0, "nothing differs");
        let mut noisy = before.clone();
        for (at, pixel) in noisy.pixels_mut().enumerate() {
            for channel in &mut pixel.0 {
                *channel = channel.saturating_add_signed(if at % 2 == 0 { 4 } else { -4 });
            }
        }
        let found = difference(&before, &noisy);
        assert!(
            found.is_tolerable(),
            "compression is no difference: {}",
            found.share
        );
    }

    #[test]
    fn compressed_as_the_approved_ones_are_it_is_still_alike() {
        let before = halved(&page(60, INK));
        let mut written = std::io::Cursor::new(Vec::new());
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut written, 82);
        before
            .write_with_encoder(encoder)
            .expect("a picture can be compressed");
        let read = image::load_from_memory(written.get_ref()).expect("and read again");
        let found = compare(&before, &read.into_rgb8()).expect("its size stays");
        assert!(found.is_tolerable(), "{} of the blocks differ", found.share);
    }

    #[test]
    fn a_page_in_another_colour_is_not_alike() {
        let accent = Rgb([122, 31, 61]);
        assert!(
            !difference(&page(60, INK), &page(60, accent)).is_tolerable(),
            "text in the accent"
        );
        let mut paper = page(60, INK);
        for pixel in paper.pixels_mut() {
            pixel.0 = pixel.0.map(|channel| channel.saturating_sub(12));
        }
        assert!(!difference(&page(60, INK), &paper).is_tolerable(), "darker paper");
    }

    #[test]
    fn a_text_that_moved_is_not_alike_and_the_place_is_told() {
        let found = difference(&page(60, INK), &page(78, INK));
        assert!(!found.is_tolerable(), "a word is missing on each line");
        let (left, _, levels) = found.worst;
        assert!((48..=96).contains(&left), "where the word was: {left}");
        assert!(levels > MEAN, "by {levels} levels");
        let red = found
            .marked
            .pixels()
            .filter(|pixel| pixel.0[0] == 255 && pixel.0[1] < 130);
        assert!(red.count() > 0, "and marked");
    }

    #[test]
    fn what_was_rounded_to_the_next_pixel_is_alike() {
        let before = page(60, INK);
        let beside = RgbImage::from_fn(640, 360, |x, y| *before.get_pixel((x + 2).min(639), y));
        let found = difference(&before, &beside);
        assert!(found.is_tolerable(), "{} of the blocks differ", found.share);
    }

    #[test]
    fn one_small_thing_is_tolerated_and_a_large_one_is_not() {
        let before = page(60, INK);
        let with_box = |edge: u32| {
            let mut page = before.clone();
            for y in 0..edge {
                for x in 496..496 + edge {
                    page.put_pixel(x, y, INK);
                }
            }
            difference(&before, &page).is_tolerable()
        };
        assert!(with_box(16), "a cursor or a tick");
        assert!(!with_box(96), "a button");
    }

    #[test]
    fn pictures_of_other_sizes_cannot_be_compared() {
        let refused = compare(&RgbImage::new(10, 10), &RgbImage::new(10, 11));
        assert!(refused.expect_err("they differ in size").contains("(10, 11)"));
    }
}
