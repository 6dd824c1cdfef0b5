//! What a file is, told by its first bytes; and whether a JPEG is whole.

use image::{ImageError, ImageFormat};

use crate::ClipError;

const READ: [ImageFormat; 6] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
];

/// The picture format of `bytes`, if it is one of those that are read.
pub(super) fn format(bytes: &[u8], name: &str) -> Result<ImageFormat, ClipError> {
    if let Ok(format) = image::guess_format(bytes)
        && READ.contains(&format)
    {
        return Ok(format);
    }
    let source_name = name.to_owned();
    if let Some(found) = known_but_not_read(bytes) {
        let detail = format!("it is {found}; save it as JPEG or PNG and use that");
        return Err(ClipError::UnsupportedFormat { source_name, detail });
    }
    let reason = if bytes.is_empty() {
        "the file is empty"
    } else if looks_like_text(bytes) {
        "it holds text and not a picture"
    } else {
        "it is not a picture in a known format (JPEG, PNG, WebP, GIF, BMP, TIFF)"
    };
    Err(ClipError::PhotoUnreadable {
        source_name,
        reason: reason.to_owned(),
    })
}

fn known_but_not_read(bytes: &[u8]) -> Option<&'static str> {
    // ISO base media: a size, "ftyp", the major brand.
    if bytes.get(4..8) == Some(b"ftyp") {
        return match bytes.get(8..12)? {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Some("a HEIC picture, as iPhones take them")
            }
            b"avif" | b"avis" => Some("an AVIF picture"),
            _ => Some("a video or another media file"),
        };
    }
    let starts: [(&[u8], &str); 7] = [
        (b"\xff\x0a", "a JPEG XL picture"),
        (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
        (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
        (b"8BPS", "a Photoshop file"),
        (b"%PDF-", "a PDF document"),
        (b"<svg", "an SVG drawing"),
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

/// A decoder's complaint as a clause.
pub(super) fn reason(error: &ImageError) -> String {
    match error {
        ImageError::Limits(_) => "decoding it would take too much memory".to_owned(),
        ImageError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the file ends before its picture does; it is cut off".to_owned()
        }
        other => format!("it is damaged ({other})"),
    }
}

/// Whether a JPEG's markers lead to its end-of-image marker. The decoder fills
/// what is missing with grey, and an embedding of grey would be kept as if it
/// were the picture's.
pub(super) fn jpeg_is_complete(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[prefix, marker]) = bytes.get(at..at + 2) {
        match (prefix, marker) {
            (0xFF, 0xD9) => return true,
            // Fill bytes before a marker.
            (0xFF, 0xFF) => at += 1,
            // Markers without a length: stuffed zero, TEM, RSTn, SOI.
            (0xFF, 0x00 | 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, _) => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else {
                    return false;
                };
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
            }
            // Entropy-coded data: on to the next byte that may start a marker.
            _ => match bytes[at..].iter().position(|&b| b == 0xFF) {
                Some(skip) => at += skip,
                None => return false,
            },
        }
    }
    false
}
