//! Photos that the user brings: kept when pasted, shown small, and embedded for search. Their files are never
//! changed.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{Library, remove_file, write_atomically};
use crate::models::ModelSlot;
use crate::search::Region;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use nova_clip::{Photo, PhotoLimits};
use nova_domain::garment::{self, LOOK_SIDE, Shade};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest sides of a thumbnail in pixels: a card at twice the density of a laptop's screen.
pub(crate) const THUMB_SIZE: (u32, u32) = (480, 640);

const THUMB_QUALITY: u8 = 85;

impl Engine {
    /// Keeps a pasted picture in the library, by the hash of its bytes, and answers with its file. `name` is
    /// what messages call it.
    ///
    /// # Errors
    /// When the bytes are no picture that can be read, or the disk is full.
    pub fn keep_photo(&self, bytes: &[u8], name: &str) -> Result<PathBuf, EngineError> {
        Photo::decode(bytes, name, &PhotoLimits::default())?;
        let path = self.library.photos().join(blake3::hash(bytes).to_hex().as_str());
        write_atomically(&path, bytes)?;
        Ok(path)
    }

    /// A thumbnail, made once, of a photo that the user brought.
    pub fn photo_preview(&self, path: &Path) -> Result<PathBuf, EngineError> {
        let bytes = read_photo(path)?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        let preview = self.library.photos().join(format!("{hash}.preview.jpg"));
        if !preview.is_file() {
            let photo = Photo::decode(&bytes, &path.to_string_lossy(), &PhotoLimits::default())?;
            write_thumb(&photo, &preview)?;
        }
        Ok(preview)
    }

    /// Removes what the library holds of a photo that was searched with: its preview, and its copy where it was pasted.
    /// The user's own file stays.
    pub(crate) fn forget_photo(&self, path: &str) -> Result<(), EngineError> {
        let (path, kept) = (Path::new(path), self.library.photos());
        // A photo that is gone or cannot be read any more has no preview that could be found by its content.
        if let Ok(bytes) = read_photo(path) {
            remove_file(&kept.join(format!("{}.preview.jpg", blake3::hash(&bytes).to_hex())))?;
        }
        if path.parent() == Some(kept.as_path()) {
            remove_file(path)?;
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
        let bytes = read_photo(path)?;
        let info = self.inspect_model(&slot.folder)?;
        let mut key = format!("photo {} {}", info.hash, blake3::hash(&bytes).to_hex());
        if let Some(region) = region {
            key = format!("{key} {region:?}");
        }
        let embedding = self.query_embedding(&key, info.dim, || {
            let mut photo = Photo::decode(&bytes, &path.to_string_lossy(), &PhotoLimits::default())?;
            if let Some(Region { x, y, width, height }) = region {
                photo = photo.cropped([x, y, width, height]).ok_or_else(|| {
                    EngineError::invalid(
                        format!("{x}, {y}, {width}, {height} is no part of a photo"),
                        "Give left, top, width and height as shares from 0 to 1.",
                    )
                })?;
            }
            Ok(slot.embedder()?.embed_photo(&photo)?)
        })?;
        Ok((key, embedding))
    }
}

/// Reads a photo's file after looking at its size.
pub(crate) fn read_photo(path: &Path) -> Result<Vec<u8>, EngineError> {
    let unreadable = |reason: String| nova_clip::ClipError::PhotoUnreadable {
        source_name: path.to_string_lossy().into_owned(),
        reason,
    };
    let facts = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => unreadable("there is no such file".to_owned()),
        _ => unreadable(error.to_string()),
    })?;
    if !facts.is_file() {
        return Err(unreadable("it is a folder and not a picture".to_owned()).into());
    }
    let limit = PhotoLimits::default().max_bytes;
    if facts.len() > limit {
        let source_name = path.to_string_lossy().into_owned();
        let found = facts.len();
        return Err(nova_clip::ClipError::PhotoTooLarge {
            source_name,
            found,
            limit,
            unit: "bytes",
        }
        .into());
    }
    Ok(std::fs::read(path).map_err(|error| unreadable(error.to_string()))?)
}

/// The shades of the garment in a picture.
pub(crate) fn shades(photo: &Photo) -> Vec<Shade> {
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
    let small: RgbImage = photo.thumbnail(THUMB_SIZE.0, THUMB_SIZE.1);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, THUMB_QUALITY)
        .encode_image(&small)
        .map_err(|error| EngineError::Internal(format!("a thumbnail could not be encoded: {error}")))?;
    write_atomically(path, &bytes)
}
