//! Reading a file from its first byte to its products.

use crate::collected::LeftOut;
use crate::fault::TableFault;
use crate::plan::Grouping;
use crate::records::{Facts, Format, Problem, Sink};
use crate::synonyms::Column;
use crate::systems::ShopSystem;
use crate::table::{Gatherer, Wish};
use crate::values::Day;
use crate::{delimited, dump, impex, json, sheet, xml};
use nova_domain::Product;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

/// What to read, and who hears of it.
pub struct Reading<'a> {
    /// The file.
    pub path: &'a Path,
    /// Columns that the user named, as `(field, header)`; one that is to fill nothing without a field.
    pub columns: &'a [(Option<Column>, String)],
    /// The day on which prices are asked: a discount may be over, or not have begun.
    pub today: Option<Day>,
    /// Whether to be content with a table that holds no product, so as to show what was understood of it.
    pub may_be_empty: bool,
    /// Whether to stop; asked now and then.
    pub cancelled: &'a (dyn Fn() -> bool + Sync),
    /// Hears now and then how many rows were read and how many of them left out.
    pub report: &'a (dyn Fn(usize, usize) + Sync),
}

/// A table as it was understood.
#[derive(Debug)]
pub struct Table {
    /// What kind of file it is.
    pub facts: Facts,
    /// The shop system that wrote it.
    pub shop: Option<ShopSystem>,
    /// The headings by which it is known.
    pub marks: Vec<String>,
    /// How its rows make products, and the heading of the column that they share where there is one.
    pub grouping: (Grouping, Option<String>),
    /// Variants over all products.
    pub variants: usize,
    /// The columns in their order.
    pub columns: Vec<TableColumn>,
    /// Rows below the header.
    pub rows: usize,
    /// The products, in the order of their first rows.
    pub products: Vec<Product>,
    /// Rows that were left out.
    pub left_out: Vec<LeftOut>,
    /// How many those are, with those that are not listed one by one.
    pub rejected: usize,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name in the header.
    pub header: String,
    /// The field that it fills, if any.
    pub field: Option<Column>,
    /// Its first values that differ.
    pub samples: Vec<String>,
}

impl Reading<'_> {
    /// Reads the table.
    ///
    /// # Errors
    /// When the file cannot be read as a whole, holds no product, or the reading is stopped. A bad row is no error.
    pub fn read(&self) -> Result<Table, Problem> {
        let before = std::fs::metadata(self.path).map_err(|error| Problem::io(&error))?;
        let mut gatherer = Gatherer::new(Wish {
            chosen: self.columns,
            today: self.today,
            cancelled: self.cancelled,
            report: self.report,
        });
        self.rows(&mut gatherer)?;
        self.check_unchanged(&before)?;
        gatherer.finish(self.may_be_empty)?;
        let by = match gatherer.grouping {
            Grouping::Shared(at) => gatherer.header.get(at).cloned(),
            _ => None,
        };
        let marks = gatherer.marks();
        let columns = gatherer
            .header
            .into_iter()
            .zip(gatherer.fields)
            .zip(gatherer.samples);
        let rejected = gatherer.collected.rejected();
        let (products, left_out) = gatherer.collected.finish();
        Ok(Table {
            facts: gatherer.facts.unwrap_or(Facts::of(Format::Csv)),
            shop: gatherer.plan.system,
            marks,
            grouping: (gatherer.grouping, by),
            variants: gatherer.variants,
            columns: columns
                .map(|((header, field), samples)| TableColumn {
                    header,
                    field,
                    samples,
                })
                .collect(),
            rows: gatherer.rows,
            products,
            left_out,
            rejected,
        })
    }

    /// Refuses a table that another program wrote to or took away in the meantime: half of it would look like a
    /// catalogue from which the other half was removed.
    fn check_unchanged(&self, before: &Metadata) -> Result<(), Problem> {
        let state = |facts: &Metadata| (facts.len(), facts.modified().ok());
        let fault = match std::fs::metadata(self.path) {
            Ok(now) if state(&now) == state(before) => return Ok(()),
            Ok(_) => TableFault::Changed,
            Err(_) => TableFault::Gone,
        };
        let hint = "Import it again once it is there and nothing writes to it; the library is as it was.";
        Err(Problem::new(fault, hint))
    }

    /// Passes the rows on as they stand.
    pub(crate) fn raw(&self, sink: &mut dyn Sink) -> Result<(), Problem> {
        let before = std::fs::metadata(self.path).map_err(|error| Problem::io(&error))?;
        self.rows(sink)?;
        self.check_unchanged(&before)
    }

    fn rows(&self, gatherer: &mut dyn Sink) -> Result<(), Problem> {
        let open = || File::open(self.path).map_err(|error| Problem::io(&error));
        let ending = self
            .path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let ending = match (ending.as_str(), beginning(&mut open()?)) {
            // What a file begins with says more than what it is called.
            ("csv" | "tsv" | "txt" | "tab" | "xls", Begins::Archive) => "xlsx".to_owned(),
            ("csv" | "txt" | "xls", Begins::Xml) => "xml".to_owned(),
            ("csv" | "txt" | "xml", Begins::Json) => "json".to_owned(),
            ("xls" | "xlsx", Begins::Text) => "csv".to_owned(),
            ("csv" | "txt" | "sql" | "impex", Begins::Text | Begins::Other) => {
                script(&mut open()?).unwrap_or(ending)
            }
            _ => ending,
        };
        match ending.as_str() {
            "csv" | "tsv" | "txt" | "tab" => delimited::read(open()?, gatherer),
            "json" => json::read(open()?, gatherer),
            "jsonl" | "ndjson" => json::lines(open()?, gatherer),
            "sql" => dump::read(open()?, gatherer),
            "impex" => impex::read(open()?, gatherer),
            "xml" | "rss" | "atom" | "yml" => xml::read(open()?, gatherer),
            "xlsx" | "xlsm" => sheet::read(self.path, gatherer),
            "xls" => sheet::read_old(self.path, Format::Xls, gatherer),
            "ods" => sheet::read_old(self.path, Format::Ods, gatherer),
            _ => Err(Problem::new(
                TableFault::Kind {
                    ending: ending.clone(),
                },
                "Save it as .csv, .tsv, .json, .jsonl, .xml or .xlsx, or give a folder of pictures.",
            )),
        }
    }
}

/// What the first bytes of a file look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    Archive,
    Xml,
    Json,
    Text,
    Other,
}

/// Bytes at the beginning of a text that tell whether it is a script.
const SCRIPT_WITHIN: usize = 1 << 16;

/// The ending of the scripts that a text is one of.
fn script(file: &mut File) -> Option<String> {
    let mut bytes = Vec::new();
    file.take(SCRIPT_WITHIN as u64).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    match () {
        () if impex::is_script(&text) => Some("impex".to_owned()),
        () if dump::is_script(&text) => Some("sql".to_owned()),
        () => None,
    }
}

fn beginning(file: &mut File) -> Begins {
    let mut bytes = [0; 512];
    let length = file.read(&mut bytes).unwrap_or(0);
    let bytes = bytes[..length]
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&bytes[..length]);
    let text = bytes.trim_ascii_start();
    match text {
        [b'P', b'K', 3, 4, ..] => Begins::Archive,
        [b'<', b'?' | b'a'..=b'z' | b'A'..=b'Z' | b'!', ..] => Begins::Xml,
        [b'{', rest @ ..] if rest.trim_ascii_start().starts_with(b"\"") => Begins::Json,
        [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => Begins::Json,
        _ if !bytes.is_empty()
            && !bytes.contains(&0)
            && bytes.iter().all(|byte| *byte >= 9 && *byte != 0xD0) =>
        {
            Begins::Text
        }
        _ => Begins::Other,
    }
}
