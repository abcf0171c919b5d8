//! A text as it is decided: the id of a message and the values in it, fixed when decided and put
//! into words only when sent, in the reader's language and zone of that moment.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::money::Usd;

/// A message id with its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Msg {
    /// The Fluent id, such as `menu-title`.
    pub id: Cow<'static, str>,
    /// The values, by the name the text uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

/// A value in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// Text of a user or of the world; escaped when rendered.
    Text(String),
    /// A number that plural rules may look at; grouped as the locale does.
    Count(i64),
    /// An amount of money that somebody has: whole cents, rounded down.
    Usd(Usd),
    /// An amount that is charged: to the last place, at least to the cent.
    Price(Usd),
    /// A moment, in the reader's zone, with the zone shown.
    At(Timestamp),
    /// The same, to the second.
    Exact(Timestamp),
    /// A moment as a time of day in a named zone, such as the callee's.
    ClockIn(Timestamp, String),
    /// A duration in seconds, as `m:ss`.
    Seconds(i64),
    /// A phone number, E.164.
    Phone(String),
    /// Another message inside this one.
    Msg(Box<Msg>),
    /// Several messages, one a line.
    Lines(Vec<Msg>),
}

impl Msg {
    /// A message without values.
    pub const fn new(id: &'static str) -> Msg {
        Msg { id: Cow::Borrowed(id), args: Vec::new() }
    }

    fn with(mut self, name: &'static str, arg: Arg) -> Msg {
        self.args.push((Cow::Borrowed(name), arg));
        self
    }

    /// Adds text that somebody wrote.
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Msg {
        self.with(name, Arg::Text(text.into()))
    }

    /// Adds a number.
    pub fn count(self, name: &'static str, count: impl TryInto<i64>) -> Msg {
        self.with(name, Arg::Count(count.try_into().unwrap_or(i64::MAX)))
    }

    /// Adds an amount of money that somebody has: shown in whole cents, rounded down.
    pub fn usd(self, name: &'static str, usd: Usd) -> Msg {
        self.with(name, Arg::Usd(usd))
    }

    /// Adds an amount that is charged: shown to the last place, so that it is the amount charged.
    pub fn price(self, name: &'static str, usd: Usd) -> Msg {
        self.with(name, Arg::Price(usd))
    }

    /// Adds a moment, shown in the reader's zone.
    pub fn at(self, name: &'static str, at: Timestamp) -> Msg {
        self.with(name, Arg::At(at))
    }

    /// Adds a moment to the second, shown in the reader's zone.
    pub fn exact(self, name: &'static str, at: Timestamp) -> Msg {
        self.with(name, Arg::Exact(at))
    }

    /// Adds a time of day in another zone.
    pub fn clock_in(self, name: &'static str, at: Timestamp, zone: impl Into<String>) -> Msg {
        self.with(name, Arg::ClockIn(at, zone.into()))
    }

    /// Adds a duration.
    pub fn seconds(self, name: &'static str, seconds: i64) -> Msg {
        self.with(name, Arg::Seconds(seconds))
    }

    /// Adds a phone number.
    pub fn phone(self, name: &'static str, e164: impl Into<String>) -> Msg {
        self.with(name, Arg::Phone(e164.into()))
    }

    /// Adds a message as a value.
    pub fn msg(self, name: &'static str, msg: Msg) -> Msg {
        self.with(name, Arg::Msg(Box::new(msg)))
    }

    /// Adds messages as lines.
    pub fn lines(self, name: &'static str, lines: Vec<Msg>) -> Msg {
        self.with(name, Arg::Lines(lines))
    }
}
