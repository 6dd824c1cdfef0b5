//! A picture as the user sees it: decoded, upright, opaque, 8-bit sRGB.
//!
//! Reading the file, its limits, parts of it and thumbnails. What decodes is `raster` and `heif`.

use crate::error::{PictureError, Refusal};
use crate::limits::PhotoLimits;
use crate::sniff::{self, Format};
use crate::{heif, raster};
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use nova_domain::PictureFault;
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::panic::catch_unwind;
use std::path::Path;

/// A decoded picture: orientation applied, transparency laid on white.
#[derive(Clone, Debug)]
pub struct Photo(RgbImage);

impl Photo {
    /// Reads and decodes a file.
    ///
    /// # Errors
    /// [`PictureError::Io`] when the file cannot be read, else as [`Photo::decode`].
    pub fn open(path: &Path, limits: &PhotoLimits) -> Result<Self, PictureError> {
        let io = |source| PictureError::Io {
            path: path.to_path_buf(),
            source,
        };
        let name = path.display().to_string();
        // Asked before opening, as opening a named pipe would wait for someone to write to it.
        let metadata = fs::metadata(path).map_err(io)?;
        if !metadata.is_file() {
            let reason = if metadata.is_dir() {
                "it is a folder"
            } else {
                "it is not a file"
            };
            return Err(PictureError::Unreadable {
                source_name: name,
                reason: reason.to_owned(),
                fault: PictureFault::NoFile,
            });
        }
        let length = metadata.len();
        check_bytes(length, &name, limits)?;
        let file = File::open(path).map_err(io)?;
        // The file may have grown since.
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        file.take(limits.max_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(io)?;
        Self::decode(&bytes, &name, limits)
    }

    /// Decodes JPEG, PNG, WebP, AVIF, HEIC, GIF, BMP or TIFF; of an animation the first frame. Where a colour profile
    /// says what the numbers mean, they are turned into sRGB. `name` says in an error which picture it was.
    ///
    /// # Errors
    /// [`PictureError::TooLarge`] from the header alone; [`PictureError::Unsupported`] for a known format that is not
    /// read; [`PictureError::Unreadable`] for anything else, a cut-off picture too.
    pub fn decode(bytes: &[u8], name: &str, limits: &PhotoLimits) -> Result<Self, PictureError> {
        check_bytes(bytes.len() as u64, name, limits)?;
        // The decoders are other people's, and some panic on damaged files. Nothing outlives the closure but its answer.
        let decoded = catch_unwind(|| {
            sniff::format(bytes).and_then(|format| match format {
                Format::Raster(format) => raster::decode(bytes, format, limits),
                Format::Avif => heif::avif(bytes, limits),
                Format::Heic => heif::heic(bytes, limits),
            })
        })
        .unwrap_or_else(|_| {
            Err(Refusal::Unreadable(
                PictureFault::Damaged,
                "it is damaged".to_owned(),
            ))
        });
        decoded.map(Self).map_err(|refusal| refusal.of(name))
    }

    /// Takes pixels that are decoded already.
    pub fn from_rgb(rgb: RgbImage) -> Self {
        Self(rgb)
    }

    /// The pixels.
    pub fn rgb(&self) -> &RgbImage {
        &self.0
    }

    /// A part of the picture: left, top, width and height as shares of its sides, 0..1. What reaches over the edge
    /// by less than a thousandth is cut off there, and at least one pixel is kept. `None` for anything that is no part of it.
    pub fn cropped(&self, [x, y, width, height]: [f32; 4]) -> Option<Photo> {
        let inside = |from: f32, length: f32| from >= 0.0 && length > 0.0 && from + length <= 1.001;
        if !inside(x, width) || !inside(y, height) {
            return None;
        }
        let pixels = |from: f32, length: f32, side: u32| {
            let first = ((from * side as f32).round() as u32).min(side - 1);
            let count = ((length * side as f32).round() as u32).clamp(1, side - first);
            (first, count)
        };
        let (left, columns) = pixels(x, width, self.0.width());
        let (top, rows) = pixels(y, height, self.0.height());
        Some(Photo(
            image::imageops::crop_imm(&self.0, left, top, columns, rows).to_image(),
        ))
    }

    /// The picture scaled to fit into `max_width` × `max_height`, its aspect kept
    /// and each side at least one pixel. A picture that fits is returned as it is.
    pub fn thumbnail(&self, max_width: u32, max_height: u32) -> RgbImage {
        let (width, height) = self.0.dimensions();
        let scale = (f64::from(max_width) / f64::from(width)).min(f64::from(max_height) / f64::from(height));
        if scale >= 1.0 {
            return self.0.clone();
        }
        let side =
            |length: u32, limit: u32| ((f64::from(length) * scale).round() as u32).clamp(1, limit.max(1));
        resized(&self.0, side(width, max_width), side(height, max_height))
    }
}

fn check_bytes(length: u64, name: &str, limits: &PhotoLimits) -> Result<(), PictureError> {
    if length > limits.max_bytes {
        return Err(PictureError::TooLarge {
            source_name: name.to_owned(),
            found: length,
            limit: limits.max_bytes,
            unit: "bytes",
        });
    }
    Ok(())
}

fn resized(source: &RgbImage, width: u32, height: u32) -> RgbImage {
    let mut target = RgbImage::new(width, height);
    if let Err(error) = resize(source, &mut target) {
        // Both buffers hold width × height × 3 bytes.
        unreachable!("resize to {width}×{height}: {error}");
    }
    target
}

/// The pixel type is spelled out because the call that finds it by itself compiles every filter for every one of
/// fifteen types.
fn resize(source: &RgbImage, target: &mut RgbImage) -> Result<(), Box<dyn Error>> {
    let view = TypedImageRef::<U8x3>::from_buffer(source.width(), source.height(), source)?;
    let (width, height) = target.dimensions();
    let mut out = TypedImage::<U8x3>::from_buffer(width, height, target)?;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(false);
    Ok(Resizer::new().resize_typed(&view, &mut out, &options)?)
}
