//! The words of one shop: its brands, its names of kinds and colours, and whatever else stands in its facts. They win
//! over the tables, and nothing that a shop writes is taken for a misspelling.

use crate::fold::{fold, reduced};
use crate::language::Language;
use crate::tokens::{Script, tokens};
use crate::understood::Facet;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// The words of one shop. Made once for a catalogue and used for every sentence.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ShopWords {
    named: HashMap<String, Vec<(Facet, String)>>,
    words: HashSet<String>,
    longest: usize,
    language: Option<Language>,
}

impl ShopWords {
    /// The language in which the shop calls its things.
    pub fn set_language(&mut self, language: Option<Language>) {
        self.language = language;
    }

    pub(crate) fn language(&self) -> Option<Language> {
        self.language
    }

    /// A brand, as the shop writes it. One that is a single everyday word is only read where the tables know nothing else.
    pub fn add_brand(&mut self, brand: &str) {
        self.add(Facet::Brand, brand);
    }

    /// A kind of garment, as the shop calls it.
    pub fn add_kind(&mut self, kind: &str) {
        self.add(Facet::Kind, kind);
    }

    /// A colour, as the shop calls it.
    pub fn add_colour(&mut self, colour: &str) {
        self.add(Facet::Colour, colour);
    }

    /// A title or another text of the shop: its words are no misspellings.
    pub fn add_text(&mut self, text: &str) {
        for token in tokens(text).0 {
            if matches!(token.script, Script::Letters | Script::Arabic) && !self.words.contains(&token.folded)
            {
                self.words.insert(token.folded);
            }
        }
    }

    fn add(&mut self, facet: Facet, written: &str) {
        let parts: Vec<_> = tokens(written)
            .0
            .into_iter()
            .filter(|token| token.script != Script::Sign)
            .collect();
        if parts.is_empty() {
            return;
        }
        let letters = parts.iter().filter(|token| token.script == Script::Letters);
        for token in letters {
            self.words.insert(token.folded.clone());
        }
        self.longest = self.longest.max(parts.len());
        let plain: String = parts.iter().map(|token| token.folded.as_str()).collect();
        let single: String = parts
            .iter()
            .map(|token| reduced(&token.folded, Language::En, 1))
            .collect();
        for key in [plain, single] {
            let known = self.named.entry(key).or_default();
            if !known.iter().any(|(other, _)| *other == facet) {
                known.push((facet, written.trim().to_owned()));
            }
        }
    }

    /// What the shop calls so: the facet and its own word.
    pub(crate) fn named(&self, key: &str) -> &[(Facet, String)] {
        self.named.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded word stands anywhere in the shop's facts.
    pub(crate) fn knows(&self, folded: &str) -> bool {
        self.words.contains(folded) || self.words.contains(reduced(folded, Language::En, 1))
    }

    /// Most tokens of a name.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a word stands anywhere in the shop's facts.
    pub fn contains(&self, word: &str) -> bool {
        self.knows(&fold(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_all_of_their_words_in_either_number() {
        let mut shop = ShopWords::default();
        shop.add_brand("Red Tape");
        shop.add_kind("Kurta Sets");
        assert_eq!(shop.named("redtape"), [(Facet::Brand, "Red Tape".to_owned())]);
        assert_eq!(shop.named("kurtaset").len(), 1);
        assert!(shop.named("red").is_empty());
        assert!(shop.contains("Tape") && !shop.contains("dress"));
    }
}
