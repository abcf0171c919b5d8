//! What the gate needs to know of a call, read in the transaction that asks it.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::Timestamp;
use rusqlite::params;

use crate::domain::gate::{Day, Facts, Forbidden, Line, Money, Opening};
use crate::domain::ids::{NumberId, PeriodId, UserId};
use crate::domain::keypad;
use crate::domain::script::Script;
use crate::domain::settings::Settings;
use crate::domain::user::User;
use crate::domain::wallet::{Bucket, Funding, Short, fund};
use crate::speech;
use crate::store::{Tx, ledger, numbers, plans, stops};

/// A day, milliseconds.
const DAY_MS: i64 = 24 * 3600 * 1000;
/// The provider refuses a second dial to one number within ten seconds; one more for its clock.
const SAME_NUMBER_MS: i64 = 11_000;
/// How soon a taken line is asked about again.
const LINE_AGAIN_MS: i64 = 15_000;
/// The longest call that is sold; plans and flows may only shorten it.
pub const CALL_MOST_MINUTES: u32 = 5;

/// A call that is asked about: planned or only thought of.
pub struct Asked<'a> {
    /// Who calls.
    pub user: &'a User,
    /// Who is called.
    pub number: NumberId,
    /// What is said.
    pub script: &'a Script,
    /// Which minutes and which price it uses.
    pub bucket: Bucket,
    /// How the call is paid if its hold already stands.
    pub held: Held,
}

/// Whether a hold for the call already stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It does: it was put off after the hold was taken.
    Yes,
    /// It must be taken.
    No,
}

/// The facts, and what would pay for the call.
pub struct Gathered {
    /// What the gate decides on.
    pub facts: Facts,
    /// What would pay, or what is missing.
    pub funding: Result<Funding, Short>,
    /// The plan period that the funding draws on.
    pub period: Option<PeriodId>,
}

/// Reads everything the gate may look at.
pub fn gather(tx: &Tx, settings: &Settings, asked: &Asked) -> Result<Gathered> {
    let phone = numbers::phone(tx, asked.number)?;
    let (purse, period) = plans::purse(tx, asked.user.id, asked.bucket, CALL_MOST_MINUTES)?;
    let funding = fund(&purse);
    let paid = asked.held == Held::Yes || funding.is_ok();
    let facts = Facts {
        at: tx.now(),
        all_stopped: stops::all_stopped(tx)?,
        money_frozen: ledger::is_frozen(tx)?,
        standing: asked.user.standing,
        day: day(tx, asked.user.id, settings.allowance.per_user_day)?,
        class: phone.class(),
        region: phone.region(),
        countries: settings.countries.clone(),
        zones: phone.zones(),
        do_not_call: numbers::forbidden(tx, asked.number, asked.user.id)?.map(
            |scope| match scope {
                numbers::Scope::User(_) => Forbidden::ForUser,
                numbers::Scope::Daemon => Forbidden::ForAll,
            },
        ),
        purpose: asked.script.purpose,
        opening: opening(asked.script),
        money: if paid { Money::Enough } else { Money::Short },
        line: line(tx, asked.number)?,
    };
    Ok(Gathered { facts, funding, period })
}

fn opening(script: &Script) -> Opening {
    match speech::render(script, &BTreeMap::new()) {
        // What would be sent names who calls and the key that stops the calls. A missing variable
        // is asked for elsewhere; the opening has none.
        Ok(rendered) if !introduces(&rendered.first_sentence, script) => Opening::Altered,
        _ => Opening::System,
    }
}

fn introduces(first: &str, script: &Script) -> bool {
    first.contains(script.business.as_str()) && first.contains(keypad::OPT_OUT)
}

fn day(tx: &Tx, user: UserId, most: u32) -> Result<Day> {
    let since = tx.now_ms() - DAY_MS;
    let sql = "SELECT count(*), min(placed_ms) FROM calls WHERE user_id = ?1 AND placed_ms > ?2";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, u32>(0)?, row.get::<_, Option<i64>>(1)?));
    let (made, oldest) = tx.one(sql, params![user.0, since], read)?.unwrap_or_default();
    let frees = oldest.and_then(|ms| Timestamp::from_millisecond(ms + DAY_MS).ok());
    Ok(Day { made, most, frees })
}

fn line(tx: &Tx, number: NumberId) -> Result<Line> {
    let sql = "SELECT max(placed_ms) FROM calls WHERE number_id = ?1
               AND phase IN ('claimed', 'placing', 'unclear', 'queued', 'running', 'lost')
               AND (phase <> 'lost' OR settlement = 'held')";
    let open: Option<i64> = tx.one(sql, [number.0], |row| row.get(0))?.flatten();
    let until = if open.is_some() {
        Some(tx.now_ms() + LINE_AGAIN_MS)
    } else {
        let sql = "SELECT max(placed_ms) FROM calls WHERE number_id = ?1 AND placed_ms > ?2";
        let since = tx.now_ms() - SAME_NUMBER_MS;
        let last: Option<i64> = tx.one(sql, params![number.0, since], |row| row.get(0))?.flatten();
        last.map(|placed| placed + SAME_NUMBER_MS)
    };
    let until = until.max(numbers::leased_until(tx, number)?);
    Ok(match until.and_then(|ms| Timestamp::from_millisecond(ms).ok()) {
        Some(until) => Line::Taken(until),
        None => Line::Free,
    })
}
