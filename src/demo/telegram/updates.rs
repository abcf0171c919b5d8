//! The queue of updates and what `getUpdates` does to it.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::reply::{Answer, Refusal};
use super::state::Call;

/// The first update's id: large, as Telegram's are, so that nobody takes it for a count.
const FIRST_ID: i64 = 700_000_000;
/// The most updates one answer holds; Telegram's own limit and default.
const LIMIT_MOST: i64 = 100;
/// An offset this far beyond the newest update is left over from before the ids started anew, and
/// confirms nothing.
const FUTURE: i64 = 10;
/// Kinds that only come when they are asked for by name.
const ON_REQUEST: &[&str] = &["chat_member", "message_reaction", "message_reaction_count"];

/// What a poll is told that another one has replaced.
pub(super) const CONFLICT: &str = "Conflict: terminated by other getUpdates request; \
    make sure that only one bot instance is running";
/// The answer when no update waits.
pub(super) const NOTHING: &[u8] = b"{\"ok\":true,\"result\":[]}";

/// Updates that are not confirmed yet, as JSON text: each is written once, however often it is
/// asked for.
pub(super) struct Queue {
    next_id: i64,
    waiting: VecDeque<(i64, String)>,
    /// `None` until the bot names the kinds it wants.
    allowed: Option<Vec<String>>,
    /// Grows with each long poll; only the newest one is answered.
    polls: u64,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue { next_id: FIRST_ID, waiting: VecDeque::new(), allowed: None, polls: 0 }
    }
}

impl Queue {
    /// Adds an update, if the bot wants its kind.
    pub(super) fn push(&mut self, kind: &str, content: &Value) {
        let wanted = match &self.allowed {
            Some(kinds) => kinds.iter().any(|wanted| wanted == kind),
            None => !ON_REQUEST.contains(&kind),
        };
        if wanted {
            let id = self.take_id();
            let update = format!("{{\"update_id\":{id},\"{kind}\":{content}}}");
            self.waiting.push_back((id, update));
        }
    }

    /// Adds an update as it is; an object without `update_id` gets one.
    pub(super) fn push_odd(&mut self, mut update: Value) {
        let id = update.get("update_id").and_then(Value::as_i64);
        let id = id.unwrap_or_else(|| self.take_id());
        if let Some(fields) = update.as_object_mut() {
            fields.entry("update_id").or_insert_with(|| json!(id));
        }
        self.waiting.push_back((id, update.to_string()));
    }

    fn take_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The next update gets this id: Telegram starts anew after a week without updates.
    pub(super) fn restart(&mut self, id: i64) {
        self.next_id = id;
    }

    pub(super) fn begin_poll(&mut self) -> u64 {
        self.polls += 1;
        self.polls
    }

    pub(super) fn poll_turn(&self) -> u64 {
        self.polls
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn forget_all(&mut self) {
        self.waiting.clear();
    }

    /// Whether the last poll named this kind.
    pub(super) fn asked_for(&self, kind: &str) -> bool {
        self.allowed.iter().flatten().any(|wanted| wanted == kind)
    }

    /// `getUpdates`, without the waiting.
    pub(super) fn get(&mut self, call: &Call<'_>) -> Answer {
        if let Some(kinds) = call.params.json("allowed_updates")? {
            let wrong = |_| Refusal::bad("can't parse allowed_updates");
            let kinds: Vec<String> = serde_json::from_value(kinds).map_err(wrong)?;
            self.allowed = Some(kinds).filter(|kinds| !kinds.is_empty());
        }
        let offset = call.params.integer("offset")?.unwrap_or(0);
        let limit = call.params.integer("limit")?.unwrap_or(LIMIT_MOST).clamp(1, LIMIT_MOST);
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let forget = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..forget);
        } else if offset <= self.next_id + FUTURE {
            while self.waiting.front().is_some_and(|(id, _)| *id < offset) {
                self.waiting.pop_front();
            }
        }
        let limit = usize::try_from(limit).unwrap_or(1);
        let updates: Vec<&str> = self.waiting.iter().take(limit).map(|(_, u)| u.as_str()).collect();
        Ok(format!("[{}]", updates.join(",")))
    }
}
