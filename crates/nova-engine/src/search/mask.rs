//! Which rows keep to a search's filters: looked up once for each set of filters, and kept while pages are turned and
//! the slider moves.

use super::accepted;
use crate::engine::{Engine, locked};
use crate::gallery::Gallery;
use nova_domain::Filter;
use std::sync::Arc;

/// The rows of a gallery that keep to some filters.
pub(crate) struct Mask {
    rows: Vec<bool>,
    count: usize,
}

impl Mask {
    fn new(gallery: &Gallery, filters: &[Filter]) -> Mask {
        let rows: Vec<bool> = (0..gallery.rows())
            .map(|row| accepted(gallery.item(row), filters))
            .collect();
        let count = rows.iter().filter(|row| **row).count();
        Mask { rows, count }
    }

    /// Whether a row keeps to the filters.
    pub fn accepts(&self, row: usize) -> bool {
        self.rows.get(row).copied().unwrap_or_default()
    }

    /// How many rows do.
    pub fn count(&self) -> usize {
        self.count
    }
}

impl Engine {
    /// The rows that keep to `filters`; `None` where there are none to keep to.
    pub(super) fn mask(
        &self,
        gallery: &Gallery,
        filters: &[Filter],
        written: &[String],
    ) -> Option<Arc<Mask>> {
        if filters.is_empty() {
            return None;
        }
        let key = (written.join("\n"), gallery.generation);
        let kept = locked(&self.masks).get(&key).map(Arc::clone);
        Some(kept.unwrap_or_else(|| {
            let made = Arc::new(Mask::new(gallery, filters));
            locked(&self.masks).put(key, Arc::clone(&made));
            made
        }))
    }
}
