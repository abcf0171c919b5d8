//! What an account may do: bans, money, countries, rates.

use serde_json::{Value, json};

use super::super::{Ban, Callee, Plan, Settings};
use super::{Rig, TO, but, good};

fn to(n: usize) -> Value {
    but(json!({"phone_number": format!("+1202555{n:04}")}))
}

fn answer_with(change: impl FnOnce(&mut Settings), body: &Value) -> (u16, Value) {
    let rig = Rig::with(change);
    let answer = rig.post("/v1/calls", body);
    assert!(rig.fake.dialled().is_empty());
    answer
}

#[test]
fn banned_numbers_are_refused_each_in_its_own_way() {
    let table = [
        (Ban::Dnc, 400, "DNC Error", "Number found in DNC list."),
        (Ban::Sensitive, 400, "error", "Cannot dial sensitive numbers."),
        (Ban::Blacklisted, 429, "error", "This number is blacklisted."),
        (Ban::Flagged, 403, "error", "flagged for security review"),
    ];
    for (ban, code, status, words) in table {
        let rig = Rig::new();
        rig.fake.ban(TO, ban);
        let (got, answer) = rig.post("/v1/calls", &good());
        assert_eq!((got, answer["status"].as_str()), (code, Some(status)), "{ban:?}");
        assert!(answer["message"].as_str().unwrap().contains(words), "{answer}");
        assert!(rig.fake.dialled().is_empty());
    }
}

#[test]
fn an_empty_balance_calls_nobody() {
    let (status, answer) = answer_with(|settings| settings.balance_micro = 0, &good());
    assert_eq!((status, &answer["message"]), (402, &json!("Insufficient balance.")));
}

#[test]
fn other_countries_can_be_switched_off() {
    let abroad = but(json!({"phone_number": "+33123456789"}));
    let (status, answer) = answer_with(|settings| settings.international = false, &abroad);
    assert_eq!(status, 400);
    assert_eq!(answer["status"], "error");
    assert_eq!(answer["errors"][0]["error"], "CALL_UNPAID_INTL_BLOCK");
    Rig::with(|settings| settings.international = false).place(&good());
    Rig::new().place(&abroad);
}

#[test]
fn the_same_number_waits_ten_seconds() {
    let rig = Rig::new();
    rig.place(&good());
    rig.pass(9_999);
    let (status, answer) = rig.post("/v1/calls", &good());
    assert_eq!(status, 429);
    assert!(answer["message"].as_str().unwrap().starts_with("Calls can only be sent every 10"));
    rig.place(&to(1));
    rig.pass(1);
    rig.place(&good());
    rig.fake.configure(|settings| settings.throttle = false);
    rig.place(&good());
    assert_eq!(rig.fake.dialled().len(), 4);
}

#[test]
fn the_plan_caps_calls_at_once_an_hour_and_a_day() {
    let rig = Rig::with(|settings| settings.plan = Plan::AgentPhone);
    rig.fake.configure(|settings| settings.callee = Callee::busy());
    let first = rig.place(&to(0));
    let (status, answer) = rig.post("/v1/calls", &to(1));
    assert_eq!((status, &answer["errors"][0]["error"]), (429, &json!("CALL_RL_PLAN_CONCURRENCY")));

    rig.pass(400);
    assert_eq!(rig.look(&first)["completed"], false, "settling takes no line");
    for n in 1..20 {
        rig.place(&to(n));
        rig.pass(10_000);
    }
    let (status, answer) = rig.post("/v1/calls", &to(20));
    assert_eq!((status, &answer["message"]), (429, &json!("Rate limit exceeded")), "20 an hour");

    for hour in 1..3 {
        rig.pass(3_600_000);
        for n in 0..15 {
            rig.place(&to(100 * hour + n));
            rig.pass(10_000);
        }
    }
    rig.pass(3_600_000);
    assert_eq!(rig.post("/v1/calls", &to(999)).0, 429, "50 a day");
    rig.fake.configure(|settings| settings.caps = false);
    rig.place(&to(999));
}

#[test]
fn an_account_that_never_paid_is_told_of_its_shorter_calls() {
    let rig = Rig::with(|settings| settings.unpaid_cap_minutes = Some(5));
    let (_, answer) = rig.post("/v1/calls", &but(json!({"max_duration": 30})));
    let notice = &answer["max_duration_notice"];
    assert_eq!(notice["requested_max_duration"], 30);
    assert_eq!(notice["max_duration"], 5);
    assert_eq!(notice["reason"], "CALL_UNPAID_MAX_DURATION_CAPPED");
    assert_eq!(rig.look(answer["call_id"].as_str().unwrap())["max_duration"], 5);
    rig.pass(60_000);
    let (_, answer) = rig.post("/v1/calls", &but(json!({"max_duration": 5})));
    assert_eq!(answer.get("max_duration_notice"), None);
}

#[test]
fn calls_are_paid_from_the_balance_and_end_with_it() {
    let rig = Rig::with(|settings| {
        settings.balance_micro = 20_000;
        settings.callee = Callee::failed("404");
    });
    rig.fake.callee_for(TO, Callee::silent());
    let balance = || rig.get("/v1/me").1["billing"]["current_balance"].clone();
    let talking = rig.place(&but(json!({"first_sentence": "x".repeat(1_000)})));
    rig.pass(5_000);
    assert_eq!(balance(), json!(0.02));
    rig.place(&to(1));
    rig.pass(400);
    assert_eq!(balance(), json!(0.005), "a failed attempt costs as well");
    rig.place(&to(2));
    rig.pass(400);
    assert_eq!(balance(), json!(-0.025), "the conversation ended at that moment");
    assert_eq!(rig.post("/v1/calls", &to(3)).0, 402);
    rig.pass(2_000);
    let call = rig.look(&talking);
    assert_eq!(call["completed"], true, "{call}");
    assert_eq!(call["corrected_duration"], "3");
    assert_eq!(rig.get("/v1/me").1["total_calls"], 1_203 + 3);
}
