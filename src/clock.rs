//! The only reader of time: the wall clock decides what is due, the pace clock how long to wait.
//!
//! *Wall* time answers "is it due, is it lawful, what does it cost": due dates, the gate, money.
//! It can be set, in tests and in the demo. *Pace* time is monotonic and answers "how long since":
//! time-outs and rate limits. Nothing else in the crate may ask the operating system for either
//! (`tests/it/tidy`).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;

use crate::work::Bell;

/// A handle on time. Clones share it, so that setting one sets all.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    wall: Mutex<Wall>,
    started: Instant,
    bell: Bell,
}

#[derive(Clone, Copy, Debug)]
enum Wall {
    /// The machine's own time.
    System,
    /// Stands still until it is set. Pace is derived from it, so that a test owns both.
    Manual { at: Timestamp, began: Timestamp },
    /// Runs at the machine's speed from a chosen moment: the demo's clock.
    Shifted { at: Timestamp, since: Instant },
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock::with(Wall::System)
    }

    /// A clock that moves only by [`Clock::set`] and [`Clock::advance`].
    pub fn manual(at: Timestamp) -> Clock {
        Clock::with(Wall::Manual { at, began: at })
    }

    /// A clock that starts at `at` and then runs.
    pub fn running_from(at: Timestamp) -> Clock {
        Clock::with(Wall::Shifted { at, since: Instant::now() })
    }

    fn with(wall: Wall) -> Clock {
        let bell = Bell::new();
        Clock(Arc::new(Shared { wall: Mutex::new(wall), started: Instant::now(), bell }))
    }

    /// The moment it is, to the millisecond: that is what the store keeps.
    pub fn wall(&self) -> Timestamp {
        let at = match *self.lock() {
            Wall::System => Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::MAX),
            Wall::Manual { at, .. } => at,
            Wall::Shifted { at, since } => plus(at, since.elapsed()),
        };
        Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
    }

    /// Time since this clock was made; never goes back.
    pub fn pace(&self) -> Duration {
        match *self.lock() {
            Wall::Manual { at, began } => {
                Duration::try_from(at.duration_since(began)).unwrap_or_default()
            }
            _ => self.0.started.elapsed(),
        }
    }

    /// Moves the wall clock to `at` and rings the bell. The machine's own clock cannot be set.
    pub fn set(&self, at: Timestamp) {
        {
            let mut wall = self.lock();
            *wall = match *wall {
                Wall::System => Wall::System,
                Wall::Manual { began, .. } => Wall::Manual { at, began: began.min(at) },
                Wall::Shifted { .. } => Wall::Shifted { at, since: Instant::now() },
            };
        }
        self.0.bell.ring();
    }

    /// Moves the wall clock forward and rings the bell.
    pub fn advance(&self, by: Duration) {
        self.set(plus(self.wall(), by));
    }

    /// Rung whenever something may have become due: after a commit and when the clock is set.
    pub fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// Waits until the bell rings or `due` comes, and never longer than `at_most`.
    ///
    /// `seen` is the count of rings before the caller looked for work, so that a ring between the
    /// look and the wait is not lost.
    pub fn wait(&self, seen: u64, due: Option<Timestamp>, at_most: Duration) {
        let left = due.map_or(at_most, |due| {
            let left = due.duration_since(self.wall());
            Duration::try_from(left).unwrap_or(Duration::ZERO).min(at_most)
        });
        self.0.bell.wait(seen, left);
    }

    /// Waits a short while, whatever rings.
    pub fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn lock(&self) -> MutexGuard<'_, Wall> {
        self.0.wall.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn plus(at: Timestamp, by: Duration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
