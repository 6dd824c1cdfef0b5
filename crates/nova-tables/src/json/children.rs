//! Lines of JSON of which some belong to one above: `{"__parentId": …}`, as exports in bulk write variants and pictures.

use crate::concepts::Concept;
use crate::heading::Heading;
use crate::limits::MAX_ROW_BYTES;
use crate::nested::{self, Object};
use serde_json::Value;

/// The key that names the object above.
const PARENT: &str = "__parentId";

/// Whether a line may belong to one above.
pub(super) fn is_child(text: &str) -> bool {
    text.contains("\"__parentId\"")
}

/// An object with what belongs to it, as it is put together line by line.
#[derive(Debug, Default)]
pub(super) struct Whole {
    object: Option<(u64, Object)>,
    bytes: u64,
}

impl Whole {
    /// Takes an object in. What is complete with it is given back.
    pub fn take(&mut self, line: u64, mut object: Object, bytes: usize) -> Option<(u64, Object)> {
        self.bytes += bytes as u64;
        let parent = object.get(PARENT).map(nested::text);
        if let (Some(parent), Some((_, whole))) = (&parent, &mut self.object)
            && self.bytes <= MAX_ROW_BYTES
        {
            object.remove(PARENT);
            match put(whole, parent, object) {
                Ok(()) => return None,
                Err(other) => object = other,
            }
        }
        self.bytes = bytes as u64;
        self.object.replace((line, object))
    }

    /// What is left at the end.
    pub fn finish(self) -> Option<(u64, Object)> {
        self.object
    }
}

/// Puts an object into the one that it names, or into the last of those in it; gives it back where it is of another.
fn put(whole: &mut Object, parent: &str, object: Object) -> Result<(), Object> {
    let id = |object: &Object| object.get("id").map(nested::text);
    if id(whole).as_deref() == Some(parent) {
        let key = list_of(&object);
        match whole.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(values) => values.push(Value::Object(object)),
            other => *other = Value::Array(vec![Value::Object(object)]),
        }
        return Ok(());
    }
    let last = whole
        .values_mut()
        .filter_map(Value::as_array_mut)
        .filter_map(|values| values.last_mut())
        .filter_map(Value::as_object_mut)
        .find(|inner| id(inner).as_deref() == Some(parent));
    match last {
        Some(inner) => put(inner, parent, object),
        None => Err(object),
    }
}

/// The list that an object belongs in: by its type, which stands in its id, else by what it says.
fn list_of(object: &Object) -> String {
    let id = object.get("id").map(nested::text).unwrap_or_default();
    let kind = object.get("__typename").map(nested::text).or_else(|| {
        let mut parts = id.strip_prefix("gid://")?.split('/').skip(1);
        parts.next().map(str::to_owned)
    });
    let has = |concepts: &[Concept]| object.keys().any(|key| Heading::read(key).any(concepts));
    let kind = kind.unwrap_or_default();
    match () {
        () if kind.contains("Variant") => "variants",
        () if kind.contains("Image") || kind.contains("Media") => "images",
        () if !kind.is_empty() => return format!("{}s", kind.to_lowercase()),
        () if has(&[Concept::Sku, Concept::Price, Concept::Barcode]) => "variants",
        () if has(&[Concept::Image, Concept::Link]) => "images",
        () => "children",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Object {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn children_are_put_into_the_object_above() {
        let mut whole = Whole::default();
        let lines = [
            r#"{"id": "gid://shop/Product/1", "title": "Coat"}"#,
            r#"{"id": "gid://shop/ProductVariant/2", "sku": "a", "__parentId": "gid://shop/Product/1"}"#,
            r#"{"id": "gid://shop/InventoryLevel/3", "available": 4, "__parentId": "gid://shop/ProductVariant/2"}"#,
            r#"{"url": "https://x.y/a.jpg", "__parentId": "gid://shop/Product/1"}"#,
            r#"{"id": "gid://shop/Product/9", "title": "Hat"}"#,
        ];
        let done: Vec<(u64, Object)> = (1..)
            .zip(lines)
            .filter_map(|(line, text)| whole.take(line, object(text), text.len()))
            .collect();
        let coat = &done[0].1;
        assert_eq!((done.len(), coat["images"].as_array().unwrap().len()), (1, 1));
        assert_eq!(coat["variants"][0]["inventorylevels"][0]["available"], 4);
        assert_eq!(whole.finish().unwrap().1["title"], "Hat");
    }

    #[test]
    fn a_child_of_none_stands_by_itself() {
        let mut whole = Whole::default();
        assert!(
            whole
                .take(1, object(r#"{"id": 1, "__parentId": 7}"#), 1)
                .is_none()
        );
        assert!(
            whole
                .take(2, object(r#"{"id": 2, "__parentId": 7}"#), 1)
                .is_some()
        );
    }
}
