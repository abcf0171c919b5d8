//! What stories about prices of coins do and look at.

use std::sync::Arc;
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::tatum::{FakeTatum, Settings};
use ivrbot::demo::town::Servers;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::rate::Peg;
use ivrbot::rates::Rates;
use ivrbot::rates::tatum::{Tatum, TatumConfig};
use ivrbot::store::rates;

use super::{RATES_KEY, World};

/// The stand-in of the source of rates, and the line to it.
pub fn stand(servers: &Servers, clock: &Clock) -> (FakeTatum, Arc<dyn Rates>) {
    let tatum = FakeTatum::new(clock.clone(), Settings::new(RATES_KEY));
    let at = servers.serve(tatum.clone().router(), 0).unwrap();
    let config = TatumConfig {
        base_url: format!("http://{at}"),
        api_key: RATES_KEY.into(),
        http_timeout: Duration::from_secs(5),
        proxy_from_env: false,
    };
    (tatum, Arc::new(Tatum::new(config, clock.clone())))
}

impl World {
    /// From now on the world has a source of rates. Most stories need none, and asking for rates
    /// would cut their long waits into minutes.
    pub fn with_rates(mut self) -> World {
        self.jobs.rates = Some(self.source.clone());
        self.settle();
        self
    }

    /// From now on the world has a source of rates, behind this.
    pub fn wrap_rates(&mut self, wrap: impl FnOnce(Arc<dyn Rates>) -> Arc<dyn Rates>) {
        self.jobs.rates = Some(wrap(self.source.clone()));
    }

    /// From now on it has none. Nor is one waited for: what is due and never done would let time
    /// pass by moments.
    pub fn lose_rates(&mut self) {
        self.jobs.rates = None;
        self.raw().execute("UPDATE rates SET asked_ms = 0", []).unwrap();
        self.restart();
    }

    /// Somebody looks at the price of these.
    pub fn wants(&mut self, coins: &[Coin]) {
        self.store.write(|tx| rates::want(tx, coins)).unwrap();
        self.settle();
    }

    /// Micro-dollars for one coin, if it may be quoted now.
    pub fn price(&self, symbol: &'static str) -> Option<i64> {
        let rate = self.store.read(|tx| rates::now(tx, symbol)).unwrap();
        rate.map(|rate| rate.usd.as_micro())
    }

    /// The same, however old.
    pub fn last_price(&self, symbol: &'static str) -> Option<i64> {
        let rate = self.store.read(|tx| rates::last(tx, symbol)).unwrap();
        rate.map(|rate| rate.usd.as_micro())
    }

    /// Whether dollar coins may be quoted.
    pub fn peg(&self) -> Peg {
        self.store.read(rates::dollar_holds).unwrap()
    }
}
