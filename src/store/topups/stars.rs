//! Bills in Telegram Stars: opened without a provider, paid in the chat, over after an hour.

use anyhow::{Context, Result};
use rusqlite::params;

use super::{any, by_payment, set_state, watch};
use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::stars::{Asked, Lots, Move, NoCheckout, RETURN_MS, Rail, Standing, check};
use crate::domain::topup::{Problem, Topup, lock_ms};
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::{Tx, users};

const DAY_MS: i64 = 24 * 3_600_000;

/// Puts the bill of a top-up: from now on its price holds. Its name is also its address, so that no
/// two bills share one.
pub fn open(tx: &Tx, id: TopupId, units: Units) -> Result<Topup> {
    tx.run(
        "UPDATE topups SET state = 'awaiting', provider_id = uuid, address = uuid, units = ?2,
                quoted_ms = ?3, locked_ms = ?4, next_look_ms = NULL
         WHERE id = ?1 AND state = 'created'",
        params![id.0, units.0, tx.now_ms(), tx.now_ms() + lock_ms(Coin::Stars)],
    )?;
    any(tx, id)
}

/// The bill that a payment names, if it is this person's.
pub fn named(tx: &Tx, payload: &str, telegram_id: i64) -> Result<Option<TopupId>> {
    let Some(id) = by_payment(tx, payload)? else { return Ok(None) };
    let payer = users::by_telegram(tx, telegram_id)?;
    let topup = any(tx, id)?;
    let is_his = payer.is_some_and(|payer| payer.id == topup.user) && topup.coin == Coin::Stars;
    Ok(is_his.then_some(id))
}

/// What Telegram asks before it lets somebody pay.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Telegram's id of the payer.
    pub telegram_id: i64,
    /// The currency.
    pub currency: &'a str,
    /// How much of it.
    pub amount: i64,
    /// What the invoice carried.
    pub payload: &'a str,
}

/// Whether a payment may go on (S2). It writes nothing, so that it waits for no writer.
pub fn checkout(tx: &Tx, rail: Option<&Rail>, ask: &Ask<'_>) -> Result<Result<(), NoCheckout>> {
    let Some(rail) = rail else { return Ok(Err(NoCheckout::NotNow)) };
    if ledger::is_frozen(tx)? {
        return Ok(Err(NoCheckout::NotNow));
    }
    let payer = users::by_telegram(tx, ask.telegram_id)?.map(|user| user.id);
    let topup = by_payment(tx, ask.payload)?.map(|id| any(tx, id)).transpose()?;
    let room = payer.map(|payer| room(tx, payer, rail)).transpose()?.unwrap_or(Usd::ZERO);
    let (currency, stars, now_ms) = (ask.currency, ask.amount, tx.now_ms());
    Ok(check(topup.as_ref(), &Asked { payer, currency, stars, room, now_ms }))
}

/// How much a user may pay in now.
pub fn room(tx: &Tx, user: UserId, rail: &Rail) -> Result<Usd> {
    let paid = "SELECT count(*) FROM topups t JOIN arrivals a ON a.topup_id = t.id
                WHERE t.user_id = ?1 AND t.coin = 'XTR' AND a.topup_id IS NOT NULL
                AND a.state = 'credited'";
    let day = "SELECT coalesce(sum(a.usd_micro), 0) FROM topups t
               JOIN arrivals a ON a.topup_id = t.id
               WHERE t.user_id = ?1 AND t.coin = 'XTR' AND a.topup_id IS NOT NULL
               AND a.state = 'credited' AND a.decided_ms > ?2";
    let standing = Standing {
        payments: u32::try_from(tx.number(paid, [user.0])?).unwrap_or(u32::MAX),
        day: Usd::micro(tx.number(day, params![user.0, tx.now_ms() - DAY_MS])?),
        unspent: unspent(tx, user)?,
    };
    Ok(rail.room(&standing))
}

/// What is still in a wallet of the Stars that came within 21 days: they are spent last (S3).
pub fn unspent(tx: &Tx, user: UserId) -> Result<Usd> {
    let first = "SELECT min(a.ledger_id) FROM topups t JOIN arrivals a ON a.topup_id = t.id
                 WHERE t.user_id = ?1 AND t.coin = 'XTR' AND a.topup_id IS NOT NULL
                 AND a.state = 'credited' AND a.decided_ms > ?2";
    let first: Option<i64> =
        tx.one(first, params![user.0, tx.now_ms() - RETURN_MS], |row| row.get(0))?.flatten();
    let Some(first) = first else { return Ok(Usd::ZERO) };
    let moves = tx.all(
        "SELECT sum(e.delta), EXISTS (SELECT 1 FROM arrivals r WHERE r.ledger_id = e.ledger_id
                                      AND r.ledger_id IS NOT NULL AND r.coin = 'XTR')
         FROM accounts a JOIN entries e ON e.account_id = a.id
         WHERE a.owner_kind = 'user' AND a.owner_id = ?1 AND a.role IN ('available', 'held')
             AND a.asset = 'usd_micro'
             AND e.id >= (SELECT min(id) FROM entries WHERE ledger_id = ?2)
         GROUP BY e.ledger_id ORDER BY e.ledger_id",
        params![user.0, first],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)),
    )?;
    let now: i64 = [Role::Available, Role::Held]
        .map(|role| ledger::balance(tx, &Account::user(user, role, Asset::Usd)))
        .into_iter()
        .sum::<Result<i64>>()?;
    let since: i64 = moves.iter().map(|(delta, _)| delta).sum();
    let lots = moves.iter().fold(Lots::of(now - since), |lots, (delta, stars)| {
        lots.after(if *stars { Move::Stars } else { Move::Other }, *delta)
    });
    Ok(lots.unspent())
}

/// A bill whose time is over.
pub fn overdue(tx: &Tx) -> Result<Option<TopupId>> {
    let sql = "SELECT id FROM topups
               WHERE coin = 'XTR' AND state = 'awaiting' AND locked_ms < ?1
               ORDER BY locked_ms LIMIT 1";
    Ok(tx.one(sql, [tx.now_ms()], |row| row.get(0))?.map(TopupId))
}

/// When the next bill's time is over, milliseconds UTC.
pub fn next_overdue(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT min(locked_ms) FROM topups WHERE coin = 'XTR' AND state = 'awaiting'";
    let next: Option<i64> = tx.one(sql, [], |row| row.get(0))?.flatten();
    Ok(next.map(|until| until + 1))
}

/// Nobody paid it in time. What is paid all the same is credited all the same.
pub fn close(tx: &Tx, id: TopupId) -> Result<()> {
    watch::give_up(tx, id, Problem::Unpaid)
}

/// Its Stars went back.
pub fn went_back(tx: &Tx, id: TopupId) -> Result<()> {
    set_state(tx, id, crate::domain::topup::State::Refunded)
}

/// When the first bill was put, milliseconds UTC: before it no Stars were taken.
pub fn since(tx: &Tx) -> Result<Option<i64>> {
    let sql = "SELECT value FROM marks WHERE name = ?1";
    tx.one(sql, [SINCE], |row| row.get(0)).context("read the first bill")
}

/// Notes that bills are put from now on.
pub fn begin(tx: &Tx) -> Result<()> {
    if since(tx)?.is_none() { crate::store::marks::set(tx, SINCE, tx.now_ms()) } else { Ok(()) }
}

const SINCE: &str = "stars:since";
