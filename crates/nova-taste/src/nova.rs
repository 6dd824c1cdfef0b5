//! `nova`: the default recommender.
//!
//! A Bayesian probit model over attributes and the picture's principal components ([`crate::belief`]), begun by the
//! quiz; a pass teaches less than a like; the belief drifts back slowly, so that tastes may change. Cards are drawn by
//! a softmax over the best candidates by an optimistic score, less what they are like to the cards just seen; a share
//! of the cards goes, on purpose, to products that no client has seen yet. Other clients' verdicts help where little
//! is known of a product. Every constant was chosen by `stylenova eval recommend`.

use crate::bandit::explained;
use crate::belief::{Belief, Likelihood};
use crate::deck::{diverse, greatest_likeness};
use crate::explain::Explanation;
use crate::policy::Policy;
use crate::random::Random;
use crate::signal::{Signal, Verdict};
use crate::strategy::{Beginning, Draft, Strategy, World, top};

/// What is set by measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tuning {
    /// Rate of verdicts that are not meant.
    pub slips: f64,
    /// What a pass teaches, where a like teaches 1.
    pub pass: f64,
    /// What the belief keeps at each swipe of its distance from the prior.
    pub memory: f64,
    /// Candidates among which a card is drawn.
    pub pool: usize,
    /// Standard deviations of optimism.
    pub optimism: f64,
    /// Temperature of the softmax.
    pub temperature: f64,
    /// What a product gains that no client has seen.
    pub unseen: f64,
    /// Share of the cards that goes to products that were shown least.
    pub explore: f64,
    /// What likeness to the last cards costs while swiping.
    pub variety: f64,
    /// What likeness costs within a list.
    pub list_variety: f64,
    /// What the crowd's opinion weighs.
    pub crowd: f64,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning {
            slips: 0.08,
            pass: 0.8,
            memory: 0.998,
            pool: 64,
            optimism: 0.3,
            temperature: 0.15,
            unseen: 0.6,
            explore: 0.06,
            variety: 0.3,
            list_variety: 1.3,
            crowd: 0.5,
        }
    }
}

/// Cards seen last that the next one should differ from.
const LAST_CARDS: usize = 4;
/// Products shown least among which an exploring card is drawn.
const LEAST_SHOWN: usize = 8;

/// The default recommender for one client.
pub struct Nova {
    tuning: Tuning,
    belief: Belief,
}

impl Nova {
    /// The recommender of a client who has not swiped.
    pub fn new(beginning: Beginning<'_>) -> Nova {
        Nova::tuned(beginning, Tuning::default())
    }

    /// The same with other constants, to measure them.
    pub fn tuned(beginning: Beginning<'_>, tuning: Tuning) -> Nova {
        Nova {
            tuning,
            belief: Belief::new(beginning.prior),
        }
    }

    /// What is believed of the client's weights.
    pub fn belief(&self) -> &Belief {
        &self.belief
    }

    fn pool(&self, world: &World<'_>, draft: &Draft<'_>) -> Vec<(u32, f64)> {
        let start = world.table.picture_start();
        let last = &draft.recent[draft.recent.len().saturating_sub(LAST_CARDS)..];
        let lifted: Vec<f32> = draft
            .scores
            .iter()
            .zip(draft.candidates)
            .map(|(score, item)| score + self.lift(world, *item as usize) as f32)
            .collect();
        let places = top(&lifted, draft.alive, self.tuning.pool);
        let value = |place: u32| {
            let item = draft.candidates[place as usize] as usize;
            let deviation = self.belief.variance(world.table.row(item), start).sqrt();
            f64::from(lifted[place as usize]) + self.tuning.optimism * deviation
                - self.tuning.variety * greatest_likeness(world.table, item, last)
        };
        places.into_iter().map(|place| (place, value(place))).collect()
    }

    /// What a product gains for having been shown seldom.
    fn lift(&self, world: &World<'_>, item: usize) -> f64 {
        self.tuning.unseen / (1.0 + f64::from(world.crowd.shown[item]))
    }

    /// The candidates that were shown least, the best of them by score.
    fn least_shown(&self, world: &World<'_>, draft: &Draft<'_>) -> Vec<u32> {
        let shown = |place: &u32| world.crowd.shown[draft.candidates[*place as usize] as usize];
        let least = draft.alive.iter().map(shown).min().unwrap_or(0);
        let places: Vec<u32> = draft
            .alive
            .iter()
            .copied()
            .filter(|place| shown(place) == least)
            .collect();
        top(draft.scores, &places, LEAST_SHOWN)
    }
}

impl Strategy for Nova {
    fn name(&self) -> &'static str {
        "nova"
    }

    fn learn(&mut self, world: &World<'_>, signal: Signal) {
        let likelihood = Likelihood::Probit {
            slips: self.tuning.slips,
        };
        let memory = self.tuning.memory;
        match (signal.verdict, signal.item, signal.attribute) {
            (Verdict::Less, _, Some(attribute)) => self.belief.learn_less(attribute, likelihood),
            (Verdict::Less, _, None) | (_, None, _) => {}
            (Verdict::Pass, Some(item), _) => {
                self.belief
                    .learn(world.table, item, false, likelihood, self.tuning.pass, memory);
            }
            (verdict, Some(item), _) => {
                self.belief
                    .learn(world.table, item, true, likelihood, 1.0, memory);
                if verdict == Verdict::Super {
                    self.belief.learn(world.table, item, true, likelihood, 1.0, 1.0);
                }
            }
        }
    }

    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, _: &mut Random) {
        world.table.scores(self.belief.mean(), candidates, scores);
        let base = world.crowd.base_rate();
        for (score, item) in scores.iter_mut().zip(candidates) {
            *score += self.tuning.crowd as f32 * world.crowd.appeal(*item as usize, base);
        }
    }

    fn policy(&self, world: &World<'_>, draft: &Draft<'_>) -> Policy {
        let explore = self.least_shown(world, draft);
        let each = self.tuning.explore / explore.len().max(1) as f64;
        Policy {
            exploit: Policy::softmax(
                &self.pool(world, draft),
                self.tuning.temperature,
                1.0 - self.tuning.explore,
            ),
            explore: explore.into_iter().map(|place| (place, each)).collect(),
            uniform: 0.0,
        }
    }

    fn list(&self, world: &World<'_>, draft: &Draft<'_>, count: usize) -> Vec<u32> {
        let pool: Vec<(u32, f64)> = top(draft.scores, draft.alive, self.tuning.pool.max(4 * count))
            .into_iter()
            .map(|place| (place, f64::from(draft.scores[place as usize])))
            .collect();
        diverse(
            world.table,
            &pool,
            draft.candidates,
            &[],
            self.tuning.list_variety,
            count,
        )
        .into_iter()
        .map(|place| draft.candidates[place as usize])
        .collect()
    }

    fn explain(&self, world: &World<'_>, item: usize) -> Explanation {
        let crowd = self.tuning.crowd * f64::from(world.crowd.appeal(item, world.crowd.base_rate()));
        explained(world.table, self.belief.mean(), item, Some(crowd))
    }

    fn weight(&self, attribute: u32) -> Option<(f64, f64)> {
        let at = 1 + attribute as usize;
        Some((*self.belief.mean().get(at)?, self.belief.variance_of(at)))
    }
}
