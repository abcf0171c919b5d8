//! What only the operator sees.

pub mod cases;
pub mod coupons;
pub mod refunds;

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Key, Message, copy, tap};
use crate::chat::msg::Msg;
use crate::screens::to_menu;

/// How much waits for the operator.
pub struct Desk {
    /// Scripts that wait for a word.
    pub approvals: usize,
    /// Cases that are not closed.
    pub cases: usize,
    /// Refunds that wait to be sent.
    pub refunds: usize,
    /// Transfers that wait for a decision.
    pub reviews: usize,
}

/// The operator's menu.
pub fn menu(desk: &Desk) -> Message {
    let open = |label: Msg, screen| tap(label, Button::open(screen));
    Message::of(Msg::new("admin-title"))
        .row([open(Msg::new("admin-approvals").count("count", desk.approvals), Screen::Approvals)])
        .row([open(Msg::new("admin-cases").count("count", desk.cases), Screen::Cases)])
        .row([open(Msg::new("wallet-reviews").count("count", desk.reviews), Screen::Reviews)])
        .row([open(Msg::new("admin-refunds").count("count", desk.refunds), Screen::Refunds)])
        .row([
            open(Msg::new("admin-coupons"), Screen::Coupons),
            open(Msg::new("admin-correct"), Screen::Correction),
        ])
        .row([tap(Msg::new("admin-invite"), Button::Act { act: Act::MakeInvite, id: 0, rev: 0 })])
        .row([to_menu()])
}

/// An invitation: the line that whoever is invited sends to the bot.
pub fn invitation(code: &str, days: u32) -> Message {
    let start = format!("/start {code}");
    Message::of(Msg::new("admin-invitation").count("days", days).text("start", start.as_str()))
        .row([copy(Msg::new("invite-copy"), start)])
        .row([to_desk(), to_menu()])
}

/// Back to the operator's menu.
pub fn to_desk() -> Key {
    tap(Msg::new("button-admin"), Button::open(Screen::Admin))
}
