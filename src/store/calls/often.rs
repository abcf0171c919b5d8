//! The calls that were placed to one number, as far as they can count against another.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::params;

use crate::domain::frequency::{By, Came, DAY, MONTH, Past};
use crate::domain::hours::Purpose;
use crate::domain::ids::{NumberId, UserId};
use crate::store::Tx;

/// The calls of the last day, or of the last month if the next one sells. The limits themselves
/// keep them few.
pub fn past(tx: &Tx, user: UserId, number: NumberId, purpose: Purpose) -> Result<Vec<Past>> {
    let within = if purpose.is_marketing() { MONTH } else { DAY };
    let since = tx.now().checked_sub(within).context("look back")?;
    let sql = "SELECT placed_ms, user_id, coalesce(outcome = 'answered', 0) FROM calls
               WHERE number_id = ?1 AND placed_ms > ?2 ORDER BY placed_ms DESC";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?))
    };
    let rows = tx.all(sql, params![number.0, since.as_millisecond()], read)?;
    let past = |(at, by, answered): (i64, i64, bool)| -> Result<Past> {
        Ok(Past {
            at: Timestamp::from_millisecond(at).context("read when a call was placed")?,
            by: if by == user.0 { By::Same } else { By::Other },
            came: if answered { Came::Answered } else { Came::Tried },
        })
    };
    rows.into_iter().map(past).collect()
}
