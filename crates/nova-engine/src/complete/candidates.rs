//! The pieces that may take each slot, best first.

use super::Worn;
use crate::gallery::Gallery;
use crate::shop_looks::{Candidate, Candidates};
use nova_taste::best::Best;
use nova_taste::look::pair::{clash, one_wearer};
use nova_taste::look::rack::Rack;
use nova_taste::look::scorer::Scorer;
use nova_taste::look::{Extent, Family, Slot, together};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashSet;

/// What a piece gains that one of the shop's looks has beside the one that is there.
const SHOWN: f32 = 2.0;
/// Products that a thread looks at together.
const CHUNK: usize = 8_192;

/// What is worn, for which pieces are sought.
pub(super) struct Search<'a> {
    pub gallery: &'a Gallery,
    pub rack: &'a Rack,
    pub scorer: &'a Scorer,
    pub worn: &'a [Worn<'a>],
    pub extent: Extent,
    /// For each that is worn, those that the shop shows with it.
    pub partners: Vec<Option<&'a HashSet<usize>>>,
}

impl Search<'_> {
    /// The first `kept` candidates of each slot that `accepts` takes.
    pub fn candidates(&self, kept: usize, accepts: &(dyn Fn(usize) -> bool + Sync)) -> Candidates {
        let fits = Family::ALL.map(|family| {
            let mut worn = self.worn.iter();
            worn.all(|worn| together(worn.piece.family, family, self.extent))
        });
        let order = |a: &(f32, usize), b: &(f32, usize)| -> Ordering {
            let id = |item: usize| &self.gallery.items[item].product.id;
            b.0.total_cmp(&a.0).then_with(|| id(a.1).cmp(id(b.1)))
        };
        let count = self.rack.len();
        let chunks = (0..count.div_ceil(CHUNK)).into_par_iter();
        let found = chunks.map(|chunk| {
            let mut slots = Slot::ALL.map(|_| Best::new(kept, order));
            for item in chunk * CHUNK..count.min((chunk + 1) * CHUNK) {
                let slot = self.rack.piece(item).filter(|piece| {
                    fits[piece.family.number()]
                        && !self.rack.sold_out(item)
                        && self.worn.iter().all(|worn| {
                            worn.item != Some(item)
                                && one_wearer(worn.piece, piece)
                                // A look has nothing that clashes; in the order of everything the facts of a pair weigh
                                // what they weigh.
                                && (self.extent == Extent::All || !clash(worn.piece, piece))
                        })
                });
                if let Some(slot) = slot.map(|piece| piece.slot)
                    && accepts(item)
                {
                    slots[slot as usize].offer((self.score(item), item));
                }
            }
            slots
        });
        let best = found.reduce_with(|mut all, more| {
            all.iter_mut().zip(more).for_each(|(all, more)| all.join(more));
            all
        });
        let slots = Slot::ALL.into_iter().zip(best.into_iter().flatten());
        let candidates = slots.map(|(slot, best)| {
            let best = best.sorted().into_iter();
            let candidates = best.map(|(score, item)| Candidate {
                item,
                score,
                price: self.gallery.items[item].product.price,
            });
            (slot, candidates.collect::<Vec<_>>())
        });
        candidates
            .filter(|(_, candidates)| !candidates.is_empty())
            .collect()
    }

    /// How well a product goes with all that is worn.
    fn score(&self, item: usize) -> f32 {
        let scores = self.worn.iter().zip(&self.partners).map(|(worn, partners)| {
            let shown = partners.is_some_and(|partners| partners.contains(&item));
            let shown = if shown { SHOWN } else { 0.0 };
            worn.score(self.gallery, self.rack, self.scorer, item).0 + shown
        });
        scores.sum::<f32>() / self.worn.len() as f32
    }
}
