//! Every way in which coins arrive or do not, and what is seen of it in both versions.

use std::time::Duration;

use ivrbot::demo::dynopay::{Arrival, Endpoint, Fault, Landed, Settings, Version};
use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::payment::{Sighting, Stage};
use ivrbot::payments::Payments;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::rig::{BOTH, LATER, Rig};

const MINUTE: Duration = Duration::from_secs(60);

fn money(sighting: &Sighting) -> (Stage, Option<Coin>, Option<i64>) {
    (sighting.stage, sighting.coin, sighting.received.map(|units| units.0))
}

#[test]
fn what_came_is_told_not_what_was_asked_for() {
    let arrivals = [
        (Arrival::Exact, 20_000_000),
        (Arrival::Percent(30), 6_000_000),
        (Arrival::Percent(130), 26_000_000),
        (Arrival::Amount("5.85".parse().unwrap()), 5_850_000),
        (Arrival::Amount("0.000001".parse().unwrap()), 1),
    ];
    let spellings: [fn(&mut Settings); 4] = [
        |_| {},
        |settings| settings.unknowns.numbers_as_text = true,
        |settings| settings.unknowns.paid_amount_in_status = false,
        |settings| settings.unknowns.repeated_rows = false,
    ];
    for version in BOTH {
        for spelling in spellings {
            let rig = Rig::with(version, spelling);
            for (arrival, units) in &arrivals {
                let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
                let seen = rig.after(&id, arrival.clone()).unwrap();
                let want = (Stage::Arrived, Some(Coin::UsdtTrc20), Some(*units));
                assert_eq!(money(&seen), want, "{version:?} {arrival:?}");
                let own = rig.fake.payments().pop().unwrap();
                assert_eq!((seen.provider_id, seen.chain_tx), (id, own.chain_tx));
                assert!(!seen.recovered);
            }
        }
    }
}

#[test]
fn nothing_is_said_to_have_come_before_it_did() {
    let rig = Rig::new(Version::B);
    let id = rig.opened(Coin::Btc, 2_000).provider_id;
    assert_eq!(rig.client.look(&id), Ok(None), "not known for the first seconds");
    let mut waits = rig.later(&id).unwrap();
    assert_eq!(money(&waits), (Stage::Waiting, Some(Coin::Btc), None));
    assert_eq!(waits.chain_tx, None);
    rig.pass(15 * MINUTE);
    waits = rig.later(&id).unwrap();
    assert_eq!(waits.stage, Stage::Waiting, "its window is over and it is still watched");
    assert_eq!(rig.fake.arrive(&id, &Arrival::Exact), Landed::Here);
    let pending = rig.client.look(&id).unwrap().unwrap();
    assert_eq!(money(&pending), (Stage::Pending, Some(Coin::Btc), None));
    assert!(pending.chain_tx.is_some());

    let rig = Rig::new(Version::A);
    let id = rig.opened(Coin::Btc, 2_000).provider_id;
    assert_eq!(rig.later(&id), None, "A has nothing to show before the settlement");
    rig.fake.arrive(&id, &Arrival::Exact);
    assert_eq!(rig.client.look(&id), Ok(None));
    assert_eq!(rig.later(&id).unwrap().stage, Stage::Arrived);
}

#[test]
fn an_amount_that_only_repeats_what_was_expected_is_not_believed() {
    let rig = Rig::with(Version::B, |settings| settings.unknowns.paid_amount_in_status = false);
    let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
    rig.later(&id);
    rig.fake.arrive(&id, &Arrival::Percent(30));
    rig.pass(Duration::from_millis(600));
    let underpaid = rig.client.look(&id).unwrap().unwrap();
    assert_eq!(money(&underpaid), (Stage::Arrived, Some(Coin::UsdtTrc20), Some(6_000_000)));
    rig.pass(Duration::from_millis(600));
    let confirmed = rig.client.look(&id).unwrap().unwrap();
    assert_eq!(money(&confirmed), (Stage::Arrived, Some(Coin::UsdtTrc20), None));
    let settled = rig.later(&id).unwrap();
    assert_eq!(money(&settled), (Stage::Arrived, Some(Coin::UsdtTrc20), Some(6_000_000)));
    assert!(settled.seen_ms.is_some(), "the row knows when");
}

#[test]
fn without_the_feed_the_status_stands_and_says_less() {
    let rig = Rig::with(Version::B, |settings| settings.unknowns.paid_amount_in_status = false);
    let id = rig.opened(Coin::Btc, 2_000).provider_id;
    rig.fake.fault(Endpoint::Feed, Fault::Html502);
    let seen = rig.after(&id, Arrival::Exact).unwrap();
    assert_eq!(money(&seen), (Stage::Arrived, Some(Coin::Btc), None));
    assert!(rig.later(&id).unwrap().received.is_some());
}

#[test]
fn a_late_payment_is_seen_and_dated() {
    for version in BOTH {
        let rig = Rig::with(version, |s| s.unknowns.paid_amount_in_status = false);
        let id = rig.opened(Coin::UsdtErc20, 2_000).provider_id;
        rig.pass(119 * MINUTE);
        let came = rig.clock.wall();
        let seen = rig.after(&id, Arrival::Exact).unwrap();
        assert_eq!(money(&seen), (Stage::Arrived, Some(Coin::UsdtErc20), Some(20_000_000)));
        let at = Timestamp::from_millisecond(seen.seen_ms.unwrap()).unwrap();
        let behind = at.duration_since(came);
        assert!(behind.as_secs() < 10 && !behind.is_negative(), "{behind:?}");
    }
}

#[test]
fn after_two_hours_it_is_found_again_or_lands_on_another() {
    for version in BOTH {
        for told in [false, true] {
            let rig = Rig::with(version, |settings| settings.unknowns.recovery_is_told = told);
            let late = rig.opened(Coin::Btc, 2_000).provider_id;
            rig.pass(120 * MINUTE);
            assert_eq!(rig.fake.arrive(&late, &Arrival::Exact), Landed::ToBeFound);
            rig.pass(10 * MINUTE);
            let found = rig.later(&late).unwrap();
            assert_eq!((found.stage, found.recovered), (Stage::Arrived, told));

            let first = rig.opened(Coin::UsdtErc20, 2_000);
            rig.pass(120 * MINUTE);
            let second = rig.opened(Coin::UsdtErc20, 9_000);
            assert_eq!(first.address, second.address, "addresses are used again");
            let landed = rig.fake.arrive(&first.provider_id, &Arrival::Exact);
            assert_eq!(landed, Landed::On(second.provider_id.clone()));
            let other = rig.later(&second.provider_id).unwrap();
            assert_eq!(other.received, Some(first.units));
        }
    }
}

#[test]
fn coins_that_were_found_hold_what_others_left() {
    for version in BOTH {
        let rig = Rig::with(version, |settings| settings.unknowns.recovery_is_told = true);
        let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
        assert_eq!(rig.fake.arrive(&id, &Arrival::Recovered), Landed::ToBeFound);
        rig.pass(10 * MINUTE);
        let found = rig.later(&id).unwrap();
        assert_eq!((found.recovered, found.received), (true, Some(Units(21_000_000))));
    }
}

#[test]
fn a_second_transfer_another_coin_and_silence_change_nothing() {
    for version in BOTH {
        let rig = Rig::new(version);
        let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
        let first = rig.after(&id, Arrival::Exact).unwrap();
        assert_eq!(rig.fake.arrive(&id, &Arrival::Percent(50)), Landed::Ignored);
        assert_eq!(rig.later(&id).unwrap(), first);

        let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
        for arrival in [Arrival::WrongCoin("USDC-ERC20".to_owned()), Arrival::Silence] {
            assert_eq!(rig.fake.arrive(&id, &arrival), Landed::Ignored);
            let seen = rig.later(&id).map(|seen| seen.stage);
            assert_eq!(seen, (version == Version::B).then_some(Stage::Waiting));
        }
        assert_eq!(rig.fake.arrive("nobody", &Arrival::Exact), Landed::Unknown);
    }
}

#[test]
fn another_coin_is_named_where_it_is_told() {
    for version in BOTH {
        let rig = Rig::with(version, |settings| settings.unknowns.wrong_coin_is_told = true);
        let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
        let seen = rig.after(&id, Arrival::WrongCoin("LTC".to_owned())).unwrap();
        assert_eq!(money(&seen), (Stage::Arrived, Some(Coin::Ltc), Some(2_000_000_000)));
        let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
        let seen = rig.after(&id, Arrival::WrongCoin("XRP".to_owned())).unwrap();
        assert_eq!(money(&seen), (Stage::Arrived, None, None), "a coin we cannot count");
    }
}

#[test]
fn a_failure_to_forward_is_not_the_payers() {
    for version in BOTH {
        for paid in [true, false] {
            let rig = Rig::with(version, |s| s.unknowns.paid_amount_in_status = paid);
            let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
            let stuck = rig.after(&id, Arrival::Stuck).unwrap();
            let want = (Stage::Stuck, Some(Coin::UsdtTrc20), Some(20_000_000));
            assert_eq!(money(&stuck), want, "{version:?}");

            let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
            assert_eq!(rig.after(&id, Arrival::StuckForAWhile).unwrap().stage, Stage::Stuck);
            rig.pass(20 * MINUTE);
            assert_eq!(rig.later(&id).unwrap().stage, Stage::Arrived);

            let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
            assert_eq!(rig.after(&id, Arrival::Refunded).unwrap().stage, Stage::Refunded);
        }
    }
    let rig = Rig::new(Version::B);
    let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
    assert_eq!(rig.after(&id, Arrival::GivenUp).unwrap().stage, Stage::Failed);
}

#[test]
fn the_feed_rounds_to_six_places_and_the_status_does_not() {
    for (version, units) in [(Version::A, 42_200), (Version::B, 42_195)] {
        let rig = Rig::new(version);
        let id = rig.opened(Coin::Btc, 2_000).provider_id;
        let seen = rig.after(&id, Arrival::Amount("0.00042195".parse().unwrap())).unwrap();
        assert_eq!(seen.received, Some(Units(units)), "{version:?}");
    }
}

/// The words of the contract and some that are not in it.
#[test]
fn words_are_stages() {
    let rig = Rig::new(Version::B);
    rig.client.look("warm-up").unwrap();
    let table = [
        (json!({"payment_status": "waiting"}), Stage::Waiting),
        (json!({"payment_status": "expired"}), Stage::Waiting),
        (json!({"payment_status": "pending"}), Stage::Pending),
        (json!({"payment_status": "CONFIRMED", "paid_amount": 1}), Stage::Arrived),
        (json!({"payment_status": "processing", "paid_amount": 1}), Stage::Arrived),
        (json!({"payment_status": "settled", "paid_amount": 1}), Stage::Arrived),
        (json!({"payment_status": "underpaid", "amount_received": 1}), Stage::Arrived),
        (json!({"payment_status": "overpaid", "paid_amount": 1}), Stage::Arrived),
        (json!({"status": "completed", "paid_amount": 1}), Stage::Arrived),
        (json!({"payment_status": "refunded"}), Stage::Refunded),
        (json!({"payment_status": "failed"}), Stage::Failed),
        (json!({"payment_status": "failed", "paid_amount": 0}), Stage::Failed),
        (json!({"payment_status": "failed", "paid_amount": "1"}), Stage::Stuck),
        (json!({"payment_status": "failed", "payment_received": true}), Stage::Stuck),
        (json!({"payment_status": "failed", "incoming_tx_hash": "ab"}), Stage::Stuck),
        (json!({"payment_status": "settlement_failed"}), Stage::Stuck),
        (json!({"payment_status": "novel"}), Stage::Waiting),
        (json!({"payment_status": "novel", "incoming_tx_hash": "ab"}), Stage::Pending),
        (json!({"payment_status": "novel", "is_paid": true, "paid_amount": 1}), Stage::Arrived),
        (json!({}), Stage::Waiting),
    ];
    for (fields, stage) in table {
        let seen = said(&rig, &fields).unwrap();
        assert_eq!(seen.stage, stage, "{fields}");
        assert_eq!(seen.received.is_some(), fields.to_string().contains("1"), "{fields}");
    }
}

/// What is seen when the provider answers with these fields.
fn said(rig: &Rig, fields: &Value) -> Option<Sighting> {
    let mut data = json!({"payment_id": "p-1", "currency": "BTC"});
    data.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let body = json!({"success": true, "data": data}).to_string();
    rig.fake.fault(Endpoint::Status, Fault::Answer(200, body));
    rig.client.look("p-1").unwrap()
}

#[test]
fn the_feed_is_read_page_by_page() {
    for version in BOTH {
        let rig = Rig::with(version, |settings| settings.unknowns.wallet_rows = 120);
        let ids: Vec<String> =
            (0..3).map(|_| rig.opened(Coin::UsdtTrc20, 2_000).provider_id).collect();
        for id in &ids {
            rig.after(id, Arrival::Exact);
        }
        let page = |number| rig.client.completed(number).unwrap();
        // The provider's own rows come twice each, and fill the first two pages.
        assert_eq!((page(1), page(2)), (Some(vec![]), Some(vec![])));
        let found: Vec<String> =
            page(3).unwrap().into_iter().map(|seen| seen.provider_id).collect();
        let newest_first: Vec<String> = ids.iter().rev().cloned().collect();
        assert_eq!(found, newest_first);
        assert_eq!(page(4), None);
    }
}

#[test]
fn in_a_a_row_is_found_on_a_later_page_and_not_sought_for_ever() {
    let rig = Rig::with(Version::A, |settings| settings.unknowns.page_most_in_a = 10);
    let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
    rig.fake.arrive(&id, &Arrival::Exact);
    rig.pass(LATER);
    for (rows, is_found) in [(0, true), (5, true), (10, true), (14, true), (15, false)] {
        rig.fake.configure(|settings| settings.unknowns.wallet_rows = rows);
        assert_eq!(rig.later(&id).is_some(), is_found, "{rows}");
    }
}

#[test]
fn looks_at_the_same_moment_share_a_reading_of_the_feed() {
    let rig = Rig::new(Version::A);
    let ids: Vec<String> = (0..5).map(|_| rig.opened(Coin::Ltc, 2_000).provider_id).collect();
    assert_eq!(rig.later(&ids[0]), None);
    rig.fake.fault(Endpoint::Feed, Fault::Drop);
    for id in &ids {
        assert_eq!(rig.client.look(id), Ok(None), "nothing is asked");
    }
    rig.pass(Duration::from_secs(10));
    assert!(rig.client.look(&ids[0]).is_err(), "it is too old by now");
}

#[test]
fn an_id_that_is_no_id_never_becomes_a_path() {
    let rig = Rig::new(Version::B);
    rig.fake.fault(Endpoint::Status, Fault::Drop);
    for id in ["", "a/b", "..", "x?y", "%2e", "é", &"a".repeat(65)] {
        assert_eq!(rig.client.look(id), Ok(None), "{id}");
    }
}
