//! Transfers that an operator decides about, as chats.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::{Problem, State};

use crate::world::{Who, World};

const MINUTE: Duration = Duration::from_secs(60);

/// Ann paid four times what she asked for, and Boss is told.
fn in_review() -> (World, Who, Who) {
    let mut world = World::new();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    world.arrives(&Arrival::Percent(400));
    world.wait(2 * MINUTE);
    assert_eq!(world.topup(ann).state, State::Review, "{}", world.transcript(ann));
    (world, ann, boss)
}

/// What the operator's books hold of a coin in this role.
fn coins(world: &World, role: &str) -> i64 {
    let sql = "SELECT coalesce(sum(balance), 0) FROM accounts
               WHERE role = ?1 AND asset = 'coin:USDT-TRC20'";
    world.raw().query_row(sql, [role], |row| row.get(0)).unwrap()
}

/// Who moved money last, and why.
fn record(world: &World) -> (String, String) {
    let sql = "SELECT actor, reason FROM ledger ORDER BY id DESC LIMIT 1";
    world.raw().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn r15_an_operator_credits_what_came_and_says_why() {
    let (mut world, ann, boss) = in_review();
    assert_eq!(coins(&world, "suspense"), 80_000_000, "it is kept apart");
    world.taps_on(boss, "review-open");
    let card = world.last(boss).text;
    for words in ["P1", "more than three times", "80 USDT-TRC20", "\"received\":80000000"] {
        assert!(card.contains(words), "{card}");
    }
    world.taps(boss, "✅ Add $80.00");
    world.hears(boss, &Msg::new("review-ask-credit"));
    world.says(boss, "she  asked on the phone");
    assert_eq!(world.balance(ann), Usd::cents(8_000));
    assert_eq!(world.topup(ann).state, State::Credited);
    assert_eq!(world.told(ann, "Your transfer was looked at: $80.00 was added"), 1);
    let (actor, reason) = record(&world);
    assert_eq!((actor.as_str(), reason.as_str()), ("operator 8", "she asked on the phone"));
    assert_eq!((coins(&world, "suspense"), coins(&world, "clearing")), (0, 80_000_000));
    // It is decided: an old button does nothing more.
    world.says(boss, "/menu");
    world.taps_data(boss, "1arc:1:0");
    world.says(boss, "again");
    assert_eq!(world.balance(ann), Usd::cents(8_000));
    world.wait(48 * 60 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(8_000));
}

#[test]
fn r15_an_operator_turns_it_down_and_says_why() {
    let (mut world, ann, boss) = in_review();
    world.taps_on(boss, "review-open");
    world.taps_on(boss, "review-reject");
    world.says(boss, &"x".repeat(201));
    world.hears(boss, &Msg::new("review-reason-odd"));
    world.says(boss, "sent back by hand");
    assert_eq!(world.balance(ann), Usd::ZERO);
    assert_eq!(world.topup(ann).problem, Some(Problem::Rejected));
    assert_eq!(world.told(ann, "was looked at and was not added"), 1);
    let (actor, reason) = record(&world);
    assert_eq!((actor.as_str(), reason.as_str()), ("operator 8", "sent back by hand"));
    assert_eq!((coins(&world, "suspense"), coins(&world, "adjustment")), (0, 80_000_000));
    world.wait(48 * 60 * MINUTE);
    assert_eq!(world.balance(ann), Usd::ZERO);
}

#[test]
fn the_wallet_of_an_operator_leads_to_what_waits() {
    let (mut world, ann, boss) = in_review();
    world.says(boss, "/menu");
    world.taps_on(boss, "menu-wallet");
    world.taps(boss, "🔎 Transfers to look at (1)");
    world.taps_first(boss, "P1");
    assert!(world.shows(boss, "✅ Add $80.00"), "{}", world.transcript(boss));
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    assert!(!world.shows(ann, "🔎 Transfers to look at (1)"));
}
