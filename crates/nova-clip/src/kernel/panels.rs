//! The matrix product: a register tile of six rows and sixteen outputs, over weights
//! that were laid out for it once. What becomes of a sum is its [`Store`]'s.

use pulp::{Simd, WithSimd};

use super::{WIDE, padded};
use crate::weights;

/// Rows of the largest register tile: with `WIDE` outputs it takes twelve of the
/// sixteen vector registers of AVX2, and twelve of the thirty-two of AVX-512.
const TILE: usize = 6;
const TILE_OF_ONE: usize = 12;
/// As many inputs at a time, where several tiles share them: this part of a panel
/// (16 kB) and of a tile's rows stay in the first-level cache.
const DEPTH: usize = 256;
/// Inputs between two looks at where a tile's rows are.
const STEP: usize = 8;

/// A matrix (outputs, inputs) in panels of [`WIDE`] outputs; for each input of a
/// panel the weights of its outputs. The last panel is filled up with zeros.
#[derive(Default)]
pub(crate) struct Panels {
    values: Vec<f32>,
    /// In place of `values`: the levels of a matrix in eight bits, which are spread to
    /// numbers where they are used. A quarter of the memory to read.
    levels: Vec<u8>,
    inputs: usize,
    outputs: usize,
}

impl Panels {
    /// From the weight of each (output, input).
    pub(crate) fn new(outputs: usize, inputs: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Self::default();
        panels.fill(outputs, inputs, weight);
        panels
    }

    /// From a matrix (outputs, inputs) in eight bits, row by row. The sums are those of the
    /// levels less [`ZERO_LEVEL`](weights::ZERO_LEVEL), without the scales.
    pub(crate) fn of_levels(outputs: usize, inputs: usize, levels: &[u8]) -> Self {
        let mut panels = Self {
            inputs,
            outputs,
            ..Self::default()
        };
        lay_out(
            &mut panels.levels,
            outputs,
            inputs,
            weights::ZERO_LEVEL,
            |output, input| levels[output * inputs + input],
        );
        panels
    }

    /// As [`Panels::new`], in memory that was used before.
    pub(crate) fn fill(&mut self, outputs: usize, inputs: usize, weight: impl Fn(usize, usize) -> f32) {
        (self.inputs, self.outputs) = (inputs, outputs);
        self.levels.clear();
        lay_out(&mut self.values, outputs, inputs, 0.0, weight);
    }

    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// How many panels there are.
    pub(crate) fn count(&self) -> usize {
        self.outputs.div_ceil(WIDE)
    }
}

/// Puts the weights into the order of panels; `zero` fills the last one up.
fn lay_out<W: Copy>(
    values: &mut Vec<W>,
    outputs: usize,
    inputs: usize,
    zero: W,
    weight: impl Fn(usize, usize) -> W,
) {
    values.clear();
    values.reserve(inputs * padded(outputs));
    for first in (0..outputs).step_by(WIDE) {
        let there = WIDE.min(outputs - first);
        for input in 0..inputs {
            values.extend((first..first + there).map(|output| weight(output, input)));
            values.extend_from_slice(&[zero; WIDE][there..]);
        }
    }
}

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

impl<T: Store> WithSimd for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        // V: vectors that make up `WIDE` outputs.
        match S::F32_LANES {
            16 => self.panels::<S, 1>(simd),
            8 => self.panels::<S, 2>(simd),
            4 => self.panels::<S, 4>(simd),
            _ => self.panels::<_, WIDE>(pulp::Scalar),
        }
    }
}

impl<T: Store> Product<'_, T> {
    #[inline(always)]
    fn panels<S: Simd, const V: usize>(&mut self, simd: S) {
        let rows = self.input.count;
        let inputs = self.panels.inputs;
        // Tiles of nearly equal height: one of a single row takes as long as one of four.
        let tiles = rows.div_ceil(if V == 1 { TILE_OF_ONE } else { TILE });
        let in_bytes = !self.panels.levels.is_empty();
        let parts = if tiles < 3 && !in_bytes {
            1
        } else {
            inputs.div_ceil(DEPTH).max(1)
        };
        let mut spread = vec![0.0; if in_bytes { DEPTH * WIDE } else { 0 }];
        let mut unfinished = vec![[0.0; WIDE]; if parts > 1 { rows } else { 0 }];
        let mut finished = [[0.0; WIDE]; TILE_OF_ONE];
        let length = WIDE * inputs;
        for index in self.first..self.last {
            for part in 0..parts {
                let depth = part * inputs / parts..(part + 1) * inputs / parts;
                let place = index * length + depth.start * WIDE..index * length + depth.end * WIDE;
                let panel = if in_bytes {
                    let levels = &self.panels.levels[place];
                    for (number, &level) in spread.iter_mut().zip(levels) {
                        *number = weights::number(level);
                    }
                    &spread[..levels.len()]
                } else {
                    &self.panels.values[place]
                };
                let (panel, _) = S::as_simd_f32s(panel).0.as_chunks();
                let mut at = Place {
                    index,
                    start: 0,
                    depth,
                    inputs,
                };
                for tile in 1..=tiles {
                    let end = tile * rows / tiles;
                    let sums = match parts {
                        1 => &mut finished[..end - at.start],
                        _ => &mut unfinished[at.start..end],
                    };
                    match end - at.start {
                        1 => self.tile::<S, 1, V>(simd, panel, &at, sums),
                        2 => self.tile::<S, 2, V>(simd, panel, &at, sums),
                        3 => self.tile::<S, 3, V>(simd, panel, &at, sums),
                        4 => self.tile::<S, 4, V>(simd, panel, &at, sums),
                        5 => self.tile::<S, 5, V>(simd, panel, &at, sums),
                        7 if V == 1 => self.tile::<S, 7, V>(simd, panel, &at, sums),
                        8 if V == 1 => self.tile::<S, 8, V>(simd, panel, &at, sums),
                        9 if V == 1 => self.tile::<S, 9, V>(simd, panel, &at, sums),
                        10 if V == 1 => self.tile::<S, 10, V>(simd, panel, &at, sums),
                        11 if V == 1 => self.tile::<S, 11, V>(simd, panel, &at, sums),
                        12 if V == 1 => self.tile::<S, TILE_OF_ONE, V>(simd, panel, &at, sums),
                        _ => self.tile::<S, TILE, V>(simd, panel, &at, sums),
                    }
                    at.start = end;
                }
            }
        }
    }

    /// `M` rows of a part of the inputs, of which `panel` has the weights; `kept` has their sums between two parts.
    #[expect(
        clippy::needless_range_loop,
        reason = "plain indices are what keeps the sums in registers"
    )]
    #[inline(always)]
    fn tile<S: Simd, const M: usize, const V: usize>(
        &mut self,
        simd: S,
        panel: &[[S::f32s; V]],
        at: &Place,
        kept: &mut [[f32; WIDE]],
    ) {
        let Rows { values, stride, .. } = self.input;
        let (blocks, rest) = panel.as_chunks::<STEP>();
        let mut rows: [(&[[f32; STEP]], &[f32]); M] = [(&[], &[]); M];
        for (m, row) in rows.iter_mut().enumerate() {
            *row = values[(at.start + m) * stride + at.depth.start..][..panel.len()].as_chunks();
        }
        let mut sums = [[simd.splat_f32s(0.0); V]; M];
        if at.depth.start > 0 {
            for m in 0..M {
                for v in 0..V {
                    sums[m][v] = S::as_simd_f32s(&kept[m]).0[v];
                }
            }
        }
        for (i, weights) in blocks.iter().enumerate() {
            // Looked up here, so that nothing inside can fail and the sums stay in registers.
            let mut xs = [&[0.0; STEP]; M];
            for m in 0..M {
                xs[m] = &rows[m].0[i];
            }
            for step in 0..STEP {
                for m in 0..M {
                    let x = simd.splat_f32s(xs[m][step]);
                    for v in 0..V {
                        sums[m][v] = simd.mul_add_e_f32s(x, weights[step][v], sums[m][v]);
                    }
                }
            }
        }
        for (i, weights) in rest.iter().enumerate() {
            for m in 0..M {
                let x = simd.splat_f32s(rows[m].1[i]);
                for v in 0..V {
                    sums[m][v] = simd.mul_add_e_f32s(x, weights[v], sums[m][v]);
                }
            }
        }
        for m in 0..M {
            for v in 0..V {
                S::as_mut_simd_f32s(&mut kept[m]).0[v] = sums[m][v];
            }
        }
        if at.depth.end < at.inputs {
            return;
        }
        // Read again from memory: a loop that the compiler does not unroll may not touch
        // `sums`, or it would keep them in memory all the way through the loops above.
        for (m, kept) in kept.iter().enumerate() {
            let (finished, _) = S::as_simd_f32s(kept).0.as_chunks::<V>();
            self.store.store(simd, at.start + m, at.index, &finished[0]);
        }
    }
}

/// Where a tile is.
struct Place {
    /// Of the panel.
    index: usize,
    /// First row.
    start: usize,
    /// Which inputs are gone through.
    depth: std::ops::Range<usize>,
    /// How many there are.
    inputs: usize,
}
