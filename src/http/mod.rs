//! The listener for webhooks: off unless `[http] listen` is set.
//!
//! The payment provider tries three times within seconds and gives up, so the poller alone makes
//! sure that payments arrive. What is heard here only makes it look sooner.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::payments::signature::{self, Headers, Untrusted};
use crate::payments::webhook::{self, Webhook};
use crate::store::Store;
use crate::store::webhooks::{self, Delivery, Trust};

/// Where the payment provider delivers: what follows the public address.
pub const PAYMENTS: &str = "/webhooks/dynopay";
/// The largest body that is read; the provider's are near one kilobyte.
const BODY_MOST: usize = 64 * 1024;
/// What a header may hold at most to be kept; a signature is a hundred characters.
const HEADER_MOST: usize = 512;
/// Deliveries at the same time: each waits for the store's one writer.
const AT_ONCE: usize = 16;

/// What the listener needs.
pub struct Ears {
    /// Where deliveries are kept.
    pub store: Arc<Store>,
    /// What the provider signs with: the key's and the company's secret may differ.
    pub secrets: Vec<SecretString>,
}

/// A running listener; it ends when this is dropped.
pub struct Listener {
    /// Where it listens.
    pub address: SocketAddr,
    runtime: Option<Runtime>,
}

impl Listener {
    /// Listens. Without a secret nothing could be believed, so that is an error (R9).
    pub fn start(address: SocketAddr, ears: Ears) -> Result<Listener> {
        anyhow::ensure!(!ears.secrets.is_empty(), "webhooks without a secret are never believed");
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(AT_ONCE)
            .thread_name("webhooks")
            .enable_all()
            .build()
            .context("start the webhooks' runtime")?;
        let listener = runtime.block_on(TcpListener::bind(address));
        let listener = listener.with_context(|| format!("listen on {address}"))?;
        let address = listener.local_addr().context("ask for the address")?;
        let router = router(Arc::new(ears));
        runtime.spawn(async move {
            if let Err(fault) = axum::serve(listener, router).await {
                tracing::error!(%fault, "the listener for webhooks ended");
            }
        });
        tracing::info!(%address, "listening for webhooks");
        Ok(Listener { address, runtime: Some(runtime) })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What is served; a proxy in front does TLS.
pub fn router(ears: Arc<Ears>) -> Router {
    Router::new()
        .route("/health", get(|| async { "ok" }))
        .route(PAYMENTS, post(deliver))
        .layer(DefaultBodyLimit::max(BODY_MOST))
        .with_state(ears)
}

/// Answers only after the delivery is on disk: 200 for what is signed, 401 for what is not, 503
/// when it could not be kept. Never 404 or 400: five of those and the provider stops delivering.
async fn deliver(State(ears): State<Arc<Ears>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let kept = tokio::task::spawn_blocking(move || ears.hear(&headers, &body)).await;
    match kept {
        Ok(Ok(Trust::Signed)) => StatusCode::OK,
        Ok(Ok(Trust::Unsigned | Trust::Stale | Trust::Wrong)) => StatusCode::UNAUTHORIZED,
        Ok(Err(fault)) => {
            tracing::error!(fault = format!("{fault:#}"), "a webhook could not be kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(panic) => {
            tracing::error!(%panic, "a webhook could not be kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

impl Ears {
    fn hear(&self, headers: &HeaderMap, body: &[u8]) -> Result<Trust> {
        let text = |name: &str| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.filter(|value| value.len() <= HEADER_MOST)
        };
        let signed = Headers {
            timestamp: text("x-dynopay-timestamp"),
            v1: text("x-dynopay-signature"),
            v2: text("x-dynopay-signature-v2"),
        };
        let now = self.store.clock().wall();
        let trust = match signature::verify(&self.secrets, signed, body, now) {
            Ok(()) => Trust::Signed,
            Err(Untrusted::Unsigned) => Trust::Unsigned,
            Err(Untrusted::Stale) => Trust::Stale,
            Err(Untrusted::Wrong) => Trust::Wrong,
        };
        let payment = match webhook::read(body) {
            Webhook::Look(trigger) => Some(trigger.payment_id),
            Webhook::Test | Webhook::Ignored(_) => None,
        };
        let headers = serde_json::json!({
            "timestamp": signed.timestamp, "v1": signed.v1, "v2": signed.v2,
            "event": text("x-dynopay-event"), "id": text("x-dynopay-webhook-id"),
        });
        let delivery =
            Delivery { trust, headers: &headers.to_string(), body, payment: payment.as_deref() };
        let heard = self.store.write(|tx| webhooks::receive(tx, &delivery))?;
        tracing::info!(trust = <&str>::from(trust), ?heard, "a webhook came");
        Ok(trust)
    }
}
