//! Calling: one number or a list, now or at a time.
//!
//! One dialogue for both, because they ask the same questions: what is said, who is called, who is
//! calling, is that right.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Pick, Word};
use crate::chat::event::Document;
use crate::chat::msg::Msg;
use crate::domain::ids::TaskId;
use crate::domain::phone::Phone;
use crate::domain::wallet::Bucket;
use crate::features::{Cx, Dialogue, Input, menu, task};
use crate::screens;
use crate::speech;
use crate::store::tasks::{self, NewTask, Task};

mod answers;
mod confirm;
mod consent;
mod proof;
pub mod live;
pub mod runs;
mod summary;
pub mod why;

pub(super) use answers::{next as go_on, phone};

/// The most numbers one list call takes.
pub const LIST_MOST: usize = 50;
/// Tasks offered on one page of the first question.
const TASKS_MOST: usize = 8;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is to be said?
    Task {
        /// One number or a list.
        kind: Bucket,
        /// A number that was given before the question.
        number: Option<Phone>,
        /// Which page of tasks is shown.
        page: i64,
    },
    /// Which number?
    Number {
        /// What is said.
        task: TaskId,
    },
    /// Which list?
    List {
        /// What is said.
        task: TaskId,
    },
    /// A document is being fetched and read.
    Reading {
        /// What is said.
        task: TaskId,
    },
    /// What is the value of this variable?
    Value {
        /// The call so far.
        draft: Draft,
        /// The variable.
        name: String,
    },
    /// What is your business called?
    Business {
        /// The call so far.
        draft: Draft,
    },
    /// Which number may people call back?
    Callback {
        /// The call so far.
        draft: Draft,
        /// The business's name.
        name: String,
    },
    /// Is that right?
    Summary {
        /// The call.
        draft: Draft,
    },
    /// Why may that be said?
    Proof {
        /// The call.
        draft: Draft,
    },
    /// When?
    When {
        /// The call.
        draft: Draft,
    },
}

/// A call in the making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What is said.
    pub task: TaskId,
    /// Who is called.
    pub to: To,
}

/// Who is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// One number.
    One(Callee),
    /// A list, with what was left out of it.
    Many {
        /// The numbers, in the order given.
        rows: Vec<Callee>,
        /// Lines that held no number.
        bad: usize,
        /// Lines whose number was there before.
        duplicates: usize,
    },
}

/// A number with the values of the script's variables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Callee {
    /// The number.
    pub phone: Phone,
    /// The values.
    pub vars: BTreeMap<String, String>,
}

impl To {
    /// Which minutes and which price it uses.
    pub fn bucket(&self) -> Bucket {
        match self {
            To::One(_) => Bucket::Single,
            To::Many { .. } => Bucket::Bulk,
        }
    }
}

/// Opens the dialogue; `task` 0 asks what is to be said.
pub fn start(cx: &mut Cx, kind: Bucket, task: i64, number: Option<Phone>) -> Result<()> {
    match tasks::get(cx.tx, cx.user.id, TaskId(task))? {
        Some(task) => with_task(cx, kind, task.id, number),
        None => step(cx, Step::Task { kind, number, page: 0 }, None),
    }
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    if input == Input::Pick(Pick::Word(Word::Back)) {
        return back(cx, at);
    }
    match (at, input) {
        (Step::Task { kind, number, page }, Input::Pick(Pick::Choose(choice))) => {
            choose(cx, kind, number, page, choice)
        }
        // A task of his own is written for this very call.
        (Step::Task { kind, number, .. }, Input::Pick(Pick::Word(Word::Other))) => {
            task::start(cx, Some(task::For { kind, number }))
        }
        (Step::Number { task }, Input::Text(text) | Input::Contact(text)) => {
            answers::number(cx, task, &text)
        }
        (Step::List { task }, Input::Text(text)) => answers::pasted(cx, task, &text),
        (Step::List { task }, Input::Contact(text)) => answers::pasted(cx, task, &text),
        (Step::List { task }, Input::Document(document)) => fetch(cx, task, &document),
        (Step::Value { draft, name }, Input::Text(text)) => answers::value(cx, draft, name, &text),
        (Step::Business { draft }, Input::Text(text)) => answers::business(cx, draft, &text),
        (Step::Callback { draft, name }, Input::Text(text) | Input::Contact(text)) => {
            answers::callback(cx, draft, name, &text)
        }
        (Step::Summary { draft }, Input::Pick(pick)) => confirm::summary(cx, draft, pick),
        (Step::Proof { draft }, Input::Text(text)) => proof::given(cx, draft, &text),
        (Step::When { draft }, input) => confirm::when(cx, draft, input),
        (at @ (Step::Summary { .. } | Step::Task { .. }), Input::Text(_)) => {
            ask(cx, &at, Some(Msg::new("use-the-buttons")))
        }
        (at, Input::Other | Input::Pick(_)) => ask(cx, &at, None),
        (at, _) => ask(cx, &at, Some(Msg::new("call-not-that"))),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let rev = cx.rev;
    let message = match at {
        Step::Task { kind, page, .. } => which_task(cx, *kind, *page)?,
        Step::Number { .. } => screens::ask_call::number(rev, cx.settings),
        Step::List { .. } => screens::ask_call::list(rev, cx.settings, LIST_MOST),
        Step::Reading { .. } => screens::ask_call::reading(rev),
        Step::Value { name, .. } => screens::ask_call::value(rev, name),
        Step::Business { .. } => screens::ask_call::business(rev),
        Step::Callback { name, draft } => match &draft.to {
            To::One(callee) => screens::ask_call::callback(rev, name, Some(callee.phone.as_str())),
            To::Many { .. } => screens::ask_call::callback(rev, name, None),
        },
        Step::Summary { draft } => return summary::show(cx, draft, problem),
        Step::Proof { .. } => screens::approvals::ask(rev),
        Step::When { draft } => summary::when(cx, draft)?,
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Call(at.clone()))?;
    ask(cx, &at, problem)
}

fn back(cx: &mut Cx, at: Step) -> Result<()> {
    match at {
        Step::Task { .. } => {
            cx.end()?;
            menu::show(cx)
        }
        Step::Number { .. } => again(cx, Bucket::Single),
        Step::List { .. } => again(cx, Bucket::Bulk),
        Step::Reading { task } => step(cx, Step::List { task }, None),
        Step::Callback { draft, .. } => step(cx, Step::Business { draft }, None),
        Step::When { draft } | Step::Proof { draft } => step(cx, Step::Summary { draft }, None),
        Step::Value { draft, .. } | Step::Business { draft } | Step::Summary { draft } => {
            match draft.to {
                To::One(_) => step(cx, Step::Number { task: draft.task }, None),
                To::Many { .. } => step(cx, Step::List { task: draft.task }, None),
            }
        }
    }
}

/// Back from the question whose number it is.
pub fn ask_number(cx: &mut Cx, draft: &Draft) -> Result<()> {
    step(cx, Step::Number { task: draft.task }, None)
}

fn again(cx: &mut Cx, kind: Bucket) -> Result<()> {
    step(cx, Step::Task { kind, number: None, page: 0 }, None)
}

/// The first question: the user's tasks, and examples for who has none.
fn which_task(cx: &mut Cx, kind: Bucket, page: i64) -> Result<crate::chat::message::Message> {
    let total = tasks::count(cx.tx, cx.user.id)?;
    let last = i64::try_from(total.saturating_sub(1) / TASKS_MOST)?;
    let page = page.clamp(0, last);
    let skip = usize::try_from(page)? * TASKS_MOST;
    let own = tasks::page(cx.tx, cx.user.id, skip, TASKS_MOST)?;
    let rows: Vec<(i64, &str)> = own.iter().map(|task| (task.id.0, task.name.as_str())).collect();
    let examples = speech::examples(cx.user.locale).iter().map(|example| example.name);
    let view = screens::ask_call::Tasks {
        kind,
        own: &rows,
        // Negative choices are examples: -1 is the first; they are offered until there are tasks.
        examples: if own.is_empty() { examples.collect() } else { Vec::new() },
        newer: (page > 0).then(|| page - 1),
        older: (page < last).then(|| page + 1),
    };
    Ok(screens::ask_call::task(cx.rev, &view))
}

/// Choices: a task's id, `-1 - n` for the nth example, or `NEXT_PAGE + n` for a page.
fn choose(cx: &mut Cx, kind: Bucket, number: Option<Phone>, page: i64, choice: i64) -> Result<()> {
    if let Some(page) = choice.checked_sub(screens::ask_call::NEXT_PAGE).filter(|page| *page >= 0) {
        return step(cx, Step::Task { kind, number, page }, None);
    }
    let chosen = match usize::try_from(-1 - choice) {
        Ok(at) => example(cx, at)?,
        Err(_) => tasks::get(cx.tx, cx.user.id, TaskId(choice))?.map(|task| task.id),
    };
    match chosen {
        Some(task) => with_task(cx, kind, task, number),
        None => step(cx, Step::Task { kind, number, page }, Some(Msg::new("call-task-gone"))),
    }
}

/// An example becomes a task of the user's own, so that he finds it again and can change it.
fn example(cx: &mut Cx, at: usize) -> Result<Option<TaskId>> {
    let Some(example) = speech::examples(cx.user.locale).get(at) else { return Ok(None) };
    let new = NewTask {
        name: example.name,
        prompt: example.prompt,
        purpose: example.purpose,
        language: cx.user.locale,
    };
    tasks::create(cx.tx, cx.user.id, &new).map(Some)
}

fn with_task(cx: &mut Cx, kind: Bucket, task: TaskId, number: Option<Phone>) -> Result<()> {
    match (kind, number) {
        (Bucket::Single, Some(phone)) => {
            let to = To::One(Callee { phone, vars: BTreeMap::new() });
            answers::next(cx, Draft { task, to })
        }
        (Bucket::Single, None) => step(cx, Step::Number { task }, None),
        (Bucket::Bulk, _) => step(cx, Step::List { task }, None),
    }
}

/// The task of a draft; `None` if it was deleted meanwhile, and then the question is asked again.
fn task_of(cx: &mut Cx, draft: &Draft) -> Result<Option<Task>> {
    let found = tasks::get(cx.tx, cx.user.id, draft.task)?;
    if found.is_none() {
        let kind = draft.to.bucket();
        step(cx, Step::Task { kind, number: None, page: 0 }, Some(Msg::new("call-task-gone")))?;
    }
    Ok(found)
}

/// A document is fetched by a job; the card says so meanwhile.
fn fetch(cx: &mut Cx, task: TaskId, document: &Document) -> Result<()> {
    if document.bytes > crate::store::work::FILE_MOST {
        return step(cx, Step::List { task }, Some(Msg::new("list-file-too-large")));
    }
    step(cx, Step::Reading { task }, None)?;
    crate::store::work::fetch_list(cx.tx, cx.user.id, cx.card, cx.rev, document)
}

/// The document that was fetched for an open question.
pub fn fetched(cx: &mut Cx, bytes: Option<&[u8]>) -> Result<()> {
    let Some(Dialogue::Call(Step::Reading { task })) = super::open_dialogue(cx)? else {
        return Ok(());
    };
    match bytes {
        Some(bytes) => answers::file(cx, task, bytes),
        None => step(cx, Step::List { task }, Some(Msg::new("list-file-lost"))),
    }
}
