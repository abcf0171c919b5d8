//! The screens of the kill switch.

use crate::chat::button::{Act, Button};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::screens::to_menu;

/// This user's calls are stopped.
pub fn mine(ending: usize) -> Message {
    Message::of(Msg::new("stop-mine").count("count", ending))
        .row([key("stop-start-again", Act::AskResume)])
        .row([to_menu()])
}

/// Everybody's calls are stopped.
pub fn all(ending: usize) -> Message {
    Message::of(Msg::new("stop-all").count("count", ending))
        .row([key("stop-start-again", Act::AskResumeAll)])
        .row([to_menu()])
}

/// Really start again?
pub fn ask_mine() -> Message {
    Message::of(Msg::new("stop-ask")).row([key("stop-sure", Act::Resume)]).row([to_menu()])
}

/// Really start everybody's calls again?
pub fn ask_all() -> Message {
    Message::of(Msg::new("stop-ask-all")).row([key("stop-sure", Act::ResumeAll)]).row([to_menu()])
}

fn key(label: &'static str, act: Act) -> Key {
    tap(Msg::new(label), Button::Act { act, id: 0, rev: 0 })
}
