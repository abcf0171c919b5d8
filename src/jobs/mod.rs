//! What happens without a user: each job does one piece, and may be ended between any two.
//!
//! What is due is asked of the tables, so running a job again is always right and a tick that comes
//! late or twice changes nothing. [`TABLE`] is all of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use jiff::Timestamp;

use crate::domain::settings::Settings;
use crate::payments::Payments;
use crate::rates::Rates;
use crate::store::{Store, Tx, calls, schedules, subscriptions, topups, work};
use crate::telegram::Telegram;
use crate::voice::Voice;
use crate::work::Progress;

pub mod audit;
mod dial;
mod fetch;
mod follow;
mod pay;
mod prune;
mod rates;
mod reconcile;
mod remind;
mod renew;
mod settle;
mod stars;
mod show;
mod stop;
mod sweep;
mod tell;
mod trust;

/// What the jobs work with.
pub struct Jobs {
    /// The store.
    pub store: Arc<Store>,
    /// For files that users sent.
    pub telegram: Arc<dyn Telegram>,
    /// For calls; `None` without credentials.
    pub voice: Option<Arc<dyn Voice>>,
    /// For what coins cost; `None` without credentials.
    pub rates: Option<Arc<dyn Rates>>,
    /// For payments; `None` without credentials.
    pub payments: Option<Arc<dyn Payments>>,
    /// What the operator decided.
    pub settings: Arc<Settings>,
    /// What this process has done before its first dial.
    pub opening: Opening,
}

/// What each process does before the rest: a new one cannot know what happened since the last.
#[derive(Debug, Default)]
pub struct Opening {
    audited: AtomicBool,
    swept: AtomicBool,
    sweep: sweep::Sweep,
}

impl Opening {
    /// Whether this process has checked the ledger.
    pub fn is_audited(&self) -> bool {
        self.audited.load(Ordering::SeqCst)
    }

    fn audited(&self) {
        self.audited.store(true, Ordering::SeqCst);
    }

    /// Whether this process knows what the provider has dialled for us. Before that it dials
    /// nothing.
    pub fn is_swept(&self) -> bool {
        self.swept.load(Ordering::SeqCst)
    }

    fn swept(&self) {
        self.swept.store(true, Ordering::SeqCst);
    }
}

/// One job.
pub struct Job {
    /// Its name in logs and in `check`.
    pub name: &'static str,
    /// What it does, for `check`.
    pub does: &'static str,
    /// Does one piece; [`Job::run`] is the way to it.
    step: fn(&Jobs) -> Result<Progress>,
    /// When its next piece falls due, milliseconds UTC.
    pub due: fn(&Tx) -> Result<Option<i64>>,
}

impl Job {
    /// Does one piece, once the ledger was checked: until then only the check itself.
    pub fn run(&self, jobs: &Jobs) -> Result<Progress> {
        if jobs.opening.is_audited() || self.name == AUDIT {
            return (self.step)(jobs);
        }
        Ok(Progress::Idle)
    }
}

const AUDIT: &str = "audit";

/// All jobs.
pub const TABLE: &[Job] = &[
    Job {
        name: AUDIT,
        does: "checks that the ledger adds up, at the start and every hour",
        step: audit::step,
        due: never,
    },
    Job {
        name: "sweep",
        does: "matches the voice provider's calls with ours before anything is dialled",
        step: sweep::step,
        due: never,
    },
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
    Job {
        name: "rates",
        does: "asks what coins cost",
        step: rates::step,
        due: crate::store::rates::next_ask,
    },
    Job {
        name: "settle",
        does: "books what had to wait while money stood still",
        step: settle::step,
        due: never,
    },
    Job {
        name: "open",
        does: "asks the payment provider for addresses",
        step: pay::open,
        due: topups::watch::next_to_open,
    },
    Job {
        name: "pay",
        does: "asks the payment provider what came, and credits it",
        step: pay::look,
        due: topups::watch::next_look_due,
    },
    Job {
        name: "reconcile",
        does: "compares all payments with the provider's list, once a day",
        step: reconcile::step,
        due: topups::list::next_due,
    },
    Job {
        name: "stars",
        does: "books Telegram Stars, sends them back, and compares them with Telegram's list",
        step: stars::step,
        due: crate::store::stars::next_due,
    },
    Job {
        name: "trust",
        does: "trusts verified users by their calls, once a day",
        step: trust::step,
        due: never,
    },
    Job { name: "prune", does: "forgets old update ids", step: prune::step, due: never },
];

/// One row's part of a job. If it fails, it is undone alone and logged: a bad row holds up no
/// other. An `Err` means that the whole transaction is gone.
fn alone<T>(
    tx: &Tx,
    what: &str,
    row: i64,
    act: impl FnOnce(&Tx) -> Result<T>,
) -> Result<Option<T>> {
    match tx.savepoint(act) {
        Ok(done) => Ok(Some(done)),
        Err(fault) if tx.is_open() => {
            tracing::error!(what, row, fault = format!("{fault:#}"), "a row was left out");
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

/// For jobs that act on a commit, or now and then, and wait for no moment.
fn never(_: &Tx) -> Result<Option<i64>> {
    Ok(None)
}

/// Once, before the jobs run: what the last process left in the middle.
pub fn recover(store: &Store) -> Result<()> {
    store.write(crate::store::rates::begin)?;
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
