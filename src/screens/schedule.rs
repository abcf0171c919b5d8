//! Timed runs: the list, one run, and the reminder before it.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::ScheduleId;
use crate::screens::{pages, to_menu};

/// A timed run, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row; buttons name it.
    pub id: ScheduleId,
    /// What the script is called.
    pub task: String,
    /// When.
    pub due: Timestamp,
    /// How many calls it starts.
    pub calls: usize,
}

/// One page of the timed runs.
pub fn list(page: i64, total: usize, rows: &[Row]) -> Message {
    if total == 0 {
        return Message::of(Msg::new("schedules-empty")).row([to_menu()]);
    }
    let keys = rows.iter().map(|row| {
        let label = Msg::new("schedules-row").at("due", row.due).text("task", row.task.as_str());
        tap(label, Button::open_at(Screen::Schedule, row.id.0))
    });
    Message::of(Msg::new("schedules-title").count("total", total))
        .rows(keys)
        .row(pages(Screen::Schedules, page, total))
        .row([to_menu()])
}

/// One timed run.
pub fn one(row: &Row) -> Message {
    acts(row.id, Message::of(about("schedule-one", row)))
        .row([tap(Msg::new("button-back"), Button::open(Screen::Schedules)), to_menu()])
}

/// Said when a run was kept.
pub fn kept(row: &Row) -> Message {
    acts(row.id, Message::of(about("schedule-kept", row))).row([to_menu()])
}

/// The reminder before a run.
pub fn reminder(row: &Row) -> Message {
    acts(row.id, Message::of(about("schedule-reminder", row)))
}

/// Said once when a run starts later than its user wanted; `starts` is nothing when it does now.
pub fn late(id: ScheduleId, task: &str, due: Timestamp, starts: Option<Timestamp>) -> Message {
    let says = |what: &'static str| Msg::new(what).text("task", task).at("due", due);
    match starts {
        None => Message::of(says("schedule-late-now"))
            .row([tap(Msg::new("menu-calls"), Button::open(Screen::Calls)), to_menu()]),
        Some(at) => acts(id, Message::of(says("schedule-late-then").at("starts", at))),
    }
}

fn about(id: &'static str, row: &Row) -> Msg {
    Msg::new(id).text("task", row.task.as_str()).at("due", row.due).count("calls", row.calls)
}

fn acts(id: ScheduleId, message: Message) -> Message {
    let act =
        |what: &'static str, act: Act| tap(Msg::new(what), Button::Act { act, id: id.0, rev: 0 });
    message.row([
        act("schedule-start", Act::StartSchedule),
        act("schedule-cancel", Act::CancelSchedule),
    ])
}
