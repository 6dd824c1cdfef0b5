//! A picture as the user sees it: decoded, upright, opaque, 8-bit RGB.
//!
//! What the bytes are is decided by their content and never by a file's name.
//! Limits hold before anything is decoded. Resizing for a model is `preprocess`;
//! recognising formats is `sniff`. Colour profiles are not applied, as the
//! models were trained without them too.

mod sniff;

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::Path;

use fast_image_resize::{FilterType, ResizeAlg};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba, RgbaImage};

use crate::ClipError;
use crate::preprocess::resize_rgb;

/// What is accepted as a picture. Checked against the file's size and the
/// picture's header, before decoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoLimits {
    /// Largest file.
    pub max_bytes: u64,
    /// Largest width times height.
    pub max_pixels: u64,
}

impl Default for PhotoLimits {
    /// 64 MiB and 100 megapixels.
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_pixels: 100_000_000,
        }
    }
}

/// A decoded picture: orientation applied, transparency laid on white.
#[derive(Clone, Debug)]
pub struct Photo(RgbImage);

impl Photo {
    /// Reads and decodes a file.
    ///
    /// # Errors
    /// [`ClipError::Io`] when the file cannot be read, else as [`Photo::decode`].
    pub fn open(path: &Path, limits: &PhotoLimits) -> Result<Self, ClipError> {
        let io = |source| ClipError::Io {
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
            return Err(ClipError::PhotoUnreadable {
                source_name: name,
                reason: reason.to_owned(),
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

    /// Decodes JPEG, PNG, WebP, GIF (its first frame), BMP or TIFF. `name` says
    /// in an error which picture it was.
    ///
    /// # Errors
    /// [`ClipError::PhotoTooLarge`] from the header alone;
    /// [`ClipError::UnsupportedFormat`] for a known format that is not read;
    /// [`ClipError::PhotoUnreadable`] for anything else, a cut-off picture too.
    pub fn decode(bytes: &[u8], name: &str, limits: &PhotoLimits) -> Result<Self, ClipError> {
        check_bytes(bytes.len() as u64, name, limits)?;
        let unreadable = |reason: String| ClipError::PhotoUnreadable {
            source_name: name.to_owned(),
            reason,
        };
        let format = sniff::format(bytes, name)?;

        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        // Eight bytes a pixel is 16-bit RGBA; the rest is room for the decoder.
        let mut allocation = Limits::no_limits();
        allocation.max_alloc = Some(limits.max_pixels.saturating_mul(8).saturating_add(64 << 20));
        reader.limits(allocation);
        let mut decoder = reader.into_decoder().map_err(|e| unreadable(sniff::reason(&e)))?;

        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        if pixels > limits.max_pixels {
            return Err(ClipError::PhotoTooLarge {
                source_name: name.to_owned(),
                found: pixels,
                limit: limits.max_pixels,
                unit: "pixels",
            });
        }
        if pixels == 0 {
            return Err(unreadable("it has no pixels".to_owned()));
        }
        if format == ImageFormat::Jpeg && !sniff::jpeg_is_complete(bytes) {
            return Err(unreadable(
                "the JPEG ends before its picture does; the file is cut off".to_owned(),
            ));
        }
        let orientation = match format {
            // A TIFF file is laid out as an Exif block, and the decoder leaves its tag alone.
            ImageFormat::Tiff => Orientation::from_exif_chunk(bytes),
            _ => decoder.orientation().ok(),
        };
        let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| unreadable(sniff::reason(&e)))?;
        picture.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
        Ok(Self(opaque(picture)))
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
        resize_rgb(
            &self.0,
            side(width, max_width),
            side(height, max_height),
            ResizeAlg::Convolution(FilterType::Lanczos3),
        )
    }
}

fn check_bytes(length: u64, name: &str, limits: &PhotoLimits) -> Result<(), ClipError> {
    if length > limits.max_bytes {
        return Err(ClipError::PhotoTooLarge {
            source_name: name.to_owned(),
            found: length,
            limit: limits.max_bytes,
            unit: "bytes",
        });
    }
    Ok(())
}

/// 8-bit RGB; what is transparent becomes white, as a catalogue's page is.
fn opaque(picture: DynamicImage) -> RgbImage {
    if picture.color().has_alpha() {
        on_white(&picture.into_rgba8())
    } else {
        picture.into_rgb8()
    }
}

fn on_white(rgba: &RgbaImage) -> RgbImage {
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (out, &Rgba([r, g, b, a])) in rgb.pixels_mut().zip(rgba.pixels()) {
        let alpha = u32::from(a);
        let blend = |c: u8| ((u32::from(c) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        out.0 = [blend(r), blend(g), blend(b)];
    }
    rgb
}
