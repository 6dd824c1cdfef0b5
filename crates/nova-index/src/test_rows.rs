//! Rows for tests.

use crate::matrix::Matrix;
use rand::{Rng, SeedableRng, rngs::StdRng};

/// Rows scattered around a few centres, as a catalogue's are. The centres are the same for every seed.
pub(crate) fn clustered(rows: usize, dim: usize, seed: u64) -> Matrix {
    let mut random = StdRng::seed_from_u64(11);
    let centres: Vec<Vec<f32>> = (0..20)
        .map(|_| (0..dim).map(|_| random.random_range(-1.0..1.0)).collect())
        .collect();
    let mut random = StdRng::seed_from_u64(seed);
    let mut matrix = Matrix::with_capacity(dim, rows);
    for _ in 0..rows {
        let centre = &centres[random.random_range(0..centres.len())];
        let row: Vec<f32> = centre
            .iter()
            .map(|x| x + random.random_range(-0.5..0.5))
            .collect();
        assert!(matrix.push(&row));
    }
    matrix
}
