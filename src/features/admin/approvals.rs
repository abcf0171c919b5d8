//! Scripts that need the operator's word: he reads them whole, and answers with one tap.

use anyhow::Result;

use crate::chat::button::Act;
use crate::chat::msg::Msg;
use crate::domain::ids::ApprovalId;
use crate::features::Cx;
use crate::screens::approvals::Allowed;
use crate::screens::{self, approvals as draw};
use crate::store::approvals::{self, Answer, State};
use crate::store::outbox::{self, Lane};
use crate::store::{tasks, users};

/// One page of the questions that wait.
pub(super) fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let total = approvals::count(cx.tx)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let mut rows = Vec::new();
    for found in approvals::page(cx.tx, skip, screens::PAGE)? {
        let business = users::get(cx.tx, found.user)?.business;
        rows.push(draw::Row { id: found.id, business, asked: found.asked });
    }
    cx.show(&draw::list(page, total, &rows))
}

/// One question.
pub(super) fn show(cx: &mut Cx, id: ApprovalId) -> Result<()> {
    let Some(found) = approvals::get(cx.tx, id)? else { return page(cx, 0) };
    let script = tasks::sealed(cx.tx, found.script)?;
    cx.show(&draw::one(&draw::View {
        id,
        business: script.business.as_str(),
        user: users::get(cx.tx, found.user)?.chat.0,
        rules: &found.rules,
        sentence: &found.sentence,
        text: script.prompt.as_str(),
        proof: &found.proof,
        is_open: found.state == State::Open,
    }))
}

/// The operator's answer; its user is told in the same turn.
pub(super) fn act(cx: &mut Cx, act: Act, id: ApprovalId) -> Result<()> {
    let Some(found) = approvals::get(cx.tx, id)? else { return page(cx, 0) };
    let (answer, allowed) = match act {
        Act::AllowScript => (Answer::Script, Allowed::Yes),
        Act::AllowBrand => {
            let script = tasks::sealed(cx.tx, found.script)?;
            (Answer::Brand(script.business.as_str().to_owned()), Allowed::Yes)
        }
        _ => (Answer::Refused, Allowed::No),
    };
    if approvals::decide(cx.tx, id, &answer, &super::actor(&cx.user))? {
        let user = users::get(cx.tx, found.user)?;
        let told = draw::answered(allowed, &found.sentence);
        outbox::message(cx.tx, user.id, user.chat, Lane::Notice, &told)?;
        cx.toast = Some(Msg::new("approval-decided"));
    }
    page(cx, 0)
}
