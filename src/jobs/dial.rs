//! Claims the call whose turn it is, asks the gate, and places it.
//!
//! The intent, the hold and the receipt are committed before the request. Between the commit and
//! the request a stop is looked for once more; what was already on the wire is ended by the stop
//! job.

use anyhow::Result;

use crate::domain::dial::Receipt;
use crate::domain::ids::CallId;
use crate::jobs::{Jobs, alone, remind, show};
use crate::store::Tx;
use crate::store::calls::dial::{self, Permit};
use crate::store::numbers::{self, Scope};
use crate::store::proof::{Committed, Draft};
use crate::store::schedules::{self, Going};
use crate::voice::{Placed, Refused, Voice};
use crate::work::Progress;

/// How long a dial waits when the provider has no room.
const BUSY_MS: i64 = 30_000;
/// How long when it is not reachable at all.
const DOWN_MS: i64 = 15_000;

/// One dial.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(voice) = &jobs.voice else { return Ok(Progress::Idle) };
    if !jobs.opening.is_swept() {
        return Ok(Progress::Idle);
    }
    let (progress, receipt) = jobs.store.write_proof(|tx| claim(tx, jobs))?;
    if let Some(receipt) = receipt {
        place(jobs, voice.as_ref(), receipt)?;
    }
    Ok(progress)
}

fn claim(tx: &Tx, jobs: &Jobs) -> Result<(Progress, Option<Draft<Receipt>>)> {
    // There is one dialler. What is still being placed was left by a step that failed between its
    // request and its record.
    if dial::recover(tx)? > 0 {
        return Ok((Progress::Made, None));
    }
    if dial::room_at(tx, &jobs.settings.allowance)? > tx.now_ms() {
        return Ok((Progress::Idle, None));
    }
    let Some(call) = dial::next(tx)? else { return Ok((Progress::Idle, None)) };
    let permit = alone(tx, "call", call.id.0, |tx| {
        let run = match call.schedule {
            Some(run) => schedules::get(tx, call.user, run)?,
            None => None,
        };
        let permit = dial::permit(tx, &jobs.settings, &call)?;
        match (&run, &permit) {
            (Some(run), Permit::Go(_)) => remind::late(tx, run, Going::Now)?,
            (Some(run), Permit::Later) => remind::late(tx, run, Going::Later)?,
            (None, _) | (_, Permit::No(_)) => {}
        }
        show::step(tx, call.id)?;
        Ok(permit)
    })?;
    let Some(permit) = permit else {
        dial::set_aside(tx, call.id)?;
        return Ok((Progress::Made, None));
    };
    Ok(match permit {
        Permit::Go(receipt) => (Progress::Made, Some(receipt)),
        Permit::Later | Permit::No(_) => (Progress::Made, None),
    })
}

fn place(jobs: &Jobs, voice: &dyn Voice, receipt: Committed<Receipt>) -> Result<()> {
    let id = receipt.get().call;
    if jobs.store.read(|tx| dial::stopped_since(tx, id))? {
        return jobs.store.write(|tx| {
            dial::withdraw(tx, id)?;
            show::step(tx, id)
        });
    }
    let placed = voice.place(receipt);
    jobs.store.write(|tx| {
        record(tx, id, &placed)?;
        show::step(tx, id)
    })
}

fn record(tx: &Tx, id: CallId, placed: &Placed) -> Result<()> {
    match placed {
        Placed::Queued { provider_id, capped_minutes } => {
            dial::queued(tx, id, provider_id, *capped_minutes)
        }
        Placed::Unclear { why } => {
            tracing::warn!(call = id.0, why, "it is unclear whether a call was placed");
            dial::unclear(tx, id)
        }
        Placed::Refused(why) => refused(tx, id, *why),
    }
}

fn refused(tx: &Tx, id: CallId, why: Refused) -> Result<()> {
    let word: &str = why.into();
    // We never dial a number twice within that time ourselves: an earlier copy of this very request
    // may have gone through.
    if why == Refused::TooSoon {
        tracing::warn!(call = id.0, "the number was dialled a moment ago: looked for, not resent");
        return dial::unclear(tx, id);
    }
    let wait = match why {
        Refused::RateLimited | Refused::TooSoon => BUSY_MS,
        Refused::Unreachable => DOWN_MS,
        Refused::Forbidden => {
            let number = dial::number(tx, id)?;
            numbers::forbid(tx, number, Scope::Daemon, "voice provider", Some(id))?;
            return dial::rejected(tx, id, "do_not_call");
        }
        Refused::BadRequest | Refused::Flagged | Refused::Destination => {
            tracing::error!(call = id.0, why = word, "the voice provider refuses a call");
            return dial::rejected(tx, id, &format!("provider_{word}"));
        }
        Refused::Unauthorised | Refused::Balance | Refused::Account => {
            tracing::error!(call = id.0, why = word, "the voice account needs the operator");
            return dial::rejected(tx, id, "provider_account");
        }
    };
    tracing::info!(call = id.0, why = word, "a dial is put off");
    dial::put_off(tx, id, wait, "provider_busy").map(drop)
}
