//! Cards: messages that are edited in place. A card knows what it should show; the courier brings
//! Telegram up to it.

use anyhow::Result;
use rusqlite::{Row, params};

use crate::chat::message::Message;
use crate::domain::ids::{CardId, ChatId, UserId};
use crate::store::Tx;
use crate::store::outbox::{self, Lane};

/// The least time between two edits of a live card: Telegram tolerates no faster editing.
pub const EDIT_GAP_MS: i64 = 3_000;

/// What a card is about. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A screen of the menus or of a wizard.
    Screen,
    /// The live card of one call.
    Call,
    /// The live card of a list call.
    Campaign,
    /// The live card of one top-up.
    Topup,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The row.
    pub id: CardId,
    /// Whose.
    pub user: UserId,
    /// Where.
    pub chat: ChatId,
    /// The message that shows it; `None` until it was sent.
    pub message: Option<i64>,
    /// What it should show.
    pub body: Message,
    /// The revision it should show.
    pub wanted_rev: i64,
    /// The revision that is shown.
    pub shown_rev: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Card> {
    let body: String = row.get(4)?;
    Ok(Card {
        id: CardId(row.get(0)?),
        user: UserId(row.get(1)?),
        chat: ChatId(row.get(2)?),
        message: row.get(3)?,
        // A body of another version is drawn again at the next tap.
        body: serde_json::from_str(&body).unwrap_or_default(),
        wanted_rev: row.get(5)?,
        shown_rev: row.get(6)?,
    })
}

const COLUMNS: &str = "id, user_id, chat_id, tg_message_id, body, wanted_rev, shown_rev";

/// Sends a new card.
pub fn send(
    tx: &Tx,
    user: UserId,
    chat: ChatId,
    lane: Lane,
    about: (Kind, i64),
    body: &Message,
) -> Result<CardId> {
    let kind: &str = about.0.into();
    let card = CardId(tx.insert(
        "INSERT INTO cards (user_id, chat_id, kind, subject, body, wanted_rev)
         VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        params![user.0, chat.0, kind, about.1, serde_json::to_string(body)?],
    )?);
    outbox::wake_card(tx, user, chat, card, lane, 0)?;
    Ok(card)
}

/// Changes what a card should show. The newest body is always shown in the end; those between may
/// be left out. A live card waits out the editing gap.
pub fn show(tx: &Tx, card: CardId, lane: Lane, body: &Message) -> Result<()> {
    let text = serde_json::to_string(body)?;
    let sql = "UPDATE cards SET body = ?2, wanted_rev = wanted_rev + 1
               WHERE id = ?1 AND body <> ?2 RETURNING user_id, chat_id, last_edit_ms";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?));
    let Some((user, chat, last_edit)) = tx.one(sql, params![card.0, text], read)? else {
        return Ok(());
    };
    let not_before = if lane == Lane::Live { last_edit + EDIT_GAP_MS } else { 0 };
    outbox::wake_card(tx, UserId(user), ChatId(chat), card, lane, not_before)
}

/// Draws a card again although nothing changed: its message may show something else.
pub fn redraw(tx: &Tx, card: CardId, body: &Message) -> Result<()> {
    let sql = "UPDATE cards SET body = ?2, wanted_rev = wanted_rev + 1 WHERE id = ?1
               RETURNING user_id, chat_id";
    let text = serde_json::to_string(body)?;
    let found = tx.one(sql, params![card.0, text], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some((user, chat)) = found else { return Ok(()) };
    outbox::wake_card(tx, UserId(user), ChatId(chat), card, Lane::Interactive, 0)
}

/// The card behind a message.
pub fn at(tx: &Tx, chat: ChatId, message: i64) -> Result<Option<CardId>> {
    let sql = "SELECT id FROM cards WHERE chat_id = ?1 AND tg_message_id = ?2";
    Ok(tx.one(sql, params![chat.0, message], |row| row.get(0))?.map(CardId))
}

/// The last card about something.
pub fn about(tx: &Tx, kind: Kind, subject: i64) -> Result<Option<CardId>> {
    let kind: &str = kind.into();
    let sql = match kind {
        "screen" => return Ok(None),
        _ => {
            "SELECT id FROM cards WHERE kind = ?1 AND subject = ?2 AND kind <> 'screen'
              ORDER BY id DESC LIMIT 1"
        }
    };
    Ok(tx.one(sql, params![kind, subject], |row| row.get(0))?.map(CardId))
}

/// Whether a card lives: what happens elsewhere redraws it.
pub fn is_live(tx: &Tx, card: CardId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM cards WHERE id = ?1 AND kind <> 'screen')";
    Ok(tx.number(sql, [card.0])? > 0)
}

/// What a card is about whose newest body was not shown yet.
pub fn unread(tx: &Tx, card: CardId) -> Result<Option<(Kind, i64)>> {
    let sql = "SELECT kind, subject FROM cards WHERE id = ?1 AND shown_rev < wanted_rev";
    let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
    let found = tx.one(sql, [card.0], read)?;
    Ok(found.and_then(|(kind, subject)| Some((kind.parse().ok()?, subject))))
}

/// Makes a screen's card the live card of something.
pub fn become_about(tx: &Tx, card: CardId, kind: Kind, subject: i64) -> Result<()> {
    let kind: &str = kind.into();
    let sql = "UPDATE cards SET kind = ?2, subject = ?3
               WHERE id = ?1 AND (kind, subject) <> (?2, ?3)";
    tx.run(sql, params![card.0, kind, subject])?;
    Ok(())
}

/// The card, for the courier.
pub fn get(tx: &Tx, card: CardId) -> Result<Option<Card>> {
    tx.one(&format!("SELECT {COLUMNS} FROM cards WHERE id = ?1"), [card.0], read)
}

/// What of a card stands in the chat: the message that shows it, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing yet, or its message is gone.
    Nothing,
    /// A text.
    Text(i64),
    /// A photo with a caption.
    Photo(i64),
}

impl Standing {
    /// The message.
    pub fn message(self) -> Option<i64> {
        match self {
            Standing::Nothing => None,
            Standing::Text(message) | Standing::Photo(message) => Some(message),
        }
    }
}

/// A photo that a card shows, or showed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// SHA-256 of the image.
    pub hash: [u8; 32],
    /// Telegram's name for it, by which it can be sent again.
    pub file_id: Option<String>,
}

/// What the courier has to show of a card, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is to be edited or replaced.
    pub stands: Standing,
    /// The photo shown last, also when a text was shown since.
    pub photo: Option<Photo>,
    /// The encoded body: it is decoded where it is sent, not where the store is locked.
    pub body: String,
    /// Its revision.
    pub rev: i64,
}

/// What is not shown yet; `None` when the card is up to date.
pub fn change(tx: &Tx, card: CardId) -> Result<Option<Change>> {
    let sql = "SELECT tg_message_id, has_media, photo_hash, file_id, body, wanted_rev FROM cards
               WHERE id = ?1 AND wanted_rev > shown_rev";
    let read = |row: &Row<'_>| {
        let stands = match (row.get(0)?, row.get(1)?) {
            (None, _) => Standing::Nothing,
            (Some(message), false) => Standing::Text(message),
            (Some(message), true) => Standing::Photo(message),
        };
        let (hash, file_id) = (row.get::<_, Option<[u8; 32]>>(2)?, row.get(3)?);
        let photo = hash.map(|hash| Photo { hash, file_id });
        Ok(Change { stands, photo, body: row.get(4)?, rev: row.get(5)? })
    };
    tx.one(sql, [card.0], read)
}

/// The message that shows a card.
pub fn message(tx: &Tx, card: CardId) -> Result<Option<i64>> {
    let sql = "SELECT tg_message_id FROM cards WHERE id = ?1";
    Ok(tx.one(sql, [card.0], |row| row.get(0))?.flatten())
}

/// Notes that `rev` is shown, as `message` if that is a new one, with this photo or as a text.
pub fn shown(
    tx: &Tx,
    card: CardId,
    rev: i64,
    message: Option<i64>,
    photo: Option<&Photo>,
) -> Result<()> {
    let (hash, file_id) =
        photo.map_or((None, None), |photo| (Some(photo.hash), photo.file_id.as_deref()));
    let sql = "UPDATE cards SET shown_rev = max(shown_rev, ?2),
               tg_message_id = coalesce(?3, tg_message_id), last_edit_ms = ?4,
               has_media = ?5 IS NOT NULL, photo_hash = coalesce(?5, photo_hash),
               file_id = CASE WHEN ?5 IS NULL THEN file_id ELSE ?6 END WHERE id = ?1";
    tx.run(sql, params![card.0, rev, message, tx.now_ms(), hash, file_id])?;
    Ok(())
}

/// Notes that nobody knows which photo is shown: a change of it had no answer.
pub fn photo_unknown(tx: &Tx, card: CardId) -> Result<()> {
    tx.run("UPDATE cards SET photo_hash = NULL, file_id = NULL WHERE id = ?1", [card.0])?;
    Ok(())
}

/// Notes that the message is gone: the next revision is a new message.
pub fn lost(tx: &Tx, card: CardId) -> Result<()> {
    tx.run("UPDATE cards SET tg_message_id = NULL WHERE id = ?1", [card.0])?;
    Ok(())
}

/// The newest screen card of a user, with what it shows.
pub fn last_screen(tx: &Tx, user: UserId) -> Result<Option<(CardId, Message)>> {
    let sql = "SELECT id, body FROM cards WHERE user_id = ?1 AND kind = 'screen'
               ORDER BY id DESC LIMIT 1";
    tx.one(sql, [user.0], |row| {
        let body = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
        Ok((CardId(row.get(0)?), body))
    })
}
