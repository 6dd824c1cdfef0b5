//! Which words of a sentence belong together and what they can mean: the longest name of the shop or of the tables at
//! each place. What follows from it for the sentence is `refusal.rs`'s and `limits.rs`'s.

use crate::compound;
use crate::forms;
use crate::grammar::Role;
use crate::language::Language;
use crate::misspelt;
use crate::numerals;
use crate::phrases::Phrase;
use crate::shop::ShopWords;
use crate::tokens::{Script, Token};
use crate::understood::{Certainty, Facet};
use crate::word::{Concept, Sense, Word};

/// Unknown words of a sentence that are looked into, as compounds and as misspellings: looking is slow beside all else, and
/// a sentence with more of them is about something else.
const LOOKED_INTO: usize = 6;

/// What a capital within a sentence says for German.
const CAPITAL: f32 = 0.1;

/// What a span of a sentence is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// A name of a concept or of the shop.
    Named(Named),
    /// Words of grammar, with all that they can do.
    Roles(Vec<Role>),
    Number(f64),
    /// A comma or a stop.
    Break,
    /// A hyphen or dash between words.
    Dash,
    /// A sign that says nothing.
    Sign,
    /// Words that are not known, but perhaps to the shop.
    Unknown {
        known: bool,
    },
}

/// A name of a concept or of the shop.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    pub facet: Facet,
    pub concept: Option<Concept>,
    pub shop: Option<String>,
    pub certainty: Certainty,
    /// The spelling that was meant, where another was forgiven.
    pub meant: Option<String>,
    pub slang: bool,
    pub language: Language,
}

impl Named {
    /// The concept's id, or the shop's word.
    pub fn id(&self) -> &str {
        match self.concept {
            Some(concept) => concept.name(),
            None => self.shop.as_deref().unwrap_or_default(),
        }
    }
}

/// Neighbouring bytes of the text that are one thing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub what: What,
}

impl Span {
    pub fn role(&self, role: Role) -> bool {
        matches!(&self.what, What::Roles(roles) if roles.contains(&role))
    }
}

fn is_break(sign: &str) -> bool {
    matches!(
        sign,
        "," | ";"
            | "."
            | ":"
            | "!"
            | "?"
            | "，"
            | "。"
            | "；"
            | "："
            | "！"
            | "？"
            | "،"
            | "؛"
            | "؟"
            | "("
            | ")"
            | "\n"
            | "|"
    )
}

/// Letters that speak for a language, and by how much of a word.
const OWN_LETTERS: [(Language, &str, f32); 5] = [
    (Language::De, "äöüßÄÖÜ", 0.3),
    (Language::Es, "ñáíóúÑ¿¡", 0.3),
    (Language::Fr, "çèêàœûîôëùÇÈÀ", 0.3),
    (Language::Fr, "éÉ", 0.15),
    (Language::Es, "éÉ", 0.05),
];

/// How much each language says, in words.
pub(crate) fn languages(text: &str, tokens: &[Token], phrases: &[Vec<Phrase<'_>>]) -> [f32; 6] {
    let mut scores = [0.0_f32; 6];
    let mut looked_into = 0;
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        match token.script {
            Script::Han => scores[Language::Zh.index()] += 0.4,
            Script::Arabic => scores[Language::Ar.index()] += 0.7,
            _ => {}
        }
        let written = &text[token.start..token.end];
        if !written.is_ascii() {
            for (language, letters, weight) in OWN_LETTERS {
                if written.contains(|letter| letters.contains(letter)) {
                    scores[language.index()] += weight;
                }
            }
        }
        let found = phrases[at].iter().rev().find(|phrase| !phrase.found.is_empty());
        let Some(Phrase {
            end, words, found, ..
        }) = found
        else {
            if token.script == Script::Letters && looked_into < LOOKED_INTO {
                looked_into += 1;
                if compound::split(&token.folded, Language::De).is_some() {
                    scores[Language::De.index()] += 1.0;
                }
            }
            at += 1;
            continue;
        };
        let mut spoken = [0.0_f32; 6];
        for word in found {
            let weight = match word.step {
                0 => 1.0,
                1 => 0.9,
                _ => 0.6,
            };
            let weight = match word.sense {
                Sense::Role(Role::Currency(_)) => 0.2,
                Sense::Role(Role::Plain) => 0.9,
                _ => weight,
            };
            spoken[word.language.index()] = spoken[word.language.index()].max(weight);
        }
        // A capital within a sentence: German nouns have one.
        let capital = written.chars().next().is_some_and(char::is_uppercase);
        if at > 0 && capital && !tokens[0].folded.is_empty() && spoken[Language::De.index()] > 0.0 {
            let first = text[tokens[0].start..].chars().next();
            if first.is_some_and(char::is_lowercase)
                || *words == 1 && written.chars().skip(1).all(char::is_lowercase)
            {
                scores[Language::De.index()] += CAPITAL;
            }
        }
        let many = spoken.iter().filter(|weight| **weight > 0.0).count().max(1) as f32;
        for (score, weight) in scores.iter_mut().zip(spoken) {
            *score += weight * *words as f32 / many.sqrt();
        }
        at = *end;
    }
    scores
}

/// The spans of a sentence, whose main language is known, in order and without gaps but spaces.
pub(crate) fn spans(
    text: &str,
    tokens: &[Token],
    phrases: &[Vec<Phrase<'_>>],
    main: Language,
    shop: &ShopWords,
    forgiving: bool,
) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut looked_into = 0;
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if let Some((count, value)) = chinese_number(tokens, at) {
            spans.push(span(tokens, at, at + count, What::Number(value)));
            at += count;
            continue;
        }
        let minus = token.script == Script::Sign
            && matches!(token.folded.as_str(), "-" | "–" | "−")
            && token.spaced
            && tokens.get(at + 1).is_some_and(|next| {
                !next.spaced && matches!(next.script, Script::Letters | Script::Han | Script::Arabic)
            });
        if minus {
            spans.push(span(tokens, at, at + 1, What::Roles(vec![Role::Refuse])));
            at += 1;
            continue;
        }
        let mut known = phrases[at].as_slice();
        // In "not too long skirt" the length is what is said no to, and not a long skirt.
        let too = spans.last().is_some_and(|span: &Span| span.role(Role::Too));
        if let Some(first) = known.first()
            && too
            && first.words == 1
            && is_degree(&first.found, main)
        {
            known = &known[..1];
        }
        let named = known
            .iter()
            .rev()
            .find_map(|phrase| Some((phrase.end, best(phrase, main, shop)?)));
        if let Some((end, what)) = named {
            spans.push(span(tokens, at, end, what));
            at = end;
            continue;
        }
        at += 1;
        let what = match token.script {
            Script::Digits => {
                numerals::number(&token.folded).map_or(What::Unknown { known: false }, What::Number)
            }
            Script::Sign if is_break(&token.folded) => What::Break,
            Script::Sign if matches!(token.folded.as_str(), "-" | "–" | "—" | "~") => What::Dash,
            Script::Sign => What::Sign,
            Script::Han => What::Unknown { known: false },
            Script::Letters | Script::Arabic => {
                let known = shop.knows(&token.folded);
                looked_into += usize::from(!known);
                if known || forgiving && looked_into > LOOKED_INTO {
                    What::Unknown { known }
                } else if let Some(parts) = compounded(text, token, main) {
                    spans.extend(parts);
                    continue;
                } else if forgiving {
                    misspelt(token, main, shop).unwrap_or(What::Unknown { known })
                } else {
                    What::Unknown { known }
                }
            }
        };
        spans.push(span(tokens, at - 1, at, what));
    }
    spans
}

fn span(tokens: &[Token], from: usize, to: usize, what: What) -> Span {
    Span {
        start: tokens[from].start,
        end: tokens[to - 1].end,
        what,
    }
}

/// Whether a word can be said more or less of a garment: long, tight, formal.
fn is_degree(words: &[Word], main: Language) -> bool {
    words.iter().any(|word| match word.sense {
        Sense::Concept(concept) => {
            let degrees = [
                Facet::Length,
                Facet::Fit,
                Facet::Detail,
                Facet::Style,
                Facet::Colour,
            ];
            word.language == main && degrees.contains(&concept.facet())
        }
        Sense::Role(_) => false,
    })
}

/// A Chinese numeral that a currency or a size follows.
fn chinese_number(tokens: &[Token], from: usize) -> Option<(usize, f64)> {
    let characters: Vec<&str> = tokens[from..]
        .iter()
        .take_while(|token| token.script == Script::Han)
        .map(|token| token.folded.as_str())
        .take_while(|character| numerals::chinese(&[character]).is_some())
        .collect();
    let after = tokens.get(from + characters.len())?;
    let counted = forms::words_of(&after.folded).any(|word| {
        matches!(
            word.sense,
            Sense::Role(Role::Currency(_) | Role::Size | Role::Unit)
        )
    }) || matches!(after.folded.as_str(), "欧" | "美" | "英" | "日");
    let value = numerals::chinese(&characters)?;
    (counted && !characters.is_empty()).then_some((characters.len(), value))
}

/// What a phrase is: the shop's name or the tables' word, by the sentence's language first.
fn best(phrase: &Phrase<'_>, main: Language, shop: &ShopWords) -> Option<What> {
    let mut found = phrase.found.clone();
    let order = |word: &Word| {
        let language = match word.language {
            language if language == main => 0,
            Language::En => 1,
            _ => 2,
        };
        let sense = match word.sense {
            Sense::Concept(_) => 0,
            Sense::Role(Role::Plain) => 2,
            Sense::Role(_) => 1,
        };
        (language, word.step, sense)
    };
    // What is loosely like a word of another language is none, and grammar of another language is none in Latin letters.
    found.retain(|word| {
        word.language == main
            || match word.sense {
                Sense::Concept(_) => word.step <= 1,
                Sense::Role(Role::Currency(_) | Role::Size | Role::Unit) => true,
                Sense::Role(Role::To) => word.step == 0,
                Sense::Role(Role::Refuse | Role::Begin | Role::And | Role::Or | Role::Under) => {
                    word.language == Language::En && word.step == 0
                        || word.language == Language::Zh
                        || word.language == Language::Ar
                }
                Sense::Role(Role::Plain) => word.language == Language::En && word.step == 0,
                Sense::Role(_) => matches!(word.language, Language::Zh | Language::Ar),
            }
    });
    found.sort_by_key(order);
    if let Some(named) = shops(phrase, &found, main, shop) {
        return Some(What::Named(named));
    }
    let first = *found.first()?;
    match first.sense {
        Sense::Concept(concept) => {
            let certainty = if concept.facet() == Facet::Occasion
                || concept
                    .reading()
                    .is_some_and(|_| concept.facet() != Facet::Season)
            {
                Certainty::Reading
            } else {
                Certainty::Certain
            };
            Some(What::Named(Named {
                facet: concept.facet(),
                concept: Some(concept),
                shop: None,
                certainty,
                meant: None,
                slang: first.slang,
                language: first.language,
            }))
        }
        Sense::Role(Role::Plain) => Some(What::Unknown { known: false }),
        Sense::Role(_) => {
            let roles = found.iter().filter_map(|word| match word.sense {
                Sense::Role(role) if role != Role::Plain => Some(role),
                _ => None,
            });
            Some(What::Roles(roles.collect()))
        }
    }
}

/// The shop's name that a phrase is, unless the tables know the single word better.
fn shops(phrase: &Phrase<'_>, found: &[Word], main: Language, shop: &ShopWords) -> Option<Named> {
    let own = shop.language();
    let known = |facet: Option<Facet>, language: Option<Language>| {
        found.iter().find_map(|word| match word.sense {
            Sense::Concept(concept) => {
                let fits = facet.is_none_or(|facet| concept.facet() == facet)
                    && language.is_some_and(|language| word.language == language);
                fits.then_some(concept)
            }
            Sense::Role(_) => None,
        })
    };
    // Who writes another language than the shop means what the word says there: no English shop's "Robe" by "robe noire".
    let theirs = known(None, Some(main));
    let ours = known(None, own);
    if own.is_some_and(|own| own != main) && theirs.is_some() && ours.is_some() && theirs != ours {
        return None;
    }
    // What a French shop calls "Robes" are no dressing gowns, and shorts are not what is short.
    let meant = |facet| {
        let languages = [own, Some(main), Some(Language::En)];
        languages.into_iter().find_map(|language| known(facet, language))
    };
    let facets = phrase.shop.iter().map(|(facet, _)| Some(*facet));
    let concept = facets.chain([None]).find_map(meant);
    let joining = found.iter().any(|word| {
        word.language == main
            && matches!(
                word.sense,
                Sense::Role(Role::And | Role::Or | Role::But | Role::Refuse | Role::Under | Role::Over)
            )
    });
    let stopping = found
        .iter()
        .any(|word| word.language == main && matches!(word.sense, Sense::Role(_)));
    if joining || stopping && phrase.letters < 4 {
        return None;
    }
    let (facet, written) = phrase.shop.iter().find(|(facet, _)| match facet {
        // "Denim" can be a brand, and who says denim means the cloth.
        Facet::Brand => {
            let everyday = [
                Facet::Kind,
                Facet::Colour,
                Facet::Material,
                Facet::Pattern,
                Facet::Wearer,
            ];
            phrase.words > 1 || concept.is_none_or(|concept| !everyday.contains(&concept.facet()))
        }
        _ => true,
    })?;
    // A shop's type "Women" is still a word for whom it is.
    let facet = match (facet, concept) {
        (Facet::Brand, _) | (_, None) => *facet,
        (_, Some(concept)) => concept.facet(),
    };
    let concept = if facet == Facet::Brand { None } else { concept };
    Some(Named {
        facet,
        concept,
        shop: Some(written.clone()),
        certainty: Certainty::Certain,
        meant: None,
        slang: false,
        language: main,
    })
}

fn compounded(text: &str, token: &Token, main: Language) -> Option<Vec<Span>> {
    // Only these two write several words as one.
    let others = [Language::De, Language::En]
        .into_iter()
        .filter(|other| *other != main);
    let (language, parts) = std::iter::once(main)
        .chain(others)
        .find_map(|language| Some((language, compound::split(&token.folded, language)?)))?;
    // Where each folded byte stands in the text.
    let mut places = Vec::with_capacity(token.folded.len() + 1);
    for (at, letter) in text[token.start..token.end].char_indices() {
        let folded = crate::fold::fold(letter.encode_utf8(&mut [0; 4]));
        places.extend(std::iter::repeat_n(token.start + at, folded.len()));
    }
    places.push(token.end);
    let place = |at: usize| places.get(at).copied().unwrap_or(token.end);
    let spans = parts.into_iter().map(|(start, end, concept)| Span {
        start: place(start),
        end: place(end),
        what: What::Named(Named {
            facet: concept.facet(),
            concept: Some(concept),
            shop: None,
            certainty: if concept.facet() == Facet::Occasion {
                Certainty::Reading
            } else {
                Certainty::Certain
            },
            meant: None,
            slang: true,
            language,
        }),
    });
    Some(spans.collect())
}

fn misspelt(token: &Token, main: Language, shop: &ShopWords) -> Option<What> {
    if misspelt::is_known(&token.folded) {
        return None;
    }
    let (spelling, mut words) = misspelt::meant(&token.folded, main, shop)?;
    words.sort_by_key(|word| word.language != main);
    words.into_iter().find_map(|word| match word.sense {
        Sense::Concept(concept) => Some(What::Named(Named {
            facet: concept.facet(),
            concept: Some(concept),
            shop: None,
            certainty: Certainty::Corrected,
            meant: Some(spelling.clone()),
            slang: true,
            language: word.language,
        })),
        Sense::Role(_) => None,
    })
}
