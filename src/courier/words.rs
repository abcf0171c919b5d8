//! From messages to words, inside Telegram's limits.

use crate::chat::message::{Ask, Does, Key, Message};
use crate::chat::msg::Msg;
use crate::domain::ids::ChatId;
use crate::i18n::{I18n, Reader, Style};
use crate::store::cards::Change;
use crate::telegram::{self, Button, CAPTION_MOST, Keyboard, Outgoing, TEXT_MOST};

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

pub(super) fn message(i18n: &I18n, body: &Message, reader: &Reader, chat: ChatId) -> Outgoing {
    let keyboard = keyboard(i18n, body, reader);
    match &body.file {
        None => Outgoing::Text { chat, html: html(i18n, body, reader, TEXT_MOST), keyboard },
        Some(file) => Outgoing::Document {
            chat,
            name: file.name.clone(),
            bytes: file.text.clone().into_bytes(),
            html: html(i18n, body, reader, CAPTION_MOST),
            keyboard,
        },
    }
}

/// A card's body: a new message, or the edit of the one that shows it.
pub(super) fn card(i18n: &I18n, change: &Change, reader: &Reader, chat: ChatId) -> Outgoing {
    // A body of another version is drawn again at the next tap.
    let body: Message = serde_json::from_str(&change.body).unwrap_or_default();
    let Some(shown_by) = change.message else { return message(i18n, &body, reader, chat) };
    let (html, keyboard) = (html(i18n, &body, reader, TEXT_MOST), keyboard(i18n, &body, reader));
    Outgoing::Edit { chat, message: shown_by, html, keyboard }
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
    if html.encode_utf16().count() <= most {
        return html;
    }
    let mut plain = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    let mut units = 0;
    let kept = plain.char_indices().take_while(|(_, c)| {
        units += c.len_utf16();
        units < most
    });
    let end = kept.last().map_or(0, |(at, c)| at + c.len_utf8());
    let mut cut = plain.get(..end).unwrap_or_default().to_string();
    // An entity such as `&amp;` that was cut in half is dropped whole.
    if let Some(at) = cut.rfind('&').filter(|&at| !cut.get(at..).unwrap_or("").contains(';')) {
        cut.truncate(at);
    }
    cut.push('…');
    cut
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
        assert_eq!(fit("abc&amp;defghijkl".into(), 6), "abc…");
        let wide = fit("😀".repeat(3000), TEXT_MOST);
        assert!(wide.encode_utf16().count() <= TEXT_MOST);
    }
}
