//! The listener for webhooks: what is believed, what is kept, what it causes (R8, R9).

use std::net::SocketAddr;
use std::sync::Arc;

use ivrbot::clock::Clock;
use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::ids::{TopupId, UserId};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::State;
use ivrbot::http::{Ears, Listener, PAYMENTS};
use ivrbot::store::topups::watch::{self, Promise};
use ivrbot::store::topups::{self, NewTopup};
use ivrbot::store::webhooks::{self, Delivery, Trust};
use ivrbot::store::{Durability, Store, Tx, users};
use jiff::Timestamp;

const SECRET: &str = "whsec_test_only_not_a_real_secret";
/// The moment that the golden vector was signed at.
const SIGNED_AT: i64 = 1_790_000_000;
/// The payment that the golden body is about.
const PAYMENT: &str = "0f0e0d0c-0b0a-4908-8706-050403020100";
const BODY: &[u8] = include_bytes!("../../src/payments/signature/confirmed.json");
const V1: &str = "1cd0ff21941bae28d626d85cf6058f4427a464b0cfb16832e723bedcb36d0b31";
const V2: &str = "t=1790000000,v1=27896f96d215eea871f2e25ab23b74731efd52862ab12334b0afeeef512a1275";

struct Post {
    store: Arc<Store>,
    clock: Clock,
    listener: Listener,
    _folder: tempfile::TempDir,
}

fn listen() -> Post {
    let clock = Clock::manual(Timestamp::from_second(SIGNED_AT).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let store = Arc::new(Store::open(&path, clock.clone(), Durability::None).unwrap());
    let ears = Ears { store: store.clone(), secrets: vec![SECRET.into()] };
    let listener = Listener::start(SocketAddr::from(([127, 0, 0, 1], 0)), ears).unwrap();
    Post { store, clock, listener, _folder: folder }
}

impl Post {
    fn send(&self, headers: &[(&str, &str)], body: &[u8]) -> u16 {
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
        let agent: ureq::Agent = config.build().into();
        let mut request = agent.post(format!("http://{}{PAYMENTS}", self.listener.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send(body).unwrap().status().as_u16()
    }

    /// What was kept: whether it is believed, and what it caused.
    fn kept(&self) -> Vec<String> {
        self.texts("SELECT trust || ' ' || heard FROM webhooks ORDER BY id")
    }

    fn texts(&self, sql: &str) -> Vec<String> {
        let file = rusqlite::Connection::open(self.store.path()).unwrap();
        let mut statement = file.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }
}

#[test]
fn r09_only_what_is_signed_and_fresh_is_believed_and_all_is_kept() {
    let post = listen();
    let first = [("x-dynopay-timestamp", "1790000000"), ("x-dynopay-signature", V1)];
    let second = [("x-dynopay-signature-v2", V2)];
    let foreign = V2.replace("v1=2", "v1=3");
    assert_eq!(post.send(&first, BODY), 200);
    assert_eq!(post.send(&second, BODY), 200);
    assert_eq!(post.send(&[], BODY), 401);
    assert_eq!(post.send(&[("x-dynopay-signature-v2", &foreign)], BODY), 401);
    assert_eq!(post.send(&second, b"{}"), 401);
    for (second_of_day, status) in [(300, 200), (301, 401), (-300, 200), (-301, 401)] {
        let at = Timestamp::from_second(SIGNED_AT + second_of_day).unwrap();
        post.clock.set(at);
        assert_eq!(post.send(&second, BODY), status, "{second_of_day} s");
    }
    let want = [
        "signed unknown",
        "signed unknown",
        "unsigned nothing",
        "wrong nothing",
        "wrong nothing",
        "signed unknown",
        "stale nothing",
        "signed unknown",
        "stale nothing",
    ];
    assert_eq!(post.kept(), want);
}

#[test]
fn r09_without_a_secret_nothing_listens() {
    let post = listen();
    let ears = Ears { store: post.store.clone(), secrets: Vec::new() };
    assert!(Listener::start(SocketAddr::from(([127, 0, 0, 1], 0)), ears).is_err());
}

/// The newer signature of a body, at the moment that all of these are signed at.
fn signed(body: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let mac = mac.chain_update(format!("{SIGNED_AT}.{body}")).finalize().into_bytes();
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={SIGNED_AT},v1={hex}")
}

/// Ann waits for 50 dollars at an address, by the payment that the golden body names.
fn awaited(post: &Post) -> (UserId, TopupId) {
    let (usd, units) = (Usd::cents(5_000), Units(50_000_000));
    let promise = Promise { provider_id: PAYMENT, address: "TXours", units, usd };
    let open = |tx: &Tx| {
        let ann = users::create(tx, 7, Locale::En, "Etc/UTC")?.id;
        let id = topups::create(tx, ann, &NewTopup { coin: Coin::UsdtTrc20, usd, plan: None })?;
        assert_eq!(watch::opened(tx, id, &promise)?, Ok(()));
        Ok((ann, id))
    };
    post.store.write(open).unwrap()
}

#[test]
fn r08_what_a_delivery_says_of_coin_address_and_amount_decides_nothing() {
    let post = listen();
    let (ann, id) = awaited(&post);
    let says = [
        r#""amount":50,"currency":"USDT-TRC20","address":"TXours","txId":"a""#,
        r#""amount":5000000,"currency":"USDT-TRC20","address":"TXours","txId":"b""#,
        r#""amount":50,"currency":"BTC","address":"TXours","txId":"c""#,
        r#""amount":50,"currency":"USDT-TRC20","address":"TXother","txId":"d""#,
        r#""amount":50,"currency":"USDT-TRC20","address":"TXours","recovered":true"#,
    ];
    for say in says {
        let body = format!(r#"{{"event":"payment.confirmed","payment_id":"{PAYMENT}",{say}}}"#);
        let v2 = signed(&body);
        assert_eq!(post.send(&[("x-dynopay-signature-v2", &v2)], body.as_bytes()), 200, "{say}");
    }
    assert_eq!(post.kept(), vec!["signed look"; says.len()], "our own look decides");
    let topup = post.store.read(|tx| topups::get(tx, ann, id)).unwrap().unwrap();
    assert_eq!((topup.state, topup.arrivals.len()), (State::Awaiting, 0));
    assert_eq!(post.texts("SELECT kind FROM ledger"), Vec::<String>::new());
}

#[test]
fn r07_a_delivery_is_on_disk_before_it_is_answered() {
    let post = listen();
    let file = rusqlite::Connection::open(post.store.path()).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON webhooks
                BEGIN SELECT raise(ABORT, 'the disk is full'); END";
    file.execute_batch(full).unwrap();
    let second = [("x-dynopay-signature-v2", V2)];
    assert_eq!(post.send(&second, BODY), 503, "the provider delivers it again");
    assert_eq!(post.kept(), Vec::<String>::new());
    file.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(post.send(&second, BODY), 200);
    assert_eq!(post.kept(), ["signed unknown"]);
}

#[test]
fn r27_deliveries_are_kept_for_a_year_and_addresses_for_ever() {
    let post = listen();
    awaited(&post);
    assert_eq!(post.send(&[("x-dynopay-signature-v2", V2)], BODY), 200);
    for (days, left) in [(364, 1), (366, 0)] {
        post.clock.set(Timestamp::from_second(SIGNED_AT + days * 86_400).unwrap());
        while post.store.write(|tx| webhooks::prune(tx, 1_000)).unwrap() > 0 {}
        assert_eq!(post.kept().len(), left, "after {days} days");
    }
    let known = "SELECT provider_id || ' ' || address FROM topups";
    assert_eq!(post.texts(known), [format!("{PAYMENT} TXours")]);
}

#[test]
fn r08_a_signed_delivery_about_nothing_of_ours_is_taken_and_changes_nothing() {
    let post = listen();
    let bodies = [
        "",
        "not json",
        "{}",
        r#"{"event":"webhook.test"}"#,
        r#"{"event":"payment.succeeded","payment_id":"1"}"#,
        r#"{"event":"payment.confirmed","payment_id":"../../x"}"#,
    ];
    for body in bodies {
        let v2 = signed(body);
        assert_eq!(post.send(&[("x-dynopay-signature-v2", &v2)], body.as_bytes()), 200, "{body}");
    }
    assert_eq!(post.kept(), vec!["signed nothing"; bodies.len()]);
    assert_eq!(post.texts("SELECT kind FROM ledger"), Vec::<String>::new());
}

#[test]
fn a_flood_of_forgeries_does_not_fill_the_disk() {
    let post = listen();
    assert_eq!(post.send(&[], &vec![b'x'; 65 * 1024]), 413);
    for _ in 0..1_000 {
        let forged = Delivery { trust: Trust::Wrong, headers: "{}", body: b"x", payment: None };
        post.store.write(|tx| webhooks::receive(tx, &forged)).unwrap();
    }
    assert_eq!(post.send(&[], b"x"), 401);
    assert_eq!(post.kept().len(), 1_000);
    // What is signed is kept all the same, and the next day there is room again.
    assert_eq!(post.send(&[("x-dynopay-signature-v2", V2)], BODY), 200);
    post.clock.set(Timestamp::from_second(SIGNED_AT + 86_401).unwrap());
    assert_eq!(post.send(&[], b"x"), 401);
    assert_eq!(post.kept().len(), 1_002);
}
