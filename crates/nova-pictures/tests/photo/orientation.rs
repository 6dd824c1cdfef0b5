//! EXIF orientation, in every format that carries it.

use image::ImageFormat;

use crate::{crc32, decode, encode, fields, six};

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
