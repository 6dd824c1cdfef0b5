//! What is believed of a client's weights: a Gaussian over them, with its full covariance, updated swipe by swipe.
//!
//! A product's latent appeal is f = w·x; it is liked with probability ε + (1 − 2ε)Φ(f), where ε is the rate of slips
//! of the thumb. Each swipe moves mean and covariance by assumed-density filtering (moment matching; Opper 1998,
//! Minka 2001; as in adPredictor, Graepel et al. 2010, with the full covariance in place of the diagonal). Between
//! swipes the belief drifts back towards the prior, so that a changed taste is learnt anew. The same structure with
//! a Gaussian likelihood is Bayesian ridge regression, on which LinUCB (Li et al. 2010) stands.

use crate::features::{FeatureTable, Row};
use crate::normal;
use crate::prior::Prior;
use rayon::prelude::*;

/// Lines of a covariance that are worth a thread.
const LINES: usize = 128;

/// How a verdict is thought to come about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likelihood {
    /// Verdicts are ±1 with Gaussian noise of this variance around f.
    Linear {
        /// Variance of the noise.
        noise: f64,
    },
    /// Verdicts are likes with probability `slips + (1 − 2·slips)·Φ(f)`.
    Probit {
        /// Rate of verdicts that are not meant, 0..0.5.
        slips: f64,
    },
}

/// A Gaussian over weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Belief {
    mean: Vec<f64>,
    /// Row-major, symmetric.
    covariance: Vec<f64>,
    prior: Prior,
}

impl Belief {
    /// The belief before the first swipe.
    pub fn new(prior: Prior) -> Belief {
        let dim = prior.mean.len();
        let mut covariance = vec![0.0; dim * dim];
        for (at, variance) in prior.variance.iter().enumerate() {
            covariance[at * dim + at] = *variance;
        }
        Belief {
            mean: prior.mean.clone(),
            covariance,
            prior,
        }
    }

    /// Mean of the weights.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// Lifts the mean of one weight to `least` where it is below and the client has not pinned it.
    pub fn at_least(&mut self, weight: usize, least: f64) {
        if self.prior.variance[weight] > 0.0 && self.mean[weight] < least {
            self.mean[weight] = least;
        }
    }

    /// Variance of one weight.
    pub fn variance_of(&self, weight: usize) -> f64 {
        self.covariance[weight * self.mean.len() + weight]
    }

    /// Variance of a product's latent appeal.
    pub fn variance(&self, row: Row<'_>, picture_start: usize) -> f64 {
        let dim = self.mean.len();
        let line = |at: usize| &self.covariance[at * dim..(at + 1) * dim];
        let mut total = self.covariance[0];
        let picture = |line: &[f64]| -> f64 {
            let part = line[picture_start..].iter().zip(row.picture);
            part.map(|(c, x)| c * f64::from(*x)).sum()
        };
        total += 2.0 * picture(line(0));
        for (place, (number, share)) in row.attributes.iter().enumerate() {
            let (own, share) = (line(1 + number as usize), f64::from(share));
            let mut sum = own[0] + picture(own);
            for (other, other_share) in row.attributes.first(place).iter() {
                sum += own[1 + other as usize] * f64::from(other_share);
            }
            total += 2.0 * share * sum + share * share * own[1 + number as usize];
        }
        for (at, x) in row.picture.iter().enumerate() {
            total += f64::from(*x) * picture(line(picture_start + at));
        }
        total.max(0.0)
    }

    /// Learns from one verdict on a product. `strength` in 0..1 tempers the likelihood: 0 teaches nothing.
    /// `memory` in 0..1 is what the belief keeps of its distance from the prior: 1 is for ever.
    pub fn learn(
        &mut self,
        table: &FeatureTable,
        item: usize,
        liked: bool,
        likelihood: Likelihood,
        strength: f64,
        memory: f64,
    ) {
        let row = table.row(item);
        let mut features: Vec<(usize, f64)> = vec![(0, 1.0)];
        let attributes = row.attributes.iter();
        features.extend(attributes.map(|(number, share)| (1 + number as usize, f64::from(share))));
        let start = table.picture_start();
        let picture = row.picture.iter().enumerate();
        features.extend(picture.map(|(at, x)| (start + at, f64::from(*x))));
        self.update(&features, liked, likelihood, strength, memory);
    }

    /// Learns that the client wants less of an attribute by itself.
    pub fn learn_less(&mut self, attribute: u32, likelihood: Likelihood) {
        self.update(&[(1 + attribute as usize, 2.0)], false, likelihood, 1.0, 1.0);
    }

    fn update(
        &mut self,
        features: &[(usize, f64)],
        liked: bool,
        likelihood: Likelihood,
        strength: f64,
        memory: f64,
    ) {
        let dim = self.mean.len();
        let (kept, fresh) = (memory * memory, 1.0 - memory * memory);
        if memory < 1.0 {
            for (mean, prior) in self.mean.iter_mut().zip(&self.prior.mean) {
                *mean = prior + memory * (*mean - prior);
            }
        }
        // The gain Σx, of the covariance as it is after the drift.
        let mut gain = vec![0.0; dim];
        for (at, x) in features {
            let line = &self.covariance[at * dim..(at + 1) * dim];
            for (sum, c) in gain.iter_mut().zip(line) {
                *sum += c * x;
            }
        }
        if memory < 1.0 {
            gain.iter_mut().for_each(|value| *value *= kept);
            for (at, x) in features {
                gain[*at] += fresh * self.prior.variance[*at] * x;
            }
        }
        let mean: f64 = features.iter().map(|(at, x)| self.mean[*at] * x).sum();
        let variance: f64 = features.iter().map(|(at, x)| gain[*at] * x).sum();
        let (slope, curvature) = likelihood.moments(mean, variance.max(0.0), liked);
        let (slope, curvature) = (strength * slope, strength * curvature);
        for (weight, gain) in self.mean.iter_mut().zip(&gain) {
            *weight += slope * gain;
        }
        let lines = self.covariance.par_chunks_exact_mut(dim).with_min_len(LINES);
        lines.zip(&gain).for_each(|(line, own)| {
            let factor = curvature * own;
            if factor == 0.0 && memory >= 1.0 {
                return;
            }
            for (c, gain) in line.iter_mut().zip(&gain) {
                *c = kept * *c - factor * gain;
            }
        });
        if memory < 1.0 {
            for (at, variance) in self.prior.variance.iter().enumerate() {
                self.covariance[at * dim + at] += fresh * variance;
            }
        }
    }
}

impl Likelihood {
    /// The first derivative of the logarithm of the evidence by the mean of f, and the negative of its second, where
    /// f has this mean and variance. The second is kept at zero or above, so that a swipe never widens the belief.
    fn moments(self, mean: f64, variance: f64, liked: bool) -> (f64, f64) {
        let sign = if liked { 1.0 } else { -1.0 };
        match self {
            Likelihood::Linear { noise } => {
                let total = noise + variance;
                ((sign - mean) / total, 1.0 / total)
            }
            Likelihood::Probit { slips } => {
                let width = (1.0 + variance).sqrt();
                let z = sign * mean / width;
                let sure = 1.0 - 2.0 * slips;
                // Far below zero without slips the evidence vanishes; the floor keeps the quotient finite.
                let evidence = (slips + sure * normal::distribution(z)).max(1e-12);
                let ratio = sure * normal::density(z) / evidence;
                let slope = sign * ratio / width;
                (slope, (ratio * (ratio + z) / (width * width)).max(0.0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nova_domain::Product;
    use proptest::prelude::*;

    fn table() -> FeatureTable {
        let products: Vec<Product> = [
            ("Shirts", "red"),
            ("Shirts", "blue"),
            ("Jeans", "blue"),
            ("Jeans", "red"),
        ]
        .into_iter()
        .map(|(kind, colour)| {
            let mut product = Product::new(kind, kind);
            (product.kind, product.colours) = (kind.into(), vec![colour.into()]);
            product
        })
        .collect();
        let embeddings = [
            [1.0_f32, 0.0, 0.1],
            [0.9, 0.1, 0.4],
            [0.0, 1.0, 0.2],
            [0.1, 0.9, 0.0],
        ];
        let rows: Vec<(&Product, Option<&[f32]>)> = products
            .iter()
            .zip(&embeddings)
            .map(|(product, row)| (product, Some(row.as_slice())))
            .collect();
        FeatureTable::new(&rows)
    }

    const PROBIT: Likelihood = Likelihood::Probit { slips: 0.05 };

    #[test]
    fn a_like_raises_what_is_alike_most() {
        let table = table();
        let mut belief = Belief::new(Prior::plain(&table));
        belief.learn(&table, 0, true, PROBIT, 1.0, 1.0);
        let scores: Vec<f64> = (0..4).map(|item| table.score(belief.mean(), item)).collect();
        assert!(
            scores[0] > scores[1] && scores[1] > scores[2],
            "itself, another shirt, blue jeans: {scores:?}"
        );
    }

    #[test]
    fn one_verdict_moves_the_linear_belief_as_by_hand() {
        let prior = Prior {
            mean: vec![0.0, 0.5],
            variance: vec![1.0, 2.0],
        };
        let mut belief = Belief::new(prior);
        belief.update(
            &[(0, 1.0), (1, 1.0)],
            true,
            Likelihood::Linear { noise: 1.0 },
            1.0,
            1.0,
        );
        // f has mean 0.5 and variance 3; the residual is 0.5, the gain (1, 2)/4.
        assert_eq!(belief.mean(), [0.125, 0.75], "mean + gain · residual");
        assert_eq!(belief.covariance, [0.75, -0.5, -0.5, 1.0], "Σ − gg'/4");
    }

    #[test]
    fn a_pinned_weight_never_moves() {
        let table = table();
        let shirts = table
            .vocabulary
            .find(crate::attribute::Field::Type, "Shirts")
            .expect("it is there");
        let mut prior = Prior::plain(&table);
        prior.pin(shirts, -0.7);
        let mut belief = Belief::new(prior);
        for _ in 0..5 {
            belief.learn(&table, 0, true, PROBIT, 1.0, 0.99);
        }
        assert_eq!(belief.mean()[1 + shirts as usize], -0.7, "the client said so");
    }

    proptest! {
        #[test]
        fn the_variance_is_that_of_the_quadratic_form_and_stays_positive(
            swipes in prop::collection::vec((0_usize..4, any::<bool>()), 0..30), memory in 0.9_f64..=1.0,
        ) {
            let table = table();
            let mut belief = Belief::new(Prior::plain(&table));
            for (item, liked) in swipes {
                belief.learn(&table, item, liked, PROBIT, 0.8, memory);
            }
            let dim = table.weights();
            for item in 0..4 {
                let row = table.row(item);
                let mut x = vec![0.0; dim];
                x[0] = 1.0;
                for (number, share) in row.attributes.iter() { x[1 + number as usize] = f64::from(share); }
                for (at, value) in row.picture.iter().enumerate() { x[table.picture_start() + at] = f64::from(*value); }
                let mut full = 0.0;
                for a in 0..dim { for b in 0..dim { full += x[a] * belief.covariance[a * dim + b] * x[b]; } }
                let fast = belief.variance(row, table.picture_start());
                prop_assert!((full - fast).abs() < 1e-9 * (1.0 + full.abs()), "{full} and {fast}");
                prop_assert!((0.0..20.0).contains(&fast), "it neither vanishes below zero nor grows: {fast}");
            }
        }
    }
}
