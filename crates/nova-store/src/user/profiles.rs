//! Clients.

use super::UserDb;
use crate::error::StoreError;
use crate::sql::{Failure, FromValue, Row, SqlError, ToValue, ValueRef, params};
use std::collections::HashMap;

/// A client's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileKey(pub(crate) i64);

impl ProfileKey {
    /// No client's.
    pub const NOBODY: ProfileKey = ProfileKey(0);
}

impl ToValue for ProfileKey {
    fn to_value(&self) -> ValueRef<'_> {
        self.0.to_value()
    }
}

impl FromValue for ProfileKey {
    fn from_value(value: ValueRef<'_>) -> Result<Self, SqlError> {
        i64::from_value(value).map(ProfileKey)
    }
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Number.
    pub key: ProfileKey,
    /// Name, unique without case.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub created: i64,
    /// Answers to the quiz, as JSON.
    pub quiz: String,
    /// The client's choices, as JSON.
    pub settings: String,
    /// Swipes that count.
    pub swipes: usize,
    /// Likes and super-likes among them.
    pub likes: usize,
    /// Favourites.
    pub favourites: usize,
}

const SELECT: &str = "SELECT profile, name, created, quiz, settings,
    (SELECT count(*) FROM swipe s WHERE s.profile = p.profile AND undone IS NULL),
    (SELECT count(*) FROM swipe s WHERE s.profile = p.profile AND undone IS NULL AND verdict IN ('like', 'super')),
    (SELECT count(*) FROM board_item JOIN board USING (board) WHERE board.profile = p.profile AND board.name = '')
    FROM profile p";

fn read(row: &Row<'_>) -> Result<Profile, Failure> {
    Ok(Profile {
        key: row.get(0)?,
        name: row.get(1)?,
        created: row.get(2)?,
        quiz: row.get(3)?,
        settings: row.get(4)?,
        swipes: row.get(5)?,
        likes: row.get(6)?,
        favourites: row.get(7)?,
    })
}

impl Profile {
    /// A client of whom nothing is stored.
    pub fn nobody(name: &str) -> Profile {
        Profile {
            // Rows are numbered from 1, so no row belongs to this one.
            key: ProfileKey(0),
            name: name.to_owned(),
            created: 0,
            quiz: "{}".to_owned(),
            settings: "{}".to_owned(),
            swipes: 0,
            likes: 0,
            favourites: 0,
        }
    }
}

impl UserDb {
    /// All clients in the order in which they were made.
    pub fn profiles(&self) -> Result<Vec<Profile>, StoreError> {
        self.sql
            .all(&format!("{SELECT} ORDER BY profile"), params![], read)
    }

    /// When each client swiped or searched last, in milliseconds since 1970; whoever never did is not among them.
    pub fn active_last(&self) -> Result<HashMap<ProfileKey, i64>, StoreError> {
        let statement = "SELECT profile, max(at) FROM (
                SELECT profile, at FROM swipe WHERE undone IS NULL UNION ALL SELECT profile, at FROM search
             ) AS active GROUP BY profile";
        self.sql
            .all(statement, params![], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The client of that name, without regard to case.
    pub fn profile(&self, name: &str) -> Result<Option<Profile>, StoreError> {
        let (is, given) = (self.sql.dialect().nocase("name"), self.sql.dialect().nocase("?1"));
        self.sql
            .one(&format!("{SELECT} WHERE {is} = {given}"), params![name], read)
    }

    /// Makes a client; `None` when there is one of that name.
    pub fn create_profile(&self, name: &str, at: i64) -> Result<Option<Profile>, StoreError> {
        let statement = "INSERT INTO profile (name, created) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        match self.sql.execute(statement, params![name, at])? {
            0 => Ok(None),
            _ => self.profile(name),
        }
    }

    /// Gives a client another name; whether nobody else had it.
    pub fn rename_profile(&self, profile: ProfileKey, name: &str) -> Result<bool, StoreError> {
        let statement = "UPDATE profile SET name = ?2 WHERE profile = ?1";
        let renamed = self.sql.execute_unless_taken(statement, params![profile, name])?;
        Ok(renamed.is_some_and(|renamed| renamed > 0))
    }

    /// Keeps the answers to the quiz.
    pub fn set_quiz(&self, profile: ProfileKey, json: &str) -> Result<(), StoreError> {
        let statement = "UPDATE profile SET quiz = ?2 WHERE profile = ?1";
        self.sql.execute(statement, params![profile, json]).map(drop)
    }

    /// Keeps the client's choices.
    pub fn set_settings(&self, profile: ProfileKey, json: &str) -> Result<(), StoreError> {
        let statement = "UPDATE profile SET settings = ?2 WHERE profile = ?1";
        self.sql.execute(statement, params![profile, json]).map(drop)
    }

    /// Erases a client with everything that belongs to it; afterwards a folder's file holds no byte of it.
    pub fn delete_profile(&self, profile: ProfileKey) -> Result<(), StoreError> {
        let statement = "DELETE FROM profile WHERE profile = ?1";
        self.sql.execute(statement, params![profile])?;
        self.scrub()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Card, NewSearch, NewSwipe};
    use crate::places::on_each;

    #[test]
    fn names_are_unique_without_case() {
        on_each(|place| {
            let db = place.clients();
            let ada = db.create_profile("Ada", 5).unwrap().unwrap();
            assert!(db.create_profile("ADA", 6).unwrap().is_none(), "there is an Ada");
            assert_eq!(db.profile("ada").unwrap(), Some(ada), "and she is found");
        });
    }

    #[test]
    fn a_client_is_renamed_unless_somebody_has_the_name() {
        on_each(|place| {
            let db = place.clients();
            let ada = db.create_profile("Ada", 5).unwrap().unwrap();
            db.create_profile("Grace", 6).unwrap();
            assert!(!db.rename_profile(ada.key, "GRACE").unwrap(), "there is a Grace");
            assert!(
                db.rename_profile(ada.key, "ADA").unwrap(),
                "her own name in capitals is hers"
            );
            assert!(db.rename_profile(ada.key, "Ada Lovelace").unwrap());
            assert_eq!(
                db.profile("ada lovelace").unwrap().unwrap().key,
                ada.key,
                "and she is the same client"
            );
        });
    }

    #[test]
    fn an_erased_client_leaves_no_byte() {
        on_each(|place| {
            let mut db = place.clients();
            let name = "Wilhelmina-Unmistakable";
            let key = db.create_profile(name, 5).unwrap().unwrap().key;
            db.create_profile("Other", 6).unwrap();
            db.set_quiz(key, r#"{"colours":["quizmark-colour"]}"#).unwrap();
            for number in 0..300 {
                let product = format!("productmark-{number}");
                db.show_cards(key, &[Card::plain(&product)], number).unwrap();
                let swipe = NewSwipe::like(&format!("swipemark-{number}"), &product, number);
                db.add_swipe(key, &swipe).unwrap();
                db.put_on_board(key, "boardmark", &product, Some("notemark"), number)
                    .unwrap();
            }
            let search = NewSearch {
                request: "searchmark".to_owned(),
                at: 1,
                total: 1,
                strong: 1,
                hits: "hitmark".to_owned(),
            };
            db.keep_search(key, &search).unwrap();
            db.undo(key, None).unwrap();
            db.delete_profile(key).unwrap();
            drop(db);
            for entry in std::fs::read_dir(place.folder()).unwrap() {
                let path = entry.unwrap().path();
                let bytes = std::fs::read(&path).unwrap();
                for mark in [
                    name,
                    "quizmark",
                    "productmark",
                    "swipemark",
                    "boardmark",
                    "notemark",
                    "searchmark",
                    "hitmark",
                ] {
                    let found = bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
                    assert!(!found, "{mark} is still in {}", path.display());
                }
            }
        });
    }
}
