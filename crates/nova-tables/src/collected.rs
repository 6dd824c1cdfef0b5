//! What has been read so far: the products, and what was left out with its reason.

use crate::fault::{RowFault, TableFault};
use crate::limits::{MAX_KNOWN_BYTES, MAX_PRODUCTS, MAX_QUARANTINED};
use crate::records::Problem;
use nova_domain::Product;
use std::collections::HashMap;

/// A row that was left out, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands, counted from 1 with the header.
    pub line: Option<u64>,
    /// The product that it is about.
    pub product: Option<String>,
    /// What is wrong and what to do.
    pub reason: RowFault,
}

/// What a source holds, as it is gathered.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub products: Vec<Product>,
    line_of_id: HashMap<String, u64>,
    quarantine: Vec<LeftOut>,
    /// Left out, and no longer listed one by one.
    unlisted: usize,
    /// Bytes of what is known of the products, and of what waits to become one.
    known: usize,
}

impl Collected {
    /// Adds a product, unless its id is empty or was there before: the first one counts.
    pub fn add(&mut self, line: u64, mut product: Product) {
        product.id.0 = product.id.0.trim().to_owned();
        if product.id.0.is_empty() {
            return self.reject(Some(line), None, RowFault::NoId);
        }
        if let Some(first) = self.line_of_id.get(&product.id.0) {
            let reason = RowFault::IdTwice { line: *first };
            return self.reject(Some(line), Some(product.id.0), reason);
        }
        self.line_of_id.insert(product.id.0.clone(), line);
        self.known += bytes_of(&product);
        self.products.push(product);
    }

    /// Counts what a reader keeps for itself.
    pub fn keep(&mut self, bytes: usize) {
        self.known += bytes;
    }

    /// Whether there is still room for more.
    pub fn check_size(&self) -> Result<(), Problem> {
        self.check_against(MAX_PRODUCTS, MAX_KNOWN_BYTES)
    }

    fn check_against(&self, products: usize, bytes: usize) -> Result<(), Problem> {
        let hint = "Leave out what is no longer sold, or give a part of it to each of several libraries.";
        if self.products.len() > products {
            return Err(Problem::new(TableFault::TooManyProducts { most: products }, hint));
        }
        if self.known > bytes {
            let megabytes = (bytes >> 20) as u64;
            return Err(Problem::new(TableFault::TooMuchText { megabytes }, hint));
        }
        Ok(())
    }

    /// Leaves a row out.
    pub fn reject(&mut self, line: Option<u64>, product: Option<String>, reason: RowFault) {
        if self.quarantine.len() >= MAX_QUARANTINED {
            self.unlisted += 1;
            return;
        }
        self.quarantine.push(LeftOut {
            line,
            product,
            reason,
        });
    }

    /// How many were left out.
    pub fn rejected(&self) -> usize {
        self.quarantine.len() + self.unlisted
    }

    /// What was left out first.
    pub fn first_rejected(&self) -> Option<&LeftOut> {
        self.quarantine.first()
    }

    /// The products, and the quarantine with a last entry for what is not listed one by one.
    pub fn finish(mut self) -> (Vec<Product>, Vec<LeftOut>) {
        if self.unlisted > 0 {
            self.quarantine.push(LeftOut {
                line: None,
                product: None,
                reason: RowFault::More { rows: self.unlisted },
            });
        }
        (self.products, self.quarantine)
    }
}

/// Bytes of text that are known of a product, near enough to keep a limit by.
fn bytes_of(product: &Product) -> usize {
    let texts = [
        &product.id.0,
        &product.title,
        &product.brand,
        &product.category,
        &product.subcategory,
        &product.kind,
        &product.description,
    ];
    let lists = [
        &product.colours,
        &product.tags,
        &product.styles,
        &product.occasions,
        &product.season,
        &product.sizes,
        &product.skus,
        &product.views,
    ];
    let listed = lists.into_iter().flatten().map(String::len);
    let image = product.image.as_ref().map_or(0, String::len);
    texts.into_iter().map(String::len).chain(listed).sum::<usize>() + image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_an_id_counts_and_the_others_are_listed() {
        let mut collected = Collected::default();
        for (line, id, title) in [(2, "a", "first"), (3, "", "none"), (4, " a ", "second")] {
            collected.add(line, Product::new(id, title));
        }
        let (products, quarantine) = collected.finish();
        assert_eq!((products.len(), products[0].title.as_str()), (1, "first"));
        assert_eq!((quarantine[0].line, quarantine[1].line), (Some(3), Some(4)));
        assert!(
            quarantine[1].reason == RowFault::IdTwice { line: 2 },
            "it says where the id stands first"
        );
    }

    #[test]
    fn the_quarantine_has_an_end() {
        let mut collected = Collected::default();
        for line in 0..MAX_QUARANTINED as u64 + 7 {
            collected.reject(Some(line), None, RowFault::NoId);
        }
        assert_eq!(collected.rejected(), MAX_QUARANTINED + 7);
        let (_, quarantine) = collected.finish();
        assert_eq!(quarantine.len(), MAX_QUARANTINED + 1);
        assert_eq!(quarantine[MAX_QUARANTINED].reason, RowFault::More { rows: 7 });
    }

    #[test]
    fn a_catalogue_has_an_end_too() {
        let mut collected = Collected::default();
        for id in ["a", "b", "c"] {
            collected.add(1, Product::new(id, &"long ".repeat(1_000)));
        }
        let refused = |products, bytes| match collected.check_against(products, bytes) {
            Err(Problem::Invalid { fault, .. }) => Some(fault.to_string()),
            _ => None,
        };
        assert_eq!(refused(3, 1 << 20), None);
        assert!(refused(2, 1 << 20).is_some_and(|reason| reason.contains("2 products")));
        assert!(refused(3, 10_000).is_some_and(|reason| reason.contains("text")));
    }
}
