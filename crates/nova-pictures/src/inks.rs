//! JPEGs in four inks whose profile says what the inks look like on paper. Those without a profile go the decoder's own
//! way, in which inks are what red, green and blue lack.

use crate::profile;
use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The profile, if it is one for four inks.
pub(crate) fn profile(icc: &[u8]) -> Option<ColorProfile> {
    let profile = profile::read(icc)?;
    (profile.color_space == DataColorSpace::Cmyk).then_some(profile)
}

/// The picture in a JPEG of four components, in sRGB. `None` where it is none or cannot be read so. Its size must have been
/// held against the limits before.
pub(crate) fn decode(jpeg: &[u8], profile: &ColorProfile) -> Option<RgbImage> {
    let options = DecoderOptions::default()
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers().ok()?;
    let stored = decoder.input_colorspace()?;
    if !matches!(stored, ColorSpace::CMYK | ColorSpace::YCCK) {
        return None;
    }
    decoder.set_options(options.jpeg_set_out_colorspace(stored));
    let (width, height) = decoder.dimensions()?;
    let mut samples = decoder.decode().ok()?;
    for pixel in samples.chunks_exact_mut(4) {
        if stored == ColorSpace::YCCK {
            let inks = inks_of_ycc([pixel[0], pixel[1], pixel[2]]);
            pixel[..3].copy_from_slice(&inks);
        } else {
            pixel[..3].iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        // Adobe's programs, and so all others, store how much paper is left and not how much ink is on it.
        pixel[3] = 255 - pixel[3];
    }
    let mut picture = RgbImage::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let transform = profile::transform(profile, moxcms::Layout::Rgba)?;
    let (from, to) = (width.checked_mul(4)?, width.checked_mul(3)?);
    let rows = picture.as_flat_samples_mut().samples.chunks_exact_mut(to.max(1));
    for (inks, colours) in samples.chunks_exact(from.max(1)).zip(rows) {
        transform.transform(inks, colours).ok()?;
    }
    Some(picture)
}

/// Cyan, magenta and yellow that are stored as luma and chroma (ITU-T T.871, 7).
fn inks_of_ycc([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
    [
        y + 1.402 * cr,
        y - 0.344_136 * cb - 0.714_136 * cr,
        y + 1.772 * cb,
    ]
    .map(|ink| ink.round().clamp(0.0, 255.0) as u8)
}
