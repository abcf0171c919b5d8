//! What comes in, typed at the door: past it nobody looks at Telegram's fields again.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::chat::button::Button;
use crate::domain::ids::ChatId;

/// One update that concerns us.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Telegram's id of the update; handled once.
    pub update_id: i64,
    /// Who sent it.
    pub from: Person,
    /// Where.
    pub chat: ChatId,
    /// Whether that is a chat of this person with the bot and nobody else.
    pub place: Where,
    /// What happened.
    pub what: What,
}

/// Who sent an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Telegram's id of the person.
    pub telegram_id: i64,
    /// The language tag of his app.
    pub language: Option<String>,
}

/// The kind of chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// One person and the bot.
    Private,
    /// Others may read along.
    Group,
}

/// What happened in a chat.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Words.
    Text(String),
    /// A command, without its slash and the bot's name.
    Command(String, Option<String>),
    /// A tap on an inline button.
    Tap {
        /// Names the tap when it is answered.
        query: String,
        /// The message the button is under.
        message_id: i64,
        /// What the button means; `None` if we never drew it.
        button: Option<Button>,
    },
    /// A shared contact.
    Contact(String),
    /// A shared location: degrees north and east.
    Location(f64, f64),
    /// A document.
    Document(Document),
    /// The person blocked or unblocked the bot.
    Reach(Reach),
    /// Before a payment in Stars goes on.
    Checkout(Checkout),
    /// Stars were paid, or went back.
    Stars(StarsMoved),
    /// Something this bot has no use for, such as a sticker.
    Other,
}

/// A document that was sent to the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Names the file at Telegram.
    pub file_id: String,
    /// The name the sender gave it.
    pub name: String,
    /// Its size in bytes; zero when Telegram does not say.
    pub bytes: u64,
}

/// Telegram asks whether a payment may go on; it waits ten seconds for the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// Names the question when it is answered.
    pub query: String,
    /// The currency.
    pub currency: String,
    /// How much of it, in its smallest unit.
    pub amount: i64,
    /// What the invoice carried.
    pub payload: String,
}

/// Stars that came from a person, or went back to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarsMoved {
    /// Which way.
    pub way: Way,
    /// Telegram's id of the payment; one that goes back keeps it.
    pub charge: String,
    /// Telegram's id of the person.
    pub telegram_id: i64,
    /// What the invoice carried.
    pub payload: String,
    /// How many; more than zero.
    pub stars: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
}

/// Which way Stars went. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Way {
    /// From a person to the bot.
    Paid,
    /// Back again.
    Returned,
}

/// Whether the bot may write to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The bot was blocked.
    Lost,
    /// The bot may write again.
    Back,
}
