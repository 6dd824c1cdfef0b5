//! Work that waits in the database for whoever does it next, so that several servers share it. What the work is stands in its
//! payload, which is not looked at here.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Dialect, Insert, ToValue, params};

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number, in the order in which work came.
    pub key: i64,
    /// What it is.
    pub payload: String,
    /// How often it was begun, with this time.
    pub tries: u32,
}

/// How much work of a kind there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Not begun, or begun by somebody who has not ended yet.
    pub waiting: usize,
    /// Done since the queue was emptied last.
    pub done: usize,
    /// Given up.
    pub failed: usize,
}

impl CatalogDb {
    /// Adds work of a kind, each payload once.
    pub fn enqueue<P: AsRef<str>>(&mut self, kind: &str, payloads: &[P]) -> Result<(), StoreError> {
        let values: Vec<_> = payloads
            .iter()
            .map(|payload| vec![payload.as_ref().to_value(), kind.to_value(), "waiting".to_value()])
            .collect();
        let insert = Insert {
            into: "job (payload, kind, state)",
            values: &["?", "?", "?"],
            conflict: "",
        };
        self.sql.insert(&insert, &values)
    }

    /// Takes up to `count` pieces of work of a kind, the oldest first, and lets `act` do them in the same transaction: what it
    /// writes and what it says by [`CatalogDb::done`] and [`CatalogDb::failed`] is there at once, or not at all. What it says nothing
    /// of waits again, and so does all of it when it fails or its process is killed. At a server nobody else gets the same work
    /// meanwhile, and nobody waits; a folder's file has one writer at a time. `now` is in milliseconds since 1970.
    ///
    /// # Errors
    /// Those of `act`, and of the database.
    pub fn work<T, E: From<StoreError>>(
        &mut self,
        kind: &str,
        worker: &str,
        count: usize,
        now: i64,
        act: impl FnOnce(&mut CatalogDb, Vec<Job>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.together(|db| {
            let jobs = db.claim(kind, worker, count, now)?;
            let keys: Vec<i64> = jobs.iter().map(|job| job.key).collect();
            let answer = act(db, jobs)?;
            for key in keys {
                db.sql.execute(
                    "UPDATE job SET state = 'waiting' WHERE job = ?1 AND state = 'claimed'",
                    params![key],
                )?;
            }
            Ok(answer)
        })
    }

    fn claim(&self, kind: &str, worker: &str, count: usize, now: i64) -> Result<Vec<Job>, StoreError> {
        let lock = self.unless_taken();
        let statement = format!(
            "UPDATE job SET state = 'claimed', tries = tries + 1, worker = ?2, claimed_at = ?3 WHERE job IN (
                SELECT job FROM job WHERE kind = ?1 AND state = 'waiting' ORDER BY job LIMIT ?4 {lock}
             ) RETURNING job, payload, tries"
        );
        let mut jobs: Vec<Job> = self
            .sql
            .all(&statement, params![kind, worker, now, count], |row| {
                Ok(Job {
                    key: row.get(0)?,
                    payload: row.get(1)?,
                    tries: row.get(2)?,
                })
            })?;
        jobs.sort_by_key(|job| job.key);
        Ok(jobs)
    }

    /// Says that a piece of work is done.
    pub fn done(&mut self, key: i64) -> Result<(), StoreError> {
        let statement = "UPDATE job SET state = 'done' WHERE job = ?1";
        self.sql.execute(statement, params![key]).map(drop)
    }

    /// Says that a piece of work failed; whether it is tried `again`.
    pub fn failed(&mut self, key: i64, again: bool) -> Result<(), StoreError> {
        let state = if again { "waiting" } else { "failed" };
        let statement = "UPDATE job SET state = ?2 WHERE job = ?1";
        self.sql.execute(statement, params![key, state]).map(drop)
    }

    /// How much work of a kind there is.
    pub fn job_counts(&self, kind: &str) -> Result<JobCounts, StoreError> {
        let mut counts = JobCounts::default();
        let statement = "SELECT state, count(*) FROM job WHERE kind = ?1 GROUP BY state";
        self.sql.each(statement, params![kind], |row| {
            let count: usize = row.get(1)?;
            match row.text(0)? {
                "done" => counts.done += count,
                "failed" => counts.failed += count,
                _ => counts.waiting += count,
            }
            Ok(())
        })?;
        Ok(counts)
    }

    /// What was done of a kind since the queue was emptied last, the oldest first.
    pub fn done_work(&self, kind: &str) -> Result<Vec<String>, StoreError> {
        let statement = "SELECT payload FROM job WHERE kind = ?1 AND state = 'done' ORDER BY job";
        self.sql.all(statement, params![kind], |row| Ok(row.get(0)?))
    }

    /// The kinds of work that waits and whose names begin with `prefix`, in order.
    pub fn waiting_kinds(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let statement = "SELECT DISTINCT kind FROM job WHERE state = 'waiting' AND substr(kind, 1, ?2) = ?1 ORDER BY kind";
        let length = prefix.chars().count();
        self.sql
            .all(statement, params![prefix, length], |row| Ok(row.get(0)?))
    }

    /// Forgets all work of a kind but what somebody has in hand.
    pub fn empty_queue(&mut self, kind: &str) -> Result<(), StoreError> {
        let statement = format!(
            "DELETE FROM job WHERE job IN (SELECT job FROM job WHERE kind = ?1 {})",
            self.unless_taken()
        );
        self.sql.execute(&statement, params![kind]).map(drop)
    }

    /// What passes over rows that another one has in hand. SQLite's transaction has the whole file to itself and needs no locks on rows.
    fn unless_taken(&self) -> &'static str {
        match self.sql.dialect() {
            Dialect::Sqlite => "",
            Dialect::Postgres => "FOR UPDATE SKIP LOCKED",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{on_each, on_postgres};

    fn payloads(jobs: &[Job]) -> Vec<&str> {
        jobs.iter().map(|job| job.payload.as_str()).collect()
    }

    #[test]
    fn work_is_done_once_and_what_failed_waits_again() {
        on_each(|place| {
            let mut db = place.catalog();
            db.enqueue("embed", &["a", "b", "c"]).unwrap();
            db.enqueue("other", &["x"]).unwrap();
            db.work("embed", "one", 2, 5, |db, jobs| -> Result<(), StoreError> {
                assert_eq!(payloads(&jobs), ["a", "b"]);
                db.done(jobs[0].key)?;
                db.failed(jobs[1].key, true)
            })
            .unwrap();
            let counts = db.job_counts("embed").unwrap();
            assert_eq!((counts.waiting, counts.done, counts.failed), (2, 1, 0));
            let broken = db.work("embed", "one", 2, 6, |db, jobs| {
                db.done(jobs[0].key)?;
                db.set_meta("made", Some("half"))?;
                Err::<(), _>(StoreError::Locked { path: "x".into() })
            });
            assert!(broken.is_err());
            assert_eq!(db.meta("made").unwrap(), None, "nothing of it stayed");
            db.work("embed", "two", 9, 7, |db, jobs| -> Result<(), StoreError> {
                assert_eq!(payloads(&jobs), ["b", "c"], "both wait again");
                assert_eq!(
                    (jobs[0].tries, jobs[1].tries),
                    (2, 1),
                    "what was taken back does not count"
                );
                db.failed(jobs[0].key, false)
            })
            .unwrap();
            let counts = db.job_counts("embed").unwrap();
            assert_eq!((counts.waiting, counts.done, counts.failed), (1, 1, 1));
            assert_eq!(db.done_work("embed").unwrap(), ["a"]);
            assert_eq!(db.waiting_kinds("e").unwrap(), ["embed"]);
            assert_eq!(db.waiting_kinds("").unwrap(), ["embed", "other"]);
            db.empty_queue("embed").unwrap();
            assert_eq!(db.job_counts("embed").unwrap(), JobCounts::default());
            assert_eq!(db.job_counts("other").unwrap().waiting, 1);
        });
    }

    #[test]
    fn two_workers_share_the_work_and_a_killed_one_leaves_it() {
        on_postgres(|place| {
            let (mut one, mut two) = (place.catalog(), place.catalog());
            one.enqueue("embed", &["a", "b"]).unwrap();
            let killed = one.work("embed", "one", 1, 1, |_, jobs| {
                assert_eq!(payloads(&jobs), ["a"]);
                two.work("embed", "two", 2, 1, |db, jobs| -> Result<(), StoreError> {
                    assert_eq!(payloads(&jobs), ["b"], "without waiting");
                    db.done(jobs[0].key)
                })?;
                two.empty_queue("embed")?;
                let left = two.job_counts("embed")?;
                assert_eq!((left.waiting, left.done), (1, 0), "what is in hand stays");
                place.kill_sessions_but(&two);
                Err::<(), StoreError>(StoreError::Locked { path: "x".into() })
            });
            assert!(killed.is_err());
            two.work("embed", "two", 2, 1, |_, jobs| -> Result<(), StoreError> {
                assert_eq!(payloads(&jobs), ["a"], "it is free again");
                Ok(())
            })
            .unwrap();
        });
    }
}
