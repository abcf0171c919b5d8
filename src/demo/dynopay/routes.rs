//! From a request to an endpoint: the key, the path, the rate, the faults, the body.

use serde_json::{Map, Value, json};

use super::answer::{Errors, Response};
use super::checks;
use super::coins::Coin;
use super::faults::{self, Endpoint, Fault};
use super::settings::{Currencies, Version};
use super::show;
use super::state::State;

/// Requests in a minute.
const PER_MINUTE: usize = 60;
const MINUTE_MS: i64 = 60_000;
/// Rows in a page when nothing is asked for.
const PAGE: usize = 10;
/// The most rows in a page of B.
const PAGE_MOST: usize = 100;

/// One HTTP request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    pub(super) target: &'a str,
    pub(super) headers: &'a [(String, String)],
    pub(super) body: &'a [u8],
    pub(super) now: i64,
}

impl Request<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(found.1.as_str())
    }

    /// A body that is not announced as JSON is not read, as with most JSON servers.
    fn json(&self) -> Map<String, Value> {
        let kind = self.header("content-type").unwrap_or_default();
        if !kind.starts_with("application/json") {
            return Map::new();
        }
        serde_json::from_slice(self.body).unwrap_or_default()
    }
}

/// Answers one request.
pub(super) fn handle(state: &mut State, request: Request<'_>) -> Response {
    let errors = errors(state);
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    let path = path.strip_prefix("/api").unwrap_or("/-");
    let path = path.strip_prefix("/v1").unwrap_or(path);
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let is_b = state.settings.version == Version::B;
    let missing = state.settings.unknowns.currencies == Currencies::Missing;
    let (endpoint, id) = match (request.method, segments.as_slice()) {
        ("POST", ["user", "cryptoPayment"]) => (Endpoint::Open, ""),
        ("GET", ["user", "getPaymentStatus", id]) if is_b => (Endpoint::Status, *id),
        ("GET", ["user", "getTransactions"]) => (Endpoint::Feed, ""),
        ("GET", ["user", "getSupportedCurrency"]) if !missing => (Endpoint::Currencies, ""),
        _ => return unknown_path(state, &request),
    };
    match request.header("x-api-key") {
        None | Some("") => return faults::missing_key(errors),
        Some(key) if key != state.settings.key => return faults::invalid_key(errors),
        Some(_) => {}
    }
    if state.settings.strict && request.header("authorization").is_some() {
        return errors.error(400, "stand_in", "a customer's token is not to be sent");
    }
    if let Some(wait) = too_fast(state, request.now) {
        return faults::too_many(Some(wait));
    }
    let place = state.faults.iter().position(|(at, _)| *at == endpoint);
    let fault = place.and_then(|place| state.faults.remove(place));
    let fault = fault.or_else(|| state.outages.iter().find(|(at, _)| *at == endpoint).cloned());
    let fault = fault.map(|(_, fault)| fault);
    let mut carry_out = || match endpoint {
        Endpoint::Open => open(state, &request, fault.as_ref()),
        Endpoint::Status => status(state, id, request.now),
        Endpoint::Feed => feed(state, query, request.now),
        Endpoint::Currencies => currencies(state),
    };
    match fault.clone() {
        Some(fault) => fault.around(errors, carry_out),
        None => carry_out(),
    }
}

fn errors(state: &State) -> Errors {
    match (state.settings.version, state.settings.unknowns.nested_errors) {
        (Version::A, _) => Errors::Plain,
        (Version::B, false) => Errors::Beside,
        (Version::B, true) => Errors::Nested,
    }
}

fn unknown_path(state: &State, request: &Request<'_>) -> Response {
    let path = request.target.split('?').next().unwrap_or_default();
    let what = format!("Cannot {} {path}", request.method);
    if state.settings.unknowns.unknown_path_is_json {
        return Response::json(404, &json!({"success": false, "message": "Not Found"}));
    }
    Response::text(404, &format!("<!DOCTYPE html><html><body><pre>{what}</pre></body></html>"))
}

/// Seconds to wait, when the minute is full.
fn too_fast(state: &mut State, now: i64) -> Option<u64> {
    while state.asked.front().is_some_and(|at| *at <= now - MINUTE_MS) {
        state.asked.pop_front();
    }
    let is_kept = state.settings.rate_limit && state.settings.version == Version::B;
    if is_kept && state.asked.len() >= PER_MINUTE {
        let first = state.asked.front().copied().unwrap_or(now);
        let wait_ms = u64::try_from(first + MINUTE_MS - now).unwrap_or_default();
        return Some(wait_ms.div_ceil(1_000).max(1));
    }
    state.asked.push_back(now);
    None
}

fn open(state: &mut State, request: &Request<'_>, fault: Option<&Fault>) -> Response {
    let errors = errors(state);
    let (body, now) = (request.json(), request.now);
    let key = request.header("idempotency-key");
    let keeps = state.settings.version == Version::B && !state.settings.unknowns.forgets_keys;
    let kept = key.filter(|_| keeps);
    let value = Value::Object(body.clone());
    if let Some(known) = kept.and_then(|key| state.keys.known(key, &value, errors, now)) {
        return known;
    }
    let wanted = match checks::wanted(&state.settings, &body, key, errors) {
        Ok(wanted) => wanted,
        Err(refusal) => return refusal,
    };
    let payment = state.open(wanted, now);
    let data = show::opened(&payment, &state.settings);
    let response = Response::success("Crypto payment created successfully", &data);
    if let Some(key) = kept {
        state.keys.keep(key, &value, &response, now);
        if let Some(Fault::AcceptThenLock(ms)) = fault {
            state.keys.lock(key, now.saturating_add(*ms));
        }
    }
    response
}

fn status(state: &State, id: &str, now: i64) -> Response {
    let visible = state.settings.pace.visible_ms;
    match state.payment(id).filter(|payment| payment.created + visible <= now) {
        Some(payment) => {
            let data = show::status(payment, &state.settings, now);
            Response::success("Payment status retrieved successfully", &data)
        }
        None => {
            let message = "Please provide a valid payment_id!";
            errors(state).about(404, "resource_missing", message, Some("payment_id"))
        }
    }
}

fn feed(state: &State, query: &str, now: i64) -> Response {
    let settings = &state.settings;
    let (mut page, mut limit) = (1, PAGE);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').map(|(name, value)| (name, value.parse::<usize>())) {
            Some(("page", Ok(value))) if value > 0 => page = value,
            Some(("limit", Ok(value))) if value > 0 => limit = value,
            _ => return errors(state).error(400, "stand_in", "an odd query"),
        }
    }
    let most =
        if settings.version == Version::B { PAGE_MOST } else { settings.unknowns.page_most_in_a };
    limit = limit.min(most);
    let rows = rows(state, now);
    let from = (page - 1).saturating_mul(limit);
    let shown: Vec<&Value> = rows.iter().skip(from).take(limit).collect();
    let mut answer = json!({"success": true, "message": "Transactions", "data": shown});
    if let (Version::B, Some(fields)) = (settings.version, answer.as_object_mut()) {
        let has_more = rows.len() > from.saturating_add(limit);
        let last = shown.last().and_then(|row| row.get("id")).filter(|_| has_more);
        fields.insert("has_more".to_owned(), json!(has_more));
        fields.insert("next_cursor".to_owned(), json!(last));
        fields.insert("limit".to_owned(), json!(limit));
    }
    Response::json(200, &answer)
}

/// The merchant's whole feed, newest first.
fn rows(state: &State, now: i64) -> Vec<Value> {
    let settings = &state.settings;
    let mut due: Vec<_> = state
        .payments()
        .iter()
        .filter_map(|payment| Some((payment.row_at()?, payment, payment.transfer.as_ref()?)))
        .filter(|(at, _, _)| *at <= now)
        .collect();
    due.sort_by_key(|(at, _, _)| std::cmp::Reverse(*at));
    let wallet = (0..settings.unknowns.wallet_rows).map(show::wallet_row);
    let own = due.iter().map(|(_, payment, transfer)| show::row(payment, transfer, settings, now));
    let times = if settings.unknowns.repeated_rows { 2 } else { 1 };
    wallet.chain(own).flat_map(|row| std::iter::repeat_n(row, times)).collect()
}

fn currencies(state: &State) -> Response {
    let wallets = &state.settings.wallets;
    let data = match state.settings.unknowns.currencies {
        Currencies::Bare => json!(wallets),
        _ => json!({"currencies": wallets, "all_supported": Coin::codes()}),
    };
    Response::success("Supported currencies", &data)
}
