//! AI tasks: the list, one task, the questions of its wizard.

use strum::IntoEnumIterator;

use crate::chat::button::{Act, Button, Screen, Word};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::hours::Purpose;
use crate::domain::ids::TaskId;
use crate::domain::locale::Locale;
use crate::domain::script::{FaultKind, NameFault, Prompt, PromptFault, Variable};
use crate::screens::{back_or_cancel, pages, to_menu};

/// Characters of a text that are quoted on either side of a fault.
const NEAR: usize = 12;

/// One page of the tasks: ids and names.
pub fn list(page: i64, total: usize, rows: &[(TaskId, String)]) -> Message {
    let new = tap(Msg::new("task-new"), Button::open(Screen::NewTask));
    if total == 0 {
        return Message::of(Msg::new("tasks-empty")).row([new]).row([to_menu()]);
    }
    let keys = rows.iter().map(|(id, name)| {
        let label = Msg::new("button-plain").text("label", name.as_str());
        tap(label, Button::open_at(Screen::Task, id.0))
    });
    Message::of(Msg::new("tasks-title").count("total", total))
        .rows(keys)
        .row(pages(Screen::Tasks, page, total))
        .row([new, to_menu()])
}

/// A task, as it is shown.
pub struct View<'a> {
    /// The row; buttons name it.
    pub id: TaskId,
    /// Its revision; acting buttons name it.
    pub rev: i64,
    /// What its owner calls it.
    pub name: &'a str,
    /// What is said.
    pub prompt: &'a str,
    /// The variables in it.
    pub variables: &'a [Variable],
    /// What it is for.
    pub purpose: Purpose,
    /// The language it is spoken in.
    pub language: Locale,
}

/// One task, and what can be done with it.
pub fn one(view: &View) -> Message {
    let act = |id: &'static str, act: Act| tap(Msg::new(id), of(view, act));
    let at = view.id.0;
    Message::of(Msg::new("task-title").text("name", view.name))
        .line(Msg::new("task-text").text("text", view.prompt))
        .lines(variables(view.variables))
        .line(facts(view))
        .row([
            tap(Msg::new("task-call"), Button::open_at(Screen::NewCall, at)),
            tap(Msg::new("task-call-list"), Button::open_at(Screen::NewList, at)),
        ])
        .row([act("task-edit", Act::EditTask), act("task-rename", Act::RenameTask)])
        .row([act("task-purpose", Act::TaskPurpose), act("task-language", Act::TaskLanguage)])
        .row([act("task-delete", Act::DeleteTask)])
        .row([tap(Msg::new("task-all"), Button::open(Screen::Tasks)), to_menu()])
}

fn of(view: &View, act: Act) -> Button {
    Button::Act { act, id: view.id.0, rev: view.rev }
}

fn variables(variables: &[Variable]) -> Option<Msg> {
    let line = |variable: &Variable| {
        let name = variable.name.as_str();
        match variable.fallback.as_deref() {
            None => Msg::new("task-variable-asked").text("name", name),
            Some("") => Msg::new("task-variable-silent").text("name", name),
            Some(text) => Msg::new("task-variable").text("name", name).text("fallback", text),
        }
    };
    let lines: Vec<Msg> = variables.iter().map(line).collect();
    (!lines.is_empty()).then(|| Msg::new("task-variables").lines("variables", lines))
}

fn facts(view: &View) -> Msg {
    Msg::new("task-facts")
        .msg("purpose", purpose_name(view.purpose))
        .text("language", view.language.own_name())
}

/// The task that was just kept, where it was written for a call: the call comes first.
pub fn kept_for_call(rev: i64, view: &View) -> Message {
    let mut message = one(view);
    let call = tap(Msg::new("task-call-now"), Button::word(rev, Word::Now));
    message.lines.insert(0, Msg::new("task-kept"));
    message.keys.insert(0, vec![call]);
    message
}

/// Is it to be deleted?
pub fn delete(view: &View) -> Message {
    Message::of(Msg::new("task-delete-sure").text("name", view.name))
        .row([tap(Msg::new("task-delete-yes"), of(view, Act::DropTask))])
        .row([tap(Msg::new("button-back"), Button::open_at(Screen::Task, view.id.0)), to_menu()])
}

/// What is it to be called? `now` is its name so far.
pub fn name(rev: i64, now: Option<&str>) -> Message {
    let message = match now {
        None => Message::of(Msg::new("task-ask-name")),
        Some(now) => Message::of(Msg::new("task-ask-new-name").text("name", now)),
    };
    message.row(back_or_cancel(rev))
}

/// What is to be said? `now` is the text so far.
pub fn text(rev: i64, now: Option<&str>) -> Message {
    let message = match now {
        None => Message::of(Msg::new("task-ask-text")),
        Some(now) => Message::of(Msg::new("task-ask-new-text"))
            .line(Msg::new("task-text-now").text("text", now)),
    };
    message.line(Msg::new("task-text-help").count("most", Prompt::MOST)).row(back_or_cancel(rev))
}

/// What is it for? The one so far is marked.
pub fn purpose(rev: i64, now: Option<Purpose>) -> Message {
    let keys = (0..).zip(Purpose::iter()).map(|(at, purpose)| {
        let id = if now == Some(purpose) { "button-chosen" } else { "button-plain" };
        tap(Msg::new(id).msg("label", purpose_name(purpose)), Button::choose(rev, at))
    });
    Message::of(Msg::new("task-ask-purpose"))
        .line(Msg::new("task-purpose-consent"))
        .rows(keys)
        .row(back_or_cancel(rev))
}

/// In which language is it spoken? The one so far is marked.
pub fn language(rev: i64, now: Locale) -> Message {
    let keys = (0..).zip(Locale::ALL).map(|(at, locale)| {
        let id = if locale == now { "button-chosen" } else { "button-plain" };
        tap(Msg::new(id).text("label", locale.own_name()), Button::choose(rev, at))
    });
    Message::of(Msg::new("task-ask-language")).rows(keys).row(back_or_cancel(rev))
}

/// What a call is for, in a word; the one that sells says what it needs.
fn purpose_name(purpose: Purpose) -> Msg {
    Msg::new(match purpose {
        Purpose::Reminder => "purpose-reminder",
        Purpose::Survey => "purpose-survey",
        Purpose::Notice => "purpose-notice",
        Purpose::Confirmation => "purpose-confirmation",
        Purpose::LeadFollowUp => "purpose-lead-follow-up",
    })
}

/// Why a text is not a name of a task.
pub fn name_problem(fault: NameFault) -> Msg {
    match fault {
        NameFault::TooLong { most } => Msg::new("task-name-long").count("most", most),
        NameFault::ManyLines => Msg::new("task-name-lines"),
        _ => Msg::new("task-name-empty"),
    }
}

/// Why a text cannot be said, with the place of the fault in it.
pub fn text_problem(text: &str, fault: PromptFault) -> Msg {
    let id = match fault.kind {
        FaultKind::Empty => return Msg::new("task-text-empty"),
        FaultKind::TooLong { most: most @ Prompt::MOST } => {
            let found = text.trim().chars().count();
            return Msg::new("task-text-long").count("most", most).count("found", found);
        }
        FaultKind::TooLongFilled { most } => {
            let value = Prompt::VALUE_MOST;
            return Msg::new("task-text-long-filled").count("most", most).count("value", value);
        }
        FaultKind::TooManyVariables => {
            return Msg::new("task-text-variables").count("most", Prompt::VARIABLES_MOST);
        }
        FaultKind::TooLong { most } => {
            return near(Msg::new("task-text-fallback"), text, fault.at).count("most", most);
        }
        FaultKind::UnclosedBrace => "task-text-brace",
        FaultKind::BadName => "task-text-name",
        FaultKind::NestedBrace => "task-text-nested",
    };
    near(Msg::new(id), text, fault.at)
}

/// Adds the place of a fault: its character, counted from 1, and what stands around it.
fn near(msg: Msg, text: &str, at: usize) -> Msg {
    let from = at.saturating_sub(NEAR);
    let around = text.chars().skip(from).take(at - from + NEAR + 1);
    let around: String = around.map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    msg.count("at", at + 1).text("near", around)
}
