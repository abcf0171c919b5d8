//! The end of a plan: when something is to be done about it, whether it renews, what its user
//! chose. What is due is a column, never a search through history.

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Bought, available, bought, grant, pay};
use crate::domain::ids::{PeriodId, PlanId, UserId};
use crate::domain::money::Usd;
use crate::domain::plan::Plan;
use crate::domain::subscription::{AutoRenew, Bill, Moment, NoRenewal, Renewal, Step, Term};
use crate::store::ledger::Kind;
use crate::store::{Tx, events, plans};

/// How long one that failed waits: it holds up no other.
const AGAIN_MS: i64 = 3_600_000;

/// The newest plan of a user, and what goes on with it. It may have ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The period.
    pub period: PeriodId,
    /// The plan, as it was when it was given.
    pub plan: Plan,
    /// Its days; `None` before the first call.
    pub term: Option<Term>,
    /// The version on sale now, if the plan is sold.
    pub offer: Option<(PlanId, Usd)>,
    /// What decides over its renewal.
    pub renewal: Renewal,
    done: Option<Moment>,
}

/// Something that has come to be done about a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What.
    pub step: Step,
    /// The plan.
    pub standing: Standing,
}

/// What goes on with the newest plan of a user; `None` if he never had one.
pub fn standing(tx: &Tx, user: UserId) -> Result<Option<Standing>> {
    let sql = "SELECT s.period_id, p.plan_id, p.starts_ms, p.ends_ms, s.auto_renew, s.agreed_micro,
                   s.done
               FROM subscriptions s JOIN periods p ON p.id = s.period_id WHERE s.user_id = ?1";
    let row = tx.one(sql, [user.0], |row| Ok(read(row)))?;
    let Some(row) = row else { return Ok(None) };
    let (period, plan, term, auto, agreed, done) = row.context("read subscription")?;
    let plan = plans::version(tx, plan)?;
    let offer = plans::on_sale(tx)?.into_iter().find(|offer| offer.plan.is_same_offer(&plan));
    let offer = offer.map(|offer| (offer.id, offer.plan.price));
    let available = available(tx, user)?;
    let price = plan.price;
    let renewal = Renewal { auto, price, offer: offer.map(|(_, price)| price), agreed, available };
    Ok(Some(Standing { period, plan, term, offer, renewal, done }))
}

type Columns = (PeriodId, PlanId, Option<Term>, AutoRenew, Option<Usd>, Option<Moment>);

fn read(row: &Row<'_>) -> Result<Columns> {
    let at = |ms: Option<i64>| ms.map(Timestamp::from_millisecond).transpose();
    let term = match (at(row.get(2)?)?, at(row.get(3)?)?) {
        (Some(starts), Some(ends)) => Some(Term { starts, ends }),
        _ => None,
    };
    let auto = if row.get(4)? { AutoRenew::On } else { AutoRenew::Off };
    let agreed = row.get::<_, Option<i64>>(5)?.map(Usd::micro);
    let done = row.get::<_, Option<String>>(6)?.map(|done| done.parse()).transpose()?;
    Ok((PeriodId(row.get(0)?), PlanId(row.get(1)?), term, auto, agreed, done))
}

/// Whose plan is due, the longest overdue first.
pub fn next(tx: &Tx) -> Result<Option<UserId>> {
    let sql = "SELECT user_id FROM subscriptions WHERE due_ms IS NOT NULL AND due_ms <= ?1
               ORDER BY due_ms LIMIT 1";
    tx.one(sql, [tx.now_ms()], |row| row.get(0).map(UserId))
}

/// When the next plan is due, milliseconds UTC.
pub fn next_due(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(due_ms) FROM subscriptions WHERE due_ms IS NOT NULL";
    Ok(tx.one(sql, [], |row| row.get(0))?.flatten())
}

/// Takes what has come to be done about the user's plan, and notes it as done: it comes once.
pub fn turn(tx: &Tx, user: UserId) -> Result<Option<Turn>> {
    let Some(standing) = standing(tx, user)? else { return Ok(None) };
    let come = standing.term.and_then(|term| term.come(standing.done, tx.now()));
    let done = come.or(standing.done);
    let due = standing.term.and_then(|term| term.due(done)).map(Timestamp::as_millisecond);
    let sql = "UPDATE subscriptions SET done = ?2, due_ms = ?3 WHERE user_id = ?1";
    tx.run(sql, params![user.0, done.map(<&str>::from), due])?;
    Ok(come.map(|moment| Turn { step: moment.step(standing.done), standing }))
}

/// Looks at this user's plan again later.
pub fn put_off(tx: &Tx, user: UserId) -> Result<()> {
    let sql = "UPDATE subscriptions SET due_ms = ?2 WHERE user_id = ?1 AND due_ms IS NOT NULL";
    tx.run(sql, params![user.0, tx.now_ms() + AGAIN_MS])?;
    Ok(())
}

/// Renews the user's plan, if that may be: charged once for each period that ends (R22). The new
/// days begin now; it takes the version that is on sale.
pub fn renew(tx: &Tx, user: UserId, standing: &Standing) -> Result<Result<Bought, NoRenewal>> {
    let key = format!("renew:{user}:{}", standing.period);
    if let Some(before) = bought(tx, user, &key)? {
        return Ok(Ok(before));
    }
    let price = match standing.renewal.decide() {
        Ok(price) => price,
        Err(why) => return Ok(Err(why)),
    };
    let Some((id, _)) = standing.offer else { return Ok(Err(NoRenewal::NotOnSale)) };
    let plan = plans::version(tx, id)?;
    let bill = Bill { price, discount: Usd::ZERO, credit: Usd::ZERO, charge: price };
    // The wallet was looked at in this transaction, so a refusal is a fault: the job tries later.
    if let Err(refusal) = pay(tx, user, Kind::Renewal, &key, &bill, &plan.name)? {
        bail!("renewal of user {user}: {refusal}");
    }
    grant(tx, user, (id, &plan), &bill, &key)?;
    let bought = bought(tx, user, &key)?;
    Ok(Ok(bought.context("what was renewed is not there")?))
}

/// Keeps whether the user's plans renew by themselves.
pub fn set_auto_renew(tx: &Tx, user: UserId, auto: AutoRenew) -> Result<()> {
    let on = auto == AutoRenew::On;
    let sql = "UPDATE subscriptions SET auto_renew = ?2 WHERE user_id = ?1 AND auto_renew <> ?2";
    if tx.run(sql, params![user.0, on])? == 0 {
        return Ok(());
    }
    let body = serde_json::json!({ "what": "auto_renew", "on": on });
    events::append(tx, events::Kind::User, Some(user), None, &body)
}

/// Keeps that the user agreed to renew at the price of this version, if it is what is on sale.
/// `false` when it is not: he must be shown the price again.
pub fn agree(tx: &Tx, user: UserId, version: PlanId) -> Result<bool> {
    let offer = standing(tx, user)?.and_then(|standing| standing.offer);
    let Some((_, price)) = offer.filter(|(id, _)| *id == version) else { return Ok(false) };
    let sql = "UPDATE subscriptions SET agreed_micro = ?2 WHERE user_id = ?1";
    tx.run(sql, params![user.0, price.as_micro()])?;
    let body = serde_json::json!({ "what": "renewal_price", "price": price });
    events::append(tx, events::Kind::User, Some(user), Some(version.0), &body)?;
    Ok(true)
}
