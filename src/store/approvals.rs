//! What operators allowed scripts to say, when they were asked (C-09, C-11).

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::ids::{ApprovalId, ScriptId, UserId};
use crate::domain::policy::{Allowance, Rule};
use crate::store::{Tx, events, sealed};

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The row.
    pub id: ApprovalId,
    /// Who asked.
    pub user: UserId,
    /// About which script.
    pub script: ScriptId,
    /// What it does that needs the operator's word.
    pub rules: Vec<Rule>,
    /// The sentence that does it.
    pub sentence: String,
    /// The line with which he backs it.
    pub proof: String,
    /// The answer.
    pub state: State,
    /// When it was asked.
    pub asked: Timestamp,
}

/// How far a question came. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// It waits for an operator.
    Open,
    /// It may be said.
    Allowed,
    /// It may not.
    Refused,
}

const COLUMNS: &str = "id, user_id, script_id, rules, sentence, proof, state, asked_ms";

/// As the row has it: rules, sentence, proof, state.
type Words = (String, String, String, String);

fn read(row: &Row<'_>) -> rusqlite::Result<([i64; 4], Words)> {
    let numbers = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(7)?];
    Ok((numbers, (row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?)))
}

fn approval(([id, user, script, asked], words): ([i64; 4], Words)) -> Result<Approval> {
    let (rules, sentence, proof, state) = words;
    Ok(Approval {
        id: ApprovalId(id),
        user: UserId(user),
        script: ScriptId(script),
        rules: rules_of(&rules),
        sentence: sealed::open(sentence),
        proof: sealed::open(proof),
        state: state.parse().with_context(|| format!("read the state of approval {id}"))?,
        asked: Timestamp::from_millisecond(asked).context("read when it was asked")?,
    })
}

/// A rule that this version does not know allows nothing.
fn rules_of(stored: &str) -> Vec<Rule> {
    stored.split(' ').filter_map(|rule| rule.parse().ok()).collect()
}

/// What a user wants to say, and why he may.
pub struct Question<'a> {
    /// Who asks.
    pub user: UserId,
    /// About which script.
    pub script: ScriptId,
    /// What it does.
    pub rules: &'a [Rule],
    /// The sentence that does it.
    pub sentence: &'a str,
    /// One line of proof.
    pub proof: &'a str,
}

/// Asks the operators. A script that is asked about already, or allowed, is not asked about twice:
/// `None`.
pub fn ask(tx: &Tx, question: &Question) -> Result<Option<ApprovalId>> {
    let rules: Vec<&str> = question.rules.iter().map(|rule| rule.into()).collect();
    let rules = rules.join(" ");
    let made = tx.run(
        "INSERT INTO approvals (user_id, script_id, rules, sentence, proof, asked_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![
            question.user.0,
            question.script.0,
            rules,
            sealed::seal(question.sentence),
            sealed::seal(question.proof),
            tx.now_ms(),
        ],
    )?;
    if made == 0 {
        return Ok(None);
    }
    let found = of_script(tx, question.script)?.context("the approval that was asked for")?;
    let body = serde_json::json!({ "what": "asked", "script": question.script, "rules": rules });
    events::append(tx, events::Kind::Approval, Some(question.user), Some(found.id.0), &body)?;
    Ok(Some(found.id))
}

/// The question about a script that is open or was allowed.
pub fn of_script(tx: &Tx, script: ScriptId) -> Result<Option<Approval>> {
    let sql =
        format!("SELECT {COLUMNS} FROM approvals WHERE script_id = ?1 AND state <> 'refused'");
    tx.one(&sql, [script.0], read)?.map(approval).transpose()
}

/// One question; for operators.
pub fn get(tx: &Tx, id: ApprovalId) -> Result<Option<Approval>> {
    let sql = format!("SELECT {COLUMNS} FROM approvals WHERE id = ?1");
    tx.one(&sql, [id.0], read)?.map(approval).transpose()
}

/// How many questions are open.
pub fn count(tx: &Tx) -> Result<usize> {
    let open = tx.number("SELECT count(*) FROM approvals WHERE state = 'open'", [])?;
    Ok(usize::try_from(open)?)
}

/// Open questions, the oldest first.
pub fn page(tx: &Tx, skip: usize, most: usize) -> Result<Vec<Approval>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM approvals WHERE state = 'open' ORDER BY id LIMIT ?1 OFFSET ?2"
    );
    let rows = tx.all(&sql, params![i64::try_from(most)?, i64::try_from(skip)?], read)?;
    rows.into_iter().map(approval).collect()
}

/// An operator's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This script may say it.
    Script,
    /// This user may speak as this name, whatever the script.
    Brand(String),
    /// No.
    Refused,
}

/// Keeps an answer. Returns whether it is the first.
pub fn decide(tx: &Tx, id: ApprovalId, answer: &Answer, by: &str) -> Result<bool> {
    let (state, brand) = match answer {
        Answer::Script => ("allowed", None),
        Answer::Brand(name) => ("allowed", Some(name.as_str())),
        Answer::Refused => ("refused", None),
    };
    let sql = "UPDATE approvals SET state = ?2, brand = ?3, by_whom = ?4, decided_ms = ?5
               WHERE id = ?1 AND state = 'open'";
    if tx.run(sql, params![id.0, state, brand, by, tx.now_ms()])? == 0 {
        return Ok(false);
    }
    let body = serde_json::json!({ "what": state, "brand": brand, "by": by });
    let owner = get(tx, id)?.map(|approval| approval.user);
    events::append(tx, events::Kind::Approval, owner, Some(id.0), &body)?;
    Ok(true)
}

/// All that was allowed to a user for a script of this hash.
pub fn allowed(tx: &Tx, user: UserId, hash: [u8; 32]) -> Result<Vec<Allowance>> {
    let sql = "SELECT a.rules FROM scripts s JOIN approvals a ON a.script_id = s.id
               WHERE s.user_id = ?1 AND s.hash = ?2 AND a.state <> 'refused'
               AND a.state = 'allowed' AND a.brand IS NULL";
    let rules: Option<String> = tx.one(sql, params![user.0, hash], |row| row.get(0))?;
    let rules = rules.as_deref().map(rules_of).unwrap_or_default().into_iter();
    let mut all: Vec<_> = rules.map(|rule| Allowance::Script { hash, rule }).collect();
    let sql = "SELECT brand FROM approvals WHERE user_id = ?1 AND brand IS NOT NULL";
    let brands = tx.all(sql, [user.0], |row| row.get::<_, String>(0))?;
    all.extend(brands.into_iter().map(|name| Allowance::Brand { user, name }));
    Ok(all)
}
