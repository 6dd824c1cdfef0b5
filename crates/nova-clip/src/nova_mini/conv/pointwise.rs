//! Pointwise convolutions are matrix products with bias, residual and ReLU6 applied
//! before a value first goes to memory.

use pulp::Simd;

use super::{WIDE, padded, relu6};
use crate::kernel::{Panels, Product, Rows, Store};

/// A 1×1 convolution, or any other matrix product with a bias.
pub(in crate::nova_mini) struct Pointwise {
    panels: Panels,
    bias: Vec<f32>,
}

/// What happens to a product before it is stored.
#[derive(Clone, Copy)]
pub(in crate::nova_mini) struct Epilogue<'a> {
    /// Added, laid out as pixels × outputs.
    pub residual: Option<&'a [f32]>,
    /// Clamped to 0…6.
    pub relu6: bool,
}

/// Where the outputs of each pixel go.
#[derive(Clone, Copy)]
pub(in crate::nova_mini) enum Place {
    /// One pixel after the other with all of its outputs, from the start.
    InOrder,
    /// As [`Ring`] has them.
    Ring(Ring),
}

/// Rows of pixels in a ring of rows, one such ring for each `WIDE` channels.
#[derive(Clone, Copy)]
pub(in crate::nova_mini) struct Ring {
    /// Pixels a row that are given.
    pub width: usize,
    /// The row of the first pixel.
    pub first_row: usize,
    /// How many rows the ring has.
    pub rows: usize,
    /// From one row of the ring to the next, in pixels.
    pub row_len: usize,
    /// What comes before a row's first pixel, in pixels.
    pub margin: usize,
}

impl Ring {
    /// The numbers of one group's ring.
    pub(in crate::nova_mini) fn len(self) -> usize {
        self.rows * self.row_len * WIDE
    }

    /// Where the pixel is in its group's ring.
    #[inline(always)]
    pub(in crate::nova_mini) fn of(self, pixel: usize) -> usize {
        let (row, column) = (self.first_row + pixel / self.width, pixel % self.width);
        (row % self.rows * self.row_len + self.margin + column) * WIDE
    }
}

impl Pointwise {
    /// From weights (outputs, inputs) and a bias (outputs). Both sides are filled
    /// up to [`padded`] counts.
    pub(in crate::nova_mini) fn new(weight: &[f32], bias: &[f32]) -> Self {
        let (inputs, weight) = filled_up(weight, bias.len());
        Self::of(Panels::new(bias.len(), inputs, weight), bias)
    }

    /// As [`Pointwise::new`], by rounded numbers where the processor is faster with them, see [`Panels::rounded`].
    pub(in crate::nova_mini) fn rounded(weight: &[f32], bias: &[f32]) -> Self {
        let (inputs, weight) = filled_up(weight, bias.len());
        Self::of(Panels::rounded(bias.len(), inputs, weight), bias)
    }

    fn of(panels: Panels, bias: &[f32]) -> Self {
        let mut bias = bias.to_vec();
        bias.resize(padded(bias.len()), 0.0);
        Self { panels, bias }
    }

    /// Inputs a pixel, filled up.
    pub(in crate::nova_mini) fn inputs(&self) -> usize {
        self.panels.inputs()
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
        self.product(input, out, place, epilogue).run();
    }

    /// What [`Pointwise::apply`] runs.
    pub(super) fn product<'a>(
        &'a self,
        input: &'a [f32],
        out: &'a mut [f32],
        place: Place,
        epilogue: Epilogue<'a>,
    ) -> Product<'a, Placed<'a>> {
        let count = input.len() / self.inputs();
        let outputs = self.outputs();
        let (places, group_len) = match place {
            Place::InOrder => ((0..count).map(|pixel| pixel * outputs).collect(), WIDE),
            Place::Ring(ring) => ((0..count).map(|pixel| ring.of(pixel)).collect(), ring.len()),
        };
        Product {
            panels: &self.panels,
            first: 0,
            last: self.panels.count(),
            input: Rows {
                values: input,
                stride: self.inputs(),
                count,
            },
            store: Placed {
                bias: &self.bias,
                out,
                places,
                group_len,
                epilogue,
            },
        }
    }
}

/// How many inputs there are, filled up, and the weight of each (output, input).
fn filled_up(weight: &[f32], outputs: usize) -> (usize, impl Fn(usize, usize) -> f32) {
    let given = weight.len() / outputs;
    let at = move |output: usize, input: usize| match input < given {
        true => weight[output * given + input],
        false => 0.0,
    };
    (padded(given), at)
}

/// Stores a pixel's outputs where its place is.
pub(super) struct Placed<'a> {
    bias: &'a [f32],
    out: &'a mut [f32],
    /// Of each pixel; found once, since a division takes as long as several products.
    places: Vec<usize>,
    /// From one panel's outputs of a pixel to the next one's.
    group_len: usize,
    epilogue: Epilogue<'a>,
}

impl Store for Placed<'_> {
    #[inline(always)]
    fn store<S: Simd, const V: usize>(&mut self, simd: S, pixel: usize, panel: usize, sums: &[S::f32s; V]) {
        let (first, width) = (panel * WIDE, self.bias.len());
        let bias = S::as_simd_f32s(&self.bias[first..first + WIDE]).0;
        let at = self.places[pixel] + panel * self.group_len;
        let out = S::as_mut_simd_f32s(&mut self.out[at..at + WIDE]).0;
        let residual = self
            .epilogue
            .residual
            .map(|residual| S::as_simd_f32s(&residual[pixel * width + first..][..WIDE]).0);
        for v in 0..V {
            let mut x = simd.add_f32s(sums[v], bias[v]);
            if let Some(residual) = residual {
                x = simd.add_f32s(x, residual[v]);
            }
            out[v] = if self.epilogue.relu6 { relu6(simd, x) } else { x };
        }
    }
}
