//! Small things that the window keeps from one start to the next. What they mean is the window's matter.

use super::UserDb;
use crate::error::StoreError;
use rusqlite::params;
use std::collections::BTreeMap;

impl UserDb {
    /// All settings by their keys.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare("SELECT key, value FROM setting"))?;
        let rows = self.wrap(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))))?;
        self.wrap(rows.collect())
    }

    /// Keeps a setting, or takes it out.
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let changed = match value {
            Some(value) => self.connection.execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                params![key, value],
            ),
            None => self
                .connection
                .execute("DELETE FROM setting WHERE key = ?1", [key]),
        };
        self.wrap(changed).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::db;

    #[test]
    fn a_setting_is_kept_changed_and_taken_out() {
        let (_folder, db) = db();
        db.set_setting("theme", Some("dark")).unwrap();
        db.set_setting("theme", Some("light")).unwrap();
        assert_eq!(db.settings().unwrap()["theme"], "light", "the last word counts");
        db.set_setting("theme", None).unwrap();
        assert!(db.settings().unwrap().is_empty(), "it is gone");
    }
}
