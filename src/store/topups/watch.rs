//! What the pay job reads and writes: which top-up is next, what the provider promised, when it is
//! looked at again.

use anyhow::Result;
use rusqlite::params;

use super::{COLUMNS, any, apply, by_payment, line, one, set_state};
use crate::domain::coin::Units;
use crate::domain::ids::{TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::topup::{
    self, Problem, QuoteFault, State, Topup, check_quote, lock_ms, next_look,
};
use crate::store::{Tx, ledger, rates};

/// The first wait before the provider is asked to open a payment again, doubled each time.
const OPEN_AGAIN_MS: i64 = 5_000;
/// The longest such wait.
const OPEN_AGAIN_MOST_MS: i64 = 60_000;
/// How long a user waits for an address; then he is told that there is none.
const OPEN_PATIENCE_MS: i64 = 10 * 60_000;
/// How long what needs the ledger is put off while money stands still.
const FROZEN_MS: i64 = 3_600_000;
/// A transfer that waits for a rate is looked at again after so long: a rate counts for five
/// minutes, and is asked for until ten after each look.
const RATE_AGAIN_MS: i64 = 4 * 60_000;
/// As long as there was a rate within this time, its source works: twice the longest time between
/// two looks, each of which asks for the rate.
const RATE_KNOWN_MS: i64 = 2 * 3_600_000;
/// Waits grow no longer after so many tries; the shift below stays in range.
const DOUBLINGS: u32 = 5;

/// The top-up that the provider is asked to open next.
pub fn to_open(tx: &Tx) -> Result<Option<Topup>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM topups t WHERE t.state = 'created' AND t.next_look_ms <= ?1
         ORDER BY t.next_look_ms LIMIT 1"
    );
    one(tx, &sql, [tx.now_ms()])
}

/// The top-up that is looked at next.
pub fn to_look_at(tx: &Tx) -> Result<Option<Topup>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM topups t
         WHERE t.next_look_ms <= ?1 AND t.next_look_ms IS NOT NULL AND t.state <> 'created'
         ORDER BY t.next_look_ms LIMIT 1"
    );
    one(tx, &sql, [tx.now_ms()])
}

/// When the next one is to be opened or given up, milliseconds UTC.
pub fn next_to_open(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(next_look_ms) FROM topups WHERE state = 'created'";
    let next = not_before_free(tx, tx.one(sql, [], |row| row.get(0))?.flatten())?;
    let sql = "SELECT min(created_ms) FROM topups WHERE state = 'created'";
    let oldest: Option<i64> = tx.one(sql, [], |row| row.get(0))?.flatten();
    Ok(next.into_iter().chain(oldest.map(|oldest| oldest + OPEN_PATIENCE_MS)).min())
}

/// One whose user has waited long enough, while the provider is not even asked.
pub fn overdue(tx: &Tx) -> Result<Option<TopupId>> {
    let sql = "SELECT id FROM topups WHERE state = 'created' AND created_ms <= ?1 LIMIT 1";
    Ok(tx.one(sql, [tx.now_ms() - OPEN_PATIENCE_MS], |row| row.get(0))?.map(TopupId))
}

/// When the next one is to be looked at, milliseconds UTC.
pub fn next_look_due(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(next_look_ms) FROM topups
               WHERE next_look_ms IS NOT NULL AND state <> 'created'";
    not_before_free(tx, tx.one(sql, [], |row| row.get(0))?.flatten())
}

/// While the line is down, everything waits.
fn not_before_free(tx: &Tx, due: Option<i64>) -> Result<Option<i64>> {
    let free = line::free_at(tx)?;
    Ok(due.map(|due| due.max(free)))
}

/// A user's top-up as it is now; for jobs, which know its owner from it.
pub fn get(tx: &Tx, id: TopupId) -> Result<Topup> {
    any(tx, id)
}

/// What the provider promised.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// Its id of the payment.
    pub provider_id: &'a str,
    /// Where the coins go.
    pub address: &'a str,
    /// How much of the coin.
    pub units: Units,
    /// For how many dollars.
    pub usd: Usd,
}

/// Why a promise is not shown to the payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// Its price.
    Price(QuoteFault),
    /// The provider gave the id of another payment (R6).
    Twin(UserId),
}

/// The provider has opened it: from now on its rate holds. An odd promise ends the top-up, whose
/// address nobody has seen.
pub fn opened(tx: &Tx, id: TopupId, promise: &Promise<'_>) -> Result<Result<(), Odd>> {
    let topup = any(tx, id)?;
    if topup.state != State::Created {
        return Ok(Ok(()));
    }
    if let Some(twin) = by_payment(tx, promise.provider_id)? {
        give_up(tx, id, Problem::Quote)?;
        return Ok(Err(Odd::Twin(any(tx, twin)?.user)));
    }
    let rate = rates::now(tx, topup.coin.symbol())?;
    let told = (promise.units, promise.usd);
    if let Err(fault) = check_quote(topup.coin, topup.usd, told, rate.as_ref()) {
        give_up(tx, id, Problem::Quote)?;
        return Ok(Err(Odd::Price(fault)));
    }
    tx.run(
        "UPDATE topups SET state = 'awaiting', provider_id = ?2, address = ?3, units = ?4,
                quoted_ms = ?5, locked_ms = ?6, next_look_ms = ?7, tries = tries + 1
         WHERE id = ?1",
        params![
            id.0,
            promise.provider_id,
            promise.address,
            promise.units.0,
            tx.now_ms(),
            tx.now_ms() + lock_ms(topup.coin),
            tx.now_ms() + topup::FIRST_LOOK_MS,
        ],
    )?;
    Ok(Ok(()))
}

/// Nobody knows whether the provider has opened it, or it has no time: asked again with the same
/// key. `false` when that has lasted too long: it is given up.
pub fn open_again(tx: &Tx, id: TopupId) -> Result<bool> {
    let topup = any(tx, id)?;
    let age = tx.now_ms() - topup.created.as_millisecond();
    if age >= OPEN_PATIENCE_MS {
        give_up(tx, id, Problem::Unreachable)?;
        return Ok(false);
    }
    let wait = (OPEN_AGAIN_MS << topup.tries.min(DOUBLINGS)).min(OPEN_AGAIN_MOST_MS);
    let sql = "UPDATE topups SET tries = tries + 1, next_look_ms = ?2
               WHERE id = ?1 AND state = 'created'";
    tx.run(sql, params![id.0, tx.now_ms() + wait])?;
    Ok(true)
}

/// Somebody says that there is news of a payment: it is looked at at once. Returns whether it is
/// one of ours; one that is over stays as it is.
pub fn look_now(tx: &Tx, payment: &str) -> Result<bool> {
    let sql = "UPDATE topups SET next_look_ms = ?2
               WHERE provider_id = ?1 AND next_look_ms IS NOT NULL";
    tx.run(sql, params![payment, tx.now_ms()])?;
    Ok(by_payment(tx, payment)?.is_some())
}

/// The provider did not answer a look: it is looked at again in a while, whatever its age.
pub fn put_off(tx: &Tx, id: TopupId) -> Result<()> {
    let sql = "UPDATE topups SET next_look_ms = ?2 WHERE id = ?1 AND next_look_ms IS NOT NULL";
    tx.run(sql, params![id.0, tx.now_ms() + OPEN_AGAIN_MOST_MS])?;
    Ok(())
}

/// It comes to nothing.
pub fn give_up(tx: &Tx, id: TopupId, problem: Problem) -> Result<()> {
    let sql = "UPDATE topups SET state = 'abandoned', problem = ?2, next_look_ms = NULL
               WHERE id = ?1";
    tx.run(sql, params![id.0, <&str>::from(problem)])?;
    Ok(())
}

/// A transfer waits for a rate. Looks grow rarer than a rate stays fresh, so the next comes while
/// the one that this look has asked for still counts; without a source they stay rare.
pub fn look_for_rate(tx: &Tx, id: TopupId) -> Result<()> {
    let last = rates::last(tx, any(tx, id)?.coin.symbol())?;
    if last.is_none_or(|rate| rate.at_ms < tx.now_ms() - RATE_KNOWN_MS) {
        return Ok(());
    }
    let sql = "UPDATE topups SET next_look_ms = min(next_look_ms, ?2)
               WHERE id = ?1 AND next_look_ms IS NOT NULL";
    tx.run(sql, params![id.0, tx.now_ms() + RATE_AGAIN_MS])?;
    Ok(())
}

/// What a look without news changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Nothing.
    Same,
    /// The card must be drawn again.
    Changed,
    /// It was looked at for the last time although a transfer had been seen.
    Unsettled,
}

/// It was looked at: when it is next, and what the passing of time makes of it.
pub fn looked(tx: &Tx, id: TopupId) -> Result<Looked> {
    let topup = any(tx, id)?;
    let Some(open) = &topup.open else { return Ok(Looked::Same) };
    if !topup.state.is_open() {
        return Ok(Looked::Same);
    }
    let age = tx.now_ms() - open.quoted.as_millisecond();
    let Some(wait) = next_look(age, id) else { return over(tx, &topup) };
    let sql = "UPDATE topups SET next_look_ms = ?2 WHERE id = ?1";
    tx.run(sql, params![id.0, tx.now_ms() + wait])?;
    if topup.state == State::Awaiting && tx.now() > open.locked_until {
        set_state(tx, id, State::Expired)?;
        return Ok(Looked::Changed);
    }
    Ok(Looked::Same)
}

/// A week has passed.
fn over(tx: &Tx, topup: &Topup) -> Result<Looked> {
    if topup.state == State::Detected && ledger::is_frozen(tx)? {
        let sql = "UPDATE topups SET next_look_ms = ?2 WHERE id = ?1";
        tx.run(sql, params![topup.id.0, tx.now_ms() + FROZEN_MS])?;
        return Ok(Looked::Same);
    }
    if topup.state == State::Detected {
        apply::unsettled(tx, topup)?;
        return Ok(Looked::Unsettled);
    }
    give_up(tx, topup.id, Problem::Unpaid)?;
    Ok(Looked::Changed)
}
