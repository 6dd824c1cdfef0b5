//! What is accepted as a picture, and what is said of the rest.

use std::io::Cursor;
use std::path::Path;
use std::time::Instant;

use image::{
    DynamicImage, GrayAlphaImage, ImageBuffer, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage,
};
use nova_clip::{ClipError, Photo, PhotoLimits};

const LIMITS: PhotoLimits = PhotoLimits {
    max_bytes: 64 << 20,
    max_pixels: 100_000_000,
};

fn decode(bytes: &[u8]) -> Result<Photo, ClipError> {
    Photo::decode(bytes, "picture", &LIMITS)
}

fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Six colours in two rows of three, 16 × 16 pixels each.
fn six() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| COLOURS[(y / 16 * 3 + x / 16) as usize])
}

const COLOURS: [Rgb<u8>; 6] = [
    Rgb([255, 0, 0]),
    Rgb([0, 255, 0]),
    Rgb([0, 0, 255]),
    Rgb([255, 255, 0]),
    Rgb([0, 0, 0]),
    Rgb([255, 255, 255]),
];

fn near(a: Rgb<u8>, b: Rgb<u8>, tolerance: u8) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

/// The colours in the middles of the 16 × 16 fields, row after row, as indices of `COLOURS`.
fn fields(photo: &Photo) -> Vec<usize> {
    let rgb = photo.rgb();
    let mut found = Vec::new();
    for y in (8..rgb.height()).step_by(16) {
        for x in (8..rgb.width()).step_by(16) {
            let pixel = *rgb.get_pixel(x, y);
            found.push(
                COLOURS
                    .iter()
                    .position(|&colour| near(pixel, colour, 12))
                    .expect("one of the six"),
            );
        }
    }
    found
}

#[test]
fn every_format_is_read_by_its_content() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let photo = decode(&encode(six(), format)).unwrap_or_else(|e| panic!("{format:?}: {e}"));
        assert_eq!(fields(&photo), [0, 1, 2, 3, 4, 5], "{format:?}");
    }
}

#[test]
fn a_file_is_opened_whatever_its_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("really-a-png.jpg");
    std::fs::write(&path, encode(six(), ImageFormat::Png)).unwrap();
    assert_eq!(Photo::open(&path, &LIMITS).unwrap().rgb(), &six());
}

#[test]
fn sixteen_bits_grey_and_palettes_become_eight_bit_rgb() {
    let deep = ImageBuffer::from_pixel(4, 4, Rgb([65535_u16, 32768, 0]));
    assert_eq!(
        decode(&encode(DynamicImage::ImageRgb16(deep), ImageFormat::Png))
            .unwrap()
            .rgb()[(0, 0)]
            .0,
        [255, 128, 0]
    );
    let deep_grey = ImageBuffer::from_pixel(4, 4, Luma([32896_u16]));
    let photo = decode(&encode(DynamicImage::ImageLuma16(deep_grey), ImageFormat::Png)).unwrap();
    assert_eq!(
        photo.rgb()[(0, 0)].0,
        [128; 3],
        "the scale is kept, not the low byte"
    );
    let grey = ImageBuffer::from_pixel(4, 4, Luma([77_u8]));
    assert_eq!(
        decode(&encode(grey, ImageFormat::Jpeg)).unwrap().rgb()[(3, 3)].0,
        [77; 3]
    );
}

#[test]
fn transparency_lies_on_white() {
    let mut picture = RgbaImage::from_pixel(3, 1, Rgba([200, 0, 100, 255]));
    picture.put_pixel(1, 0, Rgba([200, 0, 100, 0]));
    picture.put_pixel(2, 0, Rgba([200, 0, 100, 128]));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        let photo = decode(&encode(picture.clone(), format)).unwrap();
        let pixels: Vec<_> = photo.rgb().pixels().map(|p| p.0).collect();
        // 128 of 255 of the colour, the rest white.
        assert_eq!(
            pixels,
            [[200, 0, 100], [255, 255, 255], [227, 127, 177]],
            "{format:?}"
        );
    }
    let grey = GrayAlphaImage::from_pixel(2, 2, LumaA([0, 51]));
    assert_eq!(
        decode(&encode(grey, ImageFormat::Png)).unwrap().rgb()[(0, 0)].0,
        [204; 3]
    );
    let gif = RgbaImage::from_fn(2, 1, |x, _| Rgba([10, 20, 30, if x == 0 { 0 } else { 255 }]));
    let photo = decode(&encode(gif, ImageFormat::Gif)).unwrap();
    assert_eq!(
        photo.rgb()[(0, 0)].0,
        [255; 3],
        "a GIF's transparent colour is white too"
    );
}

#[test]
fn the_first_frame_stands_for_an_animation() {
    let mut bytes = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for shade in [[255, 0, 0, 255], [0, 0, 255, 255]] {
            encoder
                .encode_frame(image::Frame::new(RgbaImage::from_pixel(8, 8, Rgba(shade))))
                .unwrap();
        }
    }
    assert!(
        near(decode(&bytes).unwrap().rgb()[(4, 4)], Rgb([255, 0, 0]), 8),
        "red comes first"
    );
}

#[test]
fn four_colour_progressive_jpegs_have_their_colours() {
    let photo = decode(include_bytes!("data/cmyk.jpg")).unwrap();
    let rgb = photo.rgb();
    assert_eq!(rgb.dimensions(), (48, 32));
    // As `pattern` of data/make.py, whose hard edges a JPEG blurs.
    let mut total = 0;
    for (x, y, pixel) in rgb.enumerate_pixels() {
        let expected = [
            ((x * 37 + y * 11) % 256) as u8,
            if (x / 3 + y / 5).is_multiple_of(2) {
                240
            } else {
                15
            },
            ((x * x + 3 * y * y) % 256) as u8,
        ];
        total += pixel
            .0
            .iter()
            .zip(expected)
            .map(|(a, b)| u32::from(a.abs_diff(b)))
            .sum::<u32>();
    }
    let mean = f64::from(total) / f64::from(48 * 32 * 3);
    assert!(
        mean < 8.0,
        "on average {mean} off; inverted inks would be over 100"
    );
}

/// An Exif block (little-endian TIFF) that holds an orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    block
}

fn jpeg_with_exif(orientation: u8) -> Vec<u8> {
    let jpeg = encode(six(), ImageFormat::Jpeg);
    let mut payload = b"Exif\0\0".to_vec();
    payload.extend(exif(orientation));
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(((payload.len() + 2) as u16).to_be_bytes());
    bytes.extend(payload);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn png_with_exif(orientation: u8) -> Vec<u8> {
    let png = encode(six(), ImageFormat::Png);
    let block = exif(orientation);
    // After the signature (8) and the header chunk (25).
    let mut bytes = png[..33].to_vec();
    bytes.extend((block.len() as u32).to_be_bytes());
    let mut chunk = b"eXIf".to_vec();
    chunk.extend(block);
    bytes.extend(&chunk);
    bytes.extend(crc32(&chunk).to_be_bytes());
    bytes.extend(&png[33..]);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

fn tiff_with_orientation(orientation: u8) -> Vec<u8> {
    let mut bytes = encode(six(), ImageFormat::Tiff);
    // The tag 274 takes the place of 296 (resolution unit), which is a SHORT as well.
    let at = bytes
        .windows(8)
        .position(|entry| entry == [0x28, 0x01, 3, 0, 1, 0, 0, 0])
        .expect("the encoder writes a resolution unit");
    bytes[at..at + 2].copy_from_slice(&[0x12, 0x01]);
    bytes[at + 8..at + 12].copy_from_slice(&[orientation, 0, 0, 0]);
    bytes
}

#[test]
fn pictures_are_turned_upright() {
    // What is seen when the stored rows 012 / 345 are turned as the tag says.
    let seen: [(u8, u32, [usize; 6]); 8] = [
        (1, 48, [0, 1, 2, 3, 4, 5]),
        (2, 48, [2, 1, 0, 5, 4, 3]),
        (3, 48, [5, 4, 3, 2, 1, 0]),
        (4, 48, [3, 4, 5, 0, 1, 2]),
        (5, 32, [0, 3, 1, 4, 2, 5]),
        (6, 32, [3, 0, 4, 1, 5, 2]),
        (7, 32, [5, 2, 4, 1, 3, 0]),
        (8, 32, [2, 5, 1, 4, 0, 3]),
    ];
    for (orientation, width, expected) in seen {
        for (format, bytes) in [
            ("JPEG", jpeg_with_exif(orientation)),
            ("PNG", png_with_exif(orientation)),
            ("TIFF", tiff_with_orientation(orientation)),
        ] {
            let photo = decode(&bytes).unwrap();
            assert_eq!(photo.rgb().width(), width, "{format}, orientation {orientation}");
            assert_eq!(fields(&photo), expected, "{format}, orientation {orientation}");
        }
    }
    let odd = decode(&jpeg_with_exif(77)).unwrap();
    assert_eq!(
        fields(&odd),
        [0, 1, 2, 3, 4, 5],
        "a tag without a meaning is ignored"
    );
}

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
    let start = Instant::now();
    match decode(&png_bomb(60_000)).unwrap_err() {
        ClipError::PhotoTooLarge {
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
    assert!(start.elapsed().as_secs() < 5, "nothing of it was decoded");
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
        Err(ClipError::PhotoTooLarge { unit: "pixels", .. })
    ));
    assert!(matches!(
        of(length - 1, 48 * 32),
        Err(ClipError::PhotoTooLarge { unit: "bytes", .. })
    ));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.png");
    std::fs::write(&path, &png).unwrap();
    let limits = PhotoLimits {
        max_bytes: length - 1,
        ..LIMITS
    };
    match Photo::open(&path, &limits).unwrap_err() {
        ClipError::PhotoTooLarge {
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
            ClipError::PhotoUnreadable { source_name, reason } => {
                assert_eq!(source_name, "picture");
                assert!(reason.contains(expected), "{bytes:?}: {reason}");
            }
            other => panic!("{bytes:?}: {other}"),
        }
    }
}

#[test]
fn known_formats_that_are_not_read_are_named() {
    let cases: [(&[u8], &str); 5] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"8BPS\0\x01", "Photoshop"),
    ];
    for (bytes, expected) in cases {
        match decode(bytes).unwrap_err() {
            ClipError::UnsupportedFormat { detail, .. } => {
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
        include_bytes!("data/cmyk.jpg").to_vec(),
    ));
    for (format, whole) in files {
        decode(&whole).unwrap_or_else(|e| panic!("{format} is sound: {e}"));
        for tenths in 1..10 {
            let cut = &whole[..whole.len() * tenths / 10];
            match decode(cut) {
                Err(ClipError::PhotoUnreadable { source_name, .. }) => assert_eq!(source_name, "picture"),
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
        ClipError::Io { path, .. } => assert_eq!(path, Path::new("/nowhere/p.jpg")),
        other => panic!("{other}"),
    }
    let folder = tempfile::tempdir().unwrap();
    match Photo::open(folder.path(), &LIMITS).unwrap_err() {
        ClipError::PhotoUnreadable { source_name, reason } => {
            assert_eq!(source_name, folder.path().display().to_string());
            assert!(reason.contains("folder"), "{reason}");
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_thumbnail_fits_keeps_the_aspect_and_never_grows() {
    let photo = Photo::from_rgb(RgbImage::from_pixel(400, 200, Rgb([9, 99, 199])));
    for (max_width, max_height, expected) in [
        (100, 100, (100, 50)),
        (1000, 50, (100, 50)),
        (400, 200, (400, 200)),
        (800, 800, (400, 200)),
        (1, 1, (1, 1)),
    ] {
        let thumbnail = photo.thumbnail(max_width, max_height);
        assert_eq!(thumbnail.dimensions(), expected, "into {max_width}×{max_height}");
        assert!(
            thumbnail.pixels().all(|p| p.0 == [9, 99, 199]),
            "one colour stays one colour"
        );
    }
    let thin = Photo::from_rgb(RgbImage::new(1, 5000));
    assert_eq!(
        thin.thumbnail(100, 100).dimensions(),
        (1, 100),
        "a side is one pixel at least"
    );
}

#[test]
fn a_thumbnail_is_smoothed() {
    let stripes = RgbImage::from_fn(400, 400, |x, _| Rgb([if x % 2 == 0 { 0 } else { 255 }; 3]));
    let thumbnail = Photo::from_rgb(stripes).thumbnail(40, 40);
    let inside = thumbnail.get_pixel(20, 20).0[0];
    assert!(
        (120..=135).contains(&inside),
        "fine stripes become grey, and {inside} is not"
    );
}
