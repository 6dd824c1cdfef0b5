//! A whole library from a folder to a shop at a server (`push`), and from there into a folder (`pull`). All rows come in one
//! transaction: they are there as a whole or not at all.
//!
//! Deliberately absent: files (`files.rs`), and what is asked of whoever moves a library (`nova-engine`). How a shop that has
//! rows and a library become one is in `merge.rs`.

mod merge;
#[cfg(test)]
mod tests;

use crate::catalog::CatalogDb;
use crate::database::Database;
use crate::error::StoreError;
use crate::sql::{Sql, params};
use crate::transfer::{self, CLIENTS};
use crate::turns::CATALOGUE;
use crate::user::UserDb;
pub use merge::{Joined, merge_up};
use std::path::Path;

/// What was moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// Products.
    pub products: usize,
    /// Embeddings of pictures, by all models.
    pub embeddings: usize,
    /// Clients.
    pub profiles: usize,
    /// Swipes, also those that were taken back.
    pub swipes: usize,
}

/// Tables that are empty in a shop of which nobody would miss anything. Settings alone are no shop yet.
const NOT_EMPTY: [&str; 10] = [
    "product",
    "look",
    "counted",
    "piece",
    "swipe",
    "board_item",
    "search",
    "entry",
    "purchase",
    "lookbook",
];

/// Moves the rows of the library `from`, which is in a folder, to the shop `to`. Its settings stay where the library has none
/// of that name, and what its servers keep for themselves stays as well. `nobody` is the name of the client that counts
/// as none. `tell` hears of rows that are done and of how many there are, and `finish` writes what belongs to the same
/// transaction; an error of either takes all of it back. `None` where the shop is not empty.
///
/// # Errors
/// Those of `tell` and `finish`, [`StoreError::Importing`] while a server of the shop imports, and when either database cannot be used.
pub fn move_up<E: From<StoreError>>(
    from: &Database,
    to: &Database,
    nobody: &str,
    tell: &mut dyn FnMut(usize, usize) -> Result<(), E>,
    finish: impl FnOnce(&UserDb) -> Result<(), E>,
) -> Result<Option<Moved>, E> {
    let (catalog, clients) = (CatalogDb::open_to_read(from)?, UserDb::open_to_read(from)?);
    let tables = transfer::catalog_without_jobs();
    let parts = [
        catalog.as_ref().map(|db| (&db.sql, tables.as_slice())),
        clients.as_ref().map(|db| (&db.sql, CLIENTS.as_slice())),
    ];
    let mut total = 0;
    for (sql, tables) in parts.iter().flatten() {
        total += transfer::count(sql, tables)?;
    }
    let mut done = 0;
    let mut tell = |rows: usize| {
        done += rows;
        tell(done, total)
    };
    let to = CatalogDb::open(to)?;
    begin_alone(&to.sql)?;
    if to.sql.is_postgres() {
        to.sql.batch("LOCK TABLE product, profile IN EXCLUSIVE MODE")?;
    }
    if !nothing_in(&to.sql, nobody)? {
        to.sql.leave(false)?;
        return Ok(None);
    }
    let settings: Vec<(String, String)> = to.sql.all("SELECT key, value FROM setting", params![], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    to.forget_all_vectors()?;
    transfer::empty(&to.sql, &CLIENTS)?;
    transfer::empty(&to.sql, &tables)?;
    for (sql, tables) in parts.into_iter().flatten() {
        transfer::replace(sql, &to.sql, tables, &mut tell)?;
    }
    for (key, value) in &settings {
        to.sql.execute(
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
            params![key, value],
        )?;
    }
    to.rebuild_words()?;
    to.complete_vectors()?;
    let moved = counted(&to.sql)?;
    let to = UserDb { sql: to.sql };
    finish(&to)?;
    to.sql.leave(true)?;
    Ok(Some(moved))
}

/// Writes the rows of the shop `from` as the two databases of a library into `folder`, which has none, all as they are at one moment.
/// `tell` hears of rows that are done and of how many there are, and stops it by an error. `None` where there is no such shop.
///
/// # Errors
/// Those of `tell`, and when the shop cannot be read or the folder not be written; what was begun stays there then.
pub fn move_down<E: From<StoreError>>(
    from: &Database,
    folder: &Path,
    tell: &mut dyn FnMut(usize, usize) -> Result<(), E>,
) -> Result<Option<Moved>, E> {
    let Some(from) = CatalogDb::open_to_read(from)? else {
        return Ok(None);
    };
    let to = Database::folder(folder);
    let (catalog, clients) = (CatalogDb::open(&to)?, UserDb::open(&to)?);
    let tables = transfer::catalog_without_jobs();
    let moved = transfer::at_one_moment(&from.sql, || {
        let total = transfer::count(&from.sql, &tables)? + transfer::count(&from.sql, &CLIENTS)?;
        let mut done = 0;
        let mut tell = |rows: usize| {
            done += rows;
            tell(done, total)
        };
        catalog.sql.writing(|| {
            transfer::copy_tables(&from.sql, &catalog.sql, &tables, &mut tell)?;
            Ok::<_, E>(catalog.rebuild_words()?)
        })?;
        clients
            .sql
            .writing(|| transfer::copy_tables(&from.sql, &clients.sql, &CLIENTS, &mut tell))?;
        Ok::<_, E>(counted(&from.sql)?)
    })?;
    Ok(Some(moved))
}

/// Begins a transaction beside which nobody changes the catalogue. Where it is left by an error it goes with the connection.
fn begin_alone(sql: &Sql) -> Result<(), StoreError> {
    sql.enter(true)?;
    if !sql.is_postgres() {
        return Ok(());
    }
    let alone = format!("SELECT pg_try_advisory_xact_lock({CATALOGUE})");
    match sql.value(&alone, params![])? {
        true => Ok(()),
        false => Err(StoreError::Importing {
            path: sql.path().to_owned(),
        }),
    }
}

/// Whether nobody would miss anything of the shop `database`, which is made where it is missing; see [`move_up`].
///
/// # Errors
/// When the database cannot be used.
pub fn is_empty(database: &Database, nobody: &str) -> Result<bool, StoreError> {
    nothing_in(&CatalogDb::open(database)?.sql, nobody)
}

fn nothing_in(sql: &Sql, nobody: &str) -> Result<bool, StoreError> {
    for table in NOT_EMPTY {
        if sql.value(&format!("SELECT EXISTS (SELECT 1 FROM {table})"), params![])? {
            return Ok(false);
        }
    }
    let (name, nobody_is) = (sql.dialect().nocase("name"), sql.dialect().nocase("?1"));
    let others = format!("SELECT EXISTS (SELECT 1 FROM profile WHERE {name} <> {nobody_is})");
    Ok(!sql.value::<bool>(&others, params![nobody])?)
}

fn counted(sql: &Sql) -> Result<Moved, StoreError> {
    Ok(Moved {
        products: transfer::count(sql, &["product"])?,
        embeddings: transfer::count(sql, &["embedding"])?,
        profiles: transfer::count(sql, &["profile"])?,
        swipes: transfer::count(sql, &["swipe"])?,
    })
}
