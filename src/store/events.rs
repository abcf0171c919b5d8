//! History: append-only, each row sealed with the hash of the one before (C-25).

use anyhow::Result;
use rusqlite::params;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::ids::UserId;
use crate::store::Tx;

/// What kind of thing happened. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A person signed up, accepted terms, changed a setting that the gate reads.
    User,
    /// A number was put on the do-not-call list, or taken off.
    DoNotCall,
    /// A business attested that people agreed to be called.
    Consent,
    /// A script was sealed.
    Script,
    /// The gate decided.
    Gate,
    /// A dial was committed.
    Dial,
    /// The provider said how a call came out.
    Result,
    /// Money or plan time moved.
    Money,
    /// Somebody became an operator.
    Role,
    /// An operator did something.
    Admin,
}

/// Appends one event in the transaction of what it tells.
pub fn append(
    tx: &Tx,
    kind: Kind,
    user: Option<UserId>,
    subject: Option<i64>,
    body: &impl Serialize,
) -> Result<()> {
    let body = serde_json::to_string(body)?;
    let kind: &str = kind.into();
    let last = "SELECT hash FROM events ORDER BY id DESC LIMIT 1";
    let prev: Vec<u8> = tx.one(last, [], |row| row.get(0))?.unwrap_or_default();
    let user = user.map(|user| user.0);
    let hash = seal(&prev, tx.now_ms(), kind, user, subject, &body);
    tx.run(
        "INSERT INTO events (at_ms, kind, user_id, subject, body, prev_hash, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![tx.now_ms(), kind, user, subject, body, prev, hash],
    )?;
    Ok(())
}

/// Reads the chain from the start and returns the id of the first row that does not fit.
pub fn first_broken(tx: &Tx) -> Result<Option<i64>> {
    let mut prev: Vec<u8> = Vec::new();
    let mut after = 0;
    loop {
        let page = tx.all(
            "SELECT id, at_ms, kind, user_id, subject, body, prev_hash, hash
             FROM events WHERE id > ?1 ORDER BY id LIMIT 1000",
            [after],
            |row| {
                let hash = seal(
                    &row.get::<_, Vec<u8>>(6)?,
                    row.get(1)?,
                    &row.get::<_, String>(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    &row.get::<_, String>(5)?,
                );
                let kept: Vec<u8> = row.get(7)?;
                Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(6)?, kept == hash, kept))
            },
        )?;
        if page.is_empty() {
            return Ok(None);
        }
        for (id, named, sound, kept) in page {
            if named != prev || !sound {
                return Ok(Some(id));
            }
            (prev, after) = (kept, id);
        }
    }
}

fn seal(
    prev: &[u8],
    at_ms: i64,
    kind: &str,
    user: Option<i64>,
    subject: Option<i64>,
    body: &str,
) -> Vec<u8> {
    let head = format!("{at_ms}\n{kind}\n{user:?}\n{subject:?}\n{body}");
    Sha256::new().chain_update(prev).chain_update(head).finalize().to_vec()
}
