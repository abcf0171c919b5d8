//! The voice provider: one of the four doors to the world.

use crate::domain::call::Report;
use crate::domain::dial::Receipt;
use crate::store::proof::Committed;

pub mod bland;

/// What a dialler needs of a voice provider.
pub trait Voice: Send + Sync {
    /// Places one call. The permission is used up; the answer is never an error, because each of
    /// the three answers has its own next step.
    fn place(&self, receipt: Committed<Receipt>) -> Placed;

    /// One call as the provider has it now; `None` when it knows no such call.
    fn look(&self, provider_id: &str) -> Result<Option<Report>, Fault>;

    /// Calls to `to` (all numbers when `None`) that the provider took between two instants
    /// (milliseconds UTC), oldest first, at most [`LIST_MOST`]. Rows may lack `cb_request_id`, the
    /// conversation and the outcome's detail: [`Voice::look`] has them.
    fn list(&self, to: Option<&str>, since_ms: i64, until_ms: i64) -> Result<Vec<Report>, Fault>;

    /// The calls that are queued or running now.
    fn active(&self) -> Result<Vec<Report>, Fault>;

    /// Ends a call, or takes it out of the provider's queue.
    fn stop(&self, provider_id: &str) -> Result<Stopped, Fault>;

    /// What the account says of itself, for `check`.
    fn account(&self) -> Result<Account, Fault>;
}

/// The most rows one list answer holds (the provider's own limit).
pub const LIST_MOST: usize = 1000;

/// The answer to a request to place a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It was accepted.
    Queued {
        /// The provider's id of the call.
        provider_id: String,
        /// The provider's own shorter limit in minutes, where it says so.
        capped_minutes: Option<u32>,
    },
    /// It was certainly not placed.
    Refused(Refused),
    /// Nobody knows: time-out, reset, 5xx, "unable to queue". Reconcile, never resend.
    Unclear {
        /// For the operator's log; never holds a secret or a number.
        why: String,
    },
}

/// Why the provider certainly did not place a call (the vendor's page "Send call").
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refused {
    /// The request itself: a fault of ours, or a number it cannot read.
    BadRequest,
    /// The number is on the provider's do-not-call list, blacklisted or sensitive: never again.
    Forbidden,
    /// Content moderation flagged the script.
    Flagged,
    /// The destination is not in the account's plan.
    Destination,
    /// The API key is wrong.
    Unauthorised,
    /// The operator's balance at the provider is used up.
    Balance,
    /// The account is under review or suspended.
    Account,
    /// The same number was dialled less than ten seconds ago: an earlier attempt may have gone
    /// through.
    TooSoon,
    /// The account's rate or concurrency is used up: later.
    RateLimited,
    /// There was no connection to the provider, so that it has seen nothing: later.
    Unreachable,
}

/// The answer to a request to stop a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The provider will end it.
    Yes,
    /// Already over, or without a line yet: look again.
    NotNow,
}

/// What the provider's account says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// `active`, or the provider's word for what is wrong.
    pub status: String,
    /// What is left, in dollars, as the provider writes it.
    pub balance: Option<String>,
}

/// A question that got no usable answer. The text is for the operator's log and never holds a
/// secret or a full phone number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No answer: refused, reset, timed out.
    #[error("the voice provider did not answer: {0}")]
    Transport(String),
    /// An answer that is not what was asked for.
    #[error("the voice provider answered {status}: {message}")]
    Answer {
        /// The HTTP status.
        status: u16,
        /// The provider's message, shortened.
        message: String,
    },
    /// The account's rate is used up.
    #[error("the voice provider asks to slow down")]
    RateLimited,
}
