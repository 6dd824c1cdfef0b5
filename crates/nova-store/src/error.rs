//! What can go wrong with the files of a library, or with the database that keeps it.

use std::error::Error;
use std::path::{Path, PathBuf};

/// What a database says when a statement fails.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SqlError {
    /// SQLite's own words.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL's own words.
    #[error("{}", words(.0))]
    Postgres(#[from] postgres::Error),
    /// The server cannot be reached, or ended while it was asked.
    #[error("{0}")]
    Unreachable(String),
    /// A column holds something else than it must.
    #[error("a column holds {found} in place of {wanted}")]
    Value {
        /// What it holds.
        found: &'static str,
        /// What it must hold.
        wanted: &'static str,
    },
}

/// A failure of a library's files or database, with the facts a message needs. Where a path is named, a database at a server
/// has its address there, with the shop and without a password.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process is writing to this library.
    #[error("the library {path} is in use by another StyleNova")]
    Locked {
        /// The library's folder.
        path: PathBuf,
    },
    /// Another server is changing this shop's catalogue.
    #[error("another server is changing the catalogue of {path}")]
    Importing {
        /// The database.
        path: PathBuf,
    },
    /// The database's server does not answer. What was acknowledged before is kept there.
    #[error(
        "the database {path} cannot be reached ({reason}); nothing that was acknowledged is lost; try again in a moment"
    )]
    Unreachable {
        /// The database.
        path: PathBuf,
        /// What the system or the server says.
        reason: String,
    },
    /// The address of a database, or the name of a shop, cannot be used.
    #[error("the address of the database cannot be used: {reason}")]
    Address {
        /// What is wrong with it.
        reason: String,
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
        /// What the database says.
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
    Sql {
        /// The database file.
        path: PathBuf,
        /// What the database says.
        source: SqlError,
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
    pub(crate) fn of(path: &Path, source: SqlError) -> StoreError {
        let path = path.to_owned();
        match source {
            SqlError::Sqlite(source) => of_sqlite(path, source),
            SqlError::Unreachable(reason) => StoreError::Unreachable { path, reason },
            SqlError::Postgres(source) if source.code().is_some_and(|code| code.code() == "53100") => {
                StoreError::DiskFull { path }
            }
            // A value of another kind than its column has is a damaged row.
            SqlError::Value { .. } => StoreError::Row {
                path,
                reason: source.to_string(),
            },
            source => StoreError::Sql { path, source },
        }
    }
}

/// What PostgreSQL says, which the error's own display leaves out.
pub(crate) fn words(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => format!("{} ({})", said.message(), said.code().code()),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

fn of_sqlite(path: PathBuf, source: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::DiskFull { path },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
            path,
            reason: source.to_string(),
        },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { path },
        _ => StoreError::Sql {
            path,
            source: SqlError::Sqlite(source),
        },
    }
}
