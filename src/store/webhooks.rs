//! What the payment provider delivered, as it came. A delivery moves no money: it makes the poller
//! look at the payment it names (R6, R8, R9).

use std::time::Duration;

use anyhow::Result;
use rusqlite::params;

use crate::store::{Tx, topups};

/// How long deliveries are kept as they came (R27).
pub const KEPT: Duration = Duration::from_secs(365 * 24 * 3600);
/// Unbelieved deliveries kept of one day: anybody may send them, and the disk is the operator's.
const UNTRUSTED_A_DAY: i64 = 1_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// Whether a delivery is the provider's. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Trust {
    /// Its signature is right and fresh.
    Signed,
    /// It has none that can be read.
    Unsigned,
    /// It was signed too long ago, or in the future.
    Stale,
    /// Its signature is of other bytes, or by another secret.
    Wrong,
}

/// One delivery.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// Whether it is believed.
    pub trust: Trust,
    /// The headers that matter, as JSON.
    pub headers: &'a str,
    /// The body, as it came.
    pub body: &'a [u8],
    /// The provider's id of the payment it is about.
    pub payment: Option<&'a str>,
}

/// What became of a delivery. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Heard {
    /// The payment it names is looked at now.
    Look,
    /// It names a payment that nobody here opened: the daily comparison finds what it brought.
    Unknown,
    /// It is about nothing that concerns us, or is not believed.
    Nothing,
    /// It is not believed, and enough of that sort were kept today.
    Dropped,
}

/// Keeps a delivery, and has the payment looked at that a believed one names.
pub fn receive(tx: &Tx, delivery: &Delivery<'_>) -> Result<Heard> {
    if delivery.trust != Trust::Signed && untrusted_today(tx)? >= UNTRUSTED_A_DAY {
        return Ok(Heard::Dropped);
    }
    let heard = match (delivery.trust, delivery.payment) {
        (Trust::Signed, Some(payment)) if topups::watch::look_now(tx, payment)? => Heard::Look,
        (Trust::Signed, Some(_)) => Heard::Unknown,
        _ => Heard::Nothing,
    };
    let Delivery { trust, headers, body, payment } = *delivery;
    let (trust, heard_as) = (<&str>::from(trust), <&str>::from(heard));
    tx.run(
        "INSERT INTO webhooks (at_ms, trust, heard, payment_id, headers, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![tx.now_ms(), trust, heard_as, payment, headers, body],
    )?;
    Ok(heard)
}

fn untrusted_today(tx: &Tx) -> Result<i64> {
    let sql = "SELECT count(*) FROM
               (SELECT 1 FROM webhooks WHERE trust <> 'signed' AND at_ms > ?1 LIMIT ?2)";
    tx.number(sql, params![tx.now_ms() - DAY_MS, UNTRUSTED_A_DAY])
}

/// Forgets at most `most` deliveries older than [`KEPT`]; returns how many.
pub fn prune(tx: &Tx, most: u32) -> Result<usize> {
    let before = tx.now_ms() - i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    let sql = "DELETE FROM webhooks WHERE id IN
               (SELECT id FROM webhooks WHERE at_ms < ?1 LIMIT ?2)";
    tx.run(sql, params![before, most])
}
