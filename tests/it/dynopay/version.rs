//! How the version is found out, kept, and doubted; and the list of coins.

use std::time::Duration;

use ivrbot::demo::dynopay::{Arrival, Currencies, Endpoint, Fault, Version};
use ivrbot::domain::coin::Coin;
use ivrbot::domain::payment::Stage;
use ivrbot::payments::{Fault as Door, Payments};
use serde_json::json;

use super::rig::{BOTH, LATER, Rig};

/// In B a waiting payment is seen, in A it is not: so it shows which version is believed.
fn believed(rig: &Rig, id: &str) -> Version {
    match rig.later(id) {
        Some(seen) => {
            assert_eq!(seen.stage, Stage::Waiting);
            Version::B
        }
        None => Version::A,
    }
}

#[test]
fn the_version_is_known_by_its_word_for_no_payment() {
    for version in BOTH {
        for in_json in [false, true] {
            for nested in [false, true] {
                let rig = Rig::with(version, |settings| {
                    settings.unknowns.unknown_path_is_json = in_json;
                    settings.unknowns.nested_errors = nested;
                });
                let id = rig.opened(Coin::Btc, 2_000).provider_id;
                assert_eq!(believed(&rig, &id), version);
            }
        }
    }
}

#[test]
fn opening_and_coins_ask_for_no_version() {
    let rig = Rig::new(Version::B);
    for _ in 0..3 {
        rig.fake.fault(Endpoint::Status, Fault::Drop);
    }
    rig.opened(Coin::Btc, 2_000);
    assert!(rig.client.coins().is_ok());
    assert!(rig.client.look("a").is_err(), "the probe has gone wrong only now");
}

#[test]
fn a_probe_that_says_nothing_is_made_again() {
    let table = [
        (Fault::Drop, "did not answer"),
        (Fault::Html502, "502"),
        (Fault::Error500("x".to_owned()), "500"),
        (Fault::InvalidKey, "API key"),
        (Fault::Redirect("http://127.0.0.1:1/".to_owned()), "302"),
        (Fault::TooMany(Some(1)), "slow down"),
    ];
    for (fault, words) in table {
        let rig = Rig::new(Version::B);
        let id = rig.opened(Coin::Btc, 2_000).provider_id;
        rig.pass(LATER);
        rig.fake.fault(Endpoint::Status, fault);
        let said = rig.client.look(&id).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
        assert_eq!(believed(&rig, &id), Version::B);
    }
}

#[test]
fn odd_answers_to_the_probe_mean_the_older_version() {
    for fault in [
        Fault::Html200,
        Fault::Answer(404, "<pre>Cannot GET</pre>".to_owned()),
        Fault::Answer(404, "<p>payment_id</p>".to_owned()),
        Fault::Answer(404, json!({"message": "Not Found"}).to_string()),
        Fault::Answer(400, json!({"message": "payment_id"}).to_string()),
    ] {
        let rig = Rig::new(Version::B);
        let id = rig.opened(Coin::Btc, 2_000).provider_id;
        rig.fake.fault(Endpoint::Status, fault.clone());
        assert_eq!(believed(&rig, &id), Version::A, "{fault:?}");
        rig.pass(Duration::from_secs(24 * 3_600));
        assert_eq!(believed(&rig, &id), Version::B, "asked again after a day");
    }
}

#[test]
fn a_fault_makes_us_ask_which_version_it_is_now() {
    let rig = Rig::new(Version::B);
    let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
    assert_eq!(believed(&rig, &id), Version::B);
    rig.fake.configure(|settings| settings.version = Version::A);
    rig.fake.arrive(&id, &Arrival::Exact);
    rig.pass(LATER);
    assert!(matches!(rig.client.look(&id), Err(Door::Answer { status: 404, .. })));
    assert_eq!(rig.client.look(&id).unwrap().unwrap().stage, Stage::Arrived);

    rig.fake.configure(|settings| settings.version = Version::B);
    rig.pass(LATER);
    rig.fake.fault(Endpoint::Feed, Fault::Html502);
    assert!(rig.client.look(&id).is_err());
    let waits = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
    assert_eq!(believed(&rig, &waits), Version::B);
}

#[test]
fn coins_are_those_with_a_wallet_that_we_know() {
    let table = [
        (
            Currencies::Listed,
            vec!["BTC", "XRP", "usdt-trc20"],
            Ok(vec![Coin::UsdtTrc20, Coin::Btc]),
        ),
        (Currencies::Bare, vec!["LTC", "BTC"], Ok(vec![Coin::Btc, Coin::Ltc])),
        (Currencies::Listed, vec!["SOL"], Ok(vec![])),
        (Currencies::Listed, vec![], Ok(vec![])),
        (Currencies::Missing, vec!["BTC"], Err(404)),
    ];
    for version in BOTH {
        for (how, wallets, want) in &table {
            let rig = Rig::with(version, |settings| {
                settings.unknowns.currencies = *how;
                settings.wallets = wallets.iter().map(|code| (*code).to_owned()).collect();
            });
            let found = rig.client.coins().map_err(|fault| match fault {
                Door::Answer { status, .. } => status,
                other => panic!("{other:?}"),
            });
            assert_eq!(found, *want, "{how:?}");
        }
    }
}

#[test]
fn a_bare_list_without_an_envelope_is_read_too() {
    let rig = Rig::new(Version::A);
    rig.fake.fault(Endpoint::Currencies, Fault::Answer(200, json!(["BTC"]).to_string()));
    assert_eq!(rig.client.coins(), Ok(vec![Coin::Btc]));
    for odd in [json!({"data": {"currencies": "BTC"}}), json!({"data": 7}), json!("BTC")] {
        rig.fake.fault(Endpoint::Currencies, Fault::Answer(200, odd.to_string()));
        assert!(matches!(rig.client.coins(), Err(Door::Answer { status: 200, .. })), "{odd}");
    }
}
