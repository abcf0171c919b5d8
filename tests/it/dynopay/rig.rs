//! A client and a stand-in on loopback, with one clock that is set.

use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::dynopay::{Arrival, Dynopay, Landed, Settings, Version};
use ivrbot::demo::town::Servers;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::payment::Sighting;
use ivrbot::payments::dynopay::{DynoPay, DynoPayConfig, Pacing};
use ivrbot::payments::{Ask, Opened, Opening, Payments};
use jiff::Timestamp;

pub const KEY: &str = "dpk_test_very_secret";
pub const BOTH: [Version; 2] = [Version::A, Version::B];

/// Long enough for the busiest machine: no test waits for it.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// After this much a new reading of the feed is made, and a payment is known and settled.
pub const LATER: Duration = Duration::from_secs(60);

pub struct Rig {
    pub clock: Clock,
    pub fake: Dynopay,
    pub client: DynoPay,
    pub base_url: String,
    _servers: Servers,
}

impl Rig {
    pub fn new(version: Version) -> Rig {
        Rig::with(version, |_| {})
    }

    pub fn with(version: Version, change: impl FnOnce(&mut Settings)) -> Rig {
        let clock = Clock::manual("2026-11-22T10:00:00Z".parse::<Timestamp>().unwrap());
        let mut settings = Settings::new(version, KEY);
        change(&mut settings);
        let fake = Dynopay::new(clock.clone(), settings);
        let servers = Servers::start(1).unwrap();
        let address = servers.serve(fake.clone().router(), 0).unwrap();
        let base_url = format!("http://{address}/api");
        let client = DynoPay::new(config(&base_url), clock.clone());
        Rig { clock, fake, client, base_url, _servers: servers }
    }

    /// Another client of the same account, without what the first has learned.
    pub fn another(&self, change: impl FnOnce(&mut DynoPayConfig)) -> DynoPay {
        let mut config = config(&self.base_url);
        change(&mut config);
        DynoPay::new(config, self.clock.clone())
    }

    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub fn opened(&self, coin: Coin, cents: i32) -> Opened {
        let intent = format!("int-{}", self.fake.payments().len());
        match self.client.open(&ask(&intent, coin, cents)) {
            Opening::Opened(opened) => opened,
            other => panic!("{other:?}"),
        }
    }

    /// What is seen of a payment that something arrived for, a while later.
    pub fn after(&self, id: &str, arrival: Arrival) -> Option<Sighting> {
        assert_eq!(self.fake.arrive(id, &arrival), Landed::Here);
        self.later(id)
    }

    pub fn later(&self, id: &str) -> Option<Sighting> {
        self.pass(LATER);
        self.client.look(id).unwrap()
    }
}

pub fn config(base_url: &str) -> DynoPayConfig {
    DynoPayConfig {
        base_url: base_url.to_owned(),
        api_key: KEY.into(),
        http_timeout: PATIENCE,
        proxy_from_env: false,
        pacing: Pacing::Off,
        webhook_url: None,
    }
}

pub fn ask(intent: &str, coin: Coin, cents: i32) -> Ask {
    Ask { intent: intent.to_owned(), usd: Usd::cents(cents), coin }
}
