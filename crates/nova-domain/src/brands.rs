//! Brands read from titles, for catalogues whose shop gives them no column: "Peter England Men Party Blue Jeans".
//!
//! Many shops begin a title with the brand and then say for whom the piece is. What stands before that word again and
//! again is taken for a name; where most titles do not begin so, nothing is. What the shop says of brands, and
//! where the names found are written, is the import's business.

use crate::palette;
use std::collections::HashMap;

/// Words of the longest name.
const LONGEST: usize = 4;
/// Titles that must begin with the same words.
const LEAST_TITLES: usize = 3;
/// A longer name that is this much rarer than what it begins with is that and a word of the piece: "Puma Ferrari".
const RARER: usize = 4;
/// Share of the titles that must begin with a name; of fewer, the names are chance.
const LEAST_SHARE: f64 = 0.5;
/// For whom a piece is, in the languages of the window that put it behind the brand.
const FOR_WHOM: [&str; 32] = [
    "men", "men's", "mens", "man", "women", "women's", "womens", "woman", "boy", "boys", "girl", "girls",
    "kid", "kids", "unisex", "infant", "infants", "baby", "herren", "damen", "kinder", "jungen", "mädchen",
    "homme", "hommes", "femme", "femmes", "hombre", "mujer", "niño", "niña", "enfant",
];

/// The brands with which a catalogue's titles begin.
#[derive(Debug, Default)]
pub struct Brands {
    /// As most titles spell it, by its words in lower case.
    names: HashMap<String, String>,
}

impl Brands {
    /// The names that the titles have in common; none where fewer than half of them begin with one.
    pub fn in_titles<'a>(titles: impl Iterator<Item = &'a str> + Clone) -> Brands {
        let mut spellings: HashMap<String, HashMap<String, usize>> = HashMap::new();
        for title in titles.clone() {
            let words: Vec<&str> = title.split_whitespace().take(LONGEST + 1).collect();
            let Some(end) = words.iter().position(|word| says_for_whom(word)) else {
                continue;
            };
            let Some(name) = without_colours(&words[..end]) else {
                continue;
            };
            let name = name.join(" ");
            *spellings
                .entry(name.to_lowercase())
                .or_default()
                .entry(name)
                .or_default() += 1;
        }
        let counts: HashMap<&String, usize> = spellings
            .iter()
            .map(|(name, spelt)| (name, spelt.values().sum()))
            .filter(|(_, titles)| *titles >= LEAST_TITLES)
            .collect();
        let names = counts
            .iter()
            .filter(|(name, titles)| {
                let shorter = beginnings(name).skip(1);
                !shorter.into_iter().any(|begins| {
                    let known = counts.get(&begins.to_owned());
                    known.is_some_and(|known| *known >= RARER * **titles)
                })
            })
            .filter_map(|(name, _)| {
                // Of spellings that are as common, the first in the alphabet, so that the same titles give the same.
                let spelt = spellings[*name].iter();
                let (best, _) = spelt.max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))?;
                Some(((*name).clone(), best.clone()))
            })
            .collect();
        let brands = Brands { names };
        let (mut all, mut named) = (0_usize, 0_usize);
        for title in titles {
            all += 1;
            named += usize::from(brands.of(title).is_some());
        }
        if (named as f64) < LEAST_SHARE * all as f64 {
            return Brands::default();
        }
        brands
    }

    /// Whether no title begins with a brand.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The brand with which a title begins, the longest that is known.
    pub fn of(&self, title: &str) -> Option<&str> {
        let words: Vec<&str> = title.split_whitespace().take(LONGEST + 1).collect();
        // A title that is nothing but the name says nothing of a piece.
        let begins = words[..words.len().min(LONGEST + 1).saturating_sub(1)]
            .join(" ")
            .to_lowercase();
        let found = beginnings(&begins).find_map(|name| self.names.get(name));
        found.map(String::as_str)
    }
}

/// "Newhide Brown" is Newhide; "Red Rose" and "Black Coffee" are names, "Red" alone is none.
fn without_colours<'a>(words: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let colours = words.iter().rev().take_while(|word| palette::of(word).is_some());
    match words.len() - colours.count() {
        0 => (words.len() > 1).then_some(words),
        left => Some(&words[..left]),
    }
}

fn says_for_whom(word: &str) -> bool {
    let word = word.replace('’', "'").to_lowercase();
    FOR_WHOM.contains(&word.trim_matches(['\'', ',']))
}

/// The words from the first on, all of them first and one fewer each time.
fn beginnings(words: &str) -> impl Iterator<Item = &str> {
    let mut left = (!words.is_empty()).then_some(words);
    std::iter::from_fn(move || {
        let now = left?;
        left = now.rfind(' ').map(|at| &now[..at]);
        Some(now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brands(titles: &[&str]) -> Brands {
        Brands::in_titles(titles.iter().copied())
    }

    const SHOP: [&str; 12] = [
        "Puma Men Black T-shirt",
        "Puma Women's White Shoes",
        "PUMA Men Ferrari Track Jacket",
        "Puma Unisex Red Backpack",
        "Peter England Men Party Blue Jeans",
        "Peter England Men White Shirt",
        "Peter England Men Check Shirt",
        "Red Tape Men Brown Shoes",
        "Red Tape Men Formal Black Shoes",
        "Red Tape Women Brown Sandals",
        "Puma Ferrari Cap",
        "Wallet",
    ];

    #[test]
    fn what_stands_again_and_again_before_the_word_for_whom_is_a_brand() {
        let found = brands(&SHOP);
        assert_eq!(found.of("Peter England Men Grey Trousers"), Some("Peter England"));
        assert_eq!(
            found.of("Red Tape Men Belt"),
            Some("Red Tape"),
            "a name may begin with a colour"
        );
        assert_eq!(
            found.of("puma ferrari cap"),
            Some("Puma"),
            "spelt as most titles do"
        );
        assert_eq!(found.of("Wallet"), None);
        assert_eq!(found.of("Puma"), None, "nothing of a piece is said");
        assert_eq!(found.of(""), None);
    }

    #[test]
    fn a_rarer_name_that_goes_on_is_the_shorter_one() {
        let mut titles: Vec<&str> = vec!["Nike Men Shirt"; 12];
        titles.extend(["Nike Total 90 Men Shoes"; 3]);
        assert_eq!(brands(&titles).of("Nike Total 90 Men Shoes"), Some("Nike"));
        titles.extend(["Nike Total 90 Men Shoes"; 3]);
        assert_eq!(
            brands(&titles).of("Nike Total 90 Men Shoes"),
            Some("Nike Total 90"),
            "as common as this, it is a name of its own"
        );
    }

    #[test]
    fn a_colour_before_the_word_for_whom_is_not_of_the_name() {
        let found = brands(&[
            "Newhide Brown Men Wallet",
            "Newhide Black Men Belt",
            "Newhide Men Wallet",
        ]);
        assert_eq!(found.of("Newhide Brown Men Wallet"), Some("Newhide"));
        assert_eq!(
            brands(&["Red Rose Women Robe"; 3]).of("Red Rose Women Robe"),
            Some("Red Rose")
        );
        assert_eq!(
            brands(&["Red Women Robe"; 3]).of("Red Women Robe"),
            None,
            "that is its colour"
        );
    }

    #[test]
    fn titles_that_do_not_begin_with_brands_give_none() {
        let mut titles: Vec<&str> = vec![
            "Linen summer dress",
            "Wool coat with a belt",
            "Silk blouse",
            "Denim jacket",
        ];
        titles.extend(["Linen Women Dress"; 3]);
        assert_eq!(
            brands(&titles).of("Linen Women Dress"),
            None,
            "three titles of seven"
        );
        assert_eq!(
            brands(&["Men Shirt", "Men Shoes", "Men Belt"]).of("Men Shirt"),
            None
        );
        assert_eq!(brands(&[]).of("Puma Men Shoes"), None);
    }
}
