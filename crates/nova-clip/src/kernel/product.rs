//! The matrix product: a register tile of a few rows and one or two panels of weights.
//! What becomes of a sum is its [`Store`]'s.
//!
//! How the weights lie is in `panels`; products of rounded numbers are in `pairs`.

use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use super::WIDE;
use super::panels::{Panels, Values};

/// Rows of the largest register tile: of one panel, whose sums take twelve of the sixteen vector registers of
/// AVX2, and of two where a vector holds all of a panel's, which take 24 of the 32 of AVX-512.
const TILE: usize = 6;
pub(super) const TILE_OF_ONE: usize = 12;
/// As many inputs at a time, divided by the panels of a tile, where several tiles share them: this part of
/// the panels (16 kB) and of a tile's rows stay in the first-level cache.
const DEPTH: usize = 256;
/// Inputs between two looks at where a tile's rows are.
const STEP: usize = 8;

/// Runs `$call` with `$m` the constant that `$height` is, up to [`TILE`], or [`TILE_OF_ONE`] where `$high`.
macro_rules! each_height {
    ($height:expr, $high:expr, $m:ident => $call:expr) => {
        each_height!(@ $height, $high, $m, $call, [1 2 3 4 5 6], [7 8 9 10 11 12])
    };
    (@ $height:expr, $high:expr, $m:ident, $call:expr, [$($low:literal)*], [$($more:literal)*]) => {
        match $height {
            $($low => { const $m: usize = $low; $call })*
            $($more if $high => { const $m: usize = $more; $call })*
            height => unreachable!("no tile has {height} rows"),
        }
    };
}
pub(super) use each_height;

/// Rows of input, each `stride` numbers after the one before.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub values: &'a [f32],
    pub stride: usize,
    pub count: usize,
}

/// Where sums go.
pub(crate) trait Store {
    /// Takes the products of row `row` with the outputs of panel `panel`.
    fn store<S: Simd, const V: usize>(&mut self, simd: S, row: usize, panel: usize, sums: &[S::f32s; V]);
}

/// `input` times the panels `first..last`.
pub(crate) struct Product<'a, T> {
    pub panels: &'a Panels,
    pub first: usize,
    pub last: usize,
    pub input: Rows<'a>,
    pub store: T,
}

impl<T: Store> Product<'_, T> {
    /// Computes it, by the instructions that the weights were laid out for.
    pub(crate) fn run(self) {
        #[cfg(target_arch = "x86_64")]
        if let Values::Pairs(pairs) = &self.panels.values {
            return pairs.run(self);
        }
        Arch::new().dispatch(self);
    }
}

impl<T: Store> WithSimd for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        // V: vectors that make up `WIDE` outputs. P: panels a tile; many where there is one row,
        // or each sum would wait for the one before.
        match S::F32_LANES {
            16 if self.input.count == 1 => self.all::<S, 1, 8>(simd),
            16 => self.all::<S, 1, 2>(simd),
            8 if self.input.count == 1 => self.all::<S, 2, 4>(simd),
            8 => self.all::<S, 2, 1>(simd),
            4 => self.all::<S, 4, 1>(simd),
            _ => self.all::<_, WIDE, 1>(pulp::Scalar),
        }
    }
}

/// Memory of a product.
#[derive(Default)]
struct Scratch {
    /// Numbers that levels stand for.
    spread: Vec<f32>,
    /// Sums between two parts of the inputs, row after row and panel after panel.
    kept: Vec<[f32; WIDE]>,
}

/// Where a tile is.
struct Place {
    /// First panel.
    panel: usize,
    /// First row.
    row: usize,
    /// Which inputs are gone through.
    depth: Range<usize>,
}

impl<T: Store> Product<'_, T> {
    #[inline(always)]
    fn all<S: Simd, const V: usize, const P: usize>(&mut self, simd: S) {
        let mut scratch = Scratch::default();
        let single = self.last - (self.last - self.first) % P;
        for panel in (self.first..single).step_by(P) {
            self.panels::<S, V, P>(simd, panel, &mut scratch);
        }
        for panel in single..self.last {
            self.panels::<S, V, 1>(simd, panel, &mut scratch);
        }
    }

    /// All rows times `P` panels from `panel` on.
    #[inline(always)]
    fn panels<S: Simd, const V: usize, const P: usize>(
        &mut self,
        simd: S,
        panel: usize,
        scratch: &mut Scratch,
    ) {
        let (weights, rows) = (self.panels, self.input.count);
        let inputs = weights.inputs();
        // Tiles of nearly equal height: one of a single row takes as long as one of four.
        let tiles = rows.div_ceil(if V == 1 { TILE_OF_ONE } else { TILE });
        let parts = if tiles < 3 && !weights.values.are_spread() {
            1
        } else {
            (P * inputs).div_ceil(DEPTH).max(1)
        };
        let Scratch { spread, kept } = scratch;
        kept.resize(rows * P, [0.0; WIDE]);
        for part in 0..parts {
            let mut at = Place {
                panel,
                row: 0,
                depth: part * inputs / parts..(part + 1) * inputs / parts,
            };
            let weights = weights.part(panel, at.depth.clone(), spread);
            let weights: [_; P] = weights.map(|part| S::as_simd_f32s(part).0.as_chunks().0);
            for tile in 1..=tiles {
                let end = tile * rows / tiles;
                let sums = &mut kept[at.row * P..end * P];
                each_height!(end - at.row, V == 1, M => self.tile::<S, M, V, P>(simd, &weights, &at, sums));
                at.row = end;
            }
        }
    }

    /// `M` rows of a part of the inputs, of which `weights` has the weights of each panel; `kept` has their sums between two parts.
    #[expect(
        clippy::needless_range_loop,
        reason = "plain indices are what keeps the sums in registers"
    )]
    #[inline(always)]
    fn tile<S: Simd, const M: usize, const V: usize, const P: usize>(
        &mut self,
        simd: S,
        weights: &[&[[S::f32s; V]]; P],
        at: &Place,
        kept: &mut [[f32; WIDE]],
    ) {
        let Rows { values, stride, .. } = self.input;
        let rows: [(&[[f32; STEP]], &[f32]); M] = std::array::from_fn(|m| {
            values[(at.row + m) * stride + at.depth.start..][..at.depth.len()].as_chunks()
        });
        let blocks: [&[[[S::f32s; V]; STEP]]; P] = std::array::from_fn(|p| weights[p].as_chunks().0);
        let rest: [&[[S::f32s; V]]; P] = std::array::from_fn(|p| weights[p].as_chunks::<STEP>().1);
        let mut sums = [[[simd.splat_f32s(0.0); V]; P]; M];
        if at.depth.start > 0 {
            for m in 0..M {
                for p in 0..P {
                    for v in 0..V {
                        sums[m][p][v] = S::as_simd_f32s(&kept[m * P + p]).0[v];
                    }
                }
            }
        }
        for i in 0..at.depth.len() / STEP {
            // Looked up here, so that nothing inside can fail and the sums stay in registers.
            let mut xs = [&[0.0; STEP]; M];
            for m in 0..M {
                xs[m] = &rows[m].0[i];
            }
            let mut ws = [&blocks[0][i]; P];
            for p in 1..P {
                ws[p] = &blocks[p][i];
            }
            for step in 0..STEP {
                for m in 0..M {
                    let x = simd.splat_f32s(xs[m][step]);
                    for p in 0..P {
                        for v in 0..V {
                            sums[m][p][v] = simd.mul_add_e_f32s(x, ws[p][step][v], sums[m][p][v]);
                        }
                    }
                }
            }
        }
        for i in 0..at.depth.len() % STEP {
            for m in 0..M {
                let x = simd.splat_f32s(rows[m].1[i]);
                for p in 0..P {
                    for v in 0..V {
                        sums[m][p][v] = simd.mul_add_e_f32s(x, rest[p][i][v], sums[m][p][v]);
                    }
                }
            }
        }
        for m in 0..M {
            for p in 0..P {
                for v in 0..V {
                    S::as_mut_simd_f32s(&mut kept[m * P + p]).0[v] = sums[m][p][v];
                }
            }
        }
        if at.depth.end < self.panels.inputs() {
            return;
        }
        // Read again from memory: a loop that the compiler does not unroll may not touch
        // `sums`, or it would keep them in memory all the way through the loops above.
        for (m, kept) in kept.chunks_exact(P).enumerate() {
            for (p, kept) in kept.iter().enumerate() {
                let (finished, _) = S::as_simd_f32s(kept).0.as_chunks::<V>();
                self.store.store(simd, at.row + m, at.panel + p, &finished[0]);
            }
        }
    }
}
