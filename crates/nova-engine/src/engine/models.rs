//! The folders of models, and which of them is in use. What is done with models is in `models`.

use super::Engine;
use crate::error::EngineError;
use crate::library::Library;
use crate::locks::locked;
use crate::problem::Thing;
use crate::slot::ModelSlot;
use nova_clip::{Embedder, ModelInfo};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The model that is used when nothing else is said.
pub(crate) const DEFAULT_MODEL: &str = "nova-mini";

/// The fact of the catalogue that names the model in use.
pub(crate) const ACTIVE_MODEL: &str = "model";

impl Engine {
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

    /// As [`model_folders`].
    pub(crate) fn model_folders(&self) -> Vec<PathBuf> {
        model_folders(&self.library, &self.models_folder)
    }

    /// The folder of the model called `name`, or `name` itself where it is a model's folder.
    pub(crate) fn model_folder(&self, name: &str) -> PathBuf {
        let direct = Path::new(name);
        let found = self
            .model_folders()
            .into_iter()
            .find(|folder| named(folder, name));
        found.unwrap_or_else(|| {
            if nova_clip::is_model_folder(direct) {
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
                what: Thing::Model,
                name: name.to_owned(),
                hint: format!("The models are {}.", names.join(", ")),
            }
        })
    }

    /// Facts about a model's folder. The answer is kept, as it needs a hash over all the weights.
    pub(crate) fn inspect_model(&self, folder: &Path) -> Result<ModelInfo, EngineError> {
        let own = Arc::clone(locked(&self.inspected).entry(folder.to_owned()).or_default());
        let mut known = locked(&own);
        if let Some(info) = known.as_ref() {
            return Ok(info.clone());
        }
        Ok(known.insert(nova_clip::inspect(folder)?).clone())
    }

    /// The loaded active model; the first call loads it.
    pub(crate) fn embedder(&self) -> Result<Embedder, EngineError> {
        self.slot().embedder()
    }
}

/// Folders that may hold a model, the library's own before those that ship with the app.
pub(crate) fn model_folders(library: &Library, shipped: &Path) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for parent in [library.models(), shipped.to_owned()] {
        let entries = std::fs::read_dir(&parent)
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        let mut found: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| nova_clip::is_model_folder(path) && !is_hidden(path))
            .collect();
        found.sort();
        folders.extend(found);
    }
    folders
}

/// Whether a folder is that of the model called `name`.
pub(crate) fn named(folder: &Path, name: &str) -> bool {
    folder.file_name().is_some_and(|own| own == name)
}

/// The name of a model by its folder.
pub(crate) fn folder_name(folder: &Path) -> String {
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
