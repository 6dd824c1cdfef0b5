//! The rule of the modules: none of a crate's modules needs itself, by whatever way round. A module is a file or a folder
//! right below `src`, and needs another where its code says `crate::` and that one's name; tests are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Every module that needs itself, as a sentence.
///
/// # Errors
/// When the sources below `crates` cannot be read.
pub fn breaches(crates: &Path) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for entry in fs::read_dir(crates).with_context(|| format!("{} cannot be read", crates.display()))? {
        let folder = entry?.path();
        let source = folder.join("src");
        let Some(name) = folder.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if !source.is_dir() {
            continue;
        }
        for module in on_a_cycle(&needs(&source)?) {
            breaches.push(format!(
                "{name}'s module {module} needs itself by way of others; let one of them not know the next"
            ));
        }
    }
    breaches.sort();
    Ok(breaches)
}

type Needs = BTreeMap<String, BTreeSet<String>>;

/// What each module right below `source` needs of its siblings. What the crate's root passes on is its module's.
fn needs(source: &Path) -> Result<Needs> {
    let mut needs = Needs::new();
    let root = fs::read_to_string(source.join("lib.rs")).unwrap_or_default();
    let passed_on = passed_on(&root);
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        let Some(module) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let own = needs.entry(module.to_owned()).or_default();
        read(&path, own)?;
    }
    let modules: BTreeSet<String> = needs.keys().cloned().collect();
    for (module, named) in &mut needs {
        let of = |name: &String| passed_on.get(name).unwrap_or(name).clone();
        *named = named.iter().map(of).collect();
        named.retain(|name| name != module && modules.contains(name));
    }
    Ok(needs)
}

/// The names that a crate's root takes out of its modules, as in `pub use shelf::Shelf;`, each with its module.
fn passed_on(root: &str) -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for rest in root.split("pub use ").skip(1) {
        let all = rest.split(';').next().unwrap_or_default();
        let Some((module, names)) = all.split_once("::") else {
            continue;
        };
        for name in names.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            if !name.is_empty() {
                owners.insert(name.to_owned(), module.trim().to_owned());
            }
        }
    }
    owners
}

/// Adds the names after `crate::` of a file, or of all files of a folder.
fn read(path: &Path, names: &mut BTreeSet<String>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            read(&entry?.path(), names)?;
        }
    } else if path.extension().is_some_and(|ending| ending == "rs")
        && path.file_stem() != Some("tests".as_ref())
    {
        names.extend(named(&fs::read_to_string(path)?));
    }
    Ok(())
}

/// The names that stand right after `crate::` in code, also those in braces; comments and tests are passed over.
fn named(code: &str) -> Vec<String> {
    let shipped = code.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = shipped
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        // As the end of another name, as in `some_crate::`, it is none of ours.
        let before = code[..at].chars().next_back();
        if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(inside) => {
                let mut depth = 0;
                let mut begins = true;
                for (place, letter) in inside.char_indices() {
                    match letter {
                        '}' if depth == 0 => break,
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => begins = true,
                        letter if begins && !letter.is_whitespace() => {
                            names.push(word(&inside[place..]));
                            begins = false;
                        }
                        _ => {}
                    }
                }
            }
            None => names.push(word(rest)),
        }
    }
    names
}

fn word(text: &str) -> String {
    let letters = text.chars();
    letters
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

/// The modules from which a way leads back to themselves.
fn on_a_cycle(needs: &Needs) -> Vec<String> {
    let comes_back = |module: &&String| {
        let mut seen = BTreeSet::new();
        let mut left: Vec<&String> = needs[*module].iter().collect();
        while let Some(next) = left.pop() {
            if next == *module {
                return true;
            }
            if seen.insert(next) {
                left.extend(needs.get(next).into_iter().flatten());
            }
        }
        false
    };
    needs.keys().filter(comes_back).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let crates = tempfile::tempdir().expect("a folder");
        for (name, code) in files {
            let path = crates.path().join("nova-new").join("src").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
            fs::write(path, code).expect("it is written");
        }
        breaches(crates.path()).expect("they can be read")
    }

    #[test]
    fn modules_that_need_each_other_are_named() {
        let round = [
            ("a.rs", "use crate::b::Thing;"),
            ("b/mod.rs", "use crate::{\n    c::Other,\n    d,\n};"),
            ("c.rs", "fn c() { crate::a::thing(); }"),
            ("d.rs", "pub fn d() {}"),
        ];
        let breaches = found(&round);
        assert_eq!(breaches.len(), 3, "{breaches:?}");
        assert!(
            breaches.iter().all(|breach| !breach.contains("module d")),
            "{breaches:?}"
        );
    }

    #[test]
    fn what_the_root_passes_on_is_its_modules() {
        let round = [
            ("lib.rs", "mod a;\nmod b;\npub use a::{Other, Thing};"),
            ("a.rs", "use crate::b::deed;"),
            ("b.rs", "use crate::{Thing, b};"),
        ];
        assert_eq!(found(&round).len(), 2, "{:?}", found(&round));
    }

    #[test]
    fn one_way_is_no_cycle_and_neither_is_what_a_comment_or_a_test_says() {
        let one_way = [
            ("a.rs", "use crate::b::Thing;"),
            (
                "b.rs",
                "//! See [`crate::a`].\nuse some_crate::a;\n#[cfg(test)]\nmod tests { use crate::a::x; }",
            ),
        ];
        assert_eq!(found(&one_way), Vec::<String>::new());
    }
}
