//! The commands that work on the database: `seed-plans`, `credit`, and what `check` says of it.

use std::fs;
use std::path::Path;

use ivrbot::clock::Clock;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::store::ledger::{self, Account, Asset, Role};
use ivrbot::store::{Durability, Store, outbox, users};

use crate::cli::{GOOD, assert_holds, directory, run};

const ANN: i64 = 7;

fn store(folder: &Path) -> Store {
    Store::open(&folder.join("ivrbot.db"), Clock::system(), Durability::None).unwrap()
}

fn with_ann(config: &str) -> tempfile::TempDir {
    let folder = directory(config);
    let store = store(folder.path());
    store.write(|tx| users::create(tx, ANN, Locale::Fr, "Europe/Paris")).unwrap();
    folder
}

#[test]
fn the_ten_plans_come_in_once() {
    let folder = directory(GOOD);
    let database = folder.path().join("ivrbot.db");

    let dry = run(folder.path(), &["seed-plans", "--dry-run"]);
    assert_eq!(dry.code, Some(0), "{}", dry.err);
    assert_holds(&dry.out, &["Nothing is changed", "10 inserted, 0 changed, 0 kept"]);
    assert!(!database.exists(), "a dry run made the database");

    let first = run(folder.path(), &["seed-plans"]);
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    assert_holds(&first.out, &["inserted  Free, 2 days", "10 inserted, 0 changed, 0 kept"]);
    for args in [&["seed-plans"][..], &["seed-plans", "--dry-run"]] {
        let again = run(folder.path(), args);
        assert_eq!(again.code, Some(0), "{}", again.err);
        assert_holds(&again.out, &["0 inserted, 0 changed, 10 kept"]);
    }
}

#[test]
fn plans_of_a_file_change_what_differs_and_a_wrong_file_nothing() {
    let folder = directory(GOOD);
    run(folder.path(), &["seed-plans"]);
    let ten = include_str!("../../examples/plans.toml");
    fs::write(folder.path().join("mine.toml"), ten.replacen("\"10\"", "\"11\"", 1)).unwrap();
    let dry = run(folder.path(), &["seed-plans", "--file", "mine.toml", "--dry-run"]);
    let changed = run(folder.path(), &["seed-plans", "--file", "mine.toml"]);
    for ran in [&dry, &changed] {
        assert_holds(&ran.out, &["price $10.00 -> $11.00", "0 inserted, 1 changed, 9 kept"]);
    }
    fs::write(folder.path().join("odd.toml"), "[[plan]]\nname = 3\n").unwrap();
    let odd = run(folder.path(), &["seed-plans", "--file", "odd.toml"]);
    assert_eq!((odd.code, odd.out.as_str()), (Some(2), ""));
    assert_holds(&odd.err, &["nothing was changed", "odd.toml: line 2"]);
    assert_eq!(run(folder.path(), &["seed-plans", "--file", "no.toml"]).code, Some(1));
}

#[test]
fn a_plan_below_its_cost_is_sold_only_when_the_operator_agrees() {
    let folder = directory(GOOD);
    let dry = run(folder.path(), &["seed-plans", "--dry-run"]);
    let first = run(folder.path(), &["seed-plans"]);
    let loss = "price $10.00, cost at full use $18.20, margin $-8.20: ";
    for ran in [&dry, &first] {
        let off = format!("{loss}not on sale");
        let gift = "a gift that costs you up to $0.28";
        assert_holds(&ran.out, &[&off, gift, "Not on sale: 9.", "at $0.14 a minute"]);
    }
    let check = run(folder.path(), &["check", "--offline"]);
    let remedy = "seed-plans --sell-at-a-loss Prime/1";
    assert_holds(&check.out, &[&format!("plan Prime/1: {loss}not on sale"), remedy]);
    assert_holds(&check.out, &["a connected minute costs you $0.14, by the Bland plan"]);

    let agree = ["seed-plans", "--sell-at-a-loss", "Prime/1", "--sell-at-a-loss", "Elite/7"];
    let dry = run(folder.path(), &[&agree[..], &["--dry-run"]].concat());
    let agreed = run(folder.path(), &agree);
    let sold = format!("on sale   Prime, 1 day: {loss}on sale at a loss");
    for ran in [&dry, &agreed] {
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_holds(&ran.out, &[&sold, "0 inserted, 0 changed, 0 kept", "Not on sale: 7."]);
    }
    let check = run(folder.path(), &["check", "--offline"]);
    assert_holds(&check.out, &["plans on sale: 3", &format!("plan Prime/1: {loss}on sale at")]);

    let odd = run(folder.path(), &["seed-plans", "--sell-at-a-loss", "Prime/2"]);
    assert_eq!((odd.code, odd.out.as_str()), (Some(1), ""));
    assert_holds(&odd.err, &["there is no plan Prime/2"]);
    let wrong = run(folder.path(), &["seed-plans", "--sell-at-a-loss", "Prime"]);
    assert_eq!(wrong.code, Some(2));
}

#[test]
fn prices_come_in_as_a_whole_and_twice_changes_nothing() {
    let folder = directory(GOOD);
    let usual = include_str!("../../examples/tariffs.toml");
    let uk = usual
        .split_once("# Another row could be:")
        .unwrap()
        .1
        .split_once("[[tariff]]\nprefix = \"\"")
        .unwrap()
        .0;
    let uk: String =
        uk.lines().map(|line| format!("{}\n", line.trim_start_matches("#").trim())).collect();
    fs::write(folder.path().join("usual.toml"), usual).unwrap();
    fs::write(folder.path().join("more.toml"), format!("{usual}{uk}")).unwrap();
    let dry = run(folder.path(), &["tariffs", "import", "more.toml", "--dry-run"]);
    assert_eq!((dry.code, dry.err.as_str()), (Some(0), ""));
    assert!(!folder.path().join("ivrbot.db").exists(), "a dry run made the database");
    let first = run(folder.path(), &["tariffs", "import", "more.toml"]);
    for ran in [&dry, &first] {
        let inserted = "inserted  +44: single $0.45, bulk $0.35, overage $0.35";
        assert_holds(&ran.out, &[inserted, "1 inserted, 0 changed, 1 kept, 0 ended"]);
    }
    let again = run(folder.path(), &["tariffs", "import", "more.toml"]);
    assert_holds(&again.out, &["0 inserted, 0 changed, 2 kept, 0 ended"]);
    let back = run(folder.path(), &["tariffs", "import", "usual.toml"]);
    assert_holds(&back.out, &["ended     +44: ", "0 inserted, 0 changed, 1 kept, 1 ended"]);
}

#[test]
fn prices_that_are_wrong_or_too_near_their_cost_change_nothing() {
    let folder = directory(GOOD);
    let usual = include_str!("../../examples/tariffs.toml");
    let at = |line: &str| 1 + usual.lines().position(|found| found == line).unwrap();
    let import = |text: String, more: &[&str]| {
        fs::write(folder.path().join("mine.toml"), text).unwrap();
        run(folder.path(), &[&["tariffs", "import", "mine.toml"], more].concat())
    };
    let text = usual.replace("\nbulk = \"0.20\"", "\nbulk = \"cheap\"");
    let odd = import(text.replace("\nattempt = \"0.02\"", "\nattempt = \"\""), &[]);
    assert_eq!((odd.code, odd.out.as_str()), (Some(2), ""));
    let lines = ["bulk = \"0.20\"", "attempt = \"0.02\""].map(|line| format!("line {}:", at(line)));
    assert_holds(&odd.err, &["nothing was changed", &lines[0], &lines[1]]);

    let low = usual.replace("\nbulk = \"0.20\"", "\nbulk = \"0.16\"");
    let refused = import(low.clone(), &[]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    let why = "all others: bulk is below $0.168, a fifth above its cost";
    assert_holds(&refused.err, &[&format!("line {}: {why}", at("[[tariff]]")), "--sell-at-a-loss"]);
    assert!(!folder.path().join("ivrbot.db").exists());
    let agreed = import(low, &["--sell-at-a-loss"]);
    assert_eq!(agreed.code, Some(0), "{}", agreed.err);
    assert_holds(&agreed.out, &["changed   all others: bulk $0.20 -> $0.16"]);
    let check = run(folder.path(), &["check", "--offline"]);
    assert_holds(&check.out, &["tariff all others: bulk is below $0.168"]);
    assert_eq!(run(folder.path(), &["tariffs", "import", "no.toml"]).code, Some(1));
    assert_eq!(run(folder.path(), &["tariffs"]).code, Some(2));
}

#[test]
fn credit_adds_up_and_tells_the_user() {
    let folder = with_ann(GOOD);
    let paid = run(folder.path(), &["credit", "7", "12.50", "--reason", "bank transfer"]);
    assert_eq!((paid.code, paid.err.as_str()), (Some(0), ""));
    assert_holds(&paid.out, &["Credited $12.50 to user 7", "balance is $12.50 now"]);
    // The same again is another credit: each run is an intent of its own.
    let more = run(folder.path(), &["credit", "7", "12.50", "--reason", "bank transfer"]);
    assert_holds(&more.out, &["balance is $25.00 now"]);

    let store = store(folder.path());
    let (balance, notices, breaches) = store
        .read(|tx| {
            let ann = users::by_telegram(tx, ANN)?.unwrap();
            let wallet = Account::user(ann.id, Role::Available, Asset::Usd);
            let entries = ledger::entries_of(tx, ann.id, None, 10)?;
            assert!(entries.iter().all(|entry| entry.reason == "bank transfer"));
            Ok((ledger::balance(tx, &wallet)?, outbox::open(tx)?, ledger::self_check(tx)?))
        })
        .unwrap();
    assert_eq!(Usd::micro(balance), Usd::cents(2_500));
    assert_eq!((notices, breaches.len()), (2, 0));
}

#[test]
fn credit_to_nobody_says_what_to_do() {
    let folder = directory(GOOD);
    let early = run(folder.path(), &["credit", "7", "5", "--reason", "x"]);
    assert_eq!((early.code, early.out.as_str()), (Some(1), ""));
    assert_holds(&early.err, &["there is no database ivrbot.db", "`ivrbot run` first"]);
    assert!(!folder.path().join("ivrbot.db").exists());

    let folder = with_ann(GOOD);
    let other = run(folder.path(), &["credit", "8", "5", "--reason", "x"]);
    assert_eq!(other.code, Some(1));
    assert_holds(&other.err, &["no user has the Telegram id 8", "must write to the bot first"]);
}

#[test]
fn check_looks_at_the_database_and_changes_nothing() {
    let folder = directory(GOOD);
    let fresh = run(folder.path(), &["check", "--offline"]);
    assert_eq!((fresh.code, fresh.err.as_str()), (Some(0), ""));
    assert_holds(
        &fresh.out,
        &[
            "database ivrbot.db: it will be made",
            "job dial: asks the gate and dials",
            "gate: `brakes` is not checked yet",
            "No problems.",
        ],
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "check made a file");

    run(folder.path(), &["seed-plans"]);
    let seeded = run(folder.path(), &["check", "--offline"]);
    assert_eq!(seeded.code, Some(0));
    assert_holds(&seeded.out, &["the history are sound; plans on sale: 1"]);
}

#[test]
fn check_finds_a_file_that_is_no_database() {
    let folder = directory(GOOD);
    fs::write(folder.path().join("ivrbot.db"), "not a database, but long enough to be read")
        .unwrap();
    let odd = run(folder.path(), &["check", "--offline"]);
    assert_eq!(odd.code, Some(2));
    assert_holds(&odd.out, &["database ivrbot.db cannot be read", "1 problem."]);

    let lost = directory(&format!("{GOOD}[database]\npath = \"gone/ivrbot.db\"\n"));
    let lost = run(lost.path(), &["check", "--offline"]);
    assert_eq!(lost.code, Some(2));
    assert_holds(&lost.out, &["there is no folder gone"]);
}

#[test]
fn coupons_are_made_shown_and_ended() {
    let folder = with_ann(GOOD);
    let none = run(folder.path(), &["coupon", "list"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), "There are no coupons.\n"));
    let made = run(folder.path(), &["coupon", "add", "spring26", "20%", "--uses", "5"]);
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    assert_holds(&made.out, &["The coupon SPRING26 is made: 20% off the next plan."]);
    let twice = run(folder.path(), &["coupon", "add", "SPRING26", "5"]);
    assert_eq!(twice.code, Some(1));
    assert_holds(&twice.err, &["there is a coupon SPRING26: choose another code"]);
    for odd in [["a b", "5"], ["CODE", "0"], ["CODE", "101%"]] {
        let odd = run(folder.path(), &["coupon", "add", odd[0], odd[1]]);
        assert_eq!((odd.code, odd.out.as_str()), (Some(2), ""));
    }
    let list = run(folder.path(), &["coupon", "list"]);
    assert_eq!(list.out, "SPRING26: 20% off the next plan, used 0 of 5\n");
    assert_eq!(run(folder.path(), &["coupon", "end", "SPRING26"]).code, Some(0));
    assert_holds(&run(folder.path(), &["coupon", "list"]).out, &["used 0 of 5, ended"]);
    assert_eq!(run(folder.path(), &["coupon", "end", "SPRING26"]).code, Some(1));
}

#[test]
fn r23_refunds_are_set_aside_sent_and_given_back() {
    let folder = with_ann(GOOD);
    run(folder.path(), &["credit", "7", "10", "--reason", "bank transfer"]);
    let refund = |args: &[&str]| run(folder.path(), &[&["refund"], args].concat());
    let add = |amount| refund(&["add", "1", amount, "--to", "T1", "--reason", "asked for it"]);
    let first = add("6");
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    assert_eq!(first.out, "Refund 1: $6.00; send 6 USDT-TRC20 to T1\n");
    let more = add("6");
    assert_eq!(more.code, Some(1));
    assert_holds(&more.err, &["nothing was moved: at most $4.00 of this payment can go back"]);
    assert_eq!(add("-1").code, Some(2));
    assert_eq!(refund(&["list"]).out, first.out);
    let blank = refund(&["add", "1", "1", "--to", "T1", "--reason", " "]);
    assert_holds(&blank.err, &["the reason, the actor or the address is missing"]);
    assert_eq!(refund(&["paid", "1", "--tx", "0xabc"]).out, "Refund 1: $6.00 was sent\n");
    add("4");
    let back = refund(&["withdraw", "2", "--reason", "wrong address"]);
    assert_eq!(back.out, "Refund 2: $4.00 is back in the wallet\n");
    assert_eq!(refund(&["paid", "2", "--tx", "0xdef"]).code, Some(1));
    assert_eq!(refund(&["list"]).out, "No refund waits to be sent.\n");
    let store = store(folder.path());
    let breaches = store.read(ledger::self_check).unwrap();
    assert_eq!(breaches.len(), 0);
}
