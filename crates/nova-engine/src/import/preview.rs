//! What an import would do: how the source is understood and what would change, with nothing written.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::chosen_columns;
use crate::import::limits::SHOWN;
use crate::import::records::Format;
use crate::import::source::Reading;
use crate::import::table::ShopSystem;
use crate::progress::Cancel;
use crate::quarantine::Quarantined;
use nova_domain::{Column, Product};
use nova_store::Diff;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What to look at.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportPreviewRequest {
    /// A table or a folder of pictures.
    pub source: String,
    /// Folder of the pictures that a table names.
    pub images: Option<String>,
    /// Columns by name, as `field=column`, where they would not be recognised.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub map: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewColumn {
    /// Its name in the header.
    pub header: String,
    /// The field that it fills, if any.
    pub field: Option<Column>,
    /// Its first values that differ.
    pub samples: Vec<String>,
}

/// How a source is understood, and what its import would change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportPreviewResponse {
    /// Kind of source.
    pub format: Format,
    /// The shop system that wrote it.
    pub shop: Option<ShopSystem>,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// What stands between the columns of a text.
    pub delimiter: Option<String>,
    /// The sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// The columns in their order.
    pub columns: Vec<PreviewColumn>,
    /// Names of all fields that a column can be mapped to.
    pub fields: Vec<Column>,
    /// Rows below the header; several of them may be one product.
    pub rows: usize,
    /// Products that were understood.
    pub total: usize,
    /// The first of them.
    pub products: Vec<Product>,
    /// Products that would be new.
    pub added: usize,
    /// Products that would change.
    pub updated: usize,
    /// Products that would stay as they are.
    pub unchanged: usize,
    /// Products that would go.
    pub removed: usize,
    /// Rows that would be left out.
    pub quarantined: usize,
    /// The first of them.
    pub left_out: Vec<Quarantined>,
}

impl Engine {
    /// Shows what an import would do. Nothing is written, and no picture is opened.
    ///
    /// # Errors
    /// When the source cannot be read as a whole.
    pub fn import_preview(
        &self,
        request: &ImportPreviewRequest,
    ) -> Result<ImportPreviewResponse, EngineError> {
        let source = Reading {
            path: Path::new(&request.source),
            images: request.images.as_deref().map(Path::new),
            columns: &chosen_columns(&request.map)?,
            cancel: &Cancel::default(),
            report: &|_| (),
            may_be_empty: true,
        }
        .read()?;
        let diff = match self.read_db()? {
            Some(db) => db.compare_products(&source.products)?,
            None => Diff {
                added: source.products.len(),
                ..Diff::default()
            },
        };
        let columns = source.columns.into_iter();
        let first = source.products.iter().take(SHOWN);
        Ok(ImportPreviewResponse {
            format: source.facts.format,
            shop: source.shop,
            encoding: source.facts.encoding.map(str::to_owned),
            delimiter: source.facts.delimiter.map(String::from),
            sheet: source.facts.sheet,
            columns: columns
                .map(|(header, field, samples)| PreviewColumn {
                    header,
                    field,
                    samples,
                })
                .collect(),
            fields: Column::all().collect(),
            rows: source.rows,
            total: source.products.len(),
            products: first.map(|new| new.product.clone()).collect(),
            added: diff.added,
            updated: diff.updated,
            unchanged: diff.unchanged,
            removed: diff.removed,
            quarantined: source.rejected,
            left_out: source
                .quarantine
                .into_iter()
                .take(SHOWN)
                .map(Quarantined::from)
                .collect(),
        })
    }
}
