//! The evaluation of recommenders: whole shops of simulated clients, and what was measured in them.
//!
//! A *shop* is one strategy, one variant and one seed: all its clients swipe in turns, so that strategies which learn
//! from other clients can. Equal inputs give equal figures. Shops are independent of each other; running several at a
//! time is the caller's matter.

use crate::crowd::Crowd;
use crate::deck::deck;
use crate::features::FeatureTable;
use crate::metrics::{self, Mean, intra_list_diversity, ndcg, precision};
use crate::nova::{Nova, Tuning};
use crate::prior::Prior;
use crate::random::Random;
use crate::signal::{Signal, Verdict, excluded};
use crate::simulate::{Client, Variant, verdict};
use crate::strategies::make;
use crate::strategy::{Beginning, Draft, Pictures, Strategy, World};
use crate::terms::Terms;
use nova_domain::vector::normalise;
use serde::Serialize;

/// Swipes after which the list is judged.
pub const LIST_AFTER: usize = 30;
/// Length of the list.
pub const LIST: usize = 10;
/// Swipes a client over which coverage is counted.
pub const COVERAGE_SWIPES: usize = 50;
/// Swipes after which regret is reported.
pub const HORIZONS: [usize; 4] = [10, 20, 50, 100];

/// What is simulated.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Clients of a shop.
    pub clients: usize,
    /// Swipes of a client.
    pub swipes: usize,
    /// Share of verdicts that are flipped.
    pub flips: f64,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting {
            clients: 200,
            swipes: 100,
            flips: 0.1,
        }
    }
}

/// The catalogue on which shops are simulated.
pub struct Stage<'a> {
    table: &'a FeatureTable,
    terms: &'a Terms,
    pictures: Pictures<'a>,
    /// Unit vectors of the embeddings less the catalogue's mean, by product.
    centred: Vec<Vec<f32>>,
    looks: Vec<usize>,
}

impl<'a> Stage<'a> {
    /// A stage on a catalogue; `looks` gives each product's group of looks, for the variant that needs it.
    pub fn new(
        table: &'a FeatureTable,
        terms: &'a Terms,
        pictures: Pictures<'a>,
        looks: Vec<usize>,
    ) -> Stage<'a> {
        let mut mean = vec![0.0_f32; pictures.dim];
        let rows: Vec<&[f32]> = (0..table.len()).filter_map(|item| pictures.of(item)).collect();
        for row in &rows {
            for (sum, value) in mean.iter_mut().zip(*row) {
                *sum += value / rows.len() as f32;
            }
        }
        let centred = (0..table.len()).map(|item| {
            let row = pictures.of(item).unwrap_or_default();
            let mut row: Vec<f32> = row.iter().zip(&mean).map(|(value, mean)| value - mean).collect();
            normalise(&mut row);
            row
        });
        Stage {
            table,
            terms,
            pictures,
            centred: centred.collect(),
            looks,
        }
    }

    /// The clients of the shop with this seed.
    pub fn clients(&self, variant: Variant, seed: u64, setting: &Setting) -> Vec<Client> {
        let draw = |client| Client::draw(self.table, &self.looks, variant, seed, client);
        (0..setting.clients).map(draw).collect()
    }

    /// Runs a shop. `tuning` sets the default recommender's constants. Answers with `None` for a strategy that does
    /// not exist.
    pub fn run(
        &self,
        name: &str,
        clients: &[Client],
        seed: u64,
        setting: &Setting,
        tuning: Tuning,
    ) -> Option<Shop> {
        let mut crowd = Crowd::new(clients.len(), self.table.len());
        let mut sessions = Vec::with_capacity(clients.len());
        for (number, client) in clients.iter().enumerate() {
            let world = self.world(&crowd, number);
            let beginning = Beginning {
                quiz: &client.quiz,
                prior: Prior::of_quiz(self.table, &client.quiz, &[]),
                pinned: Vec::new(),
            };
            let strategy: Box<dyn Strategy> = match name {
                "nova" => Box::new(Nova::tuned(beginning, tuning)),
                other => make(other, &world, beginning)?,
            };
            let random = Random::new(seed ^ 0x0DEC_C0DE, number as u64);
            sessions.push(Session {
                strategy,
                random,
                log: Vec::new(),
                recent: Vec::new(),
                outcome: Outcome::default(),
            });
        }
        let mut seen = vec![false; self.table.len()];
        for turn in 0..setting.swipes {
            for (number, (session, client)) in sessions.iter_mut().zip(clients).enumerate() {
                let appeal = if turn * 2 < setting.swipes {
                    &client.appeal
                } else {
                    &client.later
                };
                let world = self.world(&crowd, number);
                let candidates = session.candidates(self.table.len());
                let cards = deck(
                    session.strategy.as_ref(),
                    &world,
                    &candidates,
                    &[],
                    &session.recent,
                    1,
                    &mut session.random,
                );
                let Some(card) = cards.first() else { continue };
                let liked = verdict(appeal[card.item], setting.flips, seed, number, card.item);
                let signal = Signal::of(card.item, if liked { Verdict::Like } else { Verdict::Pass });
                session.strategy.learn(&world, signal);
                session.log.push(signal);
                session.recent.push(card.item);
                session.outcome.earned.push(f64::from(appeal[card.item]));
                crowd.add(number, card.item, liked);
                crowd.shown[card.item] += 1;
                seen[card.item] |= turn < COVERAGE_SWIPES;
                let last = turn + 1 == setting.swipes;
                if turn + 1 == LIST_AFTER.min(setting.swipes) || last {
                    let world = self.world(&crowd, number);
                    let judged = self.judge(session, &world, appeal);
                    if turn + 1 == LIST_AFTER.min(setting.swipes) {
                        session.outcome.list = judged;
                    }
                    session.outcome.last_precision = judged.precision;
                }
            }
        }
        let best = |client: &Client| {
            let sorted = |appeal: &[f32]| {
                let mut appeal: Vec<f64> = appeal.iter().map(|p| f64::from(*p)).collect();
                appeal.sort_by(|a, b| b.total_cmp(a));
                appeal
            };
            let (first, later) = (sorted(&client.appeal), sorted(&client.later));
            (0..setting.swipes)
                .map(|turn| {
                    if turn * 2 < setting.swipes {
                        first[turn]
                    } else {
                        later[turn]
                    }
                })
                .collect::<Vec<f64>>()
        };
        let coverage = seen.iter().filter(|seen| **seen).count() as f64 / self.table.len().max(1) as f64;
        let outcomes = sessions
            .into_iter()
            .zip(clients)
            .map(|(session, client)| Outcome {
                best: best(client),
                ..session.outcome
            });
        Some(Shop {
            outcomes: outcomes.collect(),
            coverage,
        })
    }

    fn world<'b>(&'b self, crowd: &'b Crowd, client: usize) -> World<'b> {
        World {
            table: self.table,
            terms: self.terms,
            pictures: self.pictures,
            crowd,
            client: Some(client),
        }
    }

    fn judge(&self, session: &mut Session, world: &World<'_>, appeal: &[f32]) -> List {
        let candidates = session.candidates(self.table.len());
        let alive: Vec<u32> = (0..candidates.len() as u32).collect();
        let mut scores = Vec::new();
        session
            .strategy
            .scores(world, &candidates, &mut scores, &mut session.random);
        let draft = Draft {
            candidates: &candidates,
            alive: &alive,
            scores: &scores,
            recent: &[],
        };
        let list = session.strategy.list(world, &draft, LIST);
        let gains: Vec<f64> = list
            .iter()
            .map(|item| f64::from(appeal[*item as usize]))
            .collect();
        let mut best: Vec<f64> = candidates
            .iter()
            .map(|item| f64::from(appeal[*item as usize]))
            .collect();
        best.sort_by(|a, b| b.total_cmp(a));
        let rows = |of: &dyn Fn(usize) -> Option<&'a [f32]>| -> Option<f64> {
            let rows: Vec<&[f32]> = list.iter().filter_map(|item| of(*item as usize)).collect();
            intra_list_diversity(&rows)
        };
        let centred: Vec<&[f32]> = list
            .iter()
            .map(|item| self.centred[*item as usize].as_slice())
            .filter(|row| !row.is_empty())
            .collect();
        let clients = world.crowd.ratings.len() as f64;
        let surprise = |item: &u32| {
            let known = f64::from(world.crowd.verdicts[*item as usize]);
            -((known + 1.0) / (clients + 1.0)).min(1.0).log2()
        };
        List {
            precision: precision(&list, |item| appeal[item as usize] >= 0.5),
            ndcg: ndcg(&gains, &best),
            diversity: intra_list_diversity(&centred).unwrap_or(0.0),
            raw_diversity: rows(&|item| self.pictures.of(item)).unwrap_or(0.0),
            novelty: list.iter().map(surprise).sum::<f64>() / list.len().max(1) as f64,
        }
    }
}

struct Session {
    strategy: Box<dyn Strategy>,
    random: Random,
    log: Vec<Signal>,
    recent: Vec<usize>,
    outcome: Outcome,
}

impl Session {
    fn candidates(&self, items: usize) -> Vec<u32> {
        let out = excluded(&self.log, self.strategy.recent_passes());
        let mut out = out.into_iter().peekable();
        (0..items)
            .filter(|item| out.next_if_eq(item).is_none())
            .map(|item| item as u32)
            .collect()
    }
}

/// Measures of one list.
#[derive(Debug, Clone, Copy, Default)]
pub struct List {
    /// Share that is relevant.
    pub precision: f64,
    /// NDCG with the probability of a like as the gain.
    pub ndcg: f64,
    /// Intra-list diversity of centred embeddings.
    pub diversity: f64,
    /// Intra-list diversity of the embeddings as they are.
    pub raw_diversity: f64,
    /// Mean self-information of its products by the share of clients who judged them, in bits.
    pub novelty: f64,
}

/// One client's session.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The list after [`LIST_AFTER`] swipes.
    pub list: List,
    /// Precision of the list after the last swipe.
    pub last_precision: f64,
    /// Probability of a like of each card shown.
    pub earned: Vec<f64>,
    /// The highest probabilities there were for it, card by card.
    pub best: Vec<f64>,
}

impl Outcome {
    /// Cumulative pseudo-regret after `swipes`: what the best cards would have earned beyond those shown.
    pub fn regret(&self, swipes: usize) -> f64 {
        let pairs = self.best.iter().zip(&self.earned).take(swipes);
        pairs.map(|(best, earned)| best - earned).sum()
    }
}

/// What happened in a shop.
#[derive(Debug, Clone)]
pub struct Shop {
    /// Its clients' sessions.
    pub outcomes: Vec<Outcome>,
    /// Share of the catalogue that was on some card within the first [`COVERAGE_SWIPES`] swipes of each client.
    pub coverage: f64,
}

/// Cumulative regret after a number of swipes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Regret {
    /// Swipes.
    pub swipes: usize,
    /// The regret.
    pub regret: Mean,
    /// The regret as a share of that of random cards; `None` where random was not run.
    pub of_random: Option<f64>,
}

/// What one strategy achieved in one variant.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The strategy.
    pub strategy: String,
    /// The variant.
    pub variant: &'static str,
    /// Precision of the list of ten after thirty swipes.
    pub precision: Mean,
    /// NDCG of it.
    pub ndcg: Mean,
    /// Intra-list diversity of it, of centred embeddings.
    pub diversity: Mean,
    /// The same of embeddings as they are.
    pub raw_diversity: Mean,
    /// Novelty of it, in bits.
    pub novelty: Mean,
    /// Precision of the list after the last swipe.
    pub last_precision: Mean,
    /// Coverage of the catalogue; the interval is over shops.
    pub coverage: Mean,
    /// Cumulative regret.
    pub regret: Vec<Regret>,
}

/// The differences of two strategies on the same clients.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The variant.
    pub variant: &'static str,
    /// The strategy.
    pub strategy: String,
    /// What it is compared with.
    pub against: String,
    /// Difference of the precision; above zero is better.
    pub precision: Mean,
    /// Difference of the NDCG; above zero is better.
    pub ndcg: Mean,
    /// Difference of the regret at each horizon; below zero is better.
    pub regret: Vec<Regret>,
}

fn horizons(shops: &[Shop]) -> impl Iterator<Item = usize> {
    let swipes = shops
        .iter()
        .flat_map(|shop| &shop.outcomes)
        .map(|outcome| outcome.earned.len())
        .max()
        .unwrap_or(0);
    HORIZONS.into_iter().filter(move |horizon| *horizon <= swipes)
}

/// Sums up the shops of one strategy; `random` are those of random cards on the same clients.
pub fn row(strategy: &str, variant: Variant, shops: &[Shop], random: Option<&[Shop]>) -> Row {
    let outcomes: Vec<&Outcome> = shops.iter().flat_map(|shop| &shop.outcomes).collect();
    let over = |value: &dyn Fn(&Outcome) -> f64| {
        metrics::mean(
            &outcomes
                .iter()
                .map(|outcome| value(outcome))
                .collect::<Vec<f64>>(),
        )
    };
    let total = |shops: &[Shop], swipes: usize| -> f64 {
        let all = shops.iter().flat_map(|shop| &shop.outcomes);
        all.map(|outcome| outcome.regret(swipes)).sum()
    };
    Row {
        strategy: strategy.to_owned(),
        variant: variant.name(),
        precision: over(&|outcome| outcome.list.precision),
        ndcg: over(&|outcome| outcome.list.ndcg),
        diversity: over(&|outcome| outcome.list.diversity),
        raw_diversity: over(&|outcome| outcome.list.raw_diversity),
        novelty: over(&|outcome| outcome.list.novelty),
        last_precision: over(&|outcome| outcome.last_precision),
        coverage: metrics::mean(&shops.iter().map(|shop| shop.coverage).collect::<Vec<f64>>()),
        regret: horizons(shops)
            .map(|swipes| Regret {
                swipes,
                regret: over(&|outcome| outcome.regret(swipes)),
                of_random: random.map(|random| total(shops, swipes) / total(random, swipes)),
            })
            .collect(),
    }
}

/// Compares two strategies client by client; both ran the same shops in the same order.
pub fn compare(variant: Variant, own: (&str, &[Shop]), other: (&str, &[Shop])) -> Comparison {
    let pairs: Vec<(&Outcome, &Outcome)> = own
        .1
        .iter()
        .flat_map(|shop| &shop.outcomes)
        .zip(other.1.iter().flat_map(|shop| &shop.outcomes))
        .collect();
    let over = |value: &dyn Fn(&Outcome) -> f64| {
        metrics::mean(
            &pairs
                .iter()
                .map(|(a, b)| value(a) - value(b))
                .collect::<Vec<f64>>(),
        )
    };
    Comparison {
        variant: variant.name(),
        strategy: own.0.to_owned(),
        against: other.0.to_owned(),
        precision: over(&|outcome| outcome.list.precision),
        ndcg: over(&|outcome| outcome.list.ndcg),
        regret: horizons(own.1)
            .map(|swipes| Regret {
                swipes,
                regret: over(&|outcome| outcome.regret(swipes)),
                of_random: None,
            })
            .collect(),
    }
}
