//! Cases: what users asked about money, answered and closed.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Act, Pick, Word};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::ids::CaseId;
use crate::domain::money::Usd;
use crate::features::cases::read;
use crate::features::{Cx, Input};
use crate::screens::{self, admin::cases as draw};
use crate::store::cases::{self, Case, State, Who};
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::outbox::{self, Lane};
use crate::store::users;

/// How much of a case is shown: what was written last fits in one message.
const WORDS_SHOWN: usize = 8;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is the answer?
    Answer {
        /// The case.
        case: CaseId,
    },
}

/// One page of the cases that are not closed.
pub(super) fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let total = cases::count(cx.tx)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let rows = cases::page(cx.tx, skip, screens::PAGE)?.into_iter().map(|case| {
        let waits = case.state == State::Open;
        draw::Row { id: case.id, opened: case.opened, waits }
    });
    cx.show(&draw::list(page, total, &rows.collect::<Vec<_>>()))
}

/// One case.
pub(super) fn show(cx: &mut Cx, id: CaseId) -> Result<()> {
    let Some(case) = cases::get(cx.tx, id)? else { return page(cx, 0) };
    let wallet = Account::user(case.user, Role::Available, Asset::Usd);
    let words = cases::words(cx.tx, id, WORDS_SHOWN)?.into_iter();
    let view = draw::View {
        id,
        rev: case.rev,
        closed: case.state == State::Closed,
        user: users::get(cx.tx, case.user)?.chat.0,
        available: Usd::micro(ledger::balance(cx.tx, &wallet)?),
        words: words.map(|one| (one.who == Who::Operator, one.words, one.at)).collect(),
    };
    cx.show(&draw::one(&view))
}

/// A button under a case. One of another revision shows the case as it is now.
pub(super) fn act(cx: &mut Cx, act: Act, id: CaseId, rev: i64) -> Result<()> {
    let case = cases::get(cx.tx, id)?.filter(|case| case.rev == rev);
    let Some(case) = case.filter(|case| case.state != State::Closed) else {
        cx.toast = Some(Msg::new("button-passed"));
        return show(cx, id);
    };
    if act == Act::AnswerCase {
        return super::step(cx, super::Step::Cases(Step::Answer { case: id }), None);
    }
    if cases::close(cx.tx, cx.user.id, id)? {
        tell(cx, &case, &screens::cases::closed(id.0))?;
        cx.toast = Some(Msg::new("case-is-closed"));
    }
    page(cx, 0)
}

/// The question of a step.
pub(super) fn question(cx: &Cx, at: &Step) -> Message {
    let Step::Answer { case } = at;
    draw::ask_answer(cx.rev, case.0)
}

/// Takes one answer.
pub(super) fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    let Step::Answer { case } = at;
    let again = super::Step::Cases(at);
    match input {
        Input::Pick(Pick::Word(Word::Back)) => {
            cx.end()?;
            show(cx, case)
        }
        Input::Text(text) => match read(&text) {
            Ok(words) => answer(cx, case, words),
            Err(problem) => super::step(cx, again, Some(problem)),
        },
        Input::Other | Input::Pick(_) => super::ask(cx, &again, None),
        _ => super::ask(cx, &again, Some(Msg::new("call-not-that"))),
    }
}

fn answer(cx: &mut Cx, id: CaseId, words: &str) -> Result<()> {
    cx.end()?;
    if let Some(case) = cases::get(cx.tx, id)?
        && cases::answer(cx.tx, cx.user.id, id, words)?
    {
        tell(cx, &case, &screens::cases::answered(id.0, words))?;
        cx.toast = Some(Msg::new("case-was-answered"));
    }
    show(cx, id)
}

fn tell(cx: &Cx, case: &Case, message: &Message) -> Result<()> {
    let user = users::get(cx.tx, case.user)?;
    outbox::message(cx.tx, user.id, user.chat, Lane::Notice, message)
}
