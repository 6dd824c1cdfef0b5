//! Writing a library into one file.

use super::{DESCRIPTION, Description, FOLDERS, FORMAT, LEARNT};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{create_folder, files_below};
use crate::rejection::Rejection;
use nova_store::{CatalogDb, UserDb};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use ts_rs::TS;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Where to write a backup.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackupRequest {
    /// The file; one that is there is replaced.
    pub file: String,
}

/// A backup that was written.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct BackupResponse {
    /// The file.
    pub file: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Products in it.
    pub products: usize,
    /// Clients in it.
    pub profiles: usize,
    /// Copied pictures and thumbnails in it.
    pub pictures: usize,
}

impl Engine {
    /// Writes the catalogue, the clients and the library's own pictures into one file. Searches and swipes may go on
    /// meanwhile; the databases are copied as they were at one moment each.
    ///
    /// # Errors
    /// When there is nothing to keep, or the file cannot be written.
    pub fn backup(&self, request: &BackupRequest) -> Result<BackupResponse, EngineError> {
        let file =
            std::path::absolute(&request.file).map_err(|error| EngineError::io(&request.file, error))?;
        let catalog = self.read_db()?;
        let user = UserDb::open_to_read(&self.database)?;
        if catalog.is_none() && user.is_none() {
            return Err(Rejection::EmptyLibrary.into());
        }
        // Half-written files lie beside the target, so that a backup of before stays whole until the new one is.
        let beside = file.with_extension(format!("{}.new", std::process::id()));
        let written = write_archive(
            self.library(),
            &beside,
            catalog.as_ref(),
            user.as_ref(),
            self.now(),
        );
        let written = written.and_then(|counts| {
            std::fs::rename(&beside, &file).map_err(|error| EngineError::io(&file, error))?;
            Ok(counts)
        });
        let (products, profiles, pictures) = written.inspect_err(|_| {
            // The disk may be full; what was begun must not stay.
            let _ = std::fs::remove_file(&beside);
        })?;
        let bytes = std::fs::metadata(&file)
            .map_err(|error| EngineError::io(&file, error))?
            .len();
        Ok(BackupResponse {
            file: file.to_string_lossy().into_owned(),
            bytes,
            products,
            profiles,
            pictures,
        })
    }
}

fn write_archive(
    library: &Path,
    file: &Path,
    catalog: Option<&CatalogDb>,
    user: Option<&UserDb>,
    created: i64,
) -> Result<(usize, usize, usize), EngineError> {
    let copies = Copies::new(file)?;
    if let Some(folder) = file.parent() {
        create_folder(folder)?;
    }
    let target = File::create(file).map_err(|error| EngineError::io(file, error))?;
    let mut archive = ZipWriter::new(target);
    let (mut products, mut profiles) = (0, 0);
    if let Some(db) = catalog {
        let copy = copies.path("catalog.db");
        db.copy_to(&copy)?;
        products = db.count_products()?;
        add(&mut archive, "catalog.db", &copy)?;
    }
    if let Some(db) = user {
        let copy = copies.path("user.db");
        db.copy_to(&copy)?;
        profiles = db.profiles()?.len();
        add(&mut archive, "user.db", &copy)?;
    }
    let mut pictures = 0;
    for folder in FOLDERS {
        for (name, path) in files_below(library, folder)? {
            add(&mut archive, &name, &path)?;
            pictures += 1;
        }
    }
    for (name, path) in files_below(library, LEARNT)? {
        add(&mut archive, &name, &path)?;
    }
    let description = Description {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        created,
        products,
        profiles,
    };
    let text =
        serde_json::to_vec_pretty(&description).map_err(|error| EngineError::Internal(error.to_string()))?;
    let failed = |error: std::io::Error| EngineError::io(file, error);
    start(&mut archive, DESCRIPTION).map_err(|error| failed(error.into()))?;
    archive.write_all(&text).map_err(failed)?;
    let target = archive.finish().map_err(|error| failed(error.into()))?;
    target.sync_all().map_err(failed)?;
    Ok((products, profiles, pictures))
}

/// Copies of the databases on their way into the archive; gone when dropped.
struct Copies(PathBuf);

impl Copies {
    fn new(file: &Path) -> Result<Copies, EngineError> {
        let folder = file.with_extension("databases");
        // What a run that was killed left behind would be in the way.
        let _ = std::fs::remove_dir_all(&folder);
        create_folder(&folder)?;
        Ok(Copies(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn start(archive: &mut ZipWriter<impl Write + Seek>, name: &str) -> zip::result::ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true);
    archive.start_file(name, options)
}

fn add(archive: &mut ZipWriter<impl Write + Seek>, name: &str, path: &Path) -> Result<(), EngineError> {
    let failed = |error: std::io::Error| EngineError::io(path, error);
    let mut from = File::open(path).map_err(failed)?;
    start(archive, name).map_err(|error| failed(error.into()))?;
    std::io::copy(&mut from, archive).map_err(failed)?;
    Ok(())
}
