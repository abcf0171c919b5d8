//! Asks the voice provider how calls go, until each has one outcome and one settlement; and looks
//! for dials whose answer was lost.

use std::collections::HashMap;

use anyhow::Result;

use crate::chat::message::Message;
use crate::domain::call::{Phase, Report, Settlement, Wish};
use crate::domain::ids::CallId;
use crate::jobs::{Jobs, alone, show};
use crate::screens;
use crate::store::calls::{self, Call, dial, follow};
use crate::store::outbox::{self, Lane};
use crate::store::{Tx, numbers, users};
use crate::voice::{Fault, Voice};
use crate::work::Progress;

/// Calls asked about in one round.
const LOOKS_MOST: usize = 50;
/// From so many calls on, one list is cheaper than a look at each.
const LIST_FROM: usize = 8;
/// How long to wait after the provider failed to answer a question.
const FAULT_MS: i64 = 10_000;
/// How far around a dial's request its call is looked for: clocks differ, queues take time.
const BEFORE_MS: i64 = 60_000;
/// The other end of that window.
const AFTER_MS: i64 = 20 * 60_000;

/// One question: about one call, and before it about all of them when many are open.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(voice) = &jobs.voice else { return Ok(Progress::Idle) };
    let mut due = jobs.store.read(|tx| follow::due(tx, LOOKS_MOST))?;
    if due.len() >= LIST_FROM {
        let listed = sweep(jobs, voice.as_ref(), &due)?;
        due.retain(|call| !listed.contains(&call.id));
    }
    match due.first() {
        Some(call) => look(jobs, voice.as_ref(), call).map(|()| Progress::Made),
        None => Ok(Progress::Idle),
    }
}

/// Looks at one call. One that cannot be settled is put off: it may hold up no other.
fn look(jobs: &Jobs, voice: &dyn Voice, call: &Call) -> Result<()> {
    let found = match &call.provider_id {
        Some(id) => voice.look(id),
        None => match jobs.store.read(|tx| numbers::phone(tx, call.number)) {
            Ok(to) => find(voice, call, to.as_str()),
            Err(fault) => Err(Fault::Transport(format!("nobody was asked: {fault:#}"))),
        },
    };
    jobs.store.write(|tx| {
        if alone(tx, "call", call.id.0, |tx| settle(tx, call, found))?.is_none() {
            follow::look_again(tx, call, FAULT_MS)?;
        }
        Ok(())
    })
}

/// One list instead of many looks: calls that go on need no more than that. Those that ended, or
/// that the list does not name, are looked at one by one. Returns the calls that need no look now.
fn sweep(jobs: &Jobs, voice: &dyn Voice, due: &[Call]) -> Result<Vec<CallId>> {
    let placed = due.iter().filter_map(|call| call.placed_ms);
    let (Some(first), Some(last)) = (placed.clone().min(), placed.max()) else {
        return Ok(Vec::new());
    };
    let rows = match voice.list(None, first - BEFORE_MS, last + AFTER_MS) {
        Ok(rows) => rows,
        Err(fault) => {
            tracing::warn!(%fault, "open calls could not be listed: looking at each");
            return Ok(Vec::new());
        }
    };
    let going: HashMap<&str, &Report> = rows
        .iter()
        .filter(|row| !row.completed)
        .map(|row| (row.provider_id.as_str(), row))
        .collect();
    let listed: Vec<(&Call, &Report)> = due
        .iter()
        .filter_map(|call| Some((call, *going.get(call.provider_id.as_deref()?)?)))
        .collect();
    jobs.store.write(|tx| {
        for (call, report) in &listed {
            let applied =
                alone(tx, "call", call.id.0, |tx| match follow::apply(tx, call.id, report)? {
                    follow::Applied::Nothing => Ok(()),
                    _ => show::call(tx, call.id),
                })?;
            if applied.is_none() {
                follow::look_again(tx, call, FAULT_MS)?;
            }
        }
        Ok(listed.iter().map(|(call, _)| call.id).collect())
    })
}

/// An unclear dial by our own id: among the calls to its number around its request. Rows of the
/// list may lack the id, so each candidate is looked at.
fn find(voice: &dyn Voice, call: &Call, to: &str) -> Result<Option<Report>, Fault> {
    let at = call.placed_ms.unwrap_or(call.due_ms);
    for row in voice.list(Some(to), at - BEFORE_MS, at + AFTER_MS)? {
        let named = row.cb_request_id.is_some();
        let full = voice.look(&row.provider_id)?;
        let mine = full.as_ref().and_then(|full| full.cb_request_id.as_deref());
        if mine == Some(&call.uuid) || (named && row.cb_request_id.as_deref() == Some(&call.uuid)) {
            return Ok(full);
        }
    }
    Ok(None)
}

fn settle(tx: &Tx, call: &Call, found: Result<Option<Report>, Fault>) -> Result<()> {
    match found {
        Err(fault) => {
            tracing::warn!(call = call.id.0, %fault, "a call could not be followed");
            follow::look_again(tx, call, FAULT_MS)
        }
        Ok(None) => {
            if follow::missing(tx, call.id)? {
                tracing::warn!(call = call.id.0, "a dial was not found at the voice provider");
                return show::step(tx, call.id);
            }
            show::call(tx, call.id)
        }
        Ok(Some(report)) => {
            let held = call.settlement == Settlement::Held;
            let back = report.completed || !follow::is_overdue(tx, call);
            if call.phase == Phase::Unclear || (call.phase == Phase::Lost && held && back) {
                dial::queued(tx, call.id, &report.provider_id, None)?;
            }
            let applied = follow::apply(tx, call.id, &report)?;
            if let follow::Applied::OptedOut(wish) = applied {
                tell_opt_out(tx, call.id, wish)?;
            }
            match applied {
                follow::Applied::Ended | follow::Applied::OptedOut(_) => show::step(tx, call.id),
                _ => show::call(tx, call.id),
            }
        }
    }
}

/// The user learns at once that somebody is not to be called again.
fn tell_opt_out(tx: &Tx, id: CallId, wish: Wish) -> Result<()> {
    let owner = dial::owner(tx, id)?;
    let Some(view) = calls::show::call(tx, owner, id)? else { return Ok(()) };
    let user = users::get(tx, owner)?;
    let message: Message = screens::call::opted_out(&view, wish);
    outbox::message(tx, owner, user.chat, Lane::Notice, &message)
}
