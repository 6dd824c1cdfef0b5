//! What comes out of a sentence: plain types, nothing is computed here.

use crate::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a word can say of a garment.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// What it is: `dress`, `ankle boots`.
    Kind,
    /// `red`, `navy`.
    Colour,
    /// `floral`, `striped`, `plain`.
    Pattern,
    /// `cotton`, `leather`.
    Material,
    /// How it is cut: `slim`, `oversized`, `A-line`.
    Fit,
    /// How long it or its sleeves are: `midi`, `sleeveless`.
    Length,
    /// A part or property: `V-neck`, `pockets`, `waterproof`.
    Detail,
    /// Whom it is for: `women`, `boys`.
    Wearer,
    /// What it is for: `job interview`, `yoga`.
    Occasion,
    /// How it looks as a whole: `elegant`, `boho`.
    Style,
    /// `summer`, `winter`.
    Season,
    /// A brand of the shop.
    Brand,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The word says it.
    Certain,
    /// The word says it once a misspelling is forgiven.
    Corrected,
    /// It is what the words probably come to; see [`Item::read_as`].
    Reading,
}

/// Something that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Item {
    /// What it is said of a garment.
    pub facet: Facet,
    /// The concept's id, which is its English name (`ankle boots`); a shop's own word where the vocabulary has none.
    pub id: String,
    /// The shop's own word for it, where the sentence used that.
    pub shop: Option<String>,
    /// The words as they stand in the text.
    pub said: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// How sure it is.
    pub certainty: Certainty,
    /// What an occasion or a wish comes to, in the English names of styles and materials (`smart`, `work`); empty for what
    /// is named outright.
    pub read_as: Vec<String>,
}

/// Something that a sentence says no to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Refusal {
    /// What is refused. Where no word of the vocabulary names it, `facet` is `None`, and `id` are the words.
    pub facet: Option<Facet>,
    /// The concept's id, or the words themselves.
    pub id: String,
    /// The words as they stand in the text, without the no.
    pub said: String,
    /// First byte in the text, with the no where it stands before.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// Whether only too much of it is refused: "not too long".
    pub mild: bool,
    /// The shop's own word for it, where the sentence used that.
    pub shop: Option<String>,
}

/// How a limit is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// It is a condition: "under 50 €".
    Filter,
    /// It is a wish: "about 50 €".
    Wish,
}

/// A price that a sentence names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Price {
    /// Lowest price, in units of the currency.
    pub min: Option<f64>,
    /// Highest price.
    pub max: Option<f64>,
    /// ISO 4217 code; `None` where the sentence names no currency.
    pub currency: Option<String>,
    /// How it is meant.
    pub limit: Limit,
    /// The words as they stand in the text.
    pub said: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A size that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Size {
    /// The size as shops write it, in capitals: `M`, `38`, `UK 8`, `W32 L34`.
    pub size: String,
    /// The words as they stand in the text.
    pub said: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// Words that nothing was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Rest {
    /// The words as they stand in the text.
    pub said: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// Whether they stand in the shop's titles or other facts.
    pub known: bool,
}

/// A misspelling that was forgiven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Correction {
    /// The word as it stands in the text.
    pub said: String,
    /// The word that it was read as.
    pub meant: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// What cannot be true at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Contradiction {
    /// The lowest price is above the highest; no limit is kept.
    Price {
        /// Lowest price.
        min: f64,
        /// Highest price.
        max: f64,
    },
    /// The same is wanted and refused; the refusal is kept.
    Refused {
        /// Facet of both.
        facet: Facet,
        /// Id of both.
        id: String,
    },
}

/// A sentence that was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Understood {
    /// The language that most of it is in.
    pub language: Language,
    /// What is wanted, in the order of the text.
    pub wanted: Vec<Item>,
    /// What is refused, in the order of the text.
    pub refused: Vec<Refusal>,
    /// The price, where one is named.
    pub price: Option<Price>,
    /// The sizes that are named.
    pub sizes: Vec<Size>,
    /// What cannot be true at once.
    pub contradictions: Vec<Contradiction>,
    /// The misspellings that were forgiven.
    pub corrections: Vec<Correction>,
    /// What nothing was made of, without words that say nothing.
    pub rest: Vec<Rest>,
    /// What is wanted, in English for a model that knows no other language; without what is refused and the limits. Empty
    /// where nothing is wanted.
    pub english: String,
}

impl Understood {
    /// What is wanted of one facet.
    pub fn of(&self, facet: Facet) -> impl Iterator<Item = &Item> {
        self.wanted.iter().filter(move |item| item.facet == facet)
    }

    /// Whether nothing at all was understood.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.refused.is_empty() && self.price.is_none() && self.sizes.is_empty()
    }
}
