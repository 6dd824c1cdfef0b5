//! Searches of catalogues that are too large to look at every row: the rows to look at come from the index and
//! from the words, or, where filters leave few rows, are those.
//!
//! How many rows the filters leave is known and not estimated, and the index finds neighbours among those alone (`nova-index`).
//! What the rows' facts say of a sentence, and how its cosines lie, is the same wherever the slider stands, so it is made once
//! (`search/caches.rs`) and given to each search.

use super::band::{BEST, Bands};
use super::mask::Mask;
use super::sentence::Sentence;
use super::sides::{self, Cosines, Scored, fused_query};
use crate::error::EngineError;
use crate::gallery::Gallery;
use nova_domain::fusion;
use nova_index::{Allowed, NearIndex, cosines, cosines_of, top_k};
use std::collections::HashMap;
use std::sync::Arc;

/// Neighbours that are looked at however few are wanted.
const NEIGHBOURS: usize = 256;
/// Rows that say most of the words and are looked at beside the index's.
const SPOKEN: usize = 1_024;
/// Rows that tell the mean and the spread of the cosines.
const SAMPLE: usize = 4_096;
/// Rows that a filter may leave for all of them to be looked at where there are words.
const FEW: usize = 32_768;
/// What stands for the cosine of a row that is not looked at; below every cosine.
const NOT_LOOKED_AT: f32 = f32::NEG_INFINITY;

/// What is searched in a large gallery.
pub(crate) struct Near<'a> {
    pub gallery: &'a Gallery,
    pub index: &'a NearIndex,
    pub mask: Option<&'a Mask>,
    /// Rows that must be found, unless there are fewer.
    pub wanted: usize,
    pub mix: f32,
}

/// One side of a query in a large gallery.
pub(crate) struct NearSide {
    pub embedding: Arc<Vec<f32>>,
    /// Mean and standard deviation of its cosines, see [`level`].
    pub level: (f32, f32),
}

/// What was found.
pub(crate) struct Found {
    pub text: Option<Scored>,
    pub photo: Option<Scored>,
    /// The fused cosines; of rows that were not looked at, negative infinity.
    pub values: Vec<f32>,
    pub bands: Bands,
    /// The bands of the words' cosines as the model gave them, where there are words.
    pub seen: Option<Bands>,
}

/// Mean and standard deviation of the cosines with an embedding, from rows all over the gallery.
pub(crate) fn level(gallery: &Gallery, embedding: &[f32]) -> (f32, f32) {
    let all = gallery.matrix.len();
    let rows: Vec<usize> = (0..all).step_by(all.div_ceil(SAMPLE).max(1)).collect();
    let sampled = cosines_of(&gallery.matrix, embedding, &rows);
    let mean = sampled.iter().sum::<f32>() / sampled.len().max(1) as f32;
    (mean, fusion::spread(sampled))
}

/// What the facts of each row with an embedding say of a sentence, in spreads of the cosines.
pub(crate) fn gains(gallery: &Gallery, sentence: &Sentence) -> Vec<f32> {
    let mut gains = vec![0.0; gallery.matrix.len()];
    sides::steer(gallery, sentence, (0.0, 1.0), &mut gains);
    gains.truncate(gallery.matrix.len());
    gains
}

impl Near<'_> {
    /// Searches by words with what the rows' facts say of them ([`gains`]), by a photo, or by both.
    pub fn search(
        &self,
        text: Option<(NearSide, Arc<Vec<f32>>)>,
        photo: Option<NearSide>,
    ) -> Result<Found, EngineError> {
        let sides = [text.as_ref().map(|(side, _)| side), photo.as_ref()];
        let embeddings = sides.map(|side| side.map(|side| side.embedding.as_slice()));
        let spreads = sides.map(|side| side.map_or(0.0, |side| side.level.1));
        let query = fused_query(embeddings, spreads, self.mix)?;
        let gains = text.as_ref().map(|(_, gains)| gains.as_slice());
        let views = photo
            .as_ref()
            .map(|side| cosines(&self.gallery.views, &side.embedding));
        let rows = self.rows(&query, gains, views.as_deref());
        let reach = self.gallery.reach.get().copied();
        let mut seen = None;
        let text = text.map(|(side, gains)| {
            let raw = self.cosines(&side.embedding, &rows);
            let mut values = raw.clone();
            for row in &rows {
                values[*row] += side.level.1 * gains[*row];
            }
            let best = top_k(&raw, BEST, |row| self.accepts(row));
            seen = Some(Bands::around(side.level, &best, raw.len(), reach));
            scored(side, values, raw)
        });
        let photo = photo.map(|side| {
            let values = self.cosines(&side.embedding, &rows);
            let mut scored = scored(side, values, Vec::new());
            if let Some(cosines) = Arc::get_mut(&mut scored.cosines) {
                cosines.lift(self.gallery, views.as_deref().unwrap_or_default());
            }
            scored
        });
        let values = sides::fused_values(text.as_ref(), photo.as_ref(), self.mix)?;
        let best = top_k(&values, BEST, |row| self.accepts(row));
        let level = level(self.gallery, &query);
        let reach = reach.filter(|_| photo.is_none());
        let bands = Bands::around(level, &best, self.gallery.matrix.len(), reach);
        Ok(Found {
            text,
            photo,
            values,
            bands,
            seen,
        })
    }

    /// How many rows there are to page through.
    pub fn total(&self) -> usize {
        self.mask.map_or(self.gallery.matrix.len(), Mask::count)
    }

    fn accepts(&self, row: usize) -> bool {
        self.mask.is_none_or(|mask| mask.accepts(row))
    }

    /// The rows to look at, in order.
    fn rows(&self, query: &[f32], gains: Option<&[f32]>, views: Option<&[f32]>) -> Vec<usize> {
        let all = self.gallery.matrix.len();
        let left = || (0..all).filter(|row| self.accepts(*row)).collect();
        if gains.is_some() && self.mask.is_some_and(|mask| mask.count() <= FEW) {
            return left();
        }
        let accepts = |row: usize| self.accepts(row);
        let allowed = self.mask.map(|mask| Allowed {
            accepts: &accepts,
            count: mask.count(),
        });
        let many = NEIGHBOURS.max(self.wanted).min(self.index.most());
        let near = self.index.nearest(&self.gallery.matrix, query, many, allowed);
        let mut rows: Vec<usize> = near.into_iter().map(|near| near.row).collect();
        if let Some(views) = views {
            let best = top_k(views, self.wanted, |_| true);
            rows.extend(best.into_iter().map(|near| self.gallery.view_of[near.row].row));
        }
        if let Some(gains) = gains {
            // Rows that look alike differ by what they say.
            let spoken = top_k(gains, SPOKEN, |row| gains[row] > 0.0 && self.accepts(row));
            rows.extend(spoken.into_iter().map(|spoken| spoken.row));
        }
        rows.retain(|row| *row < all && self.accepts(*row));
        rows.sort_unstable();
        rows.dedup();
        if rows.len() < self.wanted.min(self.total()) {
            return left();
        }
        rows
    }

    fn cosines(&self, embedding: &[f32], rows: &[usize]) -> Vec<f32> {
        let mut values = vec![NOT_LOOKED_AT; self.gallery.matrix.len()];
        for (row, cosine) in rows.iter().zip(cosines_of(&self.gallery.matrix, embedding, rows)) {
            values[*row] = cosine;
        }
        values
    }
}

fn scored(side: NearSide, values: Vec<f32>, raw: Vec<f32>) -> Scored {
    let (mean, spread) = side.level;
    Scored {
        embedding: side.embedding,
        cosines: Arc::new(Cosines {
            values,
            raw,
            mean,
            spread,
            width: spread,
            seen_from: HashMap::new(),
        }),
    }
}
