//! The models that can be used: the ones that ship with the app and the ones in the library.

use crate::engine::{Engine, locked};
use crate::error::EngineError;
use nova_clip::{Embedder, ModelInfo};
use nova_store::ModelIdentity;
use serde::Serialize;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// The model that is used when nothing else is said.
pub(crate) const DEFAULT_MODEL: &str = "nova-mini";

/// A model as shown to the user.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "ModelInfo")]
pub struct ModelCard {
    /// Name, which is its folder's.
    pub name: String,
    /// Architecture: `nova_mini` or `clip`.
    pub family: String,
    /// Numbers in an embedding.
    pub dim: usize,
    /// Bytes on disk.
    pub size: u64,
    /// Hash of its files.
    pub hash: String,
    /// Where it runs.
    pub device: String,
    /// Whether searches use it.
    pub active: bool,
}

/// All models that can be used.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ModelsResponse {
    /// The models, the active one first.
    pub models: Vec<ModelCard>,
}

impl Engine {
    /// The models that can be used. A folder that is no valid model is left out here; `doctor` tells why.
    pub fn models(&self) -> Result<ModelsResponse, EngineError> {
        let active = self.model_name();
        let mut models: Vec<ModelCard> = self
            .model_folders()
            .iter()
            .filter_map(|folder| self.inspect_model(folder).ok())
            .map(|info| ModelCard::new(&info, info.name == active))
            .collect();
        models.sort_by(|a, b| b.active.cmp(&a.active).then_with(|| a.name.cmp(&b.name)));
        Ok(ModelsResponse { models })
    }

    /// Starts loading the active model in the background, so that the first search need not wait for it.
    pub fn warm(self: &std::sync::Arc<Self>) {
        let engine = std::sync::Arc::clone(self);
        // A failure is not lost: the first search meets it again and reports it.
        std::thread::spawn(move || {
            let _ = engine.embedder();
            let _ = engine.prepare_index();
        });
    }

    pub(crate) fn model_name(&self) -> String {
        self.options
            .model
            .clone()
            .unwrap_or_else(|| DEFAULT_MODEL.to_owned())
    }

    /// Folders that may hold a model, the library's own before those that ship with the app.
    pub(crate) fn model_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for parent in [self.library.folder.join("models"), self.models_folder.clone()] {
            let entries = std::fs::read_dir(&parent)
                .into_iter()
                .flatten()
                .filter_map(Result::ok);
            let mut found: Vec<PathBuf> = entries
                .map(|entry| entry.path())
                .filter(|path| path.join("config.json").is_file())
                .collect();
            found.sort();
            folders.extend(found);
        }
        folders
    }

    /// The folder of the model called `name`, or `name` itself where it is a model's folder.
    pub(crate) fn model_folder(&self, name: &str) -> PathBuf {
        let named = |folder: &PathBuf| folder.file_name().is_some_and(|own| own == name);
        let direct = Path::new(name);
        let found = self.model_folders().into_iter().find(named);
        found.unwrap_or_else(|| {
            if direct.join("config.json").is_file() {
                direct.to_owned()
            } else {
                self.models_folder.join(name)
            }
        })
    }

    /// Facts about the active model without loading it.
    pub(crate) fn model_info(&self) -> Result<ModelInfo, EngineError> {
        self.inspect_model(&self.model_folder(&self.model_name()))
    }

    /// Facts about a model's folder. The answer is kept, as it needs a hash over all the weights.
    fn inspect_model(&self, folder: &Path) -> Result<ModelInfo, EngineError> {
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
        let mut embedder = locked(&self.embedder);
        if let Some(loaded) = embedder.as_ref() {
            return Ok(loaded.clone());
        }
        let loaded = Embedder::spawn(&self.model_folder(&self.model_name()))?;
        *embedder = Some(loaded.clone());
        Ok(loaded)
    }
}

impl ModelCard {
    pub(crate) fn new(info: &ModelInfo, active: bool) -> ModelCard {
        ModelCard {
            name: info.name.clone(),
            family: info.family.clone(),
            dim: info.dim,
            size: info.bytes,
            hash: info.hash.clone(),
            device: info.device.clone(),
            active,
        }
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
