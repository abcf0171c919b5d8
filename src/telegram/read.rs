//! From Telegram's JSON to [`Incoming`]: only the few fields that matter, each optional, so that
//! a new kind of update or a field nobody knew cannot stop the bot.

use serde::Deserialize;
use serde_json::Value;

use crate::chat::button::Button;
use crate::chat::event::{
    Checkout, Document, Incoming, Person, Reach, StarsMoved, Way, What, Where,
};
use crate::domain::ids::ChatId;
use crate::domain::stars::CURRENCY;

const SECOND_MS: i64 = 1_000;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Update {
    message: Option<Message>,
    callback_query: Option<Query>,
    my_chat_member: Option<Member>,
    pre_checkout_query: Option<PreCheckout>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PreCheckout {
    id: String,
    from: Option<From>,
    currency: String,
    total_amount: i64,
    invoice_payload: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Payment {
    currency: String,
    total_amount: i64,
    invoice_payload: String,
    telegram_payment_charge_id: String,
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
    date: i64,
    successful_payment: Option<Payment>,
    refunded_payment: Option<Payment>,
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
    if let Some(query) = update.pre_checkout_query {
        return checkout(update_id, query);
    }
    let message = update.message?;
    if let Some(incoming) = stars(update_id, &message) {
        return Some(incoming);
    }
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

/// It names no chat, since an invoice may be paid from anywhere: the answer goes to Telegram.
fn checkout(update_id: i64, query: PreCheckout) -> Option<Incoming> {
    let from = person(query.from)?;
    let (chat, place) = (ChatId(from.telegram_id), Where::Private);
    let what = What::Checkout(Checkout {
        query: query.id,
        currency: query.currency,
        amount: query.total_amount,
        payload: query.invoice_payload,
    });
    Some(Incoming { update_id, from, chat, place, what })
}

/// Stars that were paid, or went back. The notice of a return is the bot's own message in the chat
/// of the one who gets them.
fn stars(update_id: i64, message: &Message) -> Option<Incoming> {
    let (way, payment) = match (&message.successful_payment, &message.refunded_payment) {
        (Some(payment), _) => (Way::Paid, payment),
        (None, Some(payment)) => (Way::Returned, payment),
        (None, None) => return None,
    };
    let payer = message.from.as_ref().filter(|from| !from.is_bot && from.id > 0);
    let telegram_id = payer.map_or(message.chat.id, |from| from.id);
    if payment.currency != CURRENCY || payment.total_amount <= 0 || telegram_id <= 0 {
        return None;
    }
    let what = What::Stars(StarsMoved {
        way,
        charge: payment.telegram_payment_charge_id.clone(),
        telegram_id,
        payload: payment.invoice_payload.clone(),
        stars: payment.total_amount,
        at_ms: message.date.saturating_mul(SECOND_MS),
    });
    let language = payer.and_then(|from| from.language_code.clone());
    incoming(update_id, Person { telegram_id, language }, &message.chat, what)
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
    fn payments_in_stars_are_read_both_ways_and_other_currencies_are_not() {
        let payment = |currency: &str| {
            json!({"currency": currency, "total_amount": 770, "invoice_payload": "p",
                   "telegram_payment_charge_id": "c", "provider_payment_charge_id": ""})
        };
        let told = |way| {
            let (charge, payload) = ("c".into(), "p".into());
            What::Stars(StarsMoved { way, charge, telegram_id: 7, payload, stars: 770, at_ms: 0 })
        };
        let paid = message(json!({ "successful_payment": payment("XTR") }));
        assert_eq!(what(&paid), Some(told(Way::Paid)));
        let mut back = message(json!({ "refunded_payment": payment("XTR") }));
        back["message"]["from"] = json!({"id": 1, "is_bot": true});
        assert_eq!(what(&back), Some(told(Way::Returned)));
        let euros = message(json!({ "successful_payment": payment("EUR") }));
        assert_eq!(what(&euros), Some(What::Other));
        let query = json!({"update_id": 1, "pre_checkout_query": {"id": "q", "from": from(),
            "currency": "XTR", "total_amount": 770, "invoice_payload": "p"}});
        let asked = Checkout {
            query: "q".into(),
            currency: "XTR".into(),
            amount: 770,
            payload: "p".into(),
        };
        assert_eq!(what(&query), Some(What::Checkout(asked)));
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
