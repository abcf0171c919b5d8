//! Help, support, privacy and terms: screens that only show.

use anyhow::Result;

use crate::features::Cx;
use crate::screens;
use crate::store::users;

/// What the bot does, and its commands.
pub fn show(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::help::help(cx.settings))
}

/// Whom to ask.
pub fn support(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::help::support(cx.settings, cx.user.chat.0))
}

/// Whom to ask about money.
pub fn pay_support(cx: &mut Cx) -> Result<()> {
    cx.show(&screens::help::pay_support(cx.settings, cx.user.chat.0))
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
