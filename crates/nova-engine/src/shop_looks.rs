//! What is known of the shop's looks in one state of the catalogue: which pieces are shown together, and how pieces go
//! together by what was learnt of that. How it is learnt is in `looks`.

use nova_taste::look::scorer::Scorer;
use std::collections::{HashMap, HashSet};

/// What is known of the shop's looks.
pub(crate) struct Looks {
    /// The gallery's.
    pub generation: u64,
    /// How pieces go together.
    pub scorer: Scorer,
    /// For each piece those that are in a look with it.
    pub partners: HashMap<usize, HashSet<usize>>,
}
