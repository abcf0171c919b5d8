//! The wallet and its statement, as chats.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::statement::What;
use ivrbot::store::{Tx, ledger, users};

use crate::world::{Who, World};

const CAROL: &str = "+12125550143";
const MINUTE: Duration = Duration::from_secs(60);

/// Ann with 50 dollars that came in coins, one call from her plan and one from her wallet.
fn with_history() -> (World, Who) {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.first_call(ann, CAROL);
    world.wait(5 * MINUTE);
    world.tops_up(ann, "50", Coin::UsdtTrc20);
    world.arrives(&Arrival::Exact);
    world.wait(5 * MINUTE);
    world.spend_plan(ann);
    world.first_call(ann, CAROL);
    world.wait(5 * MINUTE);
    (world, ann)
}

#[test]
fn a_statement_shows_what_came_and_went_and_leads_to_it() {
    let (mut world, ann) = with_history();
    let spent = Usd::cents(5_000).minus(world.balance(ann)).unwrap();
    assert!(spent.is_positive());
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "wallet-statement");
    let said = world.last(ann).text;
    let lines: Vec<&str> = said.lines().filter(|line| line.contains(" · ")).collect();
    assert_eq!(lines.len(), 2, "what was only set aside has no line: {said}");
    assert!(lines[0].starts_with('➖') && lines[0].contains("call to +1 212-555-0143"), "{said}");
    assert!(lines[1].contains("➕ $50.00 · top-up P1"), "{said}");
    world.taps(ann, "› top-up P1");
    assert!(world.last(ann).text.contains("$50.00 added"), "{}", world.transcript(ann));
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "wallet-statement");
    world.taps(ann, "› call to +1 212-555-0143");
    assert!(world.last(ann).text.contains("Answered"), "{}", world.transcript(ann));
}

#[test]
fn a_statement_comes_as_a_file() {
    let (mut world, ann) = with_history();
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "wallet-statement");
    world.taps_on(ann, "statement-file");
    let file = world.last(ann).file.expect("a file");
    let mut table = csv::Reader::from_reader(&file.bytes[..]);
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[1][2], &rows[1][3], &rows[1][4]), ("top_up", "P1", "50.00"));
    let sum: Usd = rows
        .iter()
        .map(|row| Usd::parse(&row[4]).unwrap())
        .fold(Usd::ZERO, |sum, usd| sum.plus(usd).unwrap());
    assert_eq!(sum, world.balance(ann), "the lines add up to the balance");
}

#[test]
fn a_long_statement_is_paged_without_a_gap_and_shows_nobody_else() {
    let mut world = World::new();
    let (ann, bob) = (world.sign_up("Ann", 7, "en"), world.sign_up("Bob", 8, "en"));
    let credit = |tx: &Tx| {
        for at in 0..200 {
            for (who, cents) in [(ann, 100 + at), (bob, 7)] {
                let user = users::by_telegram(tx, who.0)?.unwrap().id;
                let key = format!("gift:{}:{at}", who.0);
                ledger::credit(tx, user, Usd::cents(cents), "gift", "Op", &key)?.unwrap();
            }
        }
        Ok(())
    };
    world.store.write(credit).unwrap();
    let user = world.user(ann).id;
    let (mut before, mut all) = (None, Vec::new());
    loop {
        let page = world.store.read(|tx| ledger::lines(tx, user, before, 6)).unwrap();
        assert!(page.lines.len() <= 6);
        all.extend(page.lines);
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    let want: Vec<Usd> = (0..200).rev().map(|at| Usd::cents(100 + at)).collect();
    assert_eq!(all.iter().map(|line| line.usd).collect::<Vec<_>>(), want);
    assert!(all.iter().all(|line| line.what == What::ByHand));
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "wallet-statement");
    world.taps_on(ann, "button-older");
    assert!(world.last(ann).text.contains("$2.93"), "{}", world.last(ann).text);
    world.taps_on(ann, "button-newest");
    assert!(world.last(ann).text.contains("$2.99"), "{}", world.last(ann).text);
}

#[test]
fn an_empty_statement_says_so() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "wallet-statement");
    world.hears(ann, &Msg::new("statement-empty"));
}

#[test]
fn who_has_no_money_for_a_call_is_led_to_the_top_up() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.first_call(ann, CAROL);
    world.wait(5 * MINUTE);
    world.spend_plan(ann);
    world.says(ann, CAROL);
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    assert!(world.shows(ann, "➕ Top up"), "{}", world.transcript(ann));
    world.taps_on(ann, "button-top-up");
    assert!(world.last(ann).text.contains("How much would you like to add?"));
}
