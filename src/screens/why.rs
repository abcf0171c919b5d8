//! Why a number was not called: the receipt of the gate, in words.

use jiff::Timestamp;

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::ids::CampaignId;
use crate::domain::views::{CallView, Reason, Why};
use crate::screens::{call, to_menu};

/// One call: each rule that said no, what it knew, and when it was asked.
pub fn one(why: &Why) -> Message {
    let title = Msg::new("why-title").phone("phone", why.call.phone.as_str());
    let mut message = Message::of(title).lines(why.reasons.iter().map(reason));
    if !why.zones.is_empty() {
        let times = why.zones.iter().map(|zone| local(why.checked, zone)).collect();
        message = message.line(Msg::new("why-local").lines("times", times));
    }
    if !why.weeks.is_empty() {
        let weeks = why.weeks.iter().map(|week| Msg::new("why-week").text("week", week.as_str()));
        message = message.line(Msg::new("why-hours").lines("weeks", weeks.collect()));
    }
    if let Some((made, most)) = why.made {
        message = message.line(Msg::new("why-day").count("made", made).count("most", most));
    }
    let back = Button::open_at(Screen::Call, why.call.id.0);
    message
        .line(Msg::new("why-checked").exact("at", why.checked))
        .row([tap(Msg::new("button-back"), back), to_menu()])
}

fn reason(reason: &Reason) -> Msg {
    let said = call::refusal(&reason.rule);
    match reason.until {
        Some(until) => Msg::new("why-until").msg("reason", said).at("at", until),
        None => Msg::new("why-reason").msg("reason", said),
    }
}

fn local(at: Timestamp, zone: &str) -> Msg {
    Msg::new("why-time").clock_in("time", at, zone)
}

/// The numbers of a list that were not called; each opens its reasons. `next` begins the next page.
pub fn skipped(list: CampaignId, views: &[CallView], next: Option<&CallView>) -> Message {
    let rows = views.iter().map(|view| {
        let label = Msg::new("why-row").phone("phone", view.phone.as_str());
        tap(label, Button::open_at(Screen::Why, view.id.0))
    });
    let more =
        next.map(|view| tap(Msg::new("why-more"), Button::open_at(Screen::Skipped, view.id.0)));
    let back = tap(Msg::new("button-back"), Button::open_at(Screen::Campaign, list.0));
    Message::of(Msg::new("why-skipped")).rows(rows).row(more).row([back, to_menu()])
}

/// The way to the reasons of one call.
pub(in crate::screens) fn key(view: &CallView) -> crate::chat::message::Key {
    tap(Msg::new("why-ask"), Button::open_at(Screen::Why, view.id.0))
}
