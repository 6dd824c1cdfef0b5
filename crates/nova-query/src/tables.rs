//! The tables of words (`vocabulary/`) as they are written: lines, cells and words. What they come to is `vocabulary.rs`'s.
//!
//! A line is `name < wider, wider | English | French | German | Spanish | Chinese | Arabic`, with words separated by commas.
//! The name is the concept's id and its first English word; `a ` or `the ` before it is its article, and `~` before a word
//! marks slang, which a model is not asked to know. Forms that follow the language's rules ([`crate::fold::reduced`]) need
//! not be listed.

use crate::language::Language;
use crate::understood::Facet;

/// The tables, in the order in which a word that stands in several is understood.
pub(crate) const TABLES: [(Facet, &str); 11] = [
    (Facet::Kind, include_str!("../vocabulary/kinds.txt")),
    (Facet::Length, include_str!("../vocabulary/lengths.txt")),
    (Facet::Detail, include_str!("../vocabulary/details.txt")),
    (Facet::Pattern, include_str!("../vocabulary/patterns.txt")),
    (Facet::Material, include_str!("../vocabulary/materials.txt")),
    (Facet::Fit, include_str!("../vocabulary/fits.txt")),
    (Facet::Wearer, include_str!("../vocabulary/wearers.txt")),
    (Facet::Season, include_str!("../vocabulary/seasons.txt")),
    (Facet::Occasion, include_str!("../vocabulary/occasions.txt")),
    (Facet::Style, include_str!("../vocabulary/styles.txt")),
    (Facet::Colour, include_str!("../vocabulary/colours.txt")),
];

/// What suits occasions and wishes.
pub(crate) const READINGS: &str = include_str!("../vocabulary/readings.txt");

/// What is said of a piece by what it is without.
pub(crate) const OPPOSITES: &str = include_str!("../vocabulary/opposites.txt");

/// What goes with a colour that is refused.
pub(crate) const SHADES: &str = include_str!("../vocabulary/shades.txt");

/// The lines of a table that say something.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words of a cell.
pub(crate) fn listed(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split([',', '，'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// A line of a table of concepts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub name: &'static str,
    /// The article before the name, with its space; empty where there is none.
    pub article: &'static str,
    /// The names of what is directly wider, between commas.
    pub broader: &'static str,
    /// The words of each language beside the name, in the order of [`Language::ALL`].
    pub cells: [&'static str; 6],
}

impl Line {
    pub fn read(line: &'static str) -> Line {
        let mut cells = line.split('|').map(str::trim);
        let head = cells.next().unwrap_or_default();
        let (name, broader) = head.split_once('<').unwrap_or((head, ""));
        let name = name.trim();
        let article = ["a ", "an ", "the "]
            .into_iter()
            .find(|article| name.starts_with(article))
            .unwrap_or_default();
        Line {
            name: name[article.len()..].trim(),
            article,
            broader,
            cells: std::array::from_fn(|_| cells.next().unwrap_or_default()),
        }
    }

    /// The words of a language, the usual one first.
    pub fn words(&self, language: Language) -> impl Iterator<Item = &'static str> + use<> {
        let name = (language == Language::En).then_some(self.name);
        name.into_iter().chain(listed(self.cells[language.index()]))
    }
}
