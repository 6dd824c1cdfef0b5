//! The attributes of a catalogue's products in columns: two bytes an attribute, so that a look at all of them reads little.
//!
//! A product's attribute with its share is one of few pairs that a catalogue has. Each pair has a number, and what is
//! multiplied with a share is multiplied once for each pair.

use crate::attribute::{Field, Vocabulary};
use nova_domain::Product;
use std::collections::HashMap;

/// Values of a field from which on a product's share of each falls no further: with 200 values for each of five fields
/// that have several, the numbers of pairs keep to 16 bits.
const MOST_VALUES: usize = 64;

/// An attribute with its share of a product.
type Pair = (u32, f32);

/// One product's attributes with their shares.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a> {
    own: &'a [u16],
    pairs: &'a [Pair],
}

impl<'a> Attributes<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.own.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }

    /// Each attribute's number with its share.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, f32)> + Clone + use<'a> {
        let pairs = self.pairs;
        self.own.iter().map(|pair| pairs[usize::from(*pair)])
    }

    /// The first so many of them.
    pub fn first(&self, count: usize) -> Attributes<'a> {
        Attributes {
            own: &self.own[..count],
            pairs: self.pairs,
        }
    }
}

/// The attributes of products, one after another.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// Numbers of pairs.
    own: Vec<u16>,
    /// Where each product's end.
    ends: Vec<u32>,
    pairs: Vec<Pair>,
}

impl Columns {
    /// How many products there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A product's attributes.
    pub fn row(&self, item: usize) -> Attributes<'_> {
        Attributes {
            own: self.pairs_of(item),
            pairs: &self.pairs,
        }
    }

    /// The numbers of a product's pairs.
    pub fn pairs_of(&self, item: usize) -> &[u16] {
        let start = item.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.own[start..self.ends[item] as usize]
    }

    /// Something of each pair, by the pairs' numbers.
    pub fn each_pair<T>(&self, of: impl Fn(u32, f32) -> T) -> Vec<T> {
        self.pairs
            .iter()
            .map(|(number, share)| of(*number, *share))
            .collect()
    }

    /// Puts parts of a catalogue together.
    pub fn of(parts: &[Part]) -> Columns {
        let mut known: HashMap<(u16, u8), u16> = HashMap::new();
        let mut columns = Columns {
            own: Vec::with_capacity(parts.iter().map(|part| part.own.len()).sum()),
            ends: Vec::with_capacity(parts.iter().map(|part| part.ends.len()).sum()),
            pairs: Vec::new(),
        };
        for part in parts {
            // Some millions of products with some ten attributes each are far below 2³².
            let before = columns.own.len() as u32;
            let numbers: Vec<u16> = part
                .pairs
                .iter()
                .map(|(number, count)| {
                    *known.entry((*number, *count)).or_insert_with(|| {
                        let share = 1.0 / f32::from(*count).sqrt();
                        columns.pairs.push((u32::from(*number), share));
                        (columns.pairs.len() - 1) as u16
                    })
                })
                .collect();
            let own = part.own.iter().map(|pair| numbers[usize::from(*pair)]);
            columns.own.extend(own);
            columns.ends.extend(part.ends.iter().map(|end| before + end));
        }
        columns
    }
}

/// The attributes of some products, with pairs of their own.
#[derive(Default)]
pub(crate) struct Part {
    own: Vec<u16>,
    ends: Vec<u32>,
    pairs: Vec<(u16, u8)>,
    known: HashMap<(u16, u8), u16>,
}

impl Part {
    /// Adds a product: by field, each field's attributes by number.
    pub fn push<'a>(&mut self, numbers: &mut Numbers<'a, '_>, product: &'a Product) {
        let mut own: Vec<u16> = Vec::new();
        for (at, field) in Field::ALL.into_iter().enumerate() {
            own.clear();
            let values = field.each_value(product);
            own.extend(values.filter_map(|value| numbers.of_value(at, field, value)));
            own.sort_unstable();
            own.dedup();
            let count = own.len().min(MOST_VALUES) as u8;
            for number in &own {
                let pair = *self.known.entry((*number, count)).or_insert_with(|| {
                    self.pairs.push((*number, count));
                    (self.pairs.len() - 1) as u16
                });
                self.own.push(pair);
            }
        }
        self.ends.push(self.own.len() as u32);
    }
}

/// The numbers of values as shops spell them, remembered: a catalogue has few spellings.
pub(crate) struct Numbers<'a, 'v> {
    vocabulary: &'v Vocabulary,
    known: [HashMap<&'a str, Option<u16>>; Field::ALL.len()],
}

impl<'a, 'v> Numbers<'a, 'v> {
    /// The numbers of a vocabulary.
    pub fn of(vocabulary: &'v Vocabulary) -> Numbers<'a, 'v> {
        Numbers {
            vocabulary,
            known: std::array::from_fn(|_| HashMap::new()),
        }
    }

    /// `at` is the field's place among all fields.
    fn of_value(&mut self, at: usize, field: Field, value: &'a str) -> Option<u16> {
        let vocabulary = self.vocabulary;
        let known = self.known[at].entry(value);
        // A vocabulary has at most 2,000 attributes.
        *known.or_insert_with(|| vocabulary.find(field, value).map(|number| number as u16))
    }
}

impl Vocabulary {
    /// The attributes of a product with their shares: 1/√k where it has k values of a field, so that a product with
    /// many colours does not weigh more than one with a single colour.
    pub fn attributes_of(&self, product: &Product) -> Vec<(u32, f32)> {
        let mut part = Part::default();
        part.push(&mut Numbers::of(self), product);
        Columns::of(&[part]).row(0).iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_put_together_say_what_the_vocabulary_says_of_each_product() {
        let product = |at: usize| {
            let mut product = Product::new("p", "Piece");
            product.kind = format!("kind {}", at % 3);
            product.colours = (0..at % 5).map(|n| format!("Colour {}", (at + n) % 7)).collect();
            product.tags = vec!["new".into(), "New".into(), "unheard of".into()];
            product.tags.truncate(at % 4);
            product
        };
        let products: Vec<Product> = (0..90).map(product).collect();
        let vocabulary = Vocabulary::new(products.iter());
        let parts: Vec<Part> = products
            .chunks(13)
            .map(|products| {
                let (mut part, mut numbers) = (Part::default(), Numbers::of(&vocabulary));
                products
                    .iter()
                    .for_each(|product| part.push(&mut numbers, product));
                part
            })
            .collect();
        let columns = Columns::of(&parts);
        assert_eq!(columns.len(), products.len());
        for (item, product) in products.iter().enumerate() {
            let plain: Vec<(u32, f32)> = Field::ALL
                .into_iter()
                .flat_map(|field| {
                    let values = field.values(product).into_iter();
                    let mut numbers: Vec<u32> =
                        values.filter_map(|value| vocabulary.find(field, value)).collect();
                    numbers.sort_unstable();
                    numbers.dedup();
                    let share = 1.0 / (numbers.len() as f32).sqrt();
                    numbers.into_iter().map(move |number| (number, share))
                })
                .collect();
            assert_eq!(columns.row(item).iter().collect::<Vec<_>>(), plain, "{product:?}");
        }
    }
}
