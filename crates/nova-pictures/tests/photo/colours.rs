//! Profiles: the numbers of a picture mean what its profile says.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageBuffer, ImageEncoder, Luma, Rgb, RgbImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

use crate::{decode, near};

const RED: [u8; 3] = [200, 30, 40];

/// The numbers that mean `RED` in a profile.
fn stored(profile: &ColorProfile) -> [u8; 3] {
    let mut found = [0; 3];
    ColorProfile::new_srgb()
        .create_transform_8bit(Layout::Rgb, profile, Layout::Rgb, TransformOptions::default())
        .unwrap()
        .transform(&RED, &mut found)
        .unwrap();
    found
}

fn with(mut encoder: impl ImageEncoder, picture: &DynamicImage, profile: &ColorProfile) {
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    picture.write_with_encoder(encoder).unwrap();
}

#[test]
fn a_red_of_a_wide_gamut_stays_red_in_every_format() {
    for (name, profile) in [
        ("ProPhoto", ColorProfile::new_pro_photo_rgb()),
        ("Display P3", ColorProfile::new_display_p3()),
        ("Adobe RGB", ColorProfile::new_adobe_rgb()),
        ("sRGB", ColorProfile::new_srgb()),
    ] {
        let numbers = stored(&profile);
        if name != "sRGB" {
            assert!(numbers[0] < 190, "{name} stores other numbers: {numbers:?}");
        }
        let picture = DynamicImage::from(RgbImage::from_pixel(24, 24, Rgb(numbers)));
        let (mut jpeg, mut png, mut webp) = (Vec::new(), Vec::new(), Vec::new());
        with(JpegEncoder::new_with_quality(&mut jpeg, 95), &picture, &profile);
        with(PngEncoder::new(&mut png), &picture, &profile);
        with(WebPEncoder::new_lossless(&mut webp), &picture, &profile);
        for (format, bytes) in [("JPEG", jpeg), ("PNG", png), ("WebP", webp)] {
            let found = decode(&bytes).unwrap().rgb()[(12, 12)];
            assert!(near(found, Rgb(RED), 6), "{name} in {format}: {found:?}");
        }
    }
}

#[test]
fn sixteen_bits_keep_their_profile() {
    let profile = ColorProfile::new_display_p3();
    let numbers = stored(&profile).map(|byte| u16::from(byte) * 257);
    let picture = DynamicImage::ImageRgb16(ImageBuffer::from_pixel(8, 8, Rgb(numbers)));
    let mut png = Vec::new();
    with(PngEncoder::new(&mut png), &picture, &profile);
    let found = decode(&png).unwrap().rgb()[(4, 4)];
    assert!(near(found, Rgb(RED), 3), "{found:?}");
}

#[test]
fn a_grey_profile_brightens_or_darkens() {
    let picture = DynamicImage::ImageLuma8(ImageBuffer::from_pixel(8, 8, Luma([128])));
    let mut png = Vec::new();
    with(
        PngEncoder::new(&mut png),
        &picture,
        &ColorProfile::new_gray_with_gamma(1.0),
    );
    let found = decode(&png).unwrap().rgb()[(4, 4)];
    assert!(
        near(found, Rgb([188; 3]), 2),
        "half the light is 188 in sRGB, and not {found:?}"
    );
}

#[test]
fn a_profile_that_is_broken_or_for_inks_changes_nothing() {
    for profile in [b"not a profile".to_vec(), vec![0; 200]] {
        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_icc_profile(profile).unwrap();
        let picture = DynamicImage::from(RgbImage::from_pixel(8, 8, Rgb(RED)));
        picture.write_with_encoder(encoder).unwrap();
        assert_eq!(decode(&png).unwrap().rgb()[(4, 4)], Rgb(RED));
    }
}
