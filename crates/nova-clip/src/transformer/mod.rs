//! The transformer that CLIP, SigLIP and the built-in sentence tower are made of:
//! layers of attention and two linear layers, with a normalisation before each half
//! (as in CLIP) or behind it (as in BERT).
//!
//! `layers` is what a layer is made of, on whichever device; `loader` reads it from
//! the weights; `config` what the families' `config.json` share; `patches` how a
//! picture becomes tokens.

mod config;
mod layers;
mod loader;
mod patches;

pub(crate) use config::{
    Encoder as EncoderConfig, HiddenAct, Vision as VisionConfig, check_positive, section,
};
pub(crate) use layers::{Linear, Norm};
pub(crate) use loader::Loader;
pub(crate) use patches::Patches;

use candle_core::{Result, Tensor};

use crate::ClipError;
pub(crate) use crate::kernel::Visible;
use crate::weights::Needed;

/// Where a layer normalises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NormAt {
    /// What enters attention and the linear layers; their input is added to what leaves.
    Input,
    /// The sum of what enters and what leaves.
    Sum,
}

/// What the tensors of a layer are called, under the layer's own prefix.
pub(crate) struct Names {
    /// Queries, keys, values.
    pub qkv: [&'static str; 3],
    pub out: &'static str,
    pub fc1: &'static str,
    pub fc2: &'static str,
    /// Of the attention and of the linear layers.
    pub norms: [&'static str; 2],
}

/// `transformers`' CLIP and SigLIP.
pub(crate) const CLIP_NAMES: Names = Names {
    qkv: ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"],
    out: "self_attn.out_proj",
    fc1: "mlp.fc1",
    fc2: "mlp.fc2",
    norms: ["layer_norm1", "layer_norm2"],
};

/// `transformers`' BERT.
pub(crate) const BERT_NAMES: Names = Names {
    qkv: [
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
    ],
    out: "attention.output.dense",
    fc1: "intermediate.dense",
    fc2: "output.dense",
    norms: ["attention.output.LayerNorm", "output.LayerNorm"],
};

impl Names {
    /// The tensors of one layer.
    pub(crate) fn need(&self, prefix: &str, config: &EncoderConfig, all: &mut Vec<Needed>) {
        let (width, inner) = (config.hidden_size, config.intermediate_size);
        for name in self.qkv.iter().chain([&self.out]) {
            Needed::linear(&format!("{prefix}.{name}"), width, width, all);
        }
        Needed::linear(&format!("{prefix}.{}", self.fc1), inner, width, all);
        Needed::linear(&format!("{prefix}.{}", self.fc2), width, inner, all);
        for norm in self.norms {
            Needed::norm(&format!("{prefix}.{norm}"), width, all);
        }
    }
}

/// Layers, one after another.
pub(crate) struct Encoder {
    layers: Vec<Layer>,
}

struct Layer {
    norm_at: NormAt,
    heads: usize,
    norms: [Norm; 2],
    /// Queries (scaled by the root of a head's size), keys and values of all heads.
    qkv: Linear,
    out: Linear,
    fc1: Linear,
    fc2: Linear,
}

impl Encoder {
    /// Layers `{prefix}.0`, `{prefix}.1`, …
    pub(crate) fn load(
        config: &EncoderConfig,
        names: &Names,
        norm_at: NormAt,
        prefix: &str,
        loader: &mut Loader<'_>,
    ) -> std::result::Result<Self, ClipError> {
        let layers = (0..config.num_hidden_layers)
            .map(|index| {
                let name = |part: &str| format!("{prefix}.{index}.{part}");
                Ok(Layer {
                    norm_at,
                    heads: config.num_attention_heads,
                    norms: [
                        loader.norm(&name(names.norms[0]), config.layer_norm_eps)?,
                        loader.norm(&name(names.norms[1]), config.layer_norm_eps)?,
                    ],
                    qkv: loader.queries_keys_values(config, names.qkv.map(name))?,
                    out: loader.linear(&name(names.out))?,
                    fc1: loader.bent(&name(names.fc1), config.hidden_act.curve())?,
                    fc2: loader.linear(&name(names.fc2))?,
                })
            })
            .collect::<std::result::Result<_, ClipError>>()?;
        Ok(Self { layers })
    }

    /// (rows, tokens, width) → the same.
    pub(crate) fn forward(&self, xs: &Tensor, visible: &Visible) -> Result<Tensor> {
        let mut xs = xs.clone();
        for layer in &self.layers {
            xs = layer.forward(&xs, visible)?;
        }
        Ok(xs)
    }
}

impl Layer {
    fn forward(&self, xs: &Tensor, visible: &Visible) -> Result<Tensor> {
        let [first, second] = &self.norms;
        match self.norm_at {
            NormAt::Input => {
                let xs = self.attend(&first.forward(xs)?, xs, visible)?;
                self.feed(&second.forward(&xs)?, &xs)
            }
            NormAt::Sum => {
                let xs = first.forward(&self.attend(xs, xs, visible)?)?;
                second.forward(&self.feed(&xs, &xs)?)
            }
        }
    }

    fn attend(&self, xs: &Tensor, residual: &Tensor, visible: &Visible) -> Result<Tensor> {
        let qkv = self.qkv.forward(xs)?;
        let mixed = layers::attention(&qkv, self.heads, visible, &self.qkv)?;
        self.out.forward_onto(&mixed, residual)
    }

    fn feed(&self, xs: &Tensor, residual: &Tensor) -> Result<Tensor> {
        self.fc2.forward_onto(&self.fc1.forward(xs)?, residual)
    }
}

#[cfg(test)]
mod tests;
