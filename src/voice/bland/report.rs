//! One call as the provider has it, from the details, a list row or an active row.

use serde_json::Value;

use super::mask::masked;
use super::{is_call_id, json, rows};
use crate::domain::call::{Outcome, Report, Row, Said, Speaker};
use crate::domain::money::Usd;

/// In seconds. Call lengths are minutes rounded to four places, which is three thousandths of a
/// second that must not become a whole one.
const ROUNDING: f64 = 0.01;

/// No call is longer: the vendor ends every call after 12 hours. A larger figure is not a
/// duration.
const SECONDS_MOST: f64 = 24.0 * 3600.0;

/// The vendor's sentences for a call that the carrier did not connect, in lower case. The call
/// details show them without the `Call failed.` that webhooks put before them.
const NOT_CONNECTED: [&str; 5] = [
    "call failed",
    "number you dialed is not found",
    "is temporarily unavailable",
    "provider blocked call",
    "unable to start call",
];

/// The same for an engaged line.
const ENGAGED: &str = "is busy";

/// Reads the call details, or a list row: that lacks the conversation, and perhaps more.
pub(super) fn call(call: &Value) -> Option<Report> {
    let completed = json::flag(call, "completed");
    let rows = rows::rows(call);
    let seconds = completed.then(|| seconds(call)).flatten();
    Some(Report {
        provider_id: id(call)?,
        cb_request_id: cb_request_id(call),
        to: json::text(call, "to").unwrap_or_default(),
        created_ms: ms(call, "created_at"),
        completed,
        started: !completed && json::word(call, "queue_status").as_deref() == Some("started"),
        outcome: completed.then(|| outcome(call, seconds, &rows)),
        seconds,
        // Until then it is when the call would be cut off.
        ended_ms: completed.then(|| ms(call, "end_at")).flatten(),
        price: json::text(call, "price").filter(|_| completed).as_deref().and_then(Usd::near),
        error: json::text(call, "error_message").map(|words| masked(&words)),
        rows,
    })
}

/// Reads an active row, where everything is text and there is no metadata.
pub(super) fn active(call: &Value) -> Option<Report> {
    let running = matches!(json::word(call, "status").as_deref(), Some("in-progress" | "started"));
    Some(Report {
        provider_id: id(call)?,
        to: json::text(call, "to").unwrap_or_default(),
        created_ms: ms(call, "timestamp"),
        started: running,
        ..Report::default()
    })
}

fn id(call: &Value) -> Option<String> {
    json::text(call, "call_id").or_else(|| json::text(call, "c_id")).filter(|id| is_call_id(id))
}

/// Our own id: the metadata is also copied into the variables, and some rows have only that.
fn cb_request_id(call: &Value) -> Option<String> {
    let own = |holder: &Value| json::text(holder.get("metadata")?, "cb_request_id");
    own(call).or_else(|| own(call.get("variables")?))
}

fn ms(call: &Value, field: &str) -> Option<i64> {
    json::instant(call, field).map(|at| at.as_millisecond())
}

/// Connected seconds, rounded up. The difference of the two times would count queue and ringing.
fn seconds(call: &Value) -> Option<u32> {
    let exact = if json::text(call, "corrected_duration").is_some() {
        json::number(call, "corrected_duration")?
    } else {
        match json::number(call, "call_length")? * 60.0 {
            some if some > 0.0 => (some - ROUNDING).max(0.0),
            none => none,
        }
    };
    (0.0..=SECONDS_MOST).contains(&exact).then_some(exact.ceil() as u32)
}

/// How a completed call came out. `completed` alone does not mean success: voicemail, no answer
/// and carrier-blocked calls complete too. The error text decides only where nobody is known to
/// have answered, because a failed transfer leaves one as well.
fn outcome(call: &Value, seconds: Option<u32>, rows: &[Row]) -> Outcome {
    let (status, answered) = (json::word(call, "status"), json::word(call, "answered_by"));
    let error = json::text(call, "error_message").unwrap_or_default().to_lowercase();
    let silent = seconds.is_none_or(|seconds| seconds == 0);
    match (status.as_deref(), answered.as_deref()) {
        (Some("no-answer"), _) => Outcome::NoAnswer,
        (Some("busy"), _) => Outcome::Busy,
        (Some("canceled" | "cancelled"), _) => Outcome::Stopped,
        (Some("failed" | "error"), _) if error.contains(ENGAGED) => Outcome::Busy,
        (Some("failed" | "error"), _) => Outcome::Failed,
        (_, Some("human")) => Outcome::Answered,
        (_, Some("voicemail" | "machine")) => Outcome::Voicemail,
        (_, Some("no-answer")) => Outcome::NoAnswer,
        _ if silent && error.contains(ENGAGED) => Outcome::Busy,
        _ if silent && NOT_CONNECTED.iter().any(|words| error.contains(words)) => Outcome::Failed,
        // Only people press keys, whatever the detection says.
        _ if pressed(rows) => Outcome::Answered,
        // `unknown` is the vendor's word for "probably a person"; list rows have no status.
        (Some("completed") | None, Some("unknown")) => Outcome::Answered,
        _ => Outcome::Unknown,
    }
}

fn pressed(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.who == Speaker::Callee && matches!(row.said, Said::Keys(_)))
}
