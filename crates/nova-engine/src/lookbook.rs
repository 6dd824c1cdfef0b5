//! A lookbook: a board, or several of them, as one page that opens on any telephone, without a network, and what comes back from it. The client
//! taps what they love, might wear or leave, and sends a file or a code; taken in, each answer is a swipe and each word a note.
//! The same board as pages to print is made by `print`.
//!
//! How the page looks is `page`, what comes back is read by `reply`. Its texts come from whoever asks for it, in the
//! language of theirs.

mod page;
mod reply;

use crate::client::boards::Pinned;
use crate::client::swipe::SwipeRequest;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::library::write_atomically;
use crate::rejection::Rejection;
use nova_store::{Board, Lookbook, Profile};
use nova_taste::signal::Verdict;
use page::Page;
use reply::{Reply, Says};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use page::LookbookTexts;

/// Most characters of a word that a client wrote beside a piece.
const LONGEST_WORD: usize = 400;

/// A lookbook to be written.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct LookbookRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The board's name; empty for the favourites.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub board: String,
    /// Several boards in place of one, such as looks: each is a part with a heading.
    #[serde(default)]
    #[ts(as = "Option<Vec<LookbookPart>>")]
    pub parts: Vec<LookbookPart>,
    /// The file: a page for a telephone where its name ends in `.html`, pages to print where it ends in `.pdf`.
    pub file: String,
    /// Whether prices stand in it; they do when left out.
    #[serde(default)]
    pub prices: Option<bool>,
    /// What it says.
    pub texts: LookbookTexts,
}

/// A board that is a part of a lookbook.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookbookPart {
    /// The board's name; empty for the favourites.
    pub board: String,
    /// Its heading.
    pub title: String,
}

/// A lookbook that was written.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct LookbookResponse {
    /// The file.
    pub file: String,
    /// Pieces in it.
    pub items: usize,
    /// What stands in a page for a telephone, by which its answers are known. Printed pages have none.
    pub lookbook: Option<String>,
    /// Characters that no font on this machine has, for which printed pages have a frame.
    pub unprintable: String,
}

/// Answers to be taken in.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ReactionsRequest {
    /// The client whom they are from; whoever the lookbook was made for when left out.
    pub profile: Option<String>,
    /// The file that came back.
    pub file: Option<String>,
    /// The code that came back, where there is no file.
    pub code: Option<String>,
}

/// What answers came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct ReactionsResponse {
    /// The client's name.
    pub client: String,
    /// The board that the lookbook was made of.
    pub board: String,
    /// Pieces that were loved, might be worn, and were left, among those that were not answered before.
    pub loved: usize,
    /// Those that might be worn.
    pub maybe: usize,
    /// Those that were left.
    pub left: usize,
    /// Notes that were written on the board.
    pub notes: usize,
    /// Answers that had been taken in before, and count once.
    pub repeated: usize,
    /// Pieces that the catalogue no longer has, or that were not in the lookbook.
    pub unknown: Vec<String>,
}

/// Stands between the names of the boards that a lookbook was made of. No name has it.
const BETWEEN: char = '\u{1f}';

/// The pieces of a lookbook.
pub(crate) struct Contents {
    /// All pieces in order.
    pub pieces: Vec<Pinned>,
    /// The parts by their headings, and how many of the pieces are each one's; none where it has no parts.
    pub parts: Vec<(String, usize)>,
}

/// What a lookbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A page for a telephone.
    Page,
    /// Pages to print.
    Print,
}

impl Kind {
    /// What a file is to be, by the ending of its name.
    fn of(file: &Path) -> Option<Kind> {
        let ending = file.extension()?;
        match ending {
            ending if ending.eq_ignore_ascii_case("html") => Some(Kind::Page),
            ending if ending.eq_ignore_ascii_case("pdf") => Some(Kind::Print),
            _ => None,
        }
    }
}

impl Engine {
    /// Writes a board as a page that opens anywhere and asks for answers, and keeps what was in it; or as pages to print, which
    /// ask for nothing.
    ///
    /// # Errors
    /// When there is no such client or board, nothing on it is in the catalogue, the file is neither `.html` nor `.pdf`, or it
    /// cannot be written.
    pub fn lookbook(&self, request: &LookbookRequest) -> Result<LookbookResponse, EngineError> {
        self.must_write()?;
        let file = Path::new(&request.file);
        let kind = Kind::of(file).ok_or(Rejection::NoPage)?;
        let gallery = self.gallery();
        let (boards, contents) = self.contents(&gallery, request)?;
        let prices = request.prices.unwrap_or(true);
        let mut shop = self.shop()?;
        if !request.texts.shop.trim().is_empty() {
            shop.name = request.texts.shop.clone();
        }
        if kind == Kind::Print {
            let (pages, unprintable) =
                self.lookbook_pages(&gallery, &request.texts, &shop, &contents, prices)?;
            write_atomically(file, &pages)?;
            return Ok(LookbookResponse {
                file: request.file.clone(),
                items: contents.pieces.len(),
                lookbook: None,
                unprintable,
            });
        }
        let made = self.now();
        let chance = format!("{} {made} {boards}", self.seeds.next());
        let id = blake3::hash(chance.as_bytes()).to_hex()[..16].to_owned();
        let ids: Vec<&str> = contents.pieces.iter().map(|piece| piece.id.as_str()).collect();
        let ids = serde_json::to_string(&ids).map_err(|error| EngineError::Internal(error.to_string()))?;
        let page = Page {
            texts: &request.texts,
            id: &id,
            ids: &ids,
            prices,
            shop: &shop,
            contents: &contents,
        };
        let text = page.written(&gallery, |key| {
            let path = self.thumb_path(key)?;
            std::fs::read(path).ok()
        });
        self.keep(request.profile.as_deref(), |db, profile| {
            Ok(db.add_lookbook(&Lookbook {
                id: id.clone(),
                profile: profile.key,
                board: boards,
                pieces: ids,
                made,
                answered: None,
            })?)
        })?;
        // One that is kept and not written has no answers; one that is written and not kept could take none in.
        write_atomically(file, text.as_bytes())?;
        Ok(LookbookResponse {
            file: request.file.clone(),
            items: contents.pieces.len(),
            lookbook: Some(id),
            unprintable: String::new(),
        })
    }

    /// The boards of a lookbook by name, and what stands in it.
    fn contents(
        &self,
        gallery: &Gallery,
        request: &LookbookRequest,
    ) -> Result<(String, Contents), EngineError> {
        let one = [LookbookPart {
            board: request.board.clone(),
            title: String::new(),
        }];
        let several = !request.parts.is_empty();
        let asked = if several { request.parts.as_slice() } else { &one };
        let mut boards: Vec<String> = Vec::new();
        let mut contents = Contents {
            pieces: Vec::new(),
            parts: Vec::new(),
        };
        for part in asked {
            let board = self.board_named(request.profile.as_deref(), &part.board)?;
            // Nothing stands in a lookbook that cannot be sold, and no part that would be empty.
            let mut pieces = self.pieces_of(gallery, &board)?;
            pieces.retain(|piece| !piece.gone && piece.in_stock);
            if pieces.is_empty() || boards.contains(&board.name) {
                continue;
            }
            boards.push(board.name);
            if several {
                contents.parts.push((part.title.clone(), pieces.len()));
            }
            contents.pieces.extend(pieces);
        }
        if contents.pieces.is_empty() {
            return Err(Rejection::EmptyBoard.into());
        }
        Ok((boards.join(&BETWEEN.to_string()), contents))
    }

    /// Takes in what a client answered to a lookbook: each answer as a swipe of that day, each word as a note on the board.
    /// What was taken in before counts once, whoever brings it.
    ///
    /// # Errors
    /// When the file or code is none, or its lookbook was not made here, for another client, or for one who was erased.
    pub fn reactions(&self, request: &ReactionsRequest) -> Result<ReactionsResponse, EngineError> {
        self.must_write()?;
        let (id, reply) =
            Reply::lookbook_of(request.file.as_deref().map(Path::new), request.code.as_deref())?;
        let (book, profile) = self.lookbook_named(&id)?;
        if let Some(named) = request.profile.as_deref()
            && !named.trim().eq_ignore_ascii_case(&profile.name)
        {
            return Err(Rejection::OtherClientsAnswers { name: profile.name }.into());
        }
        let ids: Vec<String> = serde_json::from_str(&book.pieces)
            .map_err(|error| EngineError::Internal(format!("a kept lookbook cannot be read: {error}")))?;
        let answers = reply.answers(&ids);
        let mut came = ReactionsResponse {
            client: profile.name.clone(),
            board: book.board.split(BETWEEN).collect::<Vec<_>>().join(", "),
            loved: 0,
            maybe: 0,
            left: 0,
            notes: 0,
            repeated: 0,
            unknown: answers.unknown,
        };
        // Neither a clock that goes wrong nor an edited file puts an answer before its question or after today.
        let at = answers.at.clamp(book.made, self.now().max(book.made));
        let client = Some(profile.name.as_str());
        self.visit(client, |visit| {
            visit.at = at;
            for (id, says) in &answers.says {
                let Some(says) = says else { continue };
                if visit.shelf.gallery.position(id).is_none() {
                    came.unknown.push(id.clone());
                    continue;
                }
                let swiped = visit.swipe(
                    &SwipeRequest {
                        profile: None,
                        product_id: id.clone(),
                        verdict: says.verdict(),
                        attribute: None,
                        swipe_id: None,
                        deal: None,
                    },
                    format!("lookbook-{}-{id}", book.id),
                )?;
                match (swiped.repeated, says) {
                    (true, _) => came.repeated += 1,
                    (false, Says::Love) => came.loved += 1,
                    (false, Says::Maybe) => came.maybe += 1,
                    (false, Says::No) => came.left += 1,
                }
            }
            Ok(())
        })?;
        let now = self.now();
        self.keep(client, |db, profile| {
            let boards = db.boards(profile.key)?;
            let mut words = answers.words;
            // A word stands on the first of the boards that has its piece.
            for name in book.board.split(BETWEEN) {
                let Some(board) = boards.iter().find(|board| board.name == name) else {
                    continue;
                };
                let on_it = |id: &String| board.items.iter().any(|item| item.product == *id);
                let (own, others): (Vec<_>, Vec<_>) = words.into_iter().partition(|(id, _)| on_it(id));
                words = others;
                let (board, notes) = noted(board.clone(), &own);
                came.notes += notes;
                if notes > 0 {
                    db.set_board(profile.key, &board)?;
                }
            }
            Ok(db.answer_lookbook(&book.id, now)?)
        })?;
        Ok(came)
    }

    fn lookbook_named(&self, id: &str) -> Result<(Lookbook, Profile), EngineError> {
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let found = match db.lookbook(id)? {
            Some(book) => {
                let mut profiles = db.profiles()?.into_iter();
                profiles
                    .find(|profile| profile.key == book.profile)
                    .map(|profile| (book, profile))
            }
            None => None,
        };
        found.ok_or_else(|| Rejection::UnknownLookbook.into())
    }
}

impl Says {
    /// What it teaches.
    fn verdict(self) -> Verdict {
        match self {
            Says::Love => Verdict::Super,
            Says::Maybe => Verdict::Like,
            Says::No => Verdict::Pass,
        }
    }
}

/// A board with words added to the notes of its pieces, and to how many. A word that is there already is not written twice.
fn noted(mut board: Board, words: &[(String, String)]) -> (Board, usize) {
    let mut notes = 0;
    for (id, word) in words {
        let Some(item) = board.items.iter_mut().find(|item| item.product == *id) else {
            continue;
        };
        let word: String = word.chars().take(LONGEST_WORD).collect();
        if item.note.contains(&word) {
            continue;
        }
        item.note = match item.note.as_str() {
            "" => word,
            before => format!("{before} – {word}"),
        };
        notes += 1;
    }
    (board, notes)
}
