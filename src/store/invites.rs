//! An operator's invitations: a one-time link that makes whoever opens it verified (C-18).

use anyhow::{Context, Result};
use jiff::SignedDuration;
use rusqlite::params;
use sha2::{Digest, Sha256};
use uuid::{NoContext, Uuid};

use crate::domain::ids::UserId;
use crate::domain::tier::Tier;
use crate::store::{Tx, tiers, users};

/// How many days an invitation is good for, unless its maker says otherwise.
pub const DAYS: u32 = 7;
/// The most days: a link that lies about for longer ends up with somebody else.
pub const DAYS_MOST: u32 = 30;
/// What begins the start parameter of an invitation.
pub const PREFIX: &str = "in-";

/// Makes an invitation. Returns the parameter behind the bot's address.
pub fn make(tx: &Tx, by: &str, days: u32) -> Result<String> {
    let length = SignedDuration::from_hours(i64::from(days) * 24);
    let until = tx.now().checked_add(length).context("add the life of an invitation")?;
    let token = token(tx);
    let sql = "INSERT INTO links (token, kind, by_whom, until_ms) VALUES (?1, 'invite', ?2, ?3)";
    tx.run(sql, params![token, by, until.as_millisecond()])?;
    Ok(format!("{PREFIX}{token}"))
}

/// 128 bits that nobody guesses: the random parts of two UUIDs, without the time that is in them.
fn token(tx: &Tx) -> String {
    let seconds = u64::try_from(tx.now().as_second()).unwrap_or(0);
    let uuid = || Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0));
    let hash = Sha256::new().chain_update(uuid()).chain_update(uuid()).finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What came of opening an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// Whoever opened it is verified from now on.
    Verified,
    /// He was trusted as far before: the invitation is good for somebody else.
    Known,
    /// It is unknown, used or too old.
    Passed,
}

/// Somebody opened an invitation. Who invited him stays in the history of his tier.
pub fn open(tx: &Tx, user: UserId, token: &str) -> Result<Opened> {
    let sql = "SELECT by_whom FROM links
               WHERE token = ?1 AND kind = 'invite' AND used_ms IS NULL AND until_ms > ?2";
    let by: Option<String> = tx.one(sql, params![token, tx.now_ms()], |row| row.get(0))?;
    let Some(by) = by else { return Ok(Opened::Passed) };
    if tiers::of(tx, &users::get(tx, user)?)? != Tier::New {
        return Ok(Opened::Known);
    }
    tx.run("UPDATE links SET used_ms = ?2 WHERE token = ?1", params![token, tx.now_ms()])?;
    tiers::set(tx, user, Tier::Verified, &by, "invited")?;
    Ok(Opened::Verified)
}
