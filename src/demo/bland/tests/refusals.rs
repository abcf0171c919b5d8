//! Every row of the vendor's table of refusals that a body can provoke.

use serde_json::{Value, json};

use super::{KEY, Rig, TO, but, good, read};

fn refused(fields: &Value) -> (u16, String) {
    let rig = Rig::new();
    let (status, answer) = rig.post("/v1/calls", &but(fields.clone()));
    assert!(rig.fake.dialled().is_empty(), "{fields}: {answer}");
    let message = answer["message"].as_str().map(str::to_owned);
    (status, message.unwrap_or_else(|| answer.to_string()))
}

#[test]
fn a_good_request_is_queued() {
    let rig = Rig::new();
    let (status, answer) = rig.post("/v1/calls", &good());
    assert_eq!(status, 200);
    assert_eq!(answer["status"], "success");
    assert_eq!(answer["message"], "Call successfully queued.");
    assert_eq!(answer["batch_id"], Value::Null);
    let id = answer["call_id"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    let dialled = rig.fake.dialled();
    assert_eq!(dialled.len(), 1);
    assert_eq!(dialled[0].to, TO);
    assert_eq!(dialled[0].cb_request_id.as_deref(), Some("cb-1"));
}

#[test]
fn everything_the_docs_list_is_taken() {
    let rig = Rig::new();
    let full = but(json!({
        "from": "+14155550199", "voice": "maya", "language": "babel-fr", "model": "base",
        "first_sentence": "Hello.", "wait_for_greeting": false, "block_interruptions": true,
        "interruptibility": 0, "temperature": 0.2, "max_duration": 720, "record": false,
        "timezone": "Europe/Paris", "voicemail": {"action": "leave_message", "message": "Bye."},
        "retry": {"wait": 60}, "ignore_button_press": false, "noise_cancellation": false,
        "keywords": ["clinic:3"], "background_track": "none", "request_data": {"a": 1},
        "webhook": "https://hooks.example.net/bland/tok?x=1", "webhook_events": ["queue"],
        "precall_dtmf_sequence": "1w2#*", "summary_prompt": "Short.", "dispositions": ["A"],
        "guard_rails": [
            {"type": "tcpa:ai_disclosure", "actions": [{"type": "end_call"}],
             "config": {"end_seconds": 30}},
            {"type": "tcpa:opt_out", "actions": [{"type": "end_call"}]},
            {"type": "custom", "prompt": "No codes.",
             "actions": [{"type": "transfer", "config": {"phone_number": "+12025550111"}}]},
        ],
    }));
    rig.place(&full);
}

#[test]
fn each_bad_field_is_refused_in_the_vendors_words() {
    let table = [
        (json!({"phone_number": null}), "Missing required parameter: phone_number."),
        (json!({"task": null}), "Missing required parameter: task"),
        (json!({"task": "  "}), "Missing required parameter: task"),
        (
            json!({"phone_number": "12025550143"}),
            "Please include a country code if outside the US.",
        ),
        (json!({"phone_number": "2025550143"}), "Please include a country code if outside the US."),
        (json!({"phone_number": "+1 (202) 555-0143"}), "Invalid phone number format"),
        (json!({"phone_number": "+123456"}), "Invalid phone number format"),
        (json!({"phone_number": "+1234567890123456"}), "Invalid phone number format"),
        (json!({"phone_number": "+02025550143"}), "Invalid phone number format"),
        (json!({"phone_number": 12_025_550_143_u64}), "Invalid phone number format"),
        (json!({"from": "+1 415 555 0199"}), "Invalid from number format"),
        (json!({"from": "14155550199"}), "Invalid 'from' - must be a phone number string with"),
        (json!({"from": "+14155550100"}), "Invalid from phone number."),
        (json!({"from": 5}), "from must be a string."),
        (json!({"max_duration": "5"}), "max_duration must be a number."),
        (json!({"max_duration": -1}), "max_duration must be a positive number."),
        (json!({"max_duration": 0}), "Max duration must be at least 1"),
        (json!({"max_duration": 721}), "max_duration must be at most 12 hours."),
        (json!({"max_duration": 2.5}), "max_duration must be an integer."),
        (json!({"webhook": "http://x.net"}), "webhook must be a string that starts with https://."),
        (json!({"webhook": 1}), "webhook must be a string that starts with https://."),
        (json!({"webhook": "https:///path"}), "Webhook must be a valid URI"),
        (json!({"metadata": "x"}), "metadata must be an object."),
        (json!({"request_data": []}), "request_data must be an object."),
        (json!({"retry": 3}), "Retry must be an object."),
        (json!({"timezone": "Mars/Base"}), "Invalid timezone: Mars/Base"),
        (json!({"start_time": "tomorrow"}), "Invalid start_time."),
        (json!({"start_time": "2026-11-22 10:04:59 +00:00"}), "at least 5 minutes in advance"),
        (json!({"language": "klingon"}), "Invalid language code"),
        (json!({"precall_dtmf_sequence": "1a"}), "must be a valid DTMF sequence"),
        (json!({"transfer_phone_number": TO}), "cannot be the same as the phone number."),
        (json!({"record": "yes"}), "record must be a boolean."),
        (json!({"temperature": 1.5}), "temperature must be between 0 and 1."),
        (json!({"interruptibility": 4}), "interruptibility must be between 0 and 3."),
        (json!({"model": "huge"}), "model must be one of"),
        (json!({"background_track": "beach"}), "Invalid background_track."),
        (json!({"keywords": [1]}), "keywords must be at most 20 strings"),
        (json!({"wait": false}), "Additional properties are not allowed: wait"),
        (json!({"voicemail": {"action": "shout"}}), "Invalid voicemail.action."),
        (json!({"voicemail": {"action": "leave_message"}}), "voicemail.message is required"),
        (json!({"voicemail": {"text": "x"}}), "Additional properties are not allowed: text"),
        (json!({"voicemail": "hangup"}), "voicemail must be an object."),
        (json!({"guard_rails": {}}), "guard_rails must be an array."),
        (json!({"guard_rails": [{"type": "tcpa:none"}]}), "Invalid guard rail type."),
        (json!({"guard_rails": [{"type": "tcpa:opt_out"}]}), "needs a list of actions."),
        (json!({"agent_id": "a", "task": null}), "AGENT_NOT_FOUND"),
        (json!({"pathway_id": "p"}), "Only one of these may be sent: task, pathway_id."),
    ];
    for (fields, words) in table {
        let (status, message) = refused(&fields);
        assert_eq!(status, 400, "{fields}");
        assert!(message.contains(words), "{fields}: {message}");
    }
}

#[test]
fn guard_rails_need_a_fitting_configuration() {
    let end = json!([{"type": "end_call"}]);
    let bad = [
        json!("tcpa:opt_out"),
        json!({"type": "custom", "actions": end}),
        json!({"type": "tcpa:opt_out", "actions": end, "config": {"end_seconds": 5}}),
        json!({"type": "tcpa:ai_disclosure", "actions": end, "config": {"end_seconds": "5"}}),
        json!({"type": "tcpa:ai_disclosure", "actions": [{"type": "transfer"}]}),
        json!({"type": "tcpa:ai_disclosure", "actions": [{"type": "whistle"}]}),
        json!({"type": "tcpa:ai_disclosure", "actions": end, "name": "x"}),
    ];
    for rail in bad {
        let (status, message) = refused(&json!({"guard_rails": [rail]}));
        assert_eq!(status, 400, "{rail}");
        assert!(message.starts_with("Invalid parameters. Error: ["), "{message}");
    }
    let custom = json!({"type": "custom", "prompt": "x", "actions": end});
    let (_, message) = refused(&json!({"guard_rails": vec![custom; 6]}));
    assert!(message.contains("At most 5 custom guard rails"), "{message}");
}

#[test]
fn missing_parameters_come_with_a_list_of_plain_strings() {
    let rig = Rig::new();
    let (status, answer) = rig.post("/v1/calls", &json!({}));
    assert_eq!(status, 400);
    assert_eq!(answer["status"], "error");
    let errors = answer["errors"].as_array().unwrap();
    assert_eq!(errors[0], "Missing required parameter: phone_number.");
    assert_eq!(errors.len(), 2);
}

#[test]
fn an_unknown_pathway_is_not_found() {
    let (status, message) = refused(&json!({"task": null, "pathway_id": "p-1"}));
    assert_eq!((status, message.as_str()), (404, "Pathway with ID \"p-1\" not found"));
}

#[test]
fn only_the_right_key_opens() {
    let rig = Rig::new();
    let try_key = |value: &str, name: &str| {
        let headers = [(name.to_owned(), value.to_owned())];
        read(&rig.fake.request("GET", "/v1/me", &headers, b""))
    };
    assert_eq!(try_key(KEY, "Authorization").0, 200);
    assert_eq!(try_key(&format!("Bearer {KEY}"), "authorization").0, 200);
    for (value, name) in [("other", "authorization"), ("", "authorization"), (KEY, "x-api-key")] {
        let (status, answer) = try_key(value, name);
        assert_eq!(status, 401);
        let errors = json!([{"error": "AUTH_FAILURE", "message": "Unauthorized"}]);
        assert_eq!(answer, json!({"data": null, "errors": errors}));
    }
}

#[test]
fn a_body_must_be_announced_and_readable() {
    let rig = Rig::new();
    let headers = [("authorization".to_owned(), KEY.to_owned())];
    let (status, answer) =
        read(&rig.fake.request("POST", "/v1/calls", &headers, good().to_string().as_bytes()));
    assert_eq!(status, 400);
    assert!(answer["message"].as_str().unwrap().contains("phone_number"));
    assert_eq!(rig.raw("POST", "/v1/calls", b"{nonsense").status, 400);
    assert_eq!(rig.raw("POST", "/v1/calls", b"[]").status, 400);
}

#[test]
fn other_paths_and_methods_are_not_found() {
    let rig = Rig::new();
    let requests = [
        ("GET", "/"),
        ("DELETE", "/v1/calls"),
        ("POST", "/v1/calls/active"),
        ("GET", "/v1/calls/x/stop"),
        ("POST", "/v2/batches/create"),
        ("GET", "/v1/calls/unknown-id"),
    ];
    for (method, path) in requests {
        assert_eq!(rig.raw(method, path, b"").status, 404, "{method} {path}");
    }
}

#[test]
fn leniency_takes_what_the_docs_discourage() {
    for (number, dialled) in [
        ("2025550143", Some("+12025550143")),
        ("+1 (202) 555-0143", Some("+12025550143")),
        ("12025550143", None),
    ] {
        let rig = Rig::with(|settings| settings.strict = false);
        let (status, _) = rig.post("/v1/calls", &but(json!({"phone_number": number, "wait": 1})));
        assert_eq!(status == 200, dialled.is_some(), "{number}");
        assert_eq!(rig.fake.dialled().first().map(|d| d.to.as_str()), dialled);
    }
}
