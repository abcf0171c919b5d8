//! One answer, whichever of the vendor's envelopes it came in.
//!
//! Flat (`status` beside the fields), wrapped (`data` and `errors`), both at once, naked (the
//! object or array itself), and a few of its own. `errors` holds strings in some and objects in
//! others.

use serde_json::Value;

use super::json;
use super::mask::masked;
use crate::voice::Fault;

/// An HTTP status and what was said with it.
pub(super) struct Answer {
    /// The HTTP status.
    pub(super) status: u16,
    /// `None` when the body is not JSON.
    value: Option<Value>,
}

/// Stands in for what is not there, so that fields can be asked of it all the same.
const NOTHING: Value = Value::Null;

impl Answer {
    pub(super) fn of(status: u16, body: &[u8]) -> Answer {
        Answer { status, value: serde_json::from_slice(body).ok() }
    }

    /// The whole body.
    fn value(&self) -> &Value {
        self.value.as_ref().unwrap_or(&NOTHING)
    }

    /// What was asked for: the content of `data` where there is such a wrapper, else the body.
    pub(super) fn payload(&self) -> &Value {
        let whole = self.value();
        whole.get("data").filter(|data| !data.is_null()).unwrap_or(whole)
    }

    /// Whether the HTTP status says success. Alone it proves nothing.
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the body lists errors.
    pub(super) fn has_errors(&self) -> bool {
        match self.value().get("errors") {
            None | Some(Value::Null) => false,
            Some(Value::Array(errors)) => !errors.is_empty(),
            Some(Value::Object(errors)) => !errors.is_empty(),
            Some(_) => true,
        }
    }

    /// The body's own word for how it went, in lower case.
    pub(super) fn says(&self) -> Option<String> {
        json::text(self.value(), "status").map(|status| status.to_ascii_lowercase())
    }

    /// Success in every respect: HTTP, the list of errors, and the status in the body.
    pub(super) fn ok(&self) -> bool {
        let failed = matches!(self.says().as_deref(), Some("error" | "dnc error"));
        self.value.is_some() && self.is_success() && !self.has_errors() && !failed
    }

    /// The rows of a list: a bare array, `name`, `data`, or else the first array there is.
    pub(super) fn list(&self, name: &str) -> Option<&Vec<Value>> {
        let found = self.payload();
        let named = || found.get(name).and_then(Value::as_array);
        let first = || {
            let fields = found.as_object()?.iter();
            fields.filter(|(key, _)| *key != "errors").find_map(|(_, value)| value.as_array())
        };
        found.as_array().or_else(named).or_else(first)
    }

    /// Everything the answer says about what is wrong, in lower case, for matching.
    pub(super) fn text(&self) -> String {
        self.complaints().join("; ").to_lowercase()
    }

    /// The same for the operator's log: masked and shortened.
    pub(super) fn said(&self) -> String {
        if self.value.is_none() {
            return "the answer is not JSON".to_owned();
        }
        let complaints = self.complaints();
        if complaints.is_empty() {
            return "the answer is not what was asked for".to_owned();
        }
        masked(&complaints.join("; "))
    }

    /// The answer as a fault of a question.
    pub(super) fn fault(&self) -> Fault {
        match self.status {
            429 => Fault::RateLimited,
            status => Fault::Answer { status, message: self.said() },
        }
    }

    /// Codes and sentences from wherever they may stand, each once.
    fn complaints(&self) -> Vec<String> {
        let whole = self.value();
        let mut all = Vec::new();
        for field in ["message", "error", "details"] {
            all.extend(whole.get(field).into_iter().flat_map(sentences));
        }
        match whole.get("errors") {
            Some(Value::Array(errors)) => all.extend(errors.iter().flat_map(sentences)),
            Some(other) => all.extend(sentences(other)),
            None => {}
        }
        let mut once: Vec<String> = Vec::new();
        for sentence in all {
            if !once.contains(&sentence) {
                once.push(sentence);
            }
        }
        once
    }
}

/// A complaint is a string, or an object with a code and a message.
fn sentences(complaint: &Value) -> Vec<String> {
    let fields = ["error", "message"].into_iter().filter_map(|f| json::text(complaint, f));
    json::as_text(complaint).into_iter().chain(fields).collect()
}
