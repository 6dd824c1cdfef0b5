//! Measures how fast a model folder embeds pictures and sentences.
//!
//! ```text
//! cargo run --release -p nova-clip --example throughput -- models/nova-mini PICTURES
//! ```
//!
//! PICTURES is a folder of pictures. Printed are, each as the best of five
//! rounds: one picture at a time, batches of sixteen, the whole way from file to
//! vector as an import takes it, and one sentence at a time.
//!
//! With `--json SENTENCE` in place of PICTURES it measures one drawn picture alone,
//! the same in a batch of sixteen, and the sentence, and prints the milliseconds of each:
//! what `models/training/bench_peers.py` compares with others.

#![allow(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use image::{Rgb, RgbImage};
use nova_clip::{ClipError, DualEncoder, Embedder, Pixels};
use nova_pictures::{Photo, PhotoLimits};
use rayon::prelude::*;

const BATCH: usize = 16;
const PICTURES: usize = 256;
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: throughput MODEL_FOLDER PICTURE_FOLDER".into());
    };
    if folder == "--json" {
        return compare(Path::new(&model), &arguments.next().unwrap_or_default());
    }
    let start = Instant::now();
    let embedder = Embedder::spawn(Path::new(&model))?;
    let info = embedder.info();
    println!(
        "{} ({}), loaded in {:.0} ms",
        info.name,
        info.family,
        start.elapsed().as_secs_f64() * 1e3
    );

    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.sort();
    files.truncate(PICTURES);
    let pixels = prepare(&embedder, &files)?;
    if pixels.is_empty() {
        return Err("the folder has no pictures".into());
    }

    let seconds = best(|| {
        for picture in &pixels[..pixels.len().min(32)] {
            embedder.embed_pixels_batch(vec![picture.clone()])?;
        }
        Ok(())
    })?;
    println!(
        "one picture at a time: {:.2} ms each",
        seconds * 1e3 / pixels.len().min(32) as f64
    );

    let seconds = best(|| {
        for batch in pixels.chunks(BATCH) {
            embedder.embed_pixels_batch(batch.to_vec())?;
        }
        Ok(())
    })?;
    println!(
        "batches of {BATCH}: {:.1} pictures a second",
        pixels.len() as f64 / seconds
    );

    let seconds = best(|| prepare(&embedder, &files).map(drop))?;
    println!(
        "file to pixels: {:.1} pictures a second",
        files.len() as f64 / seconds
    );

    let seconds = best(|| {
        for batch in files.chunks(4 * BATCH) {
            embedder.embed_pixels_batch(prepare(&embedder, batch)?)?;
        }
        Ok(())
    })?;
    println!(
        "file to vector: {:.1} pictures a second",
        files.len() as f64 / seconds
    );

    let sentences = [
        "red summer dress",
        "navy blue check shirt for men",
        "smart but not formal shoes for work",
    ];
    let seconds = best(|| {
        for sentence in sentences {
            embedder.embed_text(sentence)?;
        }
        Ok(())
    })?;
    println!(
        "one sentence at a time: {:.2} ms each",
        seconds * 1e3 / sentences.len() as f64
    );
    Ok(())
}

/// One line of JSON: milliseconds a picture alone, a picture of a batch, a sentence.
fn compare(model: &Path, sentence: &str) -> Result<(), Box<dyn Error>> {
    let encoder = nova_clip::load(model)?;
    // Within a pool of threads, as `Embedder` computes.
    let (picture, batch, text) = rayon::scope(|_| times(&*encoder, sentence))?;
    println!(r#"{{"picture": {picture}, "batch": {batch}, "text": {text}}}"#);
    Ok(())
}

fn times(encoder: &dyn DualEncoder, sentence: &str) -> Result<(f64, f64, f64), ClipError> {
    let drawn = RgbImage::from_fn(300, 400, |x, y| Rgb([x as u8, y as u8, (x * y) as u8]));
    let pixels = vec![encoder.preprocess().apply(&(drawn)); BATCH];
    let picture = repeat(8, || encoder.embed_pixels(&pixels[..1]).map(drop))?;
    let batch = repeat(1, || {
        pixels
            .chunks(encoder.batch_len())
            .try_for_each(|piece| encoder.embed_pixels(piece).map(drop))
    })?;
    let text = repeat(20, || encoder.embed_texts(&[sentence]).map(drop))?;
    Ok((picture, batch / BATCH as f64, text))
}

/// The shortest of `times` runs after one that does not count, in milliseconds.
fn repeat(times: usize, mut run: impl FnMut() -> Result<(), ClipError>) -> Result<f64, ClipError> {
    run()?;
    let mut shortest = f64::INFINITY;
    for _ in 0..times {
        let start = Instant::now();
        run()?;
        shortest = shortest.min(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(shortest)
}

fn prepare(embedder: &Embedder, files: &[PathBuf]) -> Result<Vec<Pixels>, Box<dyn Error>> {
    let preprocess = embedder.preprocess();
    let limits = PhotoLimits::default();
    let pixels: Result<Vec<_>, _> = files
        .par_iter()
        .map(|file| {
            let photo =
                Photo::open(file, &limits).map_err(|error| ClipError::Inference(error.to_string()))?;
            Ok(preprocess.apply(photo.rgb()))
        })
        .collect();
    pixels.map_err(|error: ClipError| error.into())
}

/// The shortest of a few runs, in seconds.
fn best(mut run: impl FnMut() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut shortest = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        run()?;
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    Ok(shortest)
}
