//! Decodes mutated pictures and tells how many were read, how many refused, how much processor time the slowest took and how
//! much memory was held at the most. What panics or takes over a second is kept.
//!
//! ```text
//! cargo run -p nova-pictures --example mutate -- 100000 7 crates/nova-pictures/tests/data/*.{jpg,avif,heic} …
//! ```
//!
//! The arguments are the number of inputs, the seed, and the sound pictures to begin with. A small one of each format that
//! can be written is always among them.

#![allow(clippy::print_stdout, reason = "it prints its figures")]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use nova_pictures::{Photo, PhotoLimits};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::error::Error;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// Inputs after which it says how far it is.
const TELL_EVERY: usize = 50_000;

/// Numbers at the borders of what fields hold.
const BORDERS: [u32; 9] = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many inputs?")?.parse()?;
    let seed: u64 = arguments.next().ok_or("which seed?")?.parse()?;
    let mut files = written()?;
    for path in arguments {
        let bytes = std::fs::read(&path)?;
        files.push((path, bytes));
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (mut read, mut refused, mut panics, mut over) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut slowest = (Duration::ZERO, String::new());
    let start = Instant::now();
    for number in 0..count {
        let (name, sound) = &files[random.random_range(0..files.len())];
        let (_, other) = &files[random.random_range(0..files.len())];
        let bytes = mutated(sound, other, &mut random);
        let begun = processor_time();
        let answer =
            std::panic::catch_unwind(|| Photo::decode(&bytes, name, &PhotoLimits::default()).is_ok());
        let took = processor_time().saturating_sub(begun);
        match answer {
            Ok(true) => read += 1,
            Ok(false) => refused += 1,
            Err(_) => panics += 1,
        }
        if answer.is_err() || took > Duration::from_secs(1) {
            over += usize::from(answer.is_ok());
            let kept = std::env::temp_dir().join(format!("mutated-{seed}-{number}"));
            std::fs::write(&kept, &bytes)?;
            println!("{name}: {took:?}, kept as {}", kept.display());
        }
        if took > slowest.0 {
            slowest = (took, name.clone());
        }
        if (number + 1) % TELL_EVERY == 0 || number + 1 == count {
            println!(
                "{} inputs in {:.0} s: {read} read, {refused} refused, {panics} panics, {over} over a second; the slowest took {:.3} s ({}); at most {} MB",
                number + 1,
                start.elapsed().as_secs_f64(),
                slowest.0.as_secs_f64(),
                slowest.1,
                peak_megabytes().unwrap_or(0)
            );
        }
    }
    Ok(())
}

/// A small picture in each format that can be written, with its name.
fn written() -> Result<Vec<(String, Vec<u8>)>, image::ImageError> {
    let picture = RgbImage::from_fn(24, 16, |x, y| {
        let place = u8::try_from(x * 9 + y).unwrap_or(u8::MAX);
        Rgb([place, 255 - place, if x > y { 200 } else { 30 }])
    });
    let picture = DynamicImage::from(picture);
    [
        (ImageFormat::Jpeg, "jpg"),
        (ImageFormat::Png, "png"),
        (ImageFormat::WebP, "webp"),
        (ImageFormat::Gif, "gif"),
        (ImageFormat::Bmp, "bmp"),
        (ImageFormat::Tiff, "tiff"),
    ]
    .into_iter()
    .map(|(format, ending)| {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format)?;
        Ok((format!("small.{ending}"), bytes.into_inner()))
    })
    .collect()
}

fn mutated(sound: &[u8], other: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..random.random_range(1..8) {
        if bytes.len() < 16 {
            break;
        }
        // Headers decide most, so half of the changes fall into the first bytes.
        let end = if random.random_bool(0.5) {
            bytes.len().min(256)
        } else {
            bytes.len()
        };
        let at = random.random_range(0..end - 4);
        match random.random_range(0..7) {
            0 => bytes[at] = random.random(),
            1 => bytes[at] ^= 1 << random.random_range(0..8),
            2 => {
                let border = BORDERS[random.random_range(0..BORDERS.len())].to_be_bytes();
                let width = 1 << random.random_range(0..3_usize);
                bytes[at..at + width].copy_from_slice(&border[4 - width..]);
            }
            3 => bytes.truncate(random.random_range(16..=bytes.len())),
            4 => {
                let length = random.random_range(1..64).min(bytes.len() - at);
                let copied = bytes[at..at + length].to_vec();
                let to = random.random_range(0..bytes.len());
                bytes.splice(to..to, copied);
            }
            5 => {
                let length = random.random_range(1..64).min(bytes.len() - at);
                bytes.drain(at..at + length);
            }
            _ => {
                let from = random.random_range(0..other.len());
                let length = random.random_range(1..256).min(other.len() - from);
                let end = (at + length).min(bytes.len());
                bytes.splice(at..end, other[from..from + length].iter().copied());
            }
        }
    }
    bytes
}

/// Processor time of this thread so far: what a busy machine does meanwhile counts nothing. Where the system does not say it,
/// no time passes.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// The most memory that the process held, where Linux says it.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
