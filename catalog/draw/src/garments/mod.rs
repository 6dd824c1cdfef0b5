//! The garments, a family a file.
//!
//! Each function here takes a random source, chooses cloth and cut, draws the
//! pieces and states the [`crate::facts::Facts`] that the picture shows. The
//! list of types with their sizes and prices is in [`crate::range`].

pub mod bags;
pub mod belts;
pub mod blazers;
pub mod blouses;
pub mod boots;
pub mod caps;
pub mod clutches;
pub mod coats;
pub mod dresses;
pub mod gowns;
pub mod handbags;
pub mod hats;
pub mod heels;
pub mod jackets;
pub mod joggers;
pub mod knitwear;
pub mod loafers;
pub mod quilted;
pub mod sandals;
pub mod scarves;
pub mod sheaths;
pub mod shirts;
pub mod skirts;
pub mod sneakers;
pub mod sunglasses;
pub mod sweats;
pub mod ties_socks;
pub mod tops;
pub mod trousers;
mod uppers;
pub mod watches;

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
