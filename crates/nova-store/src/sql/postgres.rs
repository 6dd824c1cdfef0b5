//! PostgreSQL as a [`Connection`], and the few connections that a process keeps open to a server.
//!
//! Deliberately absent: the schema (`shop_schema.rs`) and how the server is found and greeted (`server.rs`).

use super::{Connection, Dialect, Each, Row, SqlError, ValueRef};
use crate::error::words;
use crate::server::Server;
use bytes::BytesMut;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Statement};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::error::Error;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::{Handle, RuntimeFlavor};

/// Connections that are kept open while nobody uses them.
const IDLE: usize = 16;

/// Does what waits for the server. The client waits in a runtime of its own, which a thread that runs tasks must leave its own for.
fn waiting<T>(act: impl FnOnce() -> T) -> T {
    let runs_tasks =
        Handle::try_current().is_ok_and(|own| own.runtime_flavor() == RuntimeFlavor::MultiThread);
    match runs_tasks {
        true => tokio::task::block_in_place(act),
        false => act(),
    }
}

/// A client, which says goodbye to the server when it goes.
struct Leaving(Option<Client>);

impl Drop for Leaving {
    fn drop(&mut self) {
        let client = self.0.take();
        waiting(|| drop(client));
    }
}

impl Deref for Leaving {
    type Target = Client;

    fn deref(&self) -> &Client {
        // It is taken out by `drop` alone.
        self.0.as_ref().expect("it has not left")
    }
}

impl DerefMut for Leaving {
    fn deref_mut(&mut self) -> &mut Client {
        // As above.
        self.0.as_mut().expect("it has not left")
    }
}

/// A session at the server, with the statements that it keeps prepared.
pub(crate) struct Session {
    client: Leaving,
    statements: HashMap<String, Statement>,
}

/// Sessions at one server, for one shop.
pub(crate) struct Pool {
    server: Server,
    idle: Mutex<Vec<Session>>,
}

impl Pool {
    pub(crate) fn new(server: Server) -> Pool {
        Pool {
            server,
            idle: Mutex::default(),
        }
    }

    /// The server.
    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Result<Session, SqlError> {
        if let Some(session) = self.idle().pop() {
            return Ok(session);
        }
        let client = waiting(|| self.server.connect()).map_err(|error| {
            let refused = (error.as_db_error().is_some() && !is_lost(&error)) || is_distrusted(&error);
            match refused {
                true => SqlError::Postgres(error),
                false => SqlError::Unreachable(words(&error)),
            }
        })?;
        Ok(Session {
            client: Leaving(Some(client)),
            statements: HashMap::new(),
        })
    }

    fn give_back(&self, session: Session) {
        let mut idle = self.idle();
        if idle.len() < IDLE && !session.client.is_closed() {
            idle.push(session);
        }
    }

    /// Whoever was idle when the server went has lost it as well.
    fn forget_all(&self) {
        let lost = std::mem::take(&mut *self.idle());
        drop(lost);
    }
}

/// A connection of the pool, taken when it is first needed and anew where it was lost.
pub(crate) struct Postgres {
    pool: Arc<Pool>,
    session: RefCell<Option<Session>>,
    /// How many transactions and locks the session must stay the same for.
    held: Cell<u32>,
}

impl Postgres {
    pub(crate) fn new(pool: Arc<Pool>) -> Postgres {
        Postgres {
            pool,
            session: RefCell::new(None),
            held: Cell::new(0),
        }
    }

    /// Runs `act` on the session. Where the session was lost and `may_repeat` says that nothing came of it yet, it is done
    /// again on a new one, once; otherwise nobody knows how far it came, and it fails.
    fn on_session<T>(
        &self,
        may_repeat: impl Fn() -> bool,
        mut act: impl FnMut(&mut Session) -> Result<T, postgres::Error>,
    ) -> Result<T, SqlError> {
        let held = self.held.get() > 0;
        let mut kept = self.session.borrow_mut();
        let mut again = false;
        loop {
            let session = match kept.as_mut() {
                Some(session) => session,
                None if held => return Err(SqlError::Unreachable("the connection was lost".to_owned())),
                None => kept.insert(self.pool.take()?),
            };
            let error = match waiting(|| act(session)) {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let lost = is_lost(&error) || session.client.is_closed();
            let outdated = error.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED);
            if lost {
                *kept = None;
                self.pool.forget_all();
            } else if outdated {
                // A table got a column since the statement was prepared.
                session.statements.clear();
            }
            if !(lost || outdated) || held || again || !may_repeat() {
                return Err(match lost {
                    true => SqlError::Unreachable(words(&error)),
                    false => SqlError::Postgres(error),
                });
            }
            again = true;
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(session) = self.session.get_mut().take()
            && self.held.get() == 0
        {
            self.pool.give_back(session);
        }
    }
}

impl Session {
    fn prepared(&mut self, statement: &str) -> Result<Statement, postgres::Error> {
        if let Some(known) = self.statements.get(statement) {
            return Ok(known.clone());
        }
        let prepared = self.client.prepare(&numbered(statement))?;
        self.statements.insert(statement.to_owned(), prepared.clone());
        Ok(prepared)
    }
}

fn as_params<'a>(values: &'a [ValueRef<'a>]) -> impl ExactSizeIterator<Item = &'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync))
}

impl Connection for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn execute(&self, statement: &str, values: &[ValueRef<'_>]) -> Result<usize, SqlError> {
        let values: Vec<_> = as_params(values).collect();
        let changed = self.on_session(
            || false,
            |session| {
                let prepared = session.prepared(statement)?;
                session.client.execute(&prepared, &values)
            },
        )?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    fn batch(&self, statements: &str) -> Result<(), SqlError> {
        self.on_session(|| false, |session| session.client.batch_execute(statements))
    }

    fn query(&self, statement: &str, values: &[ValueRef<'_>], each: &mut Each<'_>) -> Result<(), SqlError> {
        let reads = statement.trim_start().starts_with("SELECT");
        let seen = Cell::new(false);
        // Rows that were handed out cannot be taken back.
        let may_repeat = || reads && !seen.get();
        self.on_session(may_repeat, |session| {
            let prepared = session.prepared(statement)?;
            let mut rows = session.client.query_raw(&prepared, as_params(values))?;
            while let Some(row) = rows.next()? {
                seen.set(true);
                if !each(&Row::Postgres(&row)) {
                    break;
                }
            }
            Ok(())
        })
    }

    fn begin(&self, _to_write: bool) -> Result<(), SqlError> {
        self.on_session(|| true, |session| session.client.batch_execute("BEGIN"))?;
        self.held.set(self.held.get() + 1);
        Ok(())
    }

    fn end(&self, commit: bool) -> Result<(), SqlError> {
        let lost = self.session.borrow().is_none();
        let ended = match (commit, lost) {
            // The server took it back when the connection was lost.
            (false, true) => Ok(()),
            _ => self.on_session(
                || false,
                |session| {
                    session
                        .client
                        .batch_execute(if commit { "COMMIT" } else { "ROLLBACK" })
                },
            ),
        };
        self.held.set(self.held.get().saturating_sub(1));
        if ended.is_err() {
            // Whatever state it is in, nobody gets it again.
            *self.session.borrow_mut() = None;
        }
        ended
    }

    fn commits(&self) -> Option<i64> {
        None
    }

    fn pin(&self) -> Result<(), SqlError> {
        // So that there is a session, and no lost one.
        self.on_session(|| true, |session| session.client.batch_execute("SELECT 1"))?;
        self.held.set(self.held.get() + 1);
        Ok(())
    }

    fn unpin(&self) {
        self.held.set(self.held.get().saturating_sub(1));
    }
}

/// Whether the certificate of whoever answered is not to be trusted, which no other try would change.
fn is_distrusted(error: &postgres::Error) -> bool {
    let by_system = error
        .source()
        .and_then(|source| source.downcast_ref::<std::io::Error>());
    let by_tls = by_system.and_then(std::io::Error::get_ref);
    by_tls.is_some_and(|error| {
        matches!(
            error.downcast_ref::<rustls::Error>(),
            Some(rustls::Error::InvalidCertificate(_))
        )
    })
}

/// Whether the connection is of no use any more.
fn is_lost(error: &postgres::Error) -> bool {
    let by_server = error.code().is_some_and(|code| {
        // Class 08 is that of connections, and 57P0x of a server that is going or not there yet.
        code.code().starts_with("08")
            || [
                SqlState::ADMIN_SHUTDOWN,
                SqlState::CRASH_SHUTDOWN,
                SqlState::CANNOT_CONNECT_NOW,
                SqlState::TOO_MANY_CONNECTIONS,
            ]
            .contains(code)
    });
    let by_system = error
        .source()
        .is_some_and(|source| source.downcast_ref::<std::io::Error>().is_some());
    by_server || by_system || error.is_closed()
}

/// The statement as PostgreSQL numbers values: `$1` where `?1` stands outside quotes.
fn numbered(statement: &str) -> String {
    let mut quoted = false;
    let number = |c: char| {
        quoted ^= c == '\'';
        if c == '?' && !quoted { '$' } else { c }
    };
    statement.chars().map(number).collect()
}

impl<'a> FromSql<'a> for ValueRef<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => ValueRef::Integer(i64::from_sql(ty, raw)?),
            Type::INT4 => ValueRef::Integer(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => ValueRef::Integer(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => ValueRef::Integer(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => ValueRef::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => ValueRef::Real(f32::from_sql(ty, raw)?.into()),
            Type::BYTEA => ValueRef::Blob(raw),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR | Type::UNKNOWN => {
                ValueRef::Text(<&str>::from_sql(ty, raw)?)
            }
            _ => return Err(format!("a column has the type {ty}").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(ValueRef::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl ToSql for ValueRef<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (*self, ty) {
            (ValueRef::Null, _) => Ok(IsNull::Yes),
            (ValueRef::Integer(number), &Type::INT8) => number.to_sql(ty, out),
            (ValueRef::Integer(number), &Type::INT4) => i32::try_from(number)?.to_sql(ty, out),
            (ValueRef::Integer(number), &Type::BOOL) => (number != 0).to_sql(ty, out),
            (ValueRef::Integer(number), &Type::FLOAT8) => (number as f64).to_sql(ty, out),
            (ValueRef::Real(number), &Type::FLOAT8) => number.to_sql(ty, out),
            // PostgreSQL keeps no NUL in a text, and none means anything in one.
            (ValueRef::Text(text), _) if text.contains('\0') => text.replace('\0', "").to_sql(ty, out),
            (ValueRef::Text(text), _) => text.to_sql(ty, out),
            (ValueRef::Blob(bytes), &Type::BYTEA) => bytes.to_sql(ty, out),
            (value, ty) => Err(format!("{value:?} cannot be given as {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_its_nuls_which_postgresql_refuses() {
        let mut out = BytesMut::new();
        let text = ValueRef::Text("\u{4}a\0b\0");
        assert!(matches!(text.to_sql(&Type::TEXT, &mut out), Ok(IsNull::No)));
        assert_eq!(&out[..], "\u{4}ab".as_bytes());
    }

    #[test]
    fn values_are_numbered_as_postgresql_does_and_quoted_text_stays() {
        assert_eq!(
            numbered("SELECT '?1', a FROM t WHERE b = ?1 AND c = ?12"),
            "SELECT '?1', a FROM t WHERE b = $1 AND c = $12"
        );
    }
}
