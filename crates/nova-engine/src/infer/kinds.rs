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

/// From which probability on an answer is written down that phrases gave, and one that is told by what the model named. On three
/// shops the second is right as often or more often, and answers more (catalog/README.md).
const SURE: f32 = 0.8;
const SURE_NAMED: f32 = 0.6;

/// What a value that was never named of an answer's examples counts, of one example.
const UNNAMED: f32 = 1e-3;
/// How much an answer that the shop gives often goes before a rare one: the power of how often.
const OFTEN: f32 = 0.5;
/// Examples for each answer below which phrases serve.
const FEWEST_EXAMPLES: usize = 3;

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
    /// What the model named of the shop's own examples of each leaf; empty where there are too few.
    examples: Vec<Examples>,
}

/// What the model named of the examples of one answer.
#[derive(Debug, Clone, Default)]
struct Examples {
    count: f32,
    /// The sum of their likelihoods, kind by kind.
    sum: Vec<f32>,
}

impl Examples {
    /// How likely it is that another picture is one of them, up to what all answers have in common. `without` is taken for none of
    /// them.
    fn likely(&self, kinds: &[f32], without: bool) -> f32 {
        let own = if without { 1.0 } else { 0.0 };
        let count = self.count - own;
        if count < 0.5 {
            return 0.0;
        }
        let sum = self.sum.iter().zip(kinds);
        let alike: f32 = sum.map(|(sum, kind)| kind * (sum - own * kind + UNNAMED)).sum();
        count.powf(OFTEN) * alike / (count + UNNAMED * kinds.len() as f32)
    }
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
            examples: Vec::new(),
        })
    }

    /// The same, told by what the model named of the shop's own examples: products with the likelihoods of kinds. Where they are
    /// few, phrases go on serving.
    pub fn learning<'a>(mut self, examples: impl Iterator<Item = (&'a Product, &'a [f32])>) -> KindSense {
        let mut all = vec![Examples::default(); self.leaves.len()];
        let mut count = 0;
        for (product, kinds) in examples {
            let Some(at) = self.leaf_of(product) else { continue };
            let own = &mut all[at];
            own.count += 1.0;
            own.sum.resize(kinds.len(), 0.0);
            own.sum.iter_mut().zip(kinds).for_each(|(sum, kind)| *sum += kind);
            count += 1;
        }
        if count >= FEWEST_EXAMPLES * self.leaves.len() {
            self.examples = all;
        }
        self
    }

    /// The leaf that the shop's own words for a product are; `None` where it says nothing, or nothing that is told apart.
    fn leaf_of(&self, product: &Product) -> Option<usize> {
        if self.field.of(product).is_empty() {
            return None;
        }
        let finest = |of: &dyn Fn(Kind) -> String| FIELDS.into_iter().map(of).find(|word| !word.is_empty());
        let own = finest(&|field| field.of(product).to_owned())?;
        self.leaves.iter().position(|leaf| {
            let same = finest(&|field| leaf[field as usize].clone()).is_some_and(|word| word == own);
            same && leaf[self.field as usize] == self.field.of(product)
        })
    }

    /// From which probability on an answer is to be believed.
    pub fn sure(&self) -> f32 {
        if self.examples.is_empty() {
            SURE
        } else {
            SURE_NAMED
        }
    }

    /// The field that it tells.
    pub fn field(&self) -> Kind {
        self.field
    }

    /// The likeliest value of the field with its probability, among what goes with the shop's own words for the
    /// product. `None` where nothing can be told.
    ///
    /// `named` is how likely the model named each kind.
    pub fn best(&self, product: &Product, vector: &[f32], named: Option<&[f32]>) -> Option<(&str, f32)> {
        self.best_without(product, vector, named, None)
    }

    /// The same as if one of the examples had been none: a product whose own words are to be told.
    pub fn best_without(
        &self,
        product: &Product,
        vector: &[f32],
        named: Option<&[f32]>,
        without: Option<&Product>,
    ) -> Option<(&str, f32)> {
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
        let named = named.filter(|_| !self.examples.is_empty());
        let likely: Vec<f32> = match named {
            Some(kinds) => {
                let without = without.and_then(|product| self.leaf_of(product));
                let likely = |at: &usize| self.examples[*at].likely(kinds, without == Some(*at));
                able.iter().map(likely).collect()
            }
            None => {
                let heard = self.model.hears(vector);
                let most = able.iter().map(|at| heard[*at]).fold(f32::MIN, f32::max);
                able.iter()
                    .map(|at| (SHARPNESS * (heard[*at] - most)).exp())
                    .collect()
            }
        };
        let mut probability: BTreeMap<&str, f32> = BTreeMap::new();
        let mut whole = 0.0;
        for (at, likely) in able.into_iter().zip(likely) {
            whole += likely;
            *probability
                .entry(self.leaves[at][self.field as usize].as_str())
                .or_default() += likely;
        }
        let best = probability
            .into_iter()
            .max_by(|left, right| left.1.total_cmp(&right.1))?;
        (whole > 0.0).then(|| (best.0, best.1 / whole))
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
    fn what_was_named_alike_is_likelier_and_no_example_tells_of_itself() {
        let shirts = Examples {
            count: 4.0,
            sum: vec![3.6, 0.4, 0.0],
        };
        let rare = Examples {
            count: 1.0,
            sum: vec![0.0, 0.1, 0.9],
        };
        let (shirt, odd) = ([0.9, 0.1, 0.0], [0.0, 0.1, 0.9]);
        assert!(shirts.likely(&shirt, false) > rare.likely(&shirt, false));
        assert!(rare.likely(&odd, false) > shirts.likely(&odd, false));
        assert_eq!(rare.likely(&odd, true), 0.0, "it was the only example");
        let without = shirts.likely(&shirt, true) / 3.0_f32.sqrt();
        assert!(
            (without - shirts.likely(&shirt, false) / 2.0).abs() < 1e-3,
            "the others are like it"
        );
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
