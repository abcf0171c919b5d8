//! A transaction in hand: the connection, and the one time that everything in it happens at.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Params, Row};

/// Read once for each transaction and each savepoint, so that all rows of one event agree.
pub struct Tx<'c> {
    conn: &'c Connection,
    now: Timestamp,
}

impl<'c> Tx<'c> {
    pub(in crate::store) fn new(conn: &'c Connection, now: Timestamp) -> Tx<'c> {
        Tx { conn, now }
    }

    /// When this transaction happens.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The same, as stored.
    pub fn now_ms(&self) -> i64 {
        self.now.as_millisecond()
    }

    /// Whether a savepoint can still be opened: after some errors SQLite has already rolled the
    /// whole transaction back.
    pub fn is_open(&self) -> bool {
        !self.conn.is_autocommit()
    }

    /// Runs `act` in a savepoint: what it wrote stays only if it returns `Ok`.
    pub fn savepoint<T>(&self, act: impl FnOnce(&Tx) -> Result<T>) -> Result<T> {
        self.run("SAVEPOINT step", [])?;
        let done = act(&Tx { conn: self.conn, now: self.now });
        match &done {
            Ok(_) => drop(self.run("RELEASE step", [])?),
            Err(_) if self.is_open() => self.abandon()?,
            Err(_) => {}
        }
        done
    }

    /// Undoes an open savepoint after a panic was caught around it.
    pub fn abandon_savepoint(&self) -> Result<()> {
        if self.is_open() { self.abandon() } else { Ok(()) }
    }

    fn abandon(&self) -> Result<()> {
        self.run("ROLLBACK TO step", [])?;
        self.run("RELEASE step", [])?;
        Ok(())
    }

    pub(in crate::store) fn run(&self, sql: &str, params: impl Params) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(sql).with_context(|| brief(sql))?;
        statement.execute(params).with_context(|| brief(sql))
    }

    /// Inserts one row and returns its id.
    pub(in crate::store) fn insert(&self, sql: &str, params: impl Params) -> Result<i64> {
        self.run(sql, params)?;
        Ok(self.conn.last_insert_rowid())
    }

    pub(in crate::store) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.conn.prepare_cached(sql).with_context(|| brief(sql))?;
        statement.query_row(params, read).optional().with_context(|| brief(sql))
    }

    pub(in crate::store) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql).with_context(|| brief(sql))?;
        let rows = statement.query_map(params, read).with_context(|| brief(sql))?;
        rows.collect::<rusqlite::Result<Vec<T>>>().with_context(|| brief(sql))
    }

    /// A single number, such as a count; zero when there is no row.
    pub(in crate::store) fn number(&self, sql: &str, params: impl Params) -> Result<i64> {
        Ok(self.one(sql, params, |row| row.get::<_, Option<i64>>(0))?.flatten().unwrap_or(0))
    }
}

/// The statement without its parameters: they may be personal data.
fn brief(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
