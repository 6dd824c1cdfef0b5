//! Brands that a query names: which rows are theirs.
//!
//! Who asks for Nike does not want the running shoes of others, however much they look like what was asked. A brand is
//! recognised by all of its words. One that is an everyday word for most of the catalogue ("Denim", a perfume) is none.
//! Words of other facts are `lexicon`'s.

use crate::item::Item;
use crate::postings::Postings;
use crate::words::{STOP_WORDS, split, stem};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Share of the rows that say all of a brand's words which must be its own.
const OWN_SHARE: f32 = 0.5;

/// The rows of a gallery by the brands of their products.
#[derive(Serialize, Deserialize)]
pub(crate) struct BrandWords {
    rows_of_brand: HashMap<String, Vec<u32>>,
    /// Words of the longest brand.
    longest: usize,
}

impl BrandWords {
    /// Over `items` in the order of the rows; `rows_of_word` has for each stem the rows that say it, in order.
    pub fn new(items: &[&Item], rows_of_word: &Postings) -> BrandWords {
        let mut rows_of_brand: HashMap<String, Vec<u32>> = HashMap::new();
        for (row, item) in items.iter().enumerate() {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let words = split(&item.product.brand);
            if words.iter().any(|word| !STOP_WORDS.contains(&word.as_str())) {
                rows_of_brand.entry(joined(&words)).or_default().push(row);
            }
        }
        rows_of_brand.retain(|brand, own| {
            let lists: Vec<&[u32]> = brand.split(' ').map(|word| rows_of_word.rows(word)).collect();
            let Some((first, others)) = lists.split_first() else {
                return false;
            };
            let said = first
                .iter()
                .filter(|row| others.iter().all(|rows| rows.binary_search(row).is_ok()));
            own.len() as f32 >= OWN_SHARE * said.count() as f32
        });
        let longest = rows_of_brand.keys().map(|brand| brand.split(' ').count()).max();
        BrandWords {
            longest: longest.unwrap_or(0),
            rows_of_brand,
        }
    }

    /// The rows of each brand that `query` names.
    pub fn named(&self, query: &str) -> Vec<&[u32]> {
        let words = split(query);
        let (mut at, mut rows) = (0, Vec::new());
        while at < words.len() {
            let lengths = (1..=self.longest.min(words.len() - at)).rev();
            let found = lengths
                .filter_map(|length| {
                    Some((length, self.rows_of_brand.get(&joined(&words[at..at + length]))?))
                })
                .next();
            if let Some((_, own)) = found {
                rows.push(own.as_slice());
            }
            at += found.map_or(1, |(length, _)| length);
        }
        rows
    }
}

fn joined(words: &[String]) -> String {
    words.iter().map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::facts;
    use nova_domain::Product;

    fn brands(products: &[(&str, &str)]) -> BrandWords {
        let items: Vec<Item> = products
            .iter()
            .map(|(brand, title)| {
                let mut product = Product::new(title, title);
                product.brand = (*brand).to_owned();
                Item {
                    product,
                    picture_path: None,
                    picture_hash: None,
                    row: None,
                    first: false,
                }
            })
            .collect();
        let mut rows_of_word: HashMap<String, Vec<u32>> = HashMap::new();
        for (row, item) in items.iter().enumerate() {
            for word in facts(&item.product) {
                let rows = rows_of_word.entry(stem(&word).to_owned()).or_default();
                if rows.last() != Some(&(row as u32)) {
                    rows.push(row as u32);
                }
            }
        }
        let items: Vec<&Item> = items.iter().collect();
        BrandWords::new(&items, &Postings::of(vec![rows_of_word]))
    }

    #[test]
    fn a_brand_is_named_by_all_of_its_words() {
        let shop = brands(&[("Nike", "Shoes"), ("Peter England", "Shirt"), ("Nike", "Cap")]);
        assert_eq!(shop.named("nike running shoes"), [[0, 2]]);
        assert_eq!(shop.named("Peter England shirts"), [[1]]);
        assert!(shop.named("england shirt").is_empty(), "half a name is none");
        assert_eq!(shop.named("nike or peter england").len(), 2);
        assert!(shop.named("").is_empty());
    }

    #[test]
    fn an_everyday_word_is_no_brand() {
        let shop = brands(&[
            ("Denim", "Eau de toilette"),
            ("Lee", "Denim jacket"),
            ("Lee", "Denim shirt"),
            ("AND", "Red dress"),
        ]);
        assert!(
            shop.named("denim jacket").is_empty(),
            "most denim here is not of Denim"
        );
        assert_eq!(shop.named("lee jacket"), [[1, 2]]);
        assert!(
            shop.named("red and white dress").is_empty(),
            "a word that says nothing"
        );
    }
}
