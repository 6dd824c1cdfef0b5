//! Taking a model out of the library, with the embeddings that it made.

use super::ModelsResponse;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::locks::locked;
use crate::rejection::Rejection;
use crate::slot::identity;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::Path;
use ts_rs::TS;

/// Which model to remove.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RemoveModelRequest {
    /// Its name.
    pub name: String,
}

impl Engine {
    /// Removes a model that was added, and the embeddings that it made. Of a linked folder only the link goes.
    ///
    /// # Errors
    /// When there is no such model, it ships with the app, or searches use it.
    pub fn remove_model(&self, request: &RemoveModelRequest) -> Result<ModelsResponse, EngineError> {
        let db = self.write_db()?;
        let folder = self.existing_model(&request.name)?;
        if folder.parent() != Some(self.library.models().as_path()) {
            return Err(Rejection::ModelShips {
                name: request.name.clone(),
            }
            .into());
        }
        if self.slot().folder == folder {
            return Err(Rejection::ModelInUse {
                name: request.name.clone(),
            }
            .into());
        }
        // A model too broken to be looked at made no embeddings under a hash that could be found again.
        if let Ok(info) = self.inspect_model(&folder) {
            db.forget_model(&identity(&info))?;
        }
        locked(&self.inspected).remove(&folder);
        remove_entry(&folder)?;
        self.models()
    }
}

/// Removes a folder, or the link to one; what is not there is no failure.
pub(super) fn remove_entry(path: &Path) -> Result<(), EngineError> {
    let removed = if path.is_symlink() {
        // A link to a folder is a folder's entry on Windows and a file's elsewhere.
        std::fs::remove_file(path).or_else(|_| std::fs::remove_dir(path))
    } else {
        std::fs::remove_dir_all(path)
    };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(EngineError::io(path, error)),
        _ => Ok(()),
    }
}
