//! Import scripts with a header for each kind of thing, `INSERT_UPDATE Product;code[unique=true];name[lang=en]`, and its rows
//! below (SAP Commerce calls them ImpEx). How the tables belong together is told in `joined`.

use crate::dump::whole;
use crate::fault::TableFault;
use crate::joined::{self, Named};
use crate::limits::MAX_COLUMNS;
use crate::nested::Rows;
use crate::records::{Facts, Format, Problem, Sink};
use std::collections::HashMap;
use std::fs::File;

/// Words that begin a header.
const MODES: [&str; 4] = ["INSERT_UPDATE", "INSERT", "UPDATE", "REMOVE"];

/// How often a shorthand may stand for another.
const MACRO_DEPTH: usize = 8;

/// Bytes that a header may have once its shorthands are written out.
const MAX_HEADER: usize = 1 << 16;

/// Whether a text is such a script.
pub(crate) fn is_script(text: &str) -> bool {
    let kind = |rest: &str| {
        let kind = rest.split(['[', ';']).next().unwrap_or_default().trim();
        !kind.is_empty() && kind.chars().all(char::is_alphanumeric)
    };
    text.lines()
        .any(|line| mode(line).is_some_and(|(_, rest)| rest.contains(';') && kind(rest)))
}

/// The mode of a header, and what follows it.
fn mode(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start();
    MODES.iter().find_map(|mode| {
        let begin = line.get(..mode.len())?;
        let rest = &line[mode.len()..];
        (begin == *mode && rest.starts_with([' ', '\t'])).then_some((*mode, rest))
    })
}

/// Reads the script in `file`.
pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let (text, encoding) = whole(&mut file)?;
    let tables = tables(&text);
    drop(text);
    if tables.iter().all(|table| table.rows.is_empty()) {
        return Err(Problem::new(
            TableFault::NoRows,
            "Export the products with their rows, or as .csv.",
        ));
    }
    let facts = Facts {
        encoding: Some(encoding),
        delimiter: Some(';'),
        ..Facts::of(Format::Csv)
    };
    joined::deliver(facts, &joined::join(tables), Rows::default(), sink)
}

/// A column as a header writes it.
#[derive(Debug, Default, Clone, PartialEq)]
struct Column {
    name: String,
    unique: bool,
    default: String,
    /// In a language that is not the first, or about something else than the thing itself.
    skipped: bool,
}

/// The header that rows stand below.
struct Current {
    table: usize,
    columns: Vec<Column>,
}

fn tables(text: &str) -> Vec<Named> {
    let mut macros: HashMap<String, String> = HashMap::new();
    let mut tables: Vec<Named> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut known: HashMap<(usize, String), usize> = HashMap::new();
    let mut current: Option<Current> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = record(rest);
        rest = after;
        let line = line.trim();
        if let Some((mode, header)) = mode(line) {
            let header = expanded(header, &macros);
            let (kind, columns) = columns(&header);
            current = None;
            if mode == "REMOVE" || columns.is_empty() || columns.len() > MAX_COLUMNS {
                continue;
            }
            let table = *places.entry(kind.clone()).or_insert_with(|| {
                tables.push(Named {
                    name: kind,
                    ..Named::default()
                });
                tables.len() - 1
            });
            current = Some(Current { table, columns });
        } else if let Some((name, meant)) = line
            .strip_prefix('$')
            .and_then(|rest| rest.split_once('='))
            .filter(|(name, _)| {
                name.trim()
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            })
        {
            macros.insert(name.trim().to_owned(), meant.trim().to_owned());
        } else if let Some(Current { table, columns }) = current.as_ref().filter(|_| line.starts_with(';')) {
            let cells = cells(line);
            add(&mut tables[*table], *table, columns, &cells, &mut known);
        }
    }
    tables
}

/// Adds a row, or what it says of one that is there.
fn add(
    table: &mut Named,
    number: usize,
    columns: &[Column],
    cells: &[String],
    known: &mut HashMap<(usize, String), usize>,
) {
    let mut names = Vec::new();
    let mut row = Vec::new();
    let mut key = String::new();
    for (at, column) in columns.iter().enumerate() {
        // The first cell is that of the word that begins a header.
        let cell = cells.get(at + 1).map_or("", |cell| cell.trim());
        let cell = match cell {
            "" => column.default.as_str(),
            "<ignore>" | "<null>" => "",
            cell => cell,
        };
        if column.skipped {
            continue;
        }
        if column.unique {
            key.push_str(cell);
            key.push('\u{1f}');
        }
        names.push(column.name.clone());
        row.push(cell.to_owned());
    }
    if row.iter().all(String::is_empty) {
        return;
    }
    let place = known
        .get(&(number, key.clone()))
        .copied()
        .filter(|_| !key.is_empty());
    if let Some(place) = place {
        for (name, cell) in names.iter().zip(row) {
            let at = table
                .columns
                .iter()
                .position(|have| have == name)
                .unwrap_or_else(|| {
                    table.columns.push(name.clone());
                    table.columns.len() - 1
                });
            let have = &mut table.rows[place];
            if have.len() <= at {
                have.resize(at + 1, String::new());
            }
            if have[at].is_empty() {
                have[at] = cell;
            }
        }
        return;
    }
    known.insert((number, key), table.rows.len());
    table.add(&names, vec![row]);
}

/// A line, or several where a quotation mark is open at its end or a backslash stands there; and what follows.
fn record(text: &str) -> (String, &str) {
    let mut line = String::new();
    let (mut quoted, mut chars) = (false, text.char_indices().peekable());
    // A quotation mark that is never closed ends with its line.
    let comment = text.trim_start_matches([' ', '\t']).starts_with('#');
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if !comment => {
                quoted = !quoted;
                line.push(c);
            }
            '\\' if !quoted && text[at + 1..].trim_start_matches('\r').starts_with('\n') => {
                while chars.next_if(|(_, c)| matches!(c, '\r' | '\n')).is_some() {}
            }
            '\n' if !quoted || mode(&text[at + 1..]).is_some() => return (line, &text[at + 1..]),
            c => line.push(c),
        }
    }
    (line, "")
}

/// A text with its shorthands written out.
fn expanded(text: &str, macros: &HashMap<String, String>) -> String {
    let mut text = text.to_owned();
    for _ in 0..MACRO_DEPTH {
        let mut whole = String::with_capacity(text.len());
        let mut changed = false;
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            whole.push_str(before);
            let end = after
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
                .unwrap_or(after.len());
            match macros.get(&after[..end]) {
                Some(meant) if whole.len() < MAX_HEADER => {
                    whole.push_str(meant);
                    changed = true;
                }
                _ => {
                    whole.push('$');
                    whole.push_str(&after[..end]);
                }
            }
            rest = &after[end..];
        }
        whole.push_str(rest);
        text = whole;
        if !changed || text.len() > MAX_HEADER {
            break;
        }
    }
    text
}

/// The kind of thing that a header is about, and its columns.
fn columns(header: &str) -> (String, Vec<Column>) {
    let mut parts = split(header).into_iter();
    let kind = parts.next().unwrap_or_default();
    let kind = kind
        .split(['[', '('])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    let mut columns: Vec<Column> = Vec::new();
    for part in parts {
        let part = part.trim();
        let name = part.split(['[', '(']).next().unwrap_or_default().trim();
        let told = |key: &str| {
            let (_, after) = part.split_once(&format!("{key}="))?;
            let after = after.trim_start();
            let text = match after.strip_prefix('\'') {
                Some(quoted) => quoted.split('\'').next(),
                None => after.split([',', ']', ';']).next(),
            };
            text.map(|text| text.trim().to_owned())
        };
        let language = told("lang").is_some();
        let known = columns
            .iter()
            .any(|column| column.name.eq_ignore_ascii_case(name));
        let name = match (kind.as_str(), name) {
            ("CategoryProductRelation", "source") => "category code",
            ("CategoryProductRelation", "target") => "product code",
            (_, name) => name,
        };
        columns.push(Column {
            name: name.to_owned(),
            unique: told("unique").is_some_and(|told| told == "true"),
            default: told("default").unwrap_or_default(),
            skipped: name.is_empty()
                || name.starts_with(['@', '$'])
                || name.eq_ignore_ascii_case("catalogVersion")
                || (known && language),
        });
    }
    (kind, columns)
}

/// A header's parts, which have semicolons between them outside of brackets.
fn split(header: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0_usize, false);
    for c in header.chars() {
        match c {
            '\'' => quoted = !quoted,
            '[' | '(' if !quoted => depth += 1,
            ']' | ')' if !quoted => depth = depth.saturating_sub(1),
            ';' if depth == 0 && !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// The cells of a row.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut quoted, mut chars) = (false, line.chars().peekable());
    while let Some(c) = chars.next() {
        let cell = match cells.last_mut() {
            Some(cell) => cell,
            None => return cells,
        };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            ';' if !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_without_what_is_about_the_import() {
        let text = "$cv=catalogVersion(catalog(id),version)[unique=true,default=shop:Staged]\n$lang=en\n\
            INSERT_UPDATE Product;code[unique=true];name[lang=$lang];name[lang=de];brand(code)[default='Oak'];$cv\n\
            ;1;\"Coat; \"\"long\"\"\";Mantel;;\n# a comment\nUPDATE Product;code[unique=true];ean\n;1;40\n";
        let tables = tables(text);
        assert_eq!(tables[0].columns, ["code", "name", "brand", "ean"]);
        assert_eq!(tables[0].rows, [["1", "Coat; \"long\"", "Oak", "40"]]);
    }

    #[test]
    fn shorthands_that_stand_for_themselves_end() {
        let text = format!(
            "$a=$a$a\n$b=$b\n{}",
            "INSERT Product;code;$a;$b\n;1;2;3\n".repeat(3)
        );
        assert_eq!(tables(&text).len(), 1);
    }

    #[test]
    fn a_script_is_told_from_a_table() {
        assert!(is_script("# x\nINSERT_UPDATE Product;code[unique=true];name\n"));
        assert!(!is_script("id;name\n1;Coat\n"));
    }
}
