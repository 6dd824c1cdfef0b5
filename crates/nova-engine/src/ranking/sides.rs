//! The sides of a query, words and what is shown, each with its cosine to every row, and how they are mixed.

use super::sentence::Sentence;
use super::steer::Steering;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::library::thumb_key;
use crate::rejection::Rejection;
use nova_domain::fusion::{self, Side};
use std::collections::HashMap;
use std::sync::Arc;

/// What is taken from what is refused: more than any two rows differ by.
pub(crate) const REFUSED: f32 = 100.0;
/// One side of a query.
pub(crate) struct Scored {
    pub embedding: Arc<Vec<f32>>,
    pub cosines: Arc<Cosines>,
}

/// How close each row is to one side of a query.
pub(crate) struct Cosines {
    /// The cosines; of words, with what the rows' facts say of them added, which may pass 1, also of rows without an
    /// embedding.
    pub values: Vec<f32>,
    /// The cosines of words as the model gave them, of the rows with an embedding; empty for photos, where `values` are
    /// they.
    pub raw: Vec<f32>,
    /// Mean and standard deviation of the cosines as the model gave them.
    pub mean: f32,
    pub spread: f32,
    /// Standard deviation of the values, by which the two sides are mixed.
    pub width: f32,
    /// Rows that a further picture brings nearer than their first, with the picture's place among the gallery's views.
    pub seen_from: HashMap<usize, usize>,
}

impl Cosines {
    /// Key of the thumbnail of the further picture by which a row is nearest.
    pub fn view(&self, gallery: &Gallery, row: usize) -> Option<String> {
        let place = self.seen_from.get(&row)?;
        Some(thumb_key(&gallery.view_of.get(*place)?.hash))
    }

    /// Takes for each row the best of its pictures, by the cosines of the gallery's further ones. Mean and spread stay those
    /// of the first pictures.
    pub fn lift(&mut self, gallery: &Gallery, views: &[f32]) {
        for (place, (view, cosine)) in gallery.view_of.iter().zip(views).enumerate() {
            if let Some(value) = self.values.get_mut(view.row).filter(|value| **value < *cosine) {
                *value = *cosine;
                self.seen_from.insert(view.row, place);
            }
        }
    }
}

/// The row of a product and its embedding.
pub(crate) fn own_embedding<'a>(gallery: &'a Gallery, id: &str) -> Result<(usize, &'a [f32]), EngineError> {
    let row = gallery.find(id)?.row;
    row.map(|row| (row, gallery.matrix.row(row))).ok_or_else(|| {
        let id = id.to_owned();
        Rejection::NotCompared { id }.into()
    })
}

/// An embedding with the key under which what follows from it is kept.
pub(crate) type Keyed = (String, Arc<Vec<f32>>);

/// Adds to the cosines of words what the rows' facts say of them.
pub(crate) fn steer(gallery: &Gallery, sentence: &Sentence, level: (f32, f32), values: &mut Vec<f32>) {
    let words = [sentence.wanted.as_str(), sentence.english.as_str()];
    gallery.lexicon().add(&words, level, values);
    Steering::new(sentence, gallery).add(level, values);
}

/// The query vector of the text's and the photo's embeddings, at least one of which there is. `spreads` are those of
/// their cosines with the catalogue.
pub(crate) fn fused_query(
    [text, photo]: [Option<&[f32]>; 2],
    [text_spread, photo_spread]: [f32; 2],
    mix: f32,
) -> Result<Vec<f32>, EngineError> {
    let side = |embedding, spread| Side { embedding, spread };
    match (text, photo) {
        (Some(text), Some(photo)) => {
            fusion::fuse(side(text, text_spread), side(photo, photo_spread), mix).ok_or_else(opposite)
        }
        (Some(one), None) | (None, Some(one)) => Ok(one.to_vec()),
        (None, None) => Err(nothing()),
    }
}

fn opposite() -> EngineError {
    Rejection::Opposites.into()
}

fn nothing() -> EngineError {
    EngineError::Internal("a search with nothing to search".to_owned())
}

/// What the cosines of the words and of the photo count in the fused query's; `None` where they cancel out.
pub(crate) fn fused_weights(text: &Scored, photo: &Scored, mix: f32) -> Option<(f32, f32)> {
    fn side(scored: &Scored) -> Side<'_> {
        Side {
            embedding: &scored.embedding,
            spread: scored.cosines.width,
        }
    }
    fusion::weights(side(text), side(photo), mix)
}

/// The query's cosine with every row. It follows from those of the two sides, as the fused vector is a weighted sum of
/// theirs, so that a moved slider needs no scan and no vector.
///
/// # Errors
/// When the words and the photo cancel out, or there is neither.
pub(crate) fn fused_values(
    text: Option<&Scored>,
    photo: Option<&Scored>,
    mix: f32,
) -> Result<Vec<f32>, EngineError> {
    let (text, photo) = match (text, photo) {
        (Some(text), Some(photo)) if mix > 0.0 && mix < 1.0 => (text, photo),
        // At its ends the slider gives one side alone, to the bit.
        (Some(text), Some(_)) if mix <= 0.0 => return Ok(text.cosines.values.clone()),
        (_, Some(one)) | (Some(one), None) => return Ok(one.cosines.values.clone()),
        (None, None) => return Err(nothing()),
    };
    let weights = fused_weights(text, photo, mix).ok_or_else(opposite)?;
    // What has no embedding is neither near the photo nor far from it.
    let photos = photo
        .cosines
        .values
        .iter()
        .copied()
        .chain(std::iter::repeat(photo.cosines.mean));
    let values = text.cosines.values.iter().zip(photos);
    Ok(values.map(|(t, p)| weights.0 * t + weights.1 * p).collect())
}
