//! A plan that somebody holds: its days, what is said before and after they end, whether it renews,
//! and what it costs to change it.
//!
//! A paid plan's days begin when it is bought; those of the free one with the first call. When
//! they end, calls are paid for from the wallet. For [`GRACE_DAYS`] more the plan may still renew
//! by itself; nothing that its user made is touched then or later, and no minute is free.

mod bill;
#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::money::Usd;

pub use bill::{Bill, Held, Share, bill, credit, per_minute};

/// A plan's day is 24 hours from its start, so that it ends at the same hour in every zone.
const DAY_HOURS: i64 = 24;
/// How long after its end a plan may still renew by itself, and its user counts as a customer.
pub const GRACE_DAYS: i64 = 3;

/// The days of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first moment.
    pub starts: Timestamp,
    /// The first moment after.
    pub ends: Timestamp,
}

/// Where a plan is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It pays for calls.
    Running,
    /// It ended a short while ago, and pays for nothing.
    Grace,
    /// It is past.
    Over,
}

/// The moments at which something may have to be done about a plan. Stored by name.
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
    VariantArray,
    Serialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Three days before its end.
    ThreeDays,
    /// One day before its end.
    OneDay,
    /// Its end: it renews or falls back to paying for each call.
    End,
    /// A day after: it is tried once more, and the one grace notice is given.
    Grace,
    /// Two days after: it is tried once more.
    Again,
    /// The end of the grace.
    Over,
}

/// What is to be done at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Tell how many days are left and what will happen then.
    Ahead,
    /// Renew the plan if that may be; otherwise tell this.
    Renew(Tell),
    /// Nothing is tried any more; tell this.
    Close(Tell),
}

/// What is told when a plan does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// That it ended.
    Ended,
    /// That the grace runs out.
    Grace,
    /// Nothing: it was told before.
    Nothing,
}

impl Moment {
    /// Days from the end of the plan; below zero before it.
    const fn days(self) -> i64 {
        match self {
            Moment::ThreeDays => -3,
            Moment::OneDay => -1,
            Moment::End => 0,
            Moment::Grace => 1,
            Moment::Again => 2,
            Moment::Over => GRACE_DAYS,
        }
    }

    /// What is to be done, when `before` was the last moment at which something was done. After a
    /// downtime one moment stands for those that passed: whoever was not told of the end is told
    /// that, and nothing else.
    pub fn step(self, before: Option<Moment>) -> Step {
        let was_told = before >= Some(Moment::End);
        let missed = if was_told { Tell::Nothing } else { Tell::Ended };
        match self {
            Moment::ThreeDays | Moment::OneDay => Step::Ahead,
            Moment::End => Step::Renew(Tell::Ended),
            Moment::Grace if was_told => Step::Renew(Tell::Grace),
            Moment::Grace | Moment::Again => Step::Renew(missed),
            Moment::Over => Step::Close(missed),
        }
    }
}

impl Term {
    /// So many days from a moment on; `None` beyond the calendar.
    pub fn of(starts: Timestamp, days: u32) -> Option<Term> {
        let ends = starts.checked_add(length(i64::from(days))).ok()?;
        Some(Term { starts, ends })
    }

    /// Where the plan is in its life.
    pub fn phase(&self, now: Timestamp) -> Phase {
        let over = self.at(Moment::Over).unwrap_or(Timestamp::MAX);
        match now {
            now if now < self.ends => Phase::Running,
            now if now < over => Phase::Grace,
            _ => Phase::Over,
        }
    }

    /// What has come and was not done, the last of it: what lies between is left out, so that a
    /// downtime brings no burst of notices.
    pub fn come(&self, before: Option<Moment>, now: Timestamp) -> Option<Moment> {
        let open = self.open(before);
        open.take_while(|(_, at)| *at <= now).map(|(moment, _)| moment).last()
    }

    /// When the next thing is to be done.
    pub fn due(&self, before: Option<Moment>) -> Option<Timestamp> {
        self.open(before).next().map(|(_, at)| at)
    }

    /// Whole days left, a started one counted.
    pub fn days_left(&self, now: Timestamp) -> i64 {
        let hours = self.ends.duration_since(now.max(self.starts)).as_millis().max(0);
        i64::try_from(hours.div_euclid(DAY_MS) + i128::from(hours.rem_euclid(DAY_MS) > 0))
            .unwrap_or(i64::MAX)
    }

    /// Which day of the plan a moment falls in, counted from 0.
    pub fn day(&self, at: Timestamp) -> i64 {
        i64::try_from(at.duration_since(self.starts).as_millis().max(0) / DAY_MS)
            .unwrap_or(i64::MAX)
    }

    /// How much of the days is left, in milliseconds.
    pub fn share_left(&self, now: Timestamp) -> Share {
        let millis = |from: Timestamp, to: Timestamp| {
            u64::try_from(to.duration_since(from).as_millis()).unwrap_or(0)
        };
        Share { left: millis(now.max(self.starts), self.ends), of: millis(self.starts, self.ends) }
    }

    /// Notices that would come with the purchase or before it are left out.
    fn open(&self, before: Option<Moment>) -> impl Iterator<Item = (Moment, Timestamp)> + '_ {
        let later = Moment::VARIANTS.iter().filter(move |moment| Some(**moment) > before);
        let timed = later.filter_map(|moment| Some((*moment, self.at(*moment)?)));
        timed.filter(|(_, at)| *at > self.starts)
    }

    /// When a moment of this plan comes; `None` beyond the calendar.
    pub fn at(&self, moment: Moment) -> Option<Timestamp> {
        self.ends.checked_add(length(moment.days())).ok()
    }
}

/// Milliseconds of a plan's day.
const DAY_MS: i128 = DAY_HOURS as i128 * 3_600_000;

fn length(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days.saturating_mul(DAY_HOURS))
}

/// Whether a plan renews by itself. Off until its user asks for it: nobody is charged by surprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoRenew {
    /// It does.
    On,
    /// It does not.
    Off,
}

/// What decides over a renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// What the user chose.
    pub auto: AutoRenew,
    /// The price of the version that he has.
    pub price: Usd,
    /// The price of the version on sale; `None` when the plan is sold no more.
    pub offer: Option<Usd>,
    /// The higher price that he agreed to by a tap.
    pub agreed: Option<Usd>,
    /// What is in his wallet and not set aside.
    pub available: Usd,
}

/// Why a plan does not renew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRenewal {
    /// Its user does not want it to.
    Off,
    /// The free plan comes once.
    Free,
    /// It is sold no more.
    NotOnSale,
    /// It costs more now, and he has not agreed.
    Dearer {
        /// What it will cost.
        price: Usd,
    },
    /// The wallet does not cover it.
    Short {
        /// What it costs.
        price: Usd,
        /// What is missing.
        missing: Usd,
    },
}

impl Renewal {
    /// What the renewal costs, or why there is none. A higher price needs a tap, a lower one does
    /// not.
    pub fn decide(&self) -> Result<Usd, NoRenewal> {
        if self.price == Usd::ZERO {
            return Err(NoRenewal::Free);
        }
        if self.auto == AutoRenew::Off {
            return Err(NoRenewal::Off);
        }
        let price = self.offer.ok_or(NoRenewal::NotOnSale)?;
        if price > self.price.max(self.agreed.unwrap_or(Usd::ZERO)) {
            return Err(NoRenewal::Dearer { price });
        }
        match price.minus(self.available) {
            Some(missing) if missing.is_positive() => Err(NoRenewal::Short { price, missing }),
            _ => Ok(price),
        }
    }
}
