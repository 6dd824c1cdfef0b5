//! What the library holds.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::models::ModelCard;
use nova_index::NearKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How neighbours are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IndexKind {
    /// By looking at every row.
    Exact,
    /// By parts, of which the nearest are read.
    Parts,
    /// By the graph.
    Hnsw,
}

/// What the library holds.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct StatsResponse {
    /// The library's folder.
    pub library: String,
    /// What was imported last.
    pub source: Option<String>,
    /// Products.
    pub products: usize,
    /// Products whose picture could be read.
    pub pictures: usize,
    /// Products that search finds by their picture.
    pub embedded: usize,
    /// Pictures that wait for their embedding.
    pub pending: usize,
    /// Rows and files that the last import left out.
    pub quarantined: usize,
    /// The model in use; `None` when it cannot be.
    pub model: Option<ModelCard>,
    /// How neighbours are found.
    pub index: IndexKind,
    /// Whether the catalogue is the demo.
    pub demo: bool,
    /// Whether the demo can be imported.
    pub demo_available: bool,
    /// Whether the last import can be taken back.
    pub can_undo_import: bool,
}

impl Engine {
    /// What the library holds.
    pub fn stats(&self) -> Result<StatsResponse, EngineError> {
        let gallery = self.gallery();
        let (source, quarantined) = match self.read_db()? {
            Some(db) => (db.meta("source")?, db.quarantined(0, 0)?.0),
            None => (None, 0),
        };
        let demo_table = self.demo_table();
        let demo = source
            .as_deref()
            .is_some_and(|source| demo_table.to_string_lossy() == source);
        Ok(StatsResponse {
            library: self.library().to_string_lossy().into_owned(),
            source,
            products: gallery.items.len(),
            pictures: gallery
                .items
                .iter()
                .filter(|item| item.picture_hash.is_some())
                .count(),
            embedded: gallery.matrix.len(),
            pending: gallery.pending(),
            quarantined,
            model: self.model_card(&gallery.slot.folder).ok(),
            index: match gallery.index.get().map(|index| index.kind()) {
                None => IndexKind::Exact,
                Some(NearKind::Parts) => IndexKind::Parts,
                Some(NearKind::Graph) => IndexKind::Hnsw,
            },
            demo,
            demo_available: demo_table.is_file(),
            can_undo_import: self.can_undo_import(),
        })
    }
}
