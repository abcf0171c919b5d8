//! Calls that speak a code, and what became of it (C-16).

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::params;
use uuid::{NoContext, Uuid};

use crate::domain::code::{Code, LIVES, NUMBER_MOST, TRIES_MOST, USER_MOST};
use crate::domain::frequency::DAY;
use crate::domain::ids::{CallId, NumberId, UserId};
use crate::store::{Tx, sealed};

/// When a user may have a number called with a code; `None` for now. A day has only so many, of
/// one user and to one number, whoever asks.
pub fn rests_until(tx: &Tx, user: UserId, number: NumberId) -> Result<Option<Timestamp>> {
    let day = i64::try_from(DAY.as_millis())?;
    let nth = |sql: &str, id: i64, most: u32| {
        let values = params![id, tx.now_ms() - day, most.saturating_sub(1)];
        tx.one(sql, values, |row| row.get::<_, i64>(0))
    };
    let sql = "SELECT made_ms FROM codes WHERE user_id = ?1 AND made_ms > ?2
               ORDER BY made_ms DESC LIMIT 1 OFFSET ?3";
    let own = nth(sql, user.0, USER_MOST)?;
    let sql = "SELECT made_ms FROM codes WHERE number_id = ?1 AND made_ms > ?2
               ORDER BY made_ms DESC LIMIT 1 OFFSET ?3";
    let all = nth(sql, number.0, NUMBER_MOST)?;
    Ok(own.max(all).and_then(|made| Timestamp::from_millisecond(made + day).ok()))
}

/// Gives a planned call a code to speak. The user's code before counts no more.
pub fn make(tx: &Tx, user: UserId, number: NumberId, call: CallId) -> Result<()> {
    end(tx, user)?;
    let until = tx.now().checked_add(LIVES).context("add the life of a code")?;
    let sql = "INSERT INTO codes (user_id, number_id, call_id, code, made_ms, until_ms)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let code = sealed::seal(chance(tx).to_keep());
    let until = until.as_millisecond();
    tx.run(sql, params![user.0, number.0, call.0, code, tx.now_ms(), until])?;
    Ok(())
}

/// A code that nobody guesses: the random half of a UUID.
fn chance(tx: &Tx) -> Code {
    let seconds = u64::try_from(tx.now().as_second()).unwrap_or(0);
    let uuid = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0));
    let (_, random) = uuid.as_u64_pair();
    // The first two of its bits say which kind of UUID it is.
    Code::of(random & (u64::MAX >> 2))
}

/// What a call says of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Nothing: it is an ordinary call.
    None,
    /// This code.
    Code(Code),
    /// It was to say one that counts no more.
    Over,
}

/// The code that a call speaks.
pub fn of_call(tx: &Tx, call: CallId) -> Result<Spoken> {
    let sql = "SELECT code, until_ms > ?2 FROM codes WHERE call_id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?));
    Ok(match tx.one(sql, params![call.0, tx.now_ms()], read)? {
        None => Spoken::None,
        Some((Some(code), true)) => Spoken::Code(Code::kept(sealed::open(code))),
        Some(_) => Spoken::Over,
    })
}

/// What came of a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// It is the one that this call spoke; it counts no more.
    Right(CallId),
    /// It is another; so many tries are left.
    Wrong(u32),
    /// No code counts: too many tries, too late, or there was none.
    Over,
}

/// Takes a code that a user typed for a number.
pub fn typed(tx: &Tx, user: UserId, number: NumberId, typed: &Code) -> Result<Typed> {
    let sql = "SELECT call_id, code, tries FROM codes
               WHERE user_id = ?1 AND code IS NOT NULL AND number_id = ?2 AND until_ms > ?3";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get(0).map(CallId)?, row.get::<_, String>(1)?, row.get::<_, u32>(2)?))
    };
    let found = tx.one(sql, params![user.0, number.0, tx.now_ms()], read)?;
    let Some((call, code, tries)) = found else {
        end(tx, user)?;
        return Ok(Typed::Over);
    };
    if Code::kept(sealed::open(code)) == *typed {
        end(tx, user)?;
        return Ok(Typed::Right(call));
    }
    tx.run("UPDATE codes SET tries = tries + 1 WHERE call_id = ?1", [call.0])?;
    match TRIES_MOST.saturating_sub(tries + 1) {
        0 => end(tx, user).map(|_| Typed::Over),
        left => Ok(Typed::Wrong(left)),
    }
}

/// The user's code counts no more, and is gone. Returns the call that speaks it.
pub fn end(tx: &Tx, user: UserId) -> Result<Option<CallId>> {
    let sql = "SELECT call_id FROM codes WHERE user_id = ?1 AND code IS NOT NULL";
    let call = tx.one(sql, [user.0], |row| row.get(0).map(CallId))?;
    tx.run("UPDATE codes SET code = NULL WHERE user_id = ?1 AND code IS NOT NULL", [user.0])?;
    Ok(call)
}

/// Forgets the codes that nobody typed in time.
pub fn prune(tx: &Tx) -> Result<usize> {
    let sql = "UPDATE codes SET code = NULL WHERE code IS NOT NULL AND until_ms <= ?1";
    tx.run(sql, [tx.now_ms()])
}
