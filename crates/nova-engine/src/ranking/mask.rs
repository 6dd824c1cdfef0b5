//! Which rows keep to a search's filters: looked up once for each set of filters, and kept while pages are turned and
//! the slider moves.

use crate::gallery::Gallery;
use nova_domain::Filter;

/// The rows of a gallery that keep to some filters.
pub(crate) struct Mask {
    rows: Vec<bool>,
    count: usize,
}

impl Mask {
    /// Looks them up.
    pub fn new(gallery: &Gallery, filters: &[Filter]) -> Mask {
        let places = gallery.accepted(filters);
        let rows: Vec<bool> = (0..gallery.rows())
            .map(|row| places[gallery.place(row)])
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
