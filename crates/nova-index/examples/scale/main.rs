//! Measures the scans and the indexes of this crate on vectors from files, for `peers.py` beside this file, which measures
//! the well-known libraries on the same vectors in the same run.
//!
//! `scale METHOD FOLDER DIM`: the folder has `vectors.f32` and `queries.f32`, little-endian 32-bit floats, row after row, of
//! unit length, and `truth.u32`, the rows of each query's ten nearest. Prints one JSON object: seconds to build, megabytes of
//! the process afterwards and of them those that are no file's, milliseconds a query by the clock and of processors, queries
//! a second on all threads, recall. `filters` prints one for each share of the rows that a filter leaves.
//!
//! After `parts` and `filters` may stand the parts for each square root of the rows, the share and the doubt of
//! `PartitionParameters`; an index that the folder has already is searched with them and not built.

#![allow(clippy::print_stdout, reason = "a measurement prints its table")]

use nova_index::{
    Allowed, ByteRows, HnswIndex, Matrix, Neighbour, Parameters, PartitionIndex, PartitionParameters,
    cosines, cosines_of, nearest, top_k,
};
use rayon::prelude::*;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

const DEPTH: usize = 10;
/// Candidates of a scan of bytes that are scored again with the full vectors.
const RESCORED: usize = 100;
/// Name of the rows in files.
const NAME: &str = "measured";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [method, folder, dim, rest @ ..] = arguments.as_slice() else {
        return Err(
            "usage: scale scan|bytes|parts|filters|hnsw FOLDER DIM [EF_SEARCH | PARTS SHARE DOUBT]".into(),
        );
    };
    let (folder, dim) = (Path::new(folder), dim.parse()?);
    let number = |at: usize| rest.get(at).map(|number| number.parse::<f32>()).transpose();
    let truth = std::fs::read(folder.join("truth.u32"))?;
    let (truth, _) = truth.as_chunks::<4>();
    let truth: Vec<usize> = truth
        .iter()
        .map(|row| u32::from_le_bytes(*row) as usize)
        .collect();
    let measure = Measure {
        queries: read(&folder.join("queries.f32"), dim)?,
        truth,
    };
    let vectors = folder.join("vectors.f32");
    match method.as_str() {
        "scan" => {
            let matrix = read(&vectors, dim)?;
            measure.print("scan, f32", 0.0, |query| nearest(&matrix, query, DEPTH));
        }
        "bytes" => {
            let matrix = read(&vectors, dim)?;
            let start = Instant::now();
            let bytes = ByteRows::of(&matrix);
            let built = start.elapsed().as_secs_f64();
            measure.print("scan, int8, re-scored", built, |query| {
                let candidates = top_k(&bytes.cosines(query), RESCORED, |_| true);
                let rows: Vec<usize> = candidates.iter().map(|near| near.row).collect();
                let best = top_k(&cosines_of(&matrix, query, &rows), DEPTH, |_| true);
                let of_row = |near: Neighbour| Neighbour {
                    row: rows[near.row],
                    cosine: near.cosine,
                };
                best.into_iter().map(of_row).collect()
            });
        }
        "parts" | "filters" => {
            let defaults = PartitionParameters::default();
            let parameters = PartitionParameters {
                parts: number(0)?.unwrap_or(defaults.parts),
                share: number(1)?.unwrap_or(defaults.share),
                doubt: number(2)?.unwrap_or(defaults.doubt),
                ..defaults
            };
            // As an app has them after a start: rows mapped from their file, the index read from its own.
            let (rows, index) = (folder.join("pictures.rows"), folder.join("pictures.parts"));
            if Matrix::map(&rows, NAME).is_err() {
                read(&vectors, dim)?.save(&rows, NAME)?;
            }
            let start = Instant::now();
            // An index that is there already is taken for other numbers of how it is searched.
            if rest.len() < 2 || !index.exists() {
                PartitionIndex::build(&Matrix::map(&rows, NAME)?, parameters, &|_| ()).save(&index, NAME)?;
            }
            let built = start.elapsed().as_secs_f64();
            let start = Instant::now();
            let (matrix, mut index) = (Matrix::map(&rows, NAME)?, PartitionIndex::load(&index, NAME)?);
            eprintln!("loaded in {:.2} s", start.elapsed().as_secs_f64());
            index.set_effort(parameters.share, parameters.doubt);
            if method == "parts" {
                let name = "parts, one bit, int8, re-scored";
                measure.print(name, built, |query| index.nearest(&matrix, query, DEPTH, None));
                let start = Instant::now();
                let followed = index.follow(&matrix);
                eprintln!("followed in {:.2} s: {followed:?}", start.elapsed().as_secs_f64());
            } else {
                measure.filters(&matrix, &index);
            }
        }
        "hnsw" => {
            let matrix = read(&vectors, dim)?;
            let start = Instant::now();
            let mut parameters = Parameters::default();
            if let Some(ef_search) = number(0)? {
                parameters.ef_search = ef_search as usize;
            }
            let index = HnswIndex::build(&matrix, parameters);
            let built = start.elapsed().as_secs_f64();
            measure.print("HNSW, instant-distance", built, |query| {
                index.nearest(query, DEPTH)
            });
        }
        other => return Err(format!("no method is called {other}").into()),
    }
    Ok(())
}

fn read(path: &Path, dim: usize) -> Result<Matrix, Box<dyn Error>> {
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

struct Measure {
    queries: Matrix,
    /// The ten nearest of each query.
    truth: Vec<usize>,
}

impl Measure {
    fn print(&self, name: &str, built: f64, search: impl Fn(&[f32]) -> Vec<Neighbour> + Sync) {
        // Once to bring all that is read into memory, as an app has it after its first searches.
        let (_, found) = self.timed(&search);
        let hits =
            |(found, truth): (&Vec<usize>, &[usize])| found.iter().filter(|row| truth.contains(row)).count();
        let hits: usize = found.iter().zip(self.truth.chunks(DEPTH)).map(hits).sum();
        let before = processor_ms();
        let (times, _) = self.timed(&search);
        let processor = (processor_ms() - before) / self.queries.len() as f64;
        let start = Instant::now();
        let all = (0..self.queries.len() * 4).into_par_iter().with_max_len(1);
        all.for_each(|query| {
            std::hint::black_box(search(self.queries.row(query % self.queries.len())));
        });
        let a_second = (4 * self.queries.len()) as f64 / start.elapsed().as_secs_f64();
        let recall = hits as f64 / self.truth.len() as f64;
        println!(
            r#"{{"method":"{name}","build_s":{built:.1},"resident_mb":{:.0},"held_mb":{:.0},"p50_ms":{:.2},"p95_ms":{:.2},"processor_ms":{processor:.2},"a_second":{a_second:.0},"recall_at_10":{recall:.4}}}"#,
            memory_mb("VmRSS:"),
            memory_mb("RssAnon:"),
            at(&times, 0.5),
            at(&times, 0.95)
        );
    }

    /// Milliseconds of each query, sorted, and what was found.
    fn timed(&self, search: impl Fn(&[f32]) -> Vec<Neighbour>) -> (Vec<f64>, Vec<Vec<usize>>) {
        let (mut times, mut found) = (Vec::new(), Vec::new());
        for query in 0..self.queries.len() {
            let start = Instant::now();
            let answer = search(self.queries.row(query));
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            found.push(answer.iter().map(|near| near.row).collect());
        }
        times.sort_by(f64::total_cmp);
        (times, found)
    }

    fn filters(&self, matrix: &Matrix, index: &PartitionIndex) {
        let filters = [0.5, 0.05, 0.001].map(|share: f64| {
            // Rows of a filter lie scattered, whatever their order.
            let scattered = |row: u64| (row.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64;
            let kept = |row| scattered(row) <= share * f64::from(1 << 24);
            (share, (0..matrix.len() as u64).map(kept).collect::<Vec<bool>>())
        });
        let exact: Vec<[Vec<usize>; 3]> = (0..self.queries.len())
            .map(|query| {
                let all = cosines(matrix, self.queries.row(query));
                filters.each_ref().map(|(_, kept)| {
                    let near = top_k(&all, DEPTH, |row| kept[row]).into_iter();
                    near.map(|near| near.row).collect()
                })
            })
            .collect();
        for (at_filter, (share, kept)) in filters.iter().enumerate() {
            let accepts = |row: usize| kept[row];
            let allowed = Allowed {
                accepts: &accepts,
                count: kept.iter().filter(|kept| **kept).count(),
            };
            let search = |query: &[f32]| index.nearest(matrix, query, DEPTH, Some(allowed));
            let (_, found) = self.timed(search);
            let before = processor_ms();
            let (times, _) = self.timed(search);
            let processor = (processor_ms() - before) / self.queries.len() as f64;
            let (mut hits, mut all) = (0, 0);
            for (found, exact) in found.iter().zip(&exact) {
                let exact = &exact[at_filter];
                hits += found.iter().filter(|row| exact.contains(row)).count();
                all += exact.len();
            }
            println!(
                r#"{{"left":{share},"p50_ms":{:.2},"p95_ms":{:.2},"processor_ms":{processor:.2},"recall_at_10":{:.4}}}"#,
                at(&times, 0.5),
                at(&times, 0.95),
                hits as f64 / all as f64
            );
        }
    }
}

fn at(times: &[f64], share: f64) -> f64 {
    times[((times.len() - 1) as f64 * share) as usize]
}

/// Memory of this process by the name of a line, where the system tells it in the way of Linux: all that is resident, and
/// what of it is no file's.
fn memory_mb(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// Milliseconds that all threads of this process have run, where the system tells it in the way of Linux.
fn processor_ms() -> f64 {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else {
        return 0.0;
    };
    let of_thread = |thread: std::fs::DirEntry| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    };
    threads.flatten().filter_map(of_thread).sum::<f64>() / 1e6
}
