//! A model folder: four files that belong together, checked before anything is computed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use candle_core::Device;
use serde::Deserialize;

use crate::clip::{self, Clip};
use crate::device::{self, Chosen};
use crate::nova_mini::{self, NovaMini};
use crate::preprocess::{Processor, VERSION};
use crate::siglip::{self, Siglip};
use crate::tokens::Tokens;
use crate::weights::{Needed, Weights};
use crate::{ClipError, DualEncoder, ModelInfo, Preprocess};

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const PREPROCESSOR: &str = "preprocessor_config.json";
const WEIGHTS: &str = "model.safetensors";
/// Read where it is there, for the token that fills up a sentence of SigLIP.
const TOKENIZER_CONFIG: &str = "tokenizer_config.json";

/// Checks a model folder and says what is in it, without reading the weights
/// into memory (their bytes are hashed, and their header is compared with what
/// the configuration needs).
///
/// # Errors
/// [`ClipError::ModelMissing`], [`ClipError::ModelInvalid`],
/// [`ClipError::TensorMissing`], [`ClipError::TensorShape`], [`ClipError::Io`].
pub fn inspect(dir: &Path) -> Result<ModelInfo, ClipError> {
    Ok(Examined::open(dir)?.info)
}

/// Loads a model folder: `config.json`, `tokenizer.json`,
/// `preprocessor_config.json` and `model.safetensors` (f32, f16 or bf16).
///
/// The `model_type` of `config.json` decides the architecture: `"clip"` for a
/// folder in Hugging Face's CLIP format, `"siglip"` for one in its SigLIP format,
/// `"nova_mini"` for the built-in one. A graphics processor computes the first two
/// where the build has support for it and `STYLENOVA_DEVICE` is not `cpu`.
///
/// # Errors
/// As [`inspect`], and [`ClipError::Inference`] if the weights cannot be set up.
pub fn load(dir: &Path) -> Result<Box<dyn DualEncoder>, ClipError> {
    let Examined {
        info,
        preprocess,
        tokens,
        weights,
        config,
        device,
    } = Examined::open(dir)?;
    Ok(match config {
        Config::Clip(config) => Box::new(Clip::load(&config, info, preprocess, tokens, weights, device)?),
        Config::Siglip(config, pad) => Box::new(Siglip::load(
            &config, info, preprocess, tokens, pad, weights, device,
        )?),
        Config::NovaMini(config) => Box::new(NovaMini::load(&config, info, preprocess, tokens, weights)?),
    })
}

/// A folder in which everything that can be checked cheaply is sound.
struct Examined {
    info: ModelInfo,
    preprocess: Preprocess,
    tokens: Tokens,
    weights: Weights,
    config: Config,
    device: Device,
}

enum Config {
    Clip(clip::Config),
    /// And the token that fills a sentence up.
    Siglip(siglip::Config, u32),
    NovaMini(nova_mini::Config),
}

impl Examined {
    fn open(dir: &Path) -> Result<Self, ClipError> {
        let config_json = read(dir, CONFIG)?;
        let tokenizer_json = read(dir, TOKENIZER)?;
        let preprocessor_json = read(dir, PREPROCESSOR)?;
        let weights_path = weights_path(dir)?;
        let invalid = |file: &str, reason: String| ClipError::ModelInvalid {
            path: dir.join(file),
            reason,
        };

        let mut config = Config::parse(&config_json).map_err(|reason| invalid(CONFIG, reason))?;
        let size = config.size();
        let preprocess = Preprocess::from_json(&preprocessor_json, config.processor(), size.image)
            .map_err(|reason| invalid(PREPROCESSOR, reason))?;
        let tokens = Tokens::from_json(&tokenizer_json, size.context, size.vocabulary)
            .and_then(|tokens| config.check_tokens(&tokens).map(|()| tokens))
            .map_err(|reason| invalid(TOKENIZER, reason))?;
        if let Config::Siglip(_, pad) = &mut config
            && let Some(id) = pad_token(dir, &tokens)?
        {
            *pad = id;
        }
        let weights = Weights::open(&weights_path)?;
        config.check_weights(&weights)?;

        let small = [config_json, tokenizer_json, preprocessor_json];
        let (hash, bytes) = fingerprint(&small, &config, &weights_path)?;
        let Chosen {
            device,
            name: device_name,
            reason: device_reason,
        } = device::choose(config.device_support());
        let folder_name = dir
            .canonicalize()
            .ok()
            .and_then(|d| Some(d.file_name()?.to_string_lossy().into_owned()));
        let info = ModelInfo {
            name: config
                .name()
                .map(str::to_owned)
                .or(folder_name)
                .unwrap_or_else(|| "model".to_owned()),
            family: config.family().to_owned(),
            dim: size.dim,
            image_size: preprocess.size(),
            context_length: size.context,
            hash,
            preprocessing_version: VERSION,
            bytes,
            device: device_name.to_owned(),
            device_reason,
            path: dir.to_path_buf(),
        };
        Ok(Self {
            info,
            preprocess,
            tokens,
            weights,
            config,
            device,
        })
    }
}

/// The sizes that a configuration fixes.
pub(crate) struct Size {
    /// Length of an embedding.
    pub dim: usize,
    /// Side of the picture; `None` where the preprocessing decides it.
    pub image: Option<usize>,
    /// Longest sentence in tokens.
    pub context: usize,
    /// Rows of the embedding table.
    pub vocabulary: usize,
}

/// The families, for messages.
const USABLE: &str = "'clip', 'siglip' and 'nova_mini' can be used";

impl Config {
    fn parse(json: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Kind {
            model_type: Option<String>,
        }
        let kind: Kind = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        match kind.model_type.as_deref() {
            Some("clip") => clip::Config::parse(json).map(Self::Clip),
            Some("siglip") => siglip::Config::parse(json).map(|config| {
                let pad = config.text.pad_token_id;
                Self::Siglip(config, pad)
            }),
            Some("nova_mini") => nova_mini::Config::parse(json).map(Self::NovaMini),
            Some(other) => Err(format!("its model_type is '{other}'; {USABLE}")),
            None => Err(format!("it has no model_type; {USABLE}")),
        }
    }

    fn family(&self) -> &'static str {
        match self {
            Self::Clip(_) => "clip",
            Self::Siglip(..) => "siglip",
            Self::NovaMini(_) => "nova_mini",
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Clip(_) | Self::Siglip(..) => None,
            Self::NovaMini(config) => Some(&config.name),
        }
    }

    fn processor(&self) -> Processor {
        match self {
            Self::Clip(_) | Self::NovaMini(_) => Processor::Clip,
            Self::Siglip(..) => Processor::Siglip,
        }
    }

    fn device_support(&self) -> device::Support {
        match self {
            Self::Clip(_) | Self::Siglip(..) => device::Support::Any,
            Self::NovaMini(_) => device::Support::CpuOnly,
        }
    }

    fn size(&self) -> Size {
        match self {
            Self::Clip(config) => config.size(),
            Self::Siglip(config, _) => config.size(),
            Self::NovaMini(config) => config.size(),
        }
    }

    fn check_tokens(&self, tokens: &Tokens) -> Result<(), String> {
        match self {
            Self::Clip(config) => config.check_tokens(tokens),
            Self::Siglip(..) | Self::NovaMini(_) => tokens.encode("a").map(drop).map_err(|e| e.to_string()),
        }
    }

    fn check_weights(&self, weights: &Weights) -> Result<(), ClipError> {
        match self {
            Self::Clip(config) => config.check_weights(weights),
            Self::Siglip(config, _) => config.check_weights(weights),
            Self::NovaMini(config) => config.check_weights(weights),
        }
    }
}

/// Checks each tensor of a list for its presence, shape and a float type.
pub(crate) fn check_floats(weights: &Weights, needed: &[Needed]) -> Result<(), ClipError> {
    needed
        .iter()
        .try_for_each(|tensor| weights.check(tensor, crate::weights::FLOATS))
}

/// The token that fills a sentence up, as `tokenizer_config.json` names it or else
/// as `tokenizer.json` has it. `config.json` repeats a default that some models do
/// not follow, so it comes last.
fn pad_token(dir: &Path, tokens: &Tokens) -> Result<Option<u32>, ClipError> {
    #[derive(Deserialize)]
    struct Settings {
        pad_token: Option<Token>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Token {
        Text(String),
        Added { content: String },
    }
    let path = dir.join(TOKENIZER_CONFIG);
    let json = match fs::read(&path) {
        Ok(json) => json,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(tokens.pad()),
        Err(source) => return Err(ClipError::Io { path, source }),
    };
    let invalid = |reason: String| ClipError::ModelInvalid {
        path: path.clone(),
        reason,
    };
    let settings: Settings = serde_json::from_slice(&json).map_err(|e| invalid(e.to_string()))?;
    match settings.pad_token {
        None => Ok(tokens.pad()),
        Some(Token::Text(name) | Token::Added { content: name }) => match tokens.id(&name) {
            Some(id) => Ok(Some(id)),
            None => Err(invalid(format!(
                "its pad_token '{name}' is not in tokenizer.json"
            ))),
        },
    }
}

fn read(dir: &Path, file: &str) -> Result<Vec<u8>, ClipError> {
    let path = dir.join(file);
    fs::read(&path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ClipError::ModelMissing {
            path: dir.to_path_buf(),
            file: file.to_owned(),
        },
        _ => ClipError::Io { path, source },
    })
}

fn weights_path(dir: &Path) -> Result<PathBuf, ClipError> {
    let path = dir.join(WEIGHTS);
    if path.is_file() {
        return Ok(path);
    }
    let invalid = |file: &str, reason: &str| ClipError::ModelInvalid {
        path: dir.join(file),
        reason: reason.to_owned(),
    };
    if dir.join("pytorch_model.bin").is_file() {
        return Err(invalid(
            "pytorch_model.bin",
            "it is a PyTorch pickle, which may run code; save the model as model.safetensors \
             (save_pretrained does)",
        ));
    }
    if dir.join("model.safetensors.index.json").is_file() {
        return Err(invalid(
            "model.safetensors.index.json",
            "the weights are split into several files; save the model as one model.safetensors",
        ));
    }
    Err(ClipError::ModelMissing {
        path: dir.to_path_buf(),
        file: WEIGHTS.to_owned(),
    })
}

/// BLAKE3 over the lengths and contents of the four files, and over what else
/// decides an embedding (32 hexadecimal digits); and the files' size together.
fn fingerprint(small: &[Vec<u8>; 3], config: &Config, weights: &Path) -> Result<(String, u64), ClipError> {
    let io = |source| ClipError::Io {
        path: weights.to_path_buf(),
        source,
    };
    let mut hasher = blake3::Hasher::new();
    let mut total = 0;
    for bytes in small {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
        total += bytes.len() as u64;
    }
    if let Config::Siglip(_, pad) = config {
        hasher.update(&pad.to_le_bytes());
    }
    let file = File::open(weights).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    hasher.update(&length.to_le_bytes());
    hasher.update_reader(file).map_err(io)?;
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(32);
    Ok((hash, total + length))
}
