//! Screens: what is known becomes a message; pure, one file a feature.

use crate::chat::button::{Button, Screen, Word};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;

pub mod menu;
pub mod start;
pub mod stop;
pub mod call;
pub mod why;
pub mod campaign;
pub mod schedule;
pub mod price;
pub mod ask_call;
pub mod task;
pub mod account;
pub mod own;
pub mod help;
pub mod policy;
pub mod results;
pub mod plans;
pub mod renewal;
pub mod coupon;
pub mod cases;
pub mod approvals;
pub mod admin;
pub mod wallet;
pub mod topup;
pub mod reviews;
pub mod stars;
pub mod ledger;

/// How many rows a list shows on one page.
pub const PAGE: usize = 6;

/// The same screen with a problem above it.
pub fn under(problem: Msg, mut message: Message) -> Message {
    message.lines.insert(0, problem);
    message
}

/// Back to the menu.
pub fn to_menu() -> Key {
    tap(Msg::new("button-menu"), Button::open(Screen::Menu))
}

/// One step back in a wizard.
pub fn back(rev: i64) -> Key {
    tap(Msg::new("button-back"), Button::word(rev, Word::Back))
}

/// Out of a wizard.
pub fn cancel(rev: i64) -> Key {
    tap(Msg::new("button-cancel"), Button::word(rev, Word::Cancel))
}

/// The last row of every wizard step.
pub fn back_or_cancel(rev: i64) -> [Key; 2] {
    [back(rev), cancel(rev)]
}

/// The last page of a list, counted from 0.
pub fn last_page(total: usize) -> i64 {
    i64::try_from(total.saturating_sub(1) / PAGE).unwrap_or(0)
}

/// The row that turns a list's pages; empty when there is one page.
pub fn pages(screen: Screen, page: i64, total: usize) -> Vec<Key> {
    let last = last_page(total);
    let turn = |id: &'static str, to: i64| tap(Msg::new(id), Button::open_at(screen, to));
    let mut row = Vec::new();
    if page > 0 {
        row.push(turn("button-newer", page - 1));
    }
    if page < last {
        row.push(turn("button-older", page + 1));
    }
    row
}
