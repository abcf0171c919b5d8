//! The summary before a call: who, when there, what it costs, and what the gate says already.

use anyhow::{Context, Result};

use crate::chat::msg::Msg;
use crate::domain::gate::{self, Verdict};
use crate::domain::hours;
use crate::domain::script::{BusinessName, Prompt, Script, TaskName, Version};
use crate::features::Cx;
use crate::features::call::{Callee, Draft, To, task_of};
use crate::screens::{self, ask_call};
use crate::store::calls::facts::{self, Asked, Gathered, Held};
use crate::store::numbers;
use crate::store::tasks::Task;

/// What the gate says of the numbers of a draft, before anything is planned.
pub(super) struct Preview {
    /// For one number: what the gate says now.
    pub verdict: Verdict,
    /// The facts behind it.
    pub gathered: Gathered,
}

/// Draws the summary.
pub(super) fn show(cx: &mut Cx, draft: &Draft, problem: Option<Msg>) -> Result<()> {
    let Some(task) = task_of(cx, draft)? else { return Ok(()) };
    let script = script(cx, &task)?;
    let message = match &draft.to {
        To::One(callee) => one(cx, &script, callee)?,
        To::Many { rows, bad, duplicates } => many(cx, &script, rows, *bad, *duplicates)?,
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

/// The script as it would be sealed now.
pub(super) fn script(cx: &Cx, task: &Task) -> Result<Script> {
    let callback = cx.user.callback.context("a summary without a call-back number")?;
    Ok(Script {
        business: BusinessName::parse(&cx.user.business).context("the kept business name")?,
        callback: numbers::phone(cx.tx, callback)?,
        language: task.language,
        name: TaskName::parse(&task.name).context("the kept task name")?,
        prompt: Prompt::parse(&task.prompt).context("the kept prompt")?,
        purpose: task.purpose,
        v: Version,
    })
}

/// Asks the gate about one number.
pub(super) fn preview(cx: &Cx, script: &Script, callee: &Callee, to: &To) -> Result<Preview> {
    let number = numbers::id(cx.tx, &callee.phone)?;
    let asked = Asked { user: &cx.user, number, script, bucket: to.bucket(), held: Held::No };
    let gathered = facts::gather(cx.tx, cx.settings, &asked)?;
    Ok(Preview { verdict: gate::decide(&gathered.facts), gathered })
}

fn one(cx: &Cx, script: &Script, callee: &Callee) -> Result<crate::chat::message::Message> {
    let to = To::One(callee.clone());
    let preview = preview(cx, script, callee, &to)?;
    let local = hours::local_times(&preview.gathered.facts.zones, cx.tx.now());
    let view = ask_call::One {
        task: script.name.as_str(),
        phone: callee.phone.as_str(),
        zones: local.into_iter().map(|(zone, _)| zone).collect(),
        now: cx.tx.now(),
        opening: crate::speech::opening(script),
        funding: preview.gathered.funding,
        rules: preview.verdict.refusals().map(|(rule, _)| rule.name()).collect(),
        passes: preview.verdict.passes_at(),
        voice: cx.settings.voice,
    };
    Ok(ask_call::one(cx.rev, &view))
}

fn many(
    cx: &Cx,
    script: &Script,
    rows: &[Callee],
    bad: usize,
    duplicates: usize,
) -> Result<crate::chat::message::Message> {
    let to = To::Many { rows: Vec::new(), bad, duplicates };
    let mut view = ask_call::Many {
        task: script.name.as_str(),
        total: rows.len(),
        bad,
        duplicates,
        now: 0,
        later: 0,
        never: 0,
        rules: Vec::new(),
        opening: crate::speech::opening(script),
        funding: None,
        voice: cx.settings.voice,
    };
    for callee in rows {
        let preview = preview(cx, script, callee, &to)?;
        match (preview.verdict.allows(), preview.verdict.passes_at()) {
            (true, _) => view.now += 1,
            (false, Some(_)) => view.later += 1,
            (false, None) => view.never += 1,
        }
        for (rule, until) in preview.verdict.refusals() {
            if until.is_none() && !view.rules.contains(&rule.name()) {
                view.rules.push(rule.name());
            }
        }
        view.funding = Some(preview.gathered.funding);
    }
    Ok(ask_call::many(cx.rev, &view))
}
