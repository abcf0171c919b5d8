//! Reading calls: the full sample, and every spelling the contract leaves open.

use serde_json::{Value, json};

use super::{ID, OURS, TO};
use crate::domain::call::{Outcome, Report, Row, Said, Speaker};
use crate::domain::money::Usd;
use crate::voice::bland::report;

/// The contract's own example of the call details.
const DETAILS: &str = r#"{
  "call_id": "5f0a3a52-2b0f-4f5a-8d31-9a7f2c6e1b44",
  "c_id":    "5f0a3a52-2b0f-4f5a-8d31-9a7f2c6e1b44",
  "batch_id": null, "to": "+12025550143", "from": "+14155550199", "inbound": false,
  "created_at": "2026-11-20T15:04:05.120+00:00", "started_at": "2026-11-20T15:04:05.120Z",
  "end_at":     "2026-11-20T15:04:48.000Z",
  "completed": true, "queue_status": "complete", "status": "completed",
  "answered_by": "human", "call_ended_by": "ASSISTANT", "error_message": null,
  "call_length": 0.5, "corrected_duration": "30", "price": 0.06, "max_duration": 5,
  "record": false, "recording_url": null, "local_dialing": false,
  "request_data": {"phone_number":"+12025550143","language":"en"},
  "metadata": {"cb_request_id":"018f9a52-7c31-7b2e-9d55-0a1b2c3d4e5f"},
  "variables": {"now_utc":"Friday, November 20, 2026 3:04 PM", "short_to":"2025550143",
    "metadata":{"cb_request_id":"018f9a52-7c31-7b2e-9d55-0a1b2c3d4e5f"}, "menu_choice":"1"},
  "pathway_logs": [], "pathway_tags": ["Menu"], "transferred_to": null,
  "summary": "The callee chose option one.", "analysis": null, "citations": [],
  "concatenated_transcript": "assistant: Press 1 for yes or 2 for no. \n ",
  "transcripts": [
    {"id":901234001,"user":"assistant","text":"Press 1 for yes or 2 for no.",
     "created_at":"2026-11-20T15:04:19.100+00:00","status":null,"transcript_id":null},
    {"id":901234002,"user":"user","text":"Pressed Button: 1",
     "created_at":"2026-11-20T15:04:25.310+00:00"},
    {"id":901234003,"user":"agent-action","text":"Ended call",
     "created_at":"2026-11-20T15:04:47.900+00:00"}
  ],
  "warm_transfer_call": null, "is_proxy_agent_call": false, "is_canary": false
}"#;

pub(super) fn details() -> Value {
    serde_json::from_str(DETAILS).unwrap()
}

/// The example with some fields replaced.
fn changed(fields: &[(&str, Value)]) -> Report {
    let mut call = details();
    for (field, value) in fields {
        call[*field] = value.clone();
    }
    report::call(&call).unwrap()
}

/// The example without some fields.
fn without(fields: &[&str]) -> Report {
    let mut call = details();
    for field in fields {
        call.as_object_mut().unwrap().remove(*field);
    }
    report::call(&call).unwrap()
}

fn row(key: &str, who: Speaker, said: Said, at_ms: i64) -> Row {
    Row { key: key.to_owned(), who, said, at_ms: Some(at_ms) }
}

fn words(text: &str) -> Said {
    Said::Words(text.to_owned())
}

fn pressed(keys: &str) -> Said {
    Said::Keys(keys.to_owned())
}

#[test]
fn the_whole_sample_is_read() {
    let expected = Report {
        provider_id: ID.to_owned(),
        cb_request_id: Some(OURS.to_owned()),
        to: TO.to_owned(),
        created_ms: Some(1_795_187_045_120),
        completed: true,
        started: false,
        outcome: Some(Outcome::Answered),
        seconds: Some(30),
        ended_ms: Some(1_795_187_088_000),
        price: Some(Usd::cents(6)),
        error: None,
        rows: vec![
            row(
                "901234001",
                Speaker::Agent,
                words("Press 1 for yes or 2 for no."),
                1_795_187_059_100,
            ),
            row("901234002", Speaker::Callee, pressed("1"), 1_795_187_065_310),
            row("901234003", Speaker::Action, words("Ended call"), 1_795_187_087_900),
        ],
    };
    assert_eq!(report::call(&details()).unwrap(), expected);
}

#[test]
fn only_completed_ends_a_call() {
    for queue in ["complete", "completed", "call_error", "allocated"] {
        let running = changed(&[
            ("completed", json!(false)),
            ("queue_status", json!(queue)),
            ("end_at", json!("2026-11-20T15:09:05.120Z")),
        ]);
        assert_eq!((running.completed, running.started), (false, false), "{queue}");
        assert_eq!((running.outcome, running.seconds, running.ended_ms), (None, None, None));
        let over = changed(&[("queue_status", json!(queue))]);
        assert_eq!((over.completed, over.outcome), (true, Some(Outcome::Answered)), "{queue}");
    }
    assert!(!without(&["completed"]).completed);
}

#[test]
fn a_running_call_is_read_whatever_its_status_says() {
    for status in [json!(null), json!("queued"), json!("in-progress"), json!("started")] {
        let running = changed(&[
            ("completed", json!(false)),
            ("queue_status", json!("started")),
            ("status", status),
            ("end_at", json!(null)),
            ("call_length", json!(null)),
            ("corrected_duration", json!(null)),
            ("transcripts", json!(null)),
        ]);
        assert!(running.started && !running.completed && running.rows.is_empty());
        assert_eq!(running.outcome, None);
    }
}

#[test]
fn seconds_come_from_the_corrected_duration_and_only_else_from_minutes() {
    let of = |corrected: Value, minutes: Value| {
        changed(&[("corrected_duration", corrected), ("call_length", minutes)]).seconds
    };
    assert_eq!(of(json!("24"), json!(9.9)), Some(24));
    assert_eq!(of(json!(24), json!(9.9)), Some(24));
    assert_eq!(of(json!(23.2), json!(9.9)), Some(24));
    assert_eq!(of(json!("0"), json!(9.9)), Some(0));
    assert_eq!(of(json!(null), json!(0.4)), Some(24));
    assert_eq!(of(json!(""), json!(0.1833)), Some(11));
    assert_eq!(of(json!(null), json!(0.3167)), Some(19));
    assert_eq!(of(json!(null), json!("0.5")), Some(30));
    assert_eq!(of(json!(null), json!(0)), Some(0));
    assert_eq!(of(json!(null), json!(0.0001)), Some(0));
    for bad in [json!("soon"), json!("-3"), json!("NaN"), json!("inf"), json!("1e9")] {
        assert_eq!(of(bad.clone(), json!(0.5)), None, "{bad}");
    }
    assert_eq!(of(json!(null), json!(null)), None);
    assert_eq!(without(&["corrected_duration"]).seconds, Some(30));
}

#[test]
fn the_price_is_read_from_its_text_and_only_of_a_call_that_is_over() {
    let of = |price: Value| changed(&[("price", price)]).price;
    assert_eq!(of(json!("0.036")), Some(Usd::micro(36_000)));
    assert_eq!(of(json!(0.015)), Some(Usd::micro(15_000)));
    assert_eq!(of(json!(0)), Some(Usd::ZERO));
    for odd in [json!(null), json!(""), json!("soon"), json!({})] {
        assert_eq!(of(odd.clone()), None, "{odd}");
    }
    let running = changed(&[("price", json!(0.1)), ("completed", json!(false))]);
    assert_eq!((running.price, without(&["price"]).price), (None, None));
}

#[test]
fn the_outcome_follows_status_then_who_answered_then_the_error() {
    use Outcome::*;
    let spam = "Call failed. Service Provider Blocked Call due to Spam or Number Reputation.";
    let busy = "The number you dialed is busy. Please try again later.";
    let transfer = "Transfer failed.";
    for (status, answered, error, seconds, outcome) in [
        ("completed", "human", "", "30", Answered),
        ("completed", "human", transfer, "30", Answered),
        ("completed", "human", spam, "0", Answered),
        ("completed", "unknown", "", "30", Answered),
        ("completed", "unknown", spam, "0", Failed),
        ("completed", "unknown", spam, "30", Answered),
        ("completed", "voicemail", "", "12", Voicemail),
        ("completed", "machine", "", "12", Voicemail),
        ("completed", "no-answer", "", "0", NoAnswer),
        ("completed", "", "", "30", Unknown),
        ("completed", "", spam, "0", Failed),
        ("completed", "", busy, "0", Busy),
        ("completed", "", "The number you dialed is not found.", "0", Failed),
        ("no-answer", "", "", "0", NoAnswer),
        ("no_answer", "no-answer", "", "0", NoAnswer),
        ("busy", "", "", "0", Busy),
        ("failed", "", "", "0", Failed),
        ("failed", "", "Call failed. The number you dialed is busy.", "0", Busy),
        ("error", "", "", "0", Failed),
        ("canceled", "", "", "0", Stopped),
        ("cancelled", "", "", "0", Stopped),
        ("unknown", "human", "", "9", Answered),
        ("unknown", "unknown", "", "9", Unknown),
        ("", "human", "", "9", Answered),
        ("", "unknown", "", "9", Answered),
        ("something new", "", "", "9", Unknown),
    ] {
        let report = changed(&[
            ("status", json!(status)),
            ("answered_by", json!(answered)),
            ("error_message", json!(error)),
            ("corrected_duration", json!(seconds)),
            ("transcripts", json!([])),
        ]);
        assert_eq!(report.outcome, Some(outcome), "{status} {answered} {error} {seconds}");
    }
    let keys = changed(&[("answered_by", json!(null)), ("status", json!("unknown"))]);
    assert_eq!(keys.outcome, Some(Answered));
}

#[test]
fn rows_are_put_in_order_of_time_then_of_id() {
    let at = |second: &str| format!("2026-11-20T15:04:{second}+00:00");
    let rows = changed(&[(
        "transcripts",
        json!([
            {"id": 8, "user": "user", "text": "no time"},
            {"id": 12, "user": "user", "text": "Pressed Button: 3", "created_at": at("20.000002")},
            {"id": "9", "user": "user", "text": "Pressed Button: 2", "created_at": at("20.000001")},
            {"id": 11, "user": "user", "text": "eleven", "created_at": at("19")},
            {"id": "5", "user": "user", "text": "five", "created_at": at("19")},
            {"user": "user", "text": "no id", "created_at": at("19")},
            {"id": 1, "user": "user", "text": null, "created_at": at("18")},
        ]),
    )])
    .rows;
    let order: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(order, ["5", "11", "index 5", "9", "12", "8"]);
    assert_eq!(rows[5].at_ms, None);
}

#[test]
fn only_the_callees_presses_are_keys() {
    for (user, text, who, said) in [
        ("user", "Pressed Button: 1", Speaker::Callee, pressed("1")),
        ("user", "  Pressed Button:12#  ", Speaker::Callee, pressed("12#")),
        ("user", "pressed button :\t*", Speaker::Callee, pressed("*")),
        ("User", "Pressed Button: 0", Speaker::Callee, pressed("0")),
        ("user", "Pressed Button:", Speaker::Callee, words("Pressed Button:")),
        ("user", "Pressed Button: A", Speaker::Callee, words("Pressed Button: A")),
        ("user", "I Pressed Button: 1", Speaker::Callee, words("I Pressed Button: 1")),
        ("user", "one", Speaker::Callee, words("one")),
        ("agent-action", "Pressed Button: 2", Speaker::Action, words("Pressed Button: 2")),
        ("robot", "Pressed Button: 2", Speaker::Agent, words("Pressed Button: 2")),
        ("assistant", "Pressed Button: 2", Speaker::Agent, words("Pressed Button: 2")),
        ("someone", "Pressed Button: 2", Speaker::Action, words("Pressed Button: 2")),
    ] {
        let rows = changed(&[("transcripts", json!([{"id": 1, "user": user, "text": text}]))]).rows;
        assert_eq!((rows[0].who, &rows[0].said), (who, &said), "{user}: {text}");
    }
}

#[test]
fn our_id_is_found_in_either_place_or_missed_without_harm() {
    assert_eq!(without(&["variables"]).cb_request_id.as_deref(), Some(OURS));
    assert_eq!(without(&["metadata"]).cb_request_id.as_deref(), Some(OURS));
    let empty = changed(&[("metadata", json!({}))]);
    assert_eq!(empty.cb_request_id.as_deref(), Some(OURS));
    assert_eq!(without(&["metadata", "variables"]).cb_request_id, None);
    let odd = changed(&[("metadata", json!("{}")), ("variables", json!(null))]);
    assert_eq!(odd.cb_request_id, None);
}

#[test]
fn the_error_is_kept_without_the_number() {
    let report = changed(&[("error_message", json!("No route to +1 (202) 555-0143 today"))]);
    assert_eq!(report.error.as_deref(), Some("No route to +…43 today"));
}

#[test]
fn a_call_without_a_usable_id_is_none() {
    assert_eq!(without(&["call_id"]).provider_id, ID);
    for id in [json!(null), json!(""), json!("active"), json!("a/b"), json!({})] {
        let call = json!({"call_id": id, "completed": true});
        assert_eq!(report::call(&call), None, "{call}");
        assert_eq!(report::active(&call), None, "{call}");
    }
    assert_eq!(report::call(&json!([])), None);
}
