//! The questions before a call, and the summary.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::chat::button::{Button, Word};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::consent::Kind;
use crate::domain::contacts::SheetFault;
use crate::domain::phone::PhoneError;
use crate::domain::quote::Quote;
use crate::domain::script::NameFault;
use crate::domain::settings::{Part, Settings};
use crate::domain::wallet::{Bucket, Funding, Short};
use crate::domain::when;
use crate::screens::wallet::top_up;
use crate::screens::{back, back_or_cancel, call, cancel, price};

/// Choices from here on turn the page; task ids stay far below.
pub const NEXT_PAGE: i64 = 1 << 40;
/// Zones of a number that are shown.
const ZONES_MOST: usize = 3;

/// The first question.
pub struct Tasks<'a> {
    /// One number or a list.
    pub kind: Bucket,
    /// The user's tasks: id and name.
    pub own: &'a [(i64, &'a str)],
    /// Names of examples.
    pub examples: Vec<&'a str>,
    /// The page before, if there is one.
    pub newer: Option<i64>,
    /// The next page, if there is one.
    pub older: Option<i64>,
}

/// What is to be said?
pub fn task(rev: i64, view: &Tasks) -> Message {
    let id = match (view.kind, view.own.is_empty()) {
        (_, true) => "ask-task-examples",
        (Bucket::Single, false) => "ask-task-single",
        (Bucket::Bulk, false) => "ask-task-list",
    };
    let plain = |label: &str| Msg::new("button-plain").text("label", label);
    let own = view.own.iter().map(|(id, name)| tap(plain(name), Button::choose(rev, *id)));
    let examples = (0..).zip(&view.examples).map(|(at, name)| {
        let label = Msg::new("ask-task-example").text("name", *name);
        tap(label, Button::choose(rev, -1 - at))
    });
    let turn = |id: &'static str, page: Option<i64>| {
        page.map(|page| tap(Msg::new(id), Button::choose(rev, NEXT_PAGE + page)))
    };
    let pages = turn("button-newer", view.newer).into_iter();
    let pages = pages.chain(turn("button-older", view.older));
    let new = tap(Msg::new("ask-task-new"), Button::word(rev, Word::Other));
    Message::of(Msg::new(id)).rows(own).rows(examples).row(pages).row([new]).row([cancel(rev)])
}

/// Which number?
pub fn number(rev: i64, settings: &Settings) -> Message {
    Message::of(Msg::new("ask-number"))
        .line(countries("ask-number-countries", settings))
        .row(back_or_cancel(rev))
}

/// Which list?
pub fn list(rev: i64, settings: &Settings, most: usize) -> Message {
    Message::of(Msg::new("ask-list").count("most", most))
        .line(countries("ask-number-countries", settings))
        .row(back_or_cancel(rev))
}

fn countries(id: &'static str, settings: &Settings) -> Msg {
    let names: Vec<&str> = settings.countries.iter().map(|region| region.as_str()).collect();
    Msg::new(id).text("countries", names.join(", "))
}

/// The document is being read.
pub fn reading(rev: i64) -> Message {
    Message::of(Msg::new("list-reading")).row([cancel(rev)])
}

/// What is the value of a variable?
pub fn value(rev: i64, name: &str) -> Message {
    Message::of(Msg::new("ask-value").text("name", name)).row(back_or_cancel(rev))
}

/// What is your business called?
pub fn business(rev: i64) -> Message {
    Message::of(Msg::new("ask-business")).row(back_or_cancel(rev))
}

/// Which number may people call back?
pub fn callback(rev: i64, business: &str, _called: Option<&str>) -> Message {
    Message::of(Msg::new("ask-callback").text("business", business)).row(back_or_cancel(rev))
}

/// When?
pub fn when(rev: i64, now: Timestamp, zone: &str) -> Message {
    let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let offered = when::suggestions(now, &tz);
    let keys = (0..).zip(offered).map(|(at, moment)| {
        let label = Msg::new("ask-when-choice").at("at", moment);
        tap(label, Button::choose(rev, at))
    });
    Message::of(Msg::new("ask-when").at("now", now)).rows(keys).row([back(rev), cancel(rev)])
}

/// The summary of a call to one number.
pub struct One<'a> {
    /// What the script is called.
    pub task: &'a str,
    /// The number, E.164.
    pub phone: &'a str,
    /// One zone for each local time the number may have.
    pub zones: Vec<String>,
    /// Now.
    pub now: Timestamp,
    /// What is said first.
    pub opening: String,
    /// What pays.
    pub funding: Result<Funding, Short>,
    /// What the user may say of the callee's consent, if that is missing.
    pub consent: Option<Vec<Kind>>,
    /// The rules that refuse it now, by name.
    pub rules: Vec<&'static str>,
    /// Whether it goes out by itself when another call of the user's is over.
    pub waits: Waits,
    /// When all that refuses it has passed.
    pub passes: Option<Timestamp>,
    /// Whether calls work at all.
    pub voice: Part,
}

/// Whether a refused call goes out by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// It does, soon.
    Yes,
    /// It does not, or not soon.
    No,
}

/// Is that right?
pub fn one(rev: i64, view: &One) -> Message {
    let title = Msg::new("summary-one").phone("phone", view.phone).text("task", view.task);
    let clocks = view
        .zones
        .iter()
        .take(ZONES_MOST)
        .map(|zone| Msg::new("summary-clock").clock_in("time", view.now, zone.as_str()));
    let mut message = Message::of(title)
        .line(Msg::new("summary-there").lines("clocks", clocks.collect()))
        .line(price::of_call(&view.funding))
        .line(Msg::new("summary-opening").text("opening", view.opening.as_str()));
    if view.voice == Part::Missing {
        return message.line(Msg::new("call-voice-missing")).row(back_or_cancel(rev));
    }
    let asks = |rule: &&&str| view.consent.is_none() || **rule != call::NO_CONSENT;
    message = message.lines(view.rules.iter().filter(asks).map(|rule| call::refusal(rule)));
    if let Some(kinds) = &view.consent {
        if view.rules.contains(&call::UNPAID) {
            message = message.row([top_up()]);
        }
        let later = tap(Msg::new("summary-later"), Button::word(rev, Word::Later));
        let ask = if view.rules.len() > 1 { "consent-ask-one" } else { "consent-ask-and-call" };
        return consent(rev, message, kinds, ask, Some(later));
    }
    if view.rules.is_empty() || view.waits == Waits::Yes {
        return message
            .row([tap(Msg::new("summary-now"), Button::word(rev, Word::Now))])
            .row([tap(Msg::new("summary-later"), Button::word(rev, Word::Later))])
            .row(back_or_cancel(rev));
    }
    if view.rules.contains(&call::UNPAID) {
        message = message.row([top_up()]);
    }
    if let Some(at) = view.passes {
        let label = Msg::new("call-next-lawful").at("at", at);
        message = message
            .row([tap(label, Button::choose(rev, at.as_millisecond()))])
            .row([tap(Msg::new("summary-later"), Button::word(rev, Word::Later))]);
    }
    message.row(back_or_cancel(rev))
}

/// The summary of a list call.
pub struct Many<'a> {
    /// What the script is called.
    pub task: &'a str,
    /// Numbers on the list.
    pub total: usize,
    /// Lines that held no number.
    pub bad: usize,
    /// Lines whose number was there before.
    pub duplicates: usize,
    /// Numbers that may be called now.
    pub now: usize,
    /// Numbers that may be called later.
    pub later: usize,
    /// Numbers that may not be called.
    pub never: usize,
    /// What the user may say of the callees' consent, if that is missing.
    pub consent: Option<Vec<Kind>>,
    /// The rules behind those, by name.
    pub rules: Vec<&'static str>,
    /// What is said first.
    pub opening: String,
    /// What they cost; nothing is said of calls that cannot be made.
    pub quote: Option<Quote>,
    /// Whether calls work at all.
    pub voice: Part,
}

/// Is that right?
pub fn many(rev: i64, view: &Many) -> Message {
    let asks = |rule: &&&str| view.consent.is_none() || **rule != call::NO_CONSENT;
    let mut counts = vec![Msg::new("summary-now-count").count("count", view.now)];
    let more = [
        ("summary-later-count", view.later),
        ("summary-never-count", view.never),
        ("summary-duplicates", view.duplicates),
        ("summary-bad", view.bad),
    ];
    counts.extend(
        more.into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| Msg::new(id).count("count", count)),
    );
    let mut message =
        Message::of(Msg::new("summary-many").count("total", view.total).text("task", view.task))
            .line(Msg::new("summary-counts").lines("counts", counts))
            .lines(view.rules.iter().filter(asks).map(|rule| call::refusal(rule)));
    message = message.lines(view.quote.as_ref().map(price::of_list));
    message = message.line(Msg::new("summary-opening").text("opening", view.opening.as_str()));
    if view.voice == Part::Missing {
        return message.line(Msg::new("call-voice-missing")).row(back_or_cancel(rev));
    }
    if view.rules.contains(&call::UNPAID) {
        message = message.row([top_up()]);
    }
    if let Some(kinds) = &view.consent {
        return consent(rev, message, kinds, "consent-ask-many", None);
    }
    if view.now + view.later > 0 {
        message = message
            .row([tap(Msg::new("summary-start"), Button::word(rev, Word::Now))])
            .row([tap(Msg::new("summary-later"), Button::word(rev, Word::Later))]);
    }
    message.row(back_or_cancel(rev))
}

/// The same question before a time is asked for.
pub fn consent_first(rev: i64, kinds: &[Kind]) -> Message {
    consent(rev, Message::default(), kinds, "consent-ask-one", None)
}

/// Who is called agreed to that? One tap, which is kept (C-02, C-03).
fn consent(
    rev: i64,
    message: Message,
    kinds: &[Kind],
    ask: &'static str,
    later: Option<Key>,
) -> Message {
    let answer = |kind: &Kind| match kind {
        Kind::Given => [tap(Msg::new("consent-given"), Button::word(rev, Word::Given))],
        Kind::Written => [tap(Msg::new("consent-written"), Button::word(rev, Word::Written))],
    };
    message
        .line(Msg::new(ask))
        .rows(kinds.iter().flat_map(answer))
        .row(later)
        .row([tap(Msg::new("consent-unsure"), Button::word(rev, Word::Unsure))])
        .row(back_or_cancel(rev))
}

/// Why a text is not a number that can be called.
pub fn phone_problem(fault: PhoneError) -> Msg {
    Msg::new(match fault {
        PhoneError::NoCountry => "phone-no-country",
        PhoneError::Short => "phone-short",
        PhoneError::TooShort | PhoneError::TooLong => "phone-length",
        PhoneError::Rounded => "phone-rounded",
        PhoneError::Extension => "phone-extension",
        PhoneError::Empty | PhoneError::NotANumber | PhoneError::Invalid => "phone-unread",
    })
}

/// The number's country is not open.
pub fn country_problem(settings: &Settings) -> Msg {
    countries("phone-country", settings)
}

/// Why a list cannot be read.
pub fn sheet_problem(fault: &SheetFault, most: usize) -> Msg {
    match fault {
        SheetFault::TooMany { found } => {
            Msg::new("list-too-many").count("found", *found).count("most", most)
        }
        SheetFault::Empty => Msg::new("list-no-numbers"),
        SheetFault::NotText => Msg::new("list-not-text"),
    }
}

/// Why a text is not a business name.
pub fn name_problem(fault: NameFault) -> Msg {
    Msg::new(match fault {
        NameFault::Empty | NameFault::TooShort { .. } => "business-short",
        NameFault::TooLong { .. } => "business-long",
        _ => "business-odd",
    })
}
