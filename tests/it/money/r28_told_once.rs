//! R28: each thing that happens to a payment is told once, also across a restart.

use std::time::Duration;

use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;

use crate::world::{Who, World};

const MINUTE: Duration = Duration::from_secs(60);

/// Everything but the courier: what is told lies in the outbox.
fn without_courier(world: &mut World) {
    loop {
        let made = (0..World::pieces()).filter(|piece| *piece != 1).map(|piece| world.piece(piece));
        if !made.fold(false, |any, made| any | made) {
            return;
        }
    }
}

/// How many notices say this; the card says it too, and has no reference to quote.
fn notices(world: &World, who: Who, words: &str) -> usize {
    let chat = world.telegram.chat(who.0).into_iter().filter(|shown| shown.from_bot);
    chat.filter(|it| it.text.contains(words) && it.text.contains("Reference P1")).count()
}

/// Ann waits for 20 dollars.
fn unpaid() -> (World, Who) {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    (world, ann)
}

fn paid(arrival: &Arrival) -> (World, Who) {
    let (mut world, ann) = unpaid();
    world.arrives(arrival);
    (world, ann)
}

#[test]
fn r28_each_notice_comes_once_although_the_process_ends_before_it_is_sent() {
    let table = [
        (Arrival::Exact, "was added to your balance"),
        (Arrival::Percent(60), "less than the $20.00"),
        (Arrival::Percent(120), "more than the $20.00"),
        (Arrival::Percent(400), "a person must look at"),
    ];
    for (arrival, words) in table {
        let (mut world, ann) = paid(&arrival);
        world.clock.advance(MINUTE);
        without_courier(&mut world);
        assert_eq!(notices(&world, ann, words), 0, "nothing was sent yet");
        let before = world.balance(ann);
        world.restart();
        world.wait(10 * MINUTE);
        assert_eq!(notices(&world, ann, words), 1, "{}", world.transcript(ann));
        assert_eq!(world.balance(ann), before);
        world.restart();
        world.wait(48 * 60 * MINUTE);
        assert_eq!(notices(&world, ann, words), 1, "{}", world.transcript(ann));
    }
}

#[test]
fn r28_what_came_late_and_what_was_sent_back_is_told_once() {
    let late = "added to your balance";
    let (mut world, ann) = unpaid();
    world.wait(3 * 60 * MINUTE);
    world.arrives(&Arrival::Exact);
    world.wait(20 * MINUTE);
    assert_eq!(notices(&world, ann, late), 1, "{}", world.transcript(ann));
    world.restart();
    world.wait(26 * 60 * MINUTE);
    assert_eq!(notices(&world, ann, late), 1, "{}", world.transcript(ann));

    let (mut world, ann) = unpaid();
    world.dynopay.configure(|account| account.pace.confirm_ms = 0);
    world.arrives(&Arrival::Refunded);
    world.wait(20 * MINUTE);
    let told = |world: &World| world.told(ann, "sent your coins back") + world.told(ann, late);
    let once = told(&world);
    assert!(once >= 1, "{}", world.transcript(ann));
    world.restart();
    world.wait(26 * 60 * MINUTE);
    assert_eq!(told(&world), once, "{}", world.transcript(ann));
}

#[test]
fn r28_seen_and_credited_are_two_notices() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    world.dynopay.configure(|account| account.pace.confirm_ms = 5 * 60_000);
    world.arrives(&Arrival::Exact);
    world.wait(MINUTE);
    world.restart();
    world.wait(MINUTE);
    assert_eq!(world.told(ann, "was seen. It is added as soon as"), 2, "the notice and the card");
    world.wait(10 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(2_000));
    assert_eq!(world.told(ann, "A transfer for your top-up"), 1, "{}", world.transcript(ann));
    assert_eq!(world.told(ann, "was added to your balance"), 1);
}
