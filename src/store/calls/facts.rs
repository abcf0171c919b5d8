//! What the gate needs to know of a call, read in the transaction that asks it.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::Timestamp;
use rusqlite::params;

use crate::domain::code;
use crate::domain::frequency::Whom;
use crate::domain::gate::{Day, Facts, Forbidden, Line, Money, Opening};
use crate::domain::hours::{Urgency, Which};
use crate::domain::ids::{CallId, NumberId, PeriodId, UserId};
use crate::domain::keypad;
use crate::domain::phone::Phone;
use crate::domain::plan::SingleMinutes;
use crate::domain::policy::{self, Wrong};
use crate::domain::script::{Script, Values};
use crate::domain::settings::Settings;
use crate::domain::tier::Tier;
use crate::domain::user::User;
use crate::domain::wallet::{Basis, Bucket, Funding, Purse, Short, fund, waits};
use crate::speech;
use crate::store::calls::often;
use crate::store::ledger::Asset;
use crate::store::plans::Period;
use crate::store::purse::{self, Payer};
use crate::store::{Tx, approvals, consents, holds, ledger, numbers, stops, tiers};

/// A day, milliseconds.
const DAY_MS: i64 = 24 * 3600 * 1000;
/// The provider refuses a second dial to one number within ten seconds; one more for its clock.
const SAME_NUMBER_MS: i64 = 11_000;
/// How soon a taken line is asked about again.
const LINE_AGAIN_MS: i64 = 15_000;
/// How soon a list asks again whether a call on its way gave back what the next one needs.
const AWAY_AGAIN_MS: i64 = 10_000;
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
    /// The values of its variables.
    pub vars: &'a Values,
    /// Which minutes and which price it uses.
    pub bucket: Bucket,
    /// Why it is asked about.
    pub when: When,
    /// What the call does.
    pub does: Does,
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It says what its user wants said.
    Tells,
    /// It speaks a code of ours, by which the number is proved to be the user's own (C-16).
    Proves,
}

/// Why a call is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It is only thought of.
    Before,
    /// It is about to be dialled, and its hold to be taken.
    Now,
    /// The same, and its hold stands: it was put off after that was taken.
    Held(CallId),
}

/// The facts, and what would pay for the call.
pub struct Gathered {
    /// What the gate decides on.
    pub facts: Facts,
    /// What would pay, or what is missing.
    pub funding: Result<Funding, Short>,
    /// What there is to pay with.
    pub purse: Purse,
    /// The plan period that the funding draws on.
    pub period: Option<PeriodId>,
    /// What may not be said as it is.
    pub wrong: Vec<Wrong>,
}

/// Reads everything the gate may look at.
pub fn gather(tx: &Tx, settings: &Settings, asked: &Asked) -> Result<Gathered> {
    let phone = numbers::phone(tx, asked.number)?;
    let (purse, period) = purse::of(tx, &payer(settings, asked, &phone))?;
    let funding = fund(&purse);
    let price = match (asked.when, &funding) {
        (When::Held(_), _) => None,
        (_, Ok(funding)) => Some((funding.basis, funding.price)),
        (_, Err(short)) => Some((short.basis, short.price)),
    };
    let tier = tiers::of(tx, asked.user)?;
    let most = most_a_day(settings, tier);
    let (user, purpose) = (asked.user.id, asked.script.purpose);
    let allowed = approvals::allowed(tx, user, asked.script.hash())?;
    // What speaks a code is the system's own.
    let wrong = match asked.does {
        Does::Tells => policy::wrong(asked.script, asked.vars, &allowed),
        Does::Proves => Vec::new(),
    };
    let facts = Facts {
        at: tx.now(),
        all_stopped: stops::all_stopped(tx)?,
        money_frozen: ledger::is_frozen(tx)?,
        standing: asked.user.standing,
        tier,
        whom: match asked.does {
            Does::Tells => tiers::whose(tx, user, asked.number)?,
            Does::Proves => Whom::Proving,
        },
        day: day(tx, user, most)?,
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
        consent: consents::on_file(tx, user, asked.number, purpose)?,
        past: often::past(tx, user, asked.number, purpose)?,
        purpose,
        window: settings.packs.window(Which::Of(phone.region()), purpose, Urgency::Ordinary),
        words: policy::words(&wrong, &allowed),
        policy: policy::VERSION,
        opening: opening(asked.script),
        money: money(tx, asked, &purse, &funding),
        price,
        line: line(tx, asked.number)?,
        single: single(tx, asked, &funding, period.as_ref())?,
    };
    Ok(Gathered { facts, funding, purse, period: period.map(|period| period.id), wrong })
}

/// Who pays for the longest that the call may last.
fn payer<'a>(settings: &Settings, asked: &Asked, phone: &'a Phone) -> Payer<'a> {
    let limit_minutes = match asked.does {
        Does::Tells => CALL_MOST_MINUTES,
        Does::Proves => code::MINUTES,
    };
    let (user, bucket, home) = (asked.user.id, asked.bucket, settings.region);
    Payer { user, bucket, phone, home, limit_minutes }
}

/// Whether the call can be paid for. A list has time: rather than cutting a call short, or paying
/// for it from the wallet, it waits for what its other calls give back (R21).
fn money(tx: &Tx, asked: &Asked, purse: &Purse, funding: &Result<Funding, Short>) -> Money {
    match asked.when {
        When::Held(_) => Money::Enough,
        When::Now if asked.bucket == Bucket::Bulk && waits(purse, funding) => {
            soon(tx, AWAY_AGAIN_MS).map_or(Money::Short, Money::Away)
        }
        When::Now | When::Before if funding.is_ok() => Money::Enough,
        When::Now | When::Before => Money::Short,
    }
}

/// On an unlimited plan, whether another call to one number is on the line that it pays for.
fn single(
    tx: &Tx,
    asked: &Asked,
    funding: &Result<Funding, Short>,
    period: Option<&Period>,
) -> Result<Line> {
    let unlimited =
        |period: &&Period| matches!(period.plan.single, SingleMinutes::Unlimited { .. });
    let Some(period) = period.filter(unlimited).filter(|_| asked.bucket == Bucket::Single) else {
        return Ok(Line::Free);
    };
    let asset = Asset::Seconds { period: period.id, bucket: asked.bucket };
    let by_plan = match asked.when {
        When::Held(call) => holds::is_of(tx, call, asset)?,
        When::Now | When::Before => funding.is_ok_and(|funding| funding.basis == Basis::Plan),
    };
    let sql = "SELECT EXISTS (SELECT 1 FROM calls c JOIN holds h ON h.call_id = c.id
               WHERE c.phase IN ('placing', 'unclear', 'queued', 'running')
               AND c.user_id = ?1 AND h.asset = ?2)";
    let taken = by_plan && tx.number(sql, params![asked.user.id.0, asset.to_string()])? > 0;
    Ok(soon(tx, LINE_AGAIN_MS).filter(|_| taken).map_or(Line::Free, Line::Taken))
}

/// A moment from now; `None` beyond the calendar.
fn soon(tx: &Tx, ms: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(tx.now_ms().saturating_add(ms)).ok()
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

/// Calls in 24 hours: by trust, and never more than the provider's plan allows one user.
pub fn most_a_day(settings: &Settings, tier: Tier) -> u32 {
    settings.allowance.per_user_day.min(tier.per_day())
}

/// The user's calls in the last 24 hours.
pub fn day(tx: &Tx, user: UserId, most: u32) -> Result<Day> {
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
