//! Batches of row numbers, drawn from a shuffled deck that is shuffled anew once it is used up.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// A deck of row numbers.
#[derive(Debug, Clone)]
pub struct Shuffle {
    rows: Vec<usize>,
    next: usize,
}

impl Shuffle {
    /// Of these rows.
    pub fn new(rows: Vec<usize>) -> Shuffle {
        let next = rows.len();
        Shuffle { rows, next }
    }

    /// The next `size` rows, or all where there are fewer; no row twice.
    pub fn batch(&mut self, size: usize, random: &mut ChaCha8Rng) -> &[usize] {
        let size = size.min(self.rows.len());
        if self.next + size > self.rows.len() {
            self.rows.shuffle(random);
            self.next = 0;
        }
        self.next += size;
        &self.rows[self.next - size..self.next]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn an_epoch_names_every_row_once_and_a_seed_names_them_in_one_order() {
        let draw = |seed| {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            let mut deck = Shuffle::new((0..12).collect());
            (0..4)
                .flat_map(|_| deck.batch(3, &mut random).to_vec())
                .collect::<Vec<_>>()
        };
        let mut rows = draw(1);
        assert_eq!(rows, draw(1), "the same seed");
        assert_ne!(rows, draw(2));
        rows.sort_unstable();
        assert_eq!(rows, (0..12).collect::<Vec<_>>());
    }

    #[test]
    fn where_there_are_few_rows_all_of_them_come() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        assert_eq!(Shuffle::new(vec![7]).batch(3, &mut random), [7]);
        assert!(Shuffle::new(Vec::new()).batch(3, &mut random).is_empty());
    }
}
