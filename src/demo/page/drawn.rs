//! The chat as JSON for the page to draw.

use super::*;
use crate::demo::telegram::decode;

/// The longest file name that is kept, in characters.
const NAME_MOST: usize = 120;

/// One screen. Its fields are what `page.js` reads.
pub(super) fn screen(screen: &Screen) -> Value {
    let toasts =
        screen.toasts.iter().map(|toast| json!({"text": toast.text, "alert": toast.alert}));
    let commands = screen.commands.iter().map(|(name, text)| json!({"name": name, "text": text}));
    let action = screen.action.as_ref();
    json!({
        "version": screen.version,
        "messages": screen.messages.iter().map(message).collect::<Vec<_>>(),
        "keys": rows(&screen.keys, key),
        "toasts": toasts.collect::<Vec<_>>(),
        "commands": commands.collect::<Vec<_>>(),
        "action": action.map(|(what, left)| json!({"what": what, "for_ms": left.as_millis()})),
    })
}

fn message(message: &Shown) -> Value {
    let file = message.file.as_ref().map(|file| {
        json!({
            "url": format!("/demo/file/{}", file.id), "name": file.name,
            "size": file.bytes.len(), "photo": file.photo,
        })
    });
    json!({
        "id": message.id, "bot": message.from_bot, "at": message.at.to_string(),
        "html": message.html, "edited": message.edited, "file": file,
        "buttons": rows(&message.keyboard, button),
    })
}

fn rows<T>(rows: &[Vec<T>], draw: fn(&T) -> Value) -> Vec<Vec<Value>> {
    rows.iter().map(|row| row.iter().map(draw).collect()).collect()
}

/// The page needs no callback data: it names a button by its place.
fn button(button: &Button) -> Value {
    let (kind, value) = match &button.action {
        Action::Data(_) => ("data", ""),
        Action::Url(url) => ("url", url.as_str()),
        Action::Copy(text) => ("copy", text.as_str()),
        // The page taps it like any other: the person's Stars are play money.
        Action::Pay(_) => ("data", ""),
    };
    json!({"label": button.label, "kind": kind, "value": value})
}

fn key(key: &Key) -> Value {
    let sends = match key.sends {
        Sends::Label => "label",
        Sends::Contact => "contact",
        Sends::Location => "location",
    };
    json!({"label": key.label, "sends": sends})
}

/// A file's name from a query: without folders, and never empty.
pub(super) fn file_name(query: &str) -> String {
    let name = decode(query);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    match name.chars().take(NAME_MOST).collect::<String>() {
        name if name.is_empty() => "file".to_owned(),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_plain_name() {
        assert_eq!(file_name("my%20list.csv"), "my list.csv");
        assert_eq!(file_name("..%2F..%5Cpasswd"), "passwd");
        assert_eq!(file_name(""), "file");
    }
}
