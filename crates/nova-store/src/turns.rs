//! Who does what of those that share a shop: one changes the catalogue at a time, and whoever has work for others sees whether
//! somebody waits for it.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Sql, params};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The number of the lock that whoever changes the catalogue has alone.
pub(crate) const CATALOGUE: &str = "hashtextextended('stylenova:' || current_schema() || ':catalogue', 0)";

/// The number of the lock that all workers have together.
const WORKERS: &str = "hashtextextended('stylenova:' || current_schema() || ':workers', 0)";

impl CatalogDb {
    /// Runs `act` as the only one that changes the catalogue, over all servers of the shop, in as many transactions as it likes. In a
    /// folder the library's lock says so already.
    ///
    /// # Errors
    /// [`StoreError::Importing`] when another one does, those of `act`, and [`StoreError::Unreachable`] for each step after
    /// the connection was lost, since another may change the catalogue by then.
    pub fn alone<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut CatalogDb) -> Result<T, E>,
    ) -> Result<T, E> {
        let take = |sql: &Sql| {
            let alone = format!("SELECT pg_try_advisory_lock({CATALOGUE})");
            match sql.value(&alone, params![])? {
                true => Ok(()),
                false => Err(StoreError::Importing {
                    path: sql.path().to_owned(),
                }),
            }
        };
        self.locked(take, &format!("SELECT pg_advisory_unlock({CATALOGUE})"), act)
    }

    /// Runs `act` as one of those who do the work that waits; see [`CatalogDb::is_attended`].
    ///
    /// # Errors
    /// Those of `act`, and [`StoreError::Unreachable`] for each step after the connection was lost.
    pub fn attending<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut CatalogDb) -> Result<T, E>,
    ) -> Result<T, E> {
        let take = |sql: &Sql| {
            let together = format!("SELECT pg_advisory_lock_shared({WORKERS}) IS NULL");
            sql.value::<bool>(&together, params![]).map(drop)
        };
        self.locked(take, &format!("SELECT pg_advisory_unlock_shared({WORKERS})"), act)
    }

    /// Whether somebody does the work that waits at the server, beside whoever asks. In a folder nobody does.
    pub fn is_attended(&self) -> Result<bool, StoreError> {
        if !self.sql.is_postgres() {
            return Ok(false);
        }
        // Nobody can have it alone while there are workers. It ends with the statement's own transaction.
        let nobody = format!("SELECT pg_try_advisory_xact_lock({WORKERS})");
        self.sql.value::<bool>(&nobody, params![]).map(|nobody| !nobody)
    }

    /// Runs `act` with a lock of the server's, which goes with the connection.
    fn locked<T, E: From<StoreError>>(
        &mut self,
        take: impl FnOnce(&Sql) -> Result<(), StoreError>,
        give_back: &str,
        act: impl FnOnce(&mut CatalogDb) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.sql.is_postgres() {
            return act(self);
        }
        // Pinned before it is locked: on a session that is lost in between nothing would be locked.
        self.sql.pin()?;
        let done = match take(&self.sql) {
            Ok(()) => {
                let done = catch_unwind(AssertUnwindSafe(|| act(self)));
                // Where that fails the session is gone, and the lock with it.
                let _ = self.sql.value::<bool>(give_back, params![]);
                done
            }
            Err(error) => Ok(Err(error.into())),
        };
        self.sql.unpin();
        done.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{on_each, on_postgres};

    #[test]
    fn one_server_at_a_time_changes_the_catalogue() {
        on_postgres(|place| {
            let (mut one, mut two) = (place.catalog(), place.catalog());
            one.alone(|_| {
                let refused: Result<(), StoreError> = two.alone(|_| Ok(()));
                assert!(
                    matches!(refused, Err(StoreError::Importing { .. })),
                    "{refused:?}"
                );
                Ok::<_, StoreError>(())
            })
            .unwrap();
            two.alone(|two| {
                two.set_meta("source", Some("two"))?;
                // When the one that imports is cut off, another may begin, and the first must not go on.
                place.kill_sessions_but(&one);
                let lost = two.set_meta("source", Some("late"));
                assert!(matches!(lost, Err(StoreError::Unreachable { .. })), "{lost:?}");
                let lost = two.set_meta("source", Some("later"));
                assert!(matches!(lost, Err(StoreError::Unreachable { .. })), "{lost:?}");
                Ok::<_, StoreError>(())
            })
            .unwrap();
            one.alone(|one| one.set_meta("source", Some("one"))).unwrap();
            assert_eq!(two.meta("source").unwrap().as_deref(), Some("one"));
        });
    }

    #[test]
    fn whoever_has_work_sees_whether_somebody_waits_for_it() {
        on_each(|place| {
            let (mut one, mut two) = (place.catalog(), place.catalog());
            let asked = place.catalog();
            assert!(!asked.is_attended().unwrap());
            one.attending(|_| {
                two.attending(|_| {
                    assert_eq!(asked.is_attended()?, place.database.is_shared());
                    Ok::<_, StoreError>(())
                })?;
                assert_eq!(
                    asked.is_attended()?,
                    place.database.is_shared(),
                    "one of them is left"
                );
                Ok::<_, StoreError>(())
            })
            .unwrap();
            assert!(!asked.is_attended().unwrap());
        });
    }
}
