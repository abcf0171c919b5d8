//! S1: a payment in Stars is credited once, however often Telegram tells of it, and also when it
//! does not.

use std::time::Duration;

use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::State;
use ivrbot::store::ledger::{self, Account, Asset, Role};

use super::stars::{MOMENT, with_stars};
use crate::world::World;

const DAY: Duration = Duration::from_secs(24 * 3_600);

fn stars(world: &World, role: Role) -> i64 {
    let account = Account::system(role, Asset::Coin(Coin::Stars));
    world.store.read(|tx| ledger::balance(tx, &account)).unwrap()
}

#[test]
fn s01_a_payment_that_is_told_twice_is_credited_once() {
    let (mut world, ann) = with_stars();
    let bill = world.gets_a_bill(ann, "10");
    assert!(bill.text.contains("$10.00 for telephone calls"), "{}", bill.text);
    assert_eq!(world.topup(ann).open.unwrap().quote.units, Units(770));
    world.pays(ann, &bill);
    for _ in 0..3 {
        world.telegram.tells_again(ann.0);
        world.settle();
    }
    world.wait(2 * DAY);
    assert_eq!(world.balance(ann), Usd::cents(1_000), "{}", world.transcript(ann));
    assert_eq!((stars(&world, Role::World), stars(&world, Role::Clearing)), (-770, 770));
    assert_eq!(world.told(ann, "was added to your balance"), 1, "{}", world.transcript(ann));
    assert_eq!(world.topup(ann).state, State::Credited);
}

#[test]
fn s01_a_payment_whose_message_was_lost_is_found_in_the_list_and_credited() {
    let (mut world, ann) = with_stars();
    let desk = world.sign_up("Op", 9, "en");
    world.appoint(desk);
    let bill = world.gets_a_bill(ann, "10");
    world.telegram.loses_a_payment();
    world.pays(ann, &bill);
    assert_eq!(world.balance(ann), Usd::ZERO, "nobody told");
    world.wait(2 * DAY);
    assert_eq!(world.balance(ann), Usd::cents(1_000), "{}", world.transcript(ann));
    assert_eq!(world.told(desk, "daily comparison"), 1, "{}", world.transcript(desk));
    world.telegram.tells_again(ann.0);
    world.wait(3 * DAY);
    assert_eq!(world.balance(ann), Usd::cents(1_000), "the message came after all");
    assert_eq!(world.told(desk, "daily comparison"), 1);
}

#[test]
fn s01_what_nobody_asked_for_waits_for_an_operator() {
    let (mut world, ann) = with_stars();
    let desk = world.sign_up("Op", 9, "en");
    world.appoint(desk);
    let bill = world.gets_a_bill(ann, "10");
    world.pays(ann, &bill);
    // A second payment of the same bill, and one of a bill that is not ours.
    for (charge, payload) in [("x1", world.topup(ann).uuid), ("x2", "not-ours".into())] {
        let payment = serde_json::json!({
            "currency": "XTR", "total_amount": 5, "invoice_payload": payload,
            "telegram_payment_charge_id": charge, "provider_payment_charge_id": "",
        });
        world.telegram.odd_update(serde_json::json!({"message": {
            "message_id": 900, "date": world.clock.wall().as_second(),
            "from": {"id": ann.0, "is_bot": false, "first_name": "Ann"},
            "chat": {"id": ann.0, "type": "private"}, "successful_payment": payment,
        }}));
        world.wait(MOMENT);
    }
    assert_eq!(world.balance(ann), Usd::cents(1_000));
    assert_eq!(stars(&world, Role::Suspense), 10, "{}", world.transcript(desk));
}
