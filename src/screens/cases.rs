//! Questions about money, as their users see them.

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::settings::{Part, Settings};
use crate::screens::{cancel, help, to_menu, wallet};

/// What users are told to name: `C-17`.
pub fn reference(id: i64) -> String {
    format!("C-{id}")
}

/// The case is open, and this is its number.
pub fn opened(id: i64, settings: &Settings, user: i64) -> Message {
    let title = Msg::new("case-open").text("reference", reference(id));
    let pays = settings.payments == Part::Ready || settings.stars.is_some();
    let message = Message::of(title)
        .lines(pays.then(|| Msg::new("paysupport-wallet")))
        .line(help::contact(settings))
        .line(Msg::new("support-id").text("id", user.to_string()))
        .row(pays.then(wallet::to_wallet));
    help::asking(message, settings, user)
}

/// What is it about?
pub fn ask(rev: i64, id: i64, settings: &Settings, user: i64) -> Message {
    opened(id, settings, user)
        .line(Msg::new("case-ask"))
        .row([tap(Msg::new("button-help"), Button::open(Screen::Help)), cancel(rev)])
}

/// What was written is with the operator.
pub fn kept(id: i64) -> Message {
    Message::of(Msg::new("case-kept").text("reference", reference(id))).row([more(), to_menu()])
}

/// The operator answered.
pub fn answered(id: i64, words: &str) -> Message {
    let title = Msg::new("case-answered").text("reference", reference(id));
    Message::of(title).line(Msg::new("text").text("text", words)).row([more()])
}

/// The operator closed the case.
pub fn closed(id: i64) -> Message {
    Message::of(Msg::new("case-closed").text("reference", reference(id))).row([more()])
}

fn more() -> Key {
    tap(Msg::new("case-more"), Button::open(Screen::PaySupport))
}
