//! The stand-in by itself: what it refuses, and that the client never asks it.

use std::time::Duration;

use ivrbot::demo::dynopay::{Response, Version};
use serde_json::{Value, json};

use super::rig::{BOTH, KEY, Rig};

fn good() -> Value {
    json!({
        "amount": 25, "currency": "BTC", "fee_payer": "company", "topUp": false,
        "meta_data": {"intent_id": "int-1"},
    })
}

fn send(rig: &Rig, headers: &[(&str, &str)], body: &Value) -> Response {
    let own = [("x-api-key", KEY), ("content-type", "application/json"), ("idempotency-key", "k")];
    let all = own.iter().filter(|(name, _)| !headers.iter().any(|(other, _)| other == name));
    let all = all.chain(headers).filter(|(_, value)| !value.is_empty());
    let all: Vec<_> = all.map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    rig.fake.request("POST", "/api/user/cryptoPayment", &all, body.to_string().as_bytes())
}

fn without(field: &str) -> Value {
    let mut body = good();
    body.as_object_mut().unwrap().remove(field);
    body
}

fn with(field: &str, value: Value) -> Value {
    let mut body = good();
    body[field] = value;
    body
}

#[test]
fn what_the_bot_must_not_send_is_refused() {
    for version in BOTH {
        let rig = Rig::new(version);
        assert_eq!(send(&rig, &[("idempotency-key", "first")], &good()).status, 200);
        for body in [
            with("callback_url", json!("https://x.example")),
            with("customer_email", json!("a@b.example")),
            with("fee_payer", json!("customer")),
            without("fee_payer"),
            with("topUp", json!(true)),
            without("topUp"),
            with("meta_data", json!({"intent_id": "a", "telegram_id": 7})),
            with("meta_data", json!({"intent_id": "x".repeat(3_000)})),
            without("meta_data"),
            with("currency", json!("btc")),
            with("currency", json!("SHIB")),
            without("currency"),
            with("amount", json!("25")),
            with("amount", json!(0)),
            with("amount", json!(-1)),
            without("amount"),
        ] {
            assert_eq!(send(&rig, &[], &body).status, 400, "{body}");
        }
        let long = "k".repeat(256);
        for headers in [
            [("idempotency-key", "")],
            [("idempotency-key", long.as_str())],
            [("authorization", "Bearer x")],
            [("content-type", "text/plain")],
        ] {
            assert_eq!(send(&rig, &headers, &good()).status, 400, "{headers:?}");
        }
    }
}

#[test]
fn a_wrong_key_is_403_in_a_and_401_in_b_and_other_paths_are_not_there() {
    for (version, status) in [(Version::A, 403), (Version::B, 401)] {
        let rig = Rig::new(version);
        for key in ["", "other"] {
            assert_eq!(send(&rig, &[("x-api-key", key)], &good()).status, status);
        }
        let headers = [("x-api-key".to_owned(), KEY.to_owned())];
        for (method, path) in [
            ("POST", "/api/user/createUser"),
            ("POST", "/api/user/useWallet"),
            ("GET", "/api/user/getBalance"),
            ("GET", "/api/user/cryptoPayment"),
            ("GET", "/user/getTransactions"),
            ("GET", "/"),
        ] {
            assert_eq!(rig.fake.request(method, path, &headers, b"").status, 404, "{path}");
        }
        let status = rig.fake.request("GET", "/api/user/getPaymentStatus/x", &headers, b"");
        assert_eq!(status.body.contains("payment_id!"), version == Version::B);
        let odd = rig.fake.request("GET", "/api/user/getTransactions?page=0", &headers, b"");
        assert_eq!(odd.status, 400);
    }
}

#[test]
fn b_replays_the_first_success_of_a_key_for_a_day() {
    let rig = Rig::new(Version::B);
    let first = send(&rig, &[], &good());
    let replayed = send(&rig, &[], &good());
    assert_eq!(first.body, replayed.body);
    let mark = replayed.headers.iter().any(|(name, _)| *name == "idempotent-replay");
    assert!(mark && first.headers.is_empty());
    let other = send(&rig, &[], &with("amount", json!(26)));
    assert!(other.status == 409 && other.body.contains("idempotency_key_reused"));
    assert_eq!(send(&rig, &[("idempotency-key", "k2")], &good()).status, 200);
    rig.pass(Duration::from_secs(24 * 3_600));
    assert_ne!(send(&rig, &[], &good()).body, first.body);
    assert_eq!(rig.fake.payments().len(), 3);
}

#[test]
fn addresses_are_reserved_for_two_hours_and_for_one_coin() {
    let rig = Rig::new(Version::A);
    let open = |code: &str| {
        send(&rig, &[], &with("currency", json!(code)));
        rig.fake.payments().pop().unwrap().address
    };
    let first = open("BTC");
    rig.pass(Duration::from_secs(7_199));
    let second = open("BTC");
    assert_ne!(first, second);
    rig.pass(Duration::from_secs(1));
    assert_ne!(open("LTC"), first);
    assert_eq!(open("BTC"), first);
    assert_ne!(open("BTC"), second);
}
