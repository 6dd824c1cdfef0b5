//! A look at everything that search stands on, with what is wrong and what to do. It changes nothing.

use crate::engine::Engine;
use crate::error::EngineError;
use nova_index::{IndexError, NearIndex, NearKind};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct Check {
    /// What was looked at.
    pub name: String,
    /// Whether it is sound.
    pub ok: bool,
    /// What was found, and what to do about it.
    pub detail: String,
}

/// Everything that was looked at.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct DoctorResponse {
    /// Whether all of it is sound.
    pub ok: bool,
    /// The single checks.
    pub checks: Vec<Check>,
}

impl Engine {
    /// Looks at the library's folder, its database, the models, the embeddings, the thumbnails and the index.
    pub fn doctor(&self) -> Result<DoctorResponse, EngineError> {
        let mut checks = vec![self.check_folder(), self.check_database()];
        checks.extend(self.check_models());
        checks.push(self.check_embeddings());
        checks.push(self.check_thumbs());
        checks.extend(self.check_learnt());
        checks.push(self.check_index());
        checks.extend(self.check_snapshot());
        Ok(DoctorResponse {
            ok: checks.iter().all(|check| check.ok),
            checks,
        })
    }

    fn check_folder(&self) -> Check {
        let folder = self.library().display();
        match std::fs::metadata(self.library()) {
            Ok(facts) if facts.is_dir() => Check::new("library", true, format!("{folder} is there")),
            _ => Check::new(
                "library",
                true,
                format!("{folder} does not exist yet; an import makes it"),
            ),
        }
    }

    fn check_database(&self) -> Check {
        let findings = self
            .read_db()
            .and_then(|db| db.map(|db| Ok(db.integrity()?)).transpose());
        match findings {
            Ok(None) => Check::new("catalogue", true, "nothing was imported yet".to_owned()),
            Ok(Some(findings)) if findings.is_empty() => Check::new(
                "catalogue",
                true,
                format!("{} products, no damage", self.gallery().items.len()),
            ),
            Ok(Some(findings)) => Check::new("catalogue", false, findings.join("; ")),
            Err(error) => Check::new("catalogue", false, format!("{error}. {}", error.hint())),
        }
    }

    fn check_models(&self) -> Vec<Check> {
        let folders = self.model_folders();
        let active = self.slot().folder.clone();
        let missing = !folders.contains(&active);
        folders
            .iter()
            .chain(missing.then_some(&active))
            .map(|folder| {
                let name = format!(
                    "model {}",
                    folder.file_name().unwrap_or_default().to_string_lossy()
                );
                match nova_clip::inspect(folder) {
                    Ok(info) => Check::new(
                        &name,
                        true,
                        format!("{} dimensions, hash {}", info.dim, info.hash),
                    ),
                    Err(error) => {
                        let error = EngineError::from(error);
                        Check::new(&name, false, format!("{error}. {}", error.hint()))
                    }
                }
            })
            .collect()
    }

    fn check_embeddings(&self) -> Check {
        let gallery = self.gallery();
        let (have, pending) = (gallery.matrix.len(), gallery.pending());
        let detail = if pending == 0 {
            format!("{have} pictures can be searched")
        } else {
            format!("{pending} pictures wait for their embedding; run `stylenova reindex` to make them")
        };
        Check::new("embeddings", pending == 0, detail)
    }

    fn check_thumbs(&self) -> Check {
        let gallery = self.gallery();
        let hashes = gallery
            .items
            .iter()
            .filter_map(|item| item.picture_hash.as_deref());
        let missing = hashes.filter(|hash| !self.library.thumb(hash).is_file()).count();
        let detail = if missing == 0 {
            "every picture has its thumbnail".to_owned()
        } else {
            format!("{missing} thumbnails are missing; import the catalogue again to make them")
        };
        Check::new("thumbnails", missing == 0, detail)
    }

    /// Only where something was learnt.
    fn check_learnt(&self) -> Option<Check> {
        if !self.has_learnt() {
            return None;
        }
        Some(match self.left_aside() {
            None => Check::new(
                "learnt",
                true,
                "what was learnt of the catalogue is whole".to_owned(),
            ),
            Some(reason) => Check::new(
                "learnt",
                false,
                format!(
                    "{reason}; the model alone serves. Run `stylenova learn` to learn it anew, or `stylenova learn --off`"
                ),
            ),
        })
    }

    fn check_index(&self) -> Check {
        let gallery = self.gallery();
        let rows = gallery.matrix.len();
        if !self.wants_index(rows) {
            return Check::new(
                "index",
                true,
                format!("{rows} rows are scanned exactly; no index is needed"),
            );
        }
        let kind = self.options.index;
        match NearIndex::check(kind, &self.library.index(kind), &gallery.fingerprint) {
            Ok(()) => {
                let name = match kind {
                    NearKind::Parts => "parts",
                    NearKind::Graph => "HNSW",
                };
                Check::new("index", true, format!("{name} over {rows} rows"))
            }
            Err(error @ (IndexError::Missing { .. } | IndexError::Stale { .. })) => Check::new(
                "index",
                true,
                format!("{error}; the exact scan serves until it is brought up to date or built"),
            ),
            Err(error) => Check::new(
                "index",
                false,
                format!("{error}; the exact scan serves, and the next start builds it anew"),
            ),
        }
    }

    /// Only where rows are kept for the next start.
    fn check_snapshot(&self) -> Option<Check> {
        let folder = self.library.snapshot();
        Some(match crate::gallery::verify(&folder)? {
            Ok(()) => Check::new(
                "snapshot",
                true,
                "what is kept for the next start is whole".to_owned(),
            ),
            Err(error) => Check::new(
                "snapshot",
                false,
                format!(
                    "{error}. Close StyleNova and delete {}; the next start makes it anew",
                    folder.display()
                ),
            ),
        })
    }
}

impl Check {
    fn new(name: &str, ok: bool, detail: String) -> Check {
        Check {
            name: name.to_owned(),
            ok,
            detail,
        }
    }
}
