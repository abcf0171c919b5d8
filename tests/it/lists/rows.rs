//! What fills the lists: rows from one number up to another.

use ivrbot::domain::hours::Purpose;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::Phone;
use ivrbot::domain::script::{BusinessName, Prompt, Script, TaskName, Version};
use ivrbot::store::approvals;
use ivrbot::store::tasks::{self, NewTask};
use rusqlite::params;

use crate::world::{Who, World};

/// All rows that a statement makes, numbered from `?2` up to `?3`; `?1` is the user.
fn fill(world: &World, who: Who, (from, to): (i64, i64), sql: &str) {
    let user = world.user(who).id.0;
    // SQLite wants the numbers after the name of the table.
    let (head, tail) = sql.split_once("SELECT").unwrap();
    let sql = format!(
        "{head} WITH RECURSIVE n (i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n
         WHERE i + 1 < ?3) SELECT {tail}"
    );
    world.raw().execute(&sql, params![user, from, to]).unwrap();
}

pub fn tasks(world: &World, who: Who, from: i64, to: i64) {
    let user = world.user(who).id;
    let (language, purpose) = (Locale::En, Purpose::Reminder);
    let made = world.store.write(|tx| {
        for at in from..to {
            let name = format!("A name as long as they get: number {at:05}");
            let name = name.as_str();
            let new = NewTask { name, prompt: "See you.", purpose, language };
            tasks::create(tx, user, &new)?;
        }
        Ok(())
    });
    made.unwrap();
}

/// A script to name.
pub fn script(world: &World, who: Who) {
    let user = world.user(who).id;
    let script = named("Monday");
    world.store.write(|tx| tasks::seal(tx, user, &script)).unwrap();
    let phone = Phone::parse("+12125550143", None).unwrap();
    world.store.write(|tx| ivrbot::store::numbers::id(tx, &phone)).unwrap();
}

fn named(name: &str) -> Script {
    Script {
        business: BusinessName::parse("Example Clinic").unwrap(),
        callback: Phone::parse("+12125550100", None).unwrap(),
        language: Locale::En,
        name: TaskName::parse(name).unwrap(),
        prompt: Prompt::parse("See you.").unwrap(),
        purpose: Purpose::Reminder,
        v: Version,
    }
}

pub fn calls(world: &World, who: Who, from: i64, to: i64) {
    script(world, who);
    let sql = "INSERT INTO calls (uuid, user_id, number_id, script_id, bucket, phase, details,
        due_ms, outcome, seconds, ended_ms, created_ms)
        SELECT 'u' || i, ?1, (SELECT max(id) FROM numbers), (SELECT max(id) FROM scripts),
        'single', 'ended', 'whole', 1, 'answered', 60, 1, 1 FROM n";
    fill(world, who, (from, to), sql);
}

pub fn answers(world: &World, who: Who, from: i64, to: i64) {
    calls(world, who, from, to);
    let sql = "INSERT INTO presses (call_id, user_id, seq, asked, key, at_ms)
        SELECT (SELECT id FROM calls WHERE uuid = 'u' || i), ?1, 1, 'Yes?', '1', 1 FROM n";
    fill(world, who, (from, to), sql);
}

pub fn runs(world: &World, who: Who, from: i64, to: i64) {
    script(world, who);
    let due = world.clock.wall().as_millisecond() + 10 * 24 * 3_600_000;
    let sql = format!(
        "INSERT INTO schedules (user_id, script_id, due_ms, zone, created_ms)
         SELECT ?1, (SELECT max(id) FROM scripts), {due} + i, 'America/New_York', 1 FROM n"
    );
    fill(world, who, (from, to), &sql);
}

pub fn plans(world: &World, who: Who, from: i64, to: i64) {
    let sql = "INSERT INTO plans (name, days, price_micro, bulk_minutes, single_minutes, transfer,
        support, on_sale, from_ms)
        SELECT 'A plan with a long name ' || i, 30, ?1 * 1000000, 100, 100, 1, 'premium', 1, 1
        FROM n";
    fill(world, who, (from, to), sql);
}

pub fn payments(world: &World, who: Who, from: i64, to: i64) {
    let sql = "INSERT INTO topups (uuid, user_id, purpose, coin, usd_micro, state, provider_id,
        address, units, quoted_ms, locked_ms, created_ms)
        SELECT 't' || i, ?1, 'wallet', 'USDT-TRC20', 20000000, 'expired', 'p' || i, 'T' || i,
        20000000, 1, 1, 1 FROM n";
    fill(world, who, (from, to), sql);
}

/// Nobody has two open cases.
pub fn cases(world: &World, who: Who, from: i64, to: i64) {
    let sql = "INSERT INTO users (telegram_id, locale, stage, created_ms)
        SELECT ?1 * 1000000 + i, 'en', 'ready', 1 FROM n";
    fill(world, who, (from, to), sql);
    let sql = "INSERT INTO cases (user_id, opened_ms)
        SELECT (SELECT id FROM users WHERE telegram_id = ?1 * 1000000 + i), 1 FROM n";
    fill(world, who, (from, to), sql);
}

pub fn questions(world: &World, who: Who, from: i64, to: i64) {
    let user = world.user(who).id;
    let made = world.store.write(|tx| {
        for at in from..to {
            let script = tasks::seal(tx, user, &named(&format!("Text {at}")))?;
            let rules = &[ivrbot::domain::policy::Rule::Impersonation];
            let (sentence, proof) = ("We are a bank.", "We are.");
            approvals::ask(tx, &approvals::Question { user, script, rules, sentence, proof })?;
        }
        Ok(())
    });
    made.unwrap();
}

pub fn coupons(world: &World, who: Who, from: i64, to: i64) {
    let sql = "INSERT INTO coupons (code, kind, worth, by_whom, created_ms)
        SELECT 'CODE' || i, 'percent', 5, 'user ' || ?1, 1 FROM n";
    fill(world, who, (from, to), sql);
}

pub fn refunds(world: &World, who: Who, from: i64, to: i64) {
    use ivrbot::domain::coin::Coin;
    use ivrbot::store::refunds::{NewRefund, approve, payments};
    if from == 0 {
        crate::plans::pay_in(world, who, 100_000, "refunds");
    }
    let user = world.user(who).id;
    let made = world.store.write(|tx| {
        let ledger = payments(tx, user, 1)?[0].ledger;
        for at in from..to {
            let (amount, coin, intent) = (Usd::cents(2), Coin::UsdtTrc20, at.to_string());
            let (address, reason, actor) = ("TXYZ", "asked", "test");
            let intent = intent.as_str();
            let new = NewRefund { ledger, amount, coin, address, reason, actor, intent };
            approve(tx, &new)?.unwrap();
        }
        Ok(())
    });
    made.unwrap();
}

pub fn reviews(world: &World, who: Who, from: i64, to: i64) {
    let sql = "INSERT INTO arrivals (provider, payment_id, chain_tx, state, why, found_by,
        first_ms, decided_ms)
        SELECT 'dynopay', 'r' || i, 'x', 'review', 'unknown', 'list', ?1, 1 FROM n";
    fill(world, who, (from, to), sql);
    let sql = "INSERT INTO reviews (arrival_id, why, evidence, opened_ms)
        SELECT (SELECT id FROM arrivals WHERE payment_id = 'r' || i), 'unknown', '{}', ?1 FROM n";
    fill(world, who, (from, to), sql);
}
