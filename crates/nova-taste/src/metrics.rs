//! Measures of recommendations, and bootstrap intervals of their means.

use crate::normal::below;
use crate::random::Random;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// Share of a list that is relevant.
pub fn precision(list: &[u32], relevant: impl Fn(u32) -> bool) -> f64 {
    let hits = list.iter().filter(|item| relevant(**item)).count();
    hits as f64 / list.len().max(1) as f64
}

/// Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002): gains discounted by log2(place + 1), over
/// those of the best possible list. `best` are the highest gains there are, best first.
pub fn ndcg(gains: &[f64], best: &[f64]) -> f64 {
    let sum = |gains: &[f64]| -> f64 {
        let discounted = gains.iter().enumerate();
        discounted
            .map(|(place, gain)| gain / (place as f64 + 2.0).log2())
            .sum()
    };
    let ideal = sum(&best[..gains.len().min(best.len())]);
    if ideal > 0.0 { sum(gains) / ideal } else { 0.0 }
}

/// Intra-list diversity (Ziegler et al., 2005): 1 minus the mean pairwise cosine of unit vectors; `None` for fewer
/// than two.
pub fn intra_list_diversity(rows: &[&[f32]]) -> Option<f64> {
    let mut sum = 0.0;
    let mut pairs = 0_usize;
    for (at, a) in rows.iter().enumerate() {
        for b in &rows[at + 1..] {
            sum += f64::from(crate::reduce::dot(a, b));
            pairs += 1;
        }
    }
    (pairs > 0).then(|| 1.0 - sum / pairs as f64)
}

/// A mean with its 95% bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS, JsonSchema)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

const RESAMPLES: usize = 400;

/// The mean of `values` with its 95% percentile-bootstrap interval (Efron, 1979), always the same for the same values.
pub fn mean(values: &[f64]) -> Mean {
    let average = |sum: f64| sum / values.len().max(1) as f64;
    let centre = average(values.iter().sum());
    let mut random = Random::new(0x5EED, 0);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            average(
                (0..values.len())
                    .map(|_| values[below(values.len(), &mut random)])
                    .sum(),
            )
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[(share * (RESAMPLES - 1) as f64).round() as usize];
    Mean {
        mean: centre,
        low: at(0.025),
        high: at(0.975),
    }
}

/// A share with its 95% interval (Wilson, 1927), which stays in 0..1 and is honest for few trials.
pub fn proportion(hits: usize, trials: usize) -> Mean {
    const Z: f64 = 1.959_964;
    let n = trials.max(1) as f64;
    let share = hits as f64 / n;
    let width = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let (centre, scale) = (share + Z * Z / (2.0 * n), 1.0 + Z * Z / n);
    Mean {
        mean: share,
        low: if trials == 0 {
            0.0
        } else {
            ((centre - width) / scale).max(0.0)
        },
        high: if trials == 0 {
            1.0
        } else {
            ((centre + width) / scale).min(1.0)
        },
    }
}

/// Probability of a table at least as unlikely as that of two shares, given as (hits, trials), if both were the same:
/// Fisher's exact test (1922), two-sided; 1 where one has no trials. Time grows with the fewer of hits and trials.
pub fn fisher(a: (usize, usize), b: (usize, usize)) -> f64 {
    let (hits, trials) = (a.0 + b.0, a.1 + b.1);
    if a.1 == 0 || b.1 == 0 {
        return 1.0;
    }
    let mut factorials = vec![0.0_f64; trials + 1];
    for number in 1..=trials {
        factorials[number] = factorials[number - 1] + (number as f64).ln();
    }
    let choose = |n: usize, k: usize| factorials[n] - factorials[k] - factorials[n - k];
    // The logarithm of the chance that `own` of all hits fall to the first.
    let chance = |own: usize| choose(a.1, own) + choose(b.1, hits - own) - choose(trials, hits);
    let (least, most) = (hits.saturating_sub(b.1), hits.min(a.1));
    // Equal chances may differ in their last bits.
    let seen = chance(a.0) + 1e-9;
    let total: f64 = (least..=most)
        .map(chance)
        .filter(|chance| *chance <= seen)
        .map(f64::exp)
        .sum();
    total.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_have_the_values_found_by_hand() {
        assert_eq!(precision(&[1, 2, 3, 4], |item| item < 3), 0.5);
        let expected = (1.0 + 0.5) / (1.0 + 1.0 / 3.0_f64.log2());
        assert!(
            (ndcg(&[1.0, 0.0, 1.0], &[1.0, 1.0, 0.0]) - expected).abs() < 1e-12,
            "places 1 and 3 of 2 relevant"
        );
        let diversity = intra_list_diversity(&[&[1.0, 0.0], &[0.0, 1.0], &[1.0, 0.0]]);
        assert!(
            (diversity.unwrap_or(0.0) - 2.0 / 3.0).abs() < 1e-6,
            "cosines 0, 1 and 0"
        );
        assert_eq!(
            intra_list_diversity(&[&[1.0]]),
            None,
            "one card is neither alike nor different"
        );
    }

    #[test]
    fn an_interval_holds_its_mean_and_narrows_with_more_values() {
        let few: Vec<f64> = (0..20).map(|i| f64::from(i % 5)).collect();
        let many: Vec<f64> = (0..2000).map(|i| f64::from(i % 5)).collect();
        let (few, many) = (mean(&few), mean(&many));
        assert!(few.low <= few.mean && few.mean <= few.high && (few.mean - 2.0).abs() < 1e-9);
        assert!(
            many.high - many.low < few.high - few.low,
            "a hundred times the values"
        );
    }

    #[test]
    fn shares_have_their_textbook_intervals_and_tests() {
        let share = proportion(8, 10);
        assert!(
            (share.low - 0.490).abs() < 1e-3 && (share.high - 0.943).abs() < 1e-3,
            "{share:?}"
        );
        assert_eq!(
            (proportion(0, 0).low, proportion(0, 0).high),
            (0.0, 1.0),
            "nothing is known"
        );
        // Fisher's tea: four cups of four told right (his own 1/70, on both sides), three of four.
        assert!((fisher((4, 4), (0, 4)) - 2.0 / 70.0).abs() < 1e-12);
        assert!((fisher((3, 4), (1, 4)) - 34.0 / 70.0).abs() < 1e-12);
        assert_eq!(fisher((0, 5), (0, 9)), 1.0, "no likes at all tell nothing");
        assert_eq!(fisher((3, 5), (0, 0)), 1.0, "nothing was tried");
    }
}
