//! What takes the time of inference on a CPU, on plain slices of f32.
//!
//! `product` is the matrix product that everything rests on, over weights that `panels`
//! lays out for it, with `pairs` for those that may be rounded; `dense` a linear layer
//! over several threads, `attention` and `norm` the other parts of a transformer,
//! `curves` the exponential and what is made of it. The vectors are `pulp`'s, which
//! picks AVX2 with FMA, NEON or plain code at run time.
//!
//! Deliberately not here: shapes, names of weights, devices. Convolutions are in
//! `nova_mini::conv`, transformers in `transformer`.

mod attention;
mod curves;
mod dense;
mod halves;
mod norm;
#[cfg(target_arch = "x86_64")]
mod pairs;
mod panels;
mod product;

pub(crate) use attention::{Visible, attention};
pub(crate) use curves::Curve;
pub(crate) use dense::Dense;
pub(crate) use norm::Norm;
pub(crate) use panels::Panels;
pub(crate) use product::{Product, Rows, Store};

/// Outputs of a product are computed this many at a time.
pub(crate) const WIDE: usize = 16;

/// `count` filled up to a multiple of [`WIDE`].
pub(crate) fn padded(count: usize) -> usize {
    count.next_multiple_of(WIDE)
}

#[cfg(test)]
mod tests;
