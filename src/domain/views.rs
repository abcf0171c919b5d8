//! What screens show of a call and of a list call: plain values, gathered by the store.

use jiff::Timestamp;

use crate::domain::call::{Outcome, Phase, Settlement};
use crate::domain::ids::{CallId, CampaignId};
use crate::domain::money::Usd;

/// A call, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallView {
    /// The row; buttons name it.
    pub id: CallId,
    /// Its revision; acting buttons name it.
    pub rev: i64,
    /// Who is called, E.164.
    pub phone: String,
    /// The zones of the number, by name.
    pub zones: Vec<String>,
    /// What the script is called.
    pub task: String,
    /// Where it is.
    pub phase: Phase,
    /// Where its money is.
    pub settlement: Settlement,
    /// When it is due.
    pub due: Timestamp,
    /// When it was placed.
    pub placed: Option<Timestamp>,
    /// How it came out.
    pub outcome: Option<Outcome>,
    /// Connected seconds.
    pub seconds: u32,
    /// What it cost in money.
    pub cost: Usd,
    /// What it cost in seconds of a plan.
    pub plan_seconds: u32,
    /// The keys that count as answers.
    pub presses: Vec<Press>,
    /// Whether a transcript is kept.
    pub has_transcript: bool,
    /// The rules that refused it or hold it back, by name.
    pub refusal: Vec<String>,
    /// When what holds it back passes by itself.
    pub passes: Option<Timestamp>,
    /// How often it is called again by itself.
    pub retries_left: u32,
    /// Whether its user asked for its end.
    pub stopping: bool,
    /// Whether it belongs to a list call.
    pub campaign: Option<CampaignId>,
    /// Whether the callee asked this business not to call again.
    pub opted_out: bool,
    /// Whether it spoke a code of ours; such a call is asked for elsewhere.
    pub speaks_code: bool,
}

/// Why a call was not made, as the gate said when it was last asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The call.
    pub call: CallView,
    /// When the gate was asked.
    pub checked: Timestamp,
    /// What says no.
    pub reasons: Vec<Reason>,
    /// The zones of the number, by name, if the hours are among the reasons.
    pub zones: Vec<String>,
    /// The hours that decided, as they are written; all must be open.
    pub weeks: Vec<String>,
    /// The user's calls of that day and how many he may make, if that is a reason.
    pub made: Option<(u32, u32)>,
}

/// One rule that says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule's name.
    pub rule: String,
    /// When it passes, if it does by itself.
    pub until: Option<Timestamp>,
}

/// A key that counts as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// What was asked.
    pub asked: String,
    /// The key.
    pub key: String,
    /// How many more keys were pressed and not kept.
    pub dropped: u32,
    /// When.
    pub at: Timestamp,
}

/// One line of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether the callee said it; else our voice did.
    pub callee: bool,
    /// What was said, masked.
    pub words: String,
}

/// A list call, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignView {
    /// The row.
    pub id: CampaignId,
    /// What the script is called.
    pub task: String,
    /// Whether it still goes on.
    pub running: bool,
    /// Whether its user stopped it.
    pub stopped: bool,
    /// When it starts, if it waits for its time.
    pub starts: Option<Timestamp>,
    /// All its calls.
    pub total: usize,
    /// Those that are over.
    pub done: usize,
    /// Those on the line.
    pub in_flight: usize,
    /// How many came out how.
    pub outcomes: Vec<(Outcome, usize)>,
    /// How many were refused or taken back.
    pub skipped: usize,
    /// The first that was refused.
    pub refused: Option<CallId>,
    /// How often each key was the first answer.
    pub answers: Vec<(String, usize)>,
    /// How many were not called because the balance was used up.
    pub unpaid: usize,
    /// Whether the rest waits for what is set aside for the calls on the line.
    pub waits_for_money: bool,
    /// What it cost in money so far.
    pub cost: Usd,
    /// What it cost in seconds of a plan.
    pub plan_seconds: u32,
    /// When a call that waits may go out, if all that is left waits for the same reason.
    pub waits_until: Option<Timestamp>,
}
