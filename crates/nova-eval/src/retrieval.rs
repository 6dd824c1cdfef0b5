//! How well the model finds what is asked for: embeddings alone, exact cosine, no filter and no keyword.

use crate::queries::{self, Query};
use crate::stopped;
use nova_domain::retrieval::{Measure, Ranking, precision_at_k, recall_at_k};
use nova_engine::inside::{Gallery, milliseconds};
use nova_engine::{Cancel, Engine, EngineError, Progress, Step};
use nova_index::{cosines, top_k};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

/// Texts that are embedded together.
const CHUNK: usize = 64;

/// Pictures that are asked for their neighbours: enough for two digits, few enough for minutes.
const MOST_PICTURES: usize = 5_000;

/// What is measured.
#[derive(Debug, Clone, Default)]
pub struct RetrievalRequest {
    /// A table of queries; the catalogue's own titles and facts when left out.
    pub queries: Option<String>,
    /// Depths; each at least 1.
    pub k: Vec<usize>,
}

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub struct Metric {
    /// What was asked, and how it was measured.
    pub name: String,
    /// Depth of the ranking.
    pub k: usize,
    /// What was reached, 0..1.
    pub value: f64,
    /// What rows drawn at random reach.
    pub chance: f64,
    /// What a perfect ranking reaches.
    pub ceiling: f64,
    /// Queries.
    pub queries: usize,
}

/// All figures.
#[derive(Debug, Clone, Serialize)]
pub struct RetrievalFigures {
    /// The model's name.
    pub model: String,
    /// Pictures that were searched.
    pub gallery: usize,
    /// The figures.
    pub metrics: Vec<Metric>,
    /// Milliseconds.
    pub took_ms: f64,
}

/// Measures retrieval on the library's catalogue with the model in use.
///
/// # Errors
/// When nothing is embedded, the table cannot be read, the model fails, or the user stops it.
pub fn retrieval(
    engine: &Engine,
    request: &RetrievalRequest,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<RetrievalFigures, EngineError> {
    let start = Instant::now();
    let gallery = engine.gallery();
    if gallery.matrix.is_empty() {
        return Err(EngineError::invalid(
            "the library has no pictures to search",
            "Import a catalogue first.",
        ));
    }
    if request.k.is_empty() || request.k.contains(&0) {
        return Err(EngineError::invalid(
            "the depths must be numbers from 1 on",
            "Say for instance --k 1,5,10.",
        ));
    }
    let deepest = request.k.iter().copied().fold(10, usize::max);
    let mut run = Run {
        gallery: &gallery,
        deepest,
        cancel,
        report,
        metrics: Vec::new(),
    };
    if let Some(path) = &request.queries {
        let asked = run.rankings(&queries::read(Path::new(path), &gallery)?)?;
        run.measure("query→image recall", &request.k, &asked, recall_at_k);
        run.measure("query→image precision", &request.k, &asked, precision_at_k);
    } else {
        let asked = run.rankings(&queries::titles(&gallery))?;
        run.measure("title→image recall", &request.k, &asked, recall_at_k);
        let asked = run.rankings(&queries::colours_and_types(&gallery))?;
        run.measure("colour and type→image precision", &[10], &asked, precision_at_k);
        let asked = run.neighbours();
        run.measure("image→image precision, type", &[10], &asked, precision_at_k);
    }
    Ok(RetrievalFigures {
        model: gallery.model.clone().unwrap_or_default(),
        gallery: gallery.matrix.len(),
        metrics: run.metrics,
        took_ms: milliseconds(start),
    })
}

struct Run<'a> {
    gallery: &'a Gallery,
    deepest: usize,
    cancel: &'a Cancel,
    report: &'a (dyn Fn(Progress) + Sync),
    metrics: Vec<Metric>,
}

impl Run<'_> {
    fn measure(
        &mut self,
        name: &str,
        depths: &[usize],
        rankings: &[Ranking],
        at: impl Fn(&[Ranking], usize) -> Option<Measure>,
    ) {
        self.metrics.extend(depths.iter().filter_map(|k| {
            let measure = at(rankings, *k)?;
            Some(Metric {
                name: name.to_owned(),
                k: *k,
                value: measure.value,
                chance: measure.chance,
                ceiling: measure.ceiling,
                queries: measure.queries,
            })
        }));
    }

    /// Embeds the queries and ranks the gallery for each.
    fn rankings(&self, queries: &[Query]) -> Result<Vec<Ranking>, EngineError> {
        let embedder = self.gallery.embedder()?;
        let mut rankings = Vec::with_capacity(queries.len());
        for chunk in queries.chunks(CHUNK) {
            if self.cancel.is_cancelled() {
                return Err(stopped());
            }
            (self.report)(Progress {
                step: Step::Embedding,
                done: rankings.len(),
                total: queries.len(),
                quarantined: 0,
            });
            let texts = chunk.iter().map(|query| query.text.clone()).collect();
            let vectors = embedder.embed_texts_batch(texts)?;
            let ranked = chunk.par_iter().zip(vectors).map(|(query, vector)| {
                let vector = self.gallery.text(vector);
                let found = top_k(&cosines(&self.gallery.matrix, &vector), self.deepest, |_| true);
                Ranking {
                    relevant: found
                        .iter()
                        .map(|neighbour| query.relevant.binary_search(&neighbour.row).is_ok())
                        .collect(),
                    count: query.relevant.len(),
                    gallery: self.gallery.matrix.len(),
                }
            });
            rankings.par_extend(ranked);
        }
        Ok(rankings)
    }

    /// Ranks the gallery for pictures of its own, themselves left out; those of the same type are relevant.
    fn neighbours(&self) -> Vec<Ranking> {
        let matrix = &self.gallery.matrix;
        let kinds: Vec<&str> = self
            .gallery
            .item_of_row
            .iter()
            .map(|item| self.gallery.items[*item].product.kind.as_str())
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for kind in &kinds {
            *counts.entry(kind).or_default() += 1;
        }
        let step = matrix.len().div_ceil(MOST_PICTURES).max(1);
        let asked: Vec<usize> = (0..matrix.len())
            .step_by(step)
            .filter(|row| !kinds[*row].is_empty() && counts[kinds[*row]] > 1)
            .collect();
        let ranked = asked.par_iter().map(|own| {
            let found = top_k(&cosines(matrix, matrix.row(*own)), self.deepest, |row| {
                row != *own
            });
            Ranking {
                relevant: found
                    .iter()
                    .map(|neighbour| kinds[neighbour.row] == kinds[*own])
                    .collect(),
                count: counts[kinds[*own]] - 1,
                gallery: matrix.len() - 1,
            }
        });
        ranked.collect()
    }
}
