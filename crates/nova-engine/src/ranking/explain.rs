//! Why a product was found, in words that are true: what of the sentence its shop says, what its picture was seen to show,
//! and whether its picture is close to the photo.
//!
//! Only what the shop says is credited to the words. A kind is credited where the piece's own kind says so, a colour where
//! its own colours do; a word of a name is no wish, and what was refused is no reason.

use super::sentence::Sentence;
use super::steer::ids_of;
use crate::concepts::{Source, exactly, without_brand};
use crate::gallery::Gallery;
use crate::vocabulary;
use crate::words::{STOP_WORDS, split, stem};
use nova_domain::{Product, Reason};
use nova_query::{Certainty, Facet, Item, Language, Refusal, concept};

/// Standard deviations above the catalogue's mean cosine from which a picture counts as close to a photo.
const CLOSE: f32 = 3.0;

/// What of a sentence is true of a row.
#[derive(Debug, Default, PartialEq, Eq)]
struct True {
    /// What its shop says, in the sentence's words.
    said: Vec<String>,
    /// What its picture was seen to show, where the shop is silent.
    seen: Vec<String>,
    /// Occasions and wishes that it suits, each with what it was read as.
    suits: Vec<(String, Vec<String>)>,
}

/// Why a row answers a sentence.
pub(crate) fn reasons(
    sentence: &Sentence,
    refused: &[Refusal],
    gallery: &Gallery,
    row: usize,
) -> Vec<Reason> {
    let True { said, seen, suits } = truths(sentence, refused, gallery, row);
    let some = |words: Vec<String>| Some(words).filter(|words| !words.is_empty());
    let suits = suits
        .into_iter()
        .map(|(what, read_as)| Reason::Suits { what, read_as });
    let said = some(said).map(|words| Reason::Said { words });
    let seen = some(seen).map(|words| Reason::Looks { words });
    said.into_iter().chain(seen).chain(suits).collect()
}

fn truths(sentence: &Sentence, refused: &[Refusal], gallery: &Gallery, row: usize) -> True {
    let (concepts, product) = (gallery.concepts(), &gallery.item(row).product);
    let mut found = True::default();
    for item in &sentence.understood.wanted {
        let is_refused = |refusal: &Refusal| refusal.facet == Some(item.facet) && refusal.id == item.id;
        // The kind and the wearer of the piece that others are like are wanted, and nobody said them.
        let unsaid = item.core().trim().is_empty();
        if unsaid || refused.iter().any(is_refused) {
            continue;
        }
        if item.facet == Facet::Brand {
            if ids_of(item)
                .iter()
                .any(|(id, _)| *id == product.brand.to_lowercase())
            {
                add(&mut found.said, said(item, sentence));
            }
            continue;
        }
        let sources = ids_of(item)
            .into_iter()
            .filter_map(|(id, _)| concepts.source(row, item.facet, &id));
        match sources.min() {
            Some(Source::Fact | Source::Title) => add(&mut found.said, said(item, sentence)),
            Some(Source::Seen) => add(&mut found.seen, said(item, sentence)),
            _ if item.facet == Facet::Kind => {
                if let Some(wider) = wider(item, sentence, gallery, row) {
                    add(&mut found.said, wider);
                }
            }
            _ => {
                if let Some(read_as) = suited(item, sentence.told_in, gallery, row) {
                    found.suits.push((said(item, sentence), read_as));
                }
            }
        }
    }
    for rest in sentence.understood.rest.iter().filter(|rest| rest.known) {
        if own_words(&rest.said, product) {
            add(&mut found.said, rest.said.to_lowercase());
        }
    }
    found
}

/// The word of a finer kind's that the shop says: "dress" of "summer dress" where it sells dresses. A part of a word is no
/// word of the sentence.
fn wider(item: &Item, sentence: &Sentence, gallery: &Gallery, row: usize) -> Option<String> {
    let said = item.said.to_lowercase();
    let broader = vocabulary::with_broader(concept(Facet::Kind, &item.id)?)
        .into_iter()
        .skip(1);
    let mut told = broader.filter(|one| {
        let source = gallery.concepts().source(row, Facet::Kind, &exactly(one.name()));
        matches!(source, Some(Source::Fact | Source::Title))
    });
    let name = vocabulary::name(Facet::Kind, told.next()?.name(), sentence.understood.language)?;
    let is_word = said.split_whitespace().any(|word| word == name.to_lowercase());
    is_word.then_some(name)
}

/// What an occasion or a wish was read as, where something that suits it is said of the row and nothing that does not.
fn suited(item: &Item, language: Language, gallery: &Gallery, row: usize) -> Option<Vec<String>> {
    let reading = concept(item.facet, &item.id)?.reading()?;
    let concepts = gallery.concepts();
    let says = |facet, id: &str| {
        matches!(
            concepts.source(row, facet, id),
            Some(Source::Fact | Source::Title)
        )
    };
    let mut suits = reading.suits.iter().filter(|one| says(one.facet(), one.name()));
    let avoided = reading.avoids.iter().any(|one| says(one.facet(), one.name()));
    suits.next().filter(|_| !avoided)?;
    let name = |id: &&str| vocabulary::any_name(id, language).unwrap_or_else(|| (*id).to_owned());
    Some(reading.read_as.iter().map(name).collect())
}

/// How a sentence says an item: in its own words, or, where they were misspelt, in those that were meant.
fn said(item: &Item, sentence: &Sentence) -> String {
    let language = sentence.understood.language;
    match item.certainty {
        Certainty::Corrected => {
            vocabulary::name(item.facet, &item.id, language).unwrap_or_else(|| item.id.clone())
        }
        _ => item.core().to_lowercase(),
    }
}

fn add(words: &mut Vec<String>, word: String) {
    let known = |have: &String| stem(have) == stem(&word);
    if !words.iter().any(known) {
        words.push(word);
    }
}

/// Whether words that only the shop knows stand in one of its fields, or several of them one after the other in the title. A
/// single word of a title may be a piece's name.
fn own_words(said: &str, product: &Product) -> bool {
    let words: Vec<String> = split(said);
    let wanted: Vec<&str> = words.iter().map(|word| stem(word)).collect();
    if wanted.is_empty() || words.iter().all(|word| STOP_WORDS.contains(&word.as_str())) {
        return false;
    }
    let own = product.as_the_shop_says();
    let stands = |text: &str| {
        let words = split(text);
        let stems: Vec<&str> = words.iter().map(|word| stem(word)).collect();
        stems.windows(wanted.len()).any(|part| part == wanted)
    };
    let fields = [&own.brand, &own.kind, &own.subcategory, &own.category];
    let lists = [&own.tags, &own.styles, &own.occasions, &own.season, &own.skus];
    let mut texts = fields.into_iter().chain(lists.into_iter().flatten());
    texts.any(|text| stands(text))
        || own.id.as_str().eq_ignore_ascii_case(said)
        || (wanted.len() > 1 && stands(without_brand(&own.title, &own.brand)))
}

/// That a picture is close to the photo, when its cosine stands out from the catalogue's; `view` where it is not the first.
pub(crate) fn close_to_photo(cosine: f32, mean: f32, spread: f32, view: bool) -> Option<Reason> {
    let reason = if view { Reason::View } else { Reason::Photo };
    (spread > f32::EPSILON && (cosine - mean) / spread >= CLOSE).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::Gallery;
    use std::sync::Arc;

    fn dress(title: &str, kind: &str) -> Product {
        let mut dress = Product::new(title, title);
        dress.colours = vec!["Red".into()];
        dress.kind = kind.into();
        dress
    }

    fn why(text: &str, product: Product) -> Vec<Reason> {
        let gallery = Gallery::of(vec![product]);
        let sentence = Sentence::new(text, &gallery, None);
        reasons(&sentence, &sentence.understood.refused, &gallery, 0)
    }

    fn said(words: &[&str]) -> Vec<Reason> {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        vec![Reason::Said { words }]
    }

    #[test]
    fn what_the_shop_says_is_credited_in_the_words_of_the_sentence() {
        assert_eq!(
            why("a red dress", dress("Ada", "Dresses")),
            said(&["red", "dress"])
        );
        assert_eq!(
            why("robe rouge", dress("Ada", "Dresses")),
            said(&["robe", "rouge"])
        );
        assert!(
            why("blue shoes", dress("Ada", "Dresses")).is_empty(),
            "nothing of it is true"
        );
    }

    #[test]
    fn a_kind_is_only_credited_where_the_piece_is_one() {
        assert_eq!(
            why("red dress", dress("Ada dress jumpsuit", "Jumpsuits")),
            said(&["red"])
        );
    }

    #[test]
    fn what_a_piece_adds_to_the_wish_was_said_by_nobody() {
        let gallery = Gallery::of(vec![dress("Ada", "Dresses")]);
        let sentence = Arc::new(Sentence::new("red", &gallery, None)).of_piece(|| vec!["dress"], "women");
        let found = reasons(&sentence, &sentence.understood.refused, &gallery, 0);
        assert_eq!(found, said(&["red"]));
    }

    #[test]
    fn what_is_refused_is_no_reason() {
        assert_eq!(
            why("dress other than red", dress("Ada", "Dresses")),
            said(&["dress"])
        );
    }

    #[test]
    fn a_guess_is_told_as_a_guess() {
        let mut guessed = dress("Ada", "Dresses");
        guessed.inferred = vec!["type".to_owned()];
        let words = vec!["dress".to_owned()];
        let expected = [said(&["red"]), vec![Reason::Looks { words }]].concat();
        assert_eq!(why("red dress", guessed), expected);
    }

    #[test]
    fn a_word_of_a_name_is_no_wish() {
        let mut bag = dress("Garden Soho tote", "Totes");
        bag.brand = "Garden Soho".to_owned();
        let found = why("garden party", bag);
        let credited = found.iter().any(|reason| matches!(reason, Reason::Said { .. }));
        assert!(!credited, "{found:?}");
    }

    #[test]
    fn a_picture_is_close_only_when_it_stands_out() {
        assert!(
            close_to_photo(0.9, 0.3, 0.15, false).is_some(),
            "four deviations above"
        );
        assert!(close_to_photo(0.5, 0.3, 0.15, false).is_none(), "one and a third");
        assert!(
            close_to_photo(0.5, 0.5, 0.0, true).is_none(),
            "a catalogue of one picture has no spread"
        );
    }
}
