//! Why a call was not made: what the gate said last, and what it knew then.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::params;
use serde::Deserialize;

use crate::domain::gate::{Finding, Rule, Says};
use crate::domain::ids::{CallId, UserId};
use crate::domain::views::{CallView, Reason, Why};
use crate::store::Tx;
use crate::store::calls::{self, show};

/// What is read of a receipt's facts.
#[derive(Deserialize)]
struct Known {
    zones: Vec<String>,
    window: Hours,
    day: Made,
}

#[derive(Deserialize)]
struct Hours {
    weeks: Vec<String>,
}

#[derive(Deserialize)]
struct Made {
    made: u32,
    most: u32,
}

/// Why a call of the owner's was not made, by the last receipt; `None` if the gate was not asked or
/// there is no such call.
pub fn why(tx: &Tx, owner: UserId, id: CallId) -> Result<Option<Why>> {
    let Some(view) = show::call(tx, owner, id)? else { return Ok(None) };
    let sql = "SELECT at_ms, facts, findings FROM receipts WHERE call_id = ?1
               ORDER BY id DESC LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    };
    let Some((at, facts, findings)) = tx.one(sql, [id.0], read)? else { return Ok(None) };
    let known: Known = serde_json::from_str(&facts).context("read a receipt's facts")?;
    let findings: Vec<Finding> = serde_json::from_str(&findings).context("read a receipt")?;
    let mut reasons: Vec<Reason> = findings.iter().filter_map(reason).collect();
    if reasons.is_empty() {
        // The gate let it pass, and the provider did not.
        let said = view.refusal.iter();
        reasons = said.map(|rule| Reason { rule: rule.clone(), until: None }).collect();
    }
    let is = |rule: Rule| reasons.iter().any(|reason| reason.rule == rule.name());
    let (hours, capped) = (is(Rule::Hours), is(Rule::DailyCap));
    Ok(Some(Why {
        checked: Timestamp::from_millisecond(at).context("read when a call was checked")?,
        reasons,
        zones: if hours { known.zones } else { Vec::new() },
        weeks: if hours { known.window.weeks } else { Vec::new() },
        made: capped.then_some((known.day.made, known.day.most)),
        call: view,
    }))
}

fn reason(finding: &Finding) -> Option<Reason> {
    match finding.says {
        Says::Refuse(until) => Some(Reason { rule: finding.rule.name().to_owned(), until }),
        Says::Pass | Says::NotYet => None,
    }
}

/// The calls of a list that were refused, from this one of them on, in their order. Any call of the
/// list says which list it is.
pub fn skipped(tx: &Tx, owner: UserId, from: CallId, most: usize) -> Result<Vec<CallView>> {
    let sql = "SELECT id FROM calls WHERE user_id = ?1 AND id >= ?2 AND phase = 'refused'
               AND campaign_id = (SELECT campaign_id FROM calls WHERE id = ?2 AND user_id = ?1)
               ORDER BY id LIMIT ?3";
    let ids = tx.all(sql, params![owner.0, from.0, i64::try_from(most)?], |row| row.get(0))?;
    let views = ids.into_iter().map(|id| show::of(tx, calls::any(tx, CallId(id))?));
    views.collect()
}
