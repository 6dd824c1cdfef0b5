//! The garments, a family a file.
//!
//! Each function here takes a random source, chooses cloth and cut, draws the
//! pieces and states the [`crate::facts::Facts`] that the picture shows. The
//! list of types with their sizes and prices is in [`crate::range`].

pub mod accessories;
pub mod bags;
pub mod bottoms;
pub mod dresses;
pub mod jackets;
pub mod jewels;
pub mod knitwear;
pub mod shirts;
pub mod shoes;
pub mod skirts;
pub mod sport_shoes;
pub mod tailoring;
pub mod tops;

use rand::Rng;
use rand::rngs::StdRng;

/// True with the given chance in percent.
pub(crate) fn chance(rng: &mut StdRng, percent: u32) -> bool {
    rng.random_range(0..100) < percent
}

/// One of the given values, each as likely.
pub(crate) fn one_of<T: Copy>(rng: &mut StdRng, values: &[T]) -> T {
    values[rng.random_range(0..values.len())]
}
