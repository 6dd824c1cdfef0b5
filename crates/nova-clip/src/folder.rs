//! A model folder: four files that belong together, checked before anything is computed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::clip::{self, Clip};
use crate::nova_mini::{self, NovaMini};
use crate::preprocess::VERSION;
use crate::tokens::Tokens;
use crate::weights::{Needed, Weights};
use crate::{ClipError, DualEncoder, ModelInfo, Preprocess};

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const PREPROCESSOR: &str = "preprocessor_config.json";
const WEIGHTS: &str = "model.safetensors";

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
/// folder in Hugging Face's CLIP format, `"nova_mini"` for the built-in one.
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
    } = Examined::open(dir)?;
    Ok(match config {
        Config::Clip(config) => Box::new(Clip::load(&config, info, preprocess, tokens, weights)?),
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
}

enum Config {
    Clip(clip::Config),
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

        let config = Config::parse(&config_json).map_err(|reason| invalid(CONFIG, reason))?;
        let size = config.size();
        let preprocess = Preprocess::from_json(&preprocessor_json, size.image)
            .map_err(|reason| invalid(PREPROCESSOR, reason))?;
        let tokens = Tokens::from_json(&tokenizer_json, size.context, size.vocabulary)
            .and_then(|tokens| config.check_tokens(&tokens).map(|()| tokens))
            .map_err(|reason| invalid(TOKENIZER, reason))?;
        let weights = Weights::open(&weights_path)?;
        config.check_weights(&weights)?;

        let small = [config_json, tokenizer_json, preprocessor_json];
        let (hash, bytes) = fingerprint(&small, &weights_path)?;
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
            device: "cpu".to_owned(),
            path: dir.to_path_buf(),
        };
        Ok(Self {
            info,
            preprocess,
            tokens,
            weights,
            config,
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

impl Config {
    fn parse(json: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Kind {
            model_type: Option<String>,
        }
        let kind: Kind = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        match kind.model_type.as_deref() {
            Some("clip") => clip::Config::parse(json).map(Self::Clip),
            Some("nova_mini") => nova_mini::Config::parse(json).map(Self::NovaMini),
            Some(other) => Err(format!(
                "its model_type is '{other}'; 'clip' and 'nova_mini' can be used"
            )),
            None => Err("it has no model_type; 'clip' and 'nova_mini' can be used".to_owned()),
        }
    }

    fn family(&self) -> &'static str {
        match self {
            Self::Clip(_) => "clip",
            Self::NovaMini(_) => "nova_mini",
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Clip(_) => None,
            Self::NovaMini(config) => Some(&config.name),
        }
    }

    fn size(&self) -> Size {
        match self {
            Self::Clip(config) => config.size(),
            Self::NovaMini(config) => config.size(),
        }
    }

    fn check_tokens(&self, tokens: &Tokens) -> Result<(), String> {
        match self {
            Self::Clip(config) => config.check_tokens(tokens),
            Self::NovaMini(_) => tokens.encode("a").map(drop).map_err(|e| e.to_string()),
        }
    }

    fn check_weights(&self, weights: &Weights) -> Result<(), ClipError> {
        match self {
            Self::Clip(config) => config.check_weights(weights),
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

/// BLAKE3 over the lengths and contents of the four files (32 hexadecimal
/// digits), and their size together.
fn fingerprint(small: &[Vec<u8>; 3], weights: &Path) -> Result<(String, u64), ClipError> {
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
    let file = File::open(weights).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    hasher.update(&length.to_le_bytes());
    hasher.update_reader(file).map_err(io)?;
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(32);
    Ok((hash, total + length))
}
