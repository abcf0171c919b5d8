//! The questions of sign-up.

use jiff::Timestamp;

use crate::chat::button::{Button, Word};
use crate::chat::message::{Ask, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::cities::City;
use crate::domain::locale::Locale;
use crate::domain::settings::Settings;

/// Which language? Own names, the guessed one marked.
pub fn language(rev: i64, guess: Locale) -> Message {
    let mut message = Message::of(Msg::new("start-language"));
    for (at, locale) in (0..).zip(Locale::ALL) {
        let id = if locale == guess { "button-chosen" } else { "button-plain" };
        let label = Msg::new(id).text("label", locale.own_name());
        message = message.row([tap(label, Button::choose(rev, at))]);
    }
    message
}

/// Do you accept the terms?
pub fn terms(rev: i64, settings: &Settings) -> Message {
    Message::of(Msg::new("start-terms").text("service", settings.service.as_str()))
        .line(terms_text(settings))
        .row([tap(Msg::new("start-accept"), Button::word(rev, Word::Yes))])
        .row([tap(Msg::new("start-decline"), Button::word(rev, Word::No))])
}

/// The terms themselves: the operator's, or the short built-in ones.
pub fn terms_text(settings: &Settings) -> Msg {
    match &settings.terms.text {
        Some(text) => Msg::new("text").text("text", text.as_str()),
        None => Msg::new("terms-builtin"),
    }
}

/// The user said no.
pub fn declined(rev: i64) -> Message {
    Message::of(Msg::new("start-declined"))
        .row([tap(Msg::new("start-accept-after-all"), Button::word(rev, Word::Yes))])
}

/// Is it this time where you are?
pub fn zone(rev: i64, now: Timestamp, zone: &str) -> Message {
    Message::of(Msg::new("start-zone").clock_in("time", now, zone))
        .row([tap(Msg::new("start-zone-yes"), Button::word(rev, Word::Yes))])
        .row([tap(Msg::new("start-zone-change"), Button::word(rev, Word::Change))])
}

/// Which city are you in?
pub fn city() -> Message {
    Message::of(Msg::new("start-city")).asking(Ask::Location)
}

/// Which of these cities?
pub fn which(rev: i64, found: &[City]) -> Message {
    let mut message = Message::of(Msg::new("start-which"));
    for (at, city) in (0..).zip(found) {
        let label =
            Msg::new("start-city-choice").text("city", city.name).text("country", city.country);
        message = message.row([tap(label, Button::choose(rev, at))]);
    }
    message.row([tap(Msg::new("start-zone-change"), Button::word(rev, Word::Change))])
}
