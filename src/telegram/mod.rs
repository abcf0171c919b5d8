//! Telegram: one of the four doors to the world, and the only home of frankenstein.

use std::time::Duration;

use serde_json::Value;

use crate::chat::event::StarsMoved;
use crate::domain::ids::ChatId;

pub mod client;
mod form;
mod line;
mod markup;
pub mod read;
mod stars;
mod upload;

/// The most UTF-16 units Telegram takes in one message.
pub const TEXT_MOST: usize = 4096;
/// The most UTF-16 units Telegram takes in a caption.
pub const CAPTION_MOST: usize = 1024;
/// The most characters of a bill's title.
pub const TITLE_MOST: usize = 32;
/// The most characters of a bill's description.
pub const DESCRIPTION_MOST: usize = 255;
/// The most rows of the account of Stars in one answer.
pub const STARS_PAGE: i64 = 100;
/// The largest file Telegram lets a bot download.
pub const DOWNLOAD_MOST: u64 = 20 * 1024 * 1024;

/// What the bot needs of Telegram.
pub trait Telegram: Send + Sync {
    /// Waits up to `wait` for updates from `offset` on, each still as it came: one odd update
    /// must not spoil its batch.
    fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Value>, Fail>;

    /// Sends one thing.
    fn send(&self, out: &Outgoing) -> Result<Sent, Fail>;

    /// Downloads a file of at most [`DOWNLOAD_MOST`] bytes.
    fn file(&self, file_id: &str) -> Result<Vec<u8>, Fail>;

    /// A page of the bot's account of Stars, the oldest first, after the first `skip` rows.
    fn stars(&self, skip: i64) -> Result<StarsPage, Fail>;

    /// The bot's own user name.
    fn me(&self) -> Result<String, Fail>;

    /// Ends a running poll at once, for shutdown.
    fn hang_up(&self);
}

/// One thing to send, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// A new message.
    Text {
        /// Where.
        chat: ChatId,
        /// Telegram's HTML.
        html: String,
        /// What is under it.
        keyboard: Keyboard,
    },
    /// A new text in an old message.
    Edit {
        /// Where.
        chat: ChatId,
        /// Which message.
        message: i64,
        /// Telegram's HTML.
        html: String,
        /// What is under it.
        keyboard: Keyboard,
    },
    /// A new message with a photo.
    Photo {
        /// Where.
        chat: ChatId,
        /// What is seen.
        photo: Photo,
        /// Telegram's HTML below it.
        html: String,
        /// What is under it.
        keyboard: Keyboard,
    },
    /// A new text below an old photo.
    EditCaption {
        /// Where.
        chat: ChatId,
        /// Which message.
        message: i64,
        /// Telegram's HTML.
        html: String,
        /// What is under it.
        keyboard: Keyboard,
    },
    /// A new photo, with its text, in the place of an old one.
    EditPhoto {
        /// Where.
        chat: ChatId,
        /// Which message.
        message: i64,
        /// What is seen.
        photo: Photo,
        /// Telegram's HTML below it.
        html: String,
        /// What is under it.
        keyboard: Keyboard,
    },
    /// A document made by us.
    Document {
        /// Where.
        chat: ChatId,
        /// Its file name.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
        /// Telegram's HTML beside it.
        html: String,
        /// What is under it.
        keyboard: Keyboard,
    },
    /// Takes the buttons off a message.
    Strip {
        /// Where.
        chat: ChatId,
        /// Which message.
        message: i64,
    },
    /// Deletes a message. One that is too old for that loses its buttons instead.
    Delete {
        /// Where.
        chat: ChatId,
        /// Which message.
        message: i64,
    },
    /// The answer to a tap.
    Toast {
        /// Names the tap.
        query: String,
        /// Shown for a moment; empty to only end the waiting sign.
        text: String,
    },
    /// A bill in Stars.
    Invoice {
        /// Where.
        chat: ChatId,
        /// What is sold, at most [`TITLE_MOST`].
        title: String,
        /// What that is, at most [`DESCRIPTION_MOST`].
        description: String,
        /// Comes back with the payment.
        payload: String,
        /// How many Stars.
        stars: i64,
    },
    /// The answer to the question whether a payment may go on.
    Checkout {
        /// Names the question.
        query: String,
        /// Why not; `None` when it may.
        refusal: Option<String>,
    },
    /// Gives a whole payment in Stars back.
    Refund {
        /// Telegram's id of the person.
        telegram_id: i64,
        /// Telegram's id of the payment.
        charge: String,
    },
    /// The command list of one chat.
    Commands {
        /// Where.
        chat: ChatId,
        /// Commands with their descriptions.
        commands: Vec<(String, String)>,
    },
}

/// What the bot's account of Stars lists, a page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StarsPage {
    /// Payments of invoices and what went back of them; other rows are left out.
    pub moved: Vec<StarsMoved>,
    /// How many rows the page had, those left out counted.
    pub rows: i64,
}

/// A photo made by us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The image.
    pub bytes: Vec<u8>,
    /// Telegram's name for it, if it was sent before: saves the upload. One that Telegram has
    /// forgotten, or gave to another bot, does no harm.
    pub file_id: Option<String>,
}

/// What is under a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    /// Nothing.
    #[default]
    None,
    /// Buttons that belong to the message.
    Inline(Vec<Vec<Button>>),
    /// One big button that shares the user's own contact.
    AskContact(String),
    /// One big button that shares where the user is.
    AskLocation(String),
    /// Takes the big button away.
    Remove,
}

/// An inline button, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// Its label.
    pub label: String,
    /// What it does.
    pub does: Does,
}

/// What an inline button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Comes back to us with this data.
    Tap(String),
    /// Opens a page.
    Visit(String),
    /// Copies text.
    Copy(String),
}

/// What Telegram said of a success.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The message that now shows it; `None` for what is no message.
    pub message: Option<i64>,
    /// Telegram's name for the photo in it.
    pub file_id: Option<String>,
}

/// Why something was not sent, as far as it decides what to do next. Texts are for the log: they
/// hold no token and no message body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fail {
    /// Too fast: wait this long.
    #[error("told to wait {0:?}")]
    Wait(Duration),
    /// The person blocked the bot or is gone.
    #[error("the person cannot be reached: {0}")]
    Unreachable(String),
    /// The edit changes nothing.
    #[error("nothing to change")]
    Unchanged,
    /// The message to edit or delete no longer exists, or cannot be edited.
    #[error("the message is gone: {0}")]
    Gone(String),
    /// The tap is too old to be answered, or the message to be deleted.
    #[error("too old")]
    TooOld,
    /// Telegram will never take this.
    #[error("refused ({code}): {text}")]
    Refused {
        /// Telegram's error code.
        code: u64,
        /// Its description.
        text: String,
    },
    /// Nothing was delivered: no connection, or a server fault said so.
    #[error("no connection: {0}")]
    Down(String),
    /// Nobody knows whether it was delivered.
    #[error("no answer: {0}")]
    Unknown(String),
}
