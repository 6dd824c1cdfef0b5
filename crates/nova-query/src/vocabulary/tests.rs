//! That the tables hold what their reader relies on.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_line_has_six_languages_and_every_name_is_its_own() {
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    for (facet, table) in TABLES {
        for line in lines(table) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let entry = Line::read(line);
            if cells.len() != 7 || cells[2..].iter().any(|cell| cell.is_empty()) {
                broken.push(format!("{facet:?}: {line}"));
            }
            if !seen.insert((facet, entry.name)) {
                broken.push(format!("twice {facet:?}: {}", entry.name));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_wider_concept_stands_above_the_narrower_one() {
    let mut broken = Vec::new();
    for (facet, table) in TABLES {
        let mut above = BTreeSet::new();
        for line in lines(table) {
            let entry = Line::read(line);
            let missing = listed(entry.broader).filter(|name| !above.contains(name));
            broken.extend(missing.map(|name| format!("{facet:?}: {} < {name}", entry.name)));
            above.insert(entry.name);
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_word_means_two_things_of_one_facet_in_one_language() {
    let mut meant: BTreeMap<(Facet, usize, String), BTreeSet<&str>> = BTreeMap::new();
    for concept in concepts() {
        for language in Language::ALL {
            for word in concept.words(language) {
                let form: String = tokens(word.trim_start_matches('~'))
                    .0
                    .into_iter()
                    .map(|token| token.folded)
                    .filter(|token| !matches!(token.as_str(), "-" | "'" | "’"))
                    .collect();
                meant
                    .entry((concept.facet(), language.index(), form))
                    .or_default()
                    .insert(concept.name());
            }
        }
    }
    let doubled: Vec<String> = meant
        .iter()
        .filter(|(_, names)| names.len() > 1)
        .map(|(key, names)| format!("{key:?}: {names:?}"))
        .collect();
    assert!(doubled.is_empty(), "{}", doubled.join("\n"));
}

#[test]
fn every_name_of_a_reading_is_a_concept() {
    let mut unknown = Vec::new();
    for line in lines(READINGS) {
        let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{line}");
        let wished = [Facet::Occasion, Facet::Style, Facet::Fit, Facet::Season];
        if !wished.iter().any(|facet| concept(*facet, cells[0]).is_some()) {
            unknown.push(cells[0]);
        }
        for cell in &cells[2..] {
            unknown.extend(listed(cell).filter(|name| VOCABULARY.named(name).is_none()));
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_opposite_and_every_shade_is_a_concept() {
    let tables = [OPPOSITES, SHADES].into_iter().flat_map(lines);
    let names = tables.flat_map(|line| line.split('|').flat_map(listed));
    let unknown: Vec<&str> = names.filter(|name| VOCABULARY.named(name).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let colours = VOCABULARY
        .shades
        .iter()
        .flat_map(|(one, others)| others.iter().chain([one]));
    assert!(colours.into_iter().all(|one| one.facet() == Facet::Colour));
    let plain = concept(Facet::Pattern, "plain").expect("the tables have it");
    assert_eq!(
        plain.rules_out().iter().map(|one| one.name()).collect::<Vec<_>>(),
        ["patterned"]
    );
}

#[test]
fn every_occasion_has_a_reading() {
    let without: Vec<&str> = concepts()
        .filter(|concept| concept.facet() == Facet::Occasion && concept.reading().is_none())
        .map(Concept::name)
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn a_narrower_concept_is_the_wider_one_too() {
    let kind = |name| concept(Facet::Kind, name).expect("the tables have it");
    assert!(kind("sundress").is(kind("dress")));
    assert!(!kind("dress").is(kind("sundress")));
    assert!(!kind("shirt").is(kind("dress")));
}

#[test]
fn a_name_is_made_of_what_is_wider_and_what_stands_before_it() {
    let kind = |name| concept(Facet::Kind, name).expect("the tables have it");
    let names = |concept: Concept| concept.parts().iter().map(|part| part.name()).collect::<Vec<_>>();
    assert_eq!(names(kind("leather jacket")), ["leather", "jacket"]);
    assert_eq!(names(kind("little black dress")), ["black", "dress"]);
    assert!(names(kind("hoodie")).is_empty());
}
