//! The client of Bland's voice API, and the only home of its wire format.
//!
//! The answers come in seven envelopes and several spellings, so each file here reads one thing
//! and tolerates the rest: `answer` the envelope, `verdict` what became of a dial, `report` one
//! call, `rows` its conversation. `wire` is the only place that touches the network.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::domain::call::Report;
use crate::domain::dial::{Dial, Receipt};
use crate::store::proof::Committed;
use crate::voice::{Account, Fault, LIST_MOST, Placed, Refused, Stopped, Voice};

mod answer;
mod body;
mod json;
mod mask;
pub mod pathway;
mod report;
mod rows;
#[cfg(test)]
mod tests;
pub mod timeline;
mod verdict;
mod wire;

use answer::Answer;
use wire::{Lost, Wire};

/// Where the voice API is and who we are to it.
#[derive(Clone, Debug)]
pub struct BlandConfig {
    /// Such as `https://api.bland.ai`; a slash at the end does no harm.
    pub base_url: String,
    /// Sent as it is, without `Bearer`.
    pub api_key: SecretString,
    /// Sent as `x-bland-org-id` where the account needs it.
    pub org_id: Option<String>,
    /// The longest one exchange may take, from the name look-up to the last byte of the answer.
    pub http_timeout: Duration,
    /// Whether `HTTPS_PROXY` and its kin are obeyed. Off in tests and in the demo.
    pub proxy_from_env: bool,
}

/// The client. Cheap to keep, safe to share between threads.
#[derive(Debug)]
pub struct Bland {
    wire: Wire,
}

impl Bland {
    /// Makes the client; nothing is sent yet, and nothing is checked (`account` does that).
    pub fn new(config: BlandConfig) -> Bland {
        Bland { wire: Wire::new(config) }
    }

    /// The request of [`Voice::place`], which alone may call it outside tests: a dial without a
    /// committed receipt must not reach the network (C-01).
    fn send(&self, dial: &Dial) -> Placed {
        match self.wire.dial("/v1/calls", &body::body(dial)) {
            Ok(reply) => verdict::verdict(reply.status, reply.body.as_bytes()),
            Err(Lost::NotSent(why)) => {
                tracing::warn!(why, "the voice provider was not reached; nothing was dialled");
                Placed::Refused(Refused::Unreachable)
            }
            Err(Lost::Unanswered(why)) => Placed::Unclear { why },
        }
    }

    fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Answer, Fault> {
        let reply = self.wire.get(path, query)?;
        Ok(Answer::of(reply.status, reply.body.as_bytes()))
    }
}

impl Voice for Bland {
    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        self.send(&receipt.take().dial)
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Fault> {
        if !is_call_id(provider_id) {
            return Ok(None);
        }
        let answer = self.get(&format!("/v1/calls/{provider_id}"), &[])?;
        if answer.status == 404 {
            return Ok(None);
        }
        // A call may itself have the status `error`, so the envelope's status proves nothing here.
        if !answer.is_success() || answer.has_errors() {
            return Err(answer.fault());
        }
        report::call(answer.payload())
            .filter(|report| report.provider_id.eq_ignore_ascii_case(provider_id))
            .map(Some)
            .ok_or_else(|| answer.fault())
    }

    fn list(&self, to: Option<&str>, since_ms: i64, until_ms: i64) -> Result<Vec<Report>, Fault> {
        let answer = self.get("/v1/calls", &list_query(to, since_ms, until_ms))?;
        let mut found = reports(&answer, "calls", report::call)?;
        // The filter and the order are asked for above and not taken on trust.
        if let Some(to) = to {
            found.retain(|report| report.to.is_empty() || same_number(&report.to, to));
        }
        found.sort_by_key(|report| report.created_ms);
        Ok(found)
    }

    fn active(&self) -> Result<Vec<Report>, Fault> {
        reports(&self.get("/v1/calls/active", &[])?, "calls", report::active)
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Fault> {
        if !is_call_id(provider_id) {
            return Ok(Stopped::NotNow);
        }
        let reply = self.wire.post(&format!("/v1/calls/{provider_id}/stop"), &json!({}))?;
        let answer = Answer::of(reply.status, reply.body.as_bytes());
        if answer.ok() {
            return Ok(Stopped::Yes);
        }
        // The vendor names no HTTP code for this sentence.
        let no_line = answer.text().contains("sid not found");
        if no_line || answer.status == 404 { Ok(Stopped::NotNow) } else { Err(answer.fault()) }
    }

    fn account(&self) -> Result<Account, Fault> {
        let answer = self.get("/v1/me", &[])?;
        let me = answer.payload();
        let status = json::text(me, "status");
        if !answer.ok() || !(status.is_some() || me.get("billing").is_some()) {
            return Err(answer.fault());
        }
        let balance = me.get("billing").unwrap_or(me);
        Ok(Account {
            status: status.unwrap_or_else(|| "unknown".to_owned()),
            balance: json::text(balance, "current_balance"),
        })
    }
}

/// The longest id of a call that is believed; theirs are UUIDs of 36 characters.
const CALL_ID_MOST: usize = 64;

/// Whether it may stand in a path. `active` may not: it would name every call of the account, and
/// `POST /v1/calls/active/stop` ends them all.
fn is_call_id(id: &str) -> bool {
    let plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    plain && !id.is_empty() && id.len() <= CALL_ID_MOST && !id.eq_ignore_ascii_case("active")
}

/// The list filters by `to_number`: `to` and `from` are row indexes there, not numbers.
fn list_query(to: Option<&str>, since_ms: i64, until_ms: i64) -> Vec<(&'static str, String)> {
    let mut query = Vec::from([
        ("start_date", instant(since_ms)),
        ("end_date", instant(until_ms)),
        ("inbound", "false".to_owned()),
        ("ascending", "true".to_owned()),
        ("limit", LIST_MOST.to_string()),
    ]);
    if let Some(to) = to {
        query.insert(0, ("to_number", to.to_owned()));
    }
    query
}

/// A full instant: of a bare date the vendor's clients disagree whether the end is included.
fn instant(ms: i64) -> String {
    let edge = if ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    let at = Timestamp::from_millisecond(ms).unwrap_or(edge);
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// All rows or none: a row that cannot be read could be the very call that is looked for.
fn reports(
    answer: &Answer,
    name: &str,
    read: fn(&Value) -> Option<Report>,
) -> Result<Vec<Report>, Fault> {
    let rows = if answer.ok() { answer.list(name) } else { None };
    let rows = rows.ok_or_else(|| answer.fault())?;
    rows.iter().map(|row| read(row).ok_or_else(|| answer.fault())).collect()
}

/// Whether both may be the same number: some rows have it without the plus or the country code.
fn same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one, other) = (digits(one), digits(other));
    one.ends_with(&other) || other.ends_with(&one)
}

impl From<Lost> for Fault {
    fn from(lost: Lost) -> Fault {
        match lost {
            Lost::NotSent(why) | Lost::Unanswered(why) => Fault::Transport(why),
        }
    }
}
