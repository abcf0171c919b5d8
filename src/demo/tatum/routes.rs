//! From a request to rates: the key, the path, the faults, the pairs, the credits.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::faults::{Endpoint, Response};
use super::settings::{Dollar, IdField, Presence, Stamp, ValueAs};
use super::{Asked, State};

/// What one rate costs.
const CREDITS: i64 = 20;
/// The currency of a rate when none is named: the vendor is European.
const BASE: &str = "EUR";
/// Euros for a hundred dollars; that it is not a hundred is all that matters.
const EUROS: i64 = 87;

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
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

/// One pair that is asked for.
struct Pair {
    code: String,
    base: String,
    batch_id: Option<String>,
}

/// Answers one request.
pub(super) fn handle(state: &mut State, request: &Request<'_>) -> Response {
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    let key = request.header("x-api-key").to_owned();
    if key != state.settings.key {
        return Response::unauthorised(&key);
    }
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    let (endpoint, pairs) = match (request.method, segments.as_slice()) {
        ("POST", ["v4", "data", "rate", "symbol", "batch"]) => {
            (Endpoint::V4Batch, batch(request.body, "symbol"))
        }
        ("GET", ["v4", "data", "rate", "symbol"]) => {
            let code = named(query, "symbol").ok_or_else(|| missing("symbol"));
            (Endpoint::V4Single, code.map(|code| vec![single(code, query)]))
        }
        ("POST", ["v3", "tatum", "rate"]) => (Endpoint::V3Batch, batch(request.body, "currency")),
        ("GET", ["v3", "tatum", "rate", code]) => {
            (Endpoint::V3Single, Ok(vec![single(code, query)]))
        }
        _ => return not_found(404),
    };
    let codes = pairs.iter().flatten().map(|pair| pair.code.clone()).collect();
    state.asked.push(Asked { endpoint, codes, at_ms: request.now });
    let waiting = state.faults.iter().position(|(at, _)| *at == endpoint);
    let fault = waiting.and_then(|place| state.faults.remove(place));
    let fault = fault.or_else(|| state.outages.iter().find(|(at, _)| *at == endpoint).cloned());
    let fault = fault.map(|(_, fault)| fault).or_else(|| state.outage.clone());
    let carry_out = || answer(state, endpoint, pairs, request.now).unwrap_or_else(|no| no);
    match fault {
        Some(fault) => fault.around(&key, carry_out),
        None => carry_out(),
    }
}

fn answer(
    state: &mut State,
    endpoint: Endpoint,
    pairs: Result<Vec<Pair>, Response>,
    now: i64,
) -> Result<Response, Response> {
    let presence = match endpoint {
        Endpoint::V4Batch | Endpoint::V4Single => state.settings.v4,
        Endpoint::V3Batch => state.settings.v3_batch,
        Endpoint::V3Single => Presence::There,
    };
    if let Presence::Missing(status) = presence {
        return Err(not_found(status));
    }
    let pairs = pairs?;
    let cost = pairs.iter().map(|_| CREDITS).sum::<i64>();
    if state.settings.credits < cost {
        return Err(Response::no_credits(&state.settings.key));
    }
    let rows = pairs.iter().map(|pair| row(state, endpoint, pair, now));
    // One pair that is not known spoils them all.
    let mut rows = rows.collect::<Result<Vec<String>, Response>>()?;
    state.settings.credits -= cost;
    if state.settings.reversed {
        rows.reverse();
    }
    let rows = rows.join(",");
    Ok(Response::text(
        200,
        match endpoint {
            Endpoint::V4Batch | Endpoint::V3Batch => format!("[{rows}]"),
            Endpoint::V4Single | Endpoint::V3Single => rows,
        },
    ))
}

/// A rate as it is written; by hand, because a number must keep its characters.
fn row(state: &State, endpoint: Endpoint, pair: &Pair, now: i64) -> Result<String, Response> {
    let settings = &state.settings;
    let is_v4 = matches!(endpoint, Endpoint::V4Batch | Endpoint::V4Single);
    let unknown = || {
        let message = format!("No {}, {} currency rates.", pair.base, pair.code);
        Response::error(403, "rate.not.found", &message)
    };
    let symbol = match (is_v4, settings.dollar, pair.code.as_str()) {
        (false, Dollar::UsdtTron, "USDT") | (true, _, "USDT_TRON") => return Err(unknown()),
        (false, Dollar::Usdt, "USDT_TRON") => return Err(unknown()),
        (false, Dollar::UsdtTron, "USDT_TRON") => "USDT",
        (_, _, code) => code,
    };
    let dollars = state.rates.get(symbol).ok_or_else(unknown)?;
    let value = match pair.base.as_str() {
        "USD" => dollars.clone(),
        "EUR" => euros(dollars),
        _ => return Err(unknown()),
    };
    let value = match settings.value {
        ValueAs::Text => json!(value).to_string(),
        ValueAs::Number => value,
    };
    let at = now - settings.age_ms;
    let timestamp = match settings.stamp {
        Stamp::Milliseconds => at.to_string(),
        Stamp::Rfc3339 => json!(Timestamp::from_millisecond(at).unwrap_or_default()).to_string(),
    };
    let name = match (is_v4, settings.id) {
        (true, _) => "symbol",
        (false, IdField::Id) => "id",
        (false, IdField::Underscored) => "_id",
    };
    let batch_id = pair.batch_id.as_ref().map(|id| format!(",\"batchId\":{}", json!(id)));
    let (base, code) = (json!(pair.base), json!(pair.code));
    Ok(format!(
        "{{\"value\":{value},\"basePair\":{base},\"timestamp\":{timestamp},\
         \"source\":\"CoinGecko\",\"{name}\":{code}{}}}",
        batch_id.unwrap_or_default()
    ))
}

/// What is no number stays as it is.
fn euros(dollars: &str) -> String {
    let euros = dollars.parse::<Decimal>().map(|dollars| dollars * Decimal::new(EUROS, 2));
    euros.map_or_else(|_| dollars.to_owned(), |euros| euros.to_string())
}

/// The pairs of a batch. Each must be named, so that its answer can be told from the others'.
fn batch(body: &[u8], field: &str) -> Result<Vec<Pair>, Response> {
    let Ok(Value::Array(rows)) = serde_json::from_slice(body) else {
        return Err(missing("body"));
    };
    let pair = |row: &Value| {
        let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Pair {
            code: text(field).ok_or_else(|| missing(field))?,
            base: text("basePair").unwrap_or_else(|| BASE.to_owned()),
            batch_id: Some(text("batchId").ok_or_else(|| missing("batchId"))?),
        })
    };
    let pairs = rows.iter().map(pair).collect::<Result<Vec<Pair>, Response>>()?;
    if pairs.is_empty() { Err(missing("body")) } else { Ok(pairs) }
}

fn single(code: &str, query: &str) -> Pair {
    let base = named(query, "basePair").unwrap_or(BASE).to_owned();
    Pair { code: code.to_owned(), base, batch_id: None }
}

/// A parameter of the query; no code of a coin needs an escape.
fn named<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn missing(name: &str) -> Response {
    let constraints = json!({"isNotEmpty": format!("{name} should not be empty")});
    Response::invalid(&json!({"property": name, "constraints": constraints}))
}

fn not_found(status: u16) -> Response {
    Response::error(status, "not.found", "No such endpoint.")
}
