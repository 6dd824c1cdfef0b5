//! How fast and how well a PostgreSQL server with pgvector finds the nearest of many vectors, through `CatalogDb::nearest`:
//!
//! ```text
//! cargo run --release -p nova-store --example nearest -- postgres://postgres@127.0.0.1/postgres 1000000 ivfflat
//! ```
//!
//! It fills the shop `nearest_COUNT` on the first run: unit vectors of 512 numbers, of a mixture of 1,000 centres with noise, always
//! the same. The queries are of the same mixture and not among them. What is right comes from a look at every vector. A second run
//! finds the vectors there, with `hnsw` for the other index or `as-it-is` for the one that was built. `tests/server/postgres_load.py` asks the same shop by plain SQL.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it measures and prints")]

use nova_store::{CatalogDb, Database, ModelIdentity, ModelKey, VectorIndex};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const DIM: usize = 512;
const CENTRES: usize = 1_000;
/// Length of the noise beside a centre's of 1: two of one centre have a cosine of about 0.6.
const NOISE: f32 = 0.8;
const QUERIES: usize = 200;
const PAGE: usize = 5_000;
/// How long each effort is measured with several askers.
const AT_ONCE: Duration = Duration::from_secs(10);

/// A source of numbers that is always the same (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number of about normal distribution: the sum of twelve even ones.
    fn normal(&mut self) -> f32 {
        let sum: u64 = (0..3)
            .map(|_| {
                let four = self.next();
                (0..4).map(|part| (four >> (16 * part)) & 0xFFFF).sum::<u64>()
            })
            .sum();
        sum as f32 / 65_536.0 - 6.0
    }

    fn unit(&mut self) -> Vec<f32> {
        let mut vector: Vec<f32> = (0..DIM).map(|_| self.normal()).collect();
        to_unit(&mut vector);
        vector
    }
}

fn to_unit(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    vector.iter_mut().for_each(|x| *x /= length);
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The vector of a number; the queries have those from the count on.
fn vector(number: usize, centres: &[Vec<f32>]) -> Vec<f32> {
    let mut dice = Dice(number as u64 * 7_919 + 1);
    let centre = &centres[usize::try_from(dice.next() % CENTRES as u64).unwrap()];
    let mut noise = dice.unit();
    noise
        .iter_mut()
        .zip(centre)
        .for_each(|(x, centre)| *x = *x * NOISE + centre);
    to_unit(&mut noise);
    noise
}

fn name(number: usize) -> String {
    format!("{number:09}")
}

/// Names of the ten nearest, by a look at all.
fn exact(count: usize, centres: &[Vec<f32>], queries: &[Vec<f32>]) -> Vec<Vec<String>> {
    let next = AtomicUsize::new(0);
    let tops = std::thread::scope(|scope| {
        let askers: Vec<_> = (0..threads())
            .map(|_| {
                scope.spawn(|| {
                    let mut best: Vec<Vec<(f32, usize)>> = vec![Vec::new(); queries.len()];
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            return best;
                        }
                        let vector = vector(number, centres);
                        for (query, best) in queries.iter().zip(&mut best) {
                            let score = dot(query, &vector);
                            if best.len() < 10 || score > best[9].0 {
                                best.push((score, number));
                                best.sort_by(|a, b| b.0.total_cmp(&a.0));
                                best.truncate(10);
                            }
                        }
                    }
                })
            })
            .collect();
        askers
            .into_iter()
            .map(|asker| asker.join().unwrap())
            .collect::<Vec<_>>()
    });
    (0..queries.len())
        .map(|query| {
            let mut all: Vec<(f32, usize)> = tops.iter().flat_map(|top| top[query].clone()).collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0));
            all.iter().take(10).map(|(_, number)| name(*number)).collect()
        })
        .collect()
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

fn fill(database: &Database, model: ModelKey, count: usize, centres: &[Vec<f32>]) {
    let begun = Instant::now();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads() {
            scope.spawn(|| {
                let mut db = CatalogDb::open(database).unwrap();
                loop {
                    let from = next.fetch_add(PAGE, Ordering::Relaxed);
                    if from >= count {
                        return;
                    }
                    let rows: Vec<(String, Vec<f32>)> = (from..(from + PAGE).min(count))
                        .map(|number| (name(number), vector(number, centres)))
                        .collect();
                    db.put_embeddings(model, &rows).unwrap();
                }
            });
        }
    });
    println!(
        "{count} vectors were written in {:.0} s",
        begun.elapsed().as_secs_f32()
    );
}

fn part(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() as f64 * part) as usize).min(sorted.len() - 1)]
}

/// Searches a second of several askers.
fn at_once(database: &Database, model: ModelKey, queries: &[Vec<f32>], effort: usize, askers: usize) -> f64 {
    let (done, begun) = (AtomicUsize::new(0), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..askers {
            scope.spawn(|| {
                let db = CatalogDb::open(database).unwrap();
                while begun.elapsed() < AT_ONCE {
                    let query = &queries[done.fetch_add(1, Ordering::Relaxed) % queries.len()];
                    db.nearest(model, query, 10, effort).unwrap();
                }
            });
        }
    });
    done.into_inner() as f64 / begun.elapsed().as_secs_f64()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, count, kind] = arguments.as_slice() else {
        println!("nearest URL COUNT ivfflat|hnsw|as-it-is");
        return;
    };
    let count: usize = count.parse().unwrap();
    let (build, efforts) = match kind.as_str() {
        "hnsw" => (Some(VectorIndex::Hnsw), [40, 100, 200, 400, 800]),
        "ivfflat" => (Some(VectorIndex::IvfFlat), [1, 4, 8, 16, 32]),
        _ => (None, [1, 4, 8, 16, 32]),
    };
    let mut dice = Dice(1);
    let centres: Vec<Vec<f32>> = (0..CENTRES).map(|_| dice.unit()).collect();
    let queries: Vec<Vec<f32>> = (count..count + QUERIES)
        .map(|number| vector(number, &centres))
        .collect();
    let database = Database::postgres(url, &format!("nearest_{count}")).unwrap();
    let db = CatalogDb::open(&database).unwrap();
    assert!(db.can_index_vectors().unwrap(), "the server has no pgvector");
    let identity = ModelIdentity {
        name: "mixture".into(),
        hash: "1".into(),
        dim: DIM,
        preprocessing: 1,
    };
    let model = db.model_key(&identity).unwrap();
    if db.embedded_hashes(model).unwrap().len() < count {
        fill(&database, model, count, &centres);
    }
    if let Some(kind) = build {
        let begun = Instant::now();
        assert!(db.index_vectors(model, kind).unwrap());
        println!("{kind:?} was built in {:.0} s", begun.elapsed().as_secs_f32());
    }
    let wanted = exact(count, &centres, &queries);
    println!(
        "| effort | recall@10 | p50 ms | p95 ms | a second, 1 asker | a second, 8 askers |\n|---|---|---|---|---|---|"
    );
    for effort in efforts {
        // Once to have in memory what it looks at.
        let (mut took, mut right) = (Vec::new(), 0);
        for measured in [false, true] {
            for (query, wanted) in queries.iter().zip(&wanted) {
                let begun = Instant::now();
                let found = db.nearest(model, query, 10, effort).unwrap();
                if measured {
                    took.push(begun.elapsed().as_secs_f64() * 1_000.0);
                    right += found.iter().filter(|(name, _)| wanted.contains(name)).count();
                }
            }
        }
        let a_second = took.len() as f64 / took.iter().sum::<f64>() * 1_000.0;
        took.sort_by(f64::total_cmp);
        println!(
            "| {effort} | {:.3} | {:.1} | {:.1} | {a_second:.0} | {:.0} |",
            right as f64 / (10 * queries.len()) as f64,
            part(&took, 0.5),
            part(&took, 0.95),
            at_once(&database, model, &queries, effort, 8)
        );
    }
}
