//! What every model is to the rest of the app: a trait of four functions and a card of facts.

use std::path::PathBuf;

use serde::Serialize;

use crate::{ClipError, Pixels, Preprocess};

/// Which model this is, and what it takes and gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelInfo {
    /// The model's name: `name` of its `config.json`, or else the folder's name.
    pub name: String,
    /// `"nova_mini"`, `"clip"` or `"siglip"`.
    pub family: String,
    /// Length of an embedding.
    pub dim: usize,
    /// Side of the square picture that the image tower sees, in pixels.
    pub image_size: usize,
    /// Longest sentence in tokens, the special ones included; the rest is cut off.
    pub context_length: usize,
    /// BLAKE3 over the four files, 32 hexadecimal digits. Another hash is another model.
    pub hash: String,
    /// Raised whenever this crate turns the same picture into other pixels than before.
    pub preprocessing_version: u32,
    /// Size of the four files.
    pub bytes: u64,
    /// Where the model computes: `"cpu"`, `"cuda"` or `"metal"`.
    pub device: String,
    /// Why it computes there, as a clause without a full stop.
    pub device_reason: String,
    /// The model folder.
    pub path: PathBuf,
}

/// The sizes that a configuration fixes.
pub(crate) struct Size {
    /// Length of an embedding.
    pub dim: usize,
    /// Side of the picture; `None` where the preprocessing decides it.
    pub image: Option<usize>,
    /// Longest sentence in tokens.
    pub context: usize,
    /// Rows of the embedding table.
    pub vocabulary: usize,
}

/// Two towers that put sentences and pictures into one space.
///
/// Every vector that is returned has [`ModelInfo::dim`] finite components and
/// Euclidean length 1. An embedding does not depend on what else is in the batch
/// beyond rounding (1e-5 a component).
pub trait DualEncoder: Send + Sync {
    /// The model's facts.
    fn info(&self) -> &ModelInfo;

    /// How this model wants its pictures. Cheap to clone, and usable on any thread.
    fn preprocess(&self) -> &Preprocess;

    /// How many pictures or sentences are worth computing at once. More gains
    /// nothing and makes others wait.
    fn batch_len(&self) -> usize;

    /// One vector a sentence, in order. A sentence longer than the context is cut off.
    fn embed_texts(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ClipError>;

    /// One vector a picture, in order. The pixels must come from [`DualEncoder::preprocess`].
    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError>;

    /// The same, and behind each vector how likely each value of each of the model's [`attributes`](crate::attributes) is, one
    /// attribute after the other. A model that names nothing gives the vectors alone.
    fn embed_and_name(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        self.embed_pixels(pixels)
    }
}

/// Scales each row to length 1; a row that has no direction is an error, so that
/// a NaN never reaches an index.
pub(crate) fn unit_rows(mut rows: Vec<Vec<f32>>) -> Result<Vec<Vec<f32>>, ClipError> {
    for row in &mut rows {
        let norm = row
            .iter()
            .map(|&x| f64::from(x) * f64::from(x))
            .sum::<f64>()
            .sqrt();
        if !norm.is_finite() || norm < 1e-12 {
            return Err(ClipError::Inference(format!(
                "an embedding has length {norm}; the weights may be damaged"
            )));
        }
        let scale = 1.0 / norm;
        for x in row {
            *x = (f64::from(*x) * scale) as f32;
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::unit_rows;

    #[test]
    fn rows_come_out_with_length_one() {
        let rows = unit_rows(vec![vec![3.0, 4.0], vec![0.0, -2e-3]]).unwrap();
        assert_eq!(rows, [[0.6, 0.8], [0.0, -1.0]], "3-4-5, and the sign is kept");
    }

    #[test]
    fn a_row_without_direction_is_an_error() {
        for bad in [vec![0.0, 0.0], vec![f32::NAN, 1.0], vec![f32::INFINITY, 1.0]] {
            assert!(
                unit_rows(vec![vec![1.0, 0.0], bad.clone()]).is_err(),
                "{bad:?} has no direction"
            );
        }
    }
}
