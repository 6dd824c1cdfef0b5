//! The exponential and what is made of it, on sixteen numbers at a time.
//!
//! Written as loops over arrays without a branch: within a `pulp` dispatch the
//! compiler turns them into the vectors of the machine. Multiplications and
//! additions are kept apart, so every machine computes the same.

use std::f32::consts::{FRAC_1_SQRT_2, LOG2_E};

use super::WIDE;

/// Sixteen numbers.
pub(super) type Block = [f32; WIDE];

/// The non-linearity behind a linear layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    /// None.
    Identity,
    /// x·σ(1.702x).
    QuickGelu,
    /// x·Φ(x), by the error function.
    Gelu,
    /// x·Φ(x), by the hyperbolic tangent (Hendrycks & Gimpel 2016, arXiv 1606.08415).
    GeluTanh,
}

impl Curve {
    #[inline(always)]
    pub(super) fn apply(self, xs: &mut Block) {
        match self {
            Self::Identity => {}
            Self::QuickGelu => xs.iter_mut().for_each(|x| *x *= sigmoid(1.702 * *x)),
            Self::Gelu => xs
                .iter_mut()
                .for_each(|x| *x = 0.5 * *x * (1.0 + erf(*x * FRAC_1_SQRT_2))),
            // (1 + tanh u) / 2 = σ(2u), with u = √(2/π)·(x + 0.044715x³).
            Self::GeluTanh => xs.iter_mut().for_each(|x| {
                let u = 0.797_884_6 * (*x + 0.044_715 * *x * *x * *x);
                *x *= sigmoid(2.0 * u);
            }),
        }
    }
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Abramowitz & Stegun 1964, formula 7.1.26; within 1.5e-7.
#[inline(always)]
fn erf(x: f32) -> f32 {
    const A: [f32; 5] = [0.254_829_6, -0.284_496_72, 1.421_413_8, -1.453_152, 1.061_405_4];
    let positive = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * positive);
    let series = ((((A[4] * t + A[3]) * t + A[2]) * t + A[1]) * t + A[0]) * t;
    (1.0 - series * exp(-positive * positive)).copysign(x)
}

/// eˣ to two units in the last place; at the ends of its range it stays at
/// the least or the largest value there. A NaN stays one.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    // Comparisons and not `clamp`, which would need a branch; they let a NaN through.
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    // x = n·ln 2 + r. Adding 1.5·2²³ rounds to a whole number, which is then in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    // ln 2 in two parts, of which the first has so few bits that n times it is exact.
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23));
    let series = 1.0
        + r * (1.0
            + r * (0.5
                + r * (1.0 / 6.0
                    + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r * (1.0 / 5040.0)))))));
    series * power
}

/// Turns the first `count` scores into weights that sum to 1, and the rest of the
/// blocks into zeros. At least one score is needed.
#[inline(always)]
pub(super) fn softmax(scores: &mut [Block], count: usize) {
    let largest = scores.as_flattened()[..count]
        .iter()
        .fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    scores.as_flattened_mut()[count..].fill(f32::NEG_INFINITY);
    let mut sums = [0.0; WIDE];
    for block in &mut *scores {
        for (x, sum) in block.iter_mut().zip(&mut sums) {
            *x = exp(*x - largest);
            *sum += *x;
        }
    }
    let scale = 1.0 / sums.iter().sum::<f32>();
    for x in scores.as_flattened_mut() {
        *x *= scale;
    }
    scores.as_flattened_mut()[count..].fill(0.0);
}
