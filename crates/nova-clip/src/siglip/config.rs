//! `config.json` of a Hugging Face SigLIP folder. A key that is absent has the
//! default of `transformers`' `SiglipConfig`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ClipError;
use crate::model::Size;
use crate::transformer::{CLIP_NAMES, EncoderConfig, VisionConfig, check_positive, section};
use crate::weights::{Needed, Weights};

/// What the two towers look like. Both end in vectors of the image tower's width.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub text: Text,
    pub vision: VisionConfig,
}

/// The text tower.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Text {
    pub vocab_size: usize,
    pub max_position_embeddings: usize,
    /// The token that fills a sentence up, if the tokenizer does not say.
    pub pad_token_id: u32,
    /// Length of an embedding, if it is not the tower's width.
    projection_size: Option<usize>,
    #[serde(flatten)]
    pub encoder: EncoderConfig,
}

impl Config {
    pub(crate) fn parse(json: &[u8]) -> Result<Self, String> {
        let root: Value = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        let encoder = json!({
            "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
            "num_attention_heads": 12, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6,
        });
        let with = |more: Value| {
            let mut defaults = encoder.clone();
            more.as_object()
                .inspect(|more| crate::json::overlay(&mut defaults, more));
            defaults
        };
        let text = with(json!({"vocab_size": 32000, "max_position_embeddings": 64, "pad_token_id": 1}));
        let vision = with(json!({"num_channels": 3, "image_size": 224, "patch_size": 16}));
        if root.pointer("/vision_config/vision_use_head") == Some(&Value::Bool(false)) {
            return Err(
                "vision_use_head is false, and without its head the tower gives no embedding".to_owned(),
            );
        }
        let config = Self {
            text: section(&root, "text_config", text)?,
            vision: section(&root, "vision_config", vision)?,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        let Self { text, vision } = self;
        check_positive(&[
            ("vocab_size", text.vocab_size),
            ("max_position_embeddings", text.max_position_embeddings),
        ])?;
        text.encoder.check("text_config")?;
        vision.check()?;
        let (of_text, of_vision) = (text.embedding(), vision.encoder.hidden_size);
        if of_text != of_vision {
            return Err(format!(
                "texts get vectors of {of_text} and pictures of {of_vision} components"
            ));
        }
        if text.pad_token_id as usize >= text.vocab_size {
            return Err(format!("pad_token_id is {}", text.pad_token_id));
        }
        Ok(())
    }

    pub(crate) fn size(&self) -> Size {
        Size {
            dim: self.vision.encoder.hidden_size,
            image: Some(self.vision.image_size),
            context: self.text.max_position_embeddings,
            vocabulary: self.text.vocab_size,
        }
    }

    /// That every tensor is there in its shape.
    pub(crate) fn check_weights(&self, weights: &Weights) -> Result<(), ClipError> {
        weights.check_floats(&self.needed())
    }

    fn needed(&self) -> Vec<Needed> {
        let Self { text, vision } = self;
        let (text_width, width) = (text.encoder.hidden_size, vision.encoder.hidden_size);
        let patch = vision.patch_size;
        let mut all = vec![
            Needed::new(
                "text_model.embeddings.token_embedding.weight",
                &[text.vocab_size, text_width],
            ),
            Needed::new(
                "text_model.embeddings.position_embedding.weight",
                &[text.max_position_embeddings, text_width],
            ),
            Needed::new(
                "vision_model.embeddings.patch_embedding.weight",
                &[width, vision.num_channels, patch, patch],
            ),
            Needed::new("vision_model.embeddings.patch_embedding.bias", &[width]),
            Needed::new(
                "vision_model.embeddings.position_embedding.weight",
                &[vision.patches(), width],
            ),
            Needed::new("vision_model.head.probe", &[1, 1, width]),
            Needed::new("vision_model.head.attention.in_proj_weight", &[3 * width, width]),
            Needed::new("vision_model.head.attention.in_proj_bias", &[3 * width]),
        ];
        Needed::norm("text_model.final_layer_norm", text_width, &mut all);
        Needed::linear("text_model.head", text.embedding(), text_width, &mut all);
        Needed::norm("vision_model.post_layernorm", width, &mut all);
        let inner = vision.encoder.intermediate_size;
        Needed::linear("vision_model.head.attention.out_proj", width, width, &mut all);
        Needed::norm("vision_model.head.layernorm", width, &mut all);
        Needed::linear("vision_model.head.mlp.fc1", inner, width, &mut all);
        Needed::linear("vision_model.head.mlp.fc2", width, inner, &mut all);
        for (tower, encoder) in [("text_model", &text.encoder), ("vision_model", &vision.encoder)] {
            for layer in 0..encoder.num_hidden_layers {
                CLIP_NAMES.need(&format!("{tower}.encoder.layers.{layer}"), encoder, &mut all);
            }
        }
        all
    }
}

impl Text {
    /// Length of an embedding.
    fn embedding(&self) -> usize {
        self.projection_size.unwrap_or(self.encoder.hidden_size)
    }
}

#[cfg(test)]
mod tests;
