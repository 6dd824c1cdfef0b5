//! Rows from one database to another, table by table: a shop's schema into SQLite's files, which is how it is backed up.

use crate::error::StoreError;
use crate::sql::{Sql, Value, params};

/// Rows that are held at a time.
const PAGE: usize = 500;

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

/// The tables of clients.
pub(crate) const CLIENTS: [&str; 17] = [
    "profile",
    "card",
    "swipe",
    "weight",
    "board",
    "board_item",
    "search",
    "setting",
    "server_state",
    "look",
    "learnt",
    "purchase",
    "counted",
    "basket",
    "entry",
    "lookbook",
    "piece",
];

/// Puts all rows of `tables` in `from` in the place of those in `to`.
pub(crate) fn replace(from: &Sql, to: &Sql, tables: &[&str]) -> Result<(), StoreError> {
    to.writing(|| {
        for table in tables.iter().rev() {
            to.execute(&format!("DELETE FROM {table}"), params![])?;
        }
        copy(from, to, tables)?;
        number_on(to, tables)
    })
}

/// Has the server number further rows from behind those that came with numbers.
fn number_on(sql: &Sql, tables: &[&str]) -> Result<(), StoreError> {
    if !sql.is_postgres() {
        return Ok(());
    }
    for table in tables {
        let mut numbered: Vec<String> = Vec::new();
        let columns = "SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = ?1 AND is_identity = 'YES'";
        sql.each(columns, params![*table], |row| {
            numbered.push(row.get(0)?);
            Ok(())
        })?;
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
    from.transaction(|| {
        if from.is_postgres() {
            from.batch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        }
        to.writing(|| tables.iter().try_for_each(|table| copy_table(from, to, table)))
    })
}

fn copy_table(from: &Sql, to: &Sql, table: &str) -> Result<(), StoreError> {
    let mut columns = String::new();
    let mut insert = String::new();
    let mut page: Vec<Vec<Value>> = Vec::new();
    let mut failed = Ok(());
    let write = |insert: &str, page: &mut Vec<Vec<Value>>| {
        page.drain(..).try_for_each(|row| {
            let values: Vec<_> = row.iter().map(crate::sql::ToValue::to_value).collect();
            to.execute(insert, &values).map(drop)
        })
    };
    from.each(&format!("SELECT * FROM {table} ORDER BY 1"), params![], |row| {
        let names = row.columns();
        if columns.is_empty() {
            columns = names.join(", ");
            let places: Vec<String> = (1..=names.len()).map(|place| format!("?{place}")).collect();
            insert = format!("INSERT INTO {table} ({columns}) VALUES ({})", places.join(", "));
        }
        let values = (0..names.len()).map(|column| row.get(column));
        page.push(values.collect::<Result<_, _>>()?);
        if page.len() >= PAGE && failed.is_ok() {
            failed = write(&insert, &mut page);
        }
        Ok(())
    })?;
    failed?;
    write(&insert, &mut page)
}
