//! What must never be in the file, asked by SQL that knows nothing of the program's own checks.

use std::collections::BTreeMap;

use super::Books;

/// Each finds rows that must not be.
const NEVER: &[(&str, &str)] = &[
    (
        "R1: a command whose entries do not add up",
        "SELECT e.ledger_id FROM entries e JOIN accounts a ON a.id = e.account_id
         GROUP BY e.ledger_id, a.asset HAVING sum(e.delta) <> 0",
    ),
    (
        "R1: an asset whose balances do not add up",
        "SELECT asset FROM accounts GROUP BY asset HAVING sum(balance) <> 0",
    ),
    (
        "R1: a command without entries",
        "SELECT id FROM ledger WHERE id NOT IN (SELECT ledger_id FROM entries)",
    ),
    (
        "R2: a balance that is not the sum of its entries",
        "SELECT a.id FROM accounts a LEFT JOIN entries e ON e.account_id = a.id
         GROUP BY a.id HAVING a.balance <> total(e.delta)",
    ),
    ("R16: somebody owes", "SELECT id FROM accounts WHERE owner_kind <> 'system' AND balance < 0"),
    (
        "R18: what is held is not what the standing holds say",
        "SELECT a.id FROM accounts a WHERE a.role = 'held' AND a.owner_kind = 'user'
         AND a.balance <>
         (SELECT total(amount) FROM holds h WHERE h.user_id = a.owner_id AND h.asset = a.asset
          AND h.state = 'held')",
    ),
    (
        "R18: a hold that was not resolved once, as it says",
        "SELECT h.id FROM holds h WHERE
         CASE h.state
             WHEN 'held' THEN (SELECT group_concat(kind) FROM ledger WHERE call_id = h.call_id)
                 IS NOT 'hold'
             WHEN 'settled' THEN (SELECT group_concat(kind) FROM ledger WHERE call_id = h.call_id)
                 IS NOT 'hold,settle'
             WHEN 'released' THEN coalesce((SELECT group_concat(kind) FROM ledger
                 WHERE call_id = h.call_id), '') NOT IN ('hold,release', '')
             ELSE coalesce((SELECT group_concat(kind) FROM ledger WHERE call_id = h.call_id), '')
                 NOT IN ('hold,release,late', 'hold,release', 'late', '')
         END",
    ),
    (
        "R19: more than was set aside",
        "SELECT id FROM holds WHERE captured > amount OR (state = 'held' AND captured > 0)",
    ),
    (
        "a plan's seconds that are neither left nor held nor used",
        "SELECT a.asset FROM accounts a WHERE a.owner_kind = 'user' AND a.asset LIKE 'seconds:%'
         GROUP BY a.asset HAVING sum(a.balance) + (SELECT total(captured) FROM holds h
             WHERE h.asset = a.asset) <>
         -(SELECT total(balance) FROM accounts p WHERE p.asset = a.asset AND p.role = 'promo')",
    ),
    (
        "R6: a transfer that was credited twice",
        "SELECT ledger_id FROM arrivals WHERE state = 'credited'
         GROUP BY ledger_id HAVING count(*) > 1",
    ),
    (
        "R6: a credit of coins that is not one transfer's, or not its amount",
        "SELECT l.id FROM ledger l WHERE l.kind = 'top_up' AND
         (SELECT total(e.delta) FROM entries e JOIN accounts a ON a.id = e.account_id
          WHERE e.ledger_id = l.id AND a.owner_kind = 'user') IS NOT
         (SELECT usd_micro + 0.0 FROM arrivals WHERE ledger_id = l.id AND state = 'credited')",
    ),
    (
        "R8: coins set apart that no open review explains",
        "SELECT a.asset FROM accounts a WHERE a.role = 'suspense' AND a.balance <>
         (SELECT total(r.units) FROM arrivals r JOIN reviews v ON v.arrival_id = r.id
          WHERE v.state = 'open' AND 'coin:' || r.coin = a.asset)",
    ),
    (
        "R22: a plan that was given and not paid, or paid and not given",
        "SELECT p.id FROM periods p JOIN plans v ON v.id = p.plan_id WHERE
         (v.price_micro > 0) <> EXISTS (SELECT 1 FROM ledger l
             WHERE l.idem_key = p.idem_key AND l.kind IN ('plan', 'renewal'))
         UNION ALL SELECT l.id FROM ledger l WHERE l.kind IN ('plan', 'renewal')
             AND (SELECT count(*) FROM periods p WHERE p.idem_key = l.idem_key) <> 1",
    ),
    (
        "R22: two plans that run at once",
        "SELECT a.id FROM periods a JOIN periods b ON b.user_id = a.user_id AND b.id > a.id
         WHERE a.closed_ms IS NULL AND b.closed_ms IS NULL
         AND coalesce(a.ends_ms, b.granted_ms + 1) > b.granted_ms",
    ),
    (
        "R23: more went back than came in",
        "SELECT r.ledger_id FROM refunds r WHERE r.state <> 'withdrawn' GROUP BY r.ledger_id
         HAVING sum(r.micro) > (SELECT total(e.delta) FROM entries e
             JOIN accounts a ON a.id = e.account_id
             WHERE e.ledger_id = r.ledger_id AND a.owner_kind = 'user')",
    ),
    (
        "R23: what is to go back is not what was moved aside",
        "SELECT id FROM accounts WHERE role = 'payable' AND balance <>
         (SELECT total(micro) FROM refunds WHERE state = 'payable')",
    ),
    (
        "a coupon that was used twice by one, or more often than it may",
        "SELECT id FROM coupons c WHERE uses <> (SELECT count(*) FROM redemptions r
             WHERE r.coupon_id = c.id) OR uses > uses_most
         UNION ALL SELECT 1 FROM redemptions GROUP BY coupon_id, user_id HAVING count(*) > 1",
    ),
    (
        "an invitation that was paid for twice, or unpaid",
        "SELECT user_id FROM referrals r WHERE (credited_ms IS NOT NULL) <>
         (SELECT count(*) FROM ledger WHERE idem_key = 'referral:' || r.user_id)",
    ),
    (
        "R5: two commands of one key",
        "SELECT idem_key FROM ledger GROUP BY idem_key HAVING count(*) > 1",
    ),
];

/// What happens in the stories of every run.
pub const KINDS: &[&str] = &[
    "coupon",
    "credit",
    "debit",
    "grant",
    "hold",
    "late",
    "payout",
    "plan",
    "referral",
    "refund",
    "reject",
    "release",
    "renewal",
    "settle",
    "suspense",
    "top_up",
    "withdrawal",
];

/// Fails with every rule that is broken, and the story that broke it.
pub fn look(books: &Books, seed: u64, step: usize) {
    let file = books.bank.raw();
    for (what, sql) in NEVER {
        let mut found = file.prepare(sql).unwrap();
        let found = found.exists([]).unwrap();
        assert!(!found, "seed {seed}, by step {step}: {what}");
    }
    let sql = "SELECT total(balance) FROM accounts WHERE owner_kind = 'user' AND owner_id = ?1
               AND asset = 'usd_micro'";
    for user in &books.people {
        let has: f64 = file.query_row(sql, [user.0], |row| row.get(0)).unwrap();
        let want = books.expected.get(user).copied().unwrap_or_default();
        assert_eq!(has as i64, want, "seed {seed}, by step {step}: the wallet of user {user}");
    }
}

/// How often each kind of command was carried out.
pub fn count(books: &Books, kinds: &mut BTreeMap<String, i64>) {
    let file = books.bank.raw();
    let mut found = file.prepare("SELECT kind, count(*) FROM ledger GROUP BY kind").unwrap();
    let rows = found.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
    for (kind, count) in rows.unwrap().map(Result::unwrap) {
        *kinds.entry(kind).or_default() += count;
    }
}
