//! How far the best hits of words must stand out for the catalogue to answer them: the yardstick by which nonsense is told
//! from a query that is answered.
//!
//! Every query has nearest pictures. What tells an answered one is how far their cosines rise above the catalogue's mean,
//! and how far that can be depends on the model and on the catalogue. Titles of the catalogue are queries that it is sure to
//! answer where they describe; names of garments are so in any catalogue of clothes; and what no such shop sells is
//! answered by none. Some of each are asked, and the line that parts them is kept.

use super::band::BEST;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::infer::garments;
use nova_clip::Embedder;
use nova_index::{cosines, top_k};
use nova_store::CatalogDb;

/// Titles that are asked, and names of garments.
const ASKED: usize = 32;
/// The fact of the catalogue that keeps the answer, with the rows that it is of.
pub(crate) const KEY: &str = "answered";
/// Share of what the catalogue's own titles reach that the best hits of words must reach. Chosen on 4,536 products between
/// 520 queries for clothes and 197 for anything else (docs/search.md).
const OF_TITLES: f32 = 0.68;
/// Share of the way from what is not sold to what is, at which an answer begins.
const BETWEEN: f32 = 0.5;
/// Place among the sorted reaches of garments that stands for those that the catalogue has, and among those of other
/// things for what chance may reach.
const GARMENTS_AT: f32 = 0.75;
const OTHERS_AT: f32 = 0.9;

/// What no shop of clothes sells.
const OTHERS: [&str; 32] = [
    "a bowl of soup",
    "a railway timetable",
    "an electric drill",
    "a sack of cement",
    "a fishing rod",
    "the annual report",
    "a wooden ladder",
    "a washing machine",
    "fresh vegetables",
    "a tax form",
    "a piano concert",
    "a bicycle tyre",
    "printer ink",
    "a loaf of bread",
    "a satellite dish",
    "cat food",
    "a lawn mower",
    "a kitchen sink",
    "car insurance",
    "a concrete mixer",
    "a telescope",
    "an aquarium",
    "a chess board",
    "a light bulb",
    "a vacuum cleaner",
    "motor oil",
    "a wheelbarrow",
    "a bottle of milk",
    "a mountain railway",
    "a bathtub",
    "a parking ticket",
    "a dictionary",
];

/// The rise from which on words are answered in a gallery.
pub(crate) fn answered(gallery: &Gallery) -> Result<f32, EngineError> {
    let rows = gallery.matrix.len();
    let titles = (0..rows).step_by(rows.div_ceil(ASKED).max(1));
    let titles = titles.map(|row| gallery.item(row).product.title.to_lowercase());
    let titles = titles.filter(|title| !title.is_empty());
    let kinds: Vec<&str> = garments::kinds().collect();
    let kinds = kinds.iter().step_by(kinds.len().div_ceil(ASKED).max(1));
    let kinds = kinds.map(|kind| kind.to_lowercase());
    let embedder = gallery.slot.embedder()?;
    let titles = reaches(gallery, &embedder, titles)?;
    let kinds = reaches(gallery, &embedder, kinds)?;
    let others = reaches(gallery, &embedder, OTHERS.into_iter().map(str::to_owned))?;
    Ok(line(&titles, &kinds, &others))
}

/// The line between answered and not, from sorted reaches.
fn line(titles: &[f32], kinds: &[f32], others: &[f32]) -> f32 {
    let at = |sorted: &[f32], share: f32| {
        let place = (sorted.len().saturating_sub(1) as f32 * share).round() as usize;
        sorted.get(place).copied().unwrap_or_default()
    };
    let (sold, unsold) = (at(kinds, GARMENTS_AT), at(others, OTHERS_AT));
    let between = if sold > unsold {
        unsold + BETWEEN * (sold - unsold)
    } else {
        unsold
    };
    between.max(OF_TITLES * at(titles, 0.5))
}

fn reaches(
    gallery: &Gallery,
    embedder: &Embedder,
    texts: impl Iterator<Item = String>,
) -> Result<Vec<f32>, EngineError> {
    let texts: Vec<String> = texts.collect();
    let embedded = embedder.embed_texts_batch(texts)?;
    let mut reached: Vec<f32> = embedded
        .into_iter()
        .map(|embedding| reach(&cosines(&gallery.matrix, &gallery.text(embedding))))
        .collect();
    reached.sort_by(f32::total_cmp);
    Ok(reached)
}

/// What words must reach in the gallery whose rows have this fingerprint, as it was kept.
pub(crate) fn kept(db: &CatalogDb, fingerprint: &str) -> Result<Option<f32>, EngineError> {
    let fact = db.meta(KEY)?;
    let of_rows = fact.as_deref().and_then(|fact| fact.split_once(' '));
    let reach = of_rows.filter(|(rows, _)| *rows == fingerprint);
    Ok(reach.and_then(|(_, reach)| reach.parse().ok()))
}

/// How far the best of some cosines stand above their mean.
fn reach(values: &[f32]) -> f32 {
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    let best = top_k(values, BEST, |_| true);
    best.iter().map(|row| row.cosine - mean).sum::<f32>() / best.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::{line, reach};

    #[test]
    fn what_is_reached_is_the_rise_of_the_best_above_the_mean() {
        let values: Vec<f32> = (0..95).map(|_| 0.1).chain([0.6; 5]).collect();
        assert!((reach(&values) - 0.475).abs() < 1e-5, "0.6 above a mean of 0.125");
        assert_eq!(reach(&[]), 0.0, "nothing reaches nothing");
    }

    #[test]
    fn what_is_not_sold_stays_below_the_line_where_titles_say_nothing() {
        let fancy = line(&[0.2; 9], &[0.2, 0.4, 0.5, 0.5, 0.5], &[0.2; 10]);
        assert!(
            (fancy - 0.35).abs() < 1e-6,
            "half of the way from 0.2 to 0.5: {fancy}"
        );
        let plain = line(&[0.6; 9], &[0.5; 9], &[0.1; 9]);
        assert!(
            (plain - 0.408).abs() < 1e-6,
            "titles that describe say more: {plain}"
        );
        assert_eq!(line(&[], &[], &[]), 0.0);
    }
}
