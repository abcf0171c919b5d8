//! Stopping calls, and the list of active ones.

use serde_json::{Value, json};

use super::super::Callee;
use super::{Rig, TO, but, good};

fn stop(rig: &Rig, id: &str) -> (u16, Value) {
    rig.post(&format!("/v1/calls/{id}/stop"), &json!({}))
}

/// Stops a call `after` this long; how it looks when it has settled.
fn stopped(after: u64) -> Value {
    let rig = Rig::with(|settings| settings.callee = Callee::silent());
    let id = rig.place(&but(json!({"first_sentence": "x".repeat(1_000)})));
    rig.pass(after);
    let (status, answer) = stop(&rig, &id);
    assert_eq!(status, 200);
    assert_eq!(answer, json!({"status": "success", "message": "Call ended successfully."}));
    rig.pass(1_999);
    assert_eq!(rig.look(&id)["completed"], false);
    rig.pass(1);
    assert_eq!(rig.look(&id)["completed"], true);
    rig.look(&id)
}

#[test]
fn a_queued_call_is_cancelled_for_nothing() {
    let call = stopped(100);
    assert_eq!((&call["status"], &call["price"]), (&json!("canceled"), &json!(0.0)));
    assert_eq!(call["corrected_duration"], "0");
    assert_eq!(call["disposition_tag"], "CANCELED");
    assert_eq!(call["transcripts"], json!([]));
}

#[test]
fn a_ringing_call_is_cancelled_and_costs_the_attempt() {
    let call = stopped(1_000);
    assert_eq!((&call["status"], &call["price"]), (&json!("canceled"), &json!(0.015)));
    assert_eq!(call["answered_by"], Value::Null);
}

#[test]
fn a_conversation_ends_at_once() {
    let call = stopped(3_400 + 7_500);
    assert_eq!((&call["status"], &call["call_ended_by"]), (&json!("completed"), &json!("USER")));
    assert_eq!(call["corrected_duration"], "8", "a started second counts");
    assert_eq!(call["answered_by"], "human");
}

#[test]
fn what_is_over_or_unknown_has_no_line() {
    let rig = Rig::with(|settings| settings.callee = Callee::busy());
    let id = rig.place(&good());
    rig.pass(400);
    let none = json!({"status": "error", "message": "SID not found for the given c_id."});
    assert_eq!(stop(&rig, &id), (400, none.clone()), "settling");
    rig.pass(10_000);
    assert_eq!(stop(&rig, &id), (400, none.clone()), "over");
    assert_eq!(stop(&rig, "unknown"), (400, none.clone()));
    rig.fake.configure(|settings| settings.unknowns.stop_error = 200);
    assert_eq!(stop(&rig, &id), (200, none), "an error in spite of its status");
}

#[test]
fn a_queued_call_may_be_beyond_reach() {
    let rig = Rig::with(|settings| settings.unknowns.queued_has_no_line = true);
    let id = rig.place(&good());
    assert_eq!(stop(&rig, &id).0, 400);
    rig.pass(400);
    assert_eq!(stop(&rig, &id).0, 200);
}

#[test]
fn stopping_all_takes_a_second() {
    let rig = Rig::with(|settings| settings.callee = Callee::no_answer());
    let ids =
        ["+12025550001", "+12025550002"].map(|to| rig.place(&but(json!({"phone_number": to}))));
    let (status, answer) = rig.post("/v1/calls/active/stop", &json!({}));
    assert_eq!((status, &answer["num_calls"]), (200, &json!(2)));
    rig.pass(999);
    assert_eq!(rig.get("/v1/calls/active").1["data"].as_array().unwrap().len(), 2);
    rig.pass(2_001);
    assert_eq!(rig.get("/v1/calls/active").1["data"], json!([]));
    for id in ids {
        assert_eq!(rig.look(&id)["status"], "canceled");
    }
}

#[test]
fn active_calls_are_all_text() {
    let rig = Rig::new();
    rig.fake.callee_for(TO, Callee::silent());
    let id = rig.place(&but(json!({"task": "z".repeat(300)})));
    let row = |rig: &Rig| rig.get("/v1/calls/active").1["data"][0].clone();
    let first = row(&rig);
    assert_eq!((&first["call_id"], &first["status"]), (&json!(id), &json!("QUEUED")));
    assert_eq!(first["timestamp"], "1795341600000");
    assert_eq!(first["international"], "false");
    assert_eq!(first["objective"].as_str().unwrap().len(), 100);
    assert!(first.as_object().unwrap().values().all(Value::is_string), "{first}");
    rig.pass(400);
    assert_eq!(row(&rig)["status"], "IN_PROGRESS");
    rig.pass(3_600_000);
    let (_, all) = rig.get("/v1/calls/active");
    assert_eq!(all, json!({"data": [], "errors": null}));
}
