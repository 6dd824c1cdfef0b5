//! What an import would do: how the source is understood and what would change, with nothing written.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::chosen_columns;
use crate::import::limits::{SHOWN, SHOWN_CHANGES};
use crate::import::source::Reading;
use crate::import::update::{ImportChange, is_partial};
use crate::progress::Cancel;
use crate::quarantine::Quarantined;
use nova_domain::Product;
use nova_store::{CatalogDb, Diff};
use nova_tables::{Column, Format, Grouping, ShopSystem, TableColumn};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What to look at.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportPreviewRequest {
    /// A table or a folder of pictures.
    pub source: String,
    /// Folder of the pictures that a table names.
    pub images: Option<String>,
    /// Columns by name, as `field=column`, where they would not be recognised; `unused=column` where one is to fill nothing.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub map: Vec<String>,
    /// Whether the source names a part of the catalogue; where nothing is said, whether it looks so.
    pub update: Option<bool>,
}

/// How the rows of a table make products.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PreviewGrouping {
    /// A row is a product.
    Rows,
    /// Rows that say the same in a column are one product.
    Shared {
        /// The column's name.
        column: String,
    },
    /// Rows name the row that they are variants of.
    Parents,
    /// Rows whose article numbers differ by their sizes are one product.
    Numbers,
    /// Rows of one name are one product.
    Titles,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct PreviewColumn {
    /// Its name in the header.
    pub header: String,
    /// The field that it fills, if any.
    pub field: Option<Column>,
    /// Its first values that differ.
    pub samples: Vec<String>,
}

impl From<TableColumn> for PreviewColumn {
    fn from(column: TableColumn) -> Self {
        PreviewColumn {
            header: column.header,
            field: column.field,
            samples: column.samples,
        }
    }
}

/// How a source is understood, and what its import would change.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ImportPreviewResponse {
    /// Kind of source.
    pub format: Format,
    /// The shop system that wrote it.
    pub shop: Option<ShopSystem>,
    /// The headings by which it is known.
    pub marks: Vec<String>,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// What stands between the columns of a text.
    pub delimiter: Option<String>,
    /// The sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// How rows make products.
    pub grouping: PreviewGrouping,
    /// Variants over all products.
    pub variants: usize,
    /// The columns, as `field=column`, that were named earlier for a file with the same headings.
    pub learnt: Vec<String>,
    /// Whether the changes are those of an update.
    pub update: bool,
    /// Whether the source says so little of its products that it is only good for an update.
    pub partial: bool,
    /// The first changes of an update.
    pub changes: Vec<ImportChange>,
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
        let (mut source, mut learnt) = Reading {
            path: Path::new(&request.source),
            images: request.images.as_deref().map(Path::new),
            columns: &chosen_columns(&request.map)?,
            today: self.today(),
            cancel: &Cancel::default(),
            report: &|_| (),
            may_be_empty: true,
        }
        .read_as_learnt(self, &request.map)?;
        learnt.retain(|pair| !request.map.contains(pair));
        let db = self.read_db()?;
        let total = source.products.len();
        let first: Vec<Product> = source
            .products
            .iter()
            .take(SHOWN)
            .map(|new| new.product.clone())
            .collect();
        let partial = is_partial(&source.columns);
        let filled = db
            .as_ref()
            .map(CatalogDb::count_products)
            .transpose()?
            .unwrap_or(0)
            > 0;
        let update = request.update.unwrap_or(partial && filled);
        let mut changes = Vec::new();
        if let Some(db) = db.as_ref().filter(|_| update) {
            (source, changes) = self.updated(db, source, request.images.is_some())?;
        }
        let diff = match &db {
            Some(db) => db.compare_products(&source.products)?,
            None => Diff {
                added: source.products.len(),
                ..Diff::default()
            },
        };
        changes.truncate(SHOWN_CHANGES);
        let grouping = match source.grouping {
            (Grouping::Rows, _) => PreviewGrouping::Rows,
            (Grouping::Shared(_), column) => PreviewGrouping::Shared {
                column: column.unwrap_or_default(),
            },
            (Grouping::Parents, _) => PreviewGrouping::Parents,
            (Grouping::Stems, _) => PreviewGrouping::Numbers,
            (Grouping::Titles, _) => PreviewGrouping::Titles,
        };
        let columns = source.columns.into_iter();
        Ok(ImportPreviewResponse {
            format: source.facts.format,
            shop: source.shop,
            marks: source.marks,
            encoding: source.facts.encoding.map(str::to_owned),
            delimiter: source.facts.delimiter.map(String::from),
            sheet: source.facts.sheet,
            grouping,
            variants: source.variants,
            learnt,
            update,
            partial: partial && filled,
            changes,
            columns: columns.map(PreviewColumn::from).collect(),
            fields: Column::all().collect(),
            rows: source.rows,
            total,
            products: first,
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
