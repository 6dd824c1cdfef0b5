//! Clients: erasing one, and taking that back until the program ends.
//!
//! An erased client leaves no byte on disk. What is needed to bring it back is held in memory alone, and goes with the program,
//! with a restored backup, or when many more were erased since.

use super::profiles::{ProfileCard, ProfileRequest, card};
use crate::clientele::{COUNTS, Entry, Erased, GUEST};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{create_folder, remove_folder, write_atomically};
use crate::looks::NAME as LEARNT_LOOKS;
use crate::problem::Thing;
use crate::rejection::Rejection;
use crate::request::SearchRequest;
use nova_store::{Profile, Search, UserDb};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;
use ts_rs::TS;

/// How many erased clients can be brought back.
const MOST_ERASED: usize = 20;

/// What was erased.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct DeleteProfileResponse {
    /// Name of the client.
    pub deleted: String,
    /// Swipes that went with it.
    pub swipes: usize,
}

/// Which erased client is to come back.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoDeleteProfileRequest {
    /// The name that the client had.
    pub name: String,
}

impl Engine {
    /// Erases a client with its quiz, swipes, cards, weights, favourites, boards, searches, file, purchases and the photos
    /// that are its alone, and what the window kept that names it. No byte of them is left in the library's files. Until the
    /// program ends [`Engine::undo_delete_profile`] brings it back.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn delete_profile(&self, request: &ProfileRequest) -> Result<DeleteProfileResponse, EngineError> {
        let (deleted, mut erased, photos) = self.change(request.profile.as_deref(), |db, profile| {
            let photos = own_photos(db, profile)?;
            let mut erased = Erased {
                rows: db.rows_of(profile.key, &profile.name)?,
                settings: Vec::new(),
                learnt: Vec::new(),
                photos: Vec::new(),
            };
            // The window keeps names alone or as a text in JSON.
            let quoted = serde_json::Value::from(profile.name.as_str()).to_string();
            for (key, value) in db.settings()? {
                if value == profile.name || value.contains(&quoted) {
                    db.set_setting(&key, None)?;
                    erased.settings.push((key, value));
                }
            }
            // What was fitted to their purchases goes with them, until orders come in again; and so does what was learnt with
            // their looks, until looks come in again.
            let bought = !db.purchases(Some(profile.key))?.is_empty();
            let wore = db.boards(profile.key)?.iter().any(|board| board.look);
            for (name, theirs) in [(COUNTS, bought), (LEARNT_LOOKS, wore)] {
                if let Some((basis, value)) = db.learnt(name)?.filter(|_| theirs) {
                    db.set_learnt(name, None)?;
                    erased.learnt.push((name, basis, value));
                }
            }
            db.delete_profile(profile.key)?;
            let deleted = DeleteProfileResponse {
                deleted: profile.name.clone(),
                swipes: profile.swipes,
            };
            Ok((deleted, erased, photos))
        })?;
        self.forget_looks();
        let kept = self.library.photos();
        for photo in photos {
            let path = Path::new(&photo);
            // A photo that lies elsewhere is the user's and stays.
            if path.parent() == Some(kept.as_path())
                && self.fetch_file(path).is_ok()
                && let Ok(bytes) = std::fs::read(path)
            {
                erased.photos.push((path.to_owned(), bytes));
            }
            self.forget_photo(&photo)?;
        }
        // What was asked cannot be read out of an embedding, but can be guessed and compared.
        self.forget_queries()?;
        // What a restored backup put aside may know the client too.
        remove_folder(&self.library.before_restore())?;
        let mut state = self.clients();
        let name = deleted.deleted.to_lowercase();
        state.deleted_boards.retain(|(client, _)| *client != name);
        state.erased.push(erased);
        if state.erased.len() > MOST_ERASED {
            state.erased.remove(0);
        }
        // Their purchases were in the sums of all orders.
        self.forget_orders(&mut state);
        Ok(deleted)
    }

    /// Brings a client back that was erased since the program started, as it was.
    ///
    /// # Errors
    /// When no such client was erased, or somebody else has the name by now.
    pub fn undo_delete_profile(
        &self,
        request: &UndoDeleteProfileRequest,
    ) -> Result<ProfileCard, EngineError> {
        self.must_write()?;
        let mut state = self.clients();
        let latest = state
            .erased
            .iter()
            .rposition(|erased| erased.rows.name.eq_ignore_ascii_case(request.name.trim()))
            .ok_or_else(|| EngineError::NotFound {
                what: Thing::Profile,
                name: request.name.clone(),
                hint: "An erased client can be brought back until StyleNova is closed.".to_owned(),
            })?;
        let erased = state.erased.remove(latest);
        let brought = self.brought_back(self.user_db(&mut state)?, &erased);
        if brought.is_err() {
            // It can be tried again, for instance once the name is free.
            state.erased.insert(latest, erased);
        }
        self.forget_orders(&mut state);
        drop(state);
        self.forget_looks();
        brought
    }

    fn brought_back(&self, db: &mut UserDb, erased: &Erased) -> Result<ProfileCard, EngineError> {
        let name = erased.rows.name.as_str();
        // The guest is there again at once after it was erased.
        if name == GUEST
            && let Some(guest) = db.profile(GUEST)?
            && guest.swipes == 0
        {
            db.delete_profile(guest.key)?;
        }
        if !db.bring_back(&erased.rows)? {
            return Err(Rejection::ClientExists {
                name: name.to_owned(),
            }
            .into());
        }
        let now = db.settings()?;
        for (key, value) in erased.settings.iter().filter(|(key, _)| !now.contains_key(key)) {
            db.set_setting(key, Some(value))?;
        }
        for (name, basis, value) in &erased.learnt {
            if db.learnt(name)?.is_none() {
                db.set_learnt(name, Some((basis, value)))?;
            }
        }
        for (path, bytes) in &erased.photos {
            create_folder(&self.library.photos())?;
            write_atomically(path, bytes)?;
            self.share_file(path)?;
        }
        Ok(card(&self.find(db, Some(name), true)?))
    }
}

/// Photos that a client searched with or owns a piece on, and no other client.
fn own_photos(db: &UserDb, profile: &Profile) -> Result<BTreeSet<String>, EngineError> {
    let mut own = photos_of(db, profile)?;
    for other in db.profiles()?.iter().filter(|other| other.key != profile.key) {
        for photo in photos_of(db, other)? {
            own.remove(&photo);
        }
    }
    Ok(own)
}

/// Photos that a client searched with or owns a piece on.
pub(super) fn photos_of(db: &UserDb, profile: &Profile) -> Result<BTreeSet<String>, EngineError> {
    let mut own = photos(&db.searches(Some(profile.key))?);
    own.extend(
        db.entries(Some(profile.key))?
            .iter()
            .filter_map(|written| match Entry::of(written) {
                Some(Entry::Wardrobe { photo, .. }) => photo,
                _ => None,
            }),
    );
    Ok(own)
}

fn photos(searches: &[Search]) -> BTreeSet<String> {
    let requests = searches
        .iter()
        .filter_map(|search| serde_json::from_str::<SearchRequest>(&search.request).ok());
    requests
        .flat_map(|request| request.images.into_iter().chain(request.image))
        .collect()
}
