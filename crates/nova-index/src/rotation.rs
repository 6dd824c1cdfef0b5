//! A random rotation, which spreads what a vector says over all its numbers, so that a few bits of each say much.
//!
//! Random signs, then a Walsh–Hadamard transform, a few times over, as Ailon and Chazelle (2006) mix vectors: a rotation
//! in `n log n` additions that is known by its seed. Lengths and products stay what they were.

use crate::kernel::STEP;
use pulp::Arch;

/// Times that signs and transform are applied: enough that one large number is spread evenly over all.
const ROUNDS: usize = 4;

/// A rotation of vectors of one dimension, padded to a multiple of 64 numbers.
#[derive(Debug, Clone)]
pub(crate) struct Rotation {
    padded: usize,
    /// 1 or −1 for each number in each round.
    signs: Vec<f32>,
}

impl Rotation {
    pub fn new(dim: usize, seed: u64) -> Rotation {
        let padded = dim.next_multiple_of(STEP).max(STEP);
        let mut bytes = vec![0_u8; ROUNDS * padded];
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"nova-index rotation");
        hasher.update(&seed.to_le_bytes());
        hasher.finalize_xof().fill(&mut bytes);
        let signs = bytes
            .iter()
            .map(|byte| if byte & 1 == 0 { 1.0 } else { -1.0 })
            .collect();
        Rotation { padded, signs }
    }

    /// Numbers of a rotated vector.
    pub fn padded(&self) -> usize {
        self.padded
    }

    /// The rotated `vector`, which is padded with zeros; numbers beyond [`Rotation::padded`] are left out.
    pub fn of(&self, vector: &[f32]) -> Vec<f32> {
        let mut values = vec![0.0; self.padded];
        let length = vector.len().min(self.padded);
        values[..length].copy_from_slice(&vector[..length]);
        let window = 1 << self.padded.ilog2();
        Arch::new().dispatch(|| {
            for (round, signs) in self.signs.chunks_exact(self.padded).enumerate() {
                for (value, sign) in values.iter_mut().zip(signs) {
                    *value *= sign;
                }
                // Where the length is no power of two, two windows that overlap take turns.
                let start = if round % 2 == 0 { 0 } else { self.padded - window };
                hadamard(&mut values[start..start + window]);
            }
        });
        values
    }
}

/// The Walsh–Hadamard transform of a power of two of numbers, scaled so that lengths stay.
#[inline(always)]
fn hadamard(values: &mut [f32]) {
    let mut half = 1;
    while half < values.len() {
        for both in values.chunks_exact_mut(2 * half) {
            let (left, right) = both.split_at_mut(half);
            for (a, b) in left.iter_mut().zip(right) {
                (*a, *b) = (*a + *b, *a - *b);
            }
        }
        half *= 2;
    }
    let scale = (values.len() as f32).sqrt().recip();
    for value in values {
        *value *= scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dot;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lengths_and_products_stay(
            pairs in prop::collection::vec((-1.0_f32..1.0, -1.0_f32..1.0), 1..300), seed in any::<u64>(),
        ) {
            let (a, b): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
            let rotation = Rotation::new(a.len(), seed);
            let rotated = dot(&rotation.of(&a), &rotation.of(&b));
            prop_assert!((rotated - dot(&a, &b)).abs() < 1e-3, "{} and {}", rotated, dot(&a, &b));
        }
    }

    #[test]
    fn one_number_is_spread_over_all() {
        for dim in [64, 192, 512, 768, 1152] {
            let rotation = Rotation::new(dim, 7);
            let mut axis = vec![0.0; dim];
            axis[dim / 3] = 1.0;
            let largest = rotation
                .of(&axis)
                .iter()
                .fold(0.0_f32, |most, x| most.max(x.abs()));
            let even = (dim as f32).sqrt().recip();
            assert!(
                largest < 6.0 * even,
                "dim {dim}: {largest} where all would have {even}"
            );
        }
    }
}
