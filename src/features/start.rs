//! Sign-up: language, terms, zone, and the menu; every step can be resumed after a restart.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Pick, Word};
use crate::chat::msg::Msg;
use crate::domain::cities;
use crate::domain::locale::Locale;
use crate::domain::user::Stage;
use crate::features::{Cx, Dialogue, Input, account, coupon, help, menu};
use crate::screens;
use crate::store::invites::{self, Opened};
use crate::store::{outbox, plans, users};

/// Where sign-up stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Which language?
    Language,
    /// Do you accept the terms?
    Terms,
    /// Said no to the terms: nothing works until that changes.
    Declined,
    /// Is it this time where you are?
    Zone,
    /// Which city are you in?
    City,
    /// Which of these cities?
    Which {
        /// The query that found them.
        query: String,
    },
}

/// How many cities are offered for one query.
const CITIES_MOST: usize = 6;
/// How much of a query is read, in characters: more than any city's name. A whole message said back
/// would push the question out of the answer.
const QUERY_MOST: usize = 60;

/// The first question.
pub fn begin(cx: &mut Cx) -> Result<()> {
    step(cx, Step::Language, None)
}

/// A command before sign-up is done: `/start` with an operator's link or an invitation is taken,
/// whoever asks for support or terms is answered (S4), and the open question comes back.
pub fn command(
    cx: &mut Cx,
    dialogue: Option<Dialogue>,
    name: &str,
    arg: Option<&str>,
) -> Result<()> {
    if let ("start", Some(token)) = (name, arg) {
        link(cx, token)?;
        coupon::came(cx, token)?;
    }
    if let Some(answer) = help::aside(cx, name)? {
        cx.say(&answer)?;
    }
    match dialogue {
        Some(dialogue) => super::again(cx, &dialogue, None),
        None => begin(cx),
    }
}

/// `/start` of a known user: the open question comes back, else the menu. Nothing is lost.
pub fn again(cx: &mut Cx, dialogue: Option<Dialogue>, arg: Option<&str>) -> Result<()> {
    if let Some(token) = arg {
        link(cx, token)?;
    }
    match dialogue {
        Some(dialogue) => super::again(cx, &dialogue, None),
        None => menu::show(cx),
    }
}

/// Account → time zone. No reply keyboard here, so that the question has a way out.
pub fn change_zone(cx: &mut Cx) -> Result<()> {
    step(cx, Step::City, None)
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    match (at, input) {
        (Step::Language, Input::Pick(Pick::Choose(choice))) => language(cx, choice),
        (Step::Terms | Step::Declined, Input::Pick(Pick::Word(Word::Yes))) => accept(cx),
        (Step::Terms, Input::Pick(Pick::Word(Word::No))) => decline(cx),
        (Step::Zone, Input::Pick(Pick::Word(Word::Yes))) => finish(cx),
        (Step::Zone, Input::Pick(Pick::Word(Word::Change))) => step(cx, Step::City, None),
        (Step::Which { .. }, Input::Pick(Pick::Word(Word::Change))) => step(cx, Step::City, None),
        (Step::City | Step::Zone | Step::Which { .. }, Input::Location(lat, lon)) => {
            located(cx, lat, lon)
        }
        (Step::City | Step::Zone | Step::Which { .. }, Input::Text(text)) => city(cx, &text),
        (Step::Which { query }, Input::Pick(Pick::Choose(choice))) => which(cx, query, choice),
        (at @ (Step::Language | Step::Terms), Input::Text(_)) => {
            ask(cx, &at, Some(Msg::new("use-the-buttons")))
        }
        (at, _) => ask(cx, &at, None),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let rev = cx.rev;
    let message = match at {
        Step::Language => screens::start::language(rev, cx.user.locale),
        Step::Terms => screens::start::terms(rev, cx.settings),
        Step::Declined => screens::start::declined(rev),
        Step::Zone => screens::start::zone(rev, cx.tx.now(), &cx.user.zone),
        Step::City if is_newcomer(cx) => screens::start::city(),
        Step::City => screens::account::zone(rev, cx.tx.now()),
        Step::Which { query } => {
            let message = screens::start::which(rev, &cities::search(query, CITIES_MOST));
            if is_newcomer(cx) { message } else { message.row([screens::cancel(rev)]) }
        }
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

fn is_newcomer(cx: &Cx) -> bool {
    cx.user.stage == Stage::New
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Start(at.clone()))?;
    ask(cx, &at, problem)
}

fn language(cx: &mut Cx, choice: i64) -> Result<()> {
    let chosen = usize::try_from(choice).ok().and_then(|at| Locale::ALL.get(at).copied());
    let Some(locale) = chosen else { return ask(cx, &Step::Language, None) };
    set_language(cx, locale)?;
    step(cx, Step::Terms, None)
}

/// Sets the language and, until the user has said where he is, the zone that goes with it.
pub fn set_language(cx: &mut Cx, locale: Locale) -> Result<()> {
    users::set_locale(cx.tx, cx.user.id, locale)?;
    cx.user.locale = locale;
    if is_newcomer(cx) {
        let zone = cities::guess_zone(locale, cx.settings.region.as_ref());
        users::set_zone(cx.tx, cx.user.id, zone)?;
        cx.user.zone = zone.to_string();
    }
    outbox::commands(cx.tx, cx.user.id, cx.user.chat)
}

fn accept(cx: &mut Cx) -> Result<()> {
    let version = &cx.settings.terms.version;
    users::answer_terms(cx.tx, cx.user.id, version, users::Terms::Accepted)?;
    step(cx, Step::Zone, None)
}

fn decline(cx: &mut Cx) -> Result<()> {
    let version = &cx.settings.terms.version;
    users::answer_terms(cx.tx, cx.user.id, version, users::Terms::Declined)?;
    step(cx, Step::Declined, None)
}

fn city(cx: &mut Cx, text: &str) -> Result<()> {
    let query: String = text.trim().chars().take(QUERY_MOST).collect();
    let found = cities::search(&query, CITIES_MOST);
    match found.as_slice() {
        [] => step(cx, Step::City, Some(Msg::new("start-city-unknown").text("query", query))),
        [only] => settle(cx, only.zone),
        _ => step(cx, Step::Which { query }, None),
    }
}

fn which(cx: &mut Cx, query: String, choice: i64) -> Result<()> {
    let found = cities::search(&query, CITIES_MOST);
    let chosen = usize::try_from(choice).ok().and_then(|at| found.get(at));
    match chosen {
        Some(city) => settle(cx, city.zone),
        None => ask(cx, &Step::Which { query }, None),
    }
}

fn located(cx: &mut Cx, lat: f64, lon: f64) -> Result<()> {
    match cities::nearest(lat, lon) {
        Some(city) => settle(cx, city.zone),
        None => step(cx, Step::City, Some(Msg::new("start-location-unknown"))),
    }
}

/// Keeps the zone. In sign-up the time is shown once more, so that a wrong city is noticed.
fn settle(cx: &mut Cx, zone: &str) -> Result<()> {
    users::set_zone(cx.tx, cx.user.id, zone)?;
    cx.user.zone = zone.to_string();
    if is_newcomer(cx) {
        cx.end_asking(Msg::new("start-zone-set").at("now", cx.tx.now()))?;
        return finish(cx);
    }
    cx.end()?;
    account::show_with(cx, Msg::new("account-zone-kept"))
}

fn finish(cx: &mut Cx) -> Result<()> {
    users::set_ready(cx.tx, cx.user.id)?;
    cx.user.stage = Stage::Ready;
    plans::grant_free(cx.tx, cx.user.id)?;
    cx.end()?;
    menu::show(cx)
}

/// What a one-time link does to whoever opens it.
fn link(cx: &mut Cx, token: &str) -> Result<()> {
    match token.strip_prefix(invites::PREFIX) {
        Some(token) => {
            let text = Msg::new(match invites::open(cx.tx, cx.user.id, token)? {
                Opened::Verified => "invited-welcome",
                Opened::Known => "invited-known",
                Opened::Passed => "invited-passed",
            });
            cx.say(&crate::chat::message::Message::of(text))
        }
        None => operator_link(cx, token),
    }
}

/// The one-time link that `run` printed makes its opener the operator.
fn operator_link(cx: &mut Cx, token: &str) -> Result<()> {
    let Some(token) = token.strip_prefix("op-") else { return Ok(()) };
    let text = if users::use_operator_link(cx.tx, token)? {
        users::make_operator(cx.tx, cx.user.id, "one-time link")?;
        Msg::new("operator-welcome")
    } else {
        Msg::new("operator-link-passed")
    };
    cx.say(&crate::chat::message::Message::of(text))
}
