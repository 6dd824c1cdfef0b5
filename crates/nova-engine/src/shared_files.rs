//! Files of a library that several servers share: thumbnails, photos, the shop's mark and what was learnt. Each server has a
//! folder for what it needs at hand; the database has them all.
//!
//! A library in a folder of its own has them there alone, and all of this does nothing.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{remove_file, write_atomically};
use std::path::Path;

impl Engine {
    /// The name of a library's file in the database, by its path; `None` for a file elsewhere.
    fn shared_name(&self, path: &Path) -> Option<String> {
        let within = path.strip_prefix(&self.library.folder).ok()?;
        let parts = within.components().map(|part| part.as_os_str().to_str());
        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// Gives a file of the library's folder to the other servers.
    pub(crate) fn share_file(&self, path: &Path) -> Result<(), EngineError> {
        if !self.database.is_shared() {
            return Ok(());
        }
        let Some(name) = self.shared_name(path) else {
            return Ok(());
        };
        let bytes = std::fs::read(path).map_err(|error| EngineError::io(path, error))?;
        let db = self.write_db()?;
        db.files().map_or(Ok(()), |files| Ok(files.put(&name, &bytes)?))
    }

    /// Sees to it that a file of the library's folder is there, if another server has given it.
    pub(crate) fn fetch_file(&self, path: &Path) -> Result<(), EngineError> {
        if !self.database.is_shared() || path.is_file() {
            return Ok(());
        }
        match self.shared_file(path)? {
            Some(bytes) => write_atomically(path, &bytes),
            None => Ok(()),
        }
    }

    /// Takes a file away from all servers.
    pub(crate) fn unshare_file(&self, path: &Path) -> Result<(), EngineError> {
        remove_file(path)?;
        if self.database.is_shared()
            && let Some(name) = self.shared_name(path)
            && let Some(files) = self.write_db()?.files()
        {
            files.remove(&name)?;
        }
        Ok(())
    }

    fn shared_file(&self, path: &Path) -> Result<Option<Vec<u8>>, EngineError> {
        let (Some(name), Some(db)) = (self.shared_name(path), self.read_db()?) else {
            return Ok(None);
        };
        db.files().map_or(Ok(None), |files| Ok(files.get(&name)?))
    }

    /// Gives what was learnt to the other servers, or takes it from them where there is nothing any more.
    pub(crate) fn share_learnt(&self) -> Result<(), EngineError> {
        let path = self.library.learnt();
        match path.is_file() {
            true => self.share_file(&path),
            false => self.unshare_file(&path),
        }
    }

    /// Brings what was learnt by another server.
    pub(crate) fn fetch_learnt(&self) -> Result<(), EngineError> {
        if !self.database.is_shared() {
            return Ok(());
        }
        let path = self.library.learnt();
        match self.shared_file(&path)? {
            Some(bytes) if std::fs::read(&path).ok().as_ref() == Some(&bytes) => Ok(()),
            Some(bytes) => write_atomically(&path, &bytes),
            None => remove_file(&path),
        }
    }
}
