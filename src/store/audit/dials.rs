//! Each dial by itself: its receipt, its hold, its hours, and that it is the only one.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, Transaction};
use serde::Deserialize;

use super::chain::Told;
use super::{Found, week};

/// A dial as the file tells it.
pub(super) struct Dial {
    pub(super) call: i64,
    pub(super) user: i64,
    pub(super) number: i64,
    /// When, milliseconds UTC.
    pub(super) at: i64,
    /// What the sealed script is for, as it is stored.
    pub(super) purpose: String,
    /// The event of the dial; zero where history has none.
    pub(super) event: i64,
    /// Found at the provider after its history was lost: nobody knows what the gate said.
    pub(super) adopted: bool,
    pub(super) outcome: Option<String>,
    receipt: Option<Receipt>,
    tries: i64,
    events: Vec<(i64, Option<i64>)>,
    ended: Option<i64>,
    decided: bool,
}

struct Receipt {
    id: i64,
    call: i64,
    at: i64,
    verdict: String,
    facts: String,
    findings: String,
    hold_of: Option<i64>,
    held: Option<i64>,
}

/// What the judge reads of a receipt's facts.
#[derive(Deserialize)]
struct Facts {
    zones: Vec<String>,
    window: Window,
}

#[derive(Deserialize)]
struct Window {
    weeks: Vec<String>,
}

/// All dials, in the order of their moments.
pub(super) struct Dials(pub(super) Vec<Dial>);

impl Dials {
    pub(super) fn read(file: &Transaction, told: &Told) -> Result<Dials> {
        let sql = "SELECT c.id, c.user_id, c.number_id, c.placed_ms, s.body, c.outcome, c.tries,
                r.id, r.call_id, r.at_ms, r.verdict, r.facts, r.findings, h.call_id, h.made_ms
            FROM calls c JOIN scripts s ON s.id = c.script_id
            LEFT JOIN receipts r ON r.id = c.receipt_id LEFT JOIN holds h ON h.id = r.hold_id
            WHERE c.placed_ms IS NOT NULL ORDER BY c.placed_ms, c.id";
        let mut statement = file.prepare(sql).context("read the dials")?;
        let mut rows = statement.query([])?;
        let mut dials = Vec::new();
        while let Some(row) = rows.next()? {
            dials.push(Dial::read(row, told)?);
        }
        Ok(Dials(dials))
    }

    pub(super) fn judge(&self, found: &mut Found) {
        for dial in &self.0 {
            dial.once(found);
            if dial.adopted {
                continue;
            }
            match &dial.receipt {
                Some(receipt) => dial.permitted(receipt, found),
                None => found.add("C-01", Some(dial.call), "dialled without a receipt"),
            }
        }
    }
}

impl Dial {
    fn read(row: &Row<'_>, told: &Told) -> Result<Dial> {
        let call: i64 = row.get(0)?;
        let body: String = row.get(4)?;
        let script: serde_json::Value =
            serde_json::from_str(&body).with_context(|| format!("read the script of {call}"))?;
        let purpose = script.get("purpose").and_then(|value| value.as_str()).unwrap_or_default();
        let receipt = match row.get::<_, Option<i64>>(7)? {
            Some(id) => Some(Receipt {
                id,
                call: row.get(8)?,
                at: row.get(9)?,
                verdict: row.get(10)?,
                facts: row.get(11)?,
                findings: row.get(12)?,
                hold_of: row.get(13)?,
                held: row.get(14)?,
            }),
            None => None,
        };
        let events = told.dials.get(&call).cloned().unwrap_or_default();
        let last = events.last().copied();
        Ok(Dial {
            call,
            user: row.get(1)?,
            number: row.get(2)?,
            at: row.get(3)?,
            purpose: purpose.to_owned(),
            event: last.map_or(0, |(event, _)| event),
            adopted: last.is_some_and(|(_, receipt)| receipt.is_none()),
            outcome: row.get(5)?,
            decided: receipt.as_ref().is_some_and(|r| told.decided.get(&r.id) == Some(&call)),
            receipt,
            tries: row.get(6)?,
            ended: told.ended.get(&call).copied(),
            events,
        })
    }

    /// The dials ⊆ the receipts, and each says yes, of this call, now, and names what pays.
    fn permitted(&self, receipt: &Receipt, found: &mut Found) {
        let refuses = receipt.findings.contains("\"refuse\"");
        let wrong = if receipt.call != self.call {
            "its receipt is another call's"
        } else if receipt.verdict != "allowed" || refuses {
            "its receipt says no"
        } else if receipt.at != self.at {
            "its receipt is of another moment"
        } else if receipt.hold_of != Some(self.call) || receipt.held > Some(self.at) {
            "its receipt names no hold of it"
        } else if !self.decided {
            "history does not know its receipt"
        } else {
            ""
        };
        if !wrong.is_empty() {
            found.add("C-01", Some(self.call), wrong);
        }
        match self.hours(receipt) {
            Ok(None) => {}
            Ok(Some(what)) => found.add("C-07", Some(self.call), what),
            Err(fault) => found.add("C-07", Some(self.call), format!("{fault:#}")),
        }
    }

    fn hours(&self, receipt: &Receipt) -> Result<Option<String>> {
        let facts: Facts = serde_json::from_str(&receipt.facts).context("read its receipt")?;
        let at = Timestamp::from_millisecond(self.at).context("read its moment")?;
        week::wrong(&facts.zones, &facts.window.weeks, at)
    }

    /// One intent, one dial: each has a receipt of its own, the provider said of each but the last
    /// that it did not take it, and none came after the end.
    fn once(&self, found: &mut Found) {
        let mut receipts: Vec<i64> = self.events.iter().filter_map(|(_, id)| *id).collect();
        let all = receipts.len();
        receipts.sort_unstable();
        receipts.dedup();
        let dials = i64::try_from(self.events.len()).unwrap_or(i64::MAX);
        let after = self.ended.is_some_and(|ended| self.event > ended);
        let last = self.receipt.as_ref().map(|receipt| receipt.id);
        let named = self.events.last().is_none_or(|(_, id)| id.is_none() || *id == last);
        // A repeat counts one try before its first dial: it is patient.
        if receipts.len() != all || dials > self.tries || after || !named {
            found.add("C-01", Some(self.call), "dialled more often than it was meant to be");
        }
    }
}
