//! Everything the stand-in remembers, and how it is brought up to the present.

use std::collections::{HashMap, VecDeque};

use sha2::{Digest, Sha256};
use uuid::Builder;

use super::call::{Call, End, Start};
use super::callee::Callee;
use super::faults::{Endpoint, Fault};
use super::settings::Settings;
use super::wanted::Wanted;

/// The least a call costs, a failed one too: $0.015.
const LEAST_MICRO: i64 = 15_000;
/// Prices are given to a tenth of a cent.
const PRICE_STEP_MICRO: i64 = 1_000;

/// Why a number is refused whatever else is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ban {
    /// On a do-not-call list.
    Dnc,
    /// Blacklisted: permanent, although the answer is 429.
    Blacklisted,
    /// An emergency or otherwise sensitive number.
    Sensitive,
    /// The account is flagged for a security review: 403.
    Flagged,
}

/// The account with its calls.
#[derive(Debug)]
pub(super) struct State {
    pub(super) settings: Settings,
    pub(super) callees: HashMap<String, Callee>,
    pub(super) bans: HashMap<String, Ban>,
    pub(super) faults: VecDeque<(Endpoint, Fault)>,
    /// All calls, oldest first.
    pub(super) calls: Vec<Call>,
    /// Places in `calls` by id.
    ids: HashMap<String, usize>,
    /// Places of the calls that something may still happen to.
    live: Vec<usize>,
}

impl State {
    pub(super) fn new(settings: Settings) -> State {
        State {
            settings,
            callees: HashMap::new(),
            bans: HashMap::new(),
            faults: VecDeque::new(),
            calls: Vec::new(),
            ids: HashMap::new(),
            live: Vec::new(),
        }
    }

    /// Lets everything happen that was due by `now`, over all calls in order of time.
    pub(super) fn advance(&mut self, now: i64) {
        while let Some((at, place)) = self.next() {
            if at > now {
                break;
            }
            if let Some(call) = self.calls.get_mut(place) {
                call.step();
            }
            self.charge(place);
        }
        let calls = &self.calls;
        self.live.retain(|place| calls.get(*place).is_some_and(|call| !call.is_over()));
    }

    fn next(&self) -> Option<(i64, usize)> {
        let live = self.live.iter();
        let due = live.filter_map(|place| Some((self.calls.get(*place)?.next_at()?, *place)));
        due.min()
    }

    /// When something happens next by itself.
    pub(super) fn next_at(&self) -> Option<i64> {
        self.next().map(|(at, _)| at)
    }

    /// Takes a call on.
    pub(super) fn add(&mut self, wanted: Wanted, now: i64) -> &Call {
        let place = self.calls.len();
        let serial = u64::try_from(place).unwrap_or(u64::MAX);
        let pool = self.settings.own_numbers.first().cloned().unwrap_or_default();
        let callee = self.callees.get(&wanted.to).unwrap_or(&self.settings.callee).clone();
        let start = Start {
            serial,
            id: call_id(serial, now, &wanted.to),
            from: wanted.from.clone().unwrap_or(pool),
            created: now,
            callee,
            pace: self.settings.pace,
            noisy: self.settings.unknowns.agent_noise,
        };
        self.ids.insert(start.id.clone(), place);
        self.live.push(place);
        self.calls.push_mut(Call::new(start, wanted))
    }

    pub(super) fn call(&self, id: &str) -> Option<&Call> {
        self.calls.get(*self.ids.get(id)?)
    }

    /// Changes one call and charges for it if that ended it; `None` when there is no such call.
    pub(super) fn change<T>(&mut self, id: &str, f: impl FnOnce(&mut Call) -> T) -> Option<T> {
        let place = *self.ids.get(id)?;
        let result = f(self.calls.get_mut(place)?);
        self.charge(place);
        Some(result)
    }

    /// The calls that are queued, ring or talk.
    pub(super) fn active(&self) -> impl Iterator<Item = &Call> {
        let live = self.live.iter().filter_map(|place| self.calls.get(*place));
        live.filter(|call| call.ended.is_none())
    }

    /// How many calls were accepted since `since`.
    pub(super) fn accepted_since(&self, since: i64) -> usize {
        self.calls.iter().rev().take_while(|call| call.created > since).count()
    }

    /// Takes the price of a call off the balance once its line is over; one that never rang is
    /// free. A balance below zero ends every call at that moment, as the vendor does.
    fn charge(&mut self, place: usize) {
        let minute = self.settings.plan.minute_micro();
        let Some(call) = self.calls.get_mut(place) else { return };
        if call.price_micro.is_some() {
            return;
        }
        let Some(&(at, _)) = call.ended.as_ref() else { return };
        let price = if call.rang { price_micro(call.seconds(), minute) } else { 0 };
        call.price_micro = Some(price);
        self.settings.balance_micro -= price;
        if self.settings.balance_micro < 0 {
            for place in &self.live {
                if let Some(call) = self.calls.get_mut(*place) {
                    call.stop_at(at, End::Broke);
                }
            }
        }
    }
}

/// The price of a call, rounded to the nearest tenth of a cent.
fn price_micro(seconds: i64, minute_micro: i64) -> i64 {
    let exact = seconds.saturating_mul(minute_micro) / 60;
    let rounded = (exact + PRICE_STEP_MICRO / 2) / PRICE_STEP_MICRO * PRICE_STEP_MICRO;
    rounded.max(LEAST_MICRO)
}

/// An id that looks random and is the same in every run with the same calls.
fn call_id(serial: u64, now: i64, to: &str) -> String {
    let digest = Sha256::digest(format!("{serial} {now} {to}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, hash)| *byte = hash);
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}
