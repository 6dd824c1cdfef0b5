//! What the exports of shop systems have in common: attributes and options by their names, variants' prices and pieces,
//! and whom a garment is cut for.

use nova_domain::values::{self, Money};
use nova_domain::{Column, ColumnMap, Product, field_of, folded};

/// Options whose values say something of a garment, and fit no field of their own.
const TAGGED: [&str; 12] = [
    "material", "fabric", "pattern", "fit", "length", "neckline", "sleeve", "stoff", "muster", "matière",
    "motif", "tejido",
];

/// Puts the values of an attribute into the field that its name means, and answers with the field. An attribute that
/// means nothing here is passed over.
pub(crate) fn put(name: &str, values: &[String], product: &mut Product) -> Option<Column> {
    let plain = folded(name);
    let plain = plain.trim_start_matches("pa_");
    let field = if TAGGED.contains(&plain) {
        Column::Tags
    } else {
        field_of(name)?
    };
    let list = match field {
        Column::Colours => &mut product.colours,
        Column::Sizes => &mut product.sizes,
        Column::Tags => &mut product.tags,
        Column::Styles => &mut product.styles,
        Column::Occasions => &mut product.occasions,
        Column::Season => &mut product.season,
        Column::Brand | Column::Gender => {
            let text = if field == Column::Brand {
                &mut product.brand
            } else {
                &mut product.gender
            };
            if let (true, Some(value)) = (text.is_empty(), values.first()) {
                value.clone_into(text);
            }
            return Some(field);
        }
        _ => return None,
    };
    let more: Vec<String> = match field {
        Column::Colours => {
            let parts = values.iter().flat_map(|value| value.split('/'));
            parts
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect()
        }
        _ => values.to_vec(),
    };
    let all = std::mem::take(list);
    *list = values::unique(all.into_iter().chain(more));
    Some(field)
}

/// Lowers the product's price to that of a variant.
pub(crate) fn lowest(product: &mut Product, money: Money) {
    if product.price.is_none_or(|have| money.amount < have) {
        product.price = Some(money.amount);
    }
    if let (true, Some(currency)) = (product.currency.is_empty(), money.currency) {
        currency.clone_into(&mut product.currency);
    }
}

/// Whom a product is cut for: as a column of its own says, else as one of the words says, unless they disagree.
pub(crate) fn gender_of(own: &str, words: &[String]) -> String {
    if !own.is_empty() {
        return values::gender(own).map_or_else(|| own.to_owned(), str::to_owned);
    }
    let mut found = words.iter().filter_map(|word| values::gender(word));
    match (found.next(), found.next()) {
        (Some(one), None) => one.to_owned(),
        (Some(one), Some(other)) if one == other => one.to_owned(),
        _ => String::new(),
    }
}

/// Fills the fields that are empty still from the shop's own columns.
pub(crate) fn fill_empty(others: &ColumnMap, product: &mut Product, cells: &[String]) -> Result<(), String> {
    let mut own = Product::new("", "");
    others.fill(&mut own, cells)?;
    let text = |field: &mut String, own: String| {
        if field.is_empty() {
            *field = own;
        }
    };
    text(&mut product.brand, own.brand);
    text(&mut product.category, own.category);
    text(&mut product.subcategory, own.subcategory);
    text(&mut product.gender, own.gender);
    text(&mut product.currency, own.currency);
    for (field, own) in [
        (&mut product.colours, own.colours),
        (&mut product.styles, own.styles),
        (&mut product.occasions, own.occasions),
        (&mut product.season, own.season),
        (&mut product.sizes, own.sizes),
    ] {
        if field.is_empty() {
            *field = own;
        }
    }
    product.year = product.year.or(own.year);
    Ok(())
}

/// Pieces in stock over all variants.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stock {
    pieces: i64,
    counted: bool,
    /// Whether a variant is sold without being counted.
    unbounded: bool,
}

impl Stock {
    /// Adds a variant with its pieces, `None` where nobody counts them; `oversold` where it is sold beyond its pieces.
    pub fn add(&mut self, pieces: Option<i64>, oversold: bool) {
        match pieces {
            Some(pieces) => {
                self.counted = true;
                self.pieces = self.pieces.saturating_add(pieces.max(0));
                self.unbounded |= oversold && pieces <= 0;
            }
            None => self.unbounded = true,
        }
    }

    /// The sum; `None` where it would say less than there is.
    pub fn total(self) -> Option<i64> {
        (self.counted && !(self.unbounded && self.pieces == 0)).then_some(self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_summed_where_somebody_counts_them() {
        let total = |variants: &[(Option<i64>, bool)]| {
            let mut stock = Stock::default();
            for (pieces, oversold) in variants {
                stock.add(*pieces, *oversold);
            }
            stock.total()
        };
        assert_eq!(
            total(&[(Some(3), false), (Some(-2), false), (Some(4), false)]),
            Some(7)
        );
        assert_eq!(total(&[(Some(0), false)]), Some(0), "sold out");
        assert_eq!(total(&[(Some(0), true)]), None, "sold without being there");
        assert_eq!(total(&[(None, false)]), None, "nobody counts");
        assert_eq!(total(&[(None, false), (Some(2), false)]), Some(2), "at least two");
        assert_eq!(total(&[]), None);
    }

    #[test]
    fn words_tell_the_gender_unless_they_disagree() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(gender_of("", &words(&["sale", "women"])), "Women");
        assert_eq!(gender_of("", &words(&["women", "men"])), "");
        assert_eq!(gender_of("female", &[]), "Women");
    }

    #[test]
    fn attributes_go_where_their_names_say() {
        let mut product = Product::new("a", "");
        let one = |value: &str| [value.to_owned()];
        assert_eq!(
            put("Color", &one("Navy/White"), &mut product),
            Some(Column::Colours)
        );
        assert_eq!(put("pa_size", &one("S"), &mut product), Some(Column::Sizes));
        assert_eq!(put("Material", &one("Wool"), &mut product), Some(Column::Tags));
        assert_eq!(put("Logo", &one("Yes"), &mut product), None);
        assert_eq!(product.colours, ["Navy", "White"]);
        assert_eq!(
            (product.sizes.as_slice(), product.tags.as_slice()),
            (&one("S")[..], &one("Wool")[..])
        );
    }
}
