//! From planned to placed: whose turn it is, the gate, the hold, the receipt, and what the provider
//! answered.

use anyhow::{Context, Result};
use rusqlite::params;

use crate::domain::call::{Phase, Settlement};
use crate::domain::dial::{Dial, Receipt};
use crate::domain::gate::{self, Rule, Verdict};
use crate::domain::ids::{CallId, CampaignId, HoldId, ReceiptId, UserId};
use crate::domain::script::Script;
use crate::domain::settings::{Allowance, Settings};
use crate::speech::{self, Rendered};
use crate::store::calls::facts::{self, Asked, Does, Gathered, When};
use crate::store::calls::{Call, any, settle};
use crate::store::codes::{self, Spoken};
use crate::store::proof::Draft;
use crate::store::{
    Tx, campaigns, events, holds, ledger, marks, numbers, plans, schedules, stops, tasks, users,
};

/// Lines kept free below the provider's own limit: it counts calls that we already saw end.
const SPARE_LINES: u32 = 2;
/// The least time between two dials; the provider does not say its limit per second.
const SPACING_MS: i64 = 1_000;
/// How long a call that cannot be asked about is set aside.
const ASIDE_MS: i64 = 10 * 60 * 1000;
/// How often the provider may put one dial off before the call is refused.
const TRIES_MOST: u32 = 8;
/// How soon after a placed call the provider is first asked about it.
const FIRST_LOOK_MS: i64 = 2_000;
/// When an unclear dial is looked for, counted from its request.
pub const PROBES_MS: [i64; 5] = [5_000, 20_000, 60_000, 300_000, 900_000];

const HOUR_MS: i64 = 3_600_000;
const TURN: &str = "dial_turn";
const LAST_DIAL: &str = "last_dial";

/// When the next dial may go out, milliseconds UTC: now, or when the provider's plan has room.
pub fn room_at(tx: &Tx, allowance: &Allowance) -> Result<i64> {
    let now = tx.now_ms();
    let open = "SELECT count(*) FROM calls
                WHERE phase IN ('placing', 'unclear', 'queued', 'running')";
    let lines = i64::from(allowance.at_once.saturating_sub(SPARE_LINES).max(1));
    // A lost call may still be on the line: it keeps its place until its hold goes back.
    let lost = "SELECT count(*) FROM calls
                WHERE next_look_ms IS NOT NULL AND phase = 'lost' AND settlement = 'held'";
    if tx.number(open, [])? + tx.number(lost, [])? >= lines {
        return Ok(now + SPACING_MS);
    }
    let mut room = marks::get(tx, LAST_DIAL)? + SPACING_MS;
    for (window, most) in [(HOUR_MS, allowance.per_hour), (24 * HOUR_MS, allowance.per_day)] {
        // The nth newest dial is the one that must fall out of the window.
        let sql = "SELECT placed_ms FROM calls WHERE placed_ms > ?1
                   ORDER BY placed_ms DESC LIMIT 1 OFFSET ?2";
        let skip = i64::from(most.saturating_sub(1));
        if let Some(oldest) = tx.one(sql, params![now - window, skip], |r| r.get::<_, i64>(0))? {
            room = room.max(oldest + window);
        }
    }
    Ok(room.max(now))
}

/// The call whose turn it is: users take turns, and each user's calls go by their time.
pub fn next(tx: &Tx) -> Result<Option<Call>> {
    let sql = "WITH RECURSIVE waiting(id) AS (
            SELECT min(user_id) FROM calls WHERE phase = 'planned'
            UNION ALL
            SELECT (SELECT min(user_id) FROM calls
                    WHERE phase = 'planned' AND user_id > waiting.id)
            FROM waiting WHERE waiting.id IS NOT NULL)
        SELECT id FROM waiting WHERE id IS NOT NULL
            AND (SELECT min(due_ms) FROM calls
                 WHERE phase = 'planned' AND user_id = waiting.id) <= ?1
        ORDER BY id <= ?2, id LIMIT 1";
    let last = marks::get(tx, TURN)?;
    let Some(user) = tx.one(sql, params![tx.now_ms(), last], |row| row.get::<_, i64>(0))? else {
        return Ok(None);
    };
    marks::set(tx, TURN, user)?;
    let sql = "SELECT id FROM calls WHERE phase = 'planned' AND user_id = ?1
               ORDER BY due_ms, id LIMIT 1";
    let id = tx.one(sql, [user], |row| row.get(0))?.context("a planned call")?;
    any(tx, CallId(id)).map(Some)
}

/// The gate's answer to a dial.
pub enum Permit {
    /// Hold, receipt and intent are written: the request may go out once this commits.
    Go(Draft<Receipt>),
    /// Not now; the call waits for the moment at which it may.
    Later,
    /// No.
    No(Verdict),
}

/// Asks the gate for a call and writes what it says, in the transaction that claims the call.
pub fn permit(tx: &Tx, settings: &Settings, call: &Call) -> Result<Permit> {
    let user = users::get(tx, call.user)?;
    let script = tasks::sealed(tx, call.script)?;
    let when = match call.settlement {
        Settlement::Held => When::Held(call.id),
        _ => When::Now,
    };
    let spoken = codes::of_call(tx, call.id)?;
    let does = if spoken == Spoken::None { Does::Tells } else { Does::Proves };
    let (number, bucket) = (call.number, call.bucket);
    let vars = &call.vars;
    let asked = Asked { user: &user, number, script: &script, vars, bucket, when, does };
    let gathered = facts::gather(tx, settings, &asked)?;
    let verdict = gate::decide(&gathered.facts);
    if !verdict.allows() {
        return refuse(tx, call, &gathered, verdict);
    }
    let rendered = match render(&script, call, &spoken) {
        Ok(rendered) => rendered,
        Err(missing) => {
            end_refused(tx, call, missing)?;
            return Ok(Permit::No(verdict));
        }
    };
    let (hold, max_minutes) = hold(tx, call, &gathered)?;
    let receipt = write_receipt(tx, call, &gathered, &verdict, Some(hold))?;
    let dial = Dial {
        cb_request_id: call.uuid.clone(),
        to: numbers::phone(tx, call.number)?.as_str().to_string(),
        from: None,
        first_sentence: rendered.first_sentence,
        task: rendered.task,
        language: rendered.language,
        max_minutes,
    };
    intend(tx, call, receipt, max_minutes)?;
    Ok(Permit::Go(Draft::new(Receipt { id: receipt, call: call.id, hold, dial })))
}

/// The words of a call, or what they lack: such a call holds up no other.
fn render(script: &Script, call: &Call, spoken: &Spoken) -> Result<Rendered, &'static str> {
    match spoken {
        Spoken::Code(code) => Ok(speech::say_code(script, code)),
        // Another code took its place, or its time is over: nobody could use it any more.
        Spoken::Over => Err("code_over"),
        Spoken::None => speech::render(script, &call.vars).map_err(|_| {
            // The wizard asks for every value.
            tracing::error!(call = call.id.0, "a call has no value for a variable of its script");
            "variable_missing"
        }),
    }
}

fn hold(tx: &Tx, call: &Call, gathered: &Gathered) -> Result<(HoldId, u32)> {
    if let Some(standing) = holds::standing(tx, call.id)? {
        return Ok((standing, call.max_minutes));
    }
    let Ok(funding) = gathered.funding else { anyhow::bail!("call {} is not paid", call.id) };
    let hold = holds::take(tx, call.id, call.user, &funding, gathered.period)?;
    let hold = hold.map_err(|refusal| anyhow::anyhow!("hold of call {}: {refusal}", call.id))?;
    Ok((hold, funding.max_minutes))
}

/// The intent: committed before the request goes out, so that it is never sent twice.
fn intend(tx: &Tx, call: &Call, receipt: ReceiptId, max_minutes: u32) -> Result<()> {
    tx.run(
        "UPDATE calls SET phase = 'placing', settlement = 'held', receipt_id = ?2,
             max_minutes = ?3, placed_ms = ?4, tries = tries + 1, looks = 0,
             next_look_ms = NULL, refusal = NULL, rev = rev + 1 WHERE id = ?1",
        params![call.id.0, receipt.0, max_minutes, tx.now_ms()],
    )?;
    marks::set(tx, LAST_DIAL, tx.now_ms())?;
    plans::start_period(tx, call.user)?;
    if let Some(schedule) = call.schedule {
        schedules::started(tx, schedule)?;
    }
    let body = serde_json::json!({ "receipt": receipt, "uuid": call.uuid });
    events::append(tx, events::Kind::Dial, Some(call.user), Some(call.id.0), &body)
}

fn write_receipt(
    tx: &Tx,
    call: &Call,
    gathered: &Gathered,
    verdict: &Verdict,
    hold: Option<HoldId>,
) -> Result<ReceiptId> {
    let word = if verdict.allows() { "allowed" } else { "refused" };
    let id = tx.insert(
        "INSERT INTO receipts (call_id, at_ms, verdict, facts, findings, hold_id, not_before)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            call.id.0,
            tx.now_ms(),
            word,
            serde_json::to_string(&gathered.facts)?,
            serde_json::to_string(&verdict.findings)?,
            hold.map(|hold| hold.0),
            verdict.passes_at().map(|at| at.as_millisecond()),
        ],
    )?;
    let body = serde_json::json!({ "receipt": id, "verdict": word });
    events::append(tx, events::Kind::Gate, Some(call.user), Some(call.id.0), &body)?;
    Ok(ReceiptId(id))
}

/// A refusal that passes by itself moves a call that nobody waits for; any other ends it.
fn refuse(tx: &Tx, call: &Call, gathered: &Gathered, verdict: Verdict) -> Result<Permit> {
    write_receipt(tx, call, gathered, &verdict, None)?;
    let rules: Vec<&str> = verdict.refusals().map(|(rule, _)| rule.name()).collect();
    let waits = verdict.refusals().all(|(rule, _)| rule.waits());
    let patient = call.campaign.is_some() || call.schedule.is_some() || call.tries > 0 || waits;
    if let Some(at) = verdict.passes_at().filter(|_| patient) {
        let sql = "UPDATE calls SET due_ms = ?2, refusal = ?3, rev = rev + 1 WHERE id = ?1";
        tx.run(sql, params![call.id.0, at.as_millisecond(), rules.join(" ")])?;
        if let (Some(campaign), [paid]) = (call.campaign, rules.as_slice())
            && *paid == Rule::Paid.name()
        {
            hold_back(tx, campaign, at.as_millisecond())?;
        }
        return Ok(Permit::Later);
    }
    end_refused(tx, call, &rules.join(" "))?;
    Ok(Permit::No(verdict))
}

/// The rest of a list waits for money together: one call is asked about for all of them.
fn hold_back(tx: &Tx, campaign: CampaignId, until_ms: i64) -> Result<()> {
    let sql = "UPDATE calls SET due_ms = ?2, refusal = ?3, rev = rev + 1
               WHERE campaign_id = ?1 AND phase = 'planned' AND due_ms <= ?4";
    tx.run(sql, params![campaign.0, until_ms, Rule::Paid.name(), tx.now_ms()])?;
    Ok(())
}

fn end_refused(tx: &Tx, call: &Call, reason: &str) -> Result<()> {
    let sql = "UPDATE calls SET phase = 'refused', refusal = ?2, next_look_ms = NULL,
               ended_ms = ?3, rev = rev + 1 WHERE id = ?1";
    tx.run(sql, params![call.id.0, reason, tx.now_ms()])?;
    settle::give_back(tx, call.id)?;
    finished(tx, call)
}

/// Lets the list call and the timed run of a call see that it is over.
pub(super) fn finished(tx: &Tx, call: &Call) -> Result<()> {
    if let Some(schedule) = call.schedule {
        schedules::settle(tx, schedule)?;
    }
    match call.campaign {
        Some(campaign) => campaigns::settle(tx, campaign),
        None => Ok(()),
    }
}

/// Whether a stop, of calls or of money, was committed since the permit; read just before the
/// request.
pub fn stopped_since(tx: &Tx, id: CallId) -> Result<bool> {
    let call = any(tx, id)?;
    let user = users::get(tx, call.user)?;
    let may = user.standing == crate::domain::user::Standing::Active;
    let all = stops::all_stopped(tx)? || ledger::is_frozen(tx)?;
    Ok(call.stop_asked || !may || all || call.phase != Phase::Placing)
}

/// The request never went out: the intent is taken back.
pub fn withdraw(tx: &Tx, id: CallId) -> Result<()> {
    let sql = "UPDATE calls SET phase = 'cancelled', placed_ms = NULL, ended_ms = ?2,
               rev = rev + 1 WHERE id = ?1 AND phase = 'placing'";
    if tx.run(sql, params![id.0, tx.now_ms()])? == 1 {
        settle::give_back(tx, id)?;
        finished(tx, &any(tx, id)?)?;
    }
    Ok(())
}

/// The provider took the call.
pub fn queued(tx: &Tx, id: CallId, provider_id: &str, capped: Option<u32>) -> Result<()> {
    if let Some(minutes) = capped {
        tracing::warn!(call = id.0, minutes, "the voice provider shortens calls of this account");
    }
    let sql = "UPDATE calls SET phase = 'queued', provider_id = ?2, looks = 0, misses = 0,
               next_look_ms = ?3, rev = rev + 1
               WHERE id = ?1 AND phase IN ('placing', 'unclear', 'lost')";
    tx.run(sql, params![id.0, provider_id, tx.now_ms() + FIRST_LOOK_MS])?;
    Ok(())
}

/// Nobody knows whether the provider took it: it is looked for, never resent.
pub fn unclear(tx: &Tx, id: CallId) -> Result<()> {
    let sql =
        "UPDATE calls SET phase = 'unclear', looks = 0, misses = 0, next_look_ms = placed_ms + ?2,
               rev = rev + 1 WHERE id = ?1 AND phase = 'placing'";
    let [first, ..] = PROBES_MS;
    tx.run(sql, params![id.0, first])?;
    Ok(())
}

/// The provider certainly did not take it and never will.
pub fn rejected(tx: &Tx, id: CallId, reason: &str) -> Result<()> {
    let call = any(tx, id)?;
    tx.run("UPDATE calls SET placed_ms = NULL WHERE id = ?1", [id.0])?;
    end_refused(tx, &call, reason)
}

/// The provider certainly did not take it, but may later. The hold stands. After too many tries
/// the call is refused. Returns whether it waits.
pub fn put_off(tx: &Tx, id: CallId, wait_ms: i64, reason: &str) -> Result<bool> {
    let call = any(tx, id)?;
    if call.stop_asked {
        // Its user wanted it to end while the request was on the wire: it never began.
        withdraw(tx, id)?;
        return Ok(false);
    }
    if call.tries >= TRIES_MOST {
        rejected(tx, id, reason)?;
        return Ok(false);
    }
    let sql = "UPDATE calls SET phase = 'planned', placed_ms = NULL, due_ms = ?2, rev = rev + 1
               WHERE id = ?1 AND phase = 'placing'";
    tx.run(sql, params![id.0, tx.now_ms() + wait_ms])?;
    Ok(true)
}

/// At start: a dial whose record is missing may have gone out.
pub fn recover(tx: &Tx) -> Result<usize> {
    let [first, ..] = PROBES_MS;
    // The first condition is that of the index, which SQLite does not see in the second.
    let sql = "UPDATE calls SET phase = 'unclear', looks = 0, misses = 0,
               next_look_ms = ?1, rev = rev + 1
               WHERE phase IN ('placing', 'unclear', 'queued', 'running') AND phase = 'placing'";
    tx.run(sql, [tx.now_ms() + first])
}

/// Owner and id of a call, for those who only know the id.
pub fn owner(tx: &Tx, id: CallId) -> Result<UserId> {
    Ok(any(tx, id)?.user)
}

/// The number of a call, for those who only know the id.
pub fn number(tx: &Tx, id: CallId) -> Result<crate::domain::ids::NumberId> {
    Ok(any(tx, id)?.number)
}

/// A call that fails before the gate could answer waits a while: it may hold up no other.
pub fn set_aside(tx: &Tx, id: CallId) -> Result<()> {
    let sql = "UPDATE calls SET due_ms = ?2, rev = rev + 1 WHERE id = ?1 AND phase = 'planned'";
    tx.run(sql, params![id.0, tx.now_ms() + ASIDE_MS])?;
    Ok(())
}
