//! The fields of `POST /v1/calls`: their names, their types, and the shape of those with an inside.

use serde_json::{Map, Value};

use super::answer::Response;

type Body = Map<String, Value>;
type Check = Result<(), Response>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    /// Text or null.
    Perhaps,
    Bool,
    Number,
    Object,
    List,
    /// Checked where its own message is given, or free.
    Own,
}

/// Every field the vendor's pages list for this endpoint.
const FIELDS: &[(&str, Kind)] = &[
    ("phone_number", Kind::Own),
    ("task", Kind::Text),
    ("pathway_id", Kind::Text),
    ("pathway_version", Kind::Own),
    ("start_node_id", Kind::Text),
    ("persona_id", Kind::Text),
    ("agent_id", Kind::Text),
    ("agent_version", Kind::Own),
    ("from", Kind::Text),
    ("dialing_strategy", Kind::Object),
    ("local_dialing", Kind::Bool),
    ("voice", Kind::Text),
    ("language", Kind::Text),
    ("model", Kind::Text),
    ("first_sentence", Kind::Text),
    ("wait_for_greeting", Kind::Bool),
    ("block_interruptions", Kind::Bool),
    ("interruption_threshold", Kind::Number),
    ("resumption_speed", Kind::Number),
    ("interruptibility", Kind::Number),
    ("temperature", Kind::Number),
    ("max_duration", Kind::Own),
    ("record", Kind::Bool),
    ("timezone", Kind::Text),
    ("start_time", Kind::Text),
    ("transfer_phone_number", Kind::Text),
    ("transfer_list", Kind::Object),
    ("voicemail", Kind::Object),
    ("retry", Kind::Own),
    ("ivr_mode", Kind::Bool),
    ("amd", Kind::Bool),
    ("precall_dtmf_sequence", Kind::Text),
    ("ignore_button_press", Kind::Bool),
    ("keywords", Kind::List),
    ("pronunciation_guide", Kind::List),
    ("background_track", Kind::Perhaps),
    ("noise_cancellation", Kind::Bool),
    ("tools", Kind::List),
    ("request_data", Kind::Object),
    ("metadata", Kind::Object),
    ("webhook", Kind::Own),
    ("webhook_events", Kind::List),
    ("dynamic_data", Kind::List),
    ("summary_prompt", Kind::Text),
    ("dispositions", Kind::List),
    ("disposition_ids", Kind::List),
    ("citation_schema_ids", Kind::List),
    ("analysis_schema", Kind::Object),
    ("analysis_prompt", Kind::Text),
    ("analysis_preset", Kind::Text),
    ("answered_by_enabled", Kind::Bool),
    ("guard_rails", Kind::List),
    ("post_call_evals", Kind::Object),
    ("stream_post_transfer_transcript", Kind::Bool),
];

/// The most keywords, and the length each stays under.
const KEYWORDS_MOST: usize = 20;
const KEYWORD_UNDER: usize = 100;
/// The most rails of one's own in a call.
const CUSTOM_RAILS_MOST: usize = 5;
/// The rails that watch the beginning of the call, for as long as their configuration says.
const TIMED_RAILS: [&str; 3] =
    ["tcpa:ai_disclosure", "tcpa:self_introduction", "tcpa:recording_disclosure"];

fn invalid(message: String) -> Check {
    Err(Response::invalid(&[message]))
}

fn only(object: &Body, known: &[&str]) -> Check {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => invalid(format!("Additional properties are not allowed: {key}")),
    }
}

/// No field the vendor does not know.
pub(super) fn known(body: &Body) -> Check {
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    only(body, &names)
}

/// Every field has its type. An absent field is left out, never null.
pub(super) fn kinds(body: &Body) -> Check {
    for (name, kind) in FIELDS {
        let Some(value) = body.get(*name) else { continue };
        let (fits, word) = match kind {
            Kind::Text => (value.is_string(), "a string"),
            Kind::Perhaps => (value.is_string() || value.is_null(), "a string"),
            Kind::Bool => (value.is_boolean(), "a boolean"),
            Kind::Number => (value.is_number(), "a number"),
            Kind::Object => (value.is_object(), "an object"),
            Kind::List => (value.is_array(), "an array"),
            Kind::Own => (true, ""),
        };
        if !fits {
            return Err(Response::error(400, &format!("{name} must be {word}.")));
        }
    }
    match body.get("retry") {
        Some(retry) if !retry.is_object() => Err(Response::error(400, "Retry must be an object.")),
        _ => Ok(()),
    }
}

/// `voicemail`: a known action, and a message where one is to be left.
pub(super) fn voicemail(body: &Body) -> Check {
    let Some(voicemail) = body.get("voicemail").and_then(Value::as_object) else { return Ok(()) };
    only(voicemail, &["action", "message", "sms", "sensitive"])?;
    let action = voicemail.get("action").map_or(Some("hangup"), Value::as_str);
    let message = voicemail.get("message");
    if message.is_some_and(|message| !message.is_string()) {
        return invalid("voicemail.message must be a string.".to_owned());
    }
    match action {
        Some("hangup" | "ignore") => Ok(()),
        Some("leave_message" | "leave_message_and_sms") if message.is_some() => Ok(()),
        Some("leave_message" | "leave_message_and_sms") => {
            invalid("voicemail.message is required to leave a message.".to_owned())
        }
        _ => invalid("Invalid voicemail.action.".to_owned()),
    }
}

/// `guard_rails`: each with a known type, at least one known action and a fitting configuration.
pub(super) fn guard_rails(body: &Body) -> Check {
    let Some(rails) = body.get("guard_rails").and_then(Value::as_array) else { return Ok(()) };
    for rail in rails {
        let Some(rail) = rail.as_object() else {
            return invalid("Every guard rail must be an object.".to_owned());
        };
        only(rail, &["type", "actions", "config", "prompt"])?;
        rail_type(rail)?;
        rail_actions(rail)?;
    }
    let custom = rails.iter().filter(|rail| rail.get("type") == Some(&Value::from("custom")));
    if custom.count() > CUSTOM_RAILS_MOST {
        return invalid("At most 5 custom guard rails are allowed.".to_owned());
    }
    Ok(())
}

fn rail_type(rail: &Body) -> Check {
    let seconds = rail.get("config").map(|config| config.get("end_seconds"));
    match rail.get("type").and_then(Value::as_str) {
        Some(kind) if TIMED_RAILS.contains(&kind) => match seconds {
            None => Ok(()),
            Some(Some(seconds)) if seconds.as_f64().is_some_and(|s| s > 0.0) => Ok(()),
            Some(_) => invalid(format!("{kind}: config.end_seconds must be a positive number.")),
        },
        Some("tcpa:opt_out") if rail.contains_key("config") => {
            invalid("tcpa:opt_out takes no config.".to_owned())
        }
        Some("tcpa:opt_out") => Ok(()),
        Some("custom") if rail.get("prompt").is_some_and(Value::is_string) => Ok(()),
        Some("custom") => invalid("A custom guard rail needs a prompt.".to_owned()),
        _ => invalid("Invalid guard rail type.".to_owned()),
    }
}

fn rail_actions(rail: &Body) -> Check {
    let actions = rail.get("actions").and_then(Value::as_array);
    let Some(actions) = actions.filter(|actions| !actions.is_empty()) else {
        return invalid("A guard rail needs a list of actions.".to_owned());
    };
    let setting = |action: &Value, key: &str| {
        action.get("config").and_then(|config| config.get(key)).is_some_and(Value::is_string)
    };
    let good = |action: &Value| match action.get("type").and_then(Value::as_str) {
        Some("end_call") => true,
        Some("transfer") => setting(action, "phone_number"),
        Some("move_to_node") => setting(action, "node_id"),
        _ => false,
    };
    match actions.iter().all(good) {
        true => Ok(()),
        false => invalid("Invalid guard rail action.".to_owned()),
    }
}

/// `keywords`: few and short.
pub(super) fn keywords(body: &Body) -> Check {
    let Some(keywords) = body.get("keywords").and_then(Value::as_array) else { return Ok(()) };
    let short = |word: &Value| word.as_str().is_some_and(|w| w.chars().count() < KEYWORD_UNDER);
    if keywords.len() <= KEYWORDS_MOST && keywords.iter().all(short) {
        return Ok(());
    }
    invalid("keywords must be at most 20 strings of less than 100 characters.".to_owned())
}
