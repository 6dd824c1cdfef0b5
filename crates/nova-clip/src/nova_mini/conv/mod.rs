//! The convolutions of the image tower, channels last, on one thread.
//!
//! Maps are rows of pixels, a pixel is its channels, and channels are taken
//! sixteen at a time. The matrix product is `kernel`'s. Which layers follow one
//! another is `tower`'s.
//!
//! Measured on two Zen 3 cores that were busy with other work, of a peak of 50
//! billion multiplications and additions a second and core: pointwise 40 to 50,
//! depthwise 25 to 50. The same loops over arrays, left to the compiler to turn
//! into vectors, reached 4 to 25 and 6 to 9.

mod depthwise;
mod pointwise;

use pulp::Simd;

pub(super) use depthwise::Depthwise;
pub(super) use pointwise::{Epilogue, Place, Pointwise, Ring};

/// Channels are filled up with zeros to a multiple of this, so that no loop has a rest.
pub(super) use crate::kernel::WIDE;
use crate::kernel::padded;

#[inline(always)]
fn relu6<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    simd.min_f32s(simd.max_f32s(x, simd.splat_f32s(0.0)), simd.splat_f32s(6.0))
}

#[cfg(test)]
mod tests;
