//! Idempotency keys, as version B keeps them.

use std::collections::HashMap;

use serde_json::Value;

use super::answer::{Errors, Response};

/// How long a key is remembered, milliseconds.
const KEPT_MS: i64 = 24 * 3_600_000;
/// The longest key.
pub(super) const KEY_MOST: usize = 255;

/// The keys that were seen.
#[derive(Debug, Default)]
pub(super) struct Keys(HashMap<String, Kept>);

#[derive(Debug)]
struct Kept {
    body: Value,
    /// The first success.
    response: Response,
    since: i64,
    /// Until then the request counts as under way.
    locked_until: i64,
}

impl Keys {
    /// The answer to a key that was seen before; `None` when the request is to be carried out.
    pub(super) fn known(
        &self,
        key: &str,
        body: &Value,
        errors: Errors,
        now: i64,
    ) -> Option<Response> {
        let kept = self.0.get(key).filter(|kept| now - kept.since < KEPT_MS)?;
        let conflict = |code: &str, message: &str| Some(errors.error(409, code, message));
        if kept.body != *body {
            let message = "This idempotency key was used with another request.";
            return conflict("idempotency_key_reused", message);
        }
        if now < kept.locked_until {
            let message = "A request with this idempotency key is in progress.";
            return conflict("idempotency_request_in_progress", message);
        }
        Some(kept.response.clone().with_header("idempotent-replay", true))
    }

    /// Remembers a success.
    pub(super) fn keep(&mut self, key: &str, body: &Value, response: &Response, now: i64) {
        if !response.is_success() {
            return;
        }
        let (body, response) = (body.clone(), response.clone());
        let kept = Kept { body, response, since: now, locked_until: now };
        self.0.insert(key.to_owned(), kept);
    }

    /// Leaves the key locked, as when the process that held it has ended.
    pub(super) fn lock(&mut self, key: &str, until: i64) {
        if let Some(kept) = self.0.get_mut(key) {
            kept.locked_until = until;
        }
    }
}
