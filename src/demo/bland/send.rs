//! `POST /v1/calls`: from a body to a call, or to the refusal that comes first.

use serde_json::{Map, Value, json};

use super::answer::Response;
use super::checks;
use super::faults::Limit;
use super::state::{Ban, State};
use super::wanted::Wanted;

/// The same number may be called once in this time, milliseconds.
const SAME_NUMBER_MS: i64 = 10_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Answers a request to place a call.
pub(super) fn send(state: &mut State, body: &Map<String, Value>, now: i64) -> Response {
    match accept(state, body, now) {
        Ok(response) | Err(response) => response,
    }
}

fn accept(state: &mut State, body: &Map<String, Value>, now: i64) -> Result<Response, Response> {
    let mut wanted = Wanted::read(body, state.settings.strict, now)?;
    if let Some(from) = &wanted.from {
        checks::from(from, &state.settings.own_numbers)?;
    }
    number_is_allowed(state, &wanted.to)?;
    account_may_call(state, &wanted.to)?;
    not_too_soon(state, &wanted.to, now)?;
    within_plan(state, now)?;

    let notice = cap(&mut wanted, state.settings.unpaid_cap_minutes);
    let call = state.add(wanted, now);
    let mut answer = json!({
        "status": "success", "message": "Call successfully queued.",
        "call_id": call.id, "batch_id": null,
    });
    if let (Some(notice), Some(answer)) = (notice, answer.as_object_mut()) {
        answer.insert("max_duration_notice".to_owned(), notice);
    }
    Ok(Response::ok(&answer))
}

fn number_is_allowed(state: &State, to: &str) -> Result<(), Response> {
    match state.bans.get(to) {
        None => Ok(()),
        Some(Ban::Dnc) => Err(Response::json(
            400,
            &json!({
                "status": "DNC Error",
                "message": "Number found in DNC list. Repeated attempts will be blocked.",
            }),
        )),
        Some(Ban::Sensitive) => Err(Response::error(
            400,
            "Cannot dial sensitive numbers. More attempts will result in being blocked.",
        )),
        Some(Ban::Blacklisted) => Err(Limit::Blacklisted.response()),
        Some(Ban::Flagged) => {
            Err(Response::error(403, "Your account has been flagged for security review."))
        }
    }
}

fn account_may_call(state: &State, to: &str) -> Result<(), Response> {
    if !state.settings.international && !to.starts_with("+1") {
        let message = "International calls need a purchase on this account.";
        return Err(Response::mixed(400, "CALL_UNPAID_INTL_BLOCK", message));
    }
    if state.settings.balance_micro <= 0 {
        return Err(Response::error(402, "Insufficient balance."));
    }
    Ok(())
}

fn not_too_soon(state: &State, to: &str, now: i64) -> Result<(), Response> {
    let calls = state.calls.iter().rev();
    let mut recent = calls.take_while(|call| call.created > now - SAME_NUMBER_MS);
    let soon = state.settings.throttle && recent.any(|call| call.wanted.to == to);
    if soon { Err(Limit::SameNumber.response()) } else { Ok(()) }
}

/// At the cap a call is refused, not queued (the vendor's billing page).
fn within_plan(state: &State, now: i64) -> Result<(), Response> {
    if !state.settings.caps {
        return Ok(());
    }
    let caps = state.settings.plan.caps();
    if state.active().count() >= caps.concurrent {
        let message = "Too many calls at once for this plan.";
        return Err(Response::mixed(429, "CALL_RL_PLAN_CONCURRENCY", message));
    }
    let full = state.accepted_since(now - HOUR_MS) >= caps.hour
        || state.accepted_since(now - DAY_MS) >= caps.day;
    if full { Err(Limit::Account.response()) } else { Ok(()) }
}

/// Shortens a call of an account that never paid, and says so.
fn cap(wanted: &mut Wanted, most: Option<u32>) -> Option<Value> {
    let most = most.filter(|most| *most < wanted.max_minutes)?;
    let notice = json!({
        "requested_max_duration": wanted.max_minutes, "max_duration": most,
        "reason": "CALL_UNPAID_MAX_DURATION_CAPPED",
        "message": format!("Shortened to {most} minutes: no purchase on this account yet."),
    });
    wanted.max_minutes = most;
    Some(notice)
}
