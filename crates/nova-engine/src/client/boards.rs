//! Boards: products in an order of the client's, with notes, to show and to share.

use super::favourites::FAVOURITES;
use super::profiles::ProfileRequest;
use crate::clientele::GUEST;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::instead::{Instead, instead_of, instead_of_gone};
use crate::item::Item;
use crate::library::{thumb_key, write_atomically};
use crate::problem::Thing;
use crate::rejection::Rejection;
use nova_store::{Board, BoardItem, LastKnown, Profile, UserDb};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// A product on a board.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Pinned {
    /// The product's id.
    pub id: String,
    /// Its title; where the catalogue no longer has it the last one, or empty where none is known.
    pub title: String,
    /// The client's note.
    pub note: String,
    /// When it was put there, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// Price in `currency`.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// Whether it can be sold now.
    pub in_stock: bool,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// Whether the catalogue no longer has it; what is told of it is what was last known then.
    pub gone: bool,
    /// What can be sold in its place, where it is sold out or gone and there is such a piece.
    pub instead: Option<Instead>,
}

/// A board.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
#[ts(rename = "Board")]
pub struct BoardCard {
    /// Name.
    pub name: String,
    /// Whether it is a look: pieces that are worn together.
    pub look: bool,
    /// Its products in order.
    pub items: Vec<Pinned>,
}

/// A client's boards.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct BoardsResponse {
    /// By name; the favourites are not among them.
    pub boards: Vec<BoardCard>,
}

/// A product to be on a board.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ToPin {
    /// The product's id.
    pub id: String,
    /// A note.
    #[serde(default)]
    pub note: Option<String>,
}

/// A board to be made or changed.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetBoardRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The board's name; empty for the favourites, so that they can be put in order.
    pub name: String,
    /// All its products in order; `None` deletes the board.
    #[serde(default)]
    pub items: Option<Vec<ToPin>>,
    /// The products that were on it when whoever asks looked at it: what somebody else has put there since stays, and what
    /// they took off stays off. What stands in `items` counts for everything when left out.
    #[serde(default)]
    pub was: Option<Vec<String>>,
    /// Whether it is a look; as it was when left out.
    #[serde(default)]
    pub look: Option<bool>,
}

/// A board that gets another name.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RenameBoardRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The board's name.
    pub name: String,
    /// The name that it gets.
    pub to: String,
}

/// A board to be written to a file.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ShareBoardRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The board's name; empty for the favourites.
    pub name: String,
    /// The file.
    pub file: String,
}

/// A board that was written.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ShareBoardResponse {
    /// The file.
    pub file: String,
    /// Products on it.
    pub items: usize,
}

/// A product as it is shown in a list of a client's, whether the catalogue still has it or not.
pub(crate) fn pinned(gallery: &Gallery, id: &str, note: &str, at: i64) -> Pinned {
    let item = gallery.find(id).ok();
    let known = item.map(known).unwrap_or_default();
    Pinned {
        id: id.to_owned(),
        title: known.title,
        note: note.to_owned(),
        at,
        price: known.price,
        currency: known.currency,
        in_stock: item.is_some_and(|item| item.product.in_stock()),
        thumb: known.thumb,
        gone: item.is_none(),
        instead: None,
    }
}

/// What a board keeps of a piece for when the catalogue no longer has it.
pub(crate) fn known(item: &Item) -> LastKnown {
    let product = &item.product;
    LastKnown {
        title: product.title.clone(),
        kind: product.kind.clone(),
        price: product.price,
        currency: product.currency.clone(),
        thumb: item.picture_hash.as_deref().map(thumb_key),
    }
}

/// What a board becomes when somebody who saw `was` on it wants `wanted` there, and it is `there` by now.
fn joined(wanted: &[ToPin], was: &[String], there: &[BoardItem]) -> Vec<ToPin> {
    let is_there = |id: &str| there.iter().any(|item| item.product == id);
    let kept = wanted
        .iter()
        .filter(|pin| is_there(&pin.id) || !was.contains(&pin.id));
    let mut joined: Vec<ToPin> = kept.cloned().collect();
    for item in there {
        if !was.contains(&item.product) && !wanted.iter().any(|pin| pin.id == item.product) {
            joined.push(ToPin {
                id: item.product.clone(),
                note: None,
            });
        }
    }
    joined
}

fn no_such_board(name: &str) -> EngineError {
    EngineError::NotFound {
        what: Thing::Board,
        name: name.to_owned(),
        hint: "`boards` lists those there are.".to_owned(),
    }
}

impl Engine {
    /// The pieces of a board, each with what can take its place where it cannot be sold.
    pub(crate) fn pieces_of(&self, gallery: &Gallery, board: &Board) -> Result<Vec<Pinned>, EngineError> {
        let gone = |own: &BoardItem| gallery.position(&own.product).is_none();
        let some_gone = board.items.iter().any(gone);
        let embeddings = some_gone.then(|| self.stored_embeddings(gallery)).flatten();
        let pieces = board.items.iter().map(|own| {
            let mut piece = pinned(gallery, &own.product, &own.note, own.at);
            match gallery.find(&own.product) {
                Ok(item) if !piece.in_stock => piece.instead = instead_of(gallery, item),
                Ok(_) => {}
                Err(_) => {
                    piece.title.clone_from(&own.known.title);
                    piece.price = own.known.price;
                    piece.currency.clone_from(&own.known.currency);
                    piece.thumb.clone_from(&own.known.thumb);
                    if let Some(embeddings) = &embeddings {
                        piece.instead = instead_of_gone(gallery, &own.known, embeddings)?;
                    }
                }
            }
            Ok(piece)
        });
        pieces.collect()
    }

    /// Keeps what the pieces on all boards are like now, before another catalogue takes their place.
    pub(crate) fn know_boards(&self) -> Result<(), EngineError> {
        let gallery = self.gallery();
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let products = db.products_on_boards()?.into_iter();
        let now = products.filter_map(|id| {
            let known = known(gallery.find(&id).ok()?);
            Some((id, known))
        });
        let now: Vec<(String, LastKnown)> = now.collect();
        Ok(db.know_products(&now)?)
    }

    pub(crate) fn boards_of(&self, name: Option<&str>) -> Result<Vec<Board>, EngineError> {
        let mut state = self.clients();
        let may_write = self.lock.is_some();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, name, may_write)?;
        Ok(db.boards(profile.key)?)
    }

    /// A client's board by its name, which is empty for the favourites.
    pub(crate) fn board_named(&self, client: Option<&str>, name: &str) -> Result<Board, EngineError> {
        let mut boards = self.boards_of(client)?.into_iter();
        match boards.find(|board| board.name.eq_ignore_ascii_case(name)) {
            Some(board) => Ok(board),
            // Everybody has favourites; nothing may be among them yet.
            None if name == FAVOURITES => Ok(Board::default()),
            None => Err(no_such_board(name)),
        }
    }

    /// Runs `act` on a client's rows that no recommender learns from.
    pub(crate) fn keep<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut UserDb, &Profile) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.must_write()?;
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, name, true)?;
        act(db, &profile)
    }

    /// A client's boards.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn boards(&self, request: &ProfileRequest) -> Result<BoardsResponse, EngineError> {
        let boards = self.boards_of(request.profile.as_deref())?;
        let gallery = self.gallery();
        let boards = boards.iter().filter(|board| board.name != FAVOURITES);
        let boards = boards.map(|board| {
            Ok(BoardCard {
                name: board.name.clone(),
                look: board.look,
                items: self.pieces_of(&gallery, board)?,
            })
        });
        Ok(BoardsResponse {
            boards: boards.collect::<Result<_, EngineError>>()?,
        })
    }

    /// Gives a board another name; answers with all boards.
    ///
    /// # Errors
    /// When there is no such client or board, the name is none, or another board has it.
    pub fn rename_board(&self, request: &RenameBoardRequest) -> Result<BoardsResponse, EngineError> {
        let to = super::profiles::checked_name(&request.to)?;
        let renamed = self.keep(request.profile.as_deref(), |db, profile| {
            Ok(match request.name.as_str() {
                FAVOURITES => None,
                name => db.rename_board(profile.key, name, to)?,
            })
        })?;
        match renamed {
            None => return Err(no_such_board(&request.name)),
            Some(false) => return Err(Rejection::BoardExists { name: to.to_owned() }.into()),
            Some(true) => {}
        }
        self.boards(&ProfileRequest {
            profile: request.profile.clone(),
        })
    }

    /// Makes a board hold exactly what is asked for, or deletes it; answers with all boards.
    ///
    /// # Errors
    /// When there is no such client or product.
    pub fn set_board(&self, request: &SetBoardRequest) -> Result<BoardsResponse, EngineError> {
        let name = match request.name.as_str() {
            FAVOURITES => FAVOURITES,
            other => super::profiles::checked_name(other)?,
        };
        let client = request.profile.as_deref();
        let whose = client.unwrap_or(GUEST).trim().to_lowercase();
        // Read, changed and written by one at a time, on whatever server.
        self.documents
            .change(|_| self.set_board_alone(request, name, client, &whose))?;
        self.boards(&ProfileRequest {
            profile: request.profile.clone(),
        })
    }

    fn set_board_alone(
        &self,
        request: &SetBoardRequest,
        name: &str,
        client: Option<&str>,
        whose: &str,
    ) -> Result<(), EngineError> {
        let is_look = |board: &Board| board.look && board.name.eq_ignore_ascii_case(name);
        if request.look.is_some() || self.boards_of(client)?.iter().any(is_look) {
            self.forget_looks();
        }
        match &request.items {
            None => {
                let boards = self.boards_of(client)?.into_iter();
                let gone = boards.filter(|board| board.name.eq_ignore_ascii_case(name));
                let gone = gone.map(|board| (whose.to_owned(), board));
                self.clients().deleted_boards.extend(gone);
                self.keep(client, |db, profile| {
                    Ok(db.delete_board(profile.key, name).map(drop)?)
                })?;
            }
            Some(wanted) => {
                let before = self.boards_of(client)?;
                let before = before.iter().find(|board| board.name.eq_ignore_ascii_case(name));
                let there = before.map(|board| board.items.as_slice()).unwrap_or_default();
                let wanted = &match &request.was {
                    Some(was) => joined(wanted, was, there),
                    None => wanted.clone(),
                };
                let gallery = self.gallery();
                // A board that comes back has its pieces, also those that have left the catalogue since they were put there.
                let deleted = self.clients().deleted_boards.clone();
                let deleted = deleted
                    .iter()
                    .rev()
                    .find(|(client, board)| client == whose && board.name.eq_ignore_ascii_case(name))
                    .map(|(_, board)| board);
                let item = |wanted: &ToPin| {
                    let of = |board: &Board| {
                        let mut items = board.items.iter();
                        items.find(|item| item.product == wanted.id).cloned()
                    };
                    let old = before.and_then(of).or_else(|| deleted.and_then(of));
                    let old = old.as_ref();
                    let item = gallery.find(&wanted.id);
                    let known = match (item, old) {
                        (Ok(item), _) => known(item),
                        (Err(_), Some(old)) => old.known.clone(),
                        (Err(error), None) => return Err(error),
                    };
                    let old_note = || old.map(|old| old.note.clone()).unwrap_or_default();
                    Ok(BoardItem {
                        product: wanted.id.clone(),
                        note: wanted.note.clone().unwrap_or_else(old_note),
                        at: old.map_or_else(|| self.now(), |old| old.at),
                        known,
                    })
                };
                let items = wanted.iter().map(item).collect::<Result<_, EngineError>>()?;
                let lost = |board: &&Board| {
                    let stays = |id: &str| wanted.iter().any(|wanted| wanted.id == id);
                    let mut gone = board
                        .items
                        .iter()
                        .filter(|item| gallery.find(&item.product).is_err());
                    gone.any(|item| !stays(&item.product))
                };
                if let Some(before) = before.filter(lost) {
                    let before = (whose.to_owned(), before.clone());
                    self.clients().deleted_boards.push(before);
                }
                let board = Board {
                    name: name.to_owned(),
                    look: request
                        .look
                        .unwrap_or_else(|| before.is_some_and(|board| board.look)),
                    items,
                };
                self.keep(client, |db, profile| Ok(db.set_board(profile.key, &board)?))?;
            }
        }
        Ok(())
    }

    /// Writes a board as a table, in CSV. A page to look at is a lookbook.
    ///
    /// # Errors
    /// When there is no such client or board, or the file cannot be written.
    pub fn share_board(&self, request: &ShareBoardRequest) -> Result<ShareBoardResponse, EngineError> {
        let board = self.board_named(request.profile.as_deref(), &request.name)?;
        let gallery = self.gallery();
        let items = self.pieces_of(&gallery, &board)?;
        write_atomically(Path::new(&request.file), table(&items)?.as_bytes())?;
        Ok(ShareBoardResponse {
            file: request.file.clone(),
            items: items.len(),
        })
    }
}

fn table(items: &[Pinned]) -> Result<String, EngineError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| EngineError::Internal(error.to_string());
    writer
        .write_record(["id", "title", "price", "currency", "note"])
        .map_err(failed)?;
    for item in items {
        let price = item.price.map(|price| format!("{price:.2}")).unwrap_or_default();
        writer
            .write_record([&item.id, &item.title, &price, &item.currency, &item.note])
            .map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| EngineError::Internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| EngineError::Internal(error.to_string()))
}
