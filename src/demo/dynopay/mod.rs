//! A stand-in of the payment provider DynoPay, in both versions that are known of it.
//!
//! It speaks the vendor's wire format from what the vendor has published and shares no code with
//! the client, so that a misreading on one side shows. Time is the clock's: how far a payment is
//! follows from the moment its coins were sent. It is strict about what the bot may ask, and what
//! was not established is a switch in [`Unknowns`].

mod answer;
mod arrival;
mod checks;
mod coins;
mod faults;
mod hooks;
mod keys;
mod payment;
mod routes;
mod send;
mod serve;
mod settings;
mod show;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use answer::{Fate, Response};
pub use arrival::{Arrival, Landed};
pub use faults::{Endpoint, Fault};
pub use hooks::Delivery;
pub use payment::Status;
pub use settings::{Currencies, Hook, Pace, Settings, Unknowns, Version};

use crate::clock::Clock;
use payment::Payment;
use state::State;

/// The stand-in. Clones share it.
#[derive(Clone, Debug)]
pub struct Dynopay {
    state: Arc<Mutex<State>>,
    clock: Clock,
}

/// A payment as it stands, for tests and for the demo's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The stand-in's id of it.
    pub payment_id: String,
    /// Where its coins go.
    pub address: String,
    /// The coin's code.
    pub currency: &'static str,
    /// What is expected, in the coin, as decimal text.
    pub expected: String,
    /// What was asked for, in the base currency, as decimal text.
    pub base_amount: String,
    /// The client's own id of it.
    pub intent: Option<String>,
    /// The client's idempotency key.
    pub idempotency_key: Option<String>,
    /// When it was opened, milliseconds UTC.
    pub created_ms: i64,
    /// How far it is.
    pub status: Status,
    /// What came, in the coin, as decimal text.
    pub paid: Option<String>,
    /// The transfer's hash on the chain.
    pub chain_tx: Option<String>,
}

impl Dynopay {
    /// An account without payments.
    pub fn new(clock: Clock, settings: Settings) -> Dynopay {
        Dynopay { state: Arc::new(Mutex::new(State::new(settings))), clock }
    }

    /// Answers one request; the target is the path with its query, and begins with `/api`.
    pub fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Response {
        let request = routes::Request { method, target, headers, body, now: self.now() };
        routes::handle(&mut self.state(), request)
    }

    /// The same over HTTP. The client's base URL is the server's address with `/api`.
    pub fn router(self) -> axum::Router {
        serve::router(self)
    }

    /// Changes how the account behaves from now on.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.state().settings);
    }

    /// Sends coins to the address of this payment now, and says where the provider books them.
    pub fn arrive(&self, payment_id: &str, arrival: &Arrival) -> Landed {
        arrival::arrive(&mut self.state(), payment_id, arrival, self.now())
    }

    /// Every payment as it stands, the oldest first.
    pub fn payments(&self) -> Vec<Seen> {
        let now = self.now();
        self.state().payments().iter().map(|payment| seen(payment, now)).collect()
    }

    /// Lets `fault` hit the next request to this endpoint for which none is waiting already.
    pub fn fault(&self, endpoint: Endpoint, fault: Fault) {
        self.state().faults.push_back((endpoint, fault));
    }

    /// Lets `fault` hit every request to this endpoint until [`Dynopay::heal`].
    pub fn outage(&self, endpoint: Endpoint, fault: Fault) {
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
    }

    /// Every event, sent or still to be sent, in the order of its cause.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.state().deliveries.clone()
    }

    /// Sends the events whose moment has come, and returns how many were sent. It waits for the
    /// receiver, so it belongs on a thread that may.
    pub fn deliver(&self) -> usize {
        send::deliver(&self.state, self.now())
    }

    fn now(&self) -> i64 {
        self.clock.wall().as_millisecond()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn seen(payment: &Payment, now: i64) -> Seen {
    let transfer = payment.transfer.as_ref().filter(|transfer| transfer.at <= now);
    let intent = payment.meta.get("intent_id").and_then(|id| id.as_str());
    Seen {
        payment_id: payment.id.clone(),
        address: payment.address.clone(),
        currency: payment.coin.code,
        expected: payment.expected.normalize().to_string(),
        base_amount: payment.base.normalize().to_string(),
        intent: intent.map(str::to_owned),
        idempotency_key: payment.idempotency_key.clone(),
        created_ms: payment.created,
        status: payment.status(now),
        paid: transfer.map(|transfer| transfer.amount.normalize().to_string()),
        chain_tx: transfer.map(|transfer| transfer.tx.clone()),
    }
}
