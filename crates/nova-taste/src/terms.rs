//! The catalogue's words as the published recommender weighs them.

use crate::columns::{Attributes, Columns};
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
        let length = |item: usize| {
            let own = table.row(item).attributes.numbers().iter();
            own.map(|term| idf[usize::from(*term)].powi(2))
                .sum::<f32>()
                .sqrt()
        };
        let items = (0..table.len()).into_par_iter().with_min_len(CHUNK);
        Terms {
            lengths: items.map(length).collect(),
            attributes: Arc::clone(table.columns()),
            idf,
        }
    }

    /// The inverse document frequency of each term.
    pub fn rarity(&self) -> &[f32] {
        &self.idf
    }

    /// A product's terms with their TF-IDF.
    pub fn row(&self, item: usize) -> Vec<(u32, f32)> {
        let terms = self.attributes_of(item).numbers().iter();
        terms
            .map(|term| {
                (
                    u32::from(*term),
                    self.idf[usize::from(*term)] / self.lengths[item],
                )
            })
            .collect()
    }

    /// The scalar product of a product's vector with `other`, which has a number for each term.
    pub fn dot(&self, item: usize, other: &[f32]) -> f32 {
        let (terms, length) = (self.attributes_of(item).numbers().iter(), self.lengths[item]);
        terms
            .map(|term| other[usize::from(*term)] * (self.idf[usize::from(*term)] / length))
            .sum()
    }

    fn attributes_of(&self, item: usize) -> Attributes<'_> {
        self.attributes.row(item)
    }
}
