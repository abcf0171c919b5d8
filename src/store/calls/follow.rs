//! From placed to settled: what the provider reports, applied once.

use anyhow::Result;
use rusqlite::params;

use crate::domain::call::{Outcome, Phase, Report, Row, Said, Settlement, Speaker, Wish};
use crate::domain::ids::CallId;
use crate::domain::keypad;
use crate::domain::script::Script;
use crate::speech;
use crate::store::calls::{self, Call, NewCall, any, dial, plan, settle};
use crate::store::codes::{self, Spoken};
use crate::store::numbers::Scope;
use crate::store::{Tx, campaigns, events, holds, numbers, sealed, tasks};

/// Transcripts and keys may still come for a minute after the end; then they are final.
const FINAL_LOOK_MS: i64 = 75_000;
/// How long a lost call keeps its line and hold beyond its longest duration (R20).
const LOST_MS: i64 = 3_600_000;
/// The least time between two looks for an unclear dial.
const PROBE_LEAST_MS: i64 = 5_000;
/// How long the provider may take to end a call that it was asked to end.
const STOP_AGAIN_MS: i64 = 4_000;
/// How soon after its stop a call is looked at.
const STOPPED_MS: i64 = 1_000;
/// The same of a lost one: if it has not ended by then, it is given up.
const STOPPED_LOST_MS: i64 = 30_000;
/// How long a lost call waits for its last look at least.
const LOST_LOOK_MS: i64 = 30 * 60 * 1000;
/// How often a call that the provider no longer knows is asked about before it counts as lost.
const MISSING_MOST: u32 = 5;
/// When a call whose hold went back is asked for once more, counted from then (R20).
const LATE_LOOKS_MS: [i64; 4] = [HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS];
const HOUR_MS: i64 = 3_600_000;
/// How soon a lost call is looked at again whose hold cannot go back, since money stands still.
const FROZEN_MS: i64 = 10 * 60 * 1000;
/// Between two automatic repeats of a call that nobody answered.
const REPEAT_MS: i64 = 30 * 60 * 1000;
/// Lines of one conversation that are kept.
const LINES_MOST: usize = 400;

/// Calls that the provider is to be asked about, those that waited longest first.
pub fn due(tx: &Tx, most: usize) -> Result<Vec<Call>> {
    let sql = "SELECT id FROM calls WHERE next_look_ms IS NOT NULL AND next_look_ms <= ?1
               ORDER BY next_look_ms, id LIMIT ?2";
    let ids = tx.all(sql, params![tx.now_ms(), i64::try_from(most)?], |row| row.get(0))?;
    ids.into_iter().map(|id| any(tx, CallId(id))).collect()
}

/// Puts the next look off. Counts it, so that looks grow rarer.
pub fn look_again(tx: &Tx, call: &Call, wait_ms: i64) -> Result<()> {
    let sql = "UPDATE calls SET looks = looks + 1, next_look_ms = ?2 WHERE id = ?1";
    tx.run(sql, params![call.id.0, tx.now_ms() + wait_ms])?;
    Ok(())
}

/// How long to wait before the next look at a call that runs: often at first, since people watch
/// the card, then rarer.
pub fn pace_ms(looks: u32) -> i64 {
    match looks {
        0..=30 => 2_000,
        31..=60 => 5_000,
        _ => 15_000,
    }
}

/// Applies what the provider says. Applying it twice changes nothing. Returns whether anything a
/// person sees changed.
pub fn apply(tx: &Tx, id: CallId, report: &Report) -> Result<Applied> {
    let call = any(tx, id)?;
    keep_rows(tx, &call, &report.rows)?;
    note_cost(tx, &call, report)?;
    // Before anything else: rows may trickle in after the end, and a wish counts whenever it comes.
    let wish = opt_out(tx, &call, &report.rows)?;
    let applied = match (report.completed, call.phase) {
        (false, Phase::Lost) => {
            stop_again(tx, &call)?;
            give_up(tx, &call).map(|()| Applied::Moved)?
        }
        (false, Phase::Queued | Phase::Running) if is_overdue(tx, &call) => {
            lose(tx, &call).map(|()| Applied::Moved)?
        }
        (false, _) => running(tx, &call, report)?,
        (true, Phase::Queued | Phase::Running | Phase::Lost) if is_unsettled(tx, &call, report) => {
            look_again(tx, &call, pace_ms(100))?;
            Applied::Nothing
        }
        (true, Phase::Queued | Phase::Running | Phase::Unclear) => ended(tx, &call, report)?,
        (true, Phase::Ended) => whole(tx, &call, Some(report))?,
        (true, Phase::Lost) => late(tx, &call, report)?,
        (true, _) => Applied::Nothing,
    };
    Ok(wish.map_or(applied, Applied::OptedOut))
}

/// Whether the provider should have reported the end long ago (R20).
pub fn is_overdue(tx: &Tx, call: &Call) -> bool {
    call.placed_ms.is_some_and(|placed| tx.now_ms() > placed + longest_ms(call) + LOST_MS)
}

/// Whether the provider says that it is over and not yet how long it lasted: it is asked again for
/// as long as its reports may still grow.
fn is_unsettled(tx: &Tx, call: &Call, report: &Report) -> bool {
    let unreached = matches!(
        report.outcome,
        Some(Outcome::NoAnswer | Outcome::Busy | Outcome::Failed | Outcome::Stopped)
    );
    let since = report.ended_ms.or(call.placed_ms).unwrap_or(0);
    report.seconds.is_none() && !unreached && tx.now_ms() < since + FINAL_LOOK_MS
}

fn longest_ms(call: &Call) -> i64 {
    i64::from(call.max_minutes) * 60_000
}

/// What applying a report changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// Nothing that anybody sees.
    Nothing,
    /// The call goes on, and shows it.
    Moved,
    /// The call is over.
    Ended,
    /// The callee has just said who is not to call again.
    OptedOut(Wish),
}

fn running(tx: &Tx, call: &Call, report: &Report) -> Result<Applied> {
    look_again(tx, call, pace_ms(call.looks))?;
    tx.run("UPDATE calls SET misses = 0 WHERE id = ?1 AND misses > 0", [call.id.0])?;
    stop_again(tx, call)?;
    if report.started && matches!(call.phase, Phase::Queued) {
        tx.run("UPDATE calls SET phase = 'running', rev = rev + 1 WHERE id = ?1", [call.id.0])?;
        return Ok(Applied::Moved);
    }
    Ok(if report.rows.is_empty() { Applied::Nothing } else { Applied::Moved })
}

fn ended(tx: &Tx, call: &Call, report: &Report) -> Result<Applied> {
    close(tx, call, report, outcome(call, report), Some(tx.now_ms() + FINAL_LOOK_MS))?;
    dial::finished(tx, call)?;
    Ok(Applied::Ended)
}

/// A call that was given up comes back: charged once, out of its hold or late, and no second dial
/// (R20).
fn late(tx: &Tx, call: &Call, report: &Report) -> Result<Applied> {
    close(tx, call, report, outcome(call, report), None)?;
    dial::finished(tx, call)?;
    Ok(Applied::Ended)
}

/// Writes the end: how it came out and what it cost. Without another look what was said and
/// pressed is final.
fn close(tx: &Tx, call: &Call, report: &Report, outcome: Outcome, look: Option<i64>) -> Result<()> {
    let seconds = report.seconds.unwrap_or(0);
    count(tx, call, outcome, seconds)?;
    let (settlement, charged) = settle::charge(tx, call, outcome, seconds)?;
    tx.run(
        "UPDATE calls SET phase = 'ended', outcome = ?2, settlement = ?3, seconds = ?4,
             cost_micro = ?5, plan_seconds = ?6, ended_ms = ?7, provider_id = ?8,
             details = CASE WHEN ?9 IS NULL THEN 'whole' ELSE details END,
             looks = 0, next_look_ms = ?9, rev = rev + 1 WHERE id = ?1",
        params![
            call.id.0,
            <&str>::from(outcome),
            <&str>::from(settlement),
            seconds,
            charged.usd.as_micro(),
            charged.plan_seconds,
            report.ended_ms.unwrap_or(tx.now_ms()),
            report.provider_id,
            look,
        ],
    )?;
    let is_late = call.phase == Phase::Lost;
    let body = serde_json::json!({ "outcome": outcome, "seconds": seconds, "late": is_late });
    events::append(tx, events::Kind::Result, Some(call.user), Some(call.id.0), &body)
}

/// A call that its user stopped before anybody answered was stopped, whatever the provider says.
fn outcome(call: &Call, report: &Report) -> Outcome {
    let said = report.outcome.unwrap_or(Outcome::Unknown);
    let answered = matches!(said, Outcome::Answered | Outcome::Voicemail);
    if call.stop_asked && !answered { Outcome::Stopped } else { said }
}

/// Counts the attempt of the call's list, which decides whether later ones are free.
fn count(tx: &Tx, call: &Call, outcome: Outcome, seconds: u32) -> Result<()> {
    let answers = u32::from(settle::is_answered(outcome, seconds));
    call.campaign.map_or(Ok(()), |campaign| campaigns::count_attempt(tx, campaign, answers))
}

/// Notes what the provider charged for the call; it may come later than the end.
fn note_cost(tx: &Tx, call: &Call, report: &Report) -> Result<()> {
    let Some(cost) = report.price else { return Ok(()) };
    let sql = "UPDATE calls SET paid_micro = ?2 WHERE id = ?1 AND paid_micro IS NOT ?2";
    tx.run(sql, params![call.id.0, cost.as_micro()])?;
    Ok(())
}

/// Key 9, or words that ask for no more calls, put the number on this business's list (C-05). Who
/// is not the one meant, or reports the call, is called by nobody again (C-06). Returns what is
/// news.
fn opt_out(tx: &Tx, call: &Call, rows: &[Row]) -> Result<Option<Wish>> {
    if rows.is_empty() {
        return Ok(None);
    }
    let script: Script = tasks::sealed(tx, call.script)?;
    let source = if keypad::opted_out(rows) {
        "key 9"
    } else if speech::asks_to_stop(rows, script.language) {
        "spoken"
    } else {
        ""
    };
    let forbid = |scope, source| numbers::forbid(tx, call.number, scope, source, Some(call.id));
    let own = !source.is_empty() && forbid(Scope::User(call.user), source)?;
    let complaint = match speech::complains(rows, script.language) {
        Some(wish @ Wish::WrongNumber) => Some((wish, "wrong number")),
        Some(wish @ Wish::Abuse) => Some((wish, "report of abuse")),
        Some(Wish::NoMore) | None => None,
    };
    if let Some((wish, source)) = complaint
        && forbid(Scope::Daemon, source)?
    {
        return Ok(Some(wish));
    }
    Ok(own.then_some(Wish::NoMore))
}

/// Plans the next try, if the user asked for one and nobody was reached.
fn repeat(tx: &Tx, call: &Call, outcome: Outcome) -> Result<()> {
    let unreached = matches!(outcome, Outcome::NoAnswer | Outcome::Busy);
    if !unreached || call.retries_left == 0 {
        return Ok(());
    }
    let next = NewCall {
        number: call.number,
        script: call.script,
        vars: &call.vars,
        bucket: call.bucket,
        campaign: call.campaign,
        schedule: None,
        again_of: Some(call.id),
        retries_left: call.retries_left - 1,
        due_ms: (call.ended_ms.unwrap_or(0) + REPEAT_MS).max(tx.now_ms()),
    };
    let again = plan(tx, call.user, &next)?;
    // The next try is patient: quiet hours move it instead of ending it.
    calls::make_patient(tx, again)?;
    Ok(())
}

/// The second look after the end: what was said and pressed is final now, and so is how it came
/// out, since who answered may be found out late (the vendor's page "Answering machine detection").
/// Only then is a next try planned.
fn whole(tx: &Tx, call: &Call, report: Option<&Report>) -> Result<Applied> {
    tx.run("UPDATE calls SET next_look_ms = NULL WHERE id = ?1", [call.id.0])?;
    let known = call.outcome.unwrap_or(Outcome::Unknown);
    let said = report.map_or(known, |report| outcome(call, report));
    let last = if said == Outcome::Unknown { known } else { said };
    let word: &str = last.into();
    let sql = "UPDATE calls SET details = 'whole', outcome = ?2, rev = rev + 1
               WHERE id = ?1 AND details = 'open'";
    if tx.run(sql, params![call.id.0, word])? == 0 {
        return Ok(Applied::Nothing);
    }
    repeat(tx, call, last)?;
    Ok(Applied::Moved)
}

/// The provider does not know a call that it had taken, or an unclear one was not found again.
/// The row is read again: it may have moved on while the provider was asked. Returns whether the
/// call has just been given up.
pub fn missing(tx: &Tx, id: CallId) -> Result<bool> {
    tx.run("UPDATE calls SET misses = misses + 1 WHERE id = ?1", [id.0])?;
    let call = any(tx, id)?;
    match call.phase {
        Phase::Unclear => {
            let next = usize::try_from(call.misses).ok().and_then(|n| dial::PROBES_MS.get(n));
            let Some(next) = next else { return lose(tx, &call).map(|()| true) };
            let at = call.placed_ms.unwrap_or(tx.now_ms()) + next;
            look_again(tx, &call, (at - tx.now_ms()).max(PROBE_LEAST_MS))?;
            Ok(false)
        }
        Phase::Queued | Phase::Running if call.misses < MISSING_MOST => {
            look_again(tx, &call, pace_ms(100))?;
            Ok(false)
        }
        Phase::Queued | Phase::Running => lose(tx, &call).map(|()| true),
        Phase::Lost => give_up(tx, &call).map(|()| false),
        Phase::Ended => whole(tx, &call, None).map(|_| false),
        // Being placed, or over without ever being dialled: nobody has to look.
        _ => Ok(false),
    }
}

/// Given up for now: line and hold stay until the call must be over, in case it was placed.
fn lose(tx: &Tx, call: &Call) -> Result<()> {
    let over = call.placed_ms.unwrap_or(tx.now_ms()) + longest_ms(call) + LOST_MS;
    let at = over.max(tx.now_ms() + LOST_LOOK_MS);
    let sql = "UPDATE calls SET phase = 'lost', next_look_ms = ?2, rev = rev + 1 WHERE id = ?1";
    tx.run(sql, params![call.id.0, at])?;
    dial::finished(tx, call)
}

/// Certainly over by now, and never reported: the hold goes back. From then on the provider is
/// asked rarely, and after the last time never again.
fn give_up(tx: &Tx, call: &Call) -> Result<()> {
    if !settle::give_back(tx, call.id)? {
        return look_again(tx, call, FROZEN_MS);
    }
    if call.settlement == Settlement::Held {
        tracing::warn!(call = call.id.0, "a dial was never found at the voice provider: released");
    }
    let released = holds::resolved_ms(tx, call.id)?.unwrap_or(tx.now_ms());
    let mut looks = LATE_LOOKS_MS.into_iter().map(|after| released + after);
    let next = looks.find(|at| *at > tx.now_ms());
    let sql = "UPDATE calls SET next_look_ms = ?2, rev = rev + 1 WHERE id = ?1";
    tx.run(sql, params![call.id.0, next])?;
    Ok(())
}

/// Keeps what was said, masked before it is stored, and the keys that count as answers.
fn keep_rows(tx: &Tx, call: &Call, rows: &[Row]) -> Result<()> {
    if !rows.is_empty() && codes::of_call(tx, call.id)? != Spoken::None {
        // Every word of such a call is ours, and one of them is a secret.
        return Ok(());
    }
    let pressed = keypad::pressed(rows);
    for (seq, row) in (0i64..).zip(rows.iter().take(LINES_MOST)) {
        let who = match row.who {
            Speaker::Callee => "callee",
            Speaker::Agent => "agent",
            Speaker::Action => "action",
        };
        // Keys are kept as answers only, never as they came.
        let Said::Words(words) = &row.said else { continue };
        tx.run(
            "INSERT INTO call_lines (call_id, seq, who, words) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (call_id, seq) DO UPDATE SET who = excluded.who, words = excluded.words
             WHERE words <> excluded.words",
            params![call.id.0, seq, who, sealed::seal(&keypad::masked_echo(words, &pressed))],
        )?;
    }
    for (seq, answer) in (0i64..).zip(keypad::answers(rows)) {
        tx.run(
            "INSERT INTO presses (call_id, user_id, seq, asked, key, dropped, at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (call_id, seq) DO UPDATE SET
                 asked = excluded.asked, key = excluded.key, dropped = excluded.dropped
             WHERE asked <> excluded.asked OR key <> excluded.key
                 OR dropped <> excluded.dropped",
            params![
                call.id.0,
                call.user.0,
                seq,
                sealed::seal(&answer.asked),
                answer.key.to_string(),
                answer.dropped,
                answer.at_ms.unwrap_or(tx.now_ms()),
            ],
        )?;
    }
    Ok(())
}

/// A call whose user wants it to end and whose line is known.
pub fn to_stop(tx: &Tx) -> Result<Option<Call>> {
    let sql = "SELECT id FROM calls WHERE stop_asked = 1 AND provider_id IS NOT NULL
               AND phase IN ('queued', 'running', 'lost') AND stop_sent_ms IS NULL
               ORDER BY id LIMIT 1";
    match tx.one(sql, [], |row| row.get(0))? {
        Some(id) => any(tx, CallId(id)).map(Some),
        None => Ok(None),
    }
}

/// The provider was asked to end it; the next look tells whether it did.
pub fn stop_sent(tx: &Tx, id: CallId) -> Result<()> {
    let wait = if any(tx, id)?.phase == Phase::Lost { STOPPED_LOST_MS } else { STOPPED_MS };
    let sql = "UPDATE calls SET stop_sent_ms = ?2, looks = 0,
               next_look_ms = min(coalesce(next_look_ms, ?3), ?3) WHERE id = ?1";
    tx.run(sql, params![id.0, tx.now_ms(), tx.now_ms() + wait])?;
    Ok(())
}

/// A call that still goes on some seconds after its stop is asked to stop again.
fn stop_again(tx: &Tx, call: &Call) -> Result<()> {
    let sql = "UPDATE calls SET stop_sent_ms = NULL
               WHERE id = ?1 AND stop_asked = 1 AND stop_sent_ms < ?2";
    tx.run(sql, params![call.id.0, tx.now_ms() - STOP_AGAIN_MS])?;
    Ok(())
}
