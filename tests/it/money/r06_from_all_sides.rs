//! R6 with everything real but the chain: deliveries at the listener, looks by several processes
//! and the daily list, all of one payment and all at once, credit it once.

use std::net::SocketAddr;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::payment::Sighting;
use ivrbot::http::{Ears, Listener, PAYMENTS};
use ivrbot::payments::Payments;
use ivrbot::store::topups::{self, Found};
use ivrbot::store::{Durability, Store};

use super::r06_credited_once::CAP;
use crate::world::World;

const SECRET: &str = "whsec_of_this_test";
/// Of each kind.
const AT_ONCE: usize = 8;

/// A delivery as the provider signs it, about this payment.
fn delivery(payment: &str, clock: &Clock) -> (String, String) {
    use hmac::{Hmac, KeyInit, Mac};
    let body = format!(
        r#"{{"event":"payment.confirmed","payment_id":"{payment}","amount":20,"currency":"BTC"}}"#
    );
    let at = clock.wall().as_second();
    let mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let mac = mac.chain_update(format!("{at}.{body}")).finalize().into_bytes();
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    (format!("t={at},v1={hex}"), body)
}

fn deliver(to: SocketAddr, signature: &str, body: &str) -> u16 {
    let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
    let agent: ureq::Agent = config.build().into();
    let post = agent.post(format!("http://{to}{PAYMENTS}"));
    post.header("x-dynopay-signature-v2", signature).send(body).unwrap().status().as_u16()
}

#[test]
fn r06_deliveries_looks_and_lists_of_one_payment_at_once_credit_it_once() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    let (id, payment) = (world.topup(ann).id, world.payment().payment_id);
    world.arrives(&Arrival::Exact);
    world.clock.advance(Duration::from_secs(60));
    // What the provider says by now, as a look and as a row of its list.
    let door: Arc<dyn Payments> = world.payments();
    let looked = door.look(&payment).unwrap().expect("a payment");
    let mut listed = door.completed(1).unwrap().unwrap_or_default();
    listed.retain(|row| row.provider_id == payment);
    assert!(!listed.is_empty(), "the provider lists it");
    let sightings: Vec<Sighting> = std::iter::once(looked).chain(listed).collect();

    let ears = Ears { store: world.store.clone(), secrets: vec![SECRET.into()] };
    let listener = Listener::start(SocketAddr::from(([127, 0, 0, 1], 0)), ears).unwrap();
    let (signature, body) = delivery(&payment, &world.clock);
    let start = Barrier::new(2 * AT_ONCE);
    let look = |at: usize| {
        // Each as a process of its own.
        let store = Store::open(world.path(), world.clock.clone(), Durability::None).unwrap();
        let found = if at.is_multiple_of(2) { Found::Look } else { Found::List };
        let sighting = &sightings[at % sightings.len()];
        start.wait();
        for _ in 0..5 {
            store.write(|tx| topups::apply(tx, id, sighting, CAP, found)).unwrap();
        }
    };
    thread::scope(|scope| {
        for at in 0..AT_ONCE {
            let (look, start) = (&look, &start);
            let (signature, body) = (&signature, &body);
            scope.spawn(move || look(at));
            scope.spawn(move || {
                start.wait();
                assert_eq!(deliver(listener.address, signature, body), 200);
            });
        }
    });
    assert_eq!(world.balance(ann), Usd::cents(2_000));
    // A restart, and the provider repeats itself for two days.
    world.restart();
    for _ in 0..2 {
        let (signature, body) = delivery(&payment, &world.clock);
        assert_eq!(deliver(listener.address, &signature, &body), 200);
        world.wait(Duration::from_secs(24 * 3_600));
    }
    assert_eq!(world.balance(ann), Usd::cents(2_000));
    let credits = "SELECT (SELECT count(*) FROM ledger WHERE kind = 'top_up') || ' ' ||
                          (SELECT count(*) FROM arrivals)";
    let credits: String = world.raw().query_row(credits, [], |row| row.get(0)).unwrap();
    assert_eq!(credits, "1 1");
}
