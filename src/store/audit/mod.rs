//! The judge: reads the file as it lies there and says which promise it does not keep (C-26).
//!
//! It shares nothing with the gate, the hours, the frequency and the ledger that it judges, not
//! even their constants: what is wrong twice in the same way would pass for right. It only reads,
//! on a connection of its own, and everything is recomputed from history.

mod chain;
mod dials;
mod money;
mod often;
mod people;
mod week;

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags, Transaction};
use serde::Serialize;

use dials::Dials;

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Violation {
    /// The rule, by its name in the law book: `C-07`, `R1`.
    pub rule: &'static str,
    /// The call it happened to; `None` for what concerns the file as a whole.
    pub call: Option<i64>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.call {
            Some(call) => write!(f, "{} call {call}: {}", self.rule, self.what),
            None => write!(f, "{}: {}", self.rule, self.what),
        }
    }
}

/// What is found, in the order it is found in.
#[derive(Default)]
struct Found(Vec<Violation>);

impl Found {
    fn add(&mut self, rule: &'static str, call: Option<i64>, what: impl Into<String>) {
        self.0.push(Violation { rule, call, what: what.into() });
    }

    /// Each row of this statement is a violation; its first column is the call.
    fn each(
        &mut self,
        file: &Transaction,
        rule: &'static str,
        what: &str,
        sql: &str,
    ) -> Result<()> {
        let mut statement = file.prepare(sql).with_context(|| what.to_owned())?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.add(rule, row.get(0)?, what);
        }
        Ok(())
    }
}

/// Looks at everything, in one consistent view.
///
/// # Errors
/// The file cannot be read, or its schema is another version's.
pub fn audit(path: &Path) -> Result<Vec<Violation>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).context("open the file")?;
    conn.busy_timeout(super::BUSY).context("set busy timeout")?;
    let file = conn.transaction().context("read the file")?;
    let mut found = Found::default();
    let told = chain::read(&file, &mut found)?;
    let dials = Dials::read(&file, &told)?;
    dials.judge(&mut found);
    often::judge(&file, &dials, &told, &mut found)?;
    people::judge(&file, &dials, &told, &mut found)?;
    money::judge(&file, &mut found)?;
    Ok(found.0)
}
