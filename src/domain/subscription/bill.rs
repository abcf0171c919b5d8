//! What a plan costs somebody: its price, less a coupon, less what is left of the plan he has.

use crate::domain::money::Usd;

/// A tenth of a cent: prices of minutes are shown no finer.
const TENTH: i64 = 1_000;
/// A coupon takes off so much of a hundred.
const HUNDRED: i128 = 100;

/// So much of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What is left.
    pub left: u64,
    /// What there was; zero where the plan had none of it, which then limits nothing.
    pub of: u64,
}

/// The plan that somebody has, as it counts towards another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// What he paid for it, credit of an earlier plan included and coupons not; nothing for Free.
    pub paid: Usd,
    /// Its days.
    pub days: Share,
    /// Its minutes of calls to lists.
    pub bulk: Share,
    /// Its minutes of calls to one number, those of fair use included.
    pub single: Share,
}

/// What is paid for a plan, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// What it costs everybody.
    pub price: Usd,
    /// What a coupon takes off.
    pub discount: Usd,
    /// What is left of the plan before.
    pub credit: Usd,
    /// What leaves the wallet.
    pub charge: Usd,
}

impl Bill {
    /// What was paid for the plan: this is what a later change may credit.
    pub fn paid(&self) -> Option<Usd> {
        self.charge.plus(self.credit)
    }
}

/// What is left of a plan in money: the price paid by the smallest share of days, list minutes and
/// single minutes that is left, rounded down. Who used all minutes on the first day has nothing
/// left, however many days there are.
pub fn credit(held: &Held) -> Usd {
    let shares = [held.days, held.bulk, held.single];
    let counted = shares.into_iter().filter(|share| share.of > 0);
    let parts = counted.map(|share| part(held.paid, share));
    parts.min().unwrap_or(Usd::ZERO)
}

fn part(paid: Usd, share: Share) -> Usd {
    let whole = i128::from(paid.as_micro().max(0));
    let left = i128::from(share.left.min(share.of));
    let part = whole.saturating_mul(left).checked_div(i128::from(share.of)).unwrap_or(0);
    Usd::micro(i64::try_from(part).unwrap_or(0))
}

/// What a plan costs with a coupon of `percent` and the plan held before. Coupon and credit
/// together never exceed the price: nothing is paid out. `None` beyond the range.
pub fn bill(price: Usd, percent: Option<u8>, held: Option<&Held>) -> Option<Bill> {
    let off = i128::from(percent.unwrap_or(0)).min(HUNDRED);
    let discount = i128::from(price.as_micro()).checked_mul(off)?.checked_div(HUNDRED)?;
    let discount = Usd::micro(i64::try_from(discount).ok()?);
    let rest = price.minus(discount)?;
    let credit = held.map_or(Usd::ZERO, credit).min(rest);
    Some(Bill { price, discount, credit, charge: rest.minus(credit)? })
}

/// The price of a minute when all are used, rounded up to a tenth of a cent; `None` where there are
/// none.
pub fn per_minute(price: Usd, minutes: u32) -> Option<Usd> {
    let tenths = i64::from(minutes).checked_mul(TENTH).filter(|tenths| *tenths > 0)?;
    let up = price.as_micro().checked_add(tenths - 1)?.div_euclid(tenths);
    up.checked_mul(TENTH).map(Usd::micro)
}
