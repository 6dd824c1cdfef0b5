//! What the shop's own hand chose of single pieces: not to show one, to show it first, and what is true of it where its picture
//! was read wrongly. It outlasts an import, and a gallery is read with it, so that every search, deck, look and board follows.
//!
//! Deliberately absent: what the shop's file says, which only another import changes.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::thumb_key;
use crate::problem::Thing;
use crate::rejection::Rejection;
use nova_store::{PieceChoice, StoredProduct};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Most values of a correction, and characters of each.
const MOST_VALUES: usize = 8;
const LONGEST_VALUE: usize = 60;

/// A field that is read in pictures and can be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Corrected {
    /// Colours.
    Colours,
    /// Kind of garment.
    Type,
    /// The group that it belongs to.
    Category,
    /// The group within that.
    Subcategory,
}

impl Corrected {
    /// The field's name, as `Product::inferred` has it.
    fn name(self) -> &'static str {
        match self {
            Corrected::Colours => "colours",
            Corrected::Type => "type",
            Corrected::Category => "category",
            Corrected::Subcategory => "subcategory",
        }
    }
}

/// A correction of what a picture was seen to show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PieceCorrection {
    /// The field.
    pub field: Corrected,
    /// What is true; empty takes the correction back.
    pub values: Vec<String>,
}

/// What is chosen of a piece; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct SetPieceRequest {
    /// The product's id.
    pub id: String,
    /// Whether it is not shown.
    pub hidden: Option<bool>,
    /// Whether it is shown first.
    pub first: Option<bool>,
    /// What is true of it.
    pub correct: Option<PieceCorrection>,
}

/// A piece of which something was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ChosenPiece {
    /// The product's id.
    pub id: String,
    /// Its title; empty when the catalogue no longer has it.
    pub title: String,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// Whether it is not shown.
    pub hidden: bool,
    /// Whether it is shown first.
    pub first: bool,
    /// The fields that were corrected, with what is true.
    pub corrected: BTreeMap<String, Vec<String>>,
}

/// The pieces of which something was chosen.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ChosenPiecesResponse {
    /// By id.
    pub pieces: Vec<ChosenPiece>,
}

impl Engine {
    /// What was chosen of products, by their ids.
    pub(crate) fn pieces_chosen(&self) -> Result<BTreeMap<String, PieceChoice>, EngineError> {
        // A library in which nothing is kept yet gets no database of its own by being read.
        if !self.keeps_clients() {
            return Ok(BTreeMap::new());
        }
        self.with_settings(|db| Ok(db.pieces()?))
    }

    /// Products as they are stored, without what was chosen of them, by their ids.
    fn stored(&self, wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, StoredProduct>, EngineError> {
        let all = self.read_db()?.map(|db| db.products()).transpose()?;
        let all = all.into_iter().flatten();
        let wanted = all.filter(|stored| wanted(stored.product.id.as_str()));
        Ok(wanted
            .map(|stored| (stored.product.id.0.clone(), stored))
            .collect())
    }

    /// The pieces of which something was chosen.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn chosen_pieces(&self) -> Result<ChosenPiecesResponse, EngineError> {
        let chosen = self.pieces_chosen()?;
        let gallery = self.gallery();
        // A gallery has nothing that is hidden.
        let hidden = |id: &str| chosen.contains_key(id) && gallery.position(id).is_none();
        let elsewhere = match chosen.keys().any(|id| hidden(id)) {
            true => self.stored(hidden)?,
            false => BTreeMap::new(),
        };
        let pieces = chosen.iter().map(|(id, choice)| {
            let (title, hash) = match gallery.find(id) {
                Ok(item) => (item.product.title.as_str(), item.picture_hash.as_deref()),
                Err(_) => elsewhere.get(id).map_or(("", None), |stored| {
                    (stored.product.title.as_str(), stored.picture_hash.as_deref())
                }),
            };
            ChosenPiece {
                id: id.clone(),
                title: title.to_owned(),
                thumb: hash.map(thumb_key),
                hidden: choice.hidden,
                first: choice.first,
                corrected: choice.facts.clone(),
            }
        });
        Ok(ChosenPiecesResponse {
            pieces: pieces.collect(),
        })
    }

    /// Keeps what is chosen of a piece, and shows the catalogue by it from then on; answers with all that were chosen.
    ///
    /// # Errors
    /// When nothing is known of such a product, a correction is too long, or its field is the shop's own.
    pub fn set_piece(&self, request: &SetPieceRequest) -> Result<ChosenPiecesResponse, EngineError> {
        self.must_write()?;
        let mut chosen = self.pieces_chosen()?;
        let stored = self.stored(|id| id == request.id)?.remove(&request.id);
        if stored.is_none() && !chosen.contains_key(&request.id) {
            return Err(EngineError::NotFound {
                what: Thing::Product,
                name: request.id.clone(),
                hint: "Check the id; `stylenova search` lists the ids of what it finds.".to_owned(),
            });
        }
        let mut choice = chosen.remove(&request.id).unwrap_or_default();
        choice.hidden = request.hidden.unwrap_or(choice.hidden);
        choice.first = request.first.unwrap_or(choice.first);
        if let Some(PieceCorrection { field, values }) = &request.correct {
            let values: Vec<String> = values.iter().map(|value| value.trim().to_owned()).collect();
            let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
            if values.len() > MOST_VALUES || values.iter().any(|value| value.chars().count() > LONGEST_VALUE)
            {
                return Err(Rejection::Name { most: LONGEST_VALUE }.into());
            }
            if stored.is_some_and(|stored| !stored.product.is_inferred(field.name())) {
                return Err(EngineError::invalid(
                    format!("the shop itself says the {} of \"{}\"", field.name(), request.id),
                    "Change it in the shop's file, and import that.",
                ));
            }
            if values.is_empty() {
                choice.facts.remove(field.name());
            } else {
                choice.facts.insert(field.name().to_owned(), values);
            }
        }
        self.with_settings(|db| Ok(db.set_piece(&request.id, &choice)?))?;
        self.refresh()?;
        // Other rows are other words' reach.
        self.prepare_index()?;
        self.chosen_pieces()
    }
}
