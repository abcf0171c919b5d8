//! S5: where Stars are off there is no trace of them; what comes all the same is not lost.

use ivrbot::demo::telegram::Tampered;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::store::ledger::{self, Account, Asset, Role};

use super::stars::with_stars;
use crate::world::World;

/// Everything that everybody was shown.
fn trace(world: &World, who: crate::world::Who) -> Vec<String> {
    let text = world.transcript(who);
    let words = ["XTR", "Stars", "⭐"];
    let found = text.lines().filter(|line| words.iter().any(|word| line.contains(word)));
    found.map(str::to_owned).collect()
}

#[test]
fn s05_off_means_no_button_no_words_and_no_questions() {
    for (id, language) in [(1, "en"), (2, "hi"), (3, "zh-hans"), (4, "fr")] {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", id, language);
        world.says(ann, "/menu");
        world.taps_on(ann, "menu-wallet");
        world.taps_on(ann, "button-top-up");
        world.says(ann, "20");
        let coins = world.last(ann).keyboard.len();
        assert!(coins >= 4, "{}", world.transcript(ann));
        // The next question takes the buttons of this one away, so it is looked at now.
        assert_eq!(trace(&world, ann), [""; 0]);
        for command in ["/paysupport", "/terms", "/support"] {
            world.says(ann, command);
            assert_eq!(trace(&world, ann), [""; 0], "{command}");
        }
    }
}

#[test]
fn s05_telegram_is_not_asked_for_checkouts_where_stars_are_off() {
    let mut off = World::new();
    let ann = off.sign_up("Ann", 7, "en");
    assert!(!off.telegram.asked_for("pre_checkout_query"), "off");
    assert_eq!(trace(&off, ann), [""; 0]);
    let (on, _) = with_stars();
    assert!(on.telegram.asked_for("pre_checkout_query"), "on");
}

#[test]
fn s05_stars_that_come_although_they_are_off_wait_for_an_operator() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let desk = world.sign_up("Op", 9, "en");
    world.appoint(desk);
    let payment = serde_json::json!({
        "currency": "XTR", "total_amount": 5, "invoice_payload": "p",
        "telegram_payment_charge_id": "c", "provider_payment_charge_id": "",
    });
    world.telegram.odd_update(serde_json::json!({"message": {
        "message_id": 900, "date": world.clock.wall().as_second(),
        "from": {"id": ann.0, "is_bot": false, "first_name": "Ann"},
        "chat": {"id": ann.0, "type": "private"}, "successful_payment": payment,
    }}));
    world.settle();
    let suspense = Account::system(Role::Suspense, Asset::Coin(Coin::Stars));
    assert_eq!(world.store.read(|tx| ledger::balance(tx, &suspense)).unwrap(), 5);
    assert_eq!(world.balance(ann), Usd::ZERO);
    assert_eq!(world.told(desk, "nobody asked for it"), 1, "{}", world.transcript(desk));
}

#[test]
fn s05_a_bill_from_before_they_were_off_is_not_paid() {
    let (mut world, ann) = with_stars();
    let bill = world.gets_a_bill(ann, "10");
    world.turns_stars_off();
    world.pays_as(ann, ann, &bill, Tampered::default());
    assert!(world.refused(ann).contains("Stars are not taken"), "{}", world.transcript(ann));
    assert_eq!(world.balance(ann), Usd::ZERO);
}
