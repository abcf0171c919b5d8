//! What is sent to the voice provider for one call, and the permission to send it.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{CallId, HoldId, ReceiptId};
use crate::domain::locale::Locale;

/// Everything the provider is told. Nothing is added after the gate has seen it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dial {
    /// UUIDv7 made when the call was planned; travels as `metadata.cb_request_id`.
    pub cb_request_id: String,
    /// The callee's number, E.164.
    pub to: String,
    /// One of the operator's own numbers, E.164; `None` lets the provider choose from its pool.
    pub from: Option<String>,
    /// What the voice says first: who calls, that it is automated, how to stop it (C-17).
    pub first_sentence: String,
    /// What the voice is told to do, with every variable filled in.
    pub task: String,
    /// The language of the call.
    pub language: Locale,
    /// The longest the call may last; what the hold pays for.
    pub max_minutes: u32,
}

/// The gate's permission for one dial: it names the hold that pays for it.
///
/// `Voice::place` takes it by value and only in its committed form, so that a dial which was not
/// checked, paid for and recorded does not compile (C-01).
#[derive(Debug)]
pub struct Receipt {
    /// The receipt's row.
    pub id: ReceiptId,
    /// The call it permits, once.
    pub call: CallId,
    /// What pays for it.
    pub hold: HoldId,
    /// What is sent.
    pub dial: Dial,
}
