//! What a coin costs in dollars at a moment, and which of the readings of it are believed.

use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use strum::{EnumString, IntoStaticStr};

use crate::domain::coin::{Coin, Units};
use crate::domain::money::Usd;

/// A rate older than this is neither taken nor quoted: five minutes.
pub const FRESH_MS: i64 = 5 * 60_000;
/// How far the source's clock may be ahead of ours, so that a rate from the future is noticed.
const AHEAD_MOST_MS: i64 = 60_000;
/// A change beyond this, in per cent of the last good rate, is believed at the second reading.
const JUMP_PERCENT: i128 = 20;
/// How near, in per cent, the second reading must be to the first for both to mean one thing.
const AGREE_PERCENT: i128 = 5;
/// The symbol of the dollar coins.
pub const DOLLAR_COIN: &str = "USDT";
/// Where a dollar coin holds, in micro-dollars, both ends included.
const HOLDS: std::ops::RangeInclusive<i64> = 980_000..=1_020_000;
/// Readings in a row that pause the quotes of dollar coins, and as many that resume them.
const RUN: u32 = 3;
/// A pause that no reading confirms ends after a day: top-ups in dollar coins must go on when the
/// source of rates is down for good or was taken away.
const PAUSE_LAPSES_MS: i64 = 24 * 3_600_000;

/// One rate, as its source gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The symbol: `BTC`.
    pub symbol: &'static str,
    /// Dollars for one coin; more than zero.
    pub usd: Usd,
    /// When the source fixed it, milliseconds UTC.
    pub at_ms: i64,
}

impl Rate {
    /// What an amount of `coin` is worth, rounded down; `None` beyond the range, or when the rate
    /// is another coin's.
    pub fn value(&self, coin: Coin, units: Units) -> Option<Usd> {
        if coin.symbol() != self.symbol {
            return None;
        }
        let product = i128::from(units.0).checked_mul(i128::from(self.usd.as_micro()))?;
        let micro = product.checked_div(10_i128.checked_pow(coin.places())?)?;
        i64::try_from(micro).ok().map(Usd::micro)
    }

    /// Whether it may still be quoted at `now_ms`.
    pub fn is_fresh(&self, now_ms: i64) -> bool {
        now_ms.saturating_sub(self.at_ms) <= FRESH_MS
    }

    /// Whether the two differ by no more than so many per cent of this one.
    fn is_within(&self, percent: i128, other: &Rate) -> bool {
        let own = i128::from(self.usd.as_micro());
        let apart = own - i128::from(other.usd.as_micro());
        apart.abs() * 100 <= own * percent
    }
}

/// Reads a price as sources write it: `102024.00000000`, `1e-7`. What is below a micro-dollar is
/// cut off; what then is not above zero, and all that is no plain number, is refused (R4).
pub fn price(text: &str) -> Option<Usd> {
    let text = text.trim();
    if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+')) {
        return None;
    }
    let price = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok()?;
    let micro = price.checked_mul(Decimal::from(1_000_000))?;
    let micro = micro.round_dp_with_strategy(0, RoundingStrategy::ToZero).to_i64()?;
    (micro > 0).then(|| Usd::micro(micro))
}

/// What becomes of a reading. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// It is the rate from now on.
    Accepted,
    /// It jumps: the rate stays what it was until a second reading agrees.
    Held,
    /// It is not newer than what is known: nothing was learnt.
    Known,
    /// It is older than [`FRESH_MS`].
    Stale,
    /// It is from the future.
    Ahead,
}

impl Verdict {
    /// Whether the source did its part: it answered with a present rate.
    pub fn is_usable(self) -> bool {
        !matches!(self, Verdict::Stale | Verdict::Ahead)
    }
}

/// Judges a reading at `now_ms`, given the last good rate and the one that is held, if any.
///
/// Two copies of one answer are one reading: only a later one can confirm what is held.
pub fn judge(last: Option<&Rate>, held: Option<&Rate>, reading: &Rate, now_ms: i64) -> Verdict {
    if !reading.is_fresh(now_ms) {
        return Verdict::Stale;
    }
    if reading.at_ms.saturating_sub(now_ms) > AHEAD_MOST_MS {
        return Verdict::Ahead;
    }
    if [last, held].into_iter().flatten().any(|known| known.at_ms >= reading.at_ms) {
        return Verdict::Known;
    }
    let near = |known: Option<&Rate>, percent| known.is_some_and(|k| k.is_within(percent, reading));
    let agreed = held.is_some_and(|held| held.is_fresh(now_ms)) && near(held, AGREE_PERCENT);
    if last.is_none() || near(last, JUMP_PERCENT) || agreed {
        Verdict::Accepted
    } else {
        Verdict::Held
    }
}

/// Whether a dollar coin is taken for a dollar. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Peg {
    /// It is, also while nobody knows better.
    Holds,
    /// It has left its band: no new top-up in dollar coins is quoted. Open ones keep their quote.
    Paused,
}

/// How the dollar coin stands: its guard counts readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// What was last decided.
    pub peg: Peg,
    /// Readings in a row that speak against it; fewer than three.
    pub run: u32,
    /// When the source fixed the last reading, milliseconds UTC.
    pub at_ms: i64,
}

impl Watch {
    /// Before the first reading.
    pub const NEW: Watch = Watch { peg: Peg::Holds, run: 0, at_ms: i64::MIN };

    /// After one more reading. One that is not later than the last counts for nothing. A reading
    /// that is held as a jump counts: a dollar coin that falls by a quarter must not go unseen.
    #[must_use]
    pub fn after(self, reading: &Rate) -> Watch {
        if reading.at_ms <= self.at_ms {
            return self;
        }
        let seen = match HOLDS.contains(&reading.usd.as_micro()) {
            true => Peg::Holds,
            false => Peg::Paused,
        };
        let run = if seen == self.peg { 0 } else { self.run + 1 };
        let (peg, run) = if run >= RUN { (seen, 0) } else { (self.peg, run) };
        Watch { peg, run, at_ms: reading.at_ms }
    }

    /// What holds at `now_ms`.
    pub fn holds(self, now_ms: i64) -> Peg {
        let lapsed = now_ms.saturating_sub(self.at_ms) > PAUSE_LAPSES_MS;
        if lapsed { Peg::Holds } else { self.peg }
    }
}

#[cfg(test)]
mod tests;
