//! Telegram Stars: what was paid is booked once, what goes back is sent, bills that nobody paid are
//! closed, and once a day Telegram's list is held against ours (S1, S3, R26).
//!
//! A payment is in the file before it is booked, whether a message told of it or the list: booking
//! it goes one way.

use anyhow::Result;

use crate::chat::event::{StarsMoved, Way};
use crate::domain::refund::Refund;
use crate::jobs::{Jobs, pay, tell};
use crate::screens::stars as draw;
use crate::screens::{self, admin};
use crate::store::refunds::stars::{self as refunds, Returned};
use crate::store::stars::{self, Told};
use crate::store::topups::{self, list, watch};
use crate::store::{Tx, marks, users};
use crate::telegram::{Fail, Outgoing, STARS_PAGE};
use crate::work::Progress;

/// The same alert is told at most once in this time.
const ALERT_EVERY_MS: i64 = 24 * 3_600_000;

/// One piece, whichever is due.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    for piece in [book, close, send, compare] {
        if piece(jobs)? == Progress::Made {
            return Ok(Progress::Made);
        }
    }
    Ok(Progress::Idle)
}

/// Books one movement. One that cannot be booked is left to the log, and holds up no other.
fn book(jobs: &Jobs) -> Result<Progress> {
    let Some(told) = jobs.store.read(stars::waiting)? else { return Ok(Progress::Idle) };
    jobs.store.write(|tx| {
        super::alone(tx, "book Stars", told.id, |tx| enter(jobs, tx, &told))?;
        stars::booked(tx, told.id)
    })?;
    Ok(Progress::Made)
}

fn enter(jobs: &Jobs, tx: &Tx, told: &Told) -> Result<()> {
    match told.moved.way {
        Way::Paid => paid(jobs, tx, told),
        Way::Returned => returned(tx, &told.moved),
    }
}

/// A bill of his own is credited; what nobody here asked for waits for an operator.
fn paid(jobs: &Jobs, tx: &Tx, told: &Told) -> Result<()> {
    let moved = &told.moved;
    if let Some(id) = topups::stars::named(tx, &moved.payload, moved.telegram_id)? {
        let sighting = stars::sighting(moved, &moved.payload);
        return pay::sighted(jobs, tx, id, &sighting, told.found).map(drop);
    }
    tracing::warn!(charge = moved.charge, "Stars came that nobody here asked for");
    let sighting = stars::sighting(moved, &moved.charge);
    list::stray(tx, &sighting)?;
    tell::stray(tx, &sighting)
}

fn returned(tx: &Tx, moved: &StarsMoved) -> Result<()> {
    match refunds::returned(tx, &moved.charge)? {
        Returned::Known => Ok(()),
        Returned::Sent(refund) => refunded(tx, &refund),
        Returned::Stray => tell::all_operators(tx, &draw::strayed(&moved.charge)),
        Returned::Taken { user, topup, lost, .. } => {
            let topup = watch::get(tx, topup)?;
            tell::card(tx, topup.id)?;
            tell::person(tx, user, &draw::taken(&topup))?;
            let chat = users::get(tx, user)?.chat.0;
            tell::all_operators(tx, &draw::taken_by(chat, &topup, lost))
        }
    }
}

/// Its user learns that it is on its way; the bill's card says so.
fn refunded(tx: &Tx, refund: &Refund) -> Result<()> {
    if let Some(id) = crate::store::ledger::topup_of(tx, refund.ledger)? {
        tell::card(tx, id)?;
    }
    tell::person(tx, refund.user, &admin::refunds::notice(refund))
}

/// Closes one bill that nobody paid.
fn close(jobs: &Jobs) -> Result<Progress> {
    let Some(id) = jobs.store.read(topups::stars::overdue)? else { return Ok(Progress::Idle) };
    jobs.store.write(|tx| {
        topups::stars::close(tx, id)?;
        tell::card(tx, id)
    })?;
    Ok(Progress::Made)
}

/// Sends one payment back. Asked twice, Telegram says that it was done.
fn send(jobs: &Jobs) -> Result<Progress> {
    let Some((refund, telegram_id)) = jobs.store.read(refunds::to_send)? else {
        return Ok(Progress::Idle);
    };
    let out = Outgoing::Refund { telegram_id, charge: refund.address.clone() };
    let end = jobs.telegram.send(&out);
    jobs.store.write(|tx| match &end {
        Ok(_) | Err(Fail::Unchanged) => match refunds::sent(tx, refund.id)? {
            Ok(refund) => refunded(tx, &refund),
            Err(why) => {
                tracing::warn!(refund = refund.id.0, %why, "a return was booked before");
                refunds::put_off(tx)
            }
        },
        Err(fail) => {
            tracing::warn!(refund = refund.id.0, %fail, "Stars were not sent back");
            refunds::put_off(tx)?;
            let refused = matches!(fail, Fail::Refused { .. });
            stuck(tx, &refund, refused.then_some(fail))
        }
    })?;
    Ok(Progress::Made)
}

/// Operators are told once a day of one that Telegram refuses; what is only unclear is asked again.
fn stuck(tx: &Tx, refund: &Refund, refused: Option<&Fail>) -> Result<()> {
    let mark = format!("alert:stars:{}", refund.id);
    if refused.is_none() || !marks::is_time(tx, &mark, ALERT_EVERY_MS)? {
        return Ok(());
    }
    tell::all_operators(tx, &draw::stuck(&admin::refunds::reference(refund.id)))
}

/// Enters one page of Telegram's list: what a message missed is booked from there.
fn compare(jobs: &Jobs) -> Result<Progress> {
    let Some(skip) = jobs.store.read(stars::page)? else { return Ok(Progress::Idle) };
    let page = jobs.telegram.stars(skip);
    jobs.store.write(|tx| match &page {
        Ok(page) => {
            for moved in &page.moved {
                stars::enter(tx, moved)?;
            }
            let gaps = stars::turn(tx, skip, page.rows, STARS_PAGE)?.unwrap_or_default();
            if gaps.is_empty() {
                return Ok(());
            }
            tracing::warn!(gaps = gaps.len(), "Telegram's list of Stars differs from ours");
            tell::all_operators(tx, &screens::reviews::gaps(&gaps))
        }
        Err(fail) => {
            tracing::warn!(%fail, "Telegram's list of Stars could not be read");
            stars::put_off(tx)
        }
    })?;
    Ok(Progress::Made)
}
