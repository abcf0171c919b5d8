//! Bad weather on every endpoint: no answer becomes a wrong one, and none stops the rest (R25).

use std::net::TcpListener;
use std::time::Duration;

use ivrbot::demo::dynopay::{Arrival, Endpoint, Fault};
use ivrbot::domain::coin::Coin;
use ivrbot::payments::{Fault as Door, Opening, Payments, Refused};

use super::rig::{BOTH, Rig, ask};

/// What a question becomes; the shape of the fault, not its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Transport,
    Answer(u16),
    RateLimited,
    Unauthorised,
}

fn kind(fault: &Door) -> Kind {
    match fault {
        Door::Transport(_) => Kind::Transport,
        Door::Answer { status, .. } => Kind::Answer(*status),
        Door::RateLimited => Kind::RateLimited,
        Door::Unauthorised => Kind::Unauthorised,
    }
}

#[test]
fn r25_every_fault_of_every_question_is_a_fault_and_no_answer() {
    let table = [
        (Fault::Drop, Kind::Transport),
        (Fault::AcceptThenDrop, Kind::Transport),
        (Fault::AcceptThen500, Kind::Answer(500)),
        (Fault::Error500("broken".to_owned()), Kind::Answer(500)),
        (Fault::Html502, Kind::Answer(502)),
        (Fault::Html200, Kind::Answer(200)),
        (Fault::TooMany(Some(17)), Kind::RateLimited),
        (Fault::TooMany(None), Kind::RateLimited),
        (Fault::InvalidKey, Kind::Unauthorised),
        (Fault::Redirect("http://127.0.0.1:1/".to_owned()), Kind::Answer(302)),
        (
            Fault::Answer(200, "{\"success\":false,\"message\":\"No\"}".to_owned()),
            Kind::Answer(200),
        ),
        (Fault::Answer(200, "{\"success\":true".to_owned()), Kind::Answer(200)),
        (Fault::Answer(200, " ".repeat(2 * 1024 * 1024)), Kind::Transport),
    ];
    for version in BOTH {
        let rig = Rig::new(version);
        let id = rig.opened(Coin::Btc, 2_000).provider_id;
        rig.later(&id);
        let is_b = version == ivrbot::demo::dynopay::Version::B;
        let look = if is_b { Endpoint::Status } else { Endpoint::Feed };
        for (fault, want) in &table {
            rig.pass(Duration::from_secs(1_000));
            rig.fake.fault(look, fault.clone());
            let looked = rig.client.look(&id).map_err(|fault| kind(&fault));
            // A probe may take the blow, and some blows look like the older version to it.
            if looked.is_ok() {
                rig.fake.heal();
            } else {
                assert_eq!(looked, Err(*want), "{fault:?}");
            }
            rig.pass(Duration::from_secs(1_000));
            rig.fake.fault(Endpoint::Feed, fault.clone());
            let listed = rig.client.completed(1).map_err(|fault| kind(&fault));
            assert_eq!(listed, Err(*want), "{fault:?}");
            rig.pass(Duration::from_secs(1_000));
            rig.fake.fault(Endpoint::Currencies, fault.clone());
            let coins = rig.client.coins().map_err(|fault| kind(&fault));
            assert_eq!(coins, Err(*want), "{fault:?}");
        }
        rig.fake.heal();
        rig.pass(Duration::from_secs(1_000));
        assert_eq!(rig.fake.payments().len(), 1);
    }
}

#[test]
fn an_answer_about_another_payment_is_a_fault() {
    let rig = Rig::new(ivrbot::demo::dynopay::Version::B);
    rig.client.look("a").unwrap();
    for body in [
        r#"{"success":true,"data":{"payment_id":"b","payment_status":"settled"}}"#,
        r#"{"success":true,"data":{"payment_status":"settled"}}"#,
        r#"{"success":true,"data":[]}"#,
        r#"{"success":true}"#,
    ] {
        rig.fake.heal();
        let _ = rig.client.look("a");
        rig.fake.fault(Endpoint::Status, Fault::Answer(200, body.to_owned()));
        assert!(matches!(rig.client.look("a"), Err(Door::Answer { status: 200, .. })), "{body}");
    }
}

#[test]
fn a_slow_answer_is_given_up_in_time() {
    for version in BOTH {
        let rig = Rig::new(version);
        let hasty = rig.another(|config| config.http_timeout = Duration::from_millis(300));
        rig.fake.fault(Endpoint::Open, Fault::SlowMs(20_000));
        let opened = hasty.open(&ask("int-1", Coin::Btc, 2_000));
        assert!(matches!(opened, Opening::Unclear { why } if why.contains("timeout")));
        rig.fake.fault(Endpoint::Feed, Fault::SlowMs(20_000));
        let listed = hasty.completed(1);
        assert!(matches!(listed, Err(Door::Transport(why)) if why.contains("timeout")));
    }
}

#[test]
fn where_nobody_listens_nothing_was_opened() {
    let rig = Rig::new(ivrbot::demo::dynopay::Version::B);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/api", listener.local_addr().unwrap());
    drop(listener);
    let client = rig.another(|config| config.base_url = base);
    let opened = client.open(&ask("int-1", Coin::Btc, 2_000));
    assert_eq!(opened, Opening::Refused(Refused::Unreachable));
    assert!(matches!(client.look("a"), Err(Door::Transport(_))));
}

#[test]
fn the_base_address_is_what_comes_before_user() {
    for version in BOTH {
        let rig = Rig::new(version);
        let slash = rig.another(|config| config.base_url.push('/'));
        assert!(slash.coins().is_ok());
        let alias = rig.another(|config| config.base_url.push_str("/v1"));
        assert!(alias.coins().is_ok());
        let astray = rig.another(|config| config.base_url = config.base_url.replace("/api", ""));
        assert!(matches!(astray.coins(), Err(Door::Answer { status: 404, .. })));
        let opened = astray.open(&ask("int-1", Coin::Btc, 2_000));
        assert_eq!(opened, Opening::Refused(Refused::BadRequest));
    }
}

#[test]
fn after_the_weather_everything_is_there() {
    for version in BOTH {
        let rig = Rig::new(version);
        let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
        rig.fake.arrive(&id, &Arrival::Exact);
        for endpoint in Endpoint::ALL {
            rig.fake.fault(endpoint, Fault::Html502);
            rig.fake.fault(endpoint, Fault::Drop);
        }
        let mut faults = 0;
        for _ in 0..10 {
            rig.pass(Duration::from_secs(60));
            faults += usize::from(rig.client.look(&id).is_err());
        }
        assert!(faults > 0);
        assert!(rig.later(&id).unwrap().received.is_some());
    }
}
