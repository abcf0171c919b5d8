//! HTTP connections to one server, for many small requests from many threads.
//!
//! Two costs of an agent that is asked 5,000 times a second are avoided: it would look the
//! server's name up for each request, on a new thread, and it would search all its idle
//! connections under one lock. Here a name is looked up when a connection is made, and each
//! request in flight has an agent with one connection, taken from a stack so that the warmest is
//! used first.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};

use crate::telegram::client::Proxy;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// A connection's buffers: a message and its echo fit; longer bodies take a few turns. With the
/// usual 128 KiB each, fifty connections would hold 13 MB.
const BUFFER: usize = 16 * 1024;
/// Agents kept when nobody uses them: as many as the courier has lines.
const IDLE_MOST: usize = 64;

/// What connections have in common.
#[derive(Clone)]
pub(super) struct Maker {
    config: Config,
    connector: Late,
}

impl Maker {
    /// `limit` is what one request may take in all.
    pub(super) fn new(limit: Duration, proxy: Proxy) -> Maker {
        let config = Agent::config_builder()
            // Otherwise a 429 loses its body, and with it the time to wait.
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(limit))
            .input_buffer_size(BUFFER)
            .output_buffer_size(BUFFER)
            .max_idle_connections(1)
            .max_idle_connections_per_host(1);
        let config = match proxy {
            Proxy::FromEnvironment => config.build(),
            Proxy::None => config.proxy(None).build(),
        };
        Maker { config, connector: Late(Arc::default()) }
    }

    /// An agent that keeps one connection. Behind a proxy, the proxy looks names up.
    pub(super) fn agent(&self) -> Agent {
        let config = self.config.clone();
        match config.proxy() {
            None => Agent::with_parts(config, self.connector.clone(), Unasked),
            Some(_) => {
                Agent::with_parts(config, self.connector.clone(), DefaultResolver::default())
            }
        }
    }
}

/// Agents that wait for a request.
pub(super) struct Lines {
    maker: Maker,
    idle: Mutex<Vec<Agent>>,
}

impl Lines {
    pub(super) fn new(maker: Maker) -> Lines {
        Lines { maker, idle: Mutex::default() }
    }

    /// Runs one request on an agent that nobody else uses meanwhile.
    pub(super) fn with<T>(&self, ask: impl FnOnce(&Agent) -> T) -> T {
        let idle = self.idle().pop();
        let agent = idle.unwrap_or_else(|| self.maker.agent());
        let answer = ask(&agent);
        let mut idle = self.idle();
        if idle.len() < IDLE_MOST {
            idle.push(agent);
        }
        answer
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Agent>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks no name up: an idle connection needs none, and [`Late`] does it for a new one.
#[derive(Debug)]
struct Unasked;

impl Resolver for Unasked {
    fn resolve(
        &self,
        _: &Uri,
        _: &Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(self.empty())
    }
}

/// The usual connector, which looks the name up first if that was not done. Shared by all agents
/// of one maker, so that certificates are read once.
#[derive(Clone, Debug)]
struct Late(Arc<DefaultConnector>);

impl Connector for Late {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        if details.config.proxy().is_some() {
            return self.0.connect(details, chained);
        }
        let names = DefaultResolver::default();
        let addrs = names.resolve(details.uri, details.config, details.timeout)?;
        let resolved = ConnectionDetails {
            uri: details.uri,
            addrs,
            config: details.config,
            request_level: details.request_level,
            resolver: &names,
            now: details.now,
            timeout: details.timeout,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        self.0.connect(&resolved, chained)
    }
}
