//! Everything the stand-in remembers.

use std::collections::{BTreeMap, HashMap, VecDeque};

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use uuid::Builder;

use super::arrival::RESERVED_MS;
use super::coins::Coin;
use super::faults::{Endpoint, Fault};
use super::hooks::{self, Delivery};
use super::keys::Keys;
use super::payment::Payment;
use super::settings::Settings;

/// The account with its payments.
#[derive(Debug)]
pub(super) struct State {
    pub(super) settings: Settings,
    pub(super) faults: VecDeque<(Endpoint, Fault)>,
    /// Faults that hit every request until they are healed, one an endpoint.
    pub(super) outages: Vec<(Endpoint, Fault)>,
    pub(super) keys: Keys,
    /// When requests were answered, milliseconds UTC, the oldest first.
    pub(super) asked: VecDeque<i64>,
    /// Events to send and sent, the oldest first.
    pub(super) deliveries: Vec<Delivery>,
    /// Addresses that are not called for the moment, and until when.
    pub(super) disabled: BTreeMap<String, i64>,
    /// How often in a row an address was not found.
    pub(super) lost: BTreeMap<String, usize>,
    /// All payments, the oldest first.
    payments: Vec<Payment>,
    /// Places in `payments` by id.
    ids: HashMap<String, usize>,
    /// Addresses, each with the payment that has it last.
    pool: Vec<(String, Coin, usize)>,
    serial: usize,
}

/// A payment to be opened.
pub(super) struct Wanted {
    pub(super) coin: Coin,
    pub(super) base: Decimal,
    pub(super) meta: serde_json::Value,
    pub(super) webhook_url: Option<String>,
    pub(super) idempotency_key: Option<String>,
}

impl State {
    pub(super) fn new(settings: Settings) -> State {
        State {
            settings,
            faults: VecDeque::new(),
            outages: Vec::new(),
            keys: Keys::default(),
            asked: VecDeque::new(),
            deliveries: Vec::new(),
            disabled: BTreeMap::new(),
            lost: BTreeMap::new(),
            payments: Vec::new(),
            ids: HashMap::new(),
            pool: Vec::new(),
            serial: 0,
        }
    }

    pub(super) fn payments(&self) -> &[Payment] {
        &self.payments
    }

    pub(super) fn payment(&self, id: &str) -> Option<&Payment> {
        self.payments.get(*self.ids.get(id)?)
    }

    pub(super) fn payment_mut(&mut self, id: &str) -> Option<&mut Payment> {
        self.payments.get_mut(*self.ids.get(id)?)
    }

    pub(super) fn next_serial(&mut self) -> usize {
        self.serial += 1;
        self.serial
    }

    /// The payment that has the address at this moment.
    pub(super) fn holder(&self, address: &str) -> Option<String> {
        let (_, _, place) = self.pool.iter().find(|(one, _, _)| one == address)?;
        self.payments.get(*place).map(|payment| payment.id.clone())
    }

    /// Opens a payment at an address of the pool: one whose time is over, or a new one.
    pub(super) fn open(&mut self, wanted: Wanted, now: i64) -> Payment {
        let place = self.payments.len();
        let Wanted { coin, base, meta, webhook_url, idempotency_key } = wanted;
        let price = self.settings.prices.get(coin.code).copied();
        let price = price.unwrap_or_else(|| coin.price());
        let shown = base.checked_div(price).unwrap_or(base).round_dp(coin.places);
        let is_dollars = self.settings.base_currency == "USD";
        let expected = if coin.pegged && is_dollars { base } else { shown };
        let id = uuid(&format!("payment {place} {now} {base} {}", coin.code));
        let address = self.reserve(coin, place, now);
        self.ids.insert(id.clone(), place);
        let payment = Payment {
            id: id.clone(),
            coin,
            address,
            base,
            shown,
            expected,
            meta,
            webhook_url,
            idempotency_key,
            created: now,
            transfer: None,
            given_up: None,
        };
        self.payments.push(payment.clone());
        hooks::created(self, &id, now);
        payment
    }

    fn reserve(&mut self, coin: Coin, place: usize, now: i64) -> String {
        let since = now - RESERVED_MS;
        let payments = &self.payments;
        let is_free = |holder: &usize| payments.get(*holder).is_none_or(|one| one.created <= since);
        let mut free = self.pool.iter_mut().filter(|(_, of, at)| *of == coin && is_free(at));
        if let Some((address, _, holder)) = free.next() {
            *holder = place;
            return address.clone();
        }
        let address = coin.address(self.pool.len());
        self.pool.push((address.clone(), coin, place));
        address
    }

    /// Queues the events that an arrival on this payment causes.
    pub(super) fn announce(&mut self, id: &str) {
        hooks::announce(self, id);
    }
}

/// An id that looks random and is the same in every run with the same requests.
pub(super) fn uuid(seed: &str) -> String {
    let digest = Sha256::digest(seed);
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, hash)| *byte = hash);
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}
