//! Keyboards: what Telegram accepts as `reply_markup`, and what of it is shown.

use serde_json::{Value, json};

use super::html::is_link;
use super::params::Params;
use super::reply::Refusal;

/// Telegram's limit for `callback_data`, in bytes.
const DATA_MOST: usize = 64;
/// Telegram's limit for the text of a copy button, in characters.
const COPY_MOST: usize = 256;
/// Buttons in one row, and in one keyboard: Telegram refuses more.
const ROW_MOST: usize = 8;
const BUTTONS_MOST: usize = 100;

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Sends this callback data to the bot.
    Data(String),
    /// Opens this address.
    Url(String),
    /// Copies this text.
    Copy(String),
    /// Pays the invoice above it, so many Stars.
    Pay(i64),
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What is written on it.
    pub label: String,
    /// What it does.
    pub action: Action,
}

/// What a key of a reply keyboard sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sends {
    /// Its own label.
    Label,
    /// The person's telephone number.
    Contact,
    /// Where the person is.
    Location,
}

/// A key of the keyboard below the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What is written on it.
    pub label: String,
    /// What it sends.
    pub sends: Sends,
}

/// `reply_markup`, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Markup {
    #[default]
    None,
    Inline(Vec<Vec<Button>>),
    Reply {
        rows: Vec<Vec<Key>>,
        one_time: bool,
    },
    /// The keyboard below the chat goes away, or (force reply) the person is asked to answer.
    Plain,
}

impl Markup {
    /// Reads `reply_markup`; fields it does not know are noted in `odd`.
    pub(super) fn read(params: &Params, odd: &mut Vec<String>) -> Result<Markup, Refusal> {
        let Some(value) = params.json("reply_markup")? else { return Ok(Markup::None) };
        if let Some(rows) = value.get("inline_keyboard") {
            note_unknown(&value, &["inline_keyboard"], odd);
            return Ok(match read_rows(rows, odd, inline_button)? {
                rows if rows.is_empty() => Markup::None,
                rows => Markup::Inline(rows),
            });
        }
        if let Some(rows) = value.get("keyboard") {
            note_unknown(&value, REPLY_KEYBOARD, odd);
            let one_time = value.get("one_time_keyboard") == Some(&json!(true));
            return Ok(Markup::Reply { rows: read_rows(rows, odd, reply_key)?, one_time });
        }
        let asked = |name| value.get(name) == Some(&json!(true));
        if asked("remove_keyboard") || asked("force_reply") {
            let known = ["remove_keyboard", "force_reply", "input_field_placeholder", "selective"];
            note_unknown(&value, &known, odd);
            return Ok(Markup::Plain);
        }
        Err(Refusal::bad("object expected as reply markup"))
    }

    /// Reads the `reply_markup` of an edit: only keyboards under the message can be changed.
    pub(super) fn read_inline(params: &Params, odd: &mut Vec<String>) -> Result<Markup, Refusal> {
        match Markup::read(params, odd)? {
            markup @ (Markup::None | Markup::Inline(_)) => Ok(markup),
            _ => Err(Refusal::bad("inline keyboard expected")),
        }
    }

    pub(super) fn inline(&self) -> &[Vec<Button>] {
        match self {
            Markup::Inline(rows) => rows,
            _ => &[],
        }
    }

    /// As Telegram echoes it: only keyboards under messages are.
    pub(super) fn to_json(&self) -> Option<Value> {
        let Markup::Inline(rows) = self else { return None };
        let row = |row: &Vec<Button>| row.iter().map(Button::to_json).collect::<Vec<_>>();
        Some(json!({"inline_keyboard": rows.iter().map(row).collect::<Vec<_>>()}))
    }
}

impl Button {
    fn to_json(&self) -> Value {
        match &self.action {
            Action::Data(data) => json!({"text": self.label, "callback_data": data}),
            Action::Url(url) => json!({"text": self.label, "url": url}),
            Action::Copy(text) => json!({"text": self.label, "copy_text": {"text": text}}),
            Action::Pay(_) => json!({"text": self.label, "pay": true}),
        }
    }
}

const REPLY_KEYBOARD: &[&str] = &[
    "keyboard",
    "is_persistent",
    "resize_keyboard",
    "one_time_keyboard",
    "input_field_placeholder",
    "selective",
];

type Odd<'a> = &'a mut Vec<String>;

/// Rows without a button vanish, as they do in Telegram.
fn read_rows<T>(
    rows: &Value,
    odd: Odd<'_>,
    read: fn(&Value, Odd<'_>) -> Result<T, Refusal>,
) -> Result<Vec<Vec<T>>, Refusal> {
    let not_rows = || Refusal::bad("can't parse keyboard: rows must be arrays of buttons");
    let mut out = Vec::new();
    for row in rows.as_array().ok_or_else(not_rows)? {
        let row = row.as_array().ok_or_else(not_rows)?;
        let row = row.iter().map(|button| read(button, odd)).collect::<Result<Vec<_>, _>>()?;
        if row.len() > ROW_MOST {
            return Err(Refusal::bad("REPLY_MARKUP_TOO_LONG"));
        }
        if !row.is_empty() {
            out.push(row);
        }
    }
    if out.iter().map(Vec::len).sum::<usize>() > BUTTONS_MOST {
        return Err(Refusal::bad("REPLY_MARKUP_TOO_LONG"));
    }
    Ok(out)
}

fn inline_button(value: &Value, odd: Odd<'_>) -> Result<Button, Refusal> {
    note_unknown(value, &["text", "style", "url", "callback_data", "copy_text"], odd);
    let label = label(value)?;
    let mut actions = Vec::new();
    if let Some(data) = value.get("callback_data") {
        let data = data.as_str().filter(|data| (1..=DATA_MOST).contains(&data.len()));
        let data = data.ok_or_else(|| Refusal::bad("BUTTON_DATA_INVALID"))?;
        actions.push(Action::Data(data.to_owned()));
    }
    if let Some(url) = value.get("url") {
        let url = url.as_str().filter(|url| is_link(url));
        let url = url.ok_or_else(|| Refusal::bad("BUTTON_URL_INVALID"))?;
        actions.push(Action::Url(url.to_owned()));
    }
    if let Some(copy) = value.get("copy_text") {
        let text = copy.get("text").and_then(Value::as_str);
        let text = text.filter(|text| (1..=COPY_MOST).contains(&text.chars().count()));
        let text = text.ok_or_else(|| Refusal::bad("BUTTON_COPY_TEXT_INVALID"))?;
        actions.push(Action::Copy(text.to_owned()));
    }
    match (actions.pop(), actions.is_empty()) {
        (Some(action), true) => Ok(Button { label, action }),
        (None, _) => Err(Refusal::bad(
            "can't parse inline keyboard button: \
             Text buttons are unallowed in the inline keyboard",
        )),
        (Some(_), false) => Err(Refusal::bad(
            "can't parse inline keyboard button: exactly one kind of button must be given",
        )),
    }
}

fn reply_key(value: &Value, odd: Odd<'_>) -> Result<Key, Refusal> {
    if let Some(label) = value.as_str().filter(|label| !label.trim().is_empty()) {
        return Ok(Key { label: label.to_owned(), sends: Sends::Label });
    }
    note_unknown(value, &["text", "style", "request_contact", "request_location"], odd);
    let asks = |name| value.get(name) == Some(&json!(true));
    let sends = match (asks("request_contact"), asks("request_location")) {
        (true, _) => Sends::Contact,
        (_, true) => Sends::Location,
        _ => Sends::Label,
    };
    Ok(Key { label: label(value)?, sends })
}

fn label(value: &Value) -> Result<String, Refusal> {
    let label = value.get("text").and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let label = label.ok_or_else(|| Refusal::bad("can't parse keyboard button: text is empty"))?;
    Ok(label.to_owned())
}

fn note_unknown(value: &Value, known: &[&str], odd: Odd<'_>) {
    let fields = value.as_object().into_iter().flat_map(|fields| fields.keys());
    for field in fields.filter(|field| !known.contains(&field.as_str())) {
        odd.push(format!("reply_markup: unknown field {field}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markup: Value) -> Result<Markup, String> {
        let body = json!({"reply_markup": markup}).to_string();
        let params = Params::read("application/json", body.as_bytes()).unwrap();
        Markup::read(&params, &mut Vec::new())
            .map_err(|refusal| String::from_utf8(refusal.reply().body).unwrap())
    }

    fn button(button: Value) -> Result<Markup, String> {
        read(json!({"inline_keyboard": [[button]]}))
    }

    #[track_caller]
    fn refused(result: Result<Markup, String>, why: &str) {
        let text = result.unwrap_err();
        assert!(text.contains(why), "{text}");
    }

    #[test]
    fn callback_data_has_1_to_64_bytes() {
        assert!(button(json!({"text": "x", "callback_data": "d".repeat(64)})).is_ok());
        for data in ["d".repeat(65), "é".repeat(33), String::new()] {
            refused(button(json!({"text": "x", "callback_data": data})), "BUTTON_DATA_INVALID");
        }
    }

    #[test]
    fn a_button_is_of_exactly_one_kind() {
        refused(button(json!({"text": "x"})), "Text buttons are unallowed");
        let two = json!({"text": "x", "callback_data": "a", "url": "https://a.b"});
        refused(button(two), "exactly one");
        refused(button(json!({"text": "x", "url": "a.b"})), "BUTTON_URL_INVALID");
        refused(button(json!({"text": "x", "copy_text": {"text": ""}})), "COPY_TEXT_INVALID");
        refused(button(json!({"text": " ", "callback_data": "a"})), "text is empty");
    }

    #[test]
    fn a_keyboard_has_at_most_a_hundred_buttons_and_eight_in_a_row() {
        let row = |n| vec![json!({"text": "x", "callback_data": "a"}); n];
        assert!(read(json!({"inline_keyboard": vec![row(8); 12]})).is_ok());
        refused(read(json!({"inline_keyboard": vec![row(8); 13]})), "REPLY_MARKUP_TOO_LONG");
        refused(read(json!({"inline_keyboard": [row(9)]})), "REPLY_MARKUP_TOO_LONG");
    }

    #[test]
    fn reply_keyboards_ask_for_what_they_say() {
        let keys = json!([["a", {"text": "b", "request_contact": true}], [],
            [{"text": "c", "request_location": true}]]);
        let Ok(Markup::Reply { rows, .. }) = read(json!({"keyboard": keys})) else { panic!() };
        let sends: Vec<_> = rows.concat().into_iter().map(|key| key.sends).collect();
        assert_eq!(sends, [Sends::Label, Sends::Contact, Sends::Location]);
        assert_eq!(read(json!({"remove_keyboard": true})), Ok(Markup::Plain));
        refused(read(json!({"remove_keyboard": false})), "object expected as reply markup");
    }
}
