//! The key stays out of everything that may be printed (R27).

use ivrbot::demo::dynopay::{Endpoint, Fault, Version};
use ivrbot::domain::coin::Coin;
use ivrbot::payments::Payments;

use super::rig::{KEY, Rig, ask, config};

#[test]
fn r27_the_key_is_in_no_debug_output() {
    let rig = Rig::new(Version::B);
    let shown = format!("{:?} {:#?}", config(&rig.base_url), rig.client);
    assert!(!shown.contains(KEY), "{shown}");
}

#[test]
fn r27_what_the_provider_repeats_of_the_key_is_blacked_out() {
    let rig = Rig::new(Version::B);
    let echo = format!(r#"{{"success":false,"message":"{KEY} is\nnot {}"}}"#, "x".repeat(500));
    for endpoint in Endpoint::ALL {
        rig.fake.fault(endpoint, Fault::Answer(500, echo.clone()));
        rig.fake.fault(endpoint, Fault::Answer(500, echo.clone()));
    }
    let shown = [
        format!("{:?}", rig.client.open(&ask("int-1", Coin::Btc, 2_000))),
        format!("{:?}", rig.client.coins()),
        format!("{}", rig.client.completed(1).unwrap_err()),
        format!("{:?}", rig.client.look("a")),
    ];
    for text in shown {
        assert!(text.contains("*** is not xxx"), "{text}");
        assert!(!text.contains(KEY) && text.len() < 400, "{text}");
    }
}

#[test]
fn r27_a_request_that_cannot_be_made_does_not_show_it() {
    let rig = Rig::new(Version::B);
    for base in ["no scheme", "http://127.0.0.1:1", "http://", "ftp://x"] {
        let client = rig.another(|config| config.base_url = base.to_owned());
        let broken = rig.another(|config| config.api_key = format!("{KEY}\n").into());
        for client in [client, broken] {
            let text = format!(
                "{:?} {:?} {:?}",
                client.coins(),
                client.open(&ask("int-1", Coin::Btc, 2_000)),
                client.look("a")
            );
            assert!(!text.contains(KEY), "{text}");
        }
    }
}
