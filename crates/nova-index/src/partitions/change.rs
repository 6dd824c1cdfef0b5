//! Rows that come, change and go, without building anew.

use super::{NOWHERE, Part, PartitionIndex, Place, key};
use crate::matrix::Matrix;
use rayon::prelude::*;

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
        self.add(row as u32, key(vector), vector);
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
    /// ones are coded. Of rows that are equal to the last bit any stands for any.
    ///
    /// Returns `None`, and changes nothing, when the rows have another dimension.
    pub fn follow(&mut self, matrix: &Matrix) -> Option<Followed> {
        if matrix.dim() != self.dim {
            return None;
        }
        let mut wanted: Vec<(u64, u32)> = (0..matrix.len())
            .into_par_iter()
            .map(|row| (key(matrix.row(row)), row as u32))
            .collect();
        wanted.par_sort_unstable();
        let mut had: Vec<(u64, u32, u32)> = Vec::with_capacity(self.len());
        for (part, of) in self.parts.iter().enumerate() {
            let keys = of.keys.iter().enumerate();
            had.extend(keys.map(|(at, key)| (*key, part as u32, at as u32)));
        }
        had.par_sort_unstable();
        let (mut new, mut gone, mut kept) = (Vec::new(), Vec::new(), 0);
        let (mut wanted, mut had) = (wanted.into_iter().peekable(), had.into_iter().peekable());
        loop {
            match (wanted.peek(), had.peek()) {
                (Some((key, row)), Some((old, part, at))) if key == old => {
                    self.parts[*part as usize].rows[*at as usize] = *row;
                    kept += 1;
                    wanted.next();
                    had.next();
                }
                (Some((key, row)), Some((old, _, _))) if key < old => {
                    new.push((*row, *key));
                    wanted.next();
                }
                (_, Some((_, part, at))) => {
                    gone.push((*part, *at));
                    had.next();
                }
                (Some((key, row)), None) => {
                    new.push((*row, *key));
                    wanted.next();
                }
                (None, None) => break,
            }
        }
        // From behind, so that what moves into a gap is never what goes next.
        gone.sort_unstable();
        for (part, at) in gone.iter().rev() {
            self.parts[*part as usize].take(*at as usize);
        }
        self.find_places();
        new.sort_unstable();
        for (row, key) in &new {
            self.add(*row, *key, matrix.row(*row as usize));
        }
        Some(Followed {
            kept,
            added: new.len(),
            removed: gone.len(),
        })
    }

    /// Whether so much came or went since the parts were made that they should be made anew.
    pub fn is_worn(&self) -> bool {
        let rows = self.len();
        2 * self.added > self.trained || rows > 2 * self.trained || 4 * rows < self.trained
    }

    fn add(&mut self, row: u32, key: u64, vector: &[f32]) {
        let rotated = self.rotation.of(vector);
        let nearest = self.centres.nearest_of(&rotated, self.kernel)[0];
        let part = &mut self.parts[nearest as usize];
        let place = Place {
            part: nearest,
            at: part.rows.len() as u32,
        };
        part.push(row, key, &rotated, self.centres.row(nearest as usize));
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
