//! How fast a bot may send: overall, to one person, to one group.

use std::time::Duration;

/// A steady rate with some messages ahead of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    /// One message each.
    every: Duration,
    /// How many may come at once after a quiet time.
    burst: u32,
}

/// Telegram's broadcasting limit: about 30 messages a second over all chats.
pub(super) const OVERALL: Rate = Rate { every: Duration::from_nanos(33_333_333), burst: 30 };
/// "Avoid more than one message per second in one chat"; short bursts pass.
pub(super) const PRIVATE: Rate = Rate { every: Duration::from_secs(1), burst: 20 };
/// 20 messages a minute to the same group.
pub(super) const GROUP: Rate = Rate { every: Duration::from_secs(3), burst: 20 };

/// How far ahead of its steady rate a sender is; the state of one limit in eight bytes, because
/// there is one for each chat (the "virtual scheduling" form of a leaky bucket).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level(Duration);

impl Level {
    /// How long until one more message is within `rate`; zero when it is now.
    pub(super) fn wait(self, now: Duration, rate: Rate) -> Duration {
        let ahead = rate.every * rate.burst.saturating_sub(1);
        self.0.saturating_sub(now).saturating_sub(ahead)
    }

    /// Counts one message.
    pub(super) fn take(&mut self, now: Duration, rate: Rate) {
        self.0 = self.0.max(now) + rate.every;
    }
}

/// Seconds as Telegram's `retry_after` writes them: never too few.
pub(super) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_one_each_second() {
        let (mut level, now) = (Level::default(), Duration::from_secs(100));
        for _ in 0..20 {
            assert_eq!(level.wait(now, PRIVATE), Duration::ZERO);
            level.take(now, PRIVATE);
        }
        assert_eq!(level.wait(now, PRIVATE), Duration::from_secs(1));
        let later = now + Duration::from_secs(1);
        assert_eq!(level.wait(later, PRIVATE), Duration::ZERO);
        level.take(later, PRIVATE);
        assert_eq!(whole_seconds(level.wait(later + Duration::from_millis(1), PRIVATE)), 1);
    }
}
