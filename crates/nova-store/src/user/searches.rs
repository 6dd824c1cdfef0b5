//! Searches on which clients stayed: the recent ones, and those that were saved under a name.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::{Failure, Row, params};

/// Recent searches of a client that are kept; the oldest make room. Saved ones stay.
const KEPT: i64 = 1_000;

/// A search to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSearch {
    /// The search as JSON; equal ones count as one.
    pub request: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Products that answered.
    pub total: usize,
    /// Products of the first page that answered well.
    pub strong: usize,
    /// Ids of the first page, as JSON.
    pub hits: String,
}

/// A search as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// By which it is found again.
    pub key: i64,
    /// The search as JSON.
    pub request: String,
    /// What it was saved as; `None` when it was not.
    pub name: Option<String>,
    /// When it was last made, in milliseconds since 1970.
    pub at: i64,
    /// How often it was made; 0 when it came from another library.
    pub times: usize,
    /// Products that answered the last time.
    pub total: usize,
    /// Products of the first page that answered well the last time.
    pub strong: usize,
    /// Ids of the first page of the last time, as JSON.
    pub hits: String,
}

const SELECT: &str = "SELECT search, request, name, at, times, total, strong, hits FROM search";

fn read(row: &Row<'_>) -> Result<Search, Failure> {
    Ok(Search {
        key: row.get(0)?,
        request: row.get(1)?,
        name: row.get(2)?,
        at: row.get(3)?,
        times: row.get(4)?,
        total: row.get(5)?,
        strong: row.get(6)?,
        hits: row.get(7)?,
    })
}

impl UserDb {
    /// Keeps a search; one that is there counts once more and moves to now.
    pub fn keep_search(&mut self, profile: ProfileKey, search: &NewSearch) -> Result<(), StoreError> {
        let NewSearch {
            request,
            at,
            total,
            strong,
            hits,
        } = search;
        let unique = self.sql.dialect().long("request");
        self.sql.transaction(|| {
            self.sql.execute(
                &format!(
                    "INSERT INTO search (profile, request, at, times, total, strong, hits)
                     VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6)
                     ON CONFLICT (profile, {unique}) DO UPDATE SET times = search.times + 1, at = excluded.at,
                        total = excluded.total, strong = excluded.strong, hits = excluded.hits"
                ),
                params![profile, request, at, total, strong, hits],
            )?;
            self.sql
                .execute(
                    "DELETE FROM search WHERE profile = ?1 AND name IS NULL AND search NOT IN (
                        SELECT search FROM search WHERE profile = ?1 AND name IS NULL
                        ORDER BY at DESC, search DESC LIMIT ?2)",
                    params![profile, KEPT],
                )
                .map(drop)
        })
    }

    /// Adds a saved search that was never made here.
    pub fn add_saved_search(
        &self,
        profile: ProfileKey,
        name: &str,
        request: &str,
        at: i64,
    ) -> Result<(), StoreError> {
        let statement = "INSERT INTO search (profile, request, name, at, times, total, strong, hits)
             VALUES (?1, ?2, ?3, ?4, 0, 0, 0, '[]') ON CONFLICT DO NOTHING";
        self.sql
            .execute(statement, params![profile, request, name, at])
            .map(drop)
    }

    /// The searches of a client, or of all of them, the newest first.
    pub fn searches(&self, profile: Option<ProfileKey>) -> Result<Vec<Search>, StoreError> {
        let statement = format!("{SELECT} WHERE profile = ?1 OR ?1 IS NULL ORDER BY at DESC, search DESC");
        self.sql.all(&statement, params![profile], read)
    }

    /// Saves a search under a name, or, without one, leaves it among the recent ones only. `None` when the client
    /// has no such search.
    pub fn name_search(
        &self,
        profile: ProfileKey,
        key: i64,
        name: Option<&str>,
    ) -> Result<Option<Search>, StoreError> {
        let statement = "UPDATE search SET name = ?3 WHERE profile = ?1 AND search = ?2";
        self.sql.execute(statement, params![profile, key, name])?;
        let statement = format!("{SELECT} WHERE profile = ?1 AND search = ?2");
        self.sql.one(&statement, params![profile, key], read)
    }

    /// Forgets one search, or all that were not saved; how many went.
    pub fn forget_searches(&self, profile: ProfileKey, key: Option<i64>) -> Result<usize, StoreError> {
        match key {
            Some(key) => self.sql.execute(
                "DELETE FROM search WHERE profile = ?1 AND search = ?2",
                params![profile, key],
            ),
            None => self.sql.execute(
                "DELETE FROM search WHERE profile = ?1 AND name IS NULL",
                params![profile],
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    fn search(words: &str, at: i64) -> NewSearch {
        NewSearch {
            request: format!(r#"{{"text":"{words}"}}"#),
            at,
            total: 3,
            strong: 1,
            hits: r#"["1"]"#.to_owned(),
        }
    }

    fn requests(db: &UserDb, profile: ProfileKey) -> Vec<String> {
        let found = db.searches(Some(profile)).unwrap();
        found.into_iter().map(|search| search.request).collect()
    }

    #[test]
    fn a_search_made_again_counts_and_comes_first() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = db.create_profile("Ada", 1).unwrap().unwrap().key;
            for (words, at) in [("red", 10), ("blue", 20), ("red", 30)] {
                db.keep_search(ada, &search(words, at)).unwrap();
            }
            assert_eq!(requests(&db, ada), [r#"{"text":"red"}"#, r#"{"text":"blue"}"#]);
            assert_eq!(db.searches(Some(ada)).unwrap()[0].times, 2, "it was made twice");
        });
    }

    #[test]
    fn old_searches_make_room_and_saved_ones_stay() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = db.create_profile("Ada", 1).unwrap().unwrap().key;
            db.keep_search(ada, &search("the saved one", 1)).unwrap();
            let saved = db.searches(Some(ada)).unwrap()[0].key;
            assert!(db.name_search(ada, saved, Some("Mine")).unwrap().is_some());
            for at in 0..KEPT + 5 {
                db.keep_search(ada, &search(&format!("number {at}"), at + 2))
                    .unwrap();
            }
            let kept = requests(&db, ada);
            assert_eq!(kept.len() as i64, KEPT + 1, "the newest, and the saved one");
            assert!(kept.contains(&r#"{"text":"the saved one"}"#.to_owned()));
            assert!(
                !kept.contains(&r#"{"text":"number 0"}"#.to_owned()),
                "the oldest went"
            );
        });
    }

    #[test]
    fn clients_do_not_see_each_others_searches() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = db.create_profile("Ada", 1).unwrap().unwrap().key;
            let ben = db.create_profile("Ben", 1).unwrap().unwrap().key;
            db.keep_search(ada, &search("red", 10)).unwrap();
            let key = db.searches(Some(ada)).unwrap()[0].key;
            assert!(requests(&db, ben).is_empty(), "Ben searched nothing");
            assert_eq!(
                db.name_search(ben, key, Some("x")).unwrap(),
                None,
                "nor can he save hers"
            );
            assert_eq!(db.forget_searches(ben, Some(key)).unwrap(), 0, "nor forget it");
            assert_eq!(db.searches(None).unwrap().len(), 1, "all of them together");
        });
    }

    #[test]
    fn forgetting_leaves_what_was_saved() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = db.create_profile("Ada", 1).unwrap().unwrap().key;
            for (words, at) in [("red", 10), ("blue", 20)] {
                db.keep_search(ada, &search(words, at)).unwrap();
            }
            let blue = db.searches(Some(ada)).unwrap()[0].key;
            db.name_search(ada, blue, Some("Sea")).unwrap();
            assert_eq!(db.forget_searches(ada, None).unwrap(), 1, "red went");
            assert_eq!(requests(&db, ada), [r#"{"text":"blue"}"#]);
            assert_eq!(
                db.forget_searches(ada, Some(blue)).unwrap(),
                1,
                "named, it goes too"
            );
        });
    }
}
