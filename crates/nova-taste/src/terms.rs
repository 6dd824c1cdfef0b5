//! The catalogue's words as the published recommender weighs them.

use crate::columns::Columns;
use crate::features::FeatureTable;
use crate::parallel::CHUNK;
use rayon::prelude::*;
use std::sync::Arc;

/// TF-IDF vectors of a catalogue: a product's terms are its attributes, each once, with
/// idf = ln((1 + N)/(1 + df)) + 1 and length 1.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    idf: Vec<f32>,
    attributes: Arc<Columns>,
    /// Length of each product's vector before it is brought to 1.
    lengths: Vec<f32>,
}

impl Terms {
    /// The vectors of a catalogue's products.
    pub fn new(table: &FeatureTable) -> Terms {
        let total = table.len() as f32;
        let count = table.vocabulary.len();
        let idf = (0..count).map(|term| {
            let frequency = table.vocabulary.count(term as u32) as f32;
            ((1.0 + total) / (1.0 + frequency)).ln() + 1.0
        });
        let idf: Vec<f32> = idf.collect();
        let attributes = Arc::clone(table.columns());
        let squares = attributes.each_pair(|term, _| idf[term as usize].powi(2));
        let length = |item: usize| {
            let own = attributes.pairs_of(item).iter();
            own.map(|pair| squares[usize::from(*pair)]).sum::<f32>().sqrt()
        };
        let items = (0..table.len()).into_par_iter().with_min_len(CHUNK);
        Terms {
            lengths: items.map(length).collect(),
            attributes,
            idf,
        }
    }

    /// The inverse document frequency of each term.
    pub fn rarity(&self) -> &[f32] {
        &self.idf
    }

    /// A product's terms with their TF-IDF.
    pub fn row(&self, item: usize) -> Vec<(u32, f32)> {
        let length = self.lengths[item];
        let terms = self.attributes.row(item).iter();
        terms
            .map(|(term, _)| (term, self.idf[term as usize] / length))
            .collect()
    }

    /// The vectors beside `other`, which has a number for each term.
    pub(crate) fn beside(&self, other: &[f32]) -> Beside<'_> {
        let pair = |term: u32, _| (other[term as usize], self.idf[term as usize]);
        Beside {
            terms: self,
            pairs: self.attributes.each_pair(pair),
        }
    }
}

/// A catalogue's vectors beside another one.
pub(crate) struct Beside<'a> {
    terms: &'a Terms,
    /// Of each pair of an attribute and a share the other vector's number, and the inverse document frequency.
    pairs: Vec<(f32, f32)>,
}

impl Beside<'_> {
    /// The scalar product of a product's vector with the other one.
    pub fn dot(&self, item: usize) -> f32 {
        let length = self.terms.lengths[item];
        let own = self.terms.attributes.pairs_of(item).iter();
        own.map(|pair| {
            let (other, idf) = self.pairs[usize::from(*pair)];
            other * (idf / length)
        })
        .sum()
    }
}
