//! How a card is drawn: a probability for each candidate, so that every card can be logged with its propensity.

use crate::normal;
use crate::random::Random;

/// A distribution over candidates, by their place in the list of candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// Probabilities of what is thought best; places occur once.
    pub exploit: Vec<(u32, f64)>,
    /// Probabilities of what is shown to learn; places occur once.
    pub explore: Vec<(u32, f64)>,
    /// Probability that every candidate has beside that.
    pub uniform: f64,
}

/// A candidate that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Its place in the list of candidates.
    pub place: u32,
    /// The probability with which it was drawn.
    pub propensity: f64,
    /// Whether it was shown to learn, and not as the best.
    pub explored: bool,
}

impl Policy {
    /// Always the candidate at `place`.
    pub fn certain(place: u32) -> Policy {
        Policy {
            exploit: vec![(place, 1.0)],
            ..Policy::default()
        }
    }

    /// The candidate at `best`, but with probability `epsilon` any of `count`.
    pub fn epsilon_greedy(best: u32, epsilon: f64, count: usize) -> Policy {
        Policy {
            exploit: vec![(best, 1.0 - epsilon)],
            explore: Vec::new(),
            uniform: epsilon / count.max(1) as f64,
        }
    }

    /// Probabilities in proportion to exp(value/temperature), of `mass` in all.
    pub fn softmax(values: &[(u32, f64)], temperature: f64, mass: f64) -> Vec<(u32, f64)> {
        let highest = values
            .iter()
            .map(|(_, value)| *value)
            .fold(f64::NEG_INFINITY, f64::max);
        let raised: Vec<(u32, f64)> = values
            .iter()
            .map(|(place, value)| (*place, ((value - highest) / temperature).exp()))
            .collect();
        let total: f64 = raised.iter().map(|(_, value)| value).sum();
        raised
            .into_iter()
            .map(|(place, value)| (place, mass * value / total))
            .collect()
    }

    /// The probability of the candidate at `place`.
    pub fn propensity(&self, place: u32) -> f64 {
        let of = |part: &[(u32, f64)]| -> f64 {
            let own = part.iter().filter(|(other, _)| *other == place);
            own.map(|(_, probability)| probability).sum()
        };
        of(&self.exploit) + of(&self.explore) + self.uniform
    }

    /// Draws one of `alive`, which lists the places of all candidates that are left.
    pub fn draw(&self, alive: &[u32], random: &mut Random) -> Option<Drawn> {
        let mut left = normal::uniform(random);
        let parts = [(&self.exploit, false), (&self.explore, true)];
        let mut last = None;
        for (place, probability, explored) in parts
            .into_iter()
            .flat_map(|(part, explored)| part.iter().map(move |(place, p)| (*place, *p, explored)))
        {
            last = Some((place, explored)).filter(|_| probability > 0.0).or(last);
            if left < probability {
                return Some(self.drawn(place, explored));
            }
            left -= probability;
        }
        if self.uniform > 0.0 && !alive.is_empty() {
            let place = alive[((left / self.uniform) as usize).min(alive.len() - 1)];
            let best = self.exploit.iter().max_by(|a, b| a.1.total_cmp(&b.1));
            return Some(self.drawn(place, best.is_none_or(|(best, _)| *best != place)));
        }
        // Only rounding leads here: the probabilities add up to one but for the last bits.
        last.map(|(place, explored)| self.drawn(place, explored))
    }

    fn drawn(&self, place: u32, explored: bool) -> Drawn {
        Drawn {
            place,
            propensity: self.propensity(place),
            explored,
        }
    }
}

/// Points of the quadrature in [`best_of`].
const POINTS: usize = 48;

/// For independent Gaussians given as (mean, standard deviation), the probability that each is the largest, by
/// quadrature; they add up to 1. Drawing with these probabilities is Thompson sampling, with propensities known.
pub fn best_of(values: &[(f64, f64)]) -> Vec<f64> {
    let low = values
        .iter()
        .map(|(mean, sd)| mean - 4.0 * sd)
        .fold(f64::NEG_INFINITY, f64::max);
    let high = values
        .iter()
        .map(|(mean, sd)| mean + 4.0 * sd)
        .fold(f64::NEG_INFINITY, f64::max);
    let step = (high - low) / POINTS as f64;
    if values.len() < 2 || !step.is_finite() || step <= 0.0 {
        return vec![1.0 / values.len().max(1) as f64; values.len()];
    }
    // The largest is at most t when all are; what each adds to that as t grows is its chance to be the largest.
    let mut chances = vec![0.0; values.len()];
    let below = |t: f64| -> Vec<f64> {
        let at = |(mean, sd): &(f64, f64)| normal::distribution((t - mean) / sd.max(1e-9)).max(1e-300);
        values.iter().map(at).collect()
    };
    let mut before = below(low);
    let total = |all: &[f64]| all.iter().map(|p| p.ln()).sum::<f64>();
    let mut log_before = total(&before);
    for point in 1..=POINTS {
        let now = below(low + step * point as f64);
        let log_now = total(&now);
        let middle = 0.5 * (log_before + log_now);
        for ((chance, a), b) in chances.iter_mut().zip(&before).zip(&now) {
            *chance += (b - a) * (middle - 0.5 * (a.ln() + b.ln())).exp();
        }
        (before, log_before) = (now, log_now);
    }
    let sum: f64 = chances.iter().sum();
    if sum <= 0.0 {
        return vec![1.0 / values.len() as f64; values.len()];
    }
    chances.into_iter().map(|chance| chance / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_chance_to_be_the_largest_of_two_is_the_closed_form() {
        let chances = best_of(&[(0.5, 1.0), (0.0, 1.0)]);
        let exact = normal::distribution(0.5 / 2.0_f64.sqrt());
        assert!(
            (chances[0] - exact).abs() < 5e-3,
            "{} and Φ(0.5/√2) = {exact}",
            chances[0]
        );
    }

    #[test]
    fn draws_come_as_often_as_their_propensity_says() {
        let policy = Policy {
            exploit: vec![(3, 0.5), (1, 0.2)],
            explore: vec![(0, 0.1)],
            uniform: 0.05,
        };
        let alive = [0, 1, 2, 3];
        let mut random = Random::new(5, 0);
        let mut counts = [0.0; 4];
        for _ in 0..20_000 {
            let drawn = policy.draw(&alive, &mut random).expect("there are candidates");
            counts[drawn.place as usize] += 1.0 / 20_000.0;
        }
        for place in alive {
            let expected = policy.propensity(place);
            assert!(
                (counts[place as usize] - expected).abs() < 0.015,
                "{place}: {counts:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn chances_and_softmax_sum_to_one(
            values in prop::collection::vec((-5.0_f64..5.0, 0.0_f64..3.0), 1..40), temperature in 0.01_f64..3.0,
        ) {
            prop_assert!((best_of(&values).iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let scores: Vec<(u32, f64)> = values.iter().enumerate().map(|(at, v)| (at as u32, v.0)).collect();
            let soft = Policy::softmax(&scores, temperature, 0.7);
            prop_assert!((soft.iter().map(|(_, p)| p).sum::<f64>() - 0.7).abs() < 1e-9, "of the mass given");
        }
    }
}
