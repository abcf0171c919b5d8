//! One call: the live card, the history, the inbox, what was said.

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::call::{Outcome, Phase, Settlement, Wish};
use crate::domain::money::Usd;
use crate::domain::views::{CallView, Line, Press};
use crate::screens::own;
use crate::screens::wallet::top_up;
use crate::screens::{pages, to_menu, why};

/// The most characters of what was asked that an answer repeats.
const ASKED_MOST: usize = 60;
/// The rule that refuses a call for want of money.
pub(in crate::screens) const UNPAID: &str = "paid";
/// The rule that refuses what may not be said.
pub(in crate::screens) const NOT_APPROVED: &str = "script_approved";
/// The rule that refuses a call to somebody who did not agree to it.
pub(in crate::screens) const NO_CONSENT: &str = "consent";
/// Answers shown on a card.
const PRESSES_MOST: usize = 8;

/// The live card of a call.
pub fn live(view: &CallView) -> Message {
    let mut message = Message::of(title(view)).line(status(view));
    if view.phase == Phase::Ended {
        message = message.line(result(view));
    }
    if !view.presses.is_empty() {
        message = message.line(Msg::new("call-presses").lines("presses", presses(view)));
    }
    if view.opted_out {
        message = message.line(Msg::new("call-opted-out-line"));
    }
    let refused = view.phase == Phase::Refused;
    if refused || (view.phase == Phase::Planned && !view.refusal.is_empty()) {
        message = message.lines(view.refusal.iter().map(|rule| refusal(rule)));
    }
    keys(view, message)
}

fn title(view: &CallView) -> Msg {
    Msg::new("call-title").phone("phone", view.phone.as_str()).text("task", view.task.as_str())
}

fn status(view: &CallView) -> Msg {
    if view.stopping && view.phase.is_in_flight() {
        return Msg::new("call-stopping");
    }
    match view.phase {
        Phase::Planned | Phase::Claimed => Msg::new("call-planned").at("due", view.due),
        Phase::Placing | Phase::Queued => Msg::new("call-queued"),
        Phase::Running => Msg::new("call-running"),
        Phase::Unclear => Msg::new("call-unclear"),
        Phase::Lost => Msg::new("call-lost"),
        Phase::Refused => Msg::new("call-refused"),
        Phase::Cancelled => Msg::new("call-cancelled"),
        Phase::Ended => outcome(view.outcome.unwrap_or(Outcome::Unknown)),
    }
}

/// How a call came out, in a word.
pub fn outcome(outcome: Outcome) -> Msg {
    Msg::new(match outcome {
        Outcome::Answered => "outcome-answered",
        Outcome::Voicemail => "outcome-voicemail",
        Outcome::NoAnswer => "outcome-no-answer",
        Outcome::Busy => "outcome-busy",
        Outcome::Failed => "outcome-failed",
        Outcome::Stopped => "outcome-stopped",
        Outcome::Unknown => "outcome-unknown",
    })
}

fn result(view: &CallView) -> Msg {
    let seconds = i64::from(view.seconds);
    if !matches!(view.settlement, Settlement::Settled | Settlement::Late) {
        return Msg::new("call-result-later").seconds("duration", seconds);
    }
    if view.plan_seconds > 0 {
        let plan = i64::from(view.plan_seconds);
        return Msg::new("call-result-plan").seconds("duration", seconds).seconds("plan", plan);
    }
    if view.cost > Usd::ZERO {
        return Msg::new("call-result-paid").seconds("duration", seconds).price("cost", view.cost);
    }
    Msg::new("call-result-free").seconds("duration", seconds)
}

fn presses(view: &CallView) -> Vec<Msg> {
    view.presses.iter().take(PRESSES_MOST).map(press).collect()
}

fn press(press: &Press) -> Msg {
    let id = match (press.asked.is_empty(), press.dropped) {
        (true, _) => "call-press-bare",
        (false, 0) => "call-press",
        (false, _) => "call-press-dropped",
    };
    let asked = ending(&press.asked);
    Msg::new(id)
        .text("key", press.key.as_str())
        .text("asked", asked)
        .count("dropped", press.dropped)
}

/// The end of what was asked: the question comes last.
fn ending(asked: &str) -> String {
    let over = asked.chars().count().saturating_sub(ASKED_MOST);
    if over == 0 {
        return asked.to_string();
    }
    let kept: String = asked.chars().skip(over).collect();
    // Begin at a word: half a word reads like a mistake. Chinese has no blanks to look for.
    let from_word = kept.split_once(' ').map(|(_, rest)| rest.to_string());
    format!("…{}", from_word.unwrap_or(kept))
}

/// Why a call is not dialled, in words: what happened and what to do.
pub fn refusal(rule: &str) -> Msg {
    Msg::new(match rule {
        "all_stopped" => "refusal-all-stopped",
        "money_frozen" => "refusal-money-frozen",
        "user_stopped" => "refusal-user-stopped",
        "daily_cap" => "refusal-daily-cap",
        NOT_APPROVED => "refusal-script-approved",
        "own_number" => "refusal-own-number",
        NO_CONSENT => "refusal-consent",
        "frequency" => "refusal-frequency",
        "number_class" => "refusal-number-class",
        "country" => "refusal-country",
        "do_not_call" => "refusal-do-not-call",
        "hours" => "refusal-hours",
        "opening" | "opt_out_key" => "refusal-opening",
        UNPAID => "refusal-paid",
        "one_in_flight" => "refusal-one-in-flight",
        "one_single" => "refusal-one-single",
        "provider_busy" => "refusal-provider-busy",
        "provider_account" => "refusal-provider-account",
        "provider_flagged" => "refusal-provider-flagged",
        "provider_destination" => "refusal-provider-destination",
        "provider_bad_request" => "refusal-provider-number",
        _ => "refusal-other",
    })
}

fn keys(view: &CallView, message: Message) -> Message {
    let act = |id: &'static str, act: Act| {
        tap(Msg::new(id), Button::Act { act, id: view.id.0, rev: view.rev })
    };
    let message = match view.phase {
        Phase::Planned | Phase::Claimed => message.row([act("call-take-back", Act::StopCall)]),
        phase if phase.is_in_flight() && !view.stopping => {
            message.row([act("call-stop", Act::StopCall)])
        }
        Phase::Refused | Phase::Ended if view.speaks_code => message.row([own::to_list()]),
        Phase::Refused if view.passes.is_some() => {
            let at = view.passes.unwrap_or(view.due);
            let label = Msg::new("call-next-lawful").at("at", at);
            let button = Button::Act { act: Act::NextLawful, id: view.id.0, rev: view.rev };
            message.row([tap(label, button)])
        }
        Phase::Ended if may_repeat(view) => message
            .row([act("call-again", Act::Again), act("call-again-later", Act::AgainLater)])
            .row([act("call-again-twice", Act::AgainTwice)]),
        _ => message,
    };
    let held_back = view.phase == Phase::Planned && !view.refusal.is_empty();
    let asks = view.phase == Phase::Refused || held_back;
    let message = message.row(asks.then(|| why::key(view)));
    let unpaid = matches!(view.phase, Phase::Refused | Phase::Planned)
        && view.refusal.iter().any(|rule| rule == UNPAID);
    let message = message.row(unpaid.then(top_up));
    let mut row: Vec<Key> = Vec::new();
    if view.has_transcript && view.phase == Phase::Ended {
        row.push(tap(Msg::new("call-transcript"), Button::open_at(Screen::Transcript, view.id.0)));
    }
    row.push(to_menu());
    message.row(row)
}

fn may_repeat(view: &CallView) -> bool {
    let unreached = matches!(
        view.outcome,
        Some(Outcome::NoAnswer | Outcome::Busy | Outcome::Voicemail | Outcome::Failed)
    );
    unreached && !view.opted_out && view.campaign.is_none() && view.retries_left == 0
}

/// Said when somebody asked not to be called again, or is not the one meant.
pub fn opted_out(view: &CallView, wish: Wish) -> Message {
    let said = Msg::new(match wish {
        Wish::NoMore => "call-opted-out",
        Wish::WrongNumber => "call-wrong-number",
        Wish::Abuse => "call-reported",
    });
    Message::of(said.phone("phone", view.phone.as_str()))
}

/// One page of the history, or of the inbox.
pub fn list(screen: Screen, page: i64, total: usize, views: &[CallView]) -> Message {
    let inbox = screen == Screen::Inbox;
    let empty = if inbox { "inbox-empty" } else { "calls-empty" };
    if total == 0 {
        return Message::of(Msg::new(empty)).row([to_menu()]);
    }
    let title = Msg::new(if inbox { "inbox-title" } else { "calls-title" }).count("total", total);
    let rows = views.iter().map(|view| {
        let label = if inbox { answer_label(view) } else { call_label(view) };
        tap(label, Button::open_at(Screen::Call, view.id.0))
    });
    Message::of(title).rows(rows).row(pages(screen, page, total)).row([to_menu()])
}

fn call_label(view: &CallView) -> Msg {
    let status = match view.phase {
        Phase::Ended => outcome(view.outcome.unwrap_or(Outcome::Unknown)),
        Phase::Refused => Msg::new("calls-refused"),
        Phase::Cancelled => Msg::new("calls-cancelled"),
        Phase::Planned | Phase::Claimed => Msg::new("calls-waiting"),
        Phase::Lost | Phase::Unclear => Msg::new("calls-unclear"),
        Phase::Placing | Phase::Queued | Phase::Running => Msg::new("calls-running"),
    };
    Msg::new("calls-row").msg("status", status).phone("phone", view.phone.as_str())
}

fn answer_label(view: &CallView) -> Msg {
    let keys: Vec<&str> = view.presses.iter().map(|press| press.key.as_str()).collect();
    Msg::new("inbox-row").text("keys", keys.join(" ")).phone("phone", view.phone.as_str())
}

/// What was said in a call.
pub fn transcript(view: &CallView, lines: &[Line]) -> Message {
    let said = lines.iter().map(|line| {
        let id = if line.callee { "transcript-callee" } else { "transcript-voice" };
        Msg::new(id).text("words", line.words.as_str())
    });
    Message::of(Msg::new("transcript-title").phone("phone", view.phone.as_str()))
        .line(Msg::new("transcript-lines").lines("lines", said.collect()))
        .row([tap(Msg::new("button-back"), Button::open_at(Screen::Call, view.id.0)), to_menu()])
}
