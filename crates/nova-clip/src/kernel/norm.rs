//! Layer normalisation.

use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use super::WIDE;

/// Fewer numbers than this are quicker done on one thread.
const SHARE: usize = 64 << 10;

/// (x − mean) / √(variance + ε) · weight + bias, over each row.
pub(crate) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
    pub eps: f32,
}

impl Norm {
    /// Normalises rows of as many numbers as there are weights.
    pub(crate) fn apply(&self, x: &[f32]) -> Vec<f32> {
        let mut out = x.to_vec();
        let width = self.weight.len();
        let share = SHARE.div_ceil(width) * width;
        out.par_chunks_mut(share)
            .for_each(|rows| Arch::new().dispatch(NormRun { norm: self, rows }));
        out
    }
}

struct NormRun<'a> {
    norm: &'a Norm,
    rows: &'a mut [f32],
}

impl WithSimd for NormRun<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Norm { weight, bias, eps } = self.norm;
        let count = weight.len() as f32;
        for row in self.rows.chunks_exact_mut(weight.len()) {
            let mean = total(row, |x| x) / count;
            let variance = total(row, |x| (x - mean) * (x - mean)) / count;
            let scale = 1.0 / (variance + eps).sqrt();
            for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
                *x = (*x - mean) * scale * w + b;
            }
        }
    }
}

/// The sum of `of(x)`, in sixteen partial sums.
#[inline(always)]
fn total(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (blocks, rest) = row.as_chunks::<WIDE>();
    let mut sums = [0.0; WIDE];
    for block in blocks {
        for (sum, &x) in sums.iter_mut().zip(block) {
            *sum += of(x);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&x| of(x)).sum::<f32>()
}
