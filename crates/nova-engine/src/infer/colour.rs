//! The colours of a garment that the shop does not name: the shades of its pixels (`nova-domain`'s `garment`) and what
//! the model says of its picture, put together (catalog/README.md has how often each is right).

use super::naming::{Named, Names};
use super::sense::{PhraseBook, Sense};
use crate::error::EngineError;
use nova_domain::garment::{Naming, Shade, naming};
use nova_domain::{Product, palette};
use std::collections::HashMap;

/// What the model's word counts beside the pixels', per spread of its cosines. Of 1 and 2, which are all that was tried,
/// 2 was right more often (catalog/README.md).
const MODEL_WEIGHT: f32 = 2.0;
/// What the logarithm of the likelihood counts that the model names a colour with, beside that of the pixels. Of eight choices of
/// both weights this one was better than phrases alone on the known shop and the demo, and no worse on another shop beyond chance.
const NAMED_WEIGHT: f32 = 0.5;
/// The least likelihood that counts: what the model has no word for, the pixels may still say.
const UNSAID: f32 = 1e-3;

/// By what a colour is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By all that is known.
    All,
    /// By the garment's pixels alone.
    Pixels,
    /// By the model alone.
    Model,
}

/// How the model was taught to hear of colours.
const PHRASES: [&str; 3] = ["{} clothes", "something in {}", "{}"];

/// What shops say for a colour of the palette where they say something else.
const OTHERWISE: [(&str, &str); 5] = [
    ("navy", "navy blue"),
    ("burgundy", "maroon"),
    ("turquoise", "turquoise blue"),
    ("coral", "peach"),
    ("grey", "gray"),
];

/// Names the colours of garments.
pub struct ColourSense {
    /// In the order of the naming's names.
    model: Sense,
    /// How the catalogue writes each colour of the palette.
    spelling: HashMap<&'static str, String>,
    /// What the model names while it embeds, where it does.
    names: Option<Names>,
}

impl ColourSense {
    /// For a catalogue whose products are `own`, in the shop's words, and whose pictures are `vectors`.
    ///
    /// # Errors
    /// When the model fails.
    pub fn new<'a>(
        book: &mut PhraseBook<'_>,
        own: impl Iterator<Item = &'a Product>,
        vectors: impl Iterator<Item = &'a [f32]>,
    ) -> Result<ColourSense, EngineError> {
        let names = naming(&[]).names;
        let phrases = names.iter().map(|(name, _)| {
            let other = OTHERWISE.iter().find(|(own, _)| own == name);
            let words = std::iter::once(*name).chain(other.map(|(_, other)| *other));
            let phrased = words.flat_map(|word| PHRASES.map(|phrase| phrase.replace("{}", word)));
            phrased.collect()
        });
        Ok(ColourSense {
            model: Sense::new(book, &phrases.collect::<Vec<_>>(), vectors)?,
            spelling: spelling(own),
            names: None,
        })
    }

    /// The same, hearing what a model names while it embeds.
    pub fn hearing(mut self, named: Option<&Named>) -> ColourSense {
        self.names = named.map(|named| named.names().clone());
        self
    }

    /// The colours of a garment, the main one first: at most two, in the catalogue's own spelling. `named` is what is kept of what
    /// the model named.
    pub fn colours(&self, shades: &[Shade], vector: Option<&[f32]>, named: Option<&[f32]>) -> Vec<String> {
        if shades.is_empty() {
            return Vec::new();
        }
        let seen = naming(shades);
        let Some(first) = self.first(&seen, vector, named, By::All) else {
            return Vec::new();
        };
        // What the pixels call first is second where the model has put another in its place.
        let second = seen.second.filter(|second| *second != first);
        std::iter::once(first)
            .chain(second)
            .map(|name| self.written(name))
            .collect()
    }

    /// The palette's name of the main colour, by the pixels, by what phrases tell of the vector, and by what the model named.
    pub fn first(
        &self,
        seen: &Naming,
        vector: Option<&[f32]>,
        named: Option<&[f32]>,
        by: By,
    ) -> Option<&'static str> {
        let heard: Option<Vec<f32>> = vector.map(|vector| {
            let names = seen.names.iter().zip(self.model.hears(vector));
            let named = self.names.as_ref().zip(named);
            let told = |name: &str| {
                named.map_or(0.0, |(model, kept)| {
                    NAMED_WEIGHT * model.colour(kept, name).max(UNSAID).ln()
                })
            };
            names
                .map(|((name, _), spreads)| MODEL_WEIGHT * spreads + told(name))
                .collect()
        });
        let score = |at: usize| {
            let heard = heard.as_ref().and_then(|heard| heard.get(at)).copied();
            let (pixels, heard) = (seen.names[at].1, heard.unwrap_or(0.0));
            match by {
                By::All => pixels + heard,
                By::Pixels => pixels,
                By::Model => heard,
            }
        };
        let best = (0..seen.names.len()).max_by(|left, right| score(*left).total_cmp(&score(*right)))?;
        Some(seen.names[best].0)
    }

    fn written(&self, name: &'static str) -> String {
        let own = self.spelling.get(name).cloned();
        own.unwrap_or_else(|| name.to_owned())
    }
}

/// How a catalogue writes each colour of the palette: by the palette's own name where it uses that, else by the word
/// that it uses most for it.
fn spelling<'a>(own: impl Iterator<Item = &'a Product>) -> HashMap<&'static str, String> {
    let mut counts: HashMap<&'static str, HashMap<&str, usize>> = HashMap::new();
    for colour in own.flat_map(|product| &product.colours) {
        if let Some(name) = palette::of(colour) {
            *counts.entry(name).or_default().entry(colour).or_default() += 1;
        }
    }
    let written = counts.into_iter().filter_map(|(name, words)| {
        // Of words that are used as often, the first in the alphabet, so that the choice does not depend on chance.
        let most = words
            .into_iter()
            .max_by_key(|(word, count)| (word.to_lowercase() == name, *count, std::cmp::Reverse(*word)));
        Some((name, most?.0.to_owned()))
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_written_as_the_catalogue_writes_it() {
        let products: Vec<Product> = [
            "Navy Blue",
            "Midnight",
            "Navy Blue",
            "GREY",
            "Charcoal",
            "Charcoal",
        ]
        .iter()
        .map(|colour| {
            let mut product = Product::new("x", "x");
            product.colours = vec![(*colour).to_owned()];
            product
        })
        .collect();
        let spelling = spelling(products.iter());
        assert_eq!(spelling["navy"], "Navy Blue", "as it says most often");
        assert_eq!(spelling["grey"], "GREY", "its plain name goes before all others");
        assert!(!spelling.contains_key("red"), "it says nothing of red");
    }
}
