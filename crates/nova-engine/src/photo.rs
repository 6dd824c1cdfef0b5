//! Photos that the user brings: kept when pasted, shown small, and embedded for search. Their files are never
//! changed.

use crate::brought::read_photo;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{Library, remove_file, write_atomically};
use crate::request::Region;
use crate::slot::ModelSlot;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use nova_domain::garment::{self, LOOK_SIDE, Shade};
use nova_pictures::{Photo, PhotoLimits, framed};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest sides of a thumbnail in pixels: a card at twice the density of a laptop's screen.
pub(crate) const THUMB_SIZE: (u32, u32) = (480, 640);
/// Width by height at which pieces are shown.
const THUMB_ASPECT: f32 = 0.75;

const THUMB_QUALITY: u8 = 85;

impl Engine {
    /// Keeps a pasted picture in the library, by the hash of its bytes, and answers with its file. `name` is
    /// what messages call it.
    ///
    /// # Errors
    /// When the bytes are no picture that can be read, or the disk is full.
    pub fn keep_photo(&self, bytes: &[u8], name: &str) -> Result<PathBuf, EngineError> {
        let photo = Photo::decode(bytes, name, &PhotoLimits::default())?;
        let hash = blake3::hash(bytes).to_hex().to_string();
        let path = self.library.photos().join(&hash);
        write_atomically(&path, bytes)?;
        self.share_file(&path)?;
        self.photos.add(&path, hash, photo)?;
        Ok(path)
    }

    /// A thumbnail, made once, of a photo that the user brought.
    pub fn photo_preview(&self, path: &Path) -> Result<PathBuf, EngineError> {
        self.fetch_file(path)?;
        let brought = self.photos.of(path)?;
        let preview = self
            .library
            .photos()
            .join(format!("{}.preview.jpg", brought.hash()?));
        if !preview.is_file() {
            let photo = brought.photo()?;
            write_thumb(&photo, &preview)?;
        }
        Ok(preview)
    }

    /// Removes what the library holds of a photo that was searched with: its preview, and its copy where it was pasted.
    /// The user's own file stays.
    pub(crate) fn forget_photo(&self, path: &str) -> Result<(), EngineError> {
        let (path, kept) = (Path::new(path), self.library.photos());
        self.fetch_file(path)?;
        self.photos.forget(path);
        // A photo that is gone or cannot be read any more has no preview that could be found by its content.
        if let Ok(bytes) = read_photo(path) {
            remove_file(&kept.join(format!("{}.preview.jpg", blake3::hash(&bytes).to_hex())))?;
        }
        if path.parent() == Some(kept.as_path()) {
            self.unshare_file(path)?;
        }
        Ok(())
    }

    /// The embedding of a photo's file, or of a part of it, by a model, with the key under which it is kept, which
    /// follows from the file's bytes.
    pub(crate) fn photo_embedding(
        &self,
        slot: &ModelSlot,
        path: &Path,
        region: Option<Region>,
    ) -> Result<(String, Arc<Vec<f32>>), EngineError> {
        self.fetch_file(path)?;
        let brought = self.photos.of(path)?;
        let info = self.inspect_model(&slot.folder)?;
        let mut key = format!("photo {} {}", info.hash, brought.hash()?);
        if let Some(region) = region {
            key = format!("{key} {region:?}");
        }
        let embedding = self.query_embedding(&key, info.dim, || {
            let photo = brought.photo()?;
            let Some(Region { x, y, width, height }) = region else {
                return Ok(slot.embedder()?.embed_photo(photo.rgb())?);
            };
            let part = photo.cropped([x, y, width, height]).ok_or_else(|| {
                EngineError::invalid(
                    format!("{x}, {y}, {width}, {height} is no part of a photo"),
                    "Give left, top, width and height as shares from 0 to 1.",
                )
            })?;
            Ok(slot.embedder()?.embed_photo(part.rgb())?)
        })?;
        Ok((key, embedding))
    }
}

/// The shades of the garment in a picture.
pub fn shades(photo: &Photo) -> Vec<Shade> {
    let small = photo.thumbnail(LOOK_SIDE, LOOK_SIDE);
    garment::shades(small.as_raw(), small.width() as usize, small.height() as usize)
}

/// Makes the thumbnail of a catalogue's picture unless it is there.
pub(crate) fn ensure_thumb(photo: &Photo, hash: &str, library: &Library) -> Result<(), EngineError> {
    let path = library.thumb(hash);
    if path.is_file() {
        Ok(())
    } else {
        write_thumb(photo, &path)
    }
}

fn write_thumb(photo: &Photo, path: &Path) -> Result<(), EngineError> {
    write_atomically(path, &thumb_bytes(photo)?)
}

/// A thumbnail, as a JPEG.
pub(crate) fn thumb_bytes(photo: &Photo) -> Result<Vec<u8>, EngineError> {
    let small: RgbImage = framed(photo.thumbnail(THUMB_SIZE.0, THUMB_SIZE.1), THUMB_ASPECT);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, THUMB_QUALITY)
        .encode_image(&small)
        .map_err(|error| EngineError::Internal(format!("a thumbnail could not be encoded: {error}")))?;
    Ok(bytes)
}
