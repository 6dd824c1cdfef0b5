//! Weights laid out for the matrix product, once, when a model is loaded.
//!
//! The product itself is in `product`, and for pairs of short numbers in `pairs`.

use std::ops::Range;

use half::f16;

use super::{WIDE, halves, padded};
use crate::weights;

/// A matrix (outputs, inputs) in panels of [`WIDE`] outputs; for each input of a
/// panel the weights of its outputs. The last panel is filled up with zeros.
#[derive(Default)]
pub(crate) struct Panels {
    pub(super) values: Values,
    inputs: usize,
    outputs: usize,
}

/// The weights, panel after panel.
pub(super) enum Values {
    /// As they are.
    Floats(Vec<f32>),
    /// The levels of a matrix in eight bits, which are spread to numbers where they are
    /// used. A quarter of the memory to read.
    Levels(Vec<u8>),
    /// As they are, where 16 bits hold each exactly. Half of the memory to read.
    Halves(Vec<f16>),
    /// Rounded to bfloat16, two inputs side by side for each output.
    #[cfg(target_arch = "x86_64")]
    Pairs(super::pairs::Pairs),
}

impl Default for Values {
    fn default() -> Self {
        Self::Floats(Vec::new())
    }
}

impl Values {
    /// Whether they become numbers only where they are used.
    pub(super) fn are_spread(&self) -> bool {
        matches!(self, Self::Levels(_) | Self::Halves(_))
    }
}

impl Panels {
    /// From a matrix (outputs, inputs), row by row, that is kept in as few bits as hold it exactly.
    pub(crate) fn of(outputs: usize, inputs: usize, weight: &[f32]) -> Self {
        let Some(halves) = halves::exact(weight) else {
            return Self::new(outputs, inputs, |output, input| weight[output * inputs + input]);
        };
        let mut values = Vec::new();
        let half = |output, input| halves[output * inputs + input];
        lay_out(&mut values, outputs, inputs, f16::ZERO, half);
        Self {
            values: Values::Halves(values),
            inputs,
            outputs,
        }
    }

    /// From the weight of each (output, input).
    pub(crate) fn new(outputs: usize, inputs: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Self::default();
        panels.fill(outputs, inputs, weight);
        panels
    }

    /// As [`Panels::new`]; weights and rows are rounded to bfloat16 where the processor multiplies
    /// such numbers twice as fast as f32. Sums are f32, so a result is off by some thousandths of
    /// what was summed up.
    pub(crate) fn rounded(outputs: usize, inputs: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(pairs) = super::pairs::Pairs::new(outputs, inputs, &weight) {
            return Self {
                values: Values::Pairs(pairs),
                inputs,
                outputs,
            };
        }
        Self::new(outputs, inputs, weight)
    }

    /// From a matrix (outputs, inputs) in eight bits, row by row. The sums are those of the
    /// levels less [`ZERO_LEVEL`](weights::ZERO_LEVEL), without the scales.
    pub(crate) fn of_levels(outputs: usize, inputs: usize, levels: &[u8]) -> Self {
        let mut values = Vec::new();
        let level = |output, input| levels[output * inputs + input];
        lay_out(&mut values, outputs, inputs, weights::ZERO_LEVEL, level);
        Self {
            values: Values::Levels(values),
            inputs,
            outputs,
        }
    }

    /// As [`Panels::new`], in memory that was used before.
    pub(crate) fn fill(&mut self, outputs: usize, inputs: usize, weight: impl Fn(usize, usize) -> f32) {
        (self.inputs, self.outputs) = (inputs, outputs);
        let mut values = match std::mem::take(&mut self.values) {
            Values::Floats(values) => values,
            _ => Vec::new(),
        };
        lay_out(&mut values, outputs, inputs, 0.0, weight);
        self.values = Values::Floats(values);
    }

    /// Some inputs' weights of `P` panels from `panel` on. Levels and halves are spread to numbers in `spread`.
    ///
    /// # Panics
    /// When the weights are pairs, which are not numbers one by one.
    #[inline(always)]
    pub(super) fn part<'p, const P: usize>(
        &'p self,
        panel: usize,
        depth: Range<usize>,
        spread: &'p mut Vec<f32>,
    ) -> [&'p [f32]; P] {
        let (length, count) = (WIDE * self.inputs, WIDE * depth.len());
        let start = panel * length + depth.start * WIDE;
        let place = |p: usize| start + p * length..start + p * length + count;
        match &self.values {
            Values::Floats(values) => std::array::from_fn(|p| &values[place(p)]),
            Values::Levels(levels) => {
                spread.clear();
                for p in 0..P {
                    spread.extend(levels[place(p)].iter().map(|&level| weights::number(level)));
                }
                let spread = &*spread;
                std::array::from_fn(|p| &spread[p * count..(p + 1) * count])
            }
            Values::Halves(halves) => {
                spread.resize(P * count, 0.0);
                for (p, spread) in spread.chunks_exact_mut(count.max(1)).enumerate() {
                    halves::spread(&halves[place(p)], spread);
                }
                let spread = &*spread;
                std::array::from_fn(|p| &spread[p * count..(p + 1) * count])
            }
            #[cfg(target_arch = "x86_64")]
            Values::Pairs(_) => unreachable!("a product gives pairs to their own loop"),
        }
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
