//! The last check of a model folder before the app takes it over: that it computes.
//!
//! A header can be sound over numbers that are not, which only an embedding shows.

use std::path::Path;

use image::{Rgb, RgbImage};

use crate::{ClipError, DualEncoder, ModelInfo, load};

/// Sentences of unequal meaning; a model that cannot tell them apart is damaged.
const SENTENCES: [&str; 2] = ["red summer dress", "a pair of black leather boots"];

/// How far from 1 the length of a unit vector may be.
const LENGTH_TOLERANCE: f64 = 1e-4;

/// Loads a model folder and embeds two sentences and two pictures with it.
///
/// # Errors
/// As [`load`]; [`ClipError::ModelInvalid`] where an embedding cannot be computed,
/// is not finite or not of length 1, or where both sentences or both pictures get
/// the same one.
pub fn validate(dir: &Path) -> Result<ModelInfo, ClipError> {
    let encoder = load(dir)?;
    check(&*encoder).map_err(|reason| ClipError::ModelInvalid {
        path: dir.to_path_buf(),
        reason,
    })?;
    Ok(encoder.info().clone())
}

fn check(encoder: &dyn DualEncoder) -> Result<(), String> {
    let texts = encoder
        .embed_texts(&SENTENCES)
        .map_err(|e| format!("a test sentence could not be embedded ({e})"))?;
    check_rows("sentence", &texts, encoder.info().dim)?;
    let pixels = [sky(), checks()].map(|picture| encoder.preprocess().apply(&picture));
    let pictures = encoder
        .embed_pixels(&pixels)
        .map_err(|e| format!("a test picture could not be embedded ({e})"))?;
    check_rows("picture", &pictures, encoder.info().dim)
}

fn check_rows(what: &str, rows: &[Vec<f32>], dim: usize) -> Result<(), String> {
    for row in rows {
        let squares = row.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>();
        let is_unit = (squares.sqrt() - 1.0).abs() < LENGTH_TOLERANCE;
        if row.len() != dim || !is_unit {
            return Err(format!(
                "the embedding of a test {what} has {} components and length {}, and should have {dim} and 1",
                row.len(),
                squares.sqrt()
            ));
        }
    }
    if rows.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(format!(
            "two different test {what}s get the same embedding; the weights may be damaged"
        ));
    }
    Ok(())
}

/// From white to blue.
fn sky() -> RgbImage {
    RgbImage::from_fn(48, 64, |_, y| {
        let light = 255 - 3 * y as u8;
        Rgb([light, light, 255])
    })
}

/// Red and black squares.
fn checks() -> RgbImage {
    RgbImage::from_fn(64, 48, |x, y| {
        let red = (x / 8 + y / 8) % 2 == 0;
        Rgb([if red { 220 } else { 10 }, 10, 20])
    })
}
