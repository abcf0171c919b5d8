//! One list call: the live card and its results.

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::money::Usd;
use crate::domain::views::CampaignView;
use crate::screens::wallet::top_up;
use crate::screens::{call, to_menu};

/// Cells of the progress bar.
const BAR: usize = 10;

/// The live card of a list call.
pub fn live(view: &CampaignView) -> Message {
    let mut message = Message::of(title(view)).line(progress(view));
    let mut counts: Vec<Msg> = view
        .outcomes
        .iter()
        .map(|(outcome, count)| {
            Msg::new("campaign-outcome")
                .msg("outcome", call::outcome(*outcome))
                .count("count", *count)
        })
        .collect();
    if view.skipped > 0 {
        counts.push(Msg::new("campaign-skipped").count("count", view.skipped));
    }
    if !counts.is_empty() {
        message = message.line(Msg::new("campaign-outcomes").lines("outcomes", counts));
    }
    if !view.answers.is_empty() {
        let answers = view.answers.iter().map(|(key, count)| {
            Msg::new("campaign-answer").text("key", key.as_str()).count("count", *count)
        });
        message = message.line(Msg::new("campaign-answers").lines("answers", answers.collect()));
    }
    if view.unpaid > 0 {
        message = message.line(Msg::new("campaign-unpaid").count("count", view.unpaid));
    }
    message = message.line(cost(view));
    keys(view, message)
}

fn title(view: &CampaignView) -> Msg {
    let id = match view {
        CampaignView { stopped: true, .. } => "campaign-stopped",
        CampaignView { running: true, .. } => "campaign-running",
        CampaignView { starts: Some(_), .. } => "campaign-scheduled",
        _ => "campaign-finished",
    };
    Msg::new(id).text("task", view.task.as_str())
}

fn progress(view: &CampaignView) -> Msg {
    if let Some(starts) = view.starts {
        return Msg::new("campaign-starts").at("starts", starts).count("total", view.total);
    }
    let full = (view.done * BAR).checked_div(view.total).unwrap_or(0);
    let bar = format!("{}{}", "▓".repeat(full), "░".repeat(BAR - full));
    let progress = Msg::new("campaign-progress")
        .text("bar", bar)
        .count("done", view.done)
        .count("total", view.total)
        .count("now", view.in_flight);
    if !view.running {
        return progress;
    }
    match view.waits_until {
        _ if view.waits_for_money => Msg::new("campaign-waits-money").msg("progress", progress),
        Some(until) => Msg::new("campaign-waits").msg("progress", progress).at("until", until),
        None => progress,
    }
}

fn cost(view: &CampaignView) -> Msg {
    if view.plan_seconds > 0 {
        let plan = i64::from(view.plan_seconds);
        return Msg::new("campaign-cost-plan").price("cost", view.cost).seconds("plan", plan);
    }
    match view.cost {
        Usd::ZERO => Msg::new("campaign-cost-none"),
        cost => Msg::new("campaign-cost").price("cost", cost),
    }
}

fn keys(view: &CampaignView, message: Message) -> Message {
    let act =
        |id: &'static str, act: Act| tap(Msg::new(id), Button::Act { act, id: view.id.0, rev: 0 });
    let going = view.running || view.starts.is_some();
    let message =
        if going { message.row([act("campaign-stop", Act::StopCampaign)]) } else { message };
    let unpaid = view.unpaid > 0 || view.waits_for_money;
    let message = message.row(unpaid.then(top_up));
    let results = (view.done > 0).then(|| act("campaign-results", Act::Results));
    let refused = view
        .refused
        .map(|first| tap(Msg::new("campaign-why"), Button::open_at(Screen::Skipped, first.0)));
    message.row(refused).row(results).row([to_menu()])
}

/// The message that carries the results.
pub fn results(view: &CampaignView, name: String, csv: String) -> Message {
    Message::of(Msg::new("campaign-results-caption").text("task", view.task.as_str()))
        .with_file(name, csv)
}
