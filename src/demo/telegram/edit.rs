//! The methods that change or delete a message.

use jiff::SignedDuration;

use super::keyboard::Markup;
use super::reply::{Answer, Refusal};
use super::send::{caption_of, echo, text};
use super::state::{Body, Call, Message, State};

/// After this time Telegram no longer deletes a message for a bot.
const DELETE_WITHIN: SignedDuration = SignedDuration::from_hours(48);

pub(super) const NOT_MODIFIED: &str = "message is not modified: specified new message \
    content and reply markup are exactly the same as a current content and reply markup of the \
    message";

pub(super) fn message_text(state: &mut State, call: &Call<'_>) -> Answer {
    let new = text(call)?;
    change(state, call, |message, markup| {
        let Body::Text(old) = &mut message.body else {
            return Err(Refusal::bad("there is no text in the message to edit"));
        };
        if *old == new && message.markup == markup {
            return Err(Refusal::bad(NOT_MODIFIED));
        }
        *old = new;
        message.markup = markup;
        Ok(())
    })
}

pub(super) fn message_caption(state: &mut State, call: &Call<'_>) -> Answer {
    let new = caption_of(call)?;
    change(state, call, |message, markup| {
        let Body::File { caption: old, .. } = &mut message.body else {
            return Err(Refusal::bad("there is no caption in the message to edit"));
        };
        if *old == new && message.markup == markup {
            return Err(Refusal::bad(NOT_MODIFIED));
        }
        *old = new;
        message.markup = markup;
        Ok(())
    })
}

pub(super) fn message_markup(state: &mut State, call: &Call<'_>) -> Answer {
    change(state, call, |message, markup| {
        if message.markup == markup {
            return Err(Refusal::bad(NOT_MODIFIED));
        }
        message.markup = markup;
        Ok(())
    })
}

/// Changes a message of the bot's own. A keyboard that is not given again is taken away. An edit
/// that changes nothing still counts against the limits: Telegram's servers have to look at it.
pub(super) fn change(
    state: &mut State,
    call: &Call<'_>,
    change: impl FnOnce(&mut Message, Markup) -> Result<(), Refusal>,
) -> Answer {
    let markup = Markup::read_inline(call.params, &mut state.violations)?;
    let (chat_id, id) = target(call)?;
    let not_found = || Refusal::bad("message to edit not found");
    let message = state.reach(chat_id)?.message(id).ok_or_else(not_found)?;
    let plain = matches!(message.markup, Markup::None | Markup::Inline(_));
    if message.from.is_some() || !plain {
        return Err(Refusal::bad("message can't be edited"));
    }
    state.admit(chat_id, call.pace)?;
    let chat = state.reach(chat_id)?;
    let message = chat.message_mut(id).ok_or_else(not_found)?;
    change(message, markup)?;
    message.edits += 1;
    message.edited_at = Some(call.wall);
    chat.version += 1;
    echo(state, chat_id, id)
}

pub(super) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    let (chat_id, id) = target(call)?;
    let chat = state.reach(chat_id)?;
    let not_found = || Refusal::bad("message to delete not found");
    let message = chat.message_mut(id).ok_or_else(not_found)?;
    if call.wall.duration_since(message.at) > DELETE_WITHIN {
        return Err(Refusal::bad("message can't be deleted for everyone"));
    }
    message.deleted = true;
    chat.version += 1;
    Ok("true".to_owned())
}

fn target(call: &Call<'_>) -> Result<(i64, i64), Refusal> {
    let id = call.params.integer("message_id")?;
    let id = id.ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
    Ok((call.params.chat()?, id))
}
