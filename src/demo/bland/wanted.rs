//! A request to place a call, read and found good.

use serde_json::{Map, Value};

use super::answer::Response;
use super::checks;

/// What the client asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) to: String,
    pub(super) from: Option<String>,
    pub(super) task: String,
    pub(super) first_sentence: Option<String>,
    pub(super) language: String,
    pub(super) max_minutes: u32,
    pub(super) machine: Machine,
    pub(super) ignores_keys: bool,
    /// When it is to be dialled, milliseconds; `None` and the past mean now.
    pub(super) start: Option<i64>,
    pub(super) timezone: String,
    pub(super) record: bool,
    pub(super) metadata: Map<String, Value>,
    pub(super) request_data: Map<String, Value>,
}

/// What is done when an answering machine picks up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Machine {
    HangUp,
    Leave(String),
    Ignore,
}

/// The longest a call lasts when the request does not say, minutes (the vendor's default).
const DEFAULT_MINUTES: u32 = 30;
/// The vendor's default time zone.
const DEFAULT_ZONE: &str = "America/Los_Angeles";
/// The vendor's default language.
const DEFAULT_LANGUAGE: &str = "babel-en";

impl Wanted {
    /// Reads a body, or says what is wrong with it the way the vendor does.
    pub(super) fn read(
        body: &Map<String, Value>,
        strict: bool,
        now: i64,
    ) -> Result<Wanted, Response> {
        checks::check(body, strict)?;
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        let object = |key: &str| body.get(key).and_then(Value::as_object).cloned();
        let minutes = body.get("max_duration").and_then(Value::as_u64);
        Ok(Wanted {
            to: checks::number(text("phone_number").as_deref(), strict)?,
            from: text("from"),
            task: text("task").unwrap_or_default(),
            first_sentence: text("first_sentence").filter(|text| !text.is_empty()),
            language: text("language").unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned()),
            max_minutes: minutes.and_then(|n| u32::try_from(n).ok()).unwrap_or(DEFAULT_MINUTES),
            machine: machine(body),
            ignores_keys: truth(body, "ignore_button_press"),
            start: checks::start(text("start_time").as_deref(), now)?,
            timezone: text("timezone").unwrap_or_else(|| DEFAULT_ZONE.to_owned()),
            record: truth(body, "record"),
            metadata: object("metadata").unwrap_or_default(),
            request_data: object("request_data").unwrap_or_default(),
        })
    }
}

fn truth(body: &Map<String, Value>, key: &str) -> bool {
    body.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The action that runs, which is not always the one that was sent: a message is left whatever the
/// action says, and a phone menu is never treated as a machine (the vendor's page
/// `platform/agent-call-recipes`).
fn machine(body: &Map<String, Value>) -> Machine {
    if truth(body, "ivr_mode") || truth(body, "amd") {
        return Machine::Ignore;
    }
    let voicemail = body.get("voicemail").and_then(Value::as_object);
    let text = |key: &str| voicemail.and_then(|v| v.get(key)).and_then(Value::as_str);
    match (text("message"), text("action")) {
        (Some(message), _) => Machine::Leave(message.to_owned()),
        (None, Some("ignore")) => Machine::Ignore,
        (None, _) => Machine::HangUp,
    }
}
