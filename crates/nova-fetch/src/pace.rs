//! How fast a machine is asked: with a pause between requests, and not before the time that it named itself.

use crate::error::FetchError;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a wait sleeps before it looks whether it was stopped.
const STEP: Duration = Duration::from_millis(50);

/// When each machine may be asked next.
#[derive(Debug)]
pub(crate) struct Pace {
    pause: Duration,
    next: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    pub fn new(pause: Duration) -> Pace {
        Pace {
            pause,
            next: Mutex::default(),
        }
    }

    /// Waits until `host` may be asked.
    ///
    /// # Errors
    /// [`FetchError::Stopped`] as soon as `stopped` says so.
    pub fn wait(&self, host: &str, stopped: &dyn Fn() -> bool) -> Result<(), FetchError> {
        loop {
            if stopped() {
                return Err(FetchError::Stopped);
            }
            let now = Instant::now();
            let left = {
                let mut next = self.lock();
                match next.get(host) {
                    Some(then) if *then > now => *then - now,
                    _ => {
                        next.insert(host.to_owned(), now + self.pause);
                        return Ok(());
                    }
                }
            };
            thread::sleep(left.min(STEP));
        }
    }

    /// Leaves `host` alone for a while.
    pub fn hold(&self, host: &str, while_: Duration) {
        let then = Instant::now() + while_;
        let mut next = self.lock();
        let kept = next.entry(host.to_owned()).or_insert(then);
        *kept = (*kept).max(then);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        // The map is whole after any panic elsewhere: each change to it is one call.
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
