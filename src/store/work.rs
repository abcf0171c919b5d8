//! What a turn needs of a door: asked for here, done by a job, answered into the open dialogue.

use anyhow::Result;
use rusqlite::{Row, params};

use crate::chat::event::Document;
use crate::domain::ids::{CardId, UserId};
use crate::store::Tx;

/// The largest list that is read from a chat: far more than the numbers one list call takes.
pub const FILE_MOST: u64 = 1024 * 1024;
/// How often a file is asked for.
const TRIES_MOST: i64 = 4;
/// Between two tries.
const AGAIN_MS: i64 = 5_000;

/// A file that a dialogue waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The row.
    pub id: i64,
    /// Whose.
    pub user: UserId,
    /// The card that waits.
    pub card: Option<CardId>,
    /// The dialogue's revision when it was asked for.
    pub rev: i64,
    /// Which file; `None` when the row does not say so any more.
    pub document: Option<Document>,
}

/// Asks for a document that holds a list of numbers.
pub fn fetch_list(
    tx: &Tx,
    user: UserId,
    card: Option<CardId>,
    rev: i64,
    document: &Document,
) -> Result<()> {
    tx.run(
        "INSERT INTO work (kind, user_id, card_id, dialogue_rev, args, created_ms)
         VALUES ('fetch_list', ?1, ?2, ?3, ?4, ?5)",
        params![
            user.0,
            card.map(|card| card.0),
            rev,
            serde_json::to_string(document)?,
            tx.now_ms()
        ],
    )?;
    Ok(())
}

const SELECT: &str = "SELECT id, user_id, card_id, dialogue_rev, args FROM work";

fn read(row: &Row<'_>) -> rusqlite::Result<Fetch> {
    let args: String = row.get(4)?;
    Ok(Fetch {
        id: row.get(0)?,
        user: UserId(row.get(1)?),
        card: row.get::<_, Option<i64>>(2)?.map(CardId),
        rev: row.get(3)?,
        document: serde_json::from_str(&args).ok(),
    })
}

/// The next file to fetch.
pub fn next(tx: &Tx) -> Result<Option<Fetch>> {
    let sql = format!(
        "{SELECT} WHERE state = 'waiting' AND not_before <= ?1 ORDER BY not_before, id LIMIT 1"
    );
    tx.one(&sql, [tx.now_ms()], read)
}

/// The file's content came, or never will: the open dialogue gets it next.
pub fn fetched(tx: &Tx, id: i64, content: Option<&[u8]>) -> Result<()> {
    tx.run("UPDATE work SET state = 'fetched', result = ?2 WHERE id = ?1", params![id, content])?;
    Ok(())
}

/// Takes a file that came, with its content; it is handed over once.
pub fn take_fetched(tx: &Tx) -> Result<Option<(Fetch, Option<Vec<u8>>)>> {
    let sql = "SELECT id, result FROM work WHERE state = 'fetched' ORDER BY id LIMIT 1";
    let found = tx.one(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    let Some((id, content)) = found else { return Ok(None) };
    let sql = format!("{SELECT} WHERE id = ?1");
    let fetch = tx.one(&sql, [id], read)?;
    // The content is a list of people's numbers: it does not outlive its use.
    tx.run("UPDATE work SET state = 'done', result = NULL WHERE id = ?1", [id])?;
    Ok(fetch.map(|fetch| (fetch, content)))
}

/// It is tried again a little later; `false` when it was tried often enough.
pub fn again(tx: &Tx, id: i64) -> Result<bool> {
    let sql = "UPDATE work SET attempts = attempts + 1, not_before = ?2
               WHERE id = ?1 AND attempts < ?3";
    Ok(tx.run(sql, params![id, tx.now_ms() + AGAIN_MS, TRIES_MOST])? == 1)
}

/// When the next file is due, milliseconds UTC.
pub fn next_due(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(not_before) FROM work WHERE state = 'waiting'";
    Ok(tx.one(sql, [], |row| row.get(0))?.flatten())
}
