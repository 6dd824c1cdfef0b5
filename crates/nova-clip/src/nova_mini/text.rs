//! The sentence tower: BERT's encoder on candle, the mean over the tokens, one
//! linear layer.

use std::collections::HashMap;

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{self, BertModel};
use safetensors::tensor::Dtype;

use super::config::{Config, Pooling, Text, WORD_EMBEDDINGS, WORD_SCALE};
use crate::ClipError;
use crate::tokens::Padded;
use crate::weights::{Needed, Weights};

/// The level of the 8-bit word embeddings that stands for zero.
const ZERO_LEVEL: f32 = 128.0;

pub(super) struct TextTower {
    bert: BertModel,
    /// (hidden, embedding)
    projection: Tensor,
    pooling: Pooling,
}

impl TextTower {
    pub(super) fn load(config: &Config, weights: &mut Weights) -> Result<Self, ClipError> {
        let text = &config.text;
        let mut tensors = HashMap::new();
        for needed in text.needed() {
            let tensor = weights.load(&needed)?;
            tensors.insert(needed.name, tensor);
        }
        tensors.insert(WORD_EMBEDDINGS.to_owned(), word_embeddings(text, weights)?);
        let vb = VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu);
        let projection = Needed::new("text_projection.weight", &[config.embed_dim, text.hidden_size]);
        Ok(Self {
            bert: BertModel::load(vb.pp("text"), &bert_config(text))?,
            projection: weights.load(&projection)?.t()?,
            pooling: text.pooling,
        })
    }

    /// Token ids of sentences → one vector each, not yet of length 1.
    pub(super) fn forward(&self, sentences: &[Vec<u32>]) -> Result<Vec<Vec<f32>>, ClipError> {
        let Padded {
            ids,
            mask,
            rows,
            columns,
        } = Padded::new(sentences, 0);
        let ids = Tensor::from_vec(ids, (rows, columns), &Device::Cpu)?;
        let mask = Tensor::from_vec(mask, (rows, columns), &Device::Cpu)?;
        let hidden = self.bert.forward(&ids, &ids.zeros_like()?, Some(&mask))?;
        let pooled = match self.pooling {
            Pooling::Mean => mean_pool(&hidden, &mask.to_dtype(DType::F32)?)?,
        };
        Ok(pooled.matmul(&self.projection)?.to_vec2()?)
    }
}

/// (sentences, tokens, width) → (sentences, width), over the tokens whose mask is 1.
fn mean_pool(hidden: &Tensor, mask: &Tensor) -> candle_core::Result<Tensor> {
    let sums = hidden.broadcast_mul(&mask.unsqueeze(2)?)?.sum(1)?;
    sums.broadcast_div(&mask.sum_keepdim(1)?)
}

/// (vocabulary, hidden) as f32; 8-bit rows are scaled back.
fn word_embeddings(text: &Text, weights: &mut Weights) -> Result<Tensor, ClipError> {
    if weights.dtype(WORD_EMBEDDINGS) != Some(Dtype::U8) {
        return weights.tensor(WORD_EMBEDDINGS);
    }
    let mut values = weights.floats(WORD_EMBEDDINGS)?;
    let scales = weights.floats(WORD_SCALE)?;
    for (row, scale) in values.chunks_exact_mut(text.hidden_size).zip(scales) {
        for value in row {
            *value = (*value - ZERO_LEVEL) * scale;
        }
    }
    Ok(Tensor::from_vec(
        values,
        (text.vocab_size, text.hidden_size),
        &Device::Cpu,
    )?)
}

fn bert_config(text: &Text) -> bert::Config {
    bert::Config {
        vocab_size: text.vocab_size,
        hidden_size: text.hidden_size,
        num_hidden_layers: text.num_hidden_layers,
        num_attention_heads: text.num_attention_heads,
        intermediate_size: text.intermediate_size,
        max_position_embeddings: text.max_position_embeddings,
        type_vocab_size: text.type_vocab_size,
        layer_norm_eps: text.layer_norm_eps,
        ..bert::Config::default()
    }
}
