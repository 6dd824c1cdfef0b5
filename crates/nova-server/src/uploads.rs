//! Files on their way to and from devices. Photos lie in the library by the hash of their bytes, as pasted ones do; other
//! files in a folder of the server's until they are used, for a day at most.
//!
//! No device names a file of the server's: `photo:HASH/NAME`, `upload:KEY/NAME` and `download:KEY/NAME` are all there is.

use crate::error::ServeError;
use crate::paths::{Use, replace};
use crate::problem::Problem;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a file waits, in milliseconds.
const PATIENCE_MS: i64 = 24 * 60 * 60 * 1000;
/// Most files of one device at a time; the oldest goes when another comes.
const MOST: usize = 32;
/// Longest name of a file, in bytes.
const LONGEST_NAME: usize = 120;

pub const PHOTO: &str = "photo:";
pub const UPLOAD: &str = "upload:";
const DOWNLOAD: &str = "download:";

/// A file on its way.
#[derive(Debug, Clone)]
struct Waiting {
    device: String,
    file: PathBuf,
    at: i64,
}

/// Files on their way.
pub struct Uploads {
    /// The library's.
    library: PathBuf,
    folder: PathBuf,
    waiting: Mutex<HashMap<String, Waiting>>,
}

impl Uploads {
    /// With nothing on its way: what an earlier run left is removed.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(library: &Path) -> Result<Uploads, ServeError> {
        let folder = library.join("server/waiting");
        let failed = |system| ServeError::File {
            path: folder.clone(),
            system,
        };
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(failed)?;
        }
        std::fs::create_dir_all(&folder).map_err(failed)?;
        Ok(Uploads {
            library: library.to_owned(),
            folder,
            waiting: Mutex::default(),
        })
    }

    /// The request with files of the server's in the place of what the device calls them.
    ///
    /// # Errors
    /// When it names one that it did not upload.
    pub fn meant(&self, device: &str, command: &str, mut request: Value, now: i64) -> Result<Value, Problem> {
        replace(command, &mut request, |uses, named| match uses {
            Use::Read => self.uploaded(device, named).ok_or_else(no_such_file),
            Use::Write => self.to_download(device, named, now).ok_or_else(no_such_file),
            Use::Never => Err(no_such_file()),
        })?;
        Ok(request)
    }

    /// Replaces what an answer tells of the server's files by what devices call them.
    pub fn hide(&self, answer: &mut Value) {
        let library = self.library.to_string_lossy();
        let photos = format!("{library}/photos/");
        hide(answer, &|text| {
            if !text.contains(&*library) {
                return None;
            }
            let named = text.replace(&photos, PHOTO);
            let waiting = self.folder.to_string_lossy();
            Some(
                named
                    .replace(&format!("{waiting}/"), DOWNLOAD)
                    .replace(&*library, "library"),
            )
        });
    }

    /// Forgets what a device has on its way.
    pub fn forget_device(&self, device: &str) {
        self.forget(|waiting| waiting.device == device);
    }

    /// Forgets what waited for too long.
    pub fn forget_old(&self, now: i64) {
        self.forget(|waiting| now - waiting.at > PATIENCE_MS);
    }

    fn forget(&self, gone: impl Fn(&Waiting) -> bool) {
        let mut all = self.lock();
        all.retain(|_, waiting| {
            let gone = gone(waiting);
            if gone {
                remove(&waiting.file);
            }
            !gone
        });
    }

    /// Takes a file for a device; answers with its place.
    pub fn enter(&self, device: &str, key: &str, name: &str, now: i64) -> Option<PathBuf> {
        let name = plain(name);
        if !key
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
            || !(8..=64).contains(&key.len())
        {
            return None;
        }
        let file = self.folder.join(key).join(&name);
        let mut all = self.lock();
        if all.contains_key(key) {
            return None;
        }
        let own = all.iter().filter(|(_, waiting)| waiting.device == device);
        let oldest = own
            .clone()
            .min_by_key(|(_, waiting)| waiting.at)
            .map(|(key, _)| key.clone());
        if own.count() >= MOST
            && let Some(old) = oldest.and_then(|oldest| all.remove(&oldest))
        {
            remove(&old.file);
        }
        std::fs::create_dir_all(self.folder.join(key)).ok()?;
        let waiting = Waiting {
            device: device.to_owned(),
            file: file.clone(),
            at: now,
        };
        all.insert(key.to_owned(), waiting);
        Some(file)
    }

    /// The file that a request reads.
    pub fn uploaded(&self, device: &str, named: &str) -> Option<String> {
        if let Some(photo) = named.strip_prefix(PHOTO) {
            // What it was called stands behind its hash, for the page.
            let hash = photo.split('/').next().unwrap_or_default();
            let is_hash = hash.len() == 64 && hash.chars().all(|letter| letter.is_ascii_hexdigit());
            let file = self.library.join("photos").join(hash);
            return (is_hash && file.is_file()).then(|| file.to_string_lossy().into_owned());
        }
        let (key, _) = named.strip_prefix(UPLOAD)?.split_once('/')?;
        let all = self.lock();
        let waiting = all.get(key).filter(|waiting| waiting.device == device)?;
        Some(waiting.file.to_string_lossy().into_owned())
    }

    /// The file that a request writes.
    fn to_download(&self, device: &str, named: &str, now: i64) -> Option<String> {
        let (key, name) = named.strip_prefix(DOWNLOAD)?.split_once('/')?;
        let file = self.enter(device, key, name, now)?;
        Some(file.to_string_lossy().into_owned())
    }

    /// Takes a file that was written out of what waits.
    pub fn take(&self, device: &str, key: &str) -> Option<PathBuf> {
        let mut all = self.lock();
        all.get(key).filter(|waiting| waiting.device == device)?;
        all.remove(key).map(|waiting| waiting.file)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Waiting>> {
        // Each change is one call, so the map is whole after any panic elsewhere.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is said of a file that the device did not bring.
pub fn no_such_file() -> Problem {
    Problem::invalid("this file was not uploaded by this device", "Upload it first.")
}

/// A file and the folder that was made for it.
pub fn remove(file: &Path) {
    // What is gone already, or stays, is looked after when the server starts again.
    let _ = std::fs::remove_file(file);
    let _ = file.parent().map(std::fs::remove_dir);
}

/// A name as it may stand in a folder: no more than its last step, short, of ordinary letters.
pub fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut plain: String = last
        .chars()
        .map(|letter| {
            if letter.is_control() || "<>:\"|?*".contains(letter) {
                '_'
            } else {
                letter
            }
        })
        .collect();
    while plain.len() > LONGEST_NAME {
        plain.remove(0);
    }
    match plain.trim_matches(['.', ' ']) {
        "" => "file".to_owned(),
        plain => plain.to_owned(),
    }
}

fn hide(value: &mut Value, named: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(other) = named(text) {
                *text = other;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| hide(value, named)),
        Value::Object(fields) => fields.values_mut().for_each(|value| hide(value, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out_of_its_folder() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("..", "file"),
            ("", "file"),
            ("a\0b\n.csv", "a_b_.csv"),
            ("Übersicht Größe.csv", "Übersicht Größe.csv"),
        ] {
            assert_eq!(plain(given), kept);
        }
        let long = plain(&format!("{}.xlsx", "é".repeat(300)));
        assert!(
            long.len() <= LONGEST_NAME && long.ends_with(".xlsx"),
            "the ending tells what it is"
        );
    }

    #[test]
    fn keys_are_plain_and_used_once_and_a_device_has_only_so_many() {
        let folder = tempfile::tempdir().unwrap();
        let uploads = Uploads::open(folder.path()).unwrap();
        assert!(uploads.enter("a", "../../../etc", "x", 0).is_none());
        assert!(uploads.enter("a", "0000-0000-0000", "x", 0).is_some());
        assert!(
            uploads.enter("b", "0000-0000-0000", "x", 0).is_none(),
            "it is another's"
        );
        for at in 1..=MOST {
            assert!(
                uploads
                    .enter("a", &format!("key-{at:08}"), "x", at as i64)
                    .is_some()
            );
        }
        assert_eq!(uploads.lock().len(), MOST);
        uploads.forget_device("a");
        assert!(uploads.lock().is_empty());
        let left = std::fs::read_dir(folder.path().join("server/waiting"))
            .unwrap()
            .count();
        assert_eq!(left, 0, "nothing is left of them");
    }
}
