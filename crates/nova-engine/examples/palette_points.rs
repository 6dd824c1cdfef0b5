//! Learns what shops call by the names of the palette: reads a catalogue's table and pictures, takes the largest shade
//! of each garment, and prints a normal distribution for each name, as `nova-domain`'s `garment/points.rs` holds them.
//! Before that it says how many of every fifth row, which it leaves out for that, are named as the shop does.
//!
//! ```text
//! cargo run --release -p nova-engine --example palette_points -- products.csv pictures split=train
//! ```

#![allow(clippy::print_stdout, reason = "it prints its table")]

use nova_domain::garment::{self, LOOK_SIDE, Point, Shade};
use nova_domain::palette;
use nova_pictures::{Photo, PhotoLimits};
use nova_tables::{Column, columns_of};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Added to every variance, so that a name with few garments is not too sure of itself.
const BLUR: f64 = 0.003 * 0.003;
/// Garments farther than this from their name's middle, in its squared spreads, are taken for mislabelled.
const FAR: f64 = 11.3;
/// The power of how common a name is: 0 for names that are all as likely, 1 for those of this shop.
const COMMONNESS: f64 = 0.7;

/// What one garment teaches.
struct Sample {
    name: &'static str,
    shades: Vec<Shade>,
    mean: Vec<Shade>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [table, pictures, only @ ..] = arguments.as_slice() else {
        return Err("give a table, a folder of pictures, and perhaps column=value".into());
    };
    let only = only.first().and_then(|only| only.split_once('='));
    let rows = rows(Path::new(table), Path::new(pictures), only)?;
    let samples: Vec<Sample> = rows
        .into_par_iter()
        .filter_map(|(name, path)| {
            let photo = Photo::open(&path, &PhotoLimits::default()).ok()?;
            let small = photo.thumbnail(LOOK_SIDE, LOOK_SIDE);
            let (width, height) = (small.width() as usize, small.height() as usize);
            Some(Sample {
                name,
                shades: garment::shades(small.as_raw(), width, height),
                mean: garment::mean_of_all(small.as_raw()),
            })
        })
        .collect();
    let kept = |fifth: bool| -> Vec<&Sample> {
        let numbered = samples.iter().enumerate();
        numbered
            .filter(|(at, _)| (at % 5 == 4) == fifth)
            .map(|(_, sample)| sample)
            .collect()
    };
    let (taught, asked) = (kept(false), kept(true));
    let points = learn(&taught, |sample| &sample.shades);
    println!("// {} garments teach, {} are asked", taught.len(), asked.len());
    println!(
        "// of the garment: {:.4}",
        right(&points, &asked, |sample| &sample.shades)
    );
    let mean = learn(&taught, |sample| &sample.mean);
    println!(
        "// of all pixels, learnt from all pixels: {:.4}",
        right(&mean, &asked, |sample| &sample.mean)
    );
    for point in learn(&samples.iter().collect::<Vec<_>>(), |sample| &sample.shades) {
        println!("{point:?},");
    }
    Ok(())
}

/// The names and pictures of the rows whose colour the palette knows.
fn rows(
    table: &Path,
    pictures: &Path,
    only: Option<(&str, &str)>,
) -> Result<Vec<(&'static str, PathBuf)>, Box<dyn std::error::Error>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(table)?;
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let fields = columns_of(&header);
    let column = |column| {
        let found = fields.iter().position(|field| *field == Some(column));
        found.ok_or("the table has no colours or no images")
    };
    let (colour, image) = (column(Column::Colours)?, column(Column::Image)?);
    let only = only.and_then(|(name, value)| Some((header.iter().position(|own| own == name)?, value)));
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let name = palette::of(cell(colour)).filter(|name| *name != "multicolour");
        if let Some(name) = name.filter(|_| only.is_none_or(|(at, value)| cell(at) == value)) {
            rows.push((name, pictures.join(cell(image))));
        }
    }
    Ok(rows)
}

fn right(points: &[Point], samples: &[&Sample], of: impl Fn(&Sample) -> &[Shade]) -> f64 {
    let named = samples
        .iter()
        .filter(|sample| garment::naming_by(points, of(sample)).first() == Some(sample.name));
    named.count() as f64 / samples.len().max(1) as f64
}

/// A normal distribution for each name, twice: the second time without what was far from the first.
fn learn(samples: &[&Sample], of: impl Fn(&Sample) -> &[Shade]) -> Vec<Point> {
    let mut by_name: BTreeMap<&'static str, Vec<[f64; 3]>> = BTreeMap::new();
    for sample in samples {
        if let Some(shade) = of(sample).first() {
            let colour = shade.colour;
            let own = [colour.l, colour.a, colour.b].map(f64::from);
            by_name.entry(sample.name).or_default().push(own);
        }
    }
    let total: usize = by_name.values().map(Vec::len).sum();
    let points = by_name.into_iter().map(|(name, mut colours)| {
        let common = colours.len() as f64 / total as f64;
        for _ in 0..3 {
            let (mean, precision, _) = normal(&colours);
            let near: Vec<[f64; 3]> = colours
                .iter()
                .copied()
                .filter(|colour| squared(*colour, mean, precision) < FAR)
                .collect();
            if near.len() * 2 > colours.len() {
                colours = near;
            }
        }
        let (mean, precision, log_determinant) = normal(&colours);
        Point {
            name,
            mean: mean.map(|value| value as f32),
            precision: precision.map(|value| value as f32),
            weight: (COMMONNESS * common.ln() - 0.5 * log_determinant) as f32,
        }
    });
    points.collect()
}

fn squared(colour: [f64; 3], mean: [f64; 3], [ll, la, lb, aa, ab, bb]: [f64; 6]) -> f64 {
    let [l, a, b] = std::array::from_fn(|at| colour[at] - mean[at]);
    ll * l * l + aa * a * a + bb * b * b + 2.0 * (la * l * a + lb * l * b + ab * a * b)
}

/// Mean, inverse covariance and the logarithm of the covariance's determinant.
fn normal(colours: &[[f64; 3]]) -> ([f64; 3], [f64; 6], f64) {
    let count = colours.len().max(1) as f64;
    let mean: [f64; 3] =
        std::array::from_fn(|at| colours.iter().map(|colour| colour[at]).sum::<f64>() / count);
    let covariance = |row: usize, column: usize| {
        let products = colours
            .iter()
            .map(|colour| (colour[row] - mean[row]) * (colour[column] - mean[column]));
        products.sum::<f64>() / count + if row == column { BLUR } else { 0.0 }
    };
    let (ll, la, lb) = (covariance(0, 0), covariance(0, 1), covariance(0, 2));
    let (aa, ab, bb) = (covariance(1, 1), covariance(1, 2), covariance(2, 2));
    let determinant = ll * (aa * bb - ab * ab) - la * (la * bb - ab * lb) + lb * (la * ab - aa * lb);
    let precision = [
        aa * bb - ab * ab,
        lb * ab - la * bb,
        la * ab - lb * aa,
        ll * bb - lb * lb,
        la * lb - ll * ab,
        ll * aa - la * la,
    ];
    (
        mean,
        precision.map(|cofactor| cofactor / determinant),
        determinant.ln(),
    )
}
