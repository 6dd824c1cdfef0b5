//! What the library remembers of learning beside the maps: whether it is wanted, what came of the last time, and of which
//! catalogue that was, so that it is learnt again when that has changed enough.

use super::LearnResponse;
use super::material::mixed;
use crate::error::EngineError;
use crate::gallery::Gallery;
use nova_store::CatalogDb;
use serde::{Deserialize, Serialize};

/// The fact of the catalogue that keeps it.
const KEY: &str = "learning";
/// Numbers in a sketch.
const SKETCH: usize = 128;
/// Catalogues that have this share of their pieces in common are not worth learning anew.
const MUCH_THE_SAME: f32 = 0.85;

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    /// Whether the model is to be used as it came.
    pub off: bool,
    /// The model of the last time.
    pub model: String,
    /// Sketch of the catalogue of the last time.
    pub sketch: Vec<u64>,
    /// What came of it.
    pub last: Option<LearnResponse>,
}

impl Record {
    /// As it was kept; an empty one where there is none, or none that can be read.
    pub fn read(db: &CatalogDb) -> Result<Record, EngineError> {
        let kept = db.meta(KEY)?;
        Ok(kept
            .and_then(|kept| serde_json::from_str(&kept).ok())
            .unwrap_or_default())
    }

    pub fn keep(&self, db: &CatalogDb) -> Result<(), EngineError> {
        let text = serde_json::to_string(self).map_err(|error| EngineError::Internal(error.to_string()))?;
        Ok(db.set_meta(KEY, Some(&text))?)
    }

    /// Whether a catalogue and a model are much those of the last time.
    pub fn is_of(&self, model: &str, sketch: &[u64]) -> bool {
        self.model == model && alike(&self.sketch, sketch) >= MUCH_THE_SAME
    }
}

/// The smallest of the hashes of all pieces (bottom-k sketch, Cohen and Kaplan 2007): two of them tell which share of
/// their pieces two catalogues have in common.
pub(super) fn sketch(gallery: &Gallery) -> Vec<u64> {
    let pieces = gallery
        .items
        .iter()
        .filter(|item| item.row.is_some())
        .map(|item| {
            let own = &item.product;
            let picture = item.picture_hash.as_deref().unwrap_or_default();
            let text = [own.id.as_str(), picture, &own.title, &own.description, &own.kind];
            mixed(&text.join("\u{1f}"))
        });
    let mut hashes: Vec<u64> = pieces.collect();
    hashes.sort_unstable();
    hashes.truncate(SKETCH);
    hashes
}

/// The share of their pieces that two catalogues have in common.
fn alike(one: &[u64], other: &[u64]) -> f32 {
    let mut all: Vec<u64> = one.iter().chain(other).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(SKETCH);
    let shared = all
        .iter()
        .filter(|hash| one.contains(hash) && other.contains(hash))
        .count();
    shared as f32 / all.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketched(pieces: std::ops::Range<usize>) -> Vec<u64> {
        let mut hashes: Vec<u64> = pieces.map(|piece| mixed(&piece.to_string())).collect();
        hashes.sort_unstable();
        hashes.truncate(SKETCH);
        hashes
    }

    #[test]
    fn a_few_new_pieces_are_much_the_same_and_half_of_a_catalogue_is_not() {
        let of = |sketch| Record {
            model: "mini".to_owned(),
            sketch,
            ..Record::default()
        };
        let record = of(sketched(0..4_000));
        assert!(record.is_of("mini", &sketched(0..4_000)) && record.is_of("mini", &sketched(40..4_040)));
        assert!(!record.is_of("mini", &sketched(0..8_000)), "twice as many pieces");
        assert!(!record.is_of("other", &sketched(0..4_000)), "another model");
        assert!(
            !Record::default().is_of("", &sketched(0..50)),
            "nothing was learnt yet"
        );
    }
}
