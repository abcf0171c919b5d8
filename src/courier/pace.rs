//! How fast the bot may speak: Telegram's limits, and its requests to slow down.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::Clock as Ticks;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::clock::Clock;
use crate::domain::ids::ChatId;
use crate::store::outbox::Go;

/// Telegram's overall limit, messages a second.
const OVERALL: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);
/// Telegram asks for one message a second in a chat; short bursts pass.
const CHAT: NonZeroU32 = NonZeroU32::MIN;
/// The burst that passes.
const CHAT_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
/// So many chats told to wait within a second mean that the whole bot is too fast.
const CHATS_TOLD: usize = 3;
/// How many chats' rates are remembered before the quiet ones are forgotten.
const CHATS_KEPT: usize = 10_000;

/// Whether the limits are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// As Telegram asks.
    Kept,
    /// Not at all: for measuring, and for tests of other things.
    Off,
}

/// The pace clock, as the limiter wants it.
#[derive(Clone)]
struct PaceClock(Clock);

impl Ticks for PaceClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.pace()
    }
}

type Keyed = RateLimiter<ChatId, DashMapStateStore<ChatId>, PaceClock, NoOpMiddleware<Duration>>;
type Whole = RateLimiter<NotKeyed, InMemoryState, PaceClock, NoOpMiddleware<Duration>>;

pub(super) struct Pace {
    clock: Clock,
    limits: Limits,
    chats: Keyed,
    whole: Whole,
    told: Mutex<Told>,
}

/// What Telegram asked for.
#[derive(Default)]
struct Told {
    chats: HashMap<ChatId, Duration>,
    recent: VecDeque<(Duration, ChatId)>,
    all_until: Duration,
    /// A message the bot may send that its chat could not: kept for the next chat.
    spare: bool,
}

impl Pace {
    pub(super) fn new(clock: Clock, limits: Limits) -> Pace {
        let ticks = PaceClock(clock.clone());
        let chat_quota = Quota::per_second(CHAT).allow_burst(CHAT_BURST);
        let chats = RateLimiter::new(chat_quota, DashMapStateStore::default(), ticks.clone());
        let whole = RateLimiter::new(Quota::per_second(OVERALL), InMemoryState::default(), ticks);
        Pace { clock, limits, chats, whole, told: Mutex::default() }
    }

    /// Whether this chat may speak. A [`Go::Now`] uses up one message of its allowance, so it is
    /// asked just before a row is taken.
    pub(super) fn may(&self, chat: ChatId) -> Go {
        let now = self.clock.pace();
        let mut told = self.told();
        if told.all_until > now {
            return Go::Nothing;
        }
        if told.chats.get(&chat).is_some_and(|until| *until > now) {
            return Go::NotThisChat;
        }
        told.chats.remove(&chat);
        if self.limits == Limits::Off {
            return Go::Now;
        }
        if !told.spare && self.whole.check().is_err() {
            return Go::Nothing;
        }
        if self.chats.len() > CHATS_KEPT {
            self.chats.retain_recent();
        }
        told.spare = self.chats.check_key(&chat).is_err();
        if told.spare { Go::NotThisChat } else { Go::Now }
    }

    /// Keeps a chat quiet as long as Telegram asked; three chats within a second, the whole bot.
    pub(super) fn pause(&self, chat: ChatId, wait: Duration) {
        let now = self.clock.pace();
        let mut told = self.told();
        told.chats.insert(chat, now + wait);
        told.recent.push_back((now, chat));
        told.recent.retain(|(at, _)| now.saturating_sub(*at) <= Duration::from_secs(1));
        let mut seen: Vec<ChatId> = told.recent.iter().map(|(_, chat)| *chat).collect();
        seen.sort_unstable_by_key(|chat| chat.0);
        seen.dedup();
        if seen.len() >= CHATS_TOLD {
            told.all_until = told.all_until.max(now + wait);
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn allowed(pace: &Pace, chat: i64, tries: usize) -> usize {
        (0..tries).filter(|_| pace.may(ChatId(chat)) == Go::Now).count()
    }

    #[test]
    fn a_chat_may_burst_and_then_speaks_once_a_second() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let pace = Pace::new(clock.clone(), Limits::Kept);
        assert_eq!(allowed(&pace, 1, 50), 10);
        clock.advance(Duration::from_secs(1));
        assert_eq!(allowed(&pace, 1, 50), 1);
    }

    #[test]
    fn all_chats_together_stay_below_thirty_a_second() {
        let pace = Pace::new(Clock::manual(Timestamp::UNIX_EPOCH), Limits::Kept);
        assert_eq!((0..100).map(|chat| allowed(&pace, chat, 1)).sum::<usize>(), 30);
        assert_eq!(pace.may(ChatId(200)), Go::Nothing);
    }

    #[test]
    fn a_chat_that_must_wait_takes_nothing_from_the_others() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let pace = Pace::new(clock.clone(), Limits::Kept);
        assert_eq!(allowed(&pace, 1, 20), 10);
        assert_eq!((2..100).map(|chat| allowed(&pace, chat, 1)).sum::<usize>(), 20);
    }

    #[test]
    fn one_chat_told_to_wait_waits_alone_and_three_stop_the_bot() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let pace = Pace::new(clock.clone(), Limits::Off);
        let wait = Duration::from_secs(5);
        pace.pause(ChatId(1), wait);
        pace.pause(ChatId(1), wait);
        pace.pause(ChatId(2), wait);
        assert_eq!((pace.may(ChatId(1)), pace.may(ChatId(9))), (Go::NotThisChat, Go::Now));
        pace.pause(ChatId(3), wait);
        assert_eq!(pace.may(ChatId(9)), Go::Nothing);
        clock.advance(wait);
        assert_eq!((pace.may(ChatId(9)), pace.may(ChatId(1))), (Go::Now, Go::Now));
    }
}
