//! Looking whether models are whole: their files against the hash taken when they were added, and a sentence and
//! a picture through them.

use crate::engine::Engine;
use crate::engine::models::folder_name;
use crate::error::EngineError;
use crate::library::write_atomically;
use crate::locks::locked;
use nova_clip::ModelInfo;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::{Arc, Mutex};
use ts_rs::TS;

/// File in an added model's folder that holds the hash of the others.
const HASH_FILE: &str = "stylenova.hash";

/// Which models to look at.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct VerifyModelsRequest {
    /// One model's name; all of them when left out.
    pub name: Option<String>,
}

/// A model that was looked at.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct VerifiedModel {
    /// Its name.
    pub name: String,
    /// Whether it is whole and works.
    pub ok: bool,
    /// What was found, and what to do about it.
    pub detail: String,
    /// Architecture; this and what follows only where it is sound.
    pub family: Option<String>,
    /// Numbers in an embedding.
    pub dim: Option<usize>,
    /// Bytes on disk.
    #[ts(type = "number | null")]
    pub size: Option<u64>,
    /// Hash of its files.
    pub hash: Option<String>,
    /// Where it runs.
    pub device: Option<String>,
}

/// All models that were looked at.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct VerifyModelsResponse {
    /// Whether all of them are whole.
    pub ok: bool,
    /// The models.
    pub models: Vec<VerifiedModel>,
}

impl Engine {
    /// Checks one model, or all: every file is read anew, and a sentence and a picture are embedded.
    ///
    /// # Errors
    /// When there is no model of that name. A model that is not sound is an answer and no error.
    pub fn verify_models(&self, request: &VerifyModelsRequest) -> Result<VerifyModelsResponse, EngineError> {
        let folders = match &request.name {
            Some(name) => vec![self.existing_model(name)?],
            None => self.model_folders(),
        };
        let models: Vec<VerifiedModel> = folders.iter().map(|folder| self.verified(folder)).collect();
        Ok(VerifyModelsResponse {
            ok: models.iter().all(|model| model.ok),
            models,
        })
    }

    fn verified(&self, folder: &Path) -> VerifiedModel {
        let name = folder_name(folder);
        let info = match nova_clip::validate(folder) {
            Ok(info) => info,
            Err(error) => {
                let error = EngineError::from(error);
                let detail = format!("{error}. {}", error.hint());
                return VerifiedModel::new(name, false, detail, None);
            }
        };
        let expected = std::fs::read_to_string(folder.join(HASH_FILE)).ok();
        let changed = expected
            .as_deref()
            .map(str::trim)
            .filter(|expected| *expected != info.hash);
        let detail = match (&expected, changed) {
            (_, Some(expected)) => format!(
                "its files changed since it was added (hash {} in place of {expected}). Remove it and add it again.",
                info.hash
            ),
            (Some(_), None) => "its files are as they were added, and it embeds".to_owned(),
            (None, None) => "it embeds".to_owned(),
        };
        let ok = changed.is_none();
        // The files were read anew, so an older look at them counts no more.
        let known = Arc::new(Mutex::new(Some(info.clone())));
        locked(&self.inspected).insert(folder.to_owned(), known);
        VerifiedModel::new(name, ok, detail, Some(info))
    }
}

impl VerifiedModel {
    fn new(name: String, ok: bool, detail: String, info: Option<ModelInfo>) -> VerifiedModel {
        VerifiedModel {
            name,
            ok,
            detail,
            family: info.as_ref().map(|info| info.family.clone()),
            dim: info.as_ref().map(|info| info.dim),
            size: info.as_ref().map(|info| info.bytes),
            hash: info.as_ref().map(|info| info.hash.clone()),
            device: info.map(|info| info.device),
        }
    }
}

/// Keeps the hash of a model's files beside them.
pub(super) fn record_hash(folder: &Path, hash: &str) -> Result<(), EngineError> {
    write_atomically(&folder.join(HASH_FILE), format!("{hash}\n").as_bytes())
}
