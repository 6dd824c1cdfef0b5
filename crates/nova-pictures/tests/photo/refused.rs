//! Limits, and files that are no pictures or broken ones.

use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use nova_pictures::{Photo, PhotoLimits, PictureError};

use crate::{LIMITS, crc32, decode, encode, six};

type RgbaImage16 = image::ImageBuffer<image::Rgba<u16>, Vec<u16>>;

/// A PNG that says it is `side` × `side` and holds next to nothing.
fn png_bomb(side: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8; 4], data: &[u8]| {
        bytes.extend((data.len() as u32).to_be_bytes());
        let body = [&name[..], data].concat();
        bytes.extend(&body);
        bytes.extend(crc32(&body).to_be_bytes());
    };
    chunk(
        b"IHDR",
        &[&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 2, 0, 0, 0]].concat(),
    );
    chunk(b"IDAT", &[0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]);
    chunk(b"IEND", &[]);
    bytes
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // Its data end at once, so that whoever began to decode them would find it unreadable.
    match decode(&png_bomb(60_000)).unwrap_err() {
        PictureError::TooLarge {
            source_name,
            found,
            limit,
            unit,
        } => {
            assert_eq!((source_name.as_str(), unit), ("picture", "pixels"));
            assert_eq!((found, limit), (3_600_000_000, 100_000_000));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_picture_of_sixteen_bits_may_have_fewer_pixels() {
    let deep = RgbaImage16::from_pixel(40, 40, image::Rgba([9, 9, 9, 65_535]));
    let plain = RgbImage::from_pixel(40, 40, Rgb([9, 9, 9]));
    let of = |png: &[u8]| {
        let limits = PhotoLimits {
            max_bytes: 1 << 20,
            max_pixels: 2_000,
        };
        Photo::decode(png, "p", &limits)
    };
    assert!(of(&encode(plain, ImageFormat::Png)).is_ok());
    let found = of(&encode(DynamicImage::ImageRgba16(deep), ImageFormat::Png));
    match found.unwrap_err() {
        // Eight bytes of each pixel, and four while it becomes eight bits.
        PictureError::TooLarge { found, limit, .. } => assert_eq!((found, limit), (1_600, 2_000 * 8 / 12)),
        other => panic!("{other}"),
    }
}

#[test]
fn limits_are_the_callers() {
    let png = encode(six(), ImageFormat::Png);
    let of = |max_bytes, max_pixels| {
        Photo::decode(
            &png,
            "p",
            &PhotoLimits {
                max_bytes,
                max_pixels,
            },
        )
    };
    let length = png.len() as u64;
    assert!(of(length, 48 * 32).is_ok(), "at the limits");
    assert!(matches!(
        of(length, 48 * 32 - 1),
        Err(PictureError::TooLarge { unit: "pixels", .. })
    ));
    assert!(matches!(
        of(length - 1, 48 * 32),
        Err(PictureError::TooLarge { unit: "bytes", .. })
    ));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.png");
    std::fs::write(&path, &png).unwrap();
    let limits = PhotoLimits {
        max_bytes: length - 1,
        ..LIMITS
    };
    match Photo::open(&path, &limits).unwrap_err() {
        PictureError::TooLarge {
            source_name, found, ..
        } => {
            assert_eq!((source_name, found), (path.display().to_string(), length));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_no_picture_says_what_it_is() {
    let cases: [(&[u8], &str); 5] = [
        (b"", "empty"),
        (b"id,title\n1,shirt\n", "text"),
        (b"<html><body>404</body></html>", "text"),
        (&[7; 300], "not a picture"),
        (b"\xff\xd8\xff", "damaged"),
    ];
    for (bytes, expected) in cases {
        match decode(bytes).unwrap_err() {
            PictureError::Unreadable {
                source_name, reason, ..
            } => {
                assert_eq!(source_name, "picture");
                assert!(reason.contains(expected), "{bytes:?}: {reason}");
            }
            other => panic!("{bytes:?}: {other}"),
        }
    }
}

#[test]
fn known_formats_that_are_not_read_are_named() {
    let cases: [(&[u8], &str); 4] = [
        (b"\0\0\0\x0cJXL \x0d\x0a\x87\x0a", "JPEG XL"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"8BPS\0\x01", "Photoshop"),
    ];
    for (bytes, expected) in cases {
        match decode(bytes).unwrap_err() {
            PictureError::Unsupported { detail, .. } => {
                assert!(
                    detail.contains(expected) && detail.contains("save it as JPEG"),
                    "{detail}"
                );
            }
            other => panic!("{expected}: {other}"),
        }
    }
}

#[test]
fn a_cut_off_picture_is_refused_wherever_it_is_cut() {
    let large = RgbImage::from_fn(200, 150, |x, y| {
        Rgb([(x * y % 251) as u8, (x * 7 % 253) as u8, (y * 5 % 241) as u8])
    });
    let mut files: Vec<(String, Vec<u8>)> = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::Gif,
    ]
    .into_iter()
    .map(|format| (format!("{format:?}"), encode(large.clone(), format)))
    .collect();
    files.push((
        "progressive JPEG".to_owned(),
        include_bytes!("../data/cmyk.jpg").to_vec(),
    ));
    for (format, whole) in files {
        decode(&whole).unwrap_or_else(|e| panic!("{format} is sound: {e}"));
        for tenths in 1..10 {
            let cut = &whole[..whole.len() * tenths / 10];
            match decode(cut) {
                Err(PictureError::Unreadable { source_name, .. }) => assert_eq!(source_name, "picture"),
                Err(other) => panic!("{format} cut at {tenths}/10: {other}"),
                Ok(_) => panic!("{format} cut at {tenths}/10 passed as whole"),
            }
        }
    }
}

#[test]
fn damaged_bytes_never_panic() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let sound = encode(six(), format);
        for at in 0..sound.len().min(400) {
            let mut bytes = sound.clone();
            bytes[at] ^= 0x5A;
            // Either outcome is right; what counts is that there is one.
            drop(decode(&bytes));
        }
    }
}

#[test]
fn a_path_without_a_file_is_an_error_that_names_it() {
    match Photo::open(Path::new("/nowhere/p.jpg"), &LIMITS).unwrap_err() {
        PictureError::Io { path, .. } => assert_eq!(path, Path::new("/nowhere/p.jpg")),
        other => panic!("{other}"),
    }
    let folder = tempfile::tempdir().unwrap();
    match Photo::open(folder.path(), &LIMITS).unwrap_err() {
        PictureError::Unreadable {
            source_name, reason, ..
        } => {
            assert_eq!(source_name, folder.path().display().to_string());
            assert!(reason.contains("folder"), "{reason}");
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_file_that_makes_its_decoder_panic_is_refused_like_any_damaged_one() {
    match decode(include_bytes!("../data/unreachable.avif")).unwrap_err() {
        PictureError::Unreadable { reason, .. } => assert!(reason.contains("damaged"), "{reason}"),
        other => panic!("{other}"),
    }
}
