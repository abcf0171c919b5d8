//! Which updates were handled: each takes effect once.

use std::time::Duration;

use anyhow::Result;
use rusqlite::params;

use crate::store::Tx;

/// How long ids are kept. Telegram keeps updates for a day and may restart ids after an idle week,
/// so that a set of recent ids, and not a highest id, says what was seen.
pub const KEPT: Duration = Duration::from_secs(14 * 24 * 3600);

/// How often an update may end the process before it is skipped.
pub const TRIES_MOST: i64 = 2;

/// How an update ended. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum End {
    /// It was handled.
    Done,
    /// It was odd, or not for us.
    Skipped,
    /// Handling it failed; the user was told.
    Failed,
}

/// Notes an update's end. `false` when it was seen before: then nothing of it may take effect.
pub fn note(tx: &Tx, update_id: i64, end: End) -> Result<bool> {
    let end: &str = end.into();
    let sql = "INSERT INTO inbox (update_id, at_ms, state) VALUES (?1, ?2, ?3)
               ON CONFLICT DO NOTHING";
    Ok(tx.run(sql, params![update_id, tx.now_ms(), end])? == 1)
}

/// Counts a try at an update that is handled alone, and returns how many there were before.
pub fn try_again(tx: &Tx, update_id: i64) -> Result<i64> {
    let sql = "INSERT INTO attempts (update_id, tries) VALUES (?1, 1)
               ON CONFLICT (update_id) DO UPDATE SET tries = tries + 1 RETURNING tries - 1";
    Ok(tx.one(sql, [update_id], |row| row.get(0))?.unwrap_or(0))
}

/// Forgets the tries of an update that is through.
pub fn through(tx: &Tx, update_id: i64) -> Result<()> {
    tx.run("DELETE FROM attempts WHERE update_id = ?1", [update_id])?;
    Ok(())
}

/// Forgets at most `most` ids older than [`KEPT`]; returns how many.
pub fn prune(tx: &Tx, most: u32) -> Result<usize> {
    let before = tx.now_ms() - i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    let sql = "DELETE FROM inbox WHERE update_id IN
               (SELECT update_id FROM inbox WHERE at_ms < ?1 LIMIT ?2)";
    tx.run(sql, params![before, most])
}

/// Whether this is the first time; later calls with the same words say no.
pub fn first_time(tx: &Tx, name: &str, what: i64) -> Result<bool> {
    let sql = "INSERT INTO runs (name, period, at_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    Ok(tx.run(sql, params![name, what.to_string(), tx.now_ms()])? == 1)
}
