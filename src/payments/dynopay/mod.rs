//! The client of DynoPay, and the only home of its wire format.
//!
//! Two versions of the provider are known, A and B, and it is not said which one answers. They
//! open payments alike; B tells how a payment is, A has only its feed. So the version is asked for
//! when it is first needed, and a fault makes us ask again.
//!
//! Only `cryptoPayment` is used, with the merchant's key alone. The provider's customers and their
//! wallets are left out: it debits them without a transaction, and hands a known e-mail's wallet
//! to whoever names it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use ureq::http::HeaderValue;
use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::coin::Coin;
use crate::domain::payment::{Sighting, Stage};
use crate::payments::json::{self, Object};
use crate::payments::{Ask, Fault, Opening, Payments, Refused};

mod answer;
mod feed;
mod open;
mod pace;
mod sight;
mod wire;

use answer::Answer;
use feed::{Page, Recent, Search};
use pace::{Errand, Pace};
use wire::{Lost, Wire};

/// Where the provider is and who we are to it.
#[derive(Clone, Debug)]
pub struct DynoPayConfig {
    /// Such as `https://dynopay.com/api`; a slash at the end does no harm.
    pub base_url: String,
    /// The merchant's key.
    pub api_key: SecretString,
    /// The longest one exchange may take, from the name look-up to the last byte of the answer.
    pub http_timeout: Duration,
    /// Whether `HTTPS_PROXY` and its kin are obeyed. Off in tests and in the demo.
    pub proxy_from_env: bool,
    /// Whether the account's rate is kept.
    pub pacing: Pacing,
    /// Where the provider delivers its webhooks; nowhere of ours when absent.
    pub webhook_url: Option<String>,
}

/// Whether requests are measured out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pacing {
    /// Under one a second, as the account allows.
    Kept,
    /// Not at all, except when the provider itself asks to slow down: for tests of other things.
    Off,
}

/// The client. One for the process: it keeps the account's rate. Safe to share between threads.
#[derive(Debug)]
pub struct DynoPay {
    wire: Wire,
    pace: Pace,
    clock: Clock,
    webhook_url: Option<String>,
    known: Mutex<Known>,
}

/// What was learned of the provider.
#[derive(Debug, Default)]
struct Known {
    /// The version and when it was found out, by the pace clock.
    version: Option<(Version, Duration)>,
    feed: Recent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// Has only the feed.
    A,
    /// Tells how a payment is.
    B,
}

/// How long the version is taken for granted. A provider that is brought up to date or set back
/// in between shows by a fault, or loses us nothing: the feed is there in both.
const VERSION_KEPT: Duration = Duration::from_secs(24 * 3600);
/// The longest id that is believed; theirs are UUIDs of 36 characters.
const ID_MOST: usize = 64;
/// The longest idempotency key the provider takes.
const KEY_MOST: usize = 255;

impl DynoPay {
    /// Makes the client; nothing is sent yet, and nothing is checked (`coins` does that).
    pub fn new(mut config: DynoPayConfig, clock: Clock) -> DynoPay {
        let pace = Pace::new(clock.clone(), config.pacing);
        let webhook_url = config.webhook_url.take();
        DynoPay { wire: Wire::new(config), pace, clock, webhook_url, known: Mutex::default() }
    }

    fn get(&self, path: &str) -> Result<Answer, Fault> {
        self.pace.take(Errand::Question).map_err(|_| Fault::RateLimited)?;
        let reply = self.wire.get(path)?;
        if reply.status == 429 {
            self.pace.hold(reply.retry_after);
        }
        Ok(Answer::of(reply))
    }

    /// Which version answers. The probe is a payment that cannot exist: only B has a word for it.
    fn version(&self) -> Result<Version, Fault> {
        let now = self.clock.pace();
        let fresh = |at: Duration| now.saturating_sub(at) < VERSION_KEPT;
        if let Some((version, _)) = self.known().version.filter(|(_, at)| fresh(*at)) {
            return Ok(version);
        }
        let answer = self.get(&status_path(&Uuid::new_v4().to_string()))?;
        // What comes from before the API, or says only "not now", tells nothing of its version.
        if matches!(answer.status, 300..=399 | 401 | 403 | 408 | 429 | 500..) {
            return Err(answer.fault());
        }
        let version = if answer.knows_no_payment() { Version::B } else { Version::A };
        tracing::info!(?version, "the payment provider's version");
        self.known().version = Some((version, now));
        Ok(version)
    }

    /// Looks at one payment with what the version offers.
    fn sighting(&self, id: &str) -> Result<Option<Sighting>, Fault> {
        if self.version()? == Version::A {
            return self.row(id);
        }
        let answer = self.get(&status_path(id))?;
        if answer.knows_no_payment() {
            return Ok(None);
        }
        let status = answer.object();
        let is_it = status.text("payment_id").is_some_and(|own| own.eq_ignore_ascii_case(id));
        if !answer.ok() || !is_it {
            return Err(answer.fault());
        }
        Ok(Some(self.completed_by_row(sight::of_status(id, &status))))
    }

    /// Where the coins are there and the status does not tell how many, the feed may. It is no
    /// harm when it does not: the row comes later than the status.
    fn completed_by_row(&self, status: Sighting) -> Sighting {
        let is_there = matches!(status.stage, Stage::Arrived | Stage::Stuck);
        if !is_there || status.received.is_some() {
            return status;
        }
        match self.row(&status.provider_id) {
            Ok(Some(row)) => sight::joined(status, row),
            Ok(None) => status,
            Err(fault) => {
                tracing::info!(%fault, "the feed does not tell how much of a payment came");
                status
            }
        }
    }

    /// The payment's row in the feed, from what was read lately or from as many pages as it takes.
    fn row(&self, id: &str) -> Result<Option<Sighting>, Fault> {
        // Each page brings the search further; the bound is for a clock that is moved meanwhile.
        for _ in 0..=feed::PAGES_MOST {
            let found = self.known().feed.search(id, self.clock.pace());
            match found {
                Search::Found(row) => return Ok(Some(*row)),
                Search::Absent => return Ok(None),
                Search::Read(number) => {
                    let page = self.page(number)?;
                    self.known().feed.keep(number, page, self.clock.pace());
                }
            }
        }
        Ok(None)
    }

    fn page(&self, number: u32) -> Result<Page, Fault> {
        let rows = feed::ROWS;
        let answer = self.get(&format!("/user/getTransactions?page={number}&limit={rows}"))?;
        Page::read(&answer).ok_or_else(|| answer.fault())
    }

    /// A provider that answers oddly may have become the other version.
    fn doubted<T>(&self, found: Result<T, Fault>) -> Result<T, Fault> {
        if matches!(found, Err(Fault::Answer { .. } | Fault::Transport(_))) {
            self.known().version = None;
        }
        found
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Payments for DynoPay {
    fn open(&self, ask: &Ask) -> Opening {
        let webhook_url = self.webhook_url.as_deref();
        let Some(body) = open::body(ask, webhook_url) else {
            return Opening::Refused(Refused::Amount);
        };
        let Some(key) = key(&ask.intent) else { return Opening::Refused(Refused::BadRequest) };
        if self.pace.take(Errand::Opening).is_err() {
            return Opening::Refused(Refused::RateLimited);
        }
        match self.wire.post("/user/cryptoPayment", &key, &body) {
            Ok(reply) => {
                if reply.status == 429 {
                    self.pace.hold(reply.retry_after);
                }
                open::verdict(ask, &Answer::of(reply))
            }
            Err(Lost::NotSent(why)) => {
                tracing::warn!(why, "the payment provider was not reached; nothing was opened");
                Opening::Refused(Refused::Unreachable)
            }
            Err(Lost::Unanswered(why)) => Opening::Unclear { why },
        }
    }

    fn look(&self, provider_id: &str) -> Result<Option<Sighting>, Fault> {
        if !is_id(provider_id) {
            return Ok(None);
        }
        self.doubted(self.sighting(provider_id))
    }

    fn completed(&self, page: u32) -> Result<Option<Vec<Sighting>>, Fault> {
        let page = self.page(page.max(1))?;
        Ok(if page.is_beyond() { None } else { Some(page.payments) })
    }

    fn coins(&self) -> Result<Vec<Coin>, Fault> {
        let answer = self.get("/user/getSupportedCurrency")?;
        let codes = if answer.ok() { codes(&answer) } else { None };
        let mut codes = codes.ok_or_else(|| answer.fault())?;
        codes.iter_mut().for_each(|code| code.make_ascii_uppercase());
        // Ours in our order; the provider lists coins that we do not know, too.
        let has = |coin: &&Coin| codes.iter().any(|code| code == coin.code());
        Ok(Coin::ALL.iter().filter(has).copied().collect())
    }

    fn ready_in(&self) -> Duration {
        self.pace.ready_in(Errand::Question)
    }
}

/// `currencies` are those with a wallet; older versions answered with the bare list.
fn codes(answer: &Answer) -> Option<Vec<String>> {
    let payload = answer.payload();
    let listed = Object::read(payload);
    json::texts(listed.as_ref().and_then(|data| data.raw("currencies")).unwrap_or(payload))
}

fn status_path(id: &str) -> String {
    format!("/user/getPaymentStatus/{id}")
}

/// Whether it may stand in a path.
fn is_id(id: &str) -> bool {
    let plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    plain && !id.is_empty() && id.len() <= ID_MOST
}

/// The intent's own id, as a header.
fn key(intent: &str) -> Option<HeaderValue> {
    let fits = !intent.is_empty() && intent.len() <= KEY_MOST;
    let plain = intent.bytes().all(|b| b.is_ascii_graphic());
    if fits && plain { HeaderValue::from_str(intent).ok() } else { None }
}

impl From<Lost> for Fault {
    fn from(lost: Lost) -> Fault {
        match lost {
            Lost::NotSent(why) | Lost::Unanswered(why) => Fault::Transport(why),
        }
    }
}
