//! The exchange itself: one agent, a limit on every wait and on every answer, no redirects.

use std::fmt;
use std::io::Read;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use ureq::http::HeaderValue;
use ureq::{Agent, Body, RequestBuilder, http};

use super::TatumConfig;
use crate::rates::Fault;

/// How long to wait for a connection, the TLS handshake included.
const CONNECT: Duration = Duration::from_secs(10);
/// The most bytes an answer may have once it is unpacked: some hundred rates have less.
const BODY_MOST: u64 = 64 * 1024;
/// The longest message that is kept: enough for any sentence of the vendor's.
const MESSAGE_MOST: usize = 240;

/// An answer as it came, without our key even if the source repeats it.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
}

/// The connection to the source.
pub(super) struct Wire {
    agent: Agent,
    base: String,
    key: SecretString,
}

impl Wire {
    pub(super) fn new(config: TatumConfig) -> Wire {
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
        }
    }

    pub(super) fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Reply, Fault> {
        let request = self.agent.get(self.url(path)).query_pairs(query.iter().copied());
        self.reply(self.signed(request).and_then(RequestBuilder::call))
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Reply, Fault> {
        let request = self.signed(self.agent.post(self.url(path)));
        self.reply(request.and_then(|request| request.send_json(body)))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn signed<B>(&self, request: RequestBuilder<B>) -> Result<RequestBuilder<B>, ureq::Error> {
        let mut key = HeaderValue::from_str(self.key.expose_secret()).map_err(http::Error::from)?;
        key.set_sensitive(true);
        Ok(request.header("x-api-key", key).header(http::header::ACCEPT, "application/json"))
    }

    fn reply(&self, answer: Result<http::Response<Body>, ureq::Error>) -> Result<Reply, Fault> {
        let lost = |why: String| Fault::Transport(brief(&self.without_key(&why)));
        let mut answer = answer.map_err(|error| lost(error.to_string()))?;
        let status = answer.status().as_u16();
        let mut bytes = Vec::new();
        // The agent's own limit counts packed bytes; this one counts what they become.
        let mut body = answer.body_mut().as_reader().take(BODY_MOST + 1);
        body.read_to_end(&mut bytes)
            .map_err(|error| lost(format!("HTTP {status}, then {error}")))?;
        if bytes.len() as u64 > BODY_MOST {
            return Err(lost(format!("HTTP {status}, an answer beyond all measure")));
        }
        Ok(Reply { status, body: self.without_key(&String::from_utf8_lossy(&bytes)) })
    }

    fn without_key(&self, text: &str) -> String {
        match self.key.expose_secret() {
            "" => text.to_owned(),
            key => text.replace(key, "***"),
        }
    }
}

/// The source's words made fit for a log: one line, not too long.
pub(super) fn brief(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MESSAGE_MOST) {
        Some((end, _)) => line.get(..end).unwrap_or_default().to_owned() + "…",
        None => line,
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").field("base", &self.base).finish_non_exhaustive()
    }
}
