//! Small things that are kept whole beside the tables: who has a window in hand, the devices of a server, its key. Each is a
//! file of the library's folder that is nobody else's to read.
//!
//! Deliberately absent are what they say (`kiosk`, and `nova-server`'s `identity`) and all that has a table (`nova-store`).

use crate::error::EngineError;
use crate::library::{create_folder, remove_file, write_private};
use crate::locks::locked;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

/// The documents of a library. Copies of it are of the same library.
#[derive(Clone)]
pub struct Documents(Arc<Kept>);

struct Kept {
    folder: PathBuf,
    one_at_a_time: Mutex<()>,
}

/// The right to change documents, which one caller has at a time.
pub struct Changing<'a> {
    documents: &'a Documents,
    _turn: MutexGuard<'a, ()>,
}

impl Documents {
    /// Those in a library's folder, which one process at a time writes.
    pub fn in_folder(folder: PathBuf) -> Documents {
        Documents(Arc::new(Kept {
            folder,
            one_at_a_time: Mutex::new(()),
        }))
    }

    /// A document by its name, such as `server/devices.json`; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, EngineError> {
        let path = self.0.folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(EngineError::io(&path, error)),
        }
    }

    /// Waits for the right to change documents. Whoever changes what it has read asks for it before it reads.
    pub fn changing(&self) -> Changing<'_> {
        Changing {
            documents: self,
            _turn: locked(&self.0.one_at_a_time),
        }
    }
}

impl Changing<'_> {
    /// As [`Documents::read`].
    ///
    /// # Errors
    /// As there.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, EngineError> {
        self.documents.read(name)
    }

    /// Writes a document, as a whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), EngineError> {
        let path = self.documents.0.folder.join(name);
        if let Some(folder) = path.parent() {
            create_folder(folder)?;
        }
        write_private(&path, bytes)
    }

    /// Removes a document; one that is not there is removed already.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<(), EngineError> {
        remove_file(&self.documents.0.folder.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_kept_until_it_is_removed_and_is_nobody_elses_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let documents = Documents::in_folder(folder.path().to_owned());
        assert_eq!(documents.read("server/devices.json").unwrap(), None);
        let changing = documents.changing();
        changing.write("server/devices.json", b"{}").unwrap();
        assert_eq!(
            changing.read("server/devices.json").unwrap().as_deref(),
            Some(&b"{}"[..])
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = std::fs::metadata(folder.path().join("server/devices.json")).unwrap();
            assert_eq!(file.permissions().mode() & 0o077, 0);
        }
        changing.remove("server/devices.json").unwrap();
        changing.remove("server/devices.json").unwrap();
        drop(changing);
        assert_eq!(documents.read("server/devices.json").unwrap(), None);
    }
}
