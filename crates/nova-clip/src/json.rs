//! Defaults under what a JSON file gives.

use serde_json::{Map, Value};

/// Puts what is given over `base`; null is absent, as in files that `transformers` writes.
pub(crate) fn overlay(base: &mut Value, given: &Map<String, Value>) {
    for (key, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        base[key.as_str()] = value.clone();
    }
}
