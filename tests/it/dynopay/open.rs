//! Opening a payment: what is shown, what is refused, and what nobody knows.

use std::time::Duration;

use ivrbot::demo::dynopay::{Endpoint, Fault, Settings, Version};
use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::money::Usd;
use ivrbot::payments::{Opening, Payments, Refused};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::rig::{BOTH, Rig, ask};

#[test]
fn a_payment_is_opened_alike_in_both_versions() {
    for version in BOTH {
        let rig = Rig::new(version);
        let opened = rig.opened(Coin::Btc, 2_500);
        let seen = rig.fake.payments().remove(0);
        assert_eq!(opened.provider_id, seen.payment_id);
        assert_eq!((opened.address.as_str(), seen.currency), (seen.address.as_str(), "BTC"));
        assert_eq!((opened.usd, seen.base_amount.as_str()), (Usd::cents(2_500), "25"));
        assert_eq!(Coin::Btc.plain(opened.units), seen.expected);
        assert_eq!(seen.intent.as_deref(), Some("int-0"));
        assert_eq!(seen.idempotency_key, seen.intent, "the key is the intent's id");
    }
}

#[test]
fn a_dollar_coin_costs_the_dollars_whatever_the_market_says() {
    for version in BOTH {
        let rig = Rig::with(version, |settings| {
            let odd = Decimal::new(98, 2);
            settings.prices.insert("USDT-TRC20".to_owned(), odd);
        });
        for (cents, units) in [(1_000, 10_000_000), (2_050, 20_500_000), (1, 10_000)] {
            let opened = rig.opened(Coin::UsdtTrc20, cents);
            assert_eq!(opened.units, Units(units));
        }
    }
}

#[test]
fn every_coin_we_know_can_be_opened() {
    let codes: Vec<String> = Coin::ALL.iter().map(|coin| coin.code().to_owned()).collect();
    for version in BOTH {
        let rig = Rig::with(version, |settings| settings.wallets = codes.clone());
        for coin in Coin::ALL {
            let opened = rig.opened(*coin, 2_000);
            assert!(opened.units.0 > 0 && !opened.address.is_empty(), "{coin:?}");
        }
        assert_eq!(rig.client.coins().unwrap(), Coin::ALL);
    }
}

#[test]
fn the_answer_is_read_in_every_spelling() {
    let changes: [fn(&mut Settings); 4] = [
        |settings| settings.unknowns.numbers_as_text = true,
        |settings| settings.unknowns.legacy_amount = true,
        |settings| settings.unknowns.no_base_currency = true,
        |settings| settings.unknowns.nested_errors = true,
    ];
    for version in BOTH {
        for change in changes {
            let rig = Rig::with(version, change);
            let opened = rig.opened(Coin::Ltc, 5_000);
            assert_eq!(Coin::Ltc.plain(opened.units), rig.fake.payments()[0].expected);
        }
    }
}

/// The contract's errors: how the account is, and what it means for the person who waits.
#[test]
fn refusals_are_known_by_their_words() {
    type Change = fn(&mut Settings);
    let in_both: [(Change, Coin, i32, Refused); 5] = [
        (|_| {}, Coin::Doge, 2_000, Refused::Coin),
        (|settings| settings.wallets.clear(), Coin::Btc, 2_000, Refused::Coin),
        (|settings| settings.unverified = true, Coin::Btc, 2_000, Refused::Account),
        (|settings| settings.key = "other".to_owned(), Coin::Btc, 2_000, Refused::Unauthorised),
        (|settings| settings.base_currency = "EUR".to_owned(), Coin::Btc, 1, Refused::Currency),
    ];
    let in_b: [(Change, Coin, i32, Refused); 2] = [
        (|s| s.sandbox_cap = Some(Decimal::TEN), Coin::Btc, 1_001, Refused::Amount),
        (|s| s.minimum = Some(Decimal::TEN), Coin::Btc, 999, Refused::Amount),
    ];
    for version in BOTH {
        let b = if version == Version::B { &in_b[..] } else { &[] };
        for (change, coin, cents, want) in in_both.iter().chain(b) {
            for nested in [false, true] {
                let rig = Rig::with(version, change);
                rig.fake.configure(|settings| settings.unknowns.nested_errors = nested);
                let answer = rig.client.open(&ask("int-1", *coin, *cents));
                assert_eq!(answer, Opening::Refused(*want), "{version:?} {want:?}");
            }
        }
    }
}

#[test]
fn what_cannot_be_asked_is_not_sent() {
    let rig = Rig::new(Version::B);
    let long = "x".repeat(256);
    for (intent, cents, want) in [
        ("int-1", 0, Refused::Amount),
        ("int-1", -5, Refused::Amount),
        ("", 100, Refused::BadRequest),
        ("a b", 100, Refused::BadRequest),
        ("a\nb", 100, Refused::BadRequest),
        (long.as_str(), 100, Refused::BadRequest),
    ] {
        let answer = rig.client.open(&ask(intent, Coin::Btc, cents));
        assert_eq!(answer, Opening::Refused(want), "{intent:?} {cents}");
    }
    assert!(rig.fake.payments().is_empty());
}

#[test]
fn faults_are_refusals_only_where_nothing_was_opened() {
    let table = [
        (Fault::NoRates, Some(Refused::NoRates)),
        (Fault::InvalidKey, Some(Refused::Unauthorised)),
        (Fault::TooMany(None), Some(Refused::RateLimited)),
        (answer(400, json!({"success": false, "message": "Bad"})), Some(Refused::BadRequest)),
        (answer(403, json!("<html>blocked</html>")), Some(Refused::Unauthorised)),
        (answer(404, json!("<html>Cannot POST</html>")), Some(Refused::BadRequest)),
        (
            answer(200, json!({"success": false, "message": "Currency is required"})),
            Some(Refused::BadRequest),
        ),
        (answer(408, json!({})), None),
        (answer(409, json!({"success": false, "message": "Conflict"})), None),
        (answer(500, json!({"success": false, "message": "Internal Server Error"})), None),
        (answer(503, json!({"success": false, "message": "Try later"})), None),
        (answer(200, json!({"success": false, "message": "Hm"})), None),
        (answer(200, json!({"success": true, "data": {}})), None),
        (answer(200, json!([])), None),
        (Fault::Html200, None),
        (Fault::Html502, None),
        (Fault::Drop, None),
        (Fault::AcceptThenDrop, None),
        (Fault::AcceptThen500, None),
        (Fault::Redirect("http://127.0.0.1:1/".to_owned()), None),
    ];
    for version in BOTH {
        let rig = Rig::new(version);
        for (fault, want) in &table {
            // A hold by the provider is over by then.
            rig.pass(Duration::from_secs(3_600));
            rig.fake.fault(Endpoint::Open, fault.clone());
            match (rig.client.open(&ask("int-1", Coin::Btc, 2_000)), want) {
                (Opening::Refused(kind), Some(want)) => assert_eq!(kind, *want, "{fault:?}"),
                (Opening::Unclear { .. }, None) => {}
                other => panic!("{fault:?}: {other:?}"),
            }
        }
    }
}

fn answer(status: u16, body: Value) -> Fault {
    let text = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
    Fault::Answer(status, text)
}

fn good() -> Value {
    json!({"success": true, "message": "ok", "data": {
        "transaction_id": "0f0e0d0c-0b0a-4908-8706-050403020100", "qr_code": "data:x",
        "address": "bc1qexample", "amount": "0.00042", "currency": "BTC", "base_amount": 25,
        "base_currency": "USD", "redirect_uri": null,
    }})
}

#[test]
fn an_acceptance_that_is_not_ours_is_never_shown() {
    let rig = Rig::new(Version::B);
    let open = |data: &Value| {
        rig.fake.fault(Endpoint::Open, answer(200, data.clone()));
        rig.client.open(&ask("int-1", Coin::Btc, 2_500))
    };
    assert!(matches!(open(&good()), Opening::Opened(found) if found.units == Units(42_000)));
    let odd = [
        ("transaction_id", json!(null)),
        ("transaction_id", json!("../../x")),
        ("address", json!("")),
        ("address", json!("bc1q with words")),
        ("address", json!("x".repeat(200))),
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!("NaN")),
        ("amount", json!("0.000000001")),
        ("amount", json!(null)),
        ("amount", json!({"value": 1})),
        ("currency", json!("LTC")),
        ("base_amount", json!(26)),
        ("base_amount", json!("25.001")),
        ("base_amount", json!("1e2")),
    ];
    for (field, value) in odd {
        let mut data = good();
        data["data"][field] = value.clone();
        let found = open(&data);
        assert!(matches!(found, Opening::Unclear { .. }), "{field} {value}: {found:?}");
    }
    for (field, value) in [("base_amount", json!("25.00")), ("currency", json!("btc"))] {
        let mut data = good();
        data["data"][field] = value;
        assert!(matches!(open(&data), Opening::Opened(_)), "{field}");
    }
}

#[test]
fn r04_the_amount_is_the_digits_that_were_sent() {
    let rig = Rig::new(Version::B);
    let cases = [
        ("1e-7", 10),
        ("4.2E-4", 42_000),
        ("0.1234567890123456789", 12_345_678),
        ("\"0.00042\"", 42_000),
        ("90071992.54740993", 9_007_199_254_740_993),
    ];
    for (text, units) in cases {
        let body = good().to_string().replace("\"0.00042\"", text);
        rig.fake.fault(Endpoint::Open, Fault::Answer(200, body));
        match rig.client.open(&ask("int-1", Coin::Btc, 2_500)) {
            Opening::Opened(opened) => assert_eq!(opened.units, Units(units), "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    let mut crypto = good();
    crypto["data"]["payment"] = json!({"crypto": {"amount": "0.00043"}});
    crypto["data"].as_object_mut().unwrap().remove("amount");
    rig.fake.fault(Endpoint::Open, answer(200, crypto));
    let found = rig.client.open(&ask("int-1", Coin::Btc, 2_500));
    assert!(matches!(found, Opening::Opened(found) if found.units == Units(43_000)));
}

#[test]
fn a_lost_answer_is_asked_for_again_with_the_same_key() {
    for (version, forgets, want) in
        [(Version::B, false, 1), (Version::B, true, 2), (Version::A, false, 2)]
    {
        let rig = Rig::with(version, |settings| settings.unknowns.forgets_keys = forgets);
        rig.fake.fault(Endpoint::Open, Fault::AcceptThenDrop);
        let ask = ask("int-1", Coin::Btc, 2_500);
        assert!(matches!(rig.client.open(&ask), Opening::Unclear { .. }));
        let Opening::Opened(opened) = rig.client.open(&ask) else { panic!() };
        let seen = rig.fake.payments();
        assert_eq!(seen.len(), want, "{version:?}");
        assert_eq!(opened.provider_id, seen[want - 1].payment_id);
    }
}

#[test]
fn a_key_that_is_still_locked_is_unclear_and_one_used_otherwise_is_our_fault() {
    let rig = Rig::new(Version::B);
    let one = ask("int-1", Coin::Btc, 2_500);
    rig.fake.fault(Endpoint::Open, Fault::AcceptThenLock(120_000));
    assert!(matches!(rig.client.open(&one), Opening::Unclear { .. }));
    let Opening::Unclear { why } = rig.client.open(&one) else { panic!() };
    assert!(why.contains("409") && why.contains("in_progress"), "{why}");
    rig.pass(Duration::from_secs(120));
    assert!(matches!(rig.client.open(&one), Opening::Opened(_)));
    let other = ask("int-1", Coin::Btc, 2_600);
    assert_eq!(rig.client.open(&other), Opening::Refused(Refused::BadRequest));
    assert_eq!(rig.fake.payments().len(), 1);
}
