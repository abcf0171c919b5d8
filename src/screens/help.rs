//! What the bot does, whom to ask, what data it keeps, what its rules are.

use jiff::Timestamp;

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Does, Key, Message, copy, tap, visit};
use crate::chat::msg::Msg;
use crate::domain::settings::Settings;
use crate::screens::{start, to_menu};

/// What the bot does, and its commands.
pub fn help(settings: &Settings) -> Message {
    let command = |name: &str, does| Msg::new("help-command").text("name", name).msg("does", does);
    let commands = vec![
        command("menu", Msg::new("command-menu")),
        command("cancel", Msg::new("command-cancel")),
        command("plans", Msg::new("command-plans")),
        command("language", Msg::new("command-language")),
        command("support", Msg::new("command-support")),
        command("paysupport", Msg::new("command-paysupport")),
        command("privacy", Msg::new("command-privacy")),
        command("terms", Msg::new("command-terms")),
        command("start", Msg::new("command-start")),
    ];
    let open = |id: &'static str, screen| tap(Msg::new(id), Button::open(screen));
    Message::of(Msg::new("help-title").text("service", settings.service.as_str()))
        .line(Msg::new("help-how"))
        .line(Msg::new("help-fair"))
        .line(Msg::new("help-commands").lines("commands", commands))
        .row([open("help-support", Screen::Support), open("help-money", Screen::PaySupport)])
        .row([open("help-privacy", Screen::Privacy), open("help-terms", Screen::Terms)])
        .row([to_menu()])
}

/// Whom to ask. `id` is what the operator needs to know of the asker.
pub fn support(settings: &Settings, id: i64) -> Message {
    let message = Message::of(contact(settings));
    let message = match settings.support {
        Some(_) => message.line(Msg::new("support-id").text("id", id.to_string())),
        None => message,
    };
    asking(message, settings, id).row(away())
}

/// The same for somebody who has not signed up: without the buttons that lead away, since he
/// cannot go there yet.
pub fn aside(mut message: Message) -> Message {
    let stays = |key: &Key| !matches!(key.does, Does::Tap(_));
    message.keys.iter_mut().for_each(|row| row.retain(stays));
    message.keys.retain(|row| !row.is_empty());
    message
}

/// Adds whom to ask, and what he needs to know.
pub(super) fn asking(message: Message, settings: &Settings, id: i64) -> Message {
    let copy = copy(Msg::new("account-copy-id"), id.to_string());
    message.row(write(settings)).row([copy])
}

/// What data is kept, for how long, who gets it, how to have it deleted.
pub fn privacy(settings: &Settings) -> Message {
    Message::of(Msg::new("privacy-title"))
        .line(Msg::new("privacy-kept"))
        .line(Msg::new("privacy-masked"))
        .line(Msg::new("privacy-given"))
        .line(Msg::new("privacy-long"))
        .line(Msg::new("privacy-delete"))
        .line(contact(settings))
        .row(write(settings))
        .row(away())
}

/// The terms, and when this person accepted them.
pub fn terms(settings: &Settings, accepted: Option<Timestamp>) -> Message {
    let accepted = accepted.map(|at| Msg::new("terms-accepted").at("at", at));
    Message::of(Msg::new("terms-title"))
        .line(start::terms_text(settings))
        .lines(accepted)
        .row(away())
}

pub(super) fn contact(settings: &Settings) -> Msg {
    match &settings.support {
        Some(contact) => Msg::new("support-contact").text("contact", contact.as_str()),
        None => Msg::new("support-none"),
    }
}

/// Opens the chat or the page where help is.
fn write(settings: &Settings) -> Option<Key> {
    let contact = settings.support.as_deref()?;
    let url = match contact.strip_prefix('@') {
        Some(name) => format!("https://t.me/{name}"),
        None => contact.to_string(),
    };
    Some(visit(Msg::new("support-write"), url))
}

fn away() -> [Key; 2] {
    [tap(Msg::new("button-help"), Button::open(Screen::Help)), to_menu()]
}
