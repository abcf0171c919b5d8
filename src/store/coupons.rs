//! Coupons, and who used them: each once by each, never beyond its limit.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::coupon::{Before, Code, Coupon, NoCoupon, State, Worth};
use crate::domain::ids::{CouponId, PeriodId, UserId};
use crate::domain::money::Usd;
use crate::store::ledger::{self, Account, Asset, Command, Kind, LedgerRefusal, Posting, Role};
use crate::store::{Tx, events};

/// A coupon in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The row.
    pub id: CouponId,
    /// Its code.
    pub code: Code,
    /// What the rules know of it.
    pub coupon: Coupon,
}

/// What a new coupon is.
#[derive(Clone, Copy, Debug)]
pub struct NewCoupon<'a> {
    /// Its code.
    pub code: &'a Code,
    /// What it is worth.
    pub worth: Worth,
    /// How often it may be used by all; `None` without a limit.
    pub uses_most: Option<u32>,
    /// Until when; `None` without an end.
    pub until: Option<Timestamp>,
    /// Who makes it.
    pub actor: &'a str,
}

/// What a coupon brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// Money in the wallet, which holds so much now.
    Credit {
        /// How much.
        amount: Usd,
        /// What is in the wallet.
        balance: Usd,
    },
    /// So much of a hundred off the next plan that is bought.
    Percent(u8),
}

/// Why nothing was redeemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRedeemed {
    /// The coupon is not taken.
    Coupon(NoCoupon),
    /// The ledger takes nothing at the moment.
    Ledger(LedgerRefusal),
}

const COLUMNS: &str = "id, code, kind, worth, uses_most, uses, until_ms, ended_ms";

/// Makes a coupon. `false` when there is one with this code, ended or not.
pub fn create(tx: &Tx, new: &NewCoupon<'_>) -> Result<bool> {
    let (kind, worth) = match new.worth {
        Worth::Credit(usd) => ("credit", usd.as_micro()),
        Worth::Percent(percent) => ("percent", percent.into()),
    };
    let until = new.until.map(Timestamp::as_millisecond);
    let made = tx.run(
        "INSERT INTO coupons (code, kind, worth, uses_most, until_ms, by_whom, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (code) DO NOTHING",
        params![new.code.as_str(), kind, worth, new.uses_most, until, new.actor, tx.now_ms()],
    )?;
    if made == 0 {
        return Ok(false);
    }
    note(tx, new.code, "made", new.actor)?;
    Ok(true)
}

/// Ends a coupon: nobody can use it from now on. `false` when there is no open one.
pub fn end(tx: &Tx, code: &Code, actor: &str) -> Result<bool> {
    let sql = "UPDATE coupons SET ended_ms = ?2 WHERE code = ?1 AND ended_ms IS NULL";
    if tx.run(sql, params![code.as_str(), tx.now_ms()])? == 0 {
        return Ok(false);
    }
    note(tx, code, "ended", actor)?;
    Ok(true)
}

fn note(tx: &Tx, code: &Code, what: &str, actor: &str) -> Result<()> {
    let body = serde_json::json!({ "what": "coupon", "code": code, "is": what, "by": actor });
    events::append(tx, events::Kind::Admin, None, None, &body)
}

/// One coupon, by its row.
pub fn get(tx: &Tx, id: CouponId) -> Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM coupons WHERE id = ?1");
    tx.one(&sql, [id.0], |row| Ok(read(row)))?.transpose().context("read coupon")
}

fn by_code(tx: &Tx, code: &Code) -> Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM coupons WHERE code = ?1");
    tx.one(&sql, [code.as_str()], |row| Ok(read(row)))?.transpose().context("read coupon")
}

/// One page of the coupons, the newest first.
pub fn page(tx: &Tx, skip: usize, most: usize) -> Result<Vec<Stored>> {
    let sql =
        format!("SELECT {COLUMNS} FROM coupons WHERE id > 0 ORDER BY id DESC LIMIT ?2 OFFSET ?1");
    let params = params![i64::try_from(skip)?, i64::try_from(most)?];
    let rows = tx.all(&sql, params, |row| Ok(read(row)))?;
    rows.into_iter().collect::<Result<_>>().context("read coupons")
}

/// How many coupons there are.
pub fn count(tx: &Tx) -> Result<usize> {
    Ok(usize::try_from(tx.number("SELECT count(*) FROM coupons", [])?).unwrap_or(0))
}

/// Uses a coupon for somebody: money is in his wallet at once, a discount waits for his next plan.
pub fn redeem(tx: &Tx, user: UserId, code: &Code) -> Result<Result<Redeemed, NotRedeemed>> {
    let Some(found) = by_code(tx, code)? else {
        return Ok(Err(NotRedeemed::Coupon(NoCoupon::Unknown)));
    };
    let before = Before { same: was_used(tx, user, found.id)?, waiting: waiting(tx, user)? };
    if let Err(why) = found.coupon.check(&before, tx.now()) {
        return Ok(Err(NotRedeemed::Coupon(why)));
    }
    if let Worth::Credit(amount) = found.coupon.worth
        && let Err(refusal) = credit(tx, user, &found, amount)?
    {
        return Ok(Err(NotRedeemed::Ledger(refusal)));
    }
    let (state, redeemed) = match found.coupon.worth {
        Worth::Credit(amount) => {
            let wallet = Account::user(user, Role::Available, Asset::Usd);
            let balance = Usd::micro(ledger::balance(tx, &wallet)?);
            ("used", Redeemed::Credit { amount, balance })
        }
        Worth::Percent(percent) => ("waiting", Redeemed::Percent(percent)),
    };
    let sql = "INSERT INTO redemptions (coupon_id, user_id, state, at_ms) VALUES (?1, ?2, ?3, ?4)";
    tx.run(sql, params![found.id.0, user.0, state, tx.now_ms()])?;
    tx.run("UPDATE coupons SET uses = uses + 1 WHERE id = ?1", [found.id.0])?;
    Ok(Ok(redeemed))
}

fn credit(tx: &Tx, user: UserId, found: &Stored, amount: Usd) -> Result<Result<(), LedgerRefusal>> {
    let key = format!("coupon:{}:{user}", found.id);
    let from = Account::system(Role::Promo, Asset::Usd);
    let to = Account::user(user, Role::Available, Asset::Usd);
    let postings = &[Posting { from, to, amount: amount.as_micro() }];
    let (kind, actor, reason) = (Kind::Coupon, "user", found.code.as_str());
    let command = Command { kind, key: &key, actor, reason, call: None, postings };
    Ok(ledger::post(tx, &command)?.map(drop))
}

fn was_used(tx: &Tx, user: UserId, coupon: CouponId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM redemptions WHERE coupon_id = ?1 AND user_id = ?2)";
    Ok(tx.number(sql, params![coupon.0, user.0])? > 0)
}

/// The discount that waits for the user's next plan, of a hundred.
pub fn waiting(tx: &Tx, user: UserId) -> Result<Option<u8>> {
    let sql = "SELECT c.worth FROM redemptions r JOIN coupons c ON c.id = r.coupon_id
               WHERE r.user_id = ?1 AND r.state = 'waiting'";
    tx.one(sql, [user.0], |row| row.get(0))
}

/// The discount that waits went into this plan.
pub(in crate::store) fn use_waiting(tx: &Tx, user: UserId, period: PeriodId) -> Result<()> {
    let sql = "UPDATE redemptions SET state = 'used', period_id = ?2
               WHERE user_id = ?1 AND state = 'waiting'";
    tx.run(sql, params![user.0, period.0])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Stored> {
    let code = row.get::<_, String>(1)?;
    let code = Code::parse(&code).with_context(|| format!("{code} is no code"))?;
    let worth = match row.get::<_, String>(2)?.as_str() {
        "credit" => Worth::Credit(Usd::micro(row.get(3)?)),
        "percent" => Worth::Percent(row.get(3)?),
        other => anyhow::bail!("coupon of kind {other}"),
    };
    let until = row.get::<_, Option<i64>>(6)?.map(Timestamp::from_millisecond).transpose()?;
    let state = if row.get::<_, Option<i64>>(7)?.is_some() { State::Ended } else { State::Open };
    let coupon = Coupon { worth, uses_most: row.get(4)?, uses: row.get(5)?, until, state };
    Ok(Stored { id: CouponId(row.get(0)?), code, coupon })
}
