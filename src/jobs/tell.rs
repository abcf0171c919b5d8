//! Tells owners and operators of payments, in the transaction in which it happens: once each, and
//! never of something that did not (R28).

use anyhow::{Context, Result};

use crate::chat::message::Message;
use crate::domain::ids::{TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::payment::{Sighting, Stage};
use crate::domain::topup::{Judgement, Standing, Topup, Why};
use crate::screens::reviews::{self as draw, Alert};
use crate::screens::topup::{self, News};
use crate::screens::{self, plans};
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::outbox::{self, Lane};
use crate::store::topups::{Then, watch};
use crate::store::{Tx, cards, marks, reviews, users};

/// The same alert is told at most once in this time.
const ALERT_EVERY_MS: i64 = 24 * 3_600_000;

/// Brings the live card up to date, if there is one.
pub fn card(tx: &Tx, id: TopupId) -> Result<()> {
    redraw(tx, &watch::get(tx, id)?, Lane::Live).map(drop)
}

/// The address is there: whoever left the card for another screen gets it on a new one.
pub fn address(tx: &Tx, id: TopupId) -> Result<()> {
    let topup = watch::get(tx, id)?;
    if redraw(tx, &topup, Lane::Interactive)? {
        return Ok(());
    }
    let chat = users::get(tx, topup.user)?.chat;
    let about = (cards::Kind::Topup, id.0);
    cards::send(tx, topup.user, chat, Lane::Notice, about, &topup::card(&topup)).map(drop)
}

fn redraw(tx: &Tx, topup: &Topup, lane: Lane) -> Result<bool> {
    let Some(card) = cards::about(tx, cards::Kind::Topup, topup.id.0)? else { return Ok(false) };
    cards::show(tx, card, lane, &topup::card(topup))?;
    Ok(true)
}

/// Tells a top-up's owner, and brings the card up to date.
pub fn owner(tx: &Tx, id: TopupId, news: News) -> Result<()> {
    let topup = watch::get(tx, id)?;
    redraw(tx, &topup, Lane::Live)?;
    let chat = users::get(tx, topup.user)?.chat;
    outbox::message(tx, topup.user, chat, Lane::Notice, &topup::notice(&topup, news))
}

/// What a sighting led to.
pub fn judged(tx: &Tx, id: TopupId, sighting: &Sighting, judgement: &Judgement) -> Result<()> {
    match *judgement {
        Judgement::Wait(_) => {}
        Judgement::Detected => owner(tx, id, News::Seen)?,
        Judgement::Refunded => owner(tx, id, News::Refunded)?,
        Judgement::Credit(credit) => {
            let balance = balance(tx, id)?;
            owner(tx, id, News::Credited { credit, balance })?;
        }
        Judgement::Review(why) => {
            owner(tx, id, News::Review(why))?;
            to_review(tx, &sighting.provider_id)?;
        }
    }
    let payment = &sighting.provider_id;
    match sighting.stage {
        Stage::Stuck => operators(tx, Alert::Stuck, payment),
        Stage::Refunded if has_credit(tx, id)? => operators(tx, Alert::SentBack, payment),
        _ => Ok(()),
    }
}

/// What followed a credit: the plan that it was for, what an invitation earned.
pub fn followed(tx: &Tx, then: &Then) -> Result<()> {
    if let Some(earned) = then.earned {
        let message = screens::coupon::earned(earned.amount, earned.balance);
        person(tx, earned.inviter, &message)?;
    }
    match &then.bought {
        None => Ok(()),
        Some(Ok(new)) => {
            let message = plans::bought(&new.plan, new.ends, new.left, new.reference.0, None);
            person(tx, then.user, &message)
        }
        Some(Err(why)) => person(tx, then.user, &plans::not_bought(why.missing())),
    }
}

/// Tells one person.
pub fn person(tx: &Tx, user: UserId, message: &Message) -> Result<()> {
    let user = users::get(tx, user)?;
    outbox::message(tx, user.id, user.chat, Lane::Notice, message)
}

/// A transfer was seen and never settled within the week.
pub fn unsettled(tx: &Tx, id: TopupId) -> Result<()> {
    owner(tx, id, News::Review(Why::Unmeasured))?;
    let open = watch::get(tx, id)?.open.context("a top-up in review was open")?;
    to_review(tx, &open.provider_id)
}

/// A payment that nobody here asked for: operators decide.
pub fn stray(tx: &Tx, sighting: &Sighting) -> Result<()> {
    to_review(tx, &sighting.provider_id)
}

fn balance(tx: &Tx, id: TopupId) -> Result<Usd> {
    let user = watch::get(tx, id)?.user;
    let account = Account::user(user, Role::Available, Asset::Usd);
    ledger::balance(tx, &account).map(Usd::micro)
}

fn has_credit(tx: &Tx, id: TopupId) -> Result<bool> {
    let credited = |standing: Standing| matches!(standing, Standing::Credited { .. });
    Ok(watch::get(tx, id)?.arrivals.iter().any(|arrival| credited(arrival.standing)))
}

fn to_review(tx: &Tx, payment: &str) -> Result<()> {
    let review = reviews::of_payment(tx, payment)?.context("the review that was opened")?;
    all_operators(tx, &draw::opened(&review))
}

/// Alerts the operators, about the same thing at most once a day.
pub fn operators(tx: &Tx, alert: Alert, about: &str) -> Result<()> {
    let word: &str = alert.into();
    if !marks::is_time(tx, &format!("alert:{word}:{about}"), ALERT_EVERY_MS)? {
        return Ok(());
    }
    all_operators(tx, &draw::alert(alert, about))
}

/// Tells every operator.
pub fn all_operators(tx: &Tx, message: &Message) -> Result<()> {
    for operator in users::operators(tx)? {
        outbox::message(tx, operator.id, operator.chat, Lane::Notice, message)?;
    }
    Ok(())
}
