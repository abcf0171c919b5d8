//! What the stand-in answers, and what goes wrong on the way.

use serde_json::{Value, json};

/// An endpoint of the vendor's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `POST /v4/data/rate/symbol/batch`
    V4Batch,
    /// `GET /v4/data/rate/symbol`
    V4Single,
    /// `POST /v3/tatum/rate`
    V3Batch,
    /// `GET /v3/tatum/rate/{CUR}`
    V3Single,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is refused with this status and body.
    Status(u16, String),
    /// It is answered with status 200 and this body.
    Body(String),
    /// The key is said to be wrong.
    Unauthorised,
    /// The credits are said to be used up.
    NoCredits,
    /// Too many requests.
    TooMany,
    /// A fault of the vendor's own.
    Internal,
    /// A gateway answers in its place, with a page of HTML.
    Html(u16),
    /// It is carried out; the answer comes after this many milliseconds of the machine's time.
    SlowMs(u64),
    /// The connection ends without an answer.
    HangUp,
}

/// What happens to a response on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives.
    Send,
    /// The connection ends and the client never learns what was decided.
    DropConnection,
    /// It arrives after this many milliseconds of the machine's time.
    DelayMs(u64),
}

/// The answer to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// JSON, except for a gateway's page and for one refusal.
    pub body: String,
    /// Whether the client gets to see it.
    pub fate: Fate,
}

impl Response {
    pub(super) fn text(status: u16, body: impl Into<String>) -> Response {
        Response { status, body: body.into(), fate: Fate::Send }
    }

    /// The vendor's errors.
    pub(super) fn error(status: u16, code: &str, message: &str) -> Response {
        let body = json!({"statusCode": status, "errorCode": code, "message": message});
        Response::text(status, body.to_string())
    }

    /// A request that is not as documented.
    pub(super) fn invalid(what: &Value) -> Response {
        let message = "Request validation failed. Please see data for additional information.";
        let body = json!({"statusCode": 400, "errorCode": "validation.failed", "message": message,
            "data": [what]});
        Response::text(400, body.to_string())
    }

    /// The vendor repeats the key in this one.
    pub(super) fn unauthorised(key: &str) -> Response {
        let message = format!("Unable to find valid subscription for '{key}'");
        Response::error(401, "ip-address-key.unauthorized", &message)
    }

    /// It has braces, and is no JSON all the same.
    pub(super) fn no_credits(key: &str) -> Response {
        let words = format!(
            "{{\n  You have reached the limit of 10000 credits with your free plan for '{key}'.\n  \
             Upgrade your plan at https://co.tatum.io/3JjG5Ih\n}}"
        );
        Response::text(403, words)
    }
}

impl Fault {
    /// Lets the fault happen around `carry_out`, which it may never call.
    pub(super) fn around(self, key: &str, carry_out: impl FnOnce() -> Response) -> Response {
        match self {
            Fault::Status(status, body) => Response::text(status, body),
            Fault::Body(body) => Response::text(200, body),
            Fault::Unauthorised => Response::unauthorised(key),
            Fault::NoCredits => Response::no_credits(key),
            Fault::TooMany => Response::error(429, "too.many.requests", "Too many requests."),
            Fault::Internal => Response::error(500, "internal.error", "Something went wrong."),
            Fault::Html(status) => Response::text(
                status,
                "<html><head><title>Just a moment</title></head><body>nginx</body></html>",
            ),
            Fault::SlowMs(ms) => Response { fate: Fate::DelayMs(ms), ..carry_out() },
            Fault::HangUp => Response { fate: Fate::DropConnection, ..Response::text(500, "") },
        }
    }
}
