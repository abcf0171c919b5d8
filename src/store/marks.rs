//! Small cursors by name, such as whose turn it is.

use anyhow::Result;
use rusqlite::params;

use crate::store::Tx;

/// The value of a mark; zero before it was first set.
pub fn get(tx: &Tx, name: &str) -> Result<i64> {
    tx.number("SELECT value FROM marks WHERE name = ?1", [name])
}

/// Sets a mark.
pub fn set(tx: &Tx, name: &str, value: i64) -> Result<()> {
    let sql = "INSERT INTO marks (name, value) VALUES (?1, ?2)
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.run(sql, params![name, value])?;
    Ok(())
}

/// Whether it is time again for something that is done at most once in `every_ms`; if so, it counts
/// as done now.
pub fn is_time(tx: &Tx, name: &str, every_ms: i64) -> Result<bool> {
    let last = get(tx, name)?;
    if last != 0 && tx.now_ms() < last.saturating_add(every_ms) {
        return Ok(false);
    }
    set(tx, name, tx.now_ms())?;
    Ok(true)
}

/// The value of the first mark whose name begins so.
pub fn first(tx: &Tx, beginning: &str) -> Result<Option<i64>> {
    let sql = "SELECT name, value FROM marks WHERE name >= ?1 ORDER BY name LIMIT 1";
    let found = tx.one(sql, [beginning], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    Ok(found.filter(|(name, _)| name.starts_with(beginning)).map(|(_, value)| value))
}

/// Takes one mark away.
pub fn remove(tx: &Tx, name: &str) -> Result<()> {
    tx.run("DELETE FROM marks WHERE name = ?1", [name])?;
    Ok(())
}

/// Takes away every mark whose name begins so.
pub fn forget(tx: &Tx, beginning: &str) -> Result<()> {
    tx.run("DELETE FROM marks WHERE substr(name, 1, length(?1)) = ?1", [beginning])?;
    Ok(())
}
