//! What the shop's own hand chose of single products: not to show one, to show it first, what is true of it where its picture
//! was read wrongly.

use super::UserDb;
use crate::error::StoreError;
use crate::sql::params;
use std::collections::BTreeMap;

/// What was chosen of one product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PieceChoice {
    /// Whether it is not shown.
    pub hidden: bool,
    /// Whether it is shown first.
    pub first: bool,
    /// What is true of it, by the names of fields.
    pub facts: BTreeMap<String, Vec<String>>,
}

impl UserDb {
    /// The products of which anything was chosen, by their ids.
    pub fn pieces(&self) -> Result<BTreeMap<String, PieceChoice>, StoreError> {
        let statement = "SELECT product, hidden, first, facts FROM piece";
        self.sql.all(statement, params![], |row| {
            let choice = PieceChoice {
                hidden: row.get(1)?,
                first: row.get(2)?,
                facts: serde_json::from_str(row.text(3)?).unwrap_or_default(),
            };
            Ok((row.get(0)?, choice))
        })
    }

    /// Keeps what was chosen of a product; nothing is kept of one of which nothing is chosen.
    pub fn set_piece(&self, product: &str, choice: &PieceChoice) -> Result<(), StoreError> {
        if *choice == PieceChoice::default() {
            let statement = "DELETE FROM piece WHERE product = ?1";
            return self.sql.execute(statement, params![product]).map(drop);
        }
        let facts = self.sql.json(&choice.facts)?;
        let statement = "INSERT INTO piece (product, hidden, first, facts) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (product) DO UPDATE SET hidden = excluded.hidden, first = excluded.first, facts = excluded.facts";
        let values = params![product, choice.hidden, choice.first, facts];
        self.sql.execute(statement, values).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::PieceChoice;
    use crate::places::on_each;

    #[test]
    fn a_choice_is_kept_until_nothing_of_it_is_left() {
        on_each(|place| {
            let db = place.clients();
            let mut choice = PieceChoice {
                hidden: true,
                ..PieceChoice::default()
            };
            choice.facts.insert("colour".into(), vec!["Navy".into()]);
            db.set_piece("a", &choice).unwrap();
            assert_eq!(db.pieces().unwrap()["a"], choice);
            db.set_piece("a", &PieceChoice::default()).unwrap();
            assert!(db.pieces().unwrap().is_empty(), "nothing is kept of it");
        });
    }
}
