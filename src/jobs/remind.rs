//! Reminds users of timed runs, once, with buttons to start, cancel or look.

use anyhow::Result;

use crate::jobs::{Jobs, alone};
use crate::screens::{self, schedule::Row};
use crate::store::outbox::{self, Lane};
use crate::store::schedules::{self, Schedule};
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
