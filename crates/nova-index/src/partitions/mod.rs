//! Approximate nearest neighbours of many rows with little memory: rows in parts by k-means, of which a query reads the
//! nearest; in a part one bit a number rules most rows out, a byte a number orders what is left, and the full rows, which
//! may lie on disk, decide.
//!
//! The parts are an inverted file (Jégou, Douze and Schmid, 2011), the bits are RaBitQ's (`signs.rs`), the bytes are told
//! in `bytes.rs`. The index has codes and no rows; a row takes 24 bytes and 9/8 of a byte for each number. What is searched
//! and when to stop is in `search.rs`, adding and taking away in `change.rs`, the file in `file.rs`. Deliberately absent:
//! what a filter means (`Allowed` is told which rows and how many), and the rows' meaning.

mod change;
mod file;
mod search;
#[cfg(test)]
mod tests;

pub use change::Followed;

use crate::bytes::ByteRows;
use crate::centres::Centres;
use crate::dot;
use crate::kernel::Kernel;
use crate::matrix::Matrix;
use crate::rotation::Rotation;
use crate::signs::SignRows;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Sampled rows for each part that k-means learns from.
const SAMPLED: usize = 48;
/// Rounds of k-means.
const ROUNDS: usize = 6;
/// Rows that find their parts before progress is told.
const ROWS_PER_TASK: usize = 1024;

/// How the index is built and searched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartitionParameters {
    /// Seed of the rotation and of the sample.
    pub seed: u64,
    /// Parts for each square root of the number of rows.
    pub parts: f32,
    /// The largest share of the rows, 0..1, whose codes a search reads. Most searches stop earlier.
    pub share: f32,
    /// Standard deviations by which a row may be better than its code says before it is ruled out.
    pub doubt: f32,
}

impl Default for PartitionParameters {
    fn default() -> Self {
        PartitionParameters {
            seed: 7,
            parts: 2.0,
            share: 0.12,
            doubt: 2.5,
        }
    }
}

/// Codes of the rows of a matrix, in parts.
pub struct PartitionIndex {
    dim: usize,
    parameters: PartitionParameters,
    rotation: Rotation,
    centres: Centres,
    parts: Vec<Part>,
    /// Where each row is; of one that was taken away, [`NOWHERE`].
    places: Vec<Place>,
    /// Rows when the parts were made.
    trained: usize,
    /// Rows that were added since.
    added: usize,
    kernel: Kernel,
}

/// The rows that are nearest to one centre.
#[derive(Debug, Clone)]
struct Part {
    rows: Vec<u32>,
    /// Hashes of the full rows, which tell what changed.
    keys: Vec<u64>,
    signs: SignRows,
    bytes: ByteRows,
    /// Sum of the squared distances from the centre, of all rows that ever came.
    squares: f32,
    /// How many came.
    came: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    part: u32,
    at: u32,
}

const NOWHERE: Place = Place {
    part: u32::MAX,
    at: u32::MAX,
};

impl PartitionIndex {
    /// Builds the index over all rows of `matrix`, on all threads of the current pool. `told` is called with the share that
    /// is done, 0..1, from any of them.
    ///
    /// The same rows and parameters always give the same index.
    pub fn build(
        matrix: &Matrix,
        parameters: PartitionParameters,
        told: &(dyn Fn(f32) + Sync),
    ) -> PartitionIndex {
        let (kernel, rotation) = (Kernel::best(), Rotation::new(matrix.dim(), parameters.seed));
        let (rows, padded) = (matrix.len(), rotation.padded());
        let count = ((rows as f32).sqrt() * parameters.parts) as usize;
        let count = count.clamp(1, rows.max(1));
        let sample = sample(rows, count * SAMPLED, parameters.seed);
        let mut rotated = vec![0.0; sample.len() * padded];
        rotated
            .par_chunks_mut(padded)
            .zip(&sample)
            .for_each(|(to, row)| to.copy_from_slice(&rotation.of(matrix.row(*row))));
        let work = Work::new((count * sample.len() * ROUNDS + count * rows) as f32, told);
        let centres = match sample.len() {
            0 => Centres::new(padded, vec![0.0; padded]),
            _ => Centres::train(padded, &rotated, count, ROUNDS, kernel, &|| {
                work.did(count * sample.len());
            }),
        };
        drop(rotated);
        let mut nearest = vec![0_u32; rows];
        nearest
            .par_chunks_mut(ROWS_PER_TASK)
            .enumerate()
            .for_each(|(task, nearest)| {
                let start = task * ROWS_PER_TASK;
                let rows = (start..start + nearest.len()).flat_map(|row| rotation.of(matrix.row(row)));
                let found = centres.nearest_of(&rows.collect::<Vec<f32>>(), kernel);
                nearest.copy_from_slice(&found);
                work.did(nearest.len() * count);
            });
        let mut members = vec![Vec::new(); count];
        for (row, part) in nearest.into_iter().enumerate() {
            members[part as usize].push(row as u32);
        }
        // Room for all codes is taken by this thread: what is freed goes back to the thread that took it.
        let empty = members.iter().map(|members| Part::new(padded, members.len()));
        let mut parts: Vec<Part> = empty.collect();
        parts
            .par_iter_mut()
            .zip(&members)
            .enumerate()
            .for_each(|(part, (made, members))| {
                for row in members {
                    let vector = matrix.row(*row as usize);
                    made.push(*row, key(vector), &rotation.of(vector), centres.row(part));
                }
            });
        let mut index = PartitionIndex {
            dim: matrix.dim(),
            parameters,
            rotation,
            centres,
            parts,
            places: Vec::new(),
            trained: rows,
            added: 0,
            kernel,
        };
        index.find_places();
        index
    }

    /// Lets searches read another share of the rows, and rule rows out by another doubt, than those of the parameters it was
    /// built with.
    pub fn set_effort(&mut self, share: f32, doubt: f32) {
        self.parameters.share = share;
        self.parameters.doubt = doubt;
    }

    /// Rows that can be found.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.rows.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes down where each row is.
    fn find_places(&mut self) {
        let rows = self.parts.iter().flat_map(|part| &part.rows);
        let highest = rows.max().map_or(0, |row| *row as usize + 1);
        self.places.clear();
        self.places.resize(highest, NOWHERE);
        for (part, of) in self.parts.iter().enumerate() {
            for (at, row) in of.rows.iter().enumerate() {
                self.places[*row as usize] = Place {
                    part: part as u32,
                    at: at as u32,
                };
            }
        }
    }
}

impl Part {
    fn new(padded: usize, rows: usize) -> Part {
        let mut part = Part {
            rows: Vec::with_capacity(rows),
            keys: Vec::with_capacity(rows),
            signs: SignRows::new(padded),
            bytes: ByteRows::new(padded),
            squares: 0.0,
            came: 0.0,
        };
        part.signs.reserve(rows);
        part.bytes.reserve(rows);
        part
    }

    /// Adds a row by its rotated vector.
    fn push(&mut self, row: u32, key: u64, rotated: &[f32], centre: &[f32]) {
        let remainder: Vec<f32> = rotated.iter().zip(centre).map(|(x, c)| x - c).collect();
        self.rows.push(row);
        self.keys.push(key);
        self.signs.push(&remainder, dot(centre, &remainder));
        self.bytes.push(rotated);
        self.squares += dot(&remainder, &remainder);
        self.came += 1.0;
    }

    /// The root of the mean squared distance of its rows from the centre.
    fn radius(&self) -> f32 {
        (self.squares / self.came.max(1.0)).sqrt()
    }
}

/// Tells how much of some work is done.
struct Work<'a> {
    all: f32,
    done: AtomicUsize,
    told: &'a (dyn Fn(f32) + Sync),
}

impl<'a> Work<'a> {
    fn new(all: f32, told: &'a (dyn Fn(f32) + Sync)) -> Work<'a> {
        Work {
            all,
            done: AtomicUsize::new(0),
            told,
        }
    }

    fn did(&self, work: usize) {
        let done = self.done.fetch_add(work, Ordering::Relaxed) + work;
        (self.told)((done as f32 / self.all).min(1.0));
    }
}

/// Hash of a row's numbers.
fn key(vector: &[f32]) -> u64 {
    let hash = blake3::hash(bytemuck::cast_slice(vector));
    let (first, _) = hash.as_bytes().as_chunks::<8>();
    u64::from_le_bytes(first[0])
}

/// Up to `wanted` of `rows`, spread evenly over all of them and in a random order, without one twice.
fn sample(rows: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let wanted = wanted.min(rows);
    let mut picked: Vec<(u64, usize)> = (0..wanted)
        .map(|at| {
            // One row out of each stretch of the rows.
            let (start, end) = (at * rows / wanted, (at + 1) * rows / wanted);
            let random = mixed(seed ^ mixed(at as u64));
            (mixed(random), start + (random % (end - start) as u64) as usize)
        })
        .collect();
    picked.sort_unstable();
    picked.into_iter().map(|(_, row)| row).collect()
}

/// A number whose bits all depend on all bits of `state` (Steele, Lea and Flood, "SplitMix", 2014).
fn mixed(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
