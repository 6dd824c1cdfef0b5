//! `config.json` of the built-in family, and the tensors that follow from it.

use safetensors::tensor::Dtype;
use serde::Deserialize;

use crate::ClipError;
use crate::folder::{Size, check_floats};
use crate::transformer::{BERT_NAMES, EncoderConfig, HiddenAct};
use crate::weights::{FLOATS, Needed, Weights};

/// The version of the folder's layout that is read.
const VERSION: u32 = 1;
/// Beyond these a number is a damaged file and not a model.
const MAX_CHANNELS: usize = 1 << 16;
const MAX_LAYERS: usize = 256;

pub(super) const WORD_EMBEDDINGS: &str = "text.embeddings.word_embeddings.weight";
/// One scale a row of the word embeddings, where they are stored in 8 bits.
pub(super) const WORD_SCALE: &str = "text.embeddings.word_embeddings.scale";

/// The whole model.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    pub name: String,
    pub version: u32,
    pub embed_dim: usize,
    pub image: Image,
    pub text: Text,
}

/// An EfficientNet-Lite tower, the pooling of several of its stages, and two
/// linear layers on what was pooled.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Image {
    pub stem_channels: usize,
    pub blocks: Vec<Block>,
    pub head_channels: usize,
    /// The blocks whose outputs are pooled, ascending.
    pub stages: Vec<usize>,
    /// Width between the two linear layers.
    pub hidden: usize,
    pub activation: Activation,
}

/// An inverted bottleneck: expand (1×1), depthwise (k×k), project (1×1).
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Block {
    pub kernel: usize,
    pub stride: usize,
    pub in_channels: usize,
    /// Equal to `in_channels` where there is no expansion.
    pub expand_channels: usize,
    pub out_channels: usize,
    /// Whether the input is added to the output.
    pub residual: bool,
}

/// Between the image projection's two linear layers.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Activation {
    /// The exact one, by the error function.
    Gelu,
}

/// A BERT encoder and one linear layer on the mean of its tokens.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Text {
    pub hidden_size: usize,
    pub num_hidden_layers: usize,
    pub num_attention_heads: usize,
    pub intermediate_size: usize,
    pub vocab_size: usize,
    pub max_position_embeddings: usize,
    pub type_vocab_size: usize,
    pub layer_norm_eps: f64,
    /// Longest sentence in tokens.
    pub max_length: usize,
    pub pooling: Pooling,
}

/// How the tokens' outputs become one vector.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Pooling {
    /// The mean over the sentence's tokens, the special ones included.
    Mean,
}

impl Config {
    pub(crate) fn parse(json: &[u8]) -> Result<Self, String> {
        let config: Self = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        config.check()?;
        Ok(config)
    }

    pub(crate) fn size(&self) -> Size {
        Size {
            dim: self.embed_dim,
            image: None,
            context: self.text.max_length,
            vocabulary: self.text.vocab_size,
        }
    }

    fn check(&self) -> Result<(), String> {
        if self.version != VERSION {
            return Err(format!(
                "it is of version {}, and version {VERSION} can be read",
                self.version
            ));
        }
        channels("embed_dim", self.embed_dim)?;
        self.image.check()?;
        self.text.check()
    }

    pub(crate) fn check_weights(&self, weights: &Weights) -> Result<(), ClipError> {
        check_floats(weights, &self.needed())?;
        let words = Needed::new(WORD_EMBEDDINGS, &[self.text.vocab_size, self.text.hidden_size]);
        if weights.dtype(WORD_EMBEDDINGS) == Some(Dtype::U8) {
            weights.check(&words, &[Dtype::U8])?;
            weights.check(&Needed::new(WORD_SCALE, &[self.text.vocab_size]), FLOATS)
        } else {
            weights.check(&words, FLOATS)
        }
    }

    /// Every tensor but the word embeddings, all of them floats.
    pub(super) fn needed(&self) -> Vec<Needed> {
        let mut all = Vec::new();
        self.image.need(self.embed_dim, &mut all);
        self.text.need(&mut all);
        all.push(Needed::new(
            "text_projection.weight",
            &[self.embed_dim, self.text.hidden_size],
        ));
        all
    }
}

impl Image {
    /// Length of the pooled features: mean and standard deviation of each stage and of the head.
    pub(super) fn features(&self) -> usize {
        let stages: usize = self
            .stages
            .iter()
            .map(|&index| self.blocks[index].out_channels)
            .sum();
        2 * (stages + self.head_channels)
    }

    /// Channels that enter the head.
    pub(super) fn last_channels(&self) -> usize {
        self.blocks
            .last()
            .map_or(self.stem_channels, |block| block.out_channels)
    }

    fn check(&self) -> Result<(), String> {
        channels("image.stem_channels", self.stem_channels)?;
        channels("image.head_channels", self.head_channels)?;
        channels("image.hidden", self.hidden)?;
        if self.blocks.len() > MAX_LAYERS {
            return Err(format!("image.blocks has {} entries", self.blocks.len()));
        }
        let mut before = self.stem_channels;
        for (index, block) in self.blocks.iter().enumerate() {
            block
                .check(before)
                .map_err(|reason| format!("image.blocks[{index}]: {reason}"))?;
            before = block.out_channels;
        }
        let ascending = self.stages.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascending || self.stages.last().is_some_and(|&last| last >= self.blocks.len()) {
            return Err(format!(
                "image.stages {:?} are not ascending indices of blocks",
                self.stages
            ));
        }
        Ok(())
    }

    fn need(&self, embed_dim: usize, all: &mut Vec<Needed>) {
        let mut conv = |name: String, shape: [usize; 4]| {
            all.push(Needed::new(format!("{name}.weight"), &shape));
            all.push(Needed::new(format!("{name}.bias"), &shape[..1]));
        };
        conv("image.stem".to_owned(), [self.stem_channels, 3, 3, 3]);
        for (index, block) in self.blocks.iter().enumerate() {
            let Block {
                kernel,
                in_channels,
                expand_channels,
                out_channels,
                ..
            } = *block;
            let prefix = format!("image.blocks.{index}");
            if block.expands() {
                conv(format!("{prefix}.expand"), [expand_channels, in_channels, 1, 1]);
            }
            conv(
                format!("{prefix}.depthwise"),
                [expand_channels, 1, kernel, kernel],
            );
            conv(format!("{prefix}.project"), [out_channels, expand_channels, 1, 1]);
        }
        conv(
            "image.head".to_owned(),
            [self.head_channels, self.last_channels(), 1, 1],
        );
        let features = self.features();
        all.extend([
            Needed::new("image_projection.mean", &[features]),
            Needed::new("image_projection.inv_std", &[features]),
            Needed::new("image_projection.fc1.weight", &[self.hidden, features]),
            Needed::new("image_projection.fc1.bias", &[self.hidden]),
            Needed::new("image_projection.fc2.weight", &[embed_dim, self.hidden]),
            Needed::new("image_projection.fc2.bias", &[embed_dim]),
        ]);
    }
}

impl Block {
    pub(super) fn expands(&self) -> bool {
        self.expand_channels != self.in_channels
    }

    fn check(&self, before: usize) -> Result<(), String> {
        if self.in_channels != before {
            return Err(format!(
                "it takes {} channels and is given {before}",
                self.in_channels
            ));
        }
        channels("expand_channels", self.expand_channels)?;
        channels("out_channels", self.out_channels)?;
        if !matches!(self.kernel, 3 | 5) || !matches!(self.stride, 1 | 2) {
            return Err(format!(
                "a kernel of {} with stride {} is not supported (3 or 5, 1 or 2)",
                self.kernel, self.stride
            ));
        }
        if self.residual && (self.stride != 1 || self.in_channels != self.out_channels) {
            return Err("a residual needs equal input and output".to_owned());
        }
        Ok(())
    }
}

impl Text {
    fn check(&self) -> Result<(), String> {
        let (width, heads) = (self.hidden_size, self.num_attention_heads);
        channels("text.hidden_size", width)?;
        channels("text.intermediate_size", self.intermediate_size)?;
        if heads == 0 || !width.is_multiple_of(heads) {
            return Err(format!(
                "text: {heads} heads do not divide a hidden_size of {width}"
            ));
        }
        if self.num_hidden_layers == 0 || self.num_hidden_layers > MAX_LAYERS {
            return Err(format!("text.num_hidden_layers is {}", self.num_hidden_layers));
        }
        if self.type_vocab_size == 0 || self.vocab_size == 0 {
            return Err("text: a vocabulary is empty".to_owned());
        }
        if self.max_length > self.max_position_embeddings {
            return Err(format!(
                "text.max_length is {}, with {} positions",
                self.max_length, self.max_position_embeddings
            ));
        }
        Ok(())
    }

    fn need(&self, all: &mut Vec<Needed>) {
        let width = self.hidden_size;
        all.extend([
            Needed::new(
                "text.embeddings.position_embeddings.weight",
                &[self.max_position_embeddings, width],
            ),
            Needed::new(
                "text.embeddings.token_type_embeddings.weight",
                &[self.type_vocab_size, width],
            ),
        ]);
        Needed::norm("text.embeddings.LayerNorm", width, all);
        for layer in 0..self.num_hidden_layers {
            BERT_NAMES.need(&format!("text.encoder.layer.{layer}"), &self.encoder(), all);
        }
    }

    pub(super) fn encoder(&self) -> EncoderConfig {
        EncoderConfig {
            hidden_size: self.hidden_size,
            intermediate_size: self.intermediate_size,
            num_attention_heads: self.num_attention_heads,
            num_hidden_layers: self.num_hidden_layers,
            hidden_act: HiddenAct::Gelu,
            layer_norm_eps: self.layer_norm_eps,
        }
    }
}

fn channels(name: &str, count: usize) -> Result<(), String> {
    if count == 0 || count > MAX_CHANNELS {
        return Err(format!("{name} is {count}"));
    }
    Ok(())
}
