//! How far the best hits of words stand out where the catalogue answers them: the yardstick by which nonsense is told
//! from a query that is answered.
//!
//! Every query has nearest pictures. What tells an answered one is how far their cosines rise above the catalogue's mean,
//! and how far that can be depends on the model and on the catalogue. Titles of the catalogue are queries that it is sure to
//! answer, so some of them are asked, and the median of what they reach is kept.

use super::band::BEST;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use nova_index::{cosines, top_k};
use nova_store::CatalogDb;

/// Titles that are asked.
const TITLES: usize = 32;
/// The fact of the catalogue that keeps the answer, with the rows that it is of.
const KEY: &str = "reach";

impl Engine {
    /// Measures what words reach in a gallery, unless that is known, and keeps it.
    pub(crate) fn measure_reach(&self, gallery: &Gallery) -> Result<(), EngineError> {
        if gallery.matrix.is_empty() || gallery.reach.get().is_some() {
            return Ok(());
        }
        // Where this process may only read, another one keeps it.
        if self.lock.is_none() {
            return Ok(());
        }
        let reach = self.reach_of_titles(gallery)?;
        let fact = format!("{} {reach}", gallery.fingerprint);
        self.write_db()?.set_meta(KEY, Some(&fact))?;
        // Another thread may have been faster; its answer is the same.
        let _ = gallery.reach.set(reach);
        Ok(())
    }

    fn reach_of_titles(&self, gallery: &Gallery) -> Result<f32, EngineError> {
        let rows = gallery.matrix.len();
        let step = rows.div_ceil(TITLES).max(1);
        let titles = (0..rows)
            .step_by(step)
            .map(|row| gallery.item(row).product.title.as_str())
            .filter(|title| !title.is_empty());
        let embedder = gallery.slot.embedder()?;
        let mut reached = Vec::with_capacity(TITLES);
        for title in titles {
            let values = cosines(&gallery.matrix, &embedder.embed_text(title)?);
            reached.push(reach(&values));
        }
        reached.sort_by(f32::total_cmp);
        Ok(reached.get(reached.len() / 2).copied().unwrap_or_default())
    }
}

/// What words reach in the gallery whose rows have this fingerprint, as it was kept.
pub(crate) fn kept(db: &CatalogDb, fingerprint: &str) -> Result<Option<f32>, EngineError> {
    let fact = db.meta(KEY)?;
    let of_rows = fact.as_deref().and_then(|fact| fact.split_once(' '));
    let reach = of_rows.filter(|(rows, _)| *rows == fingerprint);
    Ok(reach.and_then(|(_, reach)| reach.parse().ok()))
}

/// How far the best of some cosines stand above their mean.
fn reach(values: &[f32]) -> f32 {
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    let best = top_k(values, BEST, |_| true);
    best.iter().map(|row| row.cosine - mean).sum::<f32>() / best.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::reach;

    #[test]
    fn what_is_reached_is_the_rise_of_the_best_above_the_mean() {
        let values: Vec<f32> = (0..95).map(|_| 0.1).chain([0.6; 5]).collect();
        assert!((reach(&values) - 0.475).abs() < 1e-5, "0.6 above a mean of 0.125");
        assert_eq!(reach(&[]), 0.0, "nothing reaches nothing");
    }
}
