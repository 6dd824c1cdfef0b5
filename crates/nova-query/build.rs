//! Makes of the tables of words what a program looks them up in at once, without reading them first: every form of every
//! word as a finite-state map (`forms.fst`), what each can mean (`words.bin`), and the everyday words that are no
//! misspellings (`common.fst`). How they are read is in `src/forms.rs`.

// The build uses a part of the crate's own modules.
#![allow(dead_code)]

#[path = "src/fold.rs"]
mod fold;
#[path = "src/grammar.rs"]
mod grammar;
#[path = "src/language.rs"]
mod language;
#[path = "src/numerals.rs"]
mod numerals;
#[path = "src/tables.rs"]
mod tables;
#[path = "src/tokens.rs"]
mod tokens;
#[path = "src/understood.rs"]
mod understood;
#[path = "src/word.rs"]
mod word;
#[path = "src/written.rs"]
mod written;

use fold::{STEPS, reduced, without_ending};
use language::Language;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::path::PathBuf;
use tables::{Line, TABLES, lines, listed};
use tokens::{Script, tokens};
use word::{Concept, Sense, Word};

/// Everyday words that are near one of the tables and no misspelling of it.
const COMMON: &str = include_str!("vocabulary/common.txt");

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=vocabulary");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut forms = Forms::default();
    let all = TABLES
        .into_iter()
        .flat_map(|(_, table)| lines(table).map(Line::read));
    for (place, line) in all.enumerate() {
        let sense = Sense::Concept(Concept(u16::try_from(place)?));
        for language in Language::ALL {
            for word in line.words(language) {
                forms.add(word, language, sense);
            }
        }
    }
    for (role, language, word) in written::grammar() {
        forms.add(word, language, Sense::Role(role));
    }
    let (mut bytes, mut places) = (Vec::new(), HashMap::new());
    let mut map = fst::MapBuilder::memory();
    for (form, words) in &forms.0 {
        let list: Vec<u8> = words.iter().flat_map(|word| written::bytes(*word)).collect();
        let count = u64::try_from(words.len())?;
        let place = *places.entry(list).or_insert_with_key(|list| {
            let place = bytes.len() / Word::SIZE;
            bytes.extend(list);
            place
        });
        map.insert(form, u64::try_from(place)? << 8 | count.min(255))?;
    }
    std::fs::write(out.join("forms.fst"), map.into_inner()?)?;
    std::fs::write(out.join("words.bin"), bytes)?;
    let common: BTreeSet<&str> = lines(COMMON).flat_map(listed).collect();
    let common = fst::Set::from_iter(common)?;
    std::fs::write(out.join("common.fst"), common.as_fst().as_bytes())?;
    Ok(())
}

/// Every form of every word, with what it can mean.
#[derive(Default)]
struct Forms(BTreeMap<String, Vec<Word>>);

impl Forms {
    fn add(&mut self, written: &str, language: Language, sense: Sense) {
        let slang = written.starts_with('~');
        let written = written.trim_start_matches('~');
        let parts: Vec<_> = tokens(written)
            .0
            .into_iter()
            .filter(|token| !matches!(token.folded.as_str(), "-" | "'" | "’" | "/" | "."))
            .collect();
        // "3/4" alone would be any 34.
        if parts.iter().all(|token| token.script == Script::Digits) {
            return;
        }
        let folded: Vec<&str> = parts.iter().map(|token| token.folded.as_str()).collect();
        let mut spellings = vec![folded.concat()];
        if language == Language::De && written.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü']) {
            let written = written
                .replace(['ä', 'Ä'], "ae")
                .replace(['ö', 'Ö'], "oe")
                .replace(['ü', 'Ü'], "ue");
            let other: String = tokens(&written).0.into_iter().map(|token| token.folded).collect();
            spellings.push(other.replace(['-', '\''], ""));
        }
        let word = |step| Word {
            language,
            step,
            sense,
            slang,
        };
        for spelling in spellings {
            let mut last = spelling.clone();
            self.note(spelling, word(0));
            for step in 1..=STEPS {
                let form: String = folded.iter().map(|part| base(part, language, step)).collect();
                if form != last {
                    last.clone_from(&form);
                    self.note(form, word(step));
                }
            }
        }
    }

    fn note(&mut self, form: String, word: Word) {
        let known = self.0.entry(form).or_default();
        let same = |other: &Word| other.sense == word.sense && other.language == word.language;
        if !known.iter().any(same) {
            known.push(word);
        }
    }
}

/// A word of the tables reduced. Nothing but the article stands before it, so that no letter of its own is taken for a
/// word that is written with it.
fn base(word: &str, language: Language, step: u8) -> &str {
    if language != Language::Ar {
        return reduced(word, language, step);
    }
    let bare = word
        .strip_prefix("ال")
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(word);
    if step < 2 { bare } else { without_ending(bare) }
}
