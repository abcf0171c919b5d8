//! AI tasks, which their owners change; and scripts, which nobody does.

use anyhow::{Context, Result};
use rusqlite::{Row, params};

use crate::domain::hours::Purpose;
use crate::domain::ids::{ScriptId, TaskId, UserId};
use crate::domain::locale::Locale;
use crate::domain::script::Script;
use crate::store::{Tx, events};

/// What an agent is told to do on the phone, as its owner keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The row.
    pub id: TaskId,
    /// What its owner calls it.
    pub name: String,
    /// What the agent is told.
    pub prompt: String,
    /// What the call is for.
    pub purpose: Purpose,
    /// The language of the call.
    pub language: Locale,
    /// Counts the changes.
    pub rev: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Task> {
    Ok(Task {
        id: TaskId(row.get(0)?),
        name: row.get(1)?,
        prompt: row.get(2)?,
        purpose: row.get::<_, String>(3)?.parse().unwrap_or(Purpose::LeadFollowUp),
        language: row.get::<_, String>(4)?.parse().unwrap_or_default(),
        rev: row.get(5)?,
    })
}

const COLUMNS: &str = "id, name, prompt, purpose, language, rev";

/// What a new task holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask<'a> {
    /// What its owner calls it.
    pub name: &'a str,
    /// What the agent is told.
    pub prompt: &'a str,
    /// What the call is for.
    pub purpose: Purpose,
    /// The language of the call.
    pub language: Locale,
}

/// Keeps a new task.
pub fn create(tx: &Tx, owner: UserId, task: &NewTask) -> Result<TaskId> {
    let purpose: &str = task.purpose.into();
    let id = tx.insert(
        "INSERT INTO tasks (user_id, name, prompt, purpose, language, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![owner.0, task.name, task.prompt, purpose, task.language.code(), tx.now_ms()],
    )?;
    Ok(TaskId(id))
}

/// One task of its owner.
pub fn get(tx: &Tx, owner: UserId, id: TaskId) -> Result<Option<Task>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tasks WHERE id = ?1 AND user_id = ?2 AND deleted_ms IS NULL"
    );
    tx.one(&sql, params![id.0, owner.0], read)
}

/// One page of the owner's tasks, newest first.
pub fn page(tx: &Tx, owner: UserId, skip: usize, most: usize) -> Result<Vec<Task>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tasks WHERE user_id = ?1 AND deleted_ms IS NULL
         ORDER BY id DESC LIMIT ?3 OFFSET ?2"
    );
    tx.all(&sql, params![owner.0, to_i64(skip), to_i64(most)], read)
}

/// How many tasks the owner has.
pub fn count(tx: &Tx, owner: UserId) -> Result<usize> {
    let sql = "SELECT count(*) FROM tasks WHERE user_id = ?1 AND deleted_ms IS NULL";
    Ok(usize::try_from(tx.number(sql, [owner.0])?).unwrap_or(0))
}

/// Changes a task, if it is still at the revision that the change was made from.
pub fn change(tx: &Tx, owner: UserId, task: &Task) -> Result<bool> {
    let purpose: &str = task.purpose.into();
    let changed = tx.run(
        "UPDATE tasks SET name = ?4, prompt = ?5, purpose = ?6, language = ?7, rev = rev + 1
         WHERE id = ?1 AND user_id = ?2 AND rev = ?3 AND deleted_ms IS NULL",
        params![
            task.id.0,
            owner.0,
            task.rev,
            task.name,
            task.prompt,
            purpose,
            task.language.code()
        ],
    )?;
    Ok(changed == 1)
}

/// Deletes a task. Calls that were planned with it keep their sealed script.
pub fn delete(tx: &Tx, owner: UserId, id: TaskId) -> Result<bool> {
    let sql = "UPDATE tasks SET deleted_ms = ?3
               WHERE id = ?1 AND user_id = ?2 AND deleted_ms IS NULL";
    Ok(tx.run(sql, params![id.0, owner.0, tx.now_ms()])? == 1)
}

/// Seals a script for calling. The same script gets the same row.
pub fn seal(tx: &Tx, owner: UserId, script: &Script) -> Result<ScriptId> {
    let hash = script.hash().to_vec();
    let sql = "SELECT id FROM scripts WHERE user_id = ?1 AND hash = ?2";
    if let Some(id) = tx.one(sql, params![owner.0, hash], |row| row.get(0))? {
        return Ok(ScriptId(id));
    }
    let id = tx.insert(
        "INSERT INTO scripts (user_id, hash, body, created_ms) VALUES (?1, ?2, ?3, ?4)",
        params![owner.0, hash, script.json(), tx.now_ms()],
    )?;
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let body = serde_json::json!({ "hash": hex });
    events::append(tx, events::Kind::Script, Some(owner), Some(id), &body)?;
    Ok(ScriptId(id))
}

/// A sealed script; one whose bytes no longer give its hash is a fault, not a script (C-11).
pub fn sealed(tx: &Tx, id: ScriptId) -> Result<Script> {
    let sql = "SELECT body, hash FROM scripts WHERE id = ?1";
    let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?));
    let (body, hash) = tx.one(sql, [id.0], read)?.with_context(|| format!("no script {id}"))?;
    let script: Script = serde_json::from_str(&body).with_context(|| format!("script {id}"))?;
    anyhow::ensure!(script.hash().as_slice() == hash, "script {id} is not what was sealed");
    Ok(script)
}

fn to_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
