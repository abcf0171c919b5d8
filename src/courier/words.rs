//! From messages to words and pictures, inside Telegram's limits.

use sha2::{Digest, Sha256};

use crate::chat::message::{Ask, Does, Invoice, Key, Message};
use crate::chat::msg::Msg;
use crate::chat::picture::Picture;
use crate::courier::Hash;
use crate::domain::ids::ChatId;
use crate::i18n::{I18n, Reader, Style};
use crate::pictures;
use crate::store::cards::{self, Change, Standing};
use crate::telegram::{
    self, Button, CAPTION_MOST, DESCRIPTION_MOST, Keyboard, Outgoing, Photo, TEXT_MOST, TITLE_MOST,
};

/// The most characters Telegram shows in the answer to a tap.
const TOAST_MOST: usize = 200;

/// Commands in the list beside the input, in order of use, with what is said of each.
const COMMANDS: [(&str, &str); 10] = [
    ("menu", "command-menu"),
    ("cancel", "command-cancel"),
    ("stop", "command-stop"),
    ("plans", "command-plans"),
    ("language", "command-language"),
    ("support", "command-support"),
    ("paysupport", "command-paysupport"),
    ("privacy", "command-privacy"),
    ("terms", "command-terms"),
    ("start", "command-start"),
];

/// Something in words, ready for the wire.
pub(super) struct Worded {
    pub(super) out: Outgoing,
    /// The picture it shows.
    pub(super) picture: Option<Hash>,
}

impl From<Outgoing> for Worded {
    fn from(out: Outgoing) -> Worded {
        Worded { out, picture: None }
    }
}

/// A picture as it is seen.
struct Drawn {
    bytes: Vec<u8>,
    hash: Hash,
}

impl Drawn {
    /// By the name it has at Telegram, if this is the photo that was shown last.
    fn photo(self, last: Option<&cards::Photo>) -> Photo {
        let last = last.filter(|last| last.hash == self.hash);
        Photo { bytes: self.bytes, file_id: last.and_then(|last| last.file_id.clone()) }
    }
}

pub(super) fn message(i18n: &I18n, body: &Message, reader: &Reader, chat: ChatId) -> Worded {
    if let Some(Invoice { payload, stars }) = &body.invoice {
        return invoice(i18n, body, reader, (chat, payload, *stars)).into();
    }
    let Some(file) = &body.file else { return fresh(i18n, body, draw(body), None, reader, chat) };
    let html = html(i18n, body, reader, CAPTION_MOST);
    let (name, bytes) = (file.name.clone(), file.content.bytes().to_vec());
    let keyboard = keyboard(i18n, body, reader);
    Outgoing::Document { chat, name, bytes, html, keyboard }.into()
}

/// A bill: plain text, for Telegram draws it.
fn invoice(
    i18n: &I18n,
    body: &Message,
    reader: &Reader,
    (chat, payload, stars): (ChatId, &str, i64),
) -> Outgoing {
    let mut lines = body.lines.iter().map(|line| i18n.text(line, reader, Style::Plain));
    let title = lines.next().unwrap_or_default().chars().take(TITLE_MOST).collect();
    let description = lines.collect::<Vec<_>>().join("\n");
    let description = description.chars().take(DESCRIPTION_MOST).collect();
    Outgoing::Invoice { chat, title, description, payload: payload.to_owned(), stars }
}

/// A card's body: a new message, or the edit of the one that shows it. A photo cannot become a
/// text, and servers before Bot API 10.1 make no photo of a text: then it is a new message too.
pub(super) fn card(i18n: &I18n, change: &Change, reader: &Reader, chat: ChatId) -> Worded {
    // A body of another version is drawn again at the next tap.
    let body: Message = serde_json::from_str(&change.body).unwrap_or_default();
    let drawn = draw(&body);
    let last = change.photo.as_ref();
    let text = |most| (html(i18n, &body, reader, most), keyboard(i18n, &body, reader));
    match (change.stands, drawn) {
        (Standing::Text(message), None) => {
            let (html, keyboard) = text(TEXT_MOST);
            Outgoing::Edit { chat, message, html, keyboard }.into()
        }
        (Standing::Photo(message), Some(drawn)) => {
            let (html, keyboard) = text(CAPTION_MOST);
            let picture = Some(drawn.hash);
            let out = if last.is_some_and(|last| last.hash == drawn.hash) {
                Outgoing::EditCaption { chat, message, html, keyboard }
            } else {
                Outgoing::EditPhoto { chat, message, photo: drawn.photo(last), html, keyboard }
            };
            Worded { out, picture }
        }
        (_, drawn) => fresh(i18n, &body, drawn, last, reader, chat),
    }
}

/// A new message, with its picture or without.
fn fresh(
    i18n: &I18n,
    body: &Message,
    drawn: Option<Drawn>,
    last: Option<&cards::Photo>,
    reader: &Reader,
    chat: ChatId,
) -> Worded {
    let keyboard = keyboard(i18n, body, reader);
    let Some(drawn) = drawn else {
        let html = html(i18n, body, reader, TEXT_MOST);
        return Outgoing::Text { chat, html, keyboard }.into();
    };
    let picture = Some(drawn.hash);
    let html = html(i18n, body, reader, CAPTION_MOST);
    Worded { out: Outgoing::Photo { chat, photo: drawn.photo(last), html, keyboard }, picture }
}

/// Draws the picture of a message; what is written in it is put into words here. What cannot be
/// drawn is left out: the text must arrive.
fn draw(body: &Message) -> Option<Drawn> {
    let bytes = match body.picture.as_ref()? {
        Picture::Qr { text } => pictures::qr::png(text).ok(),
        Picture::Sign { sign } => pictures::sign::png(*sign),
    };
    if bytes.is_none() {
        tracing::error!("a picture cannot be drawn");
    }
    bytes.map(|bytes| Drawn { hash: Sha256::digest(&bytes).into(), bytes })
}

pub(super) fn toast(i18n: &I18n, msg: &Msg, reader: &Reader) -> String {
    i18n.text(msg, reader, Style::Plain).chars().take(TOAST_MOST).collect()
}

pub(super) fn commands(i18n: &I18n, reader: &Reader, chat: ChatId) -> Outgoing {
    let describe = |(command, says): (&str, &'static str)| {
        (command.to_string(), i18n.text(&Msg::new(says), reader, Style::Plain))
    };
    Outgoing::Commands { chat, commands: COMMANDS.into_iter().map(describe).collect() }
}

fn html(i18n: &I18n, body: &Message, reader: &Reader, most: usize) -> String {
    let lines = body.lines.iter().map(|line| i18n.text(line, reader, Style::Html));
    fit(lines.collect::<Vec<_>>().join("\n\n"), most)
}

/// A text that is too long loses its end, and its markup with it: half a tag would be refused.
/// Screens page what can grow, so this is a last guard.
fn fit(html: String, most: usize) -> String {
    if characters(&html).map(units).sum::<usize>() <= most {
        return html;
    }
    let mut used = 0;
    let kept = characters(&html).take_while(|character| {
        used += units(character);
        used < most
    });
    kept.chain(["…"]).collect()
}

/// What is read of HTML, one by one: tags are left out, an entity such as `&amp;` stays whole.
fn characters(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        while let Some(tag) = rest.strip_prefix('<') {
            rest = tag.split_once('>').map_or("", |(_, after)| after);
        }
        let end = match rest.chars().next()? {
            '&' => rest.find(';').map_or(rest.len(), |at| at + 1),
            c => c.len_utf8(),
        };
        let (character, after) = rest.split_at(end);
        rest = after;
        Some(character)
    })
}

/// The length Telegram counts: UTF-16 units after the markup was read.
fn units(character: &str) -> usize {
    if character.starts_with('&') { 1 } else { character.encode_utf16().count() }
}

fn keyboard(i18n: &I18n, body: &Message, reader: &Reader) -> Keyboard {
    let label = |id| i18n.text(&Msg::new(id), reader, Style::Plain);
    match body.ask {
        Some(Ask::Contact) => Keyboard::AskContact(label("ask-contact")),
        Some(Ask::Location) => Keyboard::AskLocation(label("ask-location")),
        Some(Ask::Nothing) => Keyboard::Remove,
        None if body.keys.is_empty() => Keyboard::None,
        None => {
            let row = |row: &Vec<Key>| row.iter().map(|key| button(i18n, key, reader)).collect();
            Keyboard::Inline(body.keys.iter().map(row).collect())
        }
    }
}

fn button(i18n: &I18n, key: &Key, reader: &Reader) -> Button {
    let does = match &key.does {
        Does::Tap(data) => telegram::Does::Tap(data.clone()),
        Does::Visit(url) => telegram::Does::Visit(url.clone()),
        Does::Copy(text) => telegram::Does::Copy(text.clone()),
    };
    Button { label: i18n.text(&key.label, reader, Style::Plain), does }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_to_plain_text() {
        assert_eq!(fit("<b>ok</b>".into(), 20), "<b>ok</b>");
        assert_eq!(fit("<b>abcdefghij</b>".into(), 5), "abcd…");
        assert_eq!(fit("<i>a</i>&amp;<b>b</b>".into(), 3), "<i>a</i>&amp;<b>b</b>");
        assert_eq!(fit("a&amp;b<b>c</b>d".into(), 4), "a&amp;b…");
        let wide = fit("😀".repeat(3000), TEXT_MOST);
        assert_eq!(wide.encode_utf16().count(), TEXT_MOST - 1, "no half of a pair");
    }
}
