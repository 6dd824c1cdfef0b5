//! A file that names a part of the catalogue, or a part of what is known of it: what it names changes, and the rest stays.
//! Stock lists, price lists, new arrivals. Its numbers join with those of the catalogue in spite of case, blanks, and zeros
//! at their beginning that a spreadsheet ate, where that is unambiguous.

use crate::quarantine::LeftOut;
use nova_domain::Product;
use nova_store::QuarantineEntry;
use nova_tables::{Column, TableColumn};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// A field of a product that an update changes.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ImportChange {
    /// The product's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The field.
    pub field: Column,
    /// What it is, as a table would hold it.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// A catalogue with an update applied to it.
#[derive(Debug, Default)]
pub(crate) struct Updated {
    /// All products, those that the update does not name among them.
    pub products: Vec<Product>,
    pub changes: Vec<ImportChange>,
    /// Rows whose numbers the catalogue does not know, and which do not say what they are.
    pub unknown: Vec<QuarantineEntry>,
}

/// Whether a file is only good for an update: it says what products cost or how many there are, and not what they are.
pub(crate) fn is_partial(columns: &[TableColumn]) -> bool {
    let has = |wanted: &[Column]| {
        columns
            .iter()
            .any(|column| column.field.is_some_and(|field| wanted.contains(&field)))
    };
    has(&[Column::Id, Column::Skus])
        && has(&[Column::Price, Column::Stock])
        && !has(&[Column::Title, Column::Image, Column::Description])
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Exact,
    /// Without case and blanks.
    Plain,
    /// And without zeros at the beginning.
    Bare,
}

fn key(number: &str, kind: Key) -> String {
    if kind == Key::Exact {
        return number.to_owned();
    }
    let plain: String = number
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    match kind {
        Key::Bare => {
            let bare = plain.trim_start_matches('0');
            if bare.is_empty() { plain } else { bare.to_owned() }
        }
        _ => plain,
    }
}

/// Products by their ids and article numbers; `None` where several have the same.
struct Numbers(Vec<(Key, HashMap<String, Option<usize>>)>);

impl Numbers {
    fn of(products: &[Product]) -> Numbers {
        let by = |kind: Key, ids: bool| {
            let mut found: HashMap<String, Option<usize>> = HashMap::new();
            for (at, product) in products.iter().enumerate() {
                let numbers: Vec<&str> = match ids {
                    true => vec![product.id.as_str()],
                    false => product.skus.iter().map(String::as_str).collect(),
                };
                for number in numbers {
                    let known = found.entry(key(number, kind)).or_insert(Some(at));
                    if *known != Some(at) {
                        *known = None;
                    }
                }
            }
            (kind, found)
        };
        // An id counts before an article number, and what stands there before what is near it.
        Numbers(vec![
            by(Key::Exact, true),
            by(Key::Exact, false),
            by(Key::Plain, true),
            by(Key::Plain, false),
            by(Key::Bare, true),
            by(Key::Bare, false),
        ])
    }

    /// The product that has one of the numbers.
    fn find<'a>(&self, numbers: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        self.0.iter().find_map(|(kind, known)| {
            numbers
                .clone()
                .find_map(|number| known.get(&key(number, *kind)).copied().flatten())
        })
    }
}

/// Applies what a file names to a catalogue.
pub(crate) fn apply(catalogue: Vec<Product>, named: Vec<Product>) -> Updated {
    let numbers = Numbers::of(&catalogue);
    let mut updated = Updated::default();
    // Several rows may be variants of one product of the catalogue: their pieces are summed, and the lowest price counts.
    let mut parts: HashMap<usize, Product> = HashMap::new();
    let mut new = Vec::new();
    for product in named {
        let own = std::iter::once(product.id.as_str()).chain(product.skus.iter().map(String::as_str));
        match numbers.find(own) {
            Some(at) => match parts.get_mut(&at) {
                Some(have) => join(have, product),
                None => {
                    parts.insert(at, product);
                }
            },
            None if product.title.is_empty() => updated.unknown.push(QuarantineEntry {
                line: None,
                product: Some(product.id.0),
                file: None,
                reason: "no product of the catalogue has this number, and the file does not say what it is; import the catalogue anew, or correct the number".to_owned(),
                fact: LeftOut::NoProduct.kept(),
            }),
            None => new.push(product),
        }
    }
    for (at, mut product) in catalogue.into_iter().enumerate() {
        if let Some(part) = parts.remove(&at) {
            change(&mut product, part, &mut updated.changes);
        }
        updated.products.push(product);
    }
    updated.products.extend(new);
    updated
}

/// Joins two rows of a file that name one product.
fn join(have: &mut Product, more: Product) {
    have.stock = match (have.stock, more.stock) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    };
    have.price = match (have.price, more.price) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    for (list, more) in [
        (&mut have.sizes, more.sizes),
        (&mut have.colours, more.colours),
        (&mut have.skus, more.skus),
    ] {
        let all = std::mem::take(list).into_iter().chain(more);
        *list = nova_tables::values::unique(all);
    }
}

/// Changes the fields of a product that a row fills.
fn change(product: &mut Product, part: Product, changes: &mut Vec<ImportChange>) {
    let (id, title) = (product.id.0.clone(), product.title.clone());
    let mut note = |field: Column, before: String, after: String| {
        if before != after {
            changes.push(ImportChange {
                id: id.clone(),
                title: title.clone(),
                field,
                before,
                after,
            });
        }
    };
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    if part.price.is_some() {
        note(Column::Price, number(product.price), number(part.price));
        product.price = part.price;
        if !part.currency.is_empty() {
            product.currency = part.currency;
        }
    }
    if part.stock.is_some() {
        let pieces = |pieces: Option<i64>| pieces.map(|pieces| pieces.to_string()).unwrap_or_default();
        note(Column::Stock, pieces(product.stock), pieces(part.stock));
        product.stock = part.stock;
    }
    for (field, text, new) in [
        (Column::Title, &mut product.title, part.title),
        (Column::Brand, &mut product.brand, part.brand),
        (Column::Category, &mut product.category, part.category),
        (Column::Subcategory, &mut product.subcategory, part.subcategory),
        (Column::Type, &mut product.kind, part.kind),
        (Column::Gender, &mut product.gender, part.gender),
        (Column::Description, &mut product.description, part.description),
    ] {
        if !new.is_empty() {
            note(field, text.clone(), new.clone());
            *text = new;
        }
    }
    // Sizes that a stock list names are added to: it may leave out those that it has nothing to say about.
    let sizes = nova_tables::values::unique(product.sizes.iter().cloned().chain(part.sizes));
    note(Column::Sizes, product.sizes.join("; "), sizes.join("; "));
    product.sizes = sizes;
    for (field, list, new) in [
        (Column::Colours, &mut product.colours, part.colours),
        (Column::Tags, &mut product.tags, part.tags),
        (Column::Styles, &mut product.styles, part.styles),
        (Column::Occasions, &mut product.occasions, part.occasions),
        (Column::Season, &mut product.season, part.season),
    ] {
        if !new.is_empty() {
            note(field, list.join("; "), new.join("; "));
            *list = new;
        }
    }
    if part.image.is_some() {
        note(
            Column::Image,
            product.image.clone().unwrap_or_default(),
            part.image.clone().unwrap_or_default(),
        );
        product.image = part.image;
    }
    if part.year.is_some() {
        product.year = part.year;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(id: &str, skus: &[&str]) -> Product {
        let mut product = Product::new(id, "Shirt");
        product.skus = skus.iter().map(|sku| (*sku).to_owned()).collect();
        product.price = Some(10.0);
        product.stock = Some(5);
        product
    }

    fn named(id: &str, stock: i64) -> Product {
        let mut product = Product::new(id, "");
        product.stock = Some(stock);
        product
    }

    #[test]
    fn only_what_is_named_changes() {
        let catalogue = vec![product("A", &[]), product("B", &[])];
        let updated = apply(catalogue.clone(), vec![named("B", 7)]);
        assert_eq!(updated.products[0], catalogue[0], "what is not named stays");
        assert_eq!(
            (updated.products[1].stock, updated.products[1].price),
            (Some(7), Some(10.0))
        );
        assert_eq!(updated.products[1].title, "Shirt");
        assert_eq!(updated.changes.len(), 1);
        assert_eq!(
            (
                updated.changes[0].before.as_str(),
                updated.changes[0].after.as_str()
            ),
            ("5", "7")
        );
    }

    #[test]
    fn numbers_join_in_spite_of_case_blanks_and_zeros_where_that_is_unambiguous() {
        let catalogue = vec![
            product("0012", &["AB-1 S", "AB-1 M"]),
            product("12", &[]),
            product("0077", &[]),
        ];
        let updated = apply(
            catalogue.clone(),
            vec![
                named("ab-1s", 1),
                named("AB-1 M", 2),
                named("77", 9),
                named("012", 4),
            ],
        );
        assert_eq!(
            updated.products[0].stock,
            Some(3),
            "two variants of one product are summed"
        );
        assert_eq!(
            updated.products[2].stock,
            Some(9),
            "the zeros that a spreadsheet ate"
        );
        assert_eq!(
            updated.products[1].stock,
            Some(5),
            "12 and 0012 both could be 012"
        );
        assert_eq!(updated.unknown.len(), 1);
        assert_eq!(
            apply(catalogue, vec![named("12", 8)]).products[1].stock,
            Some(8),
            "as it stands it is one"
        );
    }

    #[test]
    fn new_arrivals_are_added() {
        let mut arrival = named("C", 1);
        arrival.title = "Coat".to_owned();
        let updated = apply(vec![product("A", &[])], vec![arrival]);
        let ids: Vec<&str> = updated
            .products
            .iter()
            .map(|product| product.id.as_str())
            .collect();
        assert_eq!(ids, ["A", "C"]);
    }
}
