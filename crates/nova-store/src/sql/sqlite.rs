//! SQLite as a [`Connection`], and how its files are opened.

use super::{Connection, Dialect, Each, Row, Sql, SqlError, ValueRef, params};
use crate::error::StoreError;
use rusqlite::types::{ToSqlOutput, ValueRef as Column};
use rusqlite::{OpenFlags, ToSql};
use rusqlite_migration::Migrations;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

/// How long a statement waits for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Statements that are kept prepared.
const PREPARED: usize = 64;

/// An open file.
pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
    /// Set by SQLite when a transaction that wrote is about to be there.
    committing: Arc<AtomicBool>,
    /// Counts the transactions that wrote.
    revision: Arc<AtomicI64>,
}

/// Opens a file to write, making it when it is missing, with these pragmas, and brings it to the newest schema. Its commits
/// are counted in `revision`.
pub(crate) fn open(
    path: PathBuf,
    pragmas: &[(&str, &str)],
    migrations: &Migrations<'static>,
    revision: &Arc<AtomicI64>,
) -> Result<Sql, StoreError> {
    let connect = || -> Result<Sqlite, SqlError> {
        let connection = rusqlite::Connection::open(&path)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        for (name, value) in pragmas {
            connection.pragma_update(None, name, value)?;
        }
        Sqlite::over(connection, revision)
    };
    let mut sqlite = connect().map_err(|error| StoreError::of(&path, error))?;
    migrate(migrations, &mut sqlite.connection, &path)?;
    Ok(Sql::new(Box::new(sqlite), path))
}

/// Opens an existing file to read; `None` when there is none, or nothing in it yet.
pub(crate) fn open_to_read(
    path: PathBuf,
    migrations: &Migrations<'static>,
    revision: &Arc<AtomicI64>,
) -> Result<Option<Sql>, StoreError> {
    if !path.is_file() {
        return Ok(None);
    }
    let connect = || -> Result<(Sqlite, i64), SqlError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(&path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok((Sqlite::over(connection, revision)?, version))
    };
    let (sqlite, version) = connect().map_err(|error| StoreError::of(&path, error))?;
    match migrations.pending_migrations(&sqlite.connection) {
        Ok(0) => Ok(Some(Sql::new(Box::new(sqlite), path))),
        Ok(pending) if pending > 0 && version == 0 => Ok(None),
        Ok(pending) if pending > 0 => Err(StoreError::TooOld { path }),
        _ => Err(StoreError::TooNew { path }),
    }
}

/// A database of nobody.
pub(crate) fn in_memory(path: PathBuf, migrations: &Migrations<'static>) -> Result<Sql, StoreError> {
    let connect = || Sqlite::over(rusqlite::Connection::open_in_memory()?, &Arc::default());
    let mut sqlite = connect().map_err(|error: SqlError| StoreError::of(&path, error))?;
    migrate(migrations, &mut sqlite.connection, &path)?;
    Ok(Sql::new(Box::new(sqlite), path))
}

/// SQLite's own check of a whole file; the findings, none when it is sound or no file.
pub(crate) fn integrity(sql: &Sql) -> Result<Vec<String>, StoreError> {
    if sql.is_postgres() {
        return Ok(Vec::new());
    }
    let mut findings: Vec<String> =
        sql.all("PRAGMA integrity_check(20)", params![], |row| Ok(row.get(0)?))?;
    findings.retain(|finding| finding != "ok");
    Ok(findings)
}

/// Brings a database to its newest schema, all steps in one transaction.
fn migrate(
    migrations: &Migrations<'static>,
    connection: &mut rusqlite::Connection,
    path: &Path,
) -> Result<(), StoreError> {
    use rusqlite_migration::{Error, MigrationDefinitionError};
    migrations.to_latest(connection).map_err(|error| match error {
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => StoreError::TooNew {
            path: path.to_owned(),
        },
        Error::RusqliteError { err, .. } => StoreError::of(path, SqlError::Sqlite(err)),
        other => StoreError::Damaged {
            path: path.to_owned(),
            reason: other.to_string(),
        },
    })
}

impl Sqlite {
    fn over(connection: rusqlite::Connection, revision: &Arc<AtomicI64>) -> Result<Sqlite, SqlError> {
        connection.set_prepared_statement_cache_capacity(PREPARED);
        let committing = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&committing);
        connection.commit_hook(Some(move || {
            told.store(true, Ordering::Relaxed);
            false
        }))?;
        Ok(Sqlite {
            connection,
            committing,
            revision: Arc::clone(revision),
        })
    }

    /// The hook is asked before what was written can be read. Counted there, whoever reads the count and then the rows
    /// could take the old rows for the new ones.
    fn count<T>(&self, done: Result<T, rusqlite::Error>) -> Result<T, SqlError> {
        if self.committing.swap(false, Ordering::Relaxed) {
            self.revision.fetch_add(1, Ordering::Release);
        }
        Ok(done?)
    }
}

impl Connection for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn execute(&self, statement: &str, values: &[ValueRef<'_>]) -> Result<usize, SqlError> {
        let mut prepared = self.connection.prepare_cached(statement)?;
        self.count(prepared.execute(rusqlite::params_from_iter(values)))
    }

    fn batch(&self, statements: &str) -> Result<(), SqlError> {
        self.count(self.connection.execute_batch(statements))
    }

    fn query(&self, statement: &str, values: &[ValueRef<'_>], each: &mut Each<'_>) -> Result<(), SqlError> {
        let mut prepared = self.connection.prepare_cached(statement)?;
        let mut read = || {
            let mut rows = prepared.query(rusqlite::params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                if !each(&Row::Sqlite(row)) {
                    break;
                }
            }
            Ok(())
        };
        let done = read();
        self.count(done)
    }

    fn begin(&self, to_write: bool) -> Result<(), SqlError> {
        self.execute(if to_write { "BEGIN IMMEDIATE" } else { "BEGIN" }, &[])
            .map(drop)
    }

    fn commits(&self) -> Option<i64> {
        Some(self.revision.load(Ordering::Acquire))
    }

    fn end(&self, commit: bool) -> Result<(), SqlError> {
        if !commit && self.connection.is_autocommit() {
            // SQLite took it back itself, for instance when the disk was full.
            return Ok(());
        }
        self.execute(if commit { "COMMIT" } else { "ROLLBACK" }, &[])
            .map(drop)
    }
}

/// The value of a column of a row.
pub(super) fn value<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<ValueRef<'a>, SqlError> {
    Ok(match row.get_ref(column)? {
        Column::Null => ValueRef::Null,
        Column::Integer(number) => ValueRef::Integer(number),
        Column::Real(number) => ValueRef::Real(number),
        Column::Text(text) => ValueRef::Text(std::str::from_utf8(text).map_err(|_| SqlError::Value {
            found: "text that is no UTF-8",
            wanted: "text",
        })?),
        Column::Blob(bytes) => ValueRef::Blob(bytes),
    })
}

impl ToSql for ValueRef<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            ValueRef::Null => Column::Null,
            ValueRef::Integer(number) => Column::Integer(number),
            ValueRef::Real(number) => Column::Real(number),
            ValueRef::Text(text) => Column::Text(text.as_bytes()),
            ValueRef::Blob(bytes) => Column::Blob(bytes),
        }))
    }
}
