//! A call as the vendor shows it: in full, as a row of the list, as a row of the active calls.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::call::{Call, End, Row, Stage};
use super::callee::BUSY_WORDS;
use super::settings::{RunningStatus, Unknowns};

/// The organisation the account belongs to.
const ORG: &str = "3c8e2f6a-7d41-4b0e-9a55-0f6d2b1c7e90";
/// The voice used when none is asked for.
const VOICE: &str = "6a0a3c33-2b57-4f4e-9d0a-90f5b2f0c0aa";
/// How much of the task the list of active calls shows, characters.
const OBJECTIVE_MOST: usize = 100;
/// Room for a call's rows between two row ids, so that ids grow with calls and rows.
const IDS_A_CALL: u64 = 10_000;
/// Where row ids begin.
const FIRST_ROW_ID: u64 = 901_000_000;

/// `GET /v1/calls/{id}`.
pub(super) fn details(call: &Call, unknowns: &Unknowns, now: i64) -> Value {
    let mut all = identity(call);
    all.extend(times(call, unknowns));
    all.extend(ending(call, unknowns, now));
    all.extend(conversation(call, unknowns, now));
    all.extend(unused());
    Value::Object(all)
}

/// One row of `GET /v1/calls`.
pub(super) fn row(call: &Call, unknowns: &Unknowns, now: i64) -> Value {
    let mut all = details(call, unknowns, now);
    let kept =
        |key: &str| LIST_FIELDS.contains(&key) || key == "metadata" && unknowns.list_metadata;
    if let Some(all) = all.as_object_mut() {
        all.retain(|key, _| kept(key));
    }
    all
}

const LIST_FIELDS: [&str; 12] = [
    "call_id",
    "created_at",
    "call_length",
    "to",
    "from",
    "inbound",
    "completed",
    "queue_status",
    "error_message",
    "answered_by",
    "batch_id",
    "pathway_id",
];

/// One row of `GET /v1/calls/active`, where everything is text.
pub(super) fn active_row(call: &Call) -> Value {
    let status = if call.is_waiting() { "QUEUED" } else { "IN_PROGRESS" };
    let objective: String = call.wanted.task.chars().take(OBJECTIVE_MOST).collect();
    let abroad = !call.wanted.to.starts_with("+1");
    json!({
        "call_id": call.id, "user_id": ORG, "from": call.from, "to": call.wanted.to,
        "objective": objective, "pathway_id": "", "start_time": "",
        "international": abroad.to_string(), "status": status,
        "timestamp": call.created.to_string(),
    })
}

fn map(value: Value) -> Map<String, Value> {
    if let Value::Object(map) = value { map } else { Map::new() }
}

fn identity(call: &Call) -> Map<String, Value> {
    let mut request_data = call.wanted.request_data.clone();
    request_data.insert("phone_number".to_owned(), json!(call.wanted.to));
    request_data.insert("language".to_owned(), json!(call.wanted.language));
    map(json!({
        "call_id": call.id, "c_id": call.id, "batch_id": null,
        "to": call.wanted.to, "from": call.from, "inbound": false,
        "max_duration": call.wanted.max_minutes, "record": call.wanted.record,
        "endpoint_url": "api.prod.bland.ai", "local_dialing": false,
        "request_data": request_data, "metadata": call.wanted.metadata,
        "variables": variables(call), "voice_id": VOICE,
    }))
}

/// What this stand-in never has: pathways, transfers, recordings.
fn unused() -> Map<String, Value> {
    map(json!({
        "recording_url": null, "pathway_id": null, "pathway_version": null,
        "pathway_logs": null, "pathway_tags": [], "transferred_to": null,
        "transferred_at": null, "analysis": null, "citations": [],
        "warm_transfer_call": null, "is_proxy_agent_call": false, "is_canary": false,
    }))
}

fn times(call: &Call, unknowns: &Unknowns) -> Map<String, Value> {
    let started = match unknowns.started_at_connect {
        true => call.connected,
        false => Some(call.created),
    };
    let ended = call.ended.as_ref().map(|(at, _)| *at);
    map(json!({
        "created_at": format(call.created, "%Y-%m-%dT%H:%M:%S%.3f+00:00"),
        "started_at": started.map(zulu),
        "end_at": ended.map(zulu),
    }))
}

/// The moment with a `Z`, the second of the two spellings found in one object.
fn zulu(ms: i64) -> String {
    format(ms, "%Y-%m-%dT%H:%M:%S%.3fZ")
}

fn format(ms: i64, pattern: &str) -> String {
    Timestamp::from_millisecond(ms).unwrap_or_default().strftime(pattern).to_string()
}

fn ending(call: &Call, unknowns: &Unknowns, now: i64) -> Map<String, Value> {
    let over = call.is_over();
    let seconds = call.seconds();
    let length = match over {
        true => json!(minutes(seconds)),
        false => call.connected.map_or(Value::Null, |_| json!(0)),
    };
    let filled = call.is_filled_in(now);
    map(json!({
        "completed": over,
        "queue_status": queue_status(call, unknowns),
        "status": status(call, unknowns, now),
        "answered_by": answered_by(call, now),
        "call_ended_by": ended_by(call),
        "error_message": error(call),
        "call_length": length,
        "corrected_duration": over.then(|| seconds.to_string()),
        "price": call.price_micro.filter(|_| over).map(dollars),
        "summary": filled.then(|| summary(call)),
        "disposition_tag": filled.then(|| disposition(call)),
    }))
}

/// Minutes to four places, as in recorded answers: 11 seconds are 0.1833.
fn minutes(seconds: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a call has at most 43,200 seconds")]
    let exact = seconds as f64 / 60.0;
    (exact * 10_000.0).round() / 10_000.0
}

/// Dollars as the vendor sends them. Nothing here counts with the result.
pub(super) fn dollars(micro: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "an account holds far less than 2^53 millionths"
    )]
    let exact = micro as f64 / 1_000_000.0;
    exact
}

fn queue_status(call: &Call, unknowns: &Unknowns) -> &'static str {
    match (&call.stage, &call.ended) {
        (Stage::New, _) => "new",
        (Stage::Queued, _) => "queued",
        (Stage::Allocated, _) => "allocated",
        (Stage::Ringing | Stage::Talking(_) | Stage::Settling, _) => "started",
        (Stage::Over, Some((_, End::Failed(_)))) => "call_error",
        (Stage::Over, _) if unknowns.says_completed => "completed",
        (Stage::Over, _) => "complete",
    }
}

/// The final status stands as soon as the line is over, before `completed` does.
fn status(call: &Call, unknowns: &Unknowns, now: i64) -> Option<&'static str> {
    let Some((_, why)) = &call.ended else { return running(call, unknowns, now) };
    let status = match why {
        _ if call.connected.is_some() => "completed",
        End::NoAnswer => "no-answer",
        End::Busy => "busy",
        End::Failed(_) => "failed",
        _ => "canceled",
    };
    Some(status)
}

fn running(call: &Call, unknowns: &Unknowns, now: i64) -> Option<&'static str> {
    match unknowns.status_while_running {
        RunningStatus::Null => None,
        RunningStatus::Word(word) => Some(word),
        RunningStatus::Varied => {
            let turn = now.div_euclid(1000).unsigned_abs().wrapping_add(call.serial) % 4;
            match turn {
                0 => None,
                1 => Some("queued"),
                2 => Some("in-progress"),
                _ => Some("started"),
            }
        }
    }
}

/// Who answered, once that was found out.
pub(super) fn answered_by(call: &Call, now: i64) -> Option<&'static str> {
    let (_, why) = call.ended.as_ref().filter(|_| call.is_filled_in(now))?;
    match (call.connected, why) {
        (Some(_), _) if call.machine => Some("voicemail"),
        (Some(_), _) => Some("human"),
        (None, End::NoAnswer) => Some("no-answer"),
        _ => None,
    }
}

/// A call stopped through the API counts as ended by the user.
fn ended_by(call: &Call) -> Option<&'static str> {
    let (_, why) = call.ended.as_ref().filter(|_| call.connected.is_some())?;
    match why {
        End::Callee | End::Stopped => Some("USER"),
        _ => Some("ASSISTANT"),
    }
}

fn error(call: &Call) -> Option<&str> {
    match &call.ended {
        Some((_, End::Failed(words))) => Some(words),
        Some((_, End::Busy)) => Some(BUSY_WORDS),
        _ => None,
    }
}

fn disposition(call: &Call) -> &'static str {
    let why = call.ended.as_ref().map(|(_, why)| why);
    match why {
        _ if call.opted_out => "DO_NOT_CONTACT",
        _ if call.machine => "VOICEMAIL",
        _ if call.connected.is_some() => "COMPLETED_ACTION",
        Some(End::NoAnswer) => "NO_ANSWER",
        Some(End::Busy) => "BUSY",
        Some(End::Failed(_)) => "FAILED",
        _ => "CANCELED",
    }
}

fn summary(call: &Call) -> String {
    if call.machine {
        return "An answering machine picked up.".to_owned();
    }
    if call.connected.is_none() {
        return "Nobody was reached.".to_owned();
    }
    let pressed = call.rows.iter().filter(|row| row.who == "user");
    let keys: String =
        pressed.filter_map(|row| row.text.strip_prefix("Pressed Button: ")).collect();
    match keys.as_str() {
        "" => "The callee pressed no key.".to_owned(),
        keys => format!("The callee pressed {keys}."),
    }
}

fn conversation(call: &Call, unknowns: &Unknowns, now: i64) -> Map<String, Value> {
    let late = call.pace.late_ms;
    let visible = call.rows.iter().zip(1..).filter(|(row, _)| row.at + late <= now);
    let visible: Vec<(&Row, u64)> = visible.collect();
    let whole: String =
        visible.iter().map(|(row, _)| format!("{}: {} \n ", row.who, row.text)).collect();
    let mut rows: Vec<Value> =
        visible.iter().map(|(row, place)| transcript(call, row, *place, unknowns)).collect();
    if unknowns.shuffled {
        rows = shuffled(rows);
    }
    map(json!({"concatenated_transcript": whole, "transcripts": rows}))
}

fn transcript(call: &Call, row: &Row, place: u64, unknowns: &Unknowns) -> Value {
    let id = FIRST_ROW_ID + call.serial * IDS_A_CALL + place;
    let id = if unknowns.text_ids { json!(id.to_string()) } else { json!(id) };
    json!({
        "id": id, "user": row.who, "text": row.text, "c_id": call.id,
        "created_at": format(row.at, "%Y-%m-%dT%H:%M:%S%.6f+00:00"),
        "status": null, "transcript_id": null,
    })
}

/// Every second row first, then the others backwards: never the order of time from three rows on.
fn shuffled(rows: Vec<Value>) -> Vec<Value> {
    let (odd, even): (Vec<_>, Vec<_>) = rows.into_iter().zip(0..).partition(|(_, n)| n % 2 == 1);
    odd.into_iter().chain(even.into_iter().rev()).map(|(row, _)| row).collect()
}

fn variables(call: &Call) -> Value {
    let zone = TimeZone::get(&call.wanted.timezone).unwrap_or(TimeZone::UTC);
    let words = |ms: i64, zone: &TimeZone| {
        let at = Timestamp::from_millisecond(ms).unwrap_or_default().to_zoned(zone.clone());
        at.strftime("%A, %B %-d, %Y %-I:%M %p").to_string()
    };
    let connected = call.connected.map(|ms| {
        let at = Timestamp::from_millisecond(ms).unwrap_or_default().to_zoned(zone.clone());
        at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    });
    let short = |number: &str| {
        let national = number.strip_prefix("+1").or(number.strip_prefix('+'));
        national.unwrap_or(number).to_owned()
    };
    let moment = call.connected.unwrap_or(call.created);
    json!({
        "now": words(moment, &zone), "now_utc": words(moment, &TimeZone::UTC),
        "short_from": short(&call.from), "short_to": short(&call.wanted.to),
        "from": call.from, "to": call.wanted.to, "phone_number": call.wanted.to,
        "call_id": call.id, "language": call.wanted.language,
        "timezone": call.wanted.timezone, "timestamp": connected,
        "metadata": call.wanted.metadata,
    })
}
