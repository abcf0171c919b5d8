//! The request of a dial, word for word, and every answer the contract knows.

use serde_json::{Value, json};

use super::{ID, dial};
use crate::domain::dial::Dial;
use crate::domain::locale::Locale;
use crate::voice::bland::body::body;
use crate::voice::bland::verdict::verdict;
use crate::voice::{Placed, Refused};

fn judged(status: u16, answer: Value) -> Placed {
    verdict(status, answer.to_string().as_bytes())
}

fn queued(capped_minutes: Option<u32>) -> Placed {
    Placed::Queued { provider_id: ID.to_owned(), capped_minutes }
}

fn is_unclear(placed: &Placed) -> bool {
    matches!(placed, Placed::Unclear { .. })
}

#[test]
fn the_body_is_exactly_this() {
    let golden = r#"{
        "phone_number": "+12025550143",
        "from": "+14155550199",
        "task": "Ask for 1 to confirm or 2 to cancel.",
        "first_sentence": "This is an automated call from Example Clinic.",
        "language": "fr",
        "max_duration": 5,
        "record": false,
        "voicemail": {"action": "hangup"},
        "ignore_button_press": false,
        "noise_cancellation": false,
        "block_interruptions": false,
        "wait_for_greeting": false,
        "metadata": {"cb_request_id": "018f9a52-7c31-7b2e-9d55-0a1b2c3d4e5f"},
        "guard_rails": [
            {"type": "tcpa:ai_disclosure", "actions": [{"type": "end_call"}]},
            {"type": "tcpa:self_introduction", "actions": [{"type": "end_call"}]},
            {"type": "tcpa:opt_out", "actions": [{"type": "end_call"}]}
        ]
    }"#;
    assert_eq!(body(&dial()), serde_json::from_str::<Value>(golden).unwrap());
}

#[test]
fn every_body_has_its_limit_and_our_id_and_never_a_redial_or_a_later_start() {
    for (language, code) in
        [(Locale::En, "en"), (Locale::Hi, "hi"), (Locale::Zh, "zh"), (Locale::Fr, "fr")]
    {
        let body = body(&Dial { language, from: None, ..dial() });
        assert_eq!(body["language"], code);
        assert_eq!(body["max_duration"], 5);
        assert_eq!(body["metadata"]["cb_request_id"], dial().cb_request_id);
        for absent in ["from", "retry", "start_time", "webhook", "transfer_phone_number"] {
            assert!(body.get(absent).is_none(), "{absent}");
        }
    }
}

#[test]
fn an_accepted_call_has_its_id_in_either_envelope() {
    let flat = json!({"status": "success", "message": "Call successfully queued.",
        "call_id": ID, "batch_id": null});
    assert_eq!(judged(200, flat.clone()), queued(None));
    assert_eq!(judged(201, flat), queued(None));
    let no_errors = json!({"status": "success", "call_id": ID, "errors": []});
    assert_eq!(judged(200, no_errors), queued(None));
    let wrapped = json!({"data": {"call_id": ID}, "errors": null});
    assert_eq!(judged(200, wrapped), queued(None));
}

#[test]
fn a_shorter_limit_of_the_provider_is_kept() {
    for minutes in [json!(5), json!("5")] {
        let notice = json!({"requested_max_duration": 30, "max_duration": minutes,
            "reason": "CALL_UNPAID_MAX_DURATION_CAPPED", "message": "Shortened to 5 minutes."});
        let answer = json!({"status": "success", "call_id": ID, "max_duration_notice": notice});
        assert_eq!(judged(200, answer), queued(Some(5)));
    }
}

#[test]
fn a_success_that_names_no_call_is_unclear() {
    let with_id = |id: Value| json!({"status": "success", "call_id": id});
    for answer in [
        json!({"status": "success"}),
        with_id(Value::Null),
        with_id(json!("")),
        with_id(json!("active")),
        with_id(json!("../stop")),
        json!([]),
        json!(null),
        json!({"error": "Invalid phone number format"}),
    ] {
        assert!(is_unclear(&judged(200, answer.clone())), "{answer}");
    }
    for body in ["", "<html>ok</html>", "{\"status\":\"success\",\"call_id\":\"5f0a"] {
        assert!(is_unclear(&verdict(200, body.as_bytes())), "{body}");
    }
}

/// Flat error, as most pages of the vendor's have it.
fn flat(message: &str) -> Value {
    json!({"status": "error", "message": message})
}

/// Wrapped error with a code.
fn wrapped(code: &str, message: &str) -> Value {
    json!({"data": null, "errors": [{"error": code, "message": message}]})
}

fn is_refused(status: u16, answer: Value, kind: Refused) {
    assert_eq!(judged(status, answer.clone()), Placed::Refused(kind), "{status} {answer}");
}

#[test]
fn each_error_of_the_send_page_is_understood() {
    use Refused::*;
    for message in [
        "Invalid phone number. Please include a country code if outside the US.",
        "Invalid 'from' - must be a phone number string with 10 or 12 digits.",
        "Invalid from phone number.",
        "Invalid from number format",
        "Max duration must be at least 1",
        "max_duration must be a number.",
        "max_duration must be a positive number.",
        "max_duration must be at most 12 hours.",
        "webhook must be a string that starts with https://.",
        "Webhook must be a valid URI",
        "metadata must be an object.",
        "request_data must be an object.",
        "Retry must be an object.",
        "Invalid timezone: Mars/Base",
        "Invalid start_time.",
        "Invalid language code",
        "Precall DTMF sequence must be a valid DTMF sequence",
        "Precall DTMF sequence is not supported for this platform.",
        "Invalid pathway data - no blocks or links found for pathway x",
        "Invalid start node ID: x",
        "Transfer phone number cannot be the same as the phone number.",
        "Additional properties are not allowed",
        "Calls must be scheduled at least 5 minutes in advance, or more",
        "A sentence nobody has seen",
    ] {
        is_refused(400, flat(message), BadRequest);
    }
    is_refused(400, json!({"error": "Invalid phone number format"}), BadRequest);
    is_refused(404, flat("Pathway with ID \"x\" not found"), BadRequest);
    let goal = json!({"error": "OBJECTIVE_VALIDATION_ERROR", "details": "too vague"});
    is_refused(418, goal, BadRequest);
    is_refused(400, flat("Flagged Node: you said blacklisted"), Flagged);
    let listed = "Number found in DNC list. Remove it.";
    is_refused(400, json!({"status": "DNC Error", "message": listed}), Forbidden);
    is_refused(200, json!({"status": "DNC Error", "message": "Worded anew"}), Forbidden);
    let sensitive = "Cannot dial sensitive numbers. More attempts will result in being blocked.";
    is_refused(400, flat(sensitive), Forbidden);
    is_refused(400, wrapped("CALL_UNPAID_INTL_BLOCK", "International"), Destination);
    is_refused(403, wrapped("CALL_PLAN_DESTINATION_BLOCKED", "Not in your plan"), Destination);
    is_refused(401, wrapped("AUTH_FAILURE", "Unauthorized"), Unauthorised);
    is_refused(401, json!({"status": "error", "message": "x"}), Unauthorised);
    is_refused(402, flat("Insufficient balance."), Balance);
    is_refused(402, flat("No billing record found."), Balance);
    is_refused(403, flat("Your account was flagged for security review."), Account);
}

#[test]
fn each_kind_of_429_is_told_apart() {
    use Refused::*;
    let again = "Calls can only be sent every 10 seconds to the same number. \
        Please try again in a few seconds.";
    is_refused(429, flat(again), TooSoon);
    is_refused(429, flat("Rate limit exceeded"), RateLimited);
    let new = "Rate limit exceeded for newly created accounts. Please try again soon.";
    is_refused(429, flat(new), RateLimited);
    let far = "International rate limit exceeded for your account type.";
    is_refused(429, flat(far), Destination);
    is_refused(429, flat("This number is blacklisted."), Forbidden);
    is_refused(429, wrapped("CALL_RL_PLAN_CONCURRENCY", "Too many"), RateLimited);
    is_refused(429, wrapped("CALL_RL_PLAN_DAILY_MINUTES", "Too many"), RateLimited);
    is_refused(429, flat("Worded anew"), RateLimited);
}

#[test]
fn errors_are_strings_or_objects_in_any_envelope() {
    let said = "Missing required parameter: phone_number.";
    let flat_list = json!({"status": "error", "message": "Invalid parameters.", "errors": [said]});
    is_refused(400, flat_list, Refused::BadRequest);
    let object = json!([{"error": "CALL_UNPAID_INTL_BLOCK", "message": "Add funds"}]);
    for mixed in [
        json!({"status": "error", "data": null, "errors": object}),
        json!({"status": "error", "message": "Blocked", "errors": object}),
        json!({"message": "Blocked", "errors": ["call_unpaid_intl_block"]}),
        json!({"errors": {"error": "CALL_UNPAID_INTL_BLOCK"}}),
    ] {
        is_refused(400, mixed.clone(), Refused::Destination);
        is_refused(200, mixed, Refused::Destination);
    }
}

#[test]
fn whatever_may_have_been_placed_is_unclear() {
    for message in ["Unable to queue call.", "Unable to save request body."] {
        assert!(is_unclear(&judged(400, flat(message))), "{message}");
        assert!(is_unclear(&judged(200, flat(message))), "{message}");
    }
    let twilio = "Error triggering call. Please check your twilio account for errors";
    for status in [500, 502, 503, 504, 302, 304, 408, 499, 100] {
        assert!(is_unclear(&judged(status, flat(twilio))), "{status}");
        assert!(is_unclear(&judged(status, flat("Insufficient balance."))), "{status}");
        assert!(is_unclear(&verdict(status, b"<html>bad gateway</html>")), "{status}");
    }
    assert!(is_unclear(&judged(200, flat("A sentence nobody has seen"))));
    let both = json!({"status": "error", "message": "Rate limit exceeded", "call_id": ID});
    assert!(is_unclear(&judged(429, both)));
}

#[test]
fn a_4xx_that_is_not_json_goes_by_its_code() {
    for (status, kind) in [
        (400, Refused::BadRequest),
        (401, Refused::Unauthorised),
        (403, Refused::Account),
        (413, Refused::BadRequest),
        (429, Refused::RateLimited),
    ] {
        assert_eq!(verdict(status, b"<html>no</html>"), Placed::Refused(kind), "{status}");
    }
}
