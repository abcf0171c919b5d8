//! From Telegram's JSON to [`Incoming`]: only the few fields that matter, each optional, so that
//! a new kind of update or a field nobody knew cannot stop the bot.

use serde::Deserialize;
use serde_json::Value;

use crate::chat::button::Button;
use crate::chat::event::{Document, Incoming, Person, Reach, What, Where};
use crate::domain::ids::ChatId;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Update {
    message: Option<Message>,
    callback_query: Option<Query>,
    my_chat_member: Option<Member>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    message_id: i64,
    from: Option<From>,
    chat: Chat,
    text: Option<String>,
    contact: Option<Contact>,
    location: Option<Location>,
    document: Option<File>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct From {
    id: i64,
    is_bot: bool,
    language_code: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chat {
    id: i64,
    r#type: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Contact {
    phone_number: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Location {
    latitude: f64,
    longitude: f64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    file_id: String,
    file_name: Option<String>,
    file_size: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    id: String,
    from: Option<From>,
    message: Option<Message>,
    data: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Member {
    from: Option<From>,
    chat: Chat,
    new_chat_member: Status,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    status: String,
}

/// The update's id: the offset moves past it whatever else it holds.
pub fn update_id(raw: &Value) -> Option<i64> {
    raw.get("update_id").and_then(Value::as_i64)
}

/// What the update means to us; `None` if nothing, or if it is too odd to read.
pub fn update(raw: &Value) -> Option<Incoming> {
    let update_id = update_id(raw)?;
    let update = Update::deserialize(raw).ok()?;
    if let Some(query) = update.callback_query {
        return tap(update_id, query);
    }
    if let Some(member) = update.my_chat_member {
        return reach(update_id, member);
    }
    let message = update.message?;
    let what = content(&message);
    let from = person(message.from)?;
    incoming(update_id, from, &message.chat, what)
}

fn incoming(update_id: i64, from: Person, chat: &Chat, what: What) -> Option<Incoming> {
    let place = if chat.r#type == "private" { Where::Private } else { Where::Group };
    (chat.id != 0).then_some(Incoming { update_id, from, chat: ChatId(chat.id), place, what })
}

fn person(from: Option<From>) -> Option<Person> {
    let from = from.filter(|from| !from.is_bot && from.id > 0)?;
    Some(Person { telegram_id: from.id, language: from.language_code })
}

fn tap(update_id: i64, query: Query) -> Option<Incoming> {
    let message = query.message?;
    let button = query.data.as_deref().and_then(Button::decode);
    let what = What::Tap { query: query.id, message_id: message.message_id, button };
    incoming(update_id, person(query.from)?, &message.chat, what)
}

fn reach(update_id: i64, member: Member) -> Option<Incoming> {
    let reach = match member.new_chat_member.status.as_str() {
        "kicked" | "left" => Reach::Lost,
        _ => Reach::Back,
    };
    incoming(update_id, person(member.from)?, &member.chat, What::Reach(reach))
}

fn content(message: &Message) -> What {
    if let Some(text) = &message.text {
        return command(text).unwrap_or_else(|| What::Text(text.clone()));
    }
    if let Some(contact) = &message.contact {
        return What::Contact(contact.phone_number.clone());
    }
    if let Some(place) = &message.location {
        return What::Location(place.latitude, place.longitude);
    }
    let Some(file) = &message.document else { return What::Other };
    What::Document(Document {
        file_id: file.file_id.clone(),
        name: file.file_name.clone().unwrap_or_default(),
        bytes: file.file_size.unwrap_or(0),
    })
}

/// `/start`, `/start@our_bot`, `/start argument`. Another bot's command in a group looks the same;
/// groups are answered once and no further.
fn command(text: &str) -> Option<What> {
    let mut words = text.strip_prefix('/')?.splitn(2, char::is_whitespace);
    let name = words.next()?.split('@').next()?.to_ascii_lowercase();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let argument = words.next().map(str::trim).filter(|rest| !rest.is_empty());
    plain.then(|| What::Command(name, argument.map(str::to_string)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn from() -> Value {
        json!({"id": 7, "is_bot": false, "first_name": "Ann", "language_code": "fr"})
    }

    fn message(extra: Value) -> Value {
        let mut message = json!({
            "message_id": 5, "date": 0, "from": from(), "chat": {"id": 7, "type": "private"},
        });
        let fields = message.as_object_mut().unwrap();
        fields.extend(extra.as_object().unwrap().clone());
        json!({"update_id": 9, "message": message})
    }

    fn what(raw: &Value) -> Option<What> {
        update(raw).map(|incoming| incoming.what)
    }

    #[test]
    fn messages_are_typed_at_the_door() {
        let start = |arg: Option<&str>| What::Command("start".into(), arg.map(Into::into));
        let cases = [
            (json!({"text": "hello"}), What::Text("hello".into())),
            (json!({"text": "/start"}), start(None)),
            (json!({"text": "/START@the_bot  abc"}), start(Some("abc"))),
            (json!({"text": "/ 5"}), What::Text("/ 5".into())),
            (
                json!({"contact": {"phone_number": "33612345678"}}),
                What::Contact("33612345678".into()),
            ),
            (json!({"location": {"latitude": 1.5, "longitude": 2.0}}), What::Location(1.5, 2.0)),
            (json!({"sticker": {"file_id": "x"}}), What::Other),
        ];
        for (extra, expected) in cases {
            assert_eq!(what(&message(extra.clone())), Some(expected), "{extra}");
        }
    }

    #[test]
    fn odd_updates_are_nothing_and_never_an_error() {
        for raw in [
            json!({}),
            json!({"update_id": 1}),
            json!({"update_id": 1, "message": {"message_id": 99_999_999_999i64}}),
            json!({"update_id": 1, "message": "what"}),
            json!({"update_id": 1, "brand_new": {"a": 1}}),
            json!({"update_id": 1, "callback_query": {"id": "q"}}),
        ] {
            assert_eq!(update(&raw), None, "{raw}");
        }
        let mut odd = message(json!({"text": "still read"}));
        odd["message"]["entities"] = json!([{"type": "never_seen"}]);
        odd["message"]["chat"]["mood"] = json!({"x": []});
        assert_eq!(what(&odd), Some(What::Text("still read".into())));
    }

    #[test]
    fn a_tap_is_read_even_when_its_message_is_not_accessible() {
        let raw = json!({"update_id": 3, "callback_query": {
            "id": "q1", "from": from(), "chat_instance": "x", "data": "1om:0",
            "message": {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}},
        }});
        let Some(What::Tap { message_id: 5, button: Some(button), .. }) = what(&raw) else {
            panic!("not a tap")
        };
        assert_eq!(button.encode(), "1om:0");
    }
}
