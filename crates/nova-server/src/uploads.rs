//! Files on their way to and from devices. Photos lie in the library by the hash of their bytes, as pasted ones do; other
//! files in a folder of the server's until they are used, for a day at most.
//!
//! No device names a file of the server's: `photo:HASH/NAME`, `upload:KEY/NAME` and `download:KEY/NAME` are all there is.

use crate::error::ServeError;
use crate::identity::{Who, secrets};
use crate::paths::{Use, replace};
use crate::problem::Problem;
use crate::state::{App, read};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path as InPath, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nova_api::Role;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Largest photo, in bytes.
const LARGEST_PHOTO: usize = 32 << 20;
/// Largest catalogue or backup of an owner's, in bytes.
const LARGEST_FILE: usize = 1 << 30;
/// How long a file waits, in milliseconds.
const PATIENCE_MS: i64 = 24 * 60 * 60 * 1000;
/// Most files of one device at a time; the oldest goes when another comes.
const MOST: usize = 32;
/// Longest name of a file, in bytes.
const LONGEST_NAME: usize = 120;

const PHOTO: &str = "photo:";
const UPLOAD: &str = "upload:";
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
    folder: PathBuf,
    waiting: Mutex<HashMap<String, Waiting>>,
}

/// What a file is called.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Named {
    /// Its name on the device; its ending tells what it is.
    #[serde(default)]
    pub name: String,
}

/// A file that was taken.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Uploaded {
    /// What requests call it.
    pub path: String,
}

/// A photo to be shown small.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// What requests call it.
    pub path: String,
}

/// A small picture of a photo.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PreviewAnswer {
    /// Its key in `/api/v1/pictures/photo/{key}`.
    pub key: String,
}

impl Uploads {
    /// With nothing on its way: what an earlier run left is removed.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path) -> Result<Uploads, ServeError> {
        let folder = folder.join("waiting");
        let failed = |system| ServeError::File {
            path: folder.clone(),
            system,
        };
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(failed)?;
        }
        std::fs::create_dir_all(&folder).map_err(failed)?;
        Ok(Uploads {
            folder,
            waiting: Mutex::default(),
        })
    }

    /// The request with files of the server's in the place of what the device calls them.
    ///
    /// # Errors
    /// When it names one that it did not upload.
    pub fn meant(&self, app: &App, who: &Who, command: &str, mut request: Value) -> Result<Value, Problem> {
        replace(command, &mut request, |uses, named| match uses {
            Use::Read => self.uploaded(app, who, named).ok_or_else(no_such_file),
            Use::Write => self.to_download(app, who, named).ok_or_else(no_such_file),
            Use::Never => Err(no_such_file()),
        })?;
        Ok(request)
    }

    /// Replaces what an answer tells of the server's files by what devices call them.
    pub fn hide(&self, app: &App, answer: &mut Value) {
        let library = app.session.library().to_string_lossy();
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
    fn enter(&self, device: &str, key: &str, name: &str, now: i64) -> Option<PathBuf> {
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
    fn uploaded(&self, app: &App, who: &Who, named: &str) -> Option<String> {
        if let Some(photo) = named.strip_prefix(PHOTO) {
            // What it was called stands behind its hash, for the page.
            let hash = photo.split('/').next().unwrap_or_default();
            let is_hash = hash.len() == 64 && hash.chars().all(|letter| letter.is_ascii_hexdigit());
            let file = app.session.library().join("photos").join(hash);
            return (is_hash && file.is_file()).then(|| file.to_string_lossy().into_owned());
        }
        let (key, _) = named.strip_prefix(UPLOAD)?.split_once('/')?;
        let all = self.lock();
        let waiting = all.get(key).filter(|waiting| waiting.device == who.id)?;
        Some(waiting.file.to_string_lossy().into_owned())
    }

    /// The file that a request writes.
    fn to_download(&self, app: &App, who: &Who, named: &str) -> Option<String> {
        let (key, name) = named.strip_prefix(DOWNLOAD)?.split_once('/')?;
        let file = self.enter(&who.id, key, name, app.now())?;
        Some(file.to_string_lossy().into_owned())
    }

    /// Takes a file that was written out of what waits.
    fn take(&self, who: &Who, key: &str) -> Option<PathBuf> {
        let mut all = self.lock();
        all.get(key).filter(|waiting| waiting.device == who.id)?;
        all.remove(key).map(|waiting| waiting.file)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Waiting>> {
        // Each change is one call, so the map is whole after any panic elsewhere.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a file. A picture becomes a photo of the library's, anything else waits to be used.
///
/// # Errors
/// When it is too large, or the role may send nothing but photos.
pub async fn upload(
    State(app): State<Arc<App>>,
    who: Who,
    Query(named): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<Uploaded>), Problem> {
    // A client who holds a device searches what the catalogue shows, and by no files.
    if app.session.holder(&who.caller()).is_some() {
        return Err(Problem::from(nova_api::WireError::for_the_stylist()));
    }
    let most = match who.device.role {
        Role::Owner => LARGEST_FILE,
        Role::Stylist | Role::Floor | Role::Kiosk => LARGEST_PHOTO,
    };
    let bytes = read(request, &app, most).await?;
    let path = app
        .compute(move |app| {
            let name = plain(&named.name);
            if bytes.len() <= LARGEST_PHOTO
                && image::guess_format(&bytes).is_ok()
                && let Ok(photo) = app.session.keep_photo(&bytes, &name)
                && let Some(hash) = photo.file_name()
            {
                return Ok(format!("{PHOTO}{}/{name}", hash.to_string_lossy()));
            }
            if who.device.role == Role::Floor {
                let error = app.session.keep_photo(&bytes, &name).err();
                return Err(error.map_or_else(Problem::forbidden, Problem::from));
            }
            let key = secrets::name();
            let file = app
                .uploads
                .enter(&who.id, &key, &name, app.now())
                .ok_or_else(no_such_file)?;
            std::fs::write(&file, &bytes).map_err(|system| {
                app.unwritten(&ServeError::File {
                    path: file.clone(),
                    system,
                })
            })?;
            Ok(format!("{UPLOAD}{key}/{name}"))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(Uploaded { path })))
}

/// Makes a small picture of a photo that was uploaded.
///
/// # Errors
/// When it was not, or is none.
pub async fn preview(
    State(app): State<Arc<App>>,
    who: Who,
    crate::state::Body(request): crate::state::Body<PreviewRequest>,
) -> Result<Json<PreviewAnswer>, Problem> {
    let key = app
        .compute(move |app| {
            let file = app
                .uploads
                .uploaded(app, &who, &request.path)
                .ok_or_else(no_such_file)?;
            let preview = app.session.photo_preview(Path::new(&file))?;
            let name = preview
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            name.ok_or_else(no_such_file)
        })
        .await?;
    Ok(Json(PreviewAnswer { key }))
}

/// Gives a file that a command wrote, once.
///
/// # Errors
/// When there is none for this device.
pub async fn download(
    State(app): State<Arc<App>>,
    who: Who,
    InPath((key, _)): InPath<(String, String)>,
) -> Result<Response, Problem> {
    let file = app
        .uploads
        .take(&who, &key)
        .ok_or_else(Problem::no_such_address)?;
    let bytes = tokio::fs::read(&file)
        .await
        .map_err(|_| Problem::no_such_address())?;
    remove(&file);
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let named = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // RFC 6266, with the name in UTF-8 as RFC 8187 writes it.
    if let Ok(how) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{named}")) {
        headers.insert(header::CONTENT_DISPOSITION, how);
    }
    Ok(response)
}

fn no_such_file() -> Problem {
    Problem::invalid("this file was not uploaded by this device", "Upload it first.")
}

/// A file and the folder that was made for it.
fn remove(file: &Path) {
    // What is gone already, or stays, is looked after when the server starts again.
    let _ = std::fs::remove_file(file);
    let _ = file.parent().map(std::fs::remove_dir);
}

/// A name as it may stand in a folder: no more than its last step, short, of ordinary letters.
fn plain(name: &str) -> String {
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
        let left = std::fs::read_dir(folder.path().join("waiting")).unwrap().count();
        assert_eq!(left, 0, "nothing is left of them");
    }
}
