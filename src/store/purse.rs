//! What a user could pay one call with, at the moment it is asked.

use anyhow::{Context, Result};

use crate::domain::ids::UserId;
use crate::domain::money::Usd;
use crate::domain::phone::{Phone, Region};
use crate::domain::tariff::{Fee, Rate, Tariff};
use crate::domain::wallet::{Bucket, Cover, Purse};
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::plans::{self, Period};
use crate::store::{Tx, tariffs};

/// A call that is to be paid for.
pub struct Payer<'a> {
    /// Who pays.
    pub user: UserId,
    /// Which minutes and which price the call uses.
    pub bucket: Bucket,
    /// Where it goes.
    pub phone: &'a Phone,
    /// The default region, which plans cover.
    pub home: Option<Region>,
    /// The longest it may last.
    pub limit_minutes: u32,
}

/// What the user could pay with, and the running plan if he has one: what a hold is taken of.
pub fn of(tx: &Tx, payer: &Payer) -> Result<(Purse, Option<Period>)> {
    let (id, row) = tariffs::of(tx, payer.phone)?;
    let period = plans::period(tx, payer.user)?;
    let (rate, fee) = match payer.bucket {
        Bucket::Single => (Rate::Single, Fee::Never),
        Bucket::Bulk => (Rate::Bulk, Fee::Counted),
    };
    let wallet = |role| {
        let account = Account::user(payer.user, role, Asset::Usd);
        ledger::balance(tx, &account).map(Usd::micro)
    };
    let purse = Purse {
        cover: cover(tx, payer, &row, period.as_ref())?,
        available: wallet(Role::Available)?,
        held: wallet(Role::Held)?,
        plain: row.price(id, rate, fee),
        overage: row.price(id, Rate::Overage, fee),
        limit_minutes: payer.limit_minutes,
    };
    Ok((purse, period))
}

fn cover(tx: &Tx, payer: &Payer, row: &Tariff, period: Option<&Period>) -> Result<Cover> {
    let Payer { user, bucket, phone, home, .. } = *payer;
    let Some(period) = period.filter(|period| period.stock(bucket) > 0) else {
        return Ok(Cover::Nothing);
    };
    if !row.included.covers(phone.region(), home) {
        return Ok(Cover::Elsewhere);
    }
    let asset = Asset::Seconds { period: period.id, bucket };
    let held = ledger::balance(tx, &Account::user(user, Role::Held, asset))?;
    let held = held.try_into().context("seconds set aside beyond the range")?;
    Ok(Cover::Covered { left: period.seconds(bucket), held })
}
