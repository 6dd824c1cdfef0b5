//! Documents that hold several lists of objects which name one another: products, and beside them brands, categories,
//! pictures or variants by their ids; or entries of several types in one list, as content systems export them. They become
//! tables, which `joined` puts together.

use crate::joined::{self, Joined, Named};
use crate::nested::{self, Object};
use serde_json::Value;

/// How far into a document lists are looked for.
const DEPTH: usize = 2;

/// Lists that are looked at.
const MOST_LISTS: usize = 200;

/// Columns that a list of objects may have as a table.
const MOST_COLUMNS: usize = 2_000;

/// What the lists of a document make together, where they name one another.
pub(crate) fn joined(document: &Value) -> Option<Joined> {
    let tables = tables(document);
    if tables.is_empty() {
        return None;
    }
    Some(joined::join(tables)).filter(|joined| joined.together)
}

/// The lists of a document as tables; none where it holds only one.
fn tables(document: &Value) -> Vec<Named> {
    let mut lists: Vec<(String, Vec<&Object>)> = Vec::new();
    gather("", document, DEPTH, &mut lists);
    let mut tables = Vec::new();
    for (name, objects) in lists.into_iter().take(MOST_LISTS) {
        for (name, objects) in by_type(name, objects) {
            let entries: Vec<Object> = objects.into_iter().map(entry).collect();
            tables.extend(table(name, entries));
        }
    }
    if tables.len() < 2 { Vec::new() } else { tables }
}

/// Whether a line holds an entry that may name others.
pub(crate) fn refers(text: &str) -> bool {
    text.contains("\"_ref\"")
}

/// The lists of objects in a document by their keys.
fn gather<'a>(name: &str, value: &'a Value, depth: usize, lists: &mut Vec<(String, Vec<&'a Object>)>) {
    match value {
        Value::Array(values) => {
            let objects: Vec<&Object> = values.iter().filter_map(Value::as_object).collect();
            // `[{"header": …}, {"products": […]}]`: sections, each in an object of its own.
            let sections =
                depth == DEPTH && values.len() > 1 && objects.iter().all(|object| object.len() == 1);
            if sections {
                for object in objects {
                    for (key, inner) in object {
                        gather(key, inner, depth - 1, lists);
                    }
                }
            } else if !objects.is_empty() {
                lists.push((name.to_owned(), objects));
            }
        }
        Value::Object(object) if depth > 0 => {
            for (key, inner) in object {
                gather(key, inner, depth - 1, lists);
            }
        }
        _ => {}
    }
}

/// The type that an entry says it is of.
fn kind(object: &Object) -> Option<&str> {
    let content = || object.get("sys")?.get("contentType")?.get("sys")?.get("id");
    object
        .get("_type")
        .or_else(|| object.get("__typename"))
        .or_else(content)
        .and_then(Value::as_str)
}

/// The objects of a list by their types.
fn by_type(name: String, objects: Vec<&Object>) -> Vec<(String, Vec<&Object>)> {
    if !objects.iter().all(|object| kind(object).is_some()) {
        return vec![(name, objects)];
    }
    let mut lists: Vec<(String, Vec<&Object>)> = Vec::new();
    for object in objects {
        let kind = kind(object).unwrap_or_default();
        match lists.iter().position(|(name, _)| name == kind) {
            Some(at) => lists[at].1.push(object),
            None if lists.len() < MOST_LISTS => lists.push((kind.to_owned(), vec![object])),
            None => {}
        }
    }
    lists
}

/// An entry's id and fields, without what is about its editing.
fn entry(object: &Object) -> Object {
    let id = object
        .get("sys")
        .and_then(|sys| sys.get("id"))
        .or(object.get("_id"));
    let fields = object.get("fields").and_then(Value::as_object);
    let mut entry = Object::new();
    if let Some(id) = id {
        entry.insert("id".to_owned(), id.clone());
    }
    let own = |key: &String| matches!(key.as_str(), "sys" | "metadata" | "fields") || key.starts_with('_');
    for (key, value) in object.iter().filter(|(key, _)| fields.is_none() && !own(key)) {
        entry.entry(key.clone()).or_insert_with(|| value.clone());
    }
    for (key, value) in fields.into_iter().flatten() {
        entry.entry(key.clone()).or_insert_with(|| value.clone());
    }
    for value in entry.values_mut() {
        if let Some(said) = value.as_object().and_then(nested::in_one_language) {
            *value = said.clone();
        }
        if let Some(named) = references(value) {
            *value = Value::String(named);
        }
    }
    entry
}

/// The ids that a reference or a list of them names, with commas between them.
fn references(value: &Value) -> Option<String> {
    let one = |value: &Value| {
        let reference = value.get("_ref").or_else(|| {
            let sys = value.get("sys")?;
            sys.get("id")
                .filter(|_| sys.get("type").is_some_and(|told| told == "Link"))
        });
        reference.and_then(Value::as_str).map(str::to_owned)
    };
    match value {
        Value::Array(values) if !values.is_empty() => {
            let ids: Option<Vec<String>> = values.iter().map(one).collect();
            ids.map(|ids| ids.join(","))
        }
        other => one(other),
    }
}

/// A list of objects as a table of what is plain in them, with the rest beside it.
fn table(name: String, objects: Vec<Object>) -> Option<Named> {
    let mut table = Named {
        name,
        ..Named::default()
    };
    let plain = |value: &Value| !value.is_object() && !value.is_array();
    let mut at = std::collections::HashMap::new();
    for object in &objects {
        for (key, _) in object.iter().filter(|(_, value)| plain(value)) {
            if !at.contains_key(key) {
                at.insert(key.clone(), table.columns.len());
                table.columns.push(key.clone());
            }
        }
    }
    if table.columns.is_empty() || table.columns.len() > MOST_COLUMNS {
        return None;
    }
    for object in objects {
        let mut row = vec![String::new(); table.columns.len()];
        let mut extra = Object::new();
        for (key, value) in object {
            match at.get(&key).filter(|_| plain(&value)) {
                Some(at) => row[*at] = nested::text(&value),
                None => {
                    extra.insert(key, value);
                }
            }
        }
        // Cells that are not there cost nothing.
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        table.rows.push(row);
        table.extra.push(extra);
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::joined::join;

    fn document(text: &str) -> Vec<Object> {
        join(tables(&serde_json::from_str(text).unwrap())).objects
    }

    #[test]
    fn entries_of_several_types_are_told_apart_and_linked() {
        let objects = document(
            r#"{"entries": [
                {"sys": {"id": "b", "contentType": {"sys": {"id": "brand"}}}, "fields": {"companyName": {"en-US": "Oak"}}},
                {"sys": {"id": "p", "contentType": {"sys": {"id": "product"}}}, "fields": {"name": {"en-US": "Coat"}, "price": {"en-US": 5},
                 "brand": {"en-US": {"sys": {"type": "Link", "id": "b"}}}, "image": {"en-US": [{"sys": {"type": "Link", "id": "a1"}}]}}}],
                "assets": [{"sys": {"id": "a1"}, "fields": {"title": {"en-US": "Front"}, "file": {"en-US": {"url": "//x.y/a.jpg"}}}}]}"#,
        );
        assert_eq!(objects.len(), 1);
        assert_eq!(objects[0]["brand"], "Oak");
        assert_eq!(objects[0]["image"], "//x.y/a.jpg");
    }

    #[test]
    fn lists_beside_the_products_are_looked_up() {
        let objects = document(
            r#"{"brands": [{"id": 3, "name": "Oak"}, {"id": 4, "name": "Elm"}], "products": [{"id": 1, "title": "Coat", "price": 5, "brandId": 4, "sizes": ["S"]}]}"#,
        );
        assert_eq!(objects[0]["brand"], "Elm");
        assert!(objects[0]["sizes"].is_array());
    }

    #[test]
    fn one_list_is_no_matter_of_this() {
        let one = serde_json::from_str(r#"{"products": [{"id": 1, "title": "Coat"}], "count": 1}"#).unwrap();
        assert!(tables(&one).is_empty());
    }
}
