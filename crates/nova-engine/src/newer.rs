//! Whether there is a newer StyleNova, as a file says that was put into the library: `update.json`, such as
//! `{"version": "0.2.0", "notes": "Prints lookbooks"}`. Nothing asks a network for it.

use crate::engine::Engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Name of the file in a library.
const FILE: &str = "update.json";
/// Largest file that is read, in bytes.
const MOST: u64 = 64 << 10;
/// Most characters of what is said about a version.
const LONGEST: usize = 400;

#[derive(Deserialize)]
struct Told {
    version: String,
    #[serde(default)]
    notes: String,
}

/// A version that is newer than this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct NewerVersion {
    /// Its number.
    pub version: String,
    /// What is said about it; may be empty.
    pub notes: String,
}

/// What is known of newer versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct NewerVersionResponse {
    /// The one there is; `null` where this is the newest that is known of.
    pub newer: Option<NewerVersion>,
}

impl Engine {
    /// What the file of versions in the library says. One that is missing, damaged or of an older version says nothing.
    pub fn newer_version(&self) -> NewerVersionResponse {
        let file = self.library().join(FILE);
        let small = std::fs::metadata(&file).is_ok_and(|told| told.is_file() && told.len() <= MOST);
        let text = small.then(|| std::fs::read(&file).ok()).flatten();
        let newer = text.and_then(|text| told(&text, env!("CARGO_PKG_VERSION")));
        NewerVersionResponse { newer }
    }
}

/// What a file says to a version.
fn told(text: &[u8], own: &str) -> Option<NewerVersion> {
    let told: Told = serde_json::from_slice(text).ok()?;
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    (numbers(&told.version)? > numbers(own)?).then(|| NewerVersion {
        version: told.version.trim().trim_start_matches('v').to_owned(),
        notes: one_line(&told.notes).chars().take(LONGEST).collect(),
    })
}

/// A version as it is compared: three numbers, and a final one is after what leads to it.
fn numbers(version: &str) -> Option<([u32; 3], bool)> {
    let version = version.trim().trim_start_matches('v');
    let version = version.split('+').next()?;
    let (plain, early) = match version.split_once('-') {
        Some((plain, early)) => (plain, !early.is_empty()),
        None => (version, false),
    };
    let mut parts = plain.split('.').map(|part| part.parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some((numbers, !early))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newer(text: &str) -> Option<String> {
        told(text.as_bytes(), "0.9.1").map(|newer| newer.version)
    }

    #[test]
    fn a_newer_version_is_told_and_nothing_else_is() {
        assert_eq!(
            newer(r#"{"version": "0.10.0"}"#).as_deref(),
            Some("0.10.0"),
            "by number, not by letter"
        );
        assert_eq!(
            newer(r#"{"version": "v1.0.0+7", "other": 1}"#).as_deref(),
            Some("1.0.0+7")
        );
        for older in [
            "0.9.1",
            "0.9.0",
            "0.9.1-beta",
            "",
            "1",
            "1.0",
            "1.0.0.0",
            "one",
            "99999999999.0.0",
        ] {
            assert_eq!(newer(&format!(r#"{{"version": "{older}"}}"#)), None, "{older}");
        }
        for damaged in ["", "{", "[]", r#"{"version": 2}"#] {
            assert_eq!(newer(damaged), None);
        }
        let long = format!(r#"{{"version": "2.0.0", "notes": "a\n{}"}}"#, "b ".repeat(1000));
        let notes = told(long.as_bytes(), "0.9.1").unwrap().notes;
        assert!(notes.starts_with("a b b") && notes.chars().count() <= LONGEST);
    }
}
