//! The matrix product, on all threads: a register tile of six rows and sixteen columns over a right-hand side that is
//! laid out for it. The vectors are `pulp`'s, which picks AVX2 with FMA, NEON or plain code at run time. Each sum is made
//! in one order, whatever the number of threads, so results are the same to the bit on one machine.

use crate::rows::Rows;
use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

/// Columns of a register tile.
const WIDE: usize = 16;
/// Rows of a register tile: with `WIDE` columns it takes twelve of the sixteen vector registers of AVX2.
const TILE: usize = 6;
/// Rows that one task computes.
const TASK_ROWS: usize = 4 * TILE;

/// The right-hand side of a product, in panels of [`WIDE`] columns; the last one is filled up with zeros.
#[derive(Debug, Clone, Default)]
pub(crate) struct Panels {
    values: Vec<f32>,
    depth: usize,
    width: usize,
}

impl Panels {
    /// Of a matrix as it is.
    pub fn of(right: &Rows) -> Panels {
        let (depth, width) = (right.len(), right.width());
        let mut values = vec![0.0; depth * width.next_multiple_of(WIDE)];
        if depth > 0 {
            let panels = values.par_chunks_exact_mut(depth * WIDE).enumerate();
            panels.for_each(|(panel, own)| {
                let from = panel * WIDE;
                let end = (from + WIDE).min(width);
                for (row, target) in own.chunks_exact_mut(WIDE).enumerate() {
                    target[..end - from].copy_from_slice(&right.row(row)[from..end]);
                }
            });
        }
        Panels { values, depth, width }
    }

    /// Of a matrix turned round: the product is then of the rows of both.
    pub fn of_transposed(right: &Rows) -> Panels {
        let (depth, width) = (right.width(), right.len());
        let mut values = vec![0.0; depth * width.next_multiple_of(WIDE)];
        if depth > 0 {
            let panels = values.par_chunks_exact_mut(depth * WIDE).enumerate();
            panels.for_each(|(panel, own)| {
                let from = panel * WIDE;
                for (column, source) in (from..(from + WIDE).min(width)).enumerate() {
                    for (at, value) in right.row(source).iter().enumerate() {
                        own[at * WIDE + column] = *value;
                    }
                }
            });
        }
        Panels { values, depth, width }
    }
}

/// `left` · `right`, whose depth is the width of `left`.
pub(crate) fn product(left: &Rows, right: &Panels) -> Rows {
    let mut out = Rows::zeros(left.len(), right.width);
    if left.is_empty() || right.width == 0 {
        return out;
    }
    debug_assert_eq!(
        left.width(),
        right.depth,
        "the inner sides of a product are equal"
    );
    let (arch, width, depth) = (Arch::new(), right.width, right.depth);
    let tasks = out.values_mut().par_chunks_mut(TASK_ROWS * width);
    tasks
        .zip(left.values().par_chunks(TASK_ROWS * depth))
        .for_each(|(out, left)| arch.dispatch(Part { left, right, out }));
    out
}

/// `leftᵀ` · `right`: the sum over rows that two matrices have in common, as gradients of weights are.
pub(crate) fn product_over_rows(left: &Rows, right: &Rows) -> Rows {
    product(&left.transposed(), &Panels::of(right))
}

/// Some rows of a product.
struct Part<'a> {
    left: &'a [f32],
    right: &'a Panels,
    out: &'a mut [f32],
}

impl WithSimd for Part<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // V: vectors that make up `WIDE` columns.
        match S::F32_LANES {
            16 => self.panels::<S, 1>(simd),
            8 => self.panels::<S, 2>(simd),
            4 => self.panels::<S, 4>(simd),
            _ => self.panels::<_, WIDE>(pulp::Scalar),
        }
    }
}

impl Part<'_> {
    #[inline(always)]
    fn panels<S: Simd, const V: usize>(self, simd: S) {
        let (depth, width) = (self.right.depth, self.right.width);
        for (panel, values) in self.right.values.chunks_exact(depth * WIDE).enumerate() {
            let (panel_values, _) = S::as_simd_f32s(values).0.as_chunks::<V>();
            let from = panel * WIDE;
            let columns = from..(from + WIDE).min(width);
            let tiles = self
                .left
                .chunks(TILE * depth)
                .zip(self.out.chunks_mut(TILE * width));
            for (left, out) in tiles {
                let columns = columns.clone();
                match left.len() / depth {
                    1 => tile::<S, 1, V>(simd, left, panel_values, out, columns),
                    2 => tile::<S, 2, V>(simd, left, panel_values, out, columns),
                    3 => tile::<S, 3, V>(simd, left, panel_values, out, columns),
                    4 => tile::<S, 4, V>(simd, left, panel_values, out, columns),
                    5 => tile::<S, 5, V>(simd, left, panel_values, out, columns),
                    _ => tile::<S, TILE, V>(simd, left, panel_values, out, columns),
                }
            }
        }
    }
}

/// `M` rows of the product with one panel.
#[expect(
    clippy::needless_range_loop,
    reason = "plain indices are what keeps the sums in registers"
)]
#[inline(always)]
fn tile<S: Simd, const M: usize, const V: usize>(
    simd: S,
    left: &[f32],
    panel: &[[S::f32s; V]],
    out: &mut [f32],
    columns: std::ops::Range<usize>,
) {
    let depth = panel.len();
    let mut rows: [&[f32]; M] = [&[]; M];
    for (m, row) in rows.iter_mut().enumerate() {
        *row = &left[m * depth..(m + 1) * depth];
    }
    let mut sums = [[simd.splat_f32s(0.0); V]; M];
    for (at, values) in panel.iter().enumerate() {
        for m in 0..M {
            let x = simd.splat_f32s(rows[m][at]);
            for v in 0..V {
                sums[m][v] = simd.mul_add_e_f32s(x, values[v], sums[m][v]);
            }
        }
    }
    let width = out.len() / M;
    let mut finished = [[0.0_f32; WIDE]; M];
    for m in 0..M {
        for v in 0..V {
            S::as_mut_simd_f32s(&mut finished[m]).0[v] = sums[m][v];
        }
    }
    for (row, finished) in out.chunks_exact_mut(width).zip(&finished) {
        row[columns.clone()].copy_from_slice(&finished[..columns.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        let value = |at: usize| ((at * 7919 + seed * 104_729) % 2003) as f32 / 1001.5 - 1.0;
        (0..count).map(value).collect()
    }

    fn plain(left: &Rows, right: &Rows) -> Vec<f64> {
        let mut out = Vec::new();
        for row in 0..left.len() {
            for column in 0..right.width() {
                let terms = (0..right.len())
                    .map(|at| f64::from(left.row(row)[at]) * f64::from(right.row(at)[column]));
                out.push(terms.sum());
            }
        }
        out
    }

    proptest! {
        #[test]
        fn products_are_those_of_the_definition(rows in 1_usize..40, depth in 1_usize..50, width in 1_usize..40) {
            let left = Rows::of(depth, numbers(rows * depth, 1));
            let right = Rows::of(width, numbers(depth * width, 2));
            let wanted = plain(&left, &right);
            let over_rows = product_over_rows(&left.transposed(), &right);
            for out in [
                product(&left, &Panels::of(&right)),
                product(&left, &Panels::of_transposed(&right.transposed())),
                over_rows,
            ] {
                prop_assert_eq!((out.len(), out.width()), (rows, width));
                for (own, wanted) in out.values().iter().zip(&wanted) {
                    prop_assert!((f64::from(*own) - wanted).abs() < 1e-4);
                }
            }
        }
    }

    #[test]
    fn nothing_times_something_is_nothing() {
        let right = Rows::of(3, numbers(6, 1));
        assert!(product(&Rows::zeros(0, 2), &Panels::of(&right)).is_empty());
    }
}
