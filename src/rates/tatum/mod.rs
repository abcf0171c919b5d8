//! The client of Tatum's exchange rates, and the only home of their wire format.
//!
//! Version 4 is documented; version 3 is older and still called by many clients. Each question
//! starts with what answered last: v4 in one batch, else v3 in one batch, else v3 symbol by symbol.
//! One symbol that is not known makes the vendor refuse a whole batch, so a refused batch is asked
//! symbol by symbol, and what is not known is left out of later ones for a day.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::domain::rate::Rate;
use crate::rates::{Fault, Rates};

mod answer;
mod row;
mod wire;

use answer::{Answer, No};
use wire::Wire;

/// Every rate is asked for in this currency, because the vendor's own choice is euros.
const BASE: &str = "USD";
/// How long it is remembered that v4 is missing or that a symbol is not known. Other clients of
/// the vendor use the same day.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// Where the rates are and who we are to their source.
#[derive(Clone, Debug)]
pub struct TatumConfig {
    /// Such as `https://api.tatum.io`, without `/v3` or `/v4`; a slash at the end does no harm.
    pub base_url: String,
    /// Sent as `x-api-key`.
    pub api_key: SecretString,
    /// The longest one exchange may take, from the name look-up to the last byte of the answer.
    pub http_timeout: Duration,
    /// Whether `HTTPS_PROXY` and its kin are obeyed. Off in tests and in the demo.
    pub proxy_from_env: bool,
}

/// The client. Cheap to keep, safe to share between threads.
#[derive(Debug)]
pub struct Tatum {
    wire: Wire,
    clock: Clock,
    known: Mutex<Known>,
}

/// What earlier answers taught.
#[derive(Debug)]
struct Known {
    /// The way that answers, and until when nothing better is tried.
    way: Way,
    until: Duration,
    /// Symbols that are not known, and until when they are not asked for.
    unknown: BTreeMap<&'static str, Duration>,
    /// The codes by which v3 knows some symbols, where it is not the first of [`codes`].
    codes: BTreeMap<&'static str, &'static str>,
}

/// How the vendor is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `POST /v4/data/rate/symbol/batch`
    V4,
    /// `POST /v3/tatum/rate`
    V3Batch,
    /// `GET /v3/tatum/rate/{CUR}`, one symbol at a time.
    V3Single,
}

/// One symbol to ask for, and the code by which it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    symbol: &'static str,
    code: &'static str,
}

impl Tatum {
    /// Makes the client; nothing is sent yet. Of the clock only the pace is used.
    pub fn new(config: TatumConfig, clock: Clock) -> Tatum {
        let known = Known {
            way: Way::V4,
            until: Duration::MAX,
            unknown: BTreeMap::new(),
            codes: BTreeMap::new(),
        };
        Tatum { wire: Wire::new(config), clock, known: Mutex::new(known) }
    }

    fn ask(&self, way: Way, symbols: &[&'static str]) -> Result<Vec<Rate>, No> {
        let batch = match way {
            Way::V4 | Way::V3Batch => self.batch(way, symbols),
            Way::V3Single => return self.singly(way, symbols),
        };
        match batch {
            // Which of them it was, only single questions tell.
            Err(No::Pair(_)) => self.singly(way, symbols),
            other => other,
        }
    }

    fn batch(&self, way: Way, symbols: &[&'static str]) -> Result<Vec<Rate>, No> {
        let asked: Vec<Asked> = symbols.iter().map(|symbol| self.asked(way, symbol)).collect();
        let (path, field) = match way {
            Way::V4 => ("/v4/data/rate/symbol/batch", "symbol"),
            Way::V3Batch | Way::V3Single => ("/v3/tatum/rate", "currency"),
        };
        let one = |one: &Asked| json!({"batchId": one.symbol, field: one.code, "basePair": BASE});
        let body: Vec<Value> = asked.iter().map(one).collect();
        let reply = self.wire.post(path, &Value::from(body)).map_err(No::Fault)?;
        Answer::of(reply).rates(&asked)
    }

    /// One question for each symbol. What is not known among some that are is remembered; when
    /// nothing is known, the reason is another and nothing is.
    fn singly(&self, way: Way, symbols: &[&'static str]) -> Result<Vec<Rate>, No> {
        let mut rates = Vec::new();
        let mut unknown = Vec::new();
        let mut first = None;
        for symbol in symbols {
            match self.single(way, symbol) {
                Ok(found) => rates.extend(found),
                Err(no) => {
                    let is_unknown = matches!(no, No::Pair(_) | No::Gone(_));
                    let is_over = matches!(no, No::Fault(_));
                    unknown.extend(is_unknown.then_some(*symbol));
                    first.get_or_insert(no);
                    if is_over {
                        break;
                    }
                }
            }
        }
        if let (true, Some(no)) = (rates.is_empty(), first) {
            return Err(no);
        }
        let until = self.clock.pace() + REMEMBERED;
        self.known().unknown.extend(unknown.into_iter().map(|symbol| (symbol, until)));
        Ok(rates)
    }

    fn single(&self, way: Way, symbol: &'static str) -> Result<Vec<Rate>, No> {
        if way == Way::V4 {
            let asked = Asked { symbol, code: symbol };
            let query = [("symbol", symbol), ("basePair", BASE)];
            let reply = self.wire.get("/v4/data/rate/symbol", &query).map_err(No::Fault)?;
            return Answer::of(reply).rates(&[asked]);
        }
        let asked = self.asked(way, symbol);
        match self.single_v3(asked) {
            Err(no @ (No::Pair(_) | No::Gone(_))) => {
                let Some(code) = codes(symbol).1.filter(|code| *code != asked.code) else {
                    return Err(no);
                };
                let rates = self.single_v3(Asked { symbol, code }).map_err(|_| no)?;
                self.known().codes.insert(symbol, code);
                Ok(rates)
            }
            other => other,
        }
    }

    fn single_v3(&self, asked: Asked) -> Result<Vec<Rate>, No> {
        let path = format!("/v3/tatum/rate/{}", asked.code);
        let reply = self.wire.get(&path, &[("basePair", BASE)]).map_err(No::Fault)?;
        Answer::of(reply).rates(&[asked])
    }

    fn asked(&self, way: Way, symbol: &'static str) -> Asked {
        let code = match way {
            Way::V4 => symbol,
            Way::V3Batch | Way::V3Single => {
                self.known().codes.get(symbol).copied().unwrap_or(codes(symbol).0)
            }
        };
        Asked { symbol, code }
    }

    /// The way to begin with, and the symbols that are worth asking for.
    fn begin(&self, symbols: &[&'static str]) -> (Way, Vec<&'static str>) {
        let now = self.clock.pace();
        let mut known = self.known();
        if now >= known.until {
            (known.way, known.until) = (Way::V4, Duration::MAX);
        }
        known.unknown.retain(|_, until| now < *until);
        let asked = symbols.iter().filter(|symbol| !known.unknown.contains_key(*symbol)).copied();
        (known.way, asked.collect())
    }

    fn remember(&self, way: Way) {
        let mut known = self.known();
        if known.way != way {
            known.way = way;
            known.until = self.clock.pace() + REMEMBERED;
            tracing::info!(?way, "the source of rates answers another way than before");
        }
    }

    /// Nothing is left half written by a panic: the values are replaced whole.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rates for Tatum {
    fn rates(&self, symbols: &[&'static str]) -> Result<Vec<Rate>, Fault> {
        let (mut way, symbols) = self.begin(symbols);
        if symbols.is_empty() {
            return Ok(Vec::new());
        }
        loop {
            match self.ask(way, &symbols) {
                Ok(rates) => {
                    self.remember(way);
                    return Ok(rates);
                }
                Err(No::Gone(fault)) => match way.older() {
                    Some(older) => way = older,
                    None => {
                        self.known().way = Way::V4;
                        return Err(fault);
                    }
                },
                Err(No::Pair(fault) | No::Odd(fault) | No::Fault(fault)) => return Err(fault),
            }
        }
    }
}

impl Way {
    fn older(self) -> Option<Way> {
        match self {
            Way::V4 => Some(Way::V3Batch),
            Way::V3Batch => Some(Way::V3Single),
            Way::V3Single => None,
        }
    }
}

/// How v3 calls a symbol: clients of it use two names for one dollar coin.
fn codes(symbol: &'static str) -> (&'static str, Option<&'static str>) {
    match symbol {
        "USDT" => ("USDT", Some("USDT_TRON")),
        other => (other, None),
    }
}
