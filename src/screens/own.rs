//! Numbers of one's own: the list, and how one is proved.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen, Word};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::OwnId;
use crate::domain::phone::Phone;
use crate::screens::wallet::top_up;
use crate::screens::{back_or_cancel, call, to_menu};

/// A number of one's own.
pub struct Row {
    /// The proof.
    pub id: OwnId,
    /// The number.
    pub phone: Phone,
    /// When the proof ends.
    pub until: Timestamp,
}

/// To the list.
pub fn to_list() -> Key {
    tap(Msg::new("account-own"), Button::open(Screen::OwnNumbers))
}

/// The numbers, of which there are at most so many.
pub fn list(rows: &[Row], most: usize) -> Message {
    let line =
        |row: &Row| Msg::new("own-row").phone("phone", row.phone.as_str()).at("until", row.until);
    let remove = |row: &Row| {
        let label = Msg::new("own-remove").phone("phone", row.phone.as_str());
        tap(label, Button::Act { act: Act::Disown, id: row.id.0, rev: 0 })
    };
    let add = tap(Msg::new("own-add"), Button::open(Screen::NewOwn));
    let title = Message::of(Msg::new("own-title").count("most", most));
    let message = match rows {
        [] => title.line(Msg::new("own-none")),
        rows => title.line(Msg::new("own-rows").lines("rows", rows.iter().map(line).collect())),
    };
    let account = tap(Msg::new("menu-account"), Button::open(Screen::Account));
    message
        .rows(rows.iter().map(remove))
        .row((rows.len() < most).then_some(add))
        .row([account, to_menu()])
}

/// Which number is yours?
pub fn number(rev: i64) -> Message {
    Message::of(Msg::new("own-ask-number")).row(back_or_cancel(rev))
}

/// What a number is proved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A newcomer wants to call it.
    ForACall,
    /// It is to be on the list.
    ForItself,
}

/// What stands against a call with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// Nothing, or only a call that will be over soon.
    Nothing,
    /// Calls are not set up.
    Voice,
    /// So many numbers are his, and no more may be.
    Full(usize),
    /// There were enough calls with a code, until this moment.
    Rests(Timestamp),
    /// These rules of the gate.
    Rules {
        /// Their names.
        rules: Vec<&'static str>,
        /// When all of them have passed.
        passes: Option<Timestamp>,
    },
}

/// Is this your phone, and may it be called with a code?
pub fn offer(rev: i64, phone: &Phone, asks: Asks, against: &Against) -> Message {
    let title = Msg::new("own-offer").phone("phone", phone.as_str());
    let message = match asks {
        Asks::ForACall => Message::of(Msg::new("refusal-own-number")).line(title),
        Asks::ForItself => Message::of(title),
    };
    let message = match against {
        Against::Nothing => {
            message.row([tap(Msg::new("own-call-me"), Button::word(rev, Word::Now))])
        }
        Against::Voice => message.line(Msg::new("call-voice-missing")),
        Against::Full(most) => {
            message.line(Msg::new("own-full").count("most", *most)).row([to_list()])
        }
        Against::Rests(until) => message.line(Msg::new("own-rests").at("until", *until)),
        Against::Rules { rules, passes } => {
            let lines = rules.iter().map(|rule| call::refusal(rule));
            let unpaid = rules.contains(&call::UNPAID).then(top_up);
            let passes = passes.map(|at| Msg::new("own-passes").at("at", at));
            message.lines(lines).lines(passes).row(unpaid)
        }
    };
    message.row(back_or_cancel(rev))
}

/// Which code did you hear?
pub fn code(rev: i64, phone: &Phone) -> Message {
    Message::of(Msg::new("own-ask-code").phone("phone", phone.as_str()))
        .row([tap(Msg::new("own-call-again"), Button::word(rev, Word::Now))])
        .row(back_or_cancel(rev))
}
