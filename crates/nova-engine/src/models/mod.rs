//! The models that can be used: the ones that ship with the app and the ones in the library. Adding one,
//! downloading one, changing over to one and removing one are in the files named after that.

mod add;
mod download;
mod known;
mod remove;
mod switch;
mod verify;
mod zipped;

pub use add::AddModelRequest;
pub use known::KnownModel;
pub use remove::RemoveModelRequest;
pub use switch::{UseModelRequest, UseModelResponse};
pub use verify::{VerifiedModel, VerifyModelsRequest, VerifyModelsResponse};

use crate::engine::Engine;
use crate::engine::models::{folder_name, named};
use crate::error::EngineError;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use ts_rs::TS;

/// A model as shown to the user.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
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
    /// Why it computes there, as a clause in English; it tells where `STYLENOVA_DEVICE` asks for what there is not.
    pub device_reason: String,
    /// Whether searches use it.
    pub active: bool,
    /// Whether it ships with the app, and so cannot be removed.
    pub built_in: bool,
}

/// All models that can be used.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ModelsResponse {
    /// The models, the active one first.
    pub models: Vec<ModelCard>,
    /// Models that are known to work, with what each is good for.
    pub known: Vec<KnownModel>,
}

/// One model, and all of them.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
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
            let _ = engine.prepare();
        });
    }

    /// Makes what searches want before the first one asks for it: the model, what the catalogue's words say, the index.
    ///
    /// # Errors
    /// When the model cannot be used, or the library not read.
    pub fn prepare(&self) -> Result<(), EngineError> {
        let loaded = self.embedder().map(drop);
        self.prepare_index()?;
        loaded
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
            device_reason: info.device_reason,
        })
    }
}
