//! A product while its rows come, and what it is when none come any more.

use crate::attributes::{Stock, without_blanks_twice};
use crate::collected::Collected;
use crate::fault::RowFault;
use crate::heading::common;
use crate::values::{self, Money};
use nova_domain::Product;
use std::collections::HashSet;

/// A product of which more rows may come.
#[derive(Debug)]
pub(super) struct Open {
    pub line: u64,
    pub product: Product,
    /// What its options say, which counts before columns that say the same once more.
    pub options: Product,
    pub names: Vec<(usize, String)>,
    pub titles: Vec<String>,
    /// Whether a row of its own gave it its title.
    pub titled: bool,
    pub shown: Option<bool>,
    pub own_price: Option<Money>,
    pub price: Option<Money>,
    /// Whether a variant has no price of its own.
    pub unpriced: bool,
    pub own_stock: Stock,
    pub stock: Stock,
    /// Pictures by their place; those of the variants are without.
    pub images: Vec<(usize, String)>,
    pub variant_images: Vec<String>,
    pub children: Vec<String>,
    pub variants: usize,
    pub rows: HashSet<u64>,
}

impl Open {
    pub fn new(line: u64, id: &str) -> Open {
        Open {
            line,
            product: Product::new(id, ""),
            options: Product::new("", ""),
            names: Vec::new(),
            titles: Vec::new(),
            titled: false,
            shown: None,
            own_price: None,
            price: None,
            unpriced: false,
            own_stock: Stock::default(),
            stock: Stock::default(),
            images: Vec::new(),
            variant_images: Vec::new(),
            children: Vec::new(),
            variants: 0,
            rows: HashSet::new(),
        }
    }

    pub fn lowest(&self) -> Option<Money> {
        match (self.price, self.own_price) {
            (Some(price), Some(own)) if self.unpriced && own.amount < price.amount => Some(own),
            (Some(price), own) => Some(Money {
                currency: price.currency.or(own.and_then(|own| own.currency)),
                ..price
            }),
            (None, own) => own,
        }
    }

    pub fn absorb(&mut self, other: Open) {
        let (into, from) = (&mut self.product, other.product);
        for (list, more) in [
            (&mut into.colours, from.colours),
            (&mut into.sizes, from.sizes),
            (&mut into.tags, from.tags),
            (&mut self.options.colours, other.options.colours),
            (&mut self.options.sizes, other.options.sizes),
            (&mut into.skus, from.skus.into_iter().chain([from.id.0]).collect()),
        ] {
            *list = values::unique(std::mem::take(list).into_iter().chain(more));
        }
        for (text, more) in [
            (&mut into.description, from.description),
            (&mut into.brand, from.brand),
            (&mut into.kind, from.kind),
            (&mut into.gender, from.gender),
            (&mut into.category, from.category),
            (&mut into.subcategory, from.subcategory),
            (&mut into.currency, from.currency),
        ] {
            if text.is_empty() {
                *text = more;
            }
        }
        if self.titles.is_empty() {
            self.titles = other.titles;
        }
        self.titled = true;
        if let Some(price) = other.price.or(other.own_price)
            && self.price.is_none_or(|have| price.amount < have.amount)
        {
            self.price = Some(price);
        }
        if other.stock.is_counted() {
            self.stock.add(other.stock.total(), false);
        }
        for image in other.images {
            add_picture(&mut self.images, image);
        }
        for image in other.variant_images {
            add_picture(&mut self.variant_images, image);
        }
        self.variants += 1;
    }
}

/// Most pictures that are kept of a product and of its variants each.
const MOST_PICTURES: usize = 32;

/// Adds what is not there yet: rows of one product repeat its pictures.
pub(super) fn add_picture<T: PartialEq>(pictures: &mut Vec<T>, picture: T) {
    if pictures.len() < MOST_PICTURES && !pictures.contains(&picture) {
        pictures.push(picture);
    }
}

/// Adds a product of which no more rows come.
impl Open {
    /// Whether nothing was said yet of its sizes or colours, so that no variant was put into it.
    pub fn is_plain(&self) -> bool {
        let none = |product: &Product| product.sizes.is_empty() && product.colours.is_empty();
        none(&self.product) && none(&self.options) && self.own_stock.total().is_none()
    }
}

pub(super) fn finish(mut open: Open, collected: &mut Collected) {
    let price = open.lowest();
    let mut product = open.product;
    for (list, options) in [
        (&mut product.colours, &mut open.options.colours),
        (&mut product.sizes, &mut open.options.sizes),
        (&mut product.season, &mut open.options.season),
        (&mut product.occasions, &mut open.options.occasions),
        (&mut product.styles, &mut open.options.styles),
    ] {
        if !options.is_empty() {
            *list = std::mem::take(options);
        }
    }
    product.sizes = without_blanks_twice(product.sizes.into_iter());
    product.tags = values::unique(product.tags.into_iter().chain(open.options.tags));
    // An attribute that is called brand says so more surely than a column of vendors.
    if !open.options.brand.is_empty() {
        product.brand = open.options.brand;
    }
    if product.gender.is_empty() {
        product.gender = open.options.gender;
    }
    if let Some(price) = price {
        product.price = Some(price.amount);
        // A column of its own says more about the currency than a sign beside the price.
        if product.currency.is_empty() {
            price
                .currency
                .unwrap_or_default()
                .clone_into(&mut product.currency);
        }
    }
    product.title = match open.titles.as_slice() {
        [] => String::new(),
        [first, ..] if open.titled => first.clone(),
        titles => common_title(titles),
    };
    let stock = if open.stock.is_counted() {
        open.stock
    } else {
        open.own_stock
    };
    product.stock = stock.total();
    open.images.sort_by_key(|(place, _)| *place);
    for image in open
        .images
        .into_iter()
        .map(|(_, image)| image)
        .chain(open.variant_images)
    {
        if product.image.is_none() {
            product.image = Some(image);
        } else if product.image.as_ref() != Some(&image) {
            add_picture(&mut product.views, image);
        }
    }
    if open.shown == Some(false) {
        let reason = RowFault::Unpublished;
        return collected.reject(Some(open.line), Some(product.id.0), reason);
    }
    collected.add(open.line, product);
}

/// What all titles begin with, without what separates it from the rest; the first where that says too little.
fn common_title(titles: &[String]) -> String {
    let Some((first, rest)) = titles.split_first() else {
        return String::new();
    };
    let length = rest
        .iter()
        .map(|title| common(first, title))
        .min()
        .unwrap_or(usize::MAX);
    if length >= first.chars().count() {
        return first.clone();
    }
    let begin: String = first.chars().take(length).collect();
    let whole = first.chars().nth(length).is_none_or(|c| !c.is_alphanumeric())
        || begin.ends_with(|c: char| !c.is_alphanumeric());
    let begin = match whole {
        true => begin.as_str(),
        false => begin
            .rsplit_once(|c: char| !c.is_alphanumeric())
            .map_or("", |(begin, _)| begin),
    };
    let begin = begin.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | ',' | '/' | '(' | ':' | '.' | '_')
    });
    let begin = begin.trim_end_matches(" - ").trim();
    if begin.chars().count() < 4 {
        first.clone()
    } else {
        begin.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_part_of_variants_titles_is_the_products() {
        let of = |titles: &[&str]| {
            common_title(&titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(of(&["Linen shirt - S", "Linen shirt - M"]), "Linen shirt");
        assert_eq!(of(&["Wool coat, navy", "Wool coat, nut"]), "Wool coat");
        assert_eq!(of(&["Coat"]), "Coat");
        assert_eq!(
            of(&["A red one", "Another one"]),
            "A red one",
            "two letters say nothing"
        );
    }
}
