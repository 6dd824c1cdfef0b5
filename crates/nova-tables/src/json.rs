//! JSON: an array of objects, an object that holds one such array, or an object a line. How an object becomes rows is told
//! in `nested`.

use crate::concepts::Concept;
use crate::encoding::{Utf8, detect};
use crate::fault::{RowFault, TableFault};
use crate::heading::Heading;
use crate::joined;
use crate::limits::{MAX_JSON_BYTES, MAX_ROW_BYTES};
use crate::linked;
use crate::nested::{self, Object, Rows};
use crate::records::{Facts, Format, Problem, Sink};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};

mod children;
mod grid;

/// Keys under which an object holds its list of products, where it holds several lists.
const LIST_KEYS: [&str; 11] = [
    "products",
    "edges",
    "nodes",
    "elements",
    "items",
    "data",
    "rows",
    "records",
    "results",
    "catalogue",
    "catalog",
];

/// How deep a list of products is looked for.
const LIST_DEPTH: usize = 5;

/// Reads the document in `file`.
pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let length = file.metadata().map_err(|error| Problem::io(&error))?.len();
    let encoding = detect(&file)?;
    rewind(&mut file)?;
    if length > MAX_JSON_BYTES {
        return Err(Problem::new(
            TableFault::TooLarge {
                megabytes: MAX_JSON_BYTES >> 20,
            },
            "Save it as JSON lines (.jsonl), an object a line, which has no limit.",
        ));
    }
    let mut text = String::new();
    Utf8::new(&file, encoding)
        .read_to_string(&mut text)
        .map_err(|error| Problem::io(&error))?;
    let mut document: Value = match serde_json::from_str(&text) {
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
    merge_attributes(&mut document);
    let related = document.get("included").is_some();
    let document = with_included(document);
    let facts = Facts {
        encoding: Some(encoding.name()),
        ..Facts::of(Format::Json)
    };
    if !related && let Some(joined) = linked::joined(&document) {
        let rows = Rows::with_categories(nested::categories(&document));
        return joined::deliver(facts, &joined, rows, sink);
    }
    if let Some(table) = grid::rows(&document) {
        sink.begin(facts, None)?;
        for (line, cells) in (1..).zip(table) {
            sink.row(line, cells)?;
        }
        return Ok(());
    }
    let categories = nested::categories(&document);
    let objects = list(document, LIST_DEPTH).ok_or_else(|| {
        Problem::new(
            TableFault::NoList,
            "Give a list of objects, [{\"id\": …}, …], or an object that holds one.",
        )
    })?;
    let mut rows = Rows::with_categories(categories);
    objects
        .iter()
        .filter_map(Value::as_object)
        .for_each(|object| rows.learn(object));
    sink.begin(facts, Some(rows.columns.clone()))?;
    for (line, object) in (1..).zip(objects) {
        match object {
            Value::Object(object) => {
                for row in rows.cells(&object) {
                    sink.row(line, row)?;
                }
            }
            _ => sink.bad_row(line, RowFault::NoObject),
        }
    }
    Ok(())
}

/// Reads a file with an object a line, twice: once for the names of the columns.
pub(crate) fn lines(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let length = file.metadata().map_err(|error| Problem::io(&error))?.len();
    let encoding = detect(&file)?;
    rewind(&mut file)?;
    let mut rows = Rows::default();
    let (mut first, mut refers, mut children) = (None, false, false);
    for_each_line(&file, encoding, &mut |_, text| {
        if first.is_none() {
            first = Some(text.trim_start().starts_with('['));
        }
        refers |= linked::refers(text);
        children |= children::is_child(text);
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
    if refers && length <= MAX_JSON_BYTES {
        let mut entries = Vec::new();
        for_each_line(&file, encoding, &mut |_, text| {
            entries.extend(serde_json::from_str::<Value>(text));
            Ok(())
        })?;
        rewind(&mut file)?;
        if let Some(joined) = linked::joined(&Value::Array(entries)) {
            return joined::deliver(facts, &joined, Rows::default(), sink);
        }
    }
    for_each_object(&file, encoding, children, &mut |_, object| {
        if let Ok(object) = object {
            rows.learn(&object);
        }
        Ok(())
    })?;
    rewind(&mut file)?;
    if rows.columns.is_empty() {
        return Err(Problem::new(
            TableFault::NoJsonLines,
            "Each line must be an object: {\"id\": …}.",
        ));
    }
    sink.begin(facts, Some(rows.columns.clone()))?;
    for_each_object(&file, encoding, children, &mut |line, object| {
        match object {
            Ok(object) => {
                for row in rows.cells(&object) {
                    sink.row(line, row)?;
                }
            }
            Err(error) => sink.bad_row(
                line,
                RowFault::NoJson {
                    detail: error.to_string(),
                },
            ),
        }
        Ok(())
    })
}

/// Calls `take` with the object of each line, with `children` together with those that belong to it.
fn for_each_object(
    file: &File,
    encoding: &'static encoding_rs::Encoding,
    children: bool,
    take: &mut dyn FnMut(u64, serde_json::Result<Object>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut whole = children::Whole::default();
    for_each_line(
        file,
        encoding,
        &mut |line, text| match serde_json::from_str::<Object>(text) {
            Ok(object) if children => match whole.take(line, object, text.len()) {
                Some((line, object)) => take(line, Ok(object)),
                None => Ok(()),
            },
            object => take(line, object),
        },
    )?;
    match whole.finish() {
        Some((line, object)) => take(line, Ok(object)),
        None => Ok(()),
    }
}

fn rewind(file: &mut File) -> Result<(), Problem> {
    file.rewind().map_err(|error| Problem::io(&error))
}

fn no_json(error: &serde_json::Error) -> Problem {
    Problem::new(
        TableFault::NoJson {
            detail: error.to_string(),
        },
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
                TableFault::LongLine {
                    line: number,
                    megabytes: MAX_ROW_BYTES >> 20,
                },
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

/// The options of a piece of JSON in a cell.
pub(crate) use crate::nested::pairs;

/// Puts the attributes of an object that has nothing else beside its id in it: `{"id": 1, "attributes": {"name": …}}`.
fn merge_attributes(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(merge_attributes),
        Value::Object(object) => {
            object.values_mut().for_each(merge_attributes);
            let only = object
                .keys()
                .all(|key| matches!(key.as_str(), "id" | "attributes" | "meta" | "documentId"));
            if only
                && object.contains_key("id")
                && let Some(Value::Object(attributes)) = object.remove("attributes")
            {
                for (key, value) in attributes {
                    object.entry(key).or_insert(value);
                }
            }
        }
        _ => {}
    }
}

/// A document by the rules of JSON:API (jsonapi.org, 1.1) with what its resources relate to put into them; any other as
/// it is.
fn with_included(mut document: Value) -> Value {
    type Key = (String, String);
    let key = |resource: &Value| -> Option<Key> {
        Some((
            nested::text(resource.get("type")?),
            nested::text(resource.get("id")?),
        ))
    };
    let own = |resource: &Value| {
        let mut fields = Object::new();
        if let Some(id) = resource.get("id") {
            fields.insert("id".to_owned(), id.clone());
        }
        fields.extend(
            resource
                .get("attributes")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
        );
        fields
    };
    let included = document.get("included").and_then(Value::as_array);
    let included: HashMap<Key, Object> = included
        .into_iter()
        .flatten()
        .filter_map(|resource| Some((key(resource)?, own(resource))))
        .collect();
    let Some(Value::Array(resources)) = document.get_mut("data").filter(|_| !included.is_empty()) else {
        return document;
    };
    for resource in resources {
        let mut fields = own(resource);
        let related = resource.get("relationships").and_then(Value::as_object);
        for (name, relation) in related.into_iter().flatten() {
            let data = relation.get("data").unwrap_or(&Value::Null);
            let listed = data.as_array().map_or(std::slice::from_ref(data), Vec::as_slice);
            let found: Vec<Value> = listed
                .iter()
                .filter_map(|one| included.get(&key(one)?).cloned().map(Value::Object))
                .collect();
            if !found.is_empty() && !fields.contains_key(name) {
                fields.insert(name.clone(), Value::Array(found));
            }
        }
        *resource = Value::Object(fields);
    }
    document
}

/// How many keys of a list's first objects say something that products have.
fn telling(list: &[Value]) -> usize {
    const LOOKED_AT: usize = 3;
    let objects = list.iter().filter_map(Value::as_object).take(LOOKED_AT);
    let product = [
        Concept::Name,
        Concept::Price,
        Concept::Sku,
        Concept::Barcode,
        Concept::Image,
        Concept::Stock,
        Concept::Brand,
        Concept::Variant,
        Concept::Size,
        Concept::Colour,
        Concept::Description,
        Concept::Product,
    ];
    let of = |object: &Object| {
        object
            .keys()
            .filter(|key| Heading::read(key).any(&product))
            .count()
    };
    objects.map(of).max().unwrap_or(0)
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
            if let Some(values) = transposed(&object) {
                return Some(values);
            }
            if let Some(values) = keyed(&mut object) {
                return Some(values);
            }
            let lists = object.into_iter().filter_map(|(_, value)| list(value, depth - 1));
            // Of several the one whose objects say most of what products say, and the first of equals.
            let lists: Vec<(usize, Vec<Value>)> = lists.map(|list| (telling(&list), list)).collect();
            let best = lists.iter().map(|(telling, _)| *telling).max()?;
            lists
                .into_iter()
                .find(|(telling, _)| *telling == best)
                .map(|(_, list)| list)
        }
        _ => None,
    }
}

/// The objects of a table that is written column by column: `{"sku": {"0": "a", "1": "b"}, "name": {…}}`, or with lists.
fn transposed(object: &Object) -> Option<Vec<Value>> {
    fn cell<'a>(column: &'a Value, key: &str, at: usize) -> Option<&'a Value> {
        match column {
            Value::Object(cells) => cells.get(key),
            Value::Array(cells) => cells.get(at),
            _ => None,
        }
    }
    let plain = |value: &Value| !value.is_object() && !value.is_array();
    let keys: Vec<String> = match object.values().next()? {
        Value::Object(cells) => cells.keys().cloned().collect(),
        Value::Array(cells) => (0..cells.len()).map(|at| at.to_string()).collect(),
        _ => return None,
    };
    let numbered = keys.iter().all(|key| key.parse::<usize>().is_ok());
    let column = |value: &Value| match value {
        Value::Object(cells) => cells.len() == keys.len() && cells.values().all(plain),
        Value::Array(cells) => cells.len() == keys.len() && cells.iter().all(plain),
        _ => false,
    };
    if keys.len() < 2 || object.len() < 3 || !numbered || !object.values().all(column) {
        return None;
    }
    let rows = keys.iter().enumerate().map(|(at, key)| {
        let row: Object = object
            .iter()
            .filter_map(|(name, column)| Some((name.clone(), cell(column, key, at)?.clone())))
            .collect();
        Value::Object(row)
    });
    let rows: Vec<Value> = rows.collect();
    (telling(&rows) >= 2).then_some(rows)
}

/// The objects of a list that is written as one object, with their keys for ids: `{"a1": {"name": …}, "a2": {"name": …}}`.
fn keyed(object: &mut Object) -> Option<Vec<Value>> {
    let alike = |first: &Object, other: &Object| {
        let shared = first.keys().filter(|key| other.contains_key(*key)).count();
        shared * 2 >= first.len().max(other.len())
    };
    let objects: Vec<&Object> = object.values().filter_map(Value::as_object).collect();
    let first = *objects.first()?;
    let listed = objects.len() > 1
        && objects.len() == object.len()
        && objects.iter().all(|other| alike(first, other))
        // Keys that say what they hold are fields.
        && !object.keys().all(|key| !Heading::read(key).concepts.is_empty());
    let values: Vec<Value> = objects
        .iter()
        .take(3)
        .map(|object| Value::Object((*object).clone()))
        .collect();
    if !listed || telling(&values) < 2 {
        return None;
    }
    let whole = std::mem::take(object).into_iter().map(|(key, mut value)| {
        if let Some(fields) = value.as_object_mut()
            && !fields.contains_key("id")
        {
            fields.insert("id".to_owned(), Value::String(key));
        }
        value
    });
    Some(whole.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::tests::Kept;
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
    fn what_resources_relate_to_is_put_into_them() {
        let text = r#"{"data": [{"id": "1", "type": "product", "attributes": {"name": "Vest"}, "relationships": {"images": {"data": [{"id": "7", "type": "image"}]}}}],
            "included": [{"id": "7", "type": "image", "attributes": {"url": "https://x.y/a.jpg"}}]}"#;
        let kept = document(text).unwrap();
        assert_eq!((cell(&kept, 0, "id"), cell(&kept, 0, "name")), ("1", "Vest"));
        assert_eq!(cell(&kept, 0, "images"), "https://x.y/a.jpg\u{1F}");
    }

    #[test]
    fn amounts_in_hundredths_are_amounts() {
        for text in [
            r#"[{"id": 1, "price": {"amount": 1450, "divisor": 100}, "sku": "a"}]"#,
            r#"[{"id": 1, "price": {"amount": "1450", "currency_minor_unit": 2}, "sku": "a"}]"#,
        ] {
            assert_eq!(
                cell(&document(text).unwrap(), 0, "price.amount"),
                "14.5",
                "{text}"
            );
        }
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
