//! Many rows at once. SQLite takes them one by one and is fastest so; a server is asked once for many, since each question
//! takes a way there and back.

use super::{Dialect, Sql, ValueRef};
use crate::error::StoreError;
use std::collections::HashMap;

/// Rows in a statement. A statement has 65,535 values at most.
const ROWS: usize = 250;

/// Into which table rows go.
pub(crate) struct Insert<'a> {
    /// The table and its columns; the first one, a text, is unique among the rows: of several that have the same, the last counts.
    pub(crate) into: &'a str,
    /// For each column `?`, or an expression with it.
    pub(crate) values: &'a [&'a str],
    /// What is done with a row that is there.
    pub(crate) conflict: &'a str,
}

impl Insert<'_> {
    fn statement(&self, rows: usize) -> String {
        let mut number = 0;
        let mut tuple = || {
            let values: Vec<String> = self
                .values
                .iter()
                .map(|value| {
                    number += 1;
                    value.replace('?', &format!("?{number}"))
                })
                .collect();
            format!("({})", values.join(", "))
        };
        let tuples: Vec<String> = (0..rows).map(|_| tuple()).collect();
        format!(
            "INSERT INTO {} VALUES {} {}",
            self.into,
            tuples.join(", "),
            self.conflict
        )
    }
}

impl Sql {
    /// Inserts rows, all or none.
    pub(crate) fn insert(&self, insert: &Insert<'_>, rows: &[Vec<ValueRef<'_>>]) -> Result<(), StoreError> {
        let single = insert.statement(1);
        let one_by_one = |rows: &[&Vec<ValueRef<'_>>]| {
            rows.iter()
                .try_for_each(|row| self.execute(&single, row).map(drop))
        };
        self.transaction(|| match self.dialect() {
            Dialect::Sqlite => one_by_one(&rows.iter().collect::<Vec<_>>()),
            Dialect::Postgres => {
                // One statement must not change a row twice.
                let last: HashMap<&str, usize> = rows
                    .iter()
                    .enumerate()
                    .filter_map(|(place, row)| match row.first() {
                        Some(ValueRef::Text(key)) => Some((*key, place)),
                        _ => None,
                    })
                    .collect();
                let mut places: Vec<usize> = last.into_values().collect();
                places.sort_unstable();
                let rows: Vec<&Vec<ValueRef<'_>>> = places.into_iter().map(|place| &rows[place]).collect();
                let (chunks, rest) = rows.as_chunks::<ROWS>();
                if !chunks.is_empty() {
                    let many = insert.statement(ROWS);
                    for chunk in chunks {
                        let values: Vec<ValueRef<'_>> =
                            chunk.iter().flat_map(|row| row.iter().copied()).collect();
                        self.execute(&many, &values)?;
                    }
                }
                one_by_one(rest)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_through_all_rows() {
        let insert = Insert {
            into: "t (a, b)",
            values: &["?", "CAST(? AS TEXT)"],
            conflict: "ON CONFLICT DO NOTHING",
        };
        assert_eq!(
            insert.statement(2),
            "INSERT INTO t (a, b) VALUES (?1, CAST(?2 AS TEXT)), (?3, CAST(?4 AS TEXT)) ON CONFLICT DO NOTHING"
        );
    }
}
