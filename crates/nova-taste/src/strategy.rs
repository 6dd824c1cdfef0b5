//! What every recommender is: it learns from signals, scores candidates, draws cards, and explains itself.

use crate::best::{Best, by_score};
use crate::crowd::Crowd;
use crate::explain::Explanation;
use crate::features::FeatureTable;
use crate::policy::Policy;
use crate::prior::{Prior, Quiz};
use crate::random::Random;
use crate::signal::Signal;
use crate::terms::Terms;

/// Embeddings of a catalogue's pictures, unit vectors of one length, row after row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pictures<'a> {
    /// Numbers in a row.
    pub dim: usize,
    /// All rows.
    pub values: &'a [f32],
    /// The row of each product that has one.
    pub row_of_item: &'a [Option<usize>],
}

impl<'a> Pictures<'a> {
    /// The embedding of a product's picture.
    pub fn of(&self, item: usize) -> Option<&'a [f32]> {
        let row = (*self.row_of_item.get(item)?)?;
        self.values.get(row * self.dim..(row + 1) * self.dim)
    }
}

/// What recommenders know of the shop.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The catalogue's features.
    pub table: &'a FeatureTable,
    /// The catalogue's words, for the published baseline.
    pub terms: &'a Terms,
    /// The catalogue's embeddings.
    pub pictures: Pictures<'a>,
    /// What all clients did.
    pub crowd: &'a Crowd,
    /// Which of the crowd the client is, if any.
    pub client: Option<usize>,
}

/// What the client is known to want before the first swipe.
#[derive(Debug, Clone)]
pub struct Beginning<'a> {
    /// The quiz.
    pub quiz: &'a Quiz,
    /// What the quiz and the client's own edits say of the weights.
    pub prior: Prior,
    /// Weights that the client pinned.
    pub pinned: Vec<(u32, f64)>,
}

/// What is left to draw from: all candidates by place, those still left, and the cards drawn already.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Numbers of the candidates, ascending.
    pub candidates: &'a [u32],
    /// Places of the candidates that are left.
    pub alive: &'a [u32],
    /// What each candidate is worth, from [`Strategy::scores`] and the context.
    pub scores: &'a [f32],
    /// Products that the client saw last and those in this deck, the newest last.
    pub recent: &'a [usize],
}

/// A recommender for one client.
pub trait Strategy: Send {
    /// Its name.
    fn name(&self) -> &'static str;

    /// Learns from one entry of the client's log; called in the log's order.
    fn learn(&mut self, world: &World<'_>, signal: Signal);

    /// What each of `candidates` is worth by what is known, higher is better, without exploration.
    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, random: &mut Random);

    /// The places of candidates, ascending, among which alone the policies of the next `cards` draws choose, and from
    /// which they are the same as from all; `None` where that is not known. `scores` are those of all candidates.
    fn shortlist(
        &self,
        world: &World<'_>,
        candidates: &[u32],
        scores: &[f32],
        cards: usize,
    ) -> Option<Vec<u32>> {
        let _ = (world, candidates, scores, cards);
        None
    }

    /// The distribution from which the next card is drawn; at least one candidate is left.
    fn policy(&self, world: &World<'_>, draft: &Draft<'_>) -> Policy;

    /// The `count` best candidates without exploration, best first.
    fn list(&self, world: &World<'_>, draft: &Draft<'_>, count: usize) -> Vec<u32> {
        let _ = world;
        top(draft.scores, draft.alive, count)
            .into_iter()
            .map(|place| draft.candidates[place as usize])
            .collect()
    }

    /// Why each of `items` has the score it has. Asking for several at once makes only once what they have in common.
    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation>;

    /// Passes after which a product may return.
    fn recent_passes(&self) -> usize {
        40
    }

    /// Mean and variance of each attribute's weight, where the strategy has such a thing.
    fn weight(&self, attribute: u32) -> Option<(f64, f64)> {
        let _ = attribute;
        None
    }
}

/// The places in `alive` with the `count` highest scores, best first; among equals the lower place.
pub fn top(scores: &[f32], alive: &[u32], count: usize) -> Vec<u32> {
    let mut best = Best::new(count, by_score);
    alive
        .iter()
        .for_each(|place| best.offer((scores[*place as usize], *place)));
    best.sorted().into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    // The trait of this crate has the same name.
    use proptest::strategy::Strategy as _;

    proptest! {
        #[test]
        fn the_top_is_the_head_of_the_sorted_list(
            scores in prop::collection::vec((-40_i32..40).prop_map(|score| score as f32 / 10.0), 1..300), count in 0_usize..90,
        ) {
            let alive: Vec<u32> = (0..scores.len() as u32).filter(|place| place % 3 != 1).collect();
            let mut sorted = alive.clone();
            sorted.sort_by(|a, b| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b)));
            sorted.truncate(count);
            prop_assert_eq!(top(&scores, &alive, count), sorted);
        }
    }
}
