//! Transfers that wait for an operator: he credits them as they are, or not, and says why.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Act, Pick, Word};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::coin::Coin;
use crate::domain::ids::{ReviewId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::user::Role;
use crate::features::{Cx, Dialogue, Input, menu};
use crate::screens::topup::{self, News};
use crate::screens::{self, reviews as draw};
use crate::store::ledger::{self, Account, Asset};
use crate::store::outbox::{self, Lane};
use crate::store::reviews::NotCreditable;
use crate::store::topups::Then;
use crate::store::{cards, rates, reviews, topups, users};

/// The longest reason, in characters: it is kept in the ledger and shown in a line.
const REASON_MOST: usize = 200;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Why is it decided so?
    Reason {
        /// Which transfer.
        id: ReviewId,
        /// How it is decided.
        how: How,
    },
}

/// How a transfer is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Credited as it is.
    Credit,
    /// Not credited.
    Reject,
}

/// One page of what waits.
pub fn page(cx: &mut Cx, page: i64) -> Result<()> {
    if cx.user.role != Role::Operator {
        return menu::show(cx);
    }
    let total = reviews::count(cx.tx)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let rows = reviews::page(cx.tx, skip, screens::PAGE)?;
    cx.show(&draw::list(page, total, &rows))
}

/// One transfer, with what the provider said of it.
pub fn show(cx: &mut Cx, id: ReviewId) -> Result<()> {
    if cx.user.role != Role::Operator {
        return menu::show(cx);
    }
    let Some(review) = reviews::get(cx.tx, id)? else {
        cx.toast = Some(Msg::new("gone"));
        return page(cx, 0);
    };
    let offer = match reviews::offer(cx.tx, &review)? {
        Ok(usd) => draw::Offer::Credit(usd),
        Err(NotCreditable::Over) => draw::Offer::Over,
        Err(NotCreditable::Nobody) => draw::Offer::Nobody,
        Err(NotCreditable::Unmeasured) => draw::Offer::Unmeasured,
        Err(NotCreditable::NoRate) => {
            let coins: Vec<Coin> = review.coin.into_iter().collect();
            rates::want(cx.tx, &coins)?;
            draw::Offer::NoRate
        }
        Err(NotCreditable::Frozen) => draw::Offer::Frozen,
    };
    cx.show(&draw::review(&review, offer))
}

/// A button under a transfer: it asks for the reason.
pub fn act(cx: &mut Cx, act: Act, id: ReviewId) -> Result<()> {
    if cx.user.role != Role::Operator {
        return menu::show(cx);
    }
    let how = if act == Act::CreditReview { How::Credit } else { How::Reject };
    step(cx, Step::Reason { id, how }, None)
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    let Step::Reason { id, how } = at;
    if cx.user.role != Role::Operator {
        cx.end()?;
        return menu::show(cx);
    }
    match input {
        Input::Text(text) => match reason(&text) {
            Some(reason) => decide(cx, id, how, &reason),
            None => step(cx, at, Some(Msg::new("review-reason-odd"))),
        },
        Input::Pick(Pick::Word(Word::Back)) => {
            cx.end()?;
            show(cx, id)
        }
        _ => ask(cx, &at, None),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let Step::Reason { how, .. } = at;
    let message = match how {
        How::Credit => draw::why_credit(cx.rev),
        How::Reject => draw::why_reject(cx.rev),
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Review(at.clone()))?;
    ask(cx, &at, problem)
}

/// A reason on one line.
fn reason(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let fits = !line.is_empty() && line.chars().count() <= REASON_MOST;
    fits.then_some(line)
}

/// Carries it out in the operator's name; its owner is told in the same turn.
fn decide(cx: &mut Cx, id: ReviewId, how: How, reason: &str) -> Result<()> {
    cx.end()?;
    let Some(review) = reviews::get(cx.tx, id)? else { return show(cx, id) };
    let actor = format!("operator {}", cx.user.chat);
    let owner = review.topup.zip(review.user);
    match how {
        How::Credit => {
            if let (Ok(usd), Some((topup, owner))) =
                (reviews::credit(cx.tx, id, &actor, reason)?, owner)
            {
                let account = Account::user(owner, ledger::Role::Available, Asset::Usd);
                let balance = Usd::micro(ledger::balance(cx.tx, &account)?);
                tell(cx, owner, topup, News::Approved { usd, balance })?;
                followed(cx, &topups::then(cx.tx, topup, cx.settings.referral)?)?;
            }
        }
        How::Reject => {
            let done = reviews::reject(cx.tx, id, &actor, reason)?;
            if let (true, Some((topup, owner))) = (done, owner) {
                tell(cx, owner, topup, News::Rejected)?;
            }
        }
    }
    show(cx, id)
}

/// Tells what followed the credit: the plan that it was for, what an invitation earned.
fn followed(cx: &Cx, then: &Then) -> Result<()> {
    let say = |user, message: &Message| {
        let user = users::get(cx.tx, user)?;
        outbox::message(cx.tx, user.id, user.chat, Lane::Notice, message)
    };
    if let Some(earned) = then.earned {
        say(earned.inviter, &screens::coupon::earned(earned.amount, earned.balance))?;
    }
    match &then.bought {
        None => Ok(()),
        Some(Ok(new)) => {
            let (left, reference) = (new.left, new.reference.0);
            say(then.user, &screens::plans::bought(&new.plan, new.ends, left, reference, None))
        }
        Some(Err(why)) => say(then.user, &screens::plans::not_bought(why.missing())),
    }
}

fn tell(cx: &Cx, owner: UserId, id: TopupId, news: News) -> Result<()> {
    let Some(topup) = topups::get(cx.tx, owner, id)? else { return Ok(()) };
    if let Some(card) = cards::about(cx.tx, cards::Kind::Topup, id.0)? {
        cards::show(cx.tx, card, Lane::Live, &topup::card(&topup))?;
    }
    let chat = users::get(cx.tx, owner)?.chat;
    outbox::message(cx.tx, owner, chat, Lane::Notice, &topup::notice(&topup, news))
}
