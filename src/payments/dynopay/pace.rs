//! How often the provider may be asked: one measure for the whole process, since the account's
//! limit of 60 requests a minute counts them all.
//!
//! The door never waits. A request that would be too early is refused with the time that is left,
//! so that a job does something else meanwhile. Openings have a share of their own: a person who
//! waits for an address is not kept by the questions about everybody else's payments. It is counted
//! here and not by a limiter of a library because that cannot be asked without being charged.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Pacing;
use crate::clock::Clock;

/// Questions: 40 a minute. With the openings that is 50 a minute, and 57 in the worst one.
const QUESTION_EVERY: Duration = Duration::from_millis(1_500);
/// A look takes up to four requests at once: the probe and three pages of the feed.
const QUESTION_BURST: u32 = 4;
/// Openings: 10 a minute.
const OPENING_EVERY: Duration = Duration::from_secs(6);
/// So many people may top up at the same moment.
const OPENING_BURST: u32 = 5;
/// How long to keep still when the provider asks to slow down and does not say how long.
const HOLD: Duration = Duration::from_secs(60);
/// The longest hold that is believed: the limit is one of a minute.
const HOLD_MOST: Duration = Duration::from_secs(15 * 60);

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// To learn something.
    Question,
    /// To open a payment.
    Opening,
}

/// The measure.
#[derive(Debug)]
pub(super) struct Pace {
    clock: Clock,
    pacing: Pacing,
    shares: Mutex<Shares>,
}

#[derive(Debug)]
struct Shares {
    questions: Share,
    openings: Share,
    /// Until then nothing is sent: the provider said so.
    held: Duration,
}

/// A share of the account's rate: one request every so often, and a few at once after a rest.
#[derive(Debug)]
struct Share {
    every: Duration,
    burst: u32,
    /// When the share would be whole again.
    full: Duration,
}

impl Pace {
    pub(super) fn new(clock: Clock, pacing: Pacing) -> Pace {
        let share = |every, burst| Share { every, burst, full: Duration::ZERO };
        let shares = Shares {
            questions: share(QUESTION_EVERY, QUESTION_BURST),
            openings: share(OPENING_EVERY, OPENING_BURST),
            held: Duration::ZERO,
        };
        Pace { clock, pacing, shares: Mutex::new(shares) }
    }

    /// Takes one request out of the share.
    ///
    /// # Errors
    /// How long to wait for the next.
    pub(super) fn take(&self, errand: Errand) -> Result<(), Duration> {
        let now = self.clock.pace();
        let mut shares = self.shares();
        let wait = shares.wait(errand, now, self.pacing);
        if !wait.is_zero() {
            return Err(wait);
        }
        let share = shares.of(errand);
        share.full = share.full.max(now).saturating_add(share.every);
        Ok(())
    }

    /// How long until a request of this kind is let through.
    pub(super) fn ready_in(&self, errand: Errand) -> Duration {
        self.shares().wait(errand, self.clock.pace(), self.pacing)
    }

    /// The provider asked to slow down: nothing is sent for so long.
    pub(super) fn hold(&self, asked: Option<Duration>) {
        let until = self.clock.pace().saturating_add(asked.unwrap_or(HOLD).min(HOLD_MOST));
        let mut shares = self.shares();
        shares.held = shares.held.max(until);
    }

    fn shares(&self) -> MutexGuard<'_, Shares> {
        self.shares.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shares {
    fn of(&mut self, errand: Errand) -> &mut Share {
        match errand {
            Errand::Question => &mut self.questions,
            Errand::Opening => &mut self.openings,
        }
    }

    fn wait(&mut self, errand: Errand, now: Duration, pacing: Pacing) -> Duration {
        let held = self.held.saturating_sub(now);
        match pacing {
            Pacing::Kept => held.max(self.of(errand).wait(now)),
            Pacing::Off => held,
        }
    }
}

impl Share {
    fn wait(&self, now: Duration) -> Duration {
        let ahead = self.every.saturating_mul(self.burst.saturating_sub(1));
        self.full.saturating_sub(now.saturating_add(ahead))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn rig(pacing: Pacing) -> (Clock, Pace) {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        (clock.clone(), Pace::new(clock, pacing))
    }

    #[test]
    fn a_minute_never_has_more_requests_than_the_account_allows() {
        let (clock, pace) = rig(Pacing::Kept);
        let mut sent: Vec<Duration> = Vec::new();
        for _ in 0..1_800 {
            for errand in [Errand::Question, Errand::Opening] {
                while pace.take(errand).is_ok() {
                    sent.push(clock.pace());
                }
            }
            clock.advance(Duration::from_millis(100));
        }
        for (at, first) in sent.iter().enumerate() {
            let within = sent[at..].iter().filter(|one| **one < *first + Duration::from_secs(60));
            assert!(within.count() < 60);
        }
        assert!(sent.len() > 150, "{}", sent.len());
    }

    #[test]
    fn who_is_too_early_is_told_how_long() {
        let (clock, pace) = rig(Pacing::Kept);
        for _ in 0..QUESTION_BURST {
            assert_eq!(pace.take(Errand::Question), Ok(()));
        }
        assert_eq!(pace.take(Errand::Question), Err(QUESTION_EVERY));
        assert_eq!(pace.ready_in(Errand::Question), QUESTION_EVERY);
        assert_eq!(pace.take(Errand::Opening), Ok(()), "openings have their own share");
        clock.advance(QUESTION_EVERY);
        assert_eq!(pace.ready_in(Errand::Question), Duration::ZERO);
        assert_eq!(pace.take(Errand::Question), Ok(()));
    }

    #[test]
    fn a_hold_keeps_everything_still_even_without_a_pace() {
        for pacing in [Pacing::Kept, Pacing::Off] {
            let (clock, pace) = rig(pacing);
            pace.hold(Some(Duration::from_secs(17)));
            pace.hold(Some(Duration::from_secs(3)));
            for errand in [Errand::Question, Errand::Opening] {
                assert_eq!(pace.take(errand), Err(Duration::from_secs(17)));
            }
            clock.advance(Duration::from_secs(17));
            assert_eq!(pace.take(Errand::Opening), Ok(()));
            pace.hold(None);
            assert_eq!(pace.ready_in(Errand::Question), HOLD);
            pace.hold(Some(Duration::MAX));
            assert_eq!(pace.ready_in(Errand::Question), HOLD_MOST);
        }
    }
}
