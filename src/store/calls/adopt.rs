//! A call at the provider that this store does not know of: made in a history that was lost, as by
//! restoring a backup. It is taken over instead of being dialled again.

use anyhow::{Context, Result};
use rusqlite::params;

use crate::domain::call::{Phase, Report, Settlement};
use crate::domain::ids::CallId;
use crate::domain::phone::Region;
use crate::domain::wallet::{fund, owed};
use crate::store::calls::facts::CALL_MOST_MINUTES;
use crate::store::calls::{Call, any, dial};
use crate::store::purse::{self, Payer};
use crate::store::{Tx, events, holds, numbers, plans, schedules};

/// How far the provider's clock and ours may differ.
pub const MARGIN_MS: i64 = 10 * 60 * 1000;
/// How far back a store looks that has never dialled: its file may replace one that has.
const NEVER_DIALLED_MS: i64 = 48 * 3_600_000;

/// From when on the provider may have calls that this store does not know of, milliseconds UTC.
///
/// Every dial is noted before its request goes out, and later ones have later times. So whatever a
/// backup lacks was dialled after the last dial that it has, however old it is and whatever else
/// was written to it since it was restored.
pub fn horizon_ms(tx: &Tx) -> Result<i64> {
    let last = "SELECT max(placed_ms) FROM calls WHERE placed_ms IS NOT NULL";
    let last: Option<i64> = tx.one(last, [], |row| row.get(0))?.flatten();
    let since = match last {
        Some(last) => last.min(tx.now_ms()),
        None => {
            let first = "SELECT at_ms FROM events WHERE id > 0 ORDER BY id LIMIT 1";
            let first = tx.one(first, [], |row| row.get(0))?.unwrap_or(i64::MAX);
            i64::min(first, tx.now_ms() - NEVER_DIALLED_MS)
        }
    };
    Ok(since - MARGIN_MS)
}

/// Whether a call of the provider's was met before.
pub fn is_known(tx: &Tx, provider_id: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM calls WHERE provider_id = ?1)
                   OR EXISTS (SELECT 1 FROM leases WHERE provider_id = ?1)";
    Ok(tx.number(sql, [provider_id])? > 0)
}

/// What a call at the provider is to this store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// One of its calls, as it knew.
    Known(CallId),
    /// One of its calls, of which it did not know that it had been dialled.
    Adopted(CallId),
    /// It has the id of a call that was never to be dialled, or whose dial is another one.
    Odd(CallId),
    /// No call here has its id.
    Stranger,
}

/// Finds the call here that a call at the provider is, by our own id, and takes it over if that is
/// news. A call that was planned is not dialled any more; it is paid for where plans cover `home`.
pub fn meet(tx: &Tx, home: Option<Region>, cb_request_id: &str, report: &Report) -> Result<Met> {
    let sql = "SELECT id FROM calls WHERE uuid = ?1";
    let Some(id) = tx.one(sql, [cb_request_id], |row| row.get(0).map(CallId))? else {
        return Ok(Met::Stranger);
    };
    let call = any(tx, id)?;
    match (&call.provider_id, call.phase) {
        (Some(known), _) if *known == report.provider_id => Ok(Met::Known(id)),
        (Some(_), _) => Ok(Met::Odd(id)),
        (None, Phase::Planned | Phase::Claimed) => {
            adopt(tx, home, &call, report)?;
            Ok(Met::Adopted(id))
        }
        (None, Phase::Placing | Phase::Unclear) => {
            dial::queued(tx, id, &report.provider_id, None)?;
            Ok(Met::Adopted(id))
        }
        (None, Phase::Lost) => {
            // Its next look tells whether it is still to be settled, or charged late (R20).
            let sql = "UPDATE calls SET provider_id = ?2, next_look_ms = ?3 WHERE id = ?1";
            tx.run(sql, params![id.0, report.provider_id, tx.now_ms()])?;
            Ok(Met::Adopted(id))
        }
        _ => Ok(Met::Odd(id)),
    }
}

/// The call goes on as if its request had just been answered. What was said to the gate then, and
/// what it answered, is lost with the rest; history says that.
fn adopt(tx: &Tx, home: Option<Region>, call: &Call, report: &Report) -> Result<()> {
    let settlement: &str = pay(tx, home, call)?.into();
    let placed = report.created_ms.unwrap_or(tx.now_ms());
    tx.run(
        "UPDATE calls SET phase = 'queued', settlement = ?2, provider_id = ?3, placed_ms = ?4,
             max_minutes = ?5, tries = tries + 1, looks = 0, misses = 0, next_look_ms = ?6,
             refusal = NULL, rev = rev + 1 WHERE id = ?1",
        params![call.id.0, settlement, report.provider_id, placed, CALL_MOST_MINUTES, tx.now_ms(),],
    )?;
    plans::start_period(tx, call.user)?;
    if let Some(schedule) = call.schedule {
        schedules::started(tx, schedule)?;
    }
    let body = serde_json::json!({ "adopted": report.provider_id, "uuid": call.uuid });
    events::append(tx, events::Kind::Dial, Some(call.user), Some(call.id.0), &body)
}

/// Takes a call out of the way that could not be taken over: nobody knows what became of it, but it
/// is not dialled any more. What was set aside for it is settled by the next look.
pub fn give_up(tx: &Tx, cb_request_id: &str, report: &Report) -> Result<Met> {
    tx.run(
        "UPDATE calls SET phase = 'lost', provider_id = ?2, placed_ms = ?3, rev = rev + 1,
             next_look_ms = CASE settlement WHEN 'held' THEN ?4 END
         WHERE uuid = ?1 AND phase IN ('planned', 'claimed')",
        params![
            cb_request_id,
            report.provider_id,
            report.created_ms.unwrap_or(tx.now_ms()),
            tx.now_ms()
        ],
    )?;
    let sql = "SELECT id FROM calls WHERE uuid = ?1";
    let id = tx.one(sql, [cb_request_id], |row| row.get(0).map(CallId))?;
    Ok(Met::Odd(id.context("a call that was just found")?))
}

/// Sets aside what pays for the call. Where there is too little by now, the call is charged late.
fn pay(tx: &Tx, home: Option<Region>, call: &Call) -> Result<Settlement> {
    if holds::standing(tx, call.id)?.is_some() {
        return Ok(Settlement::Held);
    }
    let phone = numbers::phone(tx, call.number)?;
    let (user, bucket, limit_minutes) = (call.user, call.bucket, CALL_MOST_MINUTES);
    let payer = Payer { user, bucket, phone: &phone, home, limit_minutes };
    let (purse, period) = purse::of(tx, &payer)?;
    match fund(&purse) {
        Ok(funding) => {
            let period = period.map(|period| period.id);
            let hold = holds::take(tx, call.id, call.user, &funding, period)?;
            hold.with_context(|| format!("hold of the adopted call {}", call.id))?;
            Ok(Settlement::Held)
        }
        Err(_) => {
            let owed = owed(&purse).context("price beyond the range")?;
            holds::owe(tx, call.id, call.user, &owed)?;
            Ok(Settlement::Released)
        }
    }
}
