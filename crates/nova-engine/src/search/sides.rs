//! The sides of a query, words and what is shown, each with its cosine to every row, and how they are mixed.

use super::{SearchRequest, checked_text, normalised};
use crate::engine::{Engine, locked};
use crate::error::EngineError;
use crate::gallery::Gallery;
use nova_domain::fusion::{self, Side};
use nova_domain::vector::normalise;
use std::path::Path;
use std::sync::Arc;

/// Share of the cosine with an unwanted text that is taken from a candidate's.
const NOT_WEIGHT: f32 = 0.5;

/// One side of a query.
pub(crate) struct Scored {
    pub embedding: Arc<Vec<f32>>,
    pub cosines: Arc<Cosines>,
}

/// How close each row is to one side of a query.
pub(crate) struct Cosines {
    /// The cosines; of words, with what the rows' facts say of them added, also of rows without an embedding.
    pub values: Vec<f32>,
    /// Mean and standard deviation of the cosines as the model gave them.
    pub mean: f32,
    pub spread: f32,
}

/// The row of a product and its embedding.
pub(crate) fn own_embedding<'a>(gallery: &'a Gallery, id: &str) -> Result<(usize, &'a [f32]), EngineError> {
    let row = gallery.find(id)?.row;
    row.map(|row| (row, gallery.matrix.row(row))).ok_or_else(|| {
        EngineError::invalid(
            format!("the picture of \"{id}\" has no embedding, so nothing can be compared with it"),
            "Look into the quarantine for its reason, mend it and import again.",
        )
    })
}

/// An embedding with the key under which what follows from it is kept.
pub(super) type Keyed = (String, Arc<Vec<f32>>);

/// The direction between several embeddings, with a key of all of them; `None` of none.
fn mean(parts: Vec<Keyed>) -> Result<Option<Keyed>, EngineError> {
    if parts.len() < 2 {
        return Ok(parts.into_iter().next());
    }
    let mut sum = vec![0.0; parts[0].1.len()];
    for (_, embedding) in &parts {
        for (total, value) in sum.iter_mut().zip(embedding.iter()) {
            *total += value;
        }
    }
    if !normalise(&mut sum) {
        return Err(EngineError::invalid(
            "the photos have nothing in common",
            "Leave one of them out.",
        ));
    }
    let keys: Vec<String> = parts.into_iter().map(|(key, _)| key).collect();
    Ok(Some((keys.join(" + "), Arc::new(sum))))
}

impl Engine {
    /// The embedding of words, with the key under which what follows from it is kept.
    pub(super) fn text_embedding(&self, gallery: &Gallery, text: &str) -> Result<Keyed, EngineError> {
        let info = self.inspect_model(&gallery.slot.folder)?;
        let key = format!("text {} {}", info.hash, normalised(text));
        let embedding = self.query_embedding(&key, info.dim, || {
            Ok(gallery.slot.embedder()?.embed_text(&normalised(text))?)
        })?;
        Ok((key, embedding))
    }

    pub(super) fn scored_text(&self, gallery: &Gallery, text: &str) -> Result<Scored, EngineError> {
        let (key, embedding) = self.text_embedding(gallery, text)?;
        Ok(self.scored(gallery, key, embedding, Some(text)))
    }

    /// Words and the picture of a product as the two sides of a query.
    pub(crate) fn both_sides(
        &self,
        gallery: &Gallery,
        text: &str,
        id: &str,
    ) -> Result<(Scored, Scored), EngineError> {
        let (_, embedding) = own_embedding(gallery, id)?;
        let key = format!("product {} {id}", gallery.fingerprint);
        let photo = self.scored(gallery, key, Arc::new(embedding.to_vec()), None);
        Ok((self.scored_text(gallery, text)?, photo))
    }

    /// The embedding of what the request shows: photos, a product, or the mean of several; and the product's row.
    pub(super) fn shown(
        &self,
        gallery: &Gallery,
        request: &SearchRequest,
    ) -> Result<(Option<Keyed>, Option<usize>), EngineError> {
        let mut parts = Vec::new();
        if let Some(path) = &request.image {
            parts.push(self.photo_embedding(&gallery.slot, Path::new(path), request.crop)?);
        } else if request.crop.is_some() {
            return Err(EngineError::invalid(
                "a part of a photo is asked for, and there is no photo",
                "Give the photo as the image.",
            ));
        }
        for path in &request.images {
            parts.push(self.photo_embedding(&gallery.slot, Path::new(path), None)?);
        }
        let mut itself = None;
        if let Some(id) = &request.like {
            let (row, embedding) = own_embedding(gallery, id)?;
            itself = Some(row);
            let key = format!("product {} {id}", gallery.fingerprint);
            parts.push((key, Arc::new(embedding.to_vec())));
        }
        Ok((mean(parts)?, itself))
    }

    /// How close every row is to an embedding, and to the words that it was made of where there are any.
    pub(crate) fn scored(
        &self,
        gallery: &Gallery,
        key: String,
        embedding: Arc<Vec<f32>>,
        words: Option<&str>,
    ) -> Scored {
        let key = (key, gallery.generation);
        let kept = locked(&self.cosines).get(&key).map(Arc::clone);
        let cosines = kept.unwrap_or_else(|| {
            let mut values = nova_index::cosines(&gallery.matrix, &embedding);
            let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
            let spread = fusion::spread(values.iter().copied());
            if let Some(words) = words {
                gallery.lexicon().add(words, (mean, spread), &mut values);
            }
            let made = Arc::new(Cosines { values, mean, spread });
            locked(&self.cosines).put(key, Arc::clone(&made));
            made
        });
        Scored { embedding, cosines }
    }

    /// Takes from each candidate a share of what it has more than the catalogue of anything unwanted.
    pub(super) fn without_unwanted(
        &self,
        gallery: &Gallery,
        mut values: Vec<f32>,
        unwanted: &[String],
    ) -> Result<Vec<f32>, EngineError> {
        for text in unwanted {
            let Some(text) = checked_text(Some(text))? else {
                continue;
            };
            let side = self.scored_text(gallery, text)?;
            for (value, cosine) in values.iter_mut().zip(&side.cosines.values) {
                *value -= NOT_WEIGHT * (cosine - side.cosines.mean).max(0.0);
            }
        }
        Ok(values)
    }
}

/// The query vector of the text's and the photo's embeddings, at least one of which there is. `spreads` are those of
/// their cosines with the catalogue.
pub(super) fn fused_query(
    [text, photo]: [Option<&[f32]>; 2],
    [text_spread, photo_spread]: [f32; 2],
    mix: f32,
) -> Result<Vec<f32>, EngineError> {
    let side = |embedding, spread| Side { embedding, spread };
    match (text, photo) {
        (Some(text), Some(photo)) => fusion::fuse(side(text, text_spread), side(photo, photo_spread), mix)
            .ok_or_else(|| {
                EngineError::invalid(
                    "the words and the photo say the opposite of each other",
                    "Move the slider to one side, or change the words.",
                )
            }),
        (Some(one), None) | (None, Some(one)) => Ok(one.to_vec()),
        (None, None) => Err(EngineError::Internal(
            "a search with nothing to search".to_owned(),
        )),
    }
}

/// What the cosines of the words and of the photo count in the fused query's.
pub(crate) fn fused_weights(text: &Scored, photo: &Scored, mix: f32) -> (f32, f32) {
    fn side(scored: &Scored) -> Side<'_> {
        Side {
            embedding: &scored.embedding,
            spread: scored.cosines.spread,
        }
    }
    fusion::weights(side(text), side(photo), mix)
}

/// The query's cosine with every row. It follows from those of the two sides, as the fused vector is a weighted sum of
/// theirs, so that a moved slider needs no scan.
pub(super) fn fused_values(text: Option<&Scored>, photo: Option<&Scored>, mix: f32) -> Vec<f32> {
    let (text, photo) = match (text, photo) {
        (Some(text), Some(photo)) if mix > 0.0 && mix < 1.0 => (text, photo),
        // At its ends the slider gives one side alone, to the bit.
        (Some(text), Some(_)) if mix <= 0.0 => return text.cosines.values.clone(),
        (_, Some(one)) | (Some(one), None) => return one.cosines.values.clone(),
        (None, None) => return Vec::new(),
    };
    let weights = fused_weights(text, photo, mix);
    // What has no embedding is neither near the photo nor far from it.
    let photos = photo
        .cosines
        .values
        .iter()
        .copied()
        .chain(std::iter::repeat(photo.cosines.mean));
    let values = text.cosines.values.iter().zip(photos);
    values.map(|(t, p)| weights.0 * t + weights.1 * p).collect()
}
