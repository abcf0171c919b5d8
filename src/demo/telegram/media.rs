//! Photos and documents: uploaded, sent again by name, put in the place of another.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::edit::{NOT_MODIFIED, change};
use super::html::Rich;
use super::params::Upload;
use super::reply::{Answer, Refusal};
use super::send::caption;
use super::state::{Body, Call, File, State};

/// Telegram's limits for uploads, in bytes.
pub(super) const DOCUMENT_MOST: usize = 50 * 1024 * 1024;
const PHOTO_MOST: usize = 10 * 1024 * 1024;
/// Width and height of a photo together, and one against the other.
const PHOTO_EDGES_MOST: u32 = 10_000;
const PHOTO_RATIO_MOST: u32 = 20;

/// What an `InputMedia` of these kinds may hold.
const MEDIA: &[&str] = &[
    "type",
    "media",
    "caption",
    "parse_mode",
    "show_caption_above_media",
    "has_spoiler",
    "disable_content_type_detection",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Photo,
}

/// `editMessageMedia`: another photo or document in the place of one, or of a text.
pub(super) fn edit(state: &mut State, call: &Call<'_>) -> Answer {
    let Input { kind, source, caption: new } = Input::read(call, &mut state.violations)?;
    let file = match call.params.attached(&source) {
        Some(upload) => keep(state, upload, kind)?,
        None => known(state, &source, kind)?,
    };
    change(state, call, |message, markup| {
        match &message.body {
            Body::File { file: old, caption } => {
                if old.id == file.id && *caption == new && message.markup == markup {
                    return Err(Refusal::bad(NOT_MODIFIED));
                }
            }
            Body::Text(_) => {}
            _ => return Err(Refusal::bad("message media can't be edited")),
        }
        message.body = Body::File { file, caption: new };
        message.markup = markup;
        Ok(())
    })
}

/// An `InputMedia`.
struct Input {
    kind: Kind,
    /// `attach://` and a field's name, or a `file_id`.
    source: String,
    caption: Rich,
}

impl Input {
    fn read(call: &Call<'_>, odd: &mut Vec<String>) -> Result<Input, Refusal> {
        let media = call.params.json("media");
        let media = media.map_err(|_| Refusal::bad("can't parse input media JSON object"))?;
        let media = media.ok_or_else(|| Refusal::bad("parameter \"media\" is required"))?;
        let unreadable = |why: &str| Refusal::bad(format!("can't parse InputMedia: {why}"));
        let media = media.as_object().ok_or_else(|| unreadable("expected an Object"))?;
        note_unknown(media, odd);
        let text = |name: &str| media.get(name).and_then(Value::as_str);
        let caption = caption(text("caption"), text("parse_mode"))?;
        let kind = text("type").ok_or_else(|| unreadable("Can't find field \"type\""))?;
        let source = text("media").filter(|source| !source.is_empty());
        let source = source.ok_or_else(|| unreadable("media not found"))?.to_owned();
        let kind = match kind {
            "photo" => Kind::Photo,
            "document" => Kind::Document,
            other => return Err(unreadable(&format!("type \"{other}\" is unsupported"))),
        };
        Ok(Input { kind, source, caption })
    }
}

fn note_unknown(media: &Map<String, Value>, odd: &mut Vec<String>) {
    let unknown = media.keys().filter(|name| !MEDIA.contains(&name.as_str()));
    odd.extend(unknown.map(|name| format!("media: unknown field {name}")));
}

/// The file of a request: bytes that came with it, or one that Telegram has.
pub(super) fn file(state: &mut State, call: &Call<'_>, kind: Kind) -> Result<Arc<File>, Refusal> {
    let name = match kind {
        Kind::Document => "document",
        Kind::Photo => "photo",
    };
    if let Some(upload) = call.params.file(name) {
        return keep(state, upload, kind);
    }
    let id = call.params.text(name).filter(|id| !id.is_empty());
    known(
        state,
        id.ok_or_else(|| Refusal::bad(format!("there is no {name} in the request")))?,
        kind,
    )
}

fn keep(state: &mut State, upload: &Upload, kind: Kind) -> Result<Arc<File>, Refusal> {
    let most = match kind {
        Kind::Document => DOCUMENT_MOST,
        Kind::Photo => PHOTO_MOST,
    };
    if upload.bytes.is_empty() {
        return Err(Refusal::bad("file must be non-empty"));
    }
    if upload.bytes.len() > most {
        return Err(Refusal::new(413, "Request Entity Too Large"));
    }
    let size = match kind {
        Kind::Document => None,
        Kind::Photo => Some(photo_size(&upload.bytes)?),
    };
    let mime = upload.mime.as_deref().unwrap_or("application/octet-stream");
    Ok(state.keep(&upload.name, mime, upload.bytes.as_slice().into(), size))
}

fn known(state: &State, id: &str, kind: Kind) -> Result<Arc<File>, Refusal> {
    let wrong = || Refusal::bad("wrong file identifier/HTTP URL specified");
    let file = state.files.get(id).ok_or_else(wrong)?;
    match (kind, file.photo) {
        (Kind::Document, None) | (Kind::Photo, Some(_)) => Ok(Arc::clone(file)),
        (Kind::Document, Some(_)) => Err(Refusal::bad("can't use file of type Photo as Document")),
        (Kind::Photo, None) => Err(Refusal::bad("can't use file of type Document as Photo")),
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
