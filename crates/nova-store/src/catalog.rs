//! The catalogue's database: opening, migrations, and small facts about the catalogue as a whole. The tables are in the
//! files named after them.

use crate::database::{Database, Opened};
use crate::error::StoreError;
use crate::sql::{Sql, params, sqlite};
use crate::transfer::{self, STATE};
use rusqlite_migration::{M, Migrations};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// All migrations of `catalog.db` in their order. One that has shipped is never edited. PostgreSQL's are in `shop_schema.rs`.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/catalog-01-first.sql")),
    M::up(include_str!("../migrations/catalog-02-shades.sql")),
    M::up(include_str!("../migrations/catalog-03-views.sql")),
    M::up(include_str!("../migrations/catalog-04-arrivals.sql")),
    M::up(include_str!("../migrations/catalog-05-facts.sql")),
    M::up(include_str!("../migrations/catalog-06-news.sql")),
    M::up(include_str!("../migrations/catalog-07-named.sql")),
    M::up(include_str!("../migrations/catalog-08-jobs.sql")),
    M::up(include_str!("../migrations/catalog-09-state.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

const PRAGMAS: [(&str, &str); 3] = [
    ("journal_mode", "WAL"),
    ("synchronous", "NORMAL"),
    ("foreign_keys", "ON"),
];

/// An open catalogue database.
pub struct CatalogDb {
    pub(crate) sql: Sql,
}

impl CatalogDb {
    /// Opens the catalogue for writing, making it when it is missing, and brings it to the newest schema. In a folder it is
    /// `catalog.db`.
    ///
    /// # Errors
    /// [`StoreError::TooNew`] when a newer version wrote it, [`StoreError::Damaged`] when it is no database,
    /// [`StoreError::Unreachable`] when its server does not answer.
    pub fn open(database: &Database) -> Result<CatalogDb, StoreError> {
        let sql = match database.to_write()? {
            Opened::Folder(folder) => sqlite::open(
                folder.path.join("catalog.db"),
                &PRAGMAS,
                &MIGRATIONS,
                &folder.catalog,
            )?,
            Opened::Shop(sql) => sql,
        };
        Ok(CatalogDb { sql })
    }

    /// Opens an existing catalogue for reading only; `None` when there is none yet. Where a replica was named, it is read there.
    ///
    /// # Errors
    /// As [`CatalogDb::open`], and [`StoreError::TooOld`] when an older version wrote it.
    pub fn open_to_read(database: &Database) -> Result<Option<CatalogDb>, StoreError> {
        let sql = match database.to_read()? {
            None => None,
            Some(Opened::Folder(folder)) => {
                sqlite::open_to_read(folder.path.join("catalog.db"), &MIGRATIONS, &folder.catalog)?
            }
            Some(Opened::Shop(sql)) => Some(sql),
        };
        Ok(sql.map(|sql| CatalogDb { sql }))
    }

    /// A number that grows with each committed change of the catalogue or its embeddings. In a folder, where one process writes,
    /// it counts what this process wrote by the same [`Database`]; at a server it counts for everybody and for good.
    pub fn revision(&self) -> Result<i64, StoreError> {
        match self.sql.commits() {
            Some(commits) => Ok(commits),
            None => self.sql.value(
                "SELECT CAST(sum(revision) AS BIGINT) FROM catalog_revision",
                params![],
            ),
        }
    }

    /// A name for what the products, their pictures and their embeddings are now; another one, or none, once anything of them has
    /// changed. In a folder there is one where it was given ([`CatalogDb::name_state`]); at a server always.
    pub fn state(&self) -> Result<Option<String>, StoreError> {
        if !self.sql.is_postgres() {
            return self.meta(STATE);
        }
        // A schema that was made anew of a dump may count to the same number again.
        let made = "SELECT CAST(CAST(CAST('product' AS regclass) AS oid) AS TEXT) || '/' || CAST(pg_relation_filenode('product') AS TEXT)";
        let made: String = self.sql.value(made, params![])?;
        Ok(Some(format!("revision {} of {made}", self.revision()?)))
    }

    /// Gives the catalogue in a folder a name for what it is now, unless it has one, and tells the name. `fresh` must be one that was
    /// never given before.
    pub fn name_state(&self, fresh: &str) -> Result<Option<String>, StoreError> {
        if !self.sql.is_postgres() {
            let statement = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            self.sql.execute(statement, params![STATE, fresh])?;
        }
        self.state()
    }

    /// A fact about the catalogue by its name, for instance `source`.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.sql
            .one("SELECT value FROM meta WHERE key = ?1", params![key], |row| {
                Ok(row.get(0)?)
            })
    }

    /// Sets the fact `key`, or forgets it when `value` is `None`.
    pub fn set_meta(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let done = match value {
            Some(value) => self.sql.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                params![key, value],
            ),
            None => self.sql.execute("DELETE FROM meta WHERE key = ?1", params![key]),
        };
        done.map(drop)
    }

    /// Writes the catalogue as it is at this moment to the SQLite file `target`, which must not exist, without what was deleted.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        if self.sql.is_postgres() {
            let copy = CatalogDb {
                sql: sqlite::open(target.to_owned(), &[], &MIGRATIONS, &Default::default())?,
            };
            transfer::copy(&self.sql, &copy.sql, &transfer::CATALOG)?;
            return copy.rebuild_words();
        }
        let target = target.to_string_lossy();
        self.sql.execute("VACUUM INTO ?1", params![*target]).map(drop)
    }

    /// Puts the catalogue of the SQLite file `source` in the place of this one, as a whole or not at all. The queue of jobs stays.
    ///
    /// # Errors
    /// When `source` is no catalogue, or the rows cannot be written.
    pub fn take_over(&self, source: &Path) -> Result<(), StoreError> {
        let from = sqlite::open(source.to_owned(), &[], &MIGRATIONS, &Default::default())?;
        self.sql.writing(|| {
            transfer::replace::<StoreError>(
                &from,
                &self.sql,
                &transfer::catalog_without_jobs(),
                &mut |_| Ok(()),
            )?;
            self.rebuild_words()?;
            self.complete_vectors()
        })
    }

    /// Writes SQLite's log into the database, so that its file alone is all of it once it is closed. A server looks after its own.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        if self.sql.is_postgres() {
            return Ok(());
        }
        self.sql
            .each("PRAGMA wal_checkpoint(TRUNCATE)", params![], |_| Ok(()))
    }

    /// SQLite's own check of the whole file; the findings, none when it is sound. A server checks its own pages.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        sqlite::integrity(&self.sql)
    }

    /// Runs `act` as one transaction: all that it writes is there, or none of it where it fails or never returns.
    ///
    /// # Errors
    /// Those of `act`, and of the database's own at the end.
    pub fn together<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut CatalogDb) -> Result<T, E>,
    ) -> Result<T, E> {
        self.sql.enter(true)?;
        let done = catch_unwind(AssertUnwindSafe(|| act(self)));
        let ended = self.sql.leave(matches!(done, Ok(Ok(_))));
        let answer = done.unwrap_or_else(|panic| resume_unwind(panic))?;
        ended?;
        Ok(answer)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::places::{Place, on_each};

    /// Writes a database as the first version of this program did.
    pub(crate) fn write_first_version(folder: &Path) {
        let mut connection = rusqlite::Connection::open(folder.join("catalog.db")).unwrap();
        MIGRATIONS.to_version(&mut connection, 1).unwrap();
    }

    #[test]
    fn migrations_are_valid_sql() {
        MIGRATIONS
            .validate()
            .expect("every migration runs on an empty database");
    }

    #[test]
    fn the_name_of_a_state_is_gone_once_anything_of_it_has_changed() {
        use crate::embeddings::ModelIdentity;
        use crate::pictures::{FileState, PictureUpdate};
        use crate::products::tests::new;
        on_each(|place| {
            let mut db = place.catalog();
            let identity = ModelIdentity {
                name: "toy".to_owned(),
                hash: "one".to_owned(),
                dim: 2,
                preprocessing: 1,
            };
            let key = db.model_key(&identity).unwrap();
            let state = |hash: &str| FileState {
                size: 1,
                modified_ns: 0,
                hash: hash.to_owned(),
            };
            let mut before = db.name_state("first").unwrap();
            assert!(before.is_some());
            assert_eq!(
                db.name_state("other").unwrap(),
                before,
                "it keeps the name that it has"
            );
            let mut count = 0;
            let mut changed = |db: &CatalogDb, what: &str| {
                count += 1;
                let now = db.state().unwrap();
                assert_ne!(now, before, "{what}");
                before = db.name_state(&format!("name {count}")).unwrap();
                assert!(before.is_some(), "it has a name again");
            };
            db.replace_products(&[new("a", "Shirt"), new("b", "Coat")])
                .unwrap();
            changed(&db, "a product is new");
            db.put_embeddings(key, &[("h".to_owned(), vec![1.0, 0.0])])
                .unwrap();
            changed(&db, "an embedding is new");
            db.put_embeddings(key, &[("h".to_owned(), vec![0.0, 1.0])])
                .unwrap();
            changed(&db, "an embedding is another");
            let with_view = PictureUpdate {
                product: "a".to_owned(),
                picture: Some(("a.jpg".to_owned(), state("h"))),
                views: vec![("b.jpg".to_owned(), state("v"))],
            };
            db.set_pictures(&[with_view]).unwrap();
            changed(&db, "a picture and a view are new");
            db.replace_products(&[new("b", "Coat"), new("a", "Shirt")])
                .unwrap();
            changed(&db, "the order is another");
            db.replace_products(&[new("b", "Coat")]).unwrap();
            changed(&db, "a product is gone");
            db.forget_model(&identity).unwrap();
            changed(&db, "the embeddings of a model are gone");
            let name = db.state().unwrap();
            db.set_meta("source", Some("a.csv")).unwrap();
            if !db.sql.is_postgres() {
                assert_eq!(
                    db.state().unwrap(),
                    name,
                    "what is said of the catalogue is not of it"
                );
            }
        });
    }

    #[test]
    fn a_newer_database_is_refused() {
        let place = Place::in_folder();
        let db = place.catalog();
        db.sql.batch("PRAGMA user_version = 999").unwrap();
        drop(db);
        let to_write = CatalogDb::open(&place.database);
        assert!(matches!(to_write, Err(StoreError::TooNew { .. })), "to write");
        let to_read = CatalogDb::open_to_read(&place.database);
        assert!(matches!(to_read, Err(StoreError::TooNew { .. })), "to read");
    }

    #[test]
    fn a_file_that_is_no_database_is_called_damaged() {
        let place = Place::in_folder();
        std::fs::write(place.folder().join("catalog.db"), vec![7_u8; 9000]).unwrap();
        let opened = CatalogDb::open(&place.database);
        assert!(
            matches!(opened, Err(StoreError::Damaged { .. })),
            "it is no SQLite file"
        );
    }

    #[test]
    fn a_library_without_a_catalogue_reads_as_none() {
        on_each(|place| {
            let read = CatalogDb::open_to_read(&place.database).unwrap();
            assert!(read.is_none(), "nothing was imported yet");
        });
    }

    #[test]
    fn what_is_written_together_is_there_as_a_whole_or_not_at_all() {
        on_each(|place| {
            use crate::products::tests::new;
            let mut db = place.catalog();
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
            let broken = catch_unwind(AssertUnwindSafe(|| {
                db.together(|db| -> Result<(), StoreError> {
                    shop("new", false)(db)?;
                    panic!("killed here")
                })
            }));
            assert!(broken.is_err());
            drop(db);
            assert_eq!(state(&place.catalog()), old, "as when it is killed");
        });
    }

    #[test]
    fn facts_are_kept_and_forgotten() {
        on_each(|place| {
            let db = place.catalog();
            db.set_meta("source", Some("a.csv")).unwrap();
            db.set_meta("source", Some("b.csv")).unwrap();
            assert_eq!(
                db.meta("source").unwrap().as_deref(),
                Some("b.csv"),
                "the newest value counts"
            );
            db.set_meta("source", None).unwrap();
            assert_eq!(db.meta("source").unwrap(), None, "a fact can be forgotten");
        });
    }

    #[test]
    fn each_committed_change_is_counted_and_no_other() {
        on_each(|place| {
            let mut db = place.catalog();
            let other = CatalogDb::open_to_read(&place.database).unwrap().unwrap();
            let mut last = other.revision().unwrap();
            let mut grew = |what: &str, wanted: bool| {
                let now = other.revision().unwrap();
                assert_eq!(now > last, wanted, "{what}: {last} to {now}");
                last = now;
            };
            db.set_meta("source", Some("a.csv")).unwrap();
            grew("a fact", true);
            db.products().unwrap();
            grew("reading", false);
            db.replace_products(&[crate::products::tests::new("a", "Shirt")])
                .unwrap();
            grew("products", true);
            let failed: Result<(), StoreError> = db.together(|db| {
                db.set_meta("source", None)?;
                Err(StoreError::Locked { path: "x".into() })
            });
            assert!(failed.is_err());
            grew("what was taken back", false);
            let before = other.revision().unwrap();
            db.together(|db| -> Result<(), StoreError> {
                db.set_meta("source", None)?;
                assert_eq!(other.revision()?, before, "not before it can be read");
                Ok(())
            })
            .unwrap();
            grew("a transaction", true);
        });
    }

    #[test]
    fn a_copy_is_a_file_with_all_of_it() {
        on_each(|place| {
            let mut db = place.catalog();
            db.replace_products(&[crate::products::tests::new("a", "Linen shirt")])
                .unwrap();
            db.set_meta("source", Some("a.csv")).unwrap();
            let copies = place.folder().join("copies");
            std::fs::create_dir(&copies).unwrap();
            db.copy_to(&copies.join("catalog.db")).unwrap();
            let copy = CatalogDb::open(&Database::folder(copies)).unwrap();
            assert_eq!(
                copy.products().unwrap()[0].product,
                db.products().unwrap()[0].product
            );
            assert_eq!(copy.meta("source").unwrap().as_deref(), Some("a.csv"));
            assert_eq!(copy.keyword_search("linen", 3).unwrap().len(), 1);
            assert!(copy.integrity().unwrap().is_empty());
        });
    }
}
