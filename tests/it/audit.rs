//! The judge finds what was done to a file, and nothing where nothing was done (C-26).

use std::path::PathBuf;

use ivrbot::demo::bland::Callee;
use ivrbot::store::audit::audit;
use rusqlite::Connection;

use crate::call::{CAROL, MINUTE, now, signed_up, to_summary};
use crate::cli::{command, ran};
use crate::world::World;

/// What protects history from slips protects it from the tests as well.
const UNLOCK: &str = "DROP TRIGGER events_fixed; DROP TRIGGER events_kept;
    DROP TRIGGER entries_fixed; DROP TRIGGER entries_kept; DROP TRIGGER scripts_fixed;
    DROP TRIGGER ledger_fixed; PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;";

/// Copies of the call, some minutes before it.
const BEFORE: &str = "INSERT INTO calls (uuid, user_id, number_id, script_id, bucket, phase,
        settlement, due_ms, placed_ms, outcome, created_ms)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < MANY)
    SELECT 'copy ' || i, user_id, NUMBER, script_id, bucket, 'ended', 'settled', due_ms,
        placed_ms - i * 60000, 'no_answer', created_ms FROM calls, n WHERE id = 1";

fn one_call() -> (World, PathBuf) {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    let backup = world.backup();
    (world, backup)
}

#[test]
fn c26_one_seeded_fault_for_each_rule_is_found() {
    let (_world, sound) = one_call();
    assert_eq!(audit(&sound).unwrap(), []);
    let often = |many: &str, number: &str| BEFORE.replace("MANY", many).replace("NUMBER", number);
    let daily = format!(
        "INSERT INTO numbers (key, e164) VALUES (x'00', '+12125550199'); {}",
        often("300", "(SELECT max(id) FROM numbers)")
    );
    let four = often("4", "number_id");
    let table: [(&str, &str); 27] = [
        ("C-01", "UPDATE calls SET receipt_id = NULL"),
        ("C-01", "UPDATE receipts SET verdict = 'refused'"),
        ("C-01", "UPDATE receipts SET hold_id = NULL"),
        ("C-01", "UPDATE receipts SET at_ms = at_ms - 1"),
        (
            "C-01",
            "UPDATE receipts SET findings = replace(findings, '\"pass\"', '{\"refuse\":null}')",
        ),
        (
            "C-01",
            "INSERT INTO events SELECT NULL, at_ms, kind, user_id, subject, body, prev_hash,
            hash FROM events WHERE kind = 'dial'",
        ),
        ("C-02", "DELETE FROM consents"),
        ("C-02", "UPDATE consents SET until_ms = (SELECT placed_ms FROM calls)"),
        ("C-02", "UPDATE consents SET purpose = 'survey'"),
        (
            "C-04",
            "INSERT INTO do_not_call (number_id, scope, source, from_ms)
            SELECT number_id, 'daemon', 'x', placed_ms - 1 FROM calls",
        ),
        (
            "C-04",
            "INSERT INTO do_not_call (number_id, scope, user_id, source, from_ms, until_ms)
            SELECT number_id, 'user', user_id, 'x', placed_ms - 9, placed_ms + 9 FROM calls",
        ),
        ("C-07", "UPDATE receipts SET facts = replace(facts, 'America/New_York', 'Asia/Tokyo')"),
        ("C-07", "UPDATE receipts SET facts = replace(facts, '08:00', '11:00')"),
        ("C-07", "UPDATE receipts SET facts = replace(facts, '[\"America/New_York\"]', '[]')"),
        ("C-08", &four),
        ("C-11", "UPDATE scripts SET body = replace(body, 'Example', 'Another')"),
        ("C-18", "DELETE FROM user_tiers"),
        ("C-18", &daily),
        (
            "C-21",
            "INSERT INTO stops (by_whom, reason, from_ms) SELECT 'x', 'x', placed_ms - 1
            FROM calls",
        ),
        (
            "C-21",
            "INSERT INTO user_states (user_id, state, by_whom, reason, from_ms, until_ms)
            SELECT user_id, 'suspended', 'x', 'x', placed_ms - 1, placed_ms + 1 FROM calls",
        ),
        ("C-25", "UPDATE events SET body = replace(body, '\"', ' ') WHERE kind = 'user'"),
        ("C-28", "UPDATE holds SET amount = 60"),
        ("C-28", "UPDATE calls SET plan_seconds = plan_seconds + 1"),
        ("R1", "UPDATE entries SET delta = delta + 1 WHERE id = 1"),
        (
            "R1",
            "INSERT INTO freezes (by_whom, reason, from_ms) SELECT 'x', 'x', placed_ms - 1
            FROM calls",
        ),
        ("R2", "UPDATE accounts SET balance = balance + 1 WHERE id = 1"),
        ("terms", "UPDATE terms_answers SET accepted = 0"),
    ];
    for (rule, damage) in table {
        let copy = sound.with_extension("damaged");
        std::fs::copy(&sound, &copy).unwrap();
        let file = Connection::open(&copy).unwrap();
        file.execute_batch(UNLOCK).unwrap();
        file.execute_batch(damage).unwrap_or_else(|fault| panic!("{damage}: {fault}"));
        drop(file);
        let found = audit(&copy).unwrap();
        assert!(found.iter().any(|one| one.rule == rule), "{rule}: {damage}: {found:?}");
    }
}

#[test]
fn c26_the_command_says_each_violation_and_exits_with_one() {
    let (_world, sound) = one_call();
    let folder = tempfile::TempDir::new().unwrap();
    let ask = |more: &[&str]| {
        let database = ["audit", "--database", sound.to_str().unwrap()];
        ran(&mut command(folder.path(), &[&database, more].concat()))
    };
    let fine = ask(&[]);
    assert_eq!((fine.code, fine.out.as_str()), (Some(0), "No violation.\n"));
    let file = Connection::open(&sound).unwrap();
    file.execute_batch("UPDATE calls SET receipt_id = NULL; DELETE FROM consents").unwrap();
    drop(file);
    let wrong = ask(&["--json"]);
    assert_eq!(wrong.code, Some(1), "{}", wrong.out);
    let first: serde_json::Value = serde_json::from_str(wrong.out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["rule"], &first["call"]), (&"C-01".into(), &1.into()));
    assert!(ask(&[]).out.contains("C-02 call 1: nobody had agreed to it\n"));
}
