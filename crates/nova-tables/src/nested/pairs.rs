//! Names and values of options in lists of objects, whatever their keys are called: it is enough that one key's values are
//! names that options have, such as `{"axis": "size", "label": "48"}`.

use super::{CONTENT, Object, text};
use crate::concepts::Concept;
use crate::heading::Heading;
use serde_json::Value;

/// Keys that an object of a name and a value may have.
const MOST_KEYS: usize = 6;

/// The names and values in a list of objects.
pub(super) fn pairs_by_cells(objects: &[&Object]) -> Option<Vec<(String, Vec<String>)>> {
    let first = objects.first()?;
    let plain = |value: &Value| !value.is_object() && !value.is_array();
    let small = |object: &&Object| (2..=MOST_KEYS).contains(&object.len()) && object.values().all(plain);
    if !objects.iter().all(small) {
        return None;
    }
    let everywhere = |key: &str| objects.iter().all(|object| object.contains_key(key));
    let named = |key: &str| {
        let mut names = objects.iter().map(|object| text(&object[key]));
        names.any(|name| is_option(&name)) && everywhere(key)
    };
    let keys: Vec<&str> = first
        .keys()
        .map(String::as_str)
        .filter(|key| everywhere(key))
        .collect();
    let name = *keys.iter().find(|key| named(key))?;
    let others = || keys.iter().filter(|key| **key != name && !named(key));
    let value = others()
        .find(|key| **key == CONTENT || Heading::read(key).any(&[Concept::Value, Concept::Label]))
        .or_else(|| {
            others().find(|key| {
                let heading = Heading::read(key);
                !heading.any(&[Concept::Id, Concept::Code, Concept::Position, Concept::Image])
            })
        })?;
    let pair = |object: &&Object| (text(&object[name]), vec![text(&object[*value])]);
    Some(objects.iter().map(pair).collect())
}

/// Whether a text is what options of garments are called.
fn is_option(name: &str) -> bool {
    name.len() <= 40 && Heading::read(name).only(&[Concept::Size, Concept::Colour])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Vec<(String, Vec<String>)>> {
        let objects: Vec<Object> = serde_json::from_str(text).unwrap();
        pairs_by_cells(&objects.iter().collect::<Vec<_>>())
    }

    #[test]
    fn names_of_options_tell_which_key_holds_names() {
        let pairs = of(r#"[{"axis": "size", "label": "48"}, {"axis": "fit", "label": "slim"}]"#).unwrap();
        assert_eq!(pairs[0], ("size".to_owned(), vec!["48".to_owned()]));
        assert_eq!(pairs[1].0, "fit");
        assert!(of(r#"[{"location": "A", "pieces": 4}]"#).is_none());
        assert!(of(r#"[{"size": "S", "sku": "a"}]"#).is_none());
    }
}
