//! Plans: what is sold, what a plan holds, what it costs somebody, what he has.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen, Word};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::PlanId;
use crate::domain::margin::Margin;
use crate::domain::money::Usd;
use crate::domain::plan::{Offer, Plan, Sale, SingleMinutes, Support};
use crate::domain::subscription::{AutoRenew, Bill, NoRenewal, per_minute};
use crate::screens::{back_or_cancel, last_page, renewal, to_menu};

/// Seconds in a minute: minutes left are whole, because a call needs a whole one.
const MINUTE: u32 = 60;
/// How wide the longest bar of the chart is: a phone shows it in one line with its label.
const BAR_MOST: u32 = 10;

/// One page of the plans that are sold. `mine` is the name of the plan that runs.
pub fn list(page: i64, total: usize, offers: &[Offer], mine: Option<&str>) -> Message {
    let mine = match mine {
        Some(name) => Msg::new("plans-mine").text("name", name),
        None => Msg::new("plans-none"),
    };
    let mut message = Message::of(Msg::new("plans-title")).line(mine);
    message = match total {
        0 => message.line(Msg::new("plans-empty")),
        _ => message.lines(offers.iter().map(|offer| described(&offer.plan))),
    };
    message
        .rows(offers.iter().map(|offer| {
            let id = if offer.sale == Sale::Off { "plans-row-off" } else { "plans-row" };
            tap(priced(id, &offer.plan), Button::open_at(Screen::Plan, offer.id.0))
        }))
        .row(turn(page, total))
        .row([my_plan(), tap(Msg::new("coupon-enter"), Button::open(Screen::Coupon))])
        .row([to_menu()])
}

/// The row that turns the pages: plans are neither newer nor older than others.
fn turn(page: i64, total: usize) -> Vec<Key> {
    let to = |id: &'static str, at: i64| tap(Msg::new(id), Button::open_at(Screen::Plans, at));
    let back = (page > 0).then(|| to("plans-before", page - 1));
    let on = (page < last_page(total)).then(|| to("plans-after", page + 1));
    back.into_iter().chain(on).collect()
}

fn priced(id: &'static str, plan: &Plan) -> Msg {
    Msg::new(id)
        .text("name", plan.name.as_str())
        .msg("length", length(plan.days))
        .usd("price", plan.price)
}

fn length(days: u32) -> Msg {
    Msg::new("plan-days").count("days", days)
}

/// A plan in the list: its price, and what of it is in it.
fn described(plan: &Plan) -> Msg {
    Msg::new("plans-offer").msg("title", priced("plan-title", plan)).lines("lines", minutes(plan))
}

fn minutes(plan: &Plan) -> Vec<Msg> {
    let bulk = match per_minute(plan.price, plan.bulk_minutes) {
        None => Msg::new("plan-no-bulk"),
        Some(Usd::ZERO) => Msg::new("plan-bulk-free").count("minutes", plan.bulk_minutes),
        Some(rate) => Msg::new("plan-bulk").count("minutes", plan.bulk_minutes).price("rate", rate),
    };
    vec![bulk, single(plan.single)]
}

fn single(single: SingleMinutes) -> Msg {
    match single {
        SingleMinutes::Limited(0) => Msg::new("plan-no-single"),
        SingleMinutes::Limited(minutes) => Msg::new("plan-single").count("minutes", minutes),
        SingleMinutes::Unlimited { fair_use } => {
            Msg::new("plan-single-fair").count("minutes", fair_use)
        }
    }
}

/// One plan, whole; for the operator with what it brings in and costs.
pub fn one(offer: &Offer, margin: Option<&Margin>) -> Message {
    let plan = &offer.plan;
    let transfer = if plan.transfer { "plan-transfer" } else { "plan-no-transfer" };
    let support = match plan.support {
        Support::Standard24x7 => "plan-support-standard",
        Support::Priority => "plan-support-priority",
        Support::Premium => "plan-support-premium",
    };
    let mut lines = minutes(plan);
    lines.extend([Msg::new(transfer), Msg::new(support)]);
    let acts = match (offer.sale, plan.price) {
        (Sale::Off, _) => act("plan-sell-at-a-loss", Act::SellAtALoss, offer.id.0),
        (_, Usd::ZERO) => act("plan-take-free", Act::TakeFree, offer.id.0),
        _ => tap(Msg::new("plan-buy"), Button::open_at(Screen::BuyPlan, offer.id.0)),
    };
    Message::of(priced("plan-title", plan))
        .line(Msg::new("plan-lines").lines("lines", lines))
        .line(Msg::new("plan-beyond"))
        .lines(margin.map(|margin| {
            Msg::new("plan-margin").usd("cost", margin.cost).usd("margin", margin.left())
        }))
        .lines((offer.sale == Sale::Off).then(|| Msg::new("plan-off-sale")))
        .row([acts])
        .row([to_plans(), to_menu()])
}

/// What somebody is asked before he buys.
pub struct Purchase<'a> {
    /// The version.
    pub id: PlanId,
    /// The plan.
    pub plan: &'a Plan,
    /// What it costs him.
    pub bill: &'a Bill,
    /// What is in his wallet.
    pub available: Usd,
    /// What is missing there.
    pub missing: Usd,
    /// When its days would end.
    pub ends: Timestamp,
    /// The plan that would end now.
    pub instead_of: Option<&'a str>,
}

/// Is this to be bought? Without the money there is only the way to more of it.
pub fn confirm(rev: i64, view: &Purchase) -> Message {
    let bill = view.bill;
    let mut lines = vec![Msg::new("buy-price").usd("price", bill.price)];
    if bill.discount.is_positive() {
        lines.push(Msg::new("buy-discount").usd("discount", bill.discount));
    }
    if let Some(name) = view.instead_of {
        let credit = Msg::new("buy-credit").usd("credit", bill.credit).text("name", name);
        lines.push(credit);
    }
    lines.push(Msg::new("buy-charge").usd("charge", bill.charge));
    let message = Message::of(priced("buy-title", view.plan))
        .line(Msg::new("plan-lines").lines("lines", lines));
    if view.missing.is_positive() {
        let (missing, have) = (view.missing, view.available);
        return message
            .line(Msg::new("buy-short").usd("missing", missing).usd("have", have))
            .row([tap(
                Msg::new("buy-top-up").usd("missing", missing),
                Button::word(rev, Word::Other),
            )])
            .row(back_or_cancel(rev));
    }
    let left = view.available.minus(bill.charge).unwrap_or(Usd::ZERO);
    let ends = Msg::new("buy-ends").at("ends", view.ends);
    let instead = view.instead_of.map(|name| Msg::new("buy-instead").text("name", name));
    message
        .line(Msg::new("buy-left").usd("left", left))
        .line(ends)
        .lines(instead)
        .row([tap(Msg::new("buy-yes"), Button::word(rev, Word::Yes))])
        .row(back_or_cancel(rev))
}

/// It was bought. `auto` offers to renew it by itself where that is off.
pub fn bought(
    plan: &Plan,
    ends: Timestamp,
    left: Usd,
    reference: i64,
    auto: Option<AutoRenew>,
) -> Message {
    let done = Msg::new("bought")
        .text("name", plan.name.as_str())
        .at("ends", ends)
        .usd("left", left)
        .text("reference", reference.to_string());
    let auto = (auto == Some(AutoRenew::Off)).then(auto_on);
    Message::of(done).row(auto).row([my_plan(), to_menu()])
}

/// The money for a plan came, and it was not bought all the same; the money stays in the wallet.
pub fn not_bought(missing: Option<Usd>) -> Message {
    let why = match missing {
        Some(missing) => Msg::new("plan-not-bought-short").usd("missing", missing),
        None => Msg::new("plan-not-bought"),
    };
    Message::of(why).row([to_plans(), to_menu()])
}

/// The plan that somebody has, or had.
pub struct Mine<'a> {
    /// The plan, as he got it.
    pub plan: &'a Plan,
    /// Where it is in its life.
    pub days: Days,
    /// Seconds left for calls to one number.
    pub single_seconds: u32,
    /// Seconds left for calls of lists.
    pub bulk_seconds: u32,
    /// What its renewal costs, or why there is none.
    pub renewal: Result<Usd, NoRenewal>,
    /// The version on sale.
    pub offer: Option<PlanId>,
    /// What was used on each of the last days: the day, counted from 1, and its minutes.
    pub used: Vec<(i64, u32)>,
}

/// Where a plan's days are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// They begin with the first call.
    Waiting,
    /// So many are left.
    Running {
        /// Whole days, a started one counted.
        left: i64,
        /// When they end.
        ends: Timestamp,
    },
    /// They are over.
    Ended {
        /// Since when.
        ended: Timestamp,
    },
}

/// What somebody has; `None` if he never had a plan.
pub fn mine(view: Option<&Mine>) -> Message {
    let Some(view) = view else {
        return Message::of(Msg::new("mine-none")).row([to_plans(), to_menu()]);
    };
    let name = view.plan.name.as_str();
    let message = match view.days {
        Days::Waiting => Message::of(
            Msg::new("mine-waits").text("name", name).msg("length", length(view.plan.days)),
        ),
        Days::Running { left, ends } => {
            let used = i64::from(view.plan.days).saturating_sub(left).max(0);
            let days = Msg::new("mine-days").count("days", left).count("used", used);
            Message::of(Msg::new("mine-title").text("name", name).at("ends", ends)).line(days)
        }
        Days::Ended { ended } => {
            let message = Message::of(Msg::new("mine-ended").text("name", name).at("ended", ended));
            return message.row([to_plans(), to_menu()]);
        }
    };
    let lines = left(view);
    let message = message.line(Msg::new("plan-lines").lines("lines", lines));
    let message = message.lines(chart(&view.used));
    let (then, way) = renewal::then(view.renewal, view.plan.price, view.offer);
    let off = !matches!(view.renewal, Err(NoRenewal::Free | NoRenewal::Off));
    message.line(then).row(way).row(off.then(auto_off)).row([to_plans(), to_menu()])
}

fn left(view: &Mine) -> Vec<Msg> {
    let counted = |id: &'static str, minutes: u32, seconds: u32| {
        let left = seconds / MINUTE;
        Msg::new(id).count("minutes", left).count("used", minutes.saturating_sub(left))
    };
    let bulk = match view.plan.bulk_minutes {
        0 => Msg::new("plan-no-bulk"),
        minutes => counted("mine-bulk", minutes, view.bulk_seconds),
    };
    let single = match view.plan.single {
        SingleMinutes::Limited(0) => Msg::new("plan-no-single"),
        SingleMinutes::Limited(minutes) => counted("mine-single", minutes, view.single_seconds),
        SingleMinutes::Unlimited { fair_use } => {
            counted("mine-fair", fair_use, view.single_seconds)
        }
    };
    vec![bulk, single]
}

/// Minutes by day as bars, one line a day; nothing where nothing was used.
fn chart(used: &[(i64, u32)]) -> Option<Msg> {
    let most = used.iter().map(|(_, minutes)| *minutes).max().filter(|most| *most > 0)?;
    let lines = used.iter().map(|(day, minutes)| {
        // A used minute is seen, however small it is beside the others.
        let wide = minutes.saturating_mul(BAR_MOST).div_ceil(most);
        let bar = "▇".repeat(usize::try_from(wide).unwrap_or(0));
        Msg::new("mine-day").count("n", *day).count("minutes", *minutes).text("bar", bar)
    });
    Some(Msg::new("mine-chart").lines("lines", lines.collect()))
}

/// Opens what sells plans.
pub(super) fn to_plans() -> Key {
    tap(Msg::new("button-plans"), Button::open(Screen::Plans))
}

/// Opens what its user has.
pub(super) fn my_plan() -> Key {
    tap(Msg::new("button-my-plan"), Button::open(Screen::MyPlan))
}

/// The way to so much more money.
pub(super) fn top_up(missing: Usd) -> Key {
    let label = Msg::new("buy-top-up").usd("missing", missing);
    tap(label, Button::open(Screen::TopUp))
}

/// Lets plans renew by themselves.
pub(super) fn auto_on() -> Key {
    act("auto-on", Act::AutoRenewOn, 0)
}

/// Lets them end.
pub(super) fn auto_off() -> Key {
    act("auto-off", Act::AutoRenewOff, 0)
}

fn act(label: &'static str, act: Act, id: i64) -> Key {
    tap(Msg::new(label), Button::Act { act, id, rev: 0 })
}
