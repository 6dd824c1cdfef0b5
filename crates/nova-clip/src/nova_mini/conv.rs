//! The convolutions of the image tower, channels last, on one thread.
//!
//! Maps are rows of pixels, a pixel is its channels. Pointwise convolutions are
//! matrix products by a register tile of six pixels and sixteen channels, with
//! bias, residual and ReLU6 applied before a value first goes to memory; weights
//! are laid out for that once, at load. Depthwise convolutions run over sixteen
//! channels at a time and share their weights among neighbouring pixels. The
//! vectors are `pulp`'s, which picks AVX2 with FMA, NEON or plain code at run
//! time. Which layers follow one another is `tower`'s.

use pulp::{Arch, Simd, WithSimd};

/// Channels are filled up with zeros to a multiple of this, so that no loop has a rest.
pub(super) const WIDE: usize = 16;
/// Pixels of the largest register tile: with `WIDE` channels it takes twelve of
/// the sixteen vector registers of AVX2.
const TILE: usize = 6;
/// Neighbouring outputs of a depthwise convolution that share one load of the weights.
const RUN: usize = 5;

/// `count` filled up to a multiple of [`WIDE`].
pub(super) fn padded(count: usize) -> usize {
    count.next_multiple_of(WIDE)
}

/// A 1×1 convolution, or any other matrix product with a bias.
pub(super) struct Pointwise {
    /// For each group of `WIDE` outputs: for each input, the weights of these outputs.
    panels: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

/// What happens to a product before it is stored.
#[derive(Clone, Copy)]
pub(super) struct Epilogue<'a> {
    /// Added, laid out as pixels × outputs.
    pub residual: Option<&'a [f32]>,
    /// Clamped to 0…6.
    pub relu6: bool,
}

/// Where the outputs of each pixel go: rows of pixels that lie in a ring of rows.
#[derive(Clone, Copy)]
pub(super) struct Place {
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
    pub(super) const IN_ORDER: Self = Self {
        width: usize::MAX,
        first_row: 0,
        rows: 1,
        row_len: 0,
        margin: 0,
    };

    /// Where the pixel's first channel is.
    #[inline(always)]
    pub(super) fn of(self, pixel: usize, channels: usize) -> usize {
        let (row, column) = (self.first_row + pixel / self.width, pixel % self.width);
        row % self.rows * self.row_len + self.margin + column * channels
    }
}

impl Pointwise {
    /// From weights (outputs, inputs) and a bias (outputs). Both sides are filled
    /// up to [`padded`] counts.
    pub(super) fn new(weight: &[f32], bias: &[f32]) -> Self {
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
    pub(super) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Outputs a pixel, filled up.
    pub(super) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Multiplies `input` (pixels × inputs); `place` says where in `out` each pixel's outputs go.
    pub(super) fn apply(&self, input: &[f32], out: &mut [f32], place: Place, epilogue: Epilogue<'_>) {
        Arch::new().dispatch(PointwiseRun {
            layer: self,
            input,
            out,
            place,
            epilogue,
        });
    }
}

struct PointwiseRun<'a> {
    layer: &'a Pointwise,
    input: &'a [f32],
    out: &'a mut [f32],
    place: Place,
    epilogue: Epilogue<'a>,
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

/// A k×k convolution of each channel by itself, with bias and ReLU6.
pub(super) struct Depthwise {
    /// For each group of `WIDE` channels: row after row of the kernel, column
    /// after column, the weights of these channels.
    taps: Vec<f32>,
    bias: Vec<f32>,
    kernel: usize,
    stride: usize,
}

impl Depthwise {
    /// From weights (channels, 1, kernel, kernel) and a bias (channels), filled
    /// up to a [`padded`] count of channels. The kernel is 3 or 5, the stride 1 or 2.
    pub(super) fn new(weight: &[f32], bias: &[f32], kernel: usize, stride: usize) -> Self {
        let channels = bias.len();
        let width = padded(channels);
        let area = kernel * kernel;
        let mut taps = vec![0.0; area * width];
        for (channel, kernel) in weight.chunks_exact(area).enumerate() {
            for (tap, &w) in kernel.iter().enumerate() {
                taps[(channel / WIDE * area + tap) * WIDE + channel % WIDE] = w;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(width, 0.0);
        Self {
            taps,
            bias,
            kernel,
            stride,
        }
    }

    pub(super) fn kernel(&self) -> usize {
        self.kernel
    }

    pub(super) fn stride(&self) -> usize {
        self.stride
    }

    /// Channels, filled up.
    pub(super) fn channels(&self) -> usize {
        self.bias.len()
    }

    /// One row of output from the `kernel` rows of input under it, which have
    /// their margins in front and behind already.
    pub(super) fn row(&self, rows: &[&[f32]], out: &mut [f32]) {
        match (self.kernel, self.stride) {
            (3, 1) => self.row_of::<3, 1>(rows, out),
            (3, 2) => self.row_of::<3, 2>(rows, out),
            (5, 1) => self.row_of::<5, 1>(rows, out),
            (5, 2) => self.row_of::<5, 2>(rows, out),
            (kernel, stride) => unreachable!("config.json was refused a kernel of {kernel}, stride {stride}"),
        }
    }

    fn row_of<const K: usize, const S: usize>(&self, rows: &[&[f32]], out: &mut [f32]) {
        let rows: [&[f32]; K] = std::array::from_fn(|ky| rows[ky]);
        Arch::new().dispatch(DepthwiseRow::<K, S> {
            layer: self,
            rows,
            out,
        });
    }
}

/// `K`: side of the kernel; `STRIDE`: between outputs.
struct DepthwiseRow<'a, const K: usize, const STRIDE: usize> {
    layer: &'a Depthwise,
    rows: [&'a [f32]; K],
    out: &'a mut [f32],
}

impl<const K: usize, const STRIDE: usize> WithSimd for DepthwiseRow<'_, K, STRIDE> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        match S::F32_LANES {
            16 => self.groups::<S, 1>(simd),
            8 => self.groups::<S, 2>(simd),
            4 => self.groups::<S, 4>(simd),
            _ => self.groups::<_, WIDE>(pulp::Scalar),
        }
    }
}

impl<const K: usize, const STRIDE: usize> DepthwiseRow<'_, K, STRIDE> {
    #[inline(always)]
    fn groups<S: Simd, const V: usize>(&mut self, simd: S) {
        let columns = self.out.len() / self.layer.bias.len();
        for (group, taps) in self.layer.taps.chunks_exact(K * K * WIDE).enumerate() {
            let (taps, _) = S::as_simd_f32s(taps).0.as_chunks::<V>();
            let (taps, _) = taps.as_chunks::<K>();
            let first = group * WIDE;
            let mut x = 0;
            while x + RUN <= columns {
                self.run::<S, RUN, V>(simd, taps, first, x);
                x += RUN;
            }
            while x < columns {
                self.run::<S, 1, V>(simd, taps, first, x);
                x += 1;
            }
        }
    }

    /// `WIDE` channels from `first` on, of `M` neighbouring outputs from column `x` on.
    #[inline(always)]
    fn run<S: Simd, const M: usize, const V: usize>(
        &mut self,
        simd: S,
        taps: &[[[S::f32s; V]; K]],
        first: usize,
        x: usize,
    ) {
        let channels = self.layer.bias.len();
        let bias = S::as_simd_f32s(&self.layer.bias[first..first + WIDE]).0;
        let mut sums: [[S::f32s; V]; M] = std::array::from_fn(|_| std::array::from_fn(|v| bias[v]));
        for (row, taps) in self.rows.iter().zip(taps) {
            // From the first input under the run to the last channel of its last one.
            let row = &row[x * STRIDE * channels + first..][..((M - 1) * STRIDE + K - 1) * channels + WIDE];
            for kx in 0..K {
                for m in 0..M {
                    let input = S::as_simd_f32s(&row[(m * STRIDE + kx) * channels..][..WIDE]).0;
                    for v in 0..V {
                        sums[m][v] = simd.mul_add_e_f32s(input[v], taps[kx][v], sums[m][v]);
                    }
                }
            }
        }
        for (m, sums) in sums.into_iter().enumerate() {
            let out = S::as_mut_simd_f32s(&mut self.out[(x + m) * channels + first..][..WIDE]).0;
            for v in 0..V {
                out[v] = relu6(simd, sums[v]);
            }
        }
    }
}

#[inline(always)]
fn relu6<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    simd.min_f32s(simd.max_f32s(x, simd.splat_f32s(0.0)), simd.splat_f32s(6.0))
}

#[cfg(test)]
mod tests;
