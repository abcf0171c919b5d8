//! The one SQLite file: its only door, one writer at a time, readers beside it.
//!
//! Each module below owns one aggregate and is the only place with SQL for it. An id becomes an
//! object only through functions that take the owner, so that user A cannot reach what is B's.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::clock::Clock;
use crate::store::proof::{Committed, Draft};

pub mod proof;
mod tx;
pub mod sealed;
pub mod events;
pub mod users;
pub mod stops;
pub mod numbers;
pub mod dnc;
pub mod consents;
pub mod tiers;
pub mod codes;
pub mod invites;
pub mod dialogues;
pub mod inbox;
pub mod cards;
pub mod outbox;
pub mod ledger;
pub mod marks;
pub mod rates;
pub mod tasks;
pub mod approvals;
pub mod calls;
pub mod campaigns;
pub mod schedules;
pub mod work;
#[cfg(debug_assertions)]
pub mod watch;
pub mod holds;
pub mod plans;
pub mod subscriptions;
pub mod coupons;
pub mod referrals;
pub mod cases;
pub mod refunds;
pub mod topups;
pub mod reviews;
pub mod stars;
pub mod tariffs;
pub mod costs;
pub mod purse;
pub mod webhooks;
pub mod peek;
pub mod audit;

pub use tx::Tx;

mod migrations {
    refinery::embed_migrations!("migrations");
}

/// How long a writer waits for another process, such as `ivrbot credit` beside the daemon.
const BUSY: Duration = Duration::from_secs(5);
/// Pages of the WAL before they are copied into the file, 16 MB: a page that many updates change is
/// copied once.
const CHECKPOINT_PAGES: i64 = 4_000;
/// Prepared statements kept for each connection; the crate has fewer than this.
const STATEMENTS: usize = 256;
/// Readers kept open: the loops that read beside the writer.
const READERS_MOST: usize = 4;

/// How hard a commit tries to survive a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// `synchronous=FULL`: a commit that returned is on disk. The only choice outside tests.
    Full,
    /// `synchronous=OFF`: for tests, which never lose power.
    None,
}

/// The store. Shared by reference between the loops.
pub struct Store {
    path: PathBuf,
    clock: Clock,
    durability: Durability,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the file, creating it with mode 0600, and brings its schema up to date.
    pub fn open(path: &Path, clock: Clock, durability: Durability) -> Result<Store> {
        create_private(path).with_context(|| format!("create database {}", path.display()))?;
        let mut writer = Connection::open(path).context("open database")?;
        prepare(&writer, durability)?;
        writer
            .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
            .context("switch to WAL")?;
        writer
            .pragma_update_and_check(None, "wal_autocheckpoint", CHECKPOINT_PAGES, |_| Ok(()))
            .context("set the checkpoint")?;
        migrate(&mut writer)?;
        #[cfg(debug_assertions)]
        watch::watch(&mut writer).context("watch statements")?;
        let readers = Mutex::new(Vec::new());
        let path = path.to_path_buf();
        Ok(Store { path, clock, durability, writer: Mutex::new(writer), readers })
    }

    /// Runs `act` in one write transaction. What it returns is durable; on an error or a panic
    /// nothing of it is. Rings the bell after a commit that changed something: a look that found
    /// nothing to do must not wake those who look next.
    pub fn write<T>(&self, act: impl FnOnce(&Tx) -> Result<T>) -> Result<T> {
        let mut writer = self.writer();
        let now = self.clock.wall();
        let sql = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .context("begin write transaction")?;
        let before = sql.total_changes();
        let done = act(&Tx::new(&sql, now))?;
        let changed = sql.total_changes() != before;
        sql.commit().context("commit")?;
        drop(writer);
        if changed {
            self.clock.bell().ring();
        }
        Ok(done)
    }

    /// Like [`Store::write`], for a transaction whose result may hold a draft that the commit turns
    /// into a proof.
    pub fn write_proof<R, T>(
        &self,
        act: impl FnOnce(&Tx) -> Result<(R, Option<Draft<T>>)>,
    ) -> Result<(R, Option<Committed<T>>)> {
        let (done, draft) = self.write(act)?;
        Ok((done, draft.map(Draft::commit)))
    }

    /// Runs `act` on a read-only connection, in one consistent view.
    pub fn read<T>(&self, act: impl FnOnce(&Tx) -> Result<T>) -> Result<T> {
        let mut reader = self.reader()?;
        let now = self.clock.wall();
        let sql = reader.transaction().context("begin read transaction")?;
        let done = act(&Tx::new(&sql, now));
        drop(sql);
        let mut idle = lock(&self.readers);
        if idle.len() < READERS_MOST {
            idle.push(reader);
        }
        done
    }

    /// A number that changes when another process has written; for `credit` beside the daemon.
    pub fn data_version(&self) -> Result<i64> {
        let version = self.writer().pragma_query_value(None, "data_version", |row| row.get(0));
        version.context("read data_version")
    }

    /// The clock that transactions take their time from.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        lock(&self.writer)
    }

    fn reader(&self) -> Result<Connection> {
        if let Some(idle) = lock(&self.readers).pop() {
            return Ok(idle);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        #[cfg_attr(not(debug_assertions), expect(unused_mut, reason = "only watched"))]
        let mut reader = Connection::open_with_flags(&self.path, flags).context("open reader")?;
        prepare(&reader, self.durability)?;
        #[cfg(debug_assertions)]
        watch::watch(&mut reader).context("watch statements")?;
        Ok(reader)
    }
}

/// A panic inside a transaction rolled it back, so the connection behind the lock is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prepare(conn: &Connection, durability: Durability) -> Result<()> {
    conn.busy_timeout(BUSY).context("set busy timeout")?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::None => "OFF",
    };
    conn.pragma_update(None, "synchronous", synchronous).context("set synchronous")?;
    // A double-quoted string is a mistyped column; the schema's own functions are not trusted.
    use rusqlite::config::DbConfig;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false).context("refuse dqs")?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false).context("refuse dqs")?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).context("be defensive")?;
    // A plan must not depend on the values bound. Otherwise each look into a table that has a
    // partial index is compiled anew, which takes longer than the look itself.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).context("keep plans")?;
    conn.pragma_update(None, "trusted_schema", false).context("distrust schema")
}

/// Foreign keys are off while tables are rebuilt (a rebuild would cascade) and checked after.
fn migrate(conn: &mut Connection) -> Result<()> {
    conn.pragma_update(None, "foreign_keys", false).context("foreign keys off")?;
    migrations::migrations::runner().set_grouped(true).run(conn).context("migrate database")?;
    let broken: i64 = conn
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .context("check foreign keys")?;
    if broken > 0 {
        bail!("after migration {broken} rows refer to rows that do not exist");
    }
    conn.pragma_update(None, "foreign_keys", true).context("foreign keys on")
}

#[cfg(unix)]
fn create_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path).map(drop)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> std::io::Result<()> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path).map(drop)
}

/// Held for the daemon's life: a second daemon on the same file would dial twice.
#[derive(Debug)]
pub struct DaemonLock(#[expect(dead_code, reason = "held, never read")] File);

/// Takes the lock beside the database, or says who may hold it.
pub fn lock_for_daemon(database: &Path) -> Result<DaemonLock> {
    let path = database.with_extension("lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("open lock file {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(DaemonLock(file)),
        Err(TryLockError::WouldBlock) => {
            bail!("another ivrbot is running on {}: stop it first", database.display())
        }
        Err(TryLockError::Error(e)) => Err(e).context("lock database"),
    }
}
