//! Sends the events whose moment has come.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ureq::Agent;

use super::hooks::Delivery;
use super::state::State;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often an event is sent, and how long after each failure, milliseconds.
const AGAIN_MS: [i64; 2] = [1_000, 2_000];
/// So many "not found" in a row put an address out of use.
const LOST_MOST: usize = 5;
/// For so long, milliseconds.
const OUT_OF_USE_MS: i64 = 24 * 3_600_000;

/// Sends what is due, one after the other; returns how many were sent.
pub(super) fn deliver(state: &Arc<Mutex<State>>, now: i64) -> usize {
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .proxy(None)
        .build()
        .into();
    let mut sent = 0;
    while let Some((place, delivery)) = next(state, now) {
        let status = post(&agent, &delivery);
        settle(state, place, &delivery, status, now);
        sent += 1;
    }
    sent
}

/// The lock is not held while a receiver thinks.
fn next(state: &Mutex<State>, now: i64) -> Option<(usize, Delivery)> {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let State { deliveries, disabled, .. } = &mut *state;
    for (place, delivery) in deliveries.iter_mut().enumerate() {
        if delivery.due.is_none_or(|due| due > now) {
            continue;
        }
        delivery.due = None;
        if disabled.get(&delivery.url).is_some_and(|until| now < *until) {
            continue;
        }
        delivery.attempts += 1;
        return Some((place, delivery.clone()));
    }
    None
}

/// The receiver's status; `None` when there was no answer.
fn post(agent: &Agent, delivery: &Delivery) -> Option<u16> {
    let mut request = agent.post(&delivery.url).header("content-type", "application/json");
    for (name, value) in &delivery.headers {
        request = request.header(*name, value);
    }
    request.send(&delivery.body).ok().map(|answer| answer.status().as_u16())
}

/// Refusals other than "too many" are final; everything else is sent again a little later.
fn settle(state: &Mutex<State>, place: usize, delivery: &Delivery, status: Option<u16>, now: i64) {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let is_final = status.is_some_and(|status| status < 500 && status != 429);
    let tried = usize::try_from(delivery.attempts).unwrap_or(usize::MAX);
    let again = AGAIN_MS.get(tried.saturating_sub(1)).map(|ms| now + ms);
    if let Some(kept) = state.deliveries.get_mut(place) {
        kept.due = again.filter(|_| !is_final);
    }
    let lost = match status {
        Some(404) => state.lost.get(&delivery.url).copied().unwrap_or_default() + 1,
        _ => 0,
    };
    state.lost.insert(delivery.url.clone(), lost);
    if lost >= LOST_MOST {
        state.disabled.insert(delivery.url.clone(), now + OUT_OF_USE_MS);
    }
}
