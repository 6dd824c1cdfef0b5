//! `nova`: the default recommender.
//!
//! A Bayesian probit model over attributes and the picture's principal components ([`crate::belief`]), begun by the
//! quiz; a pass teaches less than a like; the belief drifts back slowly, so that tastes may change. Cards are drawn by
//! a softmax over the best candidates by an optimistic score, less what they are like to the cards just seen; a share
//! of the cards goes, on purpose, to products that no client has seen yet. Other clients' verdicts help where little
//! is known of a product. Every constant was chosen by `stylenova eval recommend`.

use crate::bandit::explained;
use crate::belief::{Belief, Likelihood};
use crate::best::{Best, by_score};
use crate::counts::{Counts, SIGNALS};
use crate::crowd::{Demand, Few};
use crate::deck::{diverse, greatest_likeness};
use crate::explain::{Cause, Explanation, Term};
use crate::normal;
use crate::parallel::CHUNK;
use crate::policy::Policy;
use crate::random::Random;
use crate::signal::{Signal, Verdict};
use crate::strategy::{Beginning, Draft, Strategy, World, top};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;

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
    /// What each signal counts beside the belief where the shop's own buyers have not told.
    pub counts: Counts,
    /// What a product of the catalogue's core gains before the first likes.
    pub core: f64,
    /// What chance adds before the first likes, so that different clients begin at different places.
    pub chance: f64,
    /// Share of the cards that goes to what was passed once, long ago.
    pub again: f64,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning {
            slips: 0.08,
            pass: 0.8,
            memory: 0.998,
            pool: 64,
            optimism: 0.8,
            temperature: 0.2,
            unseen: 0.57,
            explore: 0.06,
            variety: 0.3,
            list_variety: 1.52,
            counts: Counts::PRIOR,
            core: 0.3,
            chance: 0.25,
            again: 0.01,
        }
    }
}

/// Cards seen last that the next one should differ from.
const LAST_CARDS: usize = 4;
/// Liked products nearest to another one that count.
const NEAREST: usize = 3;
/// Products that were passed long ago among which a returning card is drawn.
const AGAIN: usize = 4;
/// Products shown least among which an exploring card is drawn.
const LEAST_SHOWN: usize = 8;

/// The default recommender for one client.
pub struct Nova {
    tuning: Tuning,
    belief: Belief,
    liked: Vec<u32>,
    /// Passes in their order.
    passed: Vec<u32>,
    /// Likes and passes of each attribute.
    verdicts: HashMap<u32, (u32, u32)>,
    /// For each product its likeness to the nearest of the liked ones; empty before the first like.
    near: Vec<[f32; NEAREST]>,
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
            liked: Vec::new(),
            passed: Vec::new(),
            verdicts: HashMap::new(),
            near: Vec::new(),
        }
    }

    /// What is believed of the client's weights.
    pub fn belief(&self) -> &Belief {
        &self.belief
    }

    /// Keeps for each product how alike it is to the liked ones nearest to it: by looks and by facts, half each.
    fn approach(&mut self, world: &World<'_>, item: usize) {
        self.near.resize(world.table.len(), [0.0; NEAREST]);
        let mut words = vec![0.0; world.table.vocabulary.len()];
        for (term, weight) in world.terms.row(item) {
            words[term as usize] = weight;
        }
        let beside = world.terms.beside(&words);
        let all = self.near.par_iter_mut().with_min_len(CHUNK).enumerate();
        all.for_each(|(other, nearest)| {
            let facts = beside.dot(other);
            let mut alike = (0.5 * world.table.likeness(item, other) + 0.5 * facts).max(0.0);
            for kept in nearest.iter_mut() {
                if alike > *kept {
                    std::mem::swap(kept, &mut alike);
                }
            }
        });
    }

    /// Likeness to the nearest of the liked products, 0..1.
    fn nearness(&self, item: usize) -> f32 {
        let nearest = self.near.get(item);
        nearest.map_or(0.0, |nearest| nearest.iter().sum::<f32>()) / NEAREST as f32
    }

    /// What each signal counts here.
    fn counts(&self, world: &World<'_>) -> Counts {
        world.crowd.counts.unwrap_or(self.tuning.counts)
    }

    /// What each signal says of each of `items`, the belief's mean first; see [`crate::counts`].
    pub fn signals(&self, world: &World<'_>, items: &[u32]) -> Vec<[f32; SIGNALS]> {
        let mut beliefs = Vec::new();
        world.table.scores(self.belief.mean(), items, &mut beliefs);
        let others = Others::of(self, world);
        let of = |(belief, item): (f32, &u32)| {
            let at = *item as usize;
            [
                belief,
                self.nearness(at),
                others.demand.popularity(at),
                others.shared.of(at),
                world.crowd.appeal(at, others.base),
            ]
        };
        beliefs.into_iter().zip(items).map(of).collect()
    }

    /// What is added before much is liked: the catalogue's core, and chance by the product and how far the client is.
    fn start(&self, world: &World<'_>, item: u32) -> f32 {
        let fades = 1.0 / (1.0 + self.liked.len() as f32).powi(2);
        let turn = (self.liked.len() + self.passed.len()) as u64;
        let chance = scattered(u64::from(item) ^ (turn << 32));
        fades
            * (self.tuning.core as f32 * world.table.core(item as usize) + self.tuning.chance as f32 * chance)
    }

    /// What was passed once and is not among the last passes, the best of it by score.
    fn again(&self, draft: &Draft<'_>) -> Vec<u32> {
        let old = &self.passed[..self.passed.len().saturating_sub(self.recent_passes())];
        let places = old.iter().filter_map(|item| {
            let place = draft.candidates.binary_search(item).ok()? as u32;
            draft.alive.binary_search(&place).is_ok().then_some(place)
        });
        let mut places: Vec<u32> = places.collect();
        places.sort_unstable();
        places.dedup();
        top(draft.scores, &places, AGAIN)
    }

    /// No attribute that was liked oftener than passed, and more than once, counts against a product.
    fn keep_signs(&mut self) {
        let Nova { belief, verdicts, .. } = self;
        for (attribute, (likes, passes)) in verdicts {
            // One like may be for anything else of the product.
            if *likes >= 2 && likes > passes {
                belief.at_least(1 + *attribute as usize, 0.0);
            }
        }
    }

    fn explained(&self, world: &World<'_>, others: &Others<'_>, item: u32) -> Explanation {
        let crowd = f64::from(others.of_item(world, item));
        let at = item as usize;
        let mut explanation = explained(world.table, self.belief.mean(), at, Some(crowd));
        // Nothing looks like what was liked where nothing was liked.
        if self.liked.is_empty() {
            for term in &mut explanation.terms {
                if term.cause == Cause::Picture {
                    term.cause = Cause::Base;
                }
            }
        }
        let near = self.counts(world).near * f64::from(self.nearness(at));
        let start = f64::from(self.start(world, item));
        explanation.terms.push(Term {
            cause: Cause::Content,
            amount: near,
        });
        explanation.terms.push(Term {
            cause: Cause::Base,
            amount: start,
        });
        explanation.components.content += near + start;
        explanation.total += near + start;
        explanation.score = normal::distribution(explanation.total);
        explanation
    }

    fn pool(&self, world: &World<'_>, draft: &Draft<'_>) -> Vec<(u32, f64)> {
        let start = world.table.picture_start();
        let last = &draft.recent[draft.recent.len().saturating_sub(LAST_CARDS)..];
        let lifted = draft.alive.iter().map(|place| {
            let item = draft.candidates[*place as usize] as usize;
            let lift = self.lift_of(world.crowd.shown[item]);
            (draft.scores[*place as usize] + lift, *place)
        });
        let mut best = Best::new(self.tuning.pool, by_score);
        lifted.for_each(|own| best.offer(own));
        let value = |lifted: f32, place: u32| {
            let item = draft.candidates[place as usize] as usize;
            let deviation = self.belief.variance(world.table.row(item), start).sqrt();
            f64::from(lifted) + self.tuning.optimism * deviation
                - self.tuning.variety * greatest_likeness(world.table, item, last)
        };
        let best = best.sorted().into_iter();
        best.map(|(lifted, place)| (place, value(lifted, place)))
            .collect()
    }

    /// What a product gains that was shown so often.
    fn lift_of(&self, shown: u32) -> f32 {
        (self.tuning.unseen / (1.0 + f64::from(shown))) as f32
    }

    /// The candidates that were shown least, the best of them by score.
    fn least_shown(&self, world: &World<'_>, draft: &Draft<'_>) -> Vec<u32> {
        let (mut least, mut places) = (u32::MAX, Vec::new());
        for place in draft.alive {
            let shown = world.crowd.shown[draft.candidates[*place as usize] as usize];
            if shown < least {
                least = shown;
                places.clear();
            }
            if shown == least {
                places.push(*place);
            }
        }
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
        if let (Some(item), true) = (signal.item, signal.verdict != Verdict::Less) {
            let liked = signal.verdict.is_like();
            if liked {
                self.liked.push(item as u32);
                self.approach(world, item);
            } else {
                self.passed.push(item as u32);
            }
            for (attribute, _) in world.table.row(item).attributes.iter() {
                let (likes, passes) = self.verdicts.entry(attribute).or_default();
                *likes += u32::from(liked);
                *passes += u32::from(!liked);
            }
        }
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
        self.keep_signs();
    }

    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, _: &mut Random) {
        let believed = world.table.weighed(self.belief.mean());
        let others = Others::of(self, world);
        let near = self.counts(world).near as f32;
        scores.clear();
        scores.resize(candidates.len(), 0.0);
        let chunks = scores.par_chunks_mut(CHUNK).zip(candidates.par_chunks(CHUNK));
        chunks.for_each(|(scores, items)| {
            for (score, item) in scores.iter_mut().zip(items) {
                let at = *item as usize;
                *score = believed.of(at)
                    + (others.of_item(world, *item) + near * self.nearness(at) + self.start(world, *item));
            }
        });
    }

    fn shortlist(
        &self,
        world: &World<'_>,
        candidates: &[u32],
        scores: &[f32],
        cards: usize,
    ) -> Option<Vec<u32>> {
        let lifts: [f32; 64] = std::array::from_fn(|shown| self.lift_of(shown as u32));
        let chunks = candidates.par_chunks(CHUNK).zip(scores.par_chunks(CHUNK));
        let found = chunks.enumerate().map(|(chunk, (items, scores))| {
            let first = (chunk * CHUNK) as u32;
            let mut best = Best::new(self.tuning.pool + cards, by_score);
            let mut least = Best::new(LEAST_SHOWN + cards, by_shown);
            for ((at, score), item) in (first..).zip(scores).zip(items) {
                let shown = world.crowd.shown[*item as usize];
                let lift = lifts.get(shown as usize);
                best.offer((score + lift.copied().unwrap_or_else(|| self.lift_of(shown)), at));
                least.offer((shown, *score, at));
            }
            (best, least)
        });
        let (best, least) = found.reduce_with(|mut all, more| {
            all.0.join(more.0);
            all.1.join(more.1);
            all
        })?;
        let best = best.sorted().into_iter().map(|(_, place)| place);
        let least = least.sorted().into_iter().map(|(_, _, place)| place);
        let old = self.passed.iter();
        let old = old.filter_map(|item| candidates.binary_search(item).ok());
        let mut places: Vec<u32> = best.chain(least).chain(old.map(|place| place as u32)).collect();
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn policy(&self, world: &World<'_>, draft: &Draft<'_>) -> Policy {
        let explore = self.least_shown(world, draft);
        let again = self.again(draft);
        let returning = if again.is_empty() { 0.0 } else { self.tuning.again };
        // Once everything was on a card there is less to learn by showing what was shown least.
        let least = explore.first().map_or(0, |place| {
            world.crowd.shown[draft.candidates[*place as usize] as usize]
        });
        let exploring = self.tuning.explore / (1.0 + f64::from(least));
        let each = exploring / explore.len().max(1) as f64;
        let mut shown: Vec<(u32, f64)> = explore.into_iter().map(|place| (place, each)).collect();
        for place in &again {
            let share = returning / again.len() as f64;
            match shown.iter_mut().find(|(other, _)| other == place) {
                Some((_, probability)) => *probability += share,
                None => shown.push((*place, share)),
            }
        }
        Policy {
            exploit: Policy::softmax(
                &self.pool(world, draft),
                self.tuning.temperature,
                1.0 - exploring - returning,
            ),
            explore: shown,
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

    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        let others = Others::of(self, world);
        items
            .iter()
            .map(|item| self.explained(world, &others, *item))
            .collect()
    }

    fn weight(&self, attribute: u32) -> Option<(f64, f64)> {
        let at = 1 + attribute as usize;
        Some((*self.belief.mean().get(at)?, self.belief.variance_of(at)))
    }
}

/// What other clients and the shop's orders say, made once for all candidates.
struct Others<'a> {
    counts: Counts,
    base: f32,
    demand: Demand<'a>,
    shared: Few,
}

impl<'a> Others<'a> {
    fn of(own: &Nova, world: &World<'a>) -> Others<'a> {
        Others {
            counts: own.counts(world),
            base: world.crowd.base_rate(),
            demand: Demand::of(world.crowd),
            shared: world.crowd.shared_by_few(&own.liked, world.client),
        }
    }

    fn of_item(&self, world: &World<'_>, item: u32) -> f32 {
        let at = item as usize;
        self.counts.appeal as f32 * world.crowd.appeal(at, self.base)
            + self.counts.popularity as f32 * self.demand.popularity(at)
            + self.counts.shared as f32 * self.shared.of(at)
    }
}

/// What was shown least first; of that as by [`by_score`].
fn by_shown(a: &(u32, f32, u32), b: &(u32, f32, u32)) -> Ordering {
    a.0.cmp(&b.0).then_with(|| by_score(&(a.1, a.2), &(b.1, b.2)))
}

/// A number in 0..1 that belongs to another one and looks like chance (the finaliser of SplitMix64).
fn scattered(number: u64) -> f32 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
}
