//! A stand-in of the source of rates: both versions of its API, with its own refusals.
//!
//! It speaks the vendor's wire format from the vendor's pages and shares no code with the client,
//! so that a misreading on one side shows. What the vendor leaves open is a switch in
//! [`Settings`]. Rates stand still until they are [`FakeTatum::set`].

mod faults;
mod routes;
mod serve;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use faults::{Endpoint, Fate, Fault, Response};
pub use settings::{Dollar, IdField, Presence, Settings, Stamp, ValueAs};

use crate::clock::Clock;

/// The stand-in. Clones share it.
#[derive(Clone, Debug)]
pub struct FakeTatum {
    state: Arc<Mutex<State>>,
    clock: Clock,
}

#[derive(Debug)]
struct State {
    settings: Settings,
    /// Dollars for one coin, as they are written.
    rates: BTreeMap<String, String>,
    faults: VecDeque<(Endpoint, Fault)>,
    outage: Option<Fault>,
    /// The same at one endpoint each.
    outages: Vec<(Endpoint, Fault)>,
    asked: Vec<Asked>,
}

/// A request that came, as evidence of what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where.
    pub endpoint: Endpoint,
    /// The codes of the coins, in order.
    pub codes: Vec<String>,
    /// When, milliseconds UTC.
    pub at_ms: i64,
}

/// What coins cost before anybody says otherwise.
pub const RATES: [(&str, &str); 7] = [
    ("BCH", "541.20000000"),
    ("BTC", "102024.00000000"),
    ("DOGE", "0.24518300"),
    ("ETH", "4456.53795631"),
    ("LTC", "119.87000000"),
    ("TRX", "0.33910000"),
    ("USDT", "1.00020000"),
];

impl FakeTatum {
    /// A source of the rates of the coins we know.
    pub fn new(clock: Clock, settings: Settings) -> FakeTatum {
        let rates = RATES.map(|(symbol, value)| (symbol.to_owned(), value.to_owned()));
        let state = State {
            settings,
            rates: rates.into(),
            faults: VecDeque::new(),
            outage: None,
            outages: Vec::new(),
            asked: Vec::new(),
        };
        FakeTatum { state: Arc::new(Mutex::new(state)), clock }
    }

    /// Answers one request; the target is the path with its query.
    pub fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Response {
        let now = self.clock.wall().as_millisecond();
        let request = routes::Request { method, target, headers, body, now };
        routes::handle(&mut self.state(), &request)
    }

    /// The same over HTTP.
    pub fn router(self) -> axum::Router {
        serve::router(self)
    }

    /// Says what a coin costs, in the very characters that are sent.
    pub fn set(&self, symbol: &str, value: &str) {
        self.state().rates.insert(symbol.to_owned(), value.to_owned());
    }

    /// From now on the coin is not known.
    pub fn forget(&self, symbol: &str) {
        self.state().rates.remove(symbol);
    }

    /// Changes how the account behaves.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.state().settings);
    }

    /// Lets `fault` hit the next request to this endpoint for which none is waiting already.
    pub fn fault(&self, endpoint: Endpoint, fault: Fault) {
        self.state().faults.push_back((endpoint, fault));
    }

    /// Lets `fault` hit every request until [`FakeTatum::heal`].
    pub fn outage(&self, fault: Fault) {
        self.state().outage = Some(fault);
    }

    /// The same for requests to one endpoint.
    pub fn outage_at(&self, endpoint: Endpoint, fault: Fault) {
        let mut state = self.state();
        state.outages.retain(|(at, _)| *at != endpoint);
        state.outages.push((endpoint, fault));
    }

    /// The endpoints at which the next request goes wrong, and those at which every one does.
    pub fn ailing(&self) -> [Vec<Endpoint>; 2] {
        let state = self.state();
        let next = state.faults.iter().map(|(at, _)| *at).collect();
        [next, state.outages.iter().map(|(at, _)| *at).collect()]
    }

    /// Forgets the faults: from now on all goes well.
    pub fn heal(&self) {
        let mut state = self.state();
        state.faults.clear();
        state.outages.clear();
        state.outage = None;
    }

    /// Every request that came with the right key, oldest first.
    pub fn asked(&self) -> Vec<Asked> {
        self.state().asked.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
