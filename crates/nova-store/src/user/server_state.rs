//! What a server keeps from one start to the next, such as its devices. What it means is the server's matter.

use super::UserDb;
use crate::error::StoreError;
use crate::sql::params;

/// Something that a server keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerState {
    /// What it says.
    pub value: String,
    /// Grows with each change.
    pub revision: i64,
}

impl UserDb {
    /// What is kept under `key`.
    pub fn server_state(&self, key: &str) -> Result<Option<ServerState>, StoreError> {
        let statement = "SELECT value, revision FROM server_state WHERE key = ?1";
        self.sql.one(statement, params![key], |row| {
            Ok(ServerState {
                value: row.get(0)?,
                revision: row.get(1)?,
            })
        })
    }

    /// Keeps `value` under `key` where that is still as it was read: of the revision `seen`, or not there for `None`. Its new revision;
    /// `None`, with nothing written, where somebody else changed it meanwhile.
    pub fn change_server_state(
        &self,
        key: &str,
        seen: Option<i64>,
        value: &str,
    ) -> Result<Option<i64>, StoreError> {
        let changed = match seen {
            Some(seen) => self.sql.execute(
                "UPDATE server_state SET value = ?2, revision = revision + 1 WHERE key = ?1 AND revision = ?3",
                params![key, value, seen],
            ),
            None => self.sql.execute(
                "INSERT INTO server_state (key, value, revision) VALUES (?1, ?2, 1) ON CONFLICT (key) DO NOTHING",
                params![key, value],
            ),
        }?;
        Ok((changed > 0).then(|| seen.map_or(1, |seen| seen + 1)))
    }
}

#[cfg(test)]
mod tests {
    use crate::places::on_each;

    #[test]
    fn of_two_that_change_it_at_once_one_is_told_to_look_again() {
        on_each(|place| {
            let (one, two) = (place.clients(), place.clients());
            assert_eq!(one.server_state("devices").unwrap(), None);
            assert_eq!(one.change_server_state("devices", None, "a").unwrap(), Some(1));
            assert_eq!(
                two.change_server_state("devices", None, "b").unwrap(),
                None,
                "it is there"
            );
            assert_eq!(two.change_server_state("devices", Some(1), "b").unwrap(), Some(2));
            assert_eq!(
                one.change_server_state("devices", Some(1), "c").unwrap(),
                None,
                "it is b by now"
            );
            let kept = one.server_state("devices").unwrap().unwrap();
            assert_eq!((kept.value.as_str(), kept.revision), ("b", 2));
        });
    }
}
