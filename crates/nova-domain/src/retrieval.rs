//! Measures of retrieval, each with what chance would reach and the most that can be reached beside it.
//! Running the queries is `nova-engine`'s.

/// What one query found: for each place of the ranking, whether it is relevant, and how many relevant rows there
/// are among how many in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// From the best place on; may be cut off.
    pub relevant: Vec<bool>,
    /// Relevant rows of the gallery; at least 1.
    pub count: usize,
    /// Rows of the gallery.
    pub gallery: usize,
}

/// A mean over queries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// What was reached, 0..1.
    pub value: f64,
    /// What rows drawn at random reach.
    pub chance: f64,
    /// What a perfect ranking reaches.
    pub ceiling: f64,
    /// Queries.
    pub queries: usize,
}

/// Share of queries with a relevant row among the first `k` (recall at k of known items, where one relevant row
/// is all that is sought). `None` without queries.
pub fn recall_at_k(rankings: &[Ranking], k: usize) -> Option<Measure> {
    mean(rankings, |ranking| {
        let found = ranking.relevant.iter().take(k).any(|relevant| *relevant);
        // Chance that k rows drawn without putting back miss all relevant ones, factor by factor.
        let missed: f64 = (0..k.min(ranking.gallery))
            .map(|drawn| {
                let left = (ranking.gallery - drawn) as f64;
                ((left - ranking.count as f64) / left).max(0.0)
            })
            .product();
        (f64::from(u8::from(found)), 1.0 - missed, 1.0)
    })
}

/// Mean share of relevant rows among the first `k`. `None` without queries or for no place at all.
pub fn precision_at_k(rankings: &[Ranking], k: usize) -> Option<Measure> {
    if k == 0 {
        return None;
    }
    mean(rankings, |ranking| {
        let found = ranking
            .relevant
            .iter()
            .take(k)
            .filter(|relevant| **relevant)
            .count();
        let (found, places) = (found as f64, k as f64);
        (
            found / places,
            ranking.count as f64 / ranking.gallery.max(1) as f64,
            ranking.count.min(k) as f64 / places,
        )
    })
}

/// Mean of value, chance and ceiling, a query each.
fn mean(rankings: &[Ranking], each: impl Fn(&Ranking) -> (f64, f64, f64)) -> Option<Measure> {
    let queries = rankings.len();
    if queries == 0 {
        return None;
    }
    let mut sums = (0.0, 0.0, 0.0);
    for (value, chance, ceiling) in rankings.iter().map(each) {
        sums = (sums.0 + value, sums.1 + chance, sums.2 + ceiling);
    }
    let count = queries as f64;
    Some(Measure {
        value: sums.0 / count,
        chance: sums.1 / count,
        ceiling: sums.2 / count,
        queries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(relevant: &[u8], count: usize, gallery: usize) -> Ranking {
        Ranking {
            relevant: relevant.iter().map(|place| *place == 1).collect(),
            count,
            gallery,
        }
    }

    #[test]
    fn recall_counts_queries_and_precision_counts_places() {
        let rankings = [ranking(&[0, 1, 1, 0], 2, 4), ranking(&[0, 0, 0, 1], 1, 4)];
        let recall = recall_at_k(&rankings, 2).unwrap();
        assert_eq!(recall.value, 0.5, "one of two queries has its row among two");
        // By hand: 1 - (2/4)(1/3) = 5/6 and 1 - (3/4)(2/3) = 1/2.
        assert!(
            (recall.chance - (5.0 / 6.0 + 0.5) / 2.0).abs() < 1e-12,
            "{recall:?}"
        );
        let precision = precision_at_k(&rankings, 2).unwrap();
        assert_eq!(precision.value, 0.25, "one place of four is relevant");
        assert_eq!(precision.chance, 0.375, "(2/4 + 1/4) / 2");
        assert_eq!(
            precision.ceiling, 0.75,
            "the second query has one relevant row only"
        );
    }

    #[test]
    fn looking_at_the_whole_gallery_finds_everything_also_by_chance() {
        let all = recall_at_k(&[ranking(&[0, 0, 1], 1, 3)], 10).unwrap();
        assert_eq!((all.value, all.chance, all.ceiling), (1.0, 1.0, 1.0));
    }

    #[test]
    fn without_queries_there_is_no_figure() {
        assert_eq!(recall_at_k(&[], 10), None);
        assert_eq!(
            precision_at_k(&[ranking(&[1], 1, 1)], 0),
            None,
            "no place, no precision"
        );
    }
}
