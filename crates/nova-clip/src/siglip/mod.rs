//! SigLIP (Zhai et al. 2023, arXiv 2303.15343) from a folder in Hugging Face's
//! format: a text transformer read at its last position, a vision transformer read
//! by one query that looks at all patches.
//!
//! The text tower was trained without a mask: a sentence is filled up to the whole
//! context, and the filling is looked at like any other token.

mod config;

use candle_core::{D, Device, IndexOp, Tensor};
use candle_nn::ops::softmax_last_dim;

pub(crate) use config::Config;

use crate::kernel::Curve;
use crate::model::unit_rows;
use crate::tokens::Tokens;
use crate::transformer::{
    CLIP_NAMES, Encoder, EncoderConfig, Linear, Loader, Norm, NormAt, Patches, Visible, VisionConfig,
};
use crate::weights::Weights;
use crate::{ClipError, DualEncoder, ModelInfo, Pixels, Preprocess};

/// Two pictures of the base model take half a second on two cores.
const BATCH: usize = 2;

/// What fills a sentence up to the whole context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filling {
    pub token: u32,
    /// Whether it stands before the sentence, and else behind it.
    pub before: bool,
}

/// A loaded SigLIP.
pub(crate) struct Siglip {
    info: ModelInfo,
    preprocess: Preprocess,
    tokens: Tokens,
    filling: Filling,
    text: TextTower,
    vision: VisionTower,
    device: Device,
}

struct TextTower {
    /// (vocabulary, width)
    words: Tensor,
    /// (positions, width)
    positions: Tensor,
    encoder: Encoder,
    norm: Norm,
    head: Linear,
}

struct VisionTower {
    patches: Patches,
    /// (patches, width)
    positions: Tensor,
    encoder: Encoder,
    norm: Norm,
    head: PoolingHead,
}

/// Attention of one learned query over all patches, then two linear layers.
struct PoolingHead {
    /// (1, heads, 1, size of a head), scaled; the same for every picture.
    query: Tensor,
    /// Keys and values of all heads.
    keys_values: Linear,
    out: Linear,
    norm: Norm,
    fc1: Linear,
    fc2: Linear,
}

impl Siglip {
    pub(crate) fn load(
        config: &Config,
        info: ModelInfo,
        preprocess: Preprocess,
        tokens: Tokens,
        filling: Filling,
        mut weights: Weights,
        device: Device,
    ) -> Result<Self, ClipError> {
        Ok(Self {
            text: TextTower::load(&config.text.encoder, &mut Loader::new(&mut weights, &device))?,
            vision: VisionTower::load(
                &config.vision,
                &device,
                &mut Loader::rounding(&mut weights, &device),
            )?,
            info,
            preprocess,
            tokens,
            filling,
            device,
        })
    }
}

impl TextTower {
    fn load(config: &EncoderConfig, loader: &mut Loader<'_>) -> Result<Self, ClipError> {
        let name = |part: &str| format!("text_model.{part}");
        Ok(Self {
            words: loader.tensor(&name("embeddings.token_embedding.weight"))?,
            positions: loader.tensor(&name("embeddings.position_embedding.weight"))?,
            encoder: Encoder::load(
                config,
                &CLIP_NAMES,
                NormAt::Input,
                &name("encoder.layers"),
                loader,
            )?,
            norm: loader.norm(&name("final_layer_norm"), config.layer_norm_eps)?,
            head: loader.linear(&name("head"))?,
        })
    }

    /// Token ids of `rows` sentences, each filled up → (sentences, embedding).
    fn forward(&self, ids: Vec<u32>, rows: usize, device: &Device) -> candle_core::Result<Tensor> {
        let (tokens, width) = self.positions.dims2()?;
        let ids = Tensor::from_vec(ids, rows * tokens, device)?;
        let words = self.words.index_select(&ids, 0)?;
        let xs = words
            .reshape((rows, tokens, width))?
            .broadcast_add(&self.positions)?;
        let xs = self.encoder.forward(&xs, &Visible::All)?;
        let last = xs.i((.., tokens - 1))?;
        self.head.forward(&self.norm.forward(&last)?)
    }
}

impl VisionTower {
    fn load(config: &VisionConfig, device: &Device, loader: &mut Loader<'_>) -> Result<Self, ClipError> {
        let name = |part: &str| format!("vision_model.{part}");
        let shape = &config.encoder;
        Ok(Self {
            patches: Patches::load(config, &name("embeddings.patch_embedding"), true, device, loader)?,
            positions: loader.tensor(&name("embeddings.position_embedding.weight"))?,
            encoder: Encoder::load(shape, &CLIP_NAMES, NormAt::Input, &name("encoder.layers"), loader)?,
            norm: loader.norm(&name("post_layernorm"), shape.layer_norm_eps)?,
            head: PoolingHead::load(shape, device, loader)?,
        })
    }

    /// Pictures → (pictures, embedding).
    fn forward(&self, pixels: &[Pixels]) -> Result<Tensor, ClipError> {
        let xs = self.patches.forward(pixels)?.broadcast_add(&self.positions)?;
        let xs = self.encoder.forward(&xs, &Visible::All)?;
        Ok(self.head.forward(&self.norm.forward(&xs)?)?)
    }
}

impl PoolingHead {
    fn load(config: &EncoderConfig, device: &Device, loader: &mut Loader<'_>) -> Result<Self, ClipError> {
        let name = |part: &str| format!("vision_model.head.{part}");
        let (width, heads) = (config.hidden_size, config.num_attention_heads);
        let probe = loader.weights.floats(&name("probe"))?;
        let weight = loader.weights.floats(&name("attention.in_proj_weight"))?;
        let bias = loader.weights.floats(&name("attention.in_proj_bias"))?;
        let scale = ((width / heads) as f64).sqrt().recip();
        let query: Vec<f32> = weight
            .chunks_exact(width)
            .zip(&bias)
            .take(width)
            .map(|(row, &bias)| {
                let products = row.iter().zip(&probe).map(|(&w, &p)| f64::from(w) * f64::from(p));
                ((products.sum::<f64>() + f64::from(bias)) * scale) as f32
            })
            .collect();
        Ok(Self {
            query: Tensor::from_vec(query, (1, heads, 1, width / heads), device)?,
            keys_values: loader.dense(&weight[width * width..], &bias[width..], width, Curve::Identity)?,
            out: loader.linear(&name("attention.out_proj"))?,
            norm: loader.norm(&name("layernorm"), config.layer_norm_eps)?,
            fc1: loader.bent(&name("mlp.fc1"), config.hidden_act.curve())?,
            fc2: loader.linear(&name("mlp.fc2"))?,
        })
    }

    /// (pictures, patches, width) → (pictures, width)
    fn forward(&self, xs: &Tensor) -> candle_core::Result<Tensor> {
        let (pictures, patches, width) = xs.dims3()?;
        let (_, heads, _, size) = self.query.dims4()?;
        let keys_values = self.keys_values.forward(xs)?;
        let part = |index: usize| {
            keys_values
                .narrow(2, index * width, width)?
                .reshape((pictures, patches, heads, size))?
                .transpose(1, 2)?
                .contiguous()
        };
        let query = self.query.repeat((pictures, 1, 1, 1))?;
        let scores = query.matmul(&part(0)?.transpose(D::Minus2, D::Minus1)?.contiguous()?)?;
        let found = softmax_last_dim(&scores)?.matmul(&part(1)?)?;
        let xs = self.out.forward(&found.reshape((pictures, width))?)?;
        self.fc2
            .forward_onto(&self.fc1.forward(&self.norm.forward(&xs)?)?, &xs)
    }
}

impl DualEncoder for Siglip {
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
        let context = self.info.context_length;
        let mut filled = Vec::with_capacity(texts.len() * context);
        for (row, ids) in self.tokens.encode_all(texts)?.into_iter().enumerate() {
            if self.filling.before {
                filled.resize((row + 1) * context - ids.len(), self.filling.token);
            }
            filled.extend(ids);
            filled.resize((row + 1) * context, self.filling.token);
        }
        unit_rows(self.text.forward(filled, texts.len(), &self.device)?.to_vec2()?)
    }

    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        if pixels.is_empty() {
            return Ok(Vec::new());
        }
        unit_rows(self.vision.forward(pixels)?.to_vec2()?)
    }
}
