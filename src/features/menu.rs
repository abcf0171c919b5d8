//! The menu, and what has no dialogue of its own.

use anyhow::Result;

use crate::chat::button::{Place, Screen};
use crate::chat::msg::Msg;
use crate::features::{Cx, Input};
use crate::screens;

/// Shows the main menu.
pub fn show(cx: &mut Cx) -> Result<()> {
    let view = screens::menu::Menu { first_call: true };
    cx.show(&screens::menu::menu(&view))
}

/// The choice of language, outside of sign-up.
pub fn languages(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::menu::languages())
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
