//! A person's statement: what changed the money he has.

use jiff::Timestamp;

use crate::domain::ids::{CallId, LedgerId, TopupId};
use crate::domain::money::Usd;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The ledger's row; people may name it.
    pub ledger: LedgerId,
    /// When.
    pub at: Timestamp,
    /// What for.
    pub what: What,
    /// By how much, below zero when it was spent.
    pub usd: Usd,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Coins that came.
    TopUp(Option<TopupId>),
    /// Put in by the operator.
    ByHand,
    /// Taken out by the operator.
    Taken,
    /// A plan, by name, bought or renewed.
    Plan(String),
    /// A coupon.
    Coupon,
    /// An invitation.
    Invitation,
    /// Money on its way back to him, or come back from there.
    Refund,
    /// A call, with the number that was called.
    Call(CallId, String),
    /// Anything else.
    Other,
}
