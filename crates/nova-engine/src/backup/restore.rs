//! Putting a backup in the place of the library.

use super::{DATABASES, DESCRIPTION, Description, FOLDERS, FORMAT, LEARNT, not_a_backup};
use crate::clientele::State;
use crate::engine::Engine;
use crate::engine::models::ACTIVE_MODEL;
use crate::error::EngineError;
use crate::library::{create_folder, remove_folder};
use crate::locks::locked;
use crate::rejection::Rejection;
use nova_store::{CatalogDb, Database, UserDb};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ts_rs::TS;
use zip::ZipArchive;

/// Largest description that is read; a real one has a few hundred bytes.
const MAX_DESCRIPTION: u64 = 64 * 1024;

/// Which backup to restore.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    /// The file that a backup wrote.
    pub file: String,
}

/// What was restored.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct RestoreResponse {
    /// Products in the catalogue now.
    pub products: usize,
    /// Clients now.
    pub profiles: usize,
    /// Copied pictures and thumbnails that came with it.
    pub pictures: usize,
    /// When the backup was made, in milliseconds since 1970.
    #[ts(type = "number")]
    pub created: i64,
    /// Folder with what was in the library before, until the next restore; `None` when it was empty.
    pub kept: Option<String>,
    /// What was checked and repaired on the way.
    pub checked: Vec<Finding>,
}

/// What was checked or repaired while a backup was restored.
///
/// To add a finding, write its variant here and its English sentence in `nova-api`'s `english.rs`, run `cargo xtask gen`, and
/// write its text, `finding.…`, in the six languages of `ui/src/i18n`. The page does not compile until they are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Finding {
    /// The catalogue is sound.
    Catalogue {
        /// Products in it.
        products: usize,
    },
    /// The database of clients is sound.
    Clients {
        /// Clients in it.
        profiles: usize,
    },
    /// The model that the library was used with is not here, so that the built-in one serves.
    OtherModel,
    /// What was learnt of the catalogue came along.
    Learnt,
}

impl Engine {
    /// Replaces the catalogue and the clients by those of a backup. What was there before is kept beside them, and
    /// stays in place when the backup proves to be damaged.
    ///
    /// # Errors
    /// When the file is no sound backup or of a newer version, the library cannot be written, or an import runs.
    pub fn restore(&self, request: &RestoreRequest) -> Result<RestoreResponse, EngineError> {
        self.must_write()?;
        if self.database.is_shared() {
            return Err(EngineError::invalid(
                "what several servers share is not replaced by a backup of one library",
                "Restore it into a library of its own and move that up with `stylenova push`, or use the database's own backup.",
            ));
        }
        self.stop_learning_by_itself();
        let _no_import = self.start_import()?;
        let file = Path::new(&request.file);
        let fresh = self.library().join("restore.new");
        remove_folder(&fresh)?;
        let restored = self.restore_through(file, &fresh);
        // Left over only when something failed; the library itself was not touched then.
        remove_folder(&fresh)?;
        restored
    }

    fn restore_through(&self, file: &Path, fresh: &Path) -> Result<RestoreResponse, EngineError> {
        let (description, pictures) = unpack(file, fresh)?;
        let (products, profiles, mut checked) = self.check(file, fresh)?;
        let (kept, found) = self.put_in_place(fresh)?;
        checked.extend(found);
        Ok(RestoreResponse {
            products,
            profiles,
            pictures,
            created: description.created,
            kept,
            checked,
        })
    }

    /// Puts the databases and pictures in `fresh` in the place of the library's and serves them. Where those of before are kept, and
    /// what was found on the way.
    pub(crate) fn put_in_place(&self, fresh: &Path) -> Result<(Option<String>, Vec<Finding>), EngineError> {
        let mut found = Vec::new();
        let _nobody = self.clients.serve_nobody();
        let mut clients = self.clients();
        *clients = State::default();
        let mut settings = locked(&self.settings);
        *settings = None;
        let kept = self.swap(fresh)?;
        // What was imported last is of the library that is put aside.
        remove_folder(&self.library.before_import())?;
        drop((clients, settings));
        if self.forget_missing_model()? {
            found.push(Finding::OtherModel);
        }
        self.take_over(Arc::new(self.chosen_slot()?))?;
        if self.gallery().learnt.is_some() {
            found.push(Finding::Learnt);
        }
        self.prepare_index()?;
        Ok((kept, found))
    }

    /// Opens both databases, which brings an older schema up to date, and lets SQLite look for damage.
    fn check(&self, file: &Path, fresh: &Path) -> Result<(usize, usize, Vec<Finding>), EngineError> {
        let fresh = Database::folder(fresh);
        let catalog = CatalogDb::open(&fresh)?;
        let user = UserDb::open(&fresh)?;
        for (name, findings) in [
            ("catalogue", catalog.integrity()?),
            ("clients", user.integrity()?),
        ] {
            if let Some(finding) = findings.first() {
                return Err(not_a_backup(file, format!("its {name} is damaged ({finding})")));
            }
        }
        let (products, profiles) = (catalog.count_products()?, user.profiles()?.len());
        Ok((
            products,
            profiles,
            vec![Finding::Catalogue { products }, Finding::Clients { profiles }],
        ))
    }

    /// Moves the library's files aside and the fresh ones in their place; moves them back when that fails.
    fn swap(&self, fresh: &Path) -> Result<Option<String>, EngineError> {
        let aside = self.library.before_restore();
        remove_folder(&aside)?;
        create_folder(&aside)?;
        let names = DATABASES
            .iter()
            .flat_map(|name| [(*name).to_owned(), format!("{name}-wal"), format!("{name}-shm")])
            .chain(FOLDERS.map(str::to_owned))
            .chain([LEARNT.to_owned()]);
        let names: Vec<String> = names.collect();
        let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
        // A library that was just made has a database, and nothing in it to keep.
        let kept = !self.gallery().items.is_empty() || self.library().join("user.db").is_file();
        let steps = names
            .iter()
            .map(|name| (self.library().join(name), aside.join(name)))
            .chain(
                names
                    .iter()
                    .map(|name| (fresh.join(name), self.library().join(name))),
            );
        for (from, to) in steps {
            if !from.exists() {
                continue;
            }
            if let Err(error) = std::fs::rename(&from, &to) {
                for (from, to) in moved.iter().rev() {
                    // Best effort: the first failure is what the user hears of.
                    let _ = std::fs::rename(to, from);
                }
                return Err(EngineError::io(from, error));
            }
            moved.push((from, to));
        }
        if !kept {
            remove_folder(&aside)?;
        }
        Ok(kept.then(|| aside.to_string_lossy().into_owned()))
    }

    /// Forgets the model in use where its folder did not come along.
    pub(crate) fn forget_missing_model(&self) -> Result<bool, EngineError> {
        let db = self.write_db()?;
        let missing = db
            .meta(ACTIVE_MODEL)?
            .is_some_and(|name| !self.model_folder(&name).join("config.json").is_file());
        if missing {
            db.set_meta(ACTIVE_MODEL, None)?;
        }
        Ok(missing)
    }
}

/// Unpacks what a backup may hold, and nothing else, into `folder`.
fn unpack(file: &Path, folder: &Path) -> Result<(Description, usize), EngineError> {
    let source = File::open(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => not_a_backup(file, "there is no such file"),
        _ => EngineError::io(file, error),
    })?;
    let mut archive = ZipArchive::new(BufReader::new(source)).map_err(|error| not_a_backup(file, error))?;
    let description = {
        let entry = archive
            .by_name(DESCRIPTION)
            .map_err(|_| not_a_backup(file, format!("it holds no {DESCRIPTION}")))?;
        if entry.size() > MAX_DESCRIPTION {
            return Err(not_a_backup(file, "its description is far too long"));
        }
        let read: Result<Description, _> = serde_json::from_reader(entry);
        read.map_err(|error| not_a_backup(file, error))?
    };
    if description.format > FORMAT {
        return Err(Rejection::NewerBackup {
            file: file.display().to_string(),
            version: description.version,
        }
        .into());
    }
    create_folder(folder)?;
    let mut pictures = 0;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|error| not_a_backup(file, error))?;
        let Some(name) = entry.enclosed_name() else {
            return Err(not_a_backup(
                file,
                "it holds a path that leads out of the library",
            ));
        };
        let first = name
            .components()
            .next()
            .map(|part| part.as_os_str().to_string_lossy().into_owned());
        let in_folder =
            first.is_some_and(|first| FOLDERS.contains(&first.as_str())) && name.components().count() > 1;
        let learnt = name.starts_with(LEARNT) && name.components().count() == 2;
        let database = name.to_str().is_some_and(|name| DATABASES.contains(&name));
        if !entry.is_file() || !(in_folder || learnt || database) {
            continue;
        }
        let target = folder.join(&name);
        if let Some(parent) = target.parent() {
            create_folder(parent)?;
        }
        let mut to = File::create(&target).map_err(|error| EngineError::io(&target, error))?;
        // The archive checks each entry's checksum while it is read.
        std::io::copy(&mut entry, &mut to).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData
            | std::io::ErrorKind::UnexpectedEof
            | std::io::ErrorKind::Other => {
                not_a_backup(file, format!("{} is damaged ({error})", name.display()))
            }
            _ => EngineError::io(&target, error),
        })?;
        pictures += usize::from(in_folder);
    }
    if !folder.join("catalog.db").is_file() && !folder.join("user.db").is_file() {
        return Err(not_a_backup(file, "it holds no database"));
    }
    Ok((description, pictures))
}
