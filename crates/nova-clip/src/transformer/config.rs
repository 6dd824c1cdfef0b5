//! What the `config.json` of CLIP and of SigLIP have in common.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::json::overlay;
use crate::kernel::Curve;

/// Beyond these a number is a damaged file and not a model.
const MAX_SIDE: usize = 1 << 20;
const MAX_LAYERS: usize = 256;

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

/// An image tower.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Vision {
    pub num_channels: usize,
    pub image_size: usize,
    pub patch_size: usize,
    #[serde(flatten)]
    pub encoder: Encoder,
}

/// The non-linearity between a layer's two linear layers.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HiddenAct {
    /// OpenAI's.
    QuickGelu,
    /// By the error function.
    Gelu,
    /// By the hyperbolic tangent.
    GeluPytorchTanh,
}

impl HiddenAct {
    pub(crate) fn curve(self) -> Curve {
        match self {
            Self::QuickGelu => Curve::QuickGelu,
            Self::Gelu => Curve::Gelu,
            Self::GeluPytorchTanh => Curve::GeluTanh,
        }
    }
}

impl Encoder {
    pub(crate) fn check(&self, section: &str) -> Result<(), String> {
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
}

impl Vision {
    pub(crate) fn check(&self) -> Result<(), String> {
        check_positive(&[("patch_size", self.patch_size)])?;
        if self.num_channels != 3 {
            return Err(format!("num_channels is {}; pictures have 3", self.num_channels));
        }
        if self.image_size < self.patch_size || self.image_size > 4096 {
            return Err(format!(
                "image_size is {} with patches of {}",
                self.image_size, self.patch_size
            ));
        }
        self.encoder.check("vision_config")
    }

    /// How many patches a picture has.
    pub(crate) fn patches(&self) -> usize {
        (self.image_size / self.patch_size).pow(2)
    }
}

/// That each number can be a size.
pub(crate) fn check_positive(sizes: &[(&str, usize)]) -> Result<(), String> {
    match sizes.iter().find(|&&(_, value)| value == 0 || value > MAX_SIDE) {
        Some((name, value)) => Err(format!("{name} is {value}")),
        None => Ok(()),
    }
}

/// A tower's section over its defaults. Files of early `transformers` repeat it
/// under a name with `_dict`, which has the last word there as here.
pub(crate) fn section<T: DeserializeOwned>(root: &Value, name: &str, defaults: Value) -> Result<T, String> {
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
