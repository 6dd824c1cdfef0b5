//! `eval buyers`: how well each strategy finds what the shop's own buyers bought next.
//!
//! How a buyer is replayed says `nova-taste`'s `replay`. What other people bought is known but for the buyer's own fifth of
//! them.

use nova_engine::inside::{Orders, Shelf};
use nova_engine::{Engine, EngineError};
use nova_taste::crowd::Crowd;
use nova_taste::metrics::{self, Mean};
use nova_taste::prior::{Prior, Quiz};
use nova_taste::random::Random;
use nova_taste::replay::{CARDS, Case, FEWEST_DESIGNS, FOLDS, cases, crowds};
use nova_taste::strategies::{self, make};
use nova_taste::strategy::Beginning;
use rayon::prelude::*;
use serde::Serialize;

/// Buyers that are replayed at most.
const MOST_BUYERS: usize = 400;
/// Buyers below which nothing can be said.
const FEWEST_BUYERS: usize = 10;
const SEED: u64 = 0xB0_FFE7;

/// How well a strategy finds what is bought next.
#[derive(Debug, Clone, Serialize)]
pub struct BuyersRow {
    /// The strategy.
    pub strategy: String,
    /// Share of what each buyer bought later that is among the next hundred cards.
    pub recall: Mean,
    /// The same less that of popularity, buyer by buyer.
    pub above_popularity: Mean,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct BuyersFigures {
    /// Buyers that were replayed.
    pub buyers: usize,
    /// Products of the catalogue that can be dealt.
    pub products: usize,
    /// Cards among which was sought.
    pub cards: usize,
    /// What cards by chance find.
    pub chance: f64,
    /// A row a strategy.
    pub rows: Vec<BuyersRow>,
    /// Whether the default finds more than popularity by more than chance.
    pub worth_it: bool,
}

/// Replays the shop's own orders.
///
/// # Errors
/// When a strategy does not exist, or too few people bought enough.
pub fn buyers(engine: &Engine, strategies: &[String]) -> Result<BuyersFigures, EngineError> {
    let mut names: Vec<&str> = match strategies {
        [] => strategies::NAMES.to_vec(),
        named => named.iter().map(String::as_str).collect(),
    };
    if let Some(unknown) = names.iter().find(|name| !strategies::NAMES.contains(name)) {
        return Err(EngineError::invalid(
            format!("there is no strategy \"{unknown}\""),
            format!("The strategies are {}.", strategies::NAMES.join(", ")),
        ));
    }
    for needed in [strategies::DEFAULT, "popularity"] {
        if !names.contains(&needed) {
            names.push(needed);
        }
    }
    let Orders {
        shelf,
        baskets,
        counts,
    } = engine.orders()?;
    let (designs, pool) = (shelf.designs(), shelf.pool());
    let all = cases(&baskets, &designs, pool, SEED);
    let step = all.len().div_ceil(MOST_BUYERS).max(1);
    let buyers: Vec<Case> = all.into_iter().step_by(step).collect();
    if buyers.len() < FEWEST_BUYERS {
        return Err(EngineError::invalid(
            format!("{} buyers bought {FEWEST_DESIGNS} designs or more", buyers.len()),
            "Import orders first; `stylenova orders import FILE` takes them in.",
        ));
    }
    let mut crowds = crowds(&baskets, shelf.table.len());
    crowds.iter_mut().for_each(|crowd| crowd.counts = counts);
    let recalls: Vec<(&str, Vec<f64>)> = names
        .iter()
        .map(|name| {
            let of =
                |buyer: &Case| recall(&shelf, &crowds[buyer.person % FOLDS], &designs, pool, name, buyer);
            (*name, buyers.par_iter().map(of).collect())
        })
        .collect();
    let popularity = recalls
        .iter()
        .find(|(name, _)| *name == "popularity")
        .map_or(&[][..], |(_, all)| all.as_slice());
    let rows: Vec<BuyersRow> = recalls
        .iter()
        .map(|(name, all)| BuyersRow {
            strategy: (*name).to_owned(),
            recall: metrics::mean(all),
            above_popularity: metrics::mean(
                &all.iter()
                    .zip(popularity)
                    .map(|(own, other)| own - other)
                    .collect::<Vec<f64>>(),
            ),
        })
        .collect();
    let own = rows.iter().find(|row| row.strategy == strategies::DEFAULT);
    Ok(BuyersFigures {
        buyers: buyers.len(),
        products: pool.len(),
        cards: CARDS,
        chance: CARDS as f64 / pool.len().max(1) as f64,
        worth_it: own.is_some_and(|own| own.above_popularity.low > 0.0),
        rows,
    })
}

fn recall(shelf: &Shelf, crowd: &Crowd, designs: &[usize], pool: &[u32], name: &str, buyer: &Case) -> f64 {
    let world = shelf.world(crowd, None);
    let quiz = Quiz::default();
    let beginning = Beginning {
        quiz: &quiz,
        prior: Prior::of_quiz(&shelf.table, &quiz, &[]),
        pinned: Vec::new(),
    };
    // Names were looked up before.
    let Some(mut strategy) = make(name, &world, beginning) else {
        return 0.0;
    };
    buyer.teach(strategy.as_mut(), &world);
    let mut random = Random::new(SEED, buyer.person as u64);
    buyer.recall(strategy.as_ref(), &world, designs, pool, &mut random)
}
