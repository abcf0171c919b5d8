//! What pays for a call, how long it may last on that, and what it costs in the end.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::domain::money::Usd;
use crate::domain::price::{Price, Usage};

/// The shortest call that can be asked for; a limit below it is read as this.
const MINUTES_LEAST: u32 = 1;
/// The provider ends every call after twelve hours; a limit beyond it is read as this.
const MINUTES_MOST: u32 = 12 * 60;

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

/// What a user could pay one call with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purse {
    /// How the running plan stands to the call.
    pub cover: Cover,
    /// What is in the wallet and not set aside.
    pub available: Usd,
    /// What of the wallet is set aside for calls on their way.
    pub held: Usd,
    /// The price without a plan.
    pub plain: Price,
    /// The price beyond a plan's own minutes.
    pub overage: Price,
    /// The longest the call may last whoever pays; zero is read as one.
    pub limit_minutes: u32,
}

/// How a user's plan stands to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// No plan runs, or it never had minutes for such calls.
    Nothing,
    /// It runs, and does not cover the destination.
    Elsewhere,
    /// It covers the call.
    Covered {
        /// Seconds that are left.
        left: u32,
        /// Seconds that are set aside for calls on their way.
        held: u32,
    },
}

/// What is set aside for a call. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Source {
    /// Seconds of the plan.
    Plan {
        /// How many.
        seconds: u32,
    },
    /// Money; nothing where a call is free.
    Wallet {
        /// How much.
        amount: Usd,
    },
}

/// Why a call has the price it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The plan covers it.
    Plan,
    /// There is no plan for such calls.
    NoPlan,
    /// The plan does not cover the destination.
    Elsewhere,
    /// The plan's minutes are used up.
    UsedUp,
}

/// How a call is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Funding {
    /// What is set aside for it.
    pub source: Source,
    /// Why from there.
    pub basis: Basis,
    /// How long it may last: what is set aside pays for no more.
    pub max_minutes: u32,
    /// The price, fixed now.
    pub price: Price,
}

/// There is not enough for the shortest call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// Why the wallet would pay.
    pub basis: Basis,
    /// The price.
    pub price: Price,
    /// What a call of one minute must be able to cost.
    pub need: Usd,
    /// What is in the wallet.
    pub have: Usd,
}

impl Purse {
    /// The longest the call may last whoever pays.
    pub fn limit(&self) -> u32 {
        self.limit_minutes.clamp(MINUTES_LEAST, MINUTES_MOST)
    }

    /// The longest call that so many seconds of a plan pay for, in minutes and as seconds set
    /// aside. `None` when not even the shortest.
    pub fn from_plan(&self, left: u32) -> Option<(u32, u32)> {
        let pays = |minutes: &u32| self.overage.worst_seconds(*minutes) <= left;
        let minutes = (MINUTES_LEAST..=self.limit()).rev().find(pays)?;
        Some((minutes, self.overage.worst_seconds(minutes)))
    }

    /// Why and at which price the wallet pays, where it does.
    pub fn outside(&self) -> (Basis, Price) {
        match self.cover {
            Cover::Nothing => (Basis::NoPlan, self.plain),
            Cover::Elsewhere => (Basis::Elsewhere, self.plain),
            Cover::Covered { .. } => (Basis::UsedUp, self.overage),
        }
    }
}

/// The worst case of a call, for as many whole minutes as there is enough for (R17): from the plan
/// if it covers the call and pays for at least one, otherwise from the wallet. The two are never
/// mixed, so that a call has one price.
pub fn fund(purse: &Purse) -> Result<Funding, Short> {
    if let Cover::Covered { left, .. } = purse.cover
        && let Some((max_minutes, seconds)) = purse.from_plan(left)
    {
        let (source, price) = (Source::Plan { seconds }, purse.overage);
        return Ok(Funding { source, basis: Basis::Plan, max_minutes, price });
    }
    let (basis, price) = purse.outside();
    let pays = |minutes: u32| {
        let amount = price.worst(minutes).filter(|amount| *amount <= purse.available)?;
        let source = Source::Wallet { amount };
        Some(Funding { source, basis, max_minutes: minutes, price })
    };
    let longest = (MINUTES_LEAST..=purse.limit()).rev().find_map(pays);
    longest.ok_or_else(|| {
        let need = price.worst(MINUTES_LEAST).unwrap_or(price.minute);
        Short { basis, price, need, have: purse.available }
    })
}

/// What the longest call costs at most that was made although there was not enough for it (R20): it
/// is owed by the wallet. `None` beyond the range.
pub fn owed(purse: &Purse) -> Option<Funding> {
    let ((basis, price), max_minutes) = (purse.outside(), purse.limit());
    let source = Source::Wallet { amount: price.worst(max_minutes)? };
    Some(Funding { source, basis, max_minutes, price })
}

/// Whether a list's call had better wait: it would be cut short or cost more, because what would
/// pay for it is set aside for calls on their way, and some of that comes back (R21). So a list
/// has no more calls on the line than there are whole holds for.
pub fn waits(purse: &Purse, funding: &Result<Funding, Short>) -> bool {
    let whole = funding.is_ok_and(|funding| funding.max_minutes == purse.limit());
    let by_plan = funding.is_ok_and(|funding| funding.basis == Basis::Plan);
    match purse.cover {
        Cover::Covered { held, .. } if held > 0 && !(whole && by_plan) => true,
        _ => !whole && !by_plan && purse.held.is_positive(),
    }
}

/// What a call costs in the end: seconds, or millionths of a dollar, as its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What the user pays, never more than was set aside (R19).
    pub amount: i64,
    /// What the call cost beyond that: the operator's expense.
    pub overrun: i64,
}

/// The charge for what became of a call, at the price it was promised. `None` if it is beyond what
/// can be counted (R4).
pub fn charge(source: Source, price: &Price, usage: Usage) -> Option<Charge> {
    let (cost, held) = match source {
        Source::Plan { seconds } => (i64::from(price.seconds(usage)), i64::from(seconds)),
        Source::Wallet { amount } => (price.usd(usage)?.as_micro(), amount.as_micro()),
    };
    Charge { amount: cost, overrun: 0 }.at_most(held)
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
mod tests;
