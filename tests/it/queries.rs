//! No path does work proportional to history: every statement that a story runs is asked for its
//! plan, and a plan that reads a whole table is refused.

use std::time::Duration;

use ivrbot::demo::bland::Callee;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::refund::Spent;
use ivrbot::store::{rates, refunds, users, watch};

use crate::world::{Who, World};

/// Tables that stay small whatever happens.
const SMALL: [&str; 10] = [
    "plans",
    "tariffs",
    "stops",
    "freezes",
    "rates",
    "marks",
    "links",
    "waiting",
    "pragma_foreign_key_check",
    "runs",
];

/// Statements that read everything because that is what they are for: checks, and the history of
/// migrations.
const WHOLE: [&str; 7] = [
    // Only `check` and tests count the outbox.
    "SELECT count(*) FROM outbox",
    // Starts at the end of the table and stops at the first row.
    "FROM events ORDER BY id DESC LIMIT 1",
    "refinery_schema_history",
    "foreign_key_check",
    "FROM entries",
    "FROM accounts",
    "sqlite_",
];

#[test]
fn every_statement_finds_its_rows_by_an_index() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    for (number, callee) in [
        ("+12125550143", Callee::human("1")),
        ("+12125550144", Callee::no_answer()),
        ("+12125550145", Callee::human("9")),
    ] {
        world.bland.callee_for(number, callee);
        world.first_call(ann, number);
        world.wait(Duration::from_secs(300));
    }
    own(&mut world, ann);
    money(&mut world, ann);
    stars();
    let mut world = world.with_rates();
    world.store.write(|tx| rates::want(tx, Coin::ALL)).unwrap();
    world.wait(Duration::from_secs(300));
    let file = world.raw();
    let mut bad = Vec::new();
    for sql in watch::seen() {
        if WHOLE.iter().any(|word| sql.contains(word)) {
            continue;
        }
        let Ok(mut plan) = file.prepare(&format!("EXPLAIN QUERY PLAN {sql}")) else { continue };
        let count = plan.parameter_count();
        let nulls = vec![rusqlite::types::Null; count];
        let rows = plan
            .query_map(rusqlite::params_from_iter(nulls), |row| row.get::<_, String>(3))
            .unwrap();
        for line in rows.map(Result::unwrap) {
            if reads_all(&line) {
                bad.push(format!(
                    "{line}\n    {}",
                    sql.split_whitespace().collect::<Vec<_>>().join(" ")
                ));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// A number of her own, proved and given up.
fn own(world: &mut World, ann: Who) {
    world.says(ann, "/settings");
    for data in ["1oon:0", "1ono:0"] {
        world.taps_data(ann, data);
    }
    world.says(ann, "+12125550101");
    world.taps_on(ann, "own-call-me");
    world.says(ann, "000000");
    let code = world.spoken_code(ann).expect("a code");
    world.says(ann, &code);
    world.taps_data(ann, "1anx:1:0");
    world.wait(Duration::from_secs(7_200));
}

/// Plans, coupons, cases, refunds, and what the operator does about them.
fn money(world: &mut World, ann: Who) {
    crate::plans::pay_in(world, ann, 9_000, "a");
    let user = world.user(ann).id;
    world.store.write(|tx| users::make_operator(tx, user, "test")).unwrap();
    for data in ["1opl:0", "1opn:4", "1opb:4", "1opm:0", "1oiv:0", "1oad:0", "1oks:0"] {
        world.taps_data(ann, data);
    }
    world.taps_data(ann, "1opb:4");
    world.taps_on(ann, "buy-yes");
    world.taps_on(ann, "auto-on");
    world.says(ann, "/paysupport");
    world.says(ann, "Hello");
    world.taps_data(ann, "1ok:1");
    world.taps_on(ann, "case-answer");
    world.says(ann, "Hello");
    world.taps_data(ann, "1onq:0");
    for text in ["5", "1", "30", "CODE"] {
        world.says(ann, text);
    }
    world.taps_data(ann, "1oco:0");
    world.says(ann, "CODE");
    for data in ["1oqs:0", "1oqo:1", "1ofs:0", "1onf:1"] {
        world.taps_data(ann, data);
    }
    world.wait(Duration::from_secs(40 * 24 * 3600));
}

/// Stars that are paid, found, sent back and taken back.
fn stars() {
    let (mut world, ann) = crate::money::stars::with_stars();
    world.gets_a_bill(ann, "10");
    for _ in 0..2 {
        let bill = world.gets_a_bill(ann, "10");
        world.pays(ann, &bill);
    }
    let user = world.user(ann).id;
    let approved = world.store.write(|tx| {
        let ledger = refunds::payments(tx, user, 1)?.pop().expect("a payment").ledger;
        let (reason, actor, spent) = ("asked", "Op", Spent::Refuse);
        refunds::stars::approve(tx, &refunds::stars::Wish { ledger, reason, actor, spent })
    });
    approved.unwrap().unwrap();
    world.wait(Duration::from_secs(50 * 3600));
    let first = world.telegram.paid_in_stars().into_iter().find(|paid| !paid.refunded);
    world.telegram.takes_back(ann.0, &first.unwrap().charge).unwrap();
    world.wait(Duration::from_secs(50 * 3600));
}

/// `SCAN calls` reads a table; with an index it reads a partial index, whose size is what waits and
/// not what was.
fn reads_all(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("SCAN ") else { return false };
    let table = rest.split_whitespace().next().unwrap_or_default();
    let constant = table == "CONSTANT" || table.starts_with('(');
    !constant && !SMALL.contains(&table) && !rest.contains("INDEX")
}
