//! Questions about money, as the operator sees them.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::CaseId;
use crate::domain::money::Usd;
use crate::screens::admin::to_desk;
use crate::screens::cases::reference;
use crate::screens::{back_or_cancel, pages};

/// A case in the list.
pub struct Row {
    /// The row.
    pub id: CaseId,
    /// When it was opened.
    pub opened: Timestamp,
    /// Whether it waits for the operator.
    pub waits: bool,
}

/// One page of the cases that are not closed.
pub fn list(page: i64, total: usize, rows: &[Row]) -> Message {
    if total == 0 {
        return Message::of(Msg::new("cases-empty")).row([to_desk()]);
    }
    let keys = rows.iter().map(|row| {
        let id = if row.waits { "cases-row-open" } else { "cases-row-answered" };
        let label = Msg::new(id).text("reference", reference(row.id.0)).at("opened", row.opened);
        tap(label, Button::open_at(Screen::Case, row.id.0))
    });
    Message::of(Msg::new("cases-title").count("total", total))
        .rows(keys)
        .row(pages(Screen::Cases, page, total))
        .row([to_desk()])
}

/// One case, whole.
pub struct View {
    /// The row.
    pub id: CaseId,
    /// Its revision; acting buttons name it.
    pub rev: i64,
    /// Whether it is closed.
    pub closed: bool,
    /// Telegram's id of the one who asks.
    pub user: i64,
    /// What is in his wallet.
    pub available: Usd,
    /// What was written: by an operator or not, what, when.
    pub words: Vec<(bool, String, Timestamp)>,
}

/// One case.
pub fn one(view: &View) -> Message {
    let title = Msg::new("case-title")
        .text("reference", reference(view.id.0))
        .text("user", view.user.to_string())
        .usd("balance", view.available);
    let words = view.words.iter().map(|(operator, words, at)| {
        let id = if *operator { "case-words-operator" } else { "case-words-user" };
        Msg::new(id).text("words", words.as_str()).at("at", *at)
    });
    let mut message = Message::of(title);
    message = match view.words.len() {
        0 => message.line(Msg::new("case-no-words")),
        _ => message.lines(words),
    };
    if view.closed {
        return message.line(Msg::new("case-is-closed")).row([to_desk()]);
    }
    let act = |label: &'static str, act: Act| {
        tap(Msg::new(label), Button::Act { act, id: view.id.0, rev: view.rev })
    };
    let open =
        |label: &'static str, screen| tap(Msg::new(label), Button::open_at(screen, view.id.0));
    message
        .row([act("case-answer", Act::AnswerCase), act("case-close", Act::CloseCase)])
        .row([open("case-refund", Screen::NewRefund), open("case-correct", Screen::Correction)])
        .row([tap(Msg::new("button-back"), Button::open(Screen::Cases)), to_desk()])
}

/// What is the answer?
pub fn ask_answer(rev: i64, id: i64) -> Message {
    Message::of(Msg::new("case-ask-answer").text("reference", reference(id)))
        .row(back_or_cancel(rev))
}

/// Somebody asked something: operators are told.
pub fn news(id: CaseId, words: &str) -> Message {
    let title = Msg::new("case-news").text("reference", reference(id.0));
    let open = tap(Msg::new("case-open-it"), Button::open_at(Screen::Case, id.0));
    Message::of(title).line(Msg::new("text").text("text", words)).row([open])
}
