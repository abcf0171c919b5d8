//! What concerns the bot as a whole: who it is, its commands, files, answers to taps.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::reply::{Answer, Refusal};
use super::state::{Call, Note, Noted, State};
use super::wire;

/// How long a tap can be answered.
const QUERY_LIVES: SignedDuration = SignedDuration::from_secs(15);
/// Telegram's limit for the answer to a tap, in characters.
const TOAST_MOST: usize = 200;
/// What a bot may download; larger files can be sent but not fetched.
const DOWNLOAD_MOST: usize = 20 * 1024 * 1024;
/// Telegram's limits for commands.
const COMMANDS_MOST: usize = 100;
const COMMAND_MOST: usize = 32;
const DESCRIPTION_MOST: usize = 256;

const ACTIONS: &[&str] = &[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];
const SCOPES: &[&str] = &[
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
];

/// What the bot has set about itself.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// By scope (its JSON) and language ("" for every language): command and description.
    pub commands: BTreeMap<(String, String), Vec<(String, String)>>,
}

pub(super) fn get_me(state: &State) -> Answer {
    let mut bot = wire::bot(state);
    if let Some(fields) = bot.as_object_mut() {
        for (name, value) in [
            ("can_join_groups", true),
            ("can_read_all_group_messages", true),
            ("supports_inline_queries", false),
            ("can_connect_to_business", false),
            ("has_main_web_app", false),
        ] {
            fields.insert(name.to_owned(), json!(value));
        }
    }
    Ok(bot.to_string())
}

/// `answerCallbackQuery`: once, and within [`QUERY_LIVES`] of the tap.
pub(super) fn answer_query(state: &mut State, call: &Call<'_>) -> Answer {
    let text = call.params.text("text").unwrap_or_default();
    if text.chars().count() > TOAST_MOST {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let id = call.params.text("callback_query_id").and_then(|id| id.parse().ok());
    let query = id.and_then(|id: u64| state.queries.remove(&id));
    let query = query.filter(|query| call.wall.duration_since(query.at) <= QUERY_LIVES);
    let query = query.ok_or_else(|| {
        Refusal::bad("query is too old and response timeout expired or query ID is invalid")
    })?;
    if let (Some(chat), false) = (state.chats.get_mut(&query.chat), text.is_empty()) {
        let alert = call.params.flag("show_alert");
        let kind = Noted::Toast { text: text.to_owned(), alert };
        chat.notes.push(Note { after: chat.last_id(), kind });
        chat.version += 1;
    }
    Ok("true".to_owned())
}

/// Taps that nobody can answer any more are forgotten.
pub(super) fn forget_old_queries(state: &mut State, now: jiff::Timestamp) {
    while let Some(oldest) = state.queries.first_entry() {
        if now.duration_since(oldest.get().at) <= QUERY_LIVES {
            return;
        }
        oldest.remove();
    }
}

pub(super) fn chat_action(state: &mut State, call: &Call<'_>) -> Answer {
    let action = call.params.text("action").filter(|action| ACTIONS.contains(action));
    let action = action.ok_or_else(|| Refusal::bad("wrong parameter action in request"))?;
    let chat = state.reach(call.params.chat()?)?;
    chat.action = Some((action.to_owned(), call.pace));
    chat.version += 1;
    Ok("true".to_owned())
}

pub(super) fn set_commands(state: &mut State, call: &Call<'_>) -> Answer {
    let commands = call.params.json("commands")?;
    let commands = commands.as_ref().and_then(Value::as_array);
    let commands = commands.ok_or_else(|| Refusal::bad("can't parse commands"))?;
    if commands.len() > COMMANDS_MOST {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    let commands = commands.iter().map(command).collect::<Result<Vec<_>, _>>()?;
    let key = scope(state, call)?;
    state.settings.commands.insert(key, commands);
    Ok("true".to_owned())
}

pub(super) fn delete_commands(state: &mut State, call: &Call<'_>) -> Answer {
    let key = scope(state, call)?;
    state.settings.commands.remove(&key);
    Ok("true".to_owned())
}

pub(super) fn get_commands(state: &mut State, call: &Call<'_>) -> Answer {
    let key = scope(state, call)?;
    let commands = state.settings.commands.get(&key).into_iter().flatten();
    let commands = commands.map(|(name, text)| json!({"command": name, "description": text}));
    Ok(Value::Array(commands.collect()).to_string())
}

fn command(value: &Value) -> Result<(String, String), Refusal> {
    let field = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let (name, text) = (field("command"), field("description"));
    let name = name.strip_prefix('/').unwrap_or(name);
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !(1..=COMMAND_MOST).contains(&name.len()) || !name.chars().all(legal) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    if !(1..=DESCRIPTION_MOST).contains(&text.chars().count()) {
        return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok((name.to_owned(), text.to_owned()))
}

/// The scope (its JSON) and the language a list of commands is for.
fn scope(state: &mut State, call: &Call<'_>) -> Result<(String, String), Refusal> {
    let scope = call.params.json("scope")?.unwrap_or_else(|| json!({"type": "default"}));
    let kind = scope.get("type").and_then(Value::as_str).unwrap_or_default();
    if !SCOPES.contains(&kind) {
        return Err(Refusal::bad("can't parse BotCommandScope: unsupported type specified"));
    }
    if let Some(chat) = scope.get("chat_id").and_then(Value::as_i64) {
        state.reach(chat)?;
    }
    let language = call.params.text("language_code").unwrap_or_default();
    let letters = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
    if !language.is_empty() && !letters {
        return Err(Refusal::bad("invalid language code specified"));
    }
    let kind = if kind == "default" { kind.to_owned() } else { scope.to_string() };
    Ok((kind, language.to_owned()))
}

pub(super) fn get_file(state: &State, call: &Call<'_>) -> Answer {
    let id = call.params.text("file_id").unwrap_or_default();
    let file = state.files.get(id).ok_or_else(|| Refusal::bad("invalid file_id"))?;
    if file.bytes.len() > DOWNLOAD_MOST {
        return Err(Refusal::bad("file is too big"));
    }
    Ok(wire::file(file).to_string())
}

pub(super) fn webhook_info(state: &State) -> Answer {
    let pending = state.queue.len();
    let info = json!({"url": "", "has_custom_certificate": false, "pending_update_count": pending});
    Ok(info.to_string())
}

pub(super) fn delete_webhook(state: &mut State, call: &Call<'_>) -> Answer {
    if call.params.flag("drop_pending_updates") {
        state.queue.forget_all();
    }
    Ok("true".to_owned())
}
