//! How well a hit answers, in three bands that are decided anew for each query.
//!
//! Cosines of different queries cannot be compared: those of "red" lie closer together than those of a photo. What
//! can be compared is how far a hit stands out from the catalogue, in standard deviations, and how much of that the
//! best hits of the same query reach.

use nova_domain::fusion::spread;
use nova_index::Neighbour;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// How well a hit answers; the better, the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// It answers.
    Strong,
    /// It has something of it.
    Fair,
    /// It is among the nearest only because nothing is nearer.
    Far,
}

/// How many of the best hits say what the query can reach.
pub(crate) const BEST: usize = 5;
/// Standard deviations that the best hits must reach, else nothing in the catalogue answers the query.
const FOUND: f32 = 2.0;
/// Share of the best hits' distance from the mean from which on a hit is strong, or fair.
const STRONG: f32 = 0.75;
const FAIR: f32 = 0.5;

/// Where the bands of one query begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bands {
    strong: f32,
    fair: f32,
}

impl Bands {
    /// Decides the bands from the query's cosine with every row of the catalogue.
    /// Words must rise by `reach` to be answered, where that is known; photos need not.
    pub fn new(values: &[f32], reach: Option<f32>) -> Bands {
        let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
        let best = nova_index::top_k(values, BEST, |_| true);
        let level = (mean, spread(values.iter().copied()));
        Bands::around(level, &best, values.len(), reach)
    }

    /// Decides the bands from the mean and the spread of the cosines of a catalogue of `rows` rows, and from its
    /// `best` rows.
    pub fn around((mean, spread): (f32, f32), best: &[Neighbour], rows: usize, reach: Option<f32>) -> Bands {
        let none = Bands {
            strong: f32::INFINITY,
            fair: f32::INFINITY,
        };
        if spread <= f32::EPSILON || best.is_empty() {
            return none;
        }
        let reached = best.iter().map(|row| row.cosine - mean).sum::<f32>() / best.len() as f32;
        // In a small catalogue nothing can stand out by much: of n rows the farthest lies at most √(n − 1) away.
        let farthest = (rows as f32 - 1.0).sqrt();
        if reached < reach.unwrap_or_default().max(spread * FOUND.min(0.5 * farthest)) {
            return none;
        }
        Bands {
            strong: mean + STRONG * reached,
            fair: mean + FAIR * reached,
        }
    }

    /// The band of a hit with this cosine.
    pub fn of(self, value: f32) -> Band {
        if value >= self.strong {
            Band::Strong
        } else if value >= self.fair {
            Band::Fair
        } else {
            Band::Far
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A catalogue whose cosines lie evenly between −0.1 and 0.1, and then `more`.
    fn catalogue(more: &[f32]) -> Vec<f32> {
        let mut values: Vec<f32> = (0..200).map(|row| (row as f32 / 100.0 - 1.0) * 0.1).collect();
        values.extend(more);
        values
    }

    #[test]
    fn what_stands_out_is_strong_and_what_is_half_way_is_fair() {
        let bands = Bands::new(&catalogue(&[0.6, 0.6, 0.58, 0.57, 0.55, 0.4]), None);
        assert_eq!(bands.of(0.6), Band::Strong, "the best");
        assert_eq!(bands.of(0.4), Band::Fair, "between the best and the rest");
        assert_eq!(bands.of(0.05), Band::Far, "one of the crowd");
    }

    #[test]
    fn where_nothing_stands_out_all_is_far() {
        let bands = Bands::new(&catalogue(&[]), None);
        assert_eq!(
            bands.of(0.1),
            Band::Far,
            "the best of a crowd is still of the crowd"
        );
        assert_eq!(Bands::new(&[], None).of(1.0), Band::Far, "an empty catalogue");
        assert_eq!(Bands::new(&[0.3, 0.3], None).of(0.3), Band::Far, "all alike");
    }

    #[test]
    fn the_bands_move_with_the_query_and_not_with_one_threshold() {
        let low: Vec<f32> = catalogue(&[0.3; 6]);
        let high: Vec<f32> = catalogue(&[0.9; 6]);
        assert_eq!(
            Bands::new(&low, None).of(0.3),
            Band::Strong,
            "0.3 is the best there is"
        );
        assert_eq!(
            Bands::new(&high, None).of(0.3),
            Band::Far,
            "0.3 is nothing beside 0.9"
        );
    }
    #[test]
    fn words_that_reach_far_less_than_titles_are_not_answered() {
        let values = catalogue(&[0.3; 6]);
        assert_eq!(
            Bands::new(&values, Some(0.25)).of(0.3),
            Band::Strong,
            "about as far"
        );
        assert_eq!(Bands::new(&values, Some(0.9)).of(0.3), Band::Far, "a third of it");
    }
}
