//! From a sentence to what it says, step by step: tokens, its language, spans, limits, refusals, English.

use crate::english::english;
use crate::forms;
use crate::grammar::Role;
use crate::language::Language;
use crate::limits::{Limits, limits};
use crate::phrases::phrases;
use crate::refusal::{Part, parts};
use crate::shop::ShopWords;
use crate::spans::{Named, What, languages, spans};
use crate::tokens::{Script, Token, tokens};
use crate::understood::{
    Certainty, Contradiction, Correction, Facet, Item, Limit, Price, Refusal, Rest, Understood,
};
use crate::vocabulary::concept;
use crate::word::{Concept, Sense, Word};

/// What the hint counts beside words: it decides between languages that say the same.
const HINT: f32 = 0.25;
/// The same for English, where nothing else decides.
const USUAL: f32 = 0.1;

/// Reads a sentence, whatever its language.
pub fn read(text: &str, shop: &ShopWords) -> Understood {
    read_in(text, shop, None)
}

/// Reads a sentence whose writer uses StyleNova in a language, which decides where the words leave it open ("robe").
pub fn read_in(text: &str, shop: &ShopWords, hint: Option<Language>) -> Understood {
    let (tokens, stopped) = tokens(text);
    let phrases = phrases(&tokens, shop);
    let mut scores = languages(text, &tokens, &phrases);
    scores[Language::En.index()] += USUAL;
    if let Some(hint) = hint {
        scores[hint.index()] += HINT;
    }
    let language = strongest(&scores);
    let spans = spans(text, &tokens, &phrases, language, shop, true);
    let Limits {
        prices,
        mut sizes,
        used,
    } = limits(text, &spans);
    let parts = parts(&spans, &used);
    let mut contradictions = Vec::new();
    let price = one_price(text, prices, &mut contradictions);
    sizes.dedup_by(|next, one| next.size == one.size);
    let mut wanted: Vec<Item> = Vec::new();
    let mut refused: Vec<Refusal> = Vec::new();
    let mut rest: Vec<Rest> = Vec::new();
    for part in &parts {
        match part.named {
            Some(named) if part.refused && is_meant(text, part, named, &parts) => {
                refused.push(refusal(text, part, Some(named)));
            }
            Some(_) if part.refused => leave(text, part, &mut rest),
            Some(named) => wanted.push(item(text, part, named)),
            // What nobody says of a garment cannot be refused: "no-nonsense wallet", "ohne Schnickschnack".
            None if part.refused && part.is_known() => refuse_words(text, part, &mut refused),
            None => leave(text, part, &mut rest),
        }
    }
    if stopped < text.len() {
        rest.push(Rest {
            said: text[stopped..].to_owned(),
            start: stopped,
            end: text.len(),
            known: false,
        });
    }
    for refusal in &refused {
        let same = |item: &&Item| Some(item.facet) == refusal.facet && item.id == refusal.id;
        if let Some(item) = wanted.iter().find(same) {
            contradictions.push(Contradiction::Refused {
                facet: item.facet,
                id: item.id.clone(),
            });
        }
    }
    wanted.retain(|item| {
        !contradictions
            .iter()
            .any(|found| matches!(found, Contradiction::Refused { facet, id } if *facet == item.facet && *id == item.id))
    });
    let corrections = parts.iter().filter_map(|part| correction(text, part)).collect();
    let english = english(text, language, &spans, &used, &parts);
    Understood {
        language,
        wanted,
        refused,
        price,
        sizes,
        contradictions,
        corrections,
        rest,
        english,
    }
}

/// The concepts that a shop's text names, and what their names and wider ones are made of ([`Concept::parts`]): nothing is
/// refused, limited or forgiven in it. Each is told once. The shop's language decides where the words leave it open.
pub fn facts(text: &str, shop: Option<Language>) -> Vec<Concept> {
    let words = ShopWords::default();
    let (tokens, _) = tokens(text);
    let phrases = phrases(&tokens, &words);
    let mut scores = languages(text, &tokens, &phrases);
    if let Some(shop) = shop {
        scores[shop.index()] += HINT;
    }
    let language = strongest(&scores);
    let mut found = Vec::new();
    for span in spans(text, &tokens, &phrases, language, &words, false) {
        if let What::Named(named) = span.what
            && let Some(concept) = named.concept
        {
            for said in std::iter::once(concept).chain(concept.implied()) {
                if !found.contains(&said) {
                    found.push(said);
                }
            }
        }
    }
    found
}

/// The language that most of several texts is in, such as a shop's titles and the names of its types; `None` where they hold
/// no word of any.
pub fn spoken<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Language> {
    let words = ShopWords::default();
    let mut sum = [0.0_f32; 6];
    for text in texts {
        let (tokens, _) = tokens(text);
        let scores = languages(text, &tokens, &phrases(&tokens, &words));
        sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
    }
    let most = strongest(&sum);
    (sum[most.index()] > 0.0).then_some(most)
}

/// Whether what is refused can be meant. In "no-tie shoes" the tie is no tie, and a misspelling that is refused must have to do
/// with what is wanted.
fn is_meant(text: &str, part: &Part<'_>, named: &Named, parts: &[Part<'_>]) -> bool {
    let looks = [Facet::Kind, Facet::Colour, Facet::Pattern, Facet::Material];
    let corrected = named.certainty == Certainty::Corrected;
    if corrected && !looks.contains(&named.facet) {
        return false;
    }
    let glued = part.no.is_some_and(|no| {
        let between = text.get(no..part.span.start).unwrap_or_default();
        between.ends_with('-') && between.starts_with(char::is_alphabetic) && !between.contains(' ')
    });
    let (true, Some(concept)) = (corrected || glued, named.concept) else {
        return true;
    };
    if named.facet != Facet::Kind {
        return true;
    }
    let mut wanted = parts
        .iter()
        .filter(|part| !part.refused)
        .filter_map(|part| part.named?.concept)
        .filter(|one| one.facet() == Facet::Kind)
        .peekable();
    wanted.peek().is_none() || wanted.any(|one| one.is_akin(concept))
}

fn strongest(scores: &[f32; 6]) -> Language {
    let mut best = Language::En;
    for language in Language::ALL {
        if scores[language.index()] > scores[best.index()] {
            best = language;
        }
    }
    best
}

fn item(text: &str, part: &Part<'_>, named: &Named) -> Item {
    let reading = named.concept.filter(|_| named.certainty == Certainty::Reading);
    let read_as = reading.and_then(Concept::reading).map(|reading| &reading.read_as);
    Item {
        facet: named.facet,
        id: named.id().to_owned(),
        shop: named.shop.clone(),
        said: text[part.span.start..part.span.end].to_owned(),
        start: part.span.start,
        end: part.span.end,
        certainty: named.certainty,
        read_as: read_as
            .into_iter()
            .flatten()
            .map(|word| (*word).to_owned())
            .collect(),
    }
}

fn refusal(text: &str, part: &Part<'_>, named: Option<&Named>) -> Refusal {
    let said = text[part.span.start..part.span.end].to_owned();
    Refusal {
        facet: named.map(|named| named.facet),
        id: named.map_or_else(|| said.to_lowercase(), |named| named.id().to_owned()),
        said,
        start: part.no.unwrap_or(part.span.start),
        end: part.span.end,
        mild: part.mild,
        shop: named.and_then(|named| named.shop.clone()),
    }
}

/// Unknown words that stand side by side are one.
fn refuse_words(text: &str, part: &Part<'_>, refused: &mut Vec<Refusal>) {
    if let Some(last) = refused.last_mut()
        && last.facet.is_none()
        && part.no.is_none()
        && text[last.end..part.span.start].trim().is_empty()
    {
        last.said.push_str(&text[last.end..part.span.end]);
        last.end = part.span.end;
        last.id = last.said.to_lowercase();
        return;
    }
    refused.push(refusal(text, part, None));
}

fn leave(text: &str, part: &Part<'_>, rest: &mut Vec<Rest>) {
    let known = part.is_known() && !part.refused;
    if let Some(last) = rest.last_mut()
        && last.known == known
        && text[last.end..part.span.start]
            .chars()
            .all(|between| between.is_whitespace() || between == '-')
    {
        last.end = part.span.end;
        last.said = text[last.start..last.end].to_owned();
        return;
    }
    rest.push(Rest {
        said: text[part.span.start..part.span.end].to_owned(),
        start: part.span.start,
        end: part.span.end,
        known,
    });
}

fn correction(text: &str, part: &Part<'_>) -> Option<Correction> {
    let meant = part.named?.meant.as_ref()?;
    Some(Correction {
        said: text[part.span.start..part.span.end].to_owned(),
        meant: meant.clone(),
        start: part.span.start,
        end: part.span.end,
    })
}

/// The one price that several come to: conditions before wishes, the narrowest of each.
fn one_price(text: &str, prices: Vec<Price>, contradictions: &mut Vec<Contradiction>) -> Option<Price> {
    let filters = prices.iter().any(|price| price.limit == Limit::Filter);
    let mut prices = prices
        .into_iter()
        .filter(|price| !filters || price.limit == Limit::Filter);
    let mut one = prices.next()?;
    for other in prices {
        let narrowest = |one: Option<f64>, other: Option<f64>, pick: fn(f64, f64) -> f64| match (one, other) {
            (Some(one), Some(other)) => Some(pick(one, other)),
            (one, other) => one.or(other),
        };
        one.min = narrowest(one.min, other.min, f64::max);
        one.max = narrowest(one.max, other.max, f64::min);
        one.currency = one.currency.or(other.currency);
        one.start = one.start.min(other.start);
        one.end = one.end.max(other.end);
        one.said = text[one.start..one.end].to_owned();
    }
    if let (Some(min), Some(max)) = (one.min, one.max)
        && min > max
    {
        contradictions.push(Contradiction::Price { min, max });
        return None;
    }
    Some(one)
}

impl Item {
    /// The concept that is named, if the vocabulary has it.
    pub fn concept(&self) -> Option<Concept> {
        (self.facet != Facet::Brand).then(|| concept(self.facet, &self.id))?
    }

    /// What it says without words before it that say nothing: "beach" of "the beach".
    pub fn core(&self) -> &str {
        let (tokens, _) = tokens(&self.said);
        let idle = |token: &Token| {
            let no_word = |word: Word| matches!(word.sense, Sense::Role(Role::Stop | Role::Begin | Role::To));
            token.script == Script::Sign || forms::words_of(&token.folded).any(no_word)
        };
        let first = tokens.iter().find(|token| !idle(token));
        first.map_or(&self.said, |first| &self.said[first.start..])
    }

    /// Whether it is named by a no: "without a hood", "sin mangas".
    pub fn says_no(&self) -> bool {
        let (tokens, _) = tokens(&self.said);
        let first = tokens.first().map(|token| token.folded.as_str());
        let no = |word: Word| word.sense == Sense::Role(Role::Refuse);
        first.is_some_and(|first| forms::words_of(first).any(no))
            || WITHOUT.iter().any(|no| self.said.starts_with(no))
    }
}

/// Words of more than one character that begin what is named by a no, in the languages that write no spaces.
const WITHOUT: [&str; 6] = ["不要", "没有", "不带", "无", "من دون", "من غير"];

impl Refusal {
    /// The concept that is refused, if the vocabulary has it.
    pub fn concept(&self) -> Option<Concept> {
        concept(self.facet?, &self.id)
    }
}
