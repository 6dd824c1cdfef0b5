//! The attributes of a catalogue's products in columns: three bytes an attribute, so that a look at all of them reads little.

use crate::attribute::{Field, Vocabulary};
use nova_domain::Product;
use std::collections::HashMap;
use std::sync::LazyLock;

/// 1/√k by k. A product has at most as many values of a field as a vocabulary has of it, which is 200.
static SHARES: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|count| 1.0 / (count.max(1) as f32).sqrt()));

/// One product's attributes with their shares.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a> {
    numbers: &'a [u16],
    /// For each the values that the product has of its field.
    counts: &'a [u8],
}

impl<'a> Attributes<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Each attribute's number with its share.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, f32)> + Clone + use<'a> {
        let shares = &*SHARES;
        let pairs = self.numbers.iter().zip(self.counts);
        pairs.map(|(number, count)| (u32::from(*number), shares[usize::from(*count)]))
    }

    /// The attributes' numbers.
    pub fn numbers(&self) -> &'a [u16] {
        self.numbers
    }

    /// The first so many of them.
    pub fn first(&self, count: usize) -> Attributes<'a> {
        Attributes {
            numbers: &self.numbers[..count],
            counts: &self.counts[..count],
        }
    }
}

/// The attributes of products, one after another.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    numbers: Vec<u16>,
    counts: Vec<u8>,
    /// Where each product's end.
    ends: Vec<u32>,
}

impl Columns {
    /// How many products there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A product's attributes.
    pub fn row(&self, item: usize) -> Attributes<'_> {
        let start = item.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let own = start..self.ends[item] as usize;
        Attributes {
            numbers: &self.numbers[own.clone()],
            counts: &self.counts[own],
        }
    }

    /// Adds a product: by field, each field's attributes by number.
    pub fn push<'a>(&mut self, numbers: &mut Numbers<'a, '_>, product: &'a Product) {
        for (at, field) in Field::ALL.into_iter().enumerate() {
            let start = self.numbers.len();
            for value in field.each_value(product) {
                self.numbers.extend(numbers.of_value(at, field, value));
            }
            let own = &mut self.numbers[start..];
            own.sort_unstable();
            let count = own.chunk_by(|a, b| a == b).count();
            if count < own.len() {
                let mut distinct = own.to_vec();
                distinct.dedup();
                self.numbers.truncate(start);
                self.numbers.extend(distinct);
            }
            // At most 200, as many as a field has values that are told apart.
            self.counts.resize(self.numbers.len(), count as u8);
        }
        // Some millions of products with some ten attributes each are far below 2³².
        self.ends.push(self.numbers.len() as u32);
    }

    /// Adds the products of other columns.
    pub fn append(&mut self, more: &Columns) {
        let before = self.numbers.len() as u32;
        self.numbers.extend_from_slice(&more.numbers);
        self.counts.extend_from_slice(&more.counts);
        self.ends.extend(more.ends.iter().map(|end| before + end));
    }

    /// Empty columns with room for what `parts` hold.
    pub fn with_room_for(parts: &[Columns]) -> Columns {
        let attributes = parts.iter().map(|part| part.numbers.len()).sum();
        Columns {
            numbers: Vec::with_capacity(attributes),
            counts: Vec::with_capacity(attributes),
            ends: Vec::with_capacity(parts.iter().map(Columns::len).sum()),
        }
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
