//! What the last import left out, and why.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use rusqlite::params;
use serde::{Deserialize, Serialize};

/// A row or file that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineEntry {
    /// Line of the table, counted from 1 with the header.
    pub line: Option<u64>,
    /// The product's id, where it could be read.
    pub product: Option<String>,
    /// The file in question.
    pub file: Option<String>,
    /// What is wrong and what to do, in English.
    pub reason: String,
    /// The same as a fact, in JSON; `None` where an older version wrote the entry.
    pub fact: Option<String>,
}

impl CatalogDb {
    /// Empties the quarantine; an import starts so.
    pub fn clear_quarantine(&self) -> Result<(), StoreError> {
        self.wrap(self.connection.execute("DELETE FROM quarantine", []))
            .map(|_| ())
    }

    /// Adds entries to the quarantine.
    pub fn quarantine(&mut self, entries: &[QuarantineEntry]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.savepoint()?;
            {
                let mut statement = transaction.prepare_cached(
                    "INSERT INTO quarantine (line, product, file, reason, fact) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?;
                for entry in entries {
                    let line = entry.line.and_then(|line| i64::try_from(line).ok());
                    statement.execute(params![line, entry.product, entry.file, entry.reason, entry.fact])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }

    /// A page of the quarantine in the order in which things were left out, and how many there are in all.
    pub fn quarantined(
        &self,
        limit: usize,
        offset: usize,
    ) -> Result<(usize, Vec<QuarantineEntry>), StoreError> {
        let total: i64 = self.wrap(self.connection.query_row(
            "SELECT count(*) FROM quarantine",
            [],
            |row| row.get(0),
        ))?;
        let mut statement = self.wrap(self.connection.prepare_cached(
            "SELECT line, product, file, reason, fact FROM quarantine ORDER BY rowid LIMIT ?1 OFFSET ?2",
        ))?;
        let page = [
            i64::try_from(limit).unwrap_or(i64::MAX),
            i64::try_from(offset).unwrap_or(i64::MAX),
        ];
        let rows = self.wrap(statement.query_map(page, |row| {
            Ok(QuarantineEntry {
                line: row
                    .get::<_, Option<i64>>(0)?
                    .and_then(|line| u64::try_from(line).ok()),
                product: row.get(1)?,
                file: row.get(2)?,
                reason: row.get(3)?,
                fact: row.get(4)?,
            })
        }))?;
        Ok((usize::try_from(total).unwrap_or(0), self.wrap(rows.collect())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quarantine_is_read_in_pages_and_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let entries: Vec<QuarantineEntry> = (2..12)
            .map(|line| QuarantineEntry {
                line: Some(line),
                product: None,
                file: None,
                reason: format!("r{line}"),
                fact: (line > 5).then(|| "{\"kind\":\"missing\"}".to_owned()),
            })
            .collect();
        db.quarantine(&entries).unwrap();
        let (total, page) = db.quarantined(3, 4).unwrap();
        assert_eq!(
            (total, page.as_slice()),
            (10, &entries[4..7]),
            "the page starts at its offset"
        );
        db.clear_quarantine().unwrap();
        assert_eq!(
            db.quarantined(3, 0).unwrap().0,
            0,
            "a new import starts with an empty quarantine"
        );
    }
}
