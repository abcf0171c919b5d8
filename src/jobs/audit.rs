//! The ledger's check of itself, before anything else is done and then every hour: on a breach
//! money and calls stand still, and the operators are told (R1, R2).

use anyhow::{Context, Result};

use crate::chat::message::Message;
use crate::jobs::Jobs;
use crate::screens;
use crate::store::ledger::freeze::{self, Freeze};
use crate::store::ledger::{self, Breach};
use crate::store::outbox::{self, Lane};
use crate::store::{Store, Tx, marks, users};
use crate::work::Progress;

/// Between two checks.
const EVERY_MS: i64 = 3_600_000;
/// The mark of the last one.
const LAST: &str = "audited";

/// One check, if it is time.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let now = jobs.store.clock().wall().as_millisecond();
    // The last check may be in the future where the clock was set back.
    let last = jobs.store.read(|tx| marks::get(tx, LAST))?;
    let is_due = (now - last).unsigned_abs() >= EVERY_MS.unsigned_abs();
    if jobs.opening.is_audited() && !is_due {
        return Ok(Progress::Idle);
    }
    let found = audit(&jobs.store, "the program")?;
    for breach in &found.breaches {
        tracing::error!(%breach, "the ledger does not add up: money and calls stand still");
    }
    if found.breaches.is_empty() && found.freeze.is_some() {
        tracing::warn!("the ledger adds up, but still stands: `ivrbot check --ledger` lifts that");
    }
    jobs.store.write(|tx| marks::set(tx, LAST, tx.now_ms()))?;
    jobs.opening.audited();
    Ok(Progress::Made)
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// What is wrong.
    pub breaches: Vec<Breach>,
    /// What stood while the ledger was read, or stands now because of what was found.
    pub freeze: Option<Freeze>,
}

/// Checks the ledger and acts on what is found. The reading, which takes long, holds up nobody.
pub fn audit(store: &Store, by: &str) -> Result<Audit> {
    let (breaches, freeze) = store
        .read(|tx| Ok((ledger::self_check(tx)?, freeze::standing(tx)?)))
        .context("audit the ledger")?;
    if breaches.is_empty() {
        return Ok(Audit { breaches, freeze });
    }
    let freeze = store.write(|tx| {
        if freeze::freeze(tx, by, &breaches)? {
            tell(tx, &screens::ledger::frozen(breaches.len()))?;
        }
        freeze::standing(tx)
    })?;
    Ok(Audit { breaches, freeze })
}

/// Lets money move again, if the ledger adds up. Returns what was found; nothing was lifted where
/// that holds a breach or no freeze.
pub fn lift(store: &Store, by: &str) -> Result<Audit> {
    let found = audit(store, by)?;
    if let (true, Some(standing)) = (found.breaches.is_empty(), &found.freeze) {
        store.write(|tx| {
            if freeze::lift(tx, standing.id, by)? {
                tell(tx, &screens::ledger::lifted())?;
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn tell(tx: &Tx, message: &Message) -> Result<()> {
    for operator in users::operators(tx)? {
        outbox::message(tx, operator.id, operator.chat, Lane::Notice, message)?;
    }
    Ok(())
}
