//! How well questions are answered, question by question, so that two states can be compared in pairs: exact cosine,
//! one number from 0 to 1 for each question.

use crate::product::{Panels, product};
use crate::rows::Rows;
use rayon::prelude::*;

/// Questions that are ranked at once, which bounds the memory in between.
const BLOCK: usize = 256;

/// The `k` rows of `gallery` with the highest cosine to each of `queries`, best first, equals in the gallery's order.
/// `accept` says which row may be found by which query.
pub fn ranked(
    queries: &Rows,
    gallery: &Rows,
    k: usize,
    accept: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Vec<usize>> {
    let panels = Panels::of_transposed(gallery);
    let mut all = Vec::with_capacity(queries.len());
    for first in (0..queries.len()).step_by(BLOCK) {
        let rows: Vec<usize> = (first..(first + BLOCK).min(queries.len())).collect();
        let cosines = product(&queries.picked(&rows), &panels);
        let found = rows.par_iter().map(|query| {
            let own = cosines.row(query - first);
            let mut order: Vec<usize> = (0..own.len()).filter(|row| accept(*query, *row)).collect();
            let better = |a: &usize, b: &usize| own[*b].total_cmp(&own[*a]).then(a.cmp(b));
            if k > 0 && order.len() > k {
                order.select_nth_unstable_by(k - 1, better);
            }
            order.truncate(k);
            order.sort_unstable_by(better);
            order
        });
        all.par_extend(found);
    }
    all
}

/// Whether any of the first `k` is right: 1 or 0.
pub fn recall(found: &[usize], k: usize, right: impl Fn(usize) -> bool) -> f32 {
    f32::from(u8::from(found.iter().take(k).any(|row| right(*row))))
}

/// The share of the first `k` that is right, 0..1; of fewer where fewer were found.
pub fn precision(found: &[usize], k: usize, right: impl Fn(usize) -> bool) -> f32 {
    let first = &found[..k.min(found.len())];
    let count = first.iter().filter(|row| right(**row)).count();
    count as f32 / first.len().max(1) as f32
}

/// The mean; 0 of none.
pub fn mean(values: &[f32]) -> f32 {
    let sum: f64 = values.iter().map(|value| f64::from(*value)).sum();
    (sum / values.len().max(1) as f64) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_that_are_accepted_come_in_order() {
        let gallery = Rows::of(2, vec![1.0, 0.0, 0.8, 0.6, 0.0, 1.0, 1.0, 0.0]);
        let queries = Rows::of(2, vec![1.0, 0.0]);
        assert_eq!(
            ranked(&queries, &gallery, 3, |_, _| true),
            [[0, 3, 1]],
            "equals keep their order"
        );
        assert_eq!(ranked(&queries, &gallery, 2, |_, row| row != 0), [[3, 1]]);
        assert_eq!(
            ranked(&queries, &gallery, 9, |_, _| true)[0].len(),
            4,
            "all there are"
        );
    }

    #[test]
    fn a_question_is_answered_in_part_or_not() {
        assert_eq!(recall(&[4, 2, 7], 2, |row| row == 7), 0.0);
        assert_eq!(recall(&[4, 2, 7], 3, |row| row == 7), 1.0);
        assert_eq!(precision(&[4, 2], 5, |row| row == 2), 0.5, "of what was found");
        assert_eq!(precision(&[], 5, |_| true), 0.0);
        assert_eq!(mean(&[]), 0.0);
    }
}
