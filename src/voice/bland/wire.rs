//! The exchange itself: one agent, a limit on every wait and on every answer, no redirects.

use std::fmt;
use std::io::Read;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use ureq::http::HeaderValue;
use ureq::{Agent, Body, RequestBuilder, Timeout, http};

use super::BlandConfig;
use super::mask::masked;

/// How long to wait for a connection, the TLS handshake included.
const CONNECT: Duration = Duration::from_secs(10);

/// The most bytes an answer may have once it is unpacked: a thousand list rows of 8 KiB.
const BODY_MOST: u64 = 8 * 1024 * 1024;

/// An answer as it came, without our key even if the provider repeats it.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
}

/// An exchange without an answer. The texts hold no secret and no phone number.
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
    org: Option<String>,
}

impl Wire {
    pub(super) fn new(config: BlandConfig) -> Wire {
        let mut agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(config.http_timeout))
            .user_agent(concat!("ivrbot/", env!("CARGO_PKG_VERSION")));
        if !config.proxy_from_env {
            agent = agent.proxy(None);
        }
        Wire {
            agent: agent.build().into(),
            base: config.base_url.trim_end_matches('/').to_owned(),
            key: config.api_key,
            org: config.org_id,
        }
    }

    pub(super) fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Reply, Lost> {
        let request = self.agent.get(self.url(path)).query_pairs(query.iter().map(|(k, v)| (k, v)));
        self.reply(self.signed(request).and_then(RequestBuilder::call))
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Reply, Lost> {
        let request = self.signed(self.agent.post(self.url(path)));
        self.reply(request.and_then(|request| request.send_json(body)))
    }

    /// Posts on a connection of its own: one kept from before may have been closed meanwhile, and
    /// a dial must not become unclear for that.
    pub(super) fn dial(&self, path: &str, body: &Value) -> Result<Reply, Lost> {
        let fresh = self.agent.post(self.url(path)).config().max_idle_age(Duration::ZERO).build();
        self.reply(self.signed(fresh).and_then(|request| request.send_json(body)))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn signed<B>(&self, request: RequestBuilder<B>) -> Result<RequestBuilder<B>, ureq::Error> {
        let mut key = HeaderValue::from_str(self.key.expose_secret()).map_err(http::Error::from)?;
        key.set_sensitive(true);
        let request = request.header(http::header::AUTHORIZATION, key);
        Ok(match &self.org {
            Some(org) => request.header("x-bland-org-id", org),
            None => request,
        })
    }

    fn reply(&self, answer: Result<http::Response<Body>, ureq::Error>) -> Result<Reply, Lost> {
        let mut answer = answer.map_err(|error| self.lost(&error))?;
        let status = answer.status().as_u16();
        let mut bytes = Vec::new();
        // The agent's own limit counts packed bytes; this one counts what they become.
        let mut body = answer.body_mut().as_reader().take(BODY_MOST + 1);
        body.read_to_end(&mut bytes).map_err(|error| {
            Lost::Unanswered(self.clean(&format!("HTTP {status}, then {error}")))
        })?;
        if bytes.len() as u64 > BODY_MOST {
            return Err(Lost::Unanswered(format!("HTTP {status}, an answer beyond all measure")));
        }
        Ok(Reply { status, body: self.without_key(&String::from_utf8_lossy(&bytes)) })
    }

    fn lost(&self, error: &ureq::Error) -> Lost {
        let why = self.clean(&error.to_string());
        if is_before_sending(error) { Lost::NotSent(why) } else { Lost::Unanswered(why) }
    }

    fn clean(&self, text: &str) -> String {
        masked(&self.without_key(text))
    }

    fn without_key(&self, text: &str) -> String {
        match self.key.expose_secret() {
            "" => text.to_owned(),
            key => text.replace(key, "***"),
        }
    }
}

/// Whether the error can only arise before the first byte of the request is out. Everything else
/// leaves the outcome of a dial open.
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
