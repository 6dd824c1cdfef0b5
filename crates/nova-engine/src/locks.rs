//! Locks of caches.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex that guards a cache, each change to which is one call: a panic elsewhere cannot leave it half-written.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
