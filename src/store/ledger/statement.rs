//! What happened to a person's money and plan time, a page at a time.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Asset, Kind, Role};
use crate::domain::ids::{CallId, LedgerId, UserId};
use crate::store::Tx;

/// One change of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The entry's row: the next page is before the last one's.
    pub id: i64,
    /// The command that it is a part of.
    pub ledger: LedgerId,
    /// When.
    pub at: Timestamp,
    /// What for.
    pub kind: Kind,
    /// Why, as recorded.
    pub reason: String,
    /// The call that it is about.
    pub call: Option<CallId>,
    /// Which of the person's accounts.
    pub role: Role,
    /// What was counted.
    pub asset: Asset,
    /// How much, in the asset's smallest unit; below zero when it left.
    pub delta: i64,
}

/// The newest entries of all of a person's accounts, at most `most`, older than entry `before`.
pub fn entries_of(tx: &Tx, user: UserId, before: Option<i64>, most: u32) -> Result<Vec<Entry>> {
    let rows = tx.all(
        "SELECT e.id, l.id, l.at_ms, l.kind, l.reason, l.call_id, a.role, a.asset, e.delta
         FROM accounts a
         JOIN entries e ON e.account_id = a.id
         JOIN ledger l ON l.id = e.ledger_id
         WHERE a.owner_kind = 'user' AND a.owner_id = ?1 AND e.id < ?2
         ORDER BY e.id DESC LIMIT ?3",
        params![user.0, before.unwrap_or(i64::MAX), most],
        |row| Ok(read(row)),
    )?;
    rows.into_iter().collect::<Result<_>>().context("read entries")
}

fn read(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        id: row.get(0)?,
        ledger: LedgerId(row.get(1)?),
        at: Timestamp::from_millisecond(row.get(2)?)?,
        kind: row.get::<_, String>(3)?.parse()?,
        reason: row.get(4)?,
        call: row.get::<_, Option<i64>>(5)?.map(CallId),
        role: row.get::<_, String>(6)?.parse()?,
        asset: row.get::<_, String>(7)?.parse()?,
        delta: row.get(8)?,
    })
}
