//! What the voice provider really charges, measured on the calls of the last days.

use anyhow::Result;
use rusqlite::params;

use crate::domain::margin::Costs;
use crate::domain::money::Usd;
use crate::store::Tx;

/// How far back is measured: a week has every day's habits in it once.
const WINDOW_MS: i64 = 7 * 24 * 3600 * 1000;
/// Fewer connected seconds tell more about chance than about the price.
const SECONDS_LEAST: i64 = 3600;

/// What a connected minute cost the operator in the last seven days, with the attempts that nobody
/// answered in it. `None` while too little was said to tell.
pub fn measured(tx: &Tx) -> Result<Option<Usd>> {
    let sql = "SELECT coalesce(sum(paid_micro), 0), coalesce(sum(seconds), 0) FROM calls
               WHERE placed_ms > ?1 AND paid_micro IS NOT NULL";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?));
    let sums = tx.one(sql, params![tx.now_ms() - WINDOW_MS], read)?;
    let told = sums.filter(|(_, seconds)| *seconds >= SECONDS_LEAST);
    Ok(told.and_then(|(micro, seconds)| Usd::micro(micro).a_minute_of(seconds)))
}

/// What a minute costs: as measured, and until then as configured.
pub fn now(tx: &Tx, configured: Costs) -> Result<Costs> {
    let minute = measured(tx)?.unwrap_or(configured.minute);
    Ok(Costs { minute, ..configured })
}
