//! How good an answer a hit may be called, by what of the sentence its shop says: what the words did not reach is not
//! strong, and what they refuse is far. Where the shop says nothing, the picture's cosine decides (`band.rs`).

use super::band::{Band, Bands};
use super::sentence::Sentence;
use super::steer::{OTHERS, ids_of, readings};
use crate::concepts::{Source, exactly};
use crate::gallery::Gallery;
use crate::vocabulary::{self, with_broader};
use nova_query::{Concept, Facet, Item, concept};

/// Share of the catalogue of which the shop must name kinds for one that it never names to be missing.
const TOLD: f32 = 0.5;

/// Steps up from a kind within which what a shop calls a piece may mean it.
const NEAR: usize = 2;

/// Judges the hits of one search by words.
pub(crate) struct Verdict<'a> {
    gallery: &'a Gallery,
    sentence: &'a Sentence,
    /// By the pictures alone.
    seen: Bands,
    raw: &'a [f32],
    /// Whether a kind is named that the catalogue does not have.
    missing: bool,
    /// Words that neither the vocabulary nor the shop knows.
    unread: bool,
}

impl<'a> Verdict<'a> {
    /// Of a sentence whose cosines with the rows, as the model gave them, are `raw` and stand in the bands `seen`.
    pub fn new(gallery: &'a Gallery, sentence: &'a Sentence, raw: &'a [f32], seen: Bands) -> Verdict<'a> {
        let concepts = gallery.concepts();
        let mut kinds = sentence.understood.of(Facet::Kind).peekable();
        let named = kinds.peek().is_some();
        let nobody = kinds.all(|item| {
            ids_of(item)
                .iter()
                .all(|(id, _)| concepts.rows(Facet::Kind, id).is_empty())
        });
        Verdict {
            seen,
            missing: named && nobody && concepts.told_share(Facet::Kind) >= TOLD,
            unread: sentence.understood.rest.iter().any(|rest| !rest.known),
            gallery,
            sentence,
            raw,
        }
    }

    /// The band of a row whose value, with what it says added, stands in `bands`.
    pub fn of(&self, row: usize, value: f32, bands: Bands) -> Band {
        let understood = &self.sentence.understood;
        let seen = self
            .raw
            .get(row)
            .map_or(Band::Far, |cosine| self.seen.of(*cosine));
        if self.unread && understood.wanted.is_empty() {
            // Of words that nobody knows only the model may make something.
            let said = understood.rest.iter().any(|rest| rest.known);
            return seen.max(if said { Band::Fair } else { Band::Far });
        }
        if understood.wanted.is_empty() {
            return bands.of(value);
        }
        if self.missing {
            return Band::Far;
        }
        let mut band = self.by_kind(row, seen);
        if self.unread {
            band = band.max(Band::Fair);
        }
        for facet in [Facet::Colour, Facet::Wearer, Facet::Brand].iter().chain(&OTHERS) {
            band = band.max(self.by_facet(row, *facet, seen));
        }
        band
    }

    /// Where a row says what an item wants, in the shop's word or in any other.
    fn source(&self, row: usize, item: &Item) -> Option<Source> {
        let concepts = self.gallery.concepts();
        let sources = ids_of(item)
            .into_iter()
            .filter_map(|(id, _)| concepts.source(row, item.facet, &id));
        sources.min()
    }

    fn by_kind(&self, row: usize, seen: Band) -> Band {
        let concepts = self.gallery.concepts();
        let mut named = self.sentence.understood.of(Facet::Kind).peekable();
        if named.peek().is_none() {
            return self.by_reading(row);
        }
        let mut band = Band::Far;
        for item in named {
            let own = match self.source(row, item) {
                Some(Source::Fact | Source::Title) => Band::Strong,
                Some(Source::Seen) => seen.min(Band::Fair),
                _ if !concepts.tells(row, Facet::Kind) => seen,
                _ => {
                    let wanted = concept(Facet::Kind, &item.id)
                        .map(with_broader)
                        .unwrap_or_default();
                    let only = |concept: &Concept| {
                        concepts
                            .source(row, Facet::Kind, &exactly(concept.name()))
                            .is_some()
                    };
                    // Who sells "boots" may mean ankle boots.
                    if wanted.iter().skip(1).take(NEAR).any(only) {
                        seen.min(Band::Fair)
                    } else {
                        Band::Far
                    }
                }
            };
            band = band.min(own);
        }
        band
    }

    /// Where no kind is named, what suits an occasion is told by kinds, or by what the shop says.
    fn by_reading(&self, row: usize) -> Band {
        let concepts = self.gallery.concepts();
        let mut band = Band::Strong;
        for (item, reading) in readings(self.sentence) {
            let says = |facet, id: &str| {
                matches!(
                    concepts.source(row, facet, id),
                    Some(Source::Fact | Source::Title)
                )
            };
            let own = if says(item.facet, &item.id) {
                Band::Strong
            } else if reading.avoids.iter().any(|one| says(one.facet(), one.name())) {
                Band::Far
            } else if reading.suits.iter().any(|one| says(one.facet(), one.name())) {
                Band::Strong
            } else {
                Band::Far
            };
            band = band.max(own);
        }
        band
    }

    /// One of the things named is enough where the shop says it; where it says another, the hit is no strong answer.
    fn by_facet(&self, row: usize, facet: Facet, seen: Band) -> Band {
        let concepts = self.gallery.concepts();
        let mut named = self.sentence.understood.of(facet).peekable();
        if named.peek().is_none() {
            return Band::Strong;
        }
        if facet == Facet::Brand {
            let brand = self.gallery.item(row).product.brand.to_lowercase();
            let own = named.any(|item| ids_of(item).iter().any(|(id, _)| id.to_lowercase() == brand));
            return if own { Band::Strong } else { Band::Fair };
        }
        let mut band = Band::Fair;
        for item in named {
            // What an occasion comes to was looked at with the kinds.
            let read = concept(item.facet, &item.id)
                .and_then(|one| one.reading())
                .is_some();
            let source = self.source(row, item);
            let others = vocabulary::wearers_with(&item.id)
                .into_iter()
                .chain(["unisex".to_owned()]);
            let unisex = facet == Facet::Wearer
                && others
                    .into_iter()
                    .any(|id| concepts.source(row, facet, &id).is_some());
            if read || unisex || matches!(source, Some(Source::Fact | Source::Title)) {
                band = Band::Strong;
            } else if !concepts.tells(row, facet) || source.is_some() {
                band = band.min(seen);
            }
        }
        band
    }
}
