//! The stand-in over HTTP.

use std::time::Duration;

use axum::RequestExt;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, Response as Http, header};

use super::Dynopay;
use super::answer::{Fate, Response};

/// The largest request body that is read, bytes: many times what an opening needs.
const BODY_MOST: usize = 64 * 1024;

/// Everything goes through one handler, because the stand-in has its own routes.
pub(super) fn router(fake: Dynopay) -> Router {
    Router::new().fallback(serve).with_state(fake)
}

async fn serve(State(fake): State<Dynopay>, request: Request) -> Http<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MOST).await else {
        return http(Response::text(413, "<html>Payload too large</html>"));
    };
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let headers = plain(&parts.headers);
    let response = fake.request(parts.method.as_str(), target, &headers, &body);
    if let Fate::DelayMs(ms) = response.fate {
        wait(Duration::from_millis(ms)).await;
    }
    http(response)
}

/// The machine's time passes: the client's patience is measured by it, not by the virtual clock.
async fn wait(time: Duration) {
    let never = std::future::pending::<()>();
    // The only end of waiting for what never comes is the time-out.
    let _elapsed = tokio::time::timeout(time, never).await;
}

fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}

fn http(response: Response) -> Http<Body> {
    let kind = if response.body.starts_with('<') { "text/html" } else { "application/json" };
    let body = match response.fate {
        Fate::DropConnection => broken(),
        Fate::Send | Fate::DelayMs(_) => Body::from(response.body),
    };
    let mut built = Http::builder().status(response.status).header(header::CONTENT_TYPE, kind);
    for (name, value) in response.headers {
        built = built.header(name, value);
    }
    built.body(body).unwrap_or_default()
}

/// A body that fails when it is first read. The server then closes the connection before it has
/// sent even the status line: the client sees the end of the stream and nothing else.
fn broken() -> Body {
    const ALLOWED: usize = 1;
    let mut request = Request::new(Body::from("longer than allowed"));
    DefaultBodyLimit::max(ALLOWED).apply(&mut request);
    request.with_limited_body().into_body()
}
