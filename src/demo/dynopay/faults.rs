//! What goes wrong on the way: each fault hits one request and is then used up.

use super::answer::{Errors, Fate, Response};

/// A request of the provider's API that the bot makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `POST /user/cryptoPayment`.
    Open,
    /// `GET /user/getPaymentStatus/{payment_id}`.
    Status,
    /// `GET /user/getTransactions`.
    Feed,
    /// `GET /user/getSupportedCurrency`.
    Currencies,
}

impl Endpoint {
    /// All of them.
    pub const ALL: [Endpoint; 4] =
        [Endpoint::Open, Endpoint::Status, Endpoint::Feed, Endpoint::Currencies];
}

/// What happens to the next request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is lost before anything was done.
    Drop,
    /// It is carried out; the answer is lost.
    AcceptThenDrop,
    /// The same, and the idempotency key stays locked for so many milliseconds of virtual time.
    AcceptThenLock(i64),
    /// It is carried out; the answer is a server error.
    AcceptThen500,
    /// It is carried out; the answer comes after this many milliseconds of the machine's time.
    SlowMs(u64),
    /// A server error with this message, and nothing done.
    Error500(String),
    /// The provider has no rates at the moment.
    NoRates,
    /// A gateway answers in its place, with a page of HTML.
    Html502,
    /// A page of HTML with status 200: a portal, or another site at that address.
    Html200,
    /// The account's rate is used up; seconds to wait, where they are said.
    TooMany(Option<u64>),
    /// The key was withdrawn.
    InvalidKey,
    /// It is sent elsewhere.
    Redirect(String),
    /// This status and body.
    Answer(u16, String),
}

impl Fault {
    /// Lets the fault happen around `carry_out`, which it may never call.
    pub(super) fn around(self, errors: Errors, carry_out: impl FnOnce() -> Response) -> Response {
        match self {
            Fault::Drop => Response::text(500, "").with_fate(Fate::DropConnection),
            Fault::AcceptThenDrop | Fault::AcceptThenLock(_) => {
                carry_out().with_fate(Fate::DropConnection)
            }
            Fault::AcceptThen500 => {
                carry_out();
                errors.error(500, "internal_error", "Internal Server Error")
            }
            Fault::SlowMs(ms) => carry_out().with_fate(Fate::DelayMs(ms)),
            Fault::Error500(message) => errors.error(500, "internal_error", &message),
            Fault::NoRates => errors.error(500, "api_error", "Failed to get currency rates"),
            Fault::Html502 => Response::text(
                502,
                "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
            ),
            Fault::Html200 => Response::text(200, "<!DOCTYPE html><html><body>Hi</body></html>"),
            Fault::TooMany(seconds) => too_many(seconds),
            Fault::InvalidKey => invalid_key(errors),
            Fault::Redirect(to) => Response::text(302, "").with_header("location", to),
            Fault::Answer(status, body) => Response::text(status, &body),
        }
    }
}

/// The limiter's answer, which has an envelope of its own.
pub(super) fn too_many(seconds: Option<u64>) -> Response {
    let message = "Rate limit exceeded. Please try again later.";
    let body = serde_json::json!({
        "error": "Too Many Requests", "message": message, "retryAfter": seconds,
    });
    let response = Response::json(429, &body)
        .with_header("x-ratelimit-limit", 60)
        .with_header("x-ratelimit-remaining", 0);
    match seconds {
        Some(seconds) => response.with_header("retry-after", seconds),
        None => response,
    }
}

/// A wrong key is 403 in A, which has no codes, and 401 in B.
pub(super) fn invalid_key(errors: Errors) -> Response {
    let status = if errors == Errors::Plain { 403 } else { 401 };
    errors.error(status, "api_key_invalid", "Invalid API key")
}

/// No key at all.
pub(super) fn missing_key(errors: Errors) -> Response {
    let status = if errors == Errors::Plain { 403 } else { 401 };
    errors.error(status, "api_key_missing", "API key is required")
}
