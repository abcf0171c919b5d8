//! Money that does not add up stands still, and calls with it, until an operator who looked lets
//! both go on (R1, R2).

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::clock::Clock;
use ivrbot::demo::bland::{Callee, Fault, Limit};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::jobs::audit;
use ivrbot::store::calls::dial::{self, Permit};
use ivrbot::store::ledger::{self, LedgerRefusal, freeze};
use ivrbot::store::{Durability, Store, Tx, calls, plans, users};

use crate::call::{CAROL, MINUTE, again_to_summary, balance, credit, now, to_summary};
use crate::world::{Who, World};

const HOUR: Duration = Duration::from_secs(3600);

/// Ann calls; Oda operates.
fn with_operator() -> (World, Who, Who) {
    let mut world = World::new();
    let (ann, oda) = (world.sign_up("Ann", 7, "en"), world.sign_up("Oda", 8, "en"));
    world.store.write(|tx| users::appoint(tx, &[oda.0])).unwrap();
    // What is broken on purpose is logged.
    world.forgive = true;
    (world, ann, oda)
}

/// Somebody writes to the file by hand: the cached balance is no longer the sum of its entries.
fn tamper(world: &World, by: i64) {
    let sql = "UPDATE accounts SET balance = balance + ?1 WHERE owner_kind = 'user'";
    assert!(world.raw().execute(sql, [by]).unwrap() > 0);
}

fn lift(world: &mut World) -> audit::Audit {
    let found = audit::lift(&world.store, "test").unwrap();
    world.settle();
    found
}

fn told(world: &World, who: Who, msg: &Msg) -> usize {
    let words = world.words(who, msg).replace("<b>", "").replace("</b>", "");
    let line = words.lines().next().unwrap().to_string();
    world.transcript(who).matches(&line).count()
}

#[test]
fn a_wrong_balance_stops_money_and_calls_and_the_operator_is_told_once() {
    let (mut world, ann, oda) = with_operator();
    to_summary(&mut world, ann);
    tamper(&world, 1);
    world.wait(HOUR);
    let frozen = Msg::new("ledger-frozen").count("count", 2);
    assert_eq!(told(&world, oda, &frozen), 1, "{}", world.transcript(oda));
    assert_eq!(told(&world, ann, &frozen), 0, "{}", world.transcript(ann));
    now(&mut world, ann);
    world.hears(ann, &Msg::new("refusal-money-frozen"));
    assert!(!world.shows(ann, "✅ Call now"));
    let refused = world.store.write(|tx: &Tx| {
        let ann = users::by_telegram(tx, ann.0)?.unwrap().id;
        ledger::credit(tx, ann, Usd::cents(100), "gift", "Oda", "gift")
    });
    assert_eq!(refused.unwrap(), Err(LedgerRefusal::Frozen));
    // Reading goes on, after a restart too, and nobody is told again.
    world.restart();
    world.wait(5 * HOUR);
    world.says(ann, "/menu");
    world.opens(ann, "1oa:0");
    world.hears(ann, &Msg::new("account-title"));
    assert_eq!(told(&world, oda, &frozen), 1, "{}", world.transcript(oda));
    assert_eq!(world.bland.dialled().len(), 0);
}

#[test]
fn it_is_lifted_only_once_the_ledger_adds_up() {
    let (mut world, ann, oda) = with_operator();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    tamper(&world, 1);
    world.restart();
    world.settle();
    assert_eq!(lift(&mut world).breaches.len(), 2);
    now(&mut world, ann);
    world.hears(ann, &Msg::new("refusal-money-frozen"));
    tamper(&world, -1);
    world.wait(HOUR);
    assert!(world.store.read(ledger::is_frozen).unwrap(), "nobody has lifted it");
    assert_eq!(lift(&mut world).breaches, []);
    assert_eq!(told(&world, oda, &Msg::new("ledger-lifted")), 1, "{}", world.transcript(oda));
    again_to_summary(&mut world, ann, CAROL);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    let sql = "SELECT by_whom || ' ' || lifted_by FROM freezes";
    let who: String = world.raw().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(who, "the program test");
}

#[test]
fn an_entry_without_its_counterpart_is_found_before_the_first_job_of_a_process() {
    let (mut world, ann, oda) = with_operator();
    to_summary(&mut world, ann);
    let broken = "DROP TRIGGER entries_kept;
                  DELETE FROM entries WHERE id = (SELECT min(id) FROM entries)";
    world.raw().execute_batch(broken).unwrap();
    world.restart();
    now(&mut world, ann);
    assert_eq!(world.bland.dialled().len(), 0);
    let standing = world.store.read(freeze::standing).unwrap().expect("a freeze");
    assert!(standing.reason.contains("R1: the entries of command"), "{}", standing.reason);
    assert!(world.transcript(oda).contains("does not add up"), "{}", world.transcript(oda));
}

#[test]
fn no_job_does_anything_before_the_ledger_was_checked() {
    let (mut world, ann, _) = with_operator();
    to_summary(&mut world, ann);
    world.taps_on(ann, "summary-later");
    world.taps_first(ann, "🕗");
    world.clock.set("2026-11-25T15:00:00Z".parse().unwrap());
    world.restart();
    let jobs = || World::pieces() - ivrbot::jobs::TABLE.len()..World::pieces();
    assert_eq!(ivrbot::jobs::TABLE[0].name, "audit");
    for job in jobs().skip(1) {
        assert!(!world.piece(job), "{}", ivrbot::jobs::TABLE[job - jobs().start].name);
    }
    assert!(world.piece(jobs().start), "the check");
    assert!(jobs().any(|job| world.piece(job)), "the rest follows");
}

#[test]
fn a_call_that_ends_meanwhile_is_booked_when_money_moves_again() {
    let (mut world, ann, _) = with_operator();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    let held = world.held_seconds(ann);
    assert!(held > 0);
    tamper(&world, 1);
    audit::audit(&world.store, "test").unwrap();
    world.wait(5 * MINUTE);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    assert!(world.last(ann).text.contains("booked later"), "{}", world.transcript(ann));
    tamper(&world, -1);
    assert_eq!(world.held_seconds(ann), held, "it still stands");
    world.restart();
    world.wait(MINUTE);
    assert_eq!(lift(&mut world).breaches, []);
    assert_eq!(world.held_seconds(ann), 0);
    assert!(world.last(ann).text.contains("of your plan"), "{}", world.transcript(ann));
    assert_eq!(world.store.read(ledger::self_check).unwrap(), []);
    let kinds = "SELECT group_concat(kind) FROM ledger WHERE call_id IS NOT NULL";
    let kinds: String = world.raw().query_row(kinds, [], |row| row.get(0)).unwrap();
    assert_eq!(kinds, "hold,settle");
}

#[test]
fn what_is_taken_back_meanwhile_is_given_back_when_money_moves_again() {
    let (mut world, ann, _) = with_operator();
    to_summary(&mut world, ann);
    world.bland.fault(Fault::Limited(Limit::Account));
    now(&mut world, ann);
    let held = world.held_seconds(ann);
    assert!(held > 0, "put off with its hold");
    tamper(&world, 1);
    audit::audit(&world.store, "test").unwrap();
    world.taps_on(ann, "call-take-back");
    world.wait(MINUTE);
    tamper(&world, -1);
    assert_eq!(world.held_seconds(ann), held);
    lift(&mut world);
    assert_eq!(world.held_seconds(ann), 0);
    assert_eq!(world.bland.dialled().len(), 0);
}

#[test]
fn a_lost_call_keeps_its_hold_until_money_moves_again() {
    let (mut world, ann, _) = with_operator();
    to_summary(&mut world, ann);
    world.bland.fault(Fault::Drop);
    now(&mut world, ann);
    world.wait(20 * MINUTE);
    tamper(&world, 1);
    world.wait(3 * HOUR);
    tamper(&world, -1);
    assert!(world.held_seconds(ann) > 0);
    lift(&mut world);
    world.wait(20 * MINUTE);
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn who_signs_up_meanwhile_gets_his_plan_when_money_moves_again() {
    let (mut world, _, _) = with_operator();
    tamper(&world, 1);
    audit::audit(&world.store, "test").unwrap();
    let newcomers = [world.sign_up("Bao", 9, "zh"), world.sign_up("Denis", 10, "fr")];
    let periods = "SELECT count(*) FROM periods";
    let count = |world: &World| world.raw().query_row(periods, [], |row| row.get::<_, i64>(0));
    assert_eq!(count(&world), Ok(2), "Ann's and Oda's");
    tamper(&world, -1);
    lift(&mut world);
    assert_eq!(count(&world), Ok(4));
    for who in newcomers {
        let user = world.user(who).id;
        let period = world.store.read(|tx| plans::period(tx, user)).unwrap().expect("a plan");
        assert_eq!(period.single_seconds, 120);
    }
}

#[test]
fn a_freeze_between_permission_and_request_takes_the_intent_back() {
    let (mut world, ann, _) = with_operator();
    to_summary(&mut world, ann);
    world.taps_on(ann, "summary-later");
    world.taps_first(ann, "🕗");
    world.clock.set("2026-11-25T15:00:00Z".parse().unwrap());
    let settings = world.settings.clone();
    let (call, receipt) = world
        .store
        .write_proof(|tx| {
            let call = dial::next(tx)?.expect("a planned call");
            let Permit::Go(receipt) = dial::permit(tx, &settings, &call)? else {
                panic!("not permitted")
            };
            Ok((call.id, Some(receipt)))
        })
        .unwrap();
    assert!(receipt.is_some());
    let stopped = |world: &World| world.store.read(|tx| dial::stopped_since(tx, call)).unwrap();
    assert!(!stopped(&world));
    tamper(&world, 1);
    audit::audit(&world.store, "test").unwrap();
    assert!(stopped(&world));
    world.store.write(|tx| dial::withdraw(tx, call)).unwrap();
    tamper(&world, -1);
    lift(&mut world);
    assert_eq!(world.held_seconds(ann), 0);
    let owner = world.user(ann).id;
    let call = world.store.read(|tx| calls::get(tx, owner, call)).unwrap().unwrap();
    assert_eq!(call.phase, ivrbot::domain::call::Phase::Cancelled);
    assert_eq!(world.bland.dialled().len(), 0);
}

#[test]
fn a_wallet_call_that_ends_meanwhile_costs_what_it_would_have() {
    let (mut world, ann, _) = with_operator();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    world.spend_plan(ann);
    credit(&world, ann, 10);
    again_to_summary(&mut world, ann, CAROL);
    now(&mut world, ann);
    tamper(&world, 1);
    audit::audit(&world.store, "test").unwrap();
    world.wait(5 * MINUTE);
    tamper(&world, -1);
    assert_eq!(balance(&world, ann), (Usd::cents(850), Usd::cents(150)));
    lift(&mut world);
    let (available, held) = balance(&world, ann);
    assert_eq!(held, Usd::ZERO);
    assert!(available > Usd::cents(950) && available < Usd::cents(1000), "{available:?}");
    assert!(world.last(ann).text.contains("cost $0."), "{}", world.transcript(ann));
}

#[test]
fn the_command_stops_money_tells_the_way_out_and_lifts_only_what_is_sound() {
    let directory = crate::cli::directory(crate::cli::GOOD);
    let check = |args: &[&str]| crate::cli::run(directory.path(), args);
    let absent = check(&["check", "--ledger"]);
    assert_eq!(absent.code, Some(1), "{}", absent.err);
    let path = directory.path().join("ivrbot.db");
    let store = Store::open(&path, Clock::system(), Durability::None).unwrap();
    let put = |tx: &Tx| {
        let ann = users::create(tx, 5, Locale::En, "Etc/UTC")?;
        users::make_operator(tx, ann.id, "test")?;
        ledger::credit(tx, ann.id, Usd::cents(100), "gift", "test", "gift").map(drop)
    };
    store.write(put).unwrap();
    let sound = check(&["check", "--ledger"]);
    assert_eq!((sound.code, sound.out.contains("It adds up.")), (Some(0), true), "{}", sound.out);

    let tamper = |by: i64| {
        let file = rusqlite::Connection::open(&path).unwrap();
        file.execute("UPDATE accounts SET balance = balance + ?1 WHERE owner_id > 0", [by])
            .unwrap();
    };
    tamper(5);
    for args in [&["check", "--ledger"][..], &["check", "--ledger", "--lift"]] {
        let broken = check(args);
        assert_eq!(broken.code, Some(1), "{args:?}");
        assert!(broken.out.contains("R2: account 1 says 1000005"), "{}", broken.out);
    }
    let credit = check(&["credit", "5", "10", "--reason", "more"]);
    assert_eq!((credit.code, credit.err.contains("stands still")), (Some(1), true));
    assert_eq!(check(&["check", "--offline"]).code, Some(2));

    tamper(-5);
    let sound = check(&["check", "--ledger"]);
    assert_eq!((sound.code, sound.out.contains("--lift")), (Some(1), true), "{}", sound.out);
    assert_eq!(check(&["check", "--ledger", "--lift"]).code, Some(0));
    assert_eq!(check(&["credit", "5", "10", "--reason", "more"]).code, Some(0));
    let events = "SELECT count(*) FROM events WHERE body LIKE '%money_%frozen%'";
    let file = rusqlite::Connection::open(&path).unwrap();
    assert_eq!(file.query_row(events, [], |row| row.get::<_, i64>(0)), Ok(2));
    assert_eq!(store.read(ivrbot::store::events::first_broken).unwrap(), None);
    assert_eq!(check(&["check", "--lift"]).code, Some(2), "only with --ledger");
}

#[test]
fn a_list_whose_calls_end_meanwhile_is_booked_when_money_moves_again() {
    let (mut world, ann, _) = with_operator();
    credit(&world, ann, 50);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    let numbers: Vec<String> = (0..4).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    for number in &numbers {
        world.bland.callee_for(number, Callee::human("1"));
    }
    world.says(ann, &numbers.join("\n"));
    world.taps(ann, "✅ Start calling");
    world.wait(Duration::from_secs(6));
    assert_eq!(world.bland.dialled().len(), 4);
    let before = balance(&world, ann);
    tamper(&world, 1);
    audit::audit(&world.store, "test").unwrap();
    world.wait(5 * MINUTE);
    tamper(&world, -1);
    assert_eq!(balance(&world, ann), before, "nothing moved");
    world.restart();
    lift(&mut world);
    let settled = "SELECT count(*) || ' ' || sum(cost_micro) FROM calls
                   WHERE settlement = 'settled' AND cost_micro > 0 AND phase = 'ended'";
    let settled: String = world.raw().query_row(settled, [], |row| row.get(0)).unwrap();
    let (count, cost) = settled.split_once(' ').unwrap();
    let left = Usd::cents(5_000).minus(Usd::micro(cost.parse().unwrap())).unwrap();
    assert_eq!((count, balance(&world, ann)), ("4", (left, Usd::ZERO)));
    assert_eq!(world.store.read(ledger::self_check).unwrap(), []);
}
