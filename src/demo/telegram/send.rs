//! The methods that send something.

use std::sync::Arc;

use super::html::Rich;
use super::keyboard::Markup;
use super::reply::{Answer, Refusal};
use super::state::{Body, Call, Chat, File, State};
use super::wire;

/// Telegram's limits, in UTF-16 units after the formatting is taken out.
const TEXT_MOST: usize = 4096;
const CAPTION_MOST: usize = 1024;
/// Telegram's limits for uploads, in bytes.
pub(super) const DOCUMENT_MOST: usize = 50 * 1024 * 1024;
const PHOTO_MOST: usize = 10 * 1024 * 1024;
/// Width and height of a photo together, and one against the other.
const PHOTO_EDGES_MOST: u32 = 10_000;
const PHOTO_RATIO_MOST: u32 = 20;

pub(super) fn message(state: &mut State, call: &Call<'_>) -> Answer {
    let text = text(call)?;
    let markup = Markup::read(call.params, &mut state.violations)?;
    post(state, call, markup, |_| Ok(Body::Text(text)))
}

pub(super) fn document(state: &mut State, call: &Call<'_>) -> Answer {
    let caption = caption(call)?;
    let markup = Markup::read(call.params, &mut state.violations)?;
    post(state, call, markup, |state| {
        let file = file(state, call, Field::Document)?;
        Ok(Body::File { file, caption })
    })
}

pub(super) fn photo(state: &mut State, call: &Call<'_>) -> Answer {
    let caption = caption(call)?;
    let markup = Markup::read(call.params, &mut state.violations)?;
    post(state, call, markup, |state| {
        let file = file(state, call, Field::Photo)?;
        Ok(Body::File { file, caption })
    })
}

/// The `text` of a message, within Telegram's limits.
pub(super) fn text(call: &Call<'_>) -> Result<Rich, Refusal> {
    let text = rich(call, "text")?.ok_or_else(|| Refusal::bad("message text is empty"))?;
    if text.is_blank() {
        return Err(Refusal::bad("message text is empty"));
    }
    if text.len() > TEXT_MOST {
        return Err(Refusal::bad("message is too long"));
    }
    Ok(text)
}

/// The `caption` of a message, which may be missing.
pub(super) fn caption(call: &Call<'_>) -> Result<Rich, Refusal> {
    let caption = rich(call, "caption")?.unwrap_or_default();
    if caption.len() > CAPTION_MOST {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

fn rich(call: &Call<'_>, name: &str) -> Result<Option<Rich>, Refusal> {
    let Some(text) = call.params.text(name) else { return Ok(None) };
    match call.params.text("parse_mode") {
        None | Some("") => Ok(Some(Rich::plain(text))),
        Some(mode) if mode.eq_ignore_ascii_case("html") => Rich::parse(text).map(Some),
        Some(_) => Err(Refusal::bad("unsupported parse_mode")),
    }
}

/// Puts a message of the bot into its chat. The limits are asked last, because Telegram checks a
/// request before it counts it.
fn post(
    state: &mut State,
    call: &Call<'_>,
    markup: Markup,
    body: impl FnOnce(&mut State) -> Result<Body, Refusal>,
) -> Answer {
    let chat_id = call.params.chat()?;
    let chat = state.reach(chat_id)?;
    check_reply(chat, call)?;
    let body = body(state)?;
    state.admit(chat_id, call.pace)?;
    let chat = state.reach(chat_id)?;
    match &markup {
        Markup::Reply { rows, one_time } => {
            chat.keys.clone_from(rows);
            chat.keys_once = *one_time;
        }
        Markup::Plain => chat.keys.clear(),
        Markup::None | Markup::Inline(_) => {}
    }
    chat.action = None;
    let id = chat.push(None, call.wall, body, markup);
    echo(state, chat_id, id)
}

/// The message as the answer to the request that made it.
pub(super) fn echo(state: &State, chat: i64, id: i64) -> Answer {
    let found = state.chats.get(&chat).and_then(|chat| Some((chat, chat.message(id)?)));
    let (chat, message) = found.ok_or_else(|| Refusal::bad("message not found"))?;
    Ok(wire::message(state, chat, message).to_string())
}

fn check_reply(chat: &Chat, call: &Call<'_>) -> Result<(), Refusal> {
    let Some(reply) = call.params.json("reply_parameters")? else { return Ok(()) };
    let id = reply.get("message_id").and_then(serde_json::Value::as_i64);
    let optional = reply.get("allow_sending_without_reply") == Some(&serde_json::json!(true));
    if optional || id.is_some_and(|id| chat.message(id).is_some()) {
        return Ok(());
    }
    Err(Refusal::bad("message to be replied not found"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Document,
    Photo,
}

/// The file of a request: bytes that came with it, or one that Telegram has.
fn file(state: &mut State, call: &Call<'_>, field: Field) -> Result<Arc<File>, Refusal> {
    let (name, most) = match field {
        Field::Document => ("document", DOCUMENT_MOST),
        Field::Photo => ("photo", PHOTO_MOST),
    };
    if let Some(upload) = call.params.file(name) {
        if upload.bytes.is_empty() {
            return Err(Refusal::bad("file must be non-empty"));
        }
        if upload.bytes.len() > most {
            return Err(Refusal::new(413, "Request Entity Too Large"));
        }
        let size = match field {
            Field::Document => None,
            Field::Photo => Some(photo_size(&upload.bytes)?),
        };
        let mime = upload.mime.as_deref().unwrap_or("application/octet-stream");
        return Ok(state.keep(&upload.name, mime, upload.bytes.as_slice().into(), size));
    }
    let id = call.params.text(name).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| Refusal::bad(format!("there is no {name} in the request")))?;
    let wrong = || Refusal::bad("wrong file identifier/HTTP URL specified");
    let file = state.files.get(id).ok_or_else(wrong)?;
    match (field, file.photo) {
        (Field::Document, None) | (Field::Photo, Some(_)) => Ok(Arc::clone(file)),
        (Field::Document, Some(_)) => Err(Refusal::bad("can't use file of type Photo as Document")),
        (Field::Photo, None) => Err(Refusal::bad("can't use file of type Document as Photo")),
    }
}

/// Width and height; only of PNG, which is what the bot draws. A JPEG is taken as it is.
fn photo_size(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok((1280, 960));
    }
    let edge = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes)).filter(|edge| *edge > 0)
    };
    let is_png = bytes.starts_with(b"\x89PNG\r\n\x1a\n");
    let (Some(width), Some(height), true) = (edge(16), edge(20), is_png) else {
        return Err(Refusal::bad("IMAGE_PROCESS_FAILED"));
    };
    let (short, long) = (width.min(height), width.max(height));
    let fits = short.saturating_add(long) <= PHOTO_EDGES_MOST;
    if !fits || long / short > PHOTO_RATIO_MOST {
        return Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((width, height))
}
