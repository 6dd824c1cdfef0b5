//! What is held of clients: the open `user.db`, the crowd, and the recommenders of those who were here last.
//!
//! The log of swipes is the truth. A client's recommenders are made from it by replay and kept in memory; an undo, an
//! edited weight or a new quiz drops them, so that they are made anew and equal, to the bit, what they would be had
//! the undone never happened. The verbs are in `client`; deliberately absent are the maths (`nova-taste`) and SQL
//! (`nova-store`).

mod entry;
mod limits;
mod session;
mod shelf;
mod totals;

pub use entry::{Channel, Entry};
pub(crate) use entry::{day_of, next_birthday, next_of};
pub(crate) use limits::Limits;
pub(crate) use session::{Session, Settings};
pub use shelf::Shelf;
pub(crate) use shelf::Shelves;
pub(crate) use totals::{COUNTS, Totals, baskets, counts, month};

use crate::error::EngineError;
use nova_store::{Profile, ProfileKey, UserDb};
use nova_taste::crowd::Crowd;
use nova_taste::strategy::World;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The client who is there without being made.
pub(crate) const GUEST: &str = "guest";

/// Clients in memory whose recommenders are kept; the others are made again when they come back.
pub(crate) const KEPT_SESSIONS: usize = 8;

/// What the engine holds of clients.
#[derive(Default)]
pub(crate) struct Clients {
    pub state: Mutex<State>,
}

/// The open database and what was made from it.
#[derive(Default)]
pub(crate) struct State {
    pub db: Option<UserDb>,
    /// Of which state of the catalogue the rest is.
    generation: u64,
    pub people: Option<People>,
    pub orders: Option<Arc<Totals>>,
    pub sessions: HashMap<ProfileKey, Session>,
}

impl State {
    /// Drops what stands in numbers of another state of the catalogue than this one.
    pub fn stand_on(&mut self, generation: u64) {
        if self.generation != generation {
            self.generation = generation;
            self.sessions.clear();
            self.people = None;
            self.orders = None;
        }
    }
}

/// The crowd, with each client's place in it.
pub(crate) struct People {
    pub crowd: Crowd,
    pub places: HashMap<ProfileKey, usize>,
}

/// A client's session with what it stands in.
pub(crate) struct Visit<'a> {
    pub db: &'a mut UserDb,
    pub shelf: &'a Shelf,
    pub profile: Profile,
    /// When it takes place, in milliseconds since 1970.
    pub at: i64,
    /// A seed of its own.
    pub seed: u64,
    pub session: &'a mut Session,
    pub people: &'a mut People,
}

impl Visit<'_> {
    /// The shop as the client's recommenders see it.
    pub fn world(&self) -> World<'_> {
        self.shelf.world(
            &self.people.crowd,
            self.people.places.get(&self.profile.key).copied(),
        )
    }
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
