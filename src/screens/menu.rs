//! The main menu, and the choice of language.

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::locale::Locale;

/// What the menu shows.
pub struct Menu {
    /// Whether this user has never called anybody.
    pub first_call: bool,
}

/// The main menu.
pub fn menu(view: &Menu) -> Message {
    let call = if view.first_call { "menu-first-call" } else { "menu-call" };
    Message::of(Msg::new("menu-title"))
        .row([tap(Msg::new(call), Button::open(Screen::NewCall))])
        .row([tap(Msg::new("menu-language"), Button::open(Screen::Language))])
}

/// The choice of language.
pub fn languages() -> Message {
    let keys = (0..).zip(Locale::ALL).map(|(at, locale)| {
        let label = Msg::new("button-plain").text("label", locale.own_name());
        tap(label, Button::open_at(Screen::Language, at + 1))
    });
    Message::of(Msg::new("start-language")).rows(keys)
}

/// What the bot says in a group.
pub fn only_private() -> Message {
    Message::of(Msg::new("only-private"))
}
