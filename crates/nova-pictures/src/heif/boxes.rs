//! The boxes of an ISO base media file (ISO/IEC 14496-12): a size, four letters, a body. Nothing is believed: what reaches
//! over the end of its bytes is `None`.

/// Reads numbers from the front of bytes.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    /// An unsigned number of up to eight bytes, the highest first; none at all are 0.
    pub fn number(&mut self, bytes: usize) -> Option<u64> {
        let taken = self.take(bytes)?;
        Some(taken.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.number(1).map(|number| number as u8)
    }

    pub fn u16(&mut self) -> Option<u16> {
        self.number(2).map(|number| number as u16)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.number(4).map(|number| number as u32)
    }

    /// The version and flags with which a full box begins.
    pub fn full(&mut self) -> Option<(u8, u32)> {
        let both = self.u32()?;
        Some(((both >> 24) as u8, both & 0xFF_FFFF))
    }

    /// The next box: its kind and its body.
    pub fn next_box(&mut self) -> Option<([u8; 4], Bytes<'a>)> {
        let size = self.u32()?;
        let kind = self.take(4)?.try_into().ok()?;
        let body = match size {
            0 => self.take(self.0.len())?,
            1 => {
                let size = usize::try_from(self.number(8)?).ok()?;
                self.take(size.checked_sub(16)?)?
            }
            _ => self.take((size as usize).checked_sub(8)?)?,
        };
        Some((kind, Bytes(body)))
    }

    /// The boxes up to the end, or up to the first that is broken.
    pub fn boxes(mut self) -> impl Iterator<Item = ([u8; 4], Bytes<'a>)> {
        std::iter::from_fn(move || self.next_box())
    }

    /// The first box of a kind.
    pub fn find(self, kind: &[u8; 4]) -> Option<Bytes<'a>> {
        self.boxes()
            .find(|(found, _)| found == kind)
            .map(|(_, body)| body)
    }
}
