//! Pointwise convolutions are matrix products with bias, residual and ReLU6 applied
//! before a value first goes to memory.

use pulp::{Arch, Simd};

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
        let panels = Panels::new(outputs, padded(given), |output, input| {
            if input < given {
                weight[output * given + input]
            } else {
                0.0
            }
        });
        let mut bias = bias.to_vec();
        bias.resize(padded(outputs), 0.0);
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
        Arch::new().dispatch(self.product(input, out, place, epilogue));
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
                places: (0..count).map(|pixel| place.of(pixel, self.outputs())).collect(),
                epilogue,
            },
        }
    }
}

/// Stores a pixel's outputs where its place is.
pub(super) struct Placed<'a> {
    bias: &'a [f32],
    out: &'a mut [f32],
    /// Of each pixel; found once, since a division takes as long as several products.
    places: Vec<usize>,
    epilogue: Epilogue<'a>,
}

impl Store for Placed<'_> {
    #[inline(always)]
    fn store<S: Simd, const V: usize>(&mut self, simd: S, pixel: usize, panel: usize, sums: &[S::f32s; V]) {
        let (first, width) = (panel * WIDE, self.bias.len());
        let bias = S::as_simd_f32s(&self.bias[first..first + WIDE]).0;
        let at = self.places[pixel] + first;
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
