//! What the bot sends: texts, buttons under them, a picture or a document beside them.

use serde::{Deserialize, Serialize};

use crate::chat::button::Button;
use crate::chat::msg::Msg;
use crate::chat::picture::Picture;

/// One message, not yet in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Paragraphs, one under the other.
    pub lines: Vec<Msg>,
    /// Rows of buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Vec<Key>>,
    /// A picture that carries the text as its caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// A document that carries the text as its caption; a picture is not sent beside it. Only in
    /// a message that stays as it is: a card cannot show one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Attachment>,
    /// A reply keyboard, only to ask for what a person cannot type well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Ask>,
    /// A bill to be paid in the chat, with the first paragraph as its title and the rest as its
    /// description. Only in a message that stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Invoice>,
}

/// A bill in Telegram Stars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Comes back with the payment.
    pub payload: String,
    /// How many Stars.
    pub stars: i64,
}

/// One button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its label.
    pub label: Msg,
    /// What it does.
    pub does: Does,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Comes back to us: an encoded [`Button`].
    Tap(String),
    /// Opens a page.
    Visit(String),
    /// Copies text.
    Copy(String),
}

/// A document made by us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file's name as the user sees it.
    pub name: String,
    /// Its content.
    pub content: Content,
}

/// What a document holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Text, such as CSV.
    Text(String),
    /// Bytes, such as a workbook.
    Bytes(#[serde(with = "hex")] Vec<u8>),
}

impl Content {
    /// What is uploaded.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Content {
        Content::Text(text)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Content {
        Content::Bytes(bytes)
    }
}

/// What a reply keyboard asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// The user's own contact.
    Contact,
    /// Where the user is.
    Location,
    /// Takes the keyboard away again.
    Nothing,
}

impl Message {
    /// A message of one paragraph.
    pub fn of(line: Msg) -> Message {
        Message { lines: vec![line], ..Message::default() }
    }

    /// Adds a paragraph.
    pub fn line(mut self, line: Msg) -> Message {
        self.lines.push(line);
        self
    }

    /// Adds paragraphs.
    pub fn lines(mut self, lines: impl IntoIterator<Item = Msg>) -> Message {
        self.lines.extend(lines);
        self
    }

    /// Adds a row of buttons; an empty row is left out.
    pub fn row(mut self, row: impl IntoIterator<Item = Key>) -> Message {
        let row: Vec<Key> = row.into_iter().collect();
        if !row.is_empty() {
            self.keys.push(row);
        }
        self
    }

    /// Adds each button as a row of its own.
    pub fn rows(mut self, keys: impl IntoIterator<Item = Key>) -> Message {
        self.keys.extend(keys.into_iter().map(|key| vec![key]));
        self
    }

    /// Adds a reply keyboard.
    pub fn asking(mut self, ask: Ask) -> Message {
        self.ask = Some(ask);
        self
    }

    /// Makes it a bill.
    pub fn as_invoice(mut self, payload: impl Into<String>, stars: i64) -> Message {
        self.invoice = Some(Invoice { payload: payload.into(), stars });
        self
    }

    /// Makes it the caption of a picture.
    pub fn with_picture(mut self, picture: Picture) -> Message {
        self.picture = Some(picture);
        self
    }

    /// Makes it the caption of a document.
    pub fn with_file(mut self, name: impl Into<String>, content: impl Into<Content>) -> Message {
        self.file = Some(Attachment { name: name.into(), content: content.into() });
        self
    }
}

/// A button that comes back to us.
pub fn tap(label: Msg, button: Button) -> Key {
    Key { label, does: Does::Tap(button.encode()) }
}

/// A button that copies a text.
pub fn copy(label: Msg, text: impl Into<String>) -> Key {
    Key { label, does: Does::Copy(text.into()) }
}

/// A button that opens a page.
pub fn visit(label: Msg, url: impl Into<String>) -> Key {
    Key { label, does: Does::Visit(url.into()) }
}

/// Bytes inside JSON: two letters each, where a list of numbers would take four.
mod hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let digits = String::deserialize(from)?;
        let digit = |c: char| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut digits = digits.chars().map(digit);
        let mut bytes = Vec::new();
        while let Some(high) = digits.next() {
            let (Some(high), Some(Some(low))) = (high, digits.next()) else {
                return Err(D::Error::custom("not pairs of hexadecimal digits"));
            };
            bytes.push(high * 16 + low);
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_stored_with_what_it_has_and_nothing_else() {
        let plain = Message::of(Msg::new("x"));
        assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"lines":[{"id":"x"}]}"#);
        let qr = plain.clone().with_picture(Picture::Qr { text: "t".into() });
        let stored = r#"{"lines":[{"id":"x"}],"picture":{"qr":{"text":"t"}}}"#;
        assert_eq!(serde_json::to_string(&qr).unwrap(), stored);
        let book = plain.clone().with_file("a.xlsx", (0..=255).collect::<Vec<u8>>());
        for message in [plain.with_file("a.csv", "a,b".to_string()), qr, book] {
            let stored = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<Message>(&stored).unwrap(), message);
        }
        for broken in [r#"{"bytes":"0"}"#, r#"{"bytes":"0g"}"#, r#"{"bytes":"0 1"}"#] {
            assert!(serde_json::from_str::<Content>(broken).is_err(), "{broken}");
        }
    }
}
