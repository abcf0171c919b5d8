//! Timed runs. The calls of a run wait as planned calls: starting it now moves them, so that a run
//! cannot happen twice.

use anyhow::Result;
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::ids::{CallId, CampaignId, ScheduleId, ScriptId, UserId};
use crate::store::calls;
use crate::store::{Tx, campaigns};

/// How late a run may start without a word: dials go out one after the other.
const LATE_MS: i64 = 5 * 60 * 1000;

/// A timed run that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The row.
    pub id: ScheduleId,
    /// Whose.
    pub user: UserId,
    /// What is said.
    pub script: ScriptId,
    /// The list call it starts, if it is one.
    pub campaign: Option<CampaignId>,
    /// When it is due, as its user wanted it.
    pub due: Timestamp,
    /// When its first call goes out: later, if it could not at its time.
    pub next: Timestamp,
    /// How many calls wait for it.
    pub calls: usize,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Schedule> {
    Ok(Schedule {
        id: ScheduleId(row.get(0)?),
        user: UserId(row.get(1)?),
        script: ScriptId(row.get(2)?),
        campaign: row.get::<_, Option<i64>>(3)?.map(CampaignId),
        due: moment(row.get(4)?),
        next: moment(row.get(6)?),
        calls: row.get::<_, i64>(5)?.try_into().unwrap_or(0),
    })
}

fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
}

const COLUMNS: &str = "s.id, s.user_id, s.script_id, s.campaign_id, s.due_ms,
    (SELECT count(*) FROM calls c WHERE c.schedule_id = s.id AND c.phase = 'planned'),
    coalesce((SELECT min(c.due_ms) FROM calls c WHERE c.schedule_id = s.id
              AND c.phase = 'planned'), s.due_ms)";

/// A run to be kept.
pub struct NewSchedule<'a> {
    /// What is said.
    pub script: ScriptId,
    /// The list call it starts, if it is one.
    pub campaign: Option<CampaignId>,
    /// When.
    pub due: Timestamp,
    /// The user's zone, in which he thinks of that time.
    pub zone: &'a str,
    /// How long before it the user is reminded; nothing if that is past.
    pub remind_before_ms: i64,
}

/// Keeps a timed run; its calls are planned beside it.
pub fn create(tx: &Tx, owner: UserId, new: &NewSchedule) -> Result<ScheduleId> {
    let due = new.due.as_millisecond();
    let remind = Some(due - new.remind_before_ms).filter(|at| *at > tx.now_ms());
    let id = tx.insert(
        "INSERT INTO schedules
             (user_id, script_id, campaign_id, due_ms, zone, remind_ms, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            owner.0,
            new.script.0,
            new.campaign.map(|id| id.0),
            due,
            new.zone,
            remind,
            tx.now_ms()
        ],
    )?;
    Ok(ScheduleId(id))
}

/// One waiting run of its owner.
pub fn get(tx: &Tx, owner: UserId, id: ScheduleId) -> Result<Option<Schedule>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM schedules s
         WHERE s.id = ?1 AND s.user_id = ?2 AND s.state = 'waiting'"
    );
    tx.one(&sql, params![id.0, owner.0], read)
}

/// One page of the owner's waiting runs, soonest first.
pub fn page(tx: &Tx, owner: UserId, skip: usize, most: usize) -> Result<Vec<Schedule>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM schedules s WHERE s.user_id = ?1 AND s.state = 'waiting'
         ORDER BY s.due_ms, s.id LIMIT ?3 OFFSET ?2"
    );
    tx.all(&sql, params![owner.0, i64::try_from(skip)?, i64::try_from(most)?], read)
}

/// How many runs of the owner wait.
pub fn count(tx: &Tx, owner: UserId) -> Result<usize> {
    let sql = "SELECT count(*) FROM schedules WHERE user_id = ?1 AND state = 'waiting'";
    Ok(usize::try_from(tx.number(sql, [owner.0])?).unwrap_or(0))
}

/// The first call of a run goes out: it no longer waits.
pub fn started(tx: &Tx, id: ScheduleId) -> Result<()> {
    tx.run("UPDATE schedules SET state = 'started' WHERE id = ?1 AND state = 'waiting'", [id.0])?;
    let sql = "UPDATE campaigns SET state = 'running' WHERE state = 'scheduled'
               AND id = (SELECT campaign_id FROM schedules WHERE id = ?1)";
    tx.run(sql, [id.0])?;
    Ok(())
}

/// Nothing of a run waits any more, though none of it went out: refused at its time, or taken back
/// one by one.
pub fn settle(tx: &Tx, id: ScheduleId) -> Result<()> {
    let sql = "UPDATE schedules SET state = 'started' WHERE id = ?1 AND state = 'waiting'
               AND NOT EXISTS (SELECT 1 FROM calls WHERE schedule_id = ?1 AND phase = 'planned')";
    tx.run(sql, [id.0])?;
    Ok(())
}

/// Starts a waiting run now. The calls it moves are the ones that would have waited.
pub fn start_now(tx: &Tx, owner: UserId, id: ScheduleId) -> Result<bool> {
    let Some(_) = get(tx, owner, id)? else { return Ok(false) };
    let sql = "UPDATE calls SET due_ms = ?2, rev = rev + 1
               WHERE schedule_id = ?1 AND phase = 'planned'";
    tx.run(sql, params![id.0, tx.now_ms()])?;
    started(tx, id)?;
    Ok(true)
}

/// Cancels a waiting run: none of its calls is ever dialled.
pub fn cancel(tx: &Tx, owner: UserId, id: ScheduleId) -> Result<bool> {
    let Some(schedule) = get(tx, owner, id)? else { return Ok(false) };
    tx.run("UPDATE schedules SET state = 'cancelled' WHERE id = ?1", [id.0])?;
    if let Some(campaign) = schedule.campaign {
        campaigns::set_state(tx, campaign, campaigns::State::Cancelled)?;
    }
    for call in calls_of(tx, owner, id)? {
        calls::stop(tx, owner, call)?;
    }
    Ok(true)
}

/// The calls of a run.
pub fn calls_of(tx: &Tx, owner: UserId, id: ScheduleId) -> Result<Vec<CallId>> {
    let sql = "SELECT id FROM calls WHERE schedule_id = ?1 AND user_id = ?2 ORDER BY id";
    tx.all(sql, params![id.0, owner.0], |row| row.get(0).map(CallId))
}

/// When a run starts that waited until now, if that is so late that its user has to know; he is
/// told once. Nothing, while some of its calls wait only for their turn: they may start it yet.
pub fn take_late(tx: &Tx, run: &Schedule, going: Going) -> Result<Option<Timestamp>> {
    let next = "SELECT min(due_ms) FROM calls WHERE schedule_id = ?1 AND phase = 'planned'";
    let next: Option<i64> = tx.one(next, [run.id.0], |row| row.get(0))?.flatten();
    let starts = match (going, next) {
        (Going::Now, _) => tx.now_ms(),
        (Going::Later, Some(next)) if next > tx.now_ms() => next,
        (Going::Later, _) => return Ok(None),
    };
    let sql = "UPDATE schedules SET late_ms = ?2
               WHERE id = ?1 AND late_ms IS NULL AND due_ms + ?4 < ?3";
    let told = tx.run(sql, params![run.id.0, tx.now_ms(), starts, LATE_MS])?;
    Ok((told == 1).then(|| moment(starts)))
}

/// What the gate said of a call of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// It goes out.
    Now,
    /// It was moved.
    Later,
}

/// A run whose user is to be reminded now; it is marked as reminded. Of one whose time has passed
/// nobody is reminded.
pub fn take_reminder(tx: &Tx) -> Result<Option<Schedule>> {
    let sql = "UPDATE schedules SET reminded_ms = ?1 WHERE id = (
                   SELECT id FROM schedules WHERE state = 'waiting' AND reminded_ms IS NULL
                   AND remind_ms <= ?1 AND due_ms > ?1 ORDER BY remind_ms LIMIT 1)
               RETURNING id, user_id";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let Some((id, owner)) = tx.one(sql, [tx.now_ms()], read)? else { return Ok(None) };
    get(tx, UserId(owner), ScheduleId(id))
}

/// When the next reminder is due, milliseconds UTC.
pub fn next_reminder(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(remind_ms) FROM schedules
               WHERE state = 'waiting' AND reminded_ms IS NULL AND due_ms > ?1";
    Ok(tx.one(sql, [tx.now_ms()], |row| row.get(0))?.flatten())
}
