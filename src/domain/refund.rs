//! Money on its way back to a user: what came in, what of it may go, and where it is (R23).

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr};

use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{LedgerId, RefundId, UserId};
use crate::domain::money::Usd;

/// A payment that came in, and what of it may still go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Its row in the ledger: the reference that its user was told.
    pub ledger: LedgerId,
    /// Whose.
    pub user: UserId,
    /// When.
    pub at: Timestamp,
    /// How much came in.
    pub amount: Usd,
    /// What of it went back, or is on its way.
    pub refunded: Usd,
    /// The payment in Stars that it was; such a one goes back whole, by the way it came.
    pub stars: Option<Stars>,
}

/// A payment in Telegram Stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stars {
    /// Telegram's id of the payment.
    pub charge: String,
    /// How many.
    pub units: Units,
    /// What of the money is still there (S3).
    pub unspent: Usd,
}

/// Whether Stars go back although they were spent (S3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// They do not.
    Refuse,
    /// An operator said so: what is missing is his expense.
    WriteOff,
}

impl Payment {
    /// What may still go back.
    pub fn left(&self) -> Usd {
        self.amount.minus(self.refunded).map_or(Usd::ZERO, |left| left.max(Usd::ZERO))
    }
}

/// Where a refund is. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// It was approved, and waits for somebody to send it.
    Payable,
    /// It was sent.
    Paid,
    /// It is not to be sent after all; its user has the money.
    Withdrawn,
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// The row; its number is what the user is told.
    pub id: RefundId,
    /// The payment that goes back.
    pub ledger: LedgerId,
    /// Whose.
    pub user: UserId,
    /// How much.
    pub amount: Usd,
    /// What is sent, at the rate of the approval.
    pub coin: Coin,
    /// How much of it.
    pub units: Units,
    /// Where to.
    pub address: String,
    /// Where it is.
    pub state: State,
    /// Who approved it.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// The transfer that paid it.
    pub chain_tx: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r23_what_is_left_of_a_payment_never_exceeds_it() {
        let payment = |amount, refunded| Payment {
            ledger: LedgerId(1),
            user: UserId(1),
            at: Timestamp::UNIX_EPOCH,
            amount: Usd::cents(amount),
            refunded: Usd::cents(refunded),
            stars: None,
        };
        for (amount, refunded, left) in
            [(1_000, 0, 1_000), (1_000, 500, 500), (1_000, 1_000, 0), (5, 9, 0)]
        {
            assert_eq!(payment(amount, refunded).left(), Usd::cents(left));
        }
    }
}
