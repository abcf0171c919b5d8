//! What a piece of work says of itself, and the bell that says there may be more.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What one step of a job or of the courier did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Progress {
    /// One piece was done; there may be another.
    Made,
    /// Nothing was due.
    Idle,
}

/// A counter that can be waited on. Ringing is cheap and never lost: a waiter names the count it
/// saw before it looked for work.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<(Mutex<u64>, Condvar)>);

impl Bell {
    /// A bell that was never rung.
    pub fn new() -> Bell {
        Bell::default()
    }

    /// How often it was rung.
    pub fn seen(&self) -> u64 {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes everybody who waits.
    pub fn ring(&self) {
        let mut count = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.wrapping_add(1);
        drop(count);
        self.0.1.notify_all();
    }

    /// Returns when it was rung since `seen`, or after `at_most`.
    pub fn wait(&self, seen: u64, at_most: Duration) {
        let count = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.1.wait_timeout_while(count, at_most, |now| *now == seen);
        drop(waited);
    }
}
