//! CLIP (Radford et al. 2021, arXiv 2103.00020) from a folder in Hugging Face's
//! format: a causal text transformer read at its end-of-text token, a vision
//! transformer read at its class token, one linear projection each.
//!
//! candle's own CLIP computes what OpenAI's models and their descendants need
//! (quick GELU). Models of LAION's use the exact GELU, which it cannot; those run
//! on `exact`. SigLIP, position interpolation and ResNet towers are not here.

mod config;
mod exact;

use std::collections::HashMap;

use candle_core::{DType, Device, IndexOp, Module, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::clip::text_model::{Activation, ClipTextConfig, ClipTextTransformer};
use candle_transformers::models::clip::vision_model::{ClipVisionConfig, ClipVisionTransformer};

pub(crate) use config::Config;
use config::{Encoder, HiddenAct};

use crate::model::unit_rows;
use crate::tokens::{Padded, Tokens};
use crate::weights::Weights;
use crate::{ClipError, DualEncoder, ModelInfo, Pixels, Preprocess};

/// The epsilon that candle's CLIP has built in.
const CANDLE_EPS: f64 = 1e-5;

/// candle gains nothing from larger batches of a vision transformer on a CPU,
/// and two pictures of ViT-B take a fifth of a second.
const BATCH: usize = 2;

/// A loaded CLIP.
pub(crate) struct Clip {
    info: ModelInfo,
    preprocess: Preprocess,
    tokens: Tokens,
    config: config::Text,
    text: TextTower,
    vision: VisionTower,
    /// Both (embedding, width), f32.
    text_projection: Tensor,
    visual_projection: Tensor,
}

enum TextTower {
    Candle(ClipTextTransformer),
    Exact(exact::TextTower),
}

enum VisionTower {
    Candle(ClipVisionTransformer),
    Exact(exact::VisionTower),
}

impl Clip {
    pub(crate) fn load(
        config: &Config,
        info: ModelInfo,
        preprocess: Preprocess,
        tokens: Tokens,
        mut weights: Weights,
    ) -> Result<Self, ClipError> {
        let mut tensors = HashMap::new();
        for needed in config.needed() {
            let tensor = weights.load(&needed)?;
            tensors.insert(needed.name, tensor);
        }
        let vb = VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu);
        let text_width = config.text.encoder.hidden_size;
        let vision_width = config.vision.encoder.hidden_size;
        Ok(Self {
            text: TextTower::load(&config.text, vb.pp("text_model"), config.projection_dim)?,
            vision: VisionTower::load(&config.vision, vb.pp("vision_model"), config.projection_dim)?,
            text_projection: vb.get((config.projection_dim, text_width), "text_projection.weight")?,
            visual_projection: vb.get((config.projection_dim, vision_width), "visual_projection.weight")?,
            config: config.text.clone(),
            info,
            preprocess,
            tokens,
        })
    }
}

/// Whether candle's CLIP computes this encoder.
fn candle_can(encoder: &Encoder) -> bool {
    encoder.hidden_act == HiddenAct::QuickGelu && encoder.layer_norm_eps == CANDLE_EPS
}

impl TextTower {
    fn load(config: &config::Text, vb: VarBuilder<'_>, projection_dim: usize) -> Result<Self, ClipError> {
        if !candle_can(&config.encoder) {
            return Ok(Self::Exact(exact::TextTower::load(config, vb)?));
        }
        let config = ClipTextConfig {
            vocab_size: config.vocab_size,
            embed_dim: config.encoder.hidden_size,
            activation: Activation::QuickGelu,
            intermediate_size: config.encoder.intermediate_size,
            max_position_embeddings: config.max_position_embeddings,
            pad_with: None,
            num_hidden_layers: config.encoder.num_hidden_layers,
            num_attention_heads: config.encoder.num_attention_heads,
            projection_dim,
        };
        Ok(Self::Candle(ClipTextTransformer::new(vb, &config)?))
    }

    /// (sentences, tokens) → (sentences, tokens, width), after the last norm.
    fn forward(&self, ids: &Tensor) -> candle_core::Result<Tensor> {
        match self {
            Self::Candle(tower) => tower.forward_with_mask(ids, usize::MAX),
            Self::Exact(tower) => tower.forward(ids),
        }
    }
}

impl VisionTower {
    fn load(config: &config::Vision, vb: VarBuilder<'_>, projection_dim: usize) -> Result<Self, ClipError> {
        if !candle_can(&config.encoder) {
            return Ok(Self::Exact(exact::VisionTower::load(config, vb)?));
        }
        let config = ClipVisionConfig {
            embed_dim: config.encoder.hidden_size,
            activation: Activation::QuickGelu,
            intermediate_size: config.encoder.intermediate_size,
            num_hidden_layers: config.encoder.num_hidden_layers,
            num_attention_heads: config.encoder.num_attention_heads,
            projection_dim,
            num_channels: config.num_channels,
            image_size: config.image_size,
            patch_size: config.patch_size,
        };
        Ok(Self::Candle(ClipVisionTransformer::new(vb, &config)?))
    }

    /// (pictures, 3, side, side) → (pictures, width), the class token after the last norm.
    fn forward(&self, pixels: &Tensor) -> candle_core::Result<Tensor> {
        match self {
            Self::Candle(tower) => tower.forward(pixels),
            Self::Exact(tower) => tower.forward(pixels),
        }
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
        let sentences = texts
            .iter()
            .map(|text| self.tokens.encode(text))
            .collect::<Result<Vec<_>, _>>()?;
        // A token sees only what is before it, so padding behind the end-of-text
        // token changes nothing, whichever token it is.
        let Padded {
            ids, rows, columns, ..
        } = Padded::new(&sentences, 0);
        let ids = Tensor::from_vec(ids, (rows, columns), &Device::Cpu)?;
        let hidden = self.text.forward(&ids)?;
        let pooled = sentences
            .iter()
            .enumerate()
            .map(|(row, ids)| hidden.i((row, self.config.pooled_position(ids))))
            .collect::<candle_core::Result<Vec<_>>>()?;
        let features = Tensor::stack(&pooled, 0)?.matmul(&self.text_projection.t()?)?;
        unit_rows(features.to_vec2()?)
    }

    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        if pixels.is_empty() {
            return Ok(Vec::new());
        }
        let side = self.info.image_size;
        let mut values = Vec::with_capacity(pixels.len() * side * side * 3);
        for picture in pixels {
            picture.check(side)?;
            values.extend_from_slice(&picture.values);
        }
        let pixels = Tensor::from_vec(values, (pixels.len(), side, side, 3), &Device::Cpu)?;
        let pixels = pixels.permute((0, 3, 1, 2))?.contiguous()?;
        let features = self
            .vision
            .forward(&pixels)?
            .matmul(&self.visual_projection.t()?)?;
        unit_rows(features.to_vec2()?)
    }
}
