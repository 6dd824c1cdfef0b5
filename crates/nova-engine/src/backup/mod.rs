//! A library in one file, to keep elsewhere or to carry to another machine, and back again.
//!
//! A backup is a ZIP archive without compression (what takes room in it, pictures and vectors, does not shrink): the two
//! databases as SQLite copies them, the pictures that were copied into the library, the thumbnails, what was learnt of the
//! catalogue, and `backup.json` that says what it is. Deliberately absent: models, which can be added again, the index, which is built anew, and
//! pictures that the library only points to.

mod restore;
mod write;

pub use restore::{Finding, RestoreRequest, RestoreResponse};
pub use write::{BackupRequest, BackupResponse};

use crate::error::EngineError;
use crate::rejection::Rejection;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The layout that is written; one with a higher number comes from a newer version.
const FORMAT: u32 = 1;
/// Name of the description inside an archive.
const DESCRIPTION: &str = "backup.json";
/// The databases inside an archive, named as in a library.
const DATABASES: [&str; 2] = ["catalog.db", "user.db"];
/// Folders of a library that go along whole.
const FOLDERS: [&str; 2] = ["images", "thumbs"];
/// The folder of what was learnt of the catalogue, which goes along too.
const LEARNT: &str = "learnt";

/// What an archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Description {
    format: u32,
    /// Version of the app that wrote it.
    version: String,
    /// Milliseconds since 1970.
    created: i64,
    products: usize,
    profiles: usize,
}

fn not_a_backup(file: &Path, reason: impl std::fmt::Display) -> EngineError {
    Rejection::NoBackup {
        file: file.display().to_string(),
        detail: reason.to_string(),
    }
    .into()
}
