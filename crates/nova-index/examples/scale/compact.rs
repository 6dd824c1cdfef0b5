//! Vectors in half and in a quarter of the room, scanned roughly: what the library would gain by them.

use half::f16;
use half::slice::HalfFloatSliceExt;
use nova_index::{Matrix, dot, top_k};
use pulp::Arch;
use rayon::prelude::*;

const ROWS_PER_TASK: usize = 1024;

/// Rows of 16-bit floats.
pub struct Halves {
    dim: usize,
    values: Vec<f16>,
}

impl Halves {
    pub fn new(matrix: &Matrix) -> Halves {
        let mut values = vec![f16::ZERO; matrix.values().len()];
        values.convert_from_f32_slice(matrix.values());
        Halves {
            dim: matrix.dim(),
            values,
        }
    }

    /// Numbers of the `count` rows nearest to `query` by the rounded vectors.
    pub fn nearest(&self, query: &[f32], count: usize) -> Vec<usize> {
        let tasks = self.values.par_chunks(ROWS_PER_TASK * self.dim);
        let cosines: Vec<f32> = tasks
            .flat_map_iter(|rows| {
                let mut wide = vec![0.0_f32; self.dim];
                let cosine = |row: &[f16]| {
                    row.convert_to_f32_slice(&mut wide);
                    dot(&wide, query)
                };
                rows.chunks_exact(self.dim).map(cosine).collect::<Vec<f32>>()
            })
            .collect();
        best(&cosines, count)
    }
}

/// Rows of bytes with one scale a row.
pub struct Bytes {
    dim: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

impl Bytes {
    pub fn new(matrix: &Matrix) -> Bytes {
        let rows: Vec<(Vec<i8>, f32)> = matrix.values().par_chunks(matrix.dim()).map(rounded).collect();
        let scales = rows.iter().map(|(_, scale)| *scale).collect();
        Bytes {
            dim: matrix.dim(),
            values: rows.into_iter().flat_map(|(row, _)| row).collect(),
            scales,
        }
    }

    /// Numbers of the `count` rows nearest to `query` by the rounded vectors.
    pub fn nearest(&self, query: &[f32], count: usize) -> Vec<usize> {
        let (query, _) = rounded(query);
        let arch = Arch::new();
        let mut cosines = vec![0.0_f32; self.scales.len()];
        cosines
            .par_chunks_mut(ROWS_PER_TASK)
            .zip(self.values.par_chunks(ROWS_PER_TASK * self.dim))
            .zip(self.scales.par_chunks(ROWS_PER_TASK))
            .for_each(|((cosines, rows), scales)| {
                // The closure is compiled for the widest instructions there are, which the loop then uses.
                arch.dispatch(|| {
                    for ((cosine, row), scale) in
                        cosines.iter_mut().zip(rows.chunks_exact(self.dim)).zip(scales)
                    {
                        *cosine = product(row, &query) as f32 * scale;
                    }
                });
            });
        best(&cosines, count)
    }
}

#[inline(always)]
fn product(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

/// A vector in steps of its largest number's 127th part.
fn rounded(vector: &[f32]) -> (Vec<i8>, f32) {
    let largest = vector
        .iter()
        .fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
    let scale = largest / 127.0;
    (
        vector.iter().map(|value| (value / scale).round() as i8).collect(),
        scale,
    )
}

fn best(cosines: &[f32], count: usize) -> Vec<usize> {
    top_k(cosines, count, |_| true)
        .into_iter()
        .map(|near| near.row)
        .collect()
}
