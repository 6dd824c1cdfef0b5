//! Tables in JSON: a list of lists, of which the first names the columns, or names of columns beside the rows.

use crate::nested;
use serde_json::Value;

/// How far into a document such a table is looked for.
const DEPTH: usize = 3;

/// Keys that names of columns stand under, beside the rows.
const COLUMNS: [&str; 7] = [
    "columns",
    "fields",
    "header",
    "headers",
    "cols",
    "schema",
    "columnNames",
];

/// The rows of a table in a document, with the names of its columns first.
pub(super) fn rows(document: &Value) -> Option<Vec<Vec<String>>> {
    let (header, rows) = find(document, DEPTH)?;
    let cells = |row: &Value| -> Vec<String> {
        let cells = row.as_array().into_iter().flatten();
        cells.map(nested::text).collect()
    };
    let header = header.map(|names| names.iter().map(name).collect::<Vec<String>>());
    Some(header.into_iter().chain(rows.iter().map(cells)).collect())
}

/// A column's name, which may stand in an object that describes it.
fn name(column: &Value) -> String {
    let keys = ["name", "display_name", "displayName", "title", "label", "field"];
    let named = column
        .as_object()
        .and_then(|object| keys.iter().find_map(|key| object.get(*key)));
    nested::text(named.unwrap_or(column))
}

type Found<'a> = (Option<&'a Vec<Value>>, &'a [Value]);

fn find(value: &Value, depth: usize) -> Option<Found<'_>> {
    match value {
        Value::Array(rows) => is_grid(rows).then_some((None, rows.as_slice())),
        Value::Object(object) if depth > 0 => {
            let grids = || {
                object
                    .iter()
                    .filter_map(|(key, inner)| Some((key, inner.as_array()?)))
                    .filter(|(_, rows)| is_grid(rows))
            };
            let header = COLUMNS
                .iter()
                .find_map(|key| object.get(*key)?.as_array())
                .filter(|names| !names.is_empty());
            if let Some((_, rows)) = grids().next() {
                let width = rows.first().and_then(Value::as_array).map_or(0, Vec::len);
                let header = header.filter(|names| names.len() == width && !is_grid(names));
                return Some((header, rows.as_slice()));
            }
            object.values().find_map(|inner| find(inner, depth - 1))
        }
        _ => None,
    }
}

/// Whether values are rows: lists of plain values, of several cells.
fn is_grid(rows: &[Value]) -> bool {
    let plain = |row: &Value| {
        row.as_array().is_some_and(|cells| {
            cells.len() > 1 && cells.iter().all(|cell| !cell.is_object() && !cell.is_array())
        })
    };
    rows.len() > 1 && rows.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Vec<Vec<String>>> {
        rows(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn lists_of_lists_are_tables() {
        let table = of(r#"{"range": "A1:B2", "values": [["sku", "price"], ["a", 5]]}"#).unwrap();
        assert_eq!(table, [["sku", "price"], ["a", "5"]]);
        let table =
            of(r#"{"columns": [{"name": "sku"}, {"name": "price"}], "data": [["a", 5], ["b", 6]]}"#).unwrap();
        assert_eq!(table[0], ["sku", "price"]);
        assert_eq!(table.len(), 3);
    }

    #[test]
    fn other_documents_are_none() {
        for text in [
            r#"[{"id": 1}]"#,
            "[1, 2]",
            "[[1, 2]]",
            r#"{"a": [[1], [2]]}"#,
            "[[[1, 2], 3], [4, 5]]",
        ] {
            assert!(of(text).is_none(), "{text}");
        }
    }
}
