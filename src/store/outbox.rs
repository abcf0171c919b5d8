//! The outbox: what is to be sent, committed together with its cause.
//!
//! A row is `pending`, then `sending` from just before the request until its end is known, then
//! gone. A row found `sending` at start had an unknown outcome: it is repeated once.

use std::collections::HashMap;
use std::ops::ControlFlow;

use anyhow::Result;
use rusqlite::{Row, params};

use crate::chat::message::Message;
use crate::domain::ids::{CardId, ChatId, OutboxId, UserId};
use crate::store::{Tx, cards};

/// How often a row is put on the wire before it is given up.
pub const ATTEMPTS_MOST: i64 = 8;

/// Who goes first: a later lane never delays an earlier one. Stored by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// The answer to what somebody just wrote.
    Answer = 0,
    /// The redrawing of what somebody just tapped.
    Interactive = 1,
    /// Live cards.
    Live = 2,
    /// Notices nobody waits for.
    Notice = 3,
    /// One text to many.
    Broadcast = 4,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Bring the card's message up to its newest body.
    Card(CardId),
    /// Send a message that is never edited.
    Message(Box<Message>),
    /// Take the buttons off a card that was passed.
    Strip(CardId),
    /// Delete the message of a card that another message shows now.
    Delete(i64),
    /// Set the command list of this chat in its user's language.
    Commands,
}

/// A row that was taken for sending.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The row.
    pub id: OutboxId,
    /// Whose language and zone it is put into words for.
    pub user: UserId,
    /// Where it goes.
    pub chat: ChatId,
    /// What is to be done.
    pub op: Op,
    /// How often it was on the wire, this time counted.
    pub attempts: i64,
    /// How often nobody knew whether it had arrived.
    pub doubts: i64,
}

/// Queues a message.
pub fn message(tx: &Tx, user: UserId, chat: ChatId, lane: Lane, body: &Message) -> Result<()> {
    add(tx, user, chat, lane, None, "message", &serde_json::to_string(body)?, 0)
}

/// Queues the removal of a card's buttons.
pub fn strip(tx: &Tx, user: UserId, chat: ChatId, card: CardId) -> Result<()> {
    add(tx, user, chat, Lane::Interactive, Some(card), "strip", "", 0)
}

/// Queues the deletion of a message that was replaced.
pub fn delete(tx: &Tx, user: UserId, chat: ChatId, message: i64) -> Result<()> {
    add(tx, user, chat, Lane::Interactive, None, "delete", &message.to_string(), 0)
}

/// Queues the command list in the user's language.
pub fn commands(tx: &Tx, user: UserId, chat: ChatId) -> Result<()> {
    add(tx, user, chat, Lane::Notice, None, "commands", "", 0)
}

/// Queues a card's newest body; one pending row a card is enough, at the better lane.
pub(in crate::store) fn wake_card(
    tx: &Tx,
    user: UserId,
    chat: ChatId,
    card: CardId,
    lane: Lane,
    not_before: i64,
) -> Result<()> {
    tx.run(
        "INSERT INTO outbox (user_id, chat_id, lane, card_id, op, body, not_before)
         VALUES (?1, ?2, ?3, ?4, 'card', '', ?5)
         ON CONFLICT (card_id) WHERE state = 'pending' AND op = 'card'
         DO UPDATE SET lane = min(lane, excluded.lane),
                       not_before = min(not_before, excluded.not_before)",
        params![user.0, chat.0, lane as i64, card.0, not_before],
    )?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one place that names every column")]
fn add(
    tx: &Tx,
    user: UserId,
    chat: ChatId,
    lane: Lane,
    card: Option<CardId>,
    op: &str,
    body: &str,
    not_before: i64,
) -> Result<()> {
    tx.run(
        "INSERT INTO outbox (user_id, chat_id, lane, card_id, op, body, not_before)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![user.0, chat.0, lane as i64, card.map(|c| c.0), op, body, not_before],
    )?;
    Ok(())
}

/// A row that is due, before it is taken.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    /// The row.
    pub id: OutboxId,
    /// Where it goes.
    pub chat: ChatId,
    /// The card it is about.
    pub card: Option<CardId>,
}

/// Whether a due row may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Now.
    Now,
    /// Not yet, and neither may what comes after it in its chat.
    NotThisChat,
    /// Nothing more may go now.
    Nothing,
}

/// Takes up to `most` rows that are due and that `may` go, best lane first, and marks them as on
/// the wire. A row that waits keeps back what comes after it in its chat, and nothing else.
pub fn take(tx: &Tx, most: usize, may: &mut dyn FnMut(&Due) -> Go) -> Result<Vec<Taken>> {
    let mut heads = failed_heads(tx)?;
    let mut chosen = Vec::new();
    let sql = "SELECT lane, id, chat_id, card_id FROM outbox
               WHERE state = 'pending' AND not_before <= ?1 ORDER BY lane, id";
    tx.walk(sql, [tx.now_ms()], |row| {
        let place: Place = (row.get(0)?, row.get(1)?);
        let card = row.get::<_, Option<i64>>(3)?.map(CardId);
        let due = Due { id: OutboxId(place.1), chat: ChatId(row.get(2)?), card };
        if heads.get(&due.chat).is_some_and(|head| *head < place) {
            return Ok(ControlFlow::Continue(()));
        }
        match may(&due) {
            Go::Now => chosen.push(due.id),
            Go::NotThisChat => drop(heads.insert(due.chat, place)),
            Go::Nothing => return Ok(ControlFlow::Break(())),
        }
        let full = chosen.len() >= most;
        Ok(if full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    let mut taken = Vec::with_capacity(chosen.len());
    for id in chosen {
        // Not `RETURNING`, which fills a table of its own for each row.
        let sql = "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?1";
        tx.run(sql, [id.0])?;
        let sql = "SELECT id, user_id, chat_id, card_id, op, body, attempts, doubts FROM outbox
                   WHERE id = ?1";
        taken.extend(tx.one(sql, [id.0], read)?);
    }
    Ok(taken)
}

/// A row's place in its chat: lane, then id.
type Place = (i64, i64);

/// The rows that were tried and wait for their next try: in their chats, order is kept.
fn failed_heads(tx: &Tx) -> Result<HashMap<ChatId, Place>> {
    let mut heads: HashMap<ChatId, Place> = HashMap::new();
    let sql = "SELECT chat_id, lane, id FROM outbox
               WHERE state = 'pending' AND not_before > ?1 AND attempts > 0";
    tx.walk(sql, [tx.now_ms()], |row| {
        let place = (row.get(1)?, row.get(2)?);
        let head = heads.entry(ChatId(row.get(0)?)).or_insert(place);
        *head = (*head).min(place);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(heads)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Taken> {
    let card = row.get::<_, Option<i64>>(3)?.map(CardId);
    let op = match (row.get_ref(4)?.as_str()?, card) {
        ("card", Some(card)) => Op::Card(card),
        ("strip", Some(card)) => Op::Strip(card),
        ("delete", _) => Op::Delete(row.get_ref(5)?.as_str()?.parse().unwrap_or_default()),
        ("commands", _) => Op::Commands,
        _ => {
            let body = row.get_ref(5)?.as_str()?;
            Op::Message(Box::new(serde_json::from_str(body).unwrap_or_default()))
        }
    };
    Ok(Taken {
        id: OutboxId(row.get(0)?),
        user: UserId(row.get(1)?),
        chat: ChatId(row.get(2)?),
        op,
        attempts: row.get(6)?,
        doubts: row.get(7)?,
    })
}

/// The row is through: sent, or not worth sending.
pub fn done(tx: &Tx, id: OutboxId) -> Result<()> {
    tx.run("DELETE FROM outbox WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Puts a row back to be tried again at `not_before`.
pub fn later(tx: &Tx, id: OutboxId, not_before: i64) -> Result<()> {
    put_back(tx, id, not_before, 0)
}

/// Puts a row back that was taken but never was on the wire.
pub fn untried(tx: &Tx, id: OutboxId) -> Result<()> {
    put_back(tx, id, 0, 1)
}

/// The row keeps its place in the chat. A newer row of the same card gives way: it says only that
/// the card changed, and the newest body is read when the row is taken.
fn put_back(tx: &Tx, id: OutboxId, not_before: i64, less: i64) -> Result<()> {
    let newer = "DELETE FROM outbox WHERE state = 'pending' AND op = 'card' AND card_id =
                 (SELECT card_id FROM outbox WHERE id = ?1 AND op = 'card') RETURNING lane";
    let lane = tx.one(newer, [id.0], |row| row.get::<_, i64>(0))?;
    let sql = "UPDATE outbox SET state = 'pending', not_before = ?2, attempts = attempts - ?3,
               lane = min(lane, coalesce(?4, lane)) WHERE id = ?1";
    tx.run(sql, params![id.0, not_before, less, lane])?;
    Ok(())
}

/// Notes that nobody knows whether it arrived.
pub fn doubt(tx: &Tx, id: OutboxId) -> Result<()> {
    tx.run("UPDATE outbox SET doubts = doubts + 1 WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Gives a row up; it stays for the operator to see.
pub fn give_up(tx: &Tx, id: OutboxId) -> Result<()> {
    tx.run("UPDATE outbox SET state = 'dead' WHERE id = ?1", [id.0])?;
    Ok(())
}

/// At start: rows that were on the wire when the process ended. Edits are repeated freely, other
/// sends once: messages, and cards whose next body takes a new message because there is none yet,
/// or because a text and a photo do not become each other. Returns how many were given up.
pub fn recover(tx: &Tx) -> Result<usize> {
    let rows = tx.all(
        "SELECT o.id, o.doubts, o.op = 'message' OR (o.op = 'card' AND (c.tg_message_id IS NULL
             OR c.has_media <> (json_extract(c.body, '$.picture') IS NOT NULL))), c.id
         FROM outbox o LEFT JOIN cards c ON c.id = o.card_id
         WHERE o.state = 'sending' ORDER BY o.id",
        [],
        |row| {
            Ok((OutboxId(row.get(0)?), row.get::<_, i64>(1)?, row.get::<_, bool>(2)?, row.get(3)?))
        },
    )?;
    let mut lost = 0;
    for (id, doubts, doubles, card) in rows {
        if let Some(card) = card {
            cards::photo_unknown(tx, CardId(card))?;
        }
        if doubles && doubts > 0 {
            done(tx, id)?;
            lost += 1;
        } else {
            doubt(tx, id)?;
            later(tx, id, 0)?;
        }
    }
    Ok(lost)
}

/// When the next waiting row falls due, milliseconds UTC.
pub fn next_due(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(not_before) FROM outbox WHERE state = 'pending'";
    Ok(tx.one(sql, [], |row| row.get(0))?.flatten())
}

/// How many rows wait or are on the wire; for tests and `check`.
pub fn open(tx: &Tx) -> Result<i64> {
    tx.number("SELECT count(*) FROM outbox WHERE state <> 'dead'", [])
}

/// How many rows were given up, for `check`.
pub fn dead(tx: &Tx) -> Result<i64> {
    tx.number("SELECT count(*) FROM outbox WHERE state = 'dead'", [])
}
