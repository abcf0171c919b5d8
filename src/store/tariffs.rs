//! What calls cost by where they go: the rows in force, and those that were, since calls name them.

use anyhow::{Context, Result};
use rusqlite::{Row, params};

use crate::domain::ids::TariffId;
use crate::domain::money::Usd;
use crate::domain::phone::Phone;
use crate::domain::tariff::{Prefix, Tariff, TariffChange, longest, tariff_changes};
use crate::store::{Tx, events};

const COLUMNS: &str = "id, prefix, single_micro, bulk_micro, overage_micro, transfer_micro,
    attempt_micro, block_seconds, least_seconds, included";

/// The row in force that counts for a number.
pub fn of(tx: &Tx, phone: &Phone) -> Result<(TariffId, Tariff)> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tariffs
         WHERE until_ms IS NULL AND prefix IN (SELECT value FROM json_each(?1))"
    );
    let prefixes = serde_json::to_string(&Prefix::all_of(phone))?;
    let rows = tx.all(&sql, [prefixes], |row| Ok(read(row)))?;
    let rows: Vec<_> = rows.into_iter().collect::<Result<_>>().context("read tariffs")?;
    longest(rows, phone).context("no tariff is for this number, nor for all others")
}

/// The rows in force, in the order of their prefixes.
pub fn now(tx: &Tx) -> Result<Vec<(TariffId, Tariff)>> {
    let sql = format!("SELECT {COLUMNS} FROM tariffs WHERE until_ms IS NULL ORDER BY prefix");
    let rows = tx.all(&sql, [], |row| Ok(read(row)))?;
    rows.into_iter().collect::<Result<_>>().context("read tariffs")
}

/// Brings a sound and whole set of rows in: what differs becomes a new version, and what it does
/// not name ends. Calls that were paid for keep the price they were promised.
pub fn import(tx: &Tx, want: &[Tariff]) -> Result<Vec<TariffChange>> {
    let have: Vec<Tariff> = now(tx)?.into_iter().map(|(_, row)| row).collect();
    let changes = tariff_changes(&have, want);
    for change in &changes {
        match change {
            TariffChange::Insert(row) => begin(tx, row)?,
            TariffChange::Change { to, .. } => {
                end(tx, to)?;
                begin(tx, to)?;
            }
            TariffChange::Keep(_) => {}
            TariffChange::End(row) => end(tx, row)?,
        }
    }
    Ok(changes)
}

fn end(tx: &Tx, row: &Tariff) -> Result<()> {
    let prefix = row.prefix.as_str();
    let sql = "UPDATE tariffs SET until_ms = ?2 WHERE prefix = ?1 AND until_ms IS NULL";
    tx.run(sql, params![prefix, tx.now_ms()])?;
    let body = serde_json::json!({ "what": "tariff_ended", "prefix": prefix });
    events::append(tx, events::Kind::Admin, None, None, &body)
}

fn begin(tx: &Tx, row: &Tariff) -> Result<()> {
    let prefix = row.prefix.as_str();
    let id = tx.insert(
        "INSERT INTO tariffs (prefix, single_micro, bulk_micro, overage_micro, transfer_micro,
             attempt_micro, block_seconds, least_seconds, included, from_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            prefix,
            row.single.as_micro(),
            row.bulk.as_micro(),
            row.overage.as_micro(),
            row.transfer.as_micro(),
            row.attempt.as_micro(),
            row.block,
            row.least,
            row.included.to_string(),
            tx.now_ms(),
        ],
    )?;
    let prices = row.minutes().map(|(name, price)| format!("{name} {}", price.plain()));
    let body = serde_json::json!({ "what": "tariff", "prefix": prefix, "prices": prices });
    events::append(tx, events::Kind::Admin, None, Some(id), &body)
}

fn read(row: &Row<'_>) -> Result<(TariffId, Tariff)> {
    let tariff = Tariff {
        prefix: row.get::<_, String>(1)?.parse()?,
        single: Usd::micro(row.get(2)?),
        bulk: Usd::micro(row.get(3)?),
        overage: Usd::micro(row.get(4)?),
        transfer: Usd::micro(row.get(5)?),
        attempt: Usd::micro(row.get(6)?),
        block: row.get(7)?,
        least: row.get(8)?,
        included: row.get::<_, String>(9)?.parse()?,
    };
    Ok((TariffId(row.get(0)?), tariff))
}
