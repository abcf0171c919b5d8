//! Plans: what is sold, buying one out of the wallet, what one has, and whether it renews.

use anyhow::Result;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Act, Pick, Word};
use crate::chat::msg::Msg;
use crate::domain::ids::PlanId;
use crate::domain::margin::Margin;
use crate::domain::money::Usd;
use crate::domain::plan::Offer;
use crate::domain::subscription::{AutoRenew, Phase, Term};
use crate::domain::user::Role;
use crate::features::{Cx, Dialogue, Input, topup};
use crate::screens::{self, plans as draw};
use crate::store::subscriptions::{self, NoPurchase, Order, Quote, Standing};
use crate::store::{costs, plans};

/// How many of a plan's last days the chart shows.
const DAYS_SHOWN: i64 = 7;
/// Seconds in a minute; the chart shows started ones.
const MINUTE: u32 = 60;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Is this plan to be bought at this price?
    Confirm {
        /// The version.
        plan: PlanId,
        /// When the price was shown.
        quoted: Timestamp,
        /// What he would pay, as shown.
        agreed: Usd,
    },
}

/// One page of the plans that are sold: by name, the cheapest name first, each from its shortest.
pub fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let all = offers(cx)?;
    let page = page.clamp(0, screens::last_page(all.len()));
    let skip = usize::try_from(page)? * screens::PAGE;
    let rows: Vec<_> = all.iter().skip(skip).take(screens::PAGE).cloned().collect();
    let mine = plans::period(cx.tx, cx.user.id)?.map(|period| period.plan.name);
    cx.show(&draw::list(page, all.len(), &rows, mine.as_deref()))
}

/// Whoever had the free plan is not shown it again; the operator sees what is not sold as well.
fn offers(cx: &Cx) -> Result<Vec<Offer>> {
    let operator = cx.user.role == Role::Operator;
    let mut all = if operator { plans::all(cx.tx)? } else { plans::on_sale(cx.tx)? };
    if !operator && plans::had_free(cx.tx, cx.user.id)? {
        all.retain(|offer| offer.plan.price.is_positive());
    }
    let prices: Vec<_> = all.iter().map(|it| (it.plan.name.clone(), it.plan.price)).collect();
    let cheapest = |name: &str| {
        prices.iter().filter(|(other, _)| other == name).map(|(_, price)| *price).min()
    };
    all.sort_by_cached_key(|offer| {
        let plan = &offer.plan;
        (cheapest(&plan.name), plan.name.clone(), plan.days)
    });
    Ok(all)
}

/// One plan; the list if it is sold no more. The operator sees what it brings in and costs.
pub fn one(cx: &mut Cx, id: PlanId) -> Result<()> {
    let found = offers(cx)?.into_iter().find(|offer| offer.id == id);
    let Some(offer) = found else { return gone(cx) };
    let margin = match cx.user.role {
        Role::Operator => {
            let costs = costs::now(cx.tx, cx.settings.costs)?;
            Some(Margin::of(&offer.plan, costs.minute))
        }
        Role::User => None,
    };
    cx.show(&draw::one(&offer, margin.as_ref()))
}

fn gone(cx: &mut Cx) -> Result<()> {
    cx.toast = Some(Msg::new("plan-gone"));
    page(cx, 0)
}

/// Asks whether the plan is to be bought, at its price of now.
pub fn start(cx: &mut Cx, plan: PlanId) -> Result<()> {
    confirm(cx, plan, None)
}

fn confirm(cx: &mut Cx, plan: PlanId, problem: Option<Msg>) -> Result<()> {
    let quoted = cx.tx.now();
    let Ok(quote) = subscriptions::quote(cx.tx, cx.user.id, plan, quoted)? else {
        cx.end()?;
        return gone(cx);
    };
    let step = Step::Confirm { plan, quoted, agreed: quote.bill.charge };
    cx.go(Dialogue::Plans(step))?;
    show(cx, &quote, problem)
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let Step::Confirm { plan, .. } = at;
    confirm(cx, *plan, problem)
}

fn show(cx: &mut Cx, quote: &Quote, problem: Option<Msg>) -> Result<()> {
    let message = draw::confirm(
        cx.rev,
        &draw::Purchase {
            id: quote.id,
            plan: &quote.plan,
            bill: &quote.bill,
            available: quote.available,
            missing: quote.missing(),
            ends: quote.ends,
            instead_of: quote.instead_of.as_ref().map(|plan| plan.name.as_str()),
        },
    );
    cx.show(&match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    })
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    let Step::Confirm { plan, quoted, agreed } = at;
    match input {
        Input::Pick(Pick::Word(Word::Yes)) => buy(cx, plan, quoted, agreed),
        Input::Pick(Pick::Word(Word::Other)) => pay_in(cx, plan),
        Input::Pick(Pick::Word(Word::Back)) => {
            cx.end()?;
            one(cx, plan)
        }
        Input::Other | Input::Pick(_) => confirm(cx, plan, None),
        _ => confirm(cx, plan, Some(Msg::new("use-the-buttons"))),
    }
}

/// What is missing is paid in with coins, and the plan is bought with it.
fn pay_in(cx: &mut Cx, plan: PlanId) -> Result<()> {
    match subscriptions::quote(cx.tx, cx.user.id, plan, cx.tx.now())? {
        Ok(quote) if quote.missing().is_positive() => topup::for_plan(cx, plan, quote.missing()),
        _ => confirm(cx, plan, None),
    }
}

/// The wish is named by the dialogue's revision, which never comes back: a second tap finds it
/// granted.
fn buy(cx: &mut Cx, plan: PlanId, quoted: Timestamp, agreed: Usd) -> Result<()> {
    let intent = format!("chat:{}", cx.rev);
    let order = Order { plan, quoted, agreed, intent: &intent };
    let bought = match subscriptions::buy(cx.tx, cx.user.id, &order)? {
        Ok(bought) => bought,
        Err(NoPurchase::NotOnSale | NoPurchase::Free) => {
            cx.end()?;
            return gone(cx);
        }
        Err(NoPurchase::Changed(_)) => return confirm(cx, plan, Some(Msg::new("buy-changed"))),
        Err(NoPurchase::Short(_)) => return confirm(cx, plan, None),
        Err(NoPurchase::Ledger(_)) => return confirm(cx, plan, Some(Msg::new("money-not-now"))),
    };
    cx.end()?;
    let auto = subscriptions::standing(cx.tx, cx.user.id)?;
    let auto = auto.map_or(AutoRenew::Off, |standing| standing.renewal.auto);
    let (left, reference) = (bought.left, bought.reference.0);
    cx.show(&draw::bought(&bought.plan, bought.ends, left, reference, Some(auto)))
}

/// What one has.
pub fn mine(cx: &mut Cx) -> Result<()> {
    let Some(standing) = subscriptions::standing(cx.tx, cx.user.id)? else {
        return cx.show(&draw::mine(None));
    };
    let running = plans::period(cx.tx, cx.user.id)?;
    let seconds = running.map_or((0, 0), |period| (period.single_seconds, period.bulk_seconds));
    let now = cx.tx.now();
    let days = match standing.term {
        None => draw::Days::Waiting,
        Some(term) if term.phase(now) == Phase::Running => {
            draw::Days::Running { left: term.days_left(now), ends: term.ends }
        }
        Some(term) => draw::Days::Ended { ended: term.ends },
    };
    let view = draw::Mine {
        plan: &standing.plan,
        days,
        single_seconds: seconds.0,
        bulk_seconds: seconds.1,
        renewal: standing.renewal.decide(),
        offer: standing.offer.map(|(id, _)| id),
        used: used(cx, &standing)?,
    };
    cx.show(&draw::mine(Some(&view)))
}

/// Minutes used on each of the last days, days without calls included.
fn used(cx: &Cx, standing: &Standing) -> Result<Vec<(i64, u32)>> {
    let Some(Term { starts, ends }) = standing.term else { return Ok(Vec::new()) };
    let today = Term { starts, ends }.day(cx.tx.now());
    let first = today.saturating_sub(DAYS_SHOWN - 1).max(0);
    let days = subscriptions::days(cx.tx, standing.period, first)?;
    let minutes = |day| {
        let found = days.iter().find(|used| used.day == day);
        found.map_or(0, |used| used.single.saturating_add(used.bulk).div_ceil(MINUTE))
    };
    Ok((first..=today).map(|day| (day + 1, minutes(day))).collect())
}

/// A button about the plan one has.
pub fn act(cx: &mut Cx, act: Act, id: i64) -> Result<()> {
    let (tx, user) = (cx.tx, cx.user.id);
    match act {
        Act::AutoRenewOn => {
            subscriptions::set_auto_renew(tx, user, AutoRenew::On)?;
            cx.toast = Some(Msg::new("auto-is-on"));
        }
        Act::AutoRenewOff => {
            subscriptions::set_auto_renew(tx, user, AutoRenew::Off)?;
            cx.toast = Some(Msg::new("auto-is-off"));
        }
        Act::AgreePrice => {
            let agreed = subscriptions::agree(tx, user, PlanId(id))?;
            let says = if agreed { "renewal-agreed" } else { "renewal-not-agreed" };
            cx.toast = Some(Msg::new(says));
        }
        Act::TakeFree => return take_free(cx),
        _ => {}
    }
    mine(cx)
}

fn take_free(cx: &mut Cx) -> Result<()> {
    // Nobody loses a plan he paid for to the free one.
    if plans::period(cx.tx, cx.user.id)?.is_some() {
        cx.toast = Some(Msg::new("plan-free-later"));
        return mine(cx);
    }
    let given = plans::grant_free(cx.tx, cx.user.id)?;
    cx.toast = given.is_none().then(|| Msg::new("plan-gone"));
    mine(cx)
}
