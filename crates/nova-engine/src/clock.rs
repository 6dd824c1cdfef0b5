//! The time and the seeds of an open library. Both are passed in once, when it is opened; nothing else in the engine
//! asks the system what time it is, but for measuring how long something took and for the age of files.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// What tells the time; the system's clock by default.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock that stands still, at milliseconds since 1970.
    pub fn at(time: i64) -> Clock {
        Clock(Arc::new(move || time))
    }

    /// Milliseconds since 1970, in universal time.
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Clock {
        Clock(Arc::new(|| {
            let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
        }))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Clock({})", self.now())
    }
}

/// Seeds for draws whose request names none: a sequence without repetition from the first on.
#[derive(Debug)]
pub(crate) struct Seeds(AtomicU64);

impl Seeds {
    /// The sequence that begins with `first`; one that differs from start to start where there is none.
    pub fn new(first: Option<u64>) -> Seeds {
        let by_chance = || {
            let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            // The nanoseconds alone differ enough; the seconds are mixed in so that a coarse clock does as well.
            elapsed.as_secs().wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(elapsed.subsec_nanos())
        };
        Seeds(AtomicU64::new(first.unwrap_or_else(by_chance)))
    }

    /// The next seed.
    pub fn next(&self) -> u64 {
        // By the golden ratio, as SplitMix64 steps (Steele, Lea and Flood, 2014), so that neighbours differ in many bits.
        self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_seed_gives_the_same_sequence_and_never_one_seed_twice() {
        let (one, other) = (Seeds::new(Some(7)), Seeds::new(Some(7)));
        let first: Vec<u64> = (0..100).map(|_| one.next()).collect();
        let second: Vec<u64> = (0..100).map(|_| other.next()).collect();
        assert_eq!(first, second);
        let distinct: std::collections::HashSet<u64> = first.into_iter().collect();
        assert_eq!(distinct.len(), 100);
    }

    #[test]
    fn a_clock_that_stands_still_says_what_it_was_told() {
        assert_eq!(Clock::at(951_782_400_000).now(), 951_782_400_000);
        assert!(
            Clock::default().now() > 1_700_000_000_000,
            "the system's is later than this was written"
        );
    }
}
