//! Which products are one design: the same title but for its colours, of one maker and kind, with pictures that are
//! alike; or the very same picture. Shops list each colour as a product of its own, and a page of one shirt in eight
//! colours says little.

use crate::infer::Kind;
use crate::item::Item;
use crate::words::split;
use nova_domain::Product;
use nova_index::dot;
use std::collections::HashMap;

/// Cosine of two pictures from which on equal titles are taken for one design, so that other prints and cuts under one
/// generic title stay apart. A guess that nothing was measured for.
const ALIKE: f32 = 0.8;

/// The design of each row, by number: rows of one design have the number of its first row. `rows` are the items of the
/// rows, each with its embedding where it has one.
pub(crate) fn designs(rows: &[(&Item, Option<&[f32]>)]) -> Vec<usize> {
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_picture: HashMap<&str, usize> = HashMap::new();
    let mut designs = Vec::with_capacity(rows.len());
    for (row, (item, embedding)) in rows.iter().enumerate() {
        let same_picture = item
            .picture_hash
            .as_deref()
            .and_then(|hash| by_picture.get(hash).copied());
        let firsts = by_title.entry(key(&item.product)).or_default();
        let alike = |first: &usize| match (embedding, rows[*first].1) {
            (Some(own), Some(other)) => dot(own, other) >= ALIKE,
            _ => false,
        };
        let design = same_picture
            .or_else(|| firsts.iter().copied().find(alike))
            .unwrap_or(row);
        if design == row {
            firsts.push(row);
        }
        if let Some(hash) = item.picture_hash.as_deref() {
            by_picture.entry(hash).or_insert(design);
        }
        designs.push(design);
    }
    designs
}

/// What designs have in common: maker, kind, gender, and the title without the words of its colours. A kind that was only
/// seen in the picture does not count: one colour of a design may have been taken for something else.
fn key(product: &Product) -> String {
    let kind = match product.is_inferred(Kind::Type.name()) {
        true => String::new(),
        false => product.kind.to_lowercase(),
    };
    let colours: Vec<String> = product.colours.iter().flat_map(|colour| split(colour)).collect();
    let title: Vec<String> = split(&product.title)
        .into_iter()
        .filter(|word| !colours.contains(word))
        .collect();
    format!(
        "{}|{}|{}|{}",
        product.brand.to_lowercase(),
        kind,
        product.gender.to_lowercase(),
        title.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dress(kind: &str, inferred: bool) -> Product {
        let mut product = Product::new("A1", "Ada Dress");
        product.kind = kind.to_owned();
        if inferred {
            product.inferred = vec![Kind::Type.name().to_owned()];
        }
        product
    }

    #[test]
    fn a_kind_that_was_only_seen_in_the_picture_does_not_split_a_design() {
        let silent = key(&dress("", false));
        assert_eq!(
            silent,
            key(&dress("Wallets", true)),
            "the shop named no kind for either"
        );
        assert_ne!(
            silent,
            key(&dress("Wallets", false)),
            "the shop's own word tells them apart"
        );
    }
}
