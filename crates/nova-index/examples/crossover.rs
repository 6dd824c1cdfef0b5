//! Measures from which size on HNSW is worth having: the exact scan's and HNSW's time a query and recall@10, on
//! clustered unit vectors of 512 numbers, for each number of rows given as an argument.

#![allow(clippy::print_stdout, reason = "a measurement prints its table")]

use nova_index::{HnswIndex, Matrix, Parameters, nearest};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::Instant;

const DIM: usize = 512;
const CLUSTERS: usize = 200;
const QUERIES: usize = 100;

fn main() {
    println!("| rows | exact p50 | HNSW build | HNSW p50 | recall@10 |");
    println!("|---|---|---|---|---|");
    for rows in std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
    {
        measure(rows);
    }
}

fn measure(rows: usize) {
    let mut random = StdRng::seed_from_u64(7);
    let mut direction = || -> Vec<f32> { (0..DIM).map(|_| random.random_range(-1.0..1.0)).collect() };
    let centres: Vec<Vec<f32>> = (0..CLUSTERS).map(|_| direction()).collect();
    let mut around = |row: usize| -> Vec<f32> {
        direction()
            .iter()
            .zip(&centres[row % CLUSTERS])
            .map(|(noise, centre)| centre + 0.7 * noise)
            .collect()
    };
    let mut matrix = Matrix::with_capacity(DIM, rows);
    for row in 0..rows {
        matrix.push(&around(row));
    }
    let mut queries = Matrix::with_capacity(DIM, QUERIES);
    for row in 0..QUERIES {
        queries.push(&around(row * 7));
    }
    let (exact_ms, exact) = timed(|query| nearest(&matrix, queries.row(query), 10));
    let start = Instant::now();
    let index = HnswIndex::build(&matrix, Parameters::default());
    let build = start.elapsed().as_secs_f64();
    let (hnsw_ms, near) = timed(|query| index.nearest(queries.row(query), 10));
    let found: usize = exact
        .iter()
        .zip(&near)
        .map(|(exact, near)| {
            near.iter()
                .filter(|n| exact.iter().any(|e| e.row == n.row))
                .count()
        })
        .sum();
    let recall = found as f64 / (10 * QUERIES) as f64;
    println!("| {rows} | {exact_ms:.2} ms | {build:.0} s | {hnsw_ms:.2} ms | {recall:.3} |");
}

/// Median milliseconds of a query, and all answers.
fn timed<T>(search: impl Fn(usize) -> T) -> (f64, Vec<T>) {
    search(0);
    let mut times = Vec::new();
    let mut answers = Vec::new();
    for query in 0..QUERIES {
        let start = Instant::now();
        answers.push(search(query));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    (times[QUERIES / 2], answers)
}
