//! What a product is where the shop does not say: its type, subcategory and category, as the model sees them in the
//! picture. The answers are the words that the rest of the catalogue uses; where it uses none, a list of garments.

use super::garments::GARMENTS;
use super::sense::{PhraseBook, Sense};
use crate::error::EngineError;
use crate::words::singular;
use nova_domain::Product;
use std::collections::{BTreeMap, HashMap};

/// Fields that can be told, the finest first.
pub const FIELDS: [Kind; 3] = [Kind::Type, Kind::Subcategory, Kind::Category];

/// How sharply the likelier answers stand out, per spread of the cosines.
const SHARPNESS: f32 = 3.0;

/// From which probability on an answer is written down.
pub const SURE: f32 = 0.8;

/// Answers of a catalogue that are told apart, the most frequent first.
const MOST: usize = 400;

/// With fewer words than this of its own a catalogue does not say what else there may be.
const FEWEST: [usize; 3] = [5, 3, 2];

/// A field that says what a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What the garment is called.
    Type,
    /// The finer class.
    Subcategory,
    /// The class.
    Category,
}

impl Kind {
    /// The field's name.
    pub fn name(self) -> &'static str {
        ["type", "subcategory", "category"][self as usize]
    }

    /// Its value in a product; empty where there is none.
    pub fn of(self, product: &Product) -> &str {
        match self {
            Kind::Type => &product.kind,
            Kind::Subcategory => &product.subcategory,
            Kind::Category => &product.category,
        }
    }

    /// Its place in a product.
    pub fn place(self, product: &mut Product) -> &mut String {
        match self {
            Kind::Type => &mut product.kind,
            Kind::Subcategory => &mut product.subcategory,
            Kind::Category => &mut product.category,
        }
    }
}

/// Something that a picture may show: type, subcategory and category, of which some may be empty.
type Leaf = [String; 3];

/// Tells one field.
pub struct KindSense {
    field: Kind,
    leaves: Vec<Leaf>,
    model: Sense,
}

impl KindSense {
    /// For a catalogue whose products are `own`, in the shop's words, and whose pictures are `vectors`.
    ///
    /// # Errors
    /// When the model fails.
    pub fn new<'a>(
        field: Kind,
        book: &mut PhraseBook<'_>,
        own: impl Iterator<Item = &'a Product>,
        vectors: impl Iterator<Item = &'a [f32]>,
    ) -> Result<KindSense, EngineError> {
        let leaves = leaves(field, own);
        let phrases: Vec<Vec<String>> = leaves.iter().map(phrases).collect();
        Ok(KindSense {
            field,
            leaves,
            model: Sense::new(book, &phrases, vectors)?,
        })
    }

    /// The field that it tells.
    pub fn field(&self) -> Kind {
        self.field
    }

    /// The likeliest value of the field with its probability, among what goes with the shop's own words for the
    /// product. `None` where nothing can be told.
    pub fn best(&self, product: &Product, vector: &[f32]) -> Option<(&str, f32)> {
        let heard = self.model.hears(vector);
        let goes = |leaf: &Leaf| {
            FIELDS.into_iter().all(|field| {
                let (own, other) = (field.of(product), leaf[field as usize].as_str());
                own.is_empty() || other.is_empty() || own.to_lowercase() == other.to_lowercase()
            })
        };
        let mut able: Vec<usize> = (0..self.leaves.len())
            .filter(|at| goes(&self.leaves[*at]))
            .collect();
        if able.is_empty() {
            able = (0..self.leaves.len()).collect();
        }
        let most = able.iter().map(|at| heard[*at]).fold(f32::MIN, f32::max);
        let mut probability: BTreeMap<&str, f32> = BTreeMap::new();
        let mut whole = 0.0;
        for at in able {
            let likely = (SHARPNESS * (heard[at] - most)).exp();
            whole += likely;
            *probability
                .entry(self.leaves[at][self.field as usize].as_str())
                .or_default() += likely;
        }
        let best = probability
            .into_iter()
            .max_by(|left, right| left.1.total_cmp(&right.1))?;
        Some((best.0, best.1 / whole))
    }

    /// How many values there are to choose from.
    pub fn values(&self) -> usize {
        let mut values: Vec<&str> = self
            .leaves
            .iter()
            .map(|leaf| leaf[self.field as usize].as_str())
            .collect();
        values.sort_unstable();
        values.dedup();
        values.len()
    }
}

/// What pictures may show, each with a value of `field`: the finest words of the products that have one, with the
/// values that most of them have; the list of garments where the catalogue has too few.
fn leaves<'a>(field: Kind, own: impl Iterator<Item = &'a Product>) -> Vec<Leaf> {
    let mut by_word: HashMap<&str, Vec<&Product>> = HashMap::new();
    for product in own.filter(|product| !field.of(product).is_empty()) {
        let finest = FIELDS.into_iter().map(|field| field.of(product));
        if let Some(word) = finest
            .into_iter()
            .find(|word| word.chars().any(char::is_alphabetic))
        {
            by_word.entry(word).or_default().push(product);
        }
    }
    let mut words: Vec<(&str, Vec<&Product>)> = by_word.into_iter().collect();
    words.sort_by(|left, right| (right.1.len(), left.0).cmp(&(left.1.len(), right.0)));
    let found: Vec<Leaf> = words
        .iter()
        .take(MOST)
        .map(|(_, products)| {
            let usual = |field: Kind| usual(products.iter().map(|product| field.of(product)));
            [usual(Kind::Type), usual(Kind::Subcategory), usual(Kind::Category)]
        })
        .filter(|leaf| !leaf[field as usize].is_empty())
        .collect();
    let mut values: Vec<&String> = found.iter().map(|leaf| &leaf[field as usize]).collect();
    values.sort_unstable();
    values.dedup();
    if values.len() >= FEWEST[field as usize] {
        return found;
    }
    let garments = GARMENTS.iter().flat_map(|(category, subcategory, kinds)| {
        kinds
            .iter()
            .map(|kind| [*kind, *subcategory, *category].map(str::to_owned))
    });
    garments.collect()
}

/// The value that most have; of equals the first in the alphabet.
fn usual<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(value, _)| value.to_owned()).unwrap_or_default()
}

/// How the model was taught to hear of a garment: `a photo of a dress`, `dresses`, `a dress`.
fn phrases(leaf: &Leaf) -> Vec<String> {
    let word = leaf.iter().find(|word| !word.is_empty());
    let plural = word.map(|word| word.to_lowercase()).unwrap_or_default();
    let (rest, last) = plural
        .rsplit_once(' ')
        .map_or(("", plural.as_str()), |(rest, last)| (rest, last));
    let singular = format!("{rest} {}", singular(last));
    let singular = singular.trim();
    vec![
        format!("a photo of a {singular}"),
        plural.clone(),
        format!("a {singular}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(kind: &str, category: &str) -> Product {
        let mut product = Product::new("x", "x");
        (product.kind, product.category) = (kind.to_owned(), category.to_owned());
        product
    }

    #[test]
    fn the_catalogues_own_words_are_the_answers() {
        let kinds = ["Coats", "Hats", "Boots", "Ties", "Belts", "Coats"];
        let products: Vec<Product> = kinds.iter().map(|kind| product(kind, "Wear")).collect();
        let found = leaves(Kind::Type, products.iter());
        assert_eq!(found.len(), 5);
        assert_eq!(
            found[0],
            ["Coats", "", "Wear"],
            "the most frequent first, with its category"
        );
    }

    #[test]
    fn a_catalogue_with_few_words_of_its_own_does_not_make_everything_fit_them() {
        let products = [product("Coats", ""), product("Hats", "")];
        let found = leaves(Kind::Type, products.iter());
        assert!(
            found.iter().any(|leaf| leaf[0] == "Dresses"),
            "the list of garments serves"
        );
    }

    #[test]
    fn a_category_is_told_by_the_types_in_it() {
        let products = [
            product("Coats", "Wear"),
            product("Hats", "Extras"),
            product("Hats", "Extras"),
            product("Hats", "Wear"),
        ];
        let found = leaves(Kind::Category, products.iter());
        assert_eq!(found[0], ["Hats", "", "Extras"], "as most of them say");
        assert_eq!(found[1], ["Coats", "", "Wear"]);
    }

    #[test]
    fn a_garment_is_asked_for_in_the_singular_and_the_plural() {
        let leaf = ["Maxi dresses".to_owned(), String::new(), String::new()];
        assert_eq!(
            phrases(&leaf),
            ["a photo of a maxi dress", "maxi dresses", "a maxi dress"]
        );
    }
}
