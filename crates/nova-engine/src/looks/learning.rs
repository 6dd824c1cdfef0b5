//! Learning from looks: some are held out, and what the others teach is adopted where it finds the pieces of those better than
//! before by more than chance. The maths is `nova_taste::look`.

use crate::gallery::Gallery;
use nova_taste::look::Slot;
use nova_taste::look::learn::{Course, Lesson, learn};
use nova_taste::look::maps::{Maps, street};
use nova_taste::look::measure::{OfSlot, by_slot, percentiles};
use nova_taste::look::pair::facts;
use nova_taste::look::rack::Rack;
use nova_taste::look::scorer::Scorer;
use nova_taste::random::Random;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// With fewer looks of two pieces than this nothing is learnt.
const FEWEST_LOOKS: usize = 20;
/// One look in this many is held out.
const HELD_OUT: u8 = 5;
/// Looks that are held out at most, and pieces of the catalogue beside those in looks against which is learnt.
const MOST_HELD_OUT: usize = 300;
const MOST_OTHERS: usize = 5_000;
/// Times that it is learnt, each from another beginning; what counts is the mean of all, of which less is chance.
const TURNS: usize = 4;
/// Standard errors by which the held-out looks must be found better.
const SURE: f64 = 2.0;
/// Steps of learning: on the looks that are not held out, and then on all.
pub(super) fn steps() -> usize {
    2 * TURNS * Course::default().steps
}

/// What was learnt of the looks, measured on looks that were held out.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct LearntLooks {
    /// Pairs of pieces that were learnt from.
    pub pairs: usize,
    /// Looks that were held out.
    pub held_out: usize,
    /// Where their true partners stood before among the pieces of their slot: 0.5 is chance, 1 the first place; `None`
    /// where there are too few looks.
    pub before: Option<f64>,
    /// Where they stand by what was learnt.
    pub after: Option<f64>,
    /// The same by the slot of the partner, for slots with a pair.
    pub by_slot: Vec<LearntOfSlot>,
    /// Whether it is used.
    pub adopted: bool,
}

/// Where the true partners of one slot stood in looks that were held out.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct LearntOfSlot {
    /// The slot.
    pub slot: Slot,
    /// Pairs whose partner is of it.
    pub pairs: usize,
    /// Their mean percentile before.
    pub before: f64,
    /// Their mean percentile by what was learnt.
    pub after: f64,
}

/// The pieces against which is learnt: those of the looks and some others, with all that their pairs need.
struct Ground<'a> {
    gallery: &'a Gallery,
    rack: &'a Rack,
    items: Vec<usize>,
    slots: Vec<Slot>,
    rows: Vec<f32>,
    street: (Vec<f32>, Vec<f32>),
}

impl<'a> Ground<'a> {
    fn new(gallery: &'a Gallery, looks: &[(&str, Vec<usize>)]) -> Ground<'a> {
        let rack = gallery.rack();
        let seen = |item: &usize| rack.piece(*item).is_some() && gallery.items[*item].row.is_some();
        let mut items: Vec<usize> = looks
            .iter()
            .flat_map(|(_, pieces)| pieces.iter().copied())
            .filter(seen)
            .collect();
        let all: Vec<usize> = (0..gallery.items.len()).filter(seen).collect();
        items.extend(all.iter().step_by(all.len().div_ceil(MOST_OTHERS).max(1)));
        items.sort_unstable();
        items.dedup();
        let (mut slots, mut rows) = (Vec::new(), Vec::new());
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for item in &items {
            let (Some(piece), Some(row)) = (rack.piece(*item), gallery.items[*item].row) else {
                continue;
            };
            let centred = rack.centred(piece.family, gallery.matrix.row(row));
            if street().dim == rack.dim() {
                own.extend(street().of_own(&centred));
                other.extend(street().of_other(&centred));
            }
            slots.push(piece.slot);
            rows.extend(centred);
        }
        Ground {
            gallery,
            rack,
            items,
            slots,
            rows,
            street: (own, other),
        }
    }

    fn row(&self, at: usize) -> &[f32] {
        &self.rows[at * self.rack.dim()..(at + 1) * self.rack.dim()]
    }

    fn facts(&self, a: usize, b: usize) -> [f32; nova_taste::look::pair::FACTS] {
        let of = |at: usize| {
            let item = self.items[at];
            self.rack
                .piece(item)
                .map(|piece| (piece, &self.gallery.items[item].product))
        };
        match (of(a), of(b)) {
            (Some((own, own_product)), Some((other, other_product))) => {
                facts(own, own_product, other, other_product)
            }
            _ => Default::default(),
        }
    }

    /// The terms of a pair beside the shop's own maps.
    fn terms(&self, a: usize, b: usize, terms: &mut Vec<f32>) {
        let dot = nova_domain::vector::dot;
        terms.push(dot(self.row(a), self.row(b)) / self.rack.spread());
        let rank = street().rank;
        let mapped = |map: &[f32], at: usize| map.get(at * rank..(at + 1) * rank).map(<[f32]>::to_vec);
        let (own, other) = (&self.street.0, &self.street.1);
        let one_way = mapped(own, a)
            .zip(mapped(other, b))
            .map_or(0.0, |(x, y)| dot(&x, &y));
        let back = mapped(own, b)
            .zip(mapped(other, a))
            .map_or(0.0, |(x, y)| dot(&x, &y));
        terms.push(0.5 * (one_way + back));
        terms.extend(self.facts(a, b));
    }

    fn learn(&self, looks: &[Vec<usize>], go_on: &dyn Fn(usize) -> bool) -> Option<Scorer> {
        let prior = Scorer::prior();
        let lesson = Lesson {
            rows: &self.rows,
            dim: self.rack.dim(),
            slots: &self.slots,
            looks,
            known: &|a, b, terms| self.terms(a, b, terms),
            weights: &prior.weights,
        };
        let course = Course::default();
        let mut weights = vec![0.0; prior.weights.len()];
        let mut all = Vec::new();
        for turn in 0..TURNS {
            let before = turn * course.steps;
            let mut random = Random::new(11, turn as u64);
            let learnt = learn(&lesson, &course, &mut random, &|done| go_on(before + done))?;
            for (mean, weight) in weights.iter_mut().zip(&learnt.weights) {
                *mean += weight / TURNS as f32;
            }
            all.push(learnt.maps);
        }
        Some(Scorer {
            weights,
            own: Some(Maps::mean(&all)),
        })
    }

    /// The mean percentile of the true partners in each look, with the number of pairs.
    fn measure(&self, scorer: &Scorer, looks: &[Vec<usize>]) -> Vec<(f64, usize)> {
        percentiles(looks, &self.slots, &mut self.scores(scorer))
    }

    /// The same by the slot of the partner.
    fn by_slot(&self, scorer: &Scorer, looks: &[Vec<usize>]) -> Vec<OfSlot> {
        by_slot(looks, &self.slots, &mut self.scores(scorer))
    }

    /// How well every piece goes with one.
    fn scores(&self, scorer: &Scorer) -> impl FnMut(usize, &mut Vec<f32>) {
        move |own, scores| {
            let direction = scorer.direction(self.rack, self.row(own));
            *scores = (0..self.items.len())
                .map(|at| {
                    nova_domain::vector::dot(&direction, self.row(at)) + scorer.worth(&self.facts(own, at))
                })
                .collect();
        }
    }
}

/// What looks teach, with what was measured; no scorer where it is not adopted. `go_on` hears how many steps are done.
pub(super) fn learn_from(
    gallery: &Gallery,
    looks: &[(&str, Vec<usize>)],
    go_on: &dyn Fn(usize) -> bool,
) -> (LearntLooks, Option<Scorer>) {
    let ground = Ground::new(gallery, looks);
    let place: BTreeMap<usize, usize> = ground
        .items
        .iter()
        .enumerate()
        .map(|(at, item)| (*item, at))
        .collect();
    let (mut kept, mut aside) = (Vec::new(), Vec::new());
    for (name, pieces) in looks {
        let pieces: Vec<usize> = pieces
            .iter()
            .filter_map(|item| place.get(item).copied())
            .collect();
        // All that a product is shown beside is on one side.
        let group = name.split(super::table::BESIDE_SIGN).next().unwrap_or(name);
        let held = blake3::hash(group.as_bytes()).as_bytes()[0].is_multiple_of(HELD_OUT)
            && aside.len() < MOST_HELD_OUT;
        let side = if held { &mut aside } else { &mut kept };
        side.push(pieces);
    }
    let pairs = |looks: &[Vec<usize>]| {
        looks
            .iter()
            .map(|look| look.len() * look.len().saturating_sub(1) / 2)
            .sum::<usize>()
    };
    let mut learnt = LearntLooks {
        pairs: pairs(&kept),
        held_out: aside.len(),
        before: None,
        after: None,
        by_slot: Vec::new(),
        adopted: false,
    };
    if looks.len() < FEWEST_LOOKS || aside.is_empty() {
        return (learnt, None);
    }
    let Some(scorer) = ground.learn(&kept, go_on) else {
        return (learnt, None);
    };
    let before = ground.measure(&Scorer::prior(), &aside);
    let after = ground.measure(&scorer, &aside);
    let differences: Vec<f64> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| after.0 - before.0)
        .collect();
    learnt.before = mean(&before);
    learnt.after = mean(&after);
    let slots = ground.by_slot(&Scorer::prior(), &aside).into_iter();
    let both = slots.zip(ground.by_slot(&scorer, &aside));
    learnt.by_slot = both
        .map(|(before, after)| LearntOfSlot {
            slot: before.slot,
            pairs: before.pairs,
            before: before.mean,
            after: after.mean,
        })
        .collect();
    learnt.adopted = better(&differences);
    if !learnt.adopted {
        return (learnt, None);
    }
    kept.extend(aside);
    let after = |done| go_on(steps() / 2 + done);
    (learnt, ground.learn(&kept, &after))
}

/// The mean over pairs.
fn mean(looks: &[(f64, usize)]) -> Option<f64> {
    let pairs: usize = looks.iter().map(|(_, pairs)| pairs).sum();
    let sum: f64 = looks.iter().map(|(mean, pairs)| mean * *pairs as f64).sum();
    (pairs > 0).then(|| sum / pairs as f64)
}

/// Whether differences are above zero by more than chance: their mean is two of its standard errors above.
fn better(differences: &[f64]) -> bool {
    let count = differences.len() as f64;
    if count < 2.0 {
        return false;
    }
    let mean = differences.iter().sum::<f64>() / count;
    let variance = differences.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    mean > SURE * (variance / count).sqrt()
}
