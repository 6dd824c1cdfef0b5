//! What the last import left out, and why.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::problem::Problem;
use crate::request::page;
use nova_store::QuarantineEntry;
use nova_tables::RowFault;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which page.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct QuarantineRequest {
    /// Most entries in the answer; 24 when left out.
    pub limit: Option<usize>,
    /// Entries to pass over.
    pub offset: Option<usize>,
}

/// A row or file that was left out.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
#[ts(rename = "QuarantineEntry")]
pub struct Quarantined {
    /// Line of the table, counted from 1 with the header.
    pub row: Option<u64>,
    /// The product's id.
    pub id: Option<String>,
    /// The file in question.
    pub file: Option<String>,
    /// What is wrong and what to do, in English.
    pub reason: String,
    /// The same as a fact; `None` where an older version left it out.
    pub why: Option<LeftOut>,
}

/// Why a row or a file was left out.
///
/// To add a reason, write its variant here, run `cargo xtask gen`, and write its text, `left-out.…`, in the six languages of
/// `ui/src/i18n`. The page does not compile until they are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum LeftOut {
    /// Because of what is in the row.
    Row {
        /// Why.
        fault: RowFault,
    },
    /// Because its picture or a file cannot be used.
    File {
        /// Why.
        problem: Box<Problem>,
    },
    /// Its path leads out of the folder of the pictures.
    LeadsOut,
    /// It is a link that leads out of the folder of the pictures.
    LinkLeadsOut,
    /// Its picture is not there.
    NotThere {
        /// The folder of the pictures.
        folder: String,
    },
    /// It is a picture of a kind that is not read.
    NotRead,
    /// A folder cannot be read.
    ClosedFolder {
        /// What the system says.
        system: String,
    },
    /// The file changes a product that is not in the catalogue.
    NoProduct,
}

impl LeftOut {
    /// As the database keeps it.
    pub(crate) fn kept(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

/// A page of the quarantine.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
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
            why: entry.fact.and_then(|fact| serde_json::from_str(&fact).ok()),
        }
    }
}
