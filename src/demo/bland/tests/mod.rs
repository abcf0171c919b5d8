//! The stand-in, driven request by request on a clock that is set.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{FakeBland, Response, Settings};
use crate::clock::Clock;

mod control;
mod failing;
mod limits;
mod listing;
mod lives;
mod pathway;
mod person;
mod refusals;
mod serving;
mod talking;

const KEY: &str = "org_key";
/// When every test begins.
const START: &str = "2026-11-22T10:00:00Z";
const TO: &str = "+12025550143";

struct Rig {
    fake: FakeBland,
    clock: Clock,
}

impl Rig {
    fn new() -> Rig {
        let clock = Clock::manual(START.parse::<Timestamp>().unwrap());
        Rig { fake: FakeBland::new(clock.clone(), KEY), clock }
    }

    fn with(change: impl FnOnce(&mut Settings)) -> Rig {
        let rig = Rig::new();
        rig.fake.configure(change);
        rig
    }

    fn pass(&self, ms: u64) {
        self.clock.advance(Duration::from_millis(ms));
    }

    fn raw(&self, method: &str, target: &str, body: &[u8]) -> Response {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let headers = [header("authorization", KEY), header("content-type", "application/json")];
        self.fake.request(method, target, &headers, body)
    }

    fn post(&self, target: &str, body: &Value) -> (u16, Value) {
        read(&self.raw("POST", target, body.to_string().as_bytes()))
    }

    fn get(&self, target: &str) -> (u16, Value) {
        read(&self.raw("GET", target, b""))
    }

    /// Places a call that must be accepted; its id.
    fn place(&self, body: &Value) -> String {
        let (status, answer) = self.post("/v1/calls", body);
        assert_eq!(status, 200, "{answer}");
        answer["call_id"].as_str().unwrap().to_owned()
    }

    fn look(&self, id: &str) -> Value {
        let (status, call) = self.get(&format!("/v1/calls/{id}"));
        assert_eq!(status, 200, "{call}");
        call
    }

    /// A call as it is long after everything is over.
    fn finished(&self, body: &Value) -> Value {
        let id = self.place(body);
        self.pass(3_600_000);
        self.look(&id)
    }
}

fn read(response: &Response) -> (u16, Value) {
    (response.status, serde_json::from_slice(&response.body).unwrap())
}

/// A plain good request.
fn good() -> Value {
    json!({"phone_number": TO, "task": "SAY:\nHello.\nEND", "metadata": {"cb_request_id": "cb-1"}})
}

/// The same with other fields; null takes one away.
fn but(fields: Value) -> Value {
    let mut body = good();
    for (key, value) in fields.as_object().unwrap() {
        let body = body.as_object_mut().unwrap();
        body.insert(key.clone(), value.clone());
        if value.is_null() {
            body.remove(key);
        }
    }
    body
}

/// The transcript as lines of `role: text`.
fn said(call: &Value) -> Vec<String> {
    let rows = call["transcripts"].as_array().unwrap().iter();
    let line = |row: &Value| {
        format!("{}: {}", row["user"].as_str().unwrap(), row["text"].as_str().unwrap())
    };
    rows.map(line).collect()
}
