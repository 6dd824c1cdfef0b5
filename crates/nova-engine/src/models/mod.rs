//! The models that can be used: the ones that ship with the app and the ones in the library. Adding one,
//! downloading one, changing over to one and removing one are in the files named after that.

mod add;
mod download;
mod known;
mod remove;
mod slot;
mod switch;
mod verify;

pub use add::AddModelRequest;
pub use known::KnownModel;
pub use remove::RemoveModelRequest;
pub use switch::{UseModelRequest, UseModelResponse};
pub use verify::{VerifiedModel, VerifyModelsRequest, VerifyModelsResponse};

pub(crate) use slot::ModelSlot;

use crate::engine::{Engine, locked};
use crate::error::EngineError;
use nova_clip::{Embedder, ModelInfo};
use nova_store::ModelIdentity;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ts_rs::TS;

/// The model that is used when nothing else is said.
pub(crate) const DEFAULT_MODEL: &str = "nova-mini";

/// The fact of the catalogue that names the model in use.
pub(crate) const ACTIVE_MODEL: &str = "model";

/// A model as shown to the user.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "ModelInfo")]
pub struct ModelCard {
    /// Name, which is its folder's.
    pub name: String,
    /// Architecture: `nova_mini`, `clip` or `siglip`.
    pub family: String,
    /// Numbers in an embedding.
    pub dim: usize,
    /// Bytes on disk.
    #[ts(type = "number")]
    pub size: u64,
    /// Hash of its files.
    pub hash: String,
    /// Where it runs.
    pub device: String,
    /// Whether searches use it.
    pub active: bool,
    /// Whether it ships with the app, and so cannot be removed.
    pub built_in: bool,
}

/// All models that can be used.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ModelsResponse {
    /// The models, the active one first.
    pub models: Vec<ModelCard>,
    /// Models that are known to work, with what each is good for.
    pub known: Vec<KnownModel>,
}

/// One model, and all of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ModelResponse {
    /// The model that the request was about.
    pub model: ModelCard,
    /// All models that can be used now, the active one first.
    pub models: Vec<ModelCard>,
}

impl Engine {
    /// The models that can be used. A folder that is no valid model is left out here; `doctor` tells why.
    ///
    /// # Errors
    /// When the manifest of known models cannot be read.
    pub fn models(&self) -> Result<ModelsResponse, EngineError> {
        let folders = self.model_folders();
        let installed = |name: &str| folders.iter().any(|folder| named(folder, name));
        let mut known = known::read(&self.models_folder)?;
        for model in &mut known {
            model.installed = installed(&model.name);
        }
        Ok(ModelsResponse {
            models: self.model_cards(),
            known,
        })
    }

    /// Starts loading the active model in the background, so that the first search need not wait for it.
    pub fn warm(self: &Arc<Self>) {
        let engine = Arc::clone(self);
        // A failure is not lost: the first search meets it again and reports it.
        std::thread::spawn(move || {
            let _ = engine.embedder();
            let _ = engine.prepare_index();
        });
    }

    pub(crate) fn model_cards(&self) -> Vec<ModelCard> {
        let mut models: Vec<ModelCard> = self
            .model_folders()
            .iter()
            .filter_map(|folder| self.model_card(folder).ok())
            .collect();
        models.sort_by(|a, b| b.active.cmp(&a.active).then_with(|| a.name.cmp(&b.name)));
        models
    }

    pub(crate) fn model_card(&self, folder: &Path) -> Result<ModelCard, EngineError> {
        let info = self.inspect_model(folder)?;
        Ok(ModelCard {
            active: self.slot().folder == folder,
            built_in: folder.parent() == Some(self.models_folder.as_path()),
            name: folder_name(folder),
            family: info.family,
            dim: info.dim,
            size: info.bytes,
            hash: info.hash,
            device: info.device,
        })
    }

    /// The model in use: the one the engine was opened with, else the one the library remembers, else the
    /// built-in one.
    pub(crate) fn chosen_slot(&self) -> Result<ModelSlot, EngineError> {
        let remembered = match (&self.options.model, self.read_db()?) {
            (None, Some(db)) => db.meta(ACTIVE_MODEL)?,
            _ => None,
        };
        let name = self.options.model.clone().or(remembered);
        let name = name.unwrap_or_else(|| DEFAULT_MODEL.to_owned());
        let folder = self.model_folder(&name);
        Ok(ModelSlot::new(name, folder))
    }

    /// Folders that may hold a model, the library's own before those that ship with the app.
    pub(crate) fn model_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for parent in [self.library.models(), self.models_folder.clone()] {
            let entries = std::fs::read_dir(&parent)
                .into_iter()
                .flatten()
                .filter_map(Result::ok);
            let mut found: Vec<PathBuf> = entries
                .map(|entry| entry.path())
                .filter(|path| path.join("config.json").is_file() && !is_hidden(path))
                .collect();
            found.sort();
            folders.extend(found);
        }
        folders
    }

    /// The folder of the model called `name`, or `name` itself where it is a model's folder.
    pub(crate) fn model_folder(&self, name: &str) -> PathBuf {
        let direct = Path::new(name);
        let found = self
            .model_folders()
            .into_iter()
            .find(|folder| named(folder, name));
        found.unwrap_or_else(|| {
            if direct.join("config.json").is_file() {
                direct.to_owned()
            } else {
                self.models_folder.join(name)
            }
        })
    }

    /// The folder of the model called `name`, which must be one of the models that can be used.
    pub(crate) fn existing_model(&self, name: &str) -> Result<PathBuf, EngineError> {
        let mut folders = self.model_folders();
        let found = folders.iter().position(|folder| named(folder, name));
        found.map(|at| folders.swap_remove(at)).ok_or_else(|| {
            let names: Vec<String> = self
                .model_folders()
                .iter()
                .map(|folder| folder_name(folder))
                .collect();
            EngineError::NotFound {
                what: "model",
                name: name.to_owned(),
                hint: format!("The models are {}.", names.join(", ")),
            }
        })
    }

    /// Facts about a model's folder. The answer is kept, as it needs a hash over all the weights.
    pub(crate) fn inspect_model(&self, folder: &Path) -> Result<ModelInfo, EngineError> {
        let mut inspected = locked(&self.inspected);
        if let Some(info) = inspected.get(folder) {
            return Ok(info.clone());
        }
        let info = nova_clip::inspect(folder)?;
        inspected.insert(folder.to_owned(), info.clone());
        Ok(info)
    }

    /// The loaded active model; the first call loads it.
    pub(crate) fn embedder(&self) -> Result<Embedder, EngineError> {
        self.slot().embedder()
    }
}

pub(crate) fn identity(info: &ModelInfo) -> ModelIdentity {
    ModelIdentity {
        name: info.name.clone(),
        hash: info.hash.clone(),
        dim: info.dim,
        preprocessing: info.preprocessing_version,
    }
}

fn named(folder: &Path, name: &str) -> bool {
    folder.file_name().is_some_and(|own| own == name)
}

fn folder_name(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or(folder.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// A folder whose name begins with a dot is one that is still being filled.
fn is_hidden(folder: &Path) -> bool {
    folder_name(folder).starts_with('.')
}
