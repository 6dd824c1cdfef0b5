//! Measures of recommendations, and bootstrap intervals of their means.

use crate::normal::below;
use crate::random::Random;
use serde::Serialize;

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
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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
}
