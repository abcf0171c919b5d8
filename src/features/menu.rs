//! The menu, and what has no dialogue of its own.

use anyhow::Result;

use crate::chat::button::{Place, Screen};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::locale::Locale;
use crate::features::{Cx, Input, start};
use crate::screens;

/// Shows the main menu.
pub fn show(cx: &mut Cx) -> Result<()> {
    let view = screens::menu::Menu { first_call: true };
    cx.show(&screens::menu::menu(&view))
}

/// The choice of language, outside of sign-up: `choice` 0 asks, the others choose.
pub fn languages(cx: &mut Cx, choice: i64) -> Result<()> {
    let chosen = usize::try_from(choice - 1).ok().and_then(|at| Locale::ALL.get(at).copied());
    let Some(locale) = chosen else {
        return cx.show(&screens::menu::languages());
    };
    start::set_language(cx, locale)?;
    show(cx)
}

/// What the bot says in a group.
pub fn only_private() -> Message {
    screens::menu::only_private()
}

/// The screen a command opens.
pub fn place_of_command(name: &str) -> Option<Place> {
    let screen = match name {
        "language" => Screen::Language,
        _ => return None,
    };
    Some(Place::of(screen))
}

/// What a user writes when nothing was asked.
pub fn free(cx: &mut Cx, input: Input) -> Result<()> {
    if let Input::Text(_) = input {
        cx.toast = Some(Msg::new("use-the-buttons"));
    }
    show(cx)
}
