//! Which products are one design: the same title but for its colours, of one maker and kind, with pictures that are
//! alike; or the very same picture. Shops list each colour as a product of its own, and a page of one shirt in eight
//! colours says little.

use crate::infer::Kind;
use crate::item::Item;
use crate::words::split;
use nova_domain::Product;
use nova_index::dot;
use rayon::prelude::*;
use std::collections::HashMap;

/// Rows that a thread looks at together.
const PARALLEL: usize = 4_096;

/// Cosine of two pictures from which on equal titles are taken for one design, so that other prints and cuts under one
/// generic title stay apart. A guess that nothing was measured for.
const ALIKE: f32 = 0.8;

/// The design of each row, by number: rows of one design have the number of its first row. `rows` are the items of the
/// rows, each with its embedding where it has one.
pub(crate) fn designs(rows: &[(&Item, Option<&[f32]>)]) -> Vec<usize> {
    let (keys, same) = rayon::join(
        || {
            let rows = rows.par_iter().with_min_len(PARALLEL);
            rows.map(|(item, _)| hash(&key(&item.product)))
                .collect::<Vec<u128>>()
        },
        || same_picture(rows),
    );
    // Rows of one title stand side by side, in their order; what shows the picture of an earlier row is of its design.
    let own = |row: &usize| same[*row] == *row;
    let mut by_title: Vec<(u128, usize)> = (0..rows.len()).filter(own).map(|row| (keys[row], row)).collect();
    by_title.par_sort_unstable();
    let of_titles: Vec<Vec<(usize, usize)>> = by_title
        .par_chunk_by(|one, other| one.0 == other.0)
        .map(|title| of_title(rows, title))
        .collect();
    let mut designs = vec![0; rows.len()];
    for (row, design) in of_titles.into_iter().flatten() {
        designs[row] = design;
    }
    for row in 0..rows.len() {
        // The first row with its picture has its design by now.
        designs[row] = designs[same[row]];
    }
    designs
}

/// For each row the first one that shows the very same picture, itself where none does.
fn same_picture(rows: &[(&Item, Option<&[f32]>)]) -> Vec<usize> {
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(rows.len());
    let rows = rows.iter().enumerate();
    rows.map(|(row, (item, _))| match item.picture_hash.as_deref() {
        Some(hash) => *first.entry(hash).or_insert(row),
        None => row,
    })
    .collect()
}

/// The design of each row of one title: that of the first one before it that looks alike, else its own.
fn of_title(rows: &[(&Item, Option<&[f32]>)], title: &[(u128, usize)]) -> Vec<(usize, usize)> {
    let mut firsts: Vec<usize> = Vec::new();
    let of = |(_, row): &(u128, usize)| {
        let alike = |first: &usize| match (rows[*row].1, rows[*first].1) {
            (Some(own), Some(other)) => dot(own, other) >= ALIKE,
            _ => false,
        };
        let design = firsts.iter().copied().find(alike).unwrap_or(*row);
        if design == *row {
            firsts.push(*row);
        }
        (*row, design)
    };
    title.iter().map(of).collect()
}

/// A text in 128 bits, by which no two of a catalogue are the same.
fn hash(text: &str) -> u128 {
    let hash = blake3::hash(text.as_bytes());
    let (half, _) = hash.as_bytes().split_at(16);
    half.iter().fold(0, |all, byte| all << 8 | u128::from(*byte))
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
    use proptest::prelude::*;

    /// The designs as they are defined, row after row.
    fn plain(rows: &[(&Item, Option<&[f32]>)]) -> Vec<usize> {
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_picture: HashMap<&str, usize> = HashMap::new();
        let mut designs = Vec::new();
        for (row, (item, embedding)) in rows.iter().enumerate() {
            let hash = item.picture_hash.as_deref();
            let same_picture = hash.and_then(|hash| by_picture.get(hash).copied());
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
            if let Some(hash) = hash {
                by_picture.entry(hash).or_insert(design);
            }
            designs.push(design);
        }
        designs
    }

    proptest! {
        #[test]
        fn designs_are_those_that_are_found_row_after_row(
            drawn in prop::collection::vec((0_usize..4, 0_usize..12, 0.0_f32..6.3), 0..60),
        ) {
            let items: Vec<Item> = drawn
                .iter()
                .map(|(title, picture, _)| Item {
                    product: Product::new("A", &format!("Dress {title}")),
                    picture_path: None,
                    picture_hash: (*picture > 1).then(|| picture.to_string()),
                    row: None,
                    first: false,
                })
                .collect();
            let looks: Vec<[f32; 2]> = drawn.iter().map(|(.., angle)| [angle.cos(), angle.sin()]).collect();
            let rows: Vec<(&Item, Option<&[f32]>)> = items
                .iter()
                .zip(&looks)
                .map(|(item, look)| (item, item.picture_hash.is_some().then_some(look.as_slice())))
                .collect();
            prop_assert_eq!(designs(&rows), plain(&rows));
        }
    }

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
