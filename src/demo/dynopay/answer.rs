//! What goes back to the client: a status, headers, a body, and whether it arrives at all.

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
    /// Headers beside the usual ones.
    pub headers: Vec<(&'static str, String)>,
    /// JSON, except for a gateway's or a framework's page, which is HTML.
    pub body: String,
    /// Whether the client gets to see it.
    pub fate: Fate,
}

impl Response {
    pub(super) fn text(status: u16, body: &str) -> Response {
        let (headers, body) = (Vec::new(), body.to_owned());
        Response { status, headers, body, fate: Fate::Send }
    }

    pub(super) fn json(status: u16, value: &Value) -> Response {
        Response::text(status, &value.to_string())
    }

    /// The envelope of every success.
    pub(super) fn success(message: &str, data: &Value) -> Response {
        Response::json(200, &json!({"success": true, "message": message, "data": data}))
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl ToString) -> Response {
        self.headers.push((name, value.to_string()));
        self
    }

    pub(super) fn with_fate(self, fate: Fate) -> Response {
        Response { fate, ..self }
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// How errors are written: A has a message only, B adds a code, at one of two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errors {
    /// A message alone.
    Plain,
    /// `type`, `code` and `param` beside the message.
    Beside,
    /// The same below `error`.
    Nested,
}

impl Errors {
    pub(super) fn error(self, status: u16, code: &str, message: &str) -> Response {
        self.about(status, code, message, None)
    }

    /// An error that names the parameter it is about.
    pub(super) fn about(
        self,
        status: u16,
        code: &str,
        message: &str,
        param: Option<&str>,
    ) -> Response {
        let kind = if status < 500 { "invalid_request_error" } else { "api_error" };
        let value = match self {
            Errors::Plain => json!({"success": false, "message": message}),
            Errors::Beside => json!({
                "success": false, "message": message, "type": kind, "code": code, "param": param,
            }),
            Errors::Nested => json!({
                "success": false, "message": message,
                "error": {"type": kind, "code": code, "message": message, "param": param},
            }),
        };
        Response::json(status, &value)
    }
}
