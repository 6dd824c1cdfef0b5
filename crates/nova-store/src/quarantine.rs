//! What the last import left out, and why.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::params;
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
        self.sql.execute("DELETE FROM quarantine", params![]).map(drop)
    }

    /// Adds entries to the quarantine.
    pub fn quarantine(&mut self, entries: &[QuarantineEntry]) -> Result<(), StoreError> {
        self.sql.transaction(|| {
            for entry in entries {
                let line = entry.line.and_then(|line| i64::try_from(line).ok());
                self.sql.execute(
                    "INSERT INTO quarantine (line, product, file, reason, fact) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![line, entry.product, entry.file, entry.reason, entry.fact],
                )?;
            }
            Ok(())
        })
    }

    /// A page of the quarantine in the order in which things were left out, and how many there are in all.
    pub fn quarantined(
        &self,
        limit: usize,
        offset: usize,
    ) -> Result<(usize, Vec<QuarantineEntry>), StoreError> {
        let total = self.sql.value("SELECT count(*) FROM quarantine", params![])?;
        let page = self.sql.all(
            "SELECT line, product, file, reason, fact FROM quarantine ORDER BY rowid LIMIT ?1 OFFSET ?2",
            params![limit, offset],
            |row| {
                let line: Option<i64> = row.get(0)?;
                Ok(QuarantineEntry {
                    line: line.and_then(|line| u64::try_from(line).ok()),
                    product: row.get(1)?,
                    file: row.get(2)?,
                    reason: row.get(3)?,
                    fact: row.get(4)?,
                })
            },
        )?;
        Ok((total, page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    #[test]
    fn the_quarantine_is_read_in_pages_and_cleared() {
        on_each(|place| {
            let mut db = place.catalog();
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
        });
    }
}
