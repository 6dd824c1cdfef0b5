//! `open_clip_config.json` with the defaults of `open_clip` (its `CLIPVisionCfg`, `CLIPTextCfg` and
//! `PreprocessCfg`), and what of it cannot be computed.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::tokens::Clean;

#[derive(Deserialize)]
pub(super) struct File {
    pub model_cfg: Model,
    #[serde(default)]
    pub preprocess_cfg: Preprocessing,
}

/// Both towers.
#[derive(Deserialize)]
pub(super) struct Model {
    pub embed_dim: usize,
    #[serde(default)]
    pub quick_gelu: bool,
    #[serde(default)]
    pub custom_text: bool,
    pub vision_cfg: Vision,
    pub text_cfg: Text,
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Vision {
    layers: Value,
    pub width: usize,
    pub head_width: usize,
    pub mlp_ratio: f64,
    pub patch_size: usize,
    pub image_size: u32,
    pub act_kwargs: Option<Value>,
    pub norm_kwargs: Option<Value>,
    pub timm_model_name: Option<String>,
    timm_pool: String,
    timm_proj: Option<String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Text {
    pub context_length: usize,
    pub vocab_size: usize,
    hf_tokenizer_name: Option<String>,
    tokenizer_kwargs: Option<Map<String, Value>>,
    pub width: usize,
    pub heads: usize,
    pub layers: usize,
    pub mlp_ratio: f64,
    no_causal_mask: bool,
    pool_type: String,
    pub proj_bias: bool,
    pub act_kwargs: Option<Value>,
    pub norm_kwargs: Option<Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Preprocessing {
    pub mean: [f64; 3],
    pub std: [f64; 3],
    pub interpolation: String,
    pub resize_mode: String,
}

impl Default for Vision {
    fn default() -> Self {
        Self {
            layers: 12.into(),
            width: 768,
            head_width: 64,
            mlp_ratio: 4.0,
            patch_size: 16,
            image_size: 224,
            act_kwargs: None,
            norm_kwargs: None,
            timm_model_name: None,
            timm_pool: "avg".to_owned(),
            timm_proj: Some("linear".to_owned()),
            rest: Map::new(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self {
            context_length: 77,
            vocab_size: 49_408,
            hf_tokenizer_name: None,
            tokenizer_kwargs: None,
            width: 512,
            heads: 8,
            layers: 12,
            mlp_ratio: 4.0,
            no_causal_mask: false,
            pool_type: "argmax".to_owned(),
            proj_bias: false,
            act_kwargs: None,
            norm_kwargs: None,
            rest: Map::new(),
        }
    }
}

impl Default for Preprocessing {
    fn default() -> Self {
        Self {
            mean: [0.481_454_66, 0.457_827_5, 0.408_210_73],
            std: [0.268_629_54, 0.261_302_58, 0.275_777_11],
            interpolation: "bicubic".to_owned(),
            resize_mode: "shortest".to_owned(),
        }
    }
}

/// Settings that change nothing in what a trained model computes.
const HARMLESS: [&str; 9] = [
    "patch_dropout",
    "output_tokens",
    "timm_model_pretrained",
    "timm_drop",
    "timm_drop_path",
    "timm_proj_bias",
    "pad_id",
    "eos_id",
    "hf_model_pretrained",
];

/// Settings that may stand at the value that means "as usual".
const AS_USUAL: [(&str, &str); 6] = [
    ("pool_type", "\"tok\""),
    ("pos_embed_type", "\"learnable\""),
    ("proj_type", "\"linear\""),
    ("block_type", "\"default\""),
    ("attn_pooler_queries", "256"),
    ("attn_pooler_heads", "8"),
];

fn check_rest(tower: &str, rest: &Map<String, Value>) -> Result<(), String> {
    for (key, value) in rest {
        let usual = AS_USUAL.iter().any(|(name, usual)| {
            name == key && serde_json::from_str::<Value>(usual).is_ok_and(|usual| usual == *value)
        });
        let off = matches!(value, Value::Null | Value::Bool(false));
        if !off && !usual && !HARMLESS.contains(&key.as_str()) {
            return Err(format!("{tower}.{key} is {value}, which cannot be computed here"));
        }
    }
    Ok(())
}

/// The epsilon of a normalisation; PyTorch's where nothing is said.
pub(super) fn eps(given: Option<&Value>) -> f64 {
    given.and_then(|norm| norm.get("eps")?.as_f64()).unwrap_or(1e-5)
}

impl Model {
    pub(super) fn check(&self) -> Result<(), String> {
        check_rest("vision_cfg", &self.vision_cfg.rest)?;
        check_rest("text_cfg", &self.text_cfg.rest)
    }

    /// The non-linearity of a tower of `open_clip`'s own, in the words of `transformers`.
    pub(super) fn activation(&self, given: Option<&Value>) -> &'static str {
        let tanh = given.and_then(|act| act.get("approximate")?.as_str()) == Some("tanh");
        match (self.quick_gelu, tanh) {
            (true, _) => "quick_gelu",
            (false, true) => "gelu_pytorch_tanh",
            (false, false) => "gelu",
        }
    }
}

impl Vision {
    /// Layers of a transformer; a ResNet has four numbers.
    pub(super) fn layers(&self) -> Result<usize, String> {
        let layers = self
            .layers
            .as_u64()
            .and_then(|layers| usize::try_from(layers).ok());
        layers.ok_or_else(|| {
            format!(
                "vision_cfg.layers is {}; only vision transformers can be used",
                self.layers
            )
        })
    }

    /// That the tower of `timm` is SigLIP's.
    pub(super) fn check_siglip(&self, timm: &str) -> Result<(), String> {
        if !timm.contains("_siglip_") || timm.contains("_gap_") {
            return Err(format!(
                "its image tower is timm's '{timm}'; of those only SigLIP's (vit_…_siglip_…) can be used"
            ));
        }
        let projected = !matches!(self.timm_proj.as_deref(), None | Some("none" | ""));
        if self.timm_pool != "map" || projected {
            return Err(format!(
                "its image tower is pooled by '{}' and projected by '{}'; 'map' and 'none' can be used",
                self.timm_pool,
                self.timm_proj.as_deref().unwrap_or("none")
            ));
        }
        Ok(())
    }

    /// Heads of timm's SigLIP towers.
    pub(super) fn heads(timm: &str, width: usize) -> Result<usize, String> {
        let heads = ["base_", "large_", "so400m_", "giantopt_"]
            .iter()
            .zip([12, 16, 16, 16])
            .find(|(size, _)| timm.starts_with(&format!("vit_{size}")))
            .map(|(_, heads)| heads);
        match heads {
            Some(heads) if width.is_multiple_of(heads) => Ok(heads),
            Some(heads) => Err(format!(
                "{heads} heads of {timm} do not divide a width of {width}"
            )),
            None => Err(format!("the size of the image tower '{timm}' is not known")),
        }
    }

    /// The non-linearity with which timm builds that tower.
    pub(super) fn activation(timm: &str) -> &'static str {
        let by_tanh = ["vit_base_patch32_", "vit_so400m_patch16_", "vit_giantopt_"]
            .iter()
            .any(|start| timm.starts_with(start))
            || timm.starts_with("vit_large_patch16_siglip_512");
        if by_tanh { "gelu_pytorch_tanh" } else { "gelu" }
    }
}

impl Text {
    pub(super) fn check_clip(&self) -> Result<(), String> {
        if self.proj_bias {
            return Err(
                "its text projection has a bias, which only goes with SigLIP's image tower".to_owned(),
            );
        }
        if self.no_causal_mask || self.pool_type != "argmax" {
            return Err(format!(
                "its text tower is pooled by '{}'{}; beside this image tower only 'argmax' with a mask can be used",
                self.pool_type,
                if self.no_causal_mask {
                    " without a mask"
                } else {
                    ""
                }
            ));
        }
        Ok(())
    }

    pub(super) fn check_siglip(&self) -> Result<(), String> {
        if !self.no_causal_mask || self.pool_type != "last" || !self.proj_bias {
            return Err(format!(
                "its text tower is pooled by '{}'{}; beside SigLIP's image tower only 'last' without a mask, \
                 with a biased projection, can be used",
                self.pool_type,
                if self.no_causal_mask { "" } else { " with a mask" }
            ));
        }
        Ok(())
    }

    /// What is done to a text before it is cut into tokens: by default what `open_clip` does for a tokenizer
    /// of Hugging Face, or for its own.
    pub(super) fn clean(&self) -> Result<Clean, String> {
        let given = self.tokenizer_kwargs.as_ref();
        if given.and_then(|given| given.get("strip_sep_token")) == Some(&Value::Bool(true)) {
            return Err("strip_sep_token is set, which cannot be done here".to_owned());
        }
        let named = given.and_then(|given| given.get("clean")?.as_str());
        match (named, &self.hf_tokenizer_name) {
            (Some("canonicalize"), _) => Ok(Clean::Canonical),
            (Some("lower"), _) | (None, None) => Ok(Clean::Lower),
            (Some("whitespace"), _) | (None, Some(_)) => Ok(Clean::Blanks),
            (Some(other), _) => Err(format!(
                "its texts are cleaned by '{other}', which is not known here"
            )),
        }
    }
}
