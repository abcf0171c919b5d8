//! Money stands still: from a breach on nothing is posted, until somebody who looked lifts it
//! (R1, R2).

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::params;

use super::Breach;
use crate::store::{Tx, events};

/// The most breaches that the record names: the first few say what is wrong.
const NAMED_MOST: usize = 10;

/// Money that stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The row: it is lifted by name.
    pub id: i64,
    /// Since when.
    pub since: Timestamp,
    /// Who found the breach.
    pub by: String,
    /// What was found.
    pub reason: String,
}

/// Whether money stands still.
pub fn is_frozen(tx: &Tx) -> Result<bool> {
    Ok(tx.number("SELECT EXISTS (SELECT 1 FROM freezes WHERE until_ms IS NULL)", [])? > 0)
}

/// The freeze that stands.
pub fn standing(tx: &Tx) -> Result<Option<Freeze>> {
    let sql = "SELECT id, from_ms, by_whom, reason FROM freezes WHERE until_ms IS NULL";
    let row =
        tx.one(sql, [], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?)))?;
    let Some((id, since, by, reason)) = row else { return Ok(None) };
    let since = Timestamp::from_millisecond(since).context("read when money was stopped")?;
    Ok(Some(Freeze { id, since, by, reason }))
}

/// From this commit on no money moves and nothing is dialled. `false` when it stood still before:
/// the first breach stays the reason.
pub fn freeze(tx: &Tx, by: &str, breaches: &[Breach]) -> Result<bool> {
    if is_frozen(tx)? {
        return Ok(false);
    }
    let named: Vec<String> = breaches.iter().take(NAMED_MOST).map(Breach::to_string).collect();
    let sql = "INSERT INTO freezes (by_whom, reason, from_ms) VALUES (?1, ?2, ?3)";
    let id = tx.insert(sql, params![by, named.join("; "), tx.now_ms()])?;
    let body = serde_json::json!({
        "what": "money_frozen", "by": by, "breaches": breaches.len(), "named": named,
    });
    events::append(tx, events::Kind::Admin, None, Some(id), &body)?;
    Ok(true)
}

/// Lets money move again. The caller has read, while this very freeze stood, that the ledger adds
/// up: nothing was posted since, because it stood. `false` when it stands no longer.
pub fn lift(tx: &Tx, id: i64, by: &str) -> Result<bool> {
    let sql = "UPDATE freezes SET until_ms = ?2, lifted_by = ?3
               WHERE id = ?1 AND until_ms IS NULL";
    if tx.run(sql, params![id, tx.now_ms(), by])? == 0 {
        return Ok(false);
    }
    let body = serde_json::json!({ "what": "money_unfrozen", "by": by });
    events::append(tx, events::Kind::Admin, None, Some(id), &body)?;
    Ok(true)
}
