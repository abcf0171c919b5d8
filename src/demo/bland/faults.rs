//! What goes wrong on the way: each fault hits one request and is then used up.

use super::answer::{Fate, Response};

/// A request of the vendor's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `POST /v1/calls`.
    Send,
    /// `GET /v1/calls/{id}`.
    Look,
    /// `GET /v1/calls`.
    List,
    /// `GET /v1/calls/active`.
    Active,
    /// `POST /v1/calls/{id}/stop`.
    Stop,
    /// `POST /v1/calls/active/stop`.
    StopAll,
    /// `GET /v1/me`.
    Account,
}

/// What happens to the next request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is carried out; the answer is lost.
    AcceptThenDrop,
    /// It is carried out; the answer is a server error.
    AcceptThen500,
    /// It is lost before anything was done.
    Drop,
    /// It is refused with this status and body.
    Status(u16, String),
    /// It is carried out; the answer comes after this many milliseconds of the machine's time.
    SlowMs(u64),
    /// It is refused with status 200 and this message.
    OkWithErrorStatus(String),
    /// A gateway answers in its place, with a page of HTML.
    Html502,
    /// "Unable to queue call.", although it was queued.
    UnableToQueueButQueued,
    /// "Unable to queue call.", and it was not.
    UnableToQueue,
    /// One of the vendor's refusals with status 429.
    Limited(Limit),
}

/// The vendor's refusals with status 429.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The same number, less than ten seconds ago.
    SameNumber,
    /// The account's rate.
    Account,
    /// The rate of an account that is new.
    NewAccount,
    /// The account's rate for other countries.
    International,
    /// Permanent, whatever the status says.
    Blacklisted,
}

impl Limit {
    /// The vendor's words.
    pub fn message(self) -> &'static str {
        match self {
            Limit::SameNumber => {
                "Calls can only be sent every 10 seconds to the same number. \
                 Please try again in a few seconds."
            }
            Limit::Account => "Rate limit exceeded",
            Limit::NewAccount => {
                "Rate limit exceeded for newly created accounts. Please try again soon."
            }
            Limit::International => "International rate limit exceeded for your account type.",
            Limit::Blacklisted => "This number is blacklisted.",
        }
    }

    pub(super) fn response(self) -> Response {
        Response::error(429, self.message())
    }
}

impl Fault {
    /// Lets the fault happen around `carry_out`, which it may never call.
    pub(super) fn around(self, carry_out: impl FnOnce() -> Response) -> Response {
        match self {
            Fault::AcceptThenDrop => carry_out().with_fate(Fate::DropConnection),
            Fault::AcceptThen500 => {
                carry_out();
                Response::error(500, "Internal server error.")
            }
            Fault::Drop => Response::text(500, "").with_fate(Fate::DropConnection),
            Fault::Status(status, body) => Response::text(status, &body),
            Fault::SlowMs(ms) => carry_out().with_fate(Fate::DelayMs(ms)),
            Fault::OkWithErrorStatus(message) => Response::error(200, &message),
            Fault::Html502 => Response::text(
                502,
                "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
            ),
            Fault::UnableToQueueButQueued => {
                carry_out();
                Response::error(400, UNABLE)
            }
            Fault::UnableToQueue => Response::error(400, UNABLE),
            Fault::Limited(limit) => limit.response(),
        }
    }
}

const UNABLE: &str = "Unable to queue call.";
