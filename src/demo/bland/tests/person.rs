//! The phone on the demo page.

use serde_json::{Value, json};

use super::super::{Callee, Line};
use super::{Rig, TO, but, good, read, said};

fn ringing() -> (Rig, String) {
    let rig = Rig::with(|settings| settings.callee = Callee::Person);
    let id = rig.place(&but(json!({"task": "SAY:\nASK: Press 1.\nEND"})));
    assert_eq!(phone(&rig), Value::Null, "not before it rings");
    rig.pass(400);
    (rig, id)
}

/// The newest call on the page; no key is needed.
fn phone(rig: &Rig) -> Value {
    read(&rig.fake.request("GET", "/phone/state", &[], b"")).1["calls"][0].clone()
}

fn press(rig: &Rig, what: &str, body: &Value) -> u16 {
    rig.fake.request("POST", &format!("/phone/{what}"), &[], body.to_string().as_bytes()).status
}

#[test]
fn a_call_from_the_first_ring_to_the_farewell() {
    let (rig, id) = ringing();
    let rings = phone(&rig);
    assert_eq!((&rings["call_id"], &rings["state"]), (&json!(id), &json!("ringing")));
    assert_eq!((&rings["to"], &rings["from"]), (&json!(TO), &json!("+14155550199")));
    assert_eq!((&rings["lines"], &rings["answered_at"]), (&json!([]), &Value::Null));
    rig.pass(30_000);
    assert_eq!(phone(&rig)["state"], "ringing", "a person may take longer than a script");

    assert_eq!(press(&rig, "answer", &json!({"call_id": id})), 200);
    rig.fake.tick();
    assert_eq!(phone(&rig)["state"], "talking");
    assert_eq!(phone(&rig)["answered_at"], "2026-11-22T10:00:30.4Z");
    rig.pass(2_000);
    assert_eq!(press(&rig, "key", &json!({"call_id": id, "key": "1"})), 200);
    assert_eq!(press(&rig, "say", &json!({"call_id": id, "text": "Yes."})), 200);
    rig.pass(20_000);
    let over = phone(&rig);
    assert_eq!(over["state"], "ended");
    let line = |who: &str, text: &str| json!({"who": who, "text": text});
    assert_eq!(
        over["lines"],
        json!([
            line("voice", "Press 1."),
            line("callee", "Pressed Button: 1"),
            line("callee", "Yes."),
            line("voice", "Thank you, I noted 1."),
            line("voice", "Thank you for your time. Goodbye."),
            line("note", "Ended call"),
        ])
    );
    assert_eq!(rig.look(&id)["answered_by"], "human");
}

#[test]
fn declining_the_machine_hanging_up_and_ringing_out() {
    let (rig, id) = ringing();
    assert!(rig.fake.hang_up(&id));
    rig.pass(2_000);
    assert_eq!(rig.look(&id)["status"], "busy");

    let (rig, id) = ringing();
    assert_eq!(press(&rig, "voicemail", &json!({"call_id": id})), 200);
    rig.pass(10_000);
    assert_eq!(rig.look(&id)["answered_by"], "voicemail");

    let (rig, id) = ringing();
    assert!(rig.fake.answer(&id));
    assert_eq!(press(&rig, "hangup", &json!({"call_id": id})), 200);
    assert_eq!(phone(&rig)["state"], "ended");
    rig.pass(2_000);
    assert_eq!(rig.look(&id)["call_ended_by"], "USER");

    let (rig, id) = ringing();
    rig.pass(62_000);
    assert_eq!(rig.look(&id)["status"], "no-answer");
}

#[test]
fn buttons_out_of_turn_do_nothing() {
    let (rig, id) = ringing();
    let call = json!({"call_id": id});
    assert_eq!(press(&rig, "key", &json!({"call_id": id, "key": "1"})), 409);
    assert!(rig.fake.answer(&id));
    assert_eq!(press(&rig, "answer", &call), 409);
    assert_eq!(press(&rig, "voicemail", &call), 409);
    assert_eq!(press(&rig, "key", &json!({"call_id": id, "key": "A"})), 409);
    assert_eq!(press(&rig, "key", &json!({"call_id": id, "key": "12"})), 400);
    assert_eq!(press(&rig, "key", &call), 400);
    assert_eq!(press(&rig, "say", &call), 400);
    assert_eq!(press(&rig, "dance", &call), 404);
    assert_eq!(press(&rig, "answer", &json!({"call_id": "unknown"})), 404);
    assert!(rig.fake.key(&id, '9'));
    rig.pass(1);
    assert!(rig.fake.say(&id, "Thanks."));
    rig.pass(20_000);
    assert_eq!(said(&rig.look(&id))[..2], ["assistant: Press 1.", "user: Pressed Button: 9"]);
    assert!(!rig.fake.hang_up(&id));
}

#[test]
fn the_page_shows_the_newest_twenty_of_its_own_calls() {
    let rig = Rig::with(|settings| settings.callee = Callee::Person);
    rig.fake.callee_for("+12025550000", Callee::busy());
    for n in 0..25 {
        rig.place(&but(json!({"phone_number": format!("+120255500{n:02}")})));
        rig.pass(1_000);
    }
    let (_, state) = read(&rig.fake.request("GET", "/phone/state", &[], b""));
    let to: Vec<&str> =
        state["calls"].as_array().unwrap().iter().map(|c| c["to"].as_str().unwrap()).collect();
    assert_eq!((to.len(), to[0], to[19]), (20, "+12025550024", "+12025550005"));
}

#[test]
fn a_clock_can_jump_from_event_to_event() {
    let rig = Rig::with(|settings| settings.callee = Callee::human("1"));
    rig.place(&good());
    let mut jumps = 0;
    while let Some(ms) = rig.fake.next_ms() {
        rig.clock.set(jiff::Timestamp::from_millisecond(ms).unwrap());
        jumps += 1;
    }
    let call = rig.fake.calls().remove(0);
    assert!(call.completed && jumps > 5, "{jumps}");
    assert_eq!(call.line, Line::Ended);
    assert_eq!(call.rows.last().unwrap().0, "agent-action");
}
