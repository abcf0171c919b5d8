//! Coupons: made in four answers, looked at, ended.

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Uuid};

use crate::chat::button::{Pick, Word};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::coupon::{Code, DAYS_MOST, USES_MOST, Worth};
use crate::domain::ids::CouponId;
use crate::features::{Cx, Input};
use crate::screens::{self, admin::coupons as draw};
use crate::store::coupons::{self, NewCoupon};

/// Letters and digits of a code that is made up: the end of a random number, which nobody guesses.
const MADE_UP: usize = 10;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is it worth?
    Worth,
    /// How often may it be used?
    Uses {
        /// What it is worth.
        worth: Worth,
    },
    /// How long is it good for?
    Days {
        /// What it is worth.
        worth: Worth,
        /// How often it may be used.
        uses: Option<u32>,
    },
    /// What is its code?
    Code {
        /// What it is worth.
        worth: Worth,
        /// How often it may be used.
        uses: Option<u32>,
        /// How many days it is good for.
        days: Option<u32>,
    },
}

/// One page of the coupons.
pub(super) fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let total = coupons::count(cx.tx)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let rows = coupons::page(cx.tx, skip, screens::PAGE)?.into_iter();
    let rows: Vec<_> = rows.map(|row| (row.id, row.code, row.coupon)).collect();
    cx.show(&draw::list(page, total, &rows))
}

/// One coupon.
pub(super) fn show(cx: &mut Cx, id: CouponId) -> Result<()> {
    match coupons::get(cx.tx, id)? {
        Some(found) => cx.show(&draw::one(id, &found.code, &found.coupon)),
        None => page(cx, 0),
    }
}

/// Nobody uses it from now on.
pub(super) fn end(cx: &mut Cx, id: CouponId) -> Result<()> {
    if let Some(found) = coupons::get(cx.tx, id)? {
        coupons::end(cx.tx, &found.code, &super::actor(&cx.user))?;
    }
    show(cx, id)
}

/// Begins a coupon.
pub(super) fn start(cx: &mut Cx) -> Result<()> {
    step(cx, Step::Worth, None)
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    super::step(cx, super::Step::Coupons(at), problem)
}

/// The question of a step.
pub(super) fn question(cx: &Cx, at: &Step) -> Message {
    match at {
        Step::Worth => draw::ask_worth(cx.rev),
        Step::Uses { .. } => draw::ask_uses(cx.rev),
        Step::Days { .. } => draw::ask_days(cx.rev),
        Step::Code { .. } => draw::ask_code(cx.rev),
    }
}

/// Takes one answer.
pub(super) fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    match (at, input) {
        (Step::Worth | Step::Uses { .. }, Input::Pick(Pick::Word(Word::Back))) => start(cx),
        (Step::Days { worth, .. }, Input::Pick(Pick::Word(Word::Back))) => {
            step(cx, Step::Uses { worth }, None)
        }
        (Step::Code { worth, uses, .. }, Input::Pick(Pick::Word(Word::Back))) => {
            step(cx, Step::Days { worth, uses }, None)
        }
        (Step::Worth, Input::Text(text)) => match Worth::parse(&text) {
            Some(worth) => step(cx, Step::Uses { worth }, None),
            None => step(cx, Step::Worth, Some(Msg::new("coupon-worth-odd"))),
        },
        (Step::Uses { worth }, input) => match limit(&input, USES_MOST) {
            Ok(uses) => step(cx, Step::Days { worth, uses }, None),
            Err(problem) => step(cx, Step::Uses { worth }, problem),
        },
        (Step::Days { worth, uses }, input) => match limit(&input, DAYS_MOST) {
            Ok(days) => step(cx, Step::Code { worth, uses, days }, None),
            Err(problem) => step(cx, Step::Days { worth, uses }, problem),
        },
        (Step::Code { worth, uses, days }, Input::Text(text)) => {
            make(cx, (worth, uses, days), Code::parse(&text))
        }
        (Step::Code { worth, uses, days }, Input::Pick(Pick::Word(Word::Skip))) => {
            let code = made_up(cx.tx.now());
            make(cx, (worth, uses, days), code)
        }
        (at, _) => super::ask(cx, &super::Step::Coupons(at), None),
    }
}

/// A number that was chosen or typed; none for "no limit". An error with what was wrong, if that
/// is anything to be told.
fn limit(input: &Input, most: u32) -> Result<Option<u32>, Option<Msg>> {
    let odd = || Some(Msg::new("coupon-number-odd").count("most", most));
    let number = match input {
        Input::Pick(Pick::Word(Word::Skip)) => return Ok(None),
        Input::Pick(Pick::Choose(choice)) => u32::try_from(*choice).ok(),
        Input::Text(text) => text.trim().parse().ok(),
        _ => return Err(None),
    };
    number.filter(|number| (1..=most).contains(number)).map(Some).ok_or_else(odd)
}

fn make(
    cx: &mut Cx,
    (worth, uses, days): (Worth, Option<u32>, Option<u32>),
    code: Option<Code>,
) -> Result<()> {
    let again = Step::Code { worth, uses, days };
    let Some(code) = code else { return step(cx, again, Some(Msg::new("coupon-code-odd"))) };
    let length = days.map(|days| SignedDuration::from_hours(i64::from(days) * 24));
    let until = length.map(|length| cx.tx.now().checked_add(length)).transpose();
    let until = until.context("end of the coupon beyond the calendar")?;
    let actor = super::actor(&cx.user);
    let new = NewCoupon { code: &code, worth, uses_most: uses, until, actor: &actor };
    if !coupons::create(cx.tx, &new)? {
        return step(cx, again, Some(Msg::new("coupon-code-taken")));
    }
    cx.end()?;
    match coupons::page(cx.tx, 0, 1)?.first() {
        Some(made) => show(cx, made.id),
        None => page(cx, 0),
    }
}

fn made_up(now: Timestamp) -> Option<Code> {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let random = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0));
    let text = random.simple().to_string();
    Code::parse(text.get(text.len().checked_sub(MADE_UP)?..)?)
}
