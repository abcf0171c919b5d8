//! The client and the stand-in over HTTP: every shape of an answer, and the ways of asking.

use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::tatum::{
    Dollar, Endpoint, FakeTatum, IdField, Presence, Settings, Stamp, ValueAs,
};
use ivrbot::demo::town::Servers;
use ivrbot::domain::rate::Rate;
use ivrbot::rates::tatum::{Tatum, TatumConfig};
use ivrbot::rates::{Fault, Rates};

use crate::world::{MORNING, RATES_KEY};

/// Long enough for the busiest machine: no test waits for it.
pub const PATIENCE: Duration = Duration::from_secs(30);
const ALL: [&str; 7] = ["BTC", "LTC", "ETH", "DOGE", "BCH", "TRX", "USDT"];

/// A client and its stand-in.
pub struct Line {
    pub fake: FakeTatum,
    pub client: Tatum,
    pub clock: Clock,
    pub base: String,
    _servers: Servers,
}

pub fn line(patience: Duration) -> Line {
    let clock = Clock::manual(MORNING.parse().unwrap());
    let fake = FakeTatum::new(clock.clone(), Settings::new(RATES_KEY));
    let servers = Servers::start(1).unwrap();
    let at = servers.serve(fake.clone().router(), 0).unwrap();
    let base = format!("http://{at}");
    let client = client(&format!("{base}/"), RATES_KEY, patience, &clock);
    Line { fake, client, clock, base, _servers: servers }
}

pub fn client(base: &str, key: &str, http_timeout: Duration, clock: &Clock) -> Tatum {
    let config = TatumConfig {
        base_url: base.to_owned(),
        api_key: key.into(),
        http_timeout,
        proxy_from_env: false,
    };
    Tatum::new(config, clock.clone())
}

impl Line {
    /// The endpoints that were asked, in order; then they are forgotten by the caller.
    pub fn asked(&self) -> Vec<(Endpoint, usize)> {
        self.fake.asked().into_iter().map(|asked| (asked.endpoint, asked.codes.len())).collect()
    }

    pub fn ask(&self, symbols: &[&'static str]) -> Result<Vec<(&'static str, i64)>, Fault> {
        let price = |rate: Rate| (rate.symbol, rate.usd.as_micro());
        let mut found: Vec<_> = self.client.rates(symbols)?.into_iter().map(price).collect();
        found.sort_by_key(|(symbol, _)| symbols.iter().position(|one| one == symbol));
        Ok(found)
    }
}

const PRICES: [(&str, i64); 7] = [
    ("BTC", 102_024_000_000),
    ("LTC", 119_870_000),
    ("ETH", 4_456_537_956),
    ("DOGE", 245_183),
    ("BCH", 541_200_000),
    ("TRX", 339_100),
    ("USDT", 1_000_200),
];

#[test]
fn seven_rates_are_one_request() {
    let line = line(PATIENCE);
    assert_eq!(line.ask(&ALL), Ok(PRICES.to_vec()));
    assert_eq!(line.asked(), [(Endpoint::V4Batch, 7)]);
    let at = line.client.rates(&["BTC"]).unwrap()[0].at_ms;
    assert_eq!(at, line.clock.wall().as_millisecond() - 4_000);
}

#[test]
fn every_shape_of_an_answer_means_the_same() {
    for value in [ValueAs::Text, ValueAs::Number] {
        for stamp in [Stamp::Milliseconds, Stamp::Rfc3339] {
            for (v4, v3_batch, id, dollar) in [
                (Presence::There, Presence::There, IdField::Id, Dollar::Usdt),
                (Presence::Missing(404), Presence::There, IdField::Id, Dollar::Usdt),
                (Presence::Missing(410), Presence::There, IdField::Underscored, Dollar::UsdtTron),
                (Presence::Missing(405), Presence::Missing(404), IdField::Id, Dollar::Usdt),
                (
                    Presence::Missing(404),
                    Presence::Missing(501),
                    IdField::Underscored,
                    Dollar::UsdtTron,
                ),
            ] {
                let line = line(PATIENCE);
                line.fake.configure(|settings| {
                    (settings.value, settings.stamp) = (value, stamp);
                    (settings.v4, settings.v3_batch) = (v4, v3_batch);
                    (settings.id, settings.dollar) = (id, dollar);
                });
                let case = format!("{value:?} {stamp:?} {v4:?} {v3_batch:?} {id:?} {dollar:?}");
                assert_eq!(line.ask(&ALL), Ok(PRICES.to_vec()), "{case}");
            }
        }
    }
}

#[test]
fn a_number_keeps_more_places_than_a_float_holds() {
    let line = line(PATIENCE);
    line.fake.configure(|settings| settings.value = ValueAs::Number);
    // As a float this is 9007199254.740994.
    line.fake.set("BTC", "9007199254.740993499999999");
    assert_eq!(line.ask(&["BTC"]), Ok(vec![("BTC", 9_007_199_254_740_993)]));
    line.fake.set("BTC", "1e-5");
    assert_eq!(line.ask(&["BTC"]), Ok(vec![("BTC", 10)]));
}

#[test]
fn the_way_that_answers_is_remembered_for_a_day() {
    let line = line(PATIENCE);
    line.fake.configure(|settings| settings.v4 = Presence::Missing(404));
    for _ in 0..3 {
        assert!(line.ask(&["BTC"]).is_ok());
    }
    let v3 = (Endpoint::V3Batch, 1);
    assert_eq!(line.asked(), [(Endpoint::V4Batch, 1), v3, v3, v3]);
    line.fake.configure(|settings| settings.v4 = Presence::There);
    line.clock.advance(Duration::from_secs(24 * 3600 - 1));
    assert!(line.ask(&["BTC"]).is_ok());
    line.clock.advance(Duration::from_secs(1));
    assert!(line.ask(&["BTC"]).is_ok());
    assert_eq!(line.asked()[4..], [v3, (Endpoint::V4Batch, 1)]);
}

#[test]
fn the_older_version_goes_too_some_day() {
    let line = line(PATIENCE);
    line.fake.configure(|settings| settings.v4 = Presence::Missing(404));
    assert!(line.ask(&["BTC"]).is_ok());
    line.fake.configure(|settings| {
        (settings.v4, settings.v3_batch) = (Presence::There, Presence::Missing(410));
    });
    assert!(line.ask(&["BTC"]).is_ok(), "one by one");
    line.fake.fault(Endpoint::V3Single, ivrbot::demo::tatum::Fault::Status(410, "{}".to_owned()));
    assert!(matches!(line.ask(&["BTC"]), Err(Fault::Answer { status: 410, .. })));
    assert!(line.ask(&["BTC"]).is_ok());
    assert_eq!(line.asked().last(), Some(&(Endpoint::V4Batch, 1)), "it begins anew");
}

#[test]
fn a_coin_that_is_not_known_spoils_no_other() {
    for v4 in [Presence::There, Presence::Missing(404)] {
        let line = line(PATIENCE);
        line.fake.configure(|settings| settings.v4 = v4);
        line.fake.forget("LTC");
        let others = vec![PRICES[0], PRICES[6]];
        assert_eq!(line.ask(&["BTC", "LTC", "USDT"]), Ok(others.clone()));
        let before = line.asked().len();
        // It is left out of later batches for a day; then it is asked for again.
        assert_eq!(line.ask(&["BTC", "LTC", "USDT"]), Ok(others));
        assert_eq!(line.ask(&["LTC"]), Ok(vec![]));
        assert_eq!(line.asked()[before..].iter().map(|(_, count)| *count).collect::<Vec<_>>(), [2]);
        line.fake.set("LTC", "119.87");
        line.clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(line.ask(&["LTC"]), Ok(vec![PRICES[1]]));
    }
}

#[test]
fn nonsense_about_one_coin_spoils_no_other() {
    let line = line(PATIENCE);
    let missing = Presence::Missing(404);
    line.fake.configure(|settings| (settings.v4, settings.v3_batch) = (missing, missing));
    line.fake.set("BTC", "0");
    assert_eq!(line.ask(&["BTC", "LTC"]), Ok(vec![PRICES[1]]));
    line.fake.set("BTC", "102024");
    assert_eq!(line.ask(&["BTC", "LTC"]), Ok(PRICES[..2].to_vec()), "it is not forgotten");
}

#[test]
fn when_nothing_is_known_nothing_is_remembered() {
    let line = line(PATIENCE);
    for symbol in ["BTC", "LTC"] {
        line.fake.forget(symbol);
    }
    let message = "rate.not.found: No USD, BTC currency rates.".to_owned();
    assert_eq!(line.ask(&["BTC", "LTC"]), Err(Fault::Answer { status: 403, message }));
    line.fake.set("BTC", "102024");
    line.fake.set("LTC", "119.87");
    assert_eq!(line.ask(&["BTC", "LTC"]), Ok(PRICES[..2].to_vec()));
}
