//! What the operator does in the chat. Nobody else gets past this frame: neither by a button that
//! was his before, nor by one that was made up.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Act, Place, Screen};
use crate::chat::msg::Msg;
use crate::domain::ids::{ApprovalId, CaseId, CouponId, PlanId, RefundId};
use crate::domain::user::{Role, User};
use crate::features::{Cx, Input, menu, plans};
use crate::screens::{self, admin as draw};
use crate::store::{Tx, invites};

pub mod reviews;
mod approvals;
mod cases;
mod coupons;
mod refunds;

/// Where one of the operator's dialogues stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Answering a case.
    Cases(cases::Step),
    /// Making a coupon.
    Coupons(coupons::Step),
    /// Making a refund or a correction.
    Refunds(refunds::Step),
}

/// Whether this is the operator's.
pub fn is_desk(screen: Screen) -> bool {
    matches!(
        screen,
        Screen::Admin
            | Screen::Cases
            | Screen::Case
            | Screen::Coupons
            | Screen::CouponOf
            | Screen::NewCoupon
            | Screen::Refunds
            | Screen::Refund
            | Screen::NewRefund
            | Screen::Correction
            | Screen::Approvals
            | Screen::Approval
    )
}

/// Whether this user may see it.
pub fn may(user: &User, screen: Screen) -> bool {
    !is_desk(screen) || user.role == Role::Operator
}

/// One of the operator's screens; the menu for everybody else.
pub fn open(cx: &mut Cx, place: Place) -> Result<()> {
    if cx.user.role != Role::Operator {
        return menu::show(cx);
    }
    match place.screen {
        Screen::Approvals => approvals::page(cx, place.at),
        Screen::Approval => approvals::show(cx, ApprovalId(place.at)),
        Screen::Cases => cases::page(cx, place.at),
        Screen::Case => cases::show(cx, CaseId(place.at)),
        Screen::Coupons => coupons::page(cx, place.at),
        Screen::CouponOf => coupons::show(cx, CouponId(place.at)),
        Screen::NewCoupon => coupons::start(cx),
        Screen::Refunds => refunds::page(cx, place.at),
        Screen::Refund => refunds::show(cx, RefundId(place.at)),
        Screen::NewRefund => refunds::start(cx, refunds::What::Refund, CaseId(place.at)),
        Screen::Correction => refunds::start(cx, refunds::What::Correction, CaseId(place.at)),
        _ => desk(cx),
    }
}

fn desk(cx: &mut Cx) -> Result<()> {
    let count = |count: fn(&Tx) -> Result<usize>| count(cx.tx);
    let desk = draw::Desk {
        approvals: count(crate::store::approvals::count)?,
        cases: count(crate::store::cases::count)?,
        refunds: count(crate::store::refunds::count)?,
        reviews: count(crate::store::reviews::count)?,
    };
    cx.show(&draw::menu(&desk))
}

/// What can be done to one of the operator's objects.
pub fn act(cx: &mut Cx, act: Act, id: i64, rev: i64) -> Result<()> {
    if cx.user.role != Role::Operator {
        return menu::show(cx);
    }
    match act {
        Act::AllowScript | Act::AllowBrand | Act::RefuseScript => {
            approvals::act(cx, act, ApprovalId(id))
        }
        Act::AnswerCase | Act::CloseCase => cases::act(cx, act, CaseId(id), rev),
        Act::MakeInvite => {
            let code = invites::make(cx.tx, &actor(&cx.user), invites::DAYS)?;
            cx.show(&draw::invitation(&code, invites::DAYS))
        }
        Act::EndCoupon => coupons::end(cx, CouponId(id)),
        Act::PaidRefund | Act::WithdrawRefund => refunds::act(cx, act, RefundId(id)),
        Act::SellAtALoss => {
            crate::store::plans::sell_at_a_loss(cx.tx, PlanId(id), &actor(&cx.user))?;
            plans::one(cx, PlanId(id))
        }
        _ => desk(cx),
    }
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    if cx.user.role != Role::Operator {
        cx.end()?;
        return menu::show(cx);
    }
    match at {
        Step::Cases(step) => cases::advance(cx, step, input),
        Step::Coupons(step) => coupons::advance(cx, step, input),
        Step::Refunds(step) => refunds::advance(cx, step, input),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let message = match at {
        Step::Cases(step) => cases::question(cx, step),
        Step::Coupons(step) => coupons::question(cx, step),
        Step::Refunds(step) => refunds::question(cx, step)?,
    };
    cx.show(&match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    })
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(super::Dialogue::Admin(at.clone()))?;
    ask(cx, &at, problem)
}

/// Who the record names.
fn actor(user: &User) -> String {
    format!("operator {}", user.id)
}
