//! Where each conversation stands: one row a user, replaced at each step.

use anyhow::Result;
use rusqlite::params;

use crate::domain::ids::UserId;
use crate::store::Tx;

/// A dialogue as stored: its revision and its encoded state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Counts every step ever taken, so that an old button is never taken for a new one.
    pub rev: i64,
    /// The encoded state; empty when no dialogue is open.
    pub body: String,
}

/// The dialogue of a user; revision 0 and empty before the first.
pub fn load(tx: &Tx, user: UserId) -> Result<Stored> {
    let sql = "SELECT rev, body FROM dialogues WHERE user_id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok(Stored { rev: row.get(0)?, body: row.get(1)? });
    Ok(tx.one(sql, [user.0], read)?.unwrap_or(Stored { rev: 0, body: String::new() }))
}

/// Keeps the dialogue's next state and returns its revision. An empty body closes it.
pub fn save(tx: &Tx, user: UserId, body: &str) -> Result<i64> {
    let sql = "INSERT INTO dialogues (user_id, rev, body) VALUES (?1, 1, ?2)
               ON CONFLICT (user_id) DO UPDATE SET rev = rev + 1, body = excluded.body
               RETURNING rev";
    Ok(tx.one(sql, params![user.0, body], |row| row.get(0))?.unwrap_or(0))
}
