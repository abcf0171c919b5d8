//! Once a day every payment that the provider lists is held against what was booked here, and the
//! other way round (R26): operators are told of exactly the differences.

use anyhow::Result;

use crate::domain::payment::{Sighting, Stage};
use crate::domain::topup::Judgement;
use crate::jobs::{Jobs, pay, tell};
use crate::payments::Fault;
use crate::screens;
use crate::screens::reviews::Alert;
use crate::store::topups::list::{self, Entered};
use crate::store::topups::{Found, line};
use crate::store::{Tx, ledger};
use crate::work::Progress;

/// One page of the list.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(payments) = jobs.payments.as_ref().filter(|door| door.ready_in().is_zero()) else {
        return Ok(Progress::Idle);
    };
    let Some(page) = jobs.store.read(due)? else { return Ok(Progress::Idle) };
    let rows = payments.completed(page);
    jobs.store.write(|tx| match &rows {
        Ok(rows) => {
            line::answered(tx)?;
            enter(jobs, tx, page, rows.as_deref())
        }
        Err(Fault::RateLimited) => line::busy(tx),
        Err(fault) => {
            tracing::warn!(%fault, "the provider's list of payments could not be read");
            if *fault == Fault::Unauthorised {
                tell::operators(tx, Alert::Key, "key")?;
            }
            pay::failed(tx)
        }
    })?;
    Ok(Progress::Made)
}

/// The page that is due; none while money stands still, for a gap could not be closed.
fn due(tx: &Tx) -> Result<Option<u32>> {
    if ledger::is_frozen(tx)? || list::next_due(tx)?.is_none_or(|due| due > tx.now_ms()) {
        return Ok(None);
    }
    list::next_page(tx).map(Some)
}

fn enter(jobs: &Jobs, tx: &Tx, page: u32, rows: Option<&[Sighting]>) -> Result<()> {
    let mut news = false;
    for sighting in rows.unwrap_or_default() {
        news |= one(jobs, tx, sighting)?;
    }
    // The list is newest first: a page of rows that were all listed before ends the comparison.
    let is_known = rows.is_some_and(|rows| !rows.is_empty()) && !news;
    if rows.is_some() && !is_known && !list::is_last(page) {
        return list::turn(tx, page);
    }
    let gaps = list::finish(tx, page)?;
    if gaps.is_empty() {
        return Ok(());
    }
    tracing::warn!(gaps = gaps.len(), "the provider's list of payments differs from ours");
    tell::all_operators(tx, &screens::reviews::gaps(&gaps))
}

/// One row; whether it was listed for the first time.
fn one(jobs: &Jobs, tx: &Tx, sighting: &Sighting) -> Result<bool> {
    Ok(match list::compare(tx, sighting)? {
        Entered::Old => {
            if sighting.stage == Stage::Stuck {
                tell::operators(tx, Alert::Stuck, &sighting.provider_id)?;
            }
            false
        }
        Entered::New => true,
        Entered::Stray => {
            list::stray(tx, sighting)?;
            tell::stray(tx, sighting)?;
            true
        }
        Entered::Ours(id) => {
            let judgement = pay::sighted(jobs, tx, id, sighting, Found::List)?;
            if let Judgement::Detected | Judgement::Wait(_) = judgement {
                list::look_again(tx, id)?;
            }
            list::note(tx, sighting)?;
            true
        }
    })
}
