//! What products have in the fields that can be filtered, by numbers: products that have the same in a field share a number there,
//! so that a filter looks at each number once and not at each product, and values are counted by their numbers.
//!
//! What a filter accepts is `nova-domain`'s and `request`'s matter; a number stands for the first product that has it.

use crate::item::Item;
use crate::request::{APART, accepted, size_field};
use nova_domain::{Filter, Product};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hash;

/// The columns. Sizes of shoes and of all else are told apart, so that one column serves all three fields of sizes.
const COLUMNS: [&str; 12] = [
    "category",
    "subcategory",
    "type",
    "gender",
    "brand",
    "in_stock",
    "colour",
    "style",
    "occasion",
    "season",
    "tag",
    "size",
];

/// The products of a gallery, by their places in it, as filters see them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Columns(Vec<Column>);

/// What products have in one field.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Column {
    /// The number of what each product has.
    numbers: Vec<u32>,
    /// The place of the first product that has it, by number.
    first: Vec<u32>,
}

impl Columns {
    /// Of the products of a gallery, in their order.
    pub fn new(items: &[Item]) -> Columns {
        Columns(
            COLUMNS
                .par_iter()
                .map(|field| Column::new(field, items))
                .collect(),
        )
    }

    /// The column of a field; `None` of prices, which have none.
    pub fn of(&self, field: &str) -> Option<&Column> {
        let field = if APART.contains(&field) { "size" } else { field };
        let at = COLUMNS.iter().position(|column| *column == field)?;
        self.0.get(at)
    }

    /// Which of `items`, the products of which these are the columns, keep to all of `filters`, by their places.
    pub fn accepted(&self, items: &[Item], filters: &[Filter]) -> Vec<bool> {
        let mut kept = vec![true; items.len()];
        let mut left: Vec<&Filter> = filters.iter().collect();
        while let Some(first) = left.first() {
            let field = first.field();
            // Filters on sizes of shoes and of clothes mean something by each other.
            let same = |filter: &&Filter| match self.of(field).zip(self.of(filter.field())) {
                Some((own, other)) => std::ptr::eq(own, other),
                None => filter.field() == field,
            };
            let (own, others): (Vec<&Filter>, Vec<&Filter>) = left.into_iter().partition(same);
            left = others;
            let own: Vec<Filter> = own.into_iter().cloned().collect();
            match self.of(field) {
                Some(column) => {
                    let known: Vec<bool> = column
                        .first
                        .iter()
                        .map(|place| accepted(&items[*place as usize], &own))
                        .collect();
                    for (kept, number) in kept.iter_mut().zip(&column.numbers) {
                        *kept &= known[*number as usize];
                    }
                }
                None => kept
                    .par_iter_mut()
                    .zip(items)
                    .for_each(|(kept, item)| *kept = *kept && accepted(item, &own)),
            }
        }
        kept
    }
}

impl Column {
    fn new(field: &str, items: &[Item]) -> Column {
        let of = |field: fn(&Product) -> &str| Column::by(items, field);
        let list = |field: fn(&Product) -> &[String]| Column::by(items, field);
        match field {
            "category" => of(|product| &product.category),
            "subcategory" => of(|product| &product.subcategory),
            "type" => of(|product| &product.kind),
            "gender" => of(|product| &product.gender),
            "brand" => of(|product| &product.brand),
            "in_stock" => Column::by(items, Product::in_stock),
            "colour" => list(|product| &product.colours),
            "style" => list(|product| &product.styles),
            "occasion" => list(|product| &product.occasions),
            "season" => list(|product| &product.season),
            "tag" => list(|product| &product.tags),
            _ => Column::by(items, |product| {
                let sizes = product.sizes.as_slice();
                // What has no size is of no kind of size.
                let kind = if sizes.is_empty() { "" } else { size_field(product) };
                (kind, sizes)
            }),
        }
    }

    fn by<'a, K: Eq + Hash>(items: &'a [Item], key: impl Fn(&'a Product) -> K) -> Column {
        let mut known: HashMap<K, u32> = HashMap::new();
        let mut column = Column::default();
        column.numbers.reserve_exact(items.len());
        for (place, item) in (0..).zip(items) {
            let next = column.first.len() as u32;
            let number = *known.entry(key(&item.product)).or_insert(next);
            if number == next {
                column.first.push(place);
            }
            column.numbers.push(number);
        }
        column
    }

    /// For each number the place of a product that has it, and how many of those have it that `kept` tells of by their places.
    pub fn counts(&self, kept: &[bool]) -> impl Iterator<Item = (usize, usize)> {
        let mut counts = vec![0; self.first.len()];
        for (number, kept) in self.numbers.iter().zip(kept) {
            counts[*number as usize] += usize::from(*kept);
        }
        self.first.iter().map(|place| *place as usize).zip(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::Gallery;
    use proptest::prelude::*;

    /// Products of few values, so that many have the same.
    fn product(seed: &[usize]) -> Product {
        let one = |at: usize, values: &[&str]| values[seed[at] % values.len()].to_owned();
        let list = |at: usize, values: &[&str]| -> Vec<String> {
            let taken = values
                .iter()
                .enumerate()
                .filter(|(bit, _)| seed[at] >> bit & 1 == 1);
            taken.map(|(_, value)| (*value).to_owned()).collect()
        };
        Product {
            kind: one(0, &["Boots", "Dresses", "dresses", ""]),
            gender: one(1, &["Men", "Women", ""]),
            brand: one(2, &["Ada", "ADA", ""]),
            colours: list(3, &["Midnight Blue", "Red", "navy"]),
            sizes: list(4, &["38", "40", "M"]),
            tags: list(5, &["new", "sale"]),
            stock: [None, Some(0), Some(3)][seed[6] % 3],
            price: [None, Some(10.0), Some(50.0)][seed[7] % 3],
            ..Product::new("", "")
        }
    }

    proptest! {
        #[test]
        fn columns_accept_what_each_product_is_asked_for(
            seeds in prop::collection::vec(prop::collection::vec(0_usize..8, 8), 1..60),
            chosen in prop::collection::vec(0_usize..12, 0..5),
        ) {
            let products = seeds.iter().enumerate().map(|(at, seed)| Product { id: format!("{at}").as_str().into(), ..product(seed) });
            let gallery = Gallery::of(products.collect());
            let all = [
                "type=Dresses", "type!=boots", "gender=Women,Men", "brand~ad", "colour=navy", "colour!=red", "size=38",
                "shoe_size=38", "clothes_size=M", "clothes_size!=40", "in_stock=true", "price<=20",
            ];
            let filters: Vec<Filter> = chosen.iter().map(|at| all[*at].parse().unwrap()).collect();
            let columns = Columns::new(&gallery.items);
            let wanted: Vec<bool> = gallery.items.iter().map(|item| accepted(item, &filters)).collect();
            prop_assert_eq!(columns.accepted(&gallery.items, &filters), wanted);
        }
    }
}
