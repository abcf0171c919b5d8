//! Telegram Stars as Telegram told of them, booked once each, and compared with its list once a day
//! (S1, R26).

use anyhow::{Context, Result};
use rusqlite::{Row, params};

use crate::chat::event::StarsMoved;
use crate::domain::coin::{Coin, Units};
use crate::domain::payment::{Sighting, Stage};
use crate::domain::topup::{Gap, Missed};
use crate::store::topups::{self, Found};
use crate::store::{Tx, ledger, marks};

/// Between two comparisons.
const EVERY_MS: i64 = 24 * 3_600_000;
/// What is younger may be missing from the list.
const GRACE_MS: i64 = 3_600_000;
/// Rows of one comparison; more than a busy year has.
const ROWS_MOST: i64 = 50_000;
/// Gaps that one notice names.
const GAPS_MOST: i64 = 50;
/// The wait after Telegram did not answer.
const AGAIN_MS: i64 = 10 * 60_000;

const SKIP: &str = "stars:skip";
const STARTED: &str = "stars:started";
const DUE: &str = "stars:due";

/// One movement that waits to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The row.
    pub id: i64,
    /// What Telegram told.
    pub moved: StarsMoved,
    /// How it was come by.
    pub found: Found,
}

/// Notes what Telegram told, once; whether it is news.
pub fn hear(tx: &Tx, moved: &StarsMoved, found: Found) -> Result<bool> {
    let changed = tx.run(
        "INSERT INTO stars (way, charge, telegram_id, payload, stars, found_by, at_ms, heard_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (charge, way) DO NOTHING",
        params![
            <&str>::from(moved.way),
            moved.charge,
            moved.telegram_id,
            moved.payload,
            moved.stars,
            <&str>::from(found),
            moved.at_ms,
            tx.now_ms(),
        ],
    )?;
    Ok(changed == 1)
}

/// The oldest that is not booked; none while money stands still.
pub fn waiting(tx: &Tx) -> Result<Option<Told>> {
    if ledger::is_frozen(tx)? {
        return Ok(None);
    }
    let sql = "SELECT id, way, charge, telegram_id, payload, stars, at_ms, found_by FROM stars
               WHERE booked_ms IS NULL ORDER BY id LIMIT 1";
    tx.one(sql, [], |row| Ok(read(row)))?.transpose().context("read what Stars moved")
}

fn read(row: &Row<'_>) -> Result<Told> {
    let found: String = row.get(7)?;
    let moved = StarsMoved {
        way: row.get::<_, String>(1)?.parse()?,
        charge: row.get(2)?,
        telegram_id: row.get(3)?,
        payload: row.get(4)?,
        stars: row.get(5)?,
        at_ms: row.get(6)?,
    };
    let found = if found == "list" { Found::List } else { Found::Look };
    Ok(Told { id: row.get(0)?, moved, found })
}

/// It was booked, or left to an operator.
pub fn booked(tx: &Tx, id: i64) -> Result<()> {
    let sql = "UPDATE stars SET booked_ms = ?2 WHERE id = ?1 AND booked_ms IS NULL";
    tx.run(sql, params![id, tx.now_ms()])?;
    Ok(())
}

/// A payment as the rules for transfers see it. `name` is what the top-up is called at the
/// provider; the charge takes the place of the transfer on the chain.
pub fn sighting(moved: &StarsMoved, name: &str) -> Sighting {
    Sighting {
        provider_id: name.to_owned(),
        stage: Stage::Arrived,
        coin: Some(Coin::Stars),
        received: Some(Units(moved.stars)),
        chain_tx: Some(moved.charge.clone()),
        seen_ms: Some(moved.at_ms),
        recovered: false,
    }
}

/// When the next page of the list is asked for, milliseconds UTC; `None` before the first bill.
pub fn next_page(tx: &Tx) -> Result<Option<i64>> {
    let Some(since) = topups::stars::since(tx)? else { return Ok(None) };
    Ok(Some(marks::get(tx, DUE)?.max(since + EVERY_MS)))
}

/// How many rows are left out before the page that is due now; `None` when none is.
pub fn page(tx: &Tx) -> Result<Option<i64>> {
    let due = next_page(tx)?.is_some_and(|due| due <= tx.now_ms());
    if !due || ledger::is_frozen(tx)? {
        return Ok(None);
    }
    marks::get(tx, SKIP).map(Some)
}

/// Telegram did not answer.
pub fn put_off(tx: &Tx) -> Result<()> {
    marks::set(tx, DUE, tx.now_ms() + AGAIN_MS)
}

/// Enters one row of the list; whether it had been missed.
pub fn enter(tx: &Tx, moved: &StarsMoved) -> Result<bool> {
    let ours = topups::stars::since(tx)?.unwrap_or(i64::MAX);
    // What is older came before this bot took Stars.
    if moved.at_ms < ours - GRACE_MS {
        return Ok(false);
    }
    let missed = hear(tx, moved, Found::List)?;
    let sql = "UPDATE stars SET listed_ms = coalesce(listed_ms, ?3) WHERE charge = ?1 AND way = ?2";
    tx.run(sql, params![moved.charge, <&str>::from(moved.way), tx.now_ms()])?;
    Ok(missed)
}

/// A page of so many rows was entered. After the last one: what the comparison found.
pub fn turn(tx: &Tx, skip: i64, rows: i64, most: i64) -> Result<Option<Vec<Gap>>> {
    if skip == 0 {
        marks::set(tx, STARTED, tx.now_ms())?;
    }
    let next = skip + rows;
    if rows >= most && next < ROWS_MOST {
        marks::set(tx, SKIP, next)?;
        return Ok(None);
    }
    marks::set(tx, SKIP, 0)?;
    marks::set(tx, DUE, tx.now_ms() + EVERY_MS)?;
    let started = marks::get(tx, STARTED)?;
    let late = "SELECT charge, payload, stars, 'here', telegram_id FROM stars
                WHERE found_by = 'list' AND heard_ms >= ?1 AND way = 'paid'
                ORDER BY heard_ms LIMIT ?2";
    let missing = "SELECT charge, payload, stars, 'there', telegram_id FROM stars
                   WHERE listed_ms IS NULL AND heard_ms < ?1 AND way = 'paid'
                   ORDER BY heard_ms LIMIT ?2";
    let mut gaps = gaps(tx, late, started)?;
    gaps.extend(self::gaps(tx, missing, started - GRACE_MS)?);
    Ok(Some(gaps))
}

fn gaps(tx: &Tx, sql: &str, since: i64) -> Result<Vec<Gap>> {
    let read = |row: &Row<'_>| {
        let missed: String = row.get(3)?;
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, missed, row.get::<_, i64>(4)?))
    };
    let rows = tx.all(sql, params![since, GAPS_MOST], read)?;
    let gap = |(payment_id, payload, stars, missed, payer): (_, String, _, String, _)| {
        let topup = topups::stars::named(tx, &payload, payer)?;
        let missed = match (missed.as_str(), topup) {
            ("there", _) => Missed::There,
            (_, Some(_)) => Missed::Here,
            (_, None) => Missed::Unclear,
        };
        Ok(Gap { payment_id, topup, coin: Some(Coin::Stars), units: Some(Units(stars)), missed })
    };
    rows.into_iter().map(gap).collect()
}

/// When something is due, milliseconds UTC: a booking, a bill that is over, a return to be sent, a
/// page of the list.
pub fn next_due(tx: &Tx) -> Result<Option<i64>> {
    let book = waiting(tx)?.map(|_| tx.now_ms());
    let frozen = ledger::is_frozen(tx)?;
    let page = next_page(tx)?.filter(|_| !frozen);
    let send = super::refunds::next_in_stars(tx)?;
    let over = topups::stars::next_overdue(tx)?;
    Ok([book, over, send, page].into_iter().flatten().min())
}
