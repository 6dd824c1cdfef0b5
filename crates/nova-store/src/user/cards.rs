//! Cards that were shown.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::params;

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
        self.sql.transaction(|| {
            for card in cards {
                self.sql.execute(
                    "INSERT INTO card (profile, product, strategy, propensity, score, explored, at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![
                        profile,
                        card.product,
                        card.strategy,
                        card.propensity,
                        card.score,
                        card.explored,
                        at
                    ],
                )?;
            }
            Ok(())
        })
    }

    /// How often each product was on a card, over all clients.
    pub fn shown_counts(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let statement = "SELECT product, count(*) FROM card GROUP BY product";
        self.sql
            .all(statement, params![], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// How many cards a client was shown.
    pub fn cards_shown(&self, profile: ProfileKey) -> Result<usize, StoreError> {
        let statement = "SELECT count(*) FROM card WHERE profile = ?1";
        self.sql.value(statement, params![profile])
    }

    /// Products of the cards that a client saw last, the newest last.
    pub fn last_cards(&self, profile: ProfileKey, count: usize) -> Result<Vec<String>, StoreError> {
        let statement = "SELECT product FROM card WHERE profile = ?1 ORDER BY card DESC LIMIT ?2";
        let mut products: Vec<String> = self
            .sql
            .all(statement, params![profile, count], |row| Ok(row.get(0)?))?;
        products.reverse();
        Ok(products)
    }
}
