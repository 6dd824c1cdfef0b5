//! Changing over to another model. Its embeddings are made first, while the old model and its rows go on
//! serving; then both change at once. Killed on the way, the library stays with the old model, and the next
//! attempt goes on where this one was.

use super::ModelCard;
use crate::engine::Engine;
use crate::engine::models::ACTIVE_MODEL;
use crate::error::EngineError;
use crate::import::embed_pictures;
use crate::progress::{Cancel, Progress, milliseconds};
use crate::slot::ModelSlot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Instant;
use ts_rs::TS;

/// Which model to use.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct UseModelRequest {
    /// Its name.
    #[ts(as = "String")]
    pub name: String,
    /// A name by which it can be cancelled.
    pub job: Option<String>,
}

/// What changing over took.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct UseModelResponse {
    /// The model in use now.
    pub model: ModelCard,
    /// Pictures that were embedded in this run.
    pub images: usize,
    /// Pictures that could not be.
    pub quarantined: usize,
    /// Milliseconds.
    pub took_ms: f64,
}

impl Engine {
    /// Changes over to the model called `name`.
    ///
    /// # Errors
    /// When there is no such model or it cannot be used, an import is under way, the disk is full, or the user
    /// stops it. The old model is then still the one in use.
    pub fn use_model(
        &self,
        request: &UseModelRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<UseModelResponse, EngineError> {
        let start = Instant::now();
        let _one_at_a_time = self.start_import()?;
        self.stop_learning_by_itself();
        let folder = self.existing_model(&request.name)?;
        let slot = Arc::new(ModelSlot::new(request.name.clone(), folder.clone()));
        let counts = self.write_alone(|db| {
            let counts = embed_pictures(self, &slot, db, cancel, report)?;
            db.set_meta(ACTIVE_MODEL, Some(&slot.name))?;
            self.take_over(slot)?;
            self.prepare_index()?;
            Ok(counts)
        })?;
        Ok(UseModelResponse {
            model: self.model_card(&folder)?,
            images: counts.embedded,
            quarantined: counts.rejected,
            took_ms: milliseconds(start),
        })
    }
}
