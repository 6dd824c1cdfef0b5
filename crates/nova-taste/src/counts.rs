//! What each signal of the default recommender counts beside its belief, and how that is fitted to a shop's own buyers.
//!
//! A buyer's next purchases are told from products that nobody bought by a conditional logit (McFadden, 1974) over the
//! signals, drawn towards the prior. The belief counts one, so that the fit leaves the scale of scores as it is.

use crate::normal;
use crate::random::Random;
use serde::{Deserialize, Serialize};

/// Signals: the belief, nearness, popularity, what is shared, appeal.
pub const SIGNALS: usize = 5;

/// What each signal counts, where the belief's mean counts 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Likeness to the nearest of what is liked.
    pub near: f64,
    /// How much oftener than others a product is liked or bought.
    pub popularity: f64,
    /// That those like or buy it who like or buy what the client likes.
    pub shared: f64,
    /// How much likelier than others it is to be liked by those who saw it.
    pub appeal: f64,
}

impl Counts {
    /// What they count where the shop's own buyers have not told, by simulated shops.
    pub const PRIOR: Counts = Counts {
        near: 0.05,
        popularity: 0.8,
        shared: 1.2,
        appeal: 0.4,
    };

    fn weights(self) -> [f64; SIGNALS] {
        [1.0, self.near, self.popularity, self.shared, self.appeal]
    }
}

/// One thing that was bought among things that were not: the signals of each, that of what was bought first.
pub type Choice = Vec<[f32; SIGNALS]>;

/// Steps of gradient ascent, and their length.
const STEPS: usize = 200;
const RATE: f64 = 0.05;
/// The least that the belief may weigh among the others, or its scale would blow the others up.
const LEAST_BELIEF: f64 = 0.2;

/// The counts under which the choices are likeliest, drawn to the prior as by `prior` choices that are as it says; `None`
/// where there are no choices.
pub fn fit(choices: &[Choice], prior: f64) -> Option<Counts> {
    if choices.is_empty() {
        return None;
    }
    let begin = Counts::PRIOR.weights();
    // Signals differ in scale; each is fitted in its standard deviations.
    let mut squares = [0.0; SIGNALS];
    let mut sums = [0.0; SIGNALS];
    let mut rows = 0.0;
    for signals in choices.iter().flatten() {
        rows += 1.0;
        for (at, x) in signals.iter().enumerate() {
            sums[at] += f64::from(*x);
            squares[at] += f64::from(x * x);
        }
    }
    let spread: [f64; SIGNALS] = std::array::from_fn(|at| {
        let mean = sums[at] / rows;
        (squares[at] / rows - mean * mean).max(0.0).sqrt()
    });
    let mut weights: [f64; SIGNALS] = std::array::from_fn(|at| begin[at] * spread[at]);
    let start = weights;
    // Adam (Kingma and Ba, 2015) without surprises: the likelihood is concave.
    let (mut first, mut second) = ([0.0; SIGNALS], [0.0; SIGNALS]);
    for step in 1..=STEPS {
        let mut slope = [0.0; SIGNALS];
        for choice in choices {
            let scaled = |signals: &[f32; SIGNALS], at: usize| {
                if spread[at] > 1e-9 {
                    f64::from(signals[at]) / spread[at]
                } else {
                    0.0
                }
            };
            let values: Vec<f64> = choice
                .iter()
                .map(|signals| (0..SIGNALS).map(|at| weights[at] * scaled(signals, at)).sum())
                .collect();
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total: f64 = values.iter().map(|value| (value - most).exp()).sum();
            for (at, slope) in slope.iter_mut().enumerate() {
                let expected: f64 = choice
                    .iter()
                    .zip(&values)
                    .map(|(signals, value)| (value - most).exp() / total * scaled(signals, at))
                    .sum();
                *slope += scaled(&choice[0], at) - expected;
            }
        }
        for at in 0..SIGNALS {
            let slope =
                slope[at] / choices.len() as f64 - prior / choices.len() as f64 * (weights[at] - start[at]);
            first[at] = 0.9 * first[at] + 0.1 * slope;
            second[at] = 0.99 * second[at] + 0.01 * slope * slope;
            let (mean, square) = (
                first[at] / (1.0 - 0.9_f64.powi(step as i32)),
                second[at] / (1.0 - 0.99_f64.powi(step as i32)),
            );
            weights[at] += RATE * mean / (square.sqrt() + 1e-8);
            // More of a signal never counts against a product.
            weights[at] = weights[at].max(0.0);
        }
    }
    let of = |at: usize| {
        if spread[at] > 1e-9 {
            weights[at] / spread[at]
        } else {
            begin[at]
        }
    };
    let belief = of(0).max(LEAST_BELIEF);
    Some(Counts {
        near: of(1) / belief,
        popularity: of(2) / belief,
        shared: of(3) / belief,
        appeal: of(4) / belief,
    })
}

/// A choice: what was bought with as many as `others` of `rest` drawn by chance.
pub fn choice(bought: [f32; SIGNALS], rest: &[[f32; SIGNALS]], others: usize, random: &mut Random) -> Choice {
    let mut choice = vec![bought];
    if !rest.is_empty() {
        choice.extend((0..others).map(|_| rest[normal::below(rest.len(), random)]));
    }
    choice
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Choices by buyers to whom popularity matters as much as `popularity` says, beside the belief.
    fn choices(popularity: f64) -> Vec<Choice> {
        let mut random = Random::new(3, 0);
        (0..600)
            .map(|_| {
                let mut rows: Vec<([f32; SIGNALS], f64)> = (0..20)
                    .map(|_| {
                        let signals: [f32; SIGNALS] =
                            std::array::from_fn(|_| normal::draw(&mut random) as f32);
                        let gumbel = -(-(1.0 - normal::uniform(&mut random)).ln()).ln();
                        (
                            signals,
                            f64::from(signals[0]) + popularity * f64::from(signals[2]) + gumbel,
                        )
                    })
                    .collect();
                rows.sort_by(|a, b| b.1.total_cmp(&a.1));
                rows.into_iter().map(|(signals, _)| signals).collect()
            })
            .collect()
    }

    #[test]
    fn what_counts_is_found_again() {
        let found = fit(&choices(0.8), 1.0).unwrap();
        assert!((found.popularity - 0.8).abs() < 0.15, "{found:?}");
        assert!(
            found.near < 0.2 && found.shared < 0.2,
            "what does not count is given up: {found:?}"
        );
        assert_eq!(fit(&[], 1.0), None);
    }

    #[test]
    fn few_choices_change_little() {
        let all = choices(0.8);
        let few = fit(&all[..3], 50.0).unwrap();
        assert!((few.popularity - Counts::PRIOR.popularity).abs() < 0.1, "{few:?}");
    }
}
