//! What is wrong with a table or a row of it, as facts. What they display is for the terminal, in English; the window makes
//! its own sentences.
//!
//! To add a fault, write its variant here, run `cargo xtask gen`, and write its text, `table.…` or `row.…`, in the six
//! languages of `ui/src/i18n`. The page does not compile until they are there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum TableFault {
    /// The system does not give it out.
    #[error("{system}")]
    Unreachable {
        /// What the system says.
        system: String,
    },
    /// Its file is too large to be read as a whole.
    #[error("it is larger than {megabytes} MB")]
    TooLarge {
        /// Megabytes that are read.
        megabytes: u64,
    },
    /// It holds more once it is unpacked than can be read.
    #[error("it unpacks to more than {megabytes} MB")]
    Unpacked {
        /// Megabytes that are read.
        megabytes: u64,
    },
    /// It has too many products.
    #[error("it holds more than {most} products")]
    TooManyProducts {
        /// Most products of a catalogue.
        most: usize,
    },
    /// Its products have too much text.
    #[error("its products have more than {megabytes} MB of text")]
    TooMuchText {
        /// Megabytes that are kept.
        megabytes: u64,
    },
    /// A line goes on for too long.
    #[error("line {line} is longer than {megabytes} MB")]
    LongLine {
        /// Which one.
        line: u64,
        /// Megabytes that are read of one.
        megabytes: u64,
    },
    /// A row goes on for too long.
    #[error("the row in line {line} goes on for more than {megabytes} MB")]
    LongRow {
        /// Where it begins.
        line: u64,
        /// Megabytes that are read of one.
        megabytes: u64,
    },
    /// A quotation mark is never closed.
    #[error("the quotation mark that opens in line {line} is never closed")]
    OpenQuotation {
        /// Where it opens.
        line: u64,
    },
    /// A row has too many columns.
    #[error("row {row} has more than {most} columns")]
    WideRow {
        /// Which one, counted from 1.
        row: u64,
        /// Most columns of a table.
        most: usize,
    },
    /// The header has too many columns.
    #[error("its header has {columns} columns, and {most} are read")]
    WideHeader {
        /// Columns that it has.
        columns: usize,
        /// Most columns of a table.
        most: usize,
    },
    /// Files of this kind are not read.
    #[error("files ending in \".{ending}\" are not read")]
    Kind {
        /// The ending of its name.
        ending: String,
    },
    /// It is no text.
    #[error("it is no table of text")]
    NoText,
    /// It is a spreadsheet or an archive under the name of a text.
    #[error("it is a spreadsheet or an archive and no text")]
    Archive,
    /// Its bytes are not of the encoding that it names.
    #[error("it says that it is {encoding}, and holds bytes that are not")]
    Encoding {
        /// The encoding that it names.
        encoding: String,
    },
    /// It is no JSON.
    #[error("it is no JSON ({detail})")]
    NoJson {
        /// What the parser says.
        detail: String,
    },
    /// It has no line with a JSON object.
    #[error("none of its lines is a JSON object")]
    NoJsonLines,
    /// It is no XML.
    #[error("it is no XML that can be read ({detail})")]
    NoXml {
        /// What the parser says.
        detail: String,
    },
    /// Its elements are nested too deeply.
    #[error("its elements are nested too deeply, or too many")]
    Nested,
    /// It has a document type of its own.
    #[error("it has a document type of its own, whose entities are not read")]
    DocumentType,
    /// It is no spreadsheet.
    #[error("it is no spreadsheet that can be read ({detail})")]
    NoSpreadsheet {
        /// What the parser says.
        detail: String,
    },
    /// It has no list of products.
    #[error("it holds no list of products")]
    NoList,
    /// Its sheets are empty.
    #[error("its sheets are empty")]
    EmptySheets,
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It has a header and no rows.
    #[error("it has no rows below its header")]
    NoRows,
    /// All of its rows are left out.
    #[error("none of its rows can be used; the first one: {first}")]
    NoGoodRow {
        /// Why the first one is.
        first: RowFault,
    },
    /// It has not the column that was named.
    #[error("it has no column \"{column}\"")]
    NoColumn {
        /// The name that was given.
        column: String,
    },
    /// It was written to while it was read.
    #[error("it was changed while it was read")]
    Changed,
    /// It was removed while it was read.
    #[error("it went away while it was read")]
    Gone,
}

/// Why a row was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum RowFault {
    /// It has no id.
    #[error("the id is empty; give every row an id of its own")]
    NoId,
    /// Another row has its id.
    #[error("the id stands in line {line} already; give every row an id of its own")]
    IdTwice {
        /// Where the other one is.
        line: u64,
    },
    /// It has neither an id nor a number of the shop's.
    #[error("the row has neither an ID nor a SKU; give every product one")]
    NoNumber,
    /// It has no handle.
    #[error("the handle is empty; give the row the handle of its product")]
    NoHandle,
    /// The same row stands in the table already.
    #[error("the same row stands in the table already; it counts once")]
    Twice,
    /// Its product is not published.
    #[error("the product is not published; publish it in the shop and export it again")]
    Unpublished,
    /// It is carriage or another service.
    #[error("it is a delivery or another service, and nothing that is worn")]
    Service,
    /// It is a variant of a product that is not there.
    #[error("the product \"{parent}\" that this row is a variation of is not in the table; export it too")]
    NoParent {
        /// What it calls its product.
        parent: String,
    },
    /// It is a variant of a product that it does not name.
    #[error("the row is a variant, and its product is not in the table; export it too")]
    Orphan,
    /// It has more cells than the table has columns.
    #[error(
        "the row has {cells} cells and the header {columns}; put quotes around cells that hold the separator"
    )]
    Cells {
        /// Cells that it has.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// Its price is no number.
    #[error("the price \"{price}\" is not a number; correct it or leave it empty")]
    Price {
        /// What stands there.
        price: String,
    },
    /// Its price is below zero.
    #[error("the price \"{price}\" is below zero; correct it or leave it empty")]
    NegativePrice {
        /// What stands there.
        price: String,
    },
    /// Its stock is no number.
    #[error("the stock \"{stock}\" is not a number; correct it or leave it empty")]
    Stock {
        /// What stands there.
        stock: String,
    },
    /// It is no JSON object.
    #[error("it is no object; give {{\"id\": …}}")]
    NoObject,
    /// It is no JSON.
    #[error("the line is no JSON object ({detail}); correct it or leave it out")]
    NoJson {
        /// What the parser says.
        detail: String,
    },
    /// More rows than are listed one by one.
    #[error("{rows} more rows were left out, which are not listed; correct those that are, and import again")]
    More {
        /// How many.
        rows: usize,
    },
}
