//! The model that searches use: where it is, and its thread once something needed it. A gallery holds the slot
//! whose model made its rows, so that a query and the rows it is compared with are always of one model, also
//! while another model takes over.

use crate::error::EngineError;
use crate::locks::locked;
use nova_clip::{Embedder, ModelInfo};
use nova_store::ModelIdentity;
use std::path::PathBuf;
use std::sync::Mutex;

pub(crate) struct ModelSlot {
    pub name: String,
    pub folder: PathBuf,
    loaded: Mutex<Option<Embedder>>,
}

impl ModelSlot {
    pub fn new(name: String, folder: PathBuf) -> ModelSlot {
        ModelSlot {
            name,
            folder,
            loaded: Mutex::new(None),
        }
    }

    /// The loaded model; the first call loads it.
    pub fn embedder(&self) -> Result<Embedder, EngineError> {
        let mut loaded = locked(&self.loaded);
        if let Some(embedder) = loaded.as_ref() {
            return Ok(embedder.clone());
        }
        let embedder = Embedder::spawn(&self.folder)?;
        *loaded = Some(embedder.clone());
        Ok(embedder)
    }
}

/// What tells a model from others in the catalogue.
pub(crate) fn identity(info: &ModelInfo) -> ModelIdentity {
    ModelIdentity {
        name: info.name.clone(),
        hash: info.hash.clone(),
        dim: info.dim,
        preprocessing: info.preprocessing_version,
    }
}
