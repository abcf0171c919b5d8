//! Methods that carry a file: a form with its bytes, or with the name Telegram has for it.

use serde_json::json;

use crate::domain::ids::ChatId;
use crate::telegram::client::{Client, Echo, decode, transport};
use crate::telegram::markup::{markup, under_edit};
use crate::telegram::{Fail, Keyboard, Photo, Sent, form};

/// What a photo is called on its way; Telegram does not keep it.
const PHOTO_NAME: &str = "picture.png";
/// The field an edit names its upload by.
const ATTACHED: &str = "picture";

type Fields = Vec<(&'static str, String)>;

impl Client {
    pub(super) fn document(
        &self,
        chat: ChatId,
        (name, bytes): (&str, &[u8]),
        html: &str,
        keyboard: &Keyboard,
    ) -> Result<Sent, Fail> {
        let fields = captioned(chat, html, keyboard);
        self.form("sendDocument", &fields, Some(("document", name, bytes)))
    }

    pub(super) fn photo(
        &self,
        chat: ChatId,
        photo: &Photo,
        html: &str,
        keyboard: &Keyboard,
    ) -> Result<Sent, Fail> {
        either(photo, |known| {
            let mut fields = captioned(chat, html, keyboard);
            let Some(file_id) = known else {
                return self.form("sendPhoto", &fields, Some(("photo", PHOTO_NAME, &photo.bytes)));
            };
            fields.push(("photo", file_id.to_string()));
            self.form("sendPhoto", &fields, None)
        })
    }

    pub(super) fn edit_photo(
        &self,
        (chat, message): (ChatId, i64),
        photo: &Photo,
        html: &str,
        keyboard: &Keyboard,
    ) -> Result<Sent, Fail> {
        either(photo, |known| {
            let attached = format!("attach://{ATTACHED}");
            let media = json!({
                "type": "photo", "media": known.unwrap_or(&attached), "caption": html,
                "parse_mode": "HTML",
            });
            let mut fields = vec![
                ("chat_id", chat.0.to_string()),
                ("message_id", message.to_string()),
                ("media", media.to_string()),
            ];
            if let Some(markup) = under_edit(keyboard) {
                fields.push(("reply_markup", json!(markup).to_string()));
            }
            let file = (ATTACHED, PHOTO_NAME, &photo.bytes[..]);
            self.form("editMessageMedia", &fields, known.is_none().then_some(file))
        })
    }

    fn form(&self, method: &str, fields: &Fields, file: Option<form::File>) -> Result<Sent, Fail> {
        let body = form::body(fields, file);
        let url = format!("{}/{method}", self.api);
        let text = self.lines.with(|agent| {
            let request = agent.post(&url).header("content-type", form::content_type());
            let mut answer = request.send(&body[..]).map_err(|e| transport(&e))?;
            answer.body_mut().read_to_string().map_err(|e| transport(&e))
        })?;
        decode::<Echo>(&text).map(|echo| echo.sent())
    }
}

/// By name where there is one; if Telegram does not take it, with the bytes.
fn either(photo: &Photo, send: impl Fn(Option<&str>) -> Result<Sent, Fail>) -> Result<Sent, Fail> {
    let Some(known) = &photo.file_id else { return send(None) };
    match send(Some(known)) {
        // "wrong file identifier/HTTP URL specified", "wrong remote file identifier specified".
        Err(Fail::Refused { text, .. }) if text.contains("file identifier") => send(None),
        end => end,
    }
}

fn captioned(chat: ChatId, html: &str, keyboard: &Keyboard) -> Fields {
    let mut fields = vec![
        ("chat_id", chat.0.to_string()),
        ("caption", html.to_string()),
        ("parse_mode", "HTML".to_string()),
    ];
    if let Some(markup) = markup(keyboard) {
        fields.push(("reply_markup", json!(markup).to_string()));
    }
    fields
}
