//! What is told of a plan's end without being asked: ahead of it, at it, and once after it.

use jiff::Timestamp;

use crate::chat::button::{Act, Button};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::PlanId;
use crate::domain::money::Usd;
use crate::domain::plan::Plan;
use crate::domain::subscription::NoRenewal;
use crate::screens::plans::{auto_off, auto_on, my_plan, to_plans, top_up};

/// A plan whose end is near, or past.
pub struct Ending<'a> {
    /// The plan, as its user has it.
    pub plan: &'a Plan,
    /// When its days end, or ended.
    pub ends: Timestamp,
    /// What the renewal costs, or why there is none.
    pub renewal: Result<Usd, NoRenewal>,
    /// The version on sale.
    pub offer: Option<PlanId>,
}

/// So many days before the end: what will happen then.
pub fn ahead(days: i64, view: &Ending) -> Message {
    let title = Msg::new("renewal-ahead")
        .text("name", view.plan.name.as_str())
        .count("days", days)
        .at("ends", view.ends);
    let (then, way) = then(view.renewal, view.plan.price, view.offer);
    let way = way.or_else(|| view.renewal.is_ok().then(auto_off));
    Message::of(title).line(then).row(way).row([to_plans(), my_plan()])
}

/// What happens at the end, and the button that changes it. A changed price is said whatever
/// happens.
pub(super) fn then(
    renewal: Result<Usd, NoRenewal>,
    before: Usd,
    offer: Option<PlanId>,
) -> (Msg, Option<Key>) {
    match renewal {
        Ok(price) if price != before => {
            (Msg::new("renewal-changed").usd("price", price).usd("before", before), None)
        }
        Ok(price) => (Msg::new("renewal-will").usd("price", price), None),
        Err(why) => (because(why, before), way(why, offer)),
    }
}

fn because(why: NoRenewal, before: Usd) -> Msg {
    match why {
        NoRenewal::Off => Msg::new("renewal-off"),
        NoRenewal::Free => Msg::new("renewal-free"),
        NoRenewal::NotOnSale => Msg::new("renewal-not-on-sale"),
        NoRenewal::Dearer { price } => {
            Msg::new("renewal-dearer").usd("price", price).usd("before", before)
        }
        NoRenewal::Short { price, missing } => {
            Msg::new("renewal-short").usd("price", price).usd("missing", missing)
        }
    }
}

fn way(why: NoRenewal, offer: Option<PlanId>) -> Option<Key> {
    match why {
        NoRenewal::Off => Some(auto_on()),
        NoRenewal::Dearer { price } => offer.map(|offer| agree(offer, price)),
        NoRenewal::Short { missing, .. } => Some(top_up(missing)),
        NoRenewal::Free | NoRenewal::NotOnSale => None,
    }
}

/// The plan ended: calls are paid for from the wallet from now on.
pub fn ended(view: &Ending, why: NoRenewal) -> Message {
    let title =
        Msg::new("renewal-ended").text("name", view.plan.name.as_str()).at("ends", view.ends);
    over(title, view, why)
}

/// The one reminder in the grace: until when it may still renew by itself.
pub fn grace(view: &Ending, why: NoRenewal, until: Timestamp) -> Message {
    let title = Msg::new("renewal-grace").text("name", view.plan.name.as_str()).at("until", until);
    over(title, view, why)
}

/// Choosing auto-renewal now would renew nothing that is over: the way on is a plan.
fn over(title: Msg, view: &Ending, why: NoRenewal) -> Message {
    let title = Message::of(title);
    let message = match why {
        NoRenewal::Off | NoRenewal::Free => title,
        why => title.line(because(why, view.plan.price)).row(way(why, view.offer)),
    };
    message.line(Msg::new("renewal-kept")).row([to_plans(), my_plan()])
}

/// The tap without which nothing renews at a higher price.
fn agree(offer: PlanId, price: Usd) -> Key {
    let label = Msg::new("renewal-agree").usd("price", price);
    tap(label, Button::Act { act: Act::AgreePrice, id: offer.0, rev: 0 })
}

/// The plan was renewed.
pub fn renewed(plan: &Plan, ends: Timestamp, left: Usd, reference: i64) -> Message {
    let done = Msg::new("renewed")
        .text("name", plan.name.as_str())
        .usd("price", plan.price)
        .at("ends", ends)
        .usd("left", left)
        .text("reference", reference.to_string());
    Message::of(done).row([auto_off()]).row([my_plan()])
}
