//! Reminds users of timed runs, once, with buttons to start, cancel or look; and tells them, once,
//! when a run starts later than they wanted.

use anyhow::Result;

use crate::jobs::{Jobs, alone};
use crate::screens::{self, schedule::Row};
use crate::store::outbox::{self, Lane};
use crate::store::schedules::{self, Going, Schedule};
use crate::store::{Tx, tasks, users};
use crate::work::Progress;

/// One reminder.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let due = jobs.store.read(schedules::next_reminder)?;
    if due.is_none_or(|due| due > jobs.store.clock().wall().as_millisecond()) {
        return Ok(Progress::Idle);
    }
    jobs.store.write(|tx| {
        let Some(schedule) = schedules::take_reminder(tx)? else { return Ok(Progress::Idle) };
        alone(tx, "timed run", schedule.id.0, |tx| remind(tx, &schedule))?;
        Ok(Progress::Made)
    })
}

fn remind(tx: &Tx, schedule: &Schedule) -> Result<()> {
    let user = users::get(tx, schedule.user)?;
    let task = tasks::sealed(tx, schedule.script)?.name.as_str().to_string();
    let Schedule { id, due, calls, .. } = *schedule;
    let message = screens::schedule::reminder(&Row { id, task, due, calls });
    outbox::message(tx, user.id, user.chat, Lane::Notice, &message)
}

/// Tells the user of a run that it starts late, if it does, in the transaction that dials or moves
/// one of its calls.
pub fn late(tx: &Tx, run: &Schedule, going: Going) -> Result<()> {
    let Some(starts) = schedules::take_late(tx, run, going)? else { return Ok(()) };
    let user = users::get(tx, run.user)?;
    let task = tasks::sealed(tx, run.script)?.name;
    let later = (going == Going::Later).then_some(starts);
    let message = screens::schedule::late(run.id, task.as_str(), run.due, later);
    outbox::message(tx, user.id, user.chat, Lane::Notice, &message)
}
