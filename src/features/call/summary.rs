//! The summary before a call: who, when there, what it costs, and what the gate says already.

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};

use crate::chat::msg::Msg;
use crate::domain::consent::Kind;
use crate::domain::gate::{self, Rule, Verdict};
use crate::domain::hours;
use crate::domain::policy::Wrong;
use crate::domain::quote::quote;
use crate::domain::script::{BusinessName, Prompt, Script, TaskName, Version};
use crate::features::Cx;
use crate::features::call::{Callee, Draft, To, task_of};
use crate::screens::{self, ask_call};
use crate::store::calls::facts::{self, Asked, Does, Gathered, When};
use crate::store::numbers;
use crate::store::tasks::Task;

/// A call lasts minutes; what is longer on the line was lost, and nobody watches its card.
const SOON: SignedDuration = SignedDuration::from_mins(10);

/// What the gate says of the numbers of a draft, before anything is planned.
pub(super) struct Preview {
    /// For one number: what the gate says now.
    pub verdict: Verdict,
    /// The facts behind it.
    pub gathered: Gathered,
}

impl Preview {
    /// Whether only a call that is soon over stands against it: this one goes out when it is.
    pub(super) fn waits(&self) -> bool {
        let at = self.gathered.facts.at;
        let soon = |until: Option<Timestamp>| until.is_some_and(|until| until < at + SOON);
        !self.verdict.allows()
            && self.verdict.refusals().all(|(rule, until)| rule.waits() && soon(until))
    }

    /// Whether it only lacks the callee's consent, or that and money: then the user is asked.
    pub(super) fn lacks_consent(&self) -> bool {
        let mut final_ones =
            self.verdict.refusals().filter(|(_, until)| until.is_none()).map(|(rule, _)| rule);
        let mut lacks = false;
        final_ones.all(|rule| {
            lacks |= rule == Rule::Consent;
            matches!(rule, Rule::Consent | Rule::Paid)
        }) && lacks
    }

    fn is_refused_only_by(&self, only: Rule) -> bool {
        self.verdict.refusals().all(|(rule, _)| rule == only)
    }
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
    let (bucket, when, does) = (to.bucket(), When::Before, Does::Tells);
    let vars = &callee.vars;
    let asked = Asked { user: &cx.user, number, script, vars, bucket, when, does };
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
        wrong: wrong(&preview.gathered),
        consent: preview.lacks_consent().then(|| Kind::enough_for(script.purpose)),
        rules: preview.verdict.refusals().map(|(rule, _)| rule.name()).collect(),
        waits: if preview.waits() { ask_call::Waits::Yes } else { ask_call::Waits::No },
        passes: preview.verdict.passes_at(),
        voice: cx.settings.voice,
    };
    Ok(ask_call::one(cx.rev, &view))
}

/// Asks for the time of a call, or first whether the callee agreed to it.
pub(super) fn when(cx: &mut Cx, draft: &Draft) -> Result<crate::chat::message::Message> {
    let asked = ask_call::when(cx.rev, cx.tx.now(), &cx.user.zone);
    let (To::One(callee), Some(task)) = (&draft.to, task_of(cx, draft)?) else { return Ok(asked) };
    let script = script(cx, &task)?;
    match preview(cx, &script, callee, &draft.to)?.lacks_consent() {
        true => Ok(ask_call::consent_first(cx.rev, &Kind::enough_for(script.purpose))),
        false => Ok(asked),
    }
}

/// The gravest of what may not be said.
fn wrong(gathered: &Gathered) -> Option<Wrong> {
    gathered.wrong.first().cloned()
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
        wrong: None,
        consent: None,
        opening: crate::speech::opening(script),
        quote: None,
        voice: cx.settings.voice,
    };
    let mut purses = Vec::new();
    for callee in rows {
        let preview = preview(cx, script, callee, &to)?;
        if view.wrong.is_none() {
            view.wrong = wrong(&preview.gathered);
        }
        if preview.lacks_consent() {
            view.consent = Some(Kind::enough_for(script.purpose));
        }
        match (preview.verdict.allows(), preview.verdict.passes_at()) {
            // One tap away from being called: what it lacks besides is told below.
            (false, None) if preview.lacks_consent() => view.now += 1,
            (true, _) => view.now += 1,
            (false, Some(_)) => view.later += 1,
            (false, None) => view.never += 1,
        }
        for (rule, until) in preview.verdict.refusals() {
            if until.is_none() && !view.rules.contains(&rule.name()) {
                view.rules.push(rule.name());
            }
        }
        // What only lacks money has a price, and so has what waits for its hour.
        let can_be_made = preview.is_refused_only_by(Rule::Paid);
        if can_be_made || preview.verdict.passes_at().is_some() {
            purses.push(preview.gathered.purse);
        }
    }
    view.quote = quote(&purses);
    Ok(ask_call::many(cx.rev, &view))
}
