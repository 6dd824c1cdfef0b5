//! Why a row of a table of orders or of clients, or a cell of it, cannot be used, as facts. What they display is for the
//! terminal, in English; the window makes its own sentences.

use crate::error::EngineError;
use crate::rejection::Rejection;
use nova_tables::RowFault;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// Rows of which the reasons are told one by one.
const MOST_TOLD: usize = 20;

/// Why a row or a cell cannot be used.
///
/// To add a reason, write its variant here, run `cargo xtask gen`, and write its text, `line.…`, in the six languages of
/// `ui/src/i18n`. The page does not compile until they are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum LineFault {
    /// A cell is no date.
    #[error("\"{text}\" is no date")]
    NoDate {
        /// The cell.
        text: String,
    },
    /// A cell is no birthday.
    #[error("\"{text}\" is no birthday")]
    NoBirthday {
        /// The cell.
        text: String,
    },
    /// A cell is no quantity.
    #[error("\"{text}\" is no quantity")]
    NoQuantity {
        /// The cell.
        text: String,
    },
    /// No product is named.
    #[error("no product is named")]
    NoProduct,
    /// Nobody is named.
    #[error("nobody is named")]
    Nobody,
    /// A client has another birthday already.
    #[error("{name} has another birthday already, which stays")]
    OtherBirthday {
        /// The client.
        name: String,
    },
    /// A client's file has no room.
    #[error("the file of {name} is full")]
    FullFile {
        /// The client.
        name: String,
    },
    /// It cannot be read as a row of a table.
    #[error("{fault}")]
    Row {
        /// Why.
        fault: RowFault,
    },
    /// A cell is nothing that a client's file takes.
    #[error("{rejection}")]
    Rejected {
        /// Why.
        rejection: Rejection,
    },
    /// Anything else.
    #[error("{detail}")]
    Other {
        /// What, in English.
        detail: String,
    },
}

impl From<RowFault> for LineFault {
    fn from(fault: RowFault) -> LineFault {
        LineFault::Row { fault }
    }
}

impl From<EngineError> for LineFault {
    fn from(error: EngineError) -> LineFault {
        match error {
            EngineError::Rejected(rejection) => LineFault::Rejected { rejection },
            other => LineFault::Other {
                detail: other.to_string(),
            },
        }
    }
}

/// A row that was left out, or a cell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct LeftOutLine {
    /// The row, counted from 1 with the headings.
    #[ts(type = "number")]
    pub row: u64,
    /// Why.
    pub fault: LineFault,
}

/// The first of what was left out, as facts and as English sentences.
pub(crate) fn told(bad: &[(u64, LineFault)]) -> (Vec<LeftOutLine>, Vec<String>) {
    let first = bad.iter().take(MOST_TOLD);
    let line = |(row, fault): &(u64, LineFault)| {
        let line = LeftOutLine {
            row: *row,
            fault: fault.clone(),
        };
        (line, format!("row {row}: {fault}"))
    };
    first.map(line).unzip()
}
