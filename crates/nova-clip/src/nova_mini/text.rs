//! The sentence tower: BERT's encoder, the mean over the tokens, one linear layer.

use candle_core::{Device, Tensor};

use super::config::{Config, Pooling, Text, WORD_EMBEDDINGS};
use crate::ClipError;
use crate::tokens::Padded;
use crate::transformer::{BERT_NAMES, Encoder, Linear, Loader, Norm, NormAt, Visible};
use crate::weights::Weights;

pub(super) struct TextTower {
    /// (vocabulary, hidden)
    words: Tensor,
    /// (positions, hidden), with the embedding of the only kind of token added.
    positions: Tensor,
    norm: Norm,
    encoder: Encoder,
    projection: Linear,
    pooling: Pooling,
}

impl TextTower {
    pub(super) fn load(config: &Config, weights: &mut Weights) -> Result<Self, ClipError> {
        let text = &config.text;
        let words = word_embeddings(text, weights)?;
        let mut loader = Loader::new(weights, &Device::Cpu);
        let positions = loader.tensor("text.embeddings.position_embeddings.weight")?;
        let kinds = loader.tensor("text.embeddings.token_type_embeddings.weight")?;
        Ok(Self {
            words,
            positions: positions.broadcast_add(&kinds.get(0)?)?,
            norm: loader.norm("text.embeddings.LayerNorm", text.layer_norm_eps)?,
            encoder: Encoder::load(
                &text.encoder(),
                &BERT_NAMES,
                NormAt::Sum,
                "text.encoder.layer",
                &mut loader,
            )?,
            projection: loader.projection("text_projection", text.hidden_size)?,
            pooling: text.pooling,
        })
    }

    /// Token ids of sentences → one vector each, not yet of length 1.
    pub(super) fn forward(&self, sentences: &[Vec<u32>]) -> Result<Vec<Vec<f32>>, ClipError> {
        let lengths: Vec<usize> = sentences.iter().map(Vec::len).collect();
        let Padded { ids, rows, columns } = Padded::new(sentences, 0);
        let ids = Tensor::from_vec(ids, rows * columns, &Device::Cpu)?;
        let words = self.words.index_select(&ids, 0)?;
        let words = words.reshape((rows, columns, self.words.dim(1)?))?;
        let xs = words.broadcast_add(&self.positions.narrow(0, 0, columns)?)?;
        let xs = self.norm.forward(&xs)?;
        let hidden = self.encoder.forward(&xs, &Visible::First(lengths.clone()))?;
        let pooled = match self.pooling {
            Pooling::Mean => mean_pool(&hidden, &lengths)?,
        };
        Ok(self.projection.forward(&pooled)?.to_vec2()?)
    }
}

/// (sentences, tokens, width) → (sentences, width), over the tokens that each sentence has.
fn mean_pool(hidden: &Tensor, lengths: &[usize]) -> candle_core::Result<Tensor> {
    let means = lengths
        .iter()
        .enumerate()
        .map(|(row, &length)| hidden.get(row)?.narrow(0, 0, length)?.mean(0))
        .collect::<candle_core::Result<Vec<_>>>()?;
    Tensor::stack(&means, 0)
}

/// (vocabulary, hidden) as f32.
fn word_embeddings(text: &Text, weights: &mut Weights) -> Result<Tensor, ClipError> {
    Ok(Tensor::from_vec(
        weights.matrix(WORD_EMBEDDINGS)?.into_floats(),
        (text.vocab_size, text.hidden_size),
        &Device::Cpu,
    )?)
}
