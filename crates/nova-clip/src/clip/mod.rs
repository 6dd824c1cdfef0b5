//! CLIP (Radford et al. 2021, arXiv 2103.00020) from a folder in Hugging Face's
//! format: a causal text transformer read at its end-of-text token, a vision
//! transformer read at its class token, one linear projection each.
//!
//! OpenAI's models and their descendants (quick GELU), LAION's (exact GELU), any
//! size. Position interpolation and ResNet towers are not here.

mod config;

use candle_core::{Device, IndexOp, Tensor};

pub(crate) use config::Config;

use crate::model::unit_rows;
use crate::tokens::{Padded, Tokens};
use crate::transformer::{CLIP_NAMES, Encoder, Linear, Loader, Norm, NormAt, Patches, Visible};
use crate::weights::Weights;
use crate::{ClipError, DualEncoder, ModelInfo, Pixels, Preprocess};

/// Enough pictures that the weights are read from memory once for all of them;
/// those of ViT-B/32 take a fifth of a second on two cores.
const BATCH: usize = 4;

/// A loaded CLIP.
pub(crate) struct Clip {
    info: ModelInfo,
    preprocess: Preprocess,
    tokens: Tokens,
    text: TextTower,
    vision: VisionTower,
    device: Device,
}

struct TextTower {
    config: config::Text,
    /// (vocabulary, width)
    words: Tensor,
    /// (positions, width)
    positions: Tensor,
    encoder: Encoder,
    norm: Norm,
    projection: Linear,
}

struct VisionTower {
    patches: Patches,
    /// (1, 1, width), the first position added.
    class: Tensor,
    /// (patches, width)
    positions: Tensor,
    first_norm: Norm,
    encoder: Encoder,
    norm: Norm,
    projection: Linear,
}

impl Clip {
    pub(crate) fn load(
        config: &Config,
        info: ModelInfo,
        preprocess: Preprocess,
        tokens: Tokens,
        mut weights: Weights,
        device: Device,
    ) -> Result<Self, ClipError> {
        Ok(Self {
            text: TextTower::load(&config.text, &mut Loader::new(&mut weights, &device))?,
            vision: VisionTower::load(
                &config.vision,
                &device,
                &mut Loader::rounding(&mut weights, &device),
            )?,
            info,
            preprocess,
            tokens,
            device,
        })
    }
}

impl TextTower {
    fn load(config: &config::Text, loader: &mut Loader<'_>) -> Result<Self, ClipError> {
        let name = |part: &str| format!("text_model.{part}");
        let shape = &config.encoder;
        Ok(Self {
            words: loader.tensor(&name("embeddings.token_embedding.weight"))?,
            positions: loader.tensor(&name("embeddings.position_embedding.weight"))?,
            encoder: Encoder::load(shape, &CLIP_NAMES, NormAt::Input, &name("encoder.layers"), loader)?,
            norm: loader.norm(&name("final_layer_norm"), shape.layer_norm_eps)?,
            projection: loader.projection("text_projection", shape.hidden_size)?,
            config: config.clone(),
        })
    }

    /// Token ids of sentences → (sentences, embedding).
    fn forward(&self, sentences: &[Vec<u32>], device: &Device) -> candle_core::Result<Tensor> {
        // A token sees only what is before it, so padding behind the end-of-text
        // token changes nothing, whichever token it is.
        let Padded { ids, rows, columns } = Padded::new(sentences, 0);
        let ids = Tensor::from_vec(ids, rows * columns, device)?;
        let words = self.words.index_select(&ids, 0)?;
        let words = words.reshape((rows, columns, self.config.encoder.hidden_size))?;
        let xs = words.broadcast_add(&self.positions.narrow(0, 0, columns)?)?;
        let xs = self.encoder.forward(&xs, &Visible::Before)?;
        let pooled = sentences
            .iter()
            .enumerate()
            .map(|(row, ids)| xs.i((row, self.config.pooled_position(ids))))
            .collect::<candle_core::Result<Vec<_>>>()?;
        self.projection
            .forward(&self.norm.forward(&Tensor::stack(&pooled, 0)?)?)
    }
}

impl VisionTower {
    fn load(
        config: &crate::transformer::VisionConfig,
        device: &Device,
        loader: &mut Loader<'_>,
    ) -> Result<Self, ClipError> {
        let name = |part: &str| format!("vision_model.{part}");
        let shape = &config.encoder;
        let (width, eps) = (shape.hidden_size, shape.layer_norm_eps);
        let positions = loader.tensor(&name("embeddings.position_embedding.weight"))?;
        let class = loader.tensor(&name("embeddings.class_embedding"))?;
        Ok(Self {
            patches: Patches::load(config, &name("embeddings.patch_embedding"), false, device, loader)?,
            class: (class + positions.i(0)?)?.reshape((1, 1, width))?,
            positions: positions.narrow(0, 1, config.patches())?,
            // Hugging Face's spelling.
            first_norm: loader.norm(&name("pre_layrnorm"), eps)?,
            encoder: Encoder::load(shape, &CLIP_NAMES, NormAt::Input, &name("encoder.layers"), loader)?,
            norm: loader.norm(&name("post_layernorm"), eps)?,
            projection: loader.projection("visual_projection", width)?,
        })
    }

    /// Pictures → (pictures, embedding).
    fn forward(&self, pixels: &[Pixels]) -> Result<Tensor, ClipError> {
        let patches = self.patches.forward(pixels)?.broadcast_add(&self.positions)?;
        let class = self.class.repeat((pixels.len(), 1, 1))?;
        let xs = self.first_norm.forward(&Tensor::cat(&[&class, &patches], 1)?)?;
        let xs = self.encoder.forward(&xs, &Visible::All)?;
        let pooled = self.norm.forward(&xs.i((.., 0))?)?;
        Ok(self.projection.forward(&pooled)?)
    }
}

impl DualEncoder for Clip {
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
        let sentences = self.tokens.encode_all(texts)?;
        unit_rows(self.text.forward(&sentences, &self.device)?.to_vec2()?)
    }

    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        if pixels.is_empty() {
            return Ok(Vec::new());
        }
        unit_rows(self.vision.forward(pixels)?.to_vec2()?)
    }
}
