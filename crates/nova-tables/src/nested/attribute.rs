//! Attributes and options in documents: objects with a name and values, under the many keys that systems have for them.

use super::{CONTENT, Object, in_one_language, text, unwrapped};
use crate::concepts::Concept;
use crate::heading::Heading;
use crate::values::UNIT;
use serde_json::Value;

/// An attribute: what it is called, and its values.
pub(super) fn attribute(object: &Object) -> Option<(String, Vec<String>)> {
    /// What the object of an attribute itself is called by.
    const TITLES: [&str; 6] = ["name", "title", "label", "displayName", "display_name", "code"];
    const NAMES: [&str; 14] = [
        "name",
        "key",
        "attribute",
        "attribute_name",
        "option_display_name",
        "attribute-id",
        "code",
        "attribute_code",
        "title",
        "displayName",
        "display_name",
        "group",
        "optionName",
        "attributeName",
    ];
    const VALUES: [&str; 15] = [
        "choices",
        "options",
        "option",
        "values",
        "value",
        "label",
        CONTENT,
        "optionValues",
        "option_values",
        "value_label",
        "valueName",
        "selected_value",
        "text",
        "attributeValue",
        "terms",
    ];
    let called = |value: &Value| match value {
        Value::Object(object) => in_one_language(object)
            .or_else(|| TITLES.iter().find_map(|key| object.get(*key)))
            .map(|name| match name {
                Value::Object(name) => in_one_language(name).map(text).unwrap_or_default(),
                name => text(name),
            })
            .unwrap_or_default(),
        name => text(name),
    };
    // `{"name": "S", "group": {"name": "Size"}}`
    if let Some(group) = ["group", "option", "facet", "attribute", "property"]
        .iter()
        .filter_map(|key| object.get(*key))
        .find(|group| TITLES.iter().any(|key| group.get(*key).is_some()))
        && let Some(value) = ["name", "value", "label"].iter().find_map(|key| object.get(*key))
    {
        return Some((called(group), vec![called(value)]));
    }
    let by_words = |concept: Concept| {
        object
            .iter()
            .find(|(key, _)| {
                Heading::read(key).only(&[concept, Concept::Choice]) && Heading::read(key).has(concept)
            })
            .map(|(_, value)| value)
    };
    let name = NAMES
        .iter()
        .find_map(|key| object.get(*key))
        .or_else(|| by_words(Concept::Name))
        .or_else(|| numbered(object))
        .map(called)?;
    let value = VALUES
        .iter()
        .find_map(|key| object.get(*key))
        .or_else(|| by_words(Concept::Value))?;
    let plain = |value: &Value| match unwrapped(value) {
        Value::Object(inner) => in_one_language(inner)
            .map(text)
            .or_else(|| {
                // Beside a colour's numbers stands its name: `{"value": "rgb(0,0,0)", "description": "Black"}`.
                let numbers = inner.get("value").map(text);
                let numbers = numbers.filter(|value| value.starts_with(['#']) || value.starts_with("rgb"));
                numbers.and(inner.get("description")).map(text)
            })
            .or_else(|| {
                ["label", "name", "value", "title", "text"]
                    .iter()
                    .find_map(|key| inner.get(*key))
                    .map(text)
            })
            .unwrap_or_default(),
        other => text(other),
    };
    let values: Vec<String> = match unwrapped(value) {
        Value::Array(values) => values.iter().map(plain).collect(),
        other => vec![plain(other)],
    };
    (!name.is_empty()).then(|| {
        (
            name,
            values.into_iter().filter(|value| !value.is_empty()).collect(),
        )
    })
}

/// What an attribute is known by where it has no name: `<Value AttributeID="Colour">Blue</Value>`.
fn numbered(object: &Object) -> Option<&Value> {
    let (_, id) = object.iter().find(|(key, _)| {
        let heading = Heading::read(key);
        heading.has(Concept::Choice) && heading.only(&[Concept::Choice, Concept::Id, Concept::Code])
    })?;
    Some(id).filter(|id| text(id).contains(char::is_alphabetic))
}

/// Whether an attribute is a field of a product by its name, and no choice: a price, pieces, a picture.
pub(super) fn is_field(name: &str) -> bool {
    let heading = Heading::read(name);
    let fields = [
        Concept::Price,
        Concept::Stock,
        Concept::Image,
        Concept::Barcode,
        Concept::Description,
        Concept::Category,
    ];
    let kind = heading.has(Concept::Kind) && heading.has(Concept::Product);
    (heading.any(&fields) || kind) && heading.unknown <= 1 && !heading.any(&[Concept::Colour, Concept::Size])
}

pub(super) fn packed(name: &str, values: &[String]) -> String {
    // A bar at the end says that it is a list, so that a comma in a value stays.
    format!("{name}: {}|{UNIT}", values.join("|"))
}

/// An object of options as pairs.
pub(super) fn pairs_of(object: &Object) -> Vec<(String, Vec<String>)> {
    let values = |value: &Value| match value {
        Value::Array(values) => values.iter().map(text).collect(),
        other => vec![text(other)],
    };
    object
        .iter()
        .map(|(name, value)| (name.clone(), values(value)))
        .collect()
}

/// The options of a piece of JSON in a cell.
pub(crate) fn pairs(value: &Value) -> Vec<(String, Vec<String>)> {
    match value {
        Value::Object(object) => attribute(object).map_or_else(|| pairs_of(object), |pair| vec![pair]),
        Value::Array(values) => values.iter().flat_map(pairs).collect(),
        _ => Vec::new(),
    }
}
