//! The kill switch, for everybody and for one user, as history (C-21).

use anyhow::Result;
use rusqlite::params;

use crate::domain::ids::{CallId, NumberId, UserId};
use crate::domain::user::Standing;
use crate::store::{Tx, events};

/// Whether the kill switch is on.
pub fn all_stopped(tx: &Tx) -> Result<bool> {
    Ok(tx.number("SELECT EXISTS (SELECT 1 FROM stops WHERE until_ms IS NULL)", [])? > 0)
}

/// Stops everybody's calls: nothing is claimed after this commits, and what is on the line is
/// being ended. Returns how many calls that is.
pub fn stop_all(tx: &Tx, by: UserId) -> Result<usize> {
    if !all_stopped(tx)? {
        let sql = "INSERT INTO stops (by_whom, reason, from_ms) VALUES (?1, 'stopall', ?2)";
        tx.run(sql, params![format!("user {by}"), tx.now_ms()])?;
        let body = serde_json::json!({ "what": "stop_all" });
        events::append(tx, events::Kind::Admin, Some(by), None, &body)?;
    }
    // The first condition of each is that of an index.
    let open = format!("{ASK} WHERE {OPEN} AND stop_asked = 0");
    let lost = format!("{ASK} WHERE {LOST} AND stop_asked = 0");
    Ok(tx.run(&open, [tx.now_ms()])? + tx.run(&lost, [tx.now_ms()])?)
}

/// Lets everybody's calls go out again.
pub fn resume_all(tx: &Tx, by: UserId) -> Result<()> {
    if tx.run("UPDATE stops SET until_ms = ?1 WHERE until_ms IS NULL", [tx.now_ms()])? > 0 {
        let body = serde_json::json!({ "what": "resume_all" });
        events::append(tx, events::Kind::Admin, Some(by), None, &body)?;
    }
    Ok(())
}

/// Stops one user's calls, as [`stop_all`] does everybody's.
pub fn stop_user(tx: &Tx, user: UserId) -> Result<usize> {
    stand(tx, user, Standing::Stopped, "stop")?;
    let open = format!("{ASK} WHERE {OPEN} AND stop_asked = 0 AND user_id = ?2");
    let lost = format!("{ASK} WHERE {LOST} AND stop_asked = 0 AND user_id = ?2");
    let params = [tx.now_ms(), user.0];
    Ok(tx.run(&open, params)? + tx.run(&lost, params)?)
}

/// Ends one call, if it is on the line or may be. Returns whether that is news.
pub fn end_call(tx: &Tx, user: UserId, call: CallId) -> Result<bool> {
    let sql =
        format!("{ASK} WHERE id = ?3 AND user_id = ?2 AND stop_asked = 0 AND ({OPEN} OR {LOST})");
    Ok(tx.run(&sql, params![tx.now_ms(), user.0, call.0])? == 1)
}

/// Ends the calls to a number that nobody, or not this user, may call any more; but not the one in
/// which that was said, which takes its leave by itself.
pub fn end_number(
    tx: &Tx,
    number: NumberId,
    user: Option<UserId>,
    said_in: Option<CallId>,
) -> Result<usize> {
    let sql = format!(
        "{ASK} WHERE number_id = ?2 AND stop_asked = 0
             AND phase IN ('claimed', 'placing', 'unclear', 'queued', 'running', 'lost')
             AND ({OPEN} OR {LOST}) AND user_id = coalesce(?3, user_id) AND id <> coalesce(?4, 0)"
    );
    let (user, said_in) = (user.map(|user| user.0), said_in.map(|call| call.0));
    tx.run(&sql, params![tx.now_ms(), number.0, user, said_in])
}

/// Asks for the end. One that is on its way is looked at now, to learn its line. A lost one is
/// looked at when its time comes: a look at once could find nothing and give it up too early.
const ASK: &str = "UPDATE calls SET stop_asked = 1, rev = rev + 1,
    next_look_ms = CASE WHEN phase IN ('placing', 'lost') THEN next_look_ms ELSE ?1 END";
/// On the line, as far as is known.
const OPEN: &str = "phase IN ('placing', 'unclear', 'queued', 'running')";
/// Perhaps still on a line that is known: the provider has it, but told nothing for long.
const LOST: &str = "next_look_ms IS NOT NULL AND phase = 'lost' AND provider_id IS NOT NULL";

/// Lets one user's calls go out again, if it was he who stopped them.
pub fn resume_user(tx: &Tx, user: UserId) -> Result<()> {
    stand(tx, user, Standing::Active, "resume")
}

/// Lets nothing of a user's go out until an operator says otherwise, and ends what is on the line.
pub fn suspend(tx: &Tx, user: UserId, reason: &str) -> Result<usize> {
    let ended = stop_user(tx, user)?;
    stand(tx, user, Standing::Suspended, reason)?;
    Ok(ended)
}

/// A new row of a user's state; the one before ends. What an operator suspended stays suspended.
fn stand(tx: &Tx, user: UserId, standing: Standing, reason: &str) -> Result<()> {
    let word: &str = standing.into();
    let now = "SELECT state FROM user_states WHERE user_id = ?1 AND until_ms IS NULL";
    let now: Option<String> = tx.one(now, [user.0], |row| row.get(0))?;
    let now = now.unwrap_or_else(|| "active".to_string());
    if now == word || now == "suspended" {
        return Ok(());
    }
    let end = "UPDATE user_states SET until_ms = ?2 WHERE user_id = ?1 AND until_ms IS NULL";
    tx.run(end, params![user.0, tx.now_ms()])?;
    tx.run(
        "INSERT INTO user_states (user_id, state, by_whom, reason, from_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![user.0, word, format!("user {user}"), reason, tx.now_ms()],
    )?;
    let body = serde_json::json!({ "what": "standing", "standing": standing });
    events::append(tx, events::Kind::User, Some(user), None, &body)
}
