//! What the bot sends: texts, buttons under them, a document beside them.

use serde::{Deserialize, Serialize};

use crate::chat::button::Button;
use crate::chat::msg::Msg;

/// One message, not yet in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Paragraphs, one under the other.
    pub lines: Vec<Msg>,
    /// Rows of buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Vec<Key>>,
    /// A document that carries the text as its caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Attachment>,
    /// A reply keyboard, only to ask for what a person cannot type well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Ask>,
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
    /// Its content; text, because all we send is CSV.
    pub text: String,
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

    /// Makes it the caption of a document.
    pub fn with_file(mut self, name: impl Into<String>, text: String) -> Message {
        self.file = Some(Attachment { name: name.into(), text });
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
