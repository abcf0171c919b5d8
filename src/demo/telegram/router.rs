//! The stand-in over HTTP: `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tokio::time::timeout;

use super::media::DOCUMENT_MOST;
use super::params::Params;
use super::reply::{Refusal, Reply};
use super::{FakeTelegram, updates};

/// A form is a little larger than the file in it.
const BODY_MOST: usize = DOCUMENT_MOST + 64 * 1024;
/// The longest a poll waits, in seconds; Telegram's own limit.
const POLL_MOST: i64 = 50;

impl FakeTelegram {
    /// The Bot API for this state.
    pub fn router(self) -> Router {
        Router::new()
            .route("/{bot}/{method}", any(method))
            .route("/file/{bot}/{folder}/{id}", get(file))
            .layer(DefaultBodyLimit::max(BODY_MOST))
            .with_state(self)
    }

    /// Telegram's answer to a path that does not name the bot with its token.
    fn check(&self, bot: &str) -> Result<(), Refusal> {
        let Some(token) = bot.strip_prefix("bot").filter(|token| token.contains(':')) else {
            return Err(Refusal::new(404, "Not Found"));
        };
        if self.read(|state| state.token == token) {
            return Ok(());
        }
        Err(Refusal::new(401, "Unauthorized"))
    }

    /// `getUpdates` with its wait. A second poll ends the first, as Telegram does to a bot that
    /// was started twice.
    async fn poll(&self, params: &Params) -> Reply {
        let wait = params.integer("timeout").ok().flatten().unwrap_or(0).clamp(0, POLL_MOST);
        let wait = Duration::from_secs(wait.unsigned_abs());
        let turn = self.change(|state| state.queue.begin_poll());
        let answer = async {
            loop {
                let arrived = self.0.arrived.notified();
                tokio::pin!(arrived);
                arrived.as_mut().enable();
                if self.read(|state| state.queue.poll_turn()) != turn {
                    return Refusal::new(409, updates::CONFLICT).reply();
                }
                let reply = self.call("getUpdates", params);
                if reply.body != updates::NOTHING {
                    return reply;
                }
                arrived.await;
            }
        };
        timeout(wait, answer).await.unwrap_or_else(|_| self.call("getUpdates", params))
    }
}

async fn method(
    State(telegram): State<FakeTelegram>,
    Path((bot, method)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Err(refusal) = telegram.check(&bot) {
        return refusal.reply().into_response();
    }
    let delay = telegram.read(|state| state.delay);
    if !delay.is_zero() {
        let _ = timeout(delay, std::future::pending::<()>()).await;
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let params = match query.filter(|_| body.is_empty()) {
        Some(query) => Ok(Params::query(&query)),
        None => Params::read(content_type.unwrap_or_default(), &body),
    };
    let reply = match params {
        Err(refusal) => refusal.reply(),
        Ok(params) if method == "getUpdates" => telegram.poll(&params).await,
        Ok(params) => telegram.call(&method, &params),
    };
    reply.into_response()
}

async fn file(
    State(telegram): State<FakeTelegram>,
    Path((bot, _folder, id)): Path<(String, String, String)>,
) -> Response {
    if let Err(refusal) = telegram.check(&bot) {
        return refusal.reply().into_response();
    }
    match telegram.read(|state| state.files.get(&id).cloned()) {
        Some(file) => Bytes::copy_from_slice(&file.bytes).into_response(),
        None => Refusal::new(404, "Not Found").reply().into_response(),
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        if self.lost {
            // Unwinding ends the connection's task, and with it the connection: the one way to
            // end it without an answer. It is not reported as a panic.
            std::panic::resume_unwind(Box::new("the connection is dropped on purpose"));
        }
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        (status, [(header::CONTENT_TYPE, self.content_type)], self.body).into_response()
    }
}
