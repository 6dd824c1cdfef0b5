//! A model folder: a few files that belong together, checked before anything is computed.
//!
//! Hugging Face's have a `config.json`; those of `open_clip` an `open_clip_config.json`, which is translated first.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use candle_core::Device;
use serde::Deserialize;
use serde_json::Value;

use crate::clip::{self, Clip};
use crate::device::{self, Chosen};
use crate::model::Size;
use crate::nova_mini::{self, NovaMini};
use crate::open_clip;
use crate::preprocess::{Processor, VERSION};
use crate::siglip::{self, Siglip};
use crate::tokens::{Clean, Tokens};
use crate::weights::Weights;
use crate::{ClipError, DualEncoder, ModelInfo, Preprocess};

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const PREPROCESSOR: &str = "preprocessor_config.json";
const WEIGHTS: &str = "model.safetensors";
/// Has the preprocessing where newer versions of `transformers` wrote the folder.
const PROCESSOR: &str = "processor_config.json";
/// Read where it is there, for what fills up a sentence of SigLIP and for lower case.
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
/// `preprocessor_config.json` and `model.safetensors` (f32, f16 or bf16); or one of `open_clip`:
/// `open_clip_config.json`, `tokenizer.json` and `open_clip_model.safetensors`.
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
        Config::Siglip(config, filling) => Box::new(Siglip::load(
            &config, info, preprocess, tokens, filling, weights, device,
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
    /// And what fills a sentence up.
    Siglip(siglip::Config, siglip::Filling),
    NovaMini(nova_mini::Config),
}

impl Examined {
    fn open(dir: &Path) -> Result<Self, ClipError> {
        let Parts {
            config_file,
            config: config_json,
            preprocessor_file,
            preprocessor,
            read: mut small,
            weights,
            weights_path,
            clean,
        } = if is_open_clip(dir)? {
            Parts::of_open_clip(dir)?
        } else {
            Parts::of_transformers(dir)?
        };
        let tokenizer_json = read(dir, TOKENIZER)?;
        let invalid = |file: &str, reason: String| ClipError::ModelInvalid {
            path: dir.join(file),
            reason,
        };

        let mut config = Config::parse(&config_json).map_err(|reason| invalid(config_file, reason))?;
        let size = config.size();
        let preprocess = Preprocess::from_json(&preprocessor, config.processor(), size.image)
            .map_err(|reason| invalid(preprocessor_file, reason))?;
        let tokens = Tokens::from_json(&tokenizer_json, size.context, size.vocabulary)
            .and_then(|tokens| config.check_tokens(&tokens).map(|()| tokens))
            .map_err(|reason| invalid(TOKENIZER, reason))?;
        let settings = TokenSettings::read(dir)?;
        let clean = match clean {
            Clean::Nothing if matches!(config, Config::Siglip(..)) && settings.is_lower() => Clean::Case,
            other => other,
        };
        let tokens = tokens.cleaned(clean);
        if let Config::Siglip(_, filling) = &mut config {
            *filling = settings.filling(&tokens, filling.token, dir)?;
        }
        config.check_weights(&weights)?;

        small.insert(1, tokenizer_json);
        let (hash, bytes) = fingerprint(&small, &config, clean, &weights_path)?;
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
                let token = config.text.pad_token_id;
                Self::Siglip(config, siglip::Filling { token, before: false })
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

/// What is read of a folder before its architecture is known.
struct Parts {
    config_file: &'static str,
    /// `config.json`, or what stands for it.
    config: Vec<u8>,
    preprocessor_file: &'static str,
    /// `preprocessor_config.json`, or what stands for it.
    preprocessor: Vec<u8>,
    /// The small files as they are, without the tokenizer's.
    read: Vec<Vec<u8>>,
    weights: Weights,
    weights_path: PathBuf,
    clean: Clean,
}

impl Parts {
    fn of_transformers(dir: &Path) -> Result<Self, ClipError> {
        let config = read(dir, CONFIG)?;
        let (preprocessor_file, given, preprocessor) = preprocessor(dir)?;
        let weights_path = weights_path(dir)?;
        Ok(Self {
            config_file: CONFIG,
            preprocessor_file,
            preprocessor,
            read: vec![config.clone(), given],
            config,
            weights: Weights::open(&weights_path)?,
            weights_path,
            clean: Clean::Nothing,
        })
    }

    fn of_open_clip(dir: &Path) -> Result<Self, ClipError> {
        let config = read(dir, open_clip::CONFIG)?;
        let own = dir.join(open_clip::WEIGHTS);
        let weights_path = if own.is_file() { own } else { weights_path(dir)? };
        let weights = Weights::open(&weights_path)?;
        let found = open_clip::translate(&config, &weights).map_err(|reason| ClipError::ModelInvalid {
            path: dir.join(open_clip::CONFIG),
            reason,
        })?;
        Ok(Self {
            config_file: open_clip::CONFIG,
            config: found.config.to_string().into_bytes(),
            preprocessor_file: open_clip::CONFIG,
            preprocessor: found.preprocessor.to_string().into_bytes(),
            read: vec![config],
            weights: weights.with_origins(found.origins),
            weights_path,
            clean: found.clean,
        })
    }
}

/// Whether a folder is `open_clip`'s: it has that library's configuration, and none of `transformers` that says
/// what the towers look like.
fn is_open_clip(dir: &Path) -> Result<bool, ClipError> {
    if !dir.join(open_clip::CONFIG).is_file() {
        return Ok(false);
    }
    match read(dir, CONFIG) {
        Ok(json) => Ok(!describes_towers(&json)),
        Err(ClipError::ModelMissing { .. }) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether a `config.json` says what its towers look like. Where it does not, an `open_clip_config.json` beside it may.
pub fn describes_towers(config: &[u8]) -> bool {
    let config: Value = serde_json::from_slice(config).unwrap_or_default();
    config.get("text_config").is_some() || config.get("vision_config").is_some()
}

/// Whether a folder has the configuration of a model, whole or not.
pub fn is_model_folder(dir: &Path) -> bool {
    [CONFIG, open_clip::CONFIG]
        .iter()
        .any(|file| dir.join(file).is_file())
}

/// Every file that a model folder of some kind may have.
pub const FILES: [&str; 8] = [
    CONFIG,
    PREPROCESSOR,
    PROCESSOR,
    TOKENIZER,
    TOKENIZER_CONFIG,
    WEIGHTS,
    open_clip::CONFIG,
    open_clip::WEIGHTS,
];

/// The files of a model folder that make the model, among them those that it can do without; what else lies there is
/// not the model's.
///
/// # Errors
/// [`ClipError::Io`] where `config.json` is there and cannot be read.
pub fn files(dir: &Path) -> Result<Vec<&'static str>, ClipError> {
    let all: &[&str] = if is_open_clip(dir)? {
        let own = dir.join(open_clip::WEIGHTS).is_file();
        &[
            open_clip::CONFIG,
            TOKENIZER,
            if own { open_clip::WEIGHTS } else { WEIGHTS },
            TOKENIZER_CONFIG,
        ]
    } else {
        &[
            CONFIG,
            PREPROCESSOR,
            PROCESSOR,
            TOKENIZER,
            WEIGHTS,
            TOKENIZER_CONFIG,
        ]
    };
    Ok(all
        .iter()
        .copied()
        .filter(|file| dir.join(file).is_file())
        .collect())
}

/// The preprocessing: the file's name, the file, and the part of it that says how.
fn preprocessor(dir: &Path) -> Result<(&'static str, Vec<u8>, Vec<u8>), ClipError> {
    let json = match read(dir, PREPROCESSOR) {
        Ok(json) => return Ok((PREPROCESSOR, json.clone(), json)),
        Err(missing @ ClipError::ModelMissing { .. }) => match read(dir, PROCESSOR) {
            Ok(json) => json,
            Err(ClipError::ModelMissing { .. }) => return Err(missing),
            Err(error) => return Err(error),
        },
        Err(error) => return Err(error),
    };
    let invalid = |reason: String| ClipError::ModelInvalid {
        path: dir.join(PROCESSOR),
        reason,
    };
    let whole: Value = serde_json::from_slice(&json).map_err(|e| invalid(e.to_string()))?;
    let part = whole
        .get("image_processor")
        .ok_or_else(|| invalid("it has no image_processor".to_owned()))?;
    Ok((PROCESSOR, json.clone(), part.to_string().into_bytes()))
}

/// What `tokenizer_config.json` says beside `tokenizer.json`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenSettings {
    pad_token: Option<Token>,
    padding_side: Option<String>,
    do_lower_case: bool,
    tokenizer_class: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Token {
    Text(String),
    Added { content: String },
}

/// The tokenizer of SigLIP 2, which fills up in front and lowers the case.
const SIGLIP2_TOKENIZER: &str = "Siglip2Tokenizer";

impl TokenSettings {
    fn read(dir: &Path) -> Result<Self, ClipError> {
        let path = dir.join(TOKENIZER_CONFIG);
        let json = match fs::read(&path) {
            Ok(json) => json,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(ClipError::Io { path, source }),
        };
        serde_json::from_slice(&json).map_err(|e| ClipError::ModelInvalid {
            path,
            reason: e.to_string(),
        })
    }

    fn is_siglip2(&self) -> bool {
        self.tokenizer_class.as_deref() == Some(SIGLIP2_TOKENIZER)
    }

    fn is_lower(&self) -> bool {
        self.do_lower_case || self.is_siglip2()
    }

    /// What fills a sentence up: the token that is named here or else in `tokenizer.json`. `config.json`
    /// repeats a default that some models do not follow, so it comes last.
    fn filling(&self, tokens: &Tokens, otherwise: u32, dir: &Path) -> Result<siglip::Filling, ClipError> {
        let before = match &self.padding_side {
            Some(side) => side == "left",
            None => self.is_siglip2(),
        };
        let token = match &self.pad_token {
            None => tokens.pad().unwrap_or(otherwise),
            Some(Token::Text(name) | Token::Added { content: name }) => {
                tokens.id(name).ok_or_else(|| ClipError::ModelInvalid {
                    path: dir.join(TOKENIZER_CONFIG),
                    reason: format!("its pad_token '{name}' is not in tokenizer.json"),
                })?
            }
        };
        Ok(siglip::Filling { token, before })
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

/// BLAKE3 over the lengths and contents of the files, and over what else
/// decides an embedding (32 hexadecimal digits); and the files' size together.
fn fingerprint(
    small: &[Vec<u8>],
    config: &Config,
    clean: Clean,
    weights: &Path,
) -> Result<(String, u64), ClipError> {
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
    if let Config::Siglip(_, filling) = config {
        hasher.update(&filling.token.to_le_bytes());
        if filling.before {
            hasher.update(b"filled up in front");
        }
    }
    if clean != Clean::Nothing {
        hasher.update(&[clean.code()]);
    }
    let file = File::open(weights).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    hasher.update(&length.to_le_bytes());
    hasher.update_reader(file).map_err(io)?;
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(32);
    Ok((hash, total + length))
}
