//! How far users are trusted, and which numbers they proved to be their own (C-16, C-18).

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::params;

use crate::domain::frequency::Whom;
use crate::domain::ids::{NumberId, OwnId, UserId};
use crate::domain::tier::{Braked, Record, TRUST_ANSWERED, Tier};
use crate::domain::user::{Role, User};
use crate::store::{Tx, events};

/// How far a user is trusted now.
pub fn of(tx: &Tx, user: &User) -> Result<Tier> {
    if user.role == Role::Operator {
        return Ok(Tier::Operator);
    }
    let sql = "SELECT tier FROM user_tiers WHERE user_id = ?1 AND until_ms IS NULL";
    let stored: Option<String> = tx.one(sql, [user.id.0], |row| row.get(0))?;
    // What cannot be read trusts nobody.
    Ok(stored.and_then(|tier| tier.parse().ok()).unwrap_or(Tier::New))
}

/// Changes how far a user is trusted. Returns whether that is news.
pub fn set(tx: &Tx, user: UserId, tier: Tier, by: &str, reason: &str) -> Result<bool> {
    let word: &str = tier.into();
    let sql = "SELECT 1 FROM user_tiers WHERE user_id = ?1 AND until_ms IS NULL AND tier = ?2";
    if tx.number(&format!("SELECT EXISTS ({sql})"), params![user.0, word])? > 0 {
        return Ok(false);
    }
    let sql = "UPDATE user_tiers SET until_ms = ?2 WHERE user_id = ?1 AND until_ms IS NULL";
    tx.run(sql, params![user.0, tx.now_ms()])?;
    let sql = "INSERT INTO user_tiers (user_id, tier, by_whom, reason, from_ms)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.run(sql, params![user.0, word, by, reason, tx.now_ms()])?;
    let body = serde_json::json!({ "tier": word, "by": by, "reason": reason });
    events::append(tx, events::Kind::Role, Some(user), None, &body)?;
    Ok(true)
}

/// What is known of some of the verified users.
pub struct Records {
    /// Of each, what it takes to trust him.
    pub of: Vec<(UserId, Record)>,
    /// The last user who was looked at, verified or not; `None` when there was none.
    pub last: Option<UserId>,
}

/// Looks at the users above an id, at most so many.
pub fn records(tx: &Tx, above: UserId, most: u32) -> Result<Records> {
    let sql = "SELECT user_id, tier, from_ms FROM user_tiers
               WHERE until_ms IS NULL AND user_id > ?1 ORDER BY user_id LIMIT ?2";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get(0).map(UserId)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    };
    let looked = tx.all(sql, params![above.0, most], read)?;
    let last = looked.last().map(|(user, ..)| *user);
    let mut of = Vec::new();
    for (user, tier, from) in looked {
        if tier.parse() != Ok(Tier::Verified) {
            continue;
        }
        let sql = "SELECT count(*) FROM (SELECT 1 FROM calls
                   WHERE user_id = ?1 AND outcome = 'answered' AND ended_ms >= ?2 LIMIT ?3)";
        let answered = tx.number(sql, params![user.0, from, TRUST_ANSWERED])?;
        let since = Timestamp::from_millisecond(from).unwrap_or(Timestamp::MAX);
        let answered = u32::try_from(answered).unwrap_or(0);
        // No brake is built yet.
        of.push((user, Record { since, answered, braked: Braked::Never }));
    }
    Ok(Records { of, last })
}

/// Whose a number is to a user.
pub fn whose(tx: &Tx, user: UserId, number: NumberId) -> Result<Whom> {
    let sql = "SELECT EXISTS (SELECT 1 FROM own_numbers WHERE user_id = ?1 AND number_id = ?2
               AND ended_ms IS NULL AND until_ms > ?3)";
    let own = tx.number(sql, params![user.0, number.0, tx.now_ms()])? > 0;
    Ok(if own { Whom::Own } else { Whom::Other })
}

/// Keeps that a user answered a call to a number and typed the code it spoke. He may have proved it
/// before: then its days begin anew.
pub fn prove(tx: &Tx, user: UserId, number: NumberId) -> Result<()> {
    let sql = "UPDATE own_numbers SET ended_ms = ?3
               WHERE user_id = ?1 AND number_id = ?2 AND ended_ms IS NULL";
    tx.run(sql, params![user.0, number.0, tx.now_ms()])?;
    let until = tx.now().checked_add(PROVED).context("add the life of a proof")?;
    let sql = "INSERT INTO own_numbers (user_id, number_id, proved_ms, until_ms)
               VALUES (?1, ?2, ?3, ?4)";
    let values = params![user.0, number.0, tx.now_ms(), until.as_millisecond()];
    let id = tx.insert(sql, values)?;
    let body = serde_json::json!({ "what": "own_number", "number": number, "until": until });
    events::append(tx, events::Kind::User, Some(user), Some(id), &body)
}

/// A number that a user proved to be his own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    /// The proof.
    pub id: OwnId,
    /// The number.
    pub number: NumberId,
    /// When the proof ends.
    pub until: Timestamp,
}

/// The numbers that are a user's own now, the newest proof first.
pub fn own(tx: &Tx, user: UserId) -> Result<Vec<Own>> {
    let sql = "SELECT id, number_id, until_ms FROM own_numbers
               WHERE user_id = ?1 AND ended_ms IS NULL AND until_ms > ?2 ORDER BY id DESC";
    tx.all(sql, params![user.0, tx.now_ms()], |row| {
        let until = Timestamp::from_millisecond(row.get(2)?).unwrap_or(Timestamp::MAX);
        Ok(Own { id: OwnId(row.get(0)?), number: NumberId(row.get(1)?), until })
    })
}

/// A number is no longer the user's own, as he says. Returns whether it was.
pub fn disown(tx: &Tx, user: UserId, own: OwnId) -> Result<bool> {
    let sql = "UPDATE own_numbers SET ended_ms = ?3
               WHERE id = ?1 AND user_id = ?2 AND ended_ms IS NULL";
    if tx.run(sql, params![own.0, user.0, tx.now_ms()])? == 0 {
        return Ok(false);
    }
    let body = serde_json::json!({ "what": "disowned" });
    events::append(tx, events::Kind::User, Some(user), Some(own.0), &body)?;
    Ok(true)
}

/// How long a proof counts: numbers change hands (C-16).
const PROVED: jiff::SignedDuration = jiff::SignedDuration::from_hours(90 * 24);
