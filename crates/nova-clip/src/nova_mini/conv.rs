//! The convolutions of the image tower, channels last, on one thread.
//!
//! Maps are rows of pixels, a pixel is its channels. Pointwise convolutions are
//! matrix products by a register tile of six pixels and sixteen channels, with
//! bias, residual and ReLU6 applied before a value first goes to memory; weights
//! are laid out for that once, at load. Depthwise convolutions vectorise over
//! channels. The loops are plain Rust over arrays of fixed size, which the
//! compiler turns into vector instructions; `dispatch` lets it use AVX2 and FMA
//! where the machine has them. Which layers follow one another is `tower`'s.

/// Channel counts are filled up with zeros to a multiple of this.
pub(super) const LANES: usize = 8;
/// Channels of a wide register tile.
const WIDE: usize = 16;
/// Pixels of the largest register tile: with `WIDE` channels it takes twelve of
/// the sixteen vector registers of AVX2.
const TILE: usize = 6;
/// Neighbouring outputs that share one load of the depthwise weights.
const RUN: usize = 5;

/// `count` filled up to a multiple of [`LANES`].
pub(super) fn padded(count: usize) -> usize {
    count.next_multiple_of(LANES)
}

/// A 1×1 convolution, or any other matrix product with a bias.
pub(super) struct Pointwise {
    /// For each group of `WIDE` outputs, and for the `LANES` that may be left:
    /// for each input, the weights of these outputs.
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
                for output in first..(first + WIDE).min(width) {
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

    /// Multiplies `input` (pixels × inputs); the outputs of pixel p go to
    /// `out[place(p)..]`.
    pub(super) fn apply(
        &self,
        input: &[f32],
        out: &mut [f32],
        place: impl Fn(usize) -> usize + Copy,
        epilogue: Epilogue<'_>,
    ) {
        dispatch(PointwiseRun {
            layer: self,
            input,
            out,
            place,
            epilogue,
        });
    }
}

struct PointwiseRun<'a, P> {
    layer: &'a Pointwise,
    input: &'a [f32],
    out: &'a mut [f32],
    place: P,
    epilogue: Epilogue<'a>,
}

impl<P: Fn(usize) -> usize + Copy> Kernel for PointwiseRun<'_, P> {
    #[inline(always)]
    fn run<const FMA: bool>(mut self) {
        let width = self.layer.bias.len();
        let wide = width / WIDE;
        let (panels, last) = self.layer.panels.split_at(wide * WIDE * self.layer.inputs);
        for (index, panel) in panels.chunks_exact(WIDE * self.layer.inputs).enumerate() {
            self.panel::<WIDE, FMA>(panel, index * WIDE);
        }
        if !last.is_empty() {
            self.panel::<LANES, FMA>(last, wide * WIDE);
        }
    }
}

impl<P: Fn(usize) -> usize + Copy> PointwiseRun<'_, P> {
    /// All pixels, `N` outputs from `first` on.
    #[inline(always)]
    fn panel<const N: usize, const FMA: bool>(&mut self, panel: &[f32], first: usize) {
        let pixels = self.input.len() / self.layer.inputs;
        // Tiles of nearly equal height: a tile of one pixel takes as long as one of four.
        let tiles = pixels.div_ceil(TILE);
        let mut start = 0;
        for tile in 0..tiles {
            let end = (tile + 1) * pixels / tiles;
            match end - start {
                1 => self.tile::<1, N, FMA>(panel, first, start),
                2 => self.tile::<2, N, FMA>(panel, first, start),
                3 => self.tile::<3, N, FMA>(panel, first, start),
                4 => self.tile::<4, N, FMA>(panel, first, start),
                5 => self.tile::<5, N, FMA>(panel, first, start),
                _ => self.tile::<TILE, N, FMA>(panel, first, start),
            }
            start = end;
        }
    }

    /// `M` pixels from `start` on, `N` outputs from `first` on.
    #[inline(always)]
    fn tile<const M: usize, const N: usize, const FMA: bool>(
        &mut self,
        panel: &[f32],
        first: usize,
        start: usize,
    ) {
        let inputs = self.layer.inputs;
        let (weights, _) = panel.as_chunks::<N>();
        let rows: [&[f32]; M] = std::array::from_fn(|m| &self.input[(start + m) * inputs..][..weights.len()]);
        let mut sums = [[0.0; N]; M];
        for (i, weights) in weights.iter().enumerate() {
            for m in 0..M {
                let x = rows[m][i];
                for n in 0..N {
                    sums[m][n] = multiply_add::<FMA>(x, weights[n], sums[m][n]);
                }
            }
        }
        let bias = &self.layer.bias[first..first + N];
        for (m, sums) in sums.iter().enumerate() {
            let pixel = start + m;
            let at = (self.place)(pixel) + first;
            let out = &mut self.out[at..at + N];
            for n in 0..N {
                out[n] = sums[n] + bias[n];
            }
            if let Some(residual) = self.epilogue.residual {
                let residual = &residual[pixel * self.layer.bias.len() + first..][..N];
                for n in 0..N {
                    out[n] += residual[n];
                }
            }
            if self.epilogue.relu6 {
                for x in out {
                    *x = x.clamp(0.0, 6.0);
                }
            }
        }
    }
}

/// A k×k convolution of each channel by itself, with bias and ReLU6.
pub(super) struct Depthwise {
    /// Row after row of the kernel, column after column, the weights of all channels.
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
                taps[tap * width + channel] = w;
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
        dispatch(DepthwiseRow::<K, S> {
            layer: self,
            rows,
            out,
        });
    }
}

struct DepthwiseRow<'a, const K: usize, const S: usize> {
    layer: &'a Depthwise,
    rows: [&'a [f32]; K],
    out: &'a mut [f32],
}

impl<const K: usize, const S: usize> Kernel for DepthwiseRow<'_, K, S> {
    #[inline(always)]
    fn run<const FMA: bool>(mut self) {
        let channels = self.layer.bias.len();
        let wide = channels / WIDE * WIDE;
        for first in (0..wide).step_by(WIDE) {
            self.block::<WIDE, FMA>(first);
        }
        if wide < channels {
            self.block::<LANES, FMA>(wide);
        }
    }
}

impl<const K: usize, const S: usize> DepthwiseRow<'_, K, S> {
    /// `N` channels of the whole row.
    #[inline(always)]
    fn block<const N: usize, const FMA: bool>(&mut self, first: usize) {
        let columns = self.out.len() / self.layer.bias.len();
        let mut x = 0;
        while x + RUN <= columns {
            self.run_of::<RUN, N, FMA>(first, x);
            x += RUN;
        }
        while x < columns {
            self.run_of::<1, N, FMA>(first, x);
            x += 1;
        }
    }

    /// `N` channels of `M` neighbouring outputs from column `x` on.
    #[inline(always)]
    fn run_of<const M: usize, const N: usize, const FMA: bool>(&mut self, first: usize, x: usize) {
        let channels = self.layer.bias.len();
        let mut sums = [[0.0; N]; M];
        for sum in &mut sums {
            sum.copy_from_slice(&self.layer.bias[first..first + N]);
        }
        for ky in 0..K {
            for kx in 0..K {
                let weights = &self.layer.taps[(ky * K + kx) * channels + first..][..N];
                for (m, sum) in sums.iter_mut().enumerate() {
                    let input = &self.rows[ky][((x + m) * S + kx) * channels + first..][..N];
                    for n in 0..N {
                        sum[n] = multiply_add::<FMA>(input[n], weights[n], sum[n]);
                    }
                }
            }
        }
        for (m, sum) in sums.iter().enumerate() {
            let out = &mut self.out[(x + m) * channels + first..][..N];
            for n in 0..N {
                out[n] = sum[n].clamp(0.0, 6.0);
            }
        }
    }
}

#[inline(always)]
fn multiply_add<const FMA: bool>(a: f32, b: f32, c: f32) -> f32 {
    // Without the instruction `mul_add` is a slow call into the C library.
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

/// A loop that is compiled once a level of vector instructions.
trait Kernel {
    /// `FMA`: whether the machine multiplies and adds in one instruction.
    fn run<const FMA: bool>(self);
}

/// Runs a kernel with AVX2 and FMA where the machine has them. 64-bit ARM always
/// has its vectors and FMA, and other machines take the plain loop.
fn dispatch<K: Kernel>(kernel: K) {
    #[cfg(target_arch = "x86_64")]
    {
        struct Fused<K>(K);
        impl<K: Kernel> pulp::NullaryFnOnce for Fused<K> {
            type Output = ();
            #[inline(always)]
            fn call(self) {
                self.0.run::<true>();
            }
        }
        if let Some(simd) = pulp::x86::V3::try_new() {
            simd.vectorize(Fused(kernel));
            return;
        }
    }
    kernel.run::<{ cfg!(target_arch = "aarch64") }>();
}

#[cfg(test)]
mod tests;
