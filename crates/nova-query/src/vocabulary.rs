//! The concepts that the tables of words name (`tables.rs`): which is wider than which, what its name is made of, and what
//! suits an occasion. What the words of a sentence's grammar do ("not", "under", "and") is `grammar.rs`'s, and which words a
//! text holds `forms.rs` tells.

use crate::forms;
use crate::language::Language;
use crate::tables::{Line, OPPOSITES, READINGS, SHADES, TABLES, lines, listed};
use crate::tokens::tokens;
use crate::understood::Facet;
use crate::word::{Concept, Sense};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Something that garments can be or have, with its words.
#[derive(Debug)]
pub(crate) struct Entry {
    pub facet: Facet,
    pub line: Line,
    pub broader: Vec<u16>,
    pub reading: Option<Reading>,
}

/// What suits an occasion or a wish, and what does not.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What it comes to, in a few English words: `smart`, `work`.
    pub read_as: Vec<&'static str>,
    /// Concepts that suit it.
    pub suits: Vec<Concept>,
    /// Concepts that do not.
    pub avoids: Vec<Concept>,
}

impl Concept {
    fn entry(self) -> &'static Entry {
        &VOCABULARY.entries[usize::from(self.0)]
    }

    /// What it is said of a garment.
    pub fn facet(self) -> Facet {
        self.entry().facet
    }

    /// Its id, which is its English name.
    pub fn name(self) -> &'static str {
        self.entry().line.name
    }

    /// The English name with its article, if it has one: `a wedding`.
    pub(crate) fn with_article(self) -> String {
        format!("{}{}", self.entry().line.article, self.entry().line.name)
    }

    /// The concepts that are directly wider.
    pub fn broader(self) -> impl Iterator<Item = Concept> {
        self.entry().broader.iter().copied().map(Concept)
    }

    /// Whether it is `other` or a narrower kind of it: a sundress is a dress.
    pub fn is(self, other: Concept) -> bool {
        self == other || self.broader().any(|wider| wider.is(other))
    }

    /// The other colours that are refused with this one: navy with blue.
    pub fn shades(self) -> &'static [Concept] {
        VOCABULARY.shades.get(&self).map_or(&[], Vec::as_slice)
    }

    /// Whether one of the two is the other, or both are of a sort that is itself one of a wider: mules and clogs are shoes,
    /// and watches and hats have no more in common than being accessories.
    pub(crate) fn is_akin(self, other: Concept) -> bool {
        fn shares_a_sort(one: Concept, other: Concept) -> bool {
            let is_sort = |wider: Concept| wider.broader().next().is_some() && other.is(wider);
            one.broader()
                .any(|wider| is_sort(wider) || shares_a_sort(wider, other))
        }
        self.is(other) || other.is(self) || shares_a_sort(self, other)
    }

    /// Its words in a language, the usual one first.
    pub fn words(self, language: Language) -> impl Iterator<Item = &'static str> {
        self.entry().line.words(language)
    }

    /// What its name is made of: a leather jacket is a jacket of leather, a little black dress a dress that is black.
    /// Empty where the name is not made of others.
    pub fn parts(self) -> &'static [Concept] {
        &VOCABULARY.parts[usize::from(self.0)]
    }

    /// What its name and those of all that is wider are made of: a graphic tee is a printed T-shirt, and so it is printed.
    pub(crate) fn implied(self) -> Vec<Concept> {
        let mut implied = self.parts().to_vec();
        implied.extend(self.broader().flat_map(Concept::implied));
        implied
    }

    /// What must not be said of a piece that is so: of a plain one, that it is patterned.
    pub fn rules_out(self) -> &'static [Concept] {
        VOCABULARY.ruled_out.get(&self).map_or(&[], Vec::as_slice)
    }

    /// What suits it, if it is an occasion or a wish; that of a wider concept where it has none of its own.
    pub fn reading(self) -> Option<&'static Reading> {
        self.entry()
            .reading
            .as_ref()
            .or_else(|| self.broader().find_map(Concept::reading))
    }
}

/// The concept of an id.
pub fn concept(facet: Facet, id: &str) -> Option<Concept> {
    VOCABULARY.ids.get(&(facet, id)).copied()
}

/// All concepts, in the order of the tables.
pub fn concepts() -> impl Iterator<Item = Concept> {
    (0..VOCABULARY.entries.len()).filter_map(|place| u16::try_from(place).ok().map(Concept))
}

pub(crate) struct Vocabulary {
    pub entries: Vec<Entry>,
    pub ids: HashMap<(Facet, &'static str), Concept>,
    /// What the name of each entry is made of.
    parts: Vec<Vec<Concept>>,
    ruled_out: HashMap<Concept, Vec<Concept>>,
    shades: HashMap<Concept, Vec<Concept>>,
}

pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::new);

impl Vocabulary {
    fn new() -> Vocabulary {
        let mut vocabulary = Vocabulary {
            entries: Vec::new(),
            ids: HashMap::new(),
            parts: Vec::new(),
            ruled_out: HashMap::new(),
            shades: HashMap::new(),
        };
        for (facet, table) in TABLES {
            for line in lines(table).map(Line::read) {
                let place = vocabulary.entries.len();
                let known = listed(line.broader).filter_map(|name| vocabulary.ids.get(&(facet, name)));
                let broader = known.map(|concept| concept.0).collect();
                let concept = Concept(u16::try_from(place).unwrap_or(u16::MAX));
                vocabulary.ids.entry((facet, line.name)).or_insert(concept);
                vocabulary.entries.push(Entry {
                    facet,
                    line,
                    broader,
                    reading: None,
                });
            }
        }
        vocabulary.read_readings();
        vocabulary.ruled_out = vocabulary.pairs(OPPOSITES);
        vocabulary.shades = vocabulary.pairs(SHADES);
        vocabulary.parts = (0..vocabulary.entries.len())
            .map(|place| vocabulary.parts_of(place))
            .collect();
        vocabulary
    }

    /// The parts of an entry's name: a wider kind at its end, and what is known of the words before it.
    fn parts_of(&self, place: usize) -> Vec<Concept> {
        let entry = &self.entries[place];
        if entry.facet != Facet::Kind {
            return Vec::new();
        }
        let mut wider: Vec<u16> = entry.broader.clone();
        while let Some(wide) = wider.pop() {
            let above = &self.entries[usize::from(wide)];
            wider.extend(&above.broader);
            let Some(before) = entry.line.name.strip_suffix(above.line.name).map(str::trim) else {
                continue;
            };
            let named = before
                .split(' ')
                .filter_map(|word| self.concept_of(word))
                .filter(|concept| self.entries[usize::from(concept.0)].facet != Facet::Kind);
            let mut parts: Vec<Concept> = named.collect();
            if !parts.is_empty() {
                parts.push(Concept(wide));
            }
            return parts;
        }
        Vec::new()
    }

    /// The first concept that an English word means.
    fn concept_of(&self, word: &str) -> Option<Concept> {
        let form: String = tokens(word).0.into_iter().map(|token| token.folded).collect();
        forms::words_of(&form).find_map(|word| match word.sense {
            Sense::Concept(concept) if word.language == Language::En && word.step == 0 => Some(concept),
            _ => None,
        })
    }

    fn read_readings(&mut self) {
        for line in lines(READINGS) {
            let mut cells = line.split('|').map(str::trim);
            let (name, read_as) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            let (suits, avoids) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            let named = |cell: &'static str| -> Vec<Concept> {
                listed(cell).filter_map(|name| self.named(name)).collect()
            };
            let reading = Reading {
                read_as: listed(read_as).collect(),
                suits: named(suits),
                avoids: named(avoids),
            };
            let wished = [Facet::Occasion, Facet::Style, Facet::Fit, Facet::Season];
            let concept = wished.iter().find_map(|facet| self.ids.get(&(*facet, name)));
            if let Some(concept) = concept.copied() {
                self.entries[usize::from(concept.0)].reading = Some(reading);
            }
        }
    }

    /// A table of `name | names`.
    fn pairs(&self, table: &'static str) -> HashMap<Concept, Vec<Concept>> {
        let pair = |line: &'static str| {
            let (name, others) = line.split_once('|')?;
            let others = listed(others).filter_map(|name| self.named(name)).collect();
            Some((self.named(name.trim())?, others))
        };
        lines(table).filter_map(pair).collect()
    }

    /// The first concept of this name in the order of the tables.
    fn named(&self, name: &str) -> Option<Concept> {
        TABLES
            .iter()
            .find_map(|(facet, _)| self.ids.get(&(*facet, name)).copied())
    }
}

#[cfg(test)]
mod tests;
