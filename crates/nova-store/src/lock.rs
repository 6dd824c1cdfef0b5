//! One process writes a library at a time: an advisory lock on a file in it, let go by the system when the
//! process ends, however it ends.

use crate::error::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held for as long as this process may write the library.
#[derive(Debug)]
pub struct LibraryLock {
    _file: File,
}

impl LibraryLock {
    /// Takes the lock of the library in `folder`, which must exist.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process has it, [`StoreError::Io`] when the file cannot be made.
    pub fn take(folder: &Path) -> Result<LibraryLock, StoreError> {
        let path = folder.join("library.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| StoreError::Io {
                path: path.clone(),
                source,
            })?;
        match file.try_lock() {
            Ok(()) => Ok(LibraryLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked {
                path: folder.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(StoreError::Io { path, source }),
        }
    }

    /// Whether a process has the lock of the library in `folder` now; a folder without a library has none.
    pub fn is_taken(folder: &Path) -> bool {
        let file = File::open(folder.join("library.lock"));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_that_the_library_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let first = LibraryLock::take(folder.path()).unwrap();
        let second = LibraryLock::take(folder.path());
        assert!(
            matches!(second, Err(StoreError::Locked { .. })),
            "the first still writes"
        );
        assert!(LibraryLock::is_taken(folder.path()), "and can be seen to");
        drop(first);
        assert!(!LibraryLock::is_taken(folder.path()), "it has ended");
        LibraryLock::take(folder.path()).expect("the lock is free once the first has ended");
    }
}
