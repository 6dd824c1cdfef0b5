//! Sentences to token ids by a folder's `tokenizer.json`.

mod clean;

pub(crate) use clean::Clean;

use tokenizers::{Tokenizer, TruncationDirection, TruncationParams, TruncationStrategy};

use crate::ClipError;

/// Fewer tokens than this leave no room between the special ones.
const SHORTEST_CONTEXT: usize = 4;

/// A tokenizer that adds its special tokens, cuts at the context length and never pads.
pub(crate) struct Tokens {
    tokenizer: Tokenizer,
    vocabulary: u32,
    pad: Option<u32>,
    clean: Clean,
}

impl Tokens {
    /// `vocabulary` is how many rows the model's embedding table has.
    pub(crate) fn from_json(json: &[u8], context_length: usize, vocabulary: usize) -> Result<Self, String> {
        if context_length < SHORTEST_CONTEXT {
            return Err(format!("a context of {context_length} tokens is too short"));
        }
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(|e| e.to_string())?;
        let of_padding = tokenizer.get_padding().map(|padding| padding.pad_id);
        let added = tokenizer.get_added_tokens_decoder();
        let named = added
            .iter()
            .find(|(_, token)| token.content == "<pad>")
            .map(|(&id, _)| id);
        let pad = of_padding.or(named);
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(Some(TruncationParams {
                max_length: context_length,
                strategy: TruncationStrategy::LongestFirst,
                stride: 0,
                direction: TruncationDirection::Right,
            }))
            .map_err(|e| e.to_string())?;
        Ok(Self {
            tokenizer,
            vocabulary: u32::try_from(vocabulary).unwrap_or(u32::MAX),
            pad: pad.filter(|&id| (id as usize) < vocabulary),
            clean: Clean::Nothing,
        })
    }

    /// The same with texts cleaned before they are cut.
    pub(crate) fn cleaned(mut self, clean: Clean) -> Self {
        // To open_clip's own tokenizer, which lowers the case, the names of special tokens are words like others.
        self.tokenizer.set_encode_special_tokens(clean == Clean::Lower);
        self.clean = clean;
        self
    }

    /// The token that fills a sentence up, where the file says so.
    pub(crate) fn pad(&self) -> Option<u32> {
        self.pad
    }

    /// The id of a token that the model knows.
    pub(crate) fn id(&self, token: &str) -> Option<u32> {
        self.tokenizer
            .token_to_id(token)
            .filter(|&id| id < self.vocabulary)
    }

    /// Token ids of one sentence: at least one, at most the context length, each
    /// below the vocabulary's size.
    pub(crate) fn encode(&self, text: &str) -> Result<Vec<u32>, ClipError> {
        let encoding = self
            .tokenizer
            .encode_fast(self.clean.apply(text), true)
            .map_err(|e| ClipError::Inference(e.to_string()))?;
        let ids = encoding.get_ids();
        if let Some(id) = ids.iter().find(|&&id| id >= self.vocabulary) {
            return Err(ClipError::Inference(format!(
                "the tokenizer gave token {id}, and the model knows {} tokens; the two do not belong together",
                self.vocabulary
            )));
        }
        if ids.is_empty() {
            return Err(ClipError::Inference("the tokenizer gave no tokens".to_owned()));
        }
        Ok(ids.to_vec())
    }

    /// Token ids of each sentence.
    pub(crate) fn encode_all(&self, texts: &[&str]) -> Result<Vec<Vec<u32>>, ClipError> {
        texts.iter().map(|text| self.encode(text)).collect()
    }
}

/// Sentences of unequal length as one rectangle, padded at the end.
pub(crate) struct Padded {
    /// Row after row.
    pub ids: Vec<u32>,
    pub rows: usize,
    pub columns: usize,
}

impl Padded {
    pub(crate) fn new(sentences: &[Vec<u32>], pad: u32) -> Self {
        let columns = sentences.iter().map(Vec::len).max().unwrap_or(0);
        let rows = sentences.len();
        let mut ids = vec![pad; rows * columns];
        for (row, sentence) in sentences.iter().enumerate() {
            let start = row * columns;
            ids[start..start + sentence.len()].copy_from_slice(sentence);
        }
        Self { ids, rows, columns }
    }
}

#[cfg(test)]
mod tests;
