//! Which statements the store runs, so that a test can ask SQLite how it runs them.
//!
//! Compiled only where assertions are: a release binary keeps no list.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Notes every statement of this connection by its text, without its values.
pub(super) fn watch(conn: &mut Connection) -> rusqlite::Result<()> {
    let note = |event: TraceEvent<'_>| {
        // Statements inside a trigger are shown as comments.
        if let TraceEvent::Stmt(_, sql) = event
            && !sql.starts_with("--")
        {
            SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert(sql.to_string());
        }
    };
    conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note))
}

/// Every statement that any store of this process has run.
pub fn seen() -> Vec<String> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
}
