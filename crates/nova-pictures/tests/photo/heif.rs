//! AVIF and HEIC.

use image::Rgb;
use nova_pictures::{Photo, PhotoLimits, PictureError};

use crate::{decode, fields, near};

const SIX: [(&str, &[u8]); 4] = [
    ("AVIF", include_bytes!("../data/six.avif")),
    ("turned AVIF", include_bytes!("../data/six-turned.avif")),
    ("HEIC", include_bytes!("../data/six.heic")),
    ("turned HEIC", include_bytes!("../data/six-turned.heic")),
];

#[test]
fn pictures_of_phones_and_of_the_web_are_read_upright() {
    for (name, bytes) in SIX {
        let photo = decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(photo.rgb().dimensions(), (48, 32), "{name}");
        assert_eq!(fields(&photo), [0, 1, 2, 3, 4, 5], "{name}");
    }
}

#[test]
fn transparency_lies_on_white_here_too() {
    for (name, bytes) in [
        ("AVIF", include_bytes!("../data/half.avif").as_slice()),
        ("HEIC", include_bytes!("../data/half.heic")),
    ] {
        let photo = decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = photo.rgb()[(24, 24)];
        assert!(
            near(found, Rgb([127; 3]), 6),
            "{name}: black at half opacity is {found:?}"
        );
    }
}

#[test]
fn reserved_primaries_in_the_stream_are_nothing_where_the_container_names_its_own() {
    let mut avif = include_bytes!("../data/six.avif").to_vec();
    // The eight bits of `color_primaries` in its sequence header begin at bit 2,269; of 1 they make 13, which is reserved.
    avif[284] |= 0x60;
    let photo = decode(&avif).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(fields(&photo), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn limits_hold_before_anything_is_decoded() {
    let limits = PhotoLimits {
        max_pixels: 48 * 32 - 1,
        ..PhotoLimits::default()
    };
    for (name, bytes) in SIX {
        match Photo::decode(bytes, name, &limits) {
            Err(PictureError::TooLarge { unit: "pixels", .. }) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_is_cut_off_is_refused() {
    for (name, bytes) in SIX {
        for tenths in 1..10 {
            let cut = &bytes[..bytes.len() * tenths / 10];
            assert!(decode(cut).is_err(), "{name} cut at {tenths}/10 passed as whole");
        }
    }
}
