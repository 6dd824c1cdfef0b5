//! What clients say themselves of their weights.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use rusqlite::params;

/// A weight that a client set.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// Name of the field.
    pub field: String,
    /// Its value.
    pub value: String,
    /// The weight.
    pub weight: f64,
    /// Whether it stays there whatever is swiped.
    pub pinned: bool,
}

impl UserDb {
    /// The weights that a client set.
    pub fn weights(&self, profile: ProfileKey) -> Result<Vec<Weight>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare_cached(
            "SELECT field, value, weight, pinned FROM weight WHERE profile = ?1 ORDER BY field, value",
        ))?;
        let rows = self.wrap(statement.query_map([profile.0], |row| {
            Ok(Weight {
                field: row.get(0)?,
                value: row.get(1)?,
                weight: row.get(2)?,
                pinned: row.get(3)?,
            })
        }))?;
        self.wrap(rows.collect())
    }

    /// Sets a weight.
    pub fn set_weight(&self, profile: ProfileKey, weight: &Weight) -> Result<(), StoreError> {
        let done = self.connection.execute(
            "INSERT INTO weight (profile, field, value, weight, pinned) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (profile, field, value) DO UPDATE SET weight = excluded.weight, pinned = excluded.pinned",
            params![profile.0, weight.field, weight.value, weight.weight, weight.pinned],
        );
        self.wrap(done).map(|_| ())
    }

    /// Leaves a weight to the swipes again.
    pub fn forget_weight(&self, profile: ProfileKey, field: &str, value: &str) -> Result<(), StoreError> {
        let done = self.connection.execute(
            "DELETE FROM weight WHERE profile = ?1 AND field = ?2 AND value = ?3",
            params![profile.0, field, value],
        );
        self.wrap(done).map(|_| ())
    }
}
