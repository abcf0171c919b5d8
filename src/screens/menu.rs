//! The main menu is the way to everything else; the choice of language opens from the account.

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::locale::Locale;
use crate::screens::to_menu;

/// What the menu shows.
pub struct Menu {
    /// Whether this user has never called anybody.
    pub first_call: bool,
    /// How many timed runs wait.
    pub scheduled: usize,
    /// Whether this user's calls, or everybody's, are stopped.
    pub stopped: Option<Stopped>,
    /// Whether this user runs the bot.
    pub operator: bool,
}

/// Whose calls are stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// This user's.
    Mine,
    /// Everybody's.
    All,
}

/// The main menu: two buttons in a row, which a phone shows whole. The first call stands alone.
pub fn menu(view: &Menu) -> Message {
    let open = |id: &'static str, screen| tap(Msg::new(id), Button::open(screen));
    let call = |id: &'static str| open(id, Screen::NewCall);
    let scheduled = match view.scheduled {
        0 => Msg::new("menu-scheduled"),
        count => Msg::new("menu-scheduled-count").count("count", count),
    };
    let mut keys: Vec<Key> = vec![
        open("menu-list", Screen::NewList),
        open("menu-tasks", Screen::Tasks),
        tap(scheduled, Button::open(Screen::Schedules)),
        open("menu-inbox", Screen::Inbox),
        open("menu-calls", Screen::Calls),
        open("menu-plans", Screen::Plans),
        open("menu-wallet", Screen::Wallet),
        open("menu-account", Screen::Account),
        open("menu-help", Screen::Help),
    ];
    let mut message = Message::of(Msg::new("menu-title"));
    message = match view.stopped {
        Some(Stopped::Mine) => message
            .line(Msg::new("menu-stopped-mine"))
            .row([tap(Msg::new("stop-start-again"), again(Act::AskResume))]),
        Some(Stopped::All) => message.line(Msg::new("menu-stopped-all")),
        None => message,
    };
    if view.first_call {
        message = message.row([call("menu-first-call")]);
    } else {
        keys.insert(0, call("menu-call"));
    }
    let mut keys = keys.into_iter().peekable();
    while keys.peek().is_some() {
        message = message.row(keys.by_ref().take(2));
    }
    message.row(view.operator.then(|| open("button-admin", Screen::Admin)))
}

fn again(act: Act) -> Button {
    Button::Act { act, id: 0, rev: 0 }
}

/// The choice of language; the one in use is marked.
pub fn languages(now: Locale) -> Message {
    let keys = (0..).zip(Locale::ALL).map(|(at, locale)| {
        let id = if locale == now { "button-chosen" } else { "button-plain" };
        let label = Msg::new(id).text("label", locale.own_name());
        tap(label, Button::open_at(Screen::Language, at + 1))
    });
    Message::of(Msg::new("start-language")).rows(keys).row([to_menu()])
}

/// What the bot says in a group.
pub fn only_private() -> Message {
    Message::of(Msg::new("only-private"))
}
