//! Rows from one database to another, table by table: a shop's schema into SQLite's files, which is how it is backed up, and
//! back. Deliberately absent: which library is moved where (`moving/`).

use crate::error::StoreError;
use crate::sql::{Sql, ToValue, Value, params};

/// The fact in `meta` that names what the catalogue in a folder is now; `catalog-09-state.sql` takes it away.
pub(crate) const STATE: &str = "state";

/// Rows that are held at a time, and that a server is given at once.
const PAGE: usize = 250;

/// The tables of the catalogue, each behind those that it points to. The words of products are made anew.
pub(crate) const CATALOG: [&str; 13] = [
    "product",
    "picture_file",
    "model",
    "embedding",
    "quarantine",
    "meta",
    "shade",
    "view",
    "web_picture",
    "arrival",
    "news",
    "named",
    "job",
];

/// The tables of clients. What servers keep for themselves, such as the key by which they know their devices, goes nowhere.
pub(crate) const CLIENTS: [&str; 16] = [
    "profile",
    "card",
    "swipe",
    "weight",
    "board",
    "board_item",
    "search",
    "setting",
    "look",
    "learnt",
    "purchase",
    "counted",
    "basket",
    "entry",
    "lookbook",
    "piece",
];

/// Tables whose rows have no other order than that in which they came.
const IN_ORDER: [&str; 2] = ["quarantine", "basket"];

/// The tables of the catalogue without the queue of work, which belongs to those who do it.
pub(crate) fn catalog_without_jobs() -> Vec<&'static str> {
    CATALOG.into_iter().filter(|table| *table != "job").collect()
}

/// Puts all rows of `tables` in `from` in the place of those in `to`. `tell` hears of each page of rows, and stops all of it
/// by an error.
pub(crate) fn replace<E: From<StoreError>>(
    from: &Sql,
    to: &Sql,
    tables: &[&str],
    tell: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    to.writing(|| {
        empty(to, tables)?;
        from.transaction(|| copy_tables(from, to, tables, tell))?;
        Ok(number_on(to, tables)?)
    })
}

/// Deletes all rows of `tables`.
pub(crate) fn empty(sql: &Sql, tables: &[&str]) -> Result<(), StoreError> {
    tables
        .iter()
        .rev()
        .try_for_each(|table| sql.execute(&format!("DELETE FROM {table}"), params![]).map(drop))
}

/// Has the server number further rows from behind those that came with numbers.
pub(crate) fn number_on(sql: &Sql, tables: &[&str]) -> Result<(), StoreError> {
    if !sql.is_postgres() {
        return Ok(());
    }
    for table in tables {
        let columns = "SELECT CAST(column_name AS TEXT) FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = ?1 AND is_identity = 'YES'";
        let numbered: Vec<String> = sql.all(columns, params![*table], |row| Ok(row.get(0)?))?;
        for column in numbered {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)"
            );
            sql.each(&next, params![], |_| Ok(()))?;
        }
    }
    Ok(())
}

/// Copies all rows of `tables`, as they are at one moment, into tables that are empty.
pub(crate) fn copy(from: &Sql, to: &Sql, tables: &[&str]) -> Result<(), StoreError> {
    at_one_moment(from, || {
        to.writing(|| copy_tables(from, to, tables, &mut |_| Ok(())))
    })
}

/// Lets `act` read rows as they are at one moment.
pub(crate) fn at_one_moment<T, E: From<StoreError>>(
    sql: &Sql,
    act: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    sql.transaction(|| {
        if sql.is_postgres() {
            sql.batch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        }
        act()
    })
}

/// How many rows `tables` have.
pub(crate) fn count(sql: &Sql, tables: &[&str]) -> Result<usize, StoreError> {
    tables.iter().try_fold(0, |sum, table| {
        let rows: usize = sql.value(&format!("SELECT count(*) FROM {table}"), params![])?;
        Ok(sum + rows)
    })
}

/// Copies all rows of `tables` into tables that are empty.
pub(crate) fn copy_tables<E: From<StoreError>>(
    from: &Sql,
    to: &Sql,
    tables: &[&str],
    tell: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    tables
        .iter()
        .try_for_each(|table| copy_table(from, to, table, tell))
}

fn copy_table<E: From<StoreError>>(
    from: &Sql,
    to: &Sql,
    table: &str,
    tell: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    // SQLite numbers such rows as well, and does not say so unless it is asked.
    let select = match IN_ORDER.contains(&table) {
        true if from.is_postgres() => format!("SELECT * FROM {table} ORDER BY rowid"),
        true => format!("SELECT rowid, * FROM {table} ORDER BY rowid"),
        // The name of a state is of the database that it was given in.
        false if table == "meta" => format!("SELECT * FROM meta WHERE key <> '{STATE}' ORDER BY 1"),
        false => format!("SELECT * FROM {table} ORDER BY 1"),
    };
    let mut columns = Vec::new();
    let mut page: Vec<Vec<Value>> = Vec::new();
    let mut failed = Ok(());
    from.each(&select, params![], |row| {
        if failed.is_err() {
            return Ok(());
        }
        if columns.is_empty() {
            columns = row.columns();
        }
        let values = (0..columns.len()).map(|column| row.get(column));
        page.push(values.collect::<Result<_, _>>()?);
        if page.len() >= PAGE {
            failed = write(to, table, &columns, &mut page, tell);
        }
        Ok(())
    })?;
    failed?;
    write(to, table, &columns, &mut page, tell)
}

/// Writes a page of rows and empties it.
fn write<E: From<StoreError>>(
    to: &Sql,
    table: &str,
    columns: &[String],
    page: &mut Vec<Vec<Value>>,
    tell: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    if page.is_empty() {
        return Ok(());
    }
    let at_once = if to.is_postgres() { page.len() } else { 1 };
    let width = columns.len();
    let tuple = |row: usize| {
        let places: Vec<String> = (1..=width)
            .map(|place| format!("?{}", row * width + place))
            .collect();
        format!("({})", places.join(", "))
    };
    let tuples: Vec<String> = (0..at_once).map(tuple).collect();
    let insert = format!(
        "INSERT INTO {table} ({}) VALUES {}",
        columns.join(", "),
        tuples.join(", ")
    );
    for rows in page.chunks(at_once) {
        let values: Vec<_> = rows.iter().flatten().map(ToValue::to_value).collect();
        to.execute(&insert, &values)?;
    }
    let written = page.len();
    page.clear();
    tell(written)
}
