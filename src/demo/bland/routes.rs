//! From a request to an endpoint: the key, the path, the faults, the body.

use serde_json::{Map, Value, json};

use super::answer::Response;
use super::call::{Call, End};
use super::faults::Endpoint;
use super::list;
use super::phone;
use super::query::Query;
use super::send;
use super::show;
use super::state::State;

/// Stopping everything takes the vendor a while; here this long, milliseconds.
const STOP_ALL_MS: i64 = 1_000;
/// How many calls the account had made before the stand-in was started.
const EARLIER_CALLS: usize = 1_203;

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
    fn json(&self) -> Result<Map<String, Value>, Response> {
        let kind = self.header("content-type").unwrap_or_default();
        if self.body.is_empty() || !kind.starts_with("application/json") {
            return Ok(Map::new());
        }
        match serde_json::from_slice(self.body) {
            Ok(Value::Object(body)) => Ok(body),
            _ => Err(Response::error(400, "Unable to parse request body.")),
        }
    }
}

/// Answers one request. The state was brought up to `request.now` before.
pub(super) fn handle(state: &mut State, request: Request<'_>) -> Response {
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    if let ["phone", what] = segments.as_slice() {
        return phone::handle(state, request.method, what, request.body, request.now);
    }
    if !is_authorised(&request, &state.settings.key) {
        return Response::coded(401, "AUTH_FAILURE", "Unauthorized");
    }
    let (endpoint, id) = match (request.method, segments.as_slice()) {
        ("POST", ["v1", "calls"]) => (Endpoint::Send, ""),
        ("GET", ["v1", "calls"]) => (Endpoint::List, ""),
        ("GET", ["v1", "calls", "active"]) => (Endpoint::Active, ""),
        ("POST", ["v1", "calls", "active", "stop"]) => (Endpoint::StopAll, ""),
        ("GET", ["v1", "calls", id]) => (Endpoint::Look, *id),
        ("POST", ["v1", "calls", id, "stop"]) => (Endpoint::Stop, *id),
        ("GET", ["v1", "me"]) => (Endpoint::Account, ""),
        _ => return Response::coded(404, "NOT_FOUND", "Not found."),
    };
    let fault = state.faults.iter().position(|(at, _)| *at == endpoint);
    let fault = fault.and_then(|place| state.faults.remove(place));
    let mut carry_out = || answer(state, &request, endpoint, id, query);
    match fault {
        Some((_, fault)) => fault.around(carry_out),
        None => carry_out(),
    }
}

fn is_authorised(request: &Request<'_>, key: &str) -> bool {
    let sent = request.header("authorization").unwrap_or_default();
    sent.strip_prefix("Bearer ").unwrap_or(sent) == key
}

fn answer(
    state: &mut State,
    request: &Request<'_>,
    endpoint: Endpoint,
    id: &str,
    query: &str,
) -> Response {
    let now = request.now;
    match endpoint {
        Endpoint::Send => match request.json() {
            Ok(body) => send::send(state, &body, now),
            Err(response) => response,
        },
        Endpoint::List => list::list(state, &Query::parse(query), now),
        Endpoint::Active => active(state),
        Endpoint::Look => match state.call(id) {
            Some(call) => Response::ok(&show::details(call, &state.settings.unknowns, now)),
            None => Response::coded(404, "NOT_FOUND", "Call not found."),
        },
        Endpoint::Stop => stop(state, id, now),
        Endpoint::StopAll => stop_all(state, now),
        Endpoint::Account => account(state),
    }
}

fn active(state: &State) -> Response {
    let rows: Vec<Value> = state.active().map(show::active_row).collect();
    Response::ok(&json!({"data": rows, "errors": null}))
}

/// Ends a call. One without a line that could be ended has no "SID".
fn stop(state: &mut State, id: &str, now: i64) -> Response {
    let unknowns = state.settings.unknowns;
    let stopped = state.change(id, |call: &mut Call| {
        let lineless = call.is_waiting() && unknowns.queued_has_no_line;
        let can = call.ended.is_none() && !lineless;
        if can {
            call.end(now, End::Stopped);
        }
        can
    });
    match stopped {
        Some(true) => {
            Response::ok(&json!({"status": "success", "message": "Call ended successfully."}))
        }
        _ => Response::error(unknowns.stop_error, "SID not found for the given c_id."),
    }
}

fn stop_all(state: &mut State, now: i64) -> Response {
    let ids: Vec<String> = state.active().map(|call| call.id.clone()).collect();
    for id in &ids {
        state.change(id, |call| call.stop_at(now + STOP_ALL_MS, End::Stopped));
    }
    Response::ok(&json!({
        "status": "success", "num_calls": ids.len(),
        "message": "Stopping active calls. This may take some time...",
    }))
}

fn account(state: &State) -> Response {
    let balance = show::dollars(state.settings.balance_micro);
    Response::ok(&json!({
        "status": "active",
        "billing": {"current_balance": balance, "refill_to": null},
        "total_calls": EARLIER_CALLS + state.calls.len(),
    }))
}
