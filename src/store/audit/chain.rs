//! History: whether it is whole, and in which order things happened (C-25).

use std::collections::HashMap;

use anyhow::{Context, Result};
use rusqlite::{Row, Transaction};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Found;

/// What history tells that the judge needs: ids of events, which are the order of the commits.
#[derive(Default)]
pub(super) struct Told {
    /// The dials of a call: event and receipt, in order. Without a receipt the dial was found at
    /// the provider after its history was lost.
    pub(super) dials: HashMap<i64, Vec<(i64, Option<i64>)>>,
    /// When a call was first reported as answered.
    pub(super) answered: HashMap<i64, i64>,
    /// The first report of a call's end.
    pub(super) ended: HashMap<i64, i64>,
    /// When a number was put on the do-not-call list: event and moment.
    pub(super) wishes: HashMap<i64, Vec<(i64, i64)>>,
    /// The receipts that the gate's events name.
    pub(super) decided: HashMap<i64, i64>,
}

/// Reads history from its start.
pub(super) fn read(file: &Transaction, found: &mut Found) -> Result<Told> {
    let sql = "SELECT id, at_ms, kind, user_id, subject, body, prev_hash, hash
               FROM events ORDER BY id";
    let mut statement = file.prepare(sql).context("read history")?;
    let mut rows = statement.query([])?;
    let (mut told, mut before) = (Told::default(), Vec::new());
    let mut whole = true;
    while let Some(row) = rows.next()? {
        let (id, named, kept): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(6)?, row.get(7)?);
        if whole && (named != before || kept != sealed(row)?) {
            found.add("C-25", None, format!("history was changed at event {id}"));
            whole = false;
        }
        before = kept;
        told.note(id, row)?;
    }
    Ok(told)
}

/// SHA-256 over the hash before and the row.
fn sealed(row: &Row<'_>) -> Result<Vec<u8>> {
    let (at, kind, body): (i64, String, String) = (row.get(1)?, row.get(2)?, row.get(5)?);
    let (user, subject): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
    let mut hash = Sha256::new();
    hash.update(row.get::<_, Vec<u8>>(6)?);
    hash.update(format!("{at}\n{kind}\n{user:?}\n{subject:?}\n{body}"));
    Ok(hash.finalize().to_vec())
}

impl Told {
    fn note(&mut self, id: i64, row: &Row<'_>) -> Result<()> {
        let kind: String = row.get(2)?;
        let Some(subject) = row.get::<_, Option<i64>>(4)? else { return Ok(()) };
        let body = || -> Result<Value> {
            let text: String = row.get(5)?;
            serde_json::from_str(&text).with_context(|| format!("read event {id}"))
        };
        match kind.as_str() {
            "dial" => {
                let receipt = body()?.get("receipt").and_then(Value::as_i64);
                self.dials.entry(subject).or_default().push((id, receipt));
            }
            "result" => {
                self.ended.entry(subject).or_insert(id);
                if body()?.get("outcome").and_then(Value::as_str) == Some("answered") {
                    self.answered.entry(subject).or_insert(id);
                }
            }
            "do_not_call" => self.wishes.entry(subject).or_default().push((id, row.get(1)?)),
            "gate" => {
                if let Some(receipt) = body()?.get("receipt").and_then(Value::as_i64) {
                    self.decided.insert(receipt, subject);
                }
            }
            _ => {}
        }
        Ok(())
    }
}
