//! The account: plan, balance, what the bot knows of its user, and how to change it.

use jiff::Timestamp;

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Message, copy, tap};
use crate::chat::msg::Msg;
use crate::domain::locale::Locale;
use crate::domain::money::Usd;
use crate::domain::phone::Phone;
use crate::domain::tier::Tier;
use crate::screens::plans::my_plan;
use crate::screens::{cancel, to_menu};

/// Seconds in a minute: minutes left are whole, because a call needs a whole one.
const MINUTE: u32 = 60;

/// What the account shows.
pub struct View<'a> {
    /// The plan that runs, or that waits for the first call.
    pub plan: Option<PlanView<'a>>,
    /// Money that is free to spend.
    pub available: Usd,
    /// Money set aside for calls on their way.
    pub held: Usd,
    /// The language he reads.
    pub locale: Locale,
    /// Now, shown in his zone.
    pub now: Timestamp,
    /// His business's name and call-back number.
    pub business: Option<(&'a str, &'a Phone)>,
    /// Telegram's id of him.
    pub id: i64,
    /// How far he is trusted.
    pub tier: Tier,
    /// Calls in 24 hours that this allows, and how many of them are left.
    pub day: (u32, u32),
    /// Whether invitations earn anything.
    pub invites: bool,
}

/// A plan, as it is shown.
pub struct PlanView<'a> {
    /// What it is called.
    pub name: &'a str,
    /// How many days it has.
    pub days: u32,
    /// When they end; `None` before they began.
    pub ends: Option<Timestamp>,
    /// Seconds left for calls to one number.
    pub single: Single,
    /// Seconds left for calls of lists.
    pub bulk_seconds: u32,
}

/// Seconds left for calls to one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single {
    /// Of the plan.
    Limited(u32),
    /// Of the fair use of an unlimited plan.
    FairUse(u32),
}

/// The account.
pub fn account(view: &View) -> Message {
    let id = view.id.to_string();
    let invite = view.invites.then(|| tap(Msg::new("invite"), Button::open(Screen::Invite)));
    Message::of(Msg::new("account-title"))
        .line(Msg::new("account-plan-lines").lines("lines", plan(view.plan.as_ref())))
        .line(balance(view))
        .line(tier(view))
        .line(Msg::new("account-about").lines("lines", about(view)))
        .row([my_plan()].into_iter().chain(invite))
        .row([
            tap(Msg::new("account-business"), Button::open(Screen::Business)),
            tap(Msg::new("account-zone"), Button::open(Screen::Zone)),
        ])
        .row([tap(Msg::new("account-own"), Button::open(Screen::OwnNumbers))])
        .row([
            tap(Msg::new("menu-language"), Button::open(Screen::Language)),
            copy(Msg::new("account-copy-id"), id),
        ])
        .row([to_menu()])
}

fn plan(plan: Option<&PlanView>) -> Vec<Msg> {
    let Some(plan) = plan else { return vec![Msg::new("account-no-plan")] };
    let named = match plan.ends {
        Some(ends) => Msg::new("account-plan").at("ends", ends),
        None => Msg::new("account-plan-waits").count("days", plan.days),
    };
    let single = match plan.single {
        Single::Limited(seconds) => Msg::new("account-single").count("minutes", seconds / MINUTE),
        Single::FairUse(seconds) => {
            Msg::new("account-single-unlimited").count("minutes", seconds / MINUTE)
        }
    };
    let bulk = Msg::new("account-bulk").count("minutes", plan.bulk_seconds / MINUTE);
    vec![named.text("name", plan.name), single, bulk]
}

fn balance(view: &View) -> Msg {
    match view.held {
        Usd::ZERO => Msg::new("account-balance").usd("available", view.available),
        held => Msg::new("account-balance-held").usd("available", view.available).usd("held", held),
    }
}

/// How far he is trusted, and what that allows.
fn tier(view: &View) -> Msg {
    let id = match view.tier {
        Tier::New => "account-tier-new",
        Tier::Verified => "account-tier-verified",
        Tier::Trusted => "account-tier-trusted",
        Tier::Operator => "account-tier-operator",
    };
    let (most, left) = view.day;
    Msg::new(id).count("most", most).count("left", left)
}

fn about(view: &View) -> Vec<Msg> {
    let business = match view.business {
        Some((name, callback)) => {
            Msg::new("account-caller").text("business", name).phone("callback", callback.as_str())
        }
        None => Msg::new("account-no-caller"),
    };
    vec![
        business,
        Msg::new("account-language-now").text("language", view.locale.own_name()),
        Msg::new("account-zone-now").at("now", view.now),
        Msg::new("account-id").text("id", view.id.to_string()),
    ]
}

/// The bot trusts him from now on.
pub fn trusted(most: u32) -> Message {
    Message::of(Msg::new("tier-trusted").count("most", most))
}

/// Which city are you in?
pub fn zone(rev: i64, now: Timestamp) -> Message {
    Message::of(Msg::new("account-ask-zone").at("now", now)).row([cancel(rev)])
}
