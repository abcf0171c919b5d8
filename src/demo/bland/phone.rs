//! The phone on the demo page: `/phone/*`, without a key, for the loopback only.

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Response;
use super::call::{Call, Row, Stage};
use super::state::State;

/// How many calls the page shows.
const RECENT: usize = 20;

#[derive(Debug, Deserialize)]
struct Press {
    call_id: String,
    #[serde(default)]
    key: Option<char>,
    #[serde(default)]
    text: Option<String>,
}

/// Answers one request of the page.
pub(super) fn handle(
    state: &mut State,
    method: &str,
    what: &str,
    body: &[u8],
    now: i64,
) -> Response {
    match (method, what) {
        ("GET", "state") => Response::ok(&shown(state)),
        ("POST", _) => match serde_json::from_slice(body) {
            Ok(press) => pressed(state, what, &press, now),
            Err(_) => Response::json(400, &json!({"error": "unreadable body"})),
        },
        _ => Response::json(404, &json!({"error": "no such thing"})),
    }
}

fn pressed(state: &mut State, what: &str, press: &Press, now: i64) -> Response {
    let id = &press.call_id;
    let done = match (what, press.key, press.text.as_deref()) {
        ("answer", ..) => state.change(id, |call| call.answer(now)),
        ("hangup", ..) => state.change(id, |call| call.hang_up(now)),
        ("voicemail", ..) => state.change(id, |call| call.voicemail(now)),
        ("key", Some(key), _) => state.change(id, |call| call.key(now, key)),
        ("say", _, Some(text)) => state.change(id, |call| call.words(now, text)),
        ("key" | "say", ..) => {
            return Response::json(400, &json!({"error": "key or text is missing"}));
        }
        _ => return Response::json(404, &json!({"error": "no such thing"})),
    };
    match done {
        Some(true) => Response::ok(&json!({"ok": true})),
        Some(false) => Response::json(409, &json!({"error": "not now"})),
        None => Response::json(404, &json!({"error": "no such call"})),
    }
}

/// The calls that rang at the page's phone, newest first.
fn shown(state: &State) -> Value {
    let rang = state.calls.iter().rev().filter(|call| call.person && !call.is_waiting());
    let calls: Vec<Value> = rang.take(RECENT).map(one).collect();
    json!({"calls": calls})
}

fn one(call: &Call) -> Value {
    let state = match call.stage {
        Stage::Ringing => "ringing",
        Stage::Talking(_) => "talking",
        _ => "ended",
    };
    let lines: Vec<Value> = call.rows.iter().map(line).collect();
    let moment = |ms: i64| jiff::Timestamp::from_millisecond(ms).unwrap_or_default().to_string();
    json!({
        "call_id": call.id, "to": call.wanted.to, "from": call.from, "state": state,
        "lines": lines, "created_at": moment(call.created),
        "answered_at": call.connected.map(moment),
    })
}

fn line(row: &Row) -> Value {
    let who = match row.who {
        "assistant" => "voice",
        "user" => "callee",
        _ => "note",
    };
    json!({"who": who, "text": row.text})
}
