//! A shop's mark, as a PNG that is small enough for every page: drawn from SVG, or made smaller, with what is see-through kept.

use crate::error::Refusal;
use crate::{PhotoLimits, PictureError};
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageReader, RgbaImage, imageops};
use nova_domain::PictureFault;
use resvg::{tiny_skia, usvg};
use std::io::Cursor;

/// Largest sides of a mark in pixels: what a printer shows of one at the head of a page.
const LARGEST: (u32, u32) = (900, 320);
/// Largest file of a mark in bytes.
const MOST: u64 = 16 << 20;

/// A mark in PNG with its width and height, from PNG, JPEG, WebP, GIF or SVG. `name` says in an error which file it was.
///
/// # Errors
/// When it is no picture, is damaged, or is too large.
pub fn logo(bytes: &[u8], name: &str) -> Result<(Vec<u8>, u32, u32), PictureError> {
    if bytes.len() as u64 > MOST {
        return Err(PictureError::TooLarge {
            source_name: name.to_owned(),
            found: bytes.len() as u64,
            limit: MOST,
            unit: "bytes",
        });
    }
    let damaged = |error: String| Refusal::Unreadable(PictureFault::Damaged, error).of(name);
    let picture = match is_svg(bytes) {
        true => drawn(bytes).map_err(damaged)?,
        false => decoded(bytes, name)?,
    };
    let (width, height) = fitting(picture.width() as f32, picture.height() as f32);
    let picture = match (width, height) == picture.dimensions() {
        true => picture,
        false => imageops::resize(&picture, width, height, imageops::FilterType::CatmullRom),
    };
    let mut png = Vec::new();
    picture
        .write_with_encoder(PngEncoder::new(&mut png))
        .map_err(|error| damaged(error.to_string()))?;
    Ok((png, width, height))
}

/// Whether the first word of a text is a tag of SVG or of XML.
fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with("<svg")
        || (head.starts_with('<') && (head.contains("<svg") || head.starts_with("<?xml")))
}

/// The size at which sides fit into [`LARGEST`]; what fits stays as it is.
fn fitting(width: f32, height: f32) -> (u32, u32) {
    let scale = (LARGEST.0 as f32 / width).min(LARGEST.1 as f32 / height).min(1.0);
    let side = |length: f32| ((length * scale).round() as u32).max(1);
    (side(width), side(height))
}

fn decoded(bytes: &[u8], name: &str) -> Result<RgbaImage, PictureError> {
    let unreadable = |error: image::ImageError| Refusal::damaged(error).of(name);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| Refusal::damaged(error).of(name))?;
    let limits = PhotoLimits::default();
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(limits.max_bytes);
    reader.limits(bounds);
    reader.decode().map(DynamicImage::into_rgba8).map_err(unreadable)
}

/// An SVG as pixels. It loads nothing from outside itself.
fn drawn(bytes: &[u8]) -> Result<RgbaImage, String> {
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| error.to_string())?;
    let size = tree.size();
    // A drawing has no pixels of its own, so that a small one is drawn large.
    let scale = (LARGEST.0 as f32 / size.width()).min(LARGEST.1 as f32 / size.height());
    let side = |length: f32| ((length * scale).round() as u32).max(1);
    let (width, height) = (side(size.width()), side(size.height()));
    let mut map = tiny_skia::Pixmap::new(width, height).ok_or("it has no size")?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut map.as_mut(),
    );
    RgbaImage::from_raw(width, height, map.take_demultiplied()).ok_or_else(|| "it has no size".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        RgbaImage::new(width, height)
            .write_with_encoder(PngEncoder::new(&mut bytes))
            .unwrap();
        bytes
    }

    #[test]
    fn a_drawing_is_drawn_large_and_a_picture_made_small_with_its_shape_kept() {
        let svg = br##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="10" height="10" fill="#7a1f3d"/></svg>"##;
        let (bytes, width, height) = logo(svg, "mark.svg").unwrap();
        assert_eq!((width, height), (640, 320));
        let seen = image::load_from_memory(&bytes).unwrap().into_rgba8();
        assert_eq!(seen.get_pixel(100, 100).0, [0x7a, 0x1f, 0x3d, 255]);
        assert_eq!(seen.get_pixel(600, 100).0[3], 0, "the paper shows through");
        assert_eq!(
            logo(&png(1800, 100), "mark.png")
                .map(|(_, width, height)| (width, height))
                .unwrap(),
            (900, 50)
        );
        assert_eq!(
            logo(&png(30, 40), "mark.png")
                .map(|(_, width, height)| (width, height))
                .unwrap(),
            (30, 40)
        );
    }

    #[test]
    fn what_is_no_picture_is_refused_and_a_drawing_reads_no_other_file() {
        for bad in [
            &b""[..],
            b"hello",
            b"<svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' width='0'/>",
            &png(4, 4)[..20],
        ] {
            assert!(logo(bad, "mark").is_err());
        }
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("other.png");
        std::fs::write(&other, png(10, 10)).unwrap();
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image width="10" height="10" href="{}"/></svg>"#,
            other.display()
        );
        let (bytes, ..) = logo(svg.as_bytes(), "mark.svg").unwrap();
        let seen = image::load_from_memory(&bytes).unwrap().into_rgba8();
        assert!(seen.pixels().all(|pixel| pixel.0[3] == 0));
    }
}
