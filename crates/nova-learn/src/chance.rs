//! Whether a difference is more than chance: the paired bootstrap (Efron and Tibshirani, 1993) over groups of questions
//! that hang together, as those about one design do.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// Times that the groups are drawn anew.
const DRAWS: usize = 2_000;
/// Share of the draws below the interval, and above it.
const TAIL: f64 = 0.025;

/// A difference between two means over the same questions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// The difference, after less before.
    pub mean: f32,
    /// The ends of its 95 % interval.
    pub low: f32,
    /// See `low`.
    pub high: f32,
}

/// The difference between the answers `after` and `before`, question by question; `groups` says which hang together. Of
/// no question, or of a single group, nothing is sure: the interval is then all that there can be.
pub fn gain(before: &[f32], after: &[f32], groups: &[usize], seed: u64) -> Gain {
    let mut sums: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for ((before, after), group) in before.iter().zip(after).zip(groups) {
        let sum = sums.entry(*group).or_default();
        sum.0 += f64::from(*after) - f64::from(*before);
        sum.1 += 1.0;
    }
    let sums: Vec<(f64, f64)> = sums.into_values().collect();
    let mean = |drawn: &mut dyn Iterator<Item = (f64, f64)>| {
        let (sum, count) = drawn.fold((0.0, 0.0), |all, own| (all.0 + own.0, all.1 + own.1));
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let whole = mean(&mut sums.iter().copied());
    if sums.len() < 2 {
        return Gain {
            mean: whole as f32,
            low: -1.0,
            high: 1.0,
        };
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| mean(&mut (0..sums.len()).map(|_| sums[random.random_range(0..sums.len())])))
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[(share * (DRAWS - 1) as f64).round() as usize] as f32;
    Gain {
        mean: whole as f32,
        low: at(TAIL),
        high: at(1.0 - TAIL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_on_every_question_is_more_than_chance() {
        let groups: Vec<usize> = (0..50).collect();
        let found = gain(&[0.0; 50], &[0.5; 50], &groups, 1);
        assert_eq!((found.mean, found.low, found.high), (0.5, 0.5, 0.5));
    }

    #[test]
    fn what_goes_up_as_often_as_down_is_chance() {
        let after: Vec<f32> = (0..60).map(|at| f32::from(at % 2 == 0)).collect();
        let before: Vec<f32> = after.iter().map(|own| 1.0 - own).collect();
        let groups: Vec<usize> = (0..60).collect();
        let found = gain(&before, &after, &groups, 1);
        assert!(
            found.low < 0.0 && found.high > 0.0 && found.mean.abs() < 1e-6,
            "{found:?}"
        );
    }

    #[test]
    fn questions_of_one_group_count_as_one() {
        // Forty questions that are better, all about one design, and two others that are not.
        let after = [[1.0; 40].as_slice(), &[0.0, 0.0]].concat();
        let mut groups = vec![0; 40];
        groups.extend([1, 2]);
        let found = gain(&[0.0; 42], &after, &groups, 1);
        assert!(found.low <= 0.0, "one design may be chance: {found:?}");
        let alone = gain(&[0.0; 40], &[1.0; 40], &[0; 40], 1);
        assert_eq!((alone.low, alone.high), (-1.0, 1.0), "and alone it says nothing");
        assert_eq!(gain(&[], &[], &[], 1).mean, 0.0);
    }
}
