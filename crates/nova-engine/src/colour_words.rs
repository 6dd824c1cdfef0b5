//! Colours that a query names: which rows the shop labelled with them, and how much of the query they are.
//!
//! A picture's embedding knows red from blue, and not Rose from Peach or Burgundy from Maroon; the shop's labels do.
//! A colour of the catalogue is recognised by all of its words, the longest first: "navy blue" is not also "blue". A colour
//! of the palette means what the shop calls otherwise ("navy" for Midnight Blue), unless the shop has it too. Words of other facts are `lexicon`'s.

use crate::infer::COLOURS;
use crate::item::Item;
use crate::words::{STOP_WORDS, split, stem};
use nova_domain::palette;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The rows of a gallery by the colours of their products.
#[derive(Serialize, Deserialize)]
pub(crate) struct ColourWords {
    rows_of_colour: HashMap<String, Rows>,
    /// Words of the longest colour.
    longest: usize,
}

/// The rows of one colour.
#[derive(Default, Serialize, Deserialize)]
struct Rows {
    /// Those that the shop calls so.
    said: Vec<u32>,
    /// Those whose shop says nothing, and whose picture shows it.
    seen: Vec<u32>,
}

/// What a query says of colours.
pub(crate) struct Named<'a> {
    /// Rows of each colour that is named, by the shop's word; a row of several stands in each.
    pub rows: Vec<&'a [u32]>,
    /// The same by what was seen in the picture.
    pub seen: Vec<&'a [u32]>,
    /// Share of the query's words that name colours, 0..1.
    pub share: f32,
}

impl ColourWords {
    /// Over `items` in the order of the rows.
    pub fn new(items: &[&Item]) -> ColourWords {
        let (mut own, mut common) = (HashMap::new(), HashMap::new());
        for (row, item) in items.iter().enumerate() {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let seen = item.product.is_inferred(COLOURS);
            for colour in &item.product.colours {
                add(&mut own, colour, row, seen);
                if let Some(name) = palette::of(colour) {
                    add(&mut common, name, row, seen);
                }
            }
        }
        // A shop that has a colour of that name means its own, and not all that others would call so.
        for (name, rows) in common {
            own.entry(name).or_insert(rows);
        }
        let longest = own.keys().map(|colour| colour.split(' ').count()).max();
        ColourWords {
            longest: longest.unwrap_or(0),
            rows_of_colour: own,
        }
    }

    /// The colours that `query` names.
    pub fn named(&self, query: &str) -> Named<'_> {
        let words = stems(query);
        let (mut at, mut told) = (0, 0);
        let (mut rows, mut seen) = (Vec::new(), Vec::new());
        while at < words.len() {
            let lengths = (1..=self.longest.min(words.len() - at)).rev();
            let mut found = lengths.filter_map(|length| {
                let phrase = words[at..at + length].join(" ");
                Some((length, self.rows_of_colour.get(&phrase)?))
            });
            match found.next() {
                Some((length, own)) => {
                    rows.push(own.said.as_slice());
                    seen.push(own.seen.as_slice());
                    told += length;
                    at += length;
                }
                None => at += 1,
            }
        }
        let content = split(query)
            .iter()
            .filter(|word| !STOP_WORDS.contains(&word.as_str()))
            .count();
        Named {
            rows,
            seen,
            share: told as f32 / content.max(1) as f32,
        }
    }
}

fn add(rows_of_colour: &mut HashMap<String, Rows>, colour: &str, row: u32, seen: bool) {
    let words = stems(colour);
    if words.is_empty() {
        return;
    }
    let own = rows_of_colour.entry(words.join(" ")).or_default();
    let rows = if seen { &mut own.seen } else { &mut own.said };
    // The rows come in order, so a colour said twice is at the end of its list.
    if rows.last() != Some(&row) {
        rows.push(row);
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
                    first: false,
                }
            })
            .collect();
        ColourWords::new(&items.iter().collect::<Vec<_>>())
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
    fn a_common_name_means_what_the_shop_calls_otherwise() {
        let colours = colours();
        assert_eq!(
            colours.named("navy").rows,
            [&[0_u32][..]],
            "the shop has no plain navy"
        );
        assert_eq!(
            colours.named("blue").rows,
            [&[1_u32][..]],
            "and it has a blue of its own"
        );
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
