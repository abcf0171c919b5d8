//! The line to the payment provider: one question at a time, one a second, fewer when it fails.
//!
//! Kept in the file, so that all jobs share it and a restart does not forget that the provider asked
//! to slow down.

use anyhow::Result;
use jiff::Timestamp;

use crate::store::{Tx, marks};

/// Between two questions: the provider allows 60 a minute and other software may ask too.
const GAP_MS: i64 = 1_000;
/// The first wait after a failure, doubled with each further one …
const AGAIN_MS: i64 = 5_000;
/// … up to this.
const AGAIN_MOST_MS: i64 = 10 * 60_000;
/// Failures in a row after which waiting grows no longer; the shift below stays in range.
const DOUBLINGS: i64 = 8;
/// The provider counts as down after so many failures in a row: one may be an accident.
const DOWN_FROM: i64 = 3;

const FREE: &str = "pay:free";
const FAULTS: &str = "pay:faults";
const SINCE: &str = "pay:since";

/// When the next question may be asked, milliseconds UTC.
pub fn free_at(tx: &Tx) -> Result<i64> {
    marks::get(tx, FREE)
}

/// A question was answered.
pub fn answered(tx: &Tx) -> Result<()> {
    if marks::get(tx, FAULTS)? != 0 {
        marks::set(tx, FAULTS, 0)?;
        marks::set(tx, SINCE, 0)?;
    }
    marks::set(tx, FREE, tx.now_ms() + GAP_MS)
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

/// Since when the provider does not answer; `None` when it does.
pub fn down_since(tx: &Tx) -> Result<Option<Timestamp>> {
    if marks::get(tx, FAULTS)? < DOWN_FROM {
        return Ok(None);
    }
    Ok(Timestamp::from_millisecond(marks::get(tx, SINCE)?).ok())
}
