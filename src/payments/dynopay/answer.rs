//! One answer of the provider: `success`, `message` and `data`, and an error's code wherever it is.

use super::wire::{Reply, one_line};
use crate::payments::Fault;
use crate::payments::json::Object;

/// An HTTP status and what was said with it.
pub(super) struct Answer {
    pub(super) status: u16,
    body: String,
    /// The body's fields; `None` when it is no object.
    whole: Option<Object>,
}

impl Answer {
    pub(super) fn of(reply: Reply) -> Answer {
        let Reply { status, body, .. } = reply;
        Answer { status, whole: Object::read(&body), body }
    }

    /// Success in every respect: HTTP, JSON, and the word in the body.
    pub(super) fn ok(&self) -> bool {
        let said = self.whole.as_ref().and_then(|whole| whole.flag("success"));
        let is_json = self.whole.is_some() || self.body.trim_start().starts_with('[');
        (200..300).contains(&self.status) && is_json && said != Some(false)
    }

    /// What was asked for, as it is written: the content of `data`, else the whole body.
    pub(super) fn payload(&self) -> &str {
        let data = self.whole.as_ref().and_then(|whole| whole.raw("data"));
        data.unwrap_or(&self.body)
    }

    /// The same as an object; without fields when it is none.
    pub(super) fn object(&self) -> Object {
        Object::read(self.payload()).unwrap_or_default()
    }

    /// Everything the answer says about what is wrong, in small letters, for matching.
    pub(super) fn text(&self) -> String {
        self.complaints().join("; ").to_lowercase()
    }

    /// Whether it is JSON that says no such payment, as only version B does.
    pub(super) fn knows_no_payment(&self) -> bool {
        self.status == 404 && self.text().contains("payment_id")
    }

    /// The same for the operator's log, shortened.
    pub(super) fn said(&self) -> String {
        if self.whole.is_none() {
            return "the answer is not a JSON object".to_owned();
        }
        match self.complaints().join("; ") {
            none if none.is_empty() => "the answer is not what was asked for".to_owned(),
            some => one_line(&some),
        }
    }

    /// The answer as a fault of a question. The key's being wrong is 403 in A and 401 in B.
    pub(super) fn fault(&self) -> Fault {
        match self.status {
            401 | 403 => Fault::Unauthorised,
            429 => Fault::RateLimited,
            status => Fault::Answer { status, message: self.said() },
        }
    }

    /// Whether an error's code stands below `error` or beside it is not known of version B.
    fn complaints(&self) -> Vec<String> {
        let Some(whole) = &self.whole else { return Vec::new() };
        let nested = whole.object("error").unwrap_or_default();
        let all = ["error", "code", "message", "param"].into_iter().filter_map(|f| whole.text(f));
        let below = ["code", "message", "param"].into_iter().filter_map(|f| nested.text(f));
        let mut once: Vec<String> = Vec::new();
        for sentence in all.chain(below) {
            if !once.contains(&sentence) {
                once.push(sentence);
            }
        }
        once
    }
}
