//! What a user corrected in the columns of a table, kept for files with the same headings until it is forgotten.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::UNUSED;
use crate::settings::SetSettingRequest;
use nova_tables::{TableColumn, folded};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Begins the names of the settings that hold corrections.
const PREFIX: &str = "columns:";

/// Which corrections to forget.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ForgetColumnsRequest {
    /// The headings of the table, in their order.
    pub headers: Vec<String>,
}

/// What was forgotten.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ForgetColumnsResponse {
    /// The columns, as `field=column`, that had been named for a table with these headings.
    pub forgotten: Vec<String>,
}

/// The name of the setting for a table with these headings.
fn name<'a>(headers: impl Iterator<Item = &'a str>) -> String {
    let headings: Vec<String> = headers.map(folded).collect();
    let hash = blake3::hash(headings.join("\u{1F}").as_bytes()).to_hex();
    format!("{PREFIX}{}", &hash[..32])
}

impl Engine {
    /// The columns, as `field=column`, that were named for a table with the same headings; those of this request win.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub(crate) fn learnt_columns(
        &self,
        columns: &[TableColumn],
        map: &[String],
    ) -> Result<Vec<String>, EngineError> {
        let kept = self.kept_columns(&name(headers(columns)))?;
        // Any number of columns can fill nothing.
        let field = |pair: &str| {
            let (field, _) = pair.split_once('=')?;
            (field != UNUSED).then(|| field.to_owned())
        };
        let header = |pair: &str| pair.split_once('=').map(|(_, header)| folded(header));
        let own = |pair: &String| {
            map.iter().any(|named| {
                (field(named).is_some() && field(named) == field(pair)) || header(named) == header(pair)
            })
        };
        let there = |pair: &String| {
            columns
                .iter()
                .any(|column| Some(folded(&column.header)) == header(pair))
        };
        Ok(kept
            .into_iter()
            .filter(|pair| !own(pair) && there(pair))
            .chain(map.iter().cloned())
            .collect())
    }

    /// Keeps the columns that were named for tables with the same headings.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub(crate) fn learn_columns(&self, columns: &[TableColumn], map: &[String]) -> Result<(), EngineError> {
        if map.is_empty() || columns.is_empty() {
            return Ok(());
        }
        let all = self.learnt_columns(columns, map)?;
        let value = serde_json::to_string(&all).map_err(|error| EngineError::Internal(error.to_string()))?;
        self.set_setting(&SetSettingRequest {
            key: name(headers(columns)),
            value: Some(value),
        })?;
        Ok(())
    }

    /// Forgets what was named for tables with these headings; answers with what that was.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn forget_columns(
        &self,
        request: &ForgetColumnsRequest,
    ) -> Result<ForgetColumnsResponse, EngineError> {
        let key = name(request.headers.iter().map(String::as_str));
        let forgotten = self.kept_columns(&key)?;
        self.set_setting(&SetSettingRequest { key, value: None })?;
        Ok(ForgetColumnsResponse { forgotten })
    }

    /// What a setting holds of columns; nothing where there is none.
    fn kept_columns(&self, key: &str) -> Result<Vec<String>, EngineError> {
        let settings = self.settings()?.values;
        let kept = settings.get(key).map(String::as_str).unwrap_or_default();
        Ok(serde_json::from_str(kept).unwrap_or_default())
    }
}

fn headers(columns: &[TableColumn]) -> impl Iterator<Item = &str> {
    columns.iter().map(|column| column.header.as_str())
}
