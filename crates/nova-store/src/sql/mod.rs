//! The one way in which this crate speaks SQL: [`Sql`] over a [`Connection`], which is SQLite's (`sqlite.rs`) or
//! PostgreSQL's (`postgres.rs`). Statements number their values `?1`, `?2`, and are written once wherever both databases
//! read them alike; where they cannot, the difference is in `dialect.rs` or beside the table that it is about.
//!
//! Deliberately absent: what the tables mean, and how their schema came about (`catalog.rs`, `user/`, `shop_schema.rs`).

mod dialect;
mod insert;
pub(crate) mod postgres;
pub(crate) mod sqlite;
mod value;

pub(crate) use crate::error::SqlError;
use crate::error::StoreError;
pub(crate) use dialect::Dialect;
pub(crate) use insert::Insert;
use std::cell::Cell;
use std::path::{Path, PathBuf};
pub(crate) use value::{FromValue, ToValue, Value, ValueRef, params};

/// What can end the reading of rows.
#[derive(Debug)]
pub(crate) enum Failure {
    Sql(SqlError),
    Json(serde_json::Error),
}

impl From<SqlError> for Failure {
    fn from(error: SqlError) -> Self {
        Failure::Sql(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Json(error)
    }
}

/// A row while it is read.
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

impl Row<'_> {
    /// The value of a column, counted from 0.
    pub(crate) fn get<T: FromValue>(&self, column: usize) -> Result<T, SqlError> {
        T::from_value(self.value(column)?)
    }

    /// The same without a copy.
    pub(crate) fn value(&self, column: usize) -> Result<ValueRef<'_>, SqlError> {
        match self {
            Row::Sqlite(row) => sqlite::value(row, column),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// The text of a column without a copy; empty where there is none.
    pub(crate) fn text(&self, column: usize) -> Result<&str, SqlError> {
        Ok(match self.value(column)? {
            ValueRef::Text(text) => text,
            _ => "",
        })
    }

    /// The bytes of a column without a copy; none where there are none.
    pub(crate) fn bytes(&self, column: usize) -> Result<&[u8], SqlError> {
        Ok(match self.value(column)? {
            ValueRef::Blob(bytes) => bytes,
            _ => &[],
        })
    }

    /// The names of the columns.
    pub(crate) fn columns(&self) -> Vec<String> {
        match self {
            Row::Sqlite(row) => row
                .as_ref()
                .column_names()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            Row::Postgres(row) => row
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect(),
        }
    }
}

/// What is done with each row; `false` asks for no more of them.
pub(crate) type Each<'a> = dyn FnMut(&Row<'_>) -> bool + 'a;

/// A connection to a database. Statements that were asked for once are kept prepared.
pub(crate) trait Connection: Send {
    fn dialect(&self) -> Dialect;

    /// Runs a statement; how many rows it changed.
    fn execute(&self, statement: &str, values: &[ValueRef<'_>]) -> Result<usize, SqlError>;

    /// Runs statements without values.
    fn batch(&self, statements: &str) -> Result<(), SqlError>;

    /// Hands the rows of a query to `each` as they come; all of them are never held at once. `each` must not ask the
    /// same connection for anything.
    fn query(&self, statement: &str, values: &[ValueRef<'_>], each: &mut Each<'_>) -> Result<(), SqlError>;

    /// Begins a transaction; `to_write` says that it certainly writes, so that it waits for other writers now.
    fn begin(&self, to_write: bool) -> Result<(), SqlError>;

    /// Ends it.
    fn end(&self, commit: bool) -> Result<(), SqlError>;

    /// How many transactions of this process wrote to the file; `None` where the database counts for itself.
    fn commits(&self) -> Option<i64>;

    /// Until [`Connection::unpin`], a lost connection stays lost: what was locked by it no longer is.
    fn pin(&self) -> Result<(), SqlError> {
        Ok(())
    }

    /// Takes back one [`Connection::pin`].
    fn unpin(&self) {}
}

/// A connection with the place that it is about, for errors, and with transactions that lie within each other.
pub(crate) struct Sql {
    connection: Box<dyn Connection>,
    path: PathBuf,
    depth: Cell<u32>,
}

/// Takes a transaction back when its work ends without a word, which is by a panic.
struct Open<'a>(&'a Sql);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let _ = self.0.leave(false);
    }
}

impl Sql {
    pub(crate) fn new(connection: Box<dyn Connection>, path: PathBuf) -> Sql {
        Sql {
            connection,
            path,
            depth: Cell::new(0),
        }
    }

    /// The file, or the address of the server's database.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.connection.dialect()
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.dialect() == Dialect::Postgres
    }

    /// As [`Connection::commits`].
    pub(crate) fn commits(&self) -> Option<i64> {
        self.connection.commits()
    }

    /// Whether a transaction is open.
    pub(crate) fn in_transaction(&self) -> bool {
        self.depth.get() > 0
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) fn execute(&self, statement: &str, values: &[ValueRef<'_>]) -> Result<usize, StoreError> {
        self.told(self.connection.execute(statement, values))
    }

    /// Runs a statement; `None` where a row is there that must be unique. Within a transaction nothing else of it is lost.
    pub(crate) fn execute_unless_taken(
        &self,
        statement: &str,
        values: &[ValueRef<'_>],
    ) -> Result<Option<usize>, StoreError> {
        self.enter(false)?;
        let open = Open(self);
        match self.connection.execute(statement, values) {
            Ok(changed) => {
                std::mem::forget(open);
                self.leave(true)?;
                Ok(Some(changed))
            }
            Err(error) if self.dialect().is_taken(&error) => Ok(None),
            Err(error) => self.told(Err(error)),
        }
    }

    /// Runs statements without values.
    pub(crate) fn batch(&self, statements: &str) -> Result<(), StoreError> {
        self.told(self.connection.batch(statements))
    }

    /// Hands each row of a query to `act`, which must not ask this connection for anything.
    pub(crate) fn each(
        &self,
        statement: &str,
        values: &[ValueRef<'_>],
        mut act: impl FnMut(&Row<'_>) -> Result<(), Failure>,
    ) -> Result<(), StoreError> {
        let mut failed = None;
        let read = self
            .connection
            .query(statement, values, &mut |row| match act(row) {
                Ok(()) => true,
                Err(failure) => {
                    failed = Some(failure);
                    false
                }
            });
        self.told(read)?;
        match failed {
            Some(failure) => Err(self.about(failure)),
            None => Ok(()),
        }
    }

    /// What `read` makes of each row of a query.
    pub(crate) fn all<T, C: Default + Extend<T> + IntoIterator<Item = T>>(
        &self,
        statement: &str,
        values: &[ValueRef<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Failure>,
    ) -> Result<C, StoreError> {
        let mut all = C::default();
        self.each(statement, values, |row| {
            all.extend(std::iter::once(read(row)?));
            Ok(())
        })?;
        Ok(all)
    }

    /// What `read` makes of the first row of a query, if there is one.
    pub(crate) fn one<T>(
        &self,
        statement: &str,
        values: &[ValueRef<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Failure>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        let asked = self.connection.query(statement, values, &mut |row| {
            found = Some(read(row));
            false
        });
        self.told(asked)?;
        found.transpose().map_err(|failure| self.about(failure))
    }

    /// The first column of the one row that a query is sure to have.
    pub(crate) fn value<T: FromValue>(
        &self,
        statement: &str,
        values: &[ValueRef<'_>],
    ) -> Result<T, StoreError> {
        self.one(statement, values, |row| Ok(row.get(0)?))?
            .ok_or_else(|| self.damaged("a row is missing that is always there"))
    }

    /// Runs `act` as one transaction, or as a part of the one that is open: all that it writes is there, or none of it where
    /// it fails or never returns.
    pub(crate) fn transaction<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.within(false, act)
    }

    /// As [`Sql::transaction`], for one that certainly writes.
    pub(crate) fn writing<T, E: From<StoreError>>(&self, act: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.within(true, act)
    }

    fn within<T, E: From<StoreError>>(
        &self,
        to_write: bool,
        act: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.enter(to_write)?;
        let open = Open(self);
        let answer = act()?;
        std::mem::forget(open);
        self.leave(true)?;
        Ok(answer)
    }

    /// Begins a transaction that [`Sql::leave`] ends, for whoever cannot lend the connection to a closure.
    pub(crate) fn enter(&self, to_write: bool) -> Result<(), StoreError> {
        let depth = self.depth.get();
        let begun = match depth {
            0 => self.connection.begin(to_write),
            _ => self.connection.batch(&format!("SAVEPOINT part_{depth}")),
        };
        self.told(begun)?;
        self.depth.set(depth + 1);
        Ok(())
    }

    /// Ends the innermost transaction.
    pub(crate) fn leave(&self, commit: bool) -> Result<(), StoreError> {
        let depth = self.depth.get().saturating_sub(1);
        self.depth.set(depth);
        let ended = match (depth, commit) {
            (0, true) => {
                let done = self.connection.end(true);
                if done.is_err() {
                    // SQLite keeps a transaction open whose end had to wait too long.
                    let _ = self.connection.end(false);
                }
                done
            }
            (0, false) => self.connection.end(false),
            (_, true) => self.connection.batch(&format!("RELEASE SAVEPOINT part_{depth}")),
            (_, false) => self.connection.batch(&format!(
                "ROLLBACK TO SAVEPOINT part_{depth}; RELEASE SAVEPOINT part_{depth}"
            )),
        };
        self.told(ended)
    }

    /// As [`Connection::pin`].
    pub(crate) fn pin(&self) -> Result<(), StoreError> {
        self.told(self.connection.pin())
    }

    /// As [`Connection::unpin`].
    pub(crate) fn unpin(&self) {
        self.connection.unpin();
    }

    /// That a row does not hold what it must.
    pub(crate) fn damaged(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Row {
            path: self.path.clone(),
            reason: reason.into(),
        }
    }

    /// A product, or whatever else is kept as JSON.
    pub(crate) fn json(&self, value: &impl serde::Serialize) -> Result<String, StoreError> {
        serde_json::to_string(value).map_err(|error| self.damaged(error.to_string()))
    }

    fn about(&self, failure: Failure) -> StoreError {
        match failure {
            Failure::Sql(error) => StoreError::of(&self.path, error),
            Failure::Json(error) => self.damaged(error.to_string()),
        }
    }

    fn told<T>(&self, result: Result<T, SqlError>) -> Result<T, StoreError> {
        result.map_err(|error| StoreError::of(&self.path, error))
    }
}
