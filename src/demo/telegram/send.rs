//! The methods that send something.

use super::html::Rich;
use super::keyboard::Markup;
use super::media::{self, Kind};
use super::reply::{Answer, Refusal};
use super::state::{Body, Call, Chat, State};
use super::wire;

/// Telegram's limits, in UTF-16 units after the formatting is taken out.
const TEXT_MOST: usize = 4096;
const CAPTION_MOST: usize = 1024;

pub(super) fn message(state: &mut State, call: &Call<'_>) -> Answer {
    let text = text(call)?;
    let markup = Markup::read(call.params, &mut state.violations)?;
    post(state, call, markup, |_| Ok(Body::Text(text)))
}

pub(super) fn document(state: &mut State, call: &Call<'_>) -> Answer {
    let caption = caption_of(call)?;
    let markup = Markup::read(call.params, &mut state.violations)?;
    post(state, call, markup, |state| {
        let file = media::file(state, call, Kind::Document)?;
        Ok(Body::File { file, caption })
    })
}

pub(super) fn photo(state: &mut State, call: &Call<'_>) -> Answer {
    let caption = caption_of(call)?;
    let markup = Markup::read(call.params, &mut state.violations)?;
    post(state, call, markup, |state| {
        let file = media::file(state, call, Kind::Photo)?;
        Ok(Body::File { file, caption })
    })
}

/// The `text` of a message, within Telegram's limits.
pub(super) fn text(call: &Call<'_>) -> Result<Rich, Refusal> {
    let text = call.params.text("text");
    let text = text.ok_or_else(|| Refusal::bad("message text is empty"))?;
    let text = rich(text, call.params.text("parse_mode"))?;
    if text.is_blank() {
        return Err(Refusal::bad("message text is empty"));
    }
    if text.len() > TEXT_MOST {
        return Err(Refusal::bad("message is too long"));
    }
    Ok(text)
}

/// The `caption` of a message, which may be missing.
pub(super) fn caption_of(call: &Call<'_>) -> Result<Rich, Refusal> {
    caption(call.params.text("caption"), call.params.text("parse_mode"))
}

/// A caption, within Telegram's limits.
pub(super) fn caption(text: Option<&str>, mode: Option<&str>) -> Result<Rich, Refusal> {
    let caption = text.map(|text| rich(text, mode)).transpose()?.unwrap_or_default();
    if caption.len() > CAPTION_MOST {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

fn rich(text: &str, mode: Option<&str>) -> Result<Rich, Refusal> {
    match mode {
        None | Some("") => Ok(Rich::plain(text)),
        Some(mode) if mode.eq_ignore_ascii_case("html") => Rich::parse(text),
        Some(_) => Err(Refusal::bad("unsupported parse_mode")),
    }
}

/// Puts a message of the bot into its chat. The limits are asked last, because Telegram checks a
/// request before it counts it.
pub(super) fn post(
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
