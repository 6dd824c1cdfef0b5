//! Pointwise convolutions are matrix products by a register tile of six pixels and
//! sixteen channels, with bias, residual and ReLU6 applied before a value first
//! goes to memory. Weights are laid out for that once, at load.

use pulp::{Arch, Simd, WithSimd};

use super::{WIDE, padded, relu6};

/// Pixels of the largest register tile: with `WIDE` channels it takes twelve of
/// the sixteen vector registers of AVX2.
const TILE: usize = 6;

/// A 1×1 convolution, or any other matrix product with a bias.
pub(in crate::nova_mini) struct Pointwise {
    /// For each group of `WIDE` outputs: for each input, the weights of these outputs.
    panels: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

/// What happens to a product before it is stored.
#[derive(Clone, Copy)]
pub(in crate::nova_mini) struct Epilogue<'a> {
    /// Added, laid out as pixels × outputs.
    pub residual: Option<&'a [f32]>,
    /// Clamped to 0…6.
    pub relu6: bool,
}

/// Where the outputs of each pixel go: rows of pixels that lie in a ring of rows.
#[derive(Clone, Copy)]
pub(in crate::nova_mini) struct Place {
    /// Pixels a row.
    pub width: usize,
    /// The row of the first pixel.
    pub first_row: usize,
    /// How many rows the ring has.
    pub rows: usize,
    /// From one row of the ring to the next, in numbers.
    pub row_len: usize,
    /// What comes before a row's first pixel, in numbers.
    pub margin: usize,
}

impl Place {
    /// One pixel after the other from the start.
    pub(in crate::nova_mini) const IN_ORDER: Self = Self {
        width: usize::MAX,
        first_row: 0,
        rows: 1,
        row_len: 0,
        margin: 0,
    };

    /// Where the pixel's first channel is.
    #[inline(always)]
    pub(in crate::nova_mini) fn of(self, pixel: usize, channels: usize) -> usize {
        let (row, column) = (self.first_row + pixel / self.width, pixel % self.width);
        row % self.rows * self.row_len + self.margin + column * channels
    }
}

impl Pointwise {
    /// From weights (outputs, inputs) and a bias (outputs). Both sides are filled
    /// up to [`padded`] counts.
    pub(in crate::nova_mini) fn new(weight: &[f32], bias: &[f32]) -> Self {
        let outputs = bias.len();
        let given = weight.len() / outputs;
        let inputs = padded(given);
        let width = padded(outputs);
        let mut panels = Vec::with_capacity(inputs * width);
        for first in (0..width).step_by(WIDE) {
            for input in 0..inputs {
                for output in first..first + WIDE {
                    let there = output < outputs && input < given;
                    panels.push(if there {
                        weight[output * given + input]
                    } else {
                        0.0
                    });
                }
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(width, 0.0);
        Self { panels, bias, inputs }
    }

    /// Inputs a pixel, filled up.
    pub(in crate::nova_mini) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Outputs a pixel, filled up.
    pub(in crate::nova_mini) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Multiplies `input` (pixels × inputs); `place` says where in `out` each pixel's outputs go.
    pub(in crate::nova_mini) fn apply(
        &self,
        input: &[f32],
        out: &mut [f32],
        place: Place,
        epilogue: Epilogue<'_>,
    ) {
        Arch::new().dispatch(PointwiseRun {
            layer: self,
            input,
            out,
            place,
            epilogue,
        });
    }
}

pub(super) struct PointwiseRun<'a> {
    pub layer: &'a Pointwise,
    pub input: &'a [f32],
    pub out: &'a mut [f32],
    pub place: Place,
    pub epilogue: Epilogue<'a>,
}

impl WithSimd for PointwiseRun<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        // V: vectors that make up `WIDE` channels.
        match S::F32_LANES {
            16 => self.panels::<S, 1>(simd),
            8 => self.panels::<S, 2>(simd),
            4 => self.panels::<S, 4>(simd),
            _ => self.panels::<_, WIDE>(pulp::Scalar),
        }
    }
}

impl PointwiseRun<'_> {
    #[inline(always)]
    fn panels<S: Simd, const V: usize>(&mut self, simd: S) {
        let pixels = self.input.len() / self.layer.inputs;
        // Tiles of nearly equal height: one of a single pixel takes as long as one of four.
        let tiles = pixels.div_ceil(TILE);
        let panel_len = WIDE * self.layer.inputs;
        for (index, panel) in self.layer.panels.chunks_exact(panel_len).enumerate() {
            let (panel, _) = S::as_simd_f32s(panel).0.as_chunks();
            let first = index * WIDE;
            let mut start = 0;
            for tile in 1..=tiles {
                let end = tile * pixels / tiles;
                match end - start {
                    1 => self.tile::<S, 1, V>(simd, panel, first, start),
                    2 => self.tile::<S, 2, V>(simd, panel, first, start),
                    3 => self.tile::<S, 3, V>(simd, panel, first, start),
                    4 => self.tile::<S, 4, V>(simd, panel, first, start),
                    5 => self.tile::<S, 5, V>(simd, panel, first, start),
                    _ => self.tile::<S, TILE, V>(simd, panel, first, start),
                }
                start = end;
            }
        }
    }

    /// `M` pixels from `start` on, `WIDE` outputs from `first` on.
    #[inline(always)]
    fn tile<S: Simd, const M: usize, const V: usize>(
        &mut self,
        simd: S,
        panel: &[[S::f32s; V]],
        first: usize,
        start: usize,
    ) {
        let inputs = self.layer.inputs;
        let rows: [&[f32]; M] = std::array::from_fn(|m| &self.input[(start + m) * inputs..][..panel.len()]);
        let mut sums = [[simd.splat_f32s(0.0); V]; M];
        for (i, weights) in panel.iter().enumerate() {
            for m in 0..M {
                let x = simd.splat_f32s(rows[m][i]);
                for v in 0..V {
                    sums[m][v] = simd.mul_add_e_f32s(x, weights[v], sums[m][v]);
                }
            }
        }
        let bias = S::as_simd_f32s(&self.layer.bias[first..first + WIDE]).0;
        for (m, sums) in sums.into_iter().enumerate() {
            let pixel = start + m;
            let at = self.place.of(pixel, self.layer.bias.len()) + first;
            let out = S::as_mut_simd_f32s(&mut self.out[at..at + WIDE]).0;
            let residual = self.epilogue.residual.map(|residual| {
                S::as_simd_f32s(&residual[pixel * self.layer.bias.len() + first..][..WIDE]).0
            });
            for v in 0..V {
                let mut x = simd.add_f32s(sums[v], bias[v]);
                if let Some(residual) = residual {
                    x = simd.add_f32s(x, residual[v]);
                }
                out[v] = if self.epilogue.relu6 { relu6(simd, x) } else { x };
            }
        }
    }
}
