//! A source of random numbers that gives the same numbers for the same seed on every machine, so that a deck can be
//! dealt again and the evaluation's figures stay what they are.

use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// ChaCha with eight rounds (Bernstein, 2008).
#[derive(Debug, Clone)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// The numbers of `seed`; different `stream`s of one seed are independent of each other.
    pub fn new(seed: u64, stream: u64) -> Random {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Random(random)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let first = |seed, stream| Random::new(seed, stream).bits();
        assert_eq!(first(7, 1), first(7, 1), "one seed, one number");
        assert!(
            first(7, 1) != first(7, 2) && first(7, 1) != first(8, 1),
            "another stream, another seed"
        );
    }
}
