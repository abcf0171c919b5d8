//! Plans that users buy and hold: bought out of the wallet in one transaction, renewed once a
//! period, followed to their end (R22).

mod end;
mod usage;

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use rusqlite::params;

use crate::domain::ids::{LedgerId, PeriodId, PlanId, UserId};
use crate::domain::money::Usd;
use crate::domain::plan::{Offer, Plan};
use crate::domain::subscription::{Bill, Held, Share, Term, bill};
use crate::domain::wallet::Bucket;
use crate::store::ledger::{
    self, Account, Asset, Command, Kind, LedgerRefusal, Posted, Posting, Role,
};
use crate::store::plans::{self, Period};
use crate::store::{Tx, coupons};

pub use end::{
    Standing, Turn, agree, next, next_due, put_off, renew, set_auto_renew, standing, turn,
};
pub use usage::{Day, days, note_use};

/// How long the days left count as they did when the price was shown: long enough for a payment
/// to arrive. Minutes count as they are.
const QUOTE_HOLDS: SignedDuration = SignedDuration::from_hours(24);
/// Who the record names: a user buys for himself.
const ACTOR: &str = "user";

/// A plan that somebody is about to buy.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The version; its price never changes, and it must still be on sale.
    pub plan: PlanId,
    /// When he was shown the price.
    pub quoted: Timestamp,
    /// The most he agreed to pay. The plan's own price agrees to anything.
    pub agreed: Usd,
    /// Names the wish, so that it is granted once: the same again returns the first result.
    pub intent: &'a str,
}

/// What a plan would cost somebody now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The version.
    pub id: PlanId,
    /// The plan.
    pub plan: Plan,
    /// What it costs, and what is taken off.
    pub bill: Bill,
    /// What is in the wallet and not set aside.
    pub available: Usd,
    /// When its days would end.
    pub ends: Timestamp,
    /// The plan that would make way for it.
    pub instead_of: Option<Plan>,
}

impl Quote {
    /// What is missing in the wallet; nothing when there is enough.
    pub fn missing(&self) -> Usd {
        self.bill.charge.minus(self.available).map_or(Usd::ZERO, |missing| missing.max(Usd::ZERO))
    }
}

/// A plan that was bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// What its user has now.
    pub period: PeriodId,
    /// The plan.
    pub plan: Plan,
    /// When its days end.
    pub ends: Timestamp,
    /// What is left in the wallet.
    pub left: Usd,
    /// Its row in the ledger, which the user is told.
    pub reference: LedgerId,
}

/// Why a plan was not bought. Nothing was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPurchase {
    /// This version is sold no more.
    NotOnSale,
    /// The free plan is given, not bought.
    Free,
    /// It would cost more than he agreed to.
    Changed(Box<Quote>),
    /// The wallet does not cover it.
    Short(Box<Quote>),
    /// The ledger takes nothing at the moment.
    Ledger(LedgerRefusal),
}

impl NoPurchase {
    /// What is missing in the wallet, if that is why.
    pub fn missing(&self) -> Option<Usd> {
        match self {
            NoPurchase::Short(quote) => Some(quote.missing()),
            _ => None,
        }
    }
}

/// What a plan would cost the user, who was shown its price at `quoted`.
pub fn quote(
    tx: &Tx,
    user: UserId,
    plan: PlanId,
    quoted: Timestamp,
) -> Result<Result<Quote, NoPurchase>> {
    let offer = plans::on_sale(tx)?.into_iter().find(|offer| offer.id == plan);
    let Some(Offer { id, plan, .. }) = offer else { return Ok(Err(NoPurchase::NotOnSale)) };
    if plan.price == Usd::ZERO {
        return Ok(Err(NoPurchase::Free));
    }
    let period = plans::period(tx, user)?;
    let held = match &period {
        Some(period) => held(tx, period, quoted)?,
        None => None,
    };
    let percent = coupons::waiting(tx, user)?;
    let bill = bill(plan.price, percent, held.as_ref()).context("price beyond the range")?;
    let term = Term::of(tx.now(), plan.days).context("end of the plan beyond the calendar")?;
    let instead_of = period.map(|period| period.plan);
    let available = available(tx, user)?;
    Ok(Ok(Quote { id, plan, bill, available, ends: term.ends, instead_of }))
}

/// What the running plan counts towards another. One that was not paid for, or whose days have not
/// begun, counts nothing.
fn held(tx: &Tx, period: &Period, quoted: Timestamp) -> Result<Option<Held>> {
    let (Some(starts), Some(ends)) = (period.starts, period.ends) else { return Ok(None) };
    let sql = "SELECT paid_micro FROM periods WHERE id = ?1";
    let paid = Usd::micro(tx.number(sql, [period.id.0])?);
    // A price that was shown too long ago is worth no more than one of now.
    let is_fresh = quoted <= tx.now() && tx.now().duration_since(quoted) <= QUOTE_HOLDS;
    let since = if is_fresh { quoted } else { tx.now() };
    let seconds =
        |left: u32, minutes: u32| Share { left: left.into(), of: u64::from(minutes) * 60 };
    Ok((paid > Usd::ZERO).then(|| Held {
        paid,
        days: Term { starts, ends }.share_left(since),
        bulk: seconds(period.bulk_seconds, period.stock(Bucket::Bulk)),
        single: seconds(period.single_seconds, period.stock(Bucket::Single)),
    }))
}

/// Buys a plan out of the wallet: price, credit of the plan before, coupon and the new plan's
/// minutes in this one transaction, or nothing of it (R22). Its days begin now, and the plan
/// before ends.
pub fn buy(tx: &Tx, user: UserId, order: &Order<'_>) -> Result<Result<Bought, NoPurchase>> {
    let key = format!("buy:{user}:{}", order.intent);
    if let Some(before) = bought(tx, user, &key)? {
        return Ok(Ok(before));
    }
    let quote = match quote(tx, user, order.plan, order.quoted)? {
        Ok(quote) => quote,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if quote.bill.charge > order.agreed {
        return Ok(Err(NoPurchase::Changed(Box::new(quote))));
    }
    if quote.missing().is_positive() {
        return Ok(Err(NoPurchase::Short(Box::new(quote))));
    }
    let paid = pay(tx, user, Kind::Plan, &key, &quote.bill, &quote.plan.name)?;
    if let Err(refusal) = paid {
        return Ok(Err(NoPurchase::Ledger(refusal)));
    }
    let period = grant(tx, user, (quote.id, &quote.plan), &quote.bill, &key)?;
    coupons::use_waiting(tx, user, period)?;
    let bought = bought(tx, user, &key)?;
    Ok(Ok(bought.context("what was bought is not there")?))
}

/// Whether this wish of the user's was granted.
pub fn granted(tx: &Tx, user: UserId, intent: &str) -> Result<bool> {
    Ok(bought(tx, user, &format!("buy:{user}:{intent}"))?.is_some())
}

/// What was bought with this key.
fn bought(tx: &Tx, user: UserId, key: &str) -> Result<Option<Bought>> {
    let sql = "SELECT p.id, p.plan_id, p.ends_ms, l.id FROM periods p
               JOIN ledger l ON l.idem_key = p.idem_key
               WHERE p.idem_key = ?1 AND p.user_id = ?2";
    let row = tx.one(sql, params![key, user.0], |row| {
        Ok((PeriodId(row.get(0)?), PlanId(row.get(1)?), row.get(2)?, LedgerId(row.get(3)?)))
    })?;
    let Some((period, plan, ends, reference)) = row else { return Ok(None) };
    let (plan, ends) = (plans::version(tx, plan)?, Timestamp::from_millisecond(ends)?);
    Ok(Some(Bought { period, plan, ends, left: available(tx, user)?, reference }))
}

/// Moves the money of a purchase. What a coupon and the plan before give is put into the wallet
/// and leaves it in the same command: it is worth something towards this plan only.
fn pay(
    tx: &Tx,
    user: UserId,
    kind: Kind,
    key: &str,
    bill: &Bill,
    name: &str,
) -> Result<Result<Posted, LedgerRefusal>> {
    let wallet = Account::user(user, Role::Available, Asset::Usd);
    let system = |role| Account::system(role, Asset::Usd);
    let moves = [
        (system(Role::Promo), wallet, bill.discount),
        (system(Role::Revenue), wallet, bill.credit),
        (wallet, system(Role::Revenue), bill.price),
    ];
    let moves = moves.into_iter().filter(|(_, _, amount)| amount.is_positive());
    let posting = |(from, to, amount): (_, _, Usd)| Posting { from, to, amount: amount.as_micro() };
    let postings: Vec<_> = moves.map(posting).collect();
    let postings = postings.as_slice();
    ledger::post(tx, &Command { kind, key, actor: ACTOR, reason: name, call: None, postings })
}

/// Gives the plan that was paid for; the one before ends now.
fn grant(
    tx: &Tx,
    user: UserId,
    (id, plan): (PlanId, &Plan),
    bill: &Bill,
    key: &str,
) -> Result<PeriodId> {
    let term = Term::of(tx.now(), plan.days).context("end of the plan beyond the calendar")?;
    let paid = bill.paid().context("price beyond the range")?;
    tx.run(
        "UPDATE periods SET closed_ms = ?2 WHERE user_id = ?1 AND closed_ms IS NULL
             AND (ends_ms IS NULL OR ends_ms > ?2)",
        params![user.0, tx.now_ms()],
    )?;
    let period = PeriodId(tx.insert(
        "INSERT INTO periods (user_id, plan_id, idem_key, paid_micro, granted_ms, starts_ms,
             ends_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
        params![user.0, id.0, key, paid.as_micro(), tx.now_ms(), term.ends.as_millisecond()],
    )?);
    plans::fill(tx, user, period, plan, &format!("minutes:{key}"))?;
    follow(tx, user, period, Some(&term))?;
    Ok(period)
}

/// From now on the end of this period is what is waited for; without a term its days have not
/// begun.
pub(in crate::store) fn follow(
    tx: &Tx,
    user: UserId,
    period: PeriodId,
    term: Option<&Term>,
) -> Result<()> {
    let due = term.and_then(|term| term.due(None)).map(Timestamp::as_millisecond);
    tx.run(
        "INSERT INTO subscriptions (user_id, period_id, due_ms) VALUES (?1, ?2, ?3)
         ON CONFLICT (user_id) DO UPDATE SET period_id = excluded.period_id,
             agreed_micro = NULL, done = NULL, due_ms = excluded.due_ms",
        params![user.0, period.0, due],
    )?;
    Ok(())
}

fn available(tx: &Tx, user: UserId) -> Result<Usd> {
    let wallet = Account::user(user, Role::Available, Asset::Usd);
    ledger::balance(tx, &wallet).map(Usd::micro)
}
