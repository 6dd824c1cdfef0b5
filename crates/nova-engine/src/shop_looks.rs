//! What is known of the shop's looks in one state of the catalogue: which pieces are shown together, and how pieces go
//! together by what was learnt of that. How it is learnt is in `looks`.

use lru::LruCache;
use nova_taste::look::Slot;
use nova_taste::look::scorer::Scorer;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

/// A piece that may take a slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// Its place in the catalogue.
    pub item: usize,
    /// How well it goes with what is worn.
    pub score: f32,
    /// What it costs.
    pub price: Option<f64>,
}

/// The candidates of each slot, best first.
pub(crate) type Candidates = BTreeMap<Slot, Vec<Candidate>>;

/// What is known of the shop's looks.
pub(crate) struct Looks {
    /// The gallery's.
    pub generation: u64,
    /// How pieces go together.
    pub scorer: Scorer,
    /// For each piece those that are in a look with it.
    pub partners: HashMap<usize, HashSet<usize>>,
    /// What may take each slot of the looks that were asked for last, by what was asked: they are shuffled again and again.
    pub candidates: Mutex<LruCache<String, Arc<Candidates>>>,
}

/// How many looks' candidates are kept.
pub(crate) const KEPT: NonZeroUsize = NonZeroUsize::new(32).unwrap();
