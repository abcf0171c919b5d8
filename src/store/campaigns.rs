//! List calls: a set of calls that were started together and end together.

use anyhow::Result;
use rusqlite::{Row, params};

use crate::domain::ids::{CampaignId, ScriptId, UserId};
use crate::domain::price::Tried;
use crate::store::Tx;
use crate::store::calls;

/// Where a list call is. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// Waits for its time.
    Scheduled,
    /// Its calls go out in turn.
    Running,
    /// All its calls are over.
    Finished,
    /// Its user stopped it.
    Stopped,
    /// Taken back before it started.
    Cancelled,
}

/// A list call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// The row.
    pub id: CampaignId,
    /// Whose.
    pub user: UserId,
    /// What is said.
    pub script: ScriptId,
    /// Where it is.
    pub state: State,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Campaign> {
    Ok(Campaign {
        id: CampaignId(row.get(0)?),
        user: UserId(row.get(1)?),
        script: ScriptId(row.get(2)?),
        state: row.get::<_, String>(3)?.parse().unwrap_or(State::Stopped),
    })
}

/// Makes a list call.
pub fn create(
    tx: &Tx,
    owner: UserId,
    script: ScriptId,
    name: &str,
    state: State,
) -> Result<CampaignId> {
    let state: &str = state.into();
    let id = tx.insert(
        "INSERT INTO campaigns (user_id, script_id, name, state, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![owner.0, script.0, name, state, tx.now_ms()],
    )?;
    Ok(CampaignId(id))
}

/// One list call of its owner.
pub fn get(tx: &Tx, owner: UserId, id: CampaignId) -> Result<Option<Campaign>> {
    let sql = "SELECT id, user_id, script_id, state FROM campaigns WHERE id = ?1 AND user_id = ?2";
    tx.one(sql, params![id.0, owner.0], read)
}

/// Moves a list call on.
pub fn set_state(tx: &Tx, id: CampaignId, state: State) -> Result<()> {
    let state: &str = state.into();
    tx.run("UPDATE campaigns SET state = ?2 WHERE id = ?1", params![id.0, state])?;
    Ok(())
}

/// Stops a list call: nothing of it is claimed after this commits, and what is on the line is ended
/// by the stop job.
pub fn stop(tx: &Tx, owner: UserId, id: CampaignId) -> Result<()> {
    let sql = "UPDATE campaigns SET state = 'stopped', finished_ms = ?3
               WHERE id = ?1 AND user_id = ?2 AND state IN ('running', 'scheduled')";
    tx.run(sql, params![id.0, owner.0, tx.now_ms()])?;
    for call in calls::of_campaign(tx, owner, id)? {
        calls::stop(tx, owner, call.id)?;
    }
    Ok(())
}

/// Counts an attempt that came to an end, and how many answers (0 or 1) it brought.
pub fn count_attempt(tx: &Tx, id: CampaignId, answers: u32) -> Result<()> {
    let sql = "UPDATE campaigns SET attempts = attempts + 1, answered = answered + ?2
               WHERE id = ?1";
    tx.run(sql, params![id.0, answers])?;
    Ok(())
}

/// How the attempts of a list went so far.
pub fn tried(tx: &Tx, id: CampaignId) -> Result<Tried> {
    let sql = "SELECT attempts, answered FROM campaigns WHERE id = ?1";
    let tried =
        tx.one(sql, [id.0], |row| Ok(Tried { attempts: row.get(0)?, answered: row.get(1)? }))?;
    Ok(tried.unwrap_or_default())
}

/// Ends a list call when its last call is over; one that waits for its time, when its last call was
/// refused or taken back before.
pub fn settle(tx: &Tx, id: CampaignId) -> Result<()> {
    let open = "SELECT EXISTS (SELECT 1 FROM calls WHERE campaign_id = ?1
                AND phase NOT IN ('ended', 'refused', 'cancelled', 'lost'))";
    if tx.number(open, [id.0])? == 0 {
        let sql = "UPDATE campaigns SET state = 'finished', finished_ms = ?2
                   WHERE id = ?1 AND state IN ('running', 'scheduled')";
        tx.run(sql, params![id.0, tx.now_ms()])?;
    }
    Ok(())
}
