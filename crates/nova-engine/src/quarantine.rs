//! What the last import left out, and why.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::request::page;
use nova_store::QuarantineEntry;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which page.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct QuarantineRequest {
    /// Most entries in the answer; 24 when left out.
    pub limit: Option<usize>,
    /// Entries to pass over.
    pub offset: Option<usize>,
}

/// A row or file that was left out.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "QuarantineEntry")]
pub struct Quarantined {
    /// Line of the table, counted from 1 with the header.
    pub row: Option<u64>,
    /// The product's id.
    pub id: Option<String>,
    /// The file in question.
    pub file: Option<String>,
    /// What is wrong and what to do.
    pub reason: String,
}

/// A page of the quarantine.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuarantineResponse {
    /// How many were left out in all.
    pub total: usize,
    /// The page.
    pub entries: Vec<Quarantined>,
}

impl Engine {
    /// A page of what the last import left out.
    pub fn quarantine(&self, request: &QuarantineRequest) -> Result<QuarantineResponse, EngineError> {
        let (offset, limit) = page(request.offset, request.limit);
        let (total, entries) = match self.read_db()? {
            Some(db) => db.quarantined(limit, offset)?,
            None => (0, Vec::new()),
        };
        Ok(QuarantineResponse {
            total,
            entries: entries.into_iter().map(Quarantined::from).collect(),
        })
    }
}

impl From<QuarantineEntry> for Quarantined {
    fn from(entry: QuarantineEntry) -> Self {
        Quarantined {
            row: entry.line,
            id: entry.product,
            file: entry.file,
            reason: entry.reason,
        }
    }
}
