//! What was learnt, as searches use it: the file in the library, and the maps for single embeddings. A file that is
//! damaged, of another model or of a newer version is left where it is, and the model alone serves.

use crate::error::EngineError;
use crate::library::{Library, remove_file};
use nova_learn::{Learnt, Rows, StateError};
use nova_store::ModelIdentity;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use ts_rs::TS;

/// What was learnt, with a name that changes with every number of it.
pub(crate) struct Applied {
    learnt: Learnt,
    pub identity: String,
}

/// Why what was learnt is left aside, and the model alone serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LearntLeftAside {
    /// Its file is damaged.
    Damaged,
    /// It was written by a newer version.
    Newer,
    /// It belongs to another model.
    OtherModel,
    /// Its file cannot be read.
    Unreadable,
}

/// Why what was learnt does not serve, with what went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LeftAside {
    #[error(transparent)]
    State(#[from] StateError),
    #[error("what was learnt belongs to another model ({0})")]
    OtherModel(String),
    #[error("what was learnt cannot be read: {0}")]
    Unreadable(String),
}

impl LeftAside {
    /// The reason without its facts.
    pub fn kind(&self) -> LearntLeftAside {
        match self {
            LeftAside::State(StateError::Damaged(_)) => LearntLeftAside::Damaged,
            LeftAside::State(StateError::Newer { .. }) => LearntLeftAside::Newer,
            LeftAside::OtherModel(_) => LearntLeftAside::OtherModel,
            LeftAside::Unreadable(_) => LearntLeftAside::Unreadable,
        }
    }
}

impl Applied {
    /// What the library has learnt for a model; `Ok(None)` where it has learnt nothing.
    pub fn read(library: &Library, model: &ModelIdentity) -> Result<Option<Applied>, LeftAside> {
        let bytes = match std::fs::read(library.learnt()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(LeftAside::Unreadable(error.to_string())),
        };
        let learnt = Learnt::of_bytes(&bytes)?;
        if learnt.model != named(model) || learnt.maps.width() != model.dim {
            return Err(LeftAside::OtherModel(learnt.model));
        }
        let identity = Learnt::identity(&bytes);
        Ok(Some(Applied { learnt, identity }))
    }

    /// Embeddings of pictures by the model, as they are searched.
    pub fn pictures(&self, rows: &Rows) -> Rows {
        self.learnt.maps.pictures.apply(rows)
    }

    /// One of them.
    pub fn picture(&self, embedding: &[f32]) -> Vec<f32> {
        self.pictures(&Rows::of(embedding.len(), embedding.to_vec()))
            .into_values()
    }

    /// The embedding of a text by the model, as it is searched with.
    pub fn text(&self, embedding: &[f32]) -> Vec<f32> {
        let row = Rows::of(embedding.len(), embedding.to_vec());
        self.learnt.maps.texts.apply(&row).into_values()
    }
}

/// The name under which a state is kept with its model.
pub(crate) fn named(model: &ModelIdentity) -> String {
    format!(
        "{} {} {} {}",
        model.name, model.hash, model.dim, model.preprocessing
    )
}

/// Puts what was learnt in the place of what was there, so that nobody ever reads half of it: written whole beside it,
/// and brought to the disk before it takes the place.
pub(crate) fn keep(library: &Library, learnt: &Learnt) -> Result<(), EngineError> {
    let path = library.learnt();
    let folder = path.parent().unwrap_or(&library.folder);
    crate::library::create_folder(folder)?;
    let failed = |error: std::io::Error| EngineError::io(&path, error);
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    beside.write_all(&learnt.to_bytes()).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(&path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Takes it away.
pub(crate) fn forget(library: &Library) -> Result<(), EngineError> {
    remove_file(&library.learnt())
}

/// Whether there is such a file, sound or not.
pub(crate) fn is_there(path: &Path) -> bool {
    path.is_file()
}
