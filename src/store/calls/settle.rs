//! What a call that is over costs: charged or given back with its end, and after it where money
//! stood still.

use anyhow::Result;
use rusqlite::params;

use crate::domain::call::{Outcome, Phase, Settlement};
use crate::domain::ids::CallId;
use crate::domain::price::{Tried, Usage};
use crate::store::calls::{Call, any};
use crate::store::holds::{self, Charged};
use crate::store::{Tx, campaigns, ledger};

/// Charges a call for what became of it: out of its hold, or late if the hold went back before
/// (R20). While money stands still nothing is charged, and the call stays as it is for [`next`].
pub(super) fn charge(
    tx: &Tx,
    call: &Call,
    outcome: Outcome,
    seconds: u32,
) -> Result<(Settlement, Charged)> {
    if ledger::is_frozen(tx)? {
        return Ok((call.settlement, Charged::NOTHING));
    }
    let usage = usage(tx, call, outcome, seconds)?;
    Ok(match holds::standing(tx, call.id)? {
        Some(_) => (Settlement::Settled, holds::settle(tx, call.id, usage)?),
        None => (Settlement::Late, holds::charge_late(tx, call.id, usage)?),
    })
}

/// Whether anybody answered. Machines do, and connected seconds are paid for whatever else the
/// provider says.
pub(super) fn is_answered(outcome: Outcome, seconds: u32) -> bool {
    seconds > 0 || matches!(outcome, Outcome::Answered | Outcome::Voicemail)
}

/// What became of the call, as far as its price goes. Its own attempt has been counted.
fn usage(tx: &Tx, call: &Call, outcome: Outcome, seconds: u32) -> Result<Usage> {
    if is_answered(outcome, seconds) {
        // Calls are not handed on yet.
        return Ok(Usage::Connected { seconds, transferred: 0 });
    }
    let tried = match call.campaign {
        Some(campaign) => campaigns::tried(tx, campaign)?,
        None => Tried::default(),
    };
    Ok(Usage::Unanswered(tried.unanswered()))
}

/// Gives a standing hold back. While money stands still it stays, for [`next`] or, of a lost call,
/// for its next look. Returns whether nothing is held any more.
pub(super) fn give_back(tx: &Tx, call: CallId) -> Result<bool> {
    if holds::standing(tx, call)?.is_none() {
        return Ok(true);
    }
    if ledger::is_frozen(tx)? {
        return Ok(false);
    }
    holds::release(tx, call)?;
    tx.run("UPDATE calls SET settlement = 'released' WHERE id = ?1", [call.0])?;
    Ok(true)
}

/// The first call after `after` that is over and whose money did not move with its end; none
/// while money stands still.
pub fn next(tx: &Tx, after: CallId) -> Result<Option<CallId>> {
    if ledger::is_frozen(tx)? {
        return Ok(None);
    }
    // The condition is that of the index.
    let sql = "SELECT id FROM calls
               WHERE settlement IN ('held', 'released') AND (phase = 'ended'
                   OR (phase IN ('refused', 'cancelled') AND settlement = 'held'))
               AND id > ?1 ORDER BY id LIMIT 1";
    tx.one(sql, [after.0], |row| row.get(0).map(CallId))
}

/// Moves the money of a call that is over. Doing it twice changes nothing.
pub fn settle(tx: &Tx, id: CallId) -> Result<()> {
    let call = any(tx, id)?;
    if call.phase != Phase::Ended {
        give_back(tx, id)?;
        return Ok(());
    }
    let outcome = call.outcome.unwrap_or(Outcome::Unknown);
    let (settlement, charged) = charge(tx, &call, outcome, call.seconds.unwrap_or(0))?;
    let word: &str = settlement.into();
    tx.run(
        "UPDATE calls SET settlement = ?2, cost_micro = ?3, plan_seconds = ?4, rev = rev + 1
         WHERE id = ?1",
        params![id.0, word, charged.usd.as_micro(), charged.plan_seconds],
    )?;
    Ok(())
}
