//! Opens payments at the provider and looks at them until money came or a week has passed.
//!
//! The top-up is on disk before the provider hears of it, and its id is the idempotency key: an
//! answer that was lost is asked for again and makes no second payment. What came is judged and
//! booked in the transaction that reads it, so looks may come twice or at once.

use anyhow::Result;

use crate::domain::ids::TopupId;
use crate::domain::payment::Sighting;
use crate::domain::topup::{Judgement, Problem, Topup, Wait};
use crate::jobs::{Jobs, tell};
use crate::payments::{Ask, Fault, Opened, Opening, Refused};
use crate::screens::reviews::Alert;
use crate::screens::topup::News;
use crate::store::Tx;
use crate::store::topups::watch::{self, Looked, Odd, Promise};
use crate::store::topups::{self, Found, line};
use crate::work::Progress;

/// Failures in a row after which operators are told: a few minutes.
const TOLD_FROM: i64 = 6;

/// Opens one payment.
pub fn open(jobs: &Jobs) -> Result<Progress> {
    let Some(payments) = &jobs.payments else { return Ok(Progress::Idle) };
    let Some(topup) = jobs.store.read(|tx| if_free(tx, watch::to_open))? else {
        return give_up(jobs);
    };
    let ask = Ask { intent: topup.uuid.clone(), usd: topup.usd, coin: topup.coin };
    let opening = payments.open(&ask);
    jobs.store.write(|tx| match &opening {
        Opening::Opened(opened) => {
            line::answered(tx)?;
            self::opened(tx, topup.id, opened)
        }
        Opening::Refused(why) => refused(tx, topup.id, *why),
        Opening::Unclear { why } => {
            let id = topup.id.0;
            tracing::warn!(topup = id, why, "it is unclear whether a payment was opened");
            failed(tx)?;
            again(tx, topup.id)
        }
    })?;
    Ok(Progress::Made)
}

/// While the provider is down nobody waits for an address for ever.
fn give_up(jobs: &Jobs) -> Result<Progress> {
    let Some(id) = jobs.store.read(watch::overdue)? else { return Ok(Progress::Idle) };
    jobs.store.write(|tx| {
        watch::give_up(tx, id, Problem::Unreachable)?;
        tell::owner(tx, id, News::Failed)
    })?;
    Ok(Progress::Made)
}

/// Whatever is next, unless the provider was found down a moment ago.
fn if_free(tx: &Tx, next: impl FnOnce(&Tx) -> Result<Option<Topup>>) -> Result<Option<Topup>> {
    if line::free_at(tx)? > tx.now_ms() { Ok(None) } else { next(tx) }
}

fn opened(tx: &Tx, id: TopupId, opened: &Opened) -> Result<()> {
    let Opened { provider_id, address, units, usd } = opened;
    let promise = Promise { provider_id, address, units: *units, usd: *usd };
    match watch::opened(tx, id, &promise)? {
        Ok(()) => tell::address(tx, id),
        Err(odd) => {
            let what = match odd {
                Odd::Price(_) => "the payment provider's price is odd: not shown",
                Odd::Twin(_) => "the payment provider named a payment twice: not shown",
            };
            tracing::warn!(topup = id.0, provider_id, ?odd, what);
            tell::operators(tx, Alert::Price, provider_id)?;
            tell::owner(tx, id, News::Failed)
        }
    }
}

/// It certainly was not opened. Some of that passes; the rest is told to its user, and to the
/// operators where they can mend it.
fn refused(tx: &Tx, id: TopupId, why: Refused) -> Result<()> {
    let word: &str = why.into();
    tracing::warn!(topup = id.0, why = word, "a payment was not opened");
    let (problem, alert) = match why {
        Refused::RateLimited => {
            line::busy(tx)?;
            return again(tx, id);
        }
        Refused::NoRates => return again(tx, id),
        Refused::Unreachable => {
            failed(tx)?;
            return again(tx, id);
        }
        Refused::Coin => (Problem::Coin, None),
        Refused::Amount => (Problem::Amount, None),
        Refused::Account => (Problem::Paused, Some(Alert::Verify)),
        Refused::Unauthorised => (Problem::Paused, Some(Alert::Key)),
        Refused::Currency => (Problem::Paused, Some(Alert::Currency)),
        Refused::BadRequest => (Problem::Unreachable, Some(Alert::Request)),
    };
    line::answered(tx)?;
    if let Some(alert) = alert {
        tell::operators(tx, alert, word)?;
    }
    watch::give_up(tx, id, problem)?;
    tell::owner(tx, id, News::Failed)
}

fn again(tx: &Tx, id: TopupId) -> Result<()> {
    if watch::open_again(tx, id)? { tell::card(tx, id) } else { tell::owner(tx, id, News::Failed) }
}

/// A question was not answered: all wait, and after a while operators are told.
pub(super) fn failed(tx: &Tx) -> Result<()> {
    if line::failed(tx)? >= TOLD_FROM
        && let Some(since) = line::down_since(tx)?
    {
        tell::operators(tx, Alert::Down(since), "down")?;
    }
    Ok(())
}

/// Looks at one payment.
pub fn look(jobs: &Jobs) -> Result<Progress> {
    let Some(payments) = jobs.payments.as_ref().filter(|door| door.ready_in().is_zero()) else {
        return Ok(Progress::Idle);
    };
    let Some(topup) = jobs.store.read(|tx| if_free(tx, watch::to_look_at))? else {
        return Ok(Progress::Idle);
    };
    let Some(open) = &topup.open else { return Ok(Progress::Idle) };
    let found = payments.look(&open.provider_id);
    let settled = jobs.store.write(|tx| settle(jobs, tx, topup.id, &found));
    if settled.is_err() {
        // One that cannot be settled holds up no other.
        jobs.store.write(|tx| watch::put_off(tx, topup.id))?;
    }
    settled.map(|()| Progress::Made)
}

fn settle(
    jobs: &Jobs,
    tx: &Tx,
    id: TopupId,
    found: &Result<Option<Sighting>, Fault>,
) -> Result<()> {
    let judgement = match found {
        Ok(sighting) => {
            line::answered(tx)?;
            match sighting {
                Some(sighting) => sighted(jobs, tx, id, sighting, Found::Look)?,
                None => Judgement::Wait(Wait::Nothing),
            }
        }
        Err(fault) => return faulty(tx, id, fault),
    };
    let looked = watch::looked(tx, id)?;
    if judgement == Judgement::Wait(Wait::Rate) {
        watch::look_for_rate(tx, id)?;
    }
    match (judgement, looked) {
        (_, Looked::Unsettled) => tell::unsettled(tx, id),
        (Judgement::Wait(_), Looked::Changed) => tell::card(tx, id),
        _ => Ok(()),
    }
}

/// A sighting takes effect, and whoever must know is told in the same transaction (R7, R28).
pub(super) fn sighted(
    jobs: &Jobs,
    tx: &Tx,
    id: TopupId,
    sighting: &Sighting,
    found: Found,
) -> Result<Judgement> {
    let cap = jobs.settings.wallet.max_top_up;
    let judgement = topups::apply(tx, id, sighting, cap, found)?;
    tell::judged(tx, id, sighting, &judgement)?;
    if let Judgement::Credit(_) = judgement {
        tell::followed(tx, &topups::then(tx, id, jobs.settings.referral)?)?;
    }
    Ok(judgement)
}

fn faulty(tx: &Tx, id: TopupId, fault: &Fault) -> Result<()> {
    match fault {
        Fault::RateLimited => return line::busy(tx),
        Fault::Unauthorised => tell::operators(tx, Alert::Key, "key")?,
        Fault::Transport(_) | Fault::Answer { .. } => {}
    }
    tracing::warn!(topup = id.0, %fault, "a payment could not be looked at");
    failed(tx)?;
    watch::put_off(tx, id)
}
