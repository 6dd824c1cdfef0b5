//! What looks like a product of the catalogue.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::instead::for_one_wearer;
use crate::progress::milliseconds;
use crate::ranking::{Bands, own_embedding};
use crate::request::{accepted, page, parse_filters};
use crate::search::SearchResponse;
use nova_domain::vector::score_of_cosine;
use nova_index::top_k;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;
use ts_rs::TS;

/// Which product, and which of its likes.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SimilarRequest {
    /// The product's id.
    pub id: String,
    /// Most hits in the answer; 24 when left out.
    pub limit: Option<usize>,
    /// Hits to pass over.
    pub offset: Option<usize>,
    /// Filters; all of them must hold.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub filters: Vec<String>,
    /// Whether those for the same wearer stand before all others.
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    pub same_wearer: bool,
}

impl Engine {
    /// The products whose pictures are nearest to a product's own, without itself.
    ///
    /// # Errors
    /// When there is no such product, or its picture has no embedding.
    pub fn similar(&self, request: &SimilarRequest) -> Result<SearchResponse, EngineError> {
        let start = Instant::now();
        let filters = parse_filters(&request.filters)?;
        let gallery = self.gallery();
        let (own, embedding) = own_embedding(&gallery, &request.id)?;
        let embedding = Arc::new(embedding.to_vec());
        let key = format!("product {} {}", gallery.fingerprint, request.id);
        let scored = self.scored(&gallery, key, embedding, None);
        let accept = |row: usize| row != own && (filters.is_empty() || accepted(gallery.item(row), &filters));
        // Without a filter everything but the product itself is accepted, and need not be looked at.
        let total = match filters.is_empty() {
            true => scored.cosines.values.len().saturating_sub(1),
            false => (0..scored.cosines.values.len())
                .into_par_iter()
                .filter(|row| accept(*row))
                .count(),
        };
        let bands = Bands::new(&scored.cosines.values, None);
        let (offset, limit) = page(request.offset, request.limit);
        let gender = &gallery.item(own).product.gender;
        let first =
            |row: usize| !request.same_wearer || for_one_wearer(gender, &gallery.item(row).product.gender);
        let wanted = offset + limit;
        let values = &scored.cosines.values;
        let mut rows = top_k(values, wanted, |row| accept(row) && first(row));
        if rows.len() < wanted {
            rows.extend(top_k(values, wanted - rows.len(), |row| {
                accept(row) && !first(row)
            }));
        }
        let hits = rows.iter().skip(offset).map(|neighbour| {
            let item = gallery.item(neighbour.row);
            let score = score_of_cosine(neighbour.cosine);
            let mut hit = self.hit(&gallery, item, score, Vec::new());
            hit.image_score = Some(score);
            hit.view = scored.cosines.view(&gallery, neighbour.row);
            hit.band = Some(bands.of(neighbour.cosine));
            hit
        });
        let hits = hits.collect();
        let model = gallery.model.clone();
        Ok(SearchResponse {
            model,
            understood: None,
            total,
            hits,
            took_ms: milliseconds(start),
            degraded: None,
        })
    }
}
