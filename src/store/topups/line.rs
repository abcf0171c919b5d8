//! The line to the payment provider: when it fails, everybody waits, longer each time.
//!
//! Kept in the file, so that all jobs share it and a restart does not ask a provider that is down
//! at once again. How many questions a minute has is the door's own measure.

use anyhow::Result;
use jiff::Timestamp;

use crate::store::{Tx, marks};

/// The first wait after a failure, doubled with each further one …
const AGAIN_MS: i64 = 5_000;
/// … up to this.
const AGAIN_MOST_MS: i64 = 10 * 60_000;
/// Failures in a row after which waiting grows no longer; the shift below stays in range.
const DOUBLINGS: i64 = 8;
/// How long all wait when the provider has no time.
const BUSY_MS: i64 = 2_000;
/// The provider counts as down after so many failures in a row: one may be an accident.
const DOWN_FROM: i64 = 3;

const FREE: &str = "pay:free";
const FAULTS: &str = "pay:faults";
const SINCE: &str = "pay:since";

/// When the next question may be asked, milliseconds UTC; 0 is at any time.
pub fn free_at(tx: &Tx) -> Result<i64> {
    marks::get(tx, FREE)
}

/// A question was answered.
pub fn answered(tx: &Tx) -> Result<()> {
    if marks::get(tx, FAULTS)? != 0 {
        marks::set(tx, FAULTS, 0)?;
        marks::set(tx, SINCE, 0)?;
        marks::set(tx, FREE, 0)?;
    }
    Ok(())
}

/// A question was not: all wait. Returns how many were not in a row.
pub fn failed(tx: &Tx) -> Result<i64> {
    let faults = marks::get(tx, FAULTS)? + 1;
    if faults == 1 {
        marks::set(tx, SINCE, tx.now_ms())?;
    }
    marks::set(tx, FAULTS, faults)?;
    let wait = (AGAIN_MS << (faults - 1).min(DOUBLINGS)).min(AGAIN_MOST_MS);
    marks::set(tx, FREE, tx.now_ms() + wait)?;
    Ok(faults)
}

/// The provider is well, but has no time.
pub fn busy(tx: &Tx) -> Result<()> {
    marks::set(tx, FREE, tx.now_ms() + BUSY_MS)
}

/// Since when the provider does not answer; `None` when it does.
pub fn down_since(tx: &Tx) -> Result<Option<Timestamp>> {
    if marks::get(tx, FAULTS)? < DOWN_FROM {
        return Ok(None);
    }
    Ok(Timestamp::from_millisecond(marks::get(tx, SINCE)?).ok())
}
