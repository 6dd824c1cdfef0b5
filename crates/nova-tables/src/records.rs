//! A table as every reader of a format delivers it: a header, then rows of text with their line numbers, one after the
//! other, so that no table is ever in memory as a whole. What the columns mean is `table`'s matter.

use crate::fault::{RowFault, TableFault};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// Kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[ts(rename = "SourceFormat")]
pub enum Format {
    /// Text in columns, whatever separates them.
    Csv,
    /// A JSON document.
    Json,
    /// JSON, an object a line.
    Jsonl,
    /// A feed or a document in XML.
    Xml,
    /// A spreadsheet of Excel since 2007.
    Xlsx,
    /// A spreadsheet of Excel before 2007.
    Xls,
    /// A spreadsheet of LibreOffice.
    Ods,
    /// Pictures without a table.
    Folder,
}

/// What is known of a table before its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What kind of file it is.
    pub format: Format,
    /// Name of the encoding, where the source is text.
    pub encoding: Option<&'static str>,
    /// What stands between columns.
    pub delimiter: Option<char>,
    /// Name of the sheet.
    pub sheet: Option<String>,
}

impl Facts {
    /// Of a source of which no more is known.
    pub fn of(format: Format) -> Facts {
        Facts {
            format,
            encoding: None,
            delimiter: None,
            sheet: None,
        }
    }
}

/// Why a source cannot be read any further.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// It is not what it should be.
    #[error("{fault}; {hint}")]
    Invalid {
        /// What is wrong.
        fault: TableFault,
        /// What to do.
        hint: String,
    },
    /// The user stopped it.
    #[error("the reading was stopped")]
    Cancelled,
}

impl Problem {
    /// What is wrong, and what to do.
    pub fn new(fault: TableFault, hint: impl Into<String>) -> Problem {
        Problem::Invalid {
            fault,
            hint: hint.into(),
        }
    }

    /// The file itself cannot be read.
    pub fn io(error: &std::io::Error) -> Problem {
        Problem::new(
            TableFault::Unreachable {
                system: error.to_string(),
            },
            "Check that the file is there and that you may read it.",
        )
    }
}

/// Where the rows of a table go.
pub(crate) trait Sink {
    /// What is known of the table before its rows; once, before any row. Where the format does not say which row names the
    /// columns, `header` is left out, and the header is one of the rows.
    fn begin(&mut self, facts: Facts, header: Option<Vec<String>>) -> Result<(), Problem>;

    /// A row. `line` is where it stands, counted from 1 with the header; in JSON, which object it is.
    fn row(&mut self, line: u64, cells: Vec<String>) -> Result<(), Problem>;

    /// A row that cannot be read.
    fn bad_row(&mut self, line: u64, fault: RowFault);
}

/// Whether nothing stands in a row.
pub(crate) fn is_empty(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Keeps all that it is told.
    #[derive(Debug, Default)]
    pub(crate) struct Kept {
        pub facts: Option<Facts>,
        pub header: Vec<String>,
        pub rows: Vec<(u64, Vec<String>)>,
        pub bad: Vec<u64>,
    }

    impl Sink for Kept {
        fn begin(&mut self, facts: Facts, header: Option<Vec<String>>) -> Result<(), Problem> {
            (self.facts, self.header) = (Some(facts), header.unwrap_or_default());
            Ok(())
        }

        fn row(&mut self, line: u64, cells: Vec<String>) -> Result<(), Problem> {
            if self.header.is_empty() {
                self.header = cells;
            } else {
                self.rows.push((line, cells));
            }
            Ok(())
        }

        fn bad_row(&mut self, line: u64, _: RowFault) {
            self.bad.push(line);
        }
    }
}
