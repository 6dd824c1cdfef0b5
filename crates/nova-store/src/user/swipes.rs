//! The log of swipes: the truth from which a taste is made.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::{Failure, Row, params};

/// A swipe to be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSwipe {
    /// Its id, given by whoever asks; one id counts once.
    pub id: String,
    /// The product's id.
    pub product: String,
    /// `like`, `pass`, `super` or `less`.
    pub verdict: String,
    /// Field and value of which less is wanted.
    pub attribute: Option<(String, String)>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl NewSwipe {
    #[cfg(test)]
    pub(crate) fn like(id: &str, product: &str, at: i64) -> NewSwipe {
        NewSwipe {
            id: id.to_owned(),
            product: product.to_owned(),
            verdict: "like".to_owned(),
            attribute: None,
            at,
        }
    }
}

/// A swipe as logged.
#[derive(Debug, Clone, PartialEq)]
pub struct Swipe {
    /// Its id.
    pub id: String,
    /// The product's id.
    pub product: String,
    /// `like`, `pass`, `super` or `less`.
    pub verdict: String,
    /// Field and value of which less is wanted.
    pub attribute: Option<(String, String)>,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Strategy, propensity and whether it was shown to learn, of the card that was swiped.
    pub card: Option<(String, f64, bool)>,
}

/// What a client thinks of a product, for those who look over all clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The client.
    pub profile: ProfileKey,
    /// The product's id.
    pub product: String,
    /// Whether it was liked.
    pub liked: bool,
    /// Whether it had been on a card of the client.
    pub dealt: bool,
}

const SELECT: &str =
    "SELECT s.id, s.product, s.verdict, s.field, s.value, s.at, c.strategy, c.propensity, c.explored
    FROM swipe s LEFT JOIN card c ON c.card = s.card";

fn read(row: &Row<'_>) -> Result<Swipe, Failure> {
    let (field, value): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let strategy: Option<String> = row.get(6)?;
    let card = match strategy {
        Some(strategy) => Some((strategy, row.get(7)?, row.get(8)?)),
        None => None,
    };
    Ok(Swipe {
        id: row.get(0)?,
        product: row.get(1)?,
        verdict: row.get(2)?,
        attribute: field.zip(value),
        at: row.get(5)?,
        card,
    })
}

impl UserDb {
    /// Logs a swipe, beside the card on which the product was last shown, and forgets what could be redone.
    /// `false`, and nothing changes, when the id is there already, undone or not.
    pub fn add_swipe(&mut self, profile: ProfileKey, swipe: &NewSwipe) -> Result<bool, StoreError> {
        self.sql.transaction(|| {
            let (field, value) = swipe
                .attribute
                .as_ref()
                .map(|(field, value)| (field, value))
                .unzip();
            let added = self.sql.execute(
                "INSERT INTO swipe (profile, id, product, verdict, field, value, at, card)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
                    (SELECT max(card) FROM card WHERE profile = ?1 AND product = ?3))
                 ON CONFLICT (profile, id) DO NOTHING",
                params![
                    profile,
                    swipe.id,
                    swipe.product,
                    swipe.verdict,
                    field,
                    value,
                    swipe.at
                ],
            )?;
            if added == 1 {
                self.sql.execute(
                    "DELETE FROM swipe WHERE profile = ?1 AND undone IS NOT NULL",
                    params![profile],
                )?;
            }
            Ok(added == 1)
        })
    }

    /// The swipes of a client that count, in their order.
    pub fn swipes(&self, profile: ProfileKey) -> Result<Vec<Swipe>, StoreError> {
        let statement = format!("{SELECT} WHERE s.profile = ?1 AND s.undone IS NULL ORDER BY s.swipe");
        self.sql.all(&statement, params![profile], read)
    }

    /// The swipe with that id, whether it counts or was undone; and whether it counts.
    pub fn swipe(&self, profile: ProfileKey, id: &str) -> Result<Option<(Swipe, bool)>, StoreError> {
        let statement = format!("{SELECT} WHERE s.profile = ?1 AND s.id = ?2");
        let Some(swipe) = self.sql.one(&statement, params![profile, id], read)? else {
            return Ok(None);
        };
        let counts = self.sql.value(
            "SELECT undone IS NULL FROM swipe WHERE profile = ?1 AND id = ?2",
            params![profile, id],
        )?;
        Ok(Some((swipe, counts)))
    }

    /// Takes back the swipe with that id, or the last one; `None` when there is none that counts.
    pub fn undo(&mut self, profile: ProfileKey, id: Option<&str>) -> Result<Option<Swipe>, StoreError> {
        let statement = format!(
            "{SELECT} WHERE s.profile = ?1 AND s.undone IS NULL AND (s.id = ?2 OR ?2 IS NULL)
             ORDER BY s.swipe DESC LIMIT 1"
        );
        self.sql.transaction(|| {
            let Some(swipe) = self.sql.one(&statement, params![profile, id], read)? else {
                return Ok(None);
            };
            self.sql.execute(
                "UPDATE swipe SET undone = 1 + (SELECT coalesce(max(undone), 0) FROM swipe WHERE profile = ?1)
                 WHERE profile = ?1 AND id = ?2",
                params![profile, swipe.id],
            )?;
            Ok(Some(swipe))
        })
    }

    /// Makes the swipe that was taken back last count again, at its old place; `None` when there is none.
    pub fn redo(&mut self, profile: ProfileKey) -> Result<Option<Swipe>, StoreError> {
        let statement =
            format!("{SELECT} WHERE s.profile = ?1 AND s.undone IS NOT NULL ORDER BY s.undone DESC LIMIT 1");
        self.sql.transaction(|| {
            let Some(swipe) = self.sql.one(&statement, params![profile], read)? else {
                return Ok(None);
            };
            self.sql.execute(
                "UPDATE swipe SET undone = NULL WHERE profile = ?1 AND id = ?2",
                params![profile, swipe.id],
            )?;
            Ok(Some(swipe))
        })
    }

    /// How many swipes can be redone.
    pub fn redoable(&self, profile: ProfileKey) -> Result<usize, StoreError> {
        let statement = "SELECT count(*) FROM swipe WHERE profile = ?1 AND undone IS NOT NULL";
        self.sql.value(statement, params![profile])
    }

    /// What all clients think of products, in the order of the log.
    pub fn opinions(&self) -> Result<Vec<Opinion>, StoreError> {
        let statement = "SELECT profile, product, verdict IN ('like', 'super'), card IS NOT NULL FROM swipe
             WHERE undone IS NULL AND verdict <> 'less' ORDER BY swipe";
        self.sql.all(statement, params![], |row| {
            Ok(Opinion {
                profile: row.get(0)?,
                product: row.get(1)?,
                liked: row.get(2)?,
                dealt: row.get(3)?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    #[test]
    fn an_id_counts_once_and_undo_and_redo_keep_the_order() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            for (id, product) in [("1", "a"), ("2", "b"), ("3", "c")] {
                assert!(db.add_swipe(key, &NewSwipe::like(id, product, 0)).unwrap());
            }
            let before = db.swipes(key).unwrap();
            assert!(
                !db.add_swipe(key, &NewSwipe::like("2", "x", 9)).unwrap(),
                "the id is known"
            );
            assert_eq!(
                db.undo(key, Some("2"))
                    .unwrap()
                    .map(|swipe| swipe.product)
                    .as_deref(),
                Some("b")
            );
            assert_eq!(db.undo(key, Some("2")).unwrap(), None, "it is undone already");
            assert_eq!(
                db.undo(key, None).unwrap().map(|swipe| swipe.id).as_deref(),
                Some("3"),
                "the last"
            );
            assert_eq!(db.swipes(key).unwrap().len(), 1);
            assert!(
                !db.add_swipe(key, &NewSwipe::like("3", "c", 9)).unwrap(),
                "an undone one does not come back so"
            );
            assert_eq!(db.redo(key).unwrap().map(|swipe| swipe.id).as_deref(), Some("3"));
            assert_eq!(db.redo(key).unwrap().map(|swipe| swipe.id).as_deref(), Some("2"));
            assert_eq!(db.swipes(key).unwrap(), before, "all is as it was");
            db.undo(key, None).unwrap();
            db.add_swipe(key, &NewSwipe::like("4", "d", 0)).unwrap();
            assert_eq!(
                db.redo(key).unwrap(),
                None,
                "a new swipe ends what could be redone"
            );
        });
    }

    #[test]
    fn a_swipe_knows_the_card_it_was_made_on() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            db.show_cards(key, &[super::super::Card::plain("a")], 0).unwrap();
            db.add_swipe(key, &NewSwipe::like("1", "a", 0)).unwrap();
            db.add_swipe(key, &NewSwipe::like("2", "never shown", 0)).unwrap();
            let swipes = db.swipes(key).unwrap();
            assert_eq!(swipes[0].card, Some(("random".into(), 0.5, false)));
            assert_eq!(swipes[1].card, None, "the client found it elsewhere");
        });
    }
}
