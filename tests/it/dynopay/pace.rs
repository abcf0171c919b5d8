//! The account's rate: kept by the client, and enforced by version B.

use std::time::Duration;

use ivrbot::demo::dynopay::{Endpoint, Fault, Version};
use ivrbot::domain::coin::Coin;
use ivrbot::payments::dynopay::Pacing;
use ivrbot::payments::{Fault as Door, Opening, Payments, Refused};

use super::rig::{Rig, ask};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_paced_client_never_meets_the_limit() {
    let rig = Rig::new(Version::B);
    let client = rig.another(|config| config.pacing = Pacing::Kept);
    let mut refused = 0;
    for second in 0..180 {
        for turn in 0..3 {
            // Whoever asks first whether it is time is never refused.
            let is_time = client.ready_in().is_zero();
            let answer = client.coins();
            assert_eq!(answer.is_ok(), is_time, "{answer:?}");
            let intent = format!("int-{second}-{turn}");
            match client.open(&ask(&intent, Coin::Btc, 2_000)) {
                Opening::Opened(_) => {}
                Opening::Refused(Refused::RateLimited) => refused += 1,
                other => panic!("{other:?}"),
            }
        }
        rig.pass(SECOND);
    }
    let opened = rig.fake.payments().len();
    assert!(refused > 0 && (30..=36).contains(&opened), "{opened}");
}

#[test]
fn an_unpaced_client_meets_it_and_then_keeps_still_as_long_as_it_is_told() {
    let rig = Rig::new(Version::B);
    for _ in 0..60 {
        assert!(rig.client.coins().is_ok());
    }
    assert_eq!(rig.client.coins(), Err(Door::RateLimited));
    assert_eq!(rig.client.ready_in(), 60 * SECOND);
    let open = ask("int-1", Coin::Btc, 2_000);
    assert_eq!(rig.client.open(&open), Opening::Refused(Refused::RateLimited));
    rig.pass(60 * SECOND);
    assert!(rig.client.coins().is_ok());
}

#[test]
fn a_hold_is_as_long_as_the_provider_says() {
    for (said, wait) in [(Some(17), 17), (None, 60), (Some(1_000_000), 900)] {
        let rig = Rig::new(Version::A);
        rig.fake.fault(Endpoint::Currencies, Fault::TooMany(said));
        assert_eq!(rig.client.coins(), Err(Door::RateLimited));
        assert_eq!(rig.client.ready_in(), wait * SECOND);
    }
    let rig = Rig::new(Version::A);
    rig.fake.fault(Endpoint::Open, Fault::TooMany(Some(5)));
    let open = ask("int-1", Coin::Btc, 2_000);
    assert_eq!(rig.client.open(&open), Opening::Refused(Refused::RateLimited));
    assert_eq!(rig.client.look("a"), Err(Door::RateLimited), "questions keep still, too");
}

#[test]
fn a_look_in_the_older_version_fits_into_the_share() {
    let rig = Rig::with(Version::A, |settings| settings.unknowns.wallet_rows = 500);
    let client = rig.another(|config| config.pacing = Pacing::Kept);
    assert_eq!(client.look("a"), Ok(None), "the probe and three pages");
    assert_eq!(client.look("b"), Ok(None), "the same three pages");
    assert_eq!(client.completed(1), Err(Door::RateLimited));
}
