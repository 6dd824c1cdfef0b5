//! The rule of the sentences: crates that answer with facts hold no English sentence in what they ship; who makes sentences
//! is nearer to the reader. What an error says of itself (`#[error("…")]`) and what is told to whoever reads the code
//! (`expect`, the reasons of lints) is free.
//!
//! A sentence is told by its words: five of letters or more, one of them an article, a preposition or the like. The other
//! libraries still say in English what is wrong with a file, inside of their errors, and are not held to it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Crates that answer with facts alone.
const FACTS_ALONE: [&str; 2] = ["nova-domain", "nova-taste"];

/// Words that a list of search words does not have.
const LITTLE: [&str; 16] = [
    "a", "an", "and", "are", "as", "be", "has", "is", "it", "its", "no", "not", "of", "that", "the", "to",
];

/// Words from which on a text is a sentence.
const FEWEST: usize = 5;

/// What may stand right before a text that is none of an answer.
const FREE: [&str; 4] = ["#[error(", "expect(", "reason = ", "unreachable!("];

/// Every sentence in the crates that answer with facts, as a sentence.
///
/// # Errors
/// When the sources below `crates` cannot be read.
pub fn breaches(crates: &Path) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for name in FACTS_ALONE {
        let source = crates.join(name).join("src");
        if source.is_dir() {
            look(name, &source, &mut breaches)
                .with_context(|| format!("{} cannot be read", source.display()))?;
        }
    }
    breaches.sort();
    Ok(breaches)
}

fn look(name: &str, folder: &Path, breaches: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            look(name, &path, breaches)?;
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && path.file_stem() != Some("tests".as_ref())
        {
            let code = fs::read_to_string(&path)?;
            for sentence in sentences(&code) {
                breaches.push(format!(
                    "{name} says \"{sentence}\" ({}); let it answer with a fact, or say it in an error",
                    path.display()
                ));
            }
        }
    }
    Ok(())
}

/// The texts of what is shipped that are sentences.
fn sentences(code: &str) -> Vec<String> {
    let shipped = code.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = shipped
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut sentences = Vec::new();
    let mut left = code.as_str();
    while let Some(at) = left.find('"') {
        let (before, rest) = (&left[..at], &left[at + 1..]);
        let end = end_of_text(rest);
        let text = &rest[..end];
        // A quotation mark between apostrophes is a letter.
        let is_letter = before.ends_with('\'') && rest.starts_with('\'');
        if !is_letter
            && is_sentence(text)
            && !FREE
                .iter()
                .any(|free| before.trim_end().ends_with(free.trim_end()))
        {
            sentences.push(text.to_owned());
        }
        left = match is_letter {
            true => rest,
            false => rest.get(end + 1..).unwrap_or_default(),
        };
    }
    sentences
}

/// Where a text ends that began before `rest`.
fn end_of_text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices() {
        match letter {
            '"' if !escaped => return at,
            _ => escaped = letter == '\\' && !escaped,
        }
    }
    rest.len()
}

fn is_sentence(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic) && !word.contains(['|', '=', '_', '(']))
        .collect();
    let little = |word: &&str| LITTLE.contains(&word.to_lowercase().as_str());
    // Statements of SQL have the same words and are written large.
    let is_sql = text
        .trim_start()
        .split(' ')
        .next()
        .is_some_and(|first| first.len() > 2 && first.chars().all(|letter| letter.is_ascii_uppercase()));
    words.len() >= FEWEST && !is_sql && words.iter().any(little)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_told_from_a_word_a_list_and_an_error() {
        let said = |code: &str| sentences(code).len();
        assert_eq!(said("let why = \"it looks like what you liked\";"), 1);
        assert_eq!(
            said("let other = '\"'; let why = \"other people like it as well as you\";"),
            1
        );
        for silent in [
            "let kind = \"shirt\";",
            "const WORDS: &str = \"sock|stocking|tights|knee high|hold up|leg warmer\";",
            "#[error(\"the file {0} is not what it says it is\")]",
            "let name = table.expect(\"the table has a name for each of its rows\");",
            "// \"it looks like what you liked\"",
            "db.execute(\"SELECT id FROM product WHERE id IS NOT NULL AND position = 1\");",
            "fn code() {}\n#[cfg(test)]\nmod tests { fn f() { panic!(\"this is said in a test alone\") } }",
        ] {
            assert_eq!(said(silent), 0, "{silent}");
        }
    }
}
