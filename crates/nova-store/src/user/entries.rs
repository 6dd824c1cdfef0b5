//! What a shop writes down about a client. What an entry says is JSON here; its kinds are `nova-engine`'s.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::params;

/// Something that is written down about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the database.
    pub key: i64,
    /// The client.
    pub profile: ProfileKey,
    /// Its kind.
    pub kind: String,
    /// What it says, as JSON.
    pub value: String,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
}

impl UserDb {
    /// What is written down about a client, or about all, in the order in which it was written.
    pub fn entries(&self, profile: Option<ProfileKey>) -> Result<Vec<Entry>, StoreError> {
        let statement = "SELECT entry, profile, kind, value, at FROM entry
             WHERE profile = ?1 OR ?1 IS NULL ORDER BY at, entry";
        self.sql.all(statement, params![profile], |row| {
            Ok(Entry {
                key: row.get(0)?,
                profile: row.get(1)?,
                kind: row.get(2)?,
                value: row.get(3)?,
                at: row.get(4)?,
            })
        })
    }

    /// Writes entries of a client, all or none; their keys are not looked at.
    pub fn add_entries(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        self.sql.transaction(|| {
            for entry in entries {
                self.sql.execute(
                    "INSERT INTO entry (profile, kind, value, at) VALUES (?1, ?2, ?3, ?4)",
                    params![entry.profile, entry.kind, entry.value, entry.at],
                )?;
            }
            Ok(())
        })
    }

    /// Changes what an entry of a client says; whether there was one. When it was written stays.
    pub fn change_entry(&self, entry: &Entry) -> Result<bool, StoreError> {
        let changed = self.sql.execute(
            "UPDATE entry SET kind = ?3, value = ?4 WHERE entry = ?1 AND profile = ?2",
            params![entry.key, entry.profile, entry.kind, entry.value],
        )?;
        Ok(changed > 0)
    }

    /// Takes an entry of a client out; whether there was one.
    pub fn remove_entry(&self, profile: ProfileKey, key: i64) -> Result<bool, StoreError> {
        let statement = "DELETE FROM entry WHERE entry = ?1 AND profile = ?2";
        Ok(self.sql.execute(statement, params![key, profile])? > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    #[test]
    fn entries_are_a_clients_own_and_go_with_it() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = db.create_profile("Ada", 0).unwrap().unwrap().key;
            let bo = db.create_profile("Bo", 0).unwrap().unwrap().key;
            let entry = |profile, value: &str, at| Entry {
                key: 0,
                profile,
                kind: "note".to_owned(),
                value: value.to_owned(),
                at,
            };
            db.add_entries(&[entry(ada, "2", 2), entry(bo, "b", 1), entry(ada, "1", 1)])
                .unwrap();
            let mut own = db.entries(Some(ada)).unwrap();
            let said: Vec<&str> = own.iter().map(|entry| entry.value.as_str()).collect();
            assert_eq!(said, ["1", "2"], "in the order of their times");
            let mut first = own.remove(0);
            first.value = "changed".to_owned();
            assert!(db.change_entry(&first).unwrap());
            first.profile = bo;
            assert!(!db.change_entry(&first).unwrap(), "it is not Bo's");
            assert!(!db.remove_entry(bo, first.key).unwrap());
            assert!(db.remove_entry(ada, first.key).unwrap());
            db.delete_profile(ada).unwrap();
            let left = db.entries(None).unwrap();
            assert_eq!(left.len(), 1, "{left:?}");
            assert_eq!(left[0].profile, bo);
        });
    }
}
