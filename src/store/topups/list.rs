//! The daily comparison with the provider's list of payments (R26): each that came to something has
//! one credit or one review here, and each credit here stands in the list.

use anyhow::{Context, Result};
use rusqlite::{Row, params};

use super::{Found, PROVIDER, any, apply, by_payment};
use crate::domain::coin::{Coin, Units};
use crate::domain::ids::TopupId;
use crate::domain::payment::{Sighting, Stage};
use crate::domain::topup::{Gap, Missed, State, Why};
use crate::store::{Tx, marks, reviews};

/// Between two comparisons.
const EVERY_MS: i64 = 24 * 3_600_000;
/// A credit younger than this may be missing from the list: the provider writes it a little later.
const GRACE_MS: i64 = 3_600_000;
/// Pages of one comparison; more than a busy year has.
const PAGES_MOST: i64 = 500;
/// Gaps that one notice names.
const GAPS_MOST: i64 = 50;

const PAGE: &str = "list:page";
const STARTED: &str = "list:started";
const LAST: &str = "list:last";

/// When the next page is asked for, milliseconds UTC; `None` before the first top-up.
pub fn next_due(tx: &Tx) -> Result<Option<i64>> {
    let free = super::line::free_at(tx)?;
    if marks::get(tx, PAGE)? > 0 {
        return Ok(Some(free));
    }
    let Some(first) = first_ms(tx)? else { return Ok(None) };
    let last = marks::get(tx, LAST)?.max(first);
    Ok(Some(free.max(last.saturating_add(EVERY_MS))))
}

/// The page to ask for, from 1; it begins a comparison when one is due.
pub fn next_page(tx: &Tx) -> Result<u32> {
    let page = marks::get(tx, PAGE)?.max(1);
    u32::try_from(page).context("the page of the comparison")
}

/// When the first top-up was made: what is older in the list is not ours.
fn first_ms(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT created_ms FROM topups WHERE id = (SELECT min(id) FROM topups)";
    tx.one(sql, [], |row| row.get(0))
}

/// What a row of the list is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// Listed before, or nothing to compare.
    Old,
    /// Decided before, and listed for the first time.
    New,
    /// A payment of ours that is not decided.
    Ours(TopupId),
    /// Coins that nobody here asked for (R8).
    Stray,
}

/// Holds one row against what was decided here.
pub fn compare(tx: &Tx, sighting: &Sighting) -> Result<Entered> {
    let counts = matches!(sighting.stage, Stage::Arrived | Stage::Stuck | Stage::Refunded);
    let ours = first_ms(tx)?.unwrap_or(i64::MAX);
    if !counts || sighting.seen_ms.is_some_and(|seen| seen < ours) {
        return Ok(Entered::Old);
    }
    if let Some((id, listed)) = decided(tx, sighting)? {
        list(tx, id)?;
        return Ok(if listed { Entered::Old } else { Entered::New });
    }
    Ok(match by_payment(tx, &sighting.provider_id)? {
        Some(id) if any(tx, id)?.state == State::Refunded => Entered::Old,
        Some(id) => Entered::Ours(id),
        None if sighting.stage == Stage::Refunded => Entered::Old,
        None => Entered::Stray,
    })
}

/// Keeps coins that nobody here asked for, for an operator.
pub fn stray(tx: &Tx, sighting: &Sighting) -> Result<()> {
    apply::keep(tx, sighting)?;
    reviews::open(tx, None, sighting, Why::Unknown, Found::List)?;
    note(tx, sighting)
}

/// Notes that a row's transfer was listed, if it is decided by now.
pub fn note(tx: &Tx, sighting: &Sighting) -> Result<()> {
    match decided(tx, sighting)? {
        Some((id, _)) => list(tx, id),
        None => Ok(()),
    }
}

/// A payment that waits for an amount or a rate is looked at until it has them.
pub fn look_again(tx: &Tx, id: TopupId) -> Result<()> {
    if !any(tx, id)?.state.is_open() {
        return Ok(());
    }
    let sql = "UPDATE topups SET next_look_ms = coalesce(next_look_ms, ?2) WHERE id = ?1";
    tx.run(sql, params![id.0, tx.now_ms()])?;
    Ok(())
}

/// The decided arrival of a row, and whether it was listed before.
fn decided(tx: &Tx, sighting: &Sighting) -> Result<Option<(i64, bool)>> {
    let chain_tx = sighting.chain_tx.as_deref().unwrap_or_default();
    let units = sighting.received.map(|units| units.0);
    tx.one(
        "SELECT id, listed_ms IS NOT NULL FROM arrivals
         WHERE provider = ?1 AND payment_id = ?2 AND state <> 'seen'
         AND (chain_tx = ?3 OR ((chain_tx = '' OR ?3 = '') AND (?4 IS NULL OR units = ?4)))
         ORDER BY chain_tx = ?3 DESC, id LIMIT 1",
        params![PROVIDER, sighting.provider_id, chain_tx, units],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

fn list(tx: &Tx, id: i64) -> Result<()> {
    let sql = "UPDATE arrivals SET listed_ms = coalesce(listed_ms, ?2) WHERE id = ?1";
    tx.run(sql, params![id, tx.now_ms()])?;
    Ok(())
}

/// The page was entered and there is another.
pub fn turn(tx: &Tx, page: u32) -> Result<()> {
    if page == 1 {
        marks::set(tx, STARTED, tx.now_ms())?;
    }
    marks::set(tx, PAGE, i64::from(page) + 1)
}

/// Whether a comparison ends with this page whatever it held.
pub fn is_last(page: u32) -> bool {
    i64::from(page) >= PAGES_MOST
}

/// The comparison is over: what it found, exactly.
pub fn finish(tx: &Tx, page: u32) -> Result<Vec<Gap>> {
    let started = if page == 1 { tx.now_ms() } else { marks::get(tx, STARTED)? };
    marks::set(tx, PAGE, 0)?;
    marks::set(tx, LAST, tx.now_ms())?;
    let late = "SELECT payment_id, topup_id, coin, units, state FROM arrivals
                WHERE found_by = 'list' AND decided_ms >= ?1 AND provider = 'dynopay'
                ORDER BY decided_ms, id LIMIT ?2";
    let missing = "SELECT payment_id, topup_id, coin, units, 'missing' FROM arrivals
                   WHERE state = 'credited' AND listed_ms IS NULL AND decided_ms < ?1
                   AND provider = 'dynopay'
                   ORDER BY decided_ms, id LIMIT ?2";
    let mut gaps = gaps(tx, late, started)?;
    gaps.extend(self::gaps(tx, missing, started.saturating_sub(GRACE_MS))?);
    Ok(gaps)
}

fn gaps(tx: &Tx, sql: &str, since: i64) -> Result<Vec<Gap>> {
    let rows = tx.all(sql, params![since, GAPS_MOST], |row| Ok(gap(row)))?;
    rows.into_iter().collect::<Result<_>>().context("read the gaps")
}

fn gap(row: &Row<'_>) -> Result<Gap> {
    let state: String = row.get(4)?;
    Ok(Gap {
        payment_id: row.get(0)?,
        topup: row.get::<_, Option<i64>>(1)?.map(TopupId),
        coin: row.get::<_, Option<String>>(2)?.map(|code| code.parse::<Coin>()).transpose()?,
        units: row.get::<_, Option<i64>>(3)?.map(Units),
        missed: match state.as_str() {
            "missing" => Missed::There,
            "credited" => Missed::Here,
            _ => Missed::Unclear,
        },
    })
}
