//! AVIF and HEIC: pictures of a video codec in an ISO base media file.
//!
//! HEIC is decoded by `heic-decoder`, its container too. For AVIF `re_rav1d` decodes AV1 and nothing else, so the
//! container is read here (`container`) and the samples become red, green and blue in `yuv`.

mod avif;
mod boxes;
mod container;
mod yuv;

pub(crate) use avif::avif;

use crate::error::Refusal;
use crate::limits::PhotoLimits;
use crate::profile::{self, Colours};
use crate::raster::on_white;
use heic_decoder::HeifError;
use image::{Rgb, RgbImage, Rgba, RgbaImage};

/// Largest picture in pixels, below the caller's limit: decoding holds 12 to 16 bytes of each, and a gigabyte is enough.
const MAX_HEIF_PIXELS: u64 = 50_000_000;

/// The caller's limits, and that of these formats.
fn within(limits: &PhotoLimits) -> PhotoLimits {
    PhotoLimits {
        max_pixels: limits.max_pixels.min(MAX_HEIF_PIXELS),
        ..*limits
    }
}

/// The primary picture of a HEIC file, upright and opaque.
pub(crate) fn heic(bytes: &[u8], limits: &PhotoLimits) -> Result<RgbImage, Refusal> {
    let limits = within(limits);
    let facts = heic_decoder::probe(bytes).map_err(refusal)?;
    limits.check(facts.width as u64, facts.height as u64)?;
    limits.check(facts.coded_width as u64, facts.coded_height as u64)?;
    let decoded = heic_decoder::decode(bytes).map_err(refusal)?;
    let (width, height) = (decoded.width as u32, decoded.height as u32);
    let no_size = || Refusal::damaged("the picture has another size than its header says");
    let mut picture = if decoded.alpha.is_some() {
        let rgba = decoded.to_rgba8().map_err(refusal)?;
        let premultiplied = rgba.premultiplied;
        let rgba = RgbaImage::from_raw(width, height, rgba.data).ok_or_else(no_size)?;
        flattened(&rgba, premultiplied)
    } else {
        let rgb = decoded.to_rgb8().map_err(refusal)?;
        RgbImage::from_raw(width, height, rgb.data).ok_or_else(no_size)?
    };
    let named = decoded
        .color_info
        .map(|info| Colours::Primaries(info.color_primaries));
    if let Some(colours) = decoded.metadata.icc_profile.map(Colours::Icc).or(named) {
        profile::to_srgb(&mut picture, &colours);
    }
    Ok(picture)
}

fn refusal(error: HeifError) -> Refusal {
    match error {
        HeifError::Unsupported(what) => Refusal::Unsupported(format!(
            "it is a HEIC picture of a kind that is not read ({what}); save it as JPEG or PNG and use that"
        )),
        HeifError::LimitExceeded(_) => Refusal::too_much_memory(),
        HeifError::Truncated { .. } => {
            Refusal::cut_off("the file ends before its picture does; it is cut off")
        }
        other => Refusal::damaged(other),
    }
}

/// Lays a picture on white. Where its colours are multiplied by its opacity already, only the white is added.
fn flattened(rgba: &RgbaImage, premultiplied: bool) -> RgbImage {
    if !premultiplied {
        return on_white(rgba);
    }
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (out, &Rgba([r, g, b, a])) in rgb.pixels_mut().zip(rgba.pixels()) {
        *out = Rgb([r, g, b].map(|c| c.saturating_add(255 - a)));
    }
    rgb
}
