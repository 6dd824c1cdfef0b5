//! Photos that the user brought, each read, hashed and decoded once however often it is shown and searched with.
//!
//! A file is known by its size and the time of its last change. The pixels of the newest photo are kept, for its preview, its
//! search and the parts of it that are marked; of the others the hash, by which their embeddings are found.

use crate::error::EngineError;
use crate::locks::locked;
use lru::LruCache;
use nova_domain::PictureFault;
use nova_pictures::{Photo, PhotoLimits, PictureError};
use std::fs::Metadata;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// Photos whose hashes are kept.
const KEPT: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// Pixels of a photo up to which they are kept: a camera's. Larger ones are decoded again.
const MOST_PIXELS: usize = 50_000_000;

/// What tells that a file is as it was.
type Stamp = (u64, Option<SystemTime>);

/// A photo's file as it was when it was looked at.
pub(crate) struct Brought {
    path: PathBuf,
    stamp: Stamp,
    /// What is known of it. Only those wait for it who want this photo.
    known: Mutex<Known>,
}

/// How far a photo has been read.
#[derive(Default)]
struct Known {
    hash: Option<String>,
    /// Until it is decoded.
    bytes: Option<Vec<u8>>,
    photo: Option<Arc<Photo>>,
}

impl Known {
    /// Reads the file where that has not been done.
    fn read(&mut self, path: &Path) -> Result<&str, EngineError> {
        if self.hash.is_none() {
            let bytes = read_photo(path)?;
            self.hash = Some(blake3::hash(&bytes).to_hex().to_string());
            self.bytes = Some(bytes);
        }
        Ok(self.hash.as_deref().unwrap_or_default())
    }

    /// Keeps the pixels, unless they are very many.
    fn keep(&mut self, photo: &Arc<Photo>) {
        if photo.rgb().pixels().len() <= MOST_PIXELS {
            self.photo = Some(Arc::clone(photo));
        }
    }
}

impl Brought {
    /// Hash of the file's bytes, in hexadecimal digits.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn hash(&self) -> Result<String, EngineError> {
        locked(&self.known).read(&self.path).map(str::to_owned)
    }

    /// Its pixels.
    ///
    /// # Errors
    /// When it cannot be read or is no picture.
    pub fn photo(&self) -> Result<Arc<Photo>, EngineError> {
        let mut known = locked(&self.known);
        if let Some(photo) = &known.photo {
            return Ok(Arc::clone(photo));
        }
        known.read(&self.path)?;
        let bytes = match known.bytes.take() {
            Some(bytes) => bytes,
            None => read_photo(&self.path)?,
        };
        let name = self.path.to_string_lossy();
        let photo = Arc::new(Photo::decode(&bytes, &name, &PhotoLimits::default())?);
        known.keep(&photo);
        Ok(photo)
    }

    /// Lets go of all but the hash, unless somebody is at it.
    fn let_go(&self) {
        if let Ok(mut known) = self.known.try_lock() {
            known.bytes = None;
            known.photo = None;
        }
    }
}

/// The photos that were brought last.
pub(crate) struct Photos(Mutex<LruCache<PathBuf, Arc<Brought>>>);

impl Default for Photos {
    fn default() -> Photos {
        Photos(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Photos {
    /// The photo in a file, as it is now.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn of(&self, path: &Path) -> Result<Arc<Brought>, EngineError> {
        let stamp = stamp(&facts(path)?);
        let mut photos = locked(&self.0);
        if let Some(known) = photos.get(path).filter(|known| known.stamp == stamp) {
            return Ok(Arc::clone(known));
        }
        let brought = Arc::new(Brought {
            path: path.to_owned(),
            stamp,
            known: Mutex::default(),
        });
        photos.iter().for_each(|(_, other)| other.let_go());
        photos.put(path.to_owned(), Arc::clone(&brought));
        Ok(brought)
    }

    /// Takes note of a photo that was decoded and written to a file just now.
    pub fn add(&self, path: &Path, hash: String, photo: Photo) -> Result<(), EngineError> {
        let brought = self.of(path)?;
        let mut known = locked(&brought.known);
        known.hash = Some(hash);
        known.keep(&Arc::new(photo));
        Ok(())
    }

    /// Lets go of all that is known of a photo.
    pub fn forget(&self, path: &Path) {
        locked(&self.0).pop(path);
    }
}

fn stamp(facts: &Metadata) -> Stamp {
    (facts.len(), facts.modified().ok())
}

/// Looks at a photo's file, which must be one.
fn facts(path: &Path) -> Result<Metadata, EngineError> {
    let facts = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            unreadable(path, PictureFault::Missing, "there is no such file".to_owned())
        }
        _ => unreachable_file(path, &error),
    })?;
    match facts.is_file() {
        true => Ok(facts),
        false => Err(unreadable(
            path,
            PictureFault::NoFile,
            "it is a folder and not a picture".to_owned(),
        )
        .into()),
    }
}

fn unreadable(path: &Path, fault: PictureFault, reason: String) -> PictureError {
    PictureError::Unreadable {
        source_name: path.to_string_lossy().into_owned(),
        reason,
        fault,
    }
}

fn unreachable_file(path: &Path, error: &std::io::Error) -> PictureError {
    let system = error.to_string();
    unreadable(
        path,
        PictureFault::Unreachable {
            system: system.clone(),
        },
        system,
    )
}

/// Reads a photo's file after looking at its size.
///
/// # Errors
/// When it is no file, is too large or cannot be read.
pub(crate) fn read_photo(path: &Path) -> Result<Vec<u8>, EngineError> {
    let limit = PhotoLimits::default().max_bytes;
    let found = facts(path)?.len();
    if found > limit {
        return Err(PictureError::TooLarge {
            source_name: path.to_string_lossy().into_owned(),
            found,
            limit,
            unit: "bytes",
        }
        .into());
    }
    Ok(std::fs::read(path).map_err(|error| unreachable_file(path, &error))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(side: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let red = image::RgbImage::from_pixel(side, side, image::Rgb([200, 10, 10]));
        red.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_photo_is_read_and_decoded_once_until_its_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("red.png");
        std::fs::write(&path, picture(8)).unwrap();
        let photos = Photos::default();
        let first = photos.of(&path).unwrap();
        let (hash, pixels) = (first.hash().unwrap(), first.photo().unwrap());
        let again = photos.of(&path).unwrap();
        assert!(Arc::ptr_eq(&pixels, &again.photo().unwrap()), "the same pixels");
        assert_eq!(again.hash().unwrap(), hash);
        std::fs::write(&path, picture(9)).unwrap();
        let changed = photos.of(&path).unwrap();
        assert_ne!(changed.hash().unwrap(), hash, "the file is another one");
        assert_eq!(changed.photo().unwrap().rgb().width(), 9);
    }

    #[test]
    fn of_photos_before_the_newest_the_hash_stays_and_the_pixels_go() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = [8, 9].map(|side| {
            let path = folder.path().join(format!("{side}.png"));
            std::fs::write(&path, picture(side)).unwrap();
            path
        });
        let photos = Photos::default();
        let first = photos.of(&one).unwrap();
        let (hash, pixels) = (first.hash().unwrap(), first.photo().unwrap());
        photos.of(&other).unwrap().photo().unwrap();
        assert_eq!(first.hash().unwrap(), hash);
        assert!(!Arc::ptr_eq(&pixels, &first.photo().unwrap()), "decoded anew");
        assert_eq!(first.photo().unwrap().rgb(), pixels.rgb());
    }

    #[test]
    fn a_slider_that_moves_reads_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("red.png");
        let bytes = picture(8);
        std::fs::write(&path, &bytes).unwrap();
        let photos = Photos::default();
        let hash = photos.of(&path).unwrap().hash().unwrap();
        // Other bytes of the same size and time would be found out by reading.
        let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
        std::fs::write(&path, vec![0; bytes.len()]).unwrap();
        std::fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(modified)
            .unwrap();
        assert_eq!(photos.of(&path).unwrap().hash().unwrap(), hash);
    }
}
