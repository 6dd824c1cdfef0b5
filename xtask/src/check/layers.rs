//! The rule of the user interface: views → actions → state → ipc, components that know no commands, and
//! Tauri known in `ipc` alone.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};

/// Each folder below `ui/src`, with the folders it must not import from.
const MUST_NOT_USE: [(&str, &[&str]); 5] = [
    ("components", &["ipc", "actions", "views"]),
    ("actions", &["views", "components"]),
    ("state", &["views", "components", "actions"]),
    ("ipc", &["views", "components", "actions", "state"]),
    ("i18n", &["views", "components", "actions", "state"]),
];

/// The npm packages that only `ipc` may import.
const TAURI: &str = "@tauri-apps/";

/// Every breach below the folder `ui/src`, as a sentence. A test may import what it likes.
///
/// # Errors
/// When a file cannot be read.
pub fn breaches(src: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    collect(src, &mut files).with_context(|| format!("{} could not be listed", src.display()))?;
    files.sort();
    let mut breaches = Vec::new();
    for file in files {
        let text =
            fs::read_to_string(&file).with_context(|| format!("{} could not be read", file.display()))?;
        let place = file.strip_prefix(src).unwrap_or(&file);
        let layer = first_folder(place);
        let rule = MUST_NOT_USE.iter().find(|(name, _)| Some(*name) == layer);
        let mut type_only = false;
        for line in text.lines() {
            // An import of several lines says at its start whether it is for types, and at its end from where.
            if line.trim_start().starts_with("import") {
                type_only = line.trim_start().starts_with("import type");
            }
            let Some(imported) = imported(line) else { continue };
            if imported.starts_with(TAURI) && layer != Some("ipc") {
                breaches.push(format!(
                    "ui/src/{} imports {imported}: only ipc knows Tauri",
                    place.display()
                ));
            }
            let Some((name, forbidden)) = rule else { continue };
            let target = resolve(place, imported);
            let Some(target) = target.as_deref().and_then(first_folder) else {
                continue;
            };
            // The types of the contract are plain data; knowing them is not knowing how a command travels.
            if forbidden.contains(&target) && !(target == "ipc" && type_only) {
                breaches.push(format!(
                    "ui/src/{}: {name} must not import from {target} ({imported})",
                    place.display()
                ));
            }
        }
    }
    Ok(breaches)
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            collect(&path, into)?;
        } else if (name.ends_with(".ts") || name.ends_with(".svelte")) && !name.ends_with(".test.ts") {
            into.push(path);
        }
    }
    Ok(())
}

/// What a line imports, in any of the forms `from "x"`, `import "x"` and `import("x")`. An import over
/// several lines ends with such a line.
fn imported(line: &str) -> Option<&str> {
    let code = line.trim();
    if code.starts_with("//") || code.starts_with('*') {
        return None;
    }
    let starts = [
        "from \"",
        "from '",
        "import \"",
        "import '",
        "import(\"",
        "import('",
    ];
    let (start, end) = starts
        .iter()
        .find_map(|form| code.find(form).map(|at| (at, at + form.len())))?;
    let whole_word = !code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let quote = code[..end].chars().next_back()?;
    let rest = &code[end..];
    whole_word
        .then(|| rest.find(quote).map(|close| &rest[..close]))
        .flatten()
}

/// Where a relative import leads, as a path below `ui/src`; `None` for a package.
fn resolve(from: &Path, imported: &str) -> Option<PathBuf> {
    if !imported.starts_with('.') {
        return None;
    }
    let mut target = from.parent()?.to_path_buf();
    for part in Path::new(imported).components() {
        match part {
            Component::ParentDir => {
                target.pop();
            }
            Component::Normal(name) => target.push(name),
            _ => {}
        }
    }
    Some(target)
}

fn first_folder(path: &Path) -> Option<&str> {
    let mut parts = path.components();
    match (parts.next()?, parts.next()) {
        (Component::Normal(folder), _) => folder.to_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(place: &str, text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(place);
        fs::create_dir_all(file.parent().expect("a parent")).expect("folders are made");
        fs::write(file, text).expect("a file is written");
        breaches(folder.path()).expect("the folder is read")
    }

    #[test]
    fn components_know_no_commands() {
        assert_eq!(
            found(
                "components/Card.svelte",
                "  import { call } from '../ipc/client';"
            )
            .len(),
            1
        );
        assert_eq!(
            found(
                "components/deep/Card.svelte",
                "import { go } from \"../../actions/go\""
            )
            .len(),
            1
        );
        assert!(found("components/Card.svelte", "import Icon from './Icon.svelte';").is_empty());
    }

    #[test]
    fn types_of_the_contract_are_free() {
        let types = "import type { Hit } from '../ipc/generated';";
        assert!(
            found("components/Card.svelte", types).is_empty(),
            "a type is gone at run time"
        );
        let lines =
            "import type {\n  Hit,\n} from '../ipc/generated';\nimport { call } from '../ipc/client';";
        assert_eq!(
            found("components/Card.svelte", lines).len(),
            1,
            "the second import is none of types"
        );
    }

    #[test]
    fn only_ipc_knows_tauri() {
        let tauri = "import { invoke } from '@tauri-apps/api/core';";
        assert_eq!(found("state/search.ts", tauri).len(), 1);
        assert_eq!(
            found("App.svelte", "const api = await import(\"@tauri-apps/api\");").len(),
            1
        );
        assert!(found("ipc/client.ts", tauri).is_empty());
    }

    #[test]
    fn state_does_not_look_up_to_actions() {
        assert_eq!(
            found("state/search.ts", "} from '../actions/search';").len(),
            1,
            "several lines long"
        );
        assert!(
            found("state/search.ts", "// moved from '../actions/search'").is_empty(),
            "a comment"
        );
        assert!(
            found("state/search.test.ts", "import '../actions/search';").is_empty(),
            "a test"
        );
    }
}
