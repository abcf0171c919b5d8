//! Before a process dials at all: the provider's calls since the last dial known here are matched
//! with ours.
//!
//! The file may be a backup that was restored. What it still plans may have been dialled since, and
//! is taken over; a call that carries an id like ours and that nobody here knows keeps its number
//! from being dialled again for a day. Until all are met, dialling waits; so it does while the
//! provider cannot be asked.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use uuid::Uuid;

use crate::domain::call::Report;
use crate::domain::keypad;
use crate::domain::phone::Phone;
use crate::jobs::{Jobs, show};
use crate::store::calls::adopt::{self, MARGIN_MS, Met};
use crate::store::numbers::{self, Scope};
use crate::store::{Tx, ledger};
use crate::voice::{Fault, Voice};
use crate::work::Progress;

/// How long a number is not dialled after a call that nobody here knows.
const LEASE_MS: i64 = 24 * 3_600_000;
/// How long to wait after the provider failed to answer.
const AGAIN_MS: i64 = 15_000;

/// How far the sweep of this process has come.
#[derive(Debug, Default)]
pub struct Sweep(Mutex<Stage>);

#[derive(Debug, Default)]
struct Stage {
    /// From when on the provider is asked; `None` before the first question.
    since_ms: Option<i64>,
    /// Calls listed and not yet met.
    rows: VecDeque<Report>,
    /// Calls listed in all: a page that names no other is the last.
    seen: HashSet<String>,
    /// No question before this moment.
    again_ms: i64,
}

impl Sweep {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One call of the provider's, or one page of them.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(voice) = &jobs.voice else { return Ok(Progress::Idle) };
    let now = jobs.store.clock().wall().as_millisecond();
    let mut stage = jobs.opening.sweep.stage();
    // What is taken over must be paid for, and nothing is dialled while money stands still.
    let waits = jobs.opening.is_swept() || now < stage.again_ms;
    if waits || jobs.store.read(ledger::is_frozen)? {
        return Ok(Progress::Idle);
    }
    let done = match stage.rows.front().cloned() {
        Some(row) => meet(jobs, voice.as_ref(), &row)?.map(|()| drop(stage.rows.pop_front())),
        None => page(jobs, voice.as_ref(), &mut stage)?,
    };
    match done {
        Ok(()) => Ok(Progress::Made),
        Err(fault) => {
            tracing::warn!(%fault, "nothing is dialled until the voice provider lists its calls");
            stage.again_ms = now + AGAIN_MS;
            Ok(Progress::Idle)
        }
    }
}

/// Lists the next calls that are not known; after the last the sweep is over.
fn page(jobs: &Jobs, voice: &dyn Voice, stage: &mut Stage) -> Result<Result<(), Fault>> {
    let since = match stage.since_ms {
        Some(since) => since,
        None => jobs.store.read(adopt::horizon_ms)?,
    };
    let until = jobs.store.clock().wall().as_millisecond() + MARGIN_MS;
    let rows = match voice.list(None, since, until) {
        Ok(rows) => rows,
        Err(fault) => return Ok(Err(fault)),
    };
    stage.since_ms = rows.iter().filter_map(|row| row.created_ms).max().or(Some(since));
    let mut is_last = true;
    for row in rows {
        if !stage.seen.insert(row.provider_id.clone()) {
            continue;
        }
        is_last = false;
        if !jobs.store.read(|tx| adopt::is_known(tx, &row.provider_id))? {
            stage.rows.push_back(row);
        }
    }
    if is_last {
        tracing::info!(listed = stage.seen.len(), "the voice provider was swept: calls may go out");
        *stage = Stage::default();
        jobs.opening.swept();
    }
    Ok(Ok(()))
}

fn meet(jobs: &Jobs, voice: &dyn Voice, row: &Report) -> Result<Result<(), Fault>> {
    let full = match &row.cb_request_id {
        Some(_) => Ok(None),
        // Rows of the list may lack the id.
        None => voice.look(&row.provider_id),
    };
    let report = match full {
        Ok(full) => full.unwrap_or_else(|| row.clone()),
        Err(fault) => return Ok(Err(fault)),
    };
    let Some(id) = report.cb_request_id.as_deref().filter(|id| is_like_ours(id)) else {
        return Ok(Ok(()));
    };
    match take_over(jobs, id, &report)? {
        Met::Known(_) => {}
        Met::Adopted(call) => {
            tracing::warn!(call = call.0, "a call that was dialled already is taken over");
        }
        Met::Odd(call) => {
            let provider_id = &report.provider_id;
            tracing::error!(call = call.0, provider_id, "the voice provider has a dial too many");
        }
        Met::Stranger => return stranger(jobs, voice, &report),
    }
    Ok(Ok(()))
}

/// Finds the call here and takes it over. One that cannot be is at least not dialled again, and
/// holds up no other.
fn take_over(jobs: &Jobs, id: &str, report: &Report) -> Result<Met> {
    let met = jobs.store.write(|tx| {
        let met = adopt::meet(tx, jobs.settings.region, id, report)?;
        if let Met::Adopted(call) = met {
            show::call(tx, call)?;
        }
        Ok(met)
    });
    met.or_else(|fault| {
        // Money may just have come to stand still. That passes, and nothing is given up for it.
        if jobs.store.read(ledger::is_frozen)? {
            return Err(fault);
        }
        let fault = format!("{fault:#}");
        tracing::error!(fault, "a call that was dialled already cannot be taken over");
        jobs.store.write(|tx| adopt::give_up(tx, id, report))
    })
}

/// Every id of ours is a UUIDv7; other programs on the account may have ids of their own.
fn is_like_ours(id: &str) -> bool {
    Uuid::parse_str(id).is_ok_and(|id| id.get_version_num() == 7)
}

/// A call of a lost history that nobody here knows: its number rests, and if the callee asked for
/// no more calls, nobody calls it again.
fn stranger(jobs: &Jobs, voice: &dyn Voice, report: &Report) -> Result<Result<(), Fault>> {
    let full = match voice.look(&report.provider_id) {
        Ok(full) => full.unwrap_or_else(|| report.clone()),
        Err(fault) => return Ok(Err(fault)),
    };
    let Some(phone) = phone(jobs, &full.to) else {
        let provider_id = full.provider_id;
        tracing::warn!(provider_id, "a call that nobody here knows, to a number that is not read");
        return Ok(Ok(()));
    };
    tracing::warn!(
        number = phone.masked(),
        provider_id = full.provider_id,
        "a call that nobody here knows: its number is not dialled again for a day"
    );
    jobs.store.write(|tx| rest(tx, &phone, &full))?;
    Ok(Ok(()))
}

fn rest(tx: &Tx, phone: &Phone, report: &Report) -> Result<()> {
    let number = numbers::id(tx, phone)?;
    let made = report.created_ms.unwrap_or(tx.now_ms());
    numbers::lease(tx, number, &report.provider_id, made + LEASE_MS)?;
    if keypad::opted_out(&report.rows) {
        numbers::forbid(tx, number, Scope::Daemon, "key 9", None)?;
    }
    Ok(())
}

/// Some rows have the number without its country code.
fn phone(jobs: &Jobs, to: &str) -> Option<Phone> {
    Phone::parse(to, None).or_else(|_| Phone::parse(to, jobs.settings.region)).ok()
}
