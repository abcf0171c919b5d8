//! Coupons and invitations: a code becomes money or a discount; a link brings a newcomer.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Pick, Word};
use crate::chat::msg::Msg;
use crate::domain::coupon::Code;
use crate::features::{Cx, Dialogue, Input, account, plans};
use crate::screens::{self, coupon as draw};
use crate::store::coupons::{self, NotRedeemed, Redeemed};
use crate::store::referrals;

/// What the payload of an invitation's link begins with.
const INVITED: &str = "r_";

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is the code?
    Code,
}

/// Asks for a code.
pub fn start(cx: &mut Cx) -> Result<()> {
    step(cx, None)
}

fn step(cx: &mut Cx, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Coupon(Step::Code))?;
    ask(cx, problem)
}

/// Draws the question, with what was wrong above it.
pub fn ask(cx: &mut Cx, problem: Option<Msg>) -> Result<()> {
    let message = draw::ask(cx.rev);
    cx.show(&match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    })
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, input: Input) -> Result<()> {
    match input {
        Input::Pick(Pick::Word(Word::Back)) => {
            cx.end()?;
            plans::page(cx, 0)
        }
        Input::Text(text) => redeem(cx, &text),
        Input::Other | Input::Pick(_) => ask(cx, None),
        _ => ask(cx, Some(Msg::new("call-not-that"))),
    }
}

fn redeem(cx: &mut Cx, text: &str) -> Result<()> {
    let Some(code) = Code::parse(text) else { return step(cx, Some(Msg::new("coupon-unknown"))) };
    let message = match coupons::redeem(cx.tx, cx.user.id, &code)? {
        Ok(Redeemed::Credit { amount, balance }) => draw::credited(amount, balance),
        Ok(Redeemed::Percent(percent)) => draw::discounted(percent),
        Err(NotRedeemed::Coupon(why)) => return step(cx, Some(draw::problem(why))),
        Err(NotRedeemed::Ledger(_)) => return step(cx, Some(Msg::new("money-not-now"))),
    };
    cx.end()?;
    cx.show(&message)
}

/// How to invite somebody; where invitations earn nothing there is no such screen.
pub fn invite(cx: &mut Cx) -> Result<()> {
    let amount = cx.settings.referral;
    if !amount.is_positive() {
        return account::show(cx);
    }
    let code = referrals::code(cx.tx, cx.user.id)?;
    let invited = referrals::count(cx.tx, cx.user.id)?;
    cx.show(&draw::invite(&code, amount, invited))
}

/// A newcomer's link, if it is an invitation and invitations earn anything.
pub fn came(cx: &Cx, payload: &str) -> Result<()> {
    let Some(code) = payload.strip_prefix(INVITED) else { return Ok(()) };
    if cx.settings.referral.is_positive() {
        referrals::came(cx.tx, cx.user.id, code)?;
    }
    Ok(())
}
