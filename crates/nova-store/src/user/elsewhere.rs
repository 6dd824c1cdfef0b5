//! Which clients other processes changed that share a shop, for whoever shows them.

use super::UserDb;
use crate::error::StoreError;
use crate::sql::params;
use std::collections::HashSet;

/// How far the changes of others were looked at.
#[derive(Debug, Default)]
pub struct Looked {
    /// All transactions before this one had ended by then.
    ended: Option<String>,
    /// What was seen of those from there on.
    seen: HashSet<(String, i64)>,
}

impl UserDb {
    /// The names of the clients whom other processes changed since the last look, each once; `None` for those who are gone. The
    /// first look sees nothing. In a folder there are no others.
    pub fn changed_elsewhere(&self, looked: &mut Looked) -> Result<Vec<Option<String>>, StoreError> {
        if !self.sql.is_postgres() {
            return Ok(Vec::new());
        }
        // Asked for first: what ends in between is seen now and, by its number, not taken for new the next time.
        let ended: String = self
            .sql
            .value("SELECT pg_snapshot_xmin(pg_current_snapshot())::TEXT", params![])?;
        let (mut names, mut seen) = (Vec::new(), HashSet::new());
        let first = looked.ended.is_none();
        let before = looked.ended.as_ref().unwrap_or(&ended);
        let statement = "SELECT client_change.xact::TEXT, client_change.profile, name
            FROM client_change LEFT JOIN profile ON profile.profile = client_change.profile
            WHERE client_change.xact >= CAST(CAST(?1 AS TEXT) AS XID8)
                AND process IS DISTINCT FROM current_setting('stylenova.process', true)";
        self.sql.each(statement, params![before], |row| {
            let (change, name): ((String, i64), Option<String>) = ((row.get(0)?, row.get(1)?), row.get(2)?);
            if !first && !looked.seen.contains(&change) && !names.contains(&name) {
                names.push(name);
            }
            seen.insert(change);
            Ok(())
        })?;
        *looked = Looked {
            ended: Some(ended),
            seen,
        };
        Ok(names)
    }

    /// Forgets changes that everybody who looks has seen long since.
    pub fn forget_changes(&self) -> Result<(), StoreError> {
        if !self.sql.is_postgres() {
            return Ok(());
        }
        self.sql.batch(
            "DELETE FROM client_change WHERE ctid IN (
                SELECT ctid FROM client_change WHERE at < now() - INTERVAL '5 minutes' FOR UPDATE SKIP LOCKED
             )",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;
    use crate::user::NewSwipe;

    #[test]
    fn what_others_change_is_seen_once_and_what_is_ones_own_never() {
        on_each(|place| {
            let (looking, mut here) = (place.clients(), place.clients());
            let mut there = UserDb::open(&place.anew()).unwrap();
            let mut looked = Looked::default();
            let mut look = || looking.changed_elsewhere(&mut looked).unwrap();
            let ada = there.create_profile("Ada", 0).unwrap().unwrap().key;
            assert!(look().is_empty(), "the first look sees nothing");
            let swipe = |db: &mut UserDb, id: &str| {
                let swipe = NewSwipe {
                    id: id.to_owned(),
                    product: "a".to_owned(),
                    verdict: "like".to_owned(),
                    attribute: None,
                    at: 0,
                };
                assert!(db.add_swipe(ada, &swipe).unwrap());
            };
            swipe(&mut here, "own");
            assert!(look().is_empty(), "it is one's own");
            if !place.database.is_shared() {
                return;
            }
            swipe(&mut there, "one");
            swipe(&mut there, "two");
            assert_eq!(look(), [Some("Ada".to_owned())], "each client once");
            assert!(look().is_empty(), "and once only");
            there.sql.enter(true).unwrap();
            swipe(&mut there, "three");
            assert!(look().is_empty(), "not before it counts");
            here.create_profile("Bo", 0).unwrap().unwrap();
            assert!(look().is_empty(), "nor what is one's own");
            there.sql.leave(true).unwrap();
            assert_eq!(look(), [Some("Ada".to_owned())], "however long it took");
            assert!(look().is_empty());
            there.delete_profile(ada).unwrap();
            assert_eq!(look(), [None], "who is gone has no name");
            let rows = || {
                here.sql
                    .value::<i64>("SELECT count(*) FROM client_change", params![])
                    .unwrap()
            };
            here.forget_changes().unwrap();
            assert!(rows() > 0, "somebody may not have looked yet");
            here.sql
                .batch("UPDATE client_change SET at = at - INTERVAL '1 hour'")
                .unwrap();
            here.forget_changes().unwrap();
            assert_eq!(rows(), 0);
        });
    }
}
