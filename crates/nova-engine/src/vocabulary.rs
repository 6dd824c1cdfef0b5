//! The vocabulary as the catalogue uses it: concepts by facet and id, what is broader, and what the shop calls its things.
//!
//! The tables and the reading of sentences are `nova-query`'s.

use crate::item::Item;
use nova_query::{Concept, Facet, Language, ShopWords, concept};
use std::collections::HashSet;

/// Titles that are read to find out in which language a shop writes; what its types are called is read as well.
const TITLES: usize = 400;

/// The language that a shop writes in, by the names of its types and a sample of its titles.
pub(crate) fn language_of(items: &[Item]) -> Option<Language> {
    let products = || items.iter().map(|item| &item.product);
    let kinds = products().flat_map(|product| [&product.kind, &product.subcategory, &product.category]);
    let kinds: HashSet<&str> = kinds.map(String::as_str).collect();
    let every = items.len().div_ceil(TITLES).max(1);
    let titles = products().step_by(every).map(|product| product.title.as_str());
    nova_query::spoken(titles.chain(kinds))
}

/// The concepts that a text of the shop's names; `language` is the shop's.
pub(crate) fn facts(text: &str, language: Option<Language>) -> Vec<Concept> {
    nova_query::facts(text, language)
}

/// The concepts of one facet that a text of the shop's names.
pub(crate) fn facts_of(text: &str, facet: Facet, language: Option<Language>) -> Vec<Concept> {
    let found = facts(text, language).into_iter();
    found.filter(|concept| concept.facet() == facet).collect()
}

/// A concept and all that are broader, each once.
pub(crate) fn with_broader(concept: Concept) -> Vec<Concept> {
    let mut all = vec![concept];
    let mut at = 0;
    while at < all.len() {
        for broader in all[at].broader() {
            if !all.contains(&broader) {
                all.push(broader);
            }
        }
        at += 1;
    }
    all
}

/// The usual name of a concept in a language.
pub(crate) fn name(facet: Facet, id: &str, language: Language) -> Option<String> {
    let mut words = concept(facet, id)?.words(language);
    words.next().map(|word| word.trim_start_matches('~').to_owned())
}

/// The usual name in a language of whatever concept has this English name.
pub(crate) fn any_name(id: &str, language: Language) -> Option<String> {
    let facets = [
        Facet::Style,
        Facet::Occasion,
        Facet::Season,
        Facet::Material,
        Facet::Fit,
        Facet::Length,
        Facet::Pattern,
        Facet::Detail,
        Facet::Colour,
        Facet::Wearer,
        Facet::Kind,
    ];
    facets.into_iter().find_map(|facet| name(facet, id, language))
}

/// The wearers whose pieces are for who is named: boys' clothes are for kids, and kids' for boys.
pub(crate) fn wearers_with(id: &str) -> Vec<String> {
    let others: &[&str] = match id {
        "kids" => &["boys", "girls", "baby", "teenagers"],
        "boys" | "girls" => &["kids"],
        "baby" | "teenagers" => &["kids", "boys", "girls"],
        "adults" | "seniors" => &["men", "women", "adults"],
        "men" | "women" => &["adults"],
        _ => &[],
    };
    let all = std::iter::once(id).chain(others.iter().copied());
    all.map(str::to_owned).collect()
}

/// What the shop calls its things: its brands, kinds and colours by name, and the words of its texts, which are no
/// misspellings.
pub(crate) fn shop_words(items: &[Item], language: Option<Language>) -> ShopWords {
    let mut words = ShopWords::default();
    words.set_language(language);
    let mut known: HashSet<&str> = HashSet::new();
    let products = || items.iter().map(|item| &item.product);
    for product in products() {
        let kinds = [&product.kind, &product.subcategory, &product.category];
        for kind in kinds.into_iter().filter(|kind| known.insert(kind.as_str())) {
            words.add_kind(kind);
        }
    }
    known.clear();
    for brand in products().map(|product| product.brand.as_str()) {
        if known.insert(brand) {
            words.add_brand(brand);
        }
    }
    known.clear();
    for colour in products().flat_map(|product| &product.colours) {
        if known.insert(colour.as_str()) {
            words.add_colour(colour);
        }
    }
    for product in products() {
        words.add_text(&product.title);
        let lists = [
            &product.tags,
            &product.styles,
            &product.occasions,
            &product.season,
        ];
        for text in lists.into_iter().flatten().chain([&product.gender]) {
            if known.insert(text.as_str()) {
                words.add_text(text);
            }
        }
    }
    words
}
