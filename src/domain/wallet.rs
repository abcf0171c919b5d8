//! What pays for a call, how long it may last on that, and what it costs in the end.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::domain::money::Usd;

/// A call is paid for in whole minutes ahead (R17).
const MINUTE: u32 = 60;
/// The shortest call that can be asked for; a limit below it is read as this.
const MINUTES_LEAST: u32 = 1;

/// Which of a plan's two stocks of minutes a call draws on, and which tariff. Stored by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// A call to one number.
    Single,
    /// A call of a list.
    Bulk,
}

/// Whether a plan counts the minutes of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlimited {
    /// It does not.
    Yes,
    /// It does.
    No,
}

/// What a user could pay for one call with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purse {
    /// Seconds left in the bucket of the running plan; zero without one.
    pub plan_seconds: u32,
    /// Whether the running plan pays for any length.
    pub plan_unlimited: Unlimited,
    /// What is in the wallet and not set aside.
    pub available: Usd,
    /// The price of a minute outside a plan.
    pub rate: Usd,
    /// The longest the call may last whoever pays; zero is read as one.
    pub limit_minutes: u32,
}

/// What is set aside for a call. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Source {
    /// Seconds of the plan, in whole minutes.
    Plan {
        /// How many.
        seconds: u32,
    },
    /// Nothing: the plan does not count them.
    PlanUnlimited,
    /// Money; nothing where a minute is free.
    Wallet {
        /// How much.
        amount: Usd,
    },
}

/// How a call is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Funding {
    /// What is set aside for it.
    pub source: Source,
    /// How long it may last: what is set aside pays for no more.
    pub max_minutes: u32,
    /// The price of a minute, fixed now: a later change does not touch this call.
    pub rate: Usd,
}

/// There is not enough for one minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// The price of one minute.
    pub need: Usd,
    /// What is in the wallet.
    pub have: Usd,
}

/// The worst case of a call, in whole minutes (R17): from the plan if it pays for at least one,
/// otherwise from the wallet. The two are never mixed, so that a call has one price.
pub fn fund(purse: &Purse) -> Result<Funding, Short> {
    let limit = purse.limit_minutes.max(MINUTES_LEAST);
    let (source, max_minutes) = if purse.plan_unlimited == Unlimited::Yes {
        (Source::PlanUnlimited, limit)
    } else if purse.plan_seconds >= MINUTE {
        let minutes = limit.min(purse.plan_seconds / MINUTE);
        (Source::Plan { seconds: minutes * MINUTE }, minutes)
    } else {
        from_wallet(purse, limit)?
    };
    Ok(Funding { source, max_minutes, rate: purse.rate })
}

fn from_wallet(purse: &Purse, limit: u32) -> Result<(Source, u32), Short> {
    let short = Short { need: purse.rate, have: purse.available };
    // A price of zero fits any number of times.
    let minutes = purse.available.times(purse.rate).unwrap_or(limit).min(limit);
    if minutes == 0 {
        return Err(short);
    }
    let amount = purse.rate.for_minutes(minutes).ok_or(short)?;
    Ok((Source::Wallet { amount }, minutes))
}

/// What a call costs in the end: seconds, or millionths of a dollar, as its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What the user pays, never more than was set aside (R19).
    pub amount: i64,
    /// What the call cost beyond that: the operator's expense.
    pub overrun: i64,
}

/// The charge for `seconds` of conversation at `rate` a minute, to the second. `None` if the
/// price is beyond what can be counted (R4).
pub fn charge(source: Source, seconds: u32, rate: Usd) -> Option<Charge> {
    let (price, held) = match source {
        Source::Plan { seconds: held } => (i64::from(seconds), i64::from(held)),
        Source::PlanUnlimited => (0, 0),
        Source::Wallet { amount } => (rate.for_seconds(seconds)?.as_micro(), amount.as_micro()),
    };
    Charge { amount: price, overrun: 0 }.at_most(held)
}

impl Charge {
    /// The same price, of which the user pays no more than `most`.
    pub fn at_most(self, most: i64) -> Option<Charge> {
        let amount = self.amount.min(most);
        let overrun = self.overrun.checked_add(self.amount.checked_sub(amount)?)?;
        Some(Charge { amount, overrun })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Usd = Usd::cents(30);

    fn purse(plan_seconds: u32, available: Usd) -> Purse {
        let plan_unlimited = Unlimited::No;
        Purse { plan_seconds, plan_unlimited, available, rate: RATE, limit_minutes: 10 }
    }

    fn from_plan(minutes: u32) -> Result<Funding, Short> {
        let source = Source::Plan { seconds: minutes * 60 };
        Ok(Funding { source, max_minutes: minutes, rate: RATE })
    }

    fn paid(cents: i32, minutes: u32) -> Result<Funding, Short> {
        let source = Source::Wallet { amount: Usd::cents(cents) };
        Ok(Funding { source, max_minutes: minutes, rate: RATE })
    }

    #[test]
    fn r17_whole_minutes_from_the_plan_then_from_the_wallet() {
        let short = |cents| Err(Short { need: RATE, have: Usd::cents(cents) });
        let cases = [
            (0, 0, short(0)),
            (59, 29, short(29)),
            (0, 30, paid(30, 1)),
            (59, 89, paid(60, 2)),
            (0, 100_000, paid(300, 10)),
            (60, 0, from_plan(1)),
            (119, 100_000, from_plan(1)),
            (600, 0, from_plan(10)),
            (u32::MAX, 0, from_plan(10)),
        ];
        for (seconds, cents, want) in cases {
            assert_eq!(fund(&purse(seconds, Usd::cents(cents))), want, "{seconds} s, {cents} ct");
        }
    }

    #[test]
    fn odd_purses_are_answered() {
        let broke = purse(0, Usd::cents(-1));
        assert_eq!(fund(&broke), Err(Short { need: RATE, have: Usd::cents(-1) }));
        let no_limit = Purse { limit_minutes: 0, ..purse(600, Usd::ZERO) };
        assert_eq!(fund(&no_limit), from_plan(1));
        let rich = Purse { limit_minutes: u32::MAX, ..purse(0, Usd::micro(i64::MAX)) };
        assert!(fund(&rich).is_ok());
        let free = Purse { rate: Usd::ZERO, ..purse(0, Usd::ZERO) };
        let source = Source::Wallet { amount: Usd::ZERO };
        assert_eq!(fund(&free), Ok(Funding { source, max_minutes: 10, rate: Usd::ZERO }));
        let unlimited = Purse { plan_unlimited: Unlimited::Yes, ..broke };
        let source = Source::PlanUnlimited;
        assert_eq!(fund(&unlimited), Ok(Funding { source, max_minutes: 10, rate: RATE }));
    }

    #[test]
    fn r19_a_charge_never_exceeds_what_was_set_aside() {
        let plan = Source::Plan { seconds: 120 };
        let wallet = Source::Wallet { amount: Usd::cents(60) };
        let cases = [
            (plan, 0, (0, 0)),
            (plan, 37, (37, 0)),
            (plan, 120, (120, 0)),
            (plan, 121, (120, 1)),
            (wallet, 0, (0, 0)),
            (wallet, 1, (5_000, 0)),
            (wallet, 120, (600_000, 0)),
            (wallet, 180, (600_000, 300_000)),
            (Source::PlanUnlimited, 7_200, (0, 0)),
        ];
        for (source, seconds, (amount, overrun)) in cases {
            let want = Some(Charge { amount, overrun });
            assert_eq!(charge(source, seconds, RATE), want, "{source:?}, {seconds} s");
        }
        assert_eq!(charge(wallet, u32::MAX, Usd::micro(i64::MAX)), None);
    }
}
