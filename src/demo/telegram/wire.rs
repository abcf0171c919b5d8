//! The objects of the Bot API as JSON.

use serde_json::{Value, json};

use super::state::{Body, Chat, File, Message, Person, State};

/// What the stand-in's bot is called.
pub(super) const BOT_NAME: &str = "Demo bot";
const BOT_USERNAME: &str = "ivr_demo_bot";

/// The bot itself. Its id is the number before the colon of its token.
pub(super) fn bot(state: &State) -> Value {
    let id: i64 = state.token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or(1);
    json!({"id": id, "is_bot": true, "first_name": BOT_NAME, "username": BOT_USERNAME})
}

pub(super) fn user(person: &Person) -> Value {
    json!({
        "id": person.id, "is_bot": false, "first_name": person.first_name,
        "language_code": person.language_code,
    })
}

pub(super) fn chat(state: &State, chat: &Chat) -> Value {
    match &chat.title {
        Some(title) => json!({"id": chat.id, "type": "supergroup", "title": title}),
        None => {
            let name = state.people.get(&chat.id).map(|person| person.first_name.as_str());
            json!({"id": chat.id, "type": "private", "first_name": name.unwrap_or_default()})
        }
    }
}

/// A message as the bot sees it.
pub(super) fn message(state: &State, in_chat: &Chat, message: &Message) -> Value {
    let from = match message.from.and_then(|id| state.people.get(&id)) {
        Some(person) => user(person),
        None => bot(state),
    };
    let mut value = json!({
        "message_id": message.id, "from": from, "chat": chat(state, in_chat),
        "date": message.at.as_second(),
    });
    let Some(fields) = value.as_object_mut() else { return value };
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    if let Some(at) = message.edited_at {
        put("edit_date", json!(at.as_second()));
    }
    if let Some(markup) = message.markup.to_json() {
        put("reply_markup", markup);
    }
    match &message.body {
        Body::Text(rich) => {
            put("text", json!(rich.plain));
            if message.from.is_some() && rich.plain.starts_with('/') {
                put("entities", command(&rich.plain));
            }
        }
        Body::File { file, caption } => {
            let (name, file) = media(file);
            put(name, file);
            if !caption.plain.is_empty() {
                put("caption", json!(caption.plain));
            }
        }
        Body::Contact { phone, first_name, user_id } => {
            let mut contact = json!({"phone_number": phone, "first_name": first_name});
            if let (Some(id), Some(fields)) = (user_id, contact.as_object_mut()) {
                fields.insert("user_id".to_owned(), json!(id));
            }
            put("contact", contact);
        }
        Body::Invoice(bill) => {
            put("invoice", bill.to_json());
        }
        Body::Paid(payment) => {
            put(payment.field, payment.to_json());
        }
        Body::Location { latitude, longitude } => {
            put("location", json!({"latitude": latitude, "longitude": longitude}));
        }
    }
    value
}

fn command(text: &str) -> Value {
    let word = text.split_whitespace().next().unwrap_or_default();
    json!([{"type": "bot_command", "offset": 0, "length": word.encode_utf16().count()}])
}

fn media(file: &File) -> (&'static str, Value) {
    let unique = file.id.chars().rev().take(9).collect::<String>();
    let mut value = json!({
        "file_id": file.id, "file_unique_id": unique, "file_size": file.bytes.len(),
    });
    let Some(fields) = value.as_object_mut() else { return ("document", value) };
    match file.photo {
        Some((width, height)) => {
            fields.insert("width".to_owned(), json!(width));
            fields.insert("height".to_owned(), json!(height));
            ("photo", json!([value]))
        }
        None => {
            fields.insert("file_name".to_owned(), json!(file.name));
            fields.insert("mime_type".to_owned(), json!(file.mime));
            ("document", value)
        }
    }
}

/// The description of a file that `getFile` gives.
pub(super) fn file(file: &File) -> Value {
    json!({
        "file_id": file.id, "file_unique_id": file.id, "file_size": file.bytes.len(),
        "file_path": path(file),
    })
}

/// Where a file lies below `/file/bot<TOKEN>/`.
fn path(file: &File) -> String {
    let folder = if file.photo.is_some() { "photos" } else { "documents" };
    format!("{folder}/{}", file.id)
}
