//! Filling a wallet with coins: the life of one payment, and the rules that decide what a transfer
//! is worth (R10–R15).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{LedgerId, ReviewId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::payment::Quote;

mod amount;
mod judge;
mod quote;
mod schedule;

pub use amount::{AmountFault, fee_is_high, presets, read_amount, usual_fee};
pub use judge::{
    Case, Credit, Judgement, LATE_MOST_MS, Size, Time, Wait, Why, Worth, judge, lock_ms, tolerance,
    worth,
};
pub use quote::{QuoteFault, check_quote};
pub use schedule::{FIRST_LOOK_MS, WATCHED_MS, next_look};

/// How far a top-up has come. Stored by name.
///
/// What money it brought is read from the ledger, never from this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Kept here; the provider was not heard of it yet.
    Created,
    /// There is an address; nothing came.
    Awaiting,
    /// The same after its rate's time: only shown, for money still counts.
    Expired,
    /// A transfer was seen and is not certain yet.
    Detected,
    /// At least one transfer was credited.
    Credited,
    /// An operator decides what becomes of the transfer.
    Review,
    /// The provider sent the coins back.
    Refunded,
    /// It came to nothing: refused, or given up.
    Abandoned,
}

impl State {
    /// Whether there is an address that may still be paid to.
    pub const fn is_open(self) -> bool {
        matches!(self, State::Created | State::Awaiting | State::Expired | State::Detected)
    }
}

/// What the money is for. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Purpose {
    /// To be spent later.
    Wallet,
    /// A plan, bought as soon as the money is there.
    Plan,
}

/// Why a top-up came to nothing. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Problem {
    /// The coin cannot be received.
    Coin,
    /// The amount is too small or too large for this coin.
    Amount,
    /// The operator's account at the provider takes nothing at the moment.
    Paused,
    /// The provider was not reached in time.
    Unreachable,
    /// The provider's price was too far from the market, or was not what was asked for.
    Quote,
    /// Nothing came.
    Unpaid,
    /// An operator looked at the transfer and did not credit it.
    Rejected,
}

/// One top-up, as it is kept and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topup {
    /// The row; people are told it as `P7`.
    pub id: TopupId,
    /// Whose.
    pub user: UserId,
    /// Names it at the provider: the idempotency key.
    pub uuid: String,
    /// What it is for.
    pub purpose: Purpose,
    /// What it is paid with.
    pub coin: Coin,
    /// What the wallet is to be filled by.
    pub usd: Usd,
    /// How far it is.
    pub state: State,
    /// Why it came to nothing.
    pub problem: Option<Problem>,
    /// What the provider promised; `None` before.
    pub open: Option<Open>,
    /// When the address was given out again for another top-up, milliseconds UTC (R12).
    pub reissued_ms: Option<i64>,
    /// What came so far, in the order it came.
    pub arrivals: Vec<Arrival>,
    /// How often the provider was asked to open it.
    pub tries: u32,
    /// When it was asked for.
    pub created: Timestamp,
}

/// An open payment at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The provider's id.
    pub provider_id: String,
    /// Where the coins go.
    pub address: String,
    /// How much of the coin for how many dollars.
    pub quote: Quote,
    /// Since when that is promised.
    pub quoted: Timestamp,
    /// Until when (R10).
    pub locked_until: Timestamp,
}

/// One transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Which, on the chain; `None` where the provider does not say.
    pub chain_tx: Option<String>,
    /// The coin that came.
    pub coin: Coin,
    /// How much; `None` while nobody knows.
    pub units: Option<Units>,
    /// When we first heard of it, milliseconds UTC.
    pub first_ms: i64,
    /// What became of it.
    pub standing: Standing,
}

/// What became of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Seen on the chain, not certain yet.
    Seen,
    /// In the wallet.
    Credited {
        /// How much, with what was added to make it whole.
        usd: Usd,
        /// The ledger's row.
        ledger: LedgerId,
        /// Whether it came within the lock.
        time: Time,
    },
    /// An operator decides.
    Review {
        /// Why.
        why: Why,
    },
    /// An operator decided against it.
    Rejected,
}

impl Topup {
    /// What people call it.
    pub fn reference(&self) -> String {
        reference(self.id)
    }

    /// What was credited in all; `None` beyond the range.
    pub fn credited(&self) -> Option<Usd> {
        credited(&self.arrivals)
    }

    /// Whether a transfer of it waits for an operator.
    pub fn in_review(&self) -> Option<Why> {
        self.arrivals.iter().rev().find_map(|arrival| match arrival.standing {
            Standing::Review { why } => Some(why),
            _ => None,
        })
    }
}

/// What people call a top-up: `P7`.
pub fn reference(id: TopupId) -> String {
    format!("P{id}")
}

fn credited(arrivals: &[Arrival]) -> Option<Usd> {
    arrivals.iter().try_fold(Usd::ZERO, |sum, arrival| match arrival.standing {
        Standing::Credited { usd, .. } => sum.plus(usd),
        _ => Some(sum),
    })
}

/// A transfer that an operator must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The row.
    pub id: ReviewId,
    /// Why.
    pub why: Why,
    /// Since when.
    pub opened: Timestamp,
    /// Whether it is still to be decided.
    pub is_open: bool,
    /// What the operator gave as his reason.
    pub reason: Option<String>,
    /// What the provider said, as it was kept.
    pub evidence: String,
    /// The top-up; `None` for a payment that nobody here asked for.
    pub topup: Option<TopupId>,
    /// Whose.
    pub user: Option<UserId>,
    /// The coin that came, as far as it is known.
    pub coin: Option<Coin>,
    /// How much, as far as it is known.
    pub units: Option<Units>,
    /// The provider's id of the payment.
    pub payment_id: String,
    /// The transfer on the chain, where it is said.
    pub chain_tx: Option<String>,
}

/// A difference between the provider's list of payments and ours (R26).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The provider's id of the payment.
    pub payment_id: String,
    /// The top-up; `None` for a payment that nobody here asked for.
    pub topup: Option<TopupId>,
    /// The coin, as far as it is known.
    pub coin: Option<Coin>,
    /// How much, as far as it is known.
    pub units: Option<Units>,
    /// What was missing.
    pub missed: Missed,
}

/// What a comparison of the two lists found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// It was not credited here; now it is.
    Here,
    /// It was not known here; now an operator decides.
    Unclear,
    /// It was credited here, and the provider does not list it.
    There,
}

impl Open {
    /// What a purse's camera reads: with the amount where purses agree on how to write it (BIP-21
    /// and its children), else the bare address.
    pub fn scanned(&self) -> String {
        let Quote { coin, units, .. } = self.quote;
        let scheme = match coin {
            Coin::Btc => "bitcoin:",
            Coin::Ltc => "litecoin:",
            Coin::Doge => "dogecoin:",
            Coin::Bch => "bitcoincash:",
            Coin::UsdtTrc20 | Coin::UsdtErc20 | Coin::Eth | Coin::Trx | Coin::Stars => {
                return self.address.clone();
            }
        };
        let bare = self.address.strip_prefix(scheme).unwrap_or(&self.address);
        format!("{scheme}{bare}?amount={}", coin.plain(units))
    }
}
