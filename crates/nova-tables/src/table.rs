//! From the rows of a table to products: where the header is, how the table is to be read, and then the rows one by one,
//! without those that are no products: totals, headings of sections, the header once more.

use crate::assemble::Assembly;
use crate::collected::Collected;
use crate::facts::Facts;
use crate::fault::{RowFault, TableFault};
use crate::header;
use crate::limits::{MAX_COLUMNS, SAMPLE_LENGTH, SAMPLES};
use crate::meaning::Role;
use crate::plan::{Grouping, Plan, Row, shown};
use crate::records::{self, Problem, Sink, is_empty};
use crate::synonyms::Column;
use crate::systems;
use crate::values::{self, Day, UNIT};
use std::collections::HashSet;

/// After how many rows to tell how far it is, and to look whether the user stops it.
const TELL_EVERY: usize = 5_000;

/// Rows, and bytes of them, that a table is understood by.
const FIRST_ROWS: usize = 2_000;
const FIRST_BYTES: usize = 16 << 20;

/// Words of a row that sums up others, in lower case.
const TOTALS: [&str; 38] = [
    "toplam",
    "genel toplam",
    "razem",
    "celkem",
    "summa",
    "total geral",
    "σύνολο",
    "γενικό σύνολο",
    "סה\"כ",
    "جمع",
    "جمع کل",
    "합계",
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub total",
    "sub-total",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "somme",
    "sous-total",
    "total général",
    "totale",
    "suma",
    "итого",
    "всего",
    "разом",
    "合計",
    "小計",
    "总计",
    "合计",
    "المجموع",
    "الإجمالي",
    "totaal",
];

/// How a table is to be read, and who hears of it.
pub(crate) struct Wish<'a> {
    /// Columns that the user named, as `(field, header)`.
    pub chosen: &'a [(Option<Column>, String)],
    pub today: Option<Day>,
    pub cancelled: &'a (dyn Fn() -> bool + Sync),
    pub report: &'a (dyn Fn(usize, usize) + Sync),
}

/// Gathers the products of a table.
pub(crate) struct Gatherer<'a> {
    wish: Wish<'a>,
    pub facts: Option<records::Facts>,
    pub header: Vec<String>,
    /// The first values of each column.
    pub samples: Vec<Vec<String>>,
    /// Rows below the header that are not empty.
    pub rows: usize,
    /// The field that each column fills, once it is finished.
    pub fields: Vec<Option<Column>>,
    pub grouping: Grouping,
    /// Variants over all products, once it is finished.
    pub variants: usize,
    pub plan: Plan,
    planned: bool,
    /// Whether the header came with the table.
    headed: bool,
    first: Vec<Row>,
    first_bytes: usize,
    assembly: Assembly,
    /// The section that the rows stand in.
    section: String,
    pub collected: Collected,
}

impl<'a> Gatherer<'a> {
    /// An empty one.
    pub fn new(wish: Wish<'a>) -> Gatherer<'a> {
        Gatherer {
            wish,
            facts: None,
            header: Vec::new(),
            samples: Vec::new(),
            rows: 0,
            fields: Vec::new(),
            grouping: Grouping::Rows,
            variants: 0,
            plan: Plan::default(),
            planned: false,
            headed: false,
            first: Vec::new(),
            first_bytes: 0,
            assembly: Assembly::default(),
            section: String::new(),
            collected: Collected::default(),
        }
    }

    /// Adds what was waiting for the last row. Unless `may_be_empty`, a table without a product is a problem.
    pub fn finish(&mut self, may_be_empty: bool) -> Result<(), Problem> {
        if !self.planned {
            self.understand()?;
        }
        let assembly = std::mem::take(&mut self.assembly);
        let (options, variants) = assembly.finish(&self.plan, &mut self.collected);
        self.variants = variants;
        self.grouping = self.plan.grouping;
        let field = |role: &Option<Role>| match role {
            Some(Role::OptionValue(number)) => options.get(number).copied(),
            Some(Role::Options) => options.get(&usize::MAX).copied(),
            Some(role) => role.field(),
            None => None,
        };
        self.fields = self.plan.roles.iter().map(field).collect();
        self.number_one_id();
        if may_be_empty || !self.collected.products.is_empty() {
            return Ok(());
        }
        let fault = match self.collected.first_rejected() {
            Some(entry) => TableFault::NoGoodRow {
                first: entry.reason.clone(),
            },
            None => TableFault::NoRows,
        };
        Err(Problem::new(fault, "Correct the rows and import it again."))
    }

    /// Shows one column as the id: the one that products are known by.
    fn number_one_id(&mut self) {
        let roles = &self.plan.roles;
        let at = |role: &Role| roles.iter().position(|have| have.as_ref() == Some(role));
        let key = match self.plan.grouping {
            Grouping::Shared(at) => Some(at),
            _ => None,
        };
        let order = [
            Role::Field(Column::Id),
            Role::Handle,
            Role::Sku,
            Role::Style,
            Role::VariantId,
            Role::Barcode,
        ];
        let id = key.or_else(|| order.iter().find_map(at));
        for (index, field) in self.fields.iter_mut().enumerate() {
            if Some(index) == id {
                *field = Some(Column::Id);
            } else if *field == Some(Column::Id) {
                *field = matches!(roles[index], Some(Role::Field(_) | Role::Style)).then_some(Column::Skus);
            }
        }
    }

    /// Decides by the first rows how the table is to be read, and reads them.
    fn understand(&mut self) -> Result<(), Problem> {
        self.planned = true;
        let mut first = std::mem::take(&mut self.first);
        if !self.headed {
            let found = header::find(&first)
                .ok_or_else(|| Problem::new(TableFault::Empty, "Its first line must name the columns."))?;
            first.drain(..found.first);
            self.header = found.header;
        }
        if self.header.len() > MAX_COLUMNS {
            return Err(Problem::new(
                TableFault::WideHeader {
                    columns: self.header.len(),
                    most: MAX_COLUMNS,
                },
                "Check which character separates the columns.",
            ));
        }
        first.retain(|(_, cells)| !is_empty(cells) && !is_total(cells) && *cells != self.header);
        self.samples = vec![Vec::new(); self.header.len()];
        // Rows that stand twice by mistake say nothing of how the table is to be read.
        let mut seen = HashSet::new();
        let distinct: Vec<&Row> = first.iter().filter(|(_, cells)| seen.insert(cells)).collect();
        self.plan = Plan::of(&self.header, &distinct, self.wish.chosen, self.wish.today)?;
        let known = |role: &Role| {
            matches!(
                role,
                Role::Field(Column::Id | Column::Title | Column::Skus)
                    | Role::Handle
                    | Role::Group
                    | Role::Sku
                    | Role::Style
                    | Role::Barcode
                    | Role::VariantId
                    | Role::VariantTitle
            )
        };
        if !self.plan.roles.iter().flatten().any(known) {
            return Err(Problem::new(
                TableFault::NoColumn {
                    column: "id".to_owned(),
                },
                format!(
                    "Name the column that holds the ids with --map id=COLUMN; its columns are {}.",
                    shown(&self.header)
                ),
            ));
        }
        for (line, cells) in first {
            self.take(line, cells)?;
        }
        Ok(())
    }

    /// The headings that tell which system wrote the table.
    pub fn marks(&self) -> Vec<String> {
        let system = self.plan.system.into_iter();
        let columns = system.flat_map(|system| systems::marks(system, &self.plan.seen));
        columns.filter_map(|at| self.header.get(at).cloned()).collect()
    }

    fn take(&mut self, line: u64, cells: Vec<String>) -> Result<(), Problem> {
        if is_empty(&cells) || cells == self.header || is_total(&cells) {
            return Ok(());
        }
        self.rows += 1;
        if self.rows.is_multiple_of(TELL_EVERY) {
            if (self.wish.cancelled)() {
                return Err(Problem::Cancelled);
            }
            (self.wish.report)(self.rows, self.collected.rejected());
        }
        self.sample(&cells);
        let width = self.header.len();
        if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            let reason = RowFault::Cells {
                cells: cells.len(),
                columns: width,
            };
            self.collected.reject(Some(line), None, reason);
            return Ok(());
        }
        if let Some(section) = self.section(&cells) {
            self.section = section;
            return Ok(());
        }
        let mut facts = Facts::read(&self.plan, line, &cells);
        if facts.product.category.is_empty() && !self.section.is_empty() {
            self.section.clone_into(&mut facts.product.category);
            if let Some(gender) = values::gender(&self.section).filter(|_| facts.product.gender.is_empty()) {
                gender.clone_into(&mut facts.product.gender);
            }
        }
        if self.plan.grouping != Grouping::Rows {
            // A variant may wait for its product until the end.
            self.collected.keep(cells.iter().map(String::len).sum());
        }
        self.assembly.row(&self.plan, facts, &cells, &mut self.collected);
        self.collected.check_size()
    }

    /// The name of a section that a row with one cell begins, of a table of several columns.
    fn section(&self, cells: &[String]) -> Option<String> {
        if self.header.len() < 4 || self.plan.continues {
            return None;
        }
        let mut filled = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty());
        let (at, only) = filled.next()?;
        let title = self.plan.roles.get(at) == Some(&Some(Role::Field(Column::Title)));
        let plain = only
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-' | '/' | '\'' | '’'))
            && only.trim().chars().count() <= 40;
        (filled.next().is_none() && (at == 0 || title) && plain).then(|| only.trim().to_owned())
    }

    fn sample(&mut self, cells: &[String]) {
        for (samples, cell) in self.samples.iter_mut().zip(cells) {
            if samples.len() >= SAMPLES {
                continue;
            }
            let cell = cell.trim().trim_end_matches(UNIT);
            if !cell.is_empty() {
                let shown: String = cell.chars().take(SAMPLE_LENGTH).collect();
                let shown = shown.replace(UNIT, "; ");
                if !samples.contains(&shown) {
                    samples.push(shown);
                }
            }
        }
    }
}

/// Whether a row sums up others.
fn is_total(cells: &[String]) -> bool {
    let mut words = cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty());
    let Some(first) = words.next() else {
        return true;
    };
    let lower = first.trim_end_matches([':', '.', ' ']).to_lowercase();
    // "(3 rows)", as databases end their answers.
    let counted = lower.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let counted = counted.and_then(|rest| rest.split_once(' '));
    if counted.is_some_and(|(count, of)| count.parse::<u64>().is_ok() && of.starts_with("row")) {
        return words.next().is_none();
    }
    let mut rest_is_numbers = || {
        words.all(|cell| {
            !cell.contains(char::is_alphabetic) || cell.chars().filter(|c| c.is_alphabetic()).count() <= 4
        })
    };
    (TOTALS.contains(&lower.as_str()) || lower.starts_with("total ") || lower.starts_with("summe "))
        && rest_is_numbers()
}

impl Sink for Gatherer<'_> {
    fn begin(&mut self, facts: records::Facts, header: Option<Vec<String>>) -> Result<(), Problem> {
        self.facts = Some(facts);
        if let Some(header) = header {
            (self.header, self.headed) = (header, true);
        }
        Ok(())
    }

    fn row(&mut self, line: u64, cells: Vec<String>) -> Result<(), Problem> {
        if self.planned {
            return self.take(line, cells);
        }
        self.first_bytes += cells.iter().map(String::len).sum::<usize>();
        self.first.push((line, cells));
        if self.first.len() >= FIRST_ROWS || self.first_bytes >= FIRST_BYTES {
            return self.understand();
        }
        Ok(())
    }

    fn bad_row(&mut self, line: u64, reason: RowFault) {
        self.rows += 1;
        self.collected.reject(Some(line), None, reason);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::delimited;
    use nova_domain::Product;
    use std::io::{Seek, Write};

    fn wish<'a>(
        chosen: &'a [(Option<Column>, String)],
        cancelled: &'a (dyn Fn() -> bool + Sync),
    ) -> Wish<'a> {
        Wish {
            chosen,
            today: Some((2026, 5, 1)),
            cancelled,
            report: &|_, _| (),
        }
    }

    /// The products of a table of text, and the reasons for which rows were left out.
    pub(crate) fn table(csv: &str, chosen: &[(Option<Column>, String)]) -> (Vec<Product>, Vec<String>) {
        let (products, quarantine) =
            read(csv, chosen, |table| std::mem::take(&mut table.collected).finish()).unwrap();
        let reasons = quarantine
            .into_iter()
            .map(|entry| entry.reason.to_string())
            .collect();
        (products, reasons)
    }

    fn read<T>(
        csv: &str,
        chosen: &[(Option<Column>, String)],
        take: impl FnOnce(&mut Gatherer<'_>) -> T,
    ) -> Result<T, Problem> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(csv.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut table = Gatherer::new(wish(chosen, &|| false));
        delimited::read(file, &mut table)?;
        table.finish(false)?;
        Ok(take(&mut table))
    }

    #[test]
    fn a_table_without_ids_and_names_lists_its_columns() {
        match read("colour,cost\nRed,3\n", &[], |_| ()) {
            Err(Problem::Invalid { fault, hint }) => {
                let reason = fault.to_string();
                assert!(
                    reason.contains("id") && hint.contains("colour, cost"),
                    "{reason} {hint}"
                );
            }
            other => panic!("it must be refused: {other:?}"),
        }
    }

    #[test]
    fn products_without_any_number_go_by_their_names() {
        let (products, left_out) = table("name,price\nShirt,3\nCoat,5\n", &[]);
        assert_eq!(
            (products[0].id.as_str(), products.len(), left_out.len()),
            ("Shirt", 2, 0)
        );
    }

    #[test]
    fn bad_rows_are_left_out_with_their_line_and_the_rest_stays() {
        let csv = "id,title,price\n1,a,5\n,b,5\n1,c,5\n4,d,x\n5,e,1,9\n\n6,f,7\n";
        let (products, quarantine) =
            read(csv, &[], |table| std::mem::take(&mut table.collected).finish()).unwrap();
        let kept: Vec<&str> = products.iter().map(|product| product.id.as_str()).collect();
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
        let mut table = Gatherer::new(wish(&[], &|| true));
        assert!(matches!(
            delimited::read(file, &mut table),
            Err(Problem::Cancelled)
        ));
    }

    #[test]
    fn totals_sections_and_headers_in_between_are_no_products() {
        let (products, left_out) = table(
            "Price list spring,,,\nStyle No,Description,Size,Price\nDRESSES,,,\nA1,Linen dress,S,59\nA2,Wrap dress,M,69\nCOATS,,,\nB1,Wool coat,L,199\nStyle No,Description,Size,Price\nTotal,,,327\n",
            &[],
        );
        assert!(left_out.is_empty(), "{left_out:?}");
        let categories: Vec<&str> = products.iter().map(|product| product.category.as_str()).collect();
        assert_eq!(categories, ["DRESSES", "DRESSES", "COATS"]);
        assert_eq!(products[2].title, "Wool coat");
    }
}
