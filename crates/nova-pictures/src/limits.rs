//! How large a picture may be.

use crate::error::Refusal;
use nova_domain::PictureFault;

/// What is accepted as a picture. Checked against the file's size and the
/// picture's header, before decoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoLimits {
    /// Largest file.
    pub max_bytes: u64,
    /// Largest width times height.
    pub max_pixels: u64,
}

impl Default for PhotoLimits {
    /// 64 MiB and 100 megapixels.
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_pixels: 100_000_000,
        }
    }
}

impl PhotoLimits {
    /// The number of pixels, if it is not above the limit and not none.
    pub(crate) fn check(&self, width: u64, height: u64) -> Result<u64, Refusal> {
        let pixels = width.saturating_mul(height);
        if pixels > self.max_pixels {
            return Err(Refusal::TooManyPixels {
                found: pixels,
                limit: self.max_pixels,
            });
        }
        if pixels == 0 {
            return Err(Refusal::Unreadable(
                PictureFault::Damaged,
                "it has no pixels".to_owned(),
            ));
        }
        Ok(pixels)
    }
}
