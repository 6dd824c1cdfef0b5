//! The phrases of a sentence: for each of its words the names that begin there, of the tables and of the shop. Which of
//! them is meant is decided in `spans.rs`.

use crate::fold::{STEPS, reduced};
use crate::forms::Place;
use crate::language::Language;
use crate::shop::ShopWords;
use crate::tokens::{Script, Token};
use crate::understood::Facet;
use crate::word::{Sense, Word};

/// Most words of a shop's name that are looked at.
const MOST: usize = 8;

/// Fewest letters of words of grammar that are written in several words.
const JOINED: usize = 4;

/// Neighbouring words that name something.
#[derive(Debug)]
pub(crate) struct Phrase<'s> {
    /// The token after the last one.
    pub end: usize,
    /// How many words it has.
    pub words: usize,
    /// Letters of all of them.
    pub letters: usize,
    /// What the tables call so, in any language that can be written in its script.
    pub found: Vec<Word>,
    /// What the shop calls so: the facet and its own word.
    pub shop: &'s [(Facet, String)],
}

/// The phrases that begin at each token; of each, the shortest first.
pub(crate) fn phrases<'s>(tokens: &[Token], shop: &'s ShopWords) -> Vec<Vec<Phrase<'s>>> {
    let forms: Vec<Forms<'_>> = tokens.iter().map(Forms::of).collect();
    (0..tokens.len())
        .map(|from| at(tokens, &forms, from, shop))
        .collect()
}

/// A way in which words of a language are reduced.
type Way = (Language, u8);

const LATIN: [Way; 8] = [
    (Language::En, 1),
    (Language::En, 2),
    (Language::Fr, 1),
    (Language::Fr, 2),
    (Language::De, 1),
    (Language::De, 2),
    (Language::Es, 1),
    (Language::Es, 2),
];
const ARABIC: [Way; 2] = [(Language::Ar, 1), (Language::Ar, 2)];

fn ways(script: Script) -> &'static [Way] {
    match script {
        Script::Han => &[],
        Script::Arabic => &ARABIC,
        Script::Letters | Script::Digits | Script::Sign => &LATIN,
    }
}

/// A token reduced in each way of its script.
struct Forms<'t> {
    reduced: [&'t str; LATIN.len()],
}

impl<'t> Forms<'t> {
    fn of(token: &'t Token) -> Forms<'t> {
        let mut forms = [token.folded.as_str(); LATIN.len()];
        if matches!(token.script, Script::Letters | Script::Arabic) {
            for (form, (language, step)) in forms.iter_mut().zip(ways(token.script)) {
                *form = reduced(&token.folded, *language, *step);
            }
        }
        Forms { reduced: forms }
    }
}

/// Whether the sign at a place only joins parts of one word.
fn joins(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    // "w/o", but not "red/blue".
    let short = |token: &Token| token.folded.len() == 1 && token.script == Script::Letters;
    let slashed = token.folded == "/"
        && !token.spaced
        && tokens[..at].last().is_some_and(short)
        && tokens.get(at + 1).is_some_and(|next| short(next) && !next.spaced);
    token.script == Script::Sign
        && (slashed
            || matches!(
                token.folded.as_str(),
                "-" | "'" | "’" | "‑" | "‐" | "`" | "´" | "_" | "&" | "+"
            ))
}

fn at<'s>(tokens: &[Token], forms: &[Forms<'_>], from: usize, shop: &'s ShopWords) -> Vec<Phrase<'s>> {
    let first = &tokens[from];
    let ways = ways(first.script);
    let mut exact = Some(Place::start());
    let mut reduced = [exact; LATIN.len()];
    let (mut name, mut single) = (String::new(), String::new());
    let mut phrases = Vec::new();
    let (mut words, mut letters, mut spaced) = (0, 0, false);
    for (place, token) in tokens.iter().enumerate().skip(from) {
        if place > from && joins(tokens, place) {
            continue;
        }
        if place > from && token.script == Script::Sign {
            break;
        }
        words += 1;
        spaced |= words > 1 && token.spaced;
        letters += token.folded.chars().count();
        let before = exact;
        exact = exact.and_then(|place| place.walk(&token.folded));
        for (way, known) in reduced.iter_mut().enumerate().take(ways.len()) {
            let own = match token.script {
                // Of a word in another script each way leaves what it is.
                Script::Arabic if first.script != Script::Arabic => token.folded.as_str(),
                Script::Letters if first.script == Script::Arabic => token.folded.as_str(),
                _ => forms[place].reduced[way],
            };
            *known = if *known == before && own.len() == token.folded.len() {
                exact
            } else {
                known.and_then(|place| place.walk(own))
            };
        }
        let named: &[(Facet, String)] = if words <= shop.longest().min(MOST) {
            name.push_str(&token.folded);
            single.push_str(forms[place].reduced[0]);
            match shop.named(&name) {
                [] => shop.named(&single),
                named => named,
            }
        } else {
            &[]
        };
        let mut found = words_of(exact, &reduced[..ways.len()], ways);
        // "a t-shirt" does not begin with "at".
        if spaced && letters < JOINED && first.script != Script::Han {
            found.retain(|word| matches!(word.sense, Sense::Concept(_)));
        }
        if !found.is_empty() || !named.is_empty() {
            phrases.push(Phrase {
                end: place + 1,
                words,
                letters,
                found,
                shop: named,
            });
        }
        let goes_on = exact.is_some() || reduced[..ways.len()].iter().any(Option::is_some);
        if token.script == Script::Sign || !goes_on && words >= shop.longest().min(MOST) {
            break;
        }
    }
    phrases
}

/// The words themselves, and in each language without one what the least reduced form means.
fn words_of(exact: Option<Place>, reduced: &[Option<Place>], ways: &[Way]) -> Vec<Word> {
    let mut found: Vec<Word> = exact
        .into_iter()
        .flat_map(Place::words)
        .filter(|word| word.step == 0)
        .collect();
    for (place, (language, step)) in reduced.iter().zip(ways) {
        let (Some(place), false) = (place, found.iter().any(|word| word.language == *language)) else {
            continue;
        };
        let known = place.words();
        found.extend(
            known
                .filter(|word| word.language == *language && word.step <= *step)
                .map(|word| Word { step: *step, ..word }),
        );
    }
    found
}

const _: () = assert!(
    LATIN.len() == 4 * STEPS as usize,
    "each language is reduced in all steps"
);
