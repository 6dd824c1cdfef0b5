//! Work that takes long, by name, so that it can be cancelled.

use nova_engine::Cancel;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The jobs that are under way.
#[derive(Default)]
pub(crate) struct Jobs {
    running: Mutex<Running>,
}

/// Jobs with their numbers, in the order in which they began; several may have one name.
#[derive(Default)]
struct Running {
    begun: u64,
    jobs: Vec<(u64, String, Cancel)>,
}

/// A job that is under way for as long as this lives.
pub(crate) struct Job<'a> {
    jobs: &'a Jobs,
    number: u64,
    /// Its flag.
    pub cancel: Cancel,
}

impl Jobs {
    /// Enters a job under `name`.
    pub fn start(&self, name: &str) -> Job<'_> {
        let cancel = Cancel::default();
        let mut running = self.lock();
        running.begun += 1;
        let number = running.begun;
        running.jobs.push((number, name.to_owned(), cancel.clone()));
        Job {
            jobs: self,
            number,
            cancel,
        }
    }

    /// Cancels the jobs called `name`, or all of them, and answers with the names of those it reached.
    pub fn cancel(&self, name: Option<&str>) -> Vec<String> {
        let running = self.lock();
        let jobs = running.jobs.iter();
        let wanted = jobs.filter(|(_, own, _)| name.is_none_or(|name| name == own.as_str()));
        let mut reached: Vec<String> = wanted
            .map(|(_, own, cancel)| {
                cancel.cancel();
                own.clone()
            })
            .collect();
        reached.sort();
        reached.dedup();
        reached
    }

    fn lock(&self) -> MutexGuard<'_, Running> {
        // The list is whole after any panic elsewhere: each change to it is one call.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        self.jobs
            .lock()
            .jobs
            .retain(|(number, _, _)| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_jobs_of_one_name_the_end_of_one_leaves_the_other_cancellable() {
        let jobs = Jobs::default();
        let (first, second) = (jobs.start("import"), jobs.start("import"));
        drop(second);
        assert_eq!(jobs.cancel(Some("import")), ["import"]);
        assert!(first.cancel.is_cancelled(), "it is still under way");
        let third = jobs.start("import");
        drop(first);
        assert_eq!(jobs.cancel(None), ["import"]);
        assert!(third.cancel.is_cancelled());
    }

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
