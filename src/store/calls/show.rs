//! What screens show of calls, gathered.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::Timestamp;
use rusqlite::params;

use crate::domain::call::{Outcome, Phase};
use crate::domain::gate::Rule;
use crate::domain::ids::{CallId, CampaignId, UserId};
use crate::domain::money::Usd;
use crate::domain::views::{CallView, CampaignView, Line, Press};
use crate::store::calls::{self, Call};
use crate::store::campaigns::State;
use crate::store::codes::{self, Spoken};
use crate::store::{Tx, campaigns, numbers, sealed, tasks};

/// One call of its owner.
pub fn call(tx: &Tx, owner: UserId, id: CallId) -> Result<Option<CallView>> {
    match calls::get(tx, owner, id)? {
        Some(call) => view(tx, call).map(Some),
        None => Ok(None),
    }
}

/// One page of the owner's calls, newest first.
pub fn page(tx: &Tx, owner: UserId, skip: usize, most: usize) -> Result<Vec<CallView>> {
    calls::page(tx, owner, skip, most)?.into_iter().map(|call| view(tx, call)).collect()
}

/// The calls of a list call, in the order they were planned.
pub fn of_campaign(tx: &Tx, owner: UserId, id: CampaignId) -> Result<Vec<CallView>> {
    let calls = calls::of_campaign(tx, owner, id)?;
    calls.into_iter().map(|call| view(tx, call)).collect()
}

/// A call that was read already.
pub(super) fn of(tx: &Tx, call: Call) -> Result<CallView> {
    view(tx, call)
}

fn view(tx: &Tx, call: Call) -> Result<CallView> {
    let phone = numbers::phone(tx, call.number)?;
    let mine = Some(numbers::Scope::User(call.user));
    let passes = "SELECT not_before FROM receipts WHERE call_id = ?1 ORDER BY id DESC LIMIT 1";
    let passes: Option<i64> = tx.one(passes, [call.id.0], |row| row.get(0))?.flatten();
    let lines = "SELECT EXISTS (SELECT 1 FROM call_lines WHERE call_id = ?1)";
    Ok(CallView {
        id: call.id,
        rev: call.rev,
        zones: phone.zones().names().map(str::to_string).collect(),
        phone: phone.as_str().to_string(),
        task: tasks::sealed(tx, call.script)?.name.as_str().to_string(),
        phase: call.phase,
        settlement: call.settlement,
        due: moment(call.due_ms),
        placed: call.placed_ms.map(moment),
        outcome: call.outcome,
        seconds: call.seconds.unwrap_or(0),
        cost: call.cost,
        plan_seconds: call.plan_seconds,
        presses: presses(tx, call.id)?,
        has_transcript: tx.number(lines, [call.id.0])? > 0,
        refusal: call.refusal.split_whitespace().map(str::to_string).collect(),
        passes: passes.map(moment),
        retries_left: call.retries_left,
        stopping: call.stop_asked,
        campaign: call.campaign,
        opted_out: numbers::forbidden(tx, call.number, call.user)? == mine,
        speaks_code: codes::of_call(tx, call.id)? != Spoken::None,
    })
}

/// The keys of one call that count as answers.
pub fn presses(tx: &Tx, id: CallId) -> Result<Vec<Press>> {
    let sql = "SELECT asked, key, dropped, at_ms FROM presses WHERE call_id = ?1 ORDER BY seq";
    tx.all(sql, [id.0], |row| {
        Ok(Press {
            asked: sealed::open(row.get(0)?),
            key: row.get(1)?,
            dropped: row.get(2)?,
            at: moment(row.get(3)?),
        })
    })
}

/// One page of calls with answers, newest first.
pub fn inbox(tx: &Tx, owner: UserId, skip: usize, most: usize) -> Result<Vec<CallView>> {
    let sql = "SELECT DISTINCT call_id FROM presses WHERE user_id = ?1
               ORDER BY call_id DESC LIMIT ?3 OFFSET ?2";
    let page = params![owner.0, i64::try_from(skip)?, i64::try_from(most)?];
    let ids = tx.all(sql, page, |row| row.get(0).map(CallId))?;
    let mut views = Vec::with_capacity(ids.len());
    for id in ids {
        views.extend(call(tx, owner, id)?);
    }
    Ok(views)
}

/// How many calls have answers, counted up to `most`.
pub fn inbox_count(tx: &Tx, owner: UserId, most: usize) -> Result<usize> {
    let sql = "SELECT count(*) FROM
               (SELECT DISTINCT call_id FROM presses WHERE user_id = ?1 LIMIT ?2)";
    Ok(usize::try_from(tx.number(sql, params![owner.0, i64::try_from(most)?])?).unwrap_or(0))
}

/// What was said in a call of its owner: one page, in order.
pub fn transcript(tx: &Tx, owner: UserId, id: CallId, most: usize) -> Result<Vec<Line>> {
    let sql = "SELECT l.who, l.words FROM call_lines l JOIN calls c ON c.id = l.call_id
               WHERE l.call_id = ?1 AND c.user_id = ?2 AND l.who <> 'action'
               ORDER BY l.seq LIMIT ?3";
    tx.all(sql, params![id.0, owner.0, i64::try_from(most)?], |row| {
        let callee = row.get::<_, String>(0)? == "callee";
        Ok(Line { callee, words: sealed::open(row.get(1)?) })
    })
}

/// A list call of its owner.
pub fn campaign(tx: &Tx, owner: UserId, id: CampaignId) -> Result<Option<CampaignView>> {
    let Some(campaign) = campaigns::get(tx, owner, id)? else { return Ok(None) };
    let calls = calls::of_campaign(tx, owner, id)?;
    let lacks_money =
        |call: &&Call| call.refusal.split_whitespace().any(|rule| rule == Rule::Paid.name());
    let unpaid = calls.iter().filter(lacks_money).filter(|call| call.phase == Phase::Refused);
    let waits_for_money = calls.iter().filter(lacks_money).any(|call| call.phase == Phase::Planned);
    let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut answers: BTreeMap<String, usize> = BTreeMap::new();
    let (mut cost, mut plan_seconds) = (Usd::ZERO, 0);
    let (mut done, mut in_flight, mut skipped) = (0, 0, 0);
    let is_refused = |call: &&Call| call.phase == Phase::Refused;
    let refused = calls.iter().find(is_refused).map(|call| call.id);
    for call in &calls {
        done += usize::from(call.phase.is_final());
        in_flight += usize::from(call.phase.is_in_flight());
        skipped += usize::from(matches!(call.phase, Phase::Refused | Phase::Cancelled));
        cost = cost.plus(call.cost).unwrap_or(cost);
        plan_seconds += call.plan_seconds;
        if let Some(outcome) = call.outcome {
            *outcomes.entry(outcome).or_default() += 1;
        }
        if let Some(first) = presses(tx, call.id)?.into_iter().next() {
            *answers.entry(first.key).or_default() += 1;
        }
    }
    let waiting = calls.iter().filter(|call| call.phase == Phase::Planned);
    let next = waiting.map(|call| call.due_ms).min().filter(|due| *due > tx.now_ms());
    Ok(Some(CampaignView {
        id,
        task: tasks::sealed(tx, campaign.script)?.name.as_str().to_string(),
        running: campaign.state == State::Running,
        stopped: campaign.state == State::Stopped,
        starts: next.filter(|_| campaign.state == State::Scheduled).map(moment),
        total: calls.len(),
        done,
        in_flight,
        outcomes: outcomes.into_iter().collect(),
        skipped,
        refused,
        unpaid: unpaid.count(),
        waits_for_money,
        answers: answers.into_iter().collect(),
        cost,
        plan_seconds,
        waits_until: next.filter(|_| in_flight == 0).map(moment),
    }))
}

fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
}
