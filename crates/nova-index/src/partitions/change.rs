//! Rows that come, change and go, without building anew.

use super::{NOWHERE, Part, PartitionIndex, Place, key};
use crate::matrix::Matrix;
use rayon::prelude::*;

/// Rows that are rotated and look for their parts together.
const TOGETHER: usize = 1024;

/// What became of an index that was brought up to another state of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// Rows whose codes stayed.
    pub kept: usize,
    /// Rows that are new.
    pub added: usize,
    /// Rows that went.
    pub removed: usize,
}

impl PartitionIndex {
    /// Adds the row numbered `row`, or changes it where there is one.
    ///
    /// Returns `false`, and changes nothing, when `vector` has another dimension than the rows.
    pub fn set(&mut self, row: usize, vector: &[f32]) -> bool {
        if vector.len() != self.dim {
            return false;
        }
        self.remove(row);
        let rotated = self.rotation.of(vector);
        let part = self.centres.nearest_of(&rotated, self.kernel)[0];
        self.add(row as u32, key(vector), part, &rotated);
        true
    }

    /// Takes a row away; its number may be given to another later. Returns whether there was one.
    pub fn remove(&mut self, row: usize) -> bool {
        let Some(place) = self.places.get(row).copied().filter(|place| *place != NOWHERE) else {
            return false;
        };
        self.places[row] = NOWHERE;
        let at = place.at as usize;
        let part = &mut self.parts[place.part as usize];
        part.take(at);
        if let Some(moved) = part.rows.get(at) {
            self.places[*moved as usize] = place;
        }
        true
    }

    /// Brings the index up to `matrix`: rows are known again by their numbers, wherever they stand now, so that only the new
    /// ones are coded, on all threads of the current pool. Of rows that are equal to the last bit any stands for any.
    ///
    /// Returns `None`, and changes nothing, when the rows have another dimension, or so much came or went that the index
    /// should be built anew.
    pub fn follow(&mut self, matrix: &Matrix) -> Option<Followed> {
        if matrix.dim() != self.dim {
            return None;
        }
        let mut wanted: Vec<(u64, u32)> = (0..matrix.len())
            .into_par_iter()
            .map(|row| (key(matrix.row(row)), row as u32))
            .collect();
        wanted.par_sort_unstable();
        let mut had: Vec<(u64, Place)> = Vec::with_capacity(self.len());
        for (part, of) in self.parts.iter().enumerate() {
            let keys = of.keys.iter().enumerate();
            had.extend(keys.map(|(at, key)| {
                let place = Place {
                    part: part as u32,
                    at: at as u32,
                };
                (*key, place)
            }));
        }
        had.par_sort_unstable();
        let (mut kept, mut gone, mut new) = (Vec::new(), Vec::new(), Vec::new());
        let (mut wanted, mut had) = (wanted.into_iter().peekable(), had.into_iter().peekable());
        loop {
            match (wanted.peek().copied(), had.peek().copied()) {
                (Some((key, row)), Some((old, place))) if key == old => {
                    kept.push((place, row));
                    wanted.next();
                    had.next();
                }
                (Some((key, row)), other) if other.is_none_or(|(old, _)| key < old) => {
                    new.push((row, key));
                    wanted.next();
                }
                (_, Some((_, place))) => {
                    gone.push(place);
                    had.next();
                }
                (_, None) => break,
            }
        }
        if self.would_be_worn(self.added + new.len(), matrix.len()) {
            return None;
        }
        for (place, row) in &kept {
            self.parts[place.part as usize].rows[place.at as usize] = *row;
        }
        // From behind, so that what moves into a gap is never what goes next.
        gone.sort_unstable();
        for place in gone.iter().rev() {
            self.parts[place.part as usize].take(place.at as usize);
        }
        self.find_places();
        new.sort_unstable();
        for some in new.chunks(TOGETHER) {
            let rotated = some
                .par_iter()
                .flat_map_iter(|(row, _)| self.rotation.of(matrix.row(*row as usize)));
            let rotated: Vec<f32> = rotated.collect();
            let nearest = self.centres.nearest_of(&rotated, self.kernel);
            let rotated = rotated.chunks_exact(self.rotation.padded());
            for (((row, key), part), rotated) in some.iter().zip(nearest).zip(rotated) {
                self.add(*row, *key, part, rotated);
            }
        }
        Some(Followed {
            kept: kept.len(),
            added: new.len(),
            removed: gone.len(),
        })
    }

    /// Whether so much came or went since the parts were made that they should be made anew.
    pub fn is_worn(&self) -> bool {
        self.would_be_worn(self.added, self.len())
    }

    fn would_be_worn(&self, added: usize, rows: usize) -> bool {
        2 * added > self.trained || rows > 2 * self.trained || 4 * rows < self.trained
    }

    /// Adds a row to the part whose centre is nearest.
    fn add(&mut self, row: u32, key: u64, part: u32, rotated: &[f32]) {
        let to = &mut self.parts[part as usize];
        let place = Place {
            part,
            at: to.rows.len() as u32,
        };
        to.push(row, key, rotated, self.centres.row(part as usize));
        if self.places.len() <= row as usize {
            self.places.resize(row as usize + 1, NOWHERE);
        }
        self.places[row as usize] = place;
        self.added += 1;
    }
}

impl Part {
    /// Takes a row away; the last one takes its place.
    fn take(&mut self, at: usize) {
        self.rows.swap_remove(at);
        self.keys.swap_remove(at);
        self.signs.swap_remove(at);
        self.bytes.swap_remove(at);
    }
}
