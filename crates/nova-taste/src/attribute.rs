//! What of a product a taste can be about: its attributes, each a value of a field, numbered over a catalogue.

use crate::parallel::CHUNK;
use nova_domain::Product;
pub use nova_domain::{Attribute, Field};
use rayon::prelude::*;
use std::collections::HashMap;

/// Most values of one field that a taste tells apart: enough for any shop's types and colours, and a bound on the
/// belief's size where a shop has thousands of labels.
const MAX_VALUES: usize = 200;

/// The attributes of a catalogue with their numbers, in a fixed order: by field, the most frequent first.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    attributes: Vec<Attribute>,
    counts: Vec<usize>,
    by_key: HashMap<(Field, String), u32>,
}

impl Vocabulary {
    /// The attributes that at least two of `products` have, or one where the catalogue is that small.
    pub fn new<'a>(products: impl Iterator<Item = &'a Product>) -> Vocabulary {
        let products: Vec<&Product> = products.collect();
        let least = if products.len() < 50 { 1 } else { 2 };
        let mut vocabulary = Vocabulary::default();
        let all: Vec<HashMap<&str, usize>> = Field::ALL
            .into_par_iter()
            .map(|field| spellings(&products, field))
            .collect();
        for (field, spellings) in Field::ALL.into_iter().zip(all) {
            let mut folded: HashMap<String, Vec<(&str, usize)>> = HashMap::new();
            for (spelling, count) in spellings {
                folded
                    .entry(spelling.to_lowercase())
                    .or_default()
                    .push((spelling, count));
            }
            let values = folded.into_iter().filter_map(|(folded, spellings)| {
                let count: usize = spellings.iter().map(|(_, count)| count).sum();
                let most = spellings
                    .into_iter()
                    .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
                (count >= least).then(|| (folded, count, most.0.to_owned()))
            });
            let mut values: Vec<(String, usize, String)> = values.collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            for (folded, count, value) in values.into_iter().take(MAX_VALUES) {
                // At most 200 values of each of ten fields, which any 16-bit number can count.
                let number = vocabulary.attributes.len() as u32;
                vocabulary.by_key.insert((field, folded), number);
                vocabulary.attributes.push(Attribute { field, value });
                vocabulary.counts.push(count);
            }
        }
        vocabulary
    }

    /// How many attributes there are.
    pub fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The attribute with that number, which must be below [`Vocabulary::len`].
    pub fn attribute(&self, number: u32) -> &Attribute {
        &self.attributes[number as usize]
    }

    /// How many products have the attribute with that number.
    pub fn count(&self, number: u32) -> usize {
        self.counts[number as usize]
    }

    /// The number of a field's value, compared without case.
    pub fn find(&self, field: Field, value: &str) -> Option<u32> {
        self.by_key.get(&(field, value.trim().to_lowercase())).copied()
    }

    /// The numbers of a field's values, the most frequent first.
    pub fn of_field(&self, field: Field) -> impl Iterator<Item = u32> + '_ {
        let matching = self.attributes.iter().enumerate();
        matching
            .filter(move |(_, attribute)| attribute.field == field)
            .map(|(number, _)| number as u32)
    }
}

/// How many products have each spelling of a field's values. Of spellings that differ in case alone a product counts
/// for the first.
fn spellings<'a>(products: &[&'a Product], field: Field) -> HashMap<&'a str, usize> {
    let counted = products.par_chunks(CHUNK).map(|products| {
        // For each spelling the number of the value that it is of, and how many have it.
        let mut known: HashMap<&str, (usize, usize)> = HashMap::new();
        let mut folded: HashMap<String, usize> = HashMap::new();
        let mut seen: Vec<usize> = Vec::new();
        for product in products {
            seen.clear();
            for spelling in field.each_value(product) {
                let entry = known.entry(spelling).or_insert_with(|| {
                    let next = folded.len();
                    (*folded.entry(spelling.to_lowercase()).or_insert(next), 0)
                });
                if !seen.contains(&entry.0) {
                    seen.push(entry.0);
                    entry.1 += 1;
                }
            }
        }
        let counts = known.into_iter().map(|(spelling, (_, count))| (spelling, count));
        counts.filter(|(_, count)| *count > 0).collect::<HashMap<_, _>>()
    });
    counted.reduce(HashMap::new, |mut all, more| {
        for (spelling, count) in more {
            *all.entry(spelling).or_default() += count;
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(kind: &str, colours: &[&str]) -> Product {
        let mut product = Product::new(kind, kind);
        product.kind = kind.to_owned();
        product.colours = colours.iter().map(|colour| (*colour).to_owned()).collect();
        product
    }

    #[test]
    fn spellings_are_one_attribute_and_the_most_frequent_comes_first() {
        let products = [
            product("Shirts", &["Red", "blue"]),
            product("shirts", &["red"]),
            product("Shirts", &["NA"]),
            product("Jeans", &["blue"]),
        ];
        let vocabulary = Vocabulary::new(products.iter());
        let shirts = vocabulary.find(Field::Type, "SHIRTS").expect("it is there");
        assert_eq!(
            vocabulary.attribute(shirts).value,
            "Shirts",
            "as the shop writes it most often"
        );
        assert_eq!(vocabulary.count(shirts), 3);
        assert!(vocabulary.find(Field::Colour, "na").is_none(), "NA is no colour");
        let types: Vec<&str> = vocabulary
            .of_field(Field::Type)
            .map(|number| vocabulary.attribute(number).value.as_str())
            .collect();
        assert_eq!(types, ["Shirts", "Jeans"]);
    }

    #[test]
    fn the_shares_of_a_field_have_length_one() {
        let products = [product("Shirts", &["red", "blue", "green", "red"])];
        let vocabulary = Vocabulary::new(products.iter());
        let shares = vocabulary.attributes_of(&products[0]);
        let colours: f32 = shares
            .iter()
            .filter(|(number, _)| vocabulary.attribute(*number).field == Field::Colour)
            .map(|(_, share)| share * share)
            .sum();
        assert!(
            (colours - 1.0).abs() < 1e-6,
            "three colours weigh as one: {colours}"
        );
    }
}
