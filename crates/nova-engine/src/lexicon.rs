//! Words that stand in products' facts: which rows hold which, and how much of a query each row says.
//!
//! An embedding knows what "flowy" looks like and not what a brand is called; the facts know names, colours and
//! types to the letter. What of a query stands in a product's facts, weighted by how rare the words are (inverse
//! document frequency, Spärck Jones 1972), is therefore added to the cosine. Keyword search without a model is
//! `nova-store`'s.

use crate::brand_words::BrandWords;
use crate::colour_words::ColourWords;
use crate::item::Item;
use crate::postings::Postings;
use crate::words::{STOP_WORDS, facts, split, stem};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How many spreads of the catalogue's cosines a row gains that says all of the query. Chosen on twenty queries
/// over 40,056 products (docs/search.md).
const WEIGHT: f32 = 2.0;

/// How many spreads more a row gains whose colour the query names, times the square of the share of the query
/// that is colour: alone it decides, and beside a kind of garment it must not. Chosen on
/// the colours of 4,536 products (docs/search.md).
const COLOUR_WEIGHT: f32 = 3.0;
/// How many spreads more a row gains whose brand the query names. Chosen on eight queries over 40,056 products: with 2
/// none of their ten first is of another brand.
const BRAND_WEIGHT: f32 = 4.0;
/// What a word counts that was seen in the picture beside one that the shop says: the picture's embedding has seen it
/// too, and it is right less often.
const SEEN: f32 = 0.5;
/// What stands in for the picture of a product without an embedding, in the same units: less than a picture that
/// shows what is sought, and more than any.
const UNSEEN_WEIGHT: f32 = 1.5;
/// Spread of the cosines where too few pictures are there to tell.
const USUAL_SPREAD: f32 = 0.05;
/// From here on a cosine with what is added to it nears 1 and never reaches it.
const KNEE: f32 = 0.9;
/// Cosine of a product without an embedding that says nothing of the query.
pub(crate) const NOTHING_SAID: f32 = -1.0;

/// Rows whose words are noted by one thread at a time.
const STRETCH: usize = 8_192;

/// The rows of a gallery by the words of their products' facts.
#[derive(Serialize, Deserialize)]
pub(crate) struct Lexicon {
    rows_of_word: Postings,
    /// Rows whose picture shows a word that their shop does not say.
    seen_of_word: Postings,
    colours: ColourWords,
    brands: BrandWords,
    rows: usize,
}

impl Lexicon {
    /// Over `items` in the order of the rows.
    pub fn new(items: &[&Item]) -> Lexicon {
        let stretches = items.par_chunks(STRETCH).enumerate();
        let noted = stretches.map(|(stretch, items)| noted(stretch * STRETCH, items));
        let (said, seen): (Vec<_>, Vec<_>) = noted.collect::<Vec<_>>().into_iter().unzip();
        let rows_of_word = Postings::of(said);
        let (colours, brands) = rayon::join(
            || ColourWords::new(items),
            || BrandWords::new(items, &rows_of_word),
        );
        Lexicon {
            brands,
            rows_of_word,
            seen_of_word: Postings::of(seen),
            colours,
            rows: items.len(),
        }
    }

    /// How much each row says of `query`, 0..1 by the words' rarity.
    pub fn coverage(&self, query: &str) -> Vec<f32> {
        let mut words: Vec<String> = split(query)
            .into_iter()
            .filter(|word| !STOP_WORDS.contains(&word.as_str()))
            .map(|word| stem(&word).to_owned())
            .collect();
        words.sort();
        words.dedup();
        let rarity = |count: usize| ((self.rows as f32 + 1.0) / (count as f32 + 0.5)).ln().max(0.0);
        let found: Vec<(&[u32], &[u32], f32)> = words
            .iter()
            .map(|word| {
                let said = self.rows_of_word.rows(word);
                let seen = self.seen_of_word.rows(word);
                (said, seen, rarity(said.len() + seen.len()))
            })
            .collect();
        let all: f32 = found.iter().map(|(.., rarity)| rarity).sum();
        let mut coverage = vec![0.0; self.rows];
        if all <= 0.0 {
            return coverage;
        }
        for (said, seen, rarity) in found {
            for (rows, weight) in [(said, 1.0), (seen, SEEN)] {
                let gain = weight * rarity / all;
                rows.iter().for_each(|row| coverage[*row as usize] += gain);
            }
        }
        coverage
    }

    /// The rows whose shop says every word of a text, in order.
    pub fn rows_saying(&self, text: &str) -> Vec<usize> {
        let words = split(text)
            .into_iter()
            .filter(|word| !STOP_WORDS.contains(&word.as_str()));
        let lists: Vec<&[u32]> = words.map(|word| self.rows_of_word.rows(stem(&word))).collect();
        let Some((first, others)) = lists.split_first() else {
            return Vec::new();
        };
        let all = first
            .iter()
            .filter(|row| others.iter().all(|rows| rows.binary_search(row).is_ok()));
        all.map(|row| *row as usize).collect()
    }

    /// Adds to each row's cosine what it says of `query`, in units of `spread`, the spread of the cosines around
    /// `mean`. Rows after the cosines have no embedding; they are added at the end, with the cosine that a picture
    /// to go with such words would have, or −1 where nothing is said.
    /// Of several wordings of one query that counts which says most of a row.
    pub fn add(&self, wordings: &[&str], (mean, spread): (f32, f32), cosines: &mut Vec<f32>) {
        let seen = cosines.len();
        let unit = if spread > f32::EPSILON {
            spread
        } else {
            USUAL_SPREAD
        };
        cosines.resize(self.rows, NOTHING_SAID);
        let mut wordings = wordings.to_vec();
        wordings.dedup();
        let said = wordings.iter().map(|query| self.coverage(query));
        let said = said.reduce(|mut most, next| {
            most.iter_mut()
                .zip(next)
                .for_each(|(most, next)| *most = most.max(next));
            most
        });
        let (with, without) = cosines.split_at_mut(seen.min(self.rows));
        let said = said.unwrap_or_default();
        let (of_seen, of_unseen) = said.split_at(with.len().min(said.len()));
        for (cosine, coverage) in with.iter_mut().zip(of_seen) {
            *cosine += WEIGHT * spread * coverage;
        }
        for (cosine, coverage) in without.iter_mut().zip(of_unseen) {
            if *coverage > 0.0 {
                *cosine = mean + (WEIGHT + UNSEEN_WEIGHT) * unit * coverage;
            }
        }
        let brands = wordings.iter().map(|query| self.brands.named(query));
        let brands = brands.max_by_key(Vec::len).unwrap_or_default();
        for row in brands.into_iter().flatten() {
            if let Some(cosine) = cosines.get_mut(*row as usize) {
                *cosine += BRAND_WEIGHT * unit;
            }
        }
        let named = wordings.iter().map(|query| self.colours.named(query));
        let Some(named) = named.reduce(|best, next| {
            if next.rows.len() > best.rows.len() {
                next
            } else {
                best
            }
        }) else {
            return;
        };
        for (rows, weight) in [(named.rows, 1.0), (named.seen, SEEN)] {
            let gain = weight * COLOUR_WEIGHT * unit * named.share * named.share;
            for row in rows.into_iter().flatten() {
                if let Some(cosine) = cosines.get_mut(*row as usize) {
                    *cosine += gain;
                }
            }
        }
    }
}

/// A cosine that something was added to, brought below one; the order of two stays.
pub(crate) fn bounded(cosine: f32) -> f32 {
    if cosine <= KNEE {
        return cosine;
    }
    let room = 1.0 - KNEE;
    1.0 - room / (1.0 + (cosine - KNEE) / room)
}

/// The rows of each word that a stretch of items says, the first of which is `first`, and of those that its pictures alone show.
fn noted(first: usize, items: &[&Item]) -> (HashMap<String, Vec<u32>>, HashMap<String, Vec<u32>>) {
    let (mut said, mut shown) = (HashMap::new(), HashMap::new());
    for (row, item) in (first..).zip(items) {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let all = facts(&item.product);
        let inferred = !item.product.inferred.is_empty();
        let mut words = if inferred {
            facts(&item.product.as_the_shop_says())
        } else {
            all.clone()
        };
        if inferred {
            let seen = all.iter().filter(|word| !words.contains(word));
            seen.for_each(|word| note(&mut shown, word, row));
        }
        words.extend(split(item.product.id.as_str()));
        words.iter().for_each(|word| note(&mut said, word, row));
    }
    (said, shown)
}

/// Notes that a row holds a word. The rows come in order, so a word said twice is at the end of its list.
fn note(rows_of_word: &mut HashMap<String, Vec<u32>>, word: &str, row: u32) {
    let stem = stem(word);
    match rows_of_word.get_mut(stem) {
        Some(known) if known.last() == Some(&row) => {}
        Some(known) => known.push(row),
        None => drop(rows_of_word.insert(stem.to_owned(), vec![row])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nova_domain::Product;

    fn item(id: &str, title: &str, colour: &str) -> Item {
        let mut product = Product::new(id, title);
        product.colours = vec![colour.to_owned()];
        Item {
            product,
            picture_path: None,
            picture_hash: None,
            row: None,
            first: false,
        }
    }

    fn lexicon() -> Lexicon {
        let items = [
            item("A1", "Puma Ferrari jacket", "Black"),
            item("A2", "Puma shoes", "Red"),
            item("A3", "Wrap dress", "Red"),
            item("A4", "Ada jackets", "Red"),
        ];
        Lexicon::new(&items.iter().collect::<Vec<_>>())
    }

    #[test]
    fn who_says_all_of_a_query_has_all_of_it_and_a_rare_word_counts_for_more() {
        let coverage = lexicon().coverage("a Puma Ferrari jacket");
        assert!((coverage[0] - 1.0).abs() < 1e-6, "every word stands there");
        assert!(
            coverage[1] < 0.5 && coverage[1] > 0.0,
            "one word of three: {coverage:?}"
        );
        assert_eq!(coverage[2], 0.0, "nothing of it is said");
        let red = lexicon().coverage("red ferrari");
        assert!(red[0] > red[1], "ferrari is rarer than red: {red:?}");
    }

    #[test]
    fn a_word_that_nobody_says_keeps_the_others_from_being_all() {
        let coverage = lexicon().coverage("flowy dress");
        assert!(
            coverage[2] > 0.0 && coverage[2] < 0.6,
            "half of it is unknown: {coverage:?}"
        );
        let nothing = lexicon().coverage("the of a");
        assert!(nothing.iter().all(|said| *said == 0.0), "nothing was said");
    }

    #[test]
    fn what_was_seen_in_a_picture_counts_half_of_what_the_shop_says() {
        let mut seen = item("B2", "Wrap dress", "Red");
        seen.product.inferred = vec!["colours".to_owned()];
        let items = [item("B1", "Wrap dress", "Red"), seen, item("B3", "Coat", "Blue")];
        let lexicon = Lexicon::new(&items.iter().collect::<Vec<_>>());
        let coverage = lexicon.coverage("red");
        assert!((coverage[1] - 0.5 * coverage[0]).abs() < 1e-6, "{coverage:?}");
        assert_eq!(lexicon.coverage("dress")[1], 1.0, "its title is the shop's");
        let mut cosines = vec![0.2, 0.2, 0.2];
        lexicon.add(&["red"], (0.2, 0.01), &mut cosines);
        assert!(cosines[0] > cosines[1] && cosines[1] > cosines[2], "{cosines:?}");
    }

    #[test]
    fn an_id_is_a_word_too() {
        assert_eq!(
            lexicon()
                .coverage("a4")
                .iter()
                .filter(|said| **said > 0.0)
                .count(),
            1,
            "typed as it stands on the label"
        );
    }

    #[test]
    fn what_is_added_is_in_units_of_the_spread() {
        let mut cosines = vec![0.2, 0.2, 0.99, 0.2];
        lexicon().add(&["wrap dress"], (0.2, 0.1), &mut cosines);
        assert_eq!(cosines[0], 0.2, "unchanged where nothing is said");
        assert!((cosines[2] - 1.19).abs() < 1e-6, "two spreads: {cosines:?}");
        let mut twice = vec![0.2, 0.2, 0.99, 0.2];
        lexicon().add(&["wrap dress", "robe portefeuille"], (0.2, 0.1), &mut twice);
        assert_eq!(twice, cosines, "of two wordings the one counts that says more");
    }

    #[test]
    fn what_passes_one_keeps_its_order_below_it() {
        let cosines = [0.5, 0.9, 0.95, 1.0, 1.1, 1.4, 2.0, 2.01].map(bounded);
        assert_eq!(cosines[..2], [0.5, 0.9], "nothing was near one");
        assert!(
            cosines.is_sorted_by(|one, next| one < next),
            "no two are the same: {cosines:?}"
        );
        assert!(cosines.iter().all(|cosine| *cosine < 1.0), "{cosines:?}");
    }

    #[test]
    fn a_brand_that_is_named_comes_before_what_looks_more_like_the_rest() {
        let mut items = [
            item("B1", "Road running shoes", "Red"),
            item("B2", "Nike shoes", "Red"),
            item("B3", "Cap", "Red"),
        ];
        items[1].product.brand = "Nike".to_owned();
        let mut cosines = vec![0.3, 0.2, 0.1];
        Lexicon::new(&items.iter().collect::<Vec<_>>()).add(
            &["nike running shoes"],
            (0.2, 0.1),
            &mut cosines,
        );
        assert!(cosines[1] > cosines[0] && cosines[0] > cosines[2], "{cosines:?}");
    }

    #[test]
    fn a_row_without_an_embedding_is_found_by_its_words_alone() {
        let mut cosines = vec![0.2, 0.2];
        lexicon().add(&["wrap dress"], (0.2, 0.1), &mut cosines);
        assert_eq!(cosines.len(), 4, "all rows have a cosine now");
        assert!((cosines[2] - 0.55).abs() < 1e-6, "all of it is said: {cosines:?}");
        assert_eq!(cosines[3], NOTHING_SAID, "and nothing there");
    }
}
