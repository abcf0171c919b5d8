//! What can go wrong between a bot and Telegram, on demand.

use std::collections::{HashMap, VecDeque};

use super::reply::{Refusal, Reply};

/// One thing that goes wrong with one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An answer of Telegram's that means "not done".
    Status {
        /// `error_code` and HTTP status.
        code: u16,
        /// Telegram's text.
        description: String,
        /// Seconds, for a 429.
        retry_after: Option<u64>,
    },
    /// The person has blocked the bot.
    Blocked,
    /// The gateway in front of Telegram fails: an HTML page, and nothing was done.
    BadGateway,
    /// The connection ends before the request was read.
    DropBeforeAccept,
    /// The request is carried out and the connection ends before the answer.
    AcceptThenDrop,
    /// It is carried out, and the echoed message has a chat type nobody has heard of.
    OddEcho,
}

impl Fault {
    /// A 429.
    pub fn too_many(retry_after: u64) -> Fault {
        let description = format!("Too Many Requests: retry after {retry_after}");
        Fault::Status { code: 429, description, retry_after: Some(retry_after) }
    }

    /// The answer instead of the method's, for the faults that keep it from running.
    pub(super) fn instead(&self) -> Option<Reply> {
        match self {
            Fault::Status { retry_after: Some(seconds), code: 429, .. } => {
                Some(Refusal::too_many(*seconds).reply())
            }
            Fault::Status { code, description, .. } => {
                Some(Refusal::new(*code, description).reply())
            }
            Fault::Blocked => Some(Refusal::forbidden("bot was blocked by the user").reply()),
            Fault::BadGateway => Some(Reply::bad_gateway()),
            Fault::DropBeforeAccept => Some(Reply::lost()),
            Fault::AcceptThenDrop | Fault::OddEcho => None,
        }
    }

    /// What the method's own answer becomes.
    pub(super) fn spoil(&self, reply: Reply) -> Reply {
        match self {
            Fault::AcceptThenDrop => Reply::lost(),
            Fault::OddEcho => {
                let body = String::from_utf8_lossy(&reply.body);
                let odd = body.replacen("\"type\":\"private\"", "\"type\":\"hologram\"", 1);
                Reply { body: odd.into_bytes(), ..reply }
            }
            _ => reply,
        }
    }
}

/// The faults that wait, in order, for each method.
#[derive(Debug, Default)]
pub(super) struct Faults(HashMap<String, VecDeque<Fault>>);

impl Faults {
    pub(super) fn add(&mut self, method: &str, fault: Fault) {
        self.0.entry(method.to_owned()).or_default().push_back(fault);
    }

    pub(super) fn next(&mut self, method: &str) -> Option<Fault> {
        self.0.get_mut(method)?.pop_front()
    }
}
