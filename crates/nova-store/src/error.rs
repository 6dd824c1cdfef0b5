//! What can go wrong with the files of a library.

use std::path::PathBuf;

/// A failure of the library's files, with the facts a message needs.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process is writing to this library.
    #[error("the library {path} is in use by another StyleNova")]
    Locked {
        /// The library's folder.
        path: PathBuf,
    },
    /// A newer StyleNova wrote this database.
    #[error("{path} was written by a newer StyleNova")]
    TooNew {
        /// The database file.
        path: PathBuf,
    },
    /// An older StyleNova wrote this database, and it is only read now.
    #[error("{path} was written by an older StyleNova")]
    TooOld {
        /// The database file.
        path: PathBuf,
    },
    /// The file is no usable database.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// No room is left on the disk.
    #[error("the disk that holds {path} is full")]
    DiskFull {
        /// The file that could not grow.
        path: PathBuf,
    },
    /// The database cannot be opened or written.
    #[error("{path} cannot be used: {source}")]
    Sqlite {
        /// The database file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A file or folder cannot be used.
    #[error("{path} cannot be used: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A stored row does not hold what it must.
    #[error("{path} holds a damaged row: {reason}")]
    Row {
        /// The database file.
        path: PathBuf,
        /// What is wrong with the row.
        reason: String,
    },
}

impl StoreError {
    pub(crate) fn sqlite(path: &std::path::Path, source: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
                path,
                reason: source.to_string(),
            },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { path },
            _ => StoreError::Sqlite { path, source },
        }
    }
}

/// What can go wrong within a transaction, before it is told which file it is about.
pub(crate) enum Failure {
    Sqlite(rusqlite::Error),
    Json(serde_json::Error),
}

impl Failure {
    /// The failure with the database file that it is about.
    pub(crate) fn about(self, path: PathBuf) -> StoreError {
        match self {
            Failure::Sqlite(error) => StoreError::sqlite(&path, error),
            Failure::Json(error) => StoreError::Row {
                path,
                reason: error.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Failure::Sqlite(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Json(error)
    }
}
