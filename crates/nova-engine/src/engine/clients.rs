//! Clients as verbs come to them: under one lock, with what was made of their logs brought up to date.

use super::Engine;
use crate::clientele::{GUEST, KEPT_SESSIONS, Session, Shelf, State, Totals, Visit, gather};
use crate::error::EngineError;
use crate::locks::locked;
use crate::problem::Thing;
use nova_store::{Profile, ProfileKey, UserDb};
use std::collections::hash_map::Entry;
use std::sync::{Arc, MutexGuard};

impl Engine {
    /// What is held of clients. After a panic none of it is trusted: a recommender may have learnt a swipe by half, and
    /// all of it is made again from the log.
    pub(crate) fn clients(&self) -> MutexGuard<'_, State> {
        self.clients.state.lock().unwrap_or_else(|broken| {
            let mut state = broken.into_inner();
            *state = State::default();
            self.clients.state.clear_poison();
            state
        })
    }

    /// The catalogue as recommenders see it now; made anew after an import.
    pub fn shelf(&self) -> Arc<Shelf> {
        self.shelves.of(self.gallery())
    }

    /// Opens the database of clients, for writing where this process may write the library.
    pub(crate) fn user_db<'a>(&self, state: &'a mut State) -> Result<&'a mut UserDb, EngineError> {
        let opened = match state.db.take() {
            Some(open) => open,
            None => self.open_user_db()?,
        };
        Ok(state.db.insert(opened))
    }

    /// Runs `act` on the settings, which have a connection and a lock of their own: clients need not be waited for.
    pub(crate) fn with_settings<T>(
        &self,
        act: impl FnOnce(&UserDb) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let mut kept = locked(&self.settings);
        let db = match kept.take() {
            Some(open) => open,
            None => self.open_user_db()?,
        };
        act(kept.insert(db))
    }

    fn open_user_db(&self) -> Result<UserDb, EngineError> {
        if self.lock.is_some() {
            return Ok(UserDb::open(self.library())?);
        }
        Ok(match UserDb::open_to_read(self.library())? {
            Some(open) => open,
            None => UserDb::in_memory()?,
        })
    }

    /// Lets `act` see a client in the shop as it is; the guest when no name is given.
    pub(crate) fn visit<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut Visit<'_>) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let shelf = self.shelf();
        let mut guard = self.clients();
        let state = &mut *guard;
        state.stand_on(shelf.gallery.generation);
        self.user_db(state)?;
        let State {
            db: Some(db),
            people,
            sessions,
            orders,
            ..
        } = state
        else {
            return Err(EngineError::Internal(
                "the database of clients was not opened".to_owned(),
            ));
        };
        let profile = self.find(db, name, self.lock.is_some())?;
        let orders = match orders {
            Some(orders) => Arc::clone(orders),
            none => Arc::clone(none.insert(Arc::new(Totals::new(db, &shelf.gallery)?))),
        };
        let people = match people {
            Some(people) => people,
            none => none.insert(gather(db, &shelf, &orders)?),
        };
        if !sessions.contains_key(&profile.key) && sessions.len() >= KEPT_SESSIONS {
            sessions.clear();
        }
        let session = match sessions.entry(profile.key) {
            Entry::Occupied(kept) => kept.into_mut(),
            Entry::Vacant(place) => place.insert(Session::load(db, &shelf, &profile)?),
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
            at: self.now(),
            seed: self.seeds.next(),
            session,
            people,
        })
    }

    /// Forgets what was made from a client's log, so that it is made anew.
    pub(crate) fn forget(&self, key: ProfileKey, state: &mut State) {
        state.sessions.remove(&key);
        state.people = None;
    }

    /// Forgets what was made of all orders, so that it is made anew.
    pub(crate) fn forget_orders(&self, state: &mut State) {
        state.sessions.clear();
        state.people = None;
        state.orders = None;
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
        let profile = self.find(db, name, true)?;
        let answer = act(db, &profile)?;
        self.forget(profile.key, state);
        Ok(answer)
    }

    /// The client of that name. The guest is made on first use.
    pub(crate) fn find(
        &self,
        db: &UserDb,
        name: Option<&str>,
        may_write: bool,
    ) -> Result<Profile, EngineError> {
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
            if let Some(made) = db.create_profile(GUEST, self.now())? {
                return Ok(made);
            }
        }
        Err(EngineError::NotFound {
            what: Thing::Profile,
            name: name.to_owned(),
            hint: "Make it with `stylenova profile create NAME`; `stylenova profile list` names those there are."
                .to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SetSettingRequest;
    use crate::engine::OpenOptions;
    use nova_taste::signal::{Signal, Verdict};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::time::Duration;

    #[test]
    fn settings_do_not_wait_for_clients() {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(OpenOptions {
            library: Some(folder.path().to_owned()),
            write: true,
            ..OpenOptions::default()
        })
        .unwrap();
        let set = SetSettingRequest {
            key: "theme".to_owned(),
            value: Some("dark".to_owned()),
        };
        let kept = engine.visit(None, |_| {
            std::thread::scope(|scope| {
                let (tell, told) = std::sync::mpsc::channel();
                let (engine, set) = (&engine, &set);
                scope.spawn(move || tell.send(engine.set_setting(set).is_ok()));
                Ok(told.recv_timeout(Duration::from_secs(60)))
            })
        });
        assert_eq!(kept.unwrap(), Ok(true), "while a client is served");
    }

    #[test]
    fn what_was_learnt_by_half_when_it_panicked_is_made_again_from_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(OpenOptions {
            library: Some(folder.path().to_owned()),
            write: true,
            ..OpenOptions::default()
        })
        .unwrap();
        let swipes = |visit: &mut Visit<'_>| Ok(visit.session.log.len());
        assert_eq!(engine.visit(None, swipes).unwrap(), 0);
        let broken = catch_unwind(AssertUnwindSafe(|| {
            engine.visit::<()>(None, |visit| {
                visit.session.log.push(Signal {
                    item: None,
                    attribute: None,
                    verdict: Verdict::Like,
                });
                panic!("in the middle");
            })
        }));
        assert!(broken.is_err());
        assert_eq!(
            engine.visit(None, swipes).unwrap(),
            0,
            "the log knows of no swipe"
        );
    }
}
