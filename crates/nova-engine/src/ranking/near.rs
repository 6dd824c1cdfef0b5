//! Searches of catalogues that are too large to look at every row: the rows to look at come from the index and
//! from the words, or, where filters leave few rows, are those.
//!
//! How many rows the filters leave is known and not estimated, and the index finds neighbours among those alone (`nova-index`).
//! With words a scan of the rows that are left answers under any filter, exactly, as rows may be lifted by their facts that are
//! near neither by the index nor by coverage.

use super::band::Bands;
use super::mask::Mask;
use super::sentence::Sentence;
use super::sides::{self, Cosines, Keyed, Scored, fused_query};
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

/// What was found.
pub(crate) struct Found {
    pub text: Option<Scored>,
    pub photo: Option<Scored>,
    /// The fused cosines; of rows that were not looked at, negative infinity.
    pub values: Vec<f32>,
    pub bands: Bands,
}

impl Near<'_> {
    pub fn search(
        &self,
        text: Option<(&Sentence, Keyed)>,
        photo: Option<Keyed>,
    ) -> Result<Found, EngineError> {
        let sides = [text.as_ref().map(|(_, side)| side), photo.as_ref()];
        let [text_level, photo_level] = sides.map(|side| side.map(|(_, embedding)| self.level(embedding)));
        let embeddings = sides.map(|side| side.map(|(_, embedding)| embedding.as_slice()));
        let spreads = [text_level, photo_level].map(|level| level.map_or(0.0, |(_, spread)| spread));
        let query = fused_query(embeddings, spreads, self.mix)?;
        let words = text.as_ref().map(|(words, _)| *words);
        let views = photo
            .as_ref()
            .map(|(_, embedding)| cosines(&self.gallery.views, embedding));
        let rows = self.rows(&query, words, views.as_deref());
        let text = text.zip(text_level).map(|((words, (_, embedding)), level)| {
            let raw = self.cosines(&embedding, &rows);
            let mut values = raw.clone();
            sides::steer(self.gallery, words, level, &mut values);
            let mut cosines = level_cosines(values, level);
            cosines.raw = raw;
            scored(embedding, cosines)
        });
        let photo = photo.zip(photo_level).map(|((_, embedding), level)| {
            let mut cosines = level_cosines(self.cosines(&embedding, &rows), level);
            cosines.lift(self.gallery, views.as_deref().unwrap_or_default());
            scored(embedding, cosines)
        });
        let values = sides::fused_values(text.as_ref(), photo.as_ref(), self.mix)?;
        let reach = self.gallery.reach.get().copied().filter(|_| photo.is_none());
        let best = top_k(&values, super::band::BEST, |row| self.accepts(row));
        let bands = Bands::around(self.level(&query), &best, self.gallery.matrix.len(), reach);
        Ok(Found {
            text,
            photo,
            values,
            bands,
        })
    }

    /// How many rows there are to page through.
    pub fn total(&self) -> usize {
        self.mask.map_or(self.gallery.matrix.len(), Mask::count)
    }

    fn accepts(&self, row: usize) -> bool {
        self.mask.is_none_or(|mask| mask.accepts(row))
    }

    /// The rows to look at.
    fn rows(&self, query: &[f32], words: Option<&Sentence>, views: Option<&[f32]>) -> Vec<usize> {
        let all = self.gallery.matrix.len();
        let left = || (0..all).filter(|row| self.accepts(*row)).collect();
        if self.mask.is_some() && words.is_some() {
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
        if let Some(words) = words {
            // Rows that look alike differ by what they say.
            let mut said = vec![0.0; all];
            sides::steer(self.gallery, words, (0.0, 1.0), &mut said);
            let spoken = top_k(&said, SPOKEN, |row| {
                row < all && said[row] > 0.0 && self.accepts(row)
            });
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

    /// Mean and standard deviation of the cosines with an embedding, from rows all over the gallery.
    fn level(&self, embedding: &[f32]) -> (f32, f32) {
        let all = self.gallery.matrix.len();
        let rows: Vec<usize> = (0..all).step_by(all.div_ceil(SAMPLE).max(1)).collect();
        let sampled = cosines_of(&self.gallery.matrix, embedding, &rows);
        let mean = sampled.iter().sum::<f32>() / sampled.len().max(1) as f32;
        (mean, fusion::spread(sampled))
    }
}

fn scored(embedding: Arc<Vec<f32>>, cosines: Cosines) -> Scored {
    Scored {
        embedding,
        cosines: Arc::new(cosines),
    }
}

fn level_cosines(values: Vec<f32>, (mean, spread): (f32, f32)) -> Cosines {
    Cosines {
        values,
        raw: Vec::new(),
        mean,
        spread,
        width: spread,
        seen_from: HashMap::new(),
    }
}
