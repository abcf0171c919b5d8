//! How the stand-in behaves: the account, its pace, and every behaviour the vendor leaves open.

use super::callee::Callee;

/// The account and its rules. Every field may be changed while the stand-in runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The one API key that is accepted.
    pub key: String,
    /// Refuse unknown fields and numbers that are not E.164; the vendor's docs and its clients
    /// disagree on whether the real service does.
    pub strict: bool,
    /// Refuse a second call to the same number within ten seconds.
    pub throttle: bool,
    /// Enforce the plan's calls a day, calls an hour and concurrency.
    pub caps: bool,
    /// The account's plan.
    pub plan: Plan,
    /// What is left, in millionths of a dollar.
    pub balance_micro: i64,
    /// Whether numbers outside +1 may be called.
    pub international: bool,
    /// An account that never paid gets its calls shortened to this many minutes.
    pub unpaid_cap_minutes: Option<u32>,
    /// The account's own numbers: the only valid `from`. The first also stands for the pool.
    pub own_numbers: Vec<String>,
    /// How long things take.
    pub pace: Pace,
    /// What the vendor does not say.
    pub unknowns: Unknowns,
    /// Who answers a number that has no callee of its own.
    pub callee: Callee,
}

impl Settings {
    pub(super) fn new(key: &str) -> Settings {
        Settings {
            key: key.to_owned(),
            strict: true,
            throttle: true,
            caps: true,
            plan: Plan::Scale,
            balance_micro: PLENTY_MICRO,
            international: true,
            unpaid_cap_minutes: None,
            own_numbers: vec!["+14155550199".to_owned()],
            pace: Pace::default(),
            unknowns: Unknowns::default(),
            callee: Callee::human("1"),
        }
    }
}

/// Ten thousand dollars: no test that is not about the balance should meet its end.
const PLENTY_MICRO: i64 = 10_000_000_000;

/// How long the steps of a call take, in milliseconds of virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// From acceptance to `queued`.
    pub queued_ms: i64,
    /// From acceptance to `allocated`: the wait in the vendor's queue.
    pub queue_ms: i64,
    /// From `allocated` to the first ring.
    pub allocate_ms: i64,
    /// A scripted callee who has not answered by then counts as no answer.
    pub ring_ms: i64,
    /// The same for the phone on the demo page: a person needs longer to find the button.
    pub person_ring_ms: i64,
    /// From the end of the line to `completed: true`.
    pub settle_ms: i64,
    /// How much later than that `answered_by` and the summary appear; every transcript row is late
    /// by as much, so that the last ones are missing at completion.
    pub late_ms: i64,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            queued_ms: 50,
            queue_ms: 300,
            allocate_ms: 100,
            ring_ms: 25_000,
            person_ring_ms: 60_000,
            settle_ms: 2_000,
            late_ms: 0,
        }
    }
}

/// Behaviours nobody documents. Each has both positions, so that a client can be tried in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknowns {
    /// Whether list rows carry `metadata`.
    pub list_metadata: bool,
    /// What `status` says before the end.
    pub status_while_running: RunningStatus,
    /// The final `queue_status` is spelled `completed`, as in the docs' sample, not `complete`.
    pub says_completed: bool,
    /// Transcript rows come out of order, as in the docs' sample of corrected transcripts.
    pub shuffled: bool,
    /// Transcript ids are strings, as in the vendor's old client.
    pub text_ids: bool,
    /// The agent presses a key of its own once: a row that is not the callee's.
    pub agent_noise: bool,
    /// `started_at` is the moment of connection; otherwise it equals `created_at`.
    pub started_at_connect: bool,
    /// A call still in the queue cannot be stopped: it has no line yet.
    pub queued_has_no_line: bool,
    /// The HTTP status of a stop that failed.
    pub stop_error: u16,
    /// A date-only `end_date` leaves its own day out.
    pub end_date_exclusive: bool,
}

impl Default for Unknowns {
    fn default() -> Unknowns {
        Unknowns {
            list_metadata: true,
            status_while_running: RunningStatus::Varied,
            says_completed: false,
            shuffled: false,
            text_ids: false,
            agent_noise: false,
            started_at_connect: false,
            queued_has_no_line: false,
            stop_error: 400,
            end_date_exclusive: false,
        }
    }
}

/// What `status` says while a call is queued or running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunningStatus {
    /// Now this, now that: null, `queued`, `in-progress`, `started`.
    Varied,
    /// Always null.
    Null,
    /// Always this word.
    Word(&'static str),
}

/// The vendor's plans, from its billing page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Free.
    Start,
    /// One line for one agent.
    AgentPhone,
    /// The smaller paid plan.
    Build,
    /// The larger paid plan.
    Scale,
    /// By contract.
    Enterprise,
}

/// What a plan allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Accepted calls in any 24 hours.
    pub day: usize,
    /// Accepted calls in any hour.
    pub hour: usize,
    /// Calls queued or on the line at once.
    pub concurrent: usize,
}

impl Plan {
    /// Its limits.
    pub fn caps(self) -> Caps {
        let (day, hour, concurrent) = match self {
            Plan::Start => (100, 100, 10),
            Plan::AgentPhone => (50, 20, 1),
            Plan::Build => (2_000, 1_000, 50),
            Plan::Scale => (5_000, 1_000, 100),
            Plan::Enterprise => (usize::MAX, usize::MAX, usize::MAX),
        };
        Caps { day, hour, concurrent }
    }

    /// Millionths of a dollar for one connected minute.
    pub fn minute_micro(self) -> i64 {
        match self {
            Plan::Start => 140_000,
            Plan::AgentPhone => 0,
            Plan::Build => 120_000,
            Plan::Scale | Plan::Enterprise => 110_000,
        }
    }
}
