//! Forgets what has had its time: update ids that Telegram can no longer send again, and old
//! deliveries of webhooks, and codes that nobody typed.

use anyhow::Result;

use crate::jobs::Jobs;
use crate::store::{Tx, codes, inbox, marks, webhooks};
use crate::work::Progress;

/// Rows in one piece: the lock is held for a few milliseconds.
const PIECE: u32 = 1_000;
/// Between two rounds.
const EVERY_MS: i64 = 3_600_000;
const LAST: &str = "pruned";

/// One piece, at most once an hour unless there is more.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let now = jobs.store.clock().wall().as_millisecond();
    if jobs.store.read(|tx| marks::get(tx, LAST))? + EVERY_MS > now {
        return Ok(Progress::Idle);
    }
    jobs.store.write(piece)
}

fn piece(tx: &Tx) -> Result<Progress> {
    codes::prune(tx)?;
    let whole = usize::try_from(PIECE)?;
    if inbox::prune(tx, PIECE)? == whole || webhooks::prune(tx, PIECE)? == whole {
        return Ok(Progress::Made);
    }
    marks::set(tx, LAST, tx.now_ms())?;
    Ok(Progress::Idle)
}
