//! Colours that a query names: which rows the shop labelled with them, and how much of the query they are.
//!
//! A picture's embedding knows red from blue, and not Rose from Peach or Burgundy from Maroon; the shop's labels do.
//! Only colours of the catalogue itself are recognised, each by all of its words, the longest first: "navy blue" is not
//! also "blue". Words of other facts are `lexicon`'s.

use crate::gallery::Item;
use crate::words::{STOP_WORDS, split, stem};
use std::collections::HashMap;

/// The rows of a gallery by the colours of their products.
pub(crate) struct ColourWords {
    rows_of_colour: HashMap<String, Vec<u32>>,
    /// Words of the longest colour.
    longest: usize,
}

/// What a query says of colours.
pub(crate) struct Named<'a> {
    /// Rows of each colour that is named; a row of several stands in each.
    pub rows: Vec<&'a [u32]>,
    /// Share of the query's words that name colours, 0..1.
    pub share: f32,
}

impl ColourWords {
    /// Over `items` in the order of the rows.
    pub fn new<'a>(items: impl Iterator<Item = &'a Item>) -> ColourWords {
        let mut rows_of_colour: HashMap<String, Vec<u32>> = HashMap::new();
        let mut longest = 0;
        for (row, item) in items.enumerate() {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            for colour in &item.product.colours {
                let words = stems(colour);
                if words.is_empty() {
                    continue;
                }
                longest = longest.max(words.len());
                let rows = rows_of_colour.entry(words.join(" ")).or_default();
                // The rows come in order, so a colour said twice is at the end of its list.
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
        }
        ColourWords {
            rows_of_colour,
            longest,
        }
    }

    /// The colours that `query` names.
    pub fn named(&self, query: &str) -> Named<'_> {
        let words = stems(query);
        let (mut at, mut told, mut rows) = (0, 0, Vec::new());
        while at < words.len() {
            let lengths = (1..=self.longest.min(words.len() - at)).rev();
            let mut found = lengths.filter_map(|length| {
                let phrase = words[at..at + length].join(" ");
                Some((length, self.rows_of_colour.get(&phrase)?))
            });
            match found.next() {
                Some((length, own)) => {
                    rows.push(own.as_slice());
                    told += length;
                    at += length;
                }
                None => at += 1,
            }
        }
        let content = words
            .iter()
            .filter(|word| !STOP_WORDS.contains(&word.as_str()))
            .count();
        Named {
            rows,
            share: told as f32 / content.max(1) as f32,
        }
    }
}

fn stems(text: &str) -> Vec<String> {
    split(text).iter().map(|word| stem(word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nova_domain::Product;

    fn colours() -> ColourWords {
        let items: Vec<Item> = [&["Navy Blue"][..], &["Blue", "White"], &["Rose"], &[]]
            .iter()
            .map(|colours| {
                let mut product = Product::new("x", "x");
                product.colours = colours.iter().map(|colour| (*colour).to_owned()).collect();
                Item {
                    product,
                    picture_path: None,
                    picture_hash: None,
                    row: None,
                }
            })
            .collect();
        ColourWords::new(items.iter())
    }

    #[test]
    fn the_longest_colour_is_meant_and_not_a_part_of_it() {
        let colours = colours();
        let named = colours.named("a navy blue shirt");
        assert_eq!(named.rows, [&[0_u32][..]], "blue alone is not meant");
        assert!(
            (named.share - 2.0 / 3.0).abs() < 1e-6,
            "two words of three: {}",
            named.share
        );
        assert_eq!(colours.named("blue").rows, [&[1_u32][..]]);
    }

    #[test]
    fn several_colours_are_all_meant_and_none_is_nothing() {
        let colours = colours();
        assert_eq!(colours.named("white and rose").rows.len(), 2, "both");
        assert_eq!(colours.named("white and rose").share, 1.0, "and nothing else");
        let none = colours.named("something flowy");
        assert!(none.rows.is_empty() && none.share == 0.0, "no colour is named");
    }
}
