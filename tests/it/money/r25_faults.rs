//! R25: whatever the provider does, nothing is credited that did not come, nothing is lost that
//! did, and balances and calls go on.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::demo::dynopay::{Arrival, Endpoint, Fault, Version};
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::{Problem, State};

use crate::world::World;

const MINUTE: Duration = Duration::from_secs(60);
const CAROL: &str = "+12125550143";

fn faults() -> Vec<Fault> {
    vec![
        Fault::Drop,
        Fault::AcceptThenDrop,
        Fault::AcceptThenLock(60_000),
        Fault::AcceptThen500,
        Fault::Error500("boom".into()),
        Fault::NoRates,
        Fault::Html502,
        Fault::Html200,
        Fault::TooMany(Some(20)),
        Fault::TooMany(None),
        Fault::Redirect("http://127.0.0.1:9/".into()),
        Fault::Answer(200, "{\"success\":true}".into()),
        Fault::Answer(503, "null".into()),
    ]
}

#[test]
fn r25_an_opening_that_fails_is_repeated_and_makes_one_payment() {
    for fault in faults() {
        let mut world = World::new();
        let ann = world.sign_up("Ann", 7, "en");
        world.dynopay.fault(Endpoint::Open, fault.clone());
        world.tops_up(ann, "20", Coin::UsdtTrc20);
        world.wait(5 * MINUTE);
        let topup = world.topup(ann);
        assert_eq!(topup.state, State::Awaiting, "{fault:?}\n{}", world.transcript(ann));
        assert_eq!(world.dynopay.payments().len(), 1, "{fault:?}");
        world.arrives(&Arrival::Exact);
        world.wait(5 * MINUTE);
        assert_eq!(world.balance(ann), Usd::cents(2_000), "{fault:?}");
    }
}

#[test]
fn r25_a_look_that_fails_credits_nothing_and_loses_nothing() {
    for version in [Version::A, Version::B] {
        for fault in faults() {
            let mut world = World::new();
            let ann = world.sign_up("Ann", 7, "en");
            world.dynopay.configure(|account| account.version = version);
            world.tops_up(ann, "20", Coin::UsdtTrc20);
            for endpoint in [Endpoint::Status, Endpoint::Feed] {
                (0..3).for_each(|_| world.dynopay.fault(endpoint, fault.clone()));
            }
            world.wait(2 * MINUTE);
            assert_eq!(world.balance(ann), Usd::ZERO, "{fault:?}");
            assert!(world.topup(ann).state.is_open(), "{fault:?}");
            world.arrives(&Arrival::Exact);
            world.wait(20 * MINUTE);
            let story = world.transcript(ann);
            assert_eq!(world.balance(ann), Usd::cents(2_000), "{version:?} {fault:?}\n{story}");
            assert_eq!(world.told(ann, "was added to your balance"), 1, "{fault:?}");
        }
    }
}

#[test]
fn r25_a_provider_that_is_down_stops_neither_calls_nor_the_wallet() {
    let mut world = World::new();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    (0..500).for_each(|_| {
        Endpoint::ALL.into_iter().for_each(|it| world.dynopay.fault(it, Fault::Html502));
    });
    world.arrives(&Arrival::Exact);
    world.wait(30 * MINUTE);
    assert_eq!(world.balance(ann), Usd::ZERO);
    assert_eq!(world.told(boss, "has not answered since"), 1, "{}", world.transcript(boss));
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    assert!(world.last(ann).text.contains("Nothing is lost"), "{}", world.transcript(ann));
    world.first_call(ann, CAROL);
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1, "calls go on");
    // A new one gets no address, and its user is told in plain words.
    world.tops_up(ann, "30", Coin::UsdtTrc20);
    world.wait(15 * MINUTE);
    assert_eq!(world.topup(ann).problem, Some(Problem::Unreachable));
    world.hears(ann, &Msg::new("topup-unreachable"));
    world.dynopay.heal();
    world.wait(30 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(2_000), "{}", world.transcript(ann));
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    assert!(!world.last(ann).text.contains("Nothing is lost"));
}

#[test]
fn r25_a_wrong_key_is_the_operators_to_mend() {
    let mut world = World::new();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    world.dynopay.configure(|account| account.key = "another".into());
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    world.wait(MINUTE);
    assert_eq!(world.topup(ann).problem, Some(Problem::Paused));
    assert_eq!(world.told(boss, "does not take the API key"), 1);
    assert_eq!(world.told(ann, "API"), 0, "users hear of no keys");
}
