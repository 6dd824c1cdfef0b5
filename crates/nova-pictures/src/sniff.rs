//! What a file is, told by its first bytes.

use crate::error::Refusal;
use image::{ImageError, ImageFormat};
use nova_domain::PictureFault;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One that the `image` crate reads.
    Raster(ImageFormat),
    Avif,
    Heic,
}

const RASTER: [ImageFormat; 6] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
];

/// The ending that a file with these bytes should have; `None` where they do not begin as a picture that is read. Whether
/// it is whole is another question.
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    match format(bytes).ok()? {
        Format::Raster(format) => format.extensions_str().first().copied(),
        Format::Avif => Some("avif"),
        Format::Heic => Some("heic"),
    }
}

/// The picture format of `bytes`, if it is one of those that are read.
pub(crate) fn format(bytes: &[u8]) -> Result<Format, Refusal> {
    if let Ok(format) = image::guess_format(bytes)
        && RASTER.contains(&format)
    {
        return Ok(Format::Raster(format));
    }
    if let Some(format) = iso_media(bytes) {
        return Ok(format);
    }
    if let Some(found) = known_but_not_read(bytes) {
        return Err(Refusal::Unsupported(format!(
            "it is {found}; save it as JPEG or PNG and use that"
        )));
    }
    let (fault, reason) = if bytes.is_empty() {
        (PictureFault::Empty, "the file is empty")
    } else if looks_like_text(bytes) {
        (PictureFault::Text, "it holds text and not a picture")
    } else {
        let reason = "it is not a picture in a known format (JPEG, PNG, WebP, AVIF, HEIC, GIF, BMP, TIFF)";
        (PictureFault::Unknown, reason)
    };
    Err(Refusal::Unreadable(fault, reason.to_owned()))
}

/// AVIF or HEIC, by the brands of an ISO base media file: a size, "ftyp", the major brand, its version, the others.
fn iso_media(bytes: &[u8]) -> Option<Format> {
    if bytes.get(4..8) != Some(b"ftyp") {
        return None;
    }
    let size = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
    let head = bytes.get(8..size.min(bytes.len()).min(512))?;
    let (brands, _) = head.as_chunks::<4>();
    // The second is the version of the first.
    let mut brands = brands.iter().enumerate().filter(|(at, _)| *at != 1);
    brands.find_map(|(_, brand)| match brand {
        b"avif" | b"avis" => Some(Format::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Format::Heic),
        _ => None,
    })
}

fn known_but_not_read(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) == Some(b"ftyp") {
        return match bytes.get(8..12)? {
            b"mif1" | b"msf1" => Some("a HEIF picture of an unknown kind"),
            _ => Some("a video or another media file"),
        };
    }
    let starts: [(&[u8], &str); 9] = [
        (b"\xff\x0a", "a JPEG XL picture"),
        (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
        (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
        (b"8BPS", "a Photoshop file"),
        (b"%PDF-", "a PDF document"),
        (b"%!PS", "a PostScript drawing"),
        (b"<svg", "an SVG drawing"),
        (b"<?xml", "an XML document, perhaps an SVG drawing"),
        (b"\0\0\x01\0", "an icon file"),
    ];
    starts
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|&(_, found)| found)
}

fn looks_like_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    head.iter()
        .all(|&b| b >= 0x20 || matches!(b, b'\t' | b'\n' | b'\r'))
}

/// A decoder's complaint.
pub(crate) fn reason(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::too_much_memory(),
        ImageError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
            Refusal::cut_off("the file ends before its picture does; it is cut off")
        }
        other => Refusal::damaged(other),
    }
}
