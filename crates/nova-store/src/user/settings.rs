//! Small things that the window keeps from one start to the next. What they mean is the window's matter.

use super::UserDb;
use crate::error::StoreError;
use crate::sql::params;
use std::collections::BTreeMap;

impl UserDb {
    /// All settings by their keys.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        self.sql.all("SELECT key, value FROM setting", params![], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Keeps a setting, or takes it out.
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let changed = match value {
            Some(value) => self.sql.execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                params![key, value],
            ),
            None => self
                .sql
                .execute("DELETE FROM setting WHERE key = ?1", params![key]),
        };
        changed.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use crate::places::on_each;

    #[test]
    fn a_setting_is_kept_changed_and_taken_out() {
        on_each(|place| {
            let db = place.clients();
            db.set_setting("theme", Some("dark")).unwrap();
            db.set_setting("theme", Some("light")).unwrap();
            assert_eq!(db.settings().unwrap()["theme"], "light", "the last word counts");
            db.set_setting("theme", None).unwrap();
            assert!(db.settings().unwrap().is_empty(), "it is gone");
        });
    }

    #[test]
    fn a_text_may_hold_any_character() {
        on_each(|place| {
            let db = place.clients();
            db.set_setting("note\0", Some("\u{4}\0\u{10ffff}'\"")).unwrap();
            let (_, value) = db.settings().unwrap().pop_first().expect("it is there");
            assert_eq!(
                value.replace('\0', ""),
                "\u{4}\u{10ffff}'\"",
                "but for NUL, which may be lost"
            );
            db.set_setting("note\0", None).unwrap();
            assert!(db.settings().unwrap().is_empty(), "by the same name");
        });
    }
}
