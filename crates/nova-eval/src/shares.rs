//! Which products answer a question of facts, and what share of some does.

use nova_domain::Product;
use nova_engine::inside::Item;
use std::collections::HashMap;

/// What a product must be, and what it must not.
pub(super) struct Wanted<'a> {
    /// Fields and the values that they must have.
    pub has: Vec<(&'static str, &'a str)>,
    /// A field and the value that it must not have.
    pub refused: Option<(&'static str, &'a str)>,
}

impl<'a> Wanted<'a> {
    pub fn of(has: &[(&'static str, &'a str)]) -> Self {
        Wanted {
            has: has.to_vec(),
            refused: None,
        }
    }

    pub fn is(&self, product: &Product) -> bool {
        self.has.iter().all(|(field, value)| says(product, field, value))
            && self
                .refused
                .is_none_or(|(field, value)| !says(product, field, value))
    }

    /// How many products are so.
    pub fn count(&self, items: &[Item]) -> usize {
        items.iter().filter(|item| self.is(&item.product)).count()
    }
}

fn says(product: &Product, field: &str, value: &str) -> bool {
    match field {
        "colour" => product.colours.iter().any(|colour| colour == value),
        "type" => product.kind == value,
        _ => product.brand == value,
    }
}

/// The share of the first `depth` that are wanted; of fewer found, the missing ones are not.
pub(super) fn share_of<'i>(found: impl Iterator<Item = &'i Item>, wanted: &Wanted<'_>, depth: usize) -> f64 {
    found.take(depth).filter(|item| wanted.is(&item.product)).count() as f64 / depth as f64
}

/// Values that products have together, the commonest first and as common ones by the alphabet.
pub(super) fn commonest<'i>(
    items: &'i [Item],
    of: impl Fn(&'i Product) -> Option<Vec<&'i str>>,
) -> Vec<(Vec<&'i str>, usize)> {
    let mut counts: HashMap<Vec<&str>, usize> = HashMap::new();
    for values in items.iter().filter_map(|item| of(&item.product)) {
        *counts.entry(values).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        let of = |(id, kind, colour): (&str, &str, &str)| {
            let mut product = Product::new(id, id);
            product.kind = kind.to_owned();
            product.colours = vec![colour.to_owned()];
            Item {
                product,
                picture_path: None,
                picture_hash: None,
                row: None,
                first: false,
            }
        };
        [
            ("1", "Shirt", "Red"),
            ("2", "Shirt", "Blue"),
            ("3", "Coat", "Red"),
            ("4", "Shirt", "Red"),
        ]
        .map(of)
        .into()
    }

    #[test]
    fn what_is_refused_is_not_wanted_and_what_is_missing_counts_as_wrong() {
        let items = items();
        let mut wanted = Wanted::of(&[("type", "Shirt")]);
        assert_eq!(wanted.count(&items), 3);
        wanted.refused = Some(("colour", "Red"));
        assert_eq!(wanted.count(&items), 1);
        assert_eq!(share_of(items.iter(), &wanted, 4), 0.25);
        assert_eq!(
            share_of(items[1..2].iter(), &wanted, 2),
            0.5,
            "one of two places is empty"
        );
    }

    #[test]
    fn the_commonest_pair_comes_first() {
        let items = items();
        let found = commonest(&items, |product| {
            Some(vec![product.colours[0].as_str(), product.kind.as_str()])
        });
        assert_eq!(found[0], (vec!["Red", "Shirt"], 2));
        assert_eq!(found[1].0, ["Blue", "Shirt"], "then by the alphabet");
    }
}
