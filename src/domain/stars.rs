//! Telegram Stars: what they cost, how many are let in, and which checkout may go on (S1–S3).
//!
//! A payer may take Stars back within 21 days, also after the calls that they paid for. So little
//! of them is let in at a time, and they are spent last: what can be taken back is still there.

use crate::domain::coin::{Coin, Units};
use crate::domain::ids::UserId;
use crate::domain::money::Usd;
use crate::domain::topup::{State, Topup};

/// What Telegram calls Stars where it names a currency.
pub const CURRENCY: &str = "XTR";
/// How long a payment can be taken back: Telegram holds the money so long.
pub const RETURN_MS: i64 = 21 * 24 * 3_600_000;

/// How Stars are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rail {
    /// What one Star adds to a wallet; more than zero.
    pub star: Usd,
    /// The most that somebody's first payment adds.
    pub first_most: Usd,
    /// The most that one user pays in within 24 hours.
    pub day_most: Usd,
    /// The most that may lie unspent of what came within 21 days.
    pub unspent_most: Usd,
}

/// What Telegram pays its developers, and a little of everything else.
impl Default for Rail {
    fn default() -> Rail {
        Rail {
            star: Usd::micro(13_000),
            first_most: Usd::cents(1_000),
            day_most: Usd::cents(2_500),
            unspent_most: Usd::cents(5_000),
        }
    }
}

/// What somebody paid in Stars so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many payments.
    pub payments: u32,
    /// How much within 24 hours.
    pub day: Usd,
    /// How much of 21 days is unspent.
    pub unspent: Usd,
}

impl Rail {
    /// How many Stars bring so much: whole ones, rounded up. `None` beyond the range.
    pub fn price(&self, usd: Usd) -> Option<Units> {
        let (usd, star) = (usd.as_micro(), self.star.as_micro());
        let whole = usd.checked_div(star)?;
        let part = i64::from(usd.checked_rem(star)? > 0);
        whole.checked_add(part).map(Units)
    }

    /// How much somebody may pay in now; nothing or less when it is nothing.
    pub fn room(&self, standing: &Standing) -> Usd {
        let left = |most: Usd, had: Usd| most.minus(had).unwrap_or(Usd::ZERO);
        let room = left(self.day_most, standing.day)
            .min(left(self.unspent_most, standing.unspent))
            .max(Usd::ZERO);
        if standing.payments == 0 { room.min(self.first_most) } else { room }
    }
}

/// What a payer is about to pay, as Telegram asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Who pays; `None` who never wrote.
    pub payer: Option<UserId>,
    /// The currency.
    pub currency: &'a str,
    /// How many Stars.
    pub stars: i64,
    /// How much he may pay in now.
    pub room: Usd,
    /// Now, milliseconds UTC.
    pub now_ms: i64,
}

/// Why a checkout is refused (S2). The payer reads a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCheckout {
    /// There is no such invoice, it is another's, or not for this sum: one answer for all.
    Odd,
    /// It was paid.
    Paid,
    /// Its time is over.
    Over,
    /// It is more than may be paid in now.
    TooMuch,
    /// Stars are not taken any more, or money stands still.
    NotNow,
}

/// Whether the payment of an invoice may go on.
pub fn check(topup: Option<&Topup>, asked: &Asked<'_>) -> Result<(), NoCheckout> {
    let invoice = topup.filter(|topup| topup.coin == Coin::Stars);
    let owned = invoice.filter(|topup| Some(topup.user) == asked.payer);
    let Some((topup, open)) = owned.and_then(|topup| Some((topup, topup.open.as_ref()?))) else {
        return Err(NoCheckout::Odd);
    };
    if asked.currency != CURRENCY || asked.stars != open.quote.units.0 {
        return Err(NoCheckout::Odd);
    }
    if !matches!(topup.state, State::Awaiting | State::Expired | State::Abandoned) {
        return Err(NoCheckout::Paid);
    }
    if topup.state != State::Awaiting || asked.now_ms > open.locked_until.as_millisecond() {
        return Err(NoCheckout::Over);
    }
    if topup.usd > asked.room { Err(NoCheckout::TooMuch) } else { Ok(()) }
}

/// A wallet of which a part came in Stars. They are spent last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lots {
    /// All of it, free or set aside, in millionths of a dollar.
    total: i64,
    /// What of it is Stars.
    stars: i64,
}

/// What moved a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Stars came.
    Stars,
    /// Anything else.
    Other,
}

impl Lots {
    /// A wallet without Stars.
    pub fn of(total: i64) -> Lots {
        Lots { total, stars: 0 }
    }

    /// After one more change.
    pub fn after(self, what: Move, delta: i64) -> Lots {
        let total = self.total.saturating_add(delta);
        let stars = match what {
            Move::Stars => self.stars.saturating_add(delta),
            Move::Other => self.stars,
        };
        Lots { total, stars: stars.min(total).max(0) }
    }

    /// What of the Stars is still there.
    pub fn unspent(self) -> Usd {
        Usd::micro(self.stars)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_whole_stars_rounded_up() {
        let rail = Rail::default();
        for (cents, stars) in [(1, 1), (13, 10), (1_000, 770), (2_600, 2_000)] {
            assert_eq!(rail.price(Usd::cents(cents)), Some(Units(stars)), "{cents}");
        }
        let nothing = Rail { star: Usd::ZERO, ..rail };
        assert_eq!(nothing.price(Usd::cents(1)), None);
    }

    #[test]
    fn s03_stars_are_spent_last() {
        let stars = |moves: &[(Move, i64)]| {
            let lots = Lots::of(5);
            moves.iter().fold(lots, |lots, (what, delta)| lots.after(*what, *delta)).unspent()
        };
        let (bought, other) = (Move::Stars, Move::Other);
        let table: [(&[(Move, i64)], i64); 5] = [
            (&[(bought, 10)], 10),
            (&[(bought, 10), (other, -5)], 10),
            (&[(bought, 10), (other, -8)], 7),
            (&[(bought, 10), (other, -15), (other, 20)], 0),
            (&[(bought, 10), (other, -8), (other, 20), (other, -20)], 7),
        ];
        for (moves, left) in table {
            assert_eq!(stars(moves), Usd::micro(left), "{moves:?}");
        }
    }

    #[test]
    fn little_is_let_in_at_first_and_at_a_time() {
        let rail = Rail::default();
        let room = |payments, day, unspent| {
            let (day, unspent) = (Usd::cents(day), Usd::cents(unspent));
            rail.room(&Standing { payments, day, unspent }).as_micro() / 10_000
        };
        let table = [
            (room(0, 0, 0), 1_000),
            (room(1, 0, 0), 2_500),
            (room(2, 2_000, 2_000), 500),
            (room(3, 0, 4_900), 100),
            (room(3, 0, 6_000), 0),
        ];
        for (got, want) in table {
            assert_eq!(got, want);
        }
    }
}
