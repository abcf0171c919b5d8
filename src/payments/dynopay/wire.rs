//! The exchange itself: one agent, a limit on every wait and on every answer, no redirects.

use std::fmt;
use std::io::Read;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use ureq::http::{HeaderMap, HeaderValue, header};
use ureq::{Agent, Body, RequestBuilder, Timeout, http};

use super::DynoPayConfig;

/// How long to wait for a connection, the TLS handshake included.
const CONNECT: Duration = Duration::from_secs(10);
/// The most bytes an answer may have once it is unpacked: a hundred rows of 8 KiB, and a QR.
const BODY_MOST: u64 = 1024 * 1024;
/// The longest message that is kept: enough for any sentence of the vendor's.
const MESSAGE_MOST: usize = 240;

/// An answer as it came, without our key even if the provider repeats it.
pub(super) struct Reply {
    pub(super) status: u16,
    /// How long the provider asks us to wait, where it says so.
    pub(super) retry_after: Option<Duration>,
    pub(super) body: String,
}

/// An exchange without an answer. The texts hold no secret.
pub(super) enum Lost {
    /// There was no connection: the provider has certainly seen nothing.
    NotSent(String),
    /// The request may have arrived.
    Unanswered(String),
}

/// The connection to the provider.
pub(super) struct Wire {
    agent: Agent,
    base: String,
    key: SecretString,
}

impl Wire {
    pub(super) fn new(config: DynoPayConfig) -> Wire {
        let mut agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(config.http_timeout))
            .user_agent(concat!("ivrbot/", env!("CARGO_PKG_VERSION")));
        if !config.proxy_from_env {
            agent = agent.proxy(None);
        }
        let base = config.base_url.trim_end_matches('/').to_owned();
        Wire { agent: agent.build().into(), base, key: config.api_key }
    }

    pub(super) fn get(&self, path: &str) -> Result<Reply, Lost> {
        let request = self.signed(self.agent.get(self.url(path)));
        self.reply(request.and_then(RequestBuilder::call))
    }

    /// Posts on a connection of its own: one kept from before may have been closed meanwhile, and
    /// a version that knows no idempotency would then hold two payments for one.
    pub(super) fn post(&self, path: &str, key: &HeaderValue, body: &str) -> Result<Reply, Lost> {
        let fresh = self.agent.post(self.url(path)).config().max_idle_age(Duration::ZERO).build();
        let request = self.signed(fresh).and_then(|request| {
            let request = request.header("idempotency-key", key);
            request.header(header::CONTENT_TYPE, "application/json").send(body)
        });
        self.reply(request)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn signed<B>(&self, request: RequestBuilder<B>) -> Result<RequestBuilder<B>, ureq::Error> {
        let mut key = HeaderValue::from_str(self.key.expose_secret()).map_err(http::Error::from)?;
        key.set_sensitive(true);
        Ok(request.header("x-api-key", key).header(header::ACCEPT, "application/json"))
    }

    fn reply(&self, answer: Result<http::Response<Body>, ureq::Error>) -> Result<Reply, Lost> {
        let mut answer = answer.map_err(|error| self.lost(&error))?;
        let status = answer.status().as_u16();
        let retry_after = retry_after(answer.headers());
        let mut bytes = Vec::new();
        // The agent's own limit counts packed bytes; this one counts what they become.
        let mut body = answer.body_mut().as_reader().take(BODY_MOST + 1);
        body.read_to_end(&mut bytes).map_err(|error| {
            Lost::Unanswered(self.clean(&format!("HTTP {status}, then {error}")))
        })?;
        if bytes.len() as u64 > BODY_MOST {
            return Err(Lost::Unanswered(format!("HTTP {status}, an answer beyond all measure")));
        }
        let body = self.without_key(&String::from_utf8_lossy(&bytes));
        Ok(Reply { status, retry_after, body })
    }

    fn lost(&self, error: &ureq::Error) -> Lost {
        let why = self.clean(&error.to_string());
        if is_before_sending(error) { Lost::NotSent(why) } else { Lost::Unanswered(why) }
    }

    fn clean(&self, text: &str) -> String {
        one_line(&self.without_key(text))
    }

    fn without_key(&self, text: &str) -> String {
        match self.key.expose_secret() {
            "" => text.to_owned(),
            key => text.replace(key, "***"),
        }
    }
}

/// Shortened to what a log line bears.
pub(super) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match clean.char_indices().nth(MESSAGE_MOST) {
        Some((end, _)) => clean.get(..end).unwrap_or_default().to_owned() + "…",
        None => clean,
    }
}

/// Seconds; the other form, a date, is left to the usual wait.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

/// Whether the error can only arise before the first byte of the request is out. Everything else
/// leaves the outcome open.
fn is_before_sending(error: &ureq::Error) -> bool {
    use ureq::Error;
    match error {
        Error::HostNotFound | Error::ConnectionFailed | Error::ConnectProxyFailed(_) => true,
        Error::Http(_) | Error::BadUri(_) | Error::InvalidProxyUrl => true,
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => true,
        Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => false,
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").field("base", &self.base).finish_non_exhaustive()
    }
}
