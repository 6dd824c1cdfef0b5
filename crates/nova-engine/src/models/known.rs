//! `models/manifest.toml`: the model that ships with the app, and models that are known to work beside it.

use crate::error::EngineError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// A model that is known to work.
#[derive(Debug, Clone, Deserialize, Serialize, TS, JsonSchema)]
pub struct KnownModel {
    /// Name of its folder under which it is used.
    pub name: String,
    /// Architecture: `nova_mini`, `clip` or `siglip`.
    pub family: String,
    /// Where it is downloaded from, as `owner/name`; `None` for the one that ships with the app.
    #[serde(default)]
    pub source: Option<String>,
    /// Numbers in an embedding.
    pub dim: usize,
    /// Licence of the weights.
    pub licence: String,
    /// Bytes of its files; for a download, about how many.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What it is good for.
    pub best_at: String,
    /// What others measured of it, and where that stands.
    #[serde(default)]
    pub published: Option<String>,
    /// Whether it is there already.
    #[serde(default)]
    pub installed: bool,
}

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    model: Vec<KnownModel>,
}

/// The known models; none where the app came without a manifest.
///
/// # Errors
/// When the manifest is there and cannot be read.
pub(crate) fn read(models_folder: &Path) -> Result<Vec<KnownModel>, EngineError> {
    let path = models_folder.join("manifest.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(EngineError::io(path, error)),
    };
    let manifest: Manifest = toml::from_str(&text).map_err(|error| {
        let reason = error.message().to_owned();
        EngineError::io(path, std::io::Error::new(std::io::ErrorKind::InvalidData, reason))
    })?;
    Ok(manifest.model)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_that_ships_is_sound_and_names_the_built_in_model() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
        let known = read(&folder).unwrap();
        assert!(
            known
                .iter()
                .any(|model| model.name == "nova-mini" && model.source.is_none()),
            "the built-in model needs no download"
        );
        let downloads = known.iter().filter_map(|model| model.source.as_deref());
        assert!(
            downloads.clone().count() > 0 && downloads.clone().all(|source| source.split('/').count() == 2),
            "the others say where they come from, as owner/name"
        );
    }

    #[test]
    fn an_app_without_a_manifest_knows_no_models_and_a_damaged_one_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).unwrap().is_empty(), "nothing is known");
        std::fs::write(folder.path().join("manifest.toml"), "[[model]]\nname = 3").unwrap();
        assert!(read(folder.path()).is_err(), "silence would hide the damage");
    }
}
