//! `config.json` of a Hugging Face CLIP folder. A key that is absent has the
//! default of `transformers`' `CLIPConfig`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ClipError;
use crate::model::Size;
use crate::tokens::Tokens;
use crate::transformer::{CLIP_NAMES, EncoderConfig, VisionConfig, check_positive, section};
use crate::weights::{Needed, Weights};

/// The `eos_token_id` that configurations carried before `transformers` 4.31,
/// whatever their tokenizer said.
const LEGACY_EOS: u32 = 2;

/// What the two towers and their projections look like.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub text: Text,
    pub vision: VisionConfig,
    pub projection_dim: usize,
}

/// The text tower.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Text {
    pub vocab_size: usize,
    pub max_position_embeddings: usize,
    pub eos_token_id: u32,
    #[serde(flatten)]
    pub encoder: EncoderConfig,
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
        let vision: VisionConfig = section(
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
        check_positive(&[
            ("projection_dim", *projection_dim),
            ("vocab_size", text.vocab_size),
            ("max_position_embeddings", text.max_position_embeddings),
        ])?;
        text.encoder.check("text_config")?;
        vision.check()
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

    /// That every tensor is there in its shape.
    pub(crate) fn check_weights(&self, weights: &Weights) -> Result<(), ClipError> {
        weights.check_floats(&self.needed())
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
        let positions = vision.patches() + 1;
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
            Needed::norm(name, width, &mut all);
        }
        for (tower, encoder) in [("text_model", &text.encoder), ("vision_model", &vision.encoder)] {
            for layer in 0..encoder.num_hidden_layers {
                CLIP_NAMES.need(&format!("{tower}.encoder.layers.{layer}"), encoder, &mut all);
            }
        }
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

#[cfg(test)]
mod tests;
