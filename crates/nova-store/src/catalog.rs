//! `catalog.db`: opening, migrations, and small facts about the catalogue as a whole. The tables are in the
//! files named after them.

use crate::error::StoreError;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use rusqlite_migration::{M, Migrations};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// All migrations in their order. One that has shipped is never edited.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/catalog-01-first.sql")),
    M::up(include_str!("../migrations/catalog-02-shades.sql")),
    M::up(include_str!("../migrations/catalog-03-views.sql")),
    M::up(include_str!("../migrations/catalog-04-arrivals.sql")),
    M::up(include_str!("../migrations/catalog-05-facts.sql")),
    M::up(include_str!("../migrations/catalog-06-news.sql")),
    M::up(include_str!("../migrations/catalog-07-named.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// How long a statement waits for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// An open catalogue database.
pub struct CatalogDb {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl CatalogDb {
    /// Opens `catalog.db` in `folder` for writing, making it when it is missing, and brings it to the newest
    /// schema.
    ///
    /// # Errors
    /// [`StoreError::TooNew`] when a newer version wrote it, [`StoreError::Damaged`] when it is no database.
    pub fn open(folder: &Path) -> Result<CatalogDb, StoreError> {
        let path = folder.join("catalog.db");
        let mut connection = Connection::open(&path).map_err(|error| StoreError::sqlite(&path, error))?;
        let set_up = |connection: &Connection| {
            connection.busy_timeout(BUSY_TIMEOUT)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "NORMAL")?;
            connection.pragma_update(None, "foreign_keys", true)
        };
        set_up(&connection).map_err(|error| StoreError::sqlite(&path, error))?;
        migrate(&MIGRATIONS, &mut connection, &path)?;
        Ok(CatalogDb { connection, path })
    }

    /// Opens an existing `catalog.db` for reading only; `None` when there is none yet.
    ///
    /// # Errors
    /// As [`CatalogDb::open`].
    pub fn open_to_read(folder: &Path) -> Result<Option<CatalogDb>, StoreError> {
        let path = folder.join("catalog.db");
        if !path.is_file() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(&path, flags).map_err(|error| StoreError::sqlite(&path, error))?;
        connection
            .busy_timeout(BUSY_TIMEOUT)
            .map_err(|error| StoreError::sqlite(&path, error))?;
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| StoreError::sqlite(&path, error))?;
        let newest = MIGRATIONS.pending_migrations(&connection);
        match newest {
            Ok(0) => Ok(Some(CatalogDb { connection, path })),
            Ok(pending) if pending > 0 && version == 0 => Ok(None),
            Ok(pending) if pending > 0 => Err(StoreError::TooOld { path }),
            _ => Err(StoreError::TooNew { path }),
        }
    }

    /// A fact about the catalogue by its name, for instance `source`.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.wrap(
            self.connection
                .prepare_cached("SELECT value FROM meta WHERE key = ?1"),
        )?;
        self.wrap(statement.query_row([key], |row| row.get(0)).optional())
    }

    /// Sets the fact `key`, or forgets it when `value` is `None`.
    pub fn set_meta(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let done = match value {
            Some(value) => self.connection.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            ),
            None => self.connection.execute("DELETE FROM meta WHERE key = ?1", [key]),
        };
        self.wrap(done).map(|_| ())
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

    /// Writes the log into the database, so that its file alone is all of it once it is closed.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        let emptied = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.wrap(emptied)
    }

    /// SQLite's own check of the whole file; the findings, none when it is sound.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare("PRAGMA integrity_check(20)"))?;
        let rows = self.wrap(statement.query_map([], |row| row.get::<_, String>(0)))?;
        let findings = self.wrap(rows.collect::<Result<Vec<_>, _>>())?;
        Ok(findings.into_iter().filter(|finding| finding != "ok").collect())
    }

    /// Runs `act` as one transaction: all that it writes is there, or none of it where it fails or never returns.
    ///
    /// # Errors
    /// Those of `act`, and of SQLite's own at the end.
    pub fn together<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut CatalogDb) -> Result<T, E>,
    ) -> Result<T, E> {
        self.wrap(self.connection.execute_batch("BEGIN IMMEDIATE"))?;
        let done = act(self);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = self.wrap(self.connection.execute_batch(end));
        let answer = done?;
        ended?;
        Ok(answer)
    }

    pub(crate) fn wrap<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| StoreError::sqlite(&self.path, error))
    }
}

/// Brings a database to its newest schema, all steps in one transaction.
pub(crate) fn migrate(
    migrations: &Migrations<'static>,
    connection: &mut Connection,
    path: &Path,
) -> Result<(), StoreError> {
    use rusqlite_migration::{Error, MigrationDefinitionError};
    migrations.to_latest(connection).map_err(|error| match error {
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => StoreError::TooNew {
            path: path.to_owned(),
        },
        Error::RusqliteError { err, .. } => StoreError::sqlite(path, err),
        other => StoreError::Damaged {
            path: path.to_owned(),
            reason: other.to_string(),
        },
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Writes a database as the first version of this program did.
    pub(crate) fn write_first_version(folder: &Path) {
        let mut connection = Connection::open(folder.join("catalog.db")).unwrap();
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
        let folder = tempfile::tempdir().unwrap();
        let db = CatalogDb::open(folder.path()).unwrap();
        db.connection.pragma_update(None, "user_version", 999).unwrap();
        drop(db);
        assert!(
            matches!(CatalogDb::open(folder.path()), Err(StoreError::TooNew { .. })),
            "to write"
        );
        assert!(
            matches!(
                CatalogDb::open_to_read(folder.path()),
                Err(StoreError::TooNew { .. })
            ),
            "to read"
        );
    }

    #[test]
    fn a_file_that_is_no_database_is_called_damaged() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("catalog.db"), vec![7_u8; 9000]).unwrap();
        assert!(
            matches!(CatalogDb::open(folder.path()), Err(StoreError::Damaged { .. })),
            "it is no SQLite file"
        );
    }

    #[test]
    fn a_library_without_a_catalogue_reads_as_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            CatalogDb::open_to_read(folder.path()).unwrap().is_none(),
            "nothing was imported yet"
        );
    }

    #[test]
    fn what_is_written_together_is_there_as_a_whole_or_not_at_all() {
        use crate::products::tests::new;
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let shop = |place: &'static str, fail: bool| {
            move |db: &mut CatalogDb| {
                db.replace_products(&[new(place, "Shirt")])?;
                db.set_meta("images", Some(place))?;
                match fail {
                    true => Err(StoreError::Locked { path: place.into() }),
                    false => Ok(()),
                }
            }
        };
        let state = |db: &CatalogDb| {
            let ids = db
                .products()
                .unwrap()
                .into_iter()
                .map(|stored| stored.product.id.0);
            (ids.collect::<Vec<_>>(), db.meta("images").unwrap())
        };
        db.together(shop("old", false)).unwrap();
        let old = (vec!["old".to_owned()], Some("old".to_owned()));
        assert_eq!(state(&db), old);
        assert!(db.together(shop("new", true)).is_err());
        assert_eq!(state(&db), old, "nothing of it stayed");
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            db.together(|db| -> Result<(), StoreError> {
                shop("new", false)(db)?;
                panic!("killed here")
            })
        }));
        assert!(broken.is_err());
        drop(db);
        assert_eq!(
            state(&CatalogDb::open(folder.path()).unwrap()),
            old,
            "as when it is killed"
        );
    }

    #[test]
    fn facts_are_kept_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let db = CatalogDb::open(folder.path()).unwrap();
        db.set_meta("source", Some("a.csv")).unwrap();
        db.set_meta("source", Some("b.csv")).unwrap();
        assert_eq!(
            db.meta("source").unwrap().as_deref(),
            Some("b.csv"),
            "the newest value counts"
        );
        db.set_meta("source", None).unwrap();
        assert_eq!(db.meta("source").unwrap(), None, "a fact can be forgotten");
    }
}
