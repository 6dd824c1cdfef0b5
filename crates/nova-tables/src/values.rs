//! What stands in a cell, as shops write it: prices with their currency, stock, sizes, lists, and words for whom a
//! garment is cut. Each function reads one cell and knows of no table.

/// Stands between, and after, the parts of a list that came as a list, so that no character of a part can be taken
/// for a separator. It is the "unit separator" of ASCII, which no text holds.
pub const UNIT: char = '\u{1F}';

pub use crate::dates::{Day, date, day_of};
use crate::fault::RowFault;
pub(crate) use crate::money::western_digits;
pub use crate::money::{Decimal, Money, currency, money, money_in};
pub use gender::gender;
pub(crate) use gender::gender_in_column;
pub use said::{RowKind, row_kind, yes_no};
pub(crate) use said::{is_hidden, is_nothing, is_service, some_or_none};

mod gender;
mod said;

/// Pieces in stock: a number, or what shops write for some and for none.
pub fn stock(cell: &str) -> Result<i64, RowFault> {
    let western = western_digits(cell);
    let lower = western.as_deref().unwrap_or(cell).trim().to_lowercase();
    if let Some(some) = some_or_none(&lower) {
        return Ok(i64::from(some));
    }
    // "10+", "> 10", "1,200" and "12 pcs" say a number too.
    let number: String = lower
        .trim_start_matches(['>', '≥', '~', ' ', '\''])
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | ',' | '\u{a0}' | ' '))
        .filter(|c| !matches!(c, '\u{a0}' | ' '))
        .collect();
    let number = number.trim_end_matches(['.', ',']);
    let grouped = number
        .rsplit_once([',', '.'])
        .is_some_and(|(_, group)| group.len() == 3);
    let number = match grouped {
        true => number.replace([',', '.'], ""),
        false => number.replace(',', "."),
    };
    let number = number.parse::<f64>();
    number
        .ok()
        .filter(|number| number.is_finite() && number.abs() < 1e15)
        .map(|number| number.trunc() as i64)
        .ok_or_else(|| {
            let stock = cell.chars().take(80).collect();
            RowFault::Stock { stock }
        })
}

/// Parts that commas separate where at least one of them stands in quotation marks, which keep a comma in a part:
/// `"Pink, white", "Grey"`; `None` where no part does.
pub(crate) fn split_quoted(cell: &str) -> Option<Vec<String>> {
    let cell = cell.trim();
    if !cell.starts_with('"') || cell.matches('"').count() < 2 || !cell.ends_with('"') {
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::None)
        .from_reader(std::io::Cursor::new(
            cell.replace("\", \"", "\",\"")
                .replace("\"; \"", "\",\"")
                .replace("\";\"", "\",\""),
        ));
    let mut record = csv::StringRecord::new();
    matches!(reader.read_record(&mut record), Ok(true)).then(|| parts(record.iter()))
}

/// The parts of a list cell: separated by `;` or `|`, trimmed, the empty ones left out.
pub fn list(cell: &str) -> Vec<String> {
    if cell.contains(UNIT) {
        return telling(cell.split(UNIT));
    }
    telling(cell.split([';', '|']))
}

/// As [`list`], and where neither `;` nor `|` stands in the cell, also separated by commas.
pub fn words(cell: &str) -> Vec<String> {
    if cell.contains([UNIT, ';', '|']) {
        return list(cell);
    }
    telling(cell.split(','))
}

/// The parts that say something: `NA` is no occasion.
fn telling<'a>(of: impl Iterator<Item = &'a str>) -> Vec<String> {
    parts(of.filter(|part| !is_nothing(part)))
}

/// Names of colours: as [`words`], and a slash separates too: `Black/White`. A part in quotation marks is one name.
/// Values of colours beside the names go: of `rgb(250,110,10):Orange` and `#ffb6c1:Pink` the names stay.
pub fn colours(cell: &str) -> Vec<String> {
    if let Some(quoted) = split_quoted(cell) {
        return unique(quoted.into_iter());
    }
    let plain = without_colour_values(cell);
    let split = words(&plain);
    let parts = split.iter().flat_map(|part| parts(part.split('/')));
    unique(
        parts
            .map(|part| part.trim_end_matches('.').trim_matches('"').trim().to_owned())
            .filter(|part| !is_nothing(part)),
    )
}

/// A list of colours without `rgb(…):`, `#ffb6c1:` and the like.
pub(crate) fn without_colour_values(cell: &str) -> String {
    if !cell.contains(['#', '(']) {
        return cell.to_owned();
    }
    let mut plain = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(first) = rest.chars().next() {
        let lower = rest.get(..4).map(str::to_lowercase).unwrap_or_default();
        let value = if lower == "rgb(" || lower == "rgba" || lower == "hsl(" {
            rest.find(')').map(|end| end + 1)
        } else if first == '#' {
            let digits = rest[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
            matches!(digits, 3 | 6 | 8).then_some(digits + 1)
        } else {
            None
        };
        match value {
            Some(end) => {
                rest = rest[end..].trim_start_matches([':', ' ', '|']);
                while plain.ends_with(':') {
                    plain.pop();
                }
            }
            None => {
                plain.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    plain
}

/// Without those that came before, compared without case.
pub fn unique(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for part in parts {
        let known = |have: &String| have.to_lowercase() == part.to_lowercase();
        if !kept.iter().any(known) {
            kept.push(part);
        }
    }
    kept
}

pub(crate) fn parts<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A category's path, such as `Clothing > Hoodies`, in its parts.
pub fn path(cell: &str) -> Vec<String> {
    parts(cell.split('>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sizes::sizes;

    #[test]
    fn stock_is_a_number_or_a_word() {
        for (cell, expected) in [
            ("12", 12),
            ("12.0", 12),
            ("-3", -3),
            ("10+", 10),
            ("In stock", 1),
            ("Ausverkauft", 0),
            ("no", 0),
            ("yes", 1),
        ] {
            assert_eq!(stock(cell), Ok(expected), "{cell}");
        }
        assert!(stock("a few").is_err(), "words that say no number");
    }

    #[test]
    fn a_list_that_came_as_a_list_is_never_split_again() {
        assert_eq!(list("a;b\u{1F}c|d\u{1F}"), ["a;b", "c|d"]);
        assert_eq!(sizes("S, long\u{1F}M\u{1F}"), ["S, long", "M"]);
        assert_eq!(colours("Black/White;Red"), ["Black", "White", "Red"]);
        assert_eq!(words("cotton, striped"), ["cotton", "striped"]);
        assert_eq!(words("cotton, soft;striped"), ["cotton, soft", "striped"]);
    }
}
