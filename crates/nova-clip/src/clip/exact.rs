//! CLIP's two transformers with any layer-norm epsilon and with the exact GELU,
//! for the configurations that candle's own CLIP cannot express. The tensors have
//! the same names and the computation is otherwise the same.

use candle_core::{D, Device, IndexOp, Module, Result, Tensor};
use candle_nn::ops::softmax_last_dim;
use candle_nn::{Conv2d, Conv2dConfig, Embedding, LayerNorm, Linear, VarBuilder};
use candle_nn::{conv2d_no_bias, embedding, layer_norm, linear};

use super::config::{self, HiddenAct};

pub(super) struct TextTower {
    token_embedding: Embedding,
    /// (positions, width)
    position_embedding: Tensor,
    layers: Vec<Layer>,
    final_layer_norm: LayerNorm,
}

impl TextTower {
    pub(super) fn load(config: &config::Text, vb: VarBuilder<'_>) -> Result<Self> {
        let width = config.encoder.hidden_size;
        let embeddings = vb.pp("embeddings");
        Ok(Self {
            token_embedding: embedding(config.vocab_size, width, embeddings.pp("token_embedding"))?,
            position_embedding: embeddings.get(
                (config.max_position_embeddings, width),
                "position_embedding.weight",
            )?,
            layers: layers(&config.encoder, &vb)?,
            final_layer_norm: layer_norm(width, config.encoder.layer_norm_eps, vb.pp("final_layer_norm"))?,
        })
    }

    /// (sentences, tokens) → (sentences, tokens, width)
    pub(super) fn forward(&self, ids: &Tensor) -> Result<Tensor> {
        let tokens = ids.dim(1)?;
        let positions = self.position_embedding.narrow(0, 0, tokens)?;
        let mut xs = self.token_embedding.forward(ids)?.broadcast_add(&positions)?;
        let mask = causal_mask(tokens)?;
        for layer in &self.layers {
            xs = layer.forward(&xs, Some(&mask))?;
        }
        self.final_layer_norm.forward(&xs)
    }
}

pub(super) struct VisionTower {
    /// (width)
    class_embedding: Tensor,
    patch_embedding: Conv2d,
    /// (patches + 1, width)
    position_embedding: Tensor,
    pre_layrnorm: LayerNorm,
    layers: Vec<Layer>,
    post_layernorm: LayerNorm,
}

impl VisionTower {
    pub(super) fn load(config: &config::Vision, vb: VarBuilder<'_>) -> Result<Self> {
        let (width, eps) = (config.encoder.hidden_size, config.encoder.layer_norm_eps);
        let positions = (config.image_size / config.patch_size).pow(2) + 1;
        let stride = Conv2dConfig {
            stride: config.patch_size,
            ..Default::default()
        };
        let embeddings = vb.pp("embeddings");
        Ok(Self {
            class_embedding: embeddings.get(width, "class_embedding")?,
            patch_embedding: conv2d_no_bias(
                config.num_channels,
                width,
                config.patch_size,
                stride,
                embeddings.pp("patch_embedding"),
            )?,
            position_embedding: embeddings.get((positions, width), "position_embedding.weight")?,
            pre_layrnorm: layer_norm(width, eps, vb.pp("pre_layrnorm"))?,
            layers: layers(&config.encoder, &vb)?,
            post_layernorm: layer_norm(width, eps, vb.pp("post_layernorm"))?,
        })
    }

    /// (pictures, 3, side, side) → (pictures, width)
    pub(super) fn forward(&self, pixels: &Tensor) -> Result<Tensor> {
        let pictures = pixels.dim(0)?;
        let patches = self
            .patch_embedding
            .forward(pixels)?
            .flatten_from(2)?
            .transpose(1, 2)?;
        let class = self
            .class_embedding
            .expand((pictures, 1, self.class_embedding.dim(0)?))?;
        let xs = Tensor::cat(&[&class, &patches], 1)?.broadcast_add(&self.position_embedding)?;
        let mut xs = self.pre_layrnorm.forward(&xs)?;
        for layer in &self.layers {
            xs = layer.forward(&xs, None)?;
        }
        self.post_layernorm.forward(&xs.i((.., 0))?)
    }
}

/// A pre-norm block: attention, then two linear layers, each added to its input.
struct Layer {
    layer_norm1: LayerNorm,
    q_proj: Linear,
    k_proj: Linear,
    v_proj: Linear,
    out_proj: Linear,
    layer_norm2: LayerNorm,
    fc1: Linear,
    fc2: Linear,
    heads: usize,
    hidden_act: HiddenAct,
}

fn layers(config: &config::Encoder, vb: &VarBuilder<'_>) -> Result<Vec<Layer>> {
    let vb = vb.pp("encoder.layers");
    (0..config.num_hidden_layers)
        .map(|index| Layer::load(config, vb.pp(index)))
        .collect()
}

impl Layer {
    fn load(config: &config::Encoder, vb: VarBuilder<'_>) -> Result<Self> {
        let (width, inner, eps) = (
            config.hidden_size,
            config.intermediate_size,
            config.layer_norm_eps,
        );
        let attention = vb.pp("self_attn");
        let mlp = vb.pp("mlp");
        Ok(Self {
            layer_norm1: layer_norm(width, eps, vb.pp("layer_norm1"))?,
            q_proj: linear(width, width, attention.pp("q_proj"))?,
            k_proj: linear(width, width, attention.pp("k_proj"))?,
            v_proj: linear(width, width, attention.pp("v_proj"))?,
            out_proj: linear(width, width, attention.pp("out_proj"))?,
            layer_norm2: layer_norm(width, eps, vb.pp("layer_norm2"))?,
            fc1: linear(width, inner, mlp.pp("fc1"))?,
            fc2: linear(inner, width, mlp.pp("fc2"))?,
            heads: config.num_attention_heads,
            hidden_act: config.hidden_act,
        })
    }

    /// (rows, tokens, width) → the same; `mask` (tokens, tokens) is added to the scores.
    fn forward(&self, xs: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let xs = (xs + self.attend(&self.layer_norm1.forward(xs)?, mask)?)?;
        let inner = self.fc1.forward(&self.layer_norm2.forward(&xs)?)?;
        let inner = match self.hidden_act {
            HiddenAct::QuickGelu => (&inner * candle_nn::ops::sigmoid(&(&inner * 1.702)?)?)?,
            HiddenAct::Gelu => inner.gelu_erf()?,
        };
        xs + self.fc2.forward(&inner)?
    }

    fn attend(&self, xs: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let (rows, tokens, width) = xs.dims3()?;
        let head_dim = width / self.heads;
        let split = |xs: Tensor| {
            xs.reshape((rows, tokens, self.heads, head_dim))?
                .transpose(1, 2)?
                .contiguous()
        };
        let queries = split((self.q_proj.forward(xs)? * (head_dim as f64).powf(-0.5))?)?;
        let keys = split(self.k_proj.forward(xs)?)?;
        let values = split(self.v_proj.forward(xs)?)?;
        let mut scores = queries.matmul(&keys.transpose(D::Minus2, D::Minus1)?)?;
        if let Some(mask) = mask {
            scores = scores.broadcast_add(mask)?;
        }
        let mixed = softmax_last_dim(&scores)?.matmul(&values)?;
        self.out_proj
            .forward(&mixed.transpose(1, 2)?.reshape((rows, tokens, width))?)
    }
}

/// Zero where a token may look, and the lowest number where it may not: ahead.
fn causal_mask(tokens: usize) -> Result<Tensor> {
    let mask: Vec<f32> = (0..tokens)
        .flat_map(|to| (0..tokens).map(move |from| if from > to { f32::MIN } else { 0.0 }))
        .collect();
    Tensor::from_vec(mask, (tokens, tokens), &Device::Cpu)
}
