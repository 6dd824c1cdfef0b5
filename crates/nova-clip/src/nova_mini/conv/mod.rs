//! The convolutions of the image tower, channels last, on one thread.
//!
//! Maps are rows of pixels, a pixel is its channels, and channels are taken
//! sixteen at a time. The matrix product is `kernel`'s. Which layers follow one
//! another is `tower`'s.
//!
//! Of 4.4 ms that a picture of a batch takes on one Zen 5 core, half is in products and 15 % in depthwise
//! convolutions (`perf`). The same loops over arrays, left to the compiler to turn into vectors, reached a
//! tenth to a half of a processor's peak when that was tried.

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
