//! Rows in a quarter of their room: one byte a number, with a step of its own for each row.
//!
//! After a random rotation (`rotation.rs`) the numbers of a row are about equally large, so that steps of the largest
//! one's 127th part lose little: of 512 dimensions a cosine is off by about 0.0003. What is found by bytes is scored again
//! by the full rows before anyone sees it.

use crate::kernel::{Kernel, STEP, fetch};
use crate::matrix::Matrix;
use rayon::prelude::*;

/// The highest value of a query's numbers, with which no sum overflows 32 bits.
const FINEST: f32 = 1023.0;
/// Rows that one task scans before it asks for more work.
const ROWS_PER_TASK: usize = 1024;

/// Rows of bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct ByteRows {
    padded: usize,
    values: Vec<i8>,
    steps: Vec<f32>,
}

/// A query as rows of bytes are compared with it: in steps that are eight times finer.
pub(crate) struct ByteQuery {
    values: Vec<i16>,
    step: f32,
}

impl ByteRows {
    /// No rows yet, of vectors of `padded` numbers, a multiple of 64.
    pub(crate) fn new(padded: usize) -> ByteRows {
        debug_assert!(padded.is_multiple_of(STEP));
        ByteRows {
            padded,
            values: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The rows of a matrix as they are, without a rotation: for scans of all rows.
    pub fn of(matrix: &Matrix) -> ByteRows {
        let mut rows = ByteRows::new(matrix.dim().next_multiple_of(STEP));
        rows.reserve(matrix.len());
        for row in 0..matrix.len() {
            rows.push(matrix.row(row));
        }
        rows
    }

    /// The cosine of `query`, a vector of the matrix's dimension, with every row, in row order; off by about 0.001.
    pub fn cosines(&self, query: &[f32]) -> Vec<f32> {
        let (kernel, query) = (Kernel::best(), ByteQuery::new(query, self.padded));
        let mut all = vec![0.0_f32; self.len()];
        all.par_chunks_mut(ROWS_PER_TASK)
            .enumerate()
            .for_each(|(task, cosines)| {
                for (at, cosine) in cosines.iter_mut().enumerate() {
                    *cosine = self.product(kernel, task * ROWS_PER_TASK + at, &query);
                }
            });
        all
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        self.values.reserve_exact(rows * self.padded);
        self.steps.reserve_exact(rows);
    }

    /// Adds a row; numbers that it has fewer than the others are zeros.
    pub(crate) fn push(&mut self, vector: &[f32]) {
        let largest = vector
            .iter()
            .fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let step = largest / 127.0;
        self.values
            .extend(vector.iter().map(|value| (value / step).round() as i8));
        self.steps.push(step);
        self.values.resize(self.steps.len() * self.padded, 0);
    }

    /// Takes a row away; the last one takes its place.
    ///
    /// # Panics
    /// When there is no such row.
    pub(crate) fn swap_remove(&mut self, at: usize) {
        let last = self.len() - 1;
        self.values
            .copy_within(last * self.padded..(last + 1) * self.padded, at * self.padded);
        self.values.truncate(last * self.padded);
        self.steps.swap_remove(at);
    }

    /// The product of a row and a query.
    #[inline]
    pub(crate) fn product(&self, kernel: Kernel, at: usize, query: &ByteQuery) -> f32 {
        kernel.product(self.row(at), &query.values) as f32 * self.steps[at] * query.step
    }

    /// Asks the memory for a row that will be read soon.
    #[inline]
    pub(crate) fn fetch(&self, at: usize) {
        fetch(self.row(at));
    }

    /// By how much the product of a row with a vector of length one may be off, but for one row in some thousands: four
    /// standard deviations of what rounding does.
    #[inline]
    pub(crate) fn slack(&self, at: usize) -> f32 {
        1.2 * self.steps[at]
    }

    fn row(&self, at: usize) -> &[i8] {
        &self.values[at * self.padded..(at + 1) * self.padded]
    }

    pub(crate) fn parts(&self) -> (&[i8], &[f32]) {
        (&self.values, &self.steps)
    }

    /// Rows from what [`ByteRows::parts`] gave; `None` where the lengths do not fit.
    pub(crate) fn from_parts(padded: usize, values: Vec<i8>, steps: Vec<f32>) -> Option<ByteRows> {
        (values.len() == steps.len() * padded).then_some(ByteRows {
            padded,
            values,
            steps,
        })
    }
}

impl ByteQuery {
    /// `vector`, padded with zeros or cut to `padded` numbers.
    pub fn new(vector: &[f32], padded: usize) -> ByteQuery {
        let largest = vector
            .iter()
            .fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let step = largest / FINEST;
        let mut values: Vec<i16> = vector.iter().map(|value| (value / step).round() as i16).collect();
        values.resize(padded, 0);
        ByteQuery { values, step }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::cosines;
    use crate::test_rows::clustered;

    #[test]
    fn cosines_of_bytes_are_those_of_floats_within_a_thousandth() {
        for dim in [3, 64, 100, 512] {
            let (matrix, queries) = (clustered(200, dim, 1), clustered(5, dim, 2));
            let rows = ByteRows::of(&matrix);
            for query in 0..queries.len() {
                let exact = cosines(&matrix, queries.row(query));
                let rough = rows.cosines(queries.row(query));
                let worst = exact
                    .iter()
                    .zip(&rough)
                    .fold(0.0_f32, |most, (a, b)| most.max((a - b).abs()));
                assert!(worst < 0.006, "dim {dim}: off by {worst}");
            }
        }
    }

    #[test]
    fn a_row_that_is_taken_away_leaves_the_others() {
        let matrix = clustered(4, 64, 3);
        let mut rows = ByteRows::of(&matrix);
        rows.swap_remove(1);
        let mut expected = ByteRows::new(64);
        for row in [0, 3, 2] {
            expected.push(matrix.row(row));
        }
        assert_eq!(rows, expected, "the last row took the place");
    }
}
