//! One payment, and how far it has come by a given moment.

use rust_decimal::Decimal;
use serde_json::Value;

use super::coins::Coin;
use super::settings::Pace;

/// Shortfalls up to a thousandth, or up to a millionth of a coin, count as paid.
const FORGIVEN: Decimal = Decimal::from_parts(1, 0, 0, false, 3);
/// The other of the two: 100 base units of 1e-8.
const FORGIVEN_COINS: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// An opened payment.
#[derive(Clone, Debug)]
pub(super) struct Payment {
    pub(super) id: String,
    pub(super) coin: Coin,
    pub(super) address: String,
    /// What was asked for, in the base currency.
    pub(super) base: Decimal,
    /// What the answer showed, in the coin.
    pub(super) shown: Decimal,
    /// What is expected: for pegged coins not what was shown.
    pub(super) expected: Decimal,
    pub(super) meta: Value,
    pub(super) webhook_url: Option<String>,
    pub(super) idempotency_key: Option<String>,
    /// Milliseconds UTC.
    pub(super) created: i64,
    pub(super) transfer: Option<Transfer>,
    /// When the provider gave it up, with nothing received.
    pub(super) given_up: Option<i64>,
}

/// Coins that came for it.
#[derive(Clone, Debug)]
pub(super) struct Transfer {
    /// The hash on the chain.
    pub(super) tx: String,
    pub(super) amount: Decimal,
    /// The code of the coin that came.
    pub(super) code: String,
    /// When they were seen, milliseconds UTC.
    pub(super) at: i64,
    pub(super) end: End,
    /// The payment the address had belonged to, where a search found the coins.
    pub(super) found_for: Option<String>,
    pace: Pace,
}

/// How the settlement ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The operator has the coins.
    Settled,
    /// They cannot be forwarded.
    Stuck,
    /// They cannot at first.
    StuckThenSettled,
    /// They were sent back.
    Refunded,
}

/// How far it is, in the provider's public words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Nothing was seen.
    Waiting,
    /// A transfer was seen.
    Pending,
    /// It is there, and it is too little.
    Underpaid,
    /// It is there.
    Confirmed,
    /// It is being forwarded.
    Processing,
    /// It was forwarded.
    Settled,
    /// It could not be forwarded, or nothing came.
    Failed,
    /// It was sent back.
    Refunded,
}

impl Payment {
    pub(super) fn status(&self, now: i64) -> Status {
        let Some(transfer) = self.transfer.as_ref().filter(|transfer| transfer.at <= now) else {
            let is_over = self.given_up.is_some_and(|at| at <= now);
            return if is_over { Status::Failed } else { Status::Waiting };
        };
        let steps = transfer.steps(self.is_short());
        let reached = steps.into_iter().rfind(|(at, _)| *at <= now);
        reached.map_or(Status::Pending, |(_, status)| status)
    }

    /// Whether less came than is forgiven.
    pub(super) fn is_short(&self) -> bool {
        let Some(transfer) = &self.transfer else { return false };
        let missing = self.expected - transfer.amount;
        missing > FORGIVEN_COINS.max(self.expected * FORGIVEN)
    }

    /// Whether more came than was expected.
    pub(super) fn is_over(&self) -> bool {
        self.transfer.as_ref().is_some_and(|transfer| transfer.amount > self.expected)
    }

    /// When its row stands in the feed, if ever.
    pub(super) fn row_at(&self) -> Option<i64> {
        Some(self.transfer.as_ref()?.processing_at(self.is_short()))
    }
}

impl Transfer {
    pub(super) fn new(tx: String, amount: Decimal, code: &str, at: i64, pace: Pace) -> Transfer {
        let code = code.to_owned();
        Transfer { tx, amount, code, at, end: End::Settled, found_for: None, pace }
    }

    /// Its states with the moments they begin, in order.
    pub(super) fn steps(&self, short: bool) -> Vec<(i64, Status)> {
        let mut steps = vec![(self.at, Status::Pending)];
        if short {
            steps.push((self.at + self.pace.confirm_ms, Status::Underpaid));
        }
        steps.push((self.confirmed_at(short), Status::Confirmed));
        steps.push((self.processing_at(short), Status::Processing));
        let end = self.processing_at(short) + self.pace.settle_ms;
        match self.end {
            End::Settled => steps.push((end, Status::Settled)),
            End::Stuck => steps.push((end, Status::Failed)),
            End::StuckThenSettled => {
                steps.push((end, Status::Failed));
                steps.push((end + self.pace.retry_ms, Status::Settled));
            }
            End::Refunded => steps.push((end, Status::Refunded)),
        }
        steps
    }

    fn confirmed_at(&self, short: bool) -> i64 {
        self.at + self.pace.confirm_ms * if short { 2 } else { 1 }
    }

    fn processing_at(&self, short: bool) -> i64 {
        self.confirmed_at(short) + self.pace.process_ms
    }
}
