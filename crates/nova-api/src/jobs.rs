//! Work that takes long, by name, so that it can be cancelled.

use nova_engine::Cancel;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The jobs that are under way.
#[derive(Default)]
pub(crate) struct Jobs {
    running: Mutex<HashMap<String, Cancel>>,
}

/// A job that is under way for as long as this lives.
pub(crate) struct Job<'a> {
    jobs: &'a Jobs,
    name: String,
    /// Its flag.
    pub cancel: Cancel,
}

impl Jobs {
    /// Enters a job under `name`.
    pub fn start(&self, name: &str) -> Job<'_> {
        let cancel = Cancel::default();
        self.lock().insert(name.to_owned(), cancel.clone());
        Job {
            jobs: self,
            name: name.to_owned(),
            cancel,
        }
    }

    /// Cancels the job called `name`, or all of them, and answers with the names of those it reached.
    pub fn cancel(&self, name: Option<&str>) -> Vec<String> {
        let running = self.lock();
        let wanted = running
            .iter()
            .filter(|(own, _)| name.is_none_or(|name| name == own.as_str()));
        let mut reached: Vec<String> = wanted
            .map(|(own, cancel)| {
                cancel.cancel();
                own.clone()
            })
            .collect();
        reached.sort();
        reached
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Cancel>> {
        // The map is whole after any panic elsewhere: each change to it is one call.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        self.jobs.lock().remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_cancelled_by_name_and_forgotten_when_it_ends() {
        let jobs = Jobs::default();
        let (first, second) = (jobs.start("a"), jobs.start("b"));
        assert_eq!(jobs.cancel(Some("b")), ["b"]);
        assert!(
            second.cancel.is_cancelled() && !first.cancel.is_cancelled(),
            "only the one that was named"
        );
        drop(second);
        assert!(jobs.cancel(Some("b")).is_empty(), "it has ended");
        assert_eq!(jobs.cancel(None), ["a"], "no name means all that run");
    }
}
