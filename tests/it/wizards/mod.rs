//! Every wizard as a row of a table, and what must hold at each step of each of them.
//!
//! A row says what a person does, never what it is called in one language. The walks go over all
//! rows: in every language, over restarts, with wrong answers, double and stale taps, back, and
//! away from every step. A step that no row comes to fails `table::every_step_is_in_a_row`.

use ivrbot::chat::button::{Act, Screen, Word};

use crate::world::{Who, World};

mod desk;
mod leaving;
mod stage;
mod table;
mod users;
mod walks;

/// A wizard from its first tap to its end.
pub struct Row {
    /// Names it when a walk fails.
    pub name: &'static str,
    /// Whether the one who walks has signed up.
    pub is: Is,
    /// What there must be before.
    pub prepare: fn(&mut World, Who),
    /// What he does.
    pub path: &'static [Input],
    /// What to look at when it is over, of the user `?1`; one text.
    pub look: &'static str,
    /// What it says then, in every language.
    pub end: &'static str,
}

/// Who walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Somebody who has never written.
    Newcomer,
    /// Somebody who signed up.
    User,
    /// The one who runs the bot.
    Operator,
}

/// What somebody does.
#[derive(Clone, Copy)]
pub enum Input {
    /// Writes this.
    Says(&'static str),
    /// Writes something that is his alone, made from his Telegram id.
    Writes(fn(i64) -> String),
    /// Taps the first button that opens this screen.
    Opens(Screen),
    /// Taps a fixed answer.
    Word(Word),
    /// Taps the nth offered answer.
    Choose(usize),
    /// Taps the button of his own language.
    Language,
    /// Taps the first button that does this.
    Does(Act),
    /// Shares a contact whose number is made from his Telegram id.
    Contact(fn(i64) -> String),
    /// Shares where he is: Paris.
    Location,
    /// Uploads a list, which Telegram does not hand out at once.
    Uploads(fn(i64) -> String),
    /// Lets the file come.
    Waits,
    /// Writes the code that a call spoke.
    Code,
}

impl Input {
    /// Whether it is a tap on a button.
    pub fn is_tap(self) -> bool {
        matches!(
            self,
            Input::Opens(_) | Input::Word(_) | Input::Choose(_) | Input::Language | Input::Does(_)
        )
    }
}

/// Needs nothing.
pub fn nothing(_: &mut World, _: Who) {}

/// A number in Manhattan that is this person's to call.
pub fn carol(id: i64) -> String {
    format!("+1212555{:04}", id % 10_000)
}
