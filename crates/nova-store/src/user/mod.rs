//! What belongs to people and cannot be made again; `user.db` in a folder. Opening, migrations, erasure and turns; the tables
//! are in the files named after them.

mod boards;
mod cards;
mod elsewhere;
mod entries;
mod erased;
mod lookbooks;
mod pieces;
mod profiles;
mod searches;
mod server_state;
mod settings;
mod shop;
mod swipes;
mod weights;

pub use boards::{Board, BoardItem, LastKnown};
pub use cards::Card;
pub use elsewhere::Looked;
pub use entries::Entry;
pub use erased::ErasedProfile;
pub use lookbooks::Lookbook;
pub use pieces::PieceChoice;
pub use profiles::{Profile, ProfileKey};
pub use searches::{NewSearch, Search};
pub use server_state::ServerState;
pub use shop::{Purchase, Sales, Sold};
pub use swipes::{NewSwipe, Opinion, Swipe};
pub use weights::Weight;

use crate::database::{Database, Opened};
use crate::error::StoreError;
use crate::sql::{Sql, params, sqlite};
use crate::transfer;
use rusqlite_migration::{M, Migrations};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

/// All migrations of `user.db` in their order. One that has shipped is never edited. PostgreSQL's are in `shop_schema.rs`.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/user-01-first.sql")),
    M::up(include_str!("../../migrations/user-02-searches.sql")),
    M::up(include_str!("../../migrations/user-03-shop.sql")),
    M::up(include_str!("../../migrations/user-04-client-file.sql")),
    M::up(include_str!("../../migrations/user-05-lookbook.sql")),
    M::up(include_str!("../../migrations/user-06-boards.sql")),
    M::up(include_str!("../../migrations/user-07-server-state.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// A committed swipe survives a loss of power, and a deleted row's bytes are overwritten.
const PRAGMAS: [(&str, &str); 4] = [
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("secure_delete", "ON"),
    ("foreign_keys", "ON"),
];

/// An open database of clients.
pub struct UserDb {
    pub(crate) sql: Sql,
}

impl UserDb {
    /// Opens the clients' database for writing, making it when it is missing, and brings it to the newest schema. In a folder it is
    /// `user.db`. A committed swipe survives a loss of power.
    ///
    /// # Errors
    /// [`StoreError::TooNew`] when a newer version wrote it, [`StoreError::Damaged`] when it is no database,
    /// [`StoreError::Unreachable`] when its server does not answer.
    pub fn open(database: &Database) -> Result<UserDb, StoreError> {
        let sql = match database.to_write()? {
            Opened::Folder(folder) => sqlite::open(
                folder.path.join("user.db"),
                &PRAGMAS,
                &MIGRATIONS,
                &folder.clients,
            )?,
            Opened::Shop(sql) => sql,
        };
        Ok(UserDb { sql })
    }

    /// Opens an existing database of clients for reading only; `None` when there is none yet. Where a replica was named, it is
    /// read there.
    ///
    /// # Errors
    /// As [`UserDb::open`], and [`StoreError::TooOld`] when an older version wrote it.
    pub fn open_to_read(database: &Database) -> Result<Option<UserDb>, StoreError> {
        let sql = match database.to_read()? {
            None => None,
            Some(Opened::Folder(folder)) => {
                sqlite::open_to_read(folder.path.join("user.db"), &MIGRATIONS, &folder.clients)?
            }
            Some(Opened::Shop(sql)) => Some(sql),
        };
        Ok(sql.map(|sql| UserDb { sql }))
    }

    /// A database of nobody, for a library that has none.
    pub fn in_memory() -> Result<UserDb, StoreError> {
        let sql = sqlite::in_memory(PathBuf::from("user.db"), &MIGRATIONS)?;
        Ok(UserDb { sql })
    }

    /// A number that grows with each committed change to a client's rows, also when the client goes. In a folder it grows with those
    /// to other clients' too, as counted by this process and the same [`Database`]; at a server it counts for everybody and for good.
    pub fn revision(&self, profile: ProfileKey) -> Result<i64, StoreError> {
        if let Some(commits) = self.sql.commits() {
            return Ok(commits);
        }
        let statement = "SELECT revision FROM client_revision WHERE profile = ?1";
        let found = self.sql.one(statement, params![profile], |row| Ok(row.get(0)?))?;
        Ok(found.unwrap_or(0))
    }

    /// A number that grows with each committed change to anything of clients or of what the shop knows of people, not to settings.
    pub fn revision_of_all(&self) -> Result<i64, StoreError> {
        match self.sql.commits() {
            Some(commits) => Ok(commits),
            None => self.sql.value(
                "SELECT CAST(sum(revision) AS BIGINT) FROM clients_revision",
                params![],
            ),
        }
    }

    /// Runs `act` as one transaction while nobody else has this client's turn, on any server of the shop: who asks meanwhile
    /// waits. In a folder a transaction is alone anyhow.
    ///
    /// # Errors
    /// Those of `act`, and of the database's own at the end; nothing is written then.
    pub fn alone_with<T, E: From<StoreError>>(
        &mut self,
        profile: ProfileKey,
        act: impl FnOnce(&mut UserDb) -> Result<T, E>,
    ) -> Result<T, E> {
        self.together(|db| {
            if db.sql.is_postgres() {
                // Any row will do: what counts is the lock, which goes with the transaction.
                db.sql.one(
                    "SELECT pg_advisory_xact_lock(
                        hashtextextended('stylenova:' || current_schema() || ':client:' || CAST(CAST(?1 AS BIGINT) AS TEXT), 0)
                     ) IS NULL",
                    params![profile],
                    |_| Ok(()),
                )?;
            }
            act(db)
        })
    }

    /// Runs `act` as one transaction: all that it writes is there, or none of it where it fails or never returns.
    ///
    /// # Errors
    /// Those of `act`, and of the database's own at the end.
    pub fn together<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut UserDb) -> Result<T, E>,
    ) -> Result<T, E> {
        self.sql.enter(true)?;
        let done = catch_unwind(AssertUnwindSafe(|| act(self)));
        let ended = self.sql.leave(matches!(done, Ok(Ok(_))));
        let answer = done.unwrap_or_else(|panic| resume_unwind(panic))?;
        ended?;
        Ok(answer)
    }

    /// Sees to it that no byte of what was deleted is left: SQLite's file is written anew and its log emptied. A server gives the room
    /// free for others to write over; its logs and backups are its keeper's. Within a transaction that must wait for later.
    pub(crate) fn scrub(&self) -> Result<(), StoreError> {
        if self.sql.in_transaction() {
            return Ok(());
        }
        if self.sql.is_postgres() {
            return self.sql.batch(
                "VACUUM profile, card, swipe, weight, board, board_item, search, purchase, entry, lookbook",
            );
        }
        let empty_log = || {
            self.sql
                .each("PRAGMA wal_checkpoint(TRUNCATE)", params![], |_| Ok(()))
        };
        empty_log()?;
        self.sql.batch("VACUUM")?;
        empty_log()
    }

    /// Writes the clients as they are at this moment to the SQLite file `target`, which must not exist, without what was deleted.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        if self.sql.is_postgres() {
            let copy = sqlite::open(target.to_owned(), &[], &MIGRATIONS, &Default::default())?;
            return transfer::copy(&self.sql, &copy, &transfer::CLIENTS);
        }
        let target = target.to_string_lossy();
        self.sql.execute("VACUUM INTO ?1", params![*target]).map(drop)
    }

    /// SQLite's own check of the whole file; the findings, none when it is sound. A server checks its own pages.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        sqlite::integrity(&self.sql)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::places::{Place, on_each, on_postgres};

    /// Writes a database as the first version of this program did.
    pub(crate) fn write_first_version(folder: &Path) {
        let mut connection = rusqlite::Connection::open(folder.join("user.db")).unwrap();
        MIGRATIONS.to_version(&mut connection, 1).unwrap();
    }

    #[test]
    fn migrations_are_valid_sql() {
        MIGRATIONS
            .validate()
            .expect("every migration runs on an empty database");
    }

    #[test]
    fn a_newer_database_is_refused() {
        let place = Place::in_folder();
        place.clients().sql.batch("PRAGMA user_version = 999").unwrap();
        let to_write = UserDb::open(&place.database);
        assert!(matches!(to_write, Err(StoreError::TooNew { .. })), "to write");
        let to_read = UserDb::open_to_read(&place.database);
        assert!(matches!(to_read, Err(StoreError::TooNew { .. })), "to read");
    }

    #[test]
    fn what_must_not_be_lost_is_written_through() {
        let db = Place::in_folder().clients();
        let pragma = |name: &str| -> i64 { db.sql.value(&format!("PRAGMA {name}"), params![]).unwrap() };
        assert_eq!(pragma("synchronous"), 2, "a swipe survives a loss of power");
        assert_eq!(pragma("secure_delete"), 1, "and a deleted one leaves no bytes");
        assert_eq!(pragma("foreign_keys"), 1, "what points to a client goes with it");
    }

    #[test]
    fn changes_are_counted_for_the_client_that_they_are_about() {
        on_each(|place| {
            let mut db = place.clients();
            let other = place.clients();
            let ada = db.create_profile("Ada", 0).unwrap().unwrap().key;
            let bo = db.create_profile("Bo", 0).unwrap().unwrap().key;
            let counts =
                || [other.revision(ada), other.revision(bo), other.revision_of_all()].map(Result::unwrap);
            let mut last = counts();
            let mut grew = |what: &str| {
                let now = counts();
                assert!(now[0] > last[0], "{what} of Ada");
                assert!(now[2] > last[2], "{what} of all");
                if place.database.is_shared() {
                    assert_eq!(now[1], last[1], "{what} is not about Bo");
                }
                last = now;
            };
            db.add_swipe(ada, &NewSwipe::like("1", "a", 0)).unwrap();
            grew("a swipe");
            db.undo(ada, None).unwrap();
            grew("an undone swipe");
            db.put_on_board(ada, "Summer", "a", None, 7).unwrap();
            grew("a piece on a board");
            db.take_off_board(ada, "Summer", "a").unwrap();
            grew("a piece off a board");
            db.put_on_board(ada, "Summer", "a", None, 7).unwrap();
            grew("a piece on a board again");
            db.delete_board(ada, "Summer").unwrap();
            grew("a board");
            db.set_quiz(ada, "{}").unwrap();
            grew("the quiz");
            db.delete_profile(ada).unwrap();
            grew("the client");
            let before = counts();
            db.swipes(bo).unwrap();
            assert_eq!(counts(), before, "reading is no change");
        });
    }

    #[test]
    fn nobody_waits_for_the_count_of_another() {
        on_postgres(|place| {
            let ada = place.clients().create_profile("Ada", 0).unwrap().unwrap().key;
            let before = place.clients().revision_of_all().unwrap();
            let others: Vec<UserDb> = (0..80).map(|_| place.clients()).collect();
            let mut one = place.clients();
            one.alone_with(ada, |one| -> Result<(), StoreError> {
                one.add_swipe(ada, &NewSwipe::like("1", "a", 0))?;
                for (number, other) in others.iter().enumerate() {
                    other.create_profile(&format!("Client {number}"), 0)?;
                }
                Ok(())
            })
            .unwrap();
            assert_eq!(one.revision_of_all().unwrap(), before + 81);
        });
    }

    #[test]
    fn visitors_of_one_client_take_turns_over_all_servers() {
        on_postgres(|place| {
            let key = place.clients().create_profile("Ada", 0).unwrap().unwrap().key;
            let bo = place.clients().create_profile("Bo", 0).unwrap().unwrap().key;
            std::thread::scope(|scope| {
                for visitor in 0..4 {
                    let mut db = place.clients();
                    scope.spawn(move || {
                        for turn in 0..5 {
                            db.alone_with(key, |db| {
                                let seen = db.swipes(key)?.len();
                                std::thread::sleep(std::time::Duration::from_millis(2));
                                let swipe =
                                    NewSwipe::like(&format!("{visitor}-{turn}"), &seen.to_string(), 0);
                                db.add_swipe(key, &swipe).map(drop)
                            })
                            .unwrap();
                        }
                    });
                }
            });
            let swipes = place.clients().swipes(key).unwrap();
            for (number, swipe) in swipes.iter().enumerate() {
                assert_eq!(swipe.product, number.to_string(), "each saw all that came before");
            }
            assert_eq!(swipes.len(), 20);
            let (mut one, mut two) = (place.clients(), place.clients());
            one.alone_with(key, |_| two.alone_with(bo, |_| Ok::<_, StoreError>(())))
                .expect("another client is not waited for");
        });
    }

    #[test]
    fn what_fails_on_a_turn_is_taken_back() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            let failed: Result<(), StoreError> = db.alone_with(key, |db| {
                db.put_on_board(key, "Summer", "a", None, 7)?;
                assert!(!db.rename_profile(db.create_profile("Bo", 0)?.unwrap().key, "ADA")?);
                db.add_swipe(key, &NewSwipe::like("1", "a", 0))?;
                Err(StoreError::Locked { path: "x".into() })
            });
            assert!(failed.is_err());
            assert!(db.boards(key).unwrap().is_empty() && db.swipes(key).unwrap().is_empty());
            assert_eq!(db.profiles().unwrap().len(), 1);
        });
    }

    #[test]
    fn a_copy_is_a_file_with_all_of_it() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            db.show_cards(key, &[Card::plain("a")], 0).unwrap();
            db.add_swipe(key, &NewSwipe::like("1", "a", 0)).unwrap();
            db.put_on_board(key, "Summer", "a", Some("note"), 7).unwrap();
            let sales = Sales {
                lines: vec!["l".to_owned()],
                baskets: vec![vec![Sold {
                    product: "a".to_owned(),
                    month: 1,
                    quantity: 2,
                }]],
            };
            db.add_orders(&[], &sales).unwrap();
            let copies = place.folder().join("copies");
            std::fs::create_dir(&copies).unwrap();
            db.copy_to(&copies.join("user.db")).unwrap();
            let copy = UserDb::open(&Database::folder(copies)).unwrap();
            assert_eq!(copy.profiles().unwrap(), db.profiles().unwrap());
            assert_eq!(copy.swipes(key).unwrap(), db.swipes(key).unwrap());
            assert_eq!(copy.boards(key).unwrap(), db.boards(key).unwrap());
            assert_eq!(copy.baskets().unwrap(), db.baskets().unwrap());
        });
    }
}
