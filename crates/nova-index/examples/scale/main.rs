//! Measures the exact scan, compact scans with re-scoring, and HNSW on vectors from files, for `peers.py` beside this
//! file, which measures the well-known libraries on the same vectors in the same run.
//!
//! `scale VECTORS QUERIES DIM [--hnsw]`: both files hold little-endian 32-bit floats, row after row, of unit length.
//! Prints one JSON object a method: seconds to build, megabytes of the process afterwards, milliseconds a query, recall.

#![allow(clippy::print_stdout, reason = "a measurement prints its table")]

mod compact;

use compact::{Bytes, Halves};
use nova_index::{HnswIndex, Matrix, Neighbour, Parameters, cosines_of, nearest};
use std::collections::HashSet;
use std::error::Error;
use std::time::Instant;

const DEPTH: usize = 10;
/// Candidates of a compact scan that are scored again with the full vectors.
const RESCORED: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [vectors, queries, dim, rest @ ..] = arguments.as_slice() else {
        return Err("usage: scale VECTORS QUERIES DIM [--hnsw]".into());
    };
    let dim: usize = dim.parse()?;
    let (matrix, queries) = (read(vectors, dim)?, read(queries, dim)?);
    let truth: Vec<HashSet<usize>> = (0..queries.len())
        .map(|query| rows(&nearest(&matrix, queries.row(query), DEPTH)).collect())
        .collect();
    let measure = Measure {
        queries: &queries,
        truth: &truth,
    };
    measure.print("scan f32", 0.0, |query| nearest(&matrix, query, DEPTH));

    let start = Instant::now();
    let halves = Halves::new(&matrix);
    let built = start.elapsed().as_secs_f64();
    measure.print("scan f16, re-scored", built, |query| {
        rescored(&matrix, query, &halves.nearest(query, RESCORED))
    });
    drop(halves);

    let start = Instant::now();
    let bytes = Bytes::new(&matrix);
    let built = start.elapsed().as_secs_f64();
    measure.print("scan int8, re-scored", built, |query| {
        rescored(&matrix, query, &bytes.nearest(query, RESCORED))
    });
    drop(bytes);

    if rest.iter().any(|argument| argument == "--hnsw") {
        let start = Instant::now();
        let index = HnswIndex::build(&matrix, Parameters::default());
        let built = start.elapsed().as_secs_f64();
        measure.print("HNSW, instant-distance", built, |query| {
            index.nearest(query, DEPTH)
        });
    }
    Ok(())
}

fn read(path: &str, dim: usize) -> Result<Matrix, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let (numbers, _) = bytes.as_chunks::<4>();
    let mut matrix = Matrix::with_capacity(dim, numbers.len() / dim);
    let mut row = Vec::with_capacity(dim);
    for number in numbers {
        row.push(f32::from_le_bytes(*number));
        if row.len() == dim {
            matrix.push(&row);
            row.clear();
        }
    }
    Ok(matrix)
}

fn rows(found: &[Neighbour]) -> impl Iterator<Item = usize> {
    found.iter().map(|near| near.row)
}

/// The best candidates by their full vectors.
fn rescored(matrix: &Matrix, query: &[f32], candidates: &[usize]) -> Vec<Neighbour> {
    let cosines = cosines_of(matrix, query, candidates);
    let mut found: Vec<Neighbour> = candidates
        .iter()
        .zip(cosines)
        .map(|(row, cosine)| Neighbour { row: *row, cosine })
        .collect();
    found.sort_by(|a, b| b.cosine.total_cmp(&a.cosine));
    found.truncate(DEPTH);
    found
}

struct Measure<'a> {
    queries: &'a Matrix,
    truth: &'a [HashSet<usize>],
}

impl Measure<'_> {
    fn print(&self, name: &str, built: f64, search: impl Fn(&[f32]) -> Vec<Neighbour>) {
        search(self.queries.row(0));
        let (mut times, mut found) = (Vec::new(), 0);
        for (query, truth) in self.truth.iter().enumerate() {
            let start = Instant::now();
            let answer = search(self.queries.row(query));
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            found += rows(&answer).filter(|row| truth.contains(row)).count();
        }
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        let recall = found as f64 / (DEPTH * self.truth.len()) as f64;
        println!(
            r#"{{"method":"{name}","build_s":{built:.1},"resident_mb":{:.0},"p50_ms":{:.2},"p95_ms":{:.2},"recall_at_10":{recall:.4}}}"#,
            resident_mb(),
            at(0.5),
            at(0.95)
        );
    }
}

/// Resident memory of this process, where the system tells it in the way of Linux.
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
