//! The menu, and what is written when nothing was asked.

use anyhow::Result;

use crate::chat::button::{Place, Screen};
use crate::chat::message::Message;
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;
use crate::domain::user::{Role, Standing};
use crate::domain::wallet::Bucket;
use crate::features::{Cx, Input, call, start};
use crate::screens;
use crate::screens::menu::Stopped;
use crate::store::{calls, schedules, stops};

/// Shows the main menu.
pub fn show(cx: &mut Cx) -> Result<()> {
    let message = message(cx)?;
    cx.show(&message)
}

/// The main menu as a message.
pub fn message(cx: &Cx) -> Result<Message> {
    Ok(screens::menu::menu(&screens::menu::Menu {
        first_call: calls::count(cx.tx, cx.user.id, 1)? == 0,
        scheduled: schedules::count(cx.tx, cx.user.id)?,
        stopped: match (stops::all_stopped(cx.tx)?, cx.user.standing) {
            (true, _) => Some(Stopped::All),
            (false, Standing::Active) => None,
            (false, _) => Some(Stopped::Mine),
        },
        operator: cx.user.role == Role::Operator,
    }))
}

/// The choice of language, outside of sign-up: `choice` 0 asks, the others choose.
pub fn languages(cx: &mut Cx, choice: i64) -> Result<()> {
    let at = choice.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    let Some(locale) = at.and_then(|at| Locale::ALL.get(at).copied()) else {
        return cx.show(&screens::menu::languages(cx.user.locale));
    };
    start::set_language(cx, locale)?;
    show(cx)
}

/// What the bot says in a group.
pub fn only_private() -> Message {
    screens::menu::only_private()
}

/// The screen a command opens.
pub fn place_of_command(name: &str) -> Option<Place> {
    let screen = match name {
        "language" => Screen::Language,
        "support" => Screen::Support,
        "paysupport" => Screen::PaySupport,
        "privacy" => Screen::Privacy,
        "terms" => Screen::Terms,
        "plans" => Screen::Plans,
        "admin" => Screen::Admin,
        "coupon" => Screen::NewCoupon,
        // Telegram's clients offer these two for every bot.
        "help" => Screen::Help,
        "settings" => Screen::Account,
        _ => return None,
    };
    Some(Place::of(screen))
}

/// What a user sends when nothing was asked: a number he may call begins a call to it.
pub fn free(cx: &mut Cx, input: Input) -> Result<()> {
    let (Input::Text(text) | Input::Contact(text)) = input else { return show(cx) };
    match call::phone(cx, &text) {
        Ok(phone) => call::start(cx, Bucket::Single, 0, Some(phone)),
        // A number all the same: he is told why it cannot be called.
        Err(problem) if Phone::parse(&text, cx.settings.region).is_ok() => {
            let message = screens::under(problem, message(cx)?);
            cx.show(&message)
        }
        Err(_) => show(cx),
    }
}
