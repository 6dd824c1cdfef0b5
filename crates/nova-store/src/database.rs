//! Where a library's rows are: two SQLite files in a folder, or a shop's schema at a PostgreSQL server.

use crate::error::StoreError;
use crate::server::Server;
use crate::shop_schema;
use crate::sql::Sql;
use crate::sql::postgres::{Pool, Postgres};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// Where a library's rows are. A clone is the same place, with the same connections and counts of changes: whoever opens
/// a place more than once keeps one of these.
#[derive(Clone)]
pub struct Database(Kind);

#[derive(Clone)]
enum Kind {
    Folder(Arc<Folder>),
    Postgres(Arc<Shop>),
}

/// A folder with `catalog.db` and `user.db`.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    /// Transactions that this process wrote to each; nobody else writes while it has the folder's lock.
    pub(crate) catalog: Arc<AtomicI64>,
    pub(crate) clients: Arc<AtomicI64>,
}

/// A shop at a server.
struct Shop {
    writes: Arc<Pool>,
    reads: Option<Arc<Pool>>,
    /// Whether the schema was brought up to date by this process, and whether it was found to be so for reading.
    written: AtomicBool,
    readable: AtomicBool,
}

/// What there is to open.
pub(crate) enum Opened {
    /// A folder, to be opened with its files.
    Folder(Arc<Folder>),
    /// A connection to a schema that is as it must be.
    Shop(Sql),
}

impl Database {
    /// The files in `folder`.
    pub fn folder(folder: impl Into<PathBuf>) -> Database {
        Database(Kind::Folder(Arc::new(Folder {
            path: folder.into(),
            catalog: Arc::new(AtomicI64::new(1)),
            clients: Arc::new(AtomicI64::new(1)),
        })))
    }

    /// The shop `shop` at the server at `url` (`postgres://user:password@host:port/database`), a schema of its own that is
    /// made when it is first opened to write. With `sslmode=require` or `verify-full` the connection is encrypted and the
    /// server's certificate looked at, by the authorities of the web or those in the file `sslrootcert`; without, it is
    /// plain. Nothing is asked of the server yet.
    ///
    /// # Errors
    /// [`StoreError::Address`] when the address or the name cannot be used: `[a-z][a-z0-9_]{0,40}`.
    pub fn postgres(url: &str, shop: &str) -> Result<Database, StoreError> {
        Database::shop(Server::new(url, shop)?, None)
    }

    /// The same, with another address at which `open_to_read` reads: a replica that follows the first. What was just written
    /// may take it a moment.
    ///
    /// # Errors
    /// As [`Database::postgres`].
    pub fn postgres_with_replica(url: &str, replica: &str, shop: &str) -> Result<Database, StoreError> {
        Database::shop(Server::new(url, shop)?, Some(Server::new(replica, shop)?))
    }

    fn shop(server: Server, replica: Option<Server>) -> Result<Database, StoreError> {
        Ok(Database(Kind::Postgres(Arc::new(Shop {
            writes: Arc::new(Pool::new(server)),
            reads: replica.map(|server| Arc::new(Pool::new(server))),
            written: AtomicBool::new(false),
            readable: AtomicBool::new(false),
        }))))
    }

    /// Whether several processes may write at once, as a server's database lets them.
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Kind::Postgres(_))
    }

    /// The folder, or the server's address with the shop and without a password; for people to read.
    pub fn place(&self) -> PathBuf {
        match &self.0 {
            Kind::Folder(folder) => folder.path.clone(),
            Kind::Postgres(shop) => shop.writes.server().place(),
        }
    }

    /// The folder with its files; `None` at a server.
    pub(crate) fn files(&self) -> Option<&Path> {
        match &self.0 {
            Kind::Folder(folder) => Some(&folder.path),
            Kind::Postgres(_) => None,
        }
    }

    /// A connection to write, with the schema brought up to date.
    pub(crate) fn to_write(&self) -> Result<Opened, StoreError> {
        let shop = match &self.0 {
            Kind::Folder(folder) => return Ok(Opened::Folder(Arc::clone(folder))),
            Kind::Postgres(shop) => shop,
        };
        let sql = shop.sql(&shop.writes);
        if !shop.written.load(Ordering::Acquire) {
            shop_schema::bring_up(&sql, shop.writes.server().shop())?;
            shop.written.store(true, Ordering::Release);
        }
        Ok(Opened::Shop(sql))
    }

    /// A connection to read; `None` for a shop of which there is nothing yet.
    pub(crate) fn to_read(&self) -> Result<Option<Opened>, StoreError> {
        let shop = match &self.0 {
            Kind::Folder(folder) => return Ok(Some(Opened::Folder(Arc::clone(folder)))),
            Kind::Postgres(shop) => shop,
        };
        let pool = shop.reads.as_ref().unwrap_or(&shop.writes);
        let sql = shop.sql(pool);
        if !shop.readable.load(Ordering::Acquire) {
            if !shop_schema::is_there(&sql, pool.server().shop())? {
                return Ok(None);
            }
            shop.readable.store(true, Ordering::Release);
        }
        Ok(Some(Opened::Shop(sql)))
    }
}

impl Shop {
    fn sql(&self, pool: &Arc<Pool>) -> Sql {
        Sql::new(Box::new(Postgres::new(Arc::clone(pool))), pool.server().place())
    }
}

impl From<&Path> for Database {
    fn from(folder: &Path) -> Self {
        Database::folder(folder)
    }
}
