//! What happens without a user: each job does one piece, and may be ended between any two.
//!
//! What is due is asked of the tables, so running a job again is always right and a tick that comes
//! late or twice changes nothing. [`TABLE`] is all of them.

use std::sync::Arc;

use anyhow::Result;
use jiff::Timestamp;

use crate::domain::settings::Settings;
use crate::store::{Store, Tx, calls, schedules, subscriptions, work};
use crate::telegram::Telegram;
use crate::voice::Voice;
use crate::work::Progress;

mod dial;
mod fetch;
mod follow;
mod prune;
mod remind;
mod renew;
pub mod refer;
mod show;
mod stop;

/// What the jobs work with.
pub struct Jobs {
    /// The store.
    pub store: Arc<Store>,
    /// For files that users sent.
    pub telegram: Arc<dyn Telegram>,
    /// For calls; `None` without credentials.
    pub voice: Option<Arc<dyn Voice>>,
    /// What the operator decided.
    pub settings: Arc<Settings>,
}

/// One job.
pub struct Job {
    /// Its name in logs and in `check`.
    pub name: &'static str,
    /// What it does, for `check`.
    pub does: &'static str,
    /// Does one piece.
    pub step: fn(&Jobs) -> Result<Progress>,
    /// When its next piece falls due, milliseconds UTC.
    pub due: fn(&Tx) -> Result<Option<i64>>,
}

/// All jobs.
pub const TABLE: &[Job] = &[
    Job { name: "dial", does: "asks the gate and dials", step: dial::step, due: calls::next_due },
    Job {
        name: "follow",
        does: "asks the voice provider how calls go, and finds unclear dials",
        step: follow::step,
        due: calls::next_look,
    },
    Job {
        name: "fetch",
        does: "fetches documents that users sent",
        step: fetch::step,
        due: work::next_due,
    },
    Job { name: "stop", does: "ends calls on request", step: stop::step, due: never },
    Job {
        name: "remind",
        does: "reminds users of timed runs",
        step: remind::step,
        due: schedules::next_reminder,
    },
    Job {
        name: "renew",
        does: "renews plans, and tells users when theirs end",
        step: renew::step,
        due: subscriptions::next_due,
    },
    Job { name: "prune", does: "forgets old update ids", step: prune::step, due: never },
];

/// For jobs that act on a commit, or now and then, and wait for no moment.
fn never(_: &Tx) -> Result<Option<i64>> {
    Ok(None)
}

/// Once, before the jobs run: what the last process left in the middle.
pub fn recover(store: &Store) -> Result<()> {
    let unclear = store.write(calls::dial::recover)?;
    if unclear > 0 {
        tracing::warn!(unclear, "dials whose answer was lost are looked for at the provider");
    }
    Ok(())
}

/// When the next piece of any job falls due.
pub fn next_due(store: &Store) -> Result<Option<Timestamp>> {
    let due = store.read(|tx| {
        let mut first: Option<i64> = None;
        for job in TABLE {
            let due = (job.due)(tx)?;
            first = [first, due].into_iter().flatten().min();
        }
        Ok(first)
    })?;
    Ok(due.and_then(|due| Timestamp::from_millisecond(due).ok()))
}
