//! The Bot API over HTTP. Each method is called through `request` with an own lean answer type:
//! a message that was delivered must not count as failed because its echo cannot be read.

use std::time::Duration;

use frankenstein::client_ureq::Bot;
use frankenstein::methods::{
    AnswerCallbackQueryParams, EditMessageReplyMarkupParams, EditMessageTextParams, GetFileParams,
    GetUpdatesParams, SendMessageParams, SetMyCommandsParams,
};
use frankenstein::response::MethodResponse;
use frankenstein::types::{
    AllowedUpdate, BotCommand, BotCommandScope, BotCommandScopeChat, CopyTextButton,
    InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, LinkPreviewOptions,
    ReplyKeyboardMarkup, ReplyKeyboardRemove, ReplyMarkup,
};
use frankenstein::{Error, ParseMode, TelegramApi};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::Agent;

use crate::domain::ids::ChatId;
use crate::telegram::line::{Lines, Maker};
use crate::telegram::{
    Button, DOWNLOAD_MOST, Does, Fail, Keyboard, Outgoing, Sent, Telegram, form,
};

/// How long a send may take in all; a slow mobile uplink of a 1 MB file fits.
const SEND: Duration = Duration::from_secs(30);
/// What a long poll may take beyond the wait that was asked for.
const POLL_SLACK: Duration = Duration::from_secs(15);
/// Updates in one answer: Telegram's own limit.
const BATCH: u32 = 100;

/// A bot's line to Telegram. Its `Debug` would show the token, so it has none.
pub struct Client {
    poll: Agent,
    lines: Lines,
    api: String,
    files: String,
}

/// Which proxies requests may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// Those that the environment names.
    FromEnvironment,
    /// None: for loopback.
    None,
}

impl Client {
    /// `api_url` is the server without a trailing slash, such as `https://api.telegram.org`.
    pub fn new(api_url: &str, token: &SecretString, poll_wait: Duration, proxy: Proxy) -> Client {
        let token = token.expose_secret();
        Client {
            poll: Maker::new(poll_wait + POLL_SLACK, proxy).agent(),
            lines: Lines::new(Maker::new(SEND, proxy)),
            api: format!("{api_url}/bot{token}"),
            files: format!("{api_url}/file/bot{token}"),
        }
    }

    fn call<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &(impl Serialize + std::fmt::Debug),
    ) -> Result<T, Fail> {
        self.lines.with(|agent| call(self.bot(agent), method, params))
    }

    fn bot(&self, agent: &Agent) -> Bot {
        Bot::builder().api_url(&self.api).request_agent(agent.clone()).build()
    }

    fn message(
        &self,
        method: &str,
        params: &(impl Serialize + std::fmt::Debug),
    ) -> Result<Sent, Fail> {
        let echo: Echo = self.call(method, params)?;
        Ok(Sent { message: Some(echo.message_id) })
    }

    fn document(&self, out: &Outgoing) -> Result<Sent, Fail> {
        let Outgoing::Document { chat, name, bytes, html, keyboard } = out else {
            return Err(Fail::Refused { code: 0, text: "not a document".into() });
        };
        let mut fields = vec![
            ("chat_id", chat.0.to_string()),
            ("caption", html.clone()),
            ("parse_mode", "HTML".to_string()),
        ];
        if let Some(markup) = markup(keyboard) {
            fields.push(("reply_markup", serde_json::to_string(&markup).unwrap_or_default()));
        }
        let body = form::body(&fields, ("document", name, bytes));
        let url = format!("{}/sendDocument", self.api);
        let text = self.lines.with(|agent| {
            let request = agent.post(&url).header("content-type", form::content_type());
            let mut answer = request.send(&body[..]).map_err(|e| transport(&e))?;
            answer.body_mut().read_to_string().map_err(|e| transport(&e))
        })?;
        decode::<Echo>(&text).map(|echo| Sent { message: Some(echo.message_id) })
    }
}

impl Telegram for Client {
    fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Value>, Fail> {
        let kinds =
            vec![AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];
        let params = GetUpdatesParams::builder()
            .offset(offset)
            .limit(BATCH)
            .timeout(u32::try_from(wait.as_secs()).unwrap_or(0))
            .allowed_updates(kinds)
            .build();
        call(self.bot(&self.poll), "getUpdates", &params)
    }

    fn send(&self, out: &Outgoing) -> Result<Sent, Fail> {
        match out {
            Outgoing::Text { chat, html, keyboard } => {
                self.message("sendMessage", &text(*chat, html, keyboard))
            }
            Outgoing::Edit { chat, message, html, keyboard } => {
                self.message("editMessageText", &edit(*chat, *message, html, keyboard)?)
            }
            Outgoing::Document { .. } => self.document(out),
            Outgoing::Strip { chat, message } => {
                let params = EditMessageReplyMarkupParams::builder()
                    .chat_id(chat.0)
                    .message_id(message_id(*message)?)
                    .build();
                self.message("editMessageReplyMarkup", &params)
            }
            Outgoing::Toast { query, text } => {
                let params = AnswerCallbackQueryParams::builder()
                    .callback_query_id(query)
                    .maybe_text((!text.is_empty()).then_some(text))
                    .build();
                self.call::<bool>("answerCallbackQuery", &params)?;
                Ok(Sent { message: None })
            }
            Outgoing::Commands { chat, commands } => {
                self.call::<bool>("setMyCommands", &command_list(*chat, commands))?;
                Ok(Sent { message: None })
            }
        }
    }

    fn file(&self, file_id: &str) -> Result<Vec<u8>, Fail> {
        let params = GetFileParams::builder().file_id(file_id).build();
        let found: FilePath = self.call("getFile", &params)?;
        let url = format!("{}/{}", self.files, found.file_path);
        self.lines.with(|agent| {
            let mut answer = agent.get(&url).call().map_err(|e| transport(&e))?;
            if !answer.status().is_success() {
                return Err(Fail::Down(format!("file answered {}", answer.status().as_u16())));
            }
            let body = answer.body_mut().with_config().limit(DOWNLOAD_MOST);
            body.read_to_vec().map_err(|e| transport(&e))
        })
    }

    fn me(&self) -> Result<String, Fail> {
        let me: Me = self.call("getMe", &serde_json::json!({}))?;
        Ok(me.username)
    }

    fn hang_up(&self) {
        self.poll.clone().shutdown();
    }
}

#[derive(serde::Deserialize)]
struct Echo {
    message_id: i64,
}

#[derive(serde::Deserialize)]
struct FilePath {
    file_path: String,
}

#[derive(serde::Deserialize)]
struct Me {
    username: String,
}

/// Telegram's error in full width: frankenstein reads `retry_after` as 16 bits.
#[derive(serde::Deserialize)]
struct ApiError {
    error_code: u64,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Option<ApiParameters>,
}

#[derive(serde::Deserialize)]
struct ApiParameters {
    retry_after: Option<u64>,
}

fn call<T: DeserializeOwned>(
    bot: Bot,
    method: &str,
    params: &(impl Serialize + std::fmt::Debug),
) -> Result<T, Fail> {
    match bot.request::<_, MethodResponse<T>>(method, Some(params)) {
        Ok(answer) => Ok(answer.result),
        Err(Error::Api(e)) => {
            let wait = e.parameters.and_then(|p| p.retry_after).map(u64::from);
            Err(refusal(e.error_code, e.description, wait))
        }
        // The body may be personal data: never logged, only read again.
        Err(Error::JsonDecode { input, source }) => {
            match serde_json::from_str::<ApiError>(&input) {
                Ok(e) => {
                    let wait = e.parameters.and_then(|p| p.retry_after);
                    Err(refusal(e.error_code, e.description, wait))
                }
                Err(_) => Err(Fail::Unknown(format!("unreadable answer: {:?}", source.classify()))),
            }
        }
        Err(Error::HttpUreq(e)) => Err(transport(&e)),
        Err(_) => Err(Fail::Refused { code: 0, text: "cannot be encoded".into() }),
    }
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Fail> {
    if let Ok(answer) = serde_json::from_str::<MethodResponse<T>>(text) {
        return Ok(answer.result);
    }
    match serde_json::from_str::<ApiError>(text) {
        Ok(e) => {
            let wait = e.parameters.and_then(|p| p.retry_after);
            Err(refusal(e.error_code, e.description, wait))
        }
        Err(_) => Err(Fail::Unknown("unreadable answer".into())),
    }
}

fn refusal(code: u64, text: String, wait: Option<u64>) -> Fail {
    let has = |part: &str| text.contains(part);
    match code {
        429 => Fail::Wait(Duration::from_secs(wait.unwrap_or(5))),
        403 => Fail::Unreachable(text),
        400 if has("chat not found") || has("user is deactivated") => Fail::Unreachable(text),
        400 if has("message is not modified") => Fail::Unchanged,
        400 if has("query is too old") || has("QUERY_ID_INVALID") => Fail::TooOld,
        400 if has("message to edit not found") || has("message can't be edited") => {
            Fail::Gone(text)
        }
        400 if has("there is no text in the message") => Fail::Gone(text),
        500..=599 => Fail::Unknown(format!("server fault {code}")),
        _ => Fail::Refused { code, text },
    }
}

/// Whether a request can have been delivered decides whether it may be sent again. The error's
/// text is not shown: it may hold the address, which holds the token.
fn transport(error: &ureq::Error) -> Fail {
    match error {
        ureq::Error::HostNotFound => Fail::Down("host not found".into()),
        ureq::Error::ConnectionFailed => Fail::Down("connection failed".into()),
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => {
            Fail::Down("connecting took too long".into())
        }
        ureq::Error::Timeout(_) => Fail::Unknown("timed out".into()),
        ureq::Error::Io(e) if e.kind() == std::io::ErrorKind::ConnectionRefused => {
            Fail::Down("connection refused".into())
        }
        ureq::Error::Io(e) => Fail::Unknown(format!("connection broke: {:?}", e.kind())),
        _ => Fail::Unknown("the request failed".into()),
    }
}

fn text(chat: ChatId, html: &str, keyboard: &Keyboard) -> SendMessageParams {
    SendMessageParams::builder()
        .chat_id(chat.0)
        .text(html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(LinkPreviewOptions::builder().is_disabled(true).build())
        .maybe_reply_markup(markup(keyboard))
        .build()
}

fn edit(
    chat: ChatId,
    message: i64,
    html: &str,
    keyboard: &Keyboard,
) -> Result<EditMessageTextParams, Fail> {
    let inline = match keyboard {
        Keyboard::Inline(rows) => Some(inline(rows)),
        _ => None,
    };
    Ok(EditMessageTextParams::builder()
        .chat_id(chat.0)
        .message_id(message_id(message)?)
        .text(html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(LinkPreviewOptions::builder().is_disabled(true).build())
        .maybe_reply_markup(inline)
        .build())
}

fn message_id(message: i64) -> Result<i32, Fail> {
    i32::try_from(message).map_err(|_| Fail::Gone("message id out of range".into()))
}

fn command_list(chat: ChatId, commands: &[(String, String)]) -> SetMyCommandsParams {
    let list = commands.iter().map(|(command, description)| {
        BotCommand::builder().command(command).description(description).build()
    });
    let scope = BotCommandScopeChat::builder().chat_id(chat.0).build();
    SetMyCommandsParams::builder()
        .commands(list.collect::<Vec<_>>())
        .scope(BotCommandScope::Chat(scope))
        .build()
}

fn markup(keyboard: &Keyboard) -> Option<ReplyMarkup> {
    match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(rows) => Some(ReplyMarkup::InlineKeyboardMarkup(inline(rows))),
        Keyboard::AskContact(label) => {
            let button = KeyboardButton::builder().text(label).request_contact(true).build();
            Some(one_button(button))
        }
        Keyboard::AskLocation(label) => {
            let button = KeyboardButton::builder().text(label).request_location(true).build();
            Some(one_button(button))
        }
        Keyboard::Remove => {
            let remove = ReplyKeyboardRemove::builder().remove_keyboard(true).build();
            Some(ReplyMarkup::ReplyKeyboardRemove(remove))
        }
    }
}

fn one_button(button: KeyboardButton) -> ReplyMarkup {
    let keyboard = ReplyKeyboardMarkup::builder()
        .keyboard(vec![vec![button]])
        .resize_keyboard(true)
        .one_time_keyboard(true)
        .build();
    ReplyMarkup::ReplyKeyboardMarkup(keyboard)
}

fn inline(rows: &[Vec<Button>]) -> InlineKeyboardMarkup {
    let rows = rows.iter().map(|row| row.iter().map(button).collect::<Vec<_>>());
    InlineKeyboardMarkup::builder().inline_keyboard(rows.collect::<Vec<_>>()).build()
}

fn button(button: &Button) -> InlineKeyboardButton {
    let built = InlineKeyboardButton::builder().text(&button.label);
    match &button.does {
        Does::Tap(data) => built.callback_data(data).build(),
        Does::Visit(url) => built.url(url).build(),
        Does::Copy(text) => built.copy_text(CopyTextButton::builder().text(text).build()).build(),
    }
}
