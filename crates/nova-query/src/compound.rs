//! Words that are written as one and are several: Sommerkleid, Lederjacke, Damenschuhe.

use crate::fold::reduced;
use crate::forms::Place;
use crate::language::Language;
use crate::understood::Facet;
use crate::word::{Concept, Sense};

/// Letters that German sets between the parts.
const LINKS: [&str; 6] = ["", "s", "n", "en", "es", "er"];
/// Fewest letters of a part.
const SHORTEST: usize = 3;
/// Most letters of a word that is parted.
const LONGEST: usize = 40;
/// Most bytes that reducing takes away, by which what the tables know may be longer than what they say.
const ENDING: usize = 3;
/// Most parts of a word.
const MOST: u8 = 3;

/// The concepts of a folded word's parts, each with its first byte and the byte after its last; the last is a kind.
/// `None` where any part is unknown.
pub(crate) fn split(folded: &str, language: Language) -> Option<Vec<(usize, usize, Concept)>> {
    let linked = language == Language::De;
    if !linked && language != Language::En || folded.len() > LONGEST {
        return None;
    }
    // The longest head that is known leaves the least to be explained.
    let heads = folded
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at >= SHORTEST);
    for at in heads {
        if folded.len() - at < SHORTEST {
            break;
        }
        let Some(head) = known(&folded[at..], language, true) else {
            continue;
        };
        if let Some(mut parts) = modifiers(&folded[..at], language, MOST - 1) {
            parts.push((at, folded.len(), head));
            return Some(parts);
        }
    }
    None
}

fn modifiers(text: &str, language: Language, most: u8) -> Option<Vec<(usize, usize, Concept)>> {
    let links: &[&str] = if language == Language::De { &LINKS } else { &[""] };
    for link in links {
        let Some(bare) = text.strip_suffix(link).filter(|bare| bare.len() >= SHORTEST) else {
            continue;
        };
        if let Some(concept) = known(bare, language, false) {
            return Some(vec![(0, bare.len(), concept)]);
        }
    }
    if most < 2 {
        return None;
    }
    let ends = text.char_indices().map(|(at, _)| at).filter(|at| *at >= SHORTEST);
    for at in ends {
        let Some(last) = modifiers(&text[at..], language, 1) else {
            continue;
        };
        if let Some(mut parts) = modifiers(&text[..at], language, most - 1) {
            parts.extend(
                last.into_iter()
                    .map(|(start, end, concept)| (start + at, end + at, concept)),
            );
            return Some(parts);
        }
    }
    None
}

fn known(form: &str, language: Language, head: bool) -> Option<Concept> {
    // Where the tables know of no word that begins so, no form of it needs to be looked for.
    let mut end = form.len().saturating_sub(ENDING);
    while !form.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = &form[..end];
    let begun = Place::start().walk(beginning)?;
    (0..=2).find_map(|step| {
        let reduced = reduced(form, language, step);
        let rest = reduced.get(beginning.len()..)?;
        let mut words = begun.walk(rest)?.words();
        words.find_map(|word| match word.sense {
            Sense::Concept(concept)
                if word.language == language
                    && word.step <= step
                    && (!head || concept.facet() == Facet::Kind) =>
            {
                Some(concept)
            }
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Vec<&'static str> {
        let found = split(word, Language::De).unwrap_or_default();
        found.into_iter().map(|(.., concept)| concept.name()).collect()
    }

    #[test]
    fn compounds_are_parted_by_what_is_known() {
        assert_eq!(parts("sommerkleid"), ["summer", "dress"]);
        assert_eq!(parts("lederjacken"), ["leather", "jacket"]);
        assert_eq!(parts("damenschuhe"), ["women", "shoes"]);
        assert_eq!(parts("herrenlederschuhe"), ["men", "leather", "shoes"]);
        assert_eq!(parts("seidenbluse"), ["silk", "blouse"]);
        assert!(parts("gartenschlauch").is_empty());
    }
}
