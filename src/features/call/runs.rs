//! Timed runs: the list, one run, starting it now, cancelling it.

use anyhow::Result;

use crate::chat::button::Act;
use crate::chat::msg::Msg;
use crate::domain::ids::ScheduleId;
use crate::domain::settings::Part;
use crate::features::Cx;
use crate::features::call::live;
use crate::screens::{self, schedule::Row};
use crate::store::schedules::{self, Schedule};
use crate::store::{calls, tasks};

/// One page of the timed runs.
pub fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let total = schedules::count(cx.tx, cx.user.id)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let found = schedules::page(cx.tx, cx.user.id, skip, screens::PAGE)?;
    let rows = found.iter().map(|schedule| row(cx, schedule)).collect::<Result<Vec<_>>>()?;
    cx.show(&screens::schedule::list(page, total, &rows))
}

/// One run; the list if it no longer waits.
pub fn show(cx: &mut Cx, id: ScheduleId) -> Result<()> {
    match schedules::get(cx.tx, cx.user.id, id)? {
        Some(schedule) => cx.show(&screens::schedule::one(&row(cx, &schedule)?)),
        None => {
            cx.toast = Some(Msg::new("schedule-gone"));
            page(cx, 0)
        }
    }
}

fn row(cx: &Cx, schedule: &Schedule) -> Result<Row> {
    let task = tasks::sealed(cx.tx, schedule.script)?.name.as_str().to_string();
    Ok(Row { id: schedule.id, task, due: schedule.next, calls: schedule.calls })
}

/// A button under a run. A second tap, or a tap after its time, finds it gone and does nothing.
pub fn act(cx: &mut Cx, act: Act, id: ScheduleId) -> Result<()> {
    let Some(schedule) = schedules::get(cx.tx, cx.user.id, id)? else {
        return show(cx, id);
    };
    if act == Act::CancelSchedule {
        schedules::cancel(cx.tx, cx.user.id, id)?;
        cx.toast = Some(Msg::new("schedule-cancelled"));
        return page(cx, 0);
    }
    if cx.settings.voice == Part::Missing {
        let one = screens::schedule::one(&row(cx, &schedule)?);
        return cx.show(&screens::under(Msg::new("call-voice-missing"), one));
    }
    let first = schedules::calls_of(cx.tx, cx.user.id, id)?.into_iter().next();
    schedules::start_now(cx.tx, cx.user.id, id)?;
    match (schedule.campaign, first) {
        (Some(campaign), _) => live::show_campaign(cx, campaign),
        (None, Some(call)) if calls::get(cx.tx, cx.user.id, call)?.is_some() => {
            live::show_call(cx, call)
        }
        _ => page(cx, 0),
    }
}
