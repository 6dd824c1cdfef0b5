//! Workbooks whose sheets belong together: some have the same columns, as a sheet for each department has, or name the same
//! products, as sheets of variants and of pieces do.

use super::Take;
use crate::concepts::Concept;
use crate::header::{self, Found};
use crate::heading::Heading;
use crate::joined::{self, Joined, Named};
use crate::records::Problem;

/// Bytes of sheets that are joined, which are in memory together.
const MOST_BYTES: usize = 128 << 20;

/// Sheets that are looked at.
pub(super) const MOST_SHEETS: usize = 100;

/// Words of sheets that hold no products.
const NO_PRODUCTS: [&str; 12] = [
    "example",
    "sample",
    "beispiel",
    "exemple",
    "ejemplo",
    "esempio",
    "instruction",
    "help",
    "valid values",
    "definition",
    "dropdown",
    "readme",
];

/// A sheet and what its first rows say.
pub(super) struct Sheet {
    pub name: String,
    pub found: Found,
    /// How many of its columns are understood, where there are rows below.
    pub known: usize,
}

impl Sheet {
    fn holds_products(&self) -> bool {
        let name = self.name.to_lowercase();
        !NO_PRODUCTS.iter().any(|word| name.contains(word))
    }

    fn is_like(&self, other: &Sheet) -> bool {
        let plain = |sheet: &Sheet| -> Vec<String> {
            let names = sheet.found.header.iter().map(|name| name.trim().to_lowercase());
            names.collect()
        };
        self.found.header.len() > 2 && plain(self) == plain(other)
    }

    /// Whether it has a column of numbers that the other has too.
    fn names_rows_of(&self, other: &Sheet) -> bool {
        self.found.header.iter().any(|name| {
            let heading = Heading::read(name);
            let number = heading.any(&[
                Concept::Sku,
                Concept::Id,
                Concept::Handle,
                Concept::Style,
                Concept::Code,
                Concept::Barcode,
                Concept::Parent,
            ]) || heading.only(&[Concept::Number, Concept::Product]);
            let same = |have: &String| have.trim().eq_ignore_ascii_case(name.trim());
            number && !name.trim().is_empty() && other.found.header.iter().any(same)
        })
    }
}

/// The names of sheets with the same columns as the best one, in their order; only it where no other has.
pub(super) fn alike(sheets: &[Sheet], best: usize) -> Vec<usize> {
    (0..sheets.len())
        .filter(|at| *at == best || (sheets[*at].holds_products() && sheets[*at].is_like(&sheets[best])))
        .collect()
}

/// Whether a sheet's name may tell what kind of products it holds.
pub(super) fn is_section(name: &str) -> bool {
    let generic = [
        "sheet", "tabelle", "feuil", "hoja", "foglio", "blad", "лист", "products", "page",
    ];
    let lower = name.to_lowercase();
    name.chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-'))
        && !generic.iter().any(|word| lower.starts_with(word))
}

/// What the sheets that name rows of the best one or of one another make together; nothing where there are none, or too much is in them.
pub(super) fn related(
    sheets: &[Sheet],
    best: usize,
    rows: &mut dyn FnMut(&str, Take<'_>) -> Result<(), Problem>,
) -> Result<Option<Joined>, Problem> {
    let mut chosen = vec![best];
    // Pieces may be those of variants, which are those of products.
    for _ in 0..3 {
        for at in 0..sheets.len() {
            let like = || chosen.iter().any(|other| sheets[at].is_like(&sheets[*other]));
            let named = || {
                chosen
                    .iter()
                    .any(|other| sheets[at].names_rows_of(&sheets[*other]))
            };
            if !chosen.contains(&at) && sheets[at].holds_products() && named() && !like() {
                chosen.push(at);
            }
        }
    }
    if chosen.len() < 2 {
        return Ok(None);
    }
    let (mut tables, mut bytes) = (Vec::new(), 0);
    for sheet in chosen.iter().map(|at| &sheets[*at]) {
        let columns: Vec<String> = sheet
            .found
            .header
            .iter()
            .enumerate()
            .map(|(at, name)| match name.trim() {
                "" => format!("column {}", at + 1),
                name => name.to_owned(),
            })
            .collect();
        let (mut first, mut number) = (Vec::new(), 0);
        rows(&sheet.name, &mut |_, cells| {
            number += 1;
            if number > sheet.found.first {
                bytes += cells
                    .iter()
                    .map(|cell| cell.len() + size_of::<String>())
                    .sum::<usize>();
                first.push(cells);
            }
            Ok(bytes <= MOST_BYTES)
        })?;
        if bytes > MOST_BYTES {
            return Ok(None);
        }
        tables.push(Named {
            name: sheet.name.clone(),
            columns,
            rows: first,
            ..Named::default()
        });
    }
    let joined = joined::join(tables);
    Ok(joined.together.then_some(joined))
}

/// What the first rows of a sheet say.
pub(super) fn seen(name: &str, first: &[(u64, Vec<String>)]) -> Option<Sheet> {
    let found = header::find(first)?;
    let known = if first.len() > found.first { found.known } else { 0 };
    Some(Sheet {
        name: name.to_owned(),
        found,
        known,
    })
}
