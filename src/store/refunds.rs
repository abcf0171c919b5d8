//! Money on its way back to a user: first moved out of his wallet, then paid out by hand, never
//! more than he paid in (R23).

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{LedgerId, RefundId, UserId};
use crate::domain::money::Usd;
use crate::domain::refund::{Payment, Refund, State};
use crate::store::Tx;
use crate::store::ledger::{self, Account, Asset, Command, Kind, LedgerRefusal, Posting, Role};

pub mod stars;

pub use stars::next_in_stars;

/// A refund to be approved.
#[derive(Clone, Copy, Debug)]
pub struct NewRefund<'a> {
    /// The payment that goes back.
    pub ledger: LedgerId,
    /// How much of it.
    pub amount: Usd,
    /// What is sent: a dollar coin, whose rate is known.
    pub coin: Coin,
    /// Where to.
    pub address: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who approves it.
    pub actor: &'a str,
    /// Names the wish, so that it is granted once.
    pub intent: &'a str,
}

/// Why nothing was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRefund {
    /// There is no such payment: only what came in can go back.
    #[error("no payment has this reference")]
    NoPayment,
    /// A refund needs a reason, an actor and an address.
    #[error("the reason, the actor or the address is missing")]
    Blank,
    /// It is nothing, or more than is left of the payment.
    #[error("at most ${} of this payment can go back", left.plain())]
    TooMuch {
        /// What is left of it.
        left: Usd,
    },
    /// Its user spent the money.
    #[error("only ${} is left in the wallet", have.plain())]
    Spent {
        /// What is in his wallet.
        have: Usd,
    },
    /// Only dollar coins have a rate that is fixed.
    #[error("refunds are sent in a dollar coin")]
    NoRate,
    /// Stars go back whole, and by the way they came.
    #[error("a payment in Telegram Stars goes back whole, in the operator's chat with the bot")]
    OnlyWhole,
    /// There is no such refund that waits.
    #[error("no refund that waits has this number")]
    NotPayable,
    /// The transfer was named for another refund.
    #[error("this transfer paid another refund")]
    SameTransfer,
    /// The ledger takes nothing at the moment.
    #[error("the ledger refuses: {0}")]
    Ledger(LedgerRefusal),
}

/// A payment by its reference; `None` for what is no payment.
pub fn payment(tx: &Tx, ledger: LedgerId) -> Result<Option<Payment>> {
    let sql = "SELECT l.id, a.owner_id, l.at_ms, sum(e.delta), l.kind FROM ledger l
               JOIN entries e ON e.ledger_id = l.id JOIN accounts a ON a.id = e.account_id
               WHERE l.id = ?1 AND a.owner_kind = 'user' AND a.role = 'available'
                   AND a.asset = 'usd_micro' GROUP BY l.id, a.owner_id";
    let found = tx.one(sql, [ledger.0], |row| Ok(read_payment(tx, row)))?;
    Ok(found.transpose()?.flatten())
}

/// The newest payments of a user.
pub fn payments(tx: &Tx, user: UserId, most: usize) -> Result<Vec<Payment>> {
    let sql = "SELECT l.id, a.owner_id, l.at_ms, sum(e.delta), l.kind FROM accounts a
               JOIN entries e ON e.account_id = a.id JOIN ledger l ON l.id = e.ledger_id
               WHERE a.owner_kind = 'user' AND a.owner_id = ?1 AND a.role = 'available'
                   AND a.asset = 'usd_micro' AND e.delta > 0 AND l.kind = ?2
               GROUP BY l.id ORDER BY l.id DESC LIMIT ?3";
    let mut found = Vec::new();
    for kind in Kind::PAID_IN {
        let params = params![user.0, <&str>::from(*kind), i64::try_from(most)?];
        let rows = tx.all(sql, params, |row| Ok(read_payment(tx, row)))?;
        let rows: Vec<_> = rows.into_iter().collect::<Result<_>>()?;
        found.extend(rows.into_iter().flatten());
    }
    found.sort_by_key(|payment| std::cmp::Reverse(payment.ledger));
    found.truncate(most);
    Ok(found)
}

fn read_payment(tx: &Tx, row: &Row<'_>) -> Result<Option<Payment>> {
    let (ledger, amount) = (LedgerId(row.get(0)?), Usd::micro(row.get(3)?));
    let kind: Kind = row.get::<_, String>(4)?.parse()?;
    if !Kind::PAID_IN.contains(&kind) || !amount.is_positive() {
        return Ok(None);
    }
    let (user, at) = (UserId(row.get(1)?), Timestamp::from_millisecond(row.get(2)?)?);
    let sql = "SELECT sum(micro) FROM refunds WHERE ledger_id = ?1 AND state <> 'withdrawn'";
    let refunded = Usd::micro(tx.number(sql, [ledger.0])?);
    let stars = stars::paid(tx, ledger, user, amount)?;
    Ok(Some(Payment { ledger, user, at, amount, refunded, stars }))
}

/// Approves a refund: the money leaves the wallet now, so that it cannot be spent while it is on
/// its way. The same again returns the same refund.
pub fn approve(tx: &Tx, new: &NewRefund<'_>) -> Result<Result<Refund, NoRefund>> {
    let key = format!("refund:{}", new.intent);
    if let Some(before) = find(tx, "idem_key = ?1", params![key])? {
        return Ok(Ok(before));
    }
    let Some(payment) = payment(tx, new.ledger)? else { return Ok(Err(NoRefund::NoPayment)) };
    if payment.stars.is_some() {
        return Ok(Err(NoRefund::OnlyWhole));
    }
    if [new.reason, new.actor, new.address].iter().any(|text| text.trim().is_empty()) {
        return Ok(Err(NoRefund::Blank));
    }
    let Some(units) = new.coin.dollars(new.amount) else { return Ok(Err(NoRefund::NoRate)) };
    let left = payment.left();
    if !new.amount.is_positive() || new.amount > left {
        return Ok(Err(NoRefund::TooMuch { left }));
    }
    let wallet = Account::user(payment.user, Role::Available, Asset::Usd);
    let payable = Account::system(Role::Payable, Asset::Usd);
    let amount = new.amount.as_micro();
    let postings = &[Posting { from: wallet, to: payable, amount }];
    let (kind, actor, reason) = (Kind::Refund, new.actor, new.reason);
    let command = Command { kind, key: &key, actor, reason, call: None, postings };
    if let Err(refusal) = ledger::post(tx, &command)? {
        let have = Usd::micro(ledger::balance(tx, &wallet)?);
        return Ok(Err(match refusal {
            LedgerRefusal::Insufficient => NoRefund::Spent { have },
            other => NoRefund::Ledger(other),
        }));
    }
    let id = insert(tx, new, payment.user, units, &key)?;
    Ok(Ok(get(tx, id)?.context("the refund is not there")?))
}

fn insert(tx: &Tx, new: &NewRefund<'_>, user: UserId, units: Units, key: &str) -> Result<RefundId> {
    let id = tx.insert(
        "INSERT INTO refunds (ledger_id, user_id, micro, coin, units, address, actor, reason,
             idem_key, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            new.ledger.0,
            user.0,
            new.amount.as_micro(),
            new.coin.code(),
            units.0,
            new.address.trim(),
            new.actor,
            new.reason,
            key,
            tx.now_ms()
        ],
    )?;
    Ok(RefundId(id))
}

/// Notes that a refund was sent, by the transfer that shows it.
pub fn paid(
    tx: &Tx,
    id: RefundId,
    chain_tx: &str,
    actor: &str,
) -> Result<Result<Refund, NoRefund>> {
    let chain_tx = chain_tx.trim();
    if chain_tx.is_empty() {
        return Ok(Err(NoRefund::Blank));
    }
    if let Some(other) = find(tx, "chain_tx = ?1", params![chain_tx])? {
        return Ok(if other.id == id { Ok(other) } else { Err(NoRefund::SameTransfer) });
    }
    let Some(refund) = get(tx, id)? else { return Ok(Err(NoRefund::NotPayable)) };
    // Stars are sent by Telegram, which names no other transfer.
    if !refund.coin.is_on_chain() && refund.address != chain_tx {
        return Ok(Err(NoRefund::NotPayable));
    }
    let coin = Asset::Coin(refund.coin);
    let out = Posting {
        from: Account::system(Role::Clearing, coin),
        to: Account::system(Role::World, coin),
        amount: refund.units.0,
    };
    let clearing = Account::system(Role::Clearing, Asset::Usd);
    let postings = [back(&refund, clearing), out];
    resolve(
        tx,
        &refund,
        (State::Paid, Some(chain_tx)),
        (Kind::Payout, &postings),
        (actor, chain_tx),
    )
}

/// What was set aside for a refund, on its way.
fn back(refund: &Refund, to: Account) -> Posting {
    let from = Account::system(Role::Payable, Asset::Usd);
    Posting { from, to, amount: refund.amount.as_micro() }
}

/// Gives a refund that was not sent back to its user.
pub fn withdraw(
    tx: &Tx,
    id: RefundId,
    reason: &str,
    actor: &str,
) -> Result<Result<Refund, NoRefund>> {
    if reason.trim().is_empty() {
        return Ok(Err(NoRefund::Blank));
    }
    let Some(refund) = get(tx, id)? else { return Ok(Err(NoRefund::NotPayable)) };
    let wallet = Account::user(refund.user, Role::Available, Asset::Usd);
    let postings = if refund.coin.is_on_chain() {
        vec![back(&refund, wallet)]
    } else {
        stars::undone(tx, &refund, wallet)?
    };
    resolve(tx, &refund, (State::Withdrawn, None), (Kind::Withdrawal, &postings), (actor, reason))
}

fn resolve(
    tx: &Tx,
    refund: &Refund,
    (state, chain_tx): (State, Option<&str>),
    (kind, postings): (Kind, &[Posting]),
    (actor, reason): (&str, &str),
) -> Result<Result<Refund, NoRefund>> {
    if refund.state != State::Payable {
        return Ok(Err(NoRefund::NotPayable));
    }
    let key = format!("{}:{}", <&str>::from(kind), refund.id);
    let command = Command { kind, key: &key, actor, reason, call: None, postings };
    if let Err(refusal) = ledger::post(tx, &command)? {
        return Ok(Err(NoRefund::Ledger(refusal)));
    }
    let sql = "UPDATE refunds SET state = ?2, chain_tx = ?3, resolved_ms = ?4 WHERE id = ?1";
    tx.run(sql, params![refund.id.0, <&str>::from(state), chain_tx, tx.now_ms()])?;
    Ok(Ok(get(tx, refund.id)?.context("the refund is not there")?))
}

/// One refund.
pub fn get(tx: &Tx, id: RefundId) -> Result<Option<Refund>> {
    find(tx, "id = ?1", params![id.0])
}

/// One page of the refunds that wait to be sent, the oldest first.
pub fn page(tx: &Tx, skip: usize, most: usize) -> Result<Vec<Refund>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM refunds WHERE state = 'payable' ORDER BY id LIMIT ?2 OFFSET ?1"
    );
    let rows =
        tx.all(&sql, params![i64::try_from(skip)?, i64::try_from(most)?], |row| Ok(read(row)))?;
    rows.into_iter().collect::<Result<_>>().context("read refunds")
}

/// How many refunds wait to be sent.
pub fn count(tx: &Tx) -> Result<usize> {
    let sql = "SELECT count(*) FROM refunds WHERE state = 'payable'";
    Ok(usize::try_from(tx.number(sql, [])?).unwrap_or(0))
}

const COLUMNS: &str = "id, ledger_id, user_id, micro, coin, units, address, state, actor, reason,
    chain_tx";

fn find(tx: &Tx, which: &str, params: impl rusqlite::Params) -> Result<Option<Refund>> {
    let sql = format!("SELECT {COLUMNS} FROM refunds WHERE {which}");
    tx.one(&sql, params, |row| Ok(read(row)))?.transpose().context("read refund")
}

fn read(row: &Row<'_>) -> Result<Refund> {
    let coin = row.get::<_, String>(4)?;
    let Ok(coin) = coin.parse() else { bail!("{coin} is no coin") };
    Ok(Refund {
        id: RefundId(row.get(0)?),
        ledger: LedgerId(row.get(1)?),
        user: UserId(row.get(2)?),
        amount: Usd::micro(row.get(3)?),
        coin,
        units: Units(row.get(5)?),
        address: row.get(6)?,
        state: row.get::<_, String>(7)?.parse()?,
        actor: row.get(8)?,
        reason: row.get(9)?,
        chain_tx: row.get(10)?,
    })
}
