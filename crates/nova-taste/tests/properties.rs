//! Properties that hold for every strategy, whatever was swiped: cards are drawn among the candidates with
//! probabilities that sum to one, and explanations add up to the score.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use nova_domain::Product;
use nova_taste::crowd::Crowd;
use nova_taste::deck::deck;
use nova_taste::features::FeatureTable;
use nova_taste::prior::{Prior, Quiz};
use nova_taste::random::Random;
use nova_taste::signal::{Signal, Verdict, excluded};
use nova_taste::strategies::{NAMES, make};
use nova_taste::strategy::{Beginning, Draft, Pictures, World};
use nova_taste::terms::Terms;
use proptest::prelude::*;
use std::collections::HashSet;

const ITEMS: usize = 60;

fn products() -> Vec<Product> {
    let kinds = ["Shirts", "Jeans", "Dresses", "Coats", "Boots"];
    let colours = ["red", "blue", "black", "white"];
    let product = |at: usize| {
        let mut product = Product::new(&format!("p{at}"), "Piece");
        product.kind = kinds[at % 5].into();
        product.colours = vec![colours[at % 4].into(), colours[(at / 7) % 4].into()];
        product.gender = if at.is_multiple_of(3) { "women" } else { "men" }.into();
        product
    };
    (0..ITEMS).map(product).collect()
}

fn embeddings() -> Vec<f32> {
    let mut random = Random::new(3, 0);
    let mut all = Vec::new();
    for _ in 0..ITEMS {
        let mut row: Vec<f32> = (0..8)
            .map(|_| nova_taste::normal::draw(&mut random) as f32)
            .collect();
        nova_domain::vector::normalise(&mut row);
        all.extend(row);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn policies_explanations_and_exclusions_hold_for_every_strategy(
        swipes in prop::collection::vec((0..ITEMS, 0_u8..3), 0..40), seed in any::<u64>(), dealt in 1_usize..6,
    ) {
        let (products, values) = (products(), embeddings());
        let rows: Vec<(&Product, Option<&[f32]>)> =
            products.iter().enumerate().map(|(at, product)| (product, Some(&values[at * 8..at * 8 + 8]))).collect();
        let table = FeatureTable::new(&rows);
        let terms = Terms::new(&table);
        let row_of_item: Vec<Option<usize>> = (0..ITEMS).map(Some).collect();
        let mut crowd = Crowd::new(2, ITEMS);
        let log: Vec<Signal> = swipes
            .iter()
            .map(|(item, verdict)| Signal::of(*item, [Verdict::Like, Verdict::Pass, Verdict::Super][*verdict as usize]))
            .collect();
        for (at, signal) in log.iter().enumerate() {
            crowd.add(at % 2, signal.item.unwrap(), signal.verdict.is_like());
        }
        let world = World {
            table: &table,
            terms: &terms,
            pictures: Pictures { dim: 8, values: &values, row_of_item: &row_of_item },
            crowd: &crowd,
            client: Some(0),
        };
        let quiz = Quiz { colours: vec!["red".into()], ..Quiz::default() };
        for name in NAMES {
            let beginning = Beginning { quiz: &quiz, prior: Prior::of_quiz(&table, &quiz, &[]), pinned: Vec::new() };
            let mut strategy = make(name, &world, beginning).unwrap();
            for signal in &log {
                strategy.learn(&world, *signal);
            }
            let out = excluded(&log, strategy.recent_passes());
            let candidates: Vec<u32> =
                (0..ITEMS).filter(|item| !out.contains(item)).map(|item| item as u32).collect();
            prop_assume!(!candidates.is_empty());
            let alive: Vec<u32> = (0..candidates.len() as u32).step_by(2).collect();
            let mut random = Random::new(seed, 0);
            let mut scores = Vec::new();
            strategy.scores(&world, &candidates, &mut scores, &mut random);
            let draft = Draft { candidates: &candidates, alive: &alive, scores: &scores, recent: &[1, 2] };
            let policy = strategy.policy(&world, &draft);
            let total: f64 = alive.iter().map(|place| policy.propensity(*place)).sum();
            prop_assert!((total - 1.0).abs() < 1e-9, "{name}: the propensities sum to {total}");

            let cards = deck(strategy.as_ref(), &world, &candidates, &[], &[], dealt, &mut random);
            prop_assert_eq!(cards.len(), dealt.min(candidates.len()), "{} deals as many as there are", name);
            let items: HashSet<usize> = cards.iter().map(|card| card.item).collect();
            prop_assert_eq!(items.len(), cards.len(), "{} deals none twice", name);
            for card in &cards {
                prop_assert!(!out.contains(&card.item), "{name} dealt what is excluded");
                prop_assert!(card.propensity > 0.0 && card.propensity <= 1.0 + 1e-9);
                let explanation = strategy.explain(&world, &[card.item as u32]).remove(0);
                let sum: f64 = explanation.terms.iter().map(|term| term.amount).sum();
                prop_assert!((sum - explanation.total).abs() < 1e-9, "{name}: {sum} of {}", explanation.total);
                let place = candidates.iter().position(|item| *item as usize == card.item).unwrap();
                if name != "random" && name != "popularity" {
                    let score = f64::from(scores[place]);
                    prop_assert!((score - explanation.total).abs() < 1e-4, "{name} explains {score} as {sum}");
                }
            }
        }
    }
}
