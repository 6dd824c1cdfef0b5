//! `config.json` of the built-in family, and the tensors that follow from it.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::tower::PLACES;
use crate::ClipError;
use crate::model::Size;
use crate::transformer::{BERT_NAMES, EncoderConfig, HiddenAct};
use crate::weights::{Needed, Weights};

/// The version of the folder's layout that is read.
const VERSION: u32 = 1;
/// Beyond these a number is a damaged file and not a model.
const MAX_CHANNELS: usize = 1 << 16;
const MAX_LAYERS: usize = 256;
const MAX_CELLS: usize = 16;
const MAX_LEVELS: usize = 16;
const MAX_ATTRIBUTES: usize = 64;
const MAX_HISTOGRAM_SIDE: usize = 512;
const MAX_SHARE: f32 = 10.0;
const MAX_TEMPERATURE: f32 = 100.0;

/// The two matrices that may be kept in eight bits.
pub(super) const WORD_EMBEDDINGS: &str = "text.embeddings.word_embeddings";
pub(super) const FIRST_PROJECTION: &str = "image_projection.fc1";

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
/// linear layers on what was pooled, with the attributes named between them.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Image {
    pub stem_channels: usize,
    pub blocks: Vec<Block>,
    pub head_channels: usize,
    /// The blocks whose outputs are pooled, ascending.
    pub stages: Vec<usize>,
    pub grid: Option<Grid>,
    pub histogram: Option<Histogram>,
    /// Width between the two linear layers.
    pub hidden: usize,
    /// How many values there are of each attribute that is named between them; empty where none is.
    #[serde(default)]
    pub attributes: Vec<usize>,
    /// What the embedding holds of the histogram itself; nothing where it is left out.
    pub colours: Option<Colours>,
    /// What the embedding holds of the first attribute, the kind; nothing where it is left out.
    pub kinds: Option<Kinds>,
    pub activation: Activation,
}

/// A linear map of the histogram into dimensions of the embedding that no sentence reaches: pictures are
/// told apart by their colours, and no cosine with a sentence changes but by one factor for all.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Colours {
    /// The length of this part beside the rest of the vector, which has length 1.
    pub share: f32,
}

/// A linear map of how likely each kind is into other such dimensions: a picture is nearer to those that are taken for the same
/// kinds. The likelihoods are tempered, so that the second and third guess count too, and brought to length 1 after their
/// square root (Hellinger).
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Kinds {
    /// The length of this part beside the rest of the vector, which has length 1.
    pub share: f32,
    /// What the logits are divided by, at least 1.
    pub temperature: f32,
}

/// Which maps are also pooled over the cells of a grid.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Grid {
    /// Cells along a side.
    pub side: usize,
    /// Some of the image tower's stages.
    pub stages: Vec<usize>,
}

/// How the picture's colours are counted, before any layer.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Histogram {
    /// Side of the square that the picture is averaged down to.
    pub side: usize,
    /// Of red, green and blue each.
    pub levels: usize,
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
        weights.check_floats(&self.needed())?;
        self.matrices()
            .into_iter()
            .try_for_each(|(name, shape)| weights.check_matrix(name, shape))
    }

    /// The matrices that may be in eight bits: their names without ".weight", and shapes.
    pub(super) fn matrices(&self) -> [(&'static str, [usize; 2]); 2] {
        let features = self.image.features();
        [
            (WORD_EMBEDDINGS, [self.text.vocab_size, self.text.hidden_size]),
            (FIRST_PROJECTION, [self.image.hidden, features]),
        ]
    }

    /// Every tensor but the matrices, all of them floats.
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
    /// Length of the features: the histogram, mean and standard deviation of each stage and of the head,
    /// and the means over the cells.
    pub(super) fn features(&self) -> usize {
        let channels =
            |stages: &[usize]| -> usize { stages.iter().map(|&index| self.blocks[index].out_channels).sum() };
        let cells = self
            .grid
            .as_ref()
            .map_or(0, |grid| grid.side.pow(2) * channels(&grid.stages));
        self.histogram_len() + 2 * (channels(&self.stages) + self.head_channels) + cells
    }

    /// Numbers of the histogram, which come first among the features.
    pub(super) fn histogram_len(&self) -> usize {
        self.histogram
            .map_or(0, |histogram| PLACES * histogram.levels.pow(3))
    }

    /// Cells along a side of the grid over which a block's map is pooled.
    pub(super) fn grid_side(&self, block: usize) -> Option<usize> {
        let grid = self.grid.as_ref()?;
        grid.stages.contains(&block).then_some(grid.side)
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
        if let Some(Grid { side, stages }) = &self.grid {
            within("image.grid.side", 1..=MAX_CELLS, *side)?;
            let ascending = stages.windows(2).all(|pair| pair[0] < pair[1]);
            if !ascending || stages.iter().any(|stage| !self.stages.contains(stage)) {
                return Err(format!(
                    "image.grid.stages {stages:?} are not ascending and among image.stages"
                ));
            }
        }
        if let Some(Histogram { side, levels }) = self.histogram {
            within("image.histogram.side", 1..=MAX_HISTOGRAM_SIDE, side)?;
            within("image.histogram.levels", 2..=MAX_LEVELS, levels)?;
        }
        if let Some(Colours { share }) = self.colours {
            if self.histogram.is_none() {
                return Err("image.colours needs image.histogram".to_owned());
            }
            ranged("image.colours.share", 0.0..=MAX_SHARE, share)?;
        }
        if let Some(Kinds { share, temperature }) = self.kinds {
            if self.attributes.is_empty() {
                return Err("image.kinds needs image.attributes".to_owned());
            }
            ranged("image.kinds.share", 0.0..=MAX_SHARE, share)?;
            ranged("image.kinds.temperature", 1.0..=MAX_TEMPERATURE, temperature)?;
        }
        within("image.attributes", 0..=MAX_ATTRIBUTES, self.attributes.len())?;
        for (index, &values) in self.attributes.iter().enumerate() {
            channels(&format!("image.attributes[{index}]"), values)?;
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
            Needed::new("image_projection.fc1.bias", &[self.hidden]),
            Needed::new("image_projection.fc2.weight", &[embed_dim, self.hidden]),
            Needed::new("image_projection.fc2.bias", &[embed_dim]),
        ]);
        if !self.attributes.is_empty() {
            let values = self.attributes.iter().sum();
            all.extend([
                Needed::new("image_projection.attributes.weight", &[values, self.hidden]),
                Needed::new("image_projection.attributes.bias", &[values]),
                Needed::new("image_projection.mix.weight", &[embed_dim, values]),
            ]);
        }
        if self.colours.is_some() {
            all.extend([
                Needed::new(
                    "image_projection.colours.weight",
                    &[embed_dim, self.histogram_len()],
                ),
                Needed::new("image_projection.colours.bias", &[embed_dim]),
            ]);
        }
        if let (Some(_), Some(&kinds)) = (self.kinds, self.attributes.first()) {
            all.extend([
                Needed::new("image_projection.kinds.weight", &[embed_dim, kinds]),
                Needed::new("image_projection.kinds.bias", &[embed_dim]),
            ]);
        }
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

fn within(name: &str, allowed: RangeInclusive<usize>, count: usize) -> Result<(), String> {
    if !allowed.contains(&count) {
        let (least, most) = (allowed.start(), allowed.end());
        return Err(format!("{name} is {count}, and {least} to {most} can be read"));
    }
    Ok(())
}

fn ranged(name: &str, allowed: RangeInclusive<f32>, value: f32) -> Result<(), String> {
    if !allowed.contains(&value) {
        let (least, most) = (allowed.start(), allowed.end());
        return Err(format!("{name} is {value}, and {least} to {most} can be read"));
    }
    Ok(())
}

fn channels(name: &str, count: usize) -> Result<(), String> {
    if count == 0 || count > MAX_CHANNELS {
        return Err(format!("{name} is {count}"));
    }
    Ok(())
}
