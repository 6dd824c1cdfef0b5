//! Colours of a profile become those of sRGB.
//!
//! Profiles as in ICC.1, read by `moxcms`; AVIF and HEIC may name their primaries by a number instead (ITU-T H.273).
//! High dynamic range is not tone-mapped: its values are shown as they stand.

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};
use std::sync::Arc;

/// Largest profile that is read, in bytes: those of printers take about 2 MB.
const MAX_PROFILE: usize = 8 << 20;

/// How far the transform of a profile may be from doing nothing, in steps of 255, for it to be left out.
const NEAR_SRGB: u8 = 2;

/// What says which colours a picture's numbers mean.
pub(crate) enum Colours {
    /// An ICC profile.
    Icc(Vec<u8>),
    /// Primaries by their number in H.273.
    Primaries(u16),
}

/// The profile in `icc`, unless it is too large or cannot be read.
pub(crate) fn read(icc: &[u8]) -> Option<ColorProfile> {
    (icc.len() <= MAX_PROFILE)
        .then(|| ColorProfile::new_from_slice(icc).ok())
        .flatten()
}

/// Turns the picture's colours into sRGB. A profile that cannot be read or belongs to another kind of picture (inks,
/// which are `inks`) changes nothing.
pub(crate) fn to_srgb(picture: &mut RgbImage, colours: &Colours) {
    let profile = match colours {
        Colours::Icc(bytes) => read(bytes),
        Colours::Primaries(9) => Some(ColorProfile::new_bt2020()),
        Colours::Primaries(11 | 12) => Some(ColorProfile::new_display_p3()),
        Colours::Primaries(_) => None,
    };
    let Some(profile) = profile else { return };
    match profile.color_space {
        DataColorSpace::Rgb => rgb_to_srgb(picture, &profile),
        DataColorSpace::Gray => grey_to_srgb(picture, &profile),
        _ => {}
    }
}

pub(crate) fn transform(
    profile: &ColorProfile,
    from: Layout,
) -> Option<Arc<dyn TransformExecutor<u8> + Send + Sync>> {
    profile
        .create_transform_8bit(
            from,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            TransformOptions::default(),
        )
        .ok()
}

fn rgb_to_srgb(picture: &mut RgbImage, profile: &ColorProfile) {
    let Some(transform) = transform(profile, Layout::Rgb) else {
        return;
    };
    // Most pictures carry sRGB's own profile; a few colours tell, and spare the whole picture.
    let steps = [0, 64, 128, 192, 255];
    let probe: Vec<u8> = (0..125)
        .flat_map(|n| [steps[n / 25], steps[n / 5 % 5], steps[n % 5]])
        .collect();
    let mut found = vec![0; probe.len()];
    if transform.transform(&probe, &mut found).is_err()
        || probe.iter().zip(&found).all(|(a, b)| a.abs_diff(*b) <= NEAR_SRGB)
    {
        return;
    }
    let row = picture.width() as usize * 3;
    let mut line = vec![0; row];
    for pixels in picture.as_flat_samples_mut().samples.chunks_exact_mut(row.max(1)) {
        if transform.transform(pixels, &mut line).is_ok() {
            pixels.copy_from_slice(&line);
        }
    }
}

/// Of a grey picture only the curve matters.
fn grey_to_srgb(picture: &mut RgbImage, profile: &ColorProfile) {
    let greys: Vec<u8> = (0..=255).collect();
    let mut table = [0; 256 * 3];
    let made = transform(profile, Layout::Gray).map(|transform| transform.transform(&greys, &mut table));
    let grey = picture
        .pixels()
        .all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    if !matches!(made, Some(Ok(()))) || !grey {
        return;
    }
    for pixel in picture.pixels_mut() {
        let at = usize::from(pixel[0]) * 3;
        pixel.0.copy_from_slice(&table[at..at + 3]);
    }
}
