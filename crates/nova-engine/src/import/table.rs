//! From the rows of a table to products: which kind of table it is, which column is what, and the rows one by one.
//! The formats are read elsewhere (`delimited`, `json`, `sheet`); which headers mean which field is `nova_domain`'s
//! matter.

use crate::import::collected::Collected;
use crate::import::limits::{MAX_COLUMNS, SAMPLE_LENGTH, SAMPLES};
use crate::import::records::{Facts, Problem, Sink, is_empty};
use crate::import::shopify::{self, Shopify};
use crate::import::woocommerce::{self, WooCommerce};
use crate::progress::{Cancel, Progress, Step};
use nova_domain::values::UNIT;
use nova_domain::{Column, ColumnMap};
use serde::Serialize;
use ts_rs::TS;

/// After how many rows to tell how far it is, and to look whether the user stops it.
const TELL_EVERY: usize = 5_000;

/// Shop systems whose exports are known by their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ShopSystem {
    /// <https://www.shopify.com>
    Shopify,
    /// <https://woocommerce.com>
    WooCommerce,
}

/// Gathers the products of a table.
pub(crate) struct Table<'a> {
    /// Columns that the user named.
    chosen: &'a [(Column, String)],
    cancel: &'a Cancel,
    report: &'a (dyn Fn(Progress) + Sync),
    pub facts: Option<Facts>,
    pub header: Vec<String>,
    /// The first values of each column.
    pub samples: Vec<Vec<String>>,
    first_row: Option<Vec<String>>,
    /// Rows below the header that are not empty.
    pub rows: usize,
    /// The shop system that wrote the table, once it is finished.
    pub shop: Option<ShopSystem>,
    /// The field that each column fills, once it is finished.
    pub fields: Vec<Option<Column>>,
    kind: Kind,
    pub collected: Collected,
}

enum Kind {
    /// A row a product.
    Plain(ColumnMap),
    Shopify(Box<Shopify>),
    WooCommerce(Box<WooCommerce>),
}

impl<'a> Table<'a> {
    /// An empty one. `chosen` names columns outright, as `(field, header)`.
    pub fn new(
        chosen: &'a [(Column, String)],
        cancel: &'a Cancel,
        report: &'a (dyn Fn(Progress) + Sync),
    ) -> Table<'a> {
        Table {
            chosen,
            cancel,
            report,
            facts: None,
            header: Vec::new(),
            samples: Vec::new(),
            first_row: None,
            rows: 0,
            shop: None,
            fields: Vec::new(),
            kind: Kind::Plain(ColumnMap::default()),
            collected: Collected::default(),
        }
    }

    /// Adds what was waiting for the last row. Unless `may_be_empty`, a table without a product is a problem.
    pub fn finish(&mut self, may_be_empty: bool) -> Result<(), Problem> {
        let field = |at: usize| match &self.kind {
            Kind::Plain(map) => map.field(at),
            Kind::Shopify(shopify) => shopify.field(at),
            Kind::WooCommerce(shop) => shop.field(at, self.first_row.as_ref()),
        };
        self.fields = (0..self.header.len()).map(field).collect();
        self.shop = match self.kind {
            Kind::Plain(_) => None,
            Kind::Shopify(_) => Some(ShopSystem::Shopify),
            Kind::WooCommerce(_) => Some(ShopSystem::WooCommerce),
        };
        match std::mem::replace(&mut self.kind, Kind::Plain(ColumnMap::default())) {
            Kind::Plain(_) => {}
            Kind::Shopify(shopify) => shopify.finish(&mut self.collected),
            Kind::WooCommerce(shop) => shop.finish(&mut self.collected),
        }
        if may_be_empty || !self.collected.products.is_empty() {
            return Ok(());
        }
        let reason = match self.collected.first_rejected() {
            Some(entry) => format!("none of its rows can be used; the first one: {}", entry.reason),
            None => "it has no rows below its header".to_owned(),
        };
        Err(Problem::new(reason, "Correct the rows and import it again."))
    }

    fn sample(&mut self, cells: &[String]) {
        if self.first_row.is_none() {
            self.first_row = Some(cells.to_vec());
        }
        for (samples, cell) in self.samples.iter_mut().zip(cells) {
            let cell = cell.trim().trim_end_matches(UNIT);
            if samples.len() < SAMPLES && !cell.is_empty() {
                let shown: String = cell.chars().take(SAMPLE_LENGTH).collect();
                let shown = shown.replace(UNIT, "; ");
                if !samples.contains(&shown) {
                    samples.push(shown);
                }
            }
        }
    }
}

impl Sink for Table<'_> {
    fn is_header(&self, cells: &[String]) -> bool {
        let map = ColumnMap::recognise(cells, self.chosen);
        shopify::is_export(cells)
            || woocommerce::is_export(cells)
            || map.is_ok_and(|map| {
                map.has(Column::Id) && cells.iter().filter(|cell| !cell.is_empty()).count() > 1
            })
    }

    fn header(&mut self, facts: Facts, header: Vec<String>) -> Result<(), Problem> {
        if header.len() > MAX_COLUMNS {
            return Err(Problem::new(
                format!(
                    "its header has {} columns, and {MAX_COLUMNS} are read",
                    header.len()
                ),
                "Check which character separates the columns.",
            ));
        }
        let columns = || shown(&header);
        let missing = |name: String| {
            Problem::new(
                format!("it has no column \"{name}\""),
                format!("Its columns are {}.", columns()),
            )
        };
        self.kind = if shopify::is_export(&header) || woocommerce::is_export(&header) {
            let chosen = ColumnMap::only(&header, self.chosen).map_err(missing)?;
            if shopify::is_export(&header) {
                Kind::Shopify(Box::new(Shopify::new(&header, chosen)))
            } else {
                Kind::WooCommerce(Box::new(WooCommerce::new(&header, chosen)))
            }
        } else {
            let map = ColumnMap::recognise(&header, self.chosen).map_err(missing)?;
            if !map.has(Column::Id) {
                return Err(Problem::new(
                    "it has no column \"id\"",
                    format!(
                        "Name the column that holds the ids with --map id=COLUMN; its columns are {}.",
                        columns()
                    ),
                ));
            }
            Kind::Plain(map)
        };
        self.facts = Some(facts);
        self.samples = vec![Vec::new(); header.len()];
        self.header = header;
        Ok(())
    }

    fn row(&mut self, line: u64, cells: Vec<String>) -> Result<(), Problem> {
        if is_empty(&cells) {
            return Ok(());
        }
        self.rows += 1;
        if self.rows.is_multiple_of(TELL_EVERY) {
            if self.cancel.is_cancelled() {
                return Err(Problem::Cancelled);
            }
            (self.report)(Progress {
                step: Step::Reading,
                done: self.rows,
                total: 0,
                quarantined: self.collected.rejected(),
            });
        }
        self.sample(&cells);
        let width = self.header.len();
        if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            let reason = format!(
                "the row has {} cells and the header {width}; put quotes around cells that hold the separator",
                cells.len()
            );
            self.collected.reject(Some(line), None, reason);
            return Ok(());
        }
        match &mut self.kind {
            Kind::Plain(map) => match map.product(&cells) {
                Ok(product) => self.collected.add(line, product),
                Err(reason) => self.collected.reject(Some(line), None, reason),
            },
            Kind::Shopify(shopify) => shopify.row(line, &cells, &mut self.collected),
            Kind::WooCommerce(shop) => {
                // A variation may wait for its parent until the end.
                self.collected.keep(cells.iter().map(String::len).sum());
                shop.row(line, &cells, &mut self.collected);
            }
        }
        self.collected.check_size()
    }

    fn bad_row(&mut self, line: u64, reason: String) {
        self.rows += 1;
        self.collected.reject(Some(line), None, reason);
    }
}

/// The names of columns for a message, cut where they would fill a screen.
fn shown(header: &[String]) -> String {
    let names = header.join(", ");
    match names.char_indices().nth(1_000) {
        Some((end, _)) => format!("{} …", &names[..end]),
        None => names,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::import::{delimited, json};
    use nova_domain::Product;
    use std::io::{Seek, Write};

    /// The products of a table of text, and the reasons for which rows were left out.
    pub(crate) fn table(csv: &str, chosen: &[(Column, String)]) -> (Vec<Product>, Vec<String>) {
        let (products, quarantine) =
            read(csv, chosen, |table| std::mem::take(&mut table.collected).finish()).unwrap();
        let reasons = quarantine.into_iter().map(|entry| entry.reason).collect();
        (products.into_iter().map(|new| new.product).collect(), reasons)
    }

    /// The same of a JSON document.
    pub(crate) fn document(text: &str) -> (Vec<Product>, Vec<String>) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let cancel = Cancel::default();
        let mut table = Table::new(&[], &cancel, &|_| ());
        json::read(file, &mut table).unwrap();
        table.finish(false).unwrap();
        let (products, quarantine) = table.collected.finish();
        let reasons = quarantine.into_iter().map(|entry| entry.reason).collect();
        (products.into_iter().map(|new| new.product).collect(), reasons)
    }

    fn read<T>(
        csv: &str,
        chosen: &[(Column, String)],
        take: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Result<T, Problem> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(csv.as_bytes()).unwrap();
        file.rewind().unwrap();
        let cancel = Cancel::default();
        let mut table = Table::new(chosen, &cancel, &|_| ());
        delimited::read(file, &mut table)?;
        table.finish(false)?;
        Ok(take(&mut table))
    }

    #[test]
    fn a_table_without_ids_lists_its_columns() {
        match read("name,cost\nShirt,3\n", &[], |_| ()) {
            Err(Problem::Invalid { reason, hint }) => {
                assert!(
                    reason.contains("id") && hint.contains("name, cost"),
                    "{reason} {hint}"
                );
            }
            other => panic!("it must be refused: {other:?}"),
        }
    }

    #[test]
    fn bad_rows_are_left_out_with_their_line_and_the_rest_stays() {
        let csv = "id,title,price\n1,a,5\n,b,5\n1,c,5\n4,d,x\n5,e,1,9\n\n6,f,7\n";
        let (products, quarantine) =
            read(csv, &[], |table| std::mem::take(&mut table.collected).finish()).unwrap();
        let kept: Vec<&str> = products.iter().map(|new| new.product.id.as_str()).collect();
        assert_eq!(kept, ["1", "6"], "the good rows stay");
        let lines: Vec<Option<u64>> = quarantine.iter().map(|entry| entry.line).collect();
        assert_eq!(
            lines,
            [Some(3), Some(4), Some(5), Some(6)],
            "no id, twice an id, no price, a cell too many"
        );
    }

    #[test]
    fn what_holds_no_products_is_told_as_such() {
        for csv in ["id,title\n", "id,title\n,\n ,x\n"] {
            assert!(read(csv, &[], |_| ()).is_err(), "{csv:?} holds no products");
        }
    }

    #[test]
    fn columns_are_shown_with_their_fields_and_first_values() {
        let csv = "sku,Farbe,x\n1,Rot,\n2,Rot,a\n3,Blau,b\n4,Grün,c\n5,Gelb,d\n";
        let (fields, samples, rows) = read(csv, &[], |table| {
            (table.fields.clone(), table.samples.clone(), table.rows)
        })
        .unwrap();
        assert_eq!(samples[1], ["Rot", "Blau", "Grün"]);
        assert_eq!(samples[2], ["a", "b", "c"], "empty cells show nothing");
        assert_eq!(fields, [Some(Column::Id), Some(Column::Colours), None]);
        assert_eq!(rows, 5);
    }

    #[test]
    fn a_reading_can_be_stopped() {
        let mut csv = "id\n".to_owned();
        for row in 0..TELL_EVERY * 2 {
            csv.push_str(&format!("{row}\n"));
        }
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(csv.as_bytes()).unwrap();
        file.rewind().unwrap();
        let cancel = Cancel::default();
        cancel.cancel();
        let mut table = Table::new(&[], &cancel, &|_| ());
        assert!(matches!(
            delimited::read(file, &mut table),
            Err(Problem::Cancelled)
        ));
    }
}
