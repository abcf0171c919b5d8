//! Exchange rates: one of the four doors to the world.

pub mod tatum;

use crate::domain::rate::Rate;

/// What the wallet needs of a source of rates.
pub trait Rates: Send + Sync {
    /// The present rates of these symbols (`BTC`) in dollars, in one request where the source can.
    /// A symbol it does not know, or answers nonsense about, is left out; it does not spoil the
    /// others. How old a rate may be, and how far it may jump, is for `domain::rate` to say.
    ///
    /// # Errors
    /// When nothing usable was answered.
    fn rates(&self, symbols: &[&'static str]) -> Result<Vec<Rate>, Fault>;
}

/// A question that got no usable answer. The text is for the operator's log and holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No answer: refused, reset, timed out.
    #[error("the source of rates did not answer: {0}")]
    Transport(String),
    /// An answer that is not what was asked for: an error, HTML, another base currency.
    #[error("the source of rates answered {status}: {message}")]
    Answer {
        /// The HTTP status.
        status: u16,
        /// The source's message, shortened.
        message: String,
    },
    /// Too many questions in a short time.
    #[error("the source of rates asks to slow down")]
    RateLimited,
    /// The account's credits are used up: asking again soon is of no use.
    #[error("the account's credits at the source of rates are used up")]
    CreditsSpent,
    /// The API key is wrong.
    #[error("the source of rates does not know the API key")]
    Unauthorised,
}
