//! What a person sees: the messages, the keyboards, the toasts, and all of it as text.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::FakeTelegram;
use super::keyboard::{Action, Button, Key};
use super::state::{Body, Chat, File, Message, Note, Noted, State};

/// How long "typing…" is shown unless it is renewed.
const ACTION_LASTS: Duration = Duration::from_secs(5);

/// A message as it is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Counts from 1 in each chat.
    pub id: i64,
    /// Else it is a person's.
    pub from_bot: bool,
    /// When it was sent.
    pub at: Timestamp,
    /// The text or the caption, as it reads. A contact reads as its number, a location as its
    /// degrees.
    pub text: String,
    /// The same as clean HTML, with only `b i u s code pre a blockquote tg-spoiler`.
    pub html: String,
    /// The rows of buttons under it.
    pub keyboard: Vec<Vec<Button>>,
    /// The document or photo it carries.
    pub file: Option<ShownFile>,
    /// How often it was edited.
    pub edited: u32,
    /// It is gone for the people; tests may still look at it.
    pub deleted: bool,
}

/// A document or a photo in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFile {
    /// Telegram's `file_id`.
    pub id: String,
    /// As the sender named it.
    pub name: String,
    /// The media type the sender gave.
    pub mime: String,
    /// The content.
    pub bytes: Arc<[u8]>,
    /// Width and height of a photo; `None` for a document.
    pub photo: Option<(u32, u32)>,
}

/// The bot's answer to a tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// It must be closed by the person.
    pub alert: bool,
}

/// One person's screen.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// Grows with every change.
    pub version: u64,
    /// The newest messages that are not deleted, oldest first.
    pub messages: Vec<Shown>,
    /// The keyboard below the chat.
    pub keys: Vec<Vec<Key>>,
    /// All toasts so far.
    pub toasts: Vec<Toast>,
    /// What the bot is doing, such as `typing`, and for how much longer to show it.
    pub action: Option<(String, Duration)>,
    /// The commands of the menu, in the person's language: name and description.
    pub commands: Vec<(String, String)>,
}

impl FakeTelegram {
    /// All messages of a chat, deleted ones too, oldest first. `user` may be a group's id.
    pub fn chat(&self, user: i64) -> Vec<Shown> {
        self.read(|state| {
            state.chats.get(&user).map(|chat| chat.messages.iter().map(shown).collect())
        })
        .unwrap_or_default()
    }

    /// How many messages each chat has, of both sides; for a load test, which must not copy them.
    pub fn lengths(&self, users: &[i64]) -> Vec<i64> {
        let length = |state: &State, user| state.chats.get(user).map_or(0, Chat::last_id);
        self.read(|state| users.iter().map(|user| length(state, user)).collect())
    }

    /// The newest message of the bot's that is still there.
    pub fn last_from_bot(&self, user: i64) -> Option<Shown> {
        self.read(|state| {
            let messages = &state.chats.get(&user)?.messages;
            messages.iter().rev().find(|m| m.from.is_none() && !m.deleted).map(shown)
        })
    }

    /// The keyboard below the chat.
    pub fn reply_keyboard(&self, user: i64) -> Vec<Vec<Key>> {
        self.read(|state| state.chats.get(&user).map(|chat| chat.keys.clone())).unwrap_or_default()
    }

    /// The bot's answers to taps, oldest first.
    pub fn toasts(&self, user: i64) -> Vec<Toast> {
        self.read(|state| state.chats.get(&user).map(toasts)).unwrap_or_default()
    }

    /// How many taps wait for their answer: each shows a waiting sign on its button.
    pub fn unanswered(&self) -> usize {
        self.read(|state| state.queries.len())
    }

    /// What the person's screen shows, with at most `most` messages.
    pub fn screen(&self, user: i64, most: usize) -> Screen {
        let pace = self.clock().pace();
        self.read(|state| {
            let commands = commands(state, user);
            let Some(chat) = state.chats.get(&user) else {
                return Screen { commands, ..Screen::default() };
            };
            let newest = chat.messages.iter().rev().filter(|m| !m.deleted).take(most);
            let mut messages: Vec<Shown> = newest.map(shown).collect();
            messages.reverse();
            let action = chat.action.as_ref().and_then(|(action, at)| {
                let left = (*at + ACTION_LASTS).checked_sub(pace)?;
                Some((action.clone(), left))
            });
            let (keys, toasts) = (chat.keys.clone(), toasts(chat));
            Screen { version: chat.version, messages, keys, toasts, action, commands }
        })
    }

    /// Waits until the person's screen is no longer at `version`, and never longer than `at_most`.
    pub async fn changed_since(&self, user: i64, version: u64, at_most: Duration) {
        let changed = async {
            loop {
                let seen = self.0.seen.notified();
                tokio::pin!(seen);
                seen.as_mut().enable();
                let now = self.read(|state| state.chats.get(&user).map_or(0, |chat| chat.version));
                if now != version {
                    return;
                }
                seen.await;
            }
        };
        // Either way the caller looks again.
        let _ = tokio::time::timeout(at_most, changed).await;
    }

    /// A file by its `file_id`.
    pub fn file(&self, id: &str) -> Option<ShownFile> {
        self.read(|state| state.files.get(id).map(|file| shown_file(file)))
    }

    /// The chat as text, for snapshots. Deleted messages are left out; taps and toasts stand
    /// where they happened.
    pub fn transcript(&self, user: i64) -> String {
        self.transcript_with(user, &|file| {
            let kind = if file.photo.is_some() { "photo" } else { "document" };
            format!("<{kind} {}>", file.name)
        })
    }

    /// The same, with files described by somebody who can read them.
    pub fn transcript_with(&self, user: i64, describe: &dyn Fn(&ShownFile) -> String) -> String {
        self.read(|state| {
            let mut out = String::new();
            let Some(chat) = state.chats.get(&user) else { return out };
            let mut notes = chat.notes.iter().peekable();
            for message in &chat.messages {
                if !message.deleted {
                    write_message(&mut out, state, message, describe);
                }
                while let Some(note) = notes.next_if(|note| note.after <= message.id) {
                    write_note(&mut out, state, note);
                }
            }
            for row in &chat.keys {
                let labels: Vec<_> = row.iter().map(|key| format!("[{}]", key.label)).collect();
                let _ = writeln!(out, "keyboard: {}", labels.join(" "));
            }
            out
        })
    }
}

fn shown(message: &Message) -> Shown {
    let (text, html) = match &message.body {
        Body::Text(rich) | Body::File { caption: rich, .. } => {
            (rich.plain.clone(), rich.html.clone())
        }
        Body::Contact { phone, .. } => (phone.clone(), super::html::escape(phone)),
        Body::Location { latitude, longitude } => {
            let text = format!("{latitude:.5}, {longitude:.5}");
            (text.clone(), text)
        }
        Body::Invoice(bill) => {
            let (title, text) = (&bill.title, &bill.description);
            let html = super::html::escape(text);
            (format!("{title}\n{text}"), format!("<b>{}</b>\n{html}", super::html::escape(title)))
        }
        Body::Paid(payment) => {
            let text = format!("{} ⭐️ {}", payment.stars, payment.field);
            (text.clone(), text)
        }
    };
    let file = match &message.body {
        Body::File { file, .. } => Some(shown_file(file)),
        _ => None,
    };
    Shown {
        id: message.id,
        from_bot: message.from.is_none(),
        at: message.at,
        text,
        html,
        keyboard: message.markup.inline().to_vec(),
        file,
        edited: message.edits,
        deleted: message.deleted,
    }
}

fn shown_file(file: &File) -> ShownFile {
    ShownFile {
        id: file.id.clone(),
        name: file.name.clone(),
        mime: file.mime.clone(),
        bytes: Arc::clone(&file.bytes),
        photo: file.photo,
    }
}

fn toasts(chat: &Chat) -> Vec<Toast> {
    let toast = |note: &Note| match &note.kind {
        Noted::Toast { text, alert } => Some(Toast { text: text.clone(), alert: *alert }),
        Noted::Tap { .. } => None,
    };
    chat.notes.iter().filter_map(toast).collect()
}

/// The commands a person sees: those for all private chats before the default ones, those of
/// their language before those of every language.
fn commands(state: &State, user: i64) -> Vec<(String, String)> {
    let tag = state.people.get(&user).map(|person| person.language_code.as_str());
    let language = tag.and_then(|tag| tag.get(..2)).unwrap_or_default();
    let scopes = [r#"{"type":"all_private_chats"}"#, "default"];
    scopes
        .iter()
        .flat_map(|scope| [language, ""].map(|language| (scope.to_string(), language.to_owned())))
        .find_map(|key| state.settings.commands.get(&key).cloned())
        .unwrap_or_default()
}

fn write_message(
    out: &mut String,
    state: &State,
    message: &Message,
    describe: &dyn Fn(&ShownFile) -> String,
) {
    let edited = if message.edits > 0 { " (edited)" } else { "" };
    let what = match &message.body {
        Body::Text(rich) => rich.plain.clone(),
        Body::File { file, caption } => {
            format!("{} {}", describe(&shown_file(file)), caption.plain).trim_end().to_owned()
        }
        Body::Contact { phone, .. } => format!("<contact {phone}>"),
        Body::Location { latitude, longitude } => format!("<location {latitude}, {longitude}>"),
        Body::Invoice(bill) => format!("<bill {}> {}", bill.title, bill.description),
        Body::Paid(payment) => format!("<{} {} Stars>", payment.field, payment.stars),
    };
    let what = what.replace('\n', "\n  ");
    let _ = match message.from {
        Some(id) => writeln!(out, "{}: {what}", person(state, id)),
        None => writeln!(out, "bot #{}{edited}: {what}", message.id),
    };
    for row in message.markup.inline() {
        let row: Vec<String> = row.iter().map(label).collect();
        let _ = writeln!(out, "  {}", row.join(" "));
    }
}

fn label(button: &Button) -> String {
    match &button.action {
        Action::Data(_) => format!("[{}]", button.label),
        Action::Url(url) => format!("[{} ↗ {url}]", button.label),
        Action::Copy(text) => format!("[{} ⧉ {text}]", button.label),
        Action::Pay(stars) => format!("[{} ⭐️ {stars}]", button.label),
    }
}

fn write_note(out: &mut String, state: &State, note: &Note) {
    let _ = match &note.kind {
        Noted::Tap { by, label } => writeln!(out, "{} taps [{label}]", person(state, *by)),
        Noted::Toast { text, alert: false } => writeln!(out, "toast: {text}"),
        Noted::Toast { text, alert: true } => writeln!(out, "alert: {text}"),
    };
}

fn person(state: &State, id: i64) -> &str {
    state.people.get(&id).map_or("?", |person| person.first_name.as_str())
}
