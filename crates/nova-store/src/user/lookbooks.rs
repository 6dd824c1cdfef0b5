//! Lookbooks that were written for clients, by the number that stands in them.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::params;

/// A lookbook that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookbook {
    /// What stands in it, by which its answers are known.
    pub id: String,
    /// The client.
    pub profile: ProfileKey,
    /// The board that it was made of; several with U+001F between them.
    pub board: String,
    /// Ids of the products in it, in order, as JSON.
    pub pieces: String,
    /// When it was written, in milliseconds since 1970.
    pub made: i64,
    /// When answers were taken in, in milliseconds since 1970.
    pub answered: Option<i64>,
}

impl UserDb {
    /// Keeps a lookbook.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_lookbook(&self, lookbook: &Lookbook) -> Result<(), StoreError> {
        let Lookbook {
            id,
            profile,
            board,
            pieces,
            made,
            answered,
        } = lookbook;
        let statement = "INSERT INTO lookbook (id, profile, board, pieces, made, answered) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let values = params![id, profile, board, pieces, made, answered];
        self.sql.execute(statement, values).map(drop)
    }

    /// The lookbook with that id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn lookbook(&self, id: &str) -> Result<Option<Lookbook>, StoreError> {
        let statement = "SELECT id, profile, board, pieces, made, answered FROM lookbook WHERE id = ?1";
        self.sql.one(statement, params![id], |row| {
            Ok(Lookbook {
                id: row.get(0)?,
                profile: row.get(1)?,
                board: row.get(2)?,
                pieces: row.get(3)?,
                made: row.get(4)?,
                answered: row.get(5)?,
            })
        })
    }

    /// Notes that answers of a lookbook were taken in.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn answer_lookbook(&self, id: &str, at: i64) -> Result<(), StoreError> {
        let statement = "UPDATE lookbook SET answered = ?2 WHERE id = ?1";
        self.sql.execute(statement, params![id, at]).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    #[test]
    fn a_lookbook_is_found_by_its_id_until_its_client_goes() {
        on_each(|place| {
            let db = place.clients();
            let profile = db.create_profile("Ada", 1).unwrap().unwrap();
            let book = Lookbook {
                id: "a1".to_owned(),
                profile: profile.key,
                board: "Summer".to_owned(),
                pieces: r#"["1"]"#.to_owned(),
                made: 5,
                answered: None,
            };
            db.add_lookbook(&book).unwrap();
            assert_eq!(db.lookbook("a1").unwrap(), Some(book));
            assert_eq!(db.lookbook("a2").unwrap(), None);
            db.answer_lookbook("a1", 9).unwrap();
            assert_eq!(db.lookbook("a1").unwrap().unwrap().answered, Some(9));
            db.delete_profile(profile.key).unwrap();
            assert_eq!(db.lookbook("a1").unwrap(), None);
        });
    }
}
