//! The rule of the crates: domain ← {clip, fetch, index, learn, pictures, print, query, store, tables, taste} ← engine ← {api, eval} ←
//! {cli, server, window}, and which crates may know Tauri, candle, SQLite, PostgreSQL, ts-rs and JSON.

use anyhow::{Context, Result};
use serde_json::Value;

/// Each crate of the product, with those of the workspace it may depend on.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("nova-domain", &[]),
    ("nova-clip", &["nova-domain"]),
    ("nova-fetch", &["nova-domain"]),
    ("nova-index", &["nova-domain"]),
    ("nova-learn", &["nova-domain"]),
    ("nova-pictures", &["nova-domain"]),
    ("nova-print", &[]),
    ("nova-query", &["nova-domain"]),
    ("nova-store", &["nova-domain"]),
    ("nova-tables", &["nova-domain"]),
    ("nova-taste", &["nova-domain"]),
    (
        "nova-engine",
        &[
            "nova-domain",
            "nova-clip",
            "nova-fetch",
            "nova-index",
            "nova-learn",
            "nova-pictures",
            "nova-print",
            "nova-query",
            "nova-store",
            "nova-tables",
            "nova-taste",
        ],
    ),
    ("nova-api", &["nova-domain", "nova-engine"]),
    (
        "nova-eval",
        &[
            "nova-domain",
            "nova-engine",
            "nova-index",
            "nova-pictures",
            "nova-taste",
        ],
    ),
    ("nova-server", &["nova-api"]),
    (
        "nova-cli",
        &[
            "nova-domain",
            "nova-engine",
            "nova-eval",
            "nova-api",
            "nova-server",
        ],
    ),
    ("stylenova-window", &["nova-api"]),
    ("draw-catalog", &[]),
];

/// Crates from outside, by the beginning of their name, with those that may know them.
const ONLY: [(&str, &[&str]); 13] = [
    ("tauri", &["stylenova-window"]),
    ("rfd", &["stylenova-window"]),
    ("arboard", &["stylenova-window"]),
    ("candle", &["nova-clip"]),
    ("krilla", &["nova-print"]),
    ("parley", &["nova-print"]),
    ("rusqlite", &["nova-store"]),
    ("postgres", &["nova-store"]),
    ("tokio-postgres", &["nova-store"]),
    // The wire is nova-api's. The others hold types that travel as they are; the list may become shorter and never longer. The
    // dependency is no optional one: a `cfg_attr` around each of some 200 derives and 130 attributes would be more to
    // read than it spares, as what the derives write is used by nova-api's generator alone and no linker keeps the rest.
    (
        "ts-rs",
        &[
            "nova-api",
            "nova-domain",
            "nova-engine",
            "nova-query",
            "nova-tables",
            "nova-taste",
        ],
    ),
    // As ts-rs: it describes the same types to other programs.
    (
        "schemars",
        &[
            "nova-api",
            "nova-domain",
            "nova-engine",
            "nova-query",
            "nova-server",
            "nova-tables",
            "nova-taste",
        ],
    ),
    ("axum", &["nova-server"]),
    // Whoever writes the wire, or reads and writes files and rows that are JSON.
    (
        "serde_json",
        &[
            "nova-api",
            "nova-cli",
            "nova-clip",
            "nova-engine",
            "nova-server",
            "nova-store",
            "nova-tables",
            "stylenova-window",
        ],
    ),
];

/// Crates that may use anything of the workspace: they are no part of the product.
const FREE: [&str; 2] = ["stylenova-tests", "xtask"];

/// Every breach in what `cargo metadata --no-deps` says, as a sentence.
///
/// # Errors
/// When it does not have the form of cargo's metadata.
pub fn breaches(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    let mut breaches = Vec::new();
    for package in packages {
        let name = package["name"].as_str().context("a package has no name")?;
        let rule = MAY_USE.iter().find(|(ruled, _)| *ruled == name);
        if rule.is_none() && !FREE.contains(&name) {
            breaches.push(format!(
                "{name} has no place in the layers; give it one in xtask/src/check/crates.rs"
            ));
        }
        for dependency in package["dependencies"]
            .as_array()
            .context("a package lists no dependencies")?
        {
            let used = dependency["name"].as_str().context("a dependency has no name")?;
            // A test may look across layers; it is no part of what is shipped.
            let for_tests = dependency["kind"] == "dev";
            let in_workspace = !dependency["path"].is_null();
            if let Some((_, allowed)) = rule
                && in_workspace
                && !for_tests
                && !allowed.contains(&used)
            {
                breaches.push(format!("{name} must not depend on {used}"));
            }
            let only = ONLY
                .iter()
                .find(|(known, _)| used == *known || used.starts_with(&format!("{known}-")));
            // Two of them are text to a test, and a whole program to what is shipped; a test looks at a server's rows, and clears them away.
            let as_text = for_tests && ["serde_json", "ts-rs", "postgres"].contains(&used);
            if let Some((known, owners)) = only
                && !owners.contains(&name)
                && !FREE.contains(&name)
                && !as_text
            {
                let owners = owners.join(", ");
                breaches.push(format!(
                    "{name} must not know {used}: only {owners} may know {known}"
                ));
            }
        }
    }
    Ok(breaches)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(name: &str, dependency: Value) -> Vec<String> {
        let metadata = json!({ "packages": [{ "name": name, "dependencies": [dependency] }] });
        breaches(&metadata).expect("the form is right")
    }

    #[test]
    fn siblings_may_not_know_each_other() {
        let sibling = json!({ "name": "nova-store", "kind": null, "path": "/x/crates/nova-store" });
        assert_eq!(
            found("nova-index", sibling.clone()),
            ["nova-index must not depend on nova-store"]
        );
        assert!(found("nova-engine", sibling).is_empty(), "the layer above may");
    }

    #[test]
    fn a_test_may_look_across_layers() {
        let for_tests = json!({ "name": "nova-store", "kind": "dev", "path": "/x/crates/nova-store" });
        assert!(found("nova-cli", for_tests).is_empty(), "it is not shipped");
        let shipped = json!({ "name": "nova-store", "kind": null, "path": "/x/crates/nova-store" });
        assert_eq!(
            found("nova-cli", shipped).len(),
            1,
            "the same in the product is a breach"
        );
    }

    #[test]
    fn only_the_owner_knows_a_library_and_its_relatives() {
        for used in ["tauri", "tauri-build"] {
            let dependency = json!({ "name": used, "kind": "build", "path": null });
            assert_eq!(
                found("nova-api", dependency.clone()).len(),
                1,
                "{used} belongs to the window"
            );
            assert!(found("stylenova-window", dependency).is_empty());
        }
        for (used, name) in [
            ("ts-rs", "nova-store"),
            ("serde_json", "nova-taste"),
            ("rusqlite", "nova-engine"),
        ] {
            let dependency = json!({ "name": used, "kind": null, "path": null });
            assert_eq!(found(name, dependency).len(), 1, "{name} and {used}");
        }
        let other = json!({ "name": "rfdx", "kind": null, "path": null });
        assert!(
            found("nova-api", other).is_empty(),
            "the beginning of a name is not a name"
        );
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        let metadata = json!({ "packages": [{ "name": "nova-new", "dependencies": [] }] });
        assert_eq!(
            breaches(&metadata).expect("the form is right").len(),
            1,
            "nobody decided where it stands"
        );
    }
}
