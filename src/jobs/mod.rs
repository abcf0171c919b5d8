//! What happens without a user: each job does one piece, and may be ended between any two.
//!
//! What is due is asked of the tables, so running a job again is always right and a tick that comes
//! late or twice changes nothing.

use std::sync::Arc;

use anyhow::Result;
use jiff::Timestamp;

use crate::domain::settings::Settings;
use crate::store::{Store, Tx};
use crate::telegram::Telegram;
use crate::voice::Voice;
use crate::work::Progress;

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
    /// Does one piece.
    pub step: fn(&Jobs) -> Result<Progress>,
    /// When its next piece falls due.
    pub due: fn(&Tx) -> Result<Option<i64>>,
}

/// All jobs.
pub const TABLE: &[Job] = &[];

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
