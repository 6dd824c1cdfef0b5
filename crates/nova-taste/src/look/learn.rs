//! Learning what goes with what from outfits: two maps and the weights of what is known, by cross-entropy of the true
//! partner against other pieces of its slot.
//!
//! A step takes pairs of pieces of one outfit and, for each slot, pieces by chance; the logit of a candidate is the sum
//! of its known terms by their weights and of the maps' product (a low-rank bilinear form, as in Veit et al., "Learning
//! visual clothing style with heterogeneous dyadic co-occurrences", 2015, but with the softmax of a sampled set).
//! Deliberately absent: what was held out and whether the result is adopted (`nova-engine`).

use super::maps::Maps;
use super::slot::Slot;
use crate::normal;
use crate::random::Random;
use crate::reduce::dot;

/// How it is learnt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// Numbers that each map makes of an embedding.
    pub rank: usize,
    /// Steps.
    pub steps: usize,
    /// Pairs a step.
    pub pairs: usize,
    /// Pieces by chance of each slot a step.
    pub chance: usize,
    /// The highest rate of learning, which is reached after a tenth of the steps and falls to nothing.
    pub rate: f32,
    /// Decay of the maps' entries.
    pub decay: f32,
}

impl Default for Course {
    fn default() -> Course {
        Course {
            rank: 64,
            steps: 1_200,
            pairs: 64,
            chance: 16,
            rate: 4e-3,
            decay: 0.05,
        }
    }
}

/// Pieces to learn on.
pub struct Lesson<'a> {
    /// Their centred embeddings, `dim` numbers each.
    pub rows: &'a [f32],
    /// Numbers of an embedding.
    pub dim: usize,
    /// Their slots.
    pub slots: &'a [Slot],
    /// Outfits, as numbers of pieces.
    pub looks: &'a [Vec<usize>],
    /// What is known of a pair beside the maps, as `terms` numbers written to the end of a list.
    pub known: &'a dyn Fn(usize, usize, &mut Vec<f32>),
    /// What each of them weighs at the beginning.
    pub weights: &'a [f32],
}

/// What was learnt.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learnt {
    /// The maps.
    pub maps: Maps,
    /// What each known term weighs.
    pub weights: Vec<f32>,
}

/// The maps' product counts this many times, so that their entries stay near one.
const SCALE: f32 = 8.0;
const START: f32 = 0.12;

struct Adam {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Adam {
    fn new(count: usize) -> Adam {
        Adam {
            first: vec![0.0; count],
            second: vec![0.0; count],
        }
    }

    /// AdamW (Loshchilov and Hutter, 2019) with the usual constants.
    fn step(&mut self, values: &mut [f32], gradient: &[f32], rate: f32, decay: f32, turn: usize) {
        let turn = i32::try_from(turn + 1).unwrap_or(i32::MAX);
        let (even, square) = (1.0 - 0.9_f32.powi(turn), 1.0 - 0.99_f32.powi(turn));
        for (((value, g), m), v) in values
            .iter_mut()
            .zip(gradient)
            .zip(&mut self.first)
            .zip(&mut self.second)
        {
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.99 * *v + 0.01 * g * g;
            *value -= rate * (*m / even / ((*v / square).sqrt() + 1e-8) + decay * *value);
        }
    }
}

/// Learns from `lesson`; the same seed learns the same. `go_on` hears how many steps are done, and stops it by `false`.
/// `None` where no outfit has two pieces of different slots, or it was stopped.
pub fn learn(
    lesson: &Lesson<'_>,
    course: &Course,
    random: &mut Random,
    go_on: &dyn Fn(usize) -> bool,
) -> Option<Learnt> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for look in lesson.looks {
        for a in look {
            pairs.extend(
                look.iter()
                    .filter(|b| a != *b && lesson.slots[*a] != lesson.slots[**b])
                    .map(|b| (*a, *b)),
            );
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let (dim, rank, terms) = (lesson.dim, course.rank, lesson.weights.len());
    let by_slot: Vec<Vec<usize>> = Slot::ALL
        .iter()
        .map(|slot| {
            (0..lesson.slots.len())
                .filter(|item| lesson.slots[*item] == *slot)
                .collect()
        })
        .collect();
    let mut entries = || -> Vec<f32> {
        (0..dim * rank)
            .map(|_| START * normal::draw(random) as f32)
            .collect()
    };
    let (mut own, mut other) = (entries(), entries());
    let mut weights = lesson.weights.to_vec();
    let (mut own_adam, mut other_adam, mut weight_adam) =
        (Adam::new(dim * rank), Adam::new(dim * rank), Adam::new(terms));
    let row = |item: usize| &lesson.rows[item * dim..(item + 1) * dim];
    for turn in 0..course.steps {
        if !go_on(turn) {
            return None;
        }
        let progress = turn as f32 / course.steps as f32;
        let rate = course.rate * (progress / 0.1).min(1.0) * (1.0 - progress);
        let batch: Vec<(usize, usize)> = (0..course.pairs)
            .map(|_| pairs[normal::below(pairs.len(), random)])
            .collect();
        let chance: Vec<Vec<usize>> = by_slot
            .iter()
            .map(|items| {
                let count = if items.is_empty() { 0 } else { course.chance };
                (0..count)
                    .map(|_| items[normal::below(items.len(), random)])
                    .collect()
            })
            .collect();
        // Each candidate's product with the second map once a step, whoever asks for it.
        let starts: Vec<usize> = chance
            .iter()
            .scan(batch.len(), |at, items| {
                let start = *at;
                *at += items.len();
                Some(start)
            })
            .collect();
        let candidates: Vec<usize> = batch
            .iter()
            .map(|pair| pair.1)
            .chain(chance.iter().flatten().copied())
            .collect();
        let mapped = |map: &[f32], items: &mut dyn Iterator<Item = usize>| -> Vec<f32> {
            let mut out = Vec::new();
            for item in items {
                let at = out.len();
                out.resize(at + rank, 0.0);
                axpy_rows(&mut out[at..], map, row(item));
            }
            out
        };
        let u = mapped(&own, &mut batch.iter().map(|pair| pair.0));
        let v = mapped(&other, &mut candidates.iter().copied());
        let (mut du, mut dv) = (vec![0.0; u.len()], vec![0.0; v.len()]);
        let mut dw = vec![0.0; terms];
        let share = 1.0 / batch.len() as f32;
        let (mut known, mut logits, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (a, b)) in batch.iter().enumerate() {
            let slot = lesson.slots[*b] as usize;
            places.clear();
            places.push(at);
            let by_chance = chance[slot]
                .iter()
                .enumerate()
                .filter(|(_, item)| *item != b && *item != a);
            places.extend(by_chance.map(|(place, _)| starts[slot] + place));
            known.clear();
            logits.clear();
            let own_row = &u[at * rank..(at + 1) * rank];
            for (nth, place) in places.iter().enumerate() {
                (lesson.known)(*a, candidates[*place], &mut known);
                let facts: f32 = known[nth * terms..]
                    .iter()
                    .zip(&weights)
                    .map(|(x, w)| x * w)
                    .sum();
                logits.push(facts + SCALE * dot(own_row, &v[place * rank..(place + 1) * rank]));
            }
            let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = logits.iter().map(|logit| (logit - most).exp()).sum();
            for (nth, place) in places.iter().enumerate() {
                let right = if nth == 0 { 1.0 } else { 0.0 };
                let slope = share * ((logits[nth] - most).exp() / total - right);
                for (d, x) in dw.iter_mut().zip(&known[nth * terms..]) {
                    *d += slope * x;
                }
                let theirs = &v[place * rank..(place + 1) * rank];
                for (d, x) in du[at * rank..(at + 1) * rank].iter_mut().zip(theirs) {
                    *d += SCALE * slope * x;
                }
                for (d, x) in dv[place * rank..(place + 1) * rank].iter_mut().zip(own_row) {
                    *d += SCALE * slope * x;
                }
            }
        }
        let gradient = |items: &mut dyn Iterator<Item = usize>, slopes: &[f32]| -> Vec<f32> {
            let mut out = vec![0.0; dim * rank];
            for (item, slope) in items.zip(slopes.chunks_exact(rank)) {
                for (line, x) in out.chunks_exact_mut(rank).zip(row(item)) {
                    for (d, s) in line.iter_mut().zip(slope) {
                        *d += x * s;
                    }
                }
            }
            out
        };
        let d_own = gradient(&mut batch.iter().map(|pair| pair.0), &du);
        let d_other = gradient(&mut candidates.iter().copied(), &dv);
        own_adam.step(&mut own, &d_own, rate, course.decay, turn);
        other_adam.step(&mut other, &d_other, rate, course.decay, turn);
        weight_adam.step(&mut weights, &dw, rate, 0.0, turn);
    }
    own.iter_mut().for_each(|x| *x *= SCALE);
    Some(Learnt {
        maps: Maps {
            dim,
            rank,
            own,
            other,
        },
        weights,
    })
}

/// Adds each row of `map` times the number of `x` beside it to `out`.
fn axpy_rows(out: &mut [f32], map: &[f32], x: &[f32]) {
    let rank = out.len();
    for (line, x) in map.chunks_exact(rank).zip(x) {
        for (sum, weight) in out.iter_mut().zip(line) {
            *sum += x * weight;
        }
    }
}
