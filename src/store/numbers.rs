//! Phone numbers, kept once and named by id everywhere else; and who may not be called.

use anyhow::{Context, Result};
use rusqlite::params;
use serde::Serialize;

use crate::domain::ids::{CallId, NumberId, UserId};
use crate::domain::phone::Phone;
use crate::store::{Tx, events, sealed, stops};

/// The id of a number, made when it is first seen.
pub fn id(tx: &Tx, phone: &Phone) -> Result<NumberId> {
    let key = sealed::key(phone.as_str());
    let known = tx.one("SELECT id FROM numbers WHERE key = ?1", [&key], |row| row.get(0))?;
    if let Some(id) = known {
        return Ok(NumberId(id));
    }
    let sql = "INSERT INTO numbers (key, e164) VALUES (?1, ?2)";
    Ok(NumberId(tx.insert(sql, params![key, sealed::seal(phone.as_str())])?))
}

/// The number behind an id.
pub fn phone(tx: &Tx, id: NumberId) -> Result<Phone> {
    let text: String = tx
        .one("SELECT e164 FROM numbers WHERE id = ?1", [id.0], |row| row.get(0))?
        .with_context(|| format!("number {id} is not in the table"))?;
    let phone = Phone::parse(&sealed::open(text), None);
    phone.ok().with_context(|| format!("number {id} does not parse"))
}

/// Whose wish a do-not-call entry is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This user's business may not call the number.
    User(UserId),
    /// Nobody may.
    Daemon,
}

/// Puts a number on the do-not-call list and ends the calls to it, but for the `call` in which that
/// was said. Writing it twice keeps the first row (C-04, C-05). Returns whether it was new.
pub fn forbid(
    tx: &Tx,
    number: NumberId,
    scope: Scope,
    source: &str,
    call: Option<CallId>,
) -> Result<bool> {
    let (name, user) = match scope {
        Scope::User(user) => ("user", Some(user.0)),
        Scope::Daemon => ("daemon", None),
    };
    let made = tx.run(
        "INSERT INTO do_not_call (number_id, scope, user_id, source, call_id, from_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![number.0, name, user, source, call.map(|call| call.0), tx.now_ms()],
    )?;
    if made > 0 {
        let body = serde_json::json!({ "number": number, "scope": scope, "source": source });
        let owner = user.map(UserId);
        events::append(tx, events::Kind::DoNotCall, owner, Some(number.0), &body)?;
        stops::end_number(tx, number, owner, call)?;
    }
    Ok(made > 0)
}

/// Whether this user may not call this number, and on whose word.
pub fn forbidden(tx: &Tx, number: NumberId, user: UserId) -> Result<Option<Scope>> {
    let scope = tx.one(
        "SELECT user_id FROM do_not_call
         WHERE number_id = ?1 AND until_ms IS NULL AND (user_id IS NULL OR user_id = ?2)
         ORDER BY user_id IS NOT NULL LIMIT 1",
        params![number.0, user.0],
        |row| row.get::<_, Option<i64>>(0),
    )?;
    Ok(scope.map(|owner| owner.map_or(Scope::Daemon, |id| Scope::User(UserId(id)))))
}

/// Nobody dials a number before a moment: a call to it is known to the provider and not to this
/// store. The same call again changes nothing.
pub fn lease(tx: &Tx, number: NumberId, provider_id: &str, until_ms: i64) -> Result<()> {
    let sql = "INSERT INTO leases (number_id, provider_id, from_ms, until_ms)
               VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    tx.run(sql, params![number.0, provider_id, tx.now_ms(), until_ms])?;
    Ok(())
}

/// Until when nobody dials a number, milliseconds UTC.
pub fn leased_until(tx: &Tx, number: NumberId) -> Result<Option<i64>> {
    let sql = "SELECT max(until_ms) FROM leases WHERE number_id = ?1 AND until_ms > ?2";
    Ok(tx.one(sql, params![number.0, tx.now_ms()], |row| row.get(0))?.flatten())
}
