//! `config.json` of a Hugging Face CLIP folder. A key that is absent has the
//! default of `transformers`' `CLIPConfig`.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::ClipError;
use crate::folder::{Size, check_floats};
use crate::tokens::Tokens;
use crate::weights::{Needed, Weights};

/// Beyond these a number is a damaged file and not a model.
const MAX_SIDE: usize = 1 << 20;
const MAX_LAYERS: usize = 256;

/// The `eos_token_id` that configurations carried before `transformers` 4.31,
/// whatever their tokenizer said.
const LEGACY_EOS: u32 = 2;

/// What the two towers and their projections look like.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub text: Text,
    pub vision: Vision,
    pub projection_dim: usize,
}

/// The text tower.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Text {
    pub vocab_size: usize,
    pub max_position_embeddings: usize,
    pub eos_token_id: u32,
    #[serde(flatten)]
    pub encoder: Encoder,
}

/// The image tower.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Vision {
    pub num_channels: usize,
    pub image_size: usize,
    pub patch_size: usize,
    #[serde(flatten)]
    pub encoder: Encoder,
}

/// The transformer of a tower.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Encoder {
    pub hidden_size: usize,
    pub intermediate_size: usize,
    pub num_attention_heads: usize,
    pub num_hidden_layers: usize,
    pub hidden_act: HiddenAct,
    pub layer_norm_eps: f64,
}

/// The non-linearity between a block's two linear layers.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HiddenAct {
    /// x·σ(1.702x), OpenAI's.
    QuickGelu,
    /// The exact one, by the error function.
    Gelu,
}

impl Config {
    pub(crate) fn parse(json: &[u8]) -> Result<Self, String> {
        let root: Value = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        let text: Text = section(
            &root,
            "text_config",
            json!({
                "vocab_size": 49408, "hidden_size": 512, "intermediate_size": 2048,
                "num_hidden_layers": 12, "num_attention_heads": 8, "max_position_embeddings": 77,
                "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5, "eos_token_id": 49407,
            }),
        )?;
        let vision: Vision = section(
            &root,
            "vision_config",
            json!({
                "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
                "num_attention_heads": 12, "num_channels": 3, "image_size": 224, "patch_size": 32,
                "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5,
            }),
        )?;
        let projection_dim = match root.get("projection_dim") {
            None | Some(Value::Null) => 512,
            Some(value) => value
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .ok_or_else(|| format!("projection_dim is {value}, which is not a size"))?,
        };
        let config = Self {
            text,
            vision,
            projection_dim,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        let Self {
            text,
            vision,
            projection_dim,
        } = self;
        let positive = [
            ("projection_dim", *projection_dim),
            ("vocab_size", text.vocab_size),
            ("max_position_embeddings", text.max_position_embeddings),
            ("patch_size", vision.patch_size),
        ];
        for (name, value) in positive {
            if value == 0 || value > MAX_SIDE {
                return Err(format!("{name} is {value}"));
            }
        }
        if vision.num_channels != 3 {
            return Err(format!(
                "num_channels is {}; pictures have 3",
                vision.num_channels
            ));
        }
        if vision.image_size < vision.patch_size || vision.image_size > 4096 {
            return Err(format!(
                "image_size is {} with patches of {}",
                vision.image_size, vision.patch_size
            ));
        }
        text.encoder.check("text_config")?;
        vision.encoder.check("vision_config")
    }

    pub(crate) fn size(&self) -> Size {
        Size {
            dim: self.projection_dim,
            image: Some(self.vision.image_size),
            context: self.text.max_position_embeddings,
            vocabulary: self.text.vocab_size,
        }
    }

    /// That the tokenizer ends a sentence with the token that the tower is read at.
    pub(crate) fn check_tokens(&self, tokens: &Tokens) -> Result<(), String> {
        let ids = tokens.encode("a").map_err(|e| e.to_string())?;
        let eos = self.text.eos_token_id;
        if eos != LEGACY_EOS && !ids.contains(&eos) {
            return Err(format!(
                "it does not end a sentence with token {eos}, the eos_token_id of config.json"
            ));
        }
        Ok(())
    }

    /// That every tensor is there in its shape. candle would fill a missing
    /// `class_embedding` with random numbers.
    pub(crate) fn check_weights(&self, weights: &Weights) -> Result<(), ClipError> {
        check_floats(weights, &self.needed())
    }

    /// Every tensor that the model reads.
    pub(crate) fn needed(&self) -> Vec<Needed> {
        let Self {
            text,
            vision,
            projection_dim,
        } = self;
        let (text_width, vision_width) = (text.encoder.hidden_size, vision.encoder.hidden_size);
        let patch = vision.patch_size;
        let positions = (vision.image_size / patch).pow(2) + 1;
        let mut all = vec![
            Needed::new(
                "text_model.embeddings.token_embedding.weight",
                &[text.vocab_size, text_width],
            ),
            Needed::new(
                "text_model.embeddings.position_embedding.weight",
                &[text.max_position_embeddings, text_width],
            ),
            Needed::new("text_projection.weight", &[*projection_dim, text_width]),
            Needed::new("vision_model.embeddings.class_embedding", &[vision_width]),
            Needed::new(
                "vision_model.embeddings.patch_embedding.weight",
                &[vision_width, vision.num_channels, patch, patch],
            ),
            Needed::new(
                "vision_model.embeddings.position_embedding.weight",
                &[positions, vision_width],
            ),
            Needed::new("visual_projection.weight", &[*projection_dim, vision_width]),
        ];
        let norms = [
            ("text_model.final_layer_norm", text_width),
            // Hugging Face's spelling.
            ("vision_model.pre_layrnorm", vision_width),
            ("vision_model.post_layernorm", vision_width),
        ];
        for (name, width) in norms {
            all.push(Needed::new(format!("{name}.weight"), &[width]));
            all.push(Needed::new(format!("{name}.bias"), &[width]));
        }
        text.encoder.need("text_model", &mut all);
        vision.encoder.need("vision_model", &mut all);
        all
    }
}

impl Text {
    /// Which token's output stands for the sentence, as `CLIPTextModel` chooses it:
    /// the first end-of-text token; under the legacy id the first of the highest id.
    pub(crate) fn pooled_position(&self, ids: &[u32]) -> usize {
        let wanted = match self.eos_token_id {
            LEGACY_EOS => ids.iter().copied().max().unwrap_or(0),
            eos => eos,
        };
        ids.iter().position(|&id| id == wanted).unwrap_or(0)
    }
}

impl Encoder {
    fn check(&self, section: &str) -> Result<(), String> {
        let (width, heads) = (self.hidden_size, self.num_attention_heads);
        if width == 0 || width > MAX_SIDE || heads == 0 || !width.is_multiple_of(heads) {
            return Err(format!(
                "{section}: {heads} heads do not divide a hidden_size of {width}"
            ));
        }
        if self.intermediate_size == 0 || self.intermediate_size > MAX_SIDE {
            return Err(format!(
                "{section}: intermediate_size is {}",
                self.intermediate_size
            ));
        }
        if self.num_hidden_layers == 0 || self.num_hidden_layers > MAX_LAYERS {
            return Err(format!(
                "{section}: num_hidden_layers is {}",
                self.num_hidden_layers
            ));
        }
        Ok(())
    }

    fn need(&self, tower: &str, all: &mut Vec<Needed>) {
        let (width, inner) = (self.hidden_size, self.intermediate_size);
        for layer in 0..self.num_hidden_layers {
            let prefix = format!("{tower}.encoder.layers.{layer}");
            let linears = [
                ("self_attn.q_proj", width, width),
                ("self_attn.k_proj", width, width),
                ("self_attn.v_proj", width, width),
                ("self_attn.out_proj", width, width),
                ("mlp.fc1", inner, width),
                ("mlp.fc2", width, inner),
            ];
            for (name, out, into) in linears {
                all.push(Needed::new(format!("{prefix}.{name}.weight"), &[out, into]));
                all.push(Needed::new(format!("{prefix}.{name}.bias"), &[out]));
            }
            for norm in ["layer_norm1", "layer_norm2"] {
                all.push(Needed::new(format!("{prefix}.{norm}.weight"), &[width]));
                all.push(Needed::new(format!("{prefix}.{norm}.bias"), &[width]));
            }
        }
    }
}

/// A tower's section over its defaults. Files of early `transformers` repeat it
/// under a name with `_dict`, which has the last word there as here.
fn section<T: DeserializeOwned>(root: &Value, name: &str, defaults: Value) -> Result<T, String> {
    let mut merged = defaults;
    for key in [name.to_owned(), format!("{name}_dict")] {
        match root.get(&key) {
            None | Some(Value::Null) => {}
            Some(Value::Object(given)) => overlay(&mut merged, given),
            Some(_) => return Err(format!("{key} is not an object")),
        }
    }
    serde_json::from_value(merged).map_err(|e| format!("{name}: {e}"))
}

fn overlay(base: &mut Value, given: &Map<String, Value>) {
    for (key, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        base[key.as_str()] = value.clone();
    }
}

#[cfg(test)]
mod tests;
