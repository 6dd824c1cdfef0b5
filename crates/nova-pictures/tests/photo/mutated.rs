//! Damaged files of every format: an answer or an error, never a panic. `examples/mutate.rs` does the same to any number
//! of files and measures time and memory.

use image::ImageFormat;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{decode, encode, six};

#[test]
fn damaged_pictures_never_panic() {
    let mut files: Vec<Vec<u8>> = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ]
    .into_iter()
    .map(|format| encode(six(), format))
    .collect();
    for file in [
        include_bytes!("../data/cmyk.jpg").as_slice(),
        include_bytes!("../data/six.avif"),
        include_bytes!("../data/half.avif"),
        include_bytes!("../data/six-turned.heic"),
        include_bytes!("../data/half.heic"),
    ] {
        files.push(file.to_vec());
    }
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for sound in files {
        for _ in 0..150 {
            let mut bytes = sound.clone();
            for _ in 0..random.random_range(1..6) {
                let at = random.random_range(0..bytes.len());
                bytes[at] = random.random();
            }
            if random.random_bool(0.2) {
                bytes.truncate(random.random_range(0..bytes.len()));
            }
            // Either outcome is right; what counts is that there is one.
            drop(decode(&bytes));
        }
    }
}
