//! The price that one call is promised, and how what became of it is counted (R17, R19).

use serde::Serialize;

use crate::domain::ids::TariffId;
use crate::domain::money::Usd;

/// Seconds in a minute. The provider counts a call's longest duration in minutes, so no hold is
/// for less than one.
pub const MINUTE: u32 = 60;
/// A list's first attempts are free, answered or not: so many tell little about its numbers.
pub const FREE_FIRST: u32 = 50;
/// From then on, each answered call of a list pays for so many unanswered ones.
pub const FREE_EACH: u32 = 3;

/// The price of one call, fixed when it is paid for: a later change does not touch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Price {
    /// The row of the tariff that it comes from.
    pub tariff: TariffId,
    /// A minute of conversation.
    pub minute: Usd,
    /// A minute after the call was handed on to somebody.
    pub transfer: Usd,
    /// An unanswered attempt, once the free ones are used up; zero for a call to one number.
    pub attempt: Usd,
    /// Started steps of so many seconds are counted whole; never zero.
    pub block: u32,
    /// The fewest seconds that are counted once somebody answered.
    pub least: u32,
}

/// What became of a call, as far as its price goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// A person or a machine answered.
    Connected {
        /// Seconds of conversation.
        seconds: u32,
        /// Seconds after it was handed on, until the last leg ended.
        transferred: u32,
    },
    /// Nobody did.
    Unanswered(Attempt),
}

/// Whether an unanswered attempt is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It is not.
    Free,
    /// The free ones are used up.
    Charged,
}

/// How the attempts of one list went so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// All that came to an end, answered or not.
    pub attempts: u32,
    /// Those that were answered.
    pub answered: u32,
}

impl Tried {
    /// Whether the attempt that was counted last is charged if nobody answered it.
    pub fn unanswered(&self) -> Attempt {
        let unanswered = self.attempts.saturating_sub(self.answered);
        let free = self.answered.saturating_mul(FREE_EACH);
        if self.attempts <= FREE_FIRST || unanswered <= free {
            Attempt::Free
        } else {
            Attempt::Charged
        }
    }
}

impl Price {
    /// Of a connected time, the seconds that count: steps begun, and no fewer than the least.
    pub fn counted(&self, seconds: u32) -> u32 {
        self.stepped(seconds).max(self.least)
    }

    fn stepped(&self, seconds: u32) -> u32 {
        let block = self.block.max(1);
        seconds.div_ceil(block).saturating_mul(block)
    }

    /// The most that a call of so many minutes can cost (R17): the attempt, and its longest
    /// duration as it is counted. `None` beyond the range.
    pub fn worst(&self, minutes: u32) -> Option<Usd> {
        self.attempt.plus(self.minute.for_seconds(self.worst_seconds(minutes))?)
    }

    /// The most seconds of a plan that a call of so many minutes can use (R17).
    pub fn worst_seconds(&self, minutes: u32) -> u32 {
        self.counted(minutes.saturating_mul(MINUTE))
    }

    /// What it costs in money. `None` beyond the range.
    pub fn usd(&self, usage: Usage) -> Option<Usd> {
        match usage {
            Usage::Connected { seconds, transferred } => {
                let talk = self.minute.for_seconds(self.counted(seconds))?;
                talk.plus(self.transfer.for_seconds(self.stepped(transferred))?)
            }
            Usage::Unanswered(Attempt::Charged) => Some(self.attempt),
            Usage::Unanswered(Attempt::Free) => Some(Usd::ZERO),
        }
    }

    /// What it costs in seconds of a plan. An attempt costs as many as its fee would buy, at most
    /// the minute that every hold has: a call is paid in one coin.
    pub fn seconds(&self, usage: Usage) -> u32 {
        match usage {
            Usage::Connected { seconds, transferred } => {
                self.counted(seconds).saturating_add(self.stepped(transferred))
            }
            Usage::Unanswered(Attempt::Charged) => self.attempt_seconds(),
            Usage::Unanswered(Attempt::Free) => 0,
        }
    }

    /// The seconds of a plan that an unanswered attempt costs.
    pub fn attempt_seconds(&self) -> u32 {
        let bought = |seconds: &u32| self.minute.for_seconds(*seconds) >= Some(self.attempt);
        (0..MINUTE).find(bought).unwrap_or(MINUTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(block: u32, least: u32) -> Price {
        Price {
            tariff: TariffId(1),
            minute: Usd::cents(30),
            transfer: Usd::cents(12),
            attempt: Usd::cents(2),
            block,
            least,
        }
    }

    fn talk(seconds: u32) -> Usage {
        Usage::Connected { seconds, transferred: 0 }
    }

    #[test]
    fn r19_seconds_are_counted_in_steps_and_with_a_minimum() {
        // Step, minimum, connected, counted, micro-dollars.
        let table = [
            (1, 0, 0, 0, 0),
            (1, 0, 37, 37, 185_000),
            (1, 30, 0, 30, 150_000),
            (1, 30, 29, 30, 150_000),
            (1, 30, 31, 31, 155_000),
            (6, 0, 1, 6, 30_000),
            (6, 0, 6, 6, 30_000),
            (6, 30, 31, 36, 180_000),
            (60, 0, 61, 120, 600_000),
            (60, 60, 0, 60, 300_000),
            (0, 0, 7, 7, 35_000),
        ];
        for (block, least, seconds, counted, micro) in table {
            let price = price(block, least);
            assert_eq!(price.counted(seconds), counted, "{block}/{least}: {seconds} s");
            assert_eq!(price.usd(talk(seconds)), Some(Usd::micro(micro)), "{seconds} s");
            assert_eq!(price.seconds(talk(seconds)), counted);
        }
        assert_eq!(price(60, 0).counted(u32::MAX), u32::MAX);
    }

    #[test]
    fn r17_the_worst_case_is_the_attempt_and_the_longest_call_as_it_is_counted() {
        let table = [(1, 0, 1, 320_000), (1, 0, 5, 1_520_000), (90, 0, 1, 470_000)];
        let more = [(7, 0, 1, 335_000), (1, 120, 1, 620_000), (60, 60, 5, 1_520_000)];
        for (block, least, minutes, micro) in table.into_iter().chain(more) {
            let worst = price(block, least).worst(minutes);
            assert_eq!(worst, Some(Usd::micro(micro)), "{block}/{least}: {minutes} min");
        }
        let dear = Price { minute: Usd::micro(i64::MAX), ..price(1, 0) };
        assert_eq!(dear.worst(1), None);
    }

    #[test]
    fn a_transfer_is_charged_until_its_last_leg_ends() {
        let usage = Usage::Connected { seconds: 10, transferred: 61 };
        assert_eq!(price(1, 0).usd(usage), Some(Usd::micro(50_000 + 122_000)));
        assert_eq!(price(60, 60).usd(usage), Some(Usd::micro(300_000 + 240_000)));
        assert_eq!(price(1, 0).seconds(usage), 71);
    }

    #[test]
    fn an_unanswered_attempt_is_free_or_has_its_fee() {
        let price = price(60, 60);
        let [free, charged] = [Attempt::Free, Attempt::Charged].map(Usage::Unanswered);
        assert_eq!((price.usd(free), price.seconds(free)), (Some(Usd::ZERO), 0));
        assert_eq!((price.usd(charged), price.seconds(charged)), (Some(Usd::cents(2)), 4));
        let dear = Price { attempt: Usd::cents(100), ..price };
        assert_eq!(dear.attempt_seconds(), 60);
        let none = Price { attempt: Usd::ZERO, minute: Usd::ZERO, ..price };
        assert_eq!(none.attempt_seconds(), 0);
    }

    #[test]
    fn fifty_attempts_are_free_and_then_three_for_each_that_was_answered() {
        let table = [
            (1, 0, Attempt::Free),
            (50, 0, Attempt::Free),
            (51, 0, Attempt::Charged),
            (51, 12, Attempt::Charged),
            (52, 13, Attempt::Free),
            (53, 13, Attempt::Charged),
            (1_000, 250, Attempt::Free),
            (1_001, 250, Attempt::Charged),
        ];
        for (attempts, answered, want) in table {
            let tried = Tried { attempts, answered };
            assert_eq!(tried.unanswered(), want, "{answered} of {attempts}");
        }
    }
}
