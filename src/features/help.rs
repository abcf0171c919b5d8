//! Help, support, privacy and terms: screens that only show.

use anyhow::Result;

use crate::chat::message::Message;
use crate::features::Cx;
use crate::screens;
use crate::store::{cases, users};

/// What the bot does, and its commands.
pub fn show(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::help::help(cx.settings))
}

/// Whom to ask.
pub fn support(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::help::support(cx.settings, cx.user.chat.0))
}

/// What somebody is told who asks before he has signed up (S4): as a message of its own, above the
/// question that stays open. `None` for what is none of these commands.
pub fn aside(cx: &Cx, command: &str) -> Result<Option<Message>> {
    let (settings, user) = (cx.settings, cx.user.chat.0);
    Ok(match command {
        "support" => Some(screens::help::aside(screens::help::support(settings, user))),
        "terms" => Some(screens::help::aside(screens::help::terms(settings, None))),
        "privacy" => Some(screens::help::aside(screens::help::privacy(settings))),
        "paysupport" => {
            let case = cases::open(cx.tx, cx.user.id)?;
            let opened = screens::cases::opened(case.id.0, settings, user);
            Some(screens::help::aside(opened))
        }
        _ => None,
    })
}

/// What data is kept.
pub fn privacy(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::help::privacy(cx.settings))
}

/// The terms, and when they were accepted.
pub fn terms(cx: &mut Cx) -> Result<()> {
    let accepted = users::accepted_at(cx.tx, cx.user.id, &cx.settings.terms.version)?;
    cx.show(&screens::help::terms(cx.settings, accepted))
}
