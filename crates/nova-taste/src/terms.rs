//! The catalogue's words as the published recommender weighs them.

use crate::features::FeatureTable;

/// TF-IDF vectors of a catalogue: a product's terms are its attributes, each once, with
/// idf = ln((1 + N)/(1 + df)) + 1 and length 1.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    idf: Vec<f32>,
    starts: Vec<usize>,
    rows: Vec<(u32, f32)>,
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
        let mut terms = Terms {
            idf: idf.collect(),
            starts: vec![0],
            rows: Vec::new(),
        };
        for item in 0..table.len() {
            let own = table.row(item).attributes;
            let length = own
                .iter()
                .map(|(term, _)| terms.idf[*term as usize].powi(2))
                .sum::<f32>()
                .sqrt();
            terms.rows.extend(
                own.iter()
                    .map(|(term, _)| (*term, terms.idf[*term as usize] / length)),
            );
            terms.starts.push(terms.rows.len());
        }
        terms
    }

    /// The inverse document frequency of each term.
    pub fn rarity(&self) -> &[f32] {
        &self.idf
    }

    /// A product's terms with their TF-IDF.
    pub fn row(&self, item: usize) -> &[(u32, f32)] {
        &self.rows[self.starts[item]..self.starts[item + 1]]
    }
}
