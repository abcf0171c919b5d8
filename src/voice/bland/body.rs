//! The body of `POST /v1/calls`.

use serde_json::{Value, json};

use crate::domain::dial::Dial;

/// What is sent for one call, and nothing the gate has not seen.
///
/// Two fields are left out on purpose: `retry` makes the provider redial by itself, which would be
/// calls nobody permitted; `start_time` moves the dial away from the moment the gate judged. What
/// is off is sent as off, because the vendor's page and its server disagree on some defaults.
pub(super) fn body(dial: &Dial) -> Value {
    let mut body = json!({
        "phone_number": dial.to,
        "task": dial.task,
        "first_sentence": dial.first_sentence,
        // The vendor's codes for the four languages are the ISO 639-1 ones.
        "language": dial.language.code(),
        "max_duration": dial.max_minutes,
        "record": false,
        "voicemail": {"action": "hangup"},
        // Keys pressed by the callee are the answers; `true` would drop them.
        "ignore_button_press": false,
        "noise_cancellation": false,
        "block_interruptions": false,
        "wait_for_greeting": false,
        "metadata": {"cb_request_id": dial.cb_request_id},
        "guard_rails": [
            rail("tcpa:ai_disclosure"),
            rail("tcpa:self_introduction"),
            rail("tcpa:opt_out"),
        ],
    });
    if let (Some(fields), Some(from)) = (body.as_object_mut(), &dial.from) {
        fields.insert("from".to_owned(), json!(from));
    }
    body
}

/// A guard rail of the vendor's that ends the call when it is broken.
fn rail(kind: &str) -> Value {
    json!({"type": kind, "actions": [{"type": "end_call"}]})
}
