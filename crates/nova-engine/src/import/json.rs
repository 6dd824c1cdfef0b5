//! JSON: an array of objects, an object that holds one such array, or an object a line. Numbers and yes and no become
//! text as a table would hold it, lists become lists, and an object in an object is taken apart: `{"price":
//! {"amount": 5}}` is the column `price.amount`. The products of a Shopify shop, which hold their variants, become
//! rows as that shop's own tables have them.

use crate::import::encoding::{Utf8, detect};
use crate::import::limits::{MAX_JSON_BYTES, MAX_ROW_BYTES};
use crate::import::records::{Facts, Format, Problem, Sink};
use crate::import::shopify_json;
use nova_domain::values::UNIT;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};

/// Keys under which an object holds its list of products, where it holds several lists.
const LIST_KEYS: [&str; 8] = [
    "products",
    "items",
    "data",
    "rows",
    "records",
    "results",
    "catalogue",
    "catalog",
];

/// How deep a list of products is looked for.
const LIST_DEPTH: usize = 3;

type Object = Map<String, Value>;

/// Reads the document in `file`.
pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let length = file.metadata().map_err(|error| Problem::io(&error))?.len();
    let encoding = detect(&file)?;
    rewind(&mut file)?;
    if length > MAX_JSON_BYTES {
        return Err(Problem::new(
            format!("it is larger than {} MB", MAX_JSON_BYTES >> 20),
            "Save it as JSON lines (.jsonl), an object a line, which has no limit.",
        ));
    }
    let mut text = String::new();
    Utf8::new(&file, encoding)
        .read_to_string(&mut text)
        .map_err(|error| Problem::io(&error))?;
    let document: Value = match serde_json::from_str(&text) {
        Ok(document) => document,
        Err(error) => {
            let first = text
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            if serde_json::from_str::<Object>(first).is_ok() {
                rewind(&mut file)?;
                return lines(file, sink);
            }
            return Err(no_json(&error));
        }
    };
    drop(text);
    let objects = list(document, LIST_DEPTH).ok_or_else(|| {
        Problem::new(
            "it holds no list of products",
            "Give a list of objects, [{\"id\": …}, …], or an object that holds one.",
        )
    })?;
    let rows = Rows::of(objects.iter().filter_map(Value::as_object));
    let facts = Facts {
        encoding: Some(encoding.name()),
        ..Facts::of(Format::Json)
    };
    sink.header(facts, rows.header())?;
    for (line, object) in (1..).zip(objects) {
        match object {
            Value::Object(object) => rows.deliver(line, object, sink)?,
            _ => sink.bad_row(line, "it is no object; give {\"id\": …}".to_owned()),
        }
    }
    Ok(())
}

/// Reads a file with an object a line, twice: once for the names of the columns.
pub(crate) fn lines(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let encoding = detect(&file)?;
    rewind(&mut file)?;
    let mut rows = Rows::default();
    let mut first = None;
    for_each_line(&file, encoding, &mut |_, text| {
        if first.is_none() {
            first = Some(text.trim_start().starts_with('['));
        }
        if let Ok(object) = serde_json::from_str(text) {
            rows.learn(&object);
        }
        Ok(())
    })?;
    rewind(&mut file)?;
    if first == Some(true) {
        return read(file, sink);
    }
    let facts = Facts {
        encoding: Some(encoding.name()),
        ..Facts::of(Format::Jsonl)
    };
    if rows.columns.is_empty() && !rows.shopify {
        return Err(Problem::new(
            "none of its lines is a JSON object",
            "Each line must be an object: {\"id\": …}.",
        ));
    }
    sink.header(facts, rows.header())?;
    for_each_line(&file, encoding, &mut |line, text| {
        match serde_json::from_str(text) {
            Ok(object) => rows.deliver(line, object, sink)?,
            Err(error) => sink.bad_row(
                line,
                format!("the line is no JSON object ({error}); correct it or leave it out"),
            ),
        }
        Ok(())
    })
}

fn rewind(file: &mut File) -> Result<(), Problem> {
    file.rewind().map_err(|error| Problem::io(&error))
}

fn no_json(error: &serde_json::Error) -> Problem {
    Problem::new(
        format!("it is no JSON ({error})"),
        "Correct it there, or export it again.",
    )
}

/// Calls `take` with each line that is not empty.
fn for_each_line(
    file: &File,
    encoding: &'static encoding_rs::Encoding,
    take: &mut dyn FnMut(u64, &str) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut reader = BufReader::new(Utf8::new(file, encoding));
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = reader
            .by_ref()
            .take(MAX_ROW_BYTES + 1)
            .read_until(b'\n', &mut line)
            .map_err(|error| Problem::io(&error))?;
        if read as u64 > MAX_ROW_BYTES {
            return Err(Problem::new(
                format!("line {number} is longer than {} MB", MAX_ROW_BYTES >> 20),
                "Write an object a line.",
            ));
        }
        if read == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        if !text.trim().is_empty() {
            take(number, &text)?;
        }
    }
    Ok(())
}

/// The list of objects in a document: itself, or the one that it holds.
fn list(document: Value, depth: usize) -> Option<Vec<Value>> {
    match document {
        Value::Array(values) => (values.is_empty() || values.iter().any(Value::is_object)).then_some(values),
        Value::Object(mut object) if depth > 0 => {
            let named = LIST_KEYS
                .into_iter()
                .find(|key| object.get(*key).is_some_and(Value::is_array));
            if let Some(values) = named.and_then(|key| object.remove(key)) {
                return list(values, depth - 1);
            }
            let mut lists = object.into_iter().filter_map(|(_, value)| list(value, depth - 1));
            lists.next()
        }
        _ => None,
    }
}

/// Which columns the objects have, and their rows.
#[derive(Default)]
struct Rows {
    columns: Vec<String>,
    at: HashMap<String, usize>,
    /// Whether the objects are a Shopify shop's.
    shopify: bool,
}

impl Rows {
    fn of<'a>(objects: impl Iterator<Item = &'a Object>) -> Rows {
        let mut rows = Rows::default();
        for object in objects {
            rows.learn(object);
        }
        rows
    }

    fn learn(&mut self, object: &Object) {
        if self.columns.is_empty() {
            self.shopify |= shopify_json::is_product(object);
        }
        if !self.shopify {
            for (key, _) in flat(object) {
                if !self.at.contains_key(&key) {
                    self.at.insert(key.clone(), self.columns.len());
                    self.columns.push(key);
                }
            }
        }
    }

    fn header(&self) -> Vec<String> {
        if self.shopify {
            return shopify_json::header();
        }
        self.columns.clone()
    }

    fn deliver(&self, line: u64, object: Object, sink: &mut dyn Sink) -> Result<(), Problem> {
        if self.shopify {
            for row in shopify_json::rows(&object) {
                sink.row(line, row)?;
            }
            return Ok(());
        }
        let mut cells = vec![String::new(); self.columns.len()];
        for (key, text) in flat(&object) {
            if let Some(cell) = self.at.get(&key).and_then(|at| cells.get_mut(*at)) {
                *cell = text;
            }
        }
        sink.row(line, cells)
    }
}

/// An object's fields as columns.
fn flat(object: &Object) -> Vec<(String, String)> {
    let mut columns = Vec::new();
    for (key, value) in object {
        put(key, value, &mut columns);
    }
    columns
}

fn put(key: &str, value: &Value, columns: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (inner, value) in object {
                put(&format!("{key}.{inner}"), value, columns);
            }
        }
        Value::Array(values) if key == "attributes" && values.iter().all(is_attribute) => {
            for (number, attribute) in (1..).zip(values) {
                let values = attribute.get("options").or(attribute.get("option"));
                put(
                    &format!("Attribute {number} name"),
                    attribute.get("name").unwrap_or(&Value::Null),
                    columns,
                );
                put(
                    &format!("Attribute {number} value(s)"),
                    values.unwrap_or(&Value::Null),
                    columns,
                );
            }
        }
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(part).filter(|part| !part.is_empty()).collect();
            let text = parts.iter().map(|part| format!("{part}{UNIT}")).collect();
            columns.push((key.to_owned(), text));
        }
        plain => columns.push((key.to_owned(), text(plain))),
    }
}

/// Whether a value is an attribute as WooCommerce answers with it: a name, and one value or several.
fn is_attribute(value: &Value) -> bool {
    value.get("name").is_some_and(Value::is_string)
        && (value.get("options").is_some() || value.get("option").is_some())
}

/// An element of a list: plain, or an object by what it is called or where it is.
fn part(value: &Value) -> String {
    match value {
        Value::Object(object) => ["src", "url", "name", "title", "label", "value"]
            .into_iter()
            .find_map(|key| object.get(key))
            .map(text)
            .unwrap_or_default(),
        other => text(other),
    }
}

/// A plain value as a table would hold it; whole numbers have no decimal point.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace(UNIT, " "),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                format!("{float:.0}")
            }
            _ => number.to_string(),
        },
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::records::tests::Kept;
    use std::io::Write;

    fn file(text: &str) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        file
    }

    fn document(text: &str) -> Result<Kept, Problem> {
        let mut kept = Kept::default();
        read(file(text), &mut kept).map(|()| kept)
    }

    fn jsonl(text: &str) -> Result<Kept, Problem> {
        let mut kept = Kept::default();
        lines(file(text), &mut kept).map(|()| kept)
    }

    fn cell<'a>(kept: &'a Kept, row: usize, column: &str) -> &'a str {
        let at = kept.header.iter().position(|name| name == column);
        &kept.rows[row].1[at.unwrap_or_else(|| panic!("no column {column} in {:?}", kept.header))]
    }

    #[test]
    fn objects_become_rows_with_every_key_a_column() {
        let text = r#"[{"id": 7, "sizes": ["S", "M;L"], "new": true, "price": {"amount": 5.50, "currency": "EUR"}},
            {"id": 8.0, "brand": null, "images": [{"src": "https://x.y/a.jpg"}]}, 3]"#;
        let kept = document(text).unwrap();
        assert_eq!((cell(&kept, 0, "id"), cell(&kept, 1, "id")), ("7", "8"));
        assert_eq!(cell(&kept, 0, "sizes"), "S\u{1F}M;L\u{1F}", "a list stays one");
        assert_eq!(
            (cell(&kept, 0, "new"), cell(&kept, 0, "price.amount")),
            ("true", "5.5")
        );
        assert_eq!(cell(&kept, 1, "images"), "https://x.y/a.jpg\u{1F}");
        assert_eq!(cell(&kept, 1, "sizes"), "", "what an object lacks is empty");
        assert_eq!(kept.bad, [3], "what is no object is left out");
    }

    #[test]
    fn the_list_is_found_in_an_object() {
        for text in [
            r#"{"count": 1, "tags": ["a"], "products": [{"id": 1}]}"#,
            r#"{"data": {"things": [{"id": 1}]}}"#,
        ] {
            assert_eq!(cell(&document(text).unwrap(), 0, "id"), "1", "{text}");
        }
    }

    #[test]
    fn an_object_a_line_is_read_whatever_the_file_is_called() {
        let text = "{\"id\": 1}\n\n{\"id\": 2, \"title\": \"é\"}\nnonsense\n";
        for kept in [document(text).unwrap(), jsonl(text).unwrap()] {
            assert_eq!(kept.rows.len(), 2);
            assert_eq!(cell(&kept, 1, "title"), "é");
            assert_eq!(
                (kept.rows[1].0, kept.bad.as_slice()),
                (3, &[4][..]),
                "by their lines"
            );
        }
        assert_eq!(
            jsonl("[\n{\"id\": 1}\n]").unwrap().rows.len(),
            1,
            "a document by another name"
        );
    }

    #[test]
    fn what_holds_no_products_is_told_as_such() {
        for text in [
            "",
            "{",
            "3",
            "[1, 2]",
            "{\"a\": 1}",
            "[[[[[[",
            &"[".repeat(10_000),
        ] {
            assert!(document(text).is_err(), "{text:.20}");
        }
        for text in ["", "x\ny\n", "3\n4\n"] {
            assert!(jsonl(text).is_err(), "{text}");
        }
    }
}
