//! Trust, which grows by behaviour and is never bought (C-18).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// How far a user is trusted. Stored by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Nobody knows him: he calls his own proved numbers.
    New,
    /// An operator invited him or accepted his card.
    Verified,
    /// Verified, and long enough without a complaint.
    Trusted,
    /// Runs the bot.
    Operator,
}

/// Own numbers that a newcomer may have proved at one time.
pub const OWN_MOST: usize = 3;
/// How long a verified user calls before he is trusted.
const TRUST_AFTER: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The answered calls that it takes besides.
pub const TRUST_ANSWERED: u32 = 300;

impl Tier {
    /// Calls in 24 hours; an operator's are limited by the provider's plan alone.
    pub fn per_day(self) -> u32 {
        match self {
            Tier::New => 10,
            Tier::Verified => 300,
            Tier::Trusted => 3_000,
            Tier::Operator => u32::MAX,
        }
    }

    /// Whether he may call numbers that are not his own.
    pub fn calls_others(self) -> bool {
        self != Tier::New
    }
}

/// A verified user's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Since when he is verified.
    pub since: Timestamp,
    /// Calls that were answered, as far as they were counted: up to [`TRUST_ANSWERED`].
    pub answered: u32,
    /// Whether a brake was ever on since.
    pub braked: Braked,
}

/// Whether a brake stopped one of his runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Braked {
    /// None did.
    Never,
    /// One did.
    Once,
}

/// Whether a verified user is trusted from now on.
pub fn is_trusted(record: &Record, at: Timestamp) -> bool {
    let long = record.since.checked_add(TRUST_AFTER).is_ok_and(|then| then <= at);
    long && record.answered >= TRUST_ANSWERED && record.braked == Braked::Never
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c18_trust_takes_time_calls_and_no_brake() {
        let since: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
        let good = Record { since, answered: 300, braked: Braked::Never };
        let then = since + TRUST_AFTER;
        assert!(is_trusted(&good, then));
        assert!(!is_trusted(&good, then - SignedDuration::from_secs(1)));
        assert!(!is_trusted(&Record { answered: 299, ..good }, then));
        assert!(!is_trusted(&Record { braked: Braked::Once, ..good }, then));
    }

    #[test]
    fn c18_the_caps_of_the_tiers() {
        let caps = [Tier::New, Tier::Verified, Tier::Trusted].map(Tier::per_day);
        assert_eq!(caps, [10, 300, 3_000]);
        assert!(!Tier::New.calls_others() && Tier::Verified.calls_others());
    }
}
