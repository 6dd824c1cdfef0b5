//! The built-in family: an EfficientNet-Lite image tower whose stages are pooled,
//! a MiniLM sentence tower, and trained projections into one space.
//!
//! `config` is the folder's `config.json`; `tower` the image tower, on the
//! kernels of `conv`; `text` the sentence tower. Training is in `models/training`.

mod config;
mod conv;
mod text;
mod tower;

use candle_core::{Device, Module, Tensor};
use candle_nn::Linear;

pub(crate) use config::Config;

use config::Activation;
use text::TextTower;
use tower::ImageTower;

use crate::model::unit_rows;
use crate::tokens::Tokens;
use crate::weights::{Needed, Weights};
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
            image: ImageTower::load(&config.image, &mut weights)?,
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
        let sentences = texts
            .iter()
            .map(|text| self.tokens.encode(text))
            .collect::<Result<Vec<_>, _>>()?;
        unit_rows(self.text.forward(&sentences)?)
    }

    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        if pixels.is_empty() {
            return Ok(Vec::new());
        }
        pixels
            .iter()
            .try_for_each(|picture| picture.check(self.info.image_size))?;
        unit_rows(self.projection.forward(&self.image.forward(pixels))?)
    }
}

/// Standardised features through two linear layers with a non-linearity between.
struct ImageProjection {
    /// Both (features).
    mean: Tensor,
    inv_std: Tensor,
    fc1: Linear,
    activation: Activation,
    fc2: Linear,
}

impl ImageProjection {
    fn load(config: &Config, weights: &mut Weights) -> Result<Self, ClipError> {
        let (features, hidden) = (config.image.features(), config.image.hidden);
        let mut tensor = |name: &str, shape: &[usize]| {
            weights.load(&Needed::new(format!("image_projection.{name}"), shape))
        };
        Ok(Self {
            mean: tensor("mean", &[features])?,
            inv_std: tensor("inv_std", &[features])?,
            fc1: Linear::new(
                tensor("fc1.weight", &[hidden, features])?,
                Some(tensor("fc1.bias", &[hidden])?),
            ),
            activation: config.image.activation,
            fc2: Linear::new(
                tensor("fc2.weight", &[config.embed_dim, hidden])?,
                Some(tensor("fc2.bias", &[config.embed_dim])?),
            ),
        })
    }

    /// One row of features a picture → one vector each, not yet of length 1.
    fn forward(&self, features: &[Vec<f32>]) -> Result<Vec<Vec<f32>>, ClipError> {
        let shape = (features.len(), self.mean.elem_count());
        let features = Tensor::from_vec(features.concat(), shape, &Device::Cpu)?;
        let standardised = features.broadcast_sub(&self.mean)?.broadcast_mul(&self.inv_std)?;
        let hidden = self.fc1.forward(&standardised)?;
        let hidden = match self.activation {
            Activation::Gelu => hidden.gelu_erf()?,
        };
        Ok(self.fc2.forward(&hidden)?.to_vec2()?)
    }
}

#[cfg(test)]
mod tests;
