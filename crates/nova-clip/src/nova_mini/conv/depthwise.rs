//! Depthwise convolutions run over sixteen channels at a time and share their
//! weights among neighbouring pixels.

use pulp::{Arch, Simd, WithSimd};

use super::{WIDE, padded, relu6};

/// Neighbouring outputs of a depthwise convolution that share one load of the weights: with two vectors
/// for `WIDE` channels, and with one.
const RUN: usize = 5;
const RUN_OF_ONE: usize = 12;
const HALF_RUN_OF_ONE: usize = 6;

/// A k×k convolution of each channel by itself, with bias and ReLU6.
pub(in crate::nova_mini) struct Depthwise {
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
    pub(in crate::nova_mini) fn new(weight: &[f32], bias: &[f32], kernel: usize, stride: usize) -> Self {
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

    pub(in crate::nova_mini) fn kernel(&self) -> usize {
        self.kernel
    }

    pub(in crate::nova_mini) fn stride(&self) -> usize {
        self.stride
    }

    /// Channels, filled up.
    pub(in crate::nova_mini) fn channels(&self) -> usize {
        self.bias.len()
    }

    /// Of the channels of group `group`, which are `WIDE`, one row of output from the `kernel` rows of input under it.
    /// These hold the group's channels of one pixel after another, with their margins in front and behind; `out` holds
    /// pixels with all of their channels.
    pub(in crate::nova_mini) fn row(&self, group: usize, rows: &[&[f32]], out: &mut [f32]) {
        match (self.kernel, self.stride) {
            (3, 1) => self.row_of::<3, 1>(group, rows, out),
            (3, 2) => self.row_of::<3, 2>(group, rows, out),
            (5, 1) => self.row_of::<5, 1>(group, rows, out),
            (5, 2) => self.row_of::<5, 2>(group, rows, out),
            (kernel, stride) => unreachable!("config.json was refused a kernel of {kernel}, stride {stride}"),
        }
    }

    fn row_of<const K: usize, const S: usize>(&self, group: usize, rows: &[&[f32]], out: &mut [f32]) {
        let rows: [&[f32]; K] = std::array::from_fn(|ky| rows[ky]);
        Arch::new().dispatch(DepthwiseRow::<K, S> {
            layer: self,
            group,
            rows,
            out,
        });
    }
}

/// `K`: side of the kernel; `STRIDE`: between outputs.
pub(super) struct DepthwiseRow<'a, const K: usize, const STRIDE: usize> {
    pub layer: &'a Depthwise,
    pub group: usize,
    pub rows: [&'a [f32]; K],
    pub out: &'a mut [f32],
}

impl<const K: usize, const STRIDE: usize> WithSimd for DepthwiseRow<'_, K, STRIDE> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        match S::F32_LANES {
            16 => self.columns::<S, 1>(simd),
            8 => self.columns::<S, 2>(simd),
            4 => self.columns::<S, 4>(simd),
            _ => self.columns::<_, WIDE>(pulp::Scalar),
        }
    }
}

impl<const K: usize, const STRIDE: usize> DepthwiseRow<'_, K, STRIDE> {
    #[inline(always)]
    fn columns<S: Simd, const V: usize>(&mut self, simd: S) {
        let columns = self.out.len() / self.layer.bias.len();
        let taps = &self.layer.taps[self.group * K * K * WIDE..][..K * K * WIDE];
        let (taps, _) = S::as_simd_f32s(taps).0.as_chunks::<V>();
        let (taps, _) = taps.as_chunks::<K>();
        let rows: [&[[S::f32s; V]]; K] = self.rows.map(|row| S::as_simd_f32s(row).0.as_chunks().0);
        let mut x = 0;
        while x < columns {
            x += match columns - x {
                RUN_OF_ONE.. if V == 1 => self.run::<S, RUN_OF_ONE, V>(simd, taps, &rows, x),
                HALF_RUN_OF_ONE.. if V == 1 => self.run::<S, HALF_RUN_OF_ONE, V>(simd, taps, &rows, x),
                RUN.. if V > 1 => self.run::<S, RUN, V>(simd, taps, &rows, x),
                _ => self.run::<S, 1, V>(simd, taps, &rows, x),
            };
        }
    }

    /// `M` neighbouring outputs from column `x` on; the answer is `M`.
    #[inline(always)]
    fn run<S: Simd, const M: usize, const V: usize>(
        &mut self,
        simd: S,
        taps: &[[[S::f32s; V]; K]],
        rows: &[&[[S::f32s; V]]; K],
        x: usize,
    ) -> usize {
        let (channels, first) = (self.layer.bias.len(), self.group * WIDE);
        let bias = S::as_simd_f32s(&self.layer.bias[first..first + WIDE]).0;
        let mut sums: [[S::f32s; V]; M] = std::array::from_fn(|_| std::array::from_fn(|v| bias[v]));
        for (row, taps) in rows.iter().zip(taps) {
            // Cut here, so that nothing inside can fail and the sums stay in registers.
            let row = &row[x * STRIDE..][..(M - 1) * STRIDE + K];
            for kx in 0..K {
                for m in 0..M {
                    for v in 0..V {
                        sums[m][v] = simd.mul_add_e_f32s(row[m * STRIDE + kx][v], taps[kx][v], sums[m][v]);
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
        M
    }
}
