//! The payment provider: one of the four doors to the world.

use std::time::Duration;

use crate::domain::coin::{Coin, Units};
use crate::domain::money::Usd;
use crate::domain::payment::Sighting;

pub mod dynopay;
mod json;
pub mod signature;
pub mod webhook;

/// What the wallet needs of a payment provider. It only receives coins: balances are ours.
pub trait Payments: Send + Sync {
    /// Opens one payment. The same key and contents again are the same payment where the provider
    /// keeps its word; a second one may exist all the same, and is then never credited unseen.
    /// A refusal speaks of this attempt only: after an unclear one it proves nothing of the first.
    fn open(&self, ask: &Ask) -> Opening;

    /// One payment as the provider has it now; `None` when it knows no such payment (yet).
    fn look(&self, provider_id: &str) -> Result<Option<Sighting>, Fault>;

    /// Payments of the whole account that have come to something, newest first: what the daily
    /// comparison reads. `page` counts from 1; `None` is beyond the last, while a page may well
    /// hold no payment. One payment may stand on two pages when another came in between.
    fn completed(&self, page: u32) -> Result<Option<Vec<Sighting>>, Fault>;

    /// The coins that the operator can receive, of those we know.
    fn coins(&self) -> Result<Vec<Coin>, Fault>;

    /// How long until a question would be let through; zero is now. The door keeps the account's
    /// pace by refusing ([`Fault::RateLimited`]), never by waiting: ask this before a claim, so
    /// that no payment is put off only because another was looked at.
    fn ready_in(&self) -> Duration;
}

/// A payment to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Our own id of the intent: the idempotency key, and all that the provider learns of us.
    pub intent: String,
    /// What the wallet is to be filled by.
    pub usd: Usd,
    /// What with.
    pub coin: Coin,
}

/// The answer to a request to open a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is open.
    Opened(Opened),
    /// It certainly is not.
    Refused(Refused),
    /// Nobody knows: ask again with the same key, and keep one intent.
    Unclear {
        /// For the operator's log; never holds a secret.
        why: String,
    },
}

/// An open payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The provider's id of it.
    pub provider_id: String,
    /// Where the coins go.
    pub address: String,
    /// How much of the coin; the exact dollars for a dollar coin.
    pub units: Units,
    /// For how many dollars.
    pub usd: Usd,
}

/// Why the provider opened nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refused {
    /// The operator has no purse for this coin, or the coin is off.
    Coin,
    /// The amount is too small for this coin, or beyond what the account may take.
    Amount,
    /// The operator's account must be verified first.
    Account,
    /// The account counts in another currency than dollars: what was opened must not be shown.
    Currency,
    /// The API key is wrong.
    Unauthorised,
    /// The provider has no rates at the moment: later.
    NoRates,
    /// The account's rate is used up, or would be: later.
    RateLimited,
    /// There was no connection: the provider has seen nothing. Later.
    Unreachable,
    /// The request itself: a fault of ours.
    BadRequest,
}

/// A question that got no usable answer. The text is for the operator's log and holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No answer: refused, reset, timed out.
    #[error("the payment provider did not answer: {0}")]
    Transport(String),
    /// An answer that is not what was asked for: an error, HTML, another currency.
    #[error("the payment provider answered {status}: {message}")]
    Answer {
        /// The HTTP status.
        status: u16,
        /// The provider's message, shortened.
        message: String,
    },
    /// The account's rate is used up, or would be by this question.
    #[error("the payment provider asks to slow down")]
    RateLimited,
    /// The API key is wrong.
    #[error("the payment provider does not know the API key")]
    Unauthorised,
}
