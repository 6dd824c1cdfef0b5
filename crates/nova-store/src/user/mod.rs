//! `user.db`: what belongs to people and cannot be made again. Opening, migrations and erasure; the tables are in the
//! files named after them.

mod boards;
mod cards;
mod entries;
mod erased;
mod lookbooks;
mod pieces;
mod profiles;
mod searches;
mod settings;
mod shop;
mod swipes;
mod weights;

pub use boards::{Board, BoardItem, LastKnown};
pub use cards::Card;
pub use entries::Entry;
pub use erased::ErasedProfile;
pub use lookbooks::Lookbook;
pub use pieces::PieceChoice;
pub use profiles::{Profile, ProfileKey};
pub use searches::{NewSearch, Search};
pub use shop::{Purchase, Sales, Sold};
pub use swipes::{NewSwipe, Opinion, Swipe};
pub use weights::Weight;

use crate::error::StoreError;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// All migrations in their order. One that has shipped is never edited.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/user-01-first.sql")),
    M::up(include_str!("../../migrations/user-02-searches.sql")),
    M::up(include_str!("../../migrations/user-03-shop.sql")),
    M::up(include_str!("../../migrations/user-04-client-file.sql")),
    M::up(include_str!("../../migrations/user-05-lookbook.sql")),
    M::up(include_str!("../../migrations/user-06-boards.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// An open database of clients.
pub struct UserDb {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl UserDb {
    /// Opens `user.db` in `folder` for writing, making it when it is missing, and brings it to the newest schema.
    /// A committed swipe survives a loss of power, and a deleted row's bytes are overwritten.
    ///
    /// # Errors
    /// [`StoreError::TooNew`] when a newer version wrote it, [`StoreError::Damaged`] when it is no database.
    pub fn open(folder: &Path) -> Result<UserDb, StoreError> {
        let path = folder.join("user.db");
        let mut connection = Connection::open(&path).map_err(|error| StoreError::sqlite(&path, error))?;
        let set_up = |connection: &Connection| {
            connection.busy_timeout(BUSY_TIMEOUT)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "secure_delete", true)?;
            connection.pragma_update(None, "foreign_keys", true)
        };
        set_up(&connection).map_err(|error| StoreError::sqlite(&path, error))?;
        crate::catalog::migrate(&MIGRATIONS, &mut connection, &path)?;
        Ok(UserDb { connection, path })
    }

    /// Opens an existing `user.db` for reading only; `None` when there is none yet.
    ///
    /// # Errors
    /// As [`UserDb::open`].
    pub fn open_to_read(folder: &Path) -> Result<Option<UserDb>, StoreError> {
        let path = folder.join("user.db");
        if !path.is_file() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let wrap = |error| StoreError::sqlite(&path, error);
        let connection = Connection::open_with_flags(&path, flags).map_err(wrap)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(wrap)?;
        match MIGRATIONS.pending_migrations(&connection) {
            Ok(0) => Ok(Some(UserDb { connection, path })),
            Ok(pending) if pending > 0 => Err(StoreError::TooOld { path }),
            _ => Err(StoreError::TooNew { path }),
        }
    }

    /// A database of nobody, for a library that has none.
    pub fn in_memory() -> Result<UserDb, StoreError> {
        let path = PathBuf::from("user.db");
        let mut connection =
            Connection::open_in_memory().map_err(|error| StoreError::sqlite(&path, error))?;
        crate::catalog::migrate(&MIGRATIONS, &mut connection, &path)?;
        Ok(UserDb { connection, path })
    }

    /// Rewrites the file without what was deleted, and empties the write-ahead log, so that no byte of it is left in
    /// either.
    pub(crate) fn scrub(&self) -> Result<(), StoreError> {
        let empty_log = || {
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        };
        let scrubbed = empty_log()
            .and_then(|_| self.connection.execute_batch("VACUUM"))
            .and_then(|()| empty_log());
        self.wrap(scrubbed).map(|_| ())
    }

    /// Writes a copy of the database as it is at this moment to `target`, which must not exist, without what was
    /// deleted.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        self.wrap(
            self.connection
                .execute("VACUUM INTO ?1", [target.to_string_lossy()]),
        )
        .map(|_| ())
    }

    /// SQLite's own check of the whole file; the findings, none when it is sound.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare("PRAGMA integrity_check(20)"))?;
        let rows = self.wrap(statement.query_map([], |row| row.get::<_, String>(0)))?;
        let findings = self.wrap(rows.collect::<Result<Vec<_>, _>>())?;
        Ok(findings.into_iter().filter(|finding| finding != "ok").collect())
    }

    pub(crate) fn wrap<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| StoreError::sqlite(&self.path, error))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Writes a database as the first version of this program did.
    pub(crate) fn write_first_version(folder: &Path) {
        let mut connection = Connection::open(folder.join("user.db")).unwrap();
        MIGRATIONS.to_version(&mut connection, 1).unwrap();
    }

    pub(crate) fn db() -> (tempfile::TempDir, UserDb) {
        let folder = tempfile::tempdir().unwrap();
        let db = UserDb::open(folder.path()).unwrap();
        (folder, db)
    }

    #[test]
    fn migrations_are_valid_sql() {
        MIGRATIONS
            .validate()
            .expect("every migration runs on an empty database");
    }

    #[test]
    fn a_newer_database_is_refused() {
        let (folder, db) = db();
        db.connection.pragma_update(None, "user_version", 999).unwrap();
        drop(db);
        let to_write = UserDb::open(folder.path());
        assert!(matches!(to_write, Err(StoreError::TooNew { .. })), "to write");
        let to_read = UserDb::open_to_read(folder.path());
        assert!(matches!(to_read, Err(StoreError::TooNew { .. })), "to read");
    }

    #[test]
    fn what_must_not_be_lost_is_written_through() {
        let (_folder, db) = db();
        let pragma = |name: &str| -> i64 {
            db.connection
                .pragma_query_value(None, name, |row| row.get(0))
                .unwrap()
        };
        assert_eq!(pragma("synchronous"), 2, "a swipe survives a loss of power");
        assert_eq!(pragma("secure_delete"), 1, "and a deleted one leaves no bytes");
    }
}
