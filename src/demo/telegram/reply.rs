//! What the stand-in answers: Telegram's envelope, its refusals, and replies that never arrive.

use serde_json::json;

/// The result of a method as JSON text, or Telegram's reason to refuse.
pub(super) type Answer = Result<String, Refusal>;

/// One HTTP answer, or the lack of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status; for Telegram's own answers the same as `error_code`.
    pub status: u16,
    /// The body as it goes over the wire.
    pub body: Vec<u8>,
    /// `text/html` only for the gateway's error page.
    pub content_type: &'static str,
    /// The connection ends without an answer. What the request did is still done if the fault
    /// was [`super::Fault::AcceptThenDrop`].
    pub lost: bool,
}

impl Reply {
    /// Telegram's envelope around an answer.
    pub(super) fn from(answer: Answer) -> Reply {
        match answer {
            Ok(result) => Reply::json(200, format!("{{\"ok\":true,\"result\":{result}}}")),
            Err(refusal) => refusal.reply(),
        }
    }

    pub(super) fn json(status: u16, body: String) -> Reply {
        let content_type = "application/json";
        Reply { status, body: body.into_bytes(), content_type, lost: false }
    }

    pub(super) fn bad_gateway() -> Reply {
        let page = "<html><head><title>502 Bad Gateway</title></head>\
                    <body><center><h1>502 Bad Gateway</h1></center></body></html>";
        Reply { status: 502, body: page.into(), content_type: "text/html", lost: false }
    }

    pub(super) fn lost() -> Reply {
        Reply { status: 0, body: Vec::new(), content_type: "", lost: true }
    }
}

/// Telegram's reason to refuse a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    code: u16,
    description: String,
    retry_after: Option<u64>,
}

impl Refusal {
    pub(super) fn new(code: u16, description: impl Into<String>) -> Refusal {
        Refusal { code, description: description.into(), retry_after: None }
    }

    /// A 400; Telegram puts "Bad Request: " before each of them.
    pub(super) fn bad(what: impl AsRef<str>) -> Refusal {
        Refusal::new(400, format!("Bad Request: {}", what.as_ref()))
    }

    pub(super) fn forbidden(what: &str) -> Refusal {
        Refusal::new(403, format!("Forbidden: {what}"))
    }

    /// A 429 with the seconds to wait.
    pub(super) fn too_many(seconds: u64) -> Refusal {
        let description = format!("Too Many Requests: retry after {seconds}");
        Refusal { code: 429, description, retry_after: Some(seconds) }
    }

    pub(super) fn reply(&self) -> Reply {
        let mut body =
            json!({"ok": false, "error_code": self.code, "description": self.description});
        if let (Some(seconds), Some(map)) = (self.retry_after, body.as_object_mut()) {
            map.insert("parameters".to_owned(), json!({"retry_after": seconds}));
        }
        Reply::json(self.code, body.to_string())
    }
}
