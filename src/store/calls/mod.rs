//! Calls: planned, claimed, followed to one outcome and one settlement.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::domain::call::{Outcome, Phase, Settlement};
use crate::domain::ids::{CallId, CampaignId, NumberId, ScheduleId, ScriptId, UserId};
use crate::domain::money::Usd;
use crate::domain::wallet::Bucket;
use crate::store::{Tx, stops};

pub mod adopt;
pub mod dial;
pub mod facts;
pub mod follow;
pub mod settle;
mod often;
pub mod show;
pub mod why;

/// A call as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The row.
    pub id: CallId,
    /// Our id at the provider, made when the call was planned.
    pub uuid: String,
    /// Whose call it is.
    pub user: UserId,
    /// Who is called.
    pub number: NumberId,
    /// What is said.
    pub script: ScriptId,
    /// The list call it belongs to.
    pub campaign: Option<CampaignId>,
    /// The timed run it belongs to.
    pub schedule: Option<ScheduleId>,
    /// The values of the script's variables.
    pub vars: BTreeMap<String, String>,
    /// Which minutes and which price it uses.
    pub bucket: Bucket,
    /// How often it is called again by itself if nobody answers.
    pub retries_left: u32,
    /// Where it is.
    pub phase: Phase,
    /// Where its money is.
    pub settlement: Settlement,
    /// When it is due, milliseconds UTC.
    pub due_ms: i64,
    /// Why it was refused: the names of the rules, separated by blanks.
    pub refusal: String,
    /// The provider's id.
    pub provider_id: Option<String>,
    /// The longest it may last.
    pub max_minutes: u32,
    /// When the request was committed.
    pub placed_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// How it came out.
    pub outcome: Option<Outcome>,
    /// Connected seconds.
    pub seconds: Option<u32>,
    /// What it cost in money.
    pub cost: Usd,
    /// What it cost in seconds of a plan.
    pub plan_seconds: u32,
    /// How often the provider was asked about it in this phase.
    pub looks: u32,
    /// How often in a row the provider did not know it.
    pub misses: u32,
    /// Whether its user wants it to end.
    pub stop_asked: bool,
    /// How often a dial was put off by the provider.
    pub tries: u32,
    /// Counts the changes.
    pub rev: i64,
}

const COLUMNS: &str = "id, uuid, user_id, number_id, script_id, campaign_id, schedule_id, vars,
    bucket, retries_left, phase, settlement, due_ms, refusal, provider_id, max_minutes, placed_ms,
    ended_ms, outcome, seconds, cost_micro, plan_seconds, looks, stop_asked, tries, rev, misses";

fn read(row: &Row<'_>) -> rusqlite::Result<Call> {
    let words: (String, String, String) = (row.get(8)?, row.get(10)?, row.get(11)?);
    let outcome: Option<String> = row.get(18)?;
    Ok(Call {
        id: CallId(row.get(0)?),
        uuid: row.get(1)?,
        user: UserId(row.get(2)?),
        number: NumberId(row.get(3)?),
        script: ScriptId(row.get(4)?),
        campaign: row.get::<_, Option<i64>>(5)?.map(CampaignId),
        schedule: row.get::<_, Option<i64>>(6)?.map(ScheduleId),
        vars: serde_json::from_str(&row.get::<_, String>(7)?).unwrap_or_default(),
        // The CHECKs of the schema keep other words out.
        bucket: words.0.parse().unwrap_or(Bucket::Bulk),
        retries_left: row.get(9)?,
        phase: words.1.parse().unwrap_or(Phase::Lost),
        settlement: words.2.parse().unwrap_or(Settlement::None),
        due_ms: row.get(12)?,
        refusal: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
        provider_id: row.get(14)?,
        max_minutes: row.get(15)?,
        placed_ms: row.get(16)?,
        ended_ms: row.get(17)?,
        outcome: outcome.and_then(|word| word.parse().ok()),
        seconds: row.get(19)?,
        cost: Usd::micro(row.get(20)?),
        plan_seconds: row.get(21)?,
        looks: row.get(22)?,
        stop_asked: row.get(23)?,
        tries: row.get(24)?,
        rev: row.get(25)?,
        misses: row.get(26)?,
    })
}

/// A call to be planned.
#[derive(Clone, Debug)]
pub struct NewCall<'a> {
    /// Who is called.
    pub number: NumberId,
    /// What is said.
    pub script: ScriptId,
    /// The values of the script's variables.
    pub vars: &'a BTreeMap<String, String>,
    /// Which minutes and which price it uses.
    pub bucket: Bucket,
    /// The list call it belongs to.
    pub campaign: Option<CampaignId>,
    /// The timed run it belongs to.
    pub schedule: Option<ScheduleId>,
    /// The call it repeats.
    pub again_of: Option<CallId>,
    /// How often it is called again by itself if nobody answers.
    pub retries_left: u32,
    /// When it is due.
    pub due_ms: i64,
}

/// Plans a call. Its id at the provider is made now, so that a retry of the same intent can be
/// recognised there.
pub fn plan(tx: &Tx, owner: UserId, new: &NewCall) -> Result<CallId> {
    let now = tx.now();
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    let uuid = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos));
    let bucket: &str = new.bucket.into();
    let id = tx.insert(
        "INSERT INTO calls (uuid, user_id, number_id, script_id, campaign_id, schedule_id, vars,
             bucket, again_of, retries_left, phase, due_ms, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'planned', ?11, ?12)",
        params![
            uuid.to_string(),
            owner.0,
            new.number.0,
            new.script.0,
            new.campaign.map(|id| id.0),
            new.schedule.map(|id| id.0),
            serde_json::to_string(new.vars)?,
            bucket,
            new.again_of.map(|id| id.0),
            new.retries_left,
            new.due_ms,
            tx.now_ms(),
        ],
    )?;
    Ok(CallId(id))
}

/// One call of its owner.
pub fn get(tx: &Tx, owner: UserId, id: CallId) -> Result<Option<Call>> {
    let sql = format!("SELECT {COLUMNS} FROM calls WHERE id = ?1 AND user_id = ?2");
    tx.one(&sql, params![id.0, owner.0], read)
}

/// One call, for the jobs.
pub(in crate::store) fn any(tx: &Tx, id: CallId) -> Result<Call> {
    let sql = format!("SELECT {COLUMNS} FROM calls WHERE id = ?1");
    tx.one(&sql, [id.0], read)?.with_context(|| format!("no call {id}"))
}

/// One page of the owner's calls, newest first.
pub fn page(tx: &Tx, owner: UserId, skip: usize, most: usize) -> Result<Vec<Call>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE user_id = ?1 ORDER BY id DESC LIMIT ?3 OFFSET ?2"
    );
    let (skip, most) = (i64::try_from(skip)?, i64::try_from(most)?);
    tx.all(&sql, params![owner.0, skip, most], read)
}

/// How many calls the owner has, counted up to `most`.
pub fn count(tx: &Tx, owner: UserId, most: usize) -> Result<usize> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM calls WHERE user_id = ?1 LIMIT ?2)";
    let most = i64::try_from(most)?;
    Ok(usize::try_from(tx.number(sql, params![owner.0, most])?).unwrap_or(0))
}

/// The calls of a list call, in the order they were planned.
pub fn of_campaign(tx: &Tx, owner: UserId, campaign: CampaignId) -> Result<Vec<Call>> {
    let sql =
        format!("SELECT {COLUMNS} FROM calls WHERE campaign_id = ?1 AND user_id = ?2 ORDER BY id");
    tx.all(&sql, params![campaign.0, owner.0], read)
}

/// Takes back a call that was not dialled, or asks for the end of one that was.
/// Returns what it did; nothing if it is over.
pub fn stop(tx: &Tx, owner: UserId, id: CallId) -> Result<Stopping> {
    let back = tx.run(
        "UPDATE calls SET phase = 'cancelled', next_look_ms = NULL, rev = rev + 1
         WHERE id = ?1 AND user_id = ?2 AND phase IN ('planned', 'claimed')",
        params![id.0, owner.0],
    )?;
    if back == 1 {
        settle::give_back(tx, id)?;
        dial::finished(tx, &any(tx, id)?)?;
        return Ok(Stopping::TakenBack);
    }
    Ok(if stops::end_call(tx, owner, id)? { Stopping::Asked } else { Stopping::Over })
}

/// What came of asking a call to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopping {
    /// It was never dialled and never will be.
    TakenBack,
    /// The provider is being asked to end it.
    Asked,
    /// It was over, or already asked.
    Over,
}

/// When the first planned call is due, milliseconds UTC.
pub fn next_due(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(due_ms) FROM calls WHERE phase = 'planned'";
    Ok(tx.one(sql, [], |row| row.get(0))?.flatten())
}

/// When the provider is next asked about a call, milliseconds UTC.
pub fn next_look(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(next_look_ms) FROM calls WHERE next_look_ms IS NOT NULL";
    Ok(tx.one(sql, [], |row| row.get(0))?.flatten())
}

/// Makes buttons that were drawn before this moment pass.
pub fn touch(tx: &Tx, id: CallId) -> Result<()> {
    tx.run("UPDATE calls SET rev = rev + 1 WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Nobody waits for this call: a refusal that passes by itself moves it instead of ending it.
pub fn make_patient(tx: &Tx, id: CallId) -> Result<()> {
    tx.run("UPDATE calls SET tries = max(tries, 1) WHERE id = ?1", [id.0])?;
    Ok(())
}
