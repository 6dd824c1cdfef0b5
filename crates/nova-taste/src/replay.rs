//! What people bought, replayed: the first half of each one's designs is known, with as many passes of products by chance,
//! and the second half is sought among the cards that are dealt next.
//!
//! Designs count and not variants: another colour of what was bought is no new find. Deliberately absent: where purchases
//! come from (`nova-engine`'s `orders`, [`crate::market`]).

use crate::crowd::Crowd;
use crate::deck::deck;
use crate::normal;
use crate::random::Random;
use crate::sales::{Bought, Sales};
use crate::signal::{Signal, Verdict};
use crate::strategy::{Strategy, World};
use std::collections::HashSet;

/// Cards among which is sought.
pub const CARDS: usize = 100;
/// Designs that a person must have bought to be replayed.
pub const FEWEST_DESIGNS: usize = 4;

/// Parts of the people of which each is held out once.
pub const FOLDS: usize = 5;

/// The crowd of each fold: what everybody bought but the people of the fold, in a catalogue of `items` products.
pub fn crowds(baskets: &[Vec<Bought>], items: usize) -> Vec<Crowd> {
    let of = |fold: usize| {
        let others = baskets
            .iter()
            .enumerate()
            .filter(|(person, _)| person % FOLDS != fold);
        let others: Vec<Vec<Bought>> = others.map(|(_, basket)| basket.clone()).collect();
        let mut crowd = Crowd::new(0, items);
        crowd.take_in(&Sales::of(&others, items));
        crowd
    };
    (0..FOLDS).map(of).collect()
}

/// One person's purchases in two halves.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The person's place among all.
    pub person: usize,
    /// What was bought first: one product of each design.
    pub known: Vec<u32>,
    /// The designs that were bought later, ascending.
    pub sought: Vec<usize>,
    /// Products that nobody said anything of, passed by chance.
    pub passed: Vec<u32>,
}

/// Everybody who bought enough. `designs` gives the design of each product, and `pool` lists those that can be dealt.
pub fn cases(baskets: &[Vec<Bought>], designs: &[usize], pool: &[u32], seed: u64) -> Vec<Case> {
    let people = baskets.iter().enumerate();
    people
        .filter_map(|(person, basket)| {
            let mut seen = HashSet::new();
            let kept = basket.iter().filter(|bought| bought.quantity > 0);
            let items: Vec<u32> = kept
                .map(|bought| bought.item)
                .filter(|item| seen.insert(designs[*item as usize]))
                .collect();
            if items.len() < FEWEST_DESIGNS || pool.is_empty() {
                return None;
            }
            let (known, later) = items.split_at(items.len() / 2);
            let mut sought: Vec<usize> = later.iter().map(|item| designs[*item as usize]).collect();
            sought.sort_unstable();
            let mut random = Random::new(seed, person as u64);
            // What was bought cannot have been passed.
            let mut passed: Vec<u32> = known
                .iter()
                .map(|_| pool[normal::below(pool.len(), &mut random)])
                .filter(|item| !seen.contains(&designs[*item as usize]))
                .collect();
            passed.sort_unstable();
            passed.dedup();
            Some(Case {
                person,
                known: known.to_vec(),
                sought,
                passed,
            })
        })
        .collect()
}

impl Case {
    /// Tells a strategy of what is known, a like and a pass in turns.
    pub fn teach(&self, strategy: &mut dyn Strategy, world: &World<'_>) {
        for (at, item) in self.known.iter().enumerate() {
            strategy.learn(world, Signal::of(*item as usize, Verdict::Like));
            if let Some(pass) = self.passed.get(at) {
                strategy.learn(world, Signal::of(*pass as usize, Verdict::Pass));
            }
        }
    }

    /// What can be dealt: neither a design that is known nor what was passed.
    pub fn candidates(&self, designs: &[usize], pool: &[u32]) -> Vec<u32> {
        let known: HashSet<usize> = self.known.iter().map(|item| designs[*item as usize]).collect();
        let left = pool.iter().filter(|item| {
            !known.contains(&designs[**item as usize]) && self.passed.binary_search(item).is_err()
        });
        left.copied().collect()
    }

    /// The share of what is sought that is among the next [`CARDS`] cards of a strategy that was taught.
    pub fn recall(
        &self,
        strategy: &dyn Strategy,
        world: &World<'_>,
        designs: &[usize],
        pool: &[u32],
        random: &mut Random,
    ) -> f64 {
        let candidates = self.candidates(designs, pool);
        let cards = deck(strategy, world, &candidates, &[], &[], CARDS, random);
        let dealt: HashSet<usize> = cards.iter().map(|card| designs[card.item]).collect();
        let found = self.sought.iter().filter(|design| dealt.contains(design)).count();
        found as f64 / self.sought.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(item: u32, quantity: i64) -> Bought {
        Bought {
            item,
            month: 0,
            quantity,
        }
    }

    #[test]
    fn a_second_colour_and_what_came_back_are_not_sought() {
        let designs = [0, 0, 2, 3, 4, 5, 6, 7];
        let basket =
            [(0, 1), (1, 1), (2, 1), (3, -1), (4, 1), (5, 1)].map(|(item, count)| bought(item, count));
        let pool: Vec<u32> = (0..8).collect();
        let cases = cases(&[basket.to_vec(), vec![bought(0, 1)]], &designs, &pool, 3);
        assert_eq!(cases.len(), 1, "one design is too few");
        let case = &cases[0];
        assert_eq!(
            (case.known.as_slice(), case.sought.as_slice()),
            (&[0, 2][..], &[4, 5][..])
        );
        assert!(
            case.passed.iter().all(|item| [3, 6, 7].contains(item)),
            "{case:?}"
        );
        let left = case.candidates(&designs, &pool);
        assert!(!left.contains(&1), "another colour of what is known is no find");
        assert!(left.contains(&4) && left.contains(&5));
    }
}
