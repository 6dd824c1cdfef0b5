//! What each signal of the default recommender counts in this shop, fitted to its own buyers: adopted only where buyers who
//! were held out are served better by more than chance.

use crate::clientele::Shelf;
use nova_taste::counts::{Choice, Counts, choice, fit};
use nova_taste::crowd::Crowd;
use nova_taste::nova::{Nova, Tuning};
use nova_taste::prior::{Prior, Quiz};
use nova_taste::random::Random;
use nova_taste::replay::{CARDS, Case, FOLDS, cases, crowds};
use nova_taste::sales::Bought;
use nova_taste::strategy::{Beginning, Strategy, top};
use rayon::prelude::*;
use std::collections::HashSet;

/// Buyers that are replayed at most, and below which nothing is fitted.
const MOST_BUYERS: usize = 250;
const FEWEST_BUYERS: usize = 40;
/// Things that were not bought beside each that was.
const OTHERS: usize = 60;
/// How many choices the prior is worth.
const PRIOR: f64 = 20.0;
/// Standard errors by which the held-out buyers must be served better.
const SURE: f64 = 2.0;
const SEED: u64 = 0xB0_FFE7;

/// What each signal counts here; `None` where the prior's counts stay.
pub(crate) fn counts(shelf: &Shelf, baskets: &[Vec<Bought>]) -> Option<Counts> {
    let designs = shelf.designs();
    let pool = shelf.pool();
    let mut all = cases(baskets, &designs, pool, SEED);
    if all.len() < FEWEST_BUYERS {
        return None;
    }
    let step = all.len().div_ceil(MOST_BUYERS);
    all = all.into_iter().step_by(step).collect();
    let crowds = crowds(baskets, shelf.table.len());
    let choices: Vec<Vec<Choice>> = all
        .par_iter()
        .map(|case| choices(shelf, &crowds, &designs, pool, case))
        .collect();
    let of_folds = |keep: &dyn Fn(usize) -> bool| {
        let kept = all
            .iter()
            .zip(&choices)
            .filter(|(case, _)| keep(case.person % FOLDS));
        fit(
            &kept
                .flat_map(|(_, choices)| choices.clone())
                .collect::<Vec<Choice>>(),
            PRIOR,
        )
    };
    let by_fold: Vec<Option<Counts>> = (0..FOLDS).map(|fold| of_folds(&|own| own != fold)).collect();
    let gains: Vec<f64> = all
        .par_iter()
        .map(|case| {
            let found = |counts: Option<Counts>| found(shelf, &crowds, &designs, pool, case, counts);
            found(by_fold[case.person % FOLDS]) - found(None)
        })
        .collect();
    let count = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / count;
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (count - 1.0);
    if mean <= SURE * (variance / count).sqrt() {
        return None;
    }
    of_folds(&|_| true)
}

/// The default recommender of somebody of whom a case's first half is known.
fn taught(shelf: &Shelf, crowd: &Crowd, case: &Case) -> Nova {
    let quiz = Quiz::default();
    let beginning = Beginning {
        quiz: &quiz,
        prior: Prior::of_quiz(&shelf.table, &quiz, &[]),
        pinned: Vec::new(),
    };
    let mut nova = Nova::tuned(beginning, Tuning::default());
    case.teach(&mut nova, &shelf.world(crowd, None));
    nova
}

fn choices(shelf: &Shelf, crowds: &[Crowd], designs: &[usize], pool: &[u32], case: &Case) -> Vec<Choice> {
    let crowd = &crowds[case.person % FOLDS];
    let nova = taught(shelf, crowd, case);
    let candidates = case.candidates(designs, pool);
    let signals = nova.signals(&shelf.world(crowd, None), &candidates);
    let mut random = Random::new(SEED, case.person as u64);
    let sought = candidates.iter().zip(&signals);
    let sought = sought.filter(|(item, _)| case.sought.binary_search(&designs[**item as usize]).is_ok());
    sought
        .map(|(_, own)| choice(*own, &signals, OTHERS, &mut random))
        .collect()
}

/// The share of what is sought among the best by score under these counts.
fn found(
    shelf: &Shelf,
    crowds: &[Crowd],
    designs: &[usize],
    pool: &[u32],
    case: &Case,
    counts: Option<Counts>,
) -> f64 {
    let mut crowd = crowds[case.person % FOLDS].clone();
    crowd.counts = counts;
    let nova = taught(shelf, &crowd, case);
    let candidates = case.candidates(designs, pool);
    let mut scores = Vec::new();
    let mut random = Random::new(SEED, case.person as u64);
    nova.scores(&shelf.world(&crowd, None), &candidates, &mut scores, &mut random);
    let alive: Vec<u32> = (0..candidates.len() as u32).collect();
    let best = top(&scores, &alive, CARDS).into_iter();
    let dealt: HashSet<usize> = best
        .map(|place| designs[candidates[place as usize] as usize])
        .collect();
    let hits = case.sought.iter().filter(|design| dealt.contains(design)).count();
    hits as f64 / case.sought.len().max(1) as f64
}
