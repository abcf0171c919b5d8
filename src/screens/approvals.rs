//! Questions to the operator about what a script says: asked, listed, answered.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::ApprovalId;
use crate::domain::policy::Rule;
use crate::screens::admin::to_desk;
use crate::screens::{back_or_cancel, pages, policy};

/// Why may that be said?
pub fn ask(rev: i64) -> Message {
    Message::of(Msg::new("approval-ask")).row(back_or_cancel(rev))
}

/// The operator learns of a question.
pub fn news(id: ApprovalId) -> Message {
    Message::of(Msg::new("approval-news"))
        .row([tap(Msg::new("approval-open"), Button::open_at(Screen::Approval, id.0))])
}

/// One of the list.
pub struct Row {
    /// The question.
    pub id: ApprovalId,
    /// Who asks, as his business is spoken.
    pub business: String,
    /// When it was asked.
    pub asked: Timestamp,
}

/// One page of the questions that wait.
pub fn list(page: i64, total: usize, rows: &[Row]) -> Message {
    let id = if rows.is_empty() { "approvals-none" } else { "approvals-title" };
    let keys = rows.iter().map(|row| {
        let label = Msg::new("approval-row").text("business", row.business.as_str());
        tap(label.at("asked", row.asked), Button::open_at(Screen::Approval, row.id.0))
    });
    let turn = pages(Screen::Approvals, page, total);
    Message::of(Msg::new(id)).rows(keys).row(turn).row([to_desk()])
}

/// One question.
pub struct View<'a> {
    /// The question.
    pub id: ApprovalId,
    /// Who asks, as his business is spoken.
    pub business: &'a str,
    /// His number at Telegram.
    pub user: i64,
    /// What the script does.
    pub rules: &'a [Rule],
    /// The sentence that does it.
    pub sentence: &'a str,
    /// The whole text.
    pub text: &'a str,
    /// His proof.
    pub proof: &'a str,
    /// Whether it waits for an answer.
    pub is_open: bool,
}

/// One question, with what can be answered.
pub fn one(view: &View) -> Message {
    let title = Msg::new("approval-title")
        .text("business", view.business)
        .text("user", view.user.to_string());
    let mut message = Message::of(title)
        .lines(view.rules.iter().map(|rule| policy::why(*rule)))
        .line(Msg::new("approval-sentence").text("sentence", view.sentence))
        .line(Msg::new("approval-text").text("text", view.text))
        .line(Msg::new("approval-proof").text("proof", view.proof));
    let act =
        |id: &'static str, act: Act| tap(Msg::new(id), Button::Act { act, id: view.id.0, rev: 0 });
    if view.is_open {
        message = message.row([act("approval-allow", Act::AllowScript)]);
        if view.rules.contains(&Rule::Impersonation) {
            let label = Msg::new("approval-allow-brand").text("business", view.business);
            let button = Button::Act { act: Act::AllowBrand, id: view.id.0, rev: 0 };
            message = message.row([tap(label, button)]);
        }
        message = message.row([act("approval-refuse", Act::RefuseScript)]);
    }
    message.row([tap(Msg::new("button-back"), Button::open(Screen::Approvals)), to_desk()])
}

/// The user learns the answer.
pub fn answered(allowed: Allowed, sentence: &str) -> Message {
    let id = match allowed {
        Allowed::Yes => "approval-yes",
        Allowed::No => "approval-no",
    };
    Message::of(Msg::new(id).text("sentence", sentence))
}

/// What the operator said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// It may be said.
    Yes,
    /// It may not.
    No,
}
