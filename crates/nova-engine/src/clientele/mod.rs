//! What is held of clients: the open `user.db`, the crowd, and the recommenders of those who were here last.
//!
//! Each client is served under a lock of its own, so that a slow deal holds up nobody else. What all of them share, the
//! database and the crowd, is locked for single steps. Whoever takes both locks takes the client's first.
//!
//! The log of swipes is the truth. A client's recommenders are made from it by replay and kept in memory; an undo, an
//! edited weight or a new quiz drops them, so that they are made anew and equal, to the bit, what they would be had
//! the undone never happened. The verbs are in `client`; deliberately absent are the maths (`nova-taste`) and SQL
//! (`nova-store`).

mod entry;
mod erased;
mod limits;
mod session;
mod shelf;
mod totals;

pub use entry::{Channel, Entry};
pub(crate) use entry::{day_of, next_birthday, next_of};
pub(crate) use erased::Erased;
pub use limits::Fit;
pub(crate) use limits::Limits;
pub(crate) use session::{Rows, Session, Settings};
pub use shelf::Shelf;
pub(crate) use shelf::Shelves;
pub(crate) use totals::{COUNTS, Totals, baskets, counts, month};

use crate::error::EngineError;
use nova_store::{Board, Profile, ProfileKey, UserDb};
use nova_taste::crowd::Crowd;
use nova_taste::strategy::World;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// The client who is there without being made.
pub const GUEST: &str = "guest";

/// Clients in memory whose recommenders are kept; the others are made again when they come back.
pub(crate) const KEPT_SESSIONS: usize = 8;

/// For how long what other servers' clients did may be unknown to the crowd, in milliseconds.
const LOOK_EVERY_MS: i64 = 30_000;

/// What the engine holds of clients.
#[derive(Default)]
pub(crate) struct Clients {
    state: Mutex<State>,
    /// Held for reading while a client is served, and for writing while a backup takes the place of all of them.
    serving: RwLock<()>,
}

impl Clients {
    /// What all clients share. After a panic nothing that was made of the database is trusted: all of it is made again.
    pub fn shared(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|broken| {
            let mut state = broken.into_inner();
            state.forget_all();
            self.state.clear_poison();
            state
        })
    }

    /// Serves a client, for as long as the guard lives.
    pub fn serve(&self) -> RwLockReadGuard<'_, ()> {
        // It guards no value that a panic could leave half-written.
        self.serving.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody is served, and serves nobody for as long as the guard lives.
    pub fn serve_nobody(&self) -> RwLockWriteGuard<'_, ()> {
        self.serving.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a client's session is, or will be once it is made.
pub(crate) type Place = Arc<Mutex<Kept>>;

/// A client's session; `None` where it has to be made from the log.
pub(crate) type Kept = Option<Made>;

/// A client's session as it was made.
pub(crate) struct Made {
    /// The epoch that it is of.
    pub epoch: u64,
    /// How often the client's rows had changed, where other servers may change them.
    pub revision: Option<i64>,
    pub session: Session,
}

/// A client's place, when it is its turn. A session that a panic may have left half-taught is made again.
pub(crate) fn turn(place: &Place) -> MutexGuard<'_, Kept> {
    place.lock().unwrap_or_else(|broken| {
        let mut kept = broken.into_inner();
        *kept = None;
        place.clear_poison();
        kept
    })
}

/// The open database and what was made from it.
#[derive(Default)]
pub(crate) struct State {
    pub db: Option<UserDb>,
    /// Of which state of the catalogue the rest is.
    generation: u64,
    /// Grows when all that was made from the database is to be made anew; sessions of an earlier one no longer count.
    pub epoch: u64,
    pub people: Option<Arc<People>>,
    pub orders: Option<Arc<Totals>>,
    /// How often anything of clients had changed when that was last looked at, and when, in milliseconds since 1970.
    pub looked_at: Option<(i64, i64)>,
    /// Clients that were erased and can be brought back, the last one last.
    pub erased: Vec<Erased>,
    /// Boards as they were before they were deleted, or a piece was taken off that the catalogue no longer has, since the program
    /// started; each with its client's name.
    pub deleted_boards: Vec<(String, Board)>,
    places: HashMap<ProfileKey, Place>,
}

impl State {
    /// Drops what stands in numbers of another state of the catalogue than this one.
    pub fn stand_on(&mut self, generation: u64) {
        if self.generation != generation {
            self.generation = generation;
            self.forget_all();
        }
    }

    /// Where other servers write too: drops what was made from the rows of all clients once they have changed, but not at each swipe
    /// of somebody's anywhere.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn look_again(&mut self, db: &UserDb, now: i64) -> Result<(), EngineError> {
        if self.looked_at.is_some_and(|(_, at)| now - at < LOOK_EVERY_MS) {
            return Ok(());
        }
        let revision = db.revision_of_all()?;
        if self.looked_at.is_some_and(|(seen, _)| seen != revision) {
            self.people = None;
            self.orders = None;
        }
        self.looked_at = Some((revision, now));
        Ok(())
    }

    /// Drops what was made from the database, so that it is made anew.
    pub fn forget_all(&mut self) {
        self.epoch += 1;
        self.people = None;
        self.orders = None;
    }

    /// Where a client's session is kept. Of many clients those that nobody serves just now make room.
    pub fn place(&mut self, key: ProfileKey) -> Place {
        if !self.places.contains_key(&key) && self.places.len() >= KEPT_SESSIONS {
            // A second place of a client that is being served would let it be served twice at a time.
            self.places.retain(|_, place| Arc::strong_count(place) > 1);
        }
        Arc::clone(self.places.entry(key).or_default())
    }
}

/// The crowd, with each client's place in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    pub crowd: Crowd,
    pub places: HashMap<ProfileKey, usize>,
}

impl People {
    /// A client's place in the crowd, given to it where it has none.
    pub fn enter(&mut self, key: ProfileKey) -> usize {
        let next = self.places.len();
        let place = *self.places.entry(key).or_insert(next);
        if place >= self.crowd.ratings.len() {
            self.crowd.ratings.resize(place + 1, Vec::new());
        }
        place
    }
}

/// A client's session with what it stands in, while it is the client's turn.
pub(crate) struct Visit<'a> {
    /// What all clients share, locked for single steps.
    pub clients: &'a Clients,
    /// Of which what was made from the database is.
    pub epoch: u64,
    pub shelf: &'a Shelf,
    pub profile: Profile,
    /// When it takes place, in milliseconds since 1970.
    pub at: i64,
    /// A seed of its own.
    pub seed: u64,
    pub session: &'a mut Session,
    /// The crowd as it was when the visit began, or when it last changed it.
    pub people: Arc<People>,
}

impl Visit<'_> {
    /// The shop as the client's recommenders see it.
    pub fn world(&self) -> World<'_> {
        self.shelf.world(
            &self.people.crowd,
            self.people.places.get(&self.profile.key).copied(),
        )
    }

    /// Runs `act` on the database, while no other client uses it.
    pub fn with_db<T>(
        &self,
        act: impl FnOnce(&mut UserDb) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let mut shared = self.clients.shared();
        act(opened(&mut shared.db)?)
    }

    /// Runs `act` on the database and the crowd in one step, so that nobody gathers the crowd from the database between the
    /// two changes. `act` hears the client's place in the crowd.
    pub fn together<T>(
        &mut self,
        act: impl FnOnce(&mut UserDb, &mut Crowd, usize) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let key = self.profile.key;
        let mut shared = self.clients.shared();
        let state = &mut *shared;
        let db = opened(&mut state.db)?;
        // Where nobody else looks at the crowd it changes in place, so this visit must not hold on to it.
        let own = std::mem::take(&mut self.people);
        let mut alone = None;
        let people = match state.people.as_mut().filter(|_| state.epoch == self.epoch) {
            Some(people) => {
                drop(own);
                people
            }
            // What all share is of another state by now, or will be gathered from the database.
            None => alone.insert(own),
        };
        let changed = Arc::make_mut(people);
        let place = changed.enter(key);
        let answer = act(db, &mut changed.crowd, place);
        self.people = Arc::clone(people);
        answer
    }
}

fn opened(db: &mut Option<UserDb>) -> Result<&mut UserDb, EngineError> {
    let closed = || EngineError::Internal("the database of clients is not open".to_owned());
    db.as_mut().ok_or_else(closed)
}

/// Makes the crowd from all clients' logs and the shop's orders.
pub(crate) fn gather(db: &UserDb, shelf: &Shelf, orders: &Totals) -> Result<People, EngineError> {
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
        if opinion.liked && !opinion.dealt {
            people.crowd.want(item);
        }
    }
    for (product, count) in db.shown_counts()? {
        if let Some(item) = shelf.gallery.position(&product) {
            people.crowd.shown[item] = count;
        }
    }
    people.crowd.take_in(&orders.sales);
    people.crowd.counts = orders.counts;
    Ok(people)
}
