//! The kill switch, for everybody and for one user, as history (C-21).

use anyhow::Result;
use rusqlite::params;

use crate::domain::ids::UserId;
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
    // The first condition is that of the index.
    let sql = "UPDATE calls SET stop_asked = 1, rev = rev + 1,
                   next_look_ms = CASE phase WHEN 'placing' THEN next_look_ms ELSE ?1 END
               WHERE phase IN ('placing', 'unclear', 'queued', 'running') AND stop_asked = 0";
    tx.run(sql, [tx.now_ms()])
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
    let sql = "UPDATE calls SET stop_asked = 1, rev = rev + 1,
                   next_look_ms = CASE phase WHEN 'placing' THEN next_look_ms ELSE ?2 END
               WHERE user_id = ?1 AND stop_asked = 0
               AND phase IN ('placing', 'unclear', 'queued', 'running')";
    tx.run(sql, params![user.0, tx.now_ms()])
}

/// Lets one user's calls go out again, if it was he who stopped them.
pub fn resume_user(tx: &Tx, user: UserId) -> Result<()> {
    stand(tx, user, Standing::Active, "resume")
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
