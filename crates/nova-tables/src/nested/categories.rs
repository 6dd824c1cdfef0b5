//! Categories that a document lists beside its products, which name them by their ids.

use super::{CONTENT, text};
use crate::concepts::Concept;
use crate::heading::Heading;
use serde_json::Value;
use std::collections::HashMap;

/// Names of categories by their ids, from wherever a document lists them.
pub(crate) fn categories(document: &Value) -> HashMap<String, String> {
    let mut flat: Vec<(String, String, String)> = Vec::new();
    gather(document, false, "", 8, &mut flat);
    let names: HashMap<&str, (&str, &str)> = flat
        .iter()
        .map(|(id, name, parent)| (id.as_str(), (name.as_str(), parent.as_str())))
        .collect();
    let path = |id: &str| {
        let (mut at, mut path) = (id, Vec::new());
        while let Some((name, parent)) = names.get(at) {
            path.push(*name);
            at = parent;
            if path.len() > 8 {
                break;
            }
        }
        path.reverse();
        path.join(" > ")
    };
    flat.iter().map(|(id, ..)| (id.clone(), path(id))).collect()
}

fn gather(
    value: &Value,
    within: bool,
    parent: &str,
    depth: usize,
    found: &mut Vec<(String, String, String)>,
) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(values) => values
            .iter()
            .for_each(|value| gather(value, within, parent, depth, found)),
        Value::Object(object) => {
            let mut own = String::new();
            if within {
                let get = |concepts: &[Concept]| {
                    object
                        .iter()
                        .find(|(key, value)| {
                            !value.is_object() && !value.is_array() && Heading::read(key).only(concepts)
                        })
                        .map(|(_, value)| text(value))
                };
                let id = get(&[Concept::Id]);
                let name = object.get(CONTENT).map(text).or_else(|| get(&[Concept::Name]));
                let above = object
                    .iter()
                    .find(|(key, _)| Heading::read(key).has(Concept::Parent))
                    .map(|(_, value)| text(value));
                if let (Some(id), Some(name)) = (id, name) {
                    own.clone_from(&id);
                    found.push((id, name, above.unwrap_or_else(|| parent.to_owned())));
                }
            }
            for (key, inner) in object {
                let heading = Heading::read(key);
                let list = heading.any(&[Concept::Category])
                    || (heading.has(Concept::Group) && heading.only(&[Concept::Group]));
                let below = if own.is_empty() { parent } else { &own };
                if inner.is_array() || inner.is_object() {
                    gather(
                        inner,
                        list || (within && !heading.has(Concept::Product)),
                        below,
                        depth - 1,
                        found,
                    );
                }
            }
        }
        _ => {}
    }
}
