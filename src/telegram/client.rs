//! The Bot API over HTTP. Each method is called through `request` with an own lean answer type:
//! a message that was delivered must not count as failed because its echo cannot be read.

use std::time::Duration;

use frankenstein::client_ureq::Bot;
use frankenstein::methods::{
    AnswerCallbackQueryParams, DeleteMessageParams, EditMessageCaptionParams,
    EditMessageReplyMarkupParams, EditMessageTextParams, GetFileParams, GetUpdatesParams,
    SendMessageParams, SetMyCommandsParams,
};
use frankenstein::response::MethodResponse;
use frankenstein::types::{
    AllowedUpdate, BotCommand, BotCommandScope, BotCommandScopeChat, LinkPreviewOptions,
};
use frankenstein::{Error, ParseMode, TelegramApi};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::Agent;

use crate::domain::ids::ChatId;
use crate::telegram::line::{Lines, Maker};
use crate::telegram::markup::{markup, under_edit};
use crate::telegram::{DOWNLOAD_MOST, Fail, Keyboard, Outgoing, Sent, StarsPage, Telegram, stars};

/// How long a send may take in all; a slow mobile uplink of a 1 MB file fits.
const SEND: Duration = Duration::from_secs(30);
/// What a long poll may take beyond the wait that was asked for.
const POLL_SLACK: Duration = Duration::from_secs(15);
/// Updates in one answer: Telegram's own limit.
const BATCH: u32 = 100;
/// How Telegram says that a message is not there to be changed, or is not what it was taken for.
const GONE: [&str; 6] = [
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message media can't be edited",
    "there is no text in the message",
    "there is no caption in the message",
];

/// A bot's line to Telegram. Its `Debug` would show the token, so it has none.
pub struct Client {
    poll: Agent,
    pub(super) lines: Lines,
    pub(super) api: String,
    files: String,
    hears: Hears,
}

/// Which kinds of updates are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    /// What people write and tap.
    Talk,
    /// And whether a payment may go on.
    Checkouts,
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
            hears: Hears::Talk,
        }
    }

    /// The same, for other kinds of updates.
    pub fn hearing(self, hears: Hears) -> Client {
        Client { hears, ..self }
    }

    /// A request that only succeeds or not.
    fn told(&self, method: &str, params: &Value) -> Result<Sent, Fail> {
        self.call::<bool>(method, params).map(|_| Sent::default())
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
        Ok(self.call::<Echo>(method, params)?.sent())
    }

    fn strip(&self, chat: ChatId, message: i64) -> Result<Sent, Fail> {
        let params = EditMessageReplyMarkupParams::builder()
            .chat_id(chat.0)
            .message_id(message_id(message)?)
            .build();
        self.message("editMessageReplyMarkup", &params)
    }

    fn delete(&self, chat: ChatId, message: i64) -> Result<Sent, Fail> {
        let params =
            DeleteMessageParams::builder().chat_id(chat.0).message_id(message_id(message)?).build();
        match self.call::<bool>("deleteMessage", &params) {
            Ok(_) => Ok(Sent::default()),
            Err(Fail::TooOld) => self.strip(chat, message),
            Err(fail) => Err(fail),
        }
    }
}

impl Telegram for Client {
    fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Value>, Fail> {
        let mut kinds =
            vec![AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];
        if self.hears == Hears::Checkouts {
            kinds.push(AllowedUpdate::PreCheckoutQuery);
        }
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
            Outgoing::Photo { chat, photo, html, keyboard } => {
                self.photo(*chat, photo, html, keyboard)
            }
            Outgoing::EditCaption { chat, message, html, keyboard } => {
                self.message("editMessageCaption", &caption(*chat, *message, html, keyboard)?)
            }
            Outgoing::EditPhoto { chat, message, photo, html, keyboard } => {
                self.edit_photo((*chat, *message), photo, html, keyboard)
            }
            Outgoing::Document { chat, name, bytes, html, keyboard } => {
                self.document(*chat, (name, bytes), html, keyboard)
            }
            Outgoing::Strip { chat, message } => self.strip(*chat, *message),
            Outgoing::Delete { chat, message } => self.delete(*chat, *message),
            Outgoing::Toast { query, text } => {
                let params = AnswerCallbackQueryParams::builder()
                    .callback_query_id(query)
                    .maybe_text((!text.is_empty()).then_some(text))
                    .build();
                self.call::<bool>("answerCallbackQuery", &params)?;
                Ok(Sent::default())
            }
            Outgoing::Invoice { chat, title, description, payload, stars } => {
                let params = stars::invoice(*chat, (title, description), payload, *stars);
                self.message("sendInvoice", &params)
            }
            Outgoing::Checkout { query, refusal } => {
                let params = stars::checkout(query, refusal.as_deref());
                self.told("answerPreCheckoutQuery", &params)
            }
            Outgoing::Refund { telegram_id, charge } => {
                self.told("refundStarPayment", &stars::refund(*telegram_id, charge))
            }
            Outgoing::Commands { chat, commands } => {
                self.call::<bool>("setMyCommands", &command_list(*chat, commands))?;
                Ok(Sent::default())
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

    fn stars(&self, skip: i64) -> Result<StarsPage, Fail> {
        let listed: stars::Listed = self.call("getStarTransactions", &stars::page(skip))?;
        Ok(listed.page())
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
pub(super) struct Echo {
    message_id: i64,
    /// The sizes of a photo, the largest last; read leniently, as the message was delivered.
    #[serde(default)]
    photo: Value,
}

impl Echo {
    pub(super) fn sent(&self) -> Sent {
        let largest = self.photo.as_array().and_then(|sizes| sizes.last());
        let file_id = largest.and_then(|size| size.get("file_id")).and_then(Value::as_str);
        Sent { message: Some(self.message_id), file_id: file_id.map(str::to_string) }
    }
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

pub(super) fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Fail> {
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
        400 if has("CHARGE_ALREADY_REFUNDED") => Fail::Unchanged,
        400 if has("query is too old") || has("QUERY_ID_INVALID") => Fail::TooOld,
        400 if has("message can't be deleted") => Fail::TooOld,
        400 if GONE.iter().any(|gone| has(gone)) => Fail::Gone(text),
        500..=599 => Fail::Unknown(format!("server fault {code}")),
        _ => Fail::Refused { code, text },
    }
}

/// Whether a request can have been delivered decides whether it may be sent again. The error's
/// text is not shown: it may hold the address, which holds the token.
pub(super) fn transport(error: &ureq::Error) -> Fail {
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
    Ok(EditMessageTextParams::builder()
        .chat_id(chat.0)
        .message_id(message_id(message)?)
        .text(html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(LinkPreviewOptions::builder().is_disabled(true).build())
        .maybe_reply_markup(under_edit(keyboard))
        .build())
}

fn caption(
    chat: ChatId,
    message: i64,
    html: &str,
    keyboard: &Keyboard,
) -> Result<EditMessageCaptionParams, Fail> {
    Ok(EditMessageCaptionParams::builder()
        .chat_id(chat.0)
        .message_id(message_id(message)?)
        .caption(html)
        .parse_mode(ParseMode::Html)
        .maybe_reply_markup(under_edit(keyboard))
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
