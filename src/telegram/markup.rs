//! Keyboards as Telegram wants them.

use frankenstein::types::{
    CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton,
    ReplyKeyboardMarkup, ReplyKeyboardRemove, ReplyMarkup,
};

use crate::telegram::{Button, Does, Keyboard};

/// An edited message takes only buttons of its own.
pub(super) fn under_edit(keyboard: &Keyboard) -> Option<InlineKeyboardMarkup> {
    match keyboard {
        Keyboard::Inline(rows) => Some(inline(rows)),
        _ => None,
    }
}

pub(super) fn markup(keyboard: &Keyboard) -> Option<ReplyMarkup> {
    match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(rows) => Some(ReplyMarkup::InlineKeyboardMarkup(inline(rows))),
        Keyboard::AskContact(label) => {
            let button = KeyboardButton::builder().text(label).request_contact(true).build();
            Some(one_button(button))
        }
        Keyboard::AskLocation(label) => {
            let button = KeyboardButton::builder().text(label).request_location(true).build();
            Some(one_button(button))
        }
        Keyboard::Remove => {
            let remove = ReplyKeyboardRemove::builder().remove_keyboard(true).build();
            Some(ReplyMarkup::ReplyKeyboardRemove(remove))
        }
    }
}

fn one_button(button: KeyboardButton) -> ReplyMarkup {
    let keyboard = ReplyKeyboardMarkup::builder()
        .keyboard(vec![vec![button]])
        .resize_keyboard(true)
        .one_time_keyboard(true)
        .build();
    ReplyMarkup::ReplyKeyboardMarkup(keyboard)
}

fn inline(rows: &[Vec<Button>]) -> InlineKeyboardMarkup {
    let rows = rows.iter().map(|row| row.iter().map(button).collect::<Vec<_>>());
    InlineKeyboardMarkup::builder().inline_keyboard(rows.collect::<Vec<_>>()).build()
}

fn button(button: &Button) -> InlineKeyboardButton {
    let built = InlineKeyboardButton::builder().text(&button.label);
    match &button.does {
        Does::Tap(data) => built.callback_data(data).build(),
        Does::Visit(url) => built.url(url).build(),
        Does::Copy(text) => built.copy_text(CopyTextButton::builder().text(text).build()).build(),
    }
}
