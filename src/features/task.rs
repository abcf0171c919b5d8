//! AI tasks: what is said on the phone, written and changed by its owner.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use crate::chat::button::{Act, Pick, Word};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::hours::Purpose;
use crate::domain::ids::TaskId;
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;
use crate::domain::policy::{self, Class};
use crate::domain::script::{Prompt, TaskName};
use crate::domain::wallet::Bucket;
use crate::features::{Cx, Dialogue, Input, call};
use crate::screens::{self, task as draw};
use crate::store::tasks::{self, NewTask, Task};

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is the new task called?
    Name {
        /// The call it is written for.
        call: Option<For>,
    },
    /// What is to be said?
    Text {
        /// The call it is written for.
        call: Option<For>,
        /// What it is called.
        name: TaskName,
    },
    /// What is it for?
    Purpose {
        /// The call it is written for.
        call: Option<For>,
        /// What it is called.
        name: TaskName,
        /// What is said.
        prompt: Prompt,
    },
    /// It is kept, and the call it was written for can be made.
    Kept {
        /// The call it was written for.
        call: For,
        /// The task.
        task: TaskId,
    },
    /// What should a part of a task become?
    Change {
        /// The task.
        task: TaskId,
        /// Its revision when the change began.
        rev: i64,
        /// Which part.
        part: Part,
    },
}

/// The call that a task is written for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct For {
    /// One number or a list.
    pub kind: Bucket,
    /// The number, if it was given before.
    pub number: Option<Phone>,
}

/// What can be changed of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Its name.
    Name,
    /// What is said.
    Text,
    /// What it is for.
    Purpose,
    /// The language it is spoken in.
    Language,
}

/// Opens the wizard of a new task, for a call or for later.
pub fn start(cx: &mut Cx, call: Option<For>) -> Result<()> {
    step(cx, Step::Name { call }, None)
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    if input == Input::Pick(Pick::Word(Word::Back)) {
        return back(cx, at);
    }
    match (at, input) {
        (Step::Name { call }, Input::Text(text)) => name(cx, call, &text),
        (Step::Text { call, name }, Input::Text(text)) => self::text(cx, call, name, &text),
        (Step::Purpose { call, name, prompt }, Input::Pick(Pick::Choose(choice))) => {
            purpose(cx, call, name, prompt, choice)
        }
        (Step::Kept { call, task }, Input::Pick(Pick::Word(Word::Now))) => {
            call::start(cx, call.kind, task.0, call.number)
        }
        (Step::Change { task, rev, part }, input) => change(cx, (task, rev), part, input),
        (at @ (Step::Purpose { .. } | Step::Kept { .. }), Input::Text(_)) => {
            ask(cx, &at, Some(Msg::new("use-the-buttons")))
        }
        (at, Input::Other | Input::Pick(_)) => ask(cx, &at, None),
        (at, _) => ask(cx, &at, Some(Msg::new("task-words-please"))),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let rev = cx.rev;
    let message = match at {
        Step::Name { .. } => draw::name(rev, None),
        Step::Text { .. } => draw::text(rev, None),
        Step::Purpose { .. } => draw::purpose(rev, None),
        Step::Kept { task, .. } | Step::Change { task, .. } => {
            let Some(task) = tasks::get(cx.tx, cx.user.id, *task)? else {
                cx.end()?;
                return gone(cx);
            };
            match at {
                Step::Change { part, .. } => part_of(rev, &task, *part),
                _ => drawn(&task, |view| draw::kept_for_call(rev, view)),
            }
        }
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

fn part_of(rev: i64, task: &Task, part: Part) -> Message {
    match part {
        Part::Name => draw::name(rev, Some(&task.name)),
        Part::Text => draw::text(rev, Some(&task.prompt)),
        Part::Purpose => draw::purpose(rev, Some(task.purpose)),
        Part::Language => draw::language(rev, task.language),
    }
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Task(at.clone()))?;
    ask(cx, &at, problem)
}

fn back(cx: &mut Cx, at: Step) -> Result<()> {
    match at {
        Step::Name { call: Some(call) } => call::start(cx, call.kind, 0, call.number),
        Step::Name { call: None } => {
            cx.end()?;
            page(cx, 0)
        }
        Step::Text { call, .. } => step(cx, Step::Name { call }, None),
        Step::Purpose { call, name, .. } => step(cx, Step::Text { call, name }, None),
        Step::Kept { task, .. } | Step::Change { task, .. } => {
            cx.end()?;
            show(cx, task)
        }
    }
}

fn name(cx: &mut Cx, call: Option<For>, text: &str) -> Result<()> {
    match TaskName::parse(text) {
        Ok(name) => step(cx, Step::Text { call, name }, None),
        Err(fault) => step(cx, Step::Name { call }, Some(draw::name_problem(fault))),
    }
}

fn text(cx: &mut Cx, call: Option<For>, name: TaskName, text: &str) -> Result<()> {
    match Prompt::parse(text) {
        Ok(_) if let Some(problem) = never(&cx.user.business, text) => {
            step(cx, Step::Text { call, name }, Some(problem))
        }
        Ok(prompt) => step(cx, Step::Purpose { call, name, prompt }, None),
        Err(fault) => step(cx, Step::Text { call, name }, Some(draw::text_problem(text, fault))),
    }
}

/// The last answer: the task is kept, in its owner's language.
fn purpose(
    cx: &mut Cx,
    call: Option<For>,
    name: TaskName,
    prompt: Prompt,
    choice: i64,
) -> Result<()> {
    let Some(purpose) = chosen(Purpose::iter(), choice) else {
        return ask(cx, &Step::Purpose { call, name, prompt }, None);
    };
    let (name, prompt, language) = (name.as_str(), prompt.as_str(), cx.user.locale);
    let task = tasks::create(cx.tx, cx.user.id, &NewTask { name, prompt, purpose, language })?;
    match call {
        Some(call) => step(cx, Step::Kept { call, task }, None),
        None => done(cx, task, "task-kept"),
    }
}

/// What nobody may say is not even kept (C-09).
fn never(business: &str, text: &str) -> Option<Msg> {
    let finding = policy::judge(text, business).finding?;
    let sentence = text.get(finding.span).unwrap_or_default().trim();
    let is_never = finding.rule.class() == Class::Never;
    is_never.then(|| screens::policy::refused(finding.rule, sentence))
}

fn chosen<T>(mut all: impl Iterator<Item = T>, choice: i64) -> Option<T> {
    usize::try_from(choice).ok().and_then(|at| all.nth(at))
}

/// The new value of a part. It is kept only if nobody changed the task since the change began.
fn change(cx: &mut Cx, (id, rev): (TaskId, i64), part: Part, input: Input) -> Result<()> {
    let Some(task) = tasks::get(cx.tx, cx.user.id, id)? else {
        cx.end()?;
        return gone(cx);
    };
    let business = cx.user.business.clone();
    let changed = match changed(Task { rev, ..task }, part, input, &business) {
        Ok(changed) => changed,
        Err(problem) => return step(cx, Step::Change { task: id, rev, part }, problem),
    };
    match tasks::change(cx.tx, cx.user.id, &changed)? {
        true => done(cx, id, "task-changed"),
        false => done(cx, id, "task-changed-meanwhile"),
    }
}

/// The task with its new part, or what is wrong with the answer.
fn changed(task: Task, part: Part, input: Input, business: &str) -> Result<Task, Option<Msg>> {
    match (part, input) {
        (Part::Name, Input::Text(text)) => match TaskName::parse(&text) {
            Ok(name) => Ok(Task { name: name.into(), ..task }),
            Err(fault) => Err(Some(draw::name_problem(fault))),
        },
        (Part::Text, Input::Text(text)) => match Prompt::parse(&text) {
            Ok(prompt) => match never(business, &text) {
                Some(problem) => Err(Some(problem)),
                None => Ok(Task { prompt: prompt.into(), ..task }),
            },
            Err(fault) => Err(Some(draw::text_problem(&text, fault))),
        },
        (Part::Purpose, Input::Pick(Pick::Choose(choice))) => {
            let purpose = chosen(Purpose::iter(), choice).ok_or(None)?;
            Ok(Task { purpose, ..task })
        }
        (Part::Language, Input::Pick(Pick::Choose(choice))) => {
            let language = chosen(Locale::ALL.into_iter(), choice).ok_or(None)?;
            Ok(Task { language, ..task })
        }
        (Part::Purpose | Part::Language, Input::Text(_)) => Err(Some(Msg::new("use-the-buttons"))),
        (_, Input::Other | Input::Pick(_)) => Err(None),
        _ => Err(Some(Msg::new("task-words-please"))),
    }
}

/// Ends the dialogue at the task, with a word on what happened to it.
fn done(cx: &mut Cx, id: TaskId, what: &'static str) -> Result<()> {
    cx.end()?;
    let Some(task) = tasks::get(cx.tx, cx.user.id, id)? else { return gone(cx) };
    cx.show(&screens::under(Msg::new(what), drawn(&task, draw::one)))
}

/// One page of the tasks; the last one for a page beyond it.
pub fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let total = tasks::count(cx.tx, cx.user.id)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page).unwrap_or(0) * screens::PAGE;
    let found = tasks::page(cx.tx, cx.user.id, skip, screens::PAGE)?;
    let rows: Vec<_> = found.into_iter().map(|task| (task.id, task.name)).collect();
    cx.show(&draw::list(page, total, &rows))
}

/// One task; the list if there is no such task.
pub fn show(cx: &mut Cx, id: TaskId) -> Result<()> {
    match tasks::get(cx.tx, cx.user.id, id)? {
        Some(task) => cx.show(&drawn(&task, draw::one)),
        None => gone(cx),
    }
}

fn gone(cx: &mut Cx) -> Result<()> {
    cx.toast = Some(Msg::new("task-gone"));
    page(cx, 0)
}

/// Draws a task. A kept text that no longer parses is shown as it is, so that it can be mended.
fn drawn(task: &Task, draw: impl FnOnce(&draw::View) -> Message) -> Message {
    let prompt = Prompt::parse(&task.prompt);
    draw(&draw::View {
        id: task.id,
        rev: task.rev,
        name: &task.name,
        prompt: &task.prompt,
        variables: prompt.as_ref().map_or(&[], |prompt| prompt.variables()),
        purpose: task.purpose,
        language: task.language,
    })
}

/// A button under a task; it ends an open wizard.
pub fn act(cx: &mut Cx, act: Act, id: TaskId, rev: i64) -> Result<()> {
    cx.end()?;
    let Some(task) = tasks::get(cx.tx, cx.user.id, id)? else { return gone(cx) };
    if task.rev != rev {
        cx.toast = Some(Msg::new("button-passed"));
        return show(cx, id);
    }
    let part = match act {
        Act::EditTask => Part::Text,
        Act::RenameTask => Part::Name,
        Act::TaskPurpose => Part::Purpose,
        Act::TaskLanguage => Part::Language,
        Act::DropTask => {
            tasks::delete(cx.tx, cx.user.id, id)?;
            cx.toast = Some(Msg::new("task-deleted"));
            return page(cx, 0);
        }
        _ => return cx.show(&drawn(&task, draw::delete)),
    };
    step(cx, Step::Change { task: id, rev, part }, None)
}
