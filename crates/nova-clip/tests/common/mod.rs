//! Where the golden files are, and how far two vectors are apart.

use std::path::{Path, PathBuf};

use image::RgbImage;
use nova_clip::DualEncoder;
use nova_pictures::{Photo, PhotoLimits};
use serde::Deserialize;

/// Embeddings that the reference in Python computed.
#[derive(Deserialize)]
pub struct Golden {
    pub texts: Vec<GoldenText>,
    pub images: Vec<GoldenImage>,
}

#[derive(Deserialize)]
pub struct GoldenText {
    pub text: String,
    pub vector: Vec<f32>,
}

#[derive(Deserialize)]
pub struct GoldenImage {
    pub file: String,
    pub vector: Vec<f32>,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn golden_dir() -> PathBuf {
    root().join("tests/golden")
}

/// A picture of one of the golden folders.
pub fn photo(folder: &str, file: &str) -> RgbImage {
    let path = golden_dir().join(folder).join(file);
    Photo::open(&path, &PhotoLimits::default()).unwrap().rgb().clone()
}

pub fn cosine(a: &[f32], b: &[f32]) -> f64 {
    assert_eq!(a.len(), b.len(), "vectors of one space");
    let dot = |a: &[f32], b: &[f32]| {
        a.iter()
            .zip(b)
            .map(|(x, y)| f64::from(*x) * f64::from(*y))
            .sum::<f64>()
    };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// Fails where a text is below 0.9999 or a picture of the folder below 0.999. A text
/// passes no decoder and no resize, so nothing but rounding may differ there.
pub fn assert_agrees(encoder: &dyn DualEncoder, golden: &Golden, folder: &str) {
    assert!(
        !golden.texts.is_empty() && !golden.images.is_empty(),
        "there is something to compare"
    );
    for GoldenText { text, vector } in &golden.texts {
        let ours = encoder.embed_texts(&[text]).unwrap().remove(0);
        let cosine = cosine(&ours, vector);
        assert!(cosine > 0.9999, "'{text}' has cosine {cosine} with the reference");
    }
    for GoldenImage { file, vector } in &golden.images {
        let pixels = encoder.preprocess().apply(&photo(folder, file));
        let ours = encoder.embed_pixels(&[pixels]).unwrap().remove(0);
        let cosine = cosine(&ours, vector);
        println!("{file}: {cosine:.6}");
        assert!(cosine > 0.999, "{file} has cosine {cosine} with the reference");
    }
}

/// A row of a batch is what it would be alone, and has length 1.
pub fn assert_batches_change_nothing(encoder: &dyn DualEncoder, golden: &Golden) {
    let close = |row: &[f32], alone: &[f32], what: &str| {
        let apart = row
            .iter()
            .zip(alone)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max);
        assert!(apart < 1e-5, "{what} in a batch is {apart} from itself alone");
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        assert!((length - 1.0).abs() < 1e-5, "{what} has length {length}");
    };
    let texts: Vec<&str> = golden.texts.iter().map(|t| t.text.as_str()).collect();
    let rows = encoder.embed_texts(&texts).unwrap();
    assert_eq!(rows.len(), texts.len());
    for (text, row) in texts.iter().zip(&rows) {
        close(row, &encoder.embed_texts(&[text]).unwrap()[0], text);
    }
    let pixels: Vec<_> = golden
        .images
        .iter()
        .map(|image| encoder.preprocess().apply(&photo("images", &image.file)))
        .collect();
    let rows = encoder.embed_pixels(&pixels).unwrap();
    assert_eq!(rows.len(), pixels.len());
    for (index, row) in rows.iter().enumerate() {
        let alone = encoder.embed_pixels(&pixels[index..=index]).unwrap();
        close(row, &alone[0], &golden.images[index].file);
    }
}
