//! The conversation of a call, and the keys in it.

use jiff::Timestamp;
use serde_json::Value;

use super::json;
use crate::domain::call::{Row, Said, Speaker};

/// How the provider writes a key press, whoever pressed it.
const PRESSED: &str = "pressed button";

/// The rows in order of time, then of id: the provider's own order is not always that.
pub(super) fn rows(call: &Value) -> Vec<Row> {
    let transcripts = call.get("transcripts").and_then(Value::as_array);
    let mut rows: Vec<(Order, Row)> =
        transcripts.into_iter().flatten().enumerate().filter_map(read).collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Rows without a time stay at the end and rows without an id after those with one, both in the
/// order they came.
type Order = (bool, Option<Timestamp>, u64, String);

fn read((index, transcript): (usize, &Value)) -> Option<(Order, Row)> {
    let text = json::text(transcript, "text")?;
    let who = match json::word(transcript, "user").as_deref() {
        Some("user") => Speaker::Callee,
        Some("assistant" | "robot") => Speaker::Agent,
        _ => Speaker::Action,
    };
    let at = json::instant(transcript, "created_at");
    let id = json::text(transcript, "id");
    let number = id.as_ref().and_then(|id| id.parse().ok()).unwrap_or(u64::MAX);
    let row = Row {
        key: id.clone().unwrap_or_else(|| format!("index {index}")),
        who,
        said: said(who, text),
        at_ms: at.map(|at| at.as_millisecond()),
    };
    Some(((at.is_none(), at, number, id.unwrap_or_default()), row))
}

/// Only the callee's presses are keys: our own side's, on somebody's menu, read the same.
fn said(who: Speaker, text: String) -> Said {
    match keys(&text) {
        Some(keys) if who == Speaker::Callee => Said::Keys(keys.to_owned()),
        _ => Said::Words(text),
    }
}

/// `Pressed Button: 1` in any case and spacing; one or more of `0-9 * #`.
fn keys(text: &str) -> Option<&str> {
    let (words, keys) = text.trim().split_once(':')?;
    let keys = keys.trim();
    let all = keys.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'#');
    (words.trim().eq_ignore_ascii_case(PRESSED) && all && !keys.is_empty()).then_some(keys)
}
