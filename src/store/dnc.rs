//! The do-not-call list as a whole: taken in, given out, asked about (C-04, C-06).
//!
//! Nothing here ends an entry: what an import does not name stays as it is.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::ids::UserId;
use crate::domain::phone::Phone;
use crate::store::numbers::{self, Scope};
use crate::store::{Tx, sealed};

/// A number that is not called, and on whose word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the list: entries never change theirs.
    pub id: i64,
    /// E.164.
    pub number: String,
    /// Who may not call it.
    pub scope: Scope,
    /// The Telegram account of that user, if the scope is one's and he still has it.
    pub telegram: Option<i64>,
    /// Where the wish came from.
    pub source: String,
    /// Since when it stands.
    pub since: Timestamp,
}

const COLUMNS: &str = "d.id, n.e164, d.user_id, u.telegram_id, d.source, d.from_ms
    FROM do_not_call d JOIN numbers n ON n.id = d.number_id LEFT JOIN users u ON u.id = d.user_id";

/// Puts a number on the list, and ends the calls to it. Returns whether it was new: an entry that
/// stands keeps its source and its time.
pub fn add(tx: &Tx, phone: &Phone, scope: Scope, source: &str) -> Result<bool> {
    let number = numbers::id(tx, phone)?;
    numbers::forbid(tx, number, scope, source, None)
}

/// Whether a number stands on the list with exactly this scope.
pub fn has(tx: &Tx, phone: &Phone, scope: Scope) -> Result<bool> {
    let user = match scope {
        Scope::User(user) => user.0,
        Scope::Daemon => 0,
    };
    let sql = "SELECT EXISTS (SELECT 1 FROM do_not_call d JOIN numbers n ON n.id = d.number_id
               WHERE n.key = ?1 AND d.until_ms IS NULL AND coalesce(d.user_id, 0) = ?2)";
    Ok(tx.number(sql, params![sealed::key(phone.as_str()), user])? > 0)
}

/// What stands against calling a number: for this user, or for anybody if none is named. What holds
/// for all comes first, then the oldest.
pub fn standing(tx: &Tx, phone: &Phone, user: Option<UserId>) -> Result<Option<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE n.key = ?1 AND d.until_ms IS NULL
             AND (d.user_id IS NULL OR d.user_id = coalesce(?2, d.user_id))
         ORDER BY d.user_id IS NOT NULL, d.id LIMIT 1"
    );
    let found = tx.one(&sql, params![sealed::key(phone.as_str()), user.map(|u| u.0)], fields)?;
    found.map(entry).transpose()
}

/// The entries that stand, in their order, after this one.
pub fn page(tx: &Tx, after: i64, most: usize) -> Result<Vec<Entry>> {
    let sql =
        format!("SELECT {COLUMNS} WHERE d.id > ?1 AND d.until_ms IS NULL ORDER BY d.id LIMIT ?2");
    let rows = tx.all(&sql, params![after, i64::try_from(most)?], fields)?;
    rows.into_iter().map(entry).collect()
}

type Fields = (i64, String, Option<i64>, Option<i64>, String, i64);

fn fields(row: &Row<'_>) -> rusqlite::Result<Fields> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

fn entry((id, number, user, telegram, source, since): Fields) -> Result<Entry> {
    Ok(Entry {
        id,
        number: sealed::open(number),
        scope: user.map_or(Scope::Daemon, |user| Scope::User(UserId(user))),
        telegram,
        source,
        since: Timestamp::from_millisecond(since).context("read since when")?,
    })
}
