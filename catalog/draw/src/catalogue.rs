//! The catalogue: which garments, their records, and the files they are written to.

use std::collections::HashSet;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rayon::prelude::*;

use crate::describe::{COLUMNS, Record};
use crate::error::DrawError;
use crate::facts::Garment;
use crate::range::{Kind, RANGE};
use crate::studio;

/// JPEG qualities tried for a picture, best first, in percent.
const QUALITIES: [u8; 5] = [85, 79, 73, 67, 60];
/// The size in bytes a picture should not exceed; coarse knits and prints take a lower quality for it.
const LIMIT: usize = 32_000;
/// How often another garment is tried where one is much like those there are.
const TRIES: u64 = 24;

/// A garment of the catalogue before it is drawn.
pub struct Entry {
    /// Its record.
    pub record: Record,
    /// Its drawing and facts.
    pub garment: Garment,
    /// Varies its picture.
    pub seed: u32,
}

/// The random source of one garment: told apart by run, type and number.
fn source(seed: u64, kind: usize, number: u64) -> StdRng {
    let mixed = seed
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add((kind as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9))
        .wrapping_add(number.wrapping_mul(0x94D0_49BB_1331_11EB));
    StdRng::seed_from_u64(mixed)
}

fn entry(id: String, kind: &Kind, garment: Garment, rng: &mut StdRng) -> Entry {
    let record = Record::of(id, kind, &garment.facts, rng);
    Entry {
        record,
        garment,
        seed: rng.random(),
    }
}

/// The demo catalogue: each type as often as its range says, varied in colour, cut and pattern.
pub fn demo(seed: u64) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut titles = HashSet::new();
    for (k, kind) in RANGE.iter().enumerate() {
        let (mut colours, mut cuts) = (HashSet::new(), HashSet::new());
        for number in 0..kind.count as u64 {
            for attempt in 0..TRIES {
                let mut rng = source(seed, k, number * TRIES + attempt);
                let garment = (kind.make)(&mut rng);
                let facts = &garment.facts;
                let colour = facts.colours[0].name;
                let cut = (facts.noun.clone(), facts.pattern);
                // Late tries are taken as they come, so that small palettes also fill their number.
                let fresh = match attempt {
                    0..12 => !colours.contains(colour) && !cuts.contains(&cut),
                    12..18 => !colours.contains(colour),
                    _ => attempt == TRIES - 1 || !cuts.contains(&(cut.0.clone(), colour)),
                };
                let made = entry(
                    format!("sn-{:04}", entries.len() + 1),
                    kind,
                    garment.clone(),
                    &mut rng,
                );
                if fresh && (attempt == TRIES - 1 || !titles.contains(&made.record.title)) {
                    colours.insert(colour);
                    cuts.insert((cut.0.clone(), colour));
                    cuts.insert(cut);
                    titles.insert(made.record.title.clone());
                    entries.push(made);
                    break;
                }
            }
        }
    }
    entries
}

/// `n` random garments, each type as likely as the other.
pub fn sample(n: usize, seed: u64) -> Vec<Entry> {
    (0..n)
        .map(|i| {
            let mut rng = source(seed, usize::MAX, i as u64);
            let kind = &RANGE[rng.random_range(0..RANGE.len())];
            let garment = (kind.make)(&mut rng);
            entry(format!("s{seed}-{:05}", i + 1), kind, garment, &mut rng)
        })
        .collect()
}

/// The picture of an entry as JPEG bytes.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn picture(entry: &Entry) -> Result<Vec<u8>, DrawError> {
    let pixels = studio::photograph(&entry.garment.drawing.clone().framed(1.45), entry.seed);
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes.clear();
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode_image(&pixels)
            .map_err(|source| DrawError::image(Path::new(&entry.record.image), source))?;
        if bytes.len() <= LIMIT {
            break;
        }
    }
    Ok(bytes)
}

/// Writes `catalog.csv` and `images/` into `folder`, drawing on all cores.
///
/// # Errors
/// When a file or folder cannot be written.
pub fn write(entries: &[Entry], folder: &Path) -> Result<(), DrawError> {
    let images = folder.join("images");
    std::fs::create_dir_all(&images).map_err(|source| DrawError::write(&images, source))?;
    let file = folder.join("catalog.csv");
    let table = |source| DrawError::Table {
        path: file.clone(),
        source,
    };
    let mut writer = csv::Writer::from_path(&file).map_err(table)?;
    writer.write_record(COLUMNS).map_err(table)?;
    for entry in entries {
        writer.write_record(entry.record.cells()).map_err(table)?;
    }
    writer.flush().map_err(|source| DrawError::write(&file, source))?;
    entries.par_iter().try_for_each(|entry| {
        let file = folder.join(&entry.record.image);
        std::fs::write(&file, picture(entry)?).map_err(|source| DrawError::write(&file, source))
    })
}

/// Writes a contact sheet of the pictures as a PNG.
///
/// # Errors
/// When a picture cannot be drawn or the file cannot be written.
pub fn sheet(entries: &[Entry], file: &Path) -> Result<(), DrawError> {
    const THUMB: (u32, u32) = (150, 200);
    let columns = ((entries.len() as f32 * 1.6).sqrt().ceil() as u32).max(1);
    let rows = (entries.len() as u32).div_ceil(columns);
    let thumbs: Vec<image::RgbImage> = entries
        .par_iter()
        .map(|entry| {
            let pixels = studio::photograph(&entry.garment.drawing.clone().framed(1.45), entry.seed);
            image::imageops::resize(&pixels, THUMB.0, THUMB.1, image::imageops::FilterType::Triangle)
        })
        .collect();
    let mut sheet = image::RgbImage::from_pixel(
        columns * THUMB.0,
        rows.max(1) * THUMB.1,
        image::Rgb([251, 249, 245]),
    );
    for (i, thumb) in thumbs.iter().enumerate() {
        let (x, y) = (i as u32 % columns * THUMB.0, i as u32 / columns * THUMB.1);
        image::imageops::replace(&mut sheet, thumb, i64::from(x), i64::from(y));
    }
    sheet.save(file).map_err(|source| DrawError::image(file, source))
}
