//! The page of the demo: a chat with the bot, and the telephone it calls beside it.
//!
//! The page draws what `/demo/state` says and posts what the person does. It is compiled in and
//! loads nothing from elsewhere. The telephone is served by its own part below `/phone`.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::telegram::{Action, Button, FakeTelegram, Key, PersonSeed, Screen, Sends, Shown};
use crate::clock::Clock;

mod drawn;

/// The one person of the demo.
pub const DEMO_USER: i64 = 1001;

/// How long `/demo/state` waits for a change; shorter than a browser's or a proxy's patience.
const STATE_WAITS: Duration = Duration::from_secs(20);
/// The messages a screen shows; enough to scroll, small enough to send with every change.
const MESSAGES_MOST: usize = 200;
/// What a person may upload: Telegram lets a bot fetch no more.
const UPLOAD_MOST: usize = 20 * 1024 * 1024;
/// The furthest one step of the clock goes, in seconds: 31 days.
const ADVANCE_MOST: u64 = 31 * 24 * 3600;

const SCRIPT: &str = "text/javascript";

/// Nothing but the page's own files runs or loads: messages hold text that others wrote.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// What the page shows and moves.
#[derive(Clone)]
pub struct PageWorld {
    /// Where the chat is.
    pub telegram: FakeTelegram,
    /// The clock the strip shows and moves.
    pub clock: Clock,
    /// The figures of the strip: an object with `phone` (E.164), `zone` (IANA name), `dialled`,
    /// `wallet` (both as they are shown), `can_pay` (coins can be sent), and `bot`, the link
    /// to the bot when its chat is not here.
    pub strip: Arc<dyn Fn() -> Value + Send + Sync>,
    /// What `POST /demo/act/{name}` does: `pay` with a `way` makes coins come to the open top-up
    /// and answers what was `told`; `zone` with the browser's `zone` says where the page is; it is
    /// posted once when the page opens.
    pub act: Arc<Act>,
}

/// A named act with its arguments; an error is shown to the person.
pub type Act = dyn Fn(&str, Value) -> anyhow::Result<Value> + Send + Sync;

/// The page and its endpoints. Makes [`DEMO_USER`] known to Telegram.
pub fn page_router(world: PageWorld) -> Router {
    let (first_name, language_code) = ("Ann".to_owned(), "en".to_owned());
    world.telegram.person(PersonSeed { id: DEMO_USER, first_name, language_code });
    Router::new()
        .route("/", get(|| async { asset("text/html", include_str!("page/index.html")) }))
        .route("/page.css", get(|| async { asset("text/css", include_str!("page/page.css")) }))
        .route("/page.js", get(|| async { asset(SCRIPT, include_str!("page/page.js")) }))
        .route("/dom.js", get(|| async { asset(SCRIPT, include_str!("page/dom.js")) }))
        .route("/money.js", get(|| async { asset(SCRIPT, include_str!("page/money.js")) }))
        .route("/phone.js", get(|| async { asset(SCRIPT, include_str!("page/phone.js")) }))
        .route("/demo/state", get(state))
        .route("/demo/file/{id}", get(file))
        .route("/demo/send", post(send))
        .route("/demo/tap", post(tap))
        .route("/demo/upload", post(upload))
        .route("/demo/contact", post(contact))
        .route("/demo/location", post(location))
        .route("/demo/strip", get(strip))
        .route("/demo/clock", post(clock))
        .route("/demo/act/{name}", post(act))
        .layer(DefaultBodyLimit::max(UPLOAD_MOST))
        .with_state(world)
}

fn asset(kind: &str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, content).into_response()
}

/// A request the page cannot fulfil; the person sees the text.
struct Refused(String);

type Answer = Result<Json<Value>, Refused>;

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({"error": self.0}))).into_response()
    }
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Refused {
        Refused(format!("{error:#}"))
    }
}

fn done() -> Answer {
    Ok(Json(json!({})))
}

async fn state(State(world): State<PageWorld>, RawQuery(query): RawQuery) -> Json<Value> {
    let since = query.as_deref().and_then(|query| query.strip_prefix("since="));
    if let Some(since) = since.and_then(|since| since.parse().ok()) {
        world.telegram.changed_since(DEMO_USER, since, STATE_WAITS).await;
    }
    Json(drawn::screen(&world.telegram.screen(DEMO_USER, MESSAGES_MOST)))
}

/// Only pictures are shown as what they are; a document is never run in the page's origin.
async fn file(State(world): State<PageWorld>, Path(id): Path<String>) -> Response {
    let Some(file) = world.telegram.file(&id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_jpeg = file.bytes.starts_with(&[0xff, 0xd8, 0xff]);
    let (kind, how) = match file.photo {
        Some(_) if is_jpeg => ("image/jpeg", "inline"),
        Some(_) => ("image/png", "inline"),
        None => ("application/octet-stream", "attachment"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, how),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, max-age=3600"),
    ];
    (headers, Bytes::copy_from_slice(&file.bytes)).into_response()
}

#[derive(Deserialize)]
struct Written {
    text: String,
}

async fn send(State(world): State<PageWorld>, Json(Written { text }): Json<Written>) -> Answer {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refused("Write something first.".to_owned()));
    }
    world.telegram.says(DEMO_USER, text);
    done()
}

#[derive(Deserialize)]
struct Tap {
    message_id: i64,
    row: usize,
    col: usize,
}

async fn tap(State(world): State<PageWorld>, Json(tap): Json<Tap>) -> Answer {
    world.telegram.taps_at(DEMO_USER, tap.message_id, tap.row, tap.col)?;
    done()
}

async fn upload(
    State(world): State<PageWorld>,
    RawQuery(query): RawQuery,
    headers: axum::http::HeaderMap,
    body: Bytes,
) -> Answer {
    let name = query.as_deref().and_then(|query| query.strip_prefix("name="));
    let name = drawn::file_name(name.unwrap_or_default());
    let mime = headers.get(header::CONTENT_TYPE).and_then(|mime| mime.to_str().ok());
    if body.is_empty() {
        return Err(Refused("That file is empty.".to_owned()));
    }
    let mime = mime.unwrap_or("application/octet-stream");
    world.telegram.uploads(DEMO_USER, &name, &body, mime);
    done()
}

#[derive(Deserialize)]
struct Contact {
    phone: String,
}

async fn contact(State(world): State<PageWorld>, Json(contact): Json<Contact>) -> Answer {
    world.telegram.shares_contact(DEMO_USER, contact.phone.trim());
    done()
}

#[derive(Deserialize)]
struct Location {
    lat: f64,
    lon: f64,
}

async fn location(State(world): State<PageWorld>, Json(at): Json<Location>) -> Answer {
    world.telegram.shares_location(DEMO_USER, at.lat, at.lon);
    done()
}

/// The clock, and the figures of whoever wired the demo. They may ask the store, which blocks.
async fn strip(State(world): State<PageWorld>) -> Answer {
    let now = world.clock.wall().to_string();
    let figures = blocking(move || Ok((world.strip)())).await?;
    let mut strip = json!({"wall": now, "zone": "UTC"});
    if let (Some(strip), Value::Object(figures)) = (strip.as_object_mut(), figures) {
        strip.extend(figures);
    }
    Ok(Json(strip))
}

#[derive(Deserialize)]
struct Advance {
    advance_s: u64,
}

async fn clock(State(world): State<PageWorld>, Json(by): Json<Advance>) -> Answer {
    if by.advance_s > ADVANCE_MOST {
        return Err(Refused("The clock moves at most 31 days at a time.".to_owned()));
    }
    world.clock.advance(Duration::from_secs(by.advance_s));
    strip(State(world)).await
}

async fn act(
    State(world): State<PageWorld>,
    Path(name): Path<String>,
    Json(args): Json<Value>,
) -> Answer {
    Ok(Json(blocking(move || (world.act)(&name, args)).await?))
}

async fn blocking(
    work: impl FnOnce() -> anyhow::Result<Value> + Send + 'static,
) -> anyhow::Result<Value> {
    tokio::task::spawn_blocking(work).await?
}

#[cfg(test)]
mod tests;
