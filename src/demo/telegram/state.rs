//! What the stand-in remembers: people, chats, messages, files. Every look-up is by key, so that
//! the cost of a request does not grow with the history.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::faults::Faults;
use super::html::Rich;
use super::keyboard::{Key, Markup};
use super::limits::{self, Level, whole_seconds};
use super::params::Params;
use super::reply::Refusal;
use super::settings::Settings;
use super::stars::{Bill, Payment, Stars};
use super::updates::Queue;

/// Everything behind the lock.
#[derive(Default)]
pub(super) struct State {
    pub token: String,
    pub people: HashMap<i64, Person>,
    pub chats: HashMap<i64, Chat>,
    pub queue: Queue,
    /// Callback queries that wait for their answer, oldest first.
    pub queries: BTreeMap<u64, Query>,
    pub queries_made: u64,
    pub stars: Stars,
    pub files: HashMap<String, Arc<File>>,
    pub settings: Settings,
    pub faults: Faults,
    pub violations: Vec<String>,
    pub unlimited: bool,
    pub delay: Duration,
    pub overall: Level,
}

/// One request, with the moment it is made.
pub(super) struct Call<'a> {
    pub params: &'a Params,
    pub wall: Timestamp,
    pub pace: Duration,
}

/// Somebody who uses the bot.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub id: i64,
    pub first_name: String,
    pub language_code: String,
    pub blocked: bool,
}

/// A conversation. A private one has its person's id, a group a negative one.
#[derive(Default)]
pub(super) struct Chat {
    pub id: i64,
    /// Only groups have one.
    pub title: Option<String>,
    pub messages: Vec<Message>,
    pub keys: Vec<Vec<Key>>,
    pub keys_once: bool,
    pub notes: Vec<Note>,
    /// "typing…" and when it was said.
    pub action: Option<(String, Duration)>,
    /// Grows with every change that can be seen.
    pub version: u64,
    pub level: Level,
}

/// A message; its id is its place in the chat, so that two chats have equal ids and a bot that
/// mixes them up is found out.
pub(super) struct Message {
    pub id: i64,
    /// `None` for the bot.
    pub from: Option<i64>,
    pub at: Timestamp,
    pub body: Body,
    pub markup: Markup,
    pub edits: u32,
    pub edited_at: Option<Timestamp>,
    pub deleted: bool,
}

/// What a message holds.
pub(super) enum Body {
    Text(Rich),
    File { file: Arc<File>, caption: Rich },
    Contact { phone: String, first_name: String, user_id: Option<i64> },
    Location { latitude: f64, longitude: f64 },
    Invoice(Bill),
    Paid(Payment),
}

/// A file Telegram keeps.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    pub id: String,
    pub name: String,
    pub mime: String,
    pub bytes: Arc<[u8]>,
    /// Width and height of a photo; a document has none.
    pub photo: Option<(u32, u32)>,
}

/// Something seen in the chat that is no message; it belongs after message `after`.
pub(super) struct Note {
    pub after: i64,
    pub kind: Noted,
}

pub(super) enum Noted {
    Tap { by: i64, label: String },
    Toast { text: String, alert: bool },
}

/// A button was tapped and the bot has not answered yet.
pub(super) struct Query {
    pub chat: i64,
    pub at: Timestamp,
}

impl State {
    /// The chat, if the bot may write to it.
    pub(super) fn reach(&mut self, chat: i64) -> Result<&mut Chat, Refusal> {
        let person = self.people.get(&chat);
        if person.is_some_and(|person| person.blocked) {
            return Err(Refusal::forbidden("bot was blocked by the user"));
        }
        self.chats.get_mut(&chat).ok_or_else(|| match person {
            Some(_) => Refusal::forbidden("bot can't initiate conversation with a user"),
            None => Refusal::bad("chat not found"),
        })
    }

    /// Counts one message against the limits, or refuses it.
    pub(super) fn admit(&mut self, chat: i64, now: Duration) -> Result<(), Refusal> {
        if self.unlimited {
            return Ok(());
        }
        let rate = if chat < 0 { limits::GROUP } else { limits::PRIVATE };
        let Some(chat) = self.chats.get_mut(&chat) else { return Ok(()) };
        let wait = chat.level.wait(now, rate).max(self.overall.wait(now, limits::OVERALL));
        if !wait.is_zero() {
            return Err(Refusal::too_many(whole_seconds(wait)));
        }
        chat.level.take(now, rate);
        self.overall.take(now, limits::OVERALL);
        Ok(())
    }

    /// Keeps a file and gives it its id.
    pub(super) fn keep(
        &mut self,
        name: &str,
        mime: &str,
        bytes: Arc<[u8]>,
        photo: Option<(u32, u32)>,
    ) -> Arc<File> {
        let kind = if photo.is_some() { "AgACAgIAAxkBAAI" } else { "BQACAgIAAxkBAAI" };
        let id = format!("{kind}{:09}", self.files.len() + 1);
        let (name, mime) = (name.to_owned(), mime.to_owned());
        let file = Arc::new(File { id: id.clone(), name, mime, bytes, photo });
        self.files.insert(id, Arc::clone(&file));
        file
    }
}

impl Chat {
    pub(super) fn message(&self, id: i64) -> Option<&Message> {
        let place = usize::try_from(id.checked_sub(1)?).ok()?;
        self.messages.get(place).filter(|message| !message.deleted)
    }

    pub(super) fn message_mut(&mut self, id: i64) -> Option<&mut Message> {
        let place = usize::try_from(id.checked_sub(1)?).ok()?;
        self.messages.get_mut(place).filter(|message| !message.deleted)
    }

    pub(super) fn last_id(&self) -> i64 {
        i64::try_from(self.messages.len()).unwrap_or(i64::MAX)
    }

    /// Adds a message, and returns its id.
    pub(super) fn push(
        &mut self,
        from: Option<i64>,
        at: Timestamp,
        body: Body,
        markup: Markup,
    ) -> i64 {
        let id = self.last_id() + 1;
        let message =
            Message { id, from, at, body, markup, edits: 0, edited_at: None, deleted: false };
        self.messages.push(message);
        self.version += 1;
        id
    }
}
