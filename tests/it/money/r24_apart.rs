//! R24: payments of two people, and two of one person, never see each other.

use std::time::Duration;

use ivrbot::chat::button::{Act, Button, Screen};
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::State;
use ivrbot::store::topups;

use crate::world::{Who, World};

const MINUTE: Duration = Duration::from_secs(60);

/// Everything that anybody was ever shown of a payment.
fn saw(world: &World, who: Who, address: &str) -> bool {
    world.transcript(who).contains(address)
}

#[test]
fn r24_two_people_at_once_see_only_their_own() {
    let mut world = World::new();
    let (ann, bob) = (world.sign_up("Ann", 7, "en"), world.sign_up("Bob", 8, "fr"));
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    let anns = world.payment();
    world.tops_up(bob, "40", Coin::UsdtTrc20);
    let bobs = world.payment();
    assert_ne!(anns.address, bobs.address);
    assert!(saw(&world, ann, &anns.address) && !saw(&world, ann, &bobs.address));
    assert!(saw(&world, bob, &bobs.address) && !saw(&world, bob, &anns.address));
    // Bob's coins come; then Ann's payment expires, and hers come late.
    world.dynopay.arrive(&bobs.payment_id, &Arrival::Exact);
    world.wait(MINUTE);
    assert_eq!((world.balance(ann), world.balance(bob)), (Usd::ZERO, Usd::cents(4_000)));
    world.wait(65 * MINUTE);
    assert_eq!(world.topup(ann).state, State::Expired);
    assert_eq!(world.topup(bob).state, State::Credited);
    world.dynopay.arrive(&anns.payment_id, &Arrival::Exact);
    world.wait(5 * MINUTE);
    assert_eq!((world.balance(ann), world.balance(bob)), (Usd::cents(2_000), Usd::cents(4_000)));
}

#[test]
fn r24_two_of_one_person_stay_two() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    let (first, card) = (world.payment(), world.last(ann).id);
    world.tops_up(ann, "30", Coin::UsdtTrc20);
    let second = world.payment();
    world.dynopay.arrive(&second.payment_id, &Arrival::Exact);
    world.wait(MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(3_000));
    assert!(world.message(ann, card).text.contains(&first.address), "the other still waits");
    world.dynopay.arrive(&first.payment_id, &Arrival::Exact);
    world.wait(MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(5_000));
}

#[test]
fn r24_an_id_of_somebody_elses_opens_nothing() {
    let mut world = World::new();
    let (ann, bob) = (world.sign_up("Ann", 7, "en"), world.sign_up("Bob", 8, "en"));
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    let (id, payment) = (world.topup(ann).id, world.payment());
    let bobs_id = world.user(bob).id;
    assert_eq!(world.store.read(|tx| topups::get(tx, bobs_id, id)).unwrap(), None);
    world.says(bob, "/menu");
    for at in [id.0, id.0 + 1, 0, -1, i64::MAX] {
        let shown = world.taps_data(bob, &Button::open_at(Screen::Payment, at).encode());
        assert!(shown.text.contains("Wallet"), "{}", shown.text);
    }
    assert!(!saw(&world, bob, &payment.address));
    // Operators' screens are no way around it.
    for screen in [Screen::Reviews, Screen::Review] {
        let shown = world.taps_data(bob, &Button::open_at(screen, 1).encode());
        assert!(shown.text.contains("What would you like to do?"), "{}", shown.text);
    }
    for act in [Act::CreditReview, Act::RejectReview] {
        let shown = world.taps_data(bob, &Button::Act { act, id: 1, rev: 0 }.encode());
        assert!(shown.text.contains("What would you like to do?"), "{}", shown.text);
    }
}
