//! Principal components of embeddings: centred, projected on the directions along which a catalogue varies most.
//!
//! Embeddings of one shop's pictures share a large common part, which makes every cosine high; it is taken off.
//! What is left is brought down to a few directions, so that a taste over them can be learnt from few swipes.

use rayon::prelude::*;

/// Scalar product of two vectors of one length, in eight sums side by side, which a processor adds at once.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (a_lanes, b_lanes) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0_f32; LANES];
    for (a, b) in a_lanes.0.iter().zip(b_lanes.0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f32 = a_lanes.1.iter().zip(b_lanes.1).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// The scalar products of four vectors with another one, each summed up as [`dot`] does. They do not wait for each other.
fn dot_of_four(four: [&[f32]; 4], b: &[f32]) -> [f32; 4] {
    const LANES: usize = 8;
    let (chunks, rest) = b.as_chunks::<LANES>();
    let parts = four.map(|a| a.as_chunks::<LANES>());
    let mut sums = [[0.0_f32; LANES]; 4];
    let length = parts
        .iter()
        .map(|part| part.0.len())
        .fold(chunks.len(), usize::min);
    let own = parts.map(|part| &part.0[..length]);
    for (at, b) in chunks[..length].iter().enumerate() {
        for (sums, own) in sums.iter_mut().zip(own) {
            for ((sum, a), b) in sums.iter_mut().zip(&own[at]).zip(b) {
                *sum += a * b;
            }
        }
    }
    std::array::from_fn(|which| {
        let rest: f32 = parts[which].1.iter().zip(rest).map(|(a, b)| a * b).sum();
        sums[which].iter().sum::<f32>() + rest
    })
}

/// Rows from which the directions are found. More would change them little and cost time at every start.
const SAMPLE: usize = 3_000;
const ITERATIONS: usize = 24;
/// Coordinates whose means a thread finds together.
const COLUMNS: usize = 128;

/// A centre and orthonormal directions.
#[derive(Debug, Clone, Default)]
pub struct Reduction {
    mean: Vec<f32>,
    directions: Vec<Vec<f32>>,
    /// By this a projection is multiplied so that the catalogue's mean squared length is 1.
    scale: f32,
}

impl Reduction {
    /// Finds up to `target` directions in `rows`, all of one length, by orthogonal iteration on the covariance
    /// (Golub and Van Loan, *Matrix Computations*, section 8.2). Equal rows give equal directions.
    pub fn fit(rows: &[&[f32]], target: usize) -> Reduction {
        let Some(dim) = rows.first().map(|row| row.len()).filter(|_| rows.len() > 1) else {
            return Reduction::default();
        };
        let step = rows.len().div_ceil(SAMPLE);
        let sample: Vec<&[f32]> = rows.iter().step_by(step).copied().collect();
        let mut mean = vec![0.0_f32; dim];
        mean.par_chunks_mut(COLUMNS)
            .enumerate()
            .for_each(|(block, mean)| {
                let own = block * COLUMNS..block * COLUMNS + mean.len();
                let mut sums = vec![0.0_f64; mean.len()];
                for row in rows {
                    for (sum, value) in sums.iter_mut().zip(&row[own.clone()]) {
                        *sum += f64::from(*value);
                    }
                }
                for (mean, sum) in mean.iter_mut().zip(sums) {
                    *mean = (sum / rows.len() as f64) as f32;
                }
            });
        let centred: Vec<Vec<f32>> = sample.iter().map(|row| minus(row, &mean)).collect();
        let target = target.min(dim).min(centred.len() - 1);
        let mut directions = start(target, dim);
        orthonormalise(&mut directions);
        for _ in 0..ITERATIONS {
            directions = directions
                .par_iter()
                .map(|direction| {
                    let mut sum = vec![0.0_f32; dim];
                    for row in &centred {
                        let length = dot(direction, row);
                        for (sum, value) in sum.iter_mut().zip(row) {
                            *sum += length * value;
                        }
                    }
                    sum
                })
                .collect();
            orthonormalise(&mut directions);
        }
        let mut reduction = Reduction {
            mean,
            directions,
            scale: 1.0,
        };
        let lengths: f32 = sample
            .iter()
            .map(|row| reduction.project(row).iter().map(|x| x * x).sum::<f32>())
            .sum();
        let mean_square = lengths / sample.len() as f32;
        if mean_square > f32::EPSILON {
            reduction.scale = 1.0 / mean_square.sqrt();
        }
        reduction
    }

    /// How many directions there are.
    pub fn dim(&self) -> usize {
        self.directions.len()
    }

    /// The coordinates of an embedding, scaled so that the catalogue's mean squared length is 1.
    pub fn project(&self, embedding: &[f32]) -> Vec<f32> {
        let mut picture = vec![0.0; self.directions.len()];
        self.project_into(embedding, &mut Vec::new(), &mut picture);
        picture
    }

    /// As [`Reduction::project`], into a place that is there; `centred` is room for work.
    pub(crate) fn project_into(&self, embedding: &[f32], centred: &mut Vec<f32>, picture: &mut [f32]) {
        centred.clear();
        centred.extend(embedding.iter().zip(&self.mean).map(|(value, mean)| value - mean));
        let (fours, rest) = self.directions.as_chunks::<4>();
        let (of_fours, of_rest) = picture.as_chunks_mut::<4>();
        for (four, directions) in of_fours.iter_mut().zip(fours) {
            let products = dot_of_four(directions.each_ref().map(Vec::as_slice), centred);
            *four = products.map(|product| product * self.scale);
        }
        for (x, direction) in of_rest.iter_mut().zip(rest) {
            *x = dot(direction, centred) * self.scale;
        }
    }
}

fn minus(row: &[f32], mean: &[f32]) -> Vec<f32> {
    row.iter().zip(mean).map(|(value, mean)| value - mean).collect()
}

/// Directions to begin with: any that are not orthogonal to the answer will do, and these are always the same.
fn start(count: usize, dim: usize) -> Vec<Vec<f32>> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 40) as f32 / (1_u64 << 24) as f32 - 0.5
    };
    (0..count).map(|_| (0..dim).map(|_| next()).collect()).collect()
}

/// Gram and Schmidt's process. A direction that vanishes, as in a catalogue of few distinct pictures, becomes zero.
fn orthonormalise(directions: &mut [Vec<f32>]) {
    for at in 0..directions.len() {
        let (before, rest) = directions.split_at_mut(at);
        let own = &mut rest[0];
        for other in before {
            let length = dot(own, other);
            for (value, other) in own.iter_mut().zip(other.iter()) {
                *value -= length * other;
            }
        }
        if !nova_domain::vector::normalise(own) {
            own.fill(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_direction_is_the_one_that_varies_most() {
        let rows: Vec<Vec<f32>> = (0..200)
            .map(|i| {
                let t = (i as f32 / 10.0).sin();
                vec![5.0 + 3.0 * t, 1.0 + 0.2 * (i as f32).cos(), 2.0]
            })
            .collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let reduction = Reduction::fit(&rows, 2);
        assert!(
            reduction.directions[0][0].abs() > 0.999,
            "the first axis: {:?}",
            reduction.directions[0]
        );
        let mean: f32 = rows.iter().map(|row| reduction.project(row)[0]).sum::<f32>() / 200.0;
        assert!(mean.abs() < 1e-3, "it is centred: {mean}");
        let square: f32 = rows
            .iter()
            .map(|row| reduction.project(row).iter().map(|x| x * x).sum::<f32>())
            .sum::<f32>()
            / 200.0;
        assert!(
            (square - 1.0).abs() < 1e-3,
            "and of mean squared length one: {square}"
        );
    }

    #[test]
    fn four_products_at_once_are_those_of_each() {
        let wave = |seed: usize, length: usize| -> Vec<f32> {
            (0..length)
                .map(|at| ((at * 7 + seed * 13) as f32).sin())
                .collect()
        };
        for length in [0, 5, 8, 61, 512] {
            let (four, b) = ([1, 2, 3, 4].map(|seed| wave(seed, length)), wave(9, length));
            let found = dot_of_four(four.each_ref().map(Vec::as_slice), &b);
            assert_eq!(found.map(f32::to_bits), four.map(|a| dot(&a, &b).to_bits()));
        }
    }

    #[test]
    fn a_catalogue_without_pictures_has_no_directions() {
        assert_eq!(Reduction::fit(&[], 8).dim(), 0);
        assert_eq!(
            Reduction::fit(&[&[1.0, 0.0]], 8).dim(),
            0,
            "one picture does not vary"
        );
    }
}
