//! What clients say themselves of their weights.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::params;

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
        let value = self.sql.dialect().nocase("value");
        let statement = format!(
            "SELECT field, value, weight, pinned FROM weight WHERE profile = ?1 ORDER BY field, {value}"
        );
        self.sql.all(&statement, params![profile], |row| {
            Ok(Weight {
                field: row.get(0)?,
                value: row.get(1)?,
                weight: row.get(2)?,
                pinned: row.get(3)?,
            })
        })
    }

    /// Sets a weight.
    pub fn set_weight(&self, profile: ProfileKey, weight: &Weight) -> Result<(), StoreError> {
        let value = self.sql.dialect().nocase("value");
        let statement = format!(
            "INSERT INTO weight (profile, field, value, weight, pinned) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (profile, field, {value}) DO UPDATE SET weight = excluded.weight, pinned = excluded.pinned"
        );
        let values = params![profile, weight.field, weight.value, weight.weight, weight.pinned];
        self.sql.execute(&statement, values).map(drop)
    }

    /// Leaves a weight to the swipes again.
    pub fn forget_weight(&self, profile: ProfileKey, field: &str, value: &str) -> Result<(), StoreError> {
        let (is, given) = (
            self.sql.dialect().nocase("value"),
            self.sql.dialect().nocase("?3"),
        );
        let statement = format!("DELETE FROM weight WHERE profile = ?1 AND field = ?2 AND {is} = {given}");
        self.sql
            .execute(&statement, params![profile, field, value])
            .map(drop)
    }
}
