//! JPEGs with more or less in the file than one whole picture.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use nova_pictures::PictureError;

use crate::{decode, encode, fields, near, six};

fn without_end(jpeg: &[u8]) -> &[u8] {
    jpeg.strip_suffix(&[0xFF, 0xD9]).unwrap()
}

/// Noise, so that every byte of the file matters.
fn noise() -> RgbImage {
    RgbImage::from_fn(160, 120, |x, y| {
        Rgb([(x * y % 251) as u8, (x * 7 % 253) as u8, (y * 5 % 241) as u8])
    })
}

#[test]
fn a_jpeg_that_lacks_only_its_end_marker_is_read_as_it_is() {
    for picture in [six(), noise()] {
        let whole = encode(picture, ImageFormat::Jpeg);
        let pixels = decode(&whole).unwrap();
        let bare = without_end(&whole);
        assert_eq!(decode(bare).unwrap().rgb(), pixels.rgb());
        let half_a_marker = &whole[..whole.len() - 1];
        assert_eq!(decode(half_a_marker).unwrap().rgb(), pixels.rgb());
        let padded = [bare, &[0; 64]].concat();
        assert_eq!(
            decode(&padded).unwrap().rgb(),
            pixels.rgb(),
            "zeros in place of the marker"
        );
    }
    let progressive = include_bytes!("../data/cmyk.jpg");
    assert_eq!(
        decode(without_end(progressive)).unwrap().rgb(),
        decode(progressive).unwrap().rgb()
    );
}

#[test]
fn a_jpeg_that_is_cut_off_is_refused_also_by_a_few_bytes_and_where_zeros_follow() {
    let files = [
        encode(noise(), ImageFormat::Jpeg),
        include_bytes!("../data/cmyk.jpg").to_vec(),
    ];
    for whole in files {
        let bare = without_end(&whole);
        for missing in [4, 8, 20, 100, bare.len() / 2] {
            let cut = &bare[..bare.len() - missing];
            for bytes in [cut.to_vec(), [cut, &[0; 5000]].concat()] {
                match decode(&bytes) {
                    Err(PictureError::Unreadable { reason, .. }) => {
                        assert!(reason.contains("cut off"), "{reason}");
                    }
                    other => panic!("{missing} bytes less: {other:?}"),
                }
            }
        }
    }
}

#[test]
fn a_progressive_jpeg_that_ends_between_two_scans_is_refused() {
    let whole = include_bytes!("../data/cmyk.jpg");
    let scans: Vec<usize> = (0..whole.len() - 1)
        .filter(|at| whole[*at..*at + 2] == [0xFF, 0xDA])
        .collect();
    assert!(scans.len() > 3, "several scans, or the test is for nothing");
    for end in &scans[1..] {
        // What stands before the scan is its Huffman table, which belongs to it.
        assert!(decode(&whole[..*end]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_jpeg_with_restart_markers_that_lacks_some_is_refused() {
    // Grey of one kind: each interval is the same few bits, so that only the markers tell how many there are.
    let mut whole = Vec::new();
    JpegEncoder::new(&mut whole)
        .encode_image(&RgbImage::new(64, 8))
        .unwrap();
    let scan = whole.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let header = scan + 2 + usize::from(u16::from_be_bytes([whole[scan + 2], whole[scan + 3]]));
    // An interval of one unit: the first unit as it is, then markers between units that change nothing.
    let mut bytes = whole[..scan].to_vec();
    bytes.extend([0xFF, 0xDD, 0, 4, 0, 1]);
    bytes.extend(&whole[scan..header]);
    let with = |count: u8| {
        let mut bytes = bytes.clone();
        for unit in 0..=count {
            if unit > 0 {
                bytes.extend([0xFF, 0xD0 + (unit - 1) % 8]);
            }
            bytes.extend([0, 0, 0]);
        }
        bytes
    };
    let units = 64 / 8;
    assert!(decode(&with(units / 2)).is_err(), "half of the intervals");
}

#[test]
fn of_two_pictures_in_one_file_the_first_is_taken() {
    let shirt = encode(six(), ImageFormat::Jpeg);
    let blue = encode(RgbImage::from_pixel(64, 64, Rgb([0, 0, 200])), ImageFormat::Jpeg);
    let both = [shirt.as_slice(), &blue].concat();
    assert_eq!(fields(&decode(&both).unwrap()), [0, 1, 2, 3, 4, 5]);
    let padded = [shirt.as_slice(), &[0; 3000]].concat();
    assert_eq!(fields(&decode(&padded).unwrap()), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_preview_in_the_header_is_not_taken_for_the_picture() {
    let preview = encode(RgbImage::from_pixel(16, 16, Rgb([0, 0, 200])), ImageFormat::Jpeg);
    let shirt = encode(
        RgbImage::from_pixel(64, 64, Rgb([200, 30, 40])),
        ImageFormat::Jpeg,
    );
    let mut bytes = shirt[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(((preview.len() + 2) as u16).to_be_bytes());
    bytes.extend(&preview);
    bytes.extend(&shirt[2..]);
    for bytes in [bytes.as_slice(), without_end(&bytes)] {
        assert!(near(
            decode(bytes).unwrap().rgb()[(32, 32)],
            Rgb([200, 30, 40]),
            6
        ));
    }
}

#[test]
fn a_header_that_promises_more_than_the_file_can_hold_is_refused() {
    let mut bytes = encode(six(), ImageFormat::Jpeg);
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x20, 0, 0x20, 0]);
    match decode(&bytes).unwrap_err() {
        PictureError::Unreadable { reason, .. } => assert!(reason.contains("too short"), "{reason}"),
        other => panic!("{other}"),
    }
}
