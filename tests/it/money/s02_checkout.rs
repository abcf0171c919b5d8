//! S2: before Stars are taken, the bill is looked at once more, and in time.

use std::sync::mpsc;
use std::time::Duration;

use ivrbot::daemon::within;
use ivrbot::demo::telegram::Tampered;
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::State;

use super::stars::with_stars;
use crate::world::{Who, World};

const HOUR: Duration = Duration::from_secs(3_600);

/// A bill over ten dollars, and somebody else.
fn billed() -> (World, Who, Who) {
    let (mut world, ann) = with_stars();
    let bob = world.sign_up("Bob", 8, "fr");
    world.gets_a_bill(ann, "10");
    (world, ann, bob)
}

#[test]
fn s02_a_bill_of_somebody_else_is_not_paid() {
    let (mut world, ann, bob) = billed();
    let bill = world.bill(ann);
    world.pays_as(bob, ann, &bill, Tampered::default());
    assert!(world.refused(bob).contains("Cette facture n’est pas la vôtre"), "in his words");
    assert_eq!(world.telegram.paid_in_stars(), []);
    world.pays(ann, &bill);
    assert_eq!(world.balance(ann), Usd::cents(1_000), "{}", world.transcript(ann));
}

#[test]
fn s02_an_altered_bill_is_not_paid() {
    let (mut world, ann, _) = billed();
    let bill = world.bill(ann);
    let odd = [
        Tampered { stars: Some(1), payload: None },
        Tampered { stars: None, payload: Some("another".into()) },
    ];
    for tampered in odd {
        world.pays_as(ann, ann, &bill, tampered);
        assert!(world.refused(ann).contains("is not yours, or it was changed"));
    }
    assert_eq!(world.telegram.paid_in_stars(), []);
}

#[test]
fn s02_a_bill_whose_time_is_over_or_that_was_paid_is_not_paid() {
    let (mut world, ann, _) = billed();
    let bill = world.bill(ann);
    world.wait(HOUR + Duration::from_secs(2));
    assert_eq!(world.topup(ann).state, State::Abandoned);
    world.pays(ann, &bill);
    assert!(world.refused(ann).contains("The time of this bill is over"));
    let bill = world.gets_a_bill(ann, "10");
    world.pays(ann, &bill);
    world.pays(ann, &bill);
    assert!(world.refused(ann).contains("was paid already"), "{}", world.transcript(ann));
    assert_eq!(world.telegram.paid_in_stars().len(), 1);
}

#[test]
fn s02_no_more_is_let_in_than_the_operator_wants() {
    let (mut world, ann, _) = billed();
    world.tops_up(ann, "20", ivrbot::domain::coin::Coin::Stars);
    assert!(world.last(ann).text.contains("at most $10.00"), "{}", world.transcript(ann));
    // Two bills of which one would still have been paid when they were put.
    let first = world.bill(ann);
    let second = world.gets_a_bill(ann, "10");
    let third = world.gets_a_bill(ann, "10");
    world.pays(ann, &first);
    world.pays(ann, &second);
    world.pays(ann, &third);
    assert!(world.refused(ann).contains("more than you can pay in Stars now"));
    assert_eq!(world.balance(ann), Usd::cents(2_000), "{}", world.transcript(ann));
}

#[test]
fn s02_what_takes_too_long_is_not_waited_for() {
    let (never, waits) = mpsc::channel::<()>();
    let moment = Duration::from_millis(1);
    assert_eq!(within(moment, move || waits.recv().is_ok()), None, "it is answered in time");
    drop(never);
    assert_eq!(within(HOUR, || 7), Some(7));
    assert!(ivrbot::daemon::CHECKOUT < Duration::from_secs(10));
}
