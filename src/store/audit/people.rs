//! What people had said when a number was dialled: those called (C-02, C-04), the user, the
//! operator (C-21).

use anyhow::{Context, Result};
use rusqlite::{Statement, Transaction, params};

use super::Found;
use super::chain::Told;
use super::dials::{Dial, Dials};
use super::often::SALES;

/// Judges every dial by what stood at its moment.
pub(super) fn judge(
    file: &Transaction,
    dials: &Dials,
    told: &Told,
    found: &mut Found,
) -> Result<()> {
    let mut wishes = file.prepare(WISHES).context("read the do-not-call list")?;
    let mut consent = file.prepare(CONSENT).context("read consents")?;
    let mut stops = Vec::new();
    for (rule, what, sql) in STOPS {
        stops.push((rule, what, file.prepare(sql).with_context(|| what.to_owned())?));
    }
    for dial in dials.0.iter().filter(|dial| !dial.adopted) {
        if was_forbidden(dial, &mut wishes, told)? {
            found.add("C-04", Some(dial.call), "the number was on the do-not-call list");
        }
        let sales = dial.purpose == SALES;
        let params = params![dial.user, dial.number, dial.purpose, dial.at, sales, dial.call];
        if !consent.query_row(params, |row| row.get::<_, bool>(0))? {
            found.add("C-02", Some(dial.call), "nobody had agreed to it");
        }
        for (rule, what, statement) in &mut stops {
            if statement.query_row(params![dial.user, dial.at], |row| row.get::<_, bool>(0))? {
                found.add(rule, Some(dial.call), *what);
            }
        }
    }
    Ok(())
}

const WISHES: &str = "SELECT from_ms FROM do_not_call WHERE number_id = ?1
    AND (user_id IS NULL OR user_id = ?2) AND from_ms < ?3 AND (until_ms IS NULL OR until_ms > ?3)";

/// Two processes may have read their clocks and then waited for one another: which of them came
/// first is told by history, whose order is that of the commits.
fn was_forbidden(dial: &Dial, wishes: &mut Statement<'_>, told: &Told) -> Result<bool> {
    let mut rows = wishes.query(params![dial.number, dial.user, dial.at])?;
    while let Some(row) = rows.next()? {
        let from: i64 = row.get(0)?;
        let events = told.wishes.get(&dial.number).into_iter().flatten();
        let event = events.filter(|(_, at)| *at == from).map(|(event, _)| *event).max();
        if event.unwrap_or(0) < dial.event || dial.event == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// On file then, and in writing for what sells; or the number is the caller's own.
const CONSENT: &str = "SELECT EXISTS (SELECT 1 FROM consents WHERE user_id = ?1 AND number_id = ?2
        AND purpose = ?3 AND from_ms <= ?4 AND until_ms > ?4 AND (NOT ?5 OR kind = 'written'))
    OR EXISTS (SELECT 1 FROM own_numbers WHERE user_id = ?1 AND number_id = ?2
        AND proved_ms <= ?4 AND until_ms > ?4 AND (ended_ms IS NULL OR ended_ms > ?4))
    OR EXISTS (SELECT 1 FROM codes WHERE call_id = ?6 AND user_id = ?1 AND number_id = ?2)";

/// What must not have stood then.
const STOPS: [(&str, &str, &str); 4] = [
    (
        "C-21",
        "all calls were stopped",
        "SELECT ?1 > 0 AND EXISTS (SELECT 1 FROM stops WHERE from_ms < ?2
            AND (until_ms IS NULL OR until_ms > ?2))",
    ),
    (
        "C-21",
        "its user's calls were stopped",
        "SELECT EXISTS (SELECT 1 FROM user_states WHERE user_id = ?1 AND state <> 'active'
            AND from_ms < ?2 AND (until_ms IS NULL OR until_ms > ?2))",
    ),
    (
        "R1",
        "money stood still",
        "SELECT ?1 > 0 AND EXISTS (SELECT 1 FROM freezes WHERE from_ms < ?2
            AND (until_ms IS NULL OR until_ms > ?2))",
    ),
    (
        "terms",
        "its user had not accepted the terms",
        "SELECT coalesce((SELECT accepted = 0 FROM terms_answers WHERE user_id = ?1
            AND at_ms <= ?2 ORDER BY id DESC LIMIT 1), 1)",
    ),
];
