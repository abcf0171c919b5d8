//! What goes back to the client: a status, a body, and whether it arrives at all.
//!
//! The vendor has several envelopes side by side; each gets one constructor here, so that the rest
//! of the stand-in says which one it means.

use serde_json::{Value, json};

/// What happens to a response on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives.
    Send,
    /// The connection ends and the client never learns what was decided.
    DropConnection,
    /// It arrives after this many milliseconds of the machine's time.
    DelayMs(u64),
}

/// The answer to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// JSON, except for a gateway's error page, which is HTML.
    pub body: Vec<u8>,
    /// Whether the client gets to see it.
    pub fate: Fate,
}

impl Response {
    pub(super) fn text(status: u16, body: &str) -> Response {
        Response { status, body: body.as_bytes().to_vec(), fate: Fate::Send }
    }

    pub(super) fn json(status: u16, value: &Value) -> Response {
        Response::text(status, &value.to_string())
    }

    /// A success, in whatever envelope the endpoint has.
    pub(super) fn ok(value: &Value) -> Response {
        Response::json(200, value)
    }

    /// The flat error of the older endpoints.
    pub(super) fn error(status: u16, message: &str) -> Response {
        Response::json(status, &json!({"status": "error", "message": message}))
    }

    /// The flat error with its list of plain strings.
    pub(super) fn invalid(errors: &[String]) -> Response {
        let list = Value::from(errors.to_vec());
        let message = format!("Invalid parameters. Error: {list}");
        Response::json(400, &json!({"status": "error", "message": message, "errors": list}))
    }

    /// The wrapped error of the newer endpoints, whose list holds objects.
    pub(super) fn coded(status: u16, code: &str, message: &str) -> Response {
        let errors = json!([{"error": code, "message": message}]);
        Response::json(status, &json!({"data": null, "errors": errors}))
    }

    /// The flat error with a list of objects: plan limits and destinations.
    pub(super) fn mixed(status: u16, code: &str, message: &str) -> Response {
        let errors = json!([{"error": code, "message": message}]);
        Response::json(status, &json!({"status": "error", "message": message, "errors": errors}))
    }

    pub(super) fn with_fate(self, fate: Fate) -> Response {
        Response { fate, ..self }
    }
}
