//! Small things that are kept whole beside the tables: who has a window in hand, the devices of a server, its key. Each is a
//! file of the library's folder that is nobody else's to read, or a row of the database that several servers share.
//!
//! Deliberately absent are what they say (`kiosk`, and `nova-server`'s `identity`) and all that has a table (`nova-store`).

use crate::error::EngineError;
use crate::library::{create_folder, remove_file, write_private};
use crate::locks::locked;
use nova_store::{Database, ProfileKey, StoreError, UserDb};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// No client's number: whoever has its turn may change documents.
const DOCUMENTS: ProfileKey = ProfileKey::NOBODY;

/// The documents of a library. Copies of it are of the same library.
#[derive(Clone)]
pub struct Documents(Arc<Place>);

enum Place {
    Folder { path: PathBuf, turn: Mutex<()> },
    Shared(Database),
}

/// The right to change documents, which one caller has at a time.
pub struct Changing<'a>(At<'a>);

enum At<'a> {
    Folder(&'a Path),
    Shared(&'a UserDb),
}

/// Why a change of documents was taken back.
enum Ended<E> {
    Store(StoreError),
    Act(E),
}

impl<E> From<StoreError> for Ended<E> {
    fn from(error: StoreError) -> Self {
        Ended::Store(error)
    }
}

impl Documents {
    /// Those of a library, whose rows are in `database` and whose files in `folder`.
    pub(crate) fn of(database: &Database, folder: &Path) -> Documents {
        if database.is_shared() {
            return Documents(Arc::new(Place::Shared(database.clone())));
        }
        Documents::in_folder(folder.to_owned())
    }

    /// Those in a library's folder, which one process at a time writes.
    pub fn in_folder(path: PathBuf) -> Documents {
        let turn = Mutex::new(());
        Documents(Arc::new(Place::Folder { path, turn }))
    }

    /// Whether others may change them.
    pub fn is_shared(&self) -> bool {
        matches!(*self.0, Place::Shared(_))
    }

    /// A document by its name, such as `server/devices.json`; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<String>, EngineError> {
        match &*self.0 {
            Place::Folder { path, .. } => in_folder(path, name),
            Place::Shared(database) => in_database(&UserDb::open(database)?, name),
        }
    }

    /// Lets `act` change documents while nobody else does. Whoever changes what it has read reads it in here. At a server's
    /// database nothing is changed where `act` fails.
    ///
    /// # Errors
    /// Those of `act`, and when the database does not answer.
    pub fn change<T, E: From<EngineError>>(
        &self,
        act: impl FnOnce(&Changing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let database = match &*self.0 {
            Place::Folder { path, turn } => {
                let _turn = locked(turn);
                return act(&Changing(At::Folder(path)));
            }
            Place::Shared(database) => database,
        };
        let mut db = UserDb::open(database).map_err(EngineError::from)?;
        let changed = db.alone_with(DOCUMENTS, |db| act(&Changing(At::Shared(db))).map_err(Ended::Act));
        changed.map_err(|ended| match ended {
            Ended::Store(error) => EngineError::from(error).into(),
            Ended::Act(error) => error,
        })
    }
}

impl Changing<'_> {
    /// As [`Documents::read`].
    ///
    /// # Errors
    /// As there.
    pub fn read(&self, name: &str) -> Result<Option<String>, EngineError> {
        match self.0 {
            At::Folder(folder) => in_folder(folder, name),
            At::Shared(db) => in_database(db, name),
        }
    }

    /// Writes a document, as a whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, text: &str) -> Result<(), EngineError> {
        match self.0 {
            At::Folder(folder) => {
                let path = folder.join(name);
                if let Some(folder) = path.parent() {
                    create_folder(folder)?;
                }
                write_private(&path, text.as_bytes())
            }
            At::Shared(db) => {
                let seen = db.server_state(name)?.map(|state| state.revision);
                db.change_server_state(name, seen, text)?
                    .map(drop)
                    .ok_or_else(|| EngineError::Internal(format!("{name} was changed out of turn")))
            }
        }
    }

    /// Removes a document; one that is not there is removed already.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<(), EngineError> {
        match self.0 {
            At::Folder(folder) => remove_file(&folder.join(name)),
            // What is empty counts as removed.
            At::Shared(_) => self.write(name, ""),
        }
    }
}

fn in_folder(folder: &Path, name: &str) -> Result<Option<String>, EngineError> {
    let path = folder.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EngineError::io(&path, error)),
    }
}

fn in_database(db: &UserDb, name: &str) -> Result<Option<String>, EngineError> {
    let kept = db.server_state(name)?;
    Ok(kept.map(|state| state.value).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICES: &str = "server/devices.json";

    #[test]
    fn a_document_is_kept_until_it_is_removed_and_is_nobody_elses_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let documents = Documents::in_folder(folder.path().to_owned());
        assert_eq!(documents.read(DEVICES).unwrap(), None);
        let write = |text: &str| documents.change(|changing| changing.write(DEVICES, text));
        write("{}").unwrap();
        assert_eq!(documents.read(DEVICES).unwrap().as_deref(), Some("{}"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = std::fs::metadata(folder.path().join(DEVICES)).unwrap();
            assert_eq!(file.permissions().mode() & 0o077, 0);
        }
        for _ in 0..2 {
            documents.change(|changing| changing.remove(DEVICES)).unwrap();
        }
        assert_eq!(documents.read(DEVICES).unwrap(), None);
    }
}
