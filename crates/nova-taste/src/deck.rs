//! Decks: cards drawn one after another, each by the policy as it is after those before it; and diverse lists by
//! maximal marginal relevance.

use crate::features::FeatureTable;
use crate::random::Random;
use crate::strategy::{Draft, Strategy, World};

/// A card of a deck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// The product.
    pub item: usize,
    /// Probability with which it was drawn at its place in the deck, given the cards before it.
    pub propensity: f64,
    /// Whether it was shown to learn.
    pub explored: bool,
}

/// Draws up to `count` different cards from `candidates` (ascending). `boost` is added to a candidate's score, by
/// its place: what the context is worth. `recent` are the products seen last, the newest last.
pub fn deck(
    strategy: &dyn Strategy,
    world: &World<'_>,
    candidates: &[u32],
    boost: &[f32],
    recent: &[usize],
    count: usize,
    random: &mut Random,
) -> Vec<Card> {
    let mut scores = Vec::with_capacity(candidates.len());
    strategy.scores(world, candidates, &mut scores, random);
    for (score, boost) in scores.iter_mut().zip(boost) {
        *score += boost;
    }
    let mut alive = strategy
        .shortlist(world, candidates, &scores, count.min(candidates.len()))
        .unwrap_or_else(|| (0..candidates.len() as u32).collect());
    let mut recent = recent.to_vec();
    let mut cards = Vec::new();
    while cards.len() < count && !alive.is_empty() {
        let draft = Draft {
            candidates,
            alive: &alive,
            scores: &scores,
            recent: &recent,
        };
        let Some(drawn) = strategy.policy(world, &draft).draw(&alive, random) else {
            break;
        };
        let item = candidates[drawn.place as usize] as usize;
        if let Ok(at) = alive.binary_search(&drawn.place) {
            alive.remove(at);
        }
        recent.push(item);
        cards.push(Card {
            item,
            propensity: drawn.propensity,
            explored: drawn.explored,
        });
    }
    cards
}

/// Maximal marginal relevance (Carbonell and Goldstein, 1998): picks, one after another, the place whose score minus
/// `weight` times its greatest likeness to what was picked already is highest. `pool` are places, `items` gives
/// their products.
pub fn diverse(
    table: &FeatureTable,
    pool: &[(u32, f64)],
    items: &[u32],
    before: &[usize],
    weight: f64,
    count: usize,
) -> Vec<u32> {
    let item = |place: u32| items[place as usize] as usize;
    let mut nearest: Vec<f64> = pool
        .iter()
        .map(|(place, _)| greatest_likeness(table, item(*place), before))
        .collect();
    let mut taken = vec![false; pool.len()];
    let mut picked = Vec::new();
    while picked.len() < count.min(pool.len()) {
        let best = (0..pool.len()).filter(|at| !taken[*at]).max_by(|a, b| {
            let value = |at: usize| pool[at].1 - weight * nearest[at];
            value(*a).total_cmp(&value(*b)).then(b.cmp(a))
        });
        let Some(best) = best else { break };
        taken[best] = true;
        picked.push(pool[best].0);
        for (at, nearest) in nearest.iter_mut().enumerate() {
            let likeness = f64::from(table.likeness(item(pool[at].0), item(pool[best].0)));
            *nearest = nearest.max(likeness);
        }
    }
    picked
}

/// The greatest likeness of a product to any of `others`; 0 where none is alike.
pub fn greatest_likeness(table: &FeatureTable, item: usize, others: &[usize]) -> f64 {
    let likenesses = others.iter().map(|other| f64::from(table.likeness(item, *other)));
    likenesses.fold(0.0, f64::max)
}
