//! Folders as `open_clip` writes them (`open_clip_config.json`), read as what they are: a CLIP or a SigLIP
//! under other names.
//!
//! [`translate`] turns the configuration into those that `transformers` would have written, and says where
//! each tensor comes from. What computes is `clip` and `siglip`; what cannot be computed by them (ResNets, text towers of
//! Hugging Face, other poolings) is refused by its name. `names` has the tensors' names.

mod config;
mod names;

use serde_json::{Value, json};

use crate::origin::Origins;
use crate::tokens::Clean;
use crate::weights::Weights;
use config::{File, Model, Preprocessing, Text, Vision};

/// What marks such a folder.
pub(crate) const CONFIG: &str = "open_clip_config.json";
/// The weights, under the name that `open_clip` gives them; `transformers`' name serves as well.
pub(crate) const WEIGHTS: &str = "open_clip_model.safetensors";

/// A folder of `open_clip` in the words of `transformers`.
#[derive(Debug)]
pub(crate) struct Translated {
    /// `config.json`; its `model_type` is `clip` or `siglip`.
    pub config: Value,
    /// `preprocessor_config.json`.
    pub preprocessor: Value,
    /// What is done to a text before it is cut into tokens.
    pub clean: Clean,
    /// Where the tensors of the architecture come from.
    pub origins: Origins,
}

/// Reads `open_clip_config.json`; the sizes of a tower that it only names are those of its tensors.
///
/// # Errors
/// What cannot be computed here, as a clause.
pub(crate) fn translate(json: &[u8], weights: &Weights) -> Result<Translated, String> {
    let File {
        model_cfg: model,
        preprocess_cfg: preprocessing,
    } = serde_json::from_slice(json).map_err(|e| e.to_string())?;
    model.check()?;
    let preprocessor = preprocessor(&preprocessing, model.vision_cfg.image_size)?;
    let clean = model.text_cfg.clean()?;
    let prefix = names::prefix(weights);
    let (config, origins) = match &model.vision_cfg.timm_model_name {
        Some(timm) => siglip(&model, timm, &prefix, weights)?,
        None => clip(&model, &prefix)?,
    };
    Ok(Translated {
        config,
        preprocessor,
        clean,
        origins,
    })
}

fn clip(model: &Model, prefix: &str) -> Result<(Value, Origins), String> {
    let Model {
        embed_dim,
        text_cfg: text,
        vision_cfg: vision,
        ..
    } = model;
    text.check_clip()?;
    let layers = vision.layers()?;
    if vision.head_width == 0 || !vision.width.is_multiple_of(vision.head_width) {
        return Err(format!(
            "heads of {} do not divide a width of {}",
            vision.head_width, vision.width
        ));
    }
    let config = json!({
        "model_type": "clip",
        "projection_dim": embed_dim,
        // Under this id the sentence is read at the highest token, which is what `argmax` means.
        "text_config": text_config(text, model.activation(text.act_kwargs.as_ref()), json!({"eos_token_id": 2})),
        "vision_config": {
            "hidden_size": vision.width,
            "intermediate_size": (vision.width as f64 * vision.mlp_ratio) as usize,
            "num_hidden_layers": layers,
            "num_attention_heads": vision.width / vision.head_width,
            "num_channels": 3,
            "image_size": vision.image_size,
            "patch_size": vision.patch_size,
            "hidden_act": model.activation(vision.act_kwargs.as_ref()),
            "layer_norm_eps": config::eps(vision.norm_kwargs.as_ref()),
        },
    });
    let mut origins = Origins::new();
    names::clip_vision(&mut origins, prefix, layers);
    names::text(&mut origins, &text_prefix(model, prefix), text.layers);
    names::clip_text_projection(&mut origins, &text_prefix(model, prefix));
    Ok((config, origins))
}

fn siglip(model: &Model, timm: &str, prefix: &str, weights: &Weights) -> Result<(Value, Origins), String> {
    let Model {
        text_cfg: text,
        vision_cfg: vision,
        ..
    } = model;
    vision.check_siglip(timm)?;
    text.check_siglip()?;
    let tower = names::trunk(prefix);
    let (width, patch) = match weights.shape(&format!("{tower}.patch_embed.proj.weight")) {
        Some(&[width, _, patch, _]) => (width, patch),
        _ => {
            return Err(format!(
                "the weights have no tensor '{tower}.patch_embed.proj.weight' of a tower like {timm}"
            ));
        }
    };
    let inner = match weights.shape(&format!("{tower}.blocks.0.mlp.fc1.weight")) {
        Some(&[inner, _]) => inner,
        _ => {
            return Err(format!(
                "the weights have no tensor '{tower}.blocks.0.mlp.fc1.weight'"
            ));
        }
    };
    let layers = names::blocks(weights, &tower);
    let config = json!({
        "model_type": "siglip",
        "text_config": text_config(text, model.activation(text.act_kwargs.as_ref()), json!({
            "projection_size": model.embed_dim, "pad_token_id": 1,
        })),
        "vision_config": {
            "hidden_size": width,
            "intermediate_size": inner,
            "num_hidden_layers": layers,
            "num_attention_heads": Vision::heads(timm, width)?,
            "num_channels": 3,
            "image_size": vision.image_size,
            "patch_size": patch,
            "hidden_act": Vision::activation(timm),
            "layer_norm_eps": 1e-6,
        },
    });
    let mut origins = Origins::new();
    names::siglip_vision(&mut origins, &tower, layers);
    names::text(&mut origins, &text_prefix(model, prefix), text.layers);
    names::siglip_text_head(&mut origins, &text_prefix(model, prefix));
    Ok((config, origins))
}

fn text_config(text: &Text, activation: &str, more: Value) -> Value {
    let mut config = json!({
        "vocab_size": text.vocab_size,
        "hidden_size": text.width,
        "intermediate_size": (text.width as f64 * text.mlp_ratio) as usize,
        "num_hidden_layers": text.layers,
        "num_attention_heads": text.heads,
        "max_position_embeddings": text.context_length,
        "hidden_act": activation,
        "layer_norm_eps": config::eps(text.norm_kwargs.as_ref()),
    });
    if let Value::Object(more) = more {
        crate::json::overlay(&mut config, &more);
    }
    config
}

/// A text tower of its own has a name; where it is part of the model it has none.
fn text_prefix(model: &Model, prefix: &str) -> String {
    format!("{prefix}{}", if model.custom_text { "text." } else { "" })
}

fn preprocessor(given: &Preprocessing, side: u32) -> Result<Value, String> {
    let resample = match given.interpolation.as_str() {
        "bicubic" => 3,
        // `random` is what a model was trained with; the picture that it is shown then is bicubic.
        "random" => 3,
        "bilinear" => 2,
        other => return Err(format!("its interpolation is '{other}'")),
    };
    let square = json!({"height": side, "width": side});
    let (size, crop) = match given.resize_mode.as_str() {
        "shortest" => (json!({"shortest_edge": side}), true),
        "squash" => (square.clone(), false),
        other => {
            return Err(format!(
                "its resize_mode is '{other}'; 'shortest' and 'squash' can be used"
            ));
        }
    };
    Ok(json!({
        "do_resize": true, "size": size, "resample": resample,
        "do_center_crop": crop, "crop_size": square,
        "do_rescale": true, "rescale_factor": 1.0 / 255.0,
        "do_normalize": true, "image_mean": given.mean, "image_std": given.std,
    }))
}

#[cfg(test)]
mod tests;
