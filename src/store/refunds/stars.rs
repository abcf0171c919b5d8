//! Telegram Stars on their way back: whole payments, by the way they came; and those that payers
//! took back themselves (S3).

use anyhow::{Context, Result};
use rusqlite::params;

use super::{COLUMNS, NewRefund, NoRefund, find, get, insert, paid as note_paid, payment, read};
use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{LedgerId, RefundId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::refund::{Refund, Spent, Stars, State};
use crate::store::ledger::{self, Account, Asset, Command, Kind, LedgerRefusal, Posting, Role};
use crate::store::topups::{self, TELEGRAM};
use crate::store::{Tx, marks, stops};

/// The wait before Telegram is asked again to send one back.
const AGAIN_MS: i64 = 10 * 60_000;
const NEXT: &str = "stars:refund";

/// The payment in Stars behind a row of the ledger, and what of its money is still there.
pub(super) fn paid(tx: &Tx, ledger: LedgerId, user: UserId, amount: Usd) -> Result<Option<Stars>> {
    let sql = "SELECT chain_tx, units FROM arrivals
               WHERE ledger_id = ?1 AND ledger_id IS NOT NULL AND coin = 'XTR'";
    let found = tx.one(sql, [ledger.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some((charge, units)) = found else { return Ok(None) };
    let unspent = topups::stars::unspent(tx, user)?.min(amount);
    Ok(Some(Stars { charge, units: Units(units), unspent }))
}

/// A wish to send a payment back.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The payment.
    pub ledger: LedgerId,
    /// Why.
    pub reason: &'a str,
    /// Who approves it.
    pub actor: &'a str,
    /// Whether also when it was spent.
    pub spent: Spent,
}

/// Approves that a payment in Stars goes back, once: its money leaves the wallet now. What was
/// spent of it is refused, or written off.
pub fn approve(tx: &Tx, wish: &Wish<'_>) -> Result<Result<Refund, NoRefund>> {
    let Some(payment) = payment(tx, wish.ledger)? else { return Ok(Err(NoRefund::NoPayment)) };
    let Some(stars) = &payment.stars else { return Ok(Err(NoRefund::NoPayment)) };
    if let Some(before) = of_charge(tx, &stars.charge)? {
        return Ok(Ok(before));
    }
    if [wish.reason, wish.actor].iter().any(|text| text.trim().is_empty()) {
        return Ok(Err(NoRefund::Blank));
    }
    if payment.left() < payment.amount {
        return Ok(Err(NoRefund::TooMuch { left: payment.left() }));
    }
    let wallet = Account::user(payment.user, Role::Available, Asset::Usd);
    let free = Usd::micro(ledger::balance(tx, &wallet)?);
    let have = stars.unspent.min(free);
    if have < payment.amount && wish.spent == Spent::Refuse {
        return Ok(Err(NoRefund::Spent { have }));
    }
    let payable = Account::system(Role::Payable, Asset::Usd);
    let postings = taken_from(wallet, payable, free.min(payment.amount), payment.amount);
    // A refund that was withdrawn may be wished again: its place in the row names the wish.
    let sql = "SELECT count(*) FROM refunds WHERE coin = 'XTR' AND address = ?1";
    let key = format!("refund:stars:{}:{}", stars.charge, tx.number(sql, [&stars.charge])?);
    let (kind, actor, reason) = (Kind::Refund, wish.actor, wish.reason);
    let command = Command { kind, key: &key, actor, reason, call: None, postings: &postings };
    if let Err(refusal) = ledger::post(tx, &command)? {
        return Ok(Err(NoRefund::Ledger(refusal)));
    }
    let new = NewRefund {
        ledger: wish.ledger,
        amount: payment.amount,
        coin: Coin::Stars,
        address: &stars.charge,
        reason,
        actor,
        intent: "",
    };
    let id = insert(tx, &new, payment.user, stars.units, &key)?;
    Ok(Ok(get(tx, id)?.context("the refund is not there")?))
}

/// What was taken for a refund, back to where it came from.
pub(super) fn undone(tx: &Tx, refund: &Refund, wallet: Account) -> Result<Vec<Posting>> {
    let sql = "SELECT coalesce(-sum(e.delta), 0) FROM refunds r
               JOIN ledger l ON l.idem_key = r.idem_key JOIN entries e ON e.ledger_id = l.id
               JOIN accounts a ON a.id = e.account_id
               WHERE r.id = ?1 AND a.owner_kind = 'user'";
    let own = Usd::micro(tx.number(sql, [refund.id.0])?);
    let payable = Account::system(Role::Payable, Asset::Usd);
    let taken = taken_from(wallet, payable, own, refund.amount).into_iter();
    Ok(taken.map(|Posting { from, to, amount }| Posting { from: to, to: from, amount }).collect())
}

/// So much out of the wallet, and what is missing out of the operator's pocket.
fn taken_from(wallet: Account, to: Account, own: Usd, all: Usd) -> Vec<Posting> {
    let expense = Account::system(Role::Expense, Asset::Usd);
    let rest = all.minus(own).unwrap_or(Usd::ZERO);
    let part =
        |from, usd: Usd| usd.is_positive().then(|| Posting { from, to, amount: usd.as_micro() });
    part(wallet, own).into_iter().chain(part(expense, rest)).collect()
}

/// The refund of a charge that was not withdrawn.
fn of_charge(tx: &Tx, charge: &str) -> Result<Option<Refund>> {
    find(tx, "coin = 'XTR' AND address = ?1 AND state <> 'withdrawn'", params![charge])
}

/// One that Telegram is to be asked for now, with its person.
pub fn to_send(tx: &Tx) -> Result<Option<(Refund, i64)>> {
    if next_in_stars(tx)?.is_none_or(|due| due > tx.now_ms()) {
        return Ok(None);
    }
    let refund = oldest(tx)?;
    let with_person = |refund: Refund| {
        let person = crate::store::users::get(tx, refund.user)?.chat.0;
        Ok((refund, person))
    };
    refund.map(with_person).transpose()
}

fn oldest(tx: &Tx) -> Result<Option<Refund>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM refunds WHERE state = 'payable' AND coin = 'XTR' ORDER BY id LIMIT 1"
    );
    tx.one(&sql, [], |row| Ok(read(row)))?.transpose().context("read a refund")
}

/// When Telegram is asked for the next one, milliseconds UTC.
pub fn next_in_stars(tx: &Tx) -> Result<Option<i64>> {
    if ledger::is_frozen(tx)? || oldest(tx)?.is_none() {
        return Ok(None);
    }
    marks::get(tx, NEXT).map(Some)
}

/// Telegram has sent it back. The same again changes nothing.
pub fn sent(tx: &Tx, id: RefundId) -> Result<Result<Refund, NoRefund>> {
    let refund = get(tx, id)?.context("the refund is not there")?;
    let done = note_paid(tx, id, &refund.address, "telegram")?;
    if done.is_ok() {
        close_bill(tx, refund.ledger)?;
    }
    Ok(done)
}

fn close_bill(tx: &Tx, ledger: LedgerId) -> Result<()> {
    match ledger::topup_of(tx, ledger)? {
        Some(id) => topups::stars::went_back(tx, id),
        None => Ok(()),
    }
}

/// Telegram did not do it, or nobody knows: asked again in a while.
pub fn put_off(tx: &Tx) -> Result<()> {
    marks::set(tx, NEXT, tx.now_ms() + AGAIN_MS)
}

/// What Stars that went back were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returned {
    /// A refund of ours, told before.
    Known,
    /// A refund of ours, which is known now.
    Sent(Refund),
    /// The payer took them: what was left of their money is out of his wallet, the rest is written
    /// off, and his calls stand still.
    Taken {
        /// Whose.
        user: UserId,
        /// His top-up.
        topup: TopupId,
        /// What they were worth.
        usd: Usd,
        /// What of it the operator bears.
        lost: Usd,
    },
    /// They are in no wallet.
    Stray,
}

/// Books Stars that went back, once for each charge.
pub fn returned(tx: &Tx, charge: &str) -> Result<Returned> {
    if let Some(refund) = of_charge(tx, charge)? {
        return Ok(match refund.state {
            State::Payable => match sent(tx, refund.id)? {
                Ok(refund) => Returned::Sent(refund),
                Err(_) => Returned::Known,
            },
            State::Paid | State::Withdrawn => Returned::Known,
        });
    }
    let sql = "SELECT t.user_id, t.id, a.usd_micro, a.units, a.ledger_id FROM topups t
               JOIN arrivals a ON a.topup_id = t.id
               WHERE a.provider = ?1 AND a.payment_id = t.provider_id AND a.chain_tx = ?2
                   AND a.state = 'credited' AND t.coin = 'XTR'
                   AND t.provider_id = (SELECT payload FROM stars
                                        WHERE charge = ?2 AND way = 'returned')";
    let found = tx.one(sql, params![TELEGRAM, charge], |row| {
        let (user, topup) = (UserId(row.get(0)?), TopupId(row.get(1)?));
        Ok((user, topup, Usd::micro(row.get(2)?), row.get::<_, i64>(3)?, LedgerId(row.get(4)?)))
    })?;
    let Some((user, topup, usd, units, ledger)) = found else { return Ok(Returned::Stray) };
    let wallet = Account::user(user, Role::Available, Asset::Usd);
    let own = Usd::micro(ledger::balance(tx, &wallet)?).min(usd);
    let system = |role, asset| Account::system(role, asset);
    let mut postings = taken_from(wallet, system(Role::Clearing, Asset::Usd), own, usd);
    let coin = Asset::Coin(Coin::Stars);
    let (from, to) = (system(Role::Clearing, coin), system(Role::World, coin));
    postings.push(Posting { from, to, amount: units });
    let key = format!("chargeback:{charge}");
    let (kind, actor, reason) = (Kind::Chargeback, "telegram", "the payer took Stars back");
    let command = Command { kind, key: &key, actor, reason, call: None, postings: &postings };
    match ledger::post(tx, &command)? {
        Ok(_) => {}
        Err(refusal @ LedgerRefusal::KeyConflict) => tracing::warn!(%refusal, "booked before"),
        Err(refusal) => anyhow::bail!("book a return: {refusal}"),
    }
    close_bill(tx, ledger)?;
    stops::suspend(tx, user, "Stars were taken back")?;
    Ok(Returned::Taken { user, topup, usd, lost: usd.minus(own).unwrap_or(Usd::ZERO) })
}
