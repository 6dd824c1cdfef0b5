//! Learns what street photos say of which garments are worn together, and writes what ships: `src/look/street.maps` and
//! `src/look/street.kinds`. The photos are "Clothing Co-Parsing" (Yang, Luo and Lin, 2014; Apache-2.0): a table of crops
//! with their photo and label, and the crops' embeddings by nova-mini as `stylenova embed --batch` writes them.
//!
//! `cargo run --release -p nova-taste --example street_prior -- street.csv street.npy [--held-out]`; with `--held-out` a
//! quarter of the photos stays aside, and what was learnt is measured on it and not written.

mod shared;

use nova_domain::Product;
use nova_domain::vector::dot;
use nova_taste::look::learn::{Course, Lesson, learn};
use nova_taste::look::maps::Maps;
use nova_taste::look::measure::percentiles;
use nova_taste::look::rack::Rack;
use nova_taste::look::{Family, Piece, Slot};
use nova_taste::random::Random;
use shared::read_npy;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

/// Times that two families are taken to have been worn together as often as chance has it.
const SHRINKAGE: f64 = 6.0;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [table, vectors, rest @ ..] = arguments.as_slice() else {
        return Err("name street.csv and street.npy".into());
    };
    let held_out = rest.iter().any(|word| word == "--held-out");
    let (dim, values) = read_npy(&std::fs::read(vectors)?)?;
    let mut pieces = Vec::new();
    let mut rows: Vec<f32> = Vec::new();
    let mut photos: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (line, vector) in std::fs::read_to_string(table)?
        .lines()
        .skip(1)
        .zip(values.chunks_exact(dim))
    {
        let mut cells = line.split(',').skip(1);
        let (Some(photo), Some(label)) = (cells.next(), cells.next()) else {
            continue;
        };
        let mut product = Product::new("", "");
        product.kind = label.to_owned();
        if let Some(piece) = Piece::of(&product).filter(|_| vector.iter().all(|x| x.is_finite())) {
            photos.entry(photo.to_owned()).or_default().push(pieces.len());
            pieces.push(Some(piece));
            rows.extend(vector);
        }
    }
    let row = |item: usize| Some(&rows[item * dim..(item + 1) * dim]);
    let rack = Rack::new(pieces, &row);
    let family = |item: usize| rack.piece(item).map_or(Family::OtherWorn, |piece| piece.family);
    let slots: Vec<Slot> = (0..rack.len())
        .filter_map(|item| Some(rack.piece(item)?.slot))
        .collect();
    let centred: Vec<f32> = (0..rack.len())
        .flat_map(|item| rack.centred(family(item), &rows[item * dim..(item + 1) * dim]))
        .collect();
    let of = |item: usize| &centred[item * dim..(item + 1) * dim];
    let all: Vec<Vec<usize>> = photos.into_values().collect();
    let (kept, aside): (Vec<_>, Vec<_>) = all
        .into_iter()
        .enumerate()
        .partition(|(at, _)| !held_out || at % 4 != 0);
    let (kept, aside): (Vec<Vec<usize>>, Vec<Vec<usize>>) = (
        kept.into_iter().map(|(_, look)| look).collect(),
        aside.into_iter().map(|(_, look)| look).collect(),
    );
    let cosine =
        |a: usize, b: usize| of(a).iter().zip(of(b)).map(|(x, y)| x * y).sum::<f32>() / rack.spread();
    let known = |a: usize, b: usize, terms: &mut Vec<f32>| terms.push(cosine(a, b));
    let course = Course {
        rank: 32,
        steps: 1_000,
        decay: 0.3,
        ..Course::default()
    };
    let lesson = Lesson {
        rows: &centred,
        dim,
        slots: &slots,
        looks: &kept,
        known: &known,
        weights: &[1.0],
    };
    let mut learnt =
        learn(&lesson, &course, &mut Random::new(7, 0), &|_| true).ok_or("there is nothing to learn from")?;
    // One standard deviation of the maps' product counts as one.
    let spread = {
        let pairs = (0..4_000).map(|at| (at * 7 % rack.len(), at * 13 % rack.len()));
        let squares: Vec<f32> = pairs
            .map(|(a, b)| product(&learnt.maps, of(a), of(b)).powi(2))
            .collect();
        (squares.iter().sum::<f32>() / squares.len() as f32).sqrt()
    };
    learnt.maps.own.iter_mut().for_each(|x| *x /= spread);
    let kinds = kinds(&kept, &family, &slots);
    if !held_out {
        std::fs::write("crates/nova-taste/src/look/street.maps", learnt.maps.to_bytes())?;
        std::fs::write("crates/nova-taste/src/look/street.kinds", kinds)?;
        return Ok(());
    }
    let mut report = String::new();
    for street in [0.0, 0.5, 1e6] {
        let mut score = |own: usize, scores: &mut Vec<f32>| {
            let mut direction = learnt.maps.direction(of(own));
            for (sum, x) in direction.iter_mut().zip(of(own)) {
                *sum = street * *sum + x / rack.spread();
            }
            *scores = (0..rack.len()).map(|item| dot(&direction, of(item))).collect();
        };
        let means = percentiles(&aside, &slots, &mut score);
        let mean = means
            .iter()
            .map(|(mean, pairs)| mean * *pairs as f64)
            .sum::<f64>()
            / means.iter().map(|(_, pairs)| *pairs as f64).sum::<f64>();
        writeln!(report, "maps × {street}: {mean:.3} over {} photos", means.len())?;
    }
    std::io::Write::write_all(&mut std::io::stdout(), report.as_bytes())?;
    Ok(())
}

fn product(maps: &Maps, a: &[f32], b: &[f32]) -> f32 {
    maps.direction(a).iter().zip(b).map(|(x, y)| x * y).sum()
}

/// A line for each two families of different slots: the logarithm of how much oftener they are worn together than
/// chance, drawn to zero where they are seldom seen.
fn kinds(looks: &[Vec<usize>], family: &dyn Fn(usize) -> Family, slots: &[Slot]) -> String {
    let mut both: BTreeMap<(Family, Family), f64> = BTreeMap::new();
    let mut of_slot: BTreeMap<(Family, Slot), f64> = BTreeMap::new();
    let mut share: BTreeMap<Family, f64> = BTreeMap::new();
    let mut slot_total: BTreeMap<Slot, f64> = BTreeMap::new();
    for look in looks {
        for a in look {
            *share.entry(family(*a)).or_default() += 1.0;
            *slot_total.entry(slots[*a]).or_default() += 1.0;
            for b in look.iter().filter(|b| slots[*a] != slots[**b]) {
                *both.entry((family(*a), family(*b))).or_default() += 1.0;
                *of_slot.entry((family(*a), slots[*b])).or_default() += 1.0;
            }
        }
    }
    let mut lines = String::new();
    for a in Family::ALL {
        for b in Family::ALL.into_iter().filter(|b| a < *b) {
            let (Some(own), Some(other)) = (nova_taste::look::slot(a), nova_taste::look::slot(b)) else {
                continue;
            };
            let expected = of_slot.get(&(a, other)).copied().unwrap_or_default()
                * share.get(&b).copied().unwrap_or_default()
                / slot_total.get(&other).copied().unwrap_or(1.0);
            let seen = both.get(&(a, b)).copied().unwrap_or_default();
            let lift = ((seen + SHRINKAGE) / (expected + SHRINKAGE)).ln();
            if own != other && lift.abs() >= 0.05 {
                let _ = writeln!(lines, "{a:?} {b:?} {lift:.2}");
            }
        }
    }
    lines
}
