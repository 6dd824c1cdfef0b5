//! The places in a library folder, and where things are looked for when nobody says where.

use crate::error::EngineError;
use nova_index::NearKind;
use nova_store::LibraryLock;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The platform's folder for StyleNova's data, or `STYLENOVA_LIBRARY`.
pub fn default_library() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("STYLENOVA_LIBRARY").filter(|folder| !folder.is_empty()) {
        return Some(folder.into());
    }
    directories::ProjectDirs::from("", "", "StyleNova").map(|dirs| dirs.data_dir().to_owned())
}

/// Whether a process writes the library in `folder` now.
pub fn library_in_use(folder: &Path) -> bool {
    LibraryLock::is_taken(folder)
}

/// A folder that ships with the app (`models`, `catalog`): the one named by `variable`, else beside the
/// program as packages lay it out, else in the source tree that the program was built from.
pub(crate) fn shipped(name: &str, variable: &str) -> PathBuf {
    if let Some(folder) = std::env::var_os(variable).filter(|folder| !folder.is_empty()) {
        return folder.into();
    }
    let program = std::env::current_exe().ok();
    let beside = program
        .as_deref()
        .and_then(Path::parent)
        .into_iter()
        .flat_map(|folder| {
            [
                folder.join(name),
                folder.join("../share/stylenova").join(name),
                folder.join("../lib/StyleNova").join(name),
                folder.join("../Resources").join(name),
            ]
        });
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    beside
        .into_iter()
        .find(|folder| folder.is_dir())
        .unwrap_or(source)
}

/// The places in a library folder.
#[derive(Debug, Clone)]
pub(crate) struct Library {
    pub folder: PathBuf,
}

impl Library {
    pub fn thumbs(&self) -> PathBuf {
        self.folder.join("thumbs")
    }

    pub fn photos(&self) -> PathBuf {
        self.folder.join("photos")
    }

    /// Embeddings of queries.
    pub fn queries(&self) -> PathBuf {
        self.folder.join("queries")
    }

    /// Models that the user added.
    pub fn models(&self) -> PathBuf {
        self.folder.join("models")
    }

    /// The index over the pictures; each kind has a file of its own.
    pub fn index(&self, kind: NearKind) -> PathBuf {
        let name = match kind {
            NearKind::Parts => "pictures.parts",
            NearKind::Graph => "pictures.hnsw",
        };
        self.folder.join("index").join(name)
    }

    /// The gallery as it is kept for the next start.
    pub fn snapshot(&self) -> PathBuf {
        self.folder.join("index").join("snapshot")
    }

    /// The shop's own pictures, which a backup takes along with the copied ones.
    pub fn shop(&self) -> PathBuf {
        self.folder.join("images").join("shop")
    }

    /// The shop's mark with this content hash.
    pub fn logo(&self, hash: &str) -> PathBuf {
        self.shop().join(format!("{hash}.png"))
    }

    /// What was learnt of the catalogue on top of a model.
    pub fn learnt(&self) -> PathBuf {
        self.folder.join("learnt").join("maps")
    }

    /// What was in the library before a backup took its place.
    pub fn before_restore(&self) -> PathBuf {
        self.folder.join("before-restore")
    }

    /// The catalogue as it was before the last import, until the next one.
    pub fn before_import(&self) -> PathBuf {
        self.folder.join("before-import")
    }

    pub fn quarantine_file(&self) -> PathBuf {
        self.folder.join("quarantine.csv")
    }

    /// Where the thumbnail of the picture with this content hash is kept.
    pub fn thumb(&self, hash: &str) -> PathBuf {
        self.thumbs().join(thumb_key(hash))
    }

    /// A picture's place as stored: relative to the library when it was copied into it, else absolute.
    pub fn picture(&self, stored: &str) -> PathBuf {
        // Joining an absolute path answers with that path.
        self.folder.join(stored)
    }

    /// How a picture's place is stored; [`Library::picture`] turned round.
    pub fn stored(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.folder).unwrap_or(path);
        inside.to_string_lossy().into_owned()
    }
}

/// Name of a thumbnail inside `thumbs/`: two letters of the hash as a folder, so that no folder grows huge.
pub fn thumb_key(hash: &str) -> String {
    format!("{}/{hash}.jpg", hash.get(..2).unwrap_or("__"))
}

pub(crate) fn create_folder(path: &Path) -> Result<(), EngineError> {
    std::fs::create_dir_all(path).map_err(|error| EngineError::io(path, error))
}

/// The files in a folder of the library and the folders in it, with their names from the library on, in order.
pub(crate) fn files_below(library: &Path, folder: &str) -> Result<Vec<(String, PathBuf)>, EngineError> {
    let mut files = Vec::new();
    let mut open = vec![(folder.to_owned(), library.join(folder))];
    while let Some((name, path)) = open.pop() {
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(EngineError::io(path, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| EngineError::io(&path, error))?;
            let kind = entry
                .file_type()
                .map_err(|error| EngineError::io(entry.path(), error))?;
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            if kind.is_dir() {
                open.push((name, entry.path()));
            } else if kind.is_file() {
                files.push((name, entry.path()));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Removes a folder with all that is in it; one that is not there is removed already.
pub(crate) fn remove_folder(path: &Path) -> Result<(), EngineError> {
    match std::fs::remove_dir_all(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(EngineError::io(path, error)),
    }
}

/// Removes a file; one that is not there is removed already.
pub(crate) fn remove_file(path: &Path) -> Result<(), EngineError> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(EngineError::io(path, error)),
    }
}

/// Writes `bytes` beside `path` and then in its place, so that nobody reads half a file.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    // Two products may share a picture, and so two threads write one thumbnail.
    static WRITES: AtomicUsize = AtomicUsize::new(0);
    let number = WRITES.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_extension(format!("{}-{number}.new", std::process::id()));
    // What is no file, such as a device, is not replaced by one.
    let written = match std::fs::metadata(path) {
        Ok(there) if !there.is_file() && !there.is_dir() => std::fs::write(path, bytes),
        _ => std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)),
    };
    written.map_err(|error| {
        // What was begun takes room on a disk that may have none.
        let _ = std::fs::remove_file(&beside);
        EngineError::io(path, error)
    })
}

/// As [`write_atomically`], for what is nobody else's to read, and so that it is on the disk when this returns.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    let fresh = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&fresh, path)
    });
    written.map_err(|error| EngineError::io(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_can_be_written_by_several_threads_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thumbs/89/picture.jpg");
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..8_u8)
                .map(|byte| {
                    let path = &path;
                    scope.spawn(move || (0..100).try_for_each(|_| write_atomically(path, &[byte; 4096])))
                })
                .collect();
            for writer in writers {
                writer.join().unwrap().expect("nobody takes another's file away");
            }
        });
        let written = std::fs::read(&path).unwrap();
        assert!(
            written.len() == 4096 && written.iter().all(|byte| *byte == written[0]),
            "one of them whole"
        );
        let left = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1, "nothing begun is left");
    }
}
