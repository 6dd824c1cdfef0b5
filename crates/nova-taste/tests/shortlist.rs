//! A deck of a large catalogue is dealt from a short list of it, and its scores are worked out by several threads: neither
//! may change a card or the last bit of a number.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use nova_domain::Product;
use nova_taste::crowd::Crowd;
use nova_taste::deck::{Card, deck};
use nova_taste::explain::Explanation;
use nova_taste::features::FeatureTable;
use nova_taste::policy::Policy;
use nova_taste::prior::{Prior, Quiz};
use nova_taste::random::Random;
use nova_taste::signal::{Signal, Verdict, excluded};
use nova_taste::strategies::make;
use nova_taste::strategy::{Beginning, Draft, Pictures, Strategy, World};
use nova_taste::terms::Terms;
use proptest::prelude::*;
use std::sync::LazyLock;

/// More than two threads' chunks.
const ITEMS: usize = 17_000;
const DIM: usize = 4;

struct Catalogue {
    table: FeatureTable,
    terms: Terms,
    values: Vec<f32>,
    rows: Vec<Option<usize>>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut random = Random::new(3, 0);
    let mut draw = |below: usize| nova_taste::normal::below(below, &mut random);
    let kinds = ["Shirts", "Jeans", "Dresses", "Coats", "Boots", "Bags", "Hats"];
    let products: Vec<Product> = (0..ITEMS)
        .map(|at| {
            let mut product = Product::new(&format!("p{at}"), "Piece");
            product.kind = kinds[draw(7)].into();
            product.brand = format!("Label {}", draw(40));
            product.colours = (0..draw(4)).map(|_| format!("colour {}", draw(12))).collect();
            product
        })
        .collect();
    let values: Vec<f32> = (0..ITEMS * DIM).map(|_| draw(200) as f32 / 100.0 - 1.0).collect();
    let rows: Vec<(&Product, Option<&[f32]>)> = products
        .iter()
        .enumerate()
        .map(|(at, product)| (product, Some(&values[at * DIM..(at + 1) * DIM])))
        .collect();
    let table = FeatureTable::new(&rows);
    Catalogue {
        terms: Terms::new(&table),
        table,
        values,
        rows: (0..ITEMS).map(Some).collect(),
    }
});

/// A recommender that deals from all candidates.
struct Whole(Box<dyn Strategy>);

impl Strategy for Whole {
    fn name(&self) -> &'static str {
        self.0.name()
    }
    fn learn(&mut self, world: &World<'_>, signal: Signal) {
        self.0.learn(world, signal);
    }
    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, random: &mut Random) {
        self.0.scores(world, candidates, scores, random);
    }
    fn policy(&self, world: &World<'_>, draft: &Draft<'_>) -> Policy {
        self.0.policy(world, draft)
    }
    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        self.0.explain(world, items)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_short_list_deals_the_cards_that_the_whole_catalogue_deals(
        swipes in prop::collection::vec((0..ITEMS, any::<bool>()), 0..60), few in 0_usize..60, seed in any::<u64>(),
        count in 1_usize..9, boosted in any::<bool>(),
    ) {
        let own = &*CATALOGUE;
        let mut crowd = Crowd::new(2, ITEMS);
        // All but a few were shown, those few less often than the deck has cards.
        crowd.shown.iter_mut().enumerate().for_each(|(item, shown)| *shown = 1 + (item as u32 * 7) % 3);
        (0..few / 5).for_each(|item| crowd.shown[item * 701] = 0);
        let log: Vec<Signal> = swipes
            .iter()
            .map(|(item, liked)| Signal::of(*item, if *liked { Verdict::Like } else { Verdict::Pass }))
            .collect();
        for (at, signal) in log.iter().enumerate() {
            crowd.add(at % 2, signal.item.unwrap(), signal.verdict.is_like());
        }
        let pictures = Pictures { dim: DIM, values: &own.values, row_of_item: &own.rows };
        let world = World { table: &own.table, terms: &own.terms, pictures, crowd: &crowd, client: Some(0) };
        let quiz = Quiz::default();
        let beginning = Beginning { quiz: &quiz, prior: Prior::plain(&own.table), pinned: Vec::new() };
        let mut strategy = make("nova", &world, beginning).unwrap();
        log.iter().for_each(|signal| strategy.learn(&world, *signal));
        let out = excluded(&log, strategy.recent_passes());
        let all = (0..ITEMS).filter(|item| out.binary_search(item).is_err());
        let candidates: Vec<u32> = all.map(|item| item as u32).collect();
        let boost: Vec<f32> = candidates.iter().map(|item| if boosted && item % 5 == 0 { 0.4 } else { 0.0 }).collect();

        let mut scores = Vec::new();
        strategy.scores(&world, &candidates, &mut scores, &mut Random::new(seed, 1));
        for place in (0..candidates.len()).step_by(997) {
            let mut alone = Vec::new();
            strategy.scores(&world, &candidates[place..place + 1], &mut alone, &mut Random::new(seed, 1));
            prop_assert_eq!(alone[0].to_bits(), scores[place].to_bits(), "alone or among all");
        }
        let dealt = |strategy: &dyn Strategy| {
            let mut random = Random::new(seed, 0);
            deck(strategy, &world, &candidates, &boost, &[5, 9], count, &mut random)
        };
        let bits = |cards: &[Card]| -> Vec<(usize, u64, bool)> {
            cards.iter().map(|card| (card.item, card.propensity.to_bits(), card.explored)).collect()
        };
        let short = bits(&dealt(strategy.as_ref()));
        prop_assert_eq!(short.len(), count);
        prop_assert_eq!(short, bits(&dealt(&Whole(strategy))));
    }
}
