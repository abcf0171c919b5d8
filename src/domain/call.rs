//! A call's life: three columns that change apart, and how it ended.

use crate::domain::money::Usd;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// Where the call is. Stored by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Waits for its time and its turn.
    Planned,
    /// Taken by a dialler; the gate is being asked.
    Claimed,
    /// The intent is committed; the request may be on the wire.
    Placing,
    /// The provider's answer never came: reconciled, never resent.
    Unclear,
    /// The provider accepted it.
    Queued,
    /// Ringing or talking.
    Running,
    /// Over, with an outcome.
    Ended,
    /// The gate or the provider said no; never dialled.
    Refused,
    /// Taken back by the user before it was dialled.
    Cancelled,
    /// Unclear, and not found at the provider after the last look.
    Lost,
}

impl Phase {
    /// Whether nothing more is expected (a lost call may still come back).
    pub fn is_final(self) -> bool {
        matches!(self, Phase::Ended | Phase::Refused | Phase::Cancelled | Phase::Lost)
    }

    /// Whether the provider may be holding a line for it.
    pub fn is_in_flight(self) -> bool {
        matches!(self, Phase::Placing | Phase::Unclear | Phase::Queued | Phase::Running)
    }
}

/// Where its money is. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Settlement {
    /// Nothing was set aside.
    None,
    /// A hold stands.
    Held,
    /// Charged; the rest of the hold went back.
    Settled,
    /// The whole hold went back.
    Released,
    /// Charged after its hold had been released (R20).
    Late,
}

/// Whether keys and transcript may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Details {
    /// The provider may still add rows.
    Open,
    /// Read again after the settling delay: final.
    Whole,
}

/// How a finished call came out, as shown and counted. Stored by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A person answered.
    Answered,
    /// An answering machine answered.
    Voicemail,
    /// It rang out.
    NoAnswer,
    /// The line was engaged.
    Busy,
    /// The carrier could not connect it.
    Failed,
    /// Stopped before anybody answered.
    Stopped,
    /// The provider does not say.
    Unknown,
}

/// What the provider says of one call, whatever its spelling.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Report {
    /// The provider's id of the call.
    pub provider_id: String,
    /// Our own id, echoed in the metadata; absent in some list answers.
    pub cb_request_id: Option<String>,
    /// The number called, as the provider writes it.
    pub to: String,
    /// When the provider took it, milliseconds UTC.
    pub created_ms: Option<i64>,
    /// The only reliable sign of the end.
    pub completed: bool,
    /// Whether the line is ringing or in conversation (`queue_status` started).
    pub started: bool,
    /// How it came out; set only once completed.
    pub outcome: Option<Outcome>,
    /// Connected seconds, from `corrected_duration`; set only once completed.
    pub seconds: Option<u32>,
    /// When it ended, milliseconds UTC.
    pub ended_ms: Option<i64>,
    /// What the provider charges for it; may come some time after the end.
    pub price: Option<Usd>,
    /// The provider's own words on what went wrong, for the operator's log.
    pub error: Option<String>,
    /// The conversation in order of time.
    pub rows: Vec<Row>,
}

/// One line of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Stable key of the row at the provider, for counting it once.
    pub key: String,
    /// Who spoke or acted.
    pub who: Speaker,
    /// What was said, or which keys.
    pub said: Said,
    /// When, milliseconds UTC.
    pub at_ms: Option<i64>,
}

/// Who a row of the conversation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The person called.
    Callee,
    /// Our voice.
    Agent,
    /// What our side did, such as hanging up.
    Action,
}

/// What the person called wants of those who might call again (C-05, C-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// No more calls from this business.
    NoMore,
    /// Somebody else answers this number: nobody calls it.
    WrongNumber,
    /// The call was reported: nobody calls the number.
    Abuse,
}

/// The content of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Spoken words.
    Words(String),
    /// Keys pressed: one or more of `0-9 * #`.
    Keys(String),
}
