//! What is accepted as a picture, and what is said of the rest.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

mod colours;
mod formats;
mod heif;
mod jpeg;
mod mutated;
mod orientation;
mod refused;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use nova_pictures::{Photo, PhotoLimits, PictureError};

const LIMITS: PhotoLimits = PhotoLimits {
    max_bytes: 64 << 20,
    max_pixels: 100_000_000,
};

fn decode(bytes: &[u8]) -> Result<Photo, PictureError> {
    Photo::decode(bytes, "picture", &LIMITS)
}

fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

const COLOURS: [Rgb<u8>; 6] = [
    Rgb([255, 0, 0]),
    Rgb([0, 255, 0]),
    Rgb([0, 0, 255]),
    Rgb([255, 255, 0]),
    Rgb([0, 0, 0]),
    Rgb([255, 255, 255]),
];

/// Six colours in two rows of three, 16 × 16 pixels each.
fn six() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| COLOURS[(y / 16 * 3 + x / 16) as usize])
}

/// The colours in the middles of the 16 × 16 fields, row after row, as indices of `COLOURS`.
fn fields(photo: &Photo) -> Vec<usize> {
    let rgb = photo.rgb();
    let mut found = Vec::new();
    for y in (8..rgb.height()).step_by(16) {
        for x in (8..rgb.width()).step_by(16) {
            let pixel = *rgb.get_pixel(x, y);
            found.push(
                COLOURS
                    .iter()
                    .position(|&colour| near(pixel, colour, 12))
                    .expect("one of the six"),
            );
        }
    }
    found
}

fn near(a: Rgb<u8>, b: Rgb<u8>, tolerance: u8) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
