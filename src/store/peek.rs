//! A look into the file by a command that must not change it: nothing is made, migrated or
//! written.

use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};

use crate::clock::Clock;
use crate::store::{Durability, Tx, migrations, prepare};

/// The most faults that are listed: the first few say what is wrong.
const FAULTS_MOST: usize = 5;

/// What a look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peek<T> {
    /// There is no such file.
    Absent,
    /// The schema is another version's, so that nothing was looked at.
    Other {
        /// Migrations that the file has.
        has: i64,
        /// Migrations that this program knows.
        knows: i64,
    },
    /// What the look returned.
    Seen(T),
}

/// Runs `look` over the file as it is, in one consistent view.
///
/// # Errors
/// When the file cannot be opened, is no database, or `look` fails.
pub fn peek<T>(path: &Path, clock: &Clock, look: impl FnOnce(&Tx) -> Result<T>) -> Result<Peek<T>> {
    if !path.try_exists().context("look for the file")? {
        return Ok(Peek::Absent);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).context("open it")?;
    prepare(&conn, Durability::None)?;
    let sql = conn.transaction().context("read it")?;
    let tx = Tx::new(&sql, clock.wall());
    let (has, knows) = (applied(&tx)?, known());
    if has != knows {
        return Ok(Peek::Other { has, knows });
    }
    look(&tx).map(Peek::Seen)
}

/// What SQLite finds wrong with the file itself; empty when it is sound.
pub fn faults(tx: &Tx) -> Result<Vec<String>> {
    let sql = format!("PRAGMA quick_check({FAULTS_MOST})");
    let mut found = tx.all(&sql, [], |row| row.get::<_, String>(0))?;
    found.retain(|line| line != "ok");
    Ok(found)
}

fn applied(tx: &Tx) -> Result<i64> {
    let table = "SELECT count(*) FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    if tx.number(table, []).context("read it")? == 0 {
        return Ok(0);
    }
    tx.number("SELECT max(version) FROM refinery_schema_history", [])
}

fn known() -> i64 {
    let runner = migrations::migrations::runner();
    runner.get_migrations().iter().map(|one| i64::from(one.version())).max().unwrap_or(0)
}
