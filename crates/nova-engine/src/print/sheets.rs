//! A board as a sheet of price tags, or as a list for the fitting room.

use super::{How, mark, pieces};
use crate::client::boards::Pinned;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::write_atomically;
use crate::rejection::Rejection;
use nova_print::{Fonts, Tags, Visit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Printed {
    /// Price tags, 24 on a page of A4.
    Tags,
    /// A list for the fitting room, with boxes to tick.
    List,
}

/// What such a sheet says, in the language of whoever prints it.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintTexts {
    /// The language, as a tag of BCP 47.
    pub language: String,
    /// Whether lines run from right to left.
    pub right_to_left: bool,
    /// The sheet's title, such as "Fitting room".
    pub title: String,
    /// Whom it is for, such as "Ada".
    pub client: String,
    /// When, in words; may be empty.
    pub time: String,
    /// Stands beside what is sold out.
    pub sold: String,
}

/// A board to be printed.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PrintBoardRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The board's name; empty for the favourites.
    pub board: String,
    /// What is printed.
    pub what: Printed,
    /// The file, whose name ends in `.pdf`.
    pub file: String,
    /// What it says.
    pub texts: PrintTexts,
}

/// Pages that were written.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct PrintBoardResponse {
    /// The file.
    pub file: String,
    /// Pieces on them.
    pub items: usize,
    /// Pages.
    pub pages: usize,
    /// Characters that no font on this machine has, for which a frame is drawn.
    pub unprintable: String,
}

impl Engine {
    /// Writes a board as price tags or as a list for the fitting room.
    ///
    /// # Errors
    /// When there is no such client or board, nothing on it is in the catalogue, the file is no `.pdf`, or it cannot be written.
    pub fn print_board(&self, request: &PrintBoardRequest) -> Result<PrintBoardResponse, EngineError> {
        let file = Path::new(&request.file);
        if !file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
        {
            return Err(Rejection::NoPrint.into());
        }
        let board = self.board_named(request.profile.as_deref(), &request.board)?;
        let gallery = self.gallery();
        let mut pinned: Vec<Pinned> = self.pieces_of(&gallery, &board)?;
        pinned.retain(|piece| !piece.gone);
        if pinned.is_empty() {
            return Err(Rejection::EmptyBoard.into());
        }
        let texts = &request.texts;
        let how = How {
            prices: true,
            pictures: request.what == Printed::List,
            language: &texts.language,
        };
        let pieces = pieces(self, &gallery, &pinned, &how);
        let shop = self.shop()?;
        let sheet = match request.what {
            Printed::Tags => Tags {
                language: texts.language.clone(),
                right_to_left: texts.right_to_left,
                title: texts.title.clone(),
                shop: shop.name,
                pieces,
            }
            .set(&Fonts::system()),
            Printed::List => Visit {
                language: texts.language.clone(),
                right_to_left: texts.right_to_left,
                title: texts.title.clone(),
                client: texts.client.clone(),
                time: texts.time.clone(),
                sold: texts.sold.clone(),
                shop: shop.name,
                logo: shop.logo.as_deref().and_then(mark),
                pieces,
            }
            .set(&Fonts::system()),
        };
        write_atomically(file, &sheet.pdf()?)?;
        Ok(PrintBoardResponse {
            file: request.file.clone(),
            items: pinned.len(),
            pages: sheet.pages.len(),
            unprintable: sheet.missing.iter().collect(),
        })
    }
}
