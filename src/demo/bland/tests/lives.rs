//! The life of a call with each kind of callee.

use serde_json::{Value, json};

use super::super::{Act, Callee, Pace, RunningStatus};
use super::{Rig, TO, but, good, said};

fn with_callee(callee: Callee) -> Rig {
    let rig = Rig::new();
    rig.fake.callee_for(TO, callee);
    rig
}

fn outcome(call: &Value) -> (&Value, &Value, &Value, &Value) {
    (&call["status"], &call["answered_by"], &call["corrected_duration"], &call["price"])
}

#[test]
fn a_call_goes_through_the_queue_and_completes_after_settling() {
    let rig = with_callee(Callee::silent());
    let id = rig.place(&good());
    let mut seen = Vec::new();
    for ms in [0, 49, 1, 249, 1, 99, 1, 2_999, 1] {
        rig.pass(ms);
        let call = rig.look(&id);
        assert_eq!(call["completed"], false);
        assert_eq!(call["end_at"], Value::Null);
        assert_eq!(call["corrected_duration"], Value::Null);
        assert_eq!(call["answered_by"], Value::Null);
        let rows = call["transcripts"].as_array().unwrap().len();
        seen.push((call["queue_status"].as_str().unwrap().to_owned(), rows));
    }
    let expected = [
        ("new", 0),
        ("new", 0),
        ("queued", 0),
        ("queued", 0),
        ("allocated", 0),
        ("allocated", 0),
        ("started", 0),
        ("started", 0),
        ("started", 1),
    ];
    assert_eq!(seen, expected.map(|(status, rows)| (status.to_owned(), rows)));

    // "Hello." takes a second, the farewell of 33 characters 1.98 s; then two seconds of settling.
    rig.pass(1_000 + 1_980 + 1_999);
    let call = rig.look(&id);
    assert_eq!((&call["status"], &call["completed"]), (&json!("completed"), &json!(false)));
    assert_eq!(call["queue_status"], "started");
    rig.pass(1);
    let call = rig.look(&id);
    assert_eq!((&call["completed"], &call["queue_status"]), (&json!(true), &json!("complete")));
    assert_eq!(call["answered_by"], "human");
    assert_eq!(call["call_ended_by"], "ASSISTANT");
    assert_eq!(call["summary"], "The callee pressed no key.");
    assert_eq!(call["corrected_duration"], "3");
    assert_eq!(call["call_length"], json!(0.05));
    assert_eq!(call["price"], json!(0.015));
    assert_eq!(call["created_at"], "2026-11-22T10:00:00.000+00:00");
    assert_eq!(call["started_at"], "2026-11-22T10:00:00.000Z");
    assert_eq!(call["end_at"], "2026-11-22T10:00:06.380Z");
}

#[test]
fn each_outcome_is_told_apart() {
    let done = json!("completed");
    let none = Value::Null;
    let least = json!(0.015);
    let zero = json!("0");
    let table = [
        (Callee::human("1#"), (&done, &json!("human"), &json!("6"), &least)),
        (Callee::voicemail(), (&done, &json!("voicemail"), &json!("2"), &least)),
        (Callee::no_answer(), (&json!("no-answer"), &json!("no-answer"), &zero, &least)),
        (Callee::busy(), (&json!("busy"), &none, &zero, &least)),
        (Callee::failed("608"), (&json!("failed"), &none, &zero, &least)),
        (Callee::hangup_early(), (&done, &json!("human"), &json!("2"), &least)),
    ];
    for (callee, expected) in table {
        let call = with_callee(callee.clone()).finished(&good());
        assert_eq!(call["completed"], true);
        assert_eq!(outcome(&call), expected, "{callee:?}: {call}");
    }
}

#[test]
fn a_failure_comes_with_the_carriers_words() {
    for (sip, words) in [
        ("404", "The number you dialed is not found."),
        ("480", "temporarily unavailable"),
        ("608", "Spam or Number Reputation"),
        ("My own words.", "My own words."),
    ] {
        let call = with_callee(Callee::failed(sip)).finished(&good());
        assert!(call["error_message"].as_str().unwrap().contains(words), "{call}");
        assert_eq!(call["queue_status"], "call_error");
    }
    let busy = with_callee(Callee::busy()).finished(&good());
    assert!(busy["error_message"].as_str().unwrap().contains("is busy"));
}

#[test]
fn nobody_answers_within_25_seconds() {
    let rig = with_callee(Callee::no_answer());
    let id = rig.place(&good());
    rig.pass(400 + 24_999);
    assert_eq!(rig.look(&id)["end_at"], Value::Null);
    rig.pass(1);
    assert_eq!(rig.look(&id)["end_at"], "2026-11-22T10:00:25.400Z");
}

#[test]
fn whoever_hangs_up_ended_the_call() {
    let call = with_callee(Callee::hangup_early()).finished(&good());
    assert_eq!(call["call_ended_by"], "USER");
    assert_eq!(said(&call), ["assistant: Hello.", "assistant: Thank you for your time. Goodbye."]);
    let declined = with_callee(Callee::Script(vec![Act::HangUp])).finished(&good());
    assert_eq!(declined["status"], "busy");
}

#[test]
fn the_longest_duration_cuts_the_call() {
    let rig = with_callee(Callee::silent());
    let long = but(json!({"max_duration": 1, "first_sentence": "x".repeat(3_000)}));
    let call = rig.finished(&long);
    assert_eq!(call["corrected_duration"], "60");
    assert_eq!(call["call_length"], json!(1.0));
    assert_eq!(call["price"], json!(0.11));
    assert_eq!(call["call_ended_by"], "ASSISTANT");
    assert_eq!(said(&call).last().unwrap(), "agent-action: Ended call");
}

#[test]
fn metadata_comes_back_in_both_places() {
    let call = Rig::new().finished(&good());
    let ours = json!({"cb_request_id": "cb-1"});
    assert_eq!(call["metadata"], ours);
    assert_eq!(call["variables"]["metadata"], ours);
    let without = Rig::new().finished(&but(json!({"metadata": null})));
    assert_eq!(without["metadata"], json!({}));
}

#[test]
fn every_documented_field_is_there() {
    let call = Rig::new().finished(&good());
    for field in [
        "call_id",
        "c_id",
        "batch_id",
        "to",
        "from",
        "inbound",
        "created_at",
        "started_at",
        "end_at",
        "completed",
        "queue_status",
        "status",
        "answered_by",
        "call_ended_by",
        "error_message",
        "call_length",
        "corrected_duration",
        "price",
        "max_duration",
        "endpoint_url",
        "record",
        "recording_url",
        "local_dialing",
        "request_data",
        "metadata",
        "variables",
        "pathway_id",
        "pathway_version",
        "pathway_logs",
        "pathway_tags",
        "transferred_to",
        "transferred_at",
        "summary",
        "analysis",
        "disposition_tag",
        "citations",
        "concatenated_transcript",
        "transcripts",
        "warm_transfer_call",
        "is_proxy_agent_call",
        "is_canary",
        "voice_id",
    ] {
        assert!(call.get(field).is_some(), "{field}");
    }
    assert_eq!(call["call_id"], call["c_id"]);
    assert_eq!(call["from"], "+14155550199");
    assert_eq!(call["max_duration"], 30);
}

#[test]
fn the_queue_can_take_minutes_and_a_call_can_wait_for_its_time() {
    let slow = Pace { queue_ms: 600_000, ..Pace::default() };
    let rig = Rig::with(|settings| settings.pace = slow);
    let id = rig.place(&good());
    rig.pass(599_999);
    assert_eq!(rig.look(&id)["queue_status"], "queued");
    rig.pass(101);
    assert_eq!(rig.look(&id)["queue_status"], "started");

    for (start, new_for) in [
        ("2026-11-22 05:10:00 -05:00", 600_000),
        ("2026-11-22 10:05:00", 300_000),
        ("2026-11-22 09:00:00 +00:00", 0),
    ] {
        let rig = Rig::new();
        let id = rig.place(&but(json!({"start_time": start})));
        rig.pass(new_for + 49);
        assert_eq!(rig.look(&id)["queue_status"], "new", "{start}");
        rig.pass(1);
        assert_eq!(rig.look(&id)["queue_status"], "queued", "{start}");
    }
}

#[test]
fn answered_by_summary_and_last_rows_can_be_late() {
    let late = Pace { late_ms: 30_000, ..Pace::default() };
    let rig = Rig::with(|settings| settings.pace = late);
    rig.fake.callee_for(TO, Callee::human("1"));
    let id = rig.place(&good());
    let over = rig.fake.calls().len();
    assert_eq!(over, 1);
    let settled = |rig: &Rig| rig.look(&id)["completed"] == json!(true);
    while !settled(&rig) {
        rig.pass(100);
    }
    let call = rig.look(&id);
    assert_eq!(call["answered_by"], Value::Null);
    assert_eq!(call["summary"], Value::Null);
    assert!(said(&call).is_empty(), "{call}");
    rig.pass(29_900);
    assert_eq!(said(&rig.look(&id)).last().unwrap(), "agent-action: Ended call");
    rig.pass(100);
    let call = rig.look(&id);
    assert_eq!(call["answered_by"], "human");
    assert_eq!(call["summary"], "The callee pressed 1.");
}

#[test]
fn what_the_docs_leave_open_can_be_switched() {
    let rig = Rig::with(|settings| {
        let unknowns = &mut settings.unknowns;
        unknowns.says_completed = true;
        unknowns.text_ids = true;
        unknowns.shuffled = true;
        unknowns.agent_noise = true;
        unknowns.started_at_connect = true;
        unknowns.status_while_running = RunningStatus::Word("in-progress");
    });
    rig.fake.callee_for(TO, Callee::human("12"));
    let id = rig.place(&good());
    assert_eq!(rig.look(&id)["status"], "in-progress");
    rig.pass(3_600_000);
    let call = rig.look(&id);
    assert_eq!(call["queue_status"], "completed");
    assert_eq!(call["started_at"], "2026-11-22T10:00:03.400Z");
    let rows = call["transcripts"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["id"].is_string()));
    let at = |row: &Value| row["id"].as_str().unwrap().to_owned();
    assert!(!rows.is_sorted_by_key(at), "{rows:?}");
    assert!(said(&call).contains(&"agent-action: Pressed Button: 5".to_owned()));
}

#[test]
fn status_while_running_is_anything() {
    let rig = Rig::with(|settings| settings.callee = Callee::no_answer());
    let id = rig.place(&good());
    let mut seen = Vec::new();
    for _ in 0..8 {
        seen.push(rig.look(&id)["status"].clone());
        rig.pass(1_000);
    }
    for status in [Value::Null, json!("queued"), json!("in-progress"), json!("started")] {
        assert!(seen.contains(&status), "{status}");
    }
    rig.fake.configure(|settings| {
        settings.unknowns.status_while_running = RunningStatus::Null;
    });
    assert_eq!(rig.look(&id)["status"], Value::Null);
}

#[test]
fn the_same_requests_give_the_same_answers() {
    let run = || {
        let rig = with_callee(Callee::human("12#"));
        rig.finished(&good())
    };
    assert_eq!(run(), run());
}
