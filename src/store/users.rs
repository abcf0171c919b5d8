//! People: who they are, whether they may call, what they accepted.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::ids::{ChatId, NumberId, UserId};
use crate::domain::locale::Locale;
use crate::domain::user::{Role, Stage, Standing, User};
use crate::store::{Tx, events, marks};

const COLUMNS: &str = "u.id, u.telegram_id, u.locale, u.zone, u.role, u.stage, u.business,
    u.callback_id, coalesce(s.state, 'active')";
const FROM: &str =
    "FROM users u LEFT JOIN user_states s ON s.user_id = u.id AND s.until_ms IS NULL";

fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    let stored: (String, String, String, String) =
        (row.get(2)?, row.get(4)?, row.get(5)?, row.get(8)?);
    Ok(User {
        id: UserId(row.get(0)?),
        chat: ChatId(row.get::<_, Option<i64>>(1)?.unwrap_or_default()),
        locale: stored.0.parse().unwrap_or_default(),
        zone: row.get(3)?,
        role: stored.1.parse().unwrap_or(Role::User),
        stage: stored.2.parse().unwrap_or(Stage::New),
        business: row.get(6)?,
        callback: row.get::<_, Option<i64>>(7)?.map(NumberId),
        // A state that cannot be read must not let anybody dial.
        standing: stored.3.parse().unwrap_or(Standing::Suspended),
    })
}

/// The user, who must exist.
pub fn get(tx: &Tx, id: UserId) -> Result<User> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE u.id = ?1");
    tx.one(&sql, [id.0], read)?.with_context(|| format!("user {id} does not exist"))
}

/// The language and the zone a user reads in.
pub fn reads_in(tx: &Tx, id: UserId) -> Result<(Locale, String)> {
    let read = |row: &Row<'_>| {
        Ok((row.get_ref(0)?.as_str()?.parse().unwrap_or_default(), row.get::<_, String>(1)?))
    };
    let found = tx.one("SELECT locale, zone FROM users WHERE id = ?1", [id.0], read)?;
    found.with_context(|| format!("user {id} does not exist"))
}

/// The user behind a Telegram account.
pub fn by_telegram(tx: &Tx, telegram_id: i64) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE u.telegram_id = ?1");
    tx.one(&sql, [telegram_id], read)
}

/// Makes a user on first contact.
pub fn create(tx: &Tx, telegram_id: i64, locale: Locale, zone: &str) -> Result<User> {
    let id = UserId(tx.insert(
        "INSERT INTO users (telegram_id, locale, zone, created_ms) VALUES (?1, ?2, ?3, ?4)",
        params![telegram_id, locale.code(), zone, tx.now_ms()],
    )?);
    let body = serde_json::json!({ "what": "signed_up", "locale": locale });
    events::append(tx, events::Kind::User, Some(id), None, &body)?;
    if marks::get(tx, &appointed(telegram_id))? > 0 {
        make_operator(tx, id, "configuration")?;
    }
    get(tx, id)
}

/// The user who came last; for the demo, which has one.
pub fn latest(tx: &Tx) -> Result<Option<User>> {
    tx.one(&format!("SELECT {COLUMNS} {FROM} ORDER BY u.id DESC LIMIT 1"), [], read)
}

/// Changes the language.
pub fn set_locale(tx: &Tx, user: UserId, locale: Locale) -> Result<()> {
    tx.run("UPDATE users SET locale = ?2 WHERE id = ?1", params![user.0, locale.code()])?;
    Ok(())
}

/// Changes the zone that moments are shown in; the name must be a zone's.
pub fn set_zone(tx: &Tx, user: UserId, zone: &str) -> Result<()> {
    tx.run("UPDATE users SET zone = ?2 WHERE id = ?1", params![user.0, zone])?;
    Ok(())
}

/// Marks the end of sign-up.
pub fn set_ready(tx: &Tx, user: UserId) -> Result<()> {
    tx.run("UPDATE users SET stage = 'ready' WHERE id = ?1", [user.0])?;
    Ok(())
}

/// Keeps the business name as it is spoken, and the number to call back.
pub fn set_business(tx: &Tx, user: UserId, name: &str, callback: NumberId) -> Result<()> {
    let sql = "UPDATE users SET business = ?2, callback_id = ?3 WHERE id = ?1";
    tx.run(sql, params![user.0, name, callback.0])?;
    let body = serde_json::json!({ "what": "business", "name": name, "callback": callback });
    events::append(tx, events::Kind::User, Some(user), None, &body)
}

/// Notes whether the bot may write to a person. Stops nothing.
pub fn set_reachable(tx: &Tx, user: UserId, reachable: Reachable) -> Result<()> {
    let flag = i64::from(reachable == Reachable::Yes);
    let sql = "UPDATE users SET reachable = ?2 WHERE id = ?1 AND reachable <> ?2";
    tx.run(sql, params![user.0, flag])?;
    Ok(())
}

/// Whether the bot may write to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reachable {
    /// Yes.
    Yes,
    /// The person blocked the bot, or is gone.
    No,
}

/// Keeps the answer to one version of the terms.
pub fn answer_terms(tx: &Tx, user: UserId, version: &str, accepted: Terms) -> Result<()> {
    let yes = accepted == Terms::Accepted;
    tx.run(
        "INSERT INTO terms_answers (user_id, version, accepted, at_ms) VALUES (?1, ?2, ?3, ?4)",
        params![user.0, version, yes, tx.now_ms()],
    )?;
    let body = serde_json::json!({ "what": "terms", "version": version, "accepted": yes });
    events::append(tx, events::Kind::User, Some(user), None, &body)
}

/// The answer to the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Yes.
    Accepted,
    /// No: nothing works until this changes.
    Declined,
}

/// The last answer to this version of the terms.
pub fn terms(tx: &Tx, user: UserId, version: &str) -> Result<Option<Terms>> {
    let sql = "SELECT accepted FROM terms_answers WHERE user_id = ?1 AND version = ?2
               ORDER BY id DESC LIMIT 1";
    let answer = tx.one(sql, params![user.0, version], |row| row.get::<_, bool>(0))?;
    Ok(answer.map(|yes| if yes { Terms::Accepted } else { Terms::Declined }))
}

/// When this version of the terms was accepted; `None` if the last answer to it is not yes.
pub fn accepted_at(tx: &Tx, user: UserId, version: &str) -> Result<Option<Timestamp>> {
    let sql = "SELECT accepted, at_ms FROM terms_answers WHERE user_id = ?1 AND version = ?2
               ORDER BY id DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get::<_, bool>(0)?, row.get(1)?));
    let answer = tx.one(sql, params![user.0, version], read)?;
    let at = answer.filter(|(yes, _)| *yes).map(|(_, at)| Timestamp::from_millisecond(at));
    at.transpose().context("read when the terms were accepted")
}

/// Makes somebody an operator.
pub fn make_operator(tx: &Tx, user: UserId, by: &str) -> Result<()> {
    tx.run("UPDATE users SET role = 'operator' WHERE id = ?1", [user.0])?;
    let body = serde_json::json!({ "role": "operator", "by": by });
    events::append(tx, events::Kind::Role, Some(user), None, &body)
}

/// What the mark of somebody begins with who becomes operator when he first writes.
const APPOINTED: &str = "operator:";

fn appointed(telegram_id: i64) -> String {
    format!("{APPOINTED}{telegram_id}")
}

/// Those whom the configuration names become operators: now, or when they first write. Whom it
/// named before and no longer does is not waited for any more.
pub fn appoint(tx: &Tx, telegram_ids: &[i64]) -> Result<()> {
    marks::forget(tx, APPOINTED)?;
    for id in telegram_ids {
        match by_telegram(tx, *id)? {
            Some(user) if user.role == Role::Operator => {}
            Some(user) => make_operator(tx, user.id, "configuration")?,
            None => marks::set(tx, &appointed(*id), 1)?,
        }
    }
    Ok(())
}

/// Whether anybody is an operator yet.
pub fn has_operator(tx: &Tx) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users WHERE role = 'operator')";
    Ok(tx.number(sql, [])? > 0)
}

/// The operators, oldest first.
pub fn operators(tx: &Tx) -> Result<Vec<User>> {
    tx.all(&format!("SELECT {COLUMNS} {FROM} WHERE u.role = 'operator' ORDER BY u.id"), [], read)
}

/// Keeps a one-time link for the first operator.
pub fn offer_operator_link(tx: &Tx, token: &str, until_ms: i64) -> Result<()> {
    let sql = "INSERT INTO links (token, kind, until_ms) VALUES (?1, 'operator', ?2)";
    tx.run(sql, params![token, until_ms])?;
    Ok(())
}

/// Uses a one-time link up. `false` when it is unknown, used or too old.
pub fn use_operator_link(tx: &Tx, token: &str) -> Result<bool> {
    let sql = "UPDATE links SET used_ms = ?2
               WHERE token = ?1 AND kind = 'operator' AND used_ms IS NULL AND until_ms > ?2";
    Ok(tx.run(sql, params![token, tx.now_ms()])? == 1)
}
