//! Centres of the parts into which rows are divided: k-means (Lloyd, 1982) on a sample, and which centre is nearest.
//!
//! Distances are told by rows of bytes (`bytes.rs`), as which of two centres that are about equally near takes a row is of
//! no consequence. Every sum is made in one order, so that the same rows and seed always give the same centres.

use crate::bytes::{ByteQuery, ByteRows};
use crate::kernel::Kernel;
use rayon::prelude::*;

/// Rows that look for their centre together, so that each centre is read once for all of them.
const TOGETHER: usize = 16;

/// Centres of rotated rows.
#[derive(Debug, Clone)]
pub(crate) struct Centres {
    padded: usize,
    values: Vec<f32>,
    rough: ByteRows,
    /// Half of each centre's squared length.
    halves: Vec<f32>,
}

impl Centres {
    /// Centres from their numbers, one after the other.
    pub fn new(padded: usize, values: Vec<f32>) -> Centres {
        let mut rough = ByteRows::new(padded);
        let mut halves = Vec::new();
        for centre in values.chunks_exact(padded) {
            rough.push(centre);
            halves.push(centre.iter().map(|value| value * value).sum::<f32>() / 2.0);
        }
        Centres {
            padded,
            values,
            rough,
            halves,
        }
    }

    /// `count` centres of the rows in `sample`, which has more of them; after each round `told` is called.
    pub fn train(
        padded: usize,
        sample: &[f32],
        count: usize,
        rounds: usize,
        kernel: Kernel,
        told: &(dyn Fn() + Sync),
    ) -> Centres {
        let rows = sample.len() / padded;
        let row = |at: usize| &sample[at * padded..(at + 1) * padded];
        // The sample is in random order already as far as this matters: it was drawn evenly from all rows.
        let first = (0..count).flat_map(|centre| row(centre * rows / count)).copied();
        let mut centres = Centres::new(padded, first.collect());
        for _ in 0..rounds {
            let nearest = centres.nearest_of(sample, kernel);
            let mut members = vec![Vec::new(); count];
            for (at, centre) in nearest.iter().enumerate() {
                members[*centre as usize].push(at);
            }
            // A centre that nobody is near to takes half of the fullest part.
            while let Some(empty) = members.iter().position(Vec::is_empty) {
                let fullest = (0..count).max_by_key(|centre| (members[*centre].len(), count - centre));
                let fullest = fullest.unwrap_or_default();
                let half = members[fullest].len() / 2;
                if half == 0 {
                    break;
                }
                members[empty] = members[fullest].split_off(half);
            }
            let mut values = centres.values;
            values
                .par_chunks_mut(padded)
                .zip(&members)
                .filter(|(_, members)| !members.is_empty())
                .for_each(|(centre, members)| {
                    centre.fill(0.0);
                    for member in members {
                        for (sum, value) in centre.iter_mut().zip(row(*member)) {
                            *sum += value;
                        }
                    }
                    let share = (members.len() as f32).recip();
                    for sum in centre {
                        *sum *= share;
                    }
                });
            centres = Centres::new(padded, values);
            told();
        }
        centres
    }

    pub fn row(&self, centre: usize) -> &[f32] {
        &self.values[centre * self.padded..(centre + 1) * self.padded]
    }

    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The product of `vector` with each centre, and half of the squared distance from it less half of the squared
    /// length of `vector`; both roughly.
    pub fn rough<'a>(&'a self, vector: &[f32], kernel: Kernel) -> impl Iterator<Item = (f32, f32)> + use<'a> {
        let query = ByteQuery::new(vector, self.padded);
        self.halves.iter().enumerate().map(move |(centre, half)| {
            let product = self.rough.product(kernel, centre, &query);
            (product, half - product)
        })
    }

    /// The nearest centre of each of `rows`, one after the other.
    pub fn nearest_of(&self, rows: &[f32], kernel: Kernel) -> Vec<u32> {
        let together = rows.par_chunks(TOGETHER * self.padded);
        together
            .flat_map_iter(|rows| {
                let rows: Vec<ByteQuery> = rows
                    .chunks_exact(self.padded)
                    .map(|row| ByteQuery::new(row, self.padded))
                    .collect();
                let mut nearest = vec![(f32::INFINITY, 0_u32); rows.len()];
                for (centre, half) in self.halves.iter().enumerate() {
                    for (row, nearest) in rows.iter().zip(&mut nearest) {
                        let distance = half - self.rough.product(kernel, centre, row);
                        if distance < nearest.0 {
                            *nearest = (distance, centre as u32);
                        }
                    }
                }
                nearest.into_iter().map(|(_, centre)| centre)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_rows::clustered;

    #[test]
    fn rows_of_one_cluster_share_a_centre() {
        let matrix = clustered(2000, 64, 4);
        let centres = Centres::train(64, matrix.values(), 20, 8, Kernel::best(), &|| ());
        let nearest = centres.nearest_of(matrix.values(), Kernel::best());
        let remainder = |row: usize| {
            let centre = centres.row(nearest[row] as usize);
            let differences = matrix.row(row).iter().zip(centre);
            differences.map(|(x, c)| (x - c) * (x - c)).sum::<f32>()
        };
        let mean = (0..2000).map(remainder).sum::<f32>() / 2000.0;
        // Rows lie about √(1/12) and their centres √(1/3) away from the origin in each direction.
        assert!(mean < 0.35, "what remains is {mean}");
    }

    #[test]
    fn the_same_rows_give_the_same_centres_on_all_instructions() {
        let matrix = clustered(300, 64, 5);
        let of = |kernel| {
            Centres::train(64, matrix.values(), 7, 3, kernel, &|| ())
                .values()
                .to_vec()
        };
        for kernel in Kernel::all() {
            assert_eq!(of(kernel), of(Kernel::Plain), "{kernel:?}");
        }
    }

    #[test]
    fn centres_of_equal_rows_are_all_there() {
        let mut matrix = crate::Matrix::with_capacity(64, 10);
        for _ in 0..10 {
            matrix.push(&[1.0; 64]);
        }
        let centres = Centres::train(64, matrix.values(), 4, 2, Kernel::best(), &|| ());
        assert_eq!(centres.values().len(), 4 * 64, "no centre gets lost");
        assert!(centres.values().iter().all(|value| value.is_finite()));
    }
}
