//! What is used of a plan on each of its days, kept as it is used: a month of calls is never read
//! to draw a few bars.

use anyhow::Result;
use jiff::Timestamp;
use rusqlite::params;

use crate::domain::ids::PeriodId;
use crate::domain::subscription::Term;
use crate::domain::wallet::Bucket;
use crate::store::Tx;

/// One day of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Counted from 0.
    pub day: i64,
    /// Seconds of calls to one number.
    pub single: u32,
    /// Seconds of calls to lists.
    pub bulk: u32,
}

/// Notes seconds that a call used of a plan, on the day that they were counted.
pub fn note_use(tx: &Tx, period: PeriodId, bucket: Bucket, seconds: i64) -> Result<()> {
    let sql = "SELECT coalesce(starts_ms, granted_ms) FROM periods WHERE id = ?1";
    let starts = Timestamp::from_millisecond(tx.number(sql, [period.0])?)?;
    let day = Term { starts, ends: tx.now() }.day(tx.now());
    let (single, bulk) = match bucket {
        Bucket::Single => (seconds, 0),
        Bucket::Bulk => (0, seconds),
    };
    tx.run(
        "INSERT INTO usage (period_id, day, single, bulk) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (period_id, day)
         DO UPDATE SET single = single + excluded.single, bulk = bulk + excluded.bulk",
        params![period.0, day, single, bulk],
    )?;
    Ok(())
}

/// What was used on each day from `first` on, in order; days without calls are left out.
pub fn days(tx: &Tx, period: PeriodId, first: i64) -> Result<Vec<Day>> {
    let sql = "SELECT day, single, bulk FROM usage WHERE period_id = ?1 AND day >= ?2 ORDER BY day";
    tx.all(sql, params![period.0, first], |row| {
        Ok(Day { day: row.get(0)?, single: row.get(1)?, bulk: row.get(2)? })
    })
}
