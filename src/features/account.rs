//! The account: what the user has, and what the bot knows of him.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Pick, Word};
use crate::chat::msg::Msg;
use crate::domain::money::Usd;
use crate::domain::plan::SingleMinutes;
use crate::domain::script::BusinessName;
use crate::features::{Cx, Dialogue, Input, call};
use crate::screens::account::Single;
use crate::screens::account::{self as draw, PlanView};
use crate::screens::{self, ask_call};
use crate::store::calls::facts;
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::{numbers, plans, tiers, users};

/// Where the change of business name and call-back number stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is your business called?
    Business,
    /// Which number may people call back?
    Callback {
        /// What it is called.
        name: String,
    },
}

/// Opens the change of business name and call-back number.
pub fn change_business(cx: &mut Cx) -> Result<()> {
    step(cx, Step::Business, None)
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    match (at, input) {
        (Step::Business, Input::Pick(Pick::Word(Word::Back))) => {
            cx.end()?;
            show(cx)
        }
        (Step::Callback { .. }, Input::Pick(Pick::Word(Word::Back))) => {
            step(cx, Step::Business, None)
        }
        (Step::Business, Input::Text(text)) => match read_business(&text) {
            Ok(name) => step(cx, Step::Callback { name }, None),
            Err(problem) => step(cx, Step::Business, Some(problem)),
        },
        (Step::Callback { name }, Input::Text(text) | Input::Contact(text)) => {
            match keep_business(cx, &name, &text)? {
                Ok(()) => kept(cx),
                Err(problem) => step(cx, Step::Callback { name }, Some(problem)),
            }
        }
        (at, Input::Other | Input::Pick(_)) => ask(cx, &at, None),
        (at, _) => ask(cx, &at, Some(Msg::new("call-not-that"))),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let message = match at {
        Step::Business => ask_call::business(cx.rev),
        Step::Callback { name } => ask_call::callback(cx.rev, name, None),
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Account(at.clone()))?;
    ask(cx, &at, problem)
}

fn kept(cx: &mut Cx) -> Result<()> {
    cx.end()?;
    show_with(cx, Msg::new("account-caller-kept"))
}

/// A business's name as it is spoken, or why the text is none.
pub(super) fn read_business(text: &str) -> Result<String, Msg> {
    BusinessName::parse(text).map(String::from).map_err(ask_call::name_problem)
}

/// Keeps the name together with the number that people may call back, or says why the text is no
/// such number.
pub(super) fn keep_business(cx: &mut Cx, name: &str, text: &str) -> Result<Result<(), Msg>> {
    let phone = match call::phone(cx, text) {
        Ok(phone) => phone,
        Err(problem) => return Ok(Err(problem)),
    };
    let number = numbers::id(cx.tx, &phone)?;
    users::set_business(cx.tx, cx.user.id, name, number)?;
    cx.user.business = name.to_string();
    cx.user.callback = Some(number);
    Ok(Ok(()))
}

/// Shows the account.
pub fn show(cx: &mut Cx) -> Result<()> {
    let message = account(cx)?;
    cx.show(&message)
}

/// Shows the account, with a word on what was changed.
pub fn show_with(cx: &mut Cx, what: Msg) -> Result<()> {
    let message = screens::under(what, account(cx)?);
    cx.show(&message)
}

fn account(cx: &Cx) -> Result<crate::chat::message::Message> {
    let period = plans::period(cx.tx, cx.user.id)?;
    let plan = period.as_ref().map(|period| PlanView {
        name: &period.plan.name,
        days: period.plan.days,
        ends: period.ends,
        single: match period.plan.single {
            SingleMinutes::Limited(_) => Single::Limited(period.single_seconds),
            SingleMinutes::Unlimited { .. } => Single::FairUse(period.single_seconds),
        },
        bulk_seconds: period.bulk_seconds,
    });
    let callback = match cx.user.callback {
        Some(number) => Some(numbers::phone(cx.tx, number)?),
        None => None,
    };
    let tier = tiers::of(cx.tx, &cx.user)?;
    let most = facts::most_a_day(cx.settings, tier);
    let made = facts::day(cx.tx, cx.user.id, most)?.made;
    Ok(draw::account(&draw::View {
        plan,
        tier,
        day: (most, most.saturating_sub(made)),
        available: wallet(cx, Role::Available)?,
        held: wallet(cx, Role::Held)?,
        locale: cx.user.locale,
        now: cx.tx.now(),
        business: callback.as_ref().map(|phone| (cx.user.business.as_str(), phone)),
        id: cx.user.chat.0,
        invites: cx.settings.referral.is_positive(),
    }))
}

fn wallet(cx: &Cx, role: Role) -> Result<Usd> {
    let account = Account::user(cx.user.id, role, Asset::Usd);
    ledger::balance(cx.tx, &account).map(Usd::micro)
}
