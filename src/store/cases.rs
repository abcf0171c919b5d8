//! What users ask about money, and what they are answered: one open case a user.

use anyhow::Result;
use jiff::Timestamp;
use rusqlite::{Row, params};
use strum::{EnumString, IntoStaticStr};

use crate::domain::ids::{CaseId, UserId};
use crate::store::{Tx, events, sealed};

/// Where a case is. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// It waits for an operator.
    Open,
    /// It was answered, and may go on.
    Answered,
    /// It is done with.
    Closed,
}

/// Who wrote. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Who {
    /// The one whose case it is.
    User,
    /// An operator.
    Operator,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The row; its number is what the user is told.
    pub id: CaseId,
    /// Whose.
    pub user: UserId,
    /// Where it is.
    pub state: State,
    /// When it was opened.
    pub opened: Timestamp,
    /// Counts its changes.
    pub rev: i64,
}

/// Something that was written in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Who wrote it.
    pub who: Who,
    /// What.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str = "id, user_id, state, opened_ms, rev";

/// The user's open case; a new one if there is none.
pub fn open(tx: &Tx, user: UserId) -> Result<Case> {
    if let Some(case) = of_user(tx, user)? {
        return Ok(case);
    }
    let sql = "INSERT INTO cases (user_id, opened_ms) VALUES (?1, ?2)";
    let id = CaseId(tx.insert(sql, params![user.0, tx.now_ms()])?);
    note(tx, id, Some(user), "opened")?;
    let (state, opened) = (State::Open, tx.now());
    Ok(Case { id, user, state, opened, rev: 1 })
}

fn of_user(tx: &Tx, user: UserId) -> Result<Option<Case>> {
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE user_id = ?1 AND state <> 'closed'");
    tx.one(&sql, [user.0], read)
}

/// Any case, for operators.
pub fn get(tx: &Tx, id: CaseId) -> Result<Option<Case>> {
    tx.one(&format!("SELECT {COLUMNS} FROM cases WHERE id = ?1"), [id.0], read)
}

/// One page of the cases that are not closed: those that wait for an answer first, oldest first.
pub fn page(tx: &Tx, skip: usize, most: usize) -> Result<Vec<Case>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM cases INDEXED BY case_by_state WHERE state <> 'closed'
         ORDER BY state DESC, id LIMIT ?2 OFFSET ?1"
    );
    tx.all(&sql, params![i64::try_from(skip)?, i64::try_from(most)?], read)
}

/// How many cases are not closed.
pub fn count(tx: &Tx) -> Result<usize> {
    let sql = "SELECT count(*) FROM cases INDEXED BY case_by_state WHERE state <> 'closed'";
    Ok(usize::try_from(tx.number(sql, [])?).unwrap_or(0))
}

/// The user writes in his open case. `false` when it is not his, or closed.
pub fn ask(tx: &Tx, user: UserId, id: CaseId, words: &str) -> Result<bool> {
    let sql = "UPDATE cases SET state = 'open', rev = rev + 1
               WHERE id = ?1 AND user_id = ?2 AND state <> 'closed'";
    if tx.run(sql, params![id.0, user.0])? == 0 {
        return Ok(false);
    }
    write(tx, id, Who::User, user, words)?;
    Ok(true)
}

/// An operator answers. `false` when the case is closed.
pub fn answer(tx: &Tx, operator: UserId, id: CaseId, words: &str) -> Result<bool> {
    let sql = "UPDATE cases SET state = 'answered', rev = rev + 1
               WHERE id = ?1 AND state <> 'closed'";
    if tx.run(sql, [id.0])? == 0 {
        return Ok(false);
    }
    write(tx, id, Who::Operator, operator, words)?;
    note(tx, id, Some(operator), "answered")?;
    Ok(true)
}

/// An operator closes the case. `false` when it is closed.
pub fn close(tx: &Tx, operator: UserId, id: CaseId) -> Result<bool> {
    let sql = "UPDATE cases SET state = 'closed', closed_ms = ?2, rev = rev + 1
               WHERE id = ?1 AND state <> 'closed'";
    if tx.run(sql, params![id.0, tx.now_ms()])? == 0 {
        return Ok(false);
    }
    note(tx, id, Some(operator), "closed")?;
    Ok(true)
}

/// The last things that were written in a case, in order.
pub fn words(tx: &Tx, id: CaseId, most: usize) -> Result<Vec<Words>> {
    let sql = "SELECT who, words, at_ms FROM case_words WHERE case_id = ?1
               ORDER BY id DESC LIMIT ?2";
    let mut words = tx.all(sql, params![id.0, i64::try_from(most)?], |row| {
        let who = row.get::<_, String>(0)?.parse().unwrap_or(Who::User);
        let at = Timestamp::from_millisecond(row.get(2)?).unwrap_or_default();
        Ok(Words { who, words: sealed::open(row.get(1)?), at })
    })?;
    words.reverse();
    Ok(words)
}

fn write(tx: &Tx, id: CaseId, who: Who, by: UserId, words: &str) -> Result<()> {
    let sql = "INSERT INTO case_words (case_id, who, by_whom, words, at_ms)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let words = sealed::seal(words);
    tx.run(sql, params![id.0, <&str>::from(who), by.0, words, tx.now_ms()])?;
    Ok(())
}

fn note(tx: &Tx, id: CaseId, by: Option<UserId>, what: &str) -> Result<()> {
    let body = serde_json::json!({ "what": "case", "is": what });
    events::append(tx, events::Kind::Admin, by, Some(id.0), &body)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Case> {
    Ok(Case {
        id: CaseId(row.get(0)?),
        user: UserId(row.get(1)?),
        state: row.get::<_, String>(2)?.parse().unwrap_or(State::Open),
        opened: Timestamp::from_millisecond(row.get(3)?).unwrap_or_default(),
        rev: row.get(4)?,
    })
}
