//! Clients: what the library knows of them, in memory and in `user.db`. One verb a file.
//!
//! The log of swipes is the truth. A client's recommenders are made from it by replay and kept in memory; an undo, an
//! edited weight or a new quiz drops them, so that they are made anew and equal, to the bit, what they would be had
//! the undone never happened. Deliberately absent: the maths (`nova-taste`) and SQL (`nova-store`).

pub(crate) mod boards;
pub(crate) mod exchange;
pub(crate) mod favourites;
pub(crate) mod history;
pub(crate) mod insights;
pub(crate) mod next_cards;
pub(crate) mod profiles;
pub(crate) mod quiz;
pub(crate) mod quiz_options;
pub(crate) mod searches;
mod session;
mod shelf;
pub(crate) mod swipe;
pub(crate) mod taste;
pub(crate) mod undo;

use crate::engine::{Engine, locked};
use crate::error::EngineError;
use nova_store::{Profile, ProfileKey, UserDb};
use nova_taste::crowd::Crowd;
use nova_taste::strategy::World;
use session::Session;
pub(crate) use shelf::Shelf;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{SystemTime, UNIX_EPOCH};

/// The client who is there without being made.
pub(crate) const GUEST: &str = "guest";

/// Clients in memory whose recommenders are kept; the others are made again when they come back.
const KEPT_SESSIONS: usize = 8;

/// What the engine holds of clients.
#[derive(Default)]
pub(crate) struct Clients {
    state: Mutex<State>,
}

/// The open database and what was made from it.
#[derive(Default)]
pub(crate) struct State {
    db: Option<UserDb>,
    shelf: Option<Arc<Shelf>>,
    people: Option<People>,
    sessions: HashMap<ProfileKey, Session>,
}

/// The crowd, with each client's place in it.
struct People {
    crowd: Crowd,
    places: HashMap<ProfileKey, usize>,
}

/// A client's session with what it stands in.
pub(crate) struct Visit<'a> {
    pub db: &'a mut UserDb,
    pub shelf: &'a Shelf,
    pub profile: Profile,
    session: &'a mut Session,
    people: &'a mut People,
}

impl Visit<'_> {
    fn world(&self) -> World<'_> {
        self.shelf.world(
            &self.people.crowd,
            self.people.places.get(&self.profile.key).copied(),
        )
    }
}

impl Engine {
    pub(crate) fn clients(&self) -> MutexGuard<'_, State> {
        locked(&self.clients.state)
    }

    /// What the features of the catalogue are now; made anew after an import.
    pub(crate) fn shelf(&self, state: &mut State) -> Arc<Shelf> {
        let gallery = self.gallery();
        if let Some(shelf) = &state.shelf
            && shelf.gallery.generation == gallery.generation
        {
            return Arc::clone(shelf);
        }
        let shelf = Arc::new(Shelf::new(gallery));
        // What was learnt stands in numbers of the old catalogue.
        state.sessions.clear();
        state.people = None;
        state.shelf = Some(Arc::clone(&shelf));
        shelf
    }

    /// Opens the database of clients, for writing where this process may write the library.
    pub(crate) fn user_db<'a>(&self, state: &'a mut State) -> Result<&'a mut UserDb, EngineError> {
        let opened = match state.db.take() {
            Some(open) => open,
            None if self.lock.is_some() => UserDb::open(self.library())?,
            None => match UserDb::open_to_read(self.library())? {
                Some(open) => open,
                None => UserDb::in_memory()?,
            },
        };
        Ok(state.db.insert(opened))
    }

    /// Lets `act` see a client in the shop as it is; the guest when no name is given.
    pub(crate) fn visit<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut Visit<'_>) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let mut guard = self.clients();
        let state = &mut *guard;
        let shelf = self.shelf(state);
        self.user_db(state)?;
        let State {
            db: Some(db),
            people,
            sessions,
            ..
        } = state
        else {
            return Err(EngineError::Internal(
                "the database of clients was not opened".to_owned(),
            ));
        };
        let profile = find(db, name, self.lock.is_some())?;
        let people = match people {
            Some(people) => people,
            none => none.insert(gather(db, &shelf)?),
        };
        if !sessions.contains_key(&profile.key) && sessions.len() >= KEPT_SESSIONS {
            sessions.clear();
        }
        let session = match sessions.entry(profile.key) {
            Entry::Occupied(kept) => kept.into_mut(),
            Entry::Vacant(place) => place.insert(Session::load(self, db, &shelf, &profile)?),
        };
        let next = people.places.len();
        let place = *people.places.entry(profile.key).or_insert(next);
        if place >= people.crowd.ratings.len() {
            people.crowd.ratings.resize(place + 1, Vec::new());
        }
        act(&mut Visit {
            db,
            shelf: &shelf,
            profile,
            session,
            people,
        })
    }

    /// Forgets what was made from a client's log, so that it is made anew.
    pub(crate) fn forget(&self, key: ProfileKey, state: &mut State) {
        state.sessions.remove(&key);
        state.people = None;
    }

    /// Runs `act` on a client's rows, with writing allowed, and forgets what was made from them before.
    pub(crate) fn change<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut UserDb, &Profile) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.must_write()?;
        let mut guard = self.clients();
        let state = &mut *guard;
        let db = self.user_db(state)?;
        let profile = find(db, name, true)?;
        let answer = act(db, &profile)?;
        self.forget(profile.key, state);
        Ok(answer)
    }
}

/// The client of that name. The guest is made on first use.
pub(crate) fn find(db: &UserDb, name: Option<&str>, may_write: bool) -> Result<Profile, EngineError> {
    let name = name
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .unwrap_or(GUEST);
    if let Some(profile) = db.profile(name)? {
        return Ok(profile);
    }
    if name.eq_ignore_ascii_case(GUEST) {
        if !may_write {
            return Ok(Profile::nobody(GUEST));
        }
        if let Some(made) = db.create_profile(GUEST, now())? {
            return Ok(made);
        }
    }
    Err(EngineError::NotFound {
        what: "profile",
        name: name.to_owned(),
        hint: "Make it with `stylenova profile create NAME`; `stylenova profile list` names those there are."
            .to_owned(),
    })
}

/// Makes the crowd from all clients' logs.
fn gather(db: &UserDb, shelf: &Shelf) -> Result<People, EngineError> {
    let mut people = People {
        crowd: Crowd::new(0, shelf.table.len()),
        places: HashMap::new(),
    };
    for opinion in db.opinions()? {
        let Some(item) = shelf.gallery.position(&opinion.product) else {
            continue;
        };
        let next = people.places.len();
        let place = *people.places.entry(opinion.profile).or_insert(next);
        if place == people.crowd.ratings.len() {
            people.crowd.ratings.push(Vec::new());
        }
        people.crowd.add(place, item, opinion.liked);
    }
    for (product, count) in db.shown_counts()? {
        if let Some(item) = shelf.gallery.position(&product) {
            people.crowd.shown[item] = count;
        }
    }
    Ok(people)
}

/// Milliseconds since 1970.
pub(crate) fn now() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
}

/// A seed that differs from call to call.
pub(crate) fn fresh_seed() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // The nanoseconds alone differ enough; the seconds are mixed in so that a coarse clock does as well.
    elapsed.as_secs().wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(elapsed.subsec_nanos())
}
