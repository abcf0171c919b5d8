//! What people do: they write, tap, share, upload, and block the bot.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::FakeTelegram;
use super::html::Rich;
use super::keyboard::{Action, Button, Markup};
use super::settings::forget_old_queries;
use super::stars;
use super::state::{Body, Chat, Note, Noted, Person, Query, State};
use super::wire;

/// Somebody who may come to use the bot.
#[derive(Clone, Debug)]
pub struct PersonSeed {
    /// Telegram's id of the person, and of the chat with the bot.
    pub id: i64,
    /// The name the bot sees.
    pub first_name: String,
    /// An IETF tag such as `fr` or `zh-hans`.
    pub language_code: String,
}

/// What a tap on a button did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tapped {
    /// The bot got a callback query with this id.
    Asked(String),
    /// This address opened; the bot knows nothing of it.
    Opened(String),
    /// This text was copied; the bot knows nothing of it.
    Copied(String),
    /// A payment began: the bot is asked with this id whether it may go on.
    Paying(String),
}

impl FakeTelegram {
    /// Makes a person, or changes the name and language of one. The bot cannot write to somebody
    /// before that person wrote to it.
    pub fn person(&self, seed: PersonSeed) {
        let PersonSeed { id, first_name, language_code } = seed;
        self.change(|state| {
            let blocked = state.people.get(&id).is_some_and(|person| person.blocked);
            state.people.insert(id, Person { id, first_name, language_code, blocked });
        });
    }

    /// A person writes to the bot; a leading `/` makes it a command. Returns the message's id.
    /// Somebody who had blocked the bot unblocks it by that, as in Telegram.
    pub fn says(&self, user: i64, text: &str) -> i64 {
        self.arrives(user, user, Body::Text(Rich::plain(text)))
    }

    /// A person writes in a group (a negative id) the bot is in and may read.
    pub fn says_in_group(&self, group: i64, user: i64, text: &str) -> i64 {
        self.arrives(group, user, Body::Text(Rich::plain(text)))
    }

    /// A person shares their own number with the keyboard's button.
    pub fn shares_contact(&self, user: i64, phone: &str) -> i64 {
        self.shares_contact_of(user, phone, Some(user))
    }

    /// A person forwards somebody's contact; `owner` is that person's Telegram id, if they have
    /// one. Only a contact whose owner is the sender proves a number.
    pub fn shares_contact_of(&self, user: i64, phone: &str, owner: Option<i64>) -> i64 {
        let first_name = self.read(|state| name(state, owner.unwrap_or(user)));
        let phone = phone.to_owned();
        self.arrives(user, user, Body::Contact { phone, first_name, user_id: owner })
    }

    /// A person shares where they are, in degrees.
    pub fn shares_location(&self, user: i64, latitude: f64, longitude: f64) -> i64 {
        self.arrives(user, user, Body::Location { latitude, longitude })
    }

    /// A person sends a file. It arrives as a document, pictures too.
    pub fn uploads(&self, user: i64, file_name: &str, bytes: &[u8], mime: &str) -> i64 {
        let file = self.change(|state| state.keep(file_name, mime, Arc::from(bytes), None));
        self.arrives(user, user, Body::File { file, caption: Rich::default() })
    }

    /// A person blocks the bot: it can no longer write to them.
    pub fn blocks(&self, user: i64) {
        self.sets_blocked(user, true);
    }

    /// A person lets the bot write again.
    pub fn unblocks(&self, user: i64) {
        self.sets_blocked(user, false);
    }

    /// A person taps a button under a message, named by its label or its callback data. Fails if
    /// the message shows no such button.
    pub fn taps(&self, user: i64, message: i64, button: &str) -> Result<Tapped> {
        self.tap(user, message, |rows| {
            let named = |b: &&Button| {
                b.label == button || matches!(&b.action, Action::Data(data) if data == button)
            };
            rows.iter().flatten().find(named).cloned()
        })
        .with_context(|| format!("tap {button:?}"))
    }

    /// A person taps a button that the message showed once: on a screen that was not redrawn yet,
    /// or kept open for days.
    pub fn taps_passed(&self, user: i64, message: i64, data: &str) -> Result<Tapped> {
        let button = Button { label: data.to_owned(), action: Action::Data(data.to_owned()) };
        self.tap(user, message, |_| Some(button)).with_context(|| format!("tap {data:?}"))
    }

    /// A person taps the button at a place, both counted from zero.
    pub fn taps_at(&self, user: i64, message: i64, row: usize, column: usize) -> Result<Tapped> {
        self.tap(user, message, |rows| rows.get(row)?.get(column).cloned())
            .with_context(|| format!("tap row {row}, column {column}"))
    }

    /// Puts an update into the queue as it is, however odd. Without `update_id` it gets the next.
    pub fn odd_update(&self, update: Value) {
        self.change(|state| state.queue.push_odd(update));
    }

    /// The next update gets this id: Telegram starts anew after a week without updates.
    pub fn restart_update_ids(&self, id: i64) {
        self.change(|state| state.queue.restart(id));
    }

    fn arrives(&self, chat_id: i64, user: i64, body: Body) -> i64 {
        let now = self.clock().wall();
        if chat_id == user {
            self.sets_blocked(user, false);
        }
        self.change(|state| {
            let chat = open(state, chat_id, user);
            if chat.keys_once {
                chat.keys.clear();
            }
            let id = chat.push(Some(user), now, body, Markup::None);
            if let Some(message) = describe(state, chat_id, id) {
                state.queue.push("message", &message);
            }
            id
        })
    }

    pub(super) fn tap(
        &self,
        user: i64,
        message: i64,
        pick: impl FnOnce(&[Vec<Button>]) -> Option<Button>,
    ) -> Result<Tapped> {
        let now = self.clock().wall();
        self.change(|state| {
            let chat = state.chats.get_mut(&user).context("this person has no chat")?;
            let shown = chat.message(message).context("this message is not in the chat")?;
            let Some(button) = pick(shown.markup.inline()) else {
                bail!("message {message} shows no such button");
            };
            let kind = Noted::Tap { by: user, label: button.label.clone() };
            chat.notes.push(Note { after: chat.last_id(), kind });
            let data = match button.action {
                Action::Data(data) => data,
                Action::Url(url) => return Ok(Tapped::Opened(url)),
                Action::Copy(text) => return Ok(Tapped::Copied(text)),
                Action::Pay(_) => {
                    return stars::begin(state, (user, user, message), now, |_| {})
                        .map(Tapped::Paying);
                }
            };
            forget_old_queries(state, now);
            state.queries_made += 1;
            let id = state.queries_made;
            state.queries.insert(id, Query { chat: user, at: now });
            let query = json!({
                "id": id.to_string(), "from": state.people.get(&user).map(wire::user),
                "message": describe(state, user, message), "chat_instance": user.to_string(),
                "data": data,
            });
            state.queue.push("callback_query", &query);
            Ok(Tapped::Asked(id.to_string()))
        })
    }

    /// Telegram tells the bot when its standing in a private chat changes.
    fn sets_blocked(&self, user: i64, blocked: bool) {
        let now = self.clock().wall().as_second();
        self.change(|state| {
            let Some(person) = state.people.get_mut(&user) else { return };
            if std::mem::replace(&mut person.blocked, blocked) == blocked {
                return;
            }
            let person = wire::user(person);
            let bot = wire::bot(state);
            let member = json!({"status": "member", "user": bot});
            let kicked = json!({"status": "kicked", "user": bot, "until_date": 0});
            let (old, new) = if blocked { (member, kicked) } else { (kicked, member) };
            let chat = state.chats.get(&user).map(|chat| wire::chat(state, chat));
            let change = json!({
                "chat": chat, "from": person, "date": now,
                "old_chat_member": old, "new_chat_member": new,
            });
            state.queue.push("my_chat_member", &change);
        });
    }
}

/// The chat, made if this is its first message.
fn open(state: &mut State, chat: i64, user: i64) -> &mut Chat {
    state.people.entry(user).or_insert_with(|| Person {
        id: user,
        first_name: format!("Person {user}"),
        language_code: "en".to_owned(),
        blocked: false,
    });
    state.chats.entry(chat).or_insert_with(|| {
        let title = (chat < 0).then(|| format!("Group {}", chat.unsigned_abs()));
        Chat { id: chat, title, ..Chat::default() }
    })
}

pub(super) fn describe(state: &State, chat: i64, message: i64) -> Option<Value> {
    let chat = state.chats.get(&chat)?;
    Some(wire::message(state, chat, chat.message(message)?))
}

fn name(state: &State, user: i64) -> String {
    state.people.get(&user).map_or_else(String::new, |person| person.first_name.clone())
}
