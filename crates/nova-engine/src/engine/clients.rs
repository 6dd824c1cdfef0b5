//! Clients as verbs come to them: each under its own lock, with what was made of its log brought up to date.

use super::Engine;
use crate::clientele::{GUEST, Kept, Made, Rows, Session, Shelf, State, Totals, Visit, gather, turn};
use crate::error::EngineError;
use crate::locks::locked;
use crate::problem::Thing;
use nova_store::{Profile, UserDb};
use std::sync::{Arc, MutexGuard};

impl Engine {
    /// What all clients share, for a single step.
    pub(crate) fn clients(&self) -> MutexGuard<'_, State> {
        self.clients.shared()
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
            return Ok(UserDb::open(&self.database)?);
        }
        Ok(match UserDb::open_to_read(&self.database)? {
            Some(open) => open,
            None => UserDb::in_memory()?,
        })
    }

    /// Lets `act` see a client in the shop as it is; the guest when no name is given. Other clients are served meanwhile.
    pub(crate) fn visit<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut Visit<'_>) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.in_turn(name, |kept| {
            let shelf = self.shelf();
            let mut held = self.clients();
            let state = &mut *held;
            state.stand_on(shelf.gallery.generation);
            let epoch = state.epoch;
            self.user_db(state)?;
            if let Some(db) = state.db.take() {
                let looked = match self.database.is_shared() {
                    true => state.look_again(&db, self.now()),
                    false => Ok(()),
                };
                state.db = Some(db);
                looked?;
            }
            let State {
                db: Some(db),
                people,
                orders,
                ..
            } = state
            else {
                return Err(EngineError::Internal(
                    "the database of clients was not opened".to_owned(),
                ));
            };
            let profile = self.find(db, name, self.lock.is_some())?;
            // Read before the rows: what changes in between is found the next time.
            let shared = self.database.is_shared();
            let revision = shared.then(|| db.revision(profile.key)).transpose()?;
            let orders = match orders {
                Some(orders) => Arc::clone(orders),
                none => Arc::clone(none.insert(Arc::new(Totals::new(db, &shelf.gallery)?))),
            };
            let people = match people {
                Some(people) => people,
                none => none.insert(Arc::new(gather(db, &shelf, &orders)?)),
            };
            if !people.places.contains_key(&profile.key) {
                Arc::make_mut(people).enter(profile.key);
            }
            let people = Arc::clone(people);
            let rows = match kept {
                Some(made) if made.epoch == epoch && made.revision == revision => None,
                _ => Some(Rows::read(db, &profile)?),
            };
            drop(held);
            if let Some(rows) = rows {
                *kept = Some(Made {
                    epoch,
                    revision,
                    session: Session::of(rows, &shelf),
                });
            }
            let Some(Made {
                session,
                revision: of_session,
                ..
            }) = kept
            else {
                return Err(EngineError::Internal("a client has no session".to_owned()));
            };
            let key = profile.key;
            let answer = act(&mut Visit {
                clients: &self.clients,
                epoch,
                shelf: &shelf,
                profile,
                at: self.now(),
                seed: self.seeds.next(),
                session,
                people,
            })?;
            if shared {
                // Nobody else had this client's turn, so that what changed was this visit's.
                let mut state = self.clients();
                *of_session = Some(self.user_db(&mut state)?.revision(key)?);
            }
            Ok(answer)
        })
    }

    /// Runs `act` when it is the client's turn.
    fn in_turn<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut Kept) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let _serving = self.clients.serve();
        let key = || -> Result<_, EngineError> {
            let mut state = self.clients();
            let db = self.user_db(&mut state)?;
            let key = self.find(db, name, self.lock.is_some())?.key;
            Ok((key, state.place(key)))
        };
        loop {
            let (before, place) = key()?;
            let mut kept = turn(&place);
            // Whoever had the turn before may have erased the client, and the name may be another's by now.
            if key()?.0 == before {
                if self.database.is_shared() && self.lock.is_some() {
                    return UserDb::open(&self.database)?.alone_with(before, |_| act(&mut kept));
                }
                return act(&mut kept);
            }
        }
    }

    /// Forgets what was made of all orders, so that it is made anew.
    pub(crate) fn forget_orders(&self, state: &mut State) {
        state.forget_all();
    }

    /// Runs `act` on a client's rows, with writing allowed, and forgets what was made from them before.
    pub(crate) fn change<T>(
        &self,
        name: Option<&str>,
        act: impl FnOnce(&mut UserDb, &Profile) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.must_write()?;
        self.in_turn(name, |kept| {
            let mut shared = self.clients();
            let state = &mut *shared;
            let db = self.user_db(state)?;
            let profile = self.find(db, name, true)?;
            let answer = act(db, &profile)?;
            *kept = None;
            state.people = None;
            Ok(answer)
        })
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
    use crate::clientele::KEPT_SESSIONS;
    use crate::engine::OpenOptions;
    use crate::{CreateProfileRequest, ProfileRequest, SetSettingRequest};
    use nova_taste::signal::{Signal, Verdict};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::Path;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicBool, Ordering};
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

    /// A library with two clients.
    fn with_two_clients(folder: &Path) -> Engine {
        let engine = Engine::open(OpenOptions {
            library: Some(folder.to_owned()),
            write: true,
            ..OpenOptions::default()
        })
        .unwrap();
        for name in ["Ada", "Bela"] {
            let name = name.to_owned();
            engine.create_profile(&CreateProfileRequest { name }).unwrap();
        }
        engine
    }

    #[test]
    fn a_client_is_served_while_another_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let engine = with_two_clients(folder.path());
        // Each waits inside of its visit for the other one to be inside of its own.
        let both_are_inside = Barrier::new(2);
        std::thread::scope(|scope| {
            for name in ["Ada", "Bela"] {
                let (engine, both_are_inside) = (&engine, &both_are_inside);
                scope.spawn(move || {
                    engine.visit(Some(name), |visit| {
                        both_are_inside.wait();
                        visit.with_db(|db| Ok(db.swipes(visit.profile.key)?))
                    })
                });
            }
        });
    }

    #[test]
    fn a_client_has_one_visit_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let engine = with_two_clients(folder.path());
        for other in 0..=KEPT_SESSIONS {
            let name = other.to_string();
            engine.create_profile(&CreateProfileRequest { name }).unwrap();
        }
        let (inside, together) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        let visited = engine.visit(Some("Ada"), |_| {
                            together.fetch_or(inside.swap(true, Ordering::SeqCst), Ordering::SeqCst);
                            std::thread::yield_now();
                            inside.store(false, Ordering::SeqCst);
                            Ok(())
                        });
                        assert!(visited.is_ok());
                        // Others come and go, so that her place is one of more than are kept.
                        for other in 0..=KEPT_SESSIONS {
                            assert!(engine.visit(Some(&format!("{other}")), |_| Ok(())).is_ok());
                        }
                    }
                });
            }
        });
        assert!(!together.into_inner());
    }

    #[test]
    fn a_client_that_was_erased_while_its_turn_came_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let engine = with_two_clients(folder.path());
        let erase = ProfileRequest {
            profile: Some("Ada".to_owned()),
        };
        let late = std::thread::scope(|scope| {
            let (tell, told) = std::sync::mpsc::channel();
            let waiting = engine.change(Some("Ada"), |db, profile| {
                let engine = &engine;
                let late = scope.spawn(move || {
                    tell.send(()).unwrap();
                    engine.visit(Some("Ada"), |_| Ok(()))
                });
                told.recv().unwrap();
                db.delete_profile(profile.key)?;
                Ok(late)
            });
            waiting.unwrap().join().unwrap()
        });
        assert!(matches!(late, Err(EngineError::NotFound { .. })), "{late:?}");
        assert!(engine.delete_profile(&erase).is_err());
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
