//! A shop's schema in PostgreSQL, step by step, as several servers may bring it up to date at once.
//!
//! A step only adds: tables, columns that may be empty or have a value by default, indexes, triggers. So the version before
//! goes on serving while servers are replaced one by one. A step that has shipped is never edited. With each step its
//! `oldest_reader` is recorded: the oldest version of the schema (the number of steps that a program knows) whose programs
//! can serve it. Once no server of before that version is left, a step may take away what it alone used, and raises the number.
//!
//! The tables mean what they mean in SQLite; see the comments in `migrations/catalog-*.sql` and `migrations/user-*.sql`.

use crate::error::StoreError;
use crate::sql::{Sql, params};

struct Step {
    sql: &'static str,
    /// The oldest version whose programs can serve what this step leaves.
    oldest_reader: i64,
}

const STEPS: &[Step] = &[
    Step {
        sql: include_str!("../migrations/postgres/01-first.sql"),
        oldest_reader: 1,
    },
    Step {
        sql: include_str!("../migrations/postgres/02-changes.sql"),
        oldest_reader: 1,
    },
];

/// How many steps this program knows.
const VERSION: i64 = STEPS.len() as i64;

/// How far a schema is.
struct Found {
    version: i64,
    oldest_reader: i64,
}

/// Brings a shop's schema to the newest version, making it when it is missing, all in one transaction. Servers that start at
/// the same time wait for the first.
///
/// # Errors
/// [`StoreError::TooNew`] when a newer version made it that this one can no longer serve.
pub(crate) fn bring_up(sql: &Sql, shop: &str) -> Result<(), StoreError> {
    add_vectors(sql)?;
    if found(sql, shop)?.is_some_and(|found| found.version == VERSION) {
        return Ok(());
    }
    sql.transaction(|| {
        sql.one(
            "SELECT pg_advisory_xact_lock(hashtextextended(?1, 0)) IS NULL",
            params![format!("stylenova:{shop}:schema")],
            |_| Ok(()),
        )?;
        sql.batch(&format!(
            "CREATE SCHEMA IF NOT EXISTS \"{shop}\";
             CREATE TABLE IF NOT EXISTS \"{shop}\".schema_step (
                step          BIGINT PRIMARY KEY,
                oldest_reader BIGINT NOT NULL,
                at            TIMESTAMPTZ NOT NULL DEFAULT now()
             )"
        ))?;
        let found = found(sql, shop)?;
        let version = found.as_ref().map_or(0, |found| found.version);
        serves(sql, found.as_ref())?;
        for (number, step) in (1..).zip(STEPS).filter(|(number, _)| *number > version) {
            sql.batch(step.sql)?;
            sql.execute(
                "INSERT INTO schema_step (step, oldest_reader) VALUES (?1, ?2)",
                params![number, step.oldest_reader],
            )?;
        }
        Ok(())
    })
}

/// Whether there is a schema to read.
///
/// # Errors
/// [`StoreError::TooOld`] and [`StoreError::TooNew`] when it is of another version that this one cannot serve.
pub(crate) fn is_there(sql: &Sql, shop: &str) -> Result<bool, StoreError> {
    let found = found(sql, shop)?;
    serves(sql, found.as_ref())?;
    match found {
        None => Ok(false),
        Some(found) if found.version < VERSION => Err(StoreError::TooOld {
            path: sql.path().to_owned(),
        }),
        Some(_) => Ok(true),
    }
}

/// Refuses a schema that only newer programs can serve.
fn serves(sql: &Sql, found: Option<&Found>) -> Result<(), StoreError> {
    match found {
        Some(found) if found.oldest_reader > VERSION => Err(StoreError::TooNew {
            path: sql.path().to_owned(),
        }),
        _ => Ok(()),
    }
}

fn found(sql: &Sql, shop: &str) -> Result<Option<Found>, StoreError> {
    let there: bool = sql.value(
        "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = ?1 AND tablename = 'schema_step')",
        params![shop],
    )?;
    if !there {
        return Ok(None);
    }
    let newest = "SELECT step, oldest_reader FROM schema_step ORDER BY step DESC LIMIT 1";
    sql.one(newest, params![], |row| {
        Ok(Found {
            version: row.get(0)?,
            oldest_reader: row.get(1)?,
        })
    })
}

/// Adds pgvector to the database where the server has it and lets this user add it; without it there is no index of vectors
/// at the server, and all else works.
fn add_vectors(sql: &Sql) -> Result<(), StoreError> {
    let offered: bool = sql.value(
        "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector' AND installed_version IS NULL)",
        params![],
    )?;
    if offered {
        let added: Result<(), StoreError> = sql.transaction(|| {
            sql.one(
                "SELECT pg_advisory_xact_lock(hashtextextended('stylenova:extension', 0)) IS NULL",
                params![],
                |_| Ok(()),
            )?;
            sql.batch("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
        });
        match added {
            // A user that must not add it is no reason to refuse the shop.
            Ok(()) | Err(StoreError::Sql { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CatalogDb;
    use crate::places::on_postgres;
    use crate::user::UserDb;

    #[test]
    fn servers_that_start_at_once_make_one_schema() {
        on_postgres(|place| {
            std::thread::scope(|scope| {
                for _ in 0..6 {
                    scope.spawn(|| {
                        let database = place.anew();
                        CatalogDb::open(&database).unwrap();
                        UserDb::open(&database).unwrap();
                    });
                }
            });
            let steps: i64 = place
                .catalog()
                .sql
                .value("SELECT count(*) FROM schema_step", params![])
                .unwrap();
            assert_eq!(steps, VERSION, "each step was taken once");
        });
    }

    #[test]
    fn a_newer_schema_is_served_where_it_says_that_it_can_be() {
        on_postgres(|place| {
            let db = place.catalog();
            let step = |number: i64, oldest_reader: i64| {
                let statement = "INSERT INTO schema_step (step, oldest_reader) VALUES (?1, ?2)";
                db.sql.execute(statement, params![number, oldest_reader]).unwrap();
            };
            step(VERSION + 1, VERSION);
            assert!(CatalogDb::open(&place.anew()).is_ok());
            assert!(UserDb::open_to_read(&place.anew()).unwrap().is_some());
            step(VERSION + 2, VERSION + 1);
            let refused = CatalogDb::open(&place.anew());
            assert!(matches!(refused, Err(StoreError::TooNew { .. })), "to write");
            let refused = UserDb::open_to_read(&place.anew());
            assert!(matches!(refused, Err(StoreError::TooNew { .. })), "to read");
        });
    }

    #[test]
    fn what_is_only_read_is_read_at_the_replica() {
        on_postgres(|place| {
            place.catalog().set_meta("source", Some("a.csv")).unwrap();
            let near = place.with_replica(None);
            let read = CatalogDb::open_to_read(&near).unwrap().unwrap();
            assert_eq!(read.meta("source").unwrap().as_deref(), Some("a.csv"));
            let gone = place.with_replica(Some("postgres://postgres@127.0.0.1:1/postgres"));
            CatalogDb::open(&gone).unwrap().set_meta("source", None).unwrap();
            let read = CatalogDb::open_to_read(&gone);
            assert!(
                matches!(read, Err(StoreError::Unreachable { .. })),
                "the replica is asked"
            );
        });
    }
}
