//! The last step: now, at the next lawful time, or at a time of the user's choice.

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::chat::button::{Pick, Word};
use crate::chat::msg::Msg;
use crate::domain::ids::{CallId, CampaignId, ScheduleId, ScriptId};
use crate::domain::settings::Part;
use crate::domain::when::{self, WhenFault};
use crate::features::call::consent::Then;
use crate::features::call::{Callee, Draft, Step, To, consent, live, step, summary, task_of};
use crate::features::{Cx, Input};
use crate::screens;
use crate::store::calls::{self, NewCall};
use crate::store::campaigns::{self, State};
use crate::store::schedules::{self, NewSchedule};
use crate::store::{numbers, tasks};

/// How long before a timed run its user is reminded.
const REMIND_MS: i64 = 10 * 60 * 1000;

/// A button of the summary.
pub(super) fn summary(cx: &mut Cx, draft: Draft, pick: Pick) -> Result<()> {
    if cx.settings.voice == Part::Missing {
        return step(cx, Step::Summary { draft }, Some(Msg::new("call-voice-missing")));
    }
    match pick {
        Pick::Word(Word::Now) => now(cx, draft),
        Pick::Word(Word::Later) => step(cx, Step::When { draft }, None),
        Pick::Word(word @ (Word::Given | Word::Written | Word::Unsure)) => {
            consent::answer(cx, draft, word, Then::Call)
        }
        Pick::Choose(at) => next_lawful(cx, draft, at),
        Pick::Word(_) => step(cx, Step::Summary { draft }, None),
    }
}

/// The next lawful time, as milliseconds. The button names it, and only the time that the gate
/// names now is taken: a card may be old, and a button's data is anybody's.
fn next_lawful(cx: &mut Cx, draft: Draft, at: i64) -> Result<()> {
    let Some(task) = task_of(cx, &draft)? else { return Ok(()) };
    let To::One(callee) = &draft.to else { return step(cx, Step::Summary { draft }, None) };
    let script = summary::script(cx, &task)?;
    let passes = summary::preview(cx, &script, callee, &draft.to)?.verdict.passes_at();
    match passes.filter(|passes| passes.as_millisecond() == at) {
        Some(at) => later(cx, draft, at),
        None => step(cx, Step::Summary { draft }, None),
    }
}

/// The answer to "when?".
pub(super) fn when(cx: &mut Cx, draft: Draft, input: Input) -> Result<()> {
    let tz = TimeZone::get(&cx.user.zone).unwrap_or(TimeZone::UTC);
    let now = cx.tx.now();
    if let Input::Pick(Pick::Word(word @ (Word::Given | Word::Written | Word::Unsure))) = input {
        return consent::answer(cx, draft, word, Then::Ask);
    }
    let at = match input {
        Input::Pick(Pick::Choose(choice)) => {
            let offered = when::suggestions(now, &tz);
            usize::try_from(choice).ok().and_then(|at| offered.get(at).copied())
        }
        Input::Text(text) => match when::read(&text, now, &tz) {
            Ok(at) => Some(at),
            Err(fault) => return step(cx, Step::When { draft }, Some(problem(&fault))),
        },
        _ => None,
    };
    match at {
        Some(at) => later(cx, draft, at),
        None => step(cx, Step::When { draft }, None),
    }
}

fn problem(fault: &WhenFault) -> Msg {
    Msg::new(match fault {
        WhenFault::NotATime => "when-unread",
        WhenFault::Past => "when-past",
        WhenFault::TooFar => "when-too-far",
    })
}

pub(super) fn now(cx: &mut Cx, draft: Draft) -> Result<()> {
    let Some(task) = task_of(cx, &draft)? else { return Ok(()) };
    let script = summary::script(cx, &task)?;
    let script_id = tasks::seal(cx.tx, cx.user.id, &script)?;
    match &draft.to {
        To::One(callee) => {
            let preview = summary::preview(cx, &script, callee, &draft.to)?;
            if !preview.verdict.allows() && !preview.waits() {
                return step(cx, Step::Summary { draft }, None);
            }
            let at = Plan { script: script_id, due: cx.tx.now(), schedule: None, campaign: None };
            let call = plan(cx, &draft, callee, &at)?;
            cx.end()?;
            live::show_call(cx, call)
        }
        To::Many { .. } => {
            let name = task.name.as_str();
            let campaign = campaigns::create(cx.tx, cx.user.id, script_id, name, State::Running)?;
            let at = Plan {
                script: script_id,
                due: cx.tx.now(),
                schedule: None,
                campaign: Some(campaign),
            };
            plan_all(cx, &draft, &at)?;
            cx.end()?;
            live::show_campaign(cx, campaign)
        }
    }
}

fn later(cx: &mut Cx, draft: Draft, due: Timestamp) -> Result<()> {
    let Some(task) = task_of(cx, &draft)? else { return Ok(()) };
    let script = summary::script(cx, &task)?;
    let script_id = tasks::seal(cx.tx, cx.user.id, &script)?;
    let campaign = match &draft.to {
        To::One(_) => None,
        To::Many { .. } => {
            let name = task.name.as_str();
            Some(campaigns::create(cx.tx, cx.user.id, script_id, name, State::Scheduled)?)
        }
    };
    let new = NewSchedule {
        script: script_id,
        campaign,
        due,
        zone: &cx.user.zone,
        remind_before_ms: REMIND_MS,
    };
    let schedule = schedules::create(cx.tx, cx.user.id, &new)?;
    let at = Plan { script: script_id, due, schedule: Some(schedule), campaign };
    plan_all(cx, &draft, &at)?;
    cx.end()?;
    let calls = match &draft.to {
        To::One(_) => 1,
        To::Many { rows, .. } => rows.len(),
    };
    let row = screens::schedule::Row { id: schedule, task: task.name, due, calls };
    cx.show(&screens::schedule::kept(&row))
}

/// Where and when the calls of a draft go.
struct Plan {
    script: ScriptId,
    due: Timestamp,
    schedule: Option<ScheduleId>,
    campaign: Option<CampaignId>,
}

fn plan_all(cx: &Cx, draft: &Draft, at: &Plan) -> Result<()> {
    match &draft.to {
        To::One(callee) => plan(cx, draft, callee, at).map(drop),
        To::Many { rows, .. } => {
            for callee in rows {
                plan(cx, draft, callee, at)?;
            }
            Ok(())
        }
    }
}

fn plan(cx: &Cx, draft: &Draft, callee: &Callee, at: &Plan) -> Result<CallId> {
    let new = NewCall {
        number: numbers::id(cx.tx, &callee.phone)?,
        script: at.script,
        vars: &callee.vars,
        bucket: draft.to.bucket(),
        campaign: at.campaign,
        schedule: at.schedule,
        again_of: None,
        retries_left: 0,
        due_ms: at.due.as_millisecond(),
    };
    calls::plan(cx.tx, cx.user.id, &new)
}
