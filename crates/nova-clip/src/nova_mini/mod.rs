//! The built-in family: an EfficientNet-Lite image tower whose stages are pooled,
//! a MiniLM sentence tower, and trained projections into one space.
//!
//! `config` is the folder's `config.json`; `tower` the image tower, on the
//! kernels of `conv`; `text` the sentence tower. Training is in `models/training`.

mod config;
mod conv;
mod text;
mod tower;

pub(crate) use config::Config;

use config::{Activation, FIRST_PROJECTION};
use text::TextTower;
use tower::ImageTower;

use crate::kernel::{Curve, Dense};
use crate::model::unit_rows;
use crate::tokens::Tokens;
use crate::weights::Weights;
use crate::{ClipError, DualEncoder, ModelInfo, Pixels, Preprocess};

/// Enough pictures to keep the threads busy and to share one pass over the
/// projection's weights; they take about a twentieth of a second on two cores.
const BATCH: usize = 16;

/// A loaded model of the built-in family.
pub(crate) struct NovaMini {
    info: ModelInfo,
    preprocess: Preprocess,
    tokens: Tokens,
    text: TextTower,
    image: ImageTower,
    projection: ImageProjection,
}

impl NovaMini {
    pub(crate) fn load(
        config: &Config,
        info: ModelInfo,
        preprocess: Preprocess,
        tokens: Tokens,
        mut weights: Weights,
    ) -> Result<Self, ClipError> {
        Ok(Self {
            text: TextTower::load(config, &mut weights)?,
            image: ImageTower::load(&config.image, &preprocess, &mut weights)?,
            projection: ImageProjection::load(config, &mut weights)?,
            info,
            preprocess,
            tokens,
        })
    }
}

impl DualEncoder for NovaMini {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn preprocess(&self) -> &Preprocess {
        &self.preprocess
    }

    fn batch_len(&self) -> usize {
        BATCH
    }

    fn embed_texts(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ClipError> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        unit_rows(self.text.forward(&self.tokens.encode_all(texts)?)?)
    }

    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        if pixels.is_empty() {
            return Ok(Vec::new());
        }
        pixels
            .iter()
            .try_for_each(|picture| picture.check(self.info.image_size))?;
        unit_rows(self.projection.forward(&self.image.forward(pixels)))
    }
}

/// Standardised features through two linear layers with a non-linearity between.
struct ImageProjection {
    mean: Vec<f32>,
    inv_std: Vec<f32>,
    fc1: Dense,
    fc2: Dense,
}

impl ImageProjection {
    fn load(config: &Config, weights: &mut Weights) -> Result<Self, ClipError> {
        let curve = match config.image.activation {
            Activation::Gelu => Curve::Gelu,
        };
        let mut floats = |name: &str| weights.floats(&format!("image_projection.{name}"));
        let [first_bias, second, second_bias] = ["fc1.bias", "fc2.weight", "fc2.bias"].map(&mut floats);
        Ok(Self {
            mean: floats("mean")?,
            inv_std: floats("inv_std")?,
            fc1: Dense::of_matrix(
                &weights.matrix(FIRST_PROJECTION)?,
                &first_bias?,
                config.image.features(),
                curve,
            ),
            fc2: Dense::new(&second?, &second_bias?, config.image.hidden, Curve::Identity),
        })
    }

    /// One row of features a picture → one vector each, not yet of length 1.
    fn forward(&self, features: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let standard: Vec<f32> = features
            .iter()
            .flat_map(|row| row.iter().zip(self.mean.iter().zip(&self.inv_std)))
            .map(|(x, (mean, inv_std))| (x - mean) * inv_std)
            .collect();
        let vectors = self.fc2.apply(&self.fc1.apply(&standard, None), None);
        vectors
            .chunks_exact(self.fc2.outputs())
            .map(<[f32]>::to_vec)
            .collect()
    }
}

#[cfg(test)]
mod tests;
