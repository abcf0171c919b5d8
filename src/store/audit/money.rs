//! What was paid: every charge out of its hold, and a ledger that adds up (C-28, R1, R2).

use anyhow::{Context, Result};
use rusqlite::Transaction;
use sha2::{Digest, Sha256};

use super::Found;

/// Statements whose every row is a violation: the rule, what it means, and the call or NULL.
const WRONG: [(&str, &str, &str); 7] = [
    (
        "C-28",
        "its hold did not cover the longest it might last",
        "SELECT c.id FROM calls c JOIN holds h ON h.call_id = c.id
         JOIN receipts r ON r.id = c.receipt_id
         WHERE c.placed_ms IS NOT NULL AND h.amount < CASE h.source
             WHEN 'plan' THEN 60 * c.max_minutes
             ELSE h.rate_micro * c.max_minutes + h.attempt_micro END",
    ),
    (
        "C-28",
        "it was charged beyond its hold, or otherwise than its hold says",
        "SELECT c.id FROM calls c JOIN holds h ON h.call_id = c.id
         WHERE c.settlement = 'settled' AND (h.captured > h.amount
             OR h.captured <> CASE h.source WHEN 'plan' THEN c.plan_seconds ELSE c.cost_micro END)",
    ),
    (
        "C-28",
        "it was dialled and nothing was set aside for it",
        "SELECT id FROM calls WHERE placed_ms IS NOT NULL AND settlement = 'none'
         AND phase <> 'lost'",
    ),
    (
        "C-28",
        "it was charged twice",
        "SELECT call_id FROM ledger WHERE call_id IS NOT NULL AND kind IN ('settle', 'late')
         GROUP BY call_id HAVING count(*) > 1",
    ),
    (
        "R1",
        "entries of the ledger do not add up to zero",
        "SELECT NULL FROM entries e JOIN accounts a ON a.id = e.account_id
         GROUP BY e.ledger_id, a.asset HAVING sum(e.delta) <> 0",
    ),
    (
        "R2",
        "a balance is not the sum of its entries",
        "SELECT NULL FROM accounts a WHERE balance <>
             (SELECT coalesce(sum(delta), 0) FROM entries e WHERE e.account_id = a.id)",
    ),
    ("R2", "a user owes", "SELECT NULL FROM accounts WHERE balance < 0 AND owner_kind <> 'system'"),
];

/// Judges the money, and the scripts that calls were made from.
pub(super) fn judge(file: &Transaction, found: &mut Found) -> Result<()> {
    for (rule, what, sql) in WRONG {
        found.each(file, rule, what, sql)?;
    }
    scripts(file, found)
}

/// What was said is what was sealed (C-11).
fn scripts(file: &Transaction, found: &mut Found) -> Result<()> {
    let sql = "SELECT id, hash, body FROM scripts ORDER BY id";
    let mut statement = file.prepare(sql).context("read the scripts")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, hash, body): (i64, Vec<u8>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if Sha256::digest(body.as_bytes()).as_slice() != hash {
            found.add("C-11", None, format!("script {id} is not what was sealed"));
        }
    }
    Ok(())
}
