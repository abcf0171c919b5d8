//! Who agreed to be called, by whom and for what: as the business attested it (C-02, C-03).

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use rusqlite::params;
use sha2::{Digest, Sha256};

use crate::domain::consent::{Consent, Kind, OF_LIST, OF_ONE};
use crate::domain::hours::Purpose;
use crate::domain::ids::{ConsentId, NumberId, UserId};
use crate::domain::locale::Locale;
use crate::store::{Tx, events};

/// What somebody attests with one tap.
pub struct Attested<'a> {
    /// Who.
    pub user: UserId,
    /// What the people agreed to.
    pub purpose: Purpose,
    /// How.
    pub kind: Kind,
    /// Of whom.
    pub of: Of<'a>,
    /// The text that he tapped, by its id.
    pub wording: &'static str,
    /// The language he read it in.
    pub locale: Locale,
}

/// Of whom somebody attests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of<'a> {
    /// Of one number.
    One(NumberId),
    /// Of the numbers of a list.
    List(&'a [NumberId]),
}

/// The version of the texts that people tap; raised when their sense changes.
const WORDING: u32 = 1;

/// Keeps what somebody attested, for each number. What was attested before stays on file.
pub fn attest(tx: &Tx, attested: &Attested) -> Result<()> {
    let Attested { user, purpose, kind, .. } = attested;
    let one;
    let (source, numbers, hash, lasts): (_, &[NumberId], _, SignedDuration) = match attested.of {
        Of::One(number) => {
            one = [number];
            ("typed", &one, None, OF_ONE)
        }
        Of::List(numbers) => ("list", numbers, Some(list_hash(numbers)), OF_LIST),
    };
    let until = tx.now().checked_add(lasts).context("add the life of a consent")?;
    let (purpose, kind): (&str, &str) = (purpose.into(), kind.into());
    let wording = format!("{} {WORDING}", attested.wording);
    let id = tx.insert(
        "INSERT INTO attestations (user_id, purpose, kind, source, wording, locale, list_hash,
             numbers, at_ms, until_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            user.0,
            purpose,
            kind,
            source,
            wording,
            attested.locale.code(),
            hash,
            i64::try_from(numbers.len())?,
            tx.now_ms(),
            until.as_millisecond(),
        ],
    )?;
    for number in numbers {
        tx.run(
            "INSERT INTO consents (attestation_id, user_id, number_id, purpose, kind, from_ms,
                 until_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![id, user.0, number.0, purpose, kind, tx.now_ms(), until.as_millisecond()],
        )?;
    }
    let body = serde_json::json!({
        "purpose": purpose, "kind": kind, "source": source, "wording": wording,
        "numbers": numbers.len(), "until": until,
    });
    events::append(tx, events::Kind::Consent, Some(*user), Some(id), &body)
}

/// The consent that counts for a call: the strongest of those on file that have not ended.
pub fn on_file(
    tx: &Tx,
    user: UserId,
    number: NumberId,
    purpose: Purpose,
) -> Result<Option<Consent>> {
    let sql = "SELECT id, kind, until_ms FROM consents
               WHERE user_id = ?1 AND number_id = ?2 AND purpose = ?3 AND until_ms > ?4
               ORDER BY kind = 'written' DESC, id DESC LIMIT 1";
    let purpose: &str = purpose.into();
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    };
    let found = tx.one(sql, params![user.0, number.0, purpose, tx.now_ms()], read)?;
    let consent = |(id, kind, until): (i64, String, i64)| -> Result<Consent> {
        Ok(Consent {
            id: ConsentId(id),
            kind: kind.parse().context("read how somebody agreed")?,
            until: Timestamp::from_millisecond(until).context("read until when")?,
        })
    };
    found.map(consent).transpose()
}

/// SHA-256 of a list's numbers, whatever their order.
fn list_hash(numbers: &[NumberId]) -> [u8; 32] {
    let mut sorted: Vec<_> = numbers.to_vec();
    sorted.sort_unstable();
    let mut hash = Sha256::new();
    for number in sorted {
        hash.update(number.0.to_be_bytes());
    }
    hash.finalize().into()
}
