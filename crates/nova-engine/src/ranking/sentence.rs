//! A sentence that is searched: what it was read as, what of it is embedded, and what the answer tells of it.
//!
//! Reading is `nova-query`'s, with the words of the catalogue's own; it is kept for as long as the catalogue stays, so that
//! a moved slider reads nothing. How the reading steers the ranking is in `steer.rs`.

use crate::gallery::Gallery;
use crate::request::normalised;
use crate::vocabulary;
use nova_domain::Filter;
use nova_query::{
    Certainty, Concept, Contradiction, Correction, Facet, Item, Language, Limit, Refusal, Understood,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;
use ts_rs::TS;

/// A sentence as it was read.
pub(crate) struct Sentence {
    pub understood: Understood,
    /// The words as they stand in the request, by which what follows is kept.
    pub text: String,
    /// What is wanted, in English, for the model; empty where nothing is.
    pub english: String,
    /// What is wanted, in the sentence's own words, without what is refused and the limits.
    pub wanted: String,
    /// The language in which what was read is told: the asker's, else the sentence's.
    pub told_in: Language,
}

/// What a request says in words: its sentence, and what is refused in it and beside it.
#[derive(Default)]
pub(crate) struct Asked {
    pub sentence: Option<Arc<Sentence>>,
    pub refused: Vec<Refusal>,
    /// What is ruled out by what is wanted, where a no says so: hoods by "without a hood".
    pub ruled_out: Vec<Refusal>,
}

impl Asked {
    /// What a sentence alone says.
    pub fn of(sentence: Arc<Sentence>) -> Asked {
        Asked {
            refused: sentence.understood.refused.clone(),
            ruled_out: ruled_out(&sentence.understood),
            sentence: Some(sentence),
        }
    }

    /// All that must not be found.
    pub fn out(&self) -> Vec<Refusal> {
        self.refused.iter().chain(&self.ruled_out).cloned().collect()
    }

    /// The sentence, where it wants something.
    pub fn wanted(&self) -> Option<&Arc<Sentence>> {
        self.sentence.as_ref().filter(|sentence| sentence.wants())
    }
}

impl Sentence {
    /// Reads a text with the words of a gallery; `asker` is the language in which whoever asks uses StyleNova.
    pub fn new(text: &str, gallery: &Gallery, asker: Option<Language>) -> Sentence {
        let text = normalised(text);
        let understood = nova_query::read_in(&text, gallery.shop_words(), asker);
        let wanted = normalised(&wanted(&text, &understood));
        Sentence {
            english: normalised(&understood.english),
            told_in: asker.unwrap_or(understood.language),
            understood,
            text,
            wanted,
        }
    }

    /// The sentence said of a piece that is shown with it, whose kinds `kinds` tells, and which is for `wearer`: "in blue" of a
    /// men's vest wants vests for men. What the sentence names itself stays as it is.
    pub fn of_piece<'a>(
        self: &Arc<Sentence>,
        kinds: impl FnOnce() -> Vec<&'a str>,
        wearer: &str,
    ) -> Arc<Sentence> {
        let own = &self.understood;
        if own.of(Facet::Kind).next().is_some() {
            return Arc::clone(self);
        }
        let known = kinds().into_iter();
        let kinds: Vec<Concept> = known
            .filter_map(|kind| nova_query::concept(Facet::Kind, kind))
            .collect();
        if kinds.is_empty() {
            return Arc::clone(self);
        }
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let mut understood = own.clone();
        let wearer = nova_query::concept(Facet::Wearer, &wearer.to_lowercase())
            .filter(|wearer| wearer.name() != "unisex" && own.of(Facet::Wearer).next().is_none());
        let wearer = wearer.map(|wearer| (Facet::Wearer, wearer.name()));
        let added = names.iter().map(|name| (Facet::Kind, *name)).chain(wearer);
        understood.wanted.extend(added.map(|(facet, name)| Item {
            facet,
            id: name.to_owned(),
            shop: None,
            said: String::new(),
            start: 0,
            end: 0,
            certainty: Certainty::Reading,
            read_as: Vec::new(),
        }));
        let english = match self.english.as_str() {
            "" => String::new(),
            english => format!("{english} {}", names[0]),
        };
        Arc::new(Sentence {
            understood,
            text: format!(
                "{}\nof {}",
                self.text,
                [names.as_slice(), wearer.map(|(_, name)| name).as_slice()]
                    .concat()
                    .join(" ")
            ),
            english,
            wanted: self.wanted.clone(),
            told_in: self.told_in,
        })
    }

    /// Whether there is anything to look for, and not only to leave out.
    pub fn wants(&self) -> bool {
        !self.english.is_empty()
    }

    /// The conditions that the sentence makes, where the catalogue knows of prices and sizes at all.
    pub fn filters(&self, gallery: &Gallery) -> Vec<String> {
        let mut filters = Vec::new();
        let sold = || gallery.items.iter().map(|item| &item.product);
        if let Some(price) = &self.understood.price
            && price.limit == Limit::Filter
            && sold().any(|product| product.price.is_some())
        {
            filters.extend(price.min.map(|min| format!("price>={min}")));
            filters.extend(price.max.map(|max| format!("price<={max}")));
        }
        let sizes: Vec<&str> = self
            .understood
            .sizes
            .iter()
            .map(|size| size.size.as_str())
            .collect();
        if !sizes.is_empty() {
            let filter = format!("size={}", sizes.join(","));
            let known = filter
                .parse::<Filter>()
                .is_ok_and(|filter| sold().any(|product| filter.accepts(product)));
            filters.extend(known.then_some(filter));
        }
        filters
    }
}

/// The text without the places of what is refused and of the limits.
fn wanted(text: &str, understood: &Understood) -> String {
    let mut cut: Vec<(usize, usize)> = understood
        .refused
        .iter()
        .map(|part| (part.start, part.end))
        .collect();
    cut.extend(understood.price.iter().map(|part| (part.start, part.end)));
    cut.extend(understood.sizes.iter().map(|part| (part.start, part.end)));
    cut.sort_unstable();
    let (mut left, mut at) = (String::new(), 0);
    for (start, end) in cut {
        if let Some(part) = text.get(at..start.max(at)) {
            left.push_str(part);
            left.push(' ');
        }
        at = at.max(end);
    }
    left.push_str(text.get(at..).unwrap_or_default());
    left
}

fn ruled_out(understood: &Understood) -> Vec<Refusal> {
    let wanted = |concept: &Concept| {
        let mut items = understood.of(concept.facet());
        items.any(|item| {
            item.concept()
                .is_some_and(|one| one.is(*concept) || concept.is(one))
        })
    };
    let items = understood.wanted.iter().filter(|item| item.says_no());
    let out = items.flat_map(|item| {
        let out = item.concept().map_or(&[][..], Concept::rules_out).iter();
        out.filter(|one| !wanted(one)).map(|one| Refusal {
            facet: Some(one.facet()),
            id: one.name().to_owned(),
            said: item.said.clone(),
            start: item.start,
            end: item.end,
            mild: false,
            shop: None,
        })
    });
    out.collect()
}

/// What a text refuses that stands where only refusals do: all that it names, or else its words.
pub(crate) fn refusals(read: &Sentence) -> Vec<Refusal> {
    let named = read.understood.wanted.iter().map(|item| Refusal {
        facet: Some(item.facet),
        id: item.id.clone(),
        said: item.said.clone(),
        start: 0,
        end: 0,
        mild: false,
        shop: item.shop.clone(),
    });
    let named: Vec<Refusal> = named.chain(read.understood.refused.iter().cloned()).collect();
    if !named.is_empty() {
        return named;
    }
    vec![Refusal {
        facet: None,
        id: read.text.clone(),
        said: read.text.clone(),
        start: 0,
        end: 0,
        mild: false,
        shop: None,
    }]
}

/// How much of a sentence was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grasp {
    /// Every word that says something.
    Whole,
    /// Some words, and others not.
    Part,
    /// No word: what is found only looks nearest.
    Nothing,
}

/// What a part of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It is wanted.
    Wanted,
    /// It is refused.
    Refused,
    /// It limits the price.
    Price,
    /// It limits the size.
    Size,
    /// Nothing was made of it.
    Unread,
}

/// A part of a sentence as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ReadPart {
    /// What it is.
    pub role: Role,
    /// What it says of a garment; `None` where it says nothing that is known.
    pub facet: Option<Facet>,
    /// The concept's English name, or the words themselves.
    pub id: String,
    /// The concept's name in the sentence's language.
    pub name: String,
    /// The words as they stand in the text.
    pub said: String,
    /// First place in the text, in UTF-16 code units, as a page counts.
    pub start: usize,
    /// The place after the last one.
    pub end: usize,
    /// What an occasion or a wish comes to, in the asker's language.
    pub reading: Vec<String>,
    /// Whether a misspelling was forgiven.
    pub meant: bool,
    /// Whether only too much of it is refused.
    pub mild: bool,
}

/// A price that a sentence names.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ReadPrice {
    /// Lowest price, in units of the currency.
    pub min: Option<f64>,
    /// Highest price.
    pub max: Option<f64>,
    /// ISO 4217 code; `None` where the sentence names no currency.
    pub currency: Option<String>,
    /// Whether it is a wish ("about 50 €") and no condition.
    pub wish: bool,
}

/// What a sentence was read as.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Understanding {
    /// The language that most of it is in.
    pub language: Language,
    /// The words that nothing was made of.
    pub words: Vec<String>,
    /// Kinds of garments, by their English names; so are the others.
    pub kinds: Vec<String>,
    /// Colours.
    pub colours: Vec<String>,
    /// Patterns.
    pub patterns: Vec<String>,
    /// Materials.
    pub materials: Vec<String>,
    /// Cuts, lengths and details.
    pub cuts: Vec<String>,
    /// For whom.
    pub wearers: Vec<String>,
    /// What for.
    pub occasions: Vec<String>,
    /// Styles.
    pub styles: Vec<String>,
    /// Seasons.
    pub seasons: Vec<String>,
    /// Brands of the shop.
    pub brands: Vec<String>,
    /// What the occasions and wishes come to.
    pub read_as: Vec<String>,
    /// What is refused.
    pub not: Vec<String>,
    /// The conditions that were kept to, as filters.
    pub filters: Vec<String>,
    /// The price, where one is named.
    pub price: Option<ReadPrice>,
    /// Sizes that are named.
    pub sizes: Vec<String>,
    /// Misspellings that were forgiven.
    pub corrections: Vec<Correction>,
    /// What cannot be true at once.
    pub contradictions: Vec<Contradiction>,
    /// What the model was asked, in English; empty where nothing is wanted.
    pub english: String,
    /// How much was understood.
    pub grasp: Grasp,
    /// All of its parts, in the order of the text.
    pub parts: Vec<ReadPart>,
}

impl Understanding {
    /// What the answer to a sentence tells of it, with the filters that were kept to.
    pub(crate) fn of(sentence: &Sentence, refused: &[Refusal], filters: Vec<String>) -> Understanding {
        let understood = &sentence.understood;
        let ids = |facets: &[Facet]| -> Vec<String> {
            let items = understood
                .wanted
                .iter()
                .filter(|item| facets.contains(&item.facet));
            distinct(items.map(|item| item.id.clone()))
        };
        let unread = understood.rest.iter().filter(|rest| !rest.known);
        let grasp = match (understood.is_empty(), unread.clone().count()) {
            (_, 0) => Grasp::Whole,
            (false, _) => Grasp::Part,
            (true, _) => match understood.rest.iter().any(|rest| rest.known) {
                true => Grasp::Part,
                false => Grasp::Nothing,
            },
        };
        Understanding {
            language: understood.language,
            words: distinct(understood.rest.iter().map(|rest| rest.said.clone())),
            kinds: ids(&[Facet::Kind]),
            colours: ids(&[Facet::Colour]),
            patterns: ids(&[Facet::Pattern]),
            materials: ids(&[Facet::Material]),
            cuts: ids(&[Facet::Fit, Facet::Length, Facet::Detail]),
            wearers: ids(&[Facet::Wearer]),
            occasions: ids(&[Facet::Occasion]),
            styles: ids(&[Facet::Style]),
            seasons: ids(&[Facet::Season]),
            brands: ids(&[Facet::Brand]),
            read_as: distinct(
                understood
                    .wanted
                    .iter()
                    .flat_map(|item| item.read_as.iter().cloned()),
            ),
            not: distinct(refused.iter().map(|refusal| refusal.id.clone())),
            filters,
            price: understood.price.as_ref().map(|price| ReadPrice {
                min: price.min,
                max: price.max,
                currency: price.currency.clone(),
                wish: price.limit == Limit::Wish,
            }),
            sizes: understood.sizes.iter().map(|size| size.size.clone()).collect(),
            corrections: understood.corrections.clone(),
            contradictions: understood.contradictions.clone(),
            english: sentence.english.clone(),
            grasp,
            parts: parts(sentence),
        }
    }
}

fn distinct(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for id in ids.filter(|id| !id.is_empty()) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

fn parts(sentence: &Sentence) -> Vec<ReadPart> {
    let (text, understood) = (sentence.text.as_str(), &sentence.understood);
    let place = |at: usize| text.get(..at).map_or(0, |before| before.encode_utf16().count());
    let part = |role, id: &str, said: &str, start, end| ReadPart {
        role,
        facet: None,
        id: id.to_owned(),
        name: said.to_owned(),
        said: said.to_owned(),
        start: place(start),
        end: place(end),
        reading: Vec::new(),
        meant: false,
        mild: false,
    };
    let named = |facet: Option<Facet>, id: &str, said: &str, shop: &Option<String>| match (shop, facet) {
        (None, Some(facet)) => {
            vocabulary::name(facet, id, understood.language).unwrap_or_else(|| id.to_owned())
        }
        _ => said.to_owned(),
    };
    let mut parts: Vec<ReadPart> = Vec::new();
    for item in &understood.wanted {
        parts.push(ReadPart {
            facet: Some(item.facet),
            name: named(Some(item.facet), &item.id, &item.said, &item.shop),
            reading: item
                .read_as
                .iter()
                .map(|id| vocabulary::any_name(id, sentence.told_in).unwrap_or_else(|| id.clone()))
                .collect(),
            meant: item.certainty == Certainty::Corrected,
            ..part(Role::Wanted, &item.id, &item.said, item.start, item.end)
        });
    }
    for refusal in &understood.refused {
        parts.push(ReadPart {
            facet: refusal.facet,
            name: named(refusal.facet, &refusal.id, &refusal.said, &refusal.shop),
            mild: refusal.mild,
            ..part(
                Role::Refused,
                &refusal.id,
                &refusal.said,
                refusal.start,
                refusal.end,
            )
        });
    }
    if let Some(price) = &understood.price {
        parts.push(part(Role::Price, "price", &price.said, price.start, price.end));
    }
    for size in &understood.sizes {
        let mut part = part(Role::Size, &size.size, &size.said, size.start, size.end);
        part.name.clone_from(&size.size);
        parts.push(part);
    }
    for rest in understood.rest.iter().filter(|rest| !rest.known) {
        parts.push(part(Role::Unread, &rest.said, &rest.said, rest.start, rest.end));
    }
    parts.sort_by_key(|part| (part.start, part.end));
    // Several things that one stretch of the text says have one chip, and a key of its own each.
    parts.dedup_by(|later, first| {
        later.start == first.start && later.role == first.role && later.end == first.end
    });
    parts
}
