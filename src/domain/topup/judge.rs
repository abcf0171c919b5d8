//! What a sighting of a transfer leads to (R10–R15).
//!
//! Everything is judged from the sum of the transfers, never from the last one alone, and nothing
//! is guessed: where a rate or an amount is missing, the answer is to wait.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::domain::coin::{Coin, Units};
use crate::domain::money::Usd;
use crate::domain::payment::{Sighting, Stage};
use crate::domain::rate::Rate;
use crate::domain::topup::{Arrival, Open, Standing, State, Topup, credited};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// How long a dollar coin's rate holds: people send from exchanges, which take their time (R10).
const DOLLAR_LOCK_MS: i64 = 60 * MINUTE_MS;
/// How long any other coin's rate holds (R10).
const VOLATILE_LOCK_MS: i64 = 15 * MINUTE_MS;
/// A transfer this long after the lock is not credited by itself: the provider may have given the
/// address to somebody else (R12).
pub const LATE_MOST_MS: i64 = 24 * HOUR_MS;
/// How far a chain's clock may be behind ours before a transfer counts as older than its payment.
const SKEW_MS: i64 = 10 * MINUTE_MS;
/// What is forgiven: this part of the amount (0.5 %), …
const TOLERANCE_PART: i64 = 200;
/// … or this much if it is more, …
const TOLERANCE_LEAST: Usd = Usd::cents(10);
/// … and never more than this (R11).
const TOLERANCE_MOST: Usd = Usd::cents(100);
/// More than this many times the amount is a mistake of somebody's (R15).
const TIMES_MOST: i128 = 3;

/// What a sighting is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The top-up as it is kept.
    pub topup: &'a Topup,
    /// The most that is credited without an operator.
    pub cap: Usd,
    /// The newest rate of the coin, if there is one.
    pub rate: Option<&'a Rate>,
    /// Now, milliseconds UTC.
    pub now_ms: i64,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Nothing, for now.
    Wait(Wait),
    /// The transfer is on its way: its user is told.
    Detected,
    /// It is credited.
    Credit(Credit),
    /// An operator decides.
    Review(Why),
    /// The provider sent the coins back.
    Refunded,
}

/// Why nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing came.
    Nothing,
    /// It was dealt with before.
    Known,
    /// The provider does not say yet how much came.
    Amount,
    /// There is no fresh rate.
    Rate,
    /// Money stands still.
    Frozen,
}

/// A credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// What came.
    pub units: Units,
    /// What that is worth.
    pub value: Usd,
    /// What the operator adds to make the amount whole (R11).
    pub allowance: Usd,
    /// Whether the rate was still locked.
    pub time: Time,
    /// How all transfers together compare with what was asked for.
    pub size: Size,
}

/// Whether a transfer came within the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// It did: the locked rate counts.
    Locked,
    /// It did not.
    Late,
}

/// How what came compares with what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As much, give or take the tolerance.
    Exact,
    /// Less.
    Short,
    /// More: all of it is credited (R13).
    Over,
}

/// Why an operator must look. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Another coin or network than was asked for (R15).
    WrongCoin,
    /// Found by the provider's search for lost coins (R15).
    Recovered,
    /// More than three times what was asked for (R15).
    TooMuch,
    /// More than the operator lets through (R15).
    Cap,
    /// More than a day after the lock (R12).
    TooLate,
    /// At a moment when the address was another payment's (R12).
    Reused,
    /// A further transfer after the payment was credited (R14).
    Second,
    /// The amount cannot be valued, or stays unknown.
    Unmeasured,
    /// A payment that nobody here asked for (R8).
    Unknown,
}

/// How long a coin's rate is promised, milliseconds (R10).
pub const fn lock_ms(coin: Coin) -> i64 {
    // The operator's own price of a Star does not move either.
    if coin.is_dollar() || !coin.is_on_chain() { DOLLAR_LOCK_MS } else { VOLATILE_LOCK_MS }
}

/// How much may be missing from an amount without anybody noticing (R11).
pub fn tolerance(asked: Usd) -> Usd {
    let part = Usd::micro(asked.as_micro() / TOLERANCE_PART);
    part.max(TOLERANCE_LEAST).min(TOLERANCE_MOST)
}

/// Judges one sighting. The same sighting again is known, however often it comes (R6).
pub fn judge(case: &Case<'_>, sighting: &Sighting) -> Judgement {
    let Some(open) = &case.topup.open else { return Judgement::Wait(Wait::Nothing) };
    match sighting.stage {
        Stage::Waiting | Stage::Failed => Judgement::Wait(Wait::Nothing),
        Stage::Pending => pending(case.topup, sighting),
        Stage::Refunded => refunded(case.topup),
        // Stuck coins did arrive: that the provider cannot pass them on is not the user's loss.
        Stage::Arrived | Stage::Stuck => arrived(case, open, sighting),
    }
}

/// What was credited stays credited: the operator settles that with the provider.
fn refunded(topup: &Topup) -> Judgement {
    if topup.state == State::Refunded || topup.arrivals.iter().any(is_done) {
        return Judgement::Wait(Wait::Known);
    }
    Judgement::Refunded
}

fn pending(topup: &Topup, sighting: &Sighting) -> Judgement {
    if seen(topup, sighting).is_some() || topup.arrivals.iter().any(is_done) {
        return Judgement::Wait(Wait::Known);
    }
    Judgement::Detected
}

fn arrived(case: &Case<'_>, open: &Open, sighting: &Sighting) -> Judgement {
    let topup = case.topup;
    if topup.arrivals.iter().any(|arrival| is_done(arrival) && is_same(arrival, sighting)) {
        return Judgement::Wait(Wait::Known);
    }
    if sighting.recovered {
        return Judgement::Review(Why::Recovered);
    }
    if sighting.coin.is_some_and(|coin| coin != topup.coin) {
        return Judgement::Review(Why::WrongCoin);
    }
    let was_seen = seen(topup, sighting);
    // What was on its way before the first credit belongs to the payment; what comes after does
    // not, for by then the address may be another's.
    if was_seen.is_none() && topup.arrivals.iter().any(is_done) {
        return Judgement::Review(Why::Second);
    }
    let Some(units) = sighting.received else { return Judgement::Wait(Wait::Amount) };
    if units.0 <= 0 {
        return Judgement::Wait(Wait::Nothing);
    }
    // The provider writes some times later than we saw the transfer: the earliest counts.
    let first = was_seen.map_or(case.now_ms, |arrival| arrival.first_ms);
    let at = sighting.seen_ms.map_or(first, |seen| seen.min(first));
    let time = match timing(topup, open, at) {
        Ok(time) => time,
        Err(why) => return Judgement::Review(why),
    };
    match worth(topup, units, time, case.rate, case.now_ms) {
        Worth::Is(value) => credit(case, open, sighting, units, value, time),
        Worth::NoRate => Judgement::Wait(Wait::Rate),
        Worth::Beyond => Judgement::Review(Why::Unmeasured),
    }
}

fn credit(
    case: &Case<'_>,
    open: &Open,
    sighting: &Sighting,
    units: Units,
    value: Usd,
    time: Time,
) -> Judgement {
    let (topup, asked) = (case.topup, open.quote.usd);
    let Some(sum) = credited(&topup.arrivals).and_then(|sum| sum.plus(value)) else {
        return Judgement::Review(Why::Unmeasured);
    };
    if i128::from(sum.as_micro()) > i128::from(asked.as_micro()) * TIMES_MOST {
        return Judgement::Review(Why::TooMuch);
    }
    if sum > case.cap {
        return Judgement::Review(Why::Cap);
    }
    // What is still on its way may yet make it whole: nothing is added before it came.
    let others = topup
        .arrivals
        .iter()
        .any(|arrival| arrival.standing == Standing::Seen && arrival.chain_tx != sighting.chain_tx);
    let may_add = !others && (time == Time::Locked || topup.coin.is_dollar());
    let missing = asked.minus(sum).unwrap_or(Usd::ZERO);
    let within = missing.is_positive() && missing <= tolerance(asked);
    let allowance = if may_add && within { missing } else { Usd::ZERO };
    let size = if missing > allowance {
        Size::Short
    } else if sum.minus(asked).is_some_and(|over| over > tolerance(asked)) {
        Size::Over
    } else {
        Size::Exact
    };
    Judgement::Credit(Credit { units, value, allowance, time, size })
}

/// What an amount is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// So much, more than nothing.
    Is(Usd),
    /// It takes a fresh rate, and there is none.
    NoRate,
    /// It cannot be counted, or is worth nothing.
    Beyond,
}

/// What an amount of the top-up's own coin is worth: a dollar coin its dollars, Stars what their
/// invoice said, any other the locked rate (R10), or when late the lower of that and the present
/// one (R12).
pub fn worth(topup: &Topup, units: Units, time: Time, rate: Option<&Rate>, now_ms: i64) -> Worth {
    let coin = topup.coin;
    let Some(open) = &topup.open else { return Worth::Beyond };
    let value = match (coin.is_dollar(), time) {
        (true, _) => Some(Usd::micro(units.0)),
        // No market has a price of Stars: what the invoice said counts, early or late.
        (false, _) if !coin.is_on_chain() => open.quote.value(units),
        (false, Time::Locked) => open.quote.value(units),
        (false, Time::Late) => {
            let known = |rate: &&Rate| rate.symbol == coin.symbol() && rate.is_fresh(now_ms);
            let Some(rate) = rate.filter(known) else {
                return Worth::NoRate;
            };
            let present = rate.value(coin, units);
            open.quote.value(units).zip(present).map(|(locked, present)| locked.min(present))
        }
    };
    match value.filter(|value| value.is_positive()) {
        Some(value) => Worth::Is(value),
        None => Worth::Beyond,
    }
}

/// Whether a transfer at this moment is within the lock, late, or for an operator.
fn timing(topup: &Topup, open: &Open, at_ms: i64) -> Result<Time, Why> {
    let until = open.locked_until.as_millisecond();
    if topup.reissued_ms.is_some_and(|reissued| at_ms >= reissued) {
        return Err(Why::Reused);
    }
    if at_ms < open.quoted.as_millisecond().saturating_sub(SKEW_MS) {
        return Err(Why::Reused);
    }
    if at_ms > until.saturating_add(LATE_MOST_MS) {
        return Err(Why::TooLate);
    }
    Ok(if at_ms > until { Time::Late } else { Time::Locked })
}

/// Whether it was decided about.
fn is_done(arrival: &Arrival) -> bool {
    arrival.standing != Standing::Seen
}

/// Whether a sighting is of this transfer. Where one of them does not name the transfer, the amount
/// tells: the same amount under the same payment is the same transfer.
fn is_same(arrival: &Arrival, sighting: &Sighting) -> bool {
    match (&arrival.chain_tx, &sighting.chain_tx) {
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => sighting.received.is_none() || arrival.units == sighting.received,
    }
}

/// The transfer as it was first seen; one that has no name yet may be it.
fn seen<'a>(topup: &'a Topup, sighting: &Sighting) -> Option<&'a Arrival> {
    let named = sighting.chain_tx.is_some();
    let mut seen = topup.arrivals.iter().filter(|arrival| arrival.standing == Standing::Seen);
    seen.find(|arrival| {
        arrival.chain_tx == sighting.chain_tx || arrival.chain_tx.is_none() || !named
    })
}

#[cfg(test)]
mod tests;
