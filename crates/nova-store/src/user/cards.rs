//! Cards that were shown.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use rusqlite::params;

/// A card as it was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The product's id.
    pub product: String,
    /// The strategy that chose it.
    pub strategy: String,
    /// Probability with which it was chosen, at its place in the deck.
    pub propensity: f64,
    /// Its score, 0..1.
    pub score: f64,
    /// Whether it was shown to learn.
    pub explored: bool,
}

impl Card {
    #[cfg(test)]
    pub(crate) fn plain(product: &str) -> Card {
        Card {
            product: product.to_owned(),
            strategy: "random".to_owned(),
            propensity: 0.5,
            score: 0.5,
            explored: false,
        }
    }
}

impl UserDb {
    /// Logs a deck, in one transaction.
    pub fn show_cards(&mut self, profile: ProfileKey, cards: &[Card], at: i64) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            {
                let mut statement = transaction.prepare_cached(
                    "INSERT INTO card (profile, product, strategy, propensity, score, explored, at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?;
                for card in cards {
                    let (propensity, score) = (card.propensity, card.score);
                    statement.execute(params![
                        profile.0,
                        card.product,
                        card.strategy,
                        propensity,
                        score,
                        card.explored,
                        at
                    ])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }

    /// How often each product was on a card, over all clients.
    pub fn shown_counts(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let mut statement = self.wrap(
            self.connection
                .prepare("SELECT product, count(*) FROM card GROUP BY product"),
        )?;
        let rows = self.wrap(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))))?;
        self.wrap(rows.collect())
    }

    /// How many cards a client was shown.
    pub fn cards_shown(&self, profile: ProfileKey) -> Result<usize, StoreError> {
        let statement = "SELECT count(*) FROM card WHERE profile = ?1";
        let count = self
            .connection
            .query_row(statement, [profile.0], |row| row.get::<_, i64>(0));
        Ok(usize::try_from(self.wrap(count)?).unwrap_or_default())
    }

    /// Products of the cards that a client saw last, the newest last.
    pub fn last_cards(&self, profile: ProfileKey, count: usize) -> Result<Vec<String>, StoreError> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let mut statement = self.wrap(
            self.connection
                .prepare_cached("SELECT product FROM card WHERE profile = ?1 ORDER BY card DESC LIMIT ?2"),
        )?;
        let rows = self.wrap(statement.query_map(params![profile.0, count], |row| row.get(0)))?;
        let mut products: Vec<String> = self.wrap(rows.collect())?;
        products.reverse();
        Ok(products)
    }
}
