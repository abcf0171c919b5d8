//! Reminds users of timed runs, once, with buttons to start, cancel or look.

use anyhow::Result;

use crate::jobs::Jobs;
use crate::screens;
use crate::store::outbox::{self, Lane};
use crate::store::{schedules, tasks, users};
use crate::work::Progress;

/// One reminder.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let due = jobs.store.read(schedules::next_reminder)?;
    if due.is_none_or(|due| due > jobs.store.clock().wall().as_millisecond()) {
        return Ok(Progress::Idle);
    }
    jobs.store.write(|tx| {
        let Some(schedule) = schedules::take_reminder(tx)? else { return Ok(Progress::Idle) };
        let user = users::get(tx, schedule.user)?;
        let task = tasks::sealed(tx, schedule.script)?.name.as_str().to_string();
        let message = screens::schedule::reminder(&schedule_view(&schedule, task));
        outbox::message(tx, user.id, user.chat, Lane::Notice, &message)?;
        Ok(Progress::Made)
    })
}

fn schedule_view(schedule: &schedules::Schedule, task: String) -> screens::schedule::Row {
    screens::schedule::Row { id: schedule.id, task, due: schedule.due, calls: schedule.calls }
}
