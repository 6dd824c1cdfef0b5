//! A client's favourites.

use super::boards::Pinned;
use super::profiles::ProfileRequest;
use crate::engine::Engine;
use crate::error::EngineError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The board that holds the favourites.
pub(crate) const FAVOURITES: &str = "";

/// A favourite to add, note or remove.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetFavouriteRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The product.
    #[serde(alias = "id")]
    pub product_id: String,
    /// Whether it is one; yes when left out.
    #[serde(default)]
    pub favourite: Option<bool>,
    /// A note; the one that is there stays when left out.
    #[serde(default)]
    pub note: Option<String>,
}

/// The favourites.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct FavouritesResponse {
    /// In the client's order.
    pub favourites: Vec<Pinned>,
}

impl Engine {
    /// A client's favourites.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn favourites(&self, request: &ProfileRequest) -> Result<FavouritesResponse, EngineError> {
        let boards = self.boards_of(request.profile.as_deref())?;
        let gallery = self.gallery();
        let favourites = boards.iter().find(|board| board.name == FAVOURITES);
        let pieces = favourites
            .map(|board| self.pieces_of(&gallery, board))
            .transpose()?;
        Ok(FavouritesResponse {
            favourites: pieces.unwrap_or_default(),
        })
    }

    /// Adds or removes a favourite; answers with all of them.
    ///
    /// # Errors
    /// When there is no such client or product.
    pub fn set_favourite(&self, request: &SetFavouriteRequest) -> Result<FavouritesResponse, EngineError> {
        let (name, id) = (request.profile.as_deref(), request.product_id.as_str());
        if request.favourite.unwrap_or(true) {
            self.gallery().find(id)?;
            self.keep(name, |db, profile| {
                Ok(db.put_on_board(profile.key, FAVOURITES, id, request.note.as_deref(), self.now())?)
            })?;
        } else {
            self.keep(name, |db, profile| {
                Ok(db.take_off_board(profile.key, FAVOURITES, id).map(drop)?)
            })?;
        }
        self.favourites(&ProfileRequest {
            profile: request.profile.clone(),
        })
    }
}
