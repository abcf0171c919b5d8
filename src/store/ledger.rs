//! Money and plan time: moved by commands, written as entries that never change, balanced per
//! asset (R1–R5, R16).

mod account;
mod check;
mod lines;
pub mod freeze;
mod statement;

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use rusqlite::params;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::ids::{CallId, LedgerId, UserId};
use crate::domain::money::Usd;
use crate::store::{Tx, events};

pub use account::{Account, Asset, Owner, Role, UnknownAsset};
pub use check::{Breach, self_check};
pub use freeze::is_frozen;
pub use lines::{Page, lines, topup_of};
pub use statement::{Entry, entries_of};

/// What a command is for. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, Serialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Money put into a wallet by hand.
    Credit,
    /// Coins that came, and their worth put into a wallet.
    TopUp,
    /// Coins that came and are nobody's until an operator decides.
    Suspense,
    /// Such coins, decided not to be a user's.
    Reject,
    /// A plan's seconds given to a user.
    Grant,
    /// Set aside for a call.
    Hold,
    /// A call paid for, and the rest given back.
    Settle,
    /// All that was set aside given back.
    Release,
    /// A call paid for after its hold was released (R20).
    Late,
    /// A plan paid for: what a coupon gives, what the plan before is credited, the price (R22).
    Plan,
    /// A plan paid for by its own renewal (R22).
    Renewal,
    /// A coupon's money put into a wallet.
    Coupon,
    /// Money for an invitation.
    Referral,
    /// Money taken out of a wallet by hand.
    Debit,
    /// Money set aside to go back to a user (R23).
    Refund,
    /// A refund paid out.
    Payout,
    /// A refund that was not paid out, given back.
    Withdrawal,
    /// A payment that its payer took back.
    Chargeback,
}

impl Kind {
    /// What puts a user's own money into his wallet, and may go back to him (R23).
    pub const PAID_IN: &'static [Kind] = &[Kind::TopUp, Kind::Credit];
}

/// One movement of `amount` from an account to another of the same asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Where it leaves.
    pub from: Account,
    /// Where it arrives.
    pub to: Account,
    /// More than zero, in the asset's smallest unit.
    pub amount: i64,
}

/// What is asked of the ledger: all of it happens, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Command<'a> {
    /// What for.
    pub kind: Kind,
    /// Made by the caller from what the command is about, so that a repetition has the same (R5).
    pub key: &'a str,
    /// Who asked: `system`, or an operator's name.
    pub actor: &'a str,
    /// Why, for the record.
    pub reason: &'a str,
    /// The call that it is about.
    pub call: Option<CallId>,
    /// At least one, carried out in order: a later one may spend what an earlier one brought.
    pub postings: &'a [Posting],
}

/// What became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It moved what it asked for.
    Now(LedgerId),
    /// It had been carried out before and moved nothing now.
    Before(LedgerId),
}

/// Why nothing was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerRefusal {
    /// A user's or a campaign's balance would go below zero (R16).
    #[error("the balance does not cover it")]
    Insufficient,
    /// The key stands for a command with other contents (R5).
    #[error("the key was used for something else")]
    KeyConflict,
    /// The hold of this call was settled or released (R18): it pays for nothing any more.
    #[error("the hold is resolved")]
    Resolved,
    /// The ledger did not add up, and nothing moves until an operator lifts that (R1, R2).
    #[error("money stands still, because the ledger did not add up")]
    Frozen,
}

/// Carries a command out once, however often it is given. An error is a mistake of the caller (a
/// posting of nothing, across assets, beyond the range) or of the disk.
pub fn post(tx: &Tx, command: &Command<'_>) -> Result<Result<Posted, LedgerRefusal>> {
    let input = Input::of(command)?;
    let hash = Sha256::digest(serde_json::to_vec(&input)?).to_vec();
    let known = "SELECT id, input_hash FROM ledger WHERE idem_key = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
    if let Some((id, first)) = tx.one(known, [command.key], read)? {
        let before = Posted::Before(LedgerId(id));
        return Ok(if first == hash { Ok(before) } else { Err(LedgerRefusal::KeyConflict) });
    }
    if is_frozen(tx)? {
        return Ok(Err(LedgerRefusal::Frozen));
    }
    // The write lock is held from here to the commit: what is weighed now is what is written.
    let Some(after) = weigh(tx, command.postings)? else {
        return Ok(Err(LedgerRefusal::Insufficient));
    };
    let id = write(tx, command, &hash)?;
    write_balances(tx, &after)?;
    write_entries(tx, id, command.postings)?;
    events::append(tx, events::Kind::Money, user_of(command.postings), Some(id.0), &input)?;
    Ok(Ok(Posted::Now(id)))
}

/// Puts money into a wallet, as a correction that names who did it and why.
pub fn credit(
    tx: &Tx,
    user: UserId,
    amount: Usd,
    reason: &str,
    actor: &str,
    key: &str,
) -> Result<Result<Posted, LedgerRefusal>> {
    let from = Account::system(Role::Adjustment, Asset::Usd);
    let to = Account::user(user, Role::Available, Asset::Usd);
    let postings = &[Posting { from, to, amount: amount.as_micro() }];
    post(tx, &Command { kind: Kind::Credit, key, actor, reason, call: None, postings })
}

/// Takes money out of a wallet, as a correction that names who did it and why.
pub fn debit(
    tx: &Tx,
    user: UserId,
    amount: Usd,
    reason: &str,
    actor: &str,
    key: &str,
) -> Result<Result<Posted, LedgerRefusal>> {
    let from = Account::user(user, Role::Available, Asset::Usd);
    let to = Account::system(Role::Adjustment, Asset::Usd);
    let postings = &[Posting { from, to, amount: amount.as_micro() }];
    post(tx, &Command { kind: Kind::Debit, key, actor, reason, call: None, postings })
}

/// What is in an account; nothing in one that was never used.
pub fn balance(tx: &Tx, account: &Account) -> Result<i64> {
    let (kind, owner) = account.owner.columns();
    tx.number(
        "SELECT balance FROM accounts
         WHERE owner_kind = ?1 AND owner_id = ?2 AND role = ?3 AND asset = ?4",
        params![kind, owner, <&str>::from(account.role), account.asset.to_string()],
    )
}

/// The command as it is hashed and recorded. Its fields and their order are part of the hash.
#[derive(Serialize)]
struct Input<'a> {
    kind: Kind,
    key: &'a str,
    actor: &'a str,
    reason: &'a str,
    call: Option<CallId>,
    postings: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    from: String,
    to: String,
    asset: String,
    amount: i64,
}

impl<'a> Input<'a> {
    fn of(command: &Command<'a>) -> Result<Input<'a>> {
        let Command { kind, key, actor, reason, call, postings } = *command;
        ensure!(!postings.is_empty(), "command {key} moves nothing");
        let postings = postings.iter().map(Line::of).collect::<Result<_>>();
        let postings = postings.with_context(|| format!("read command {key}"))?;
        Ok(Input { kind, key, actor, reason, call, postings })
    }
}

impl Line {
    fn of(posting: &Posting) -> Result<Line> {
        let Posting { from, to, amount } = posting;
        ensure!(*amount > 0, "a posting moves more than nothing, not {amount}");
        ensure!(from != to, "a posting leads from {from} to itself");
        ensure!(from.asset == to.asset, "a posting turns {} into {}", from.asset, to.asset);
        let (from, to, asset) = (from.to_string(), to.to_string(), from.asset.to_string());
        Ok(Line { from, to, asset, amount: *amount })
    }
}

/// Both sides of a posting, the one it leaves first.
fn sides(posting: &Posting) -> [(Account, i64); 2] {
    [(posting.from, -posting.amount), (posting.to, posting.amount)]
}

/// The balances after the postings; `None` when one that must not would go below zero on the way.
fn weigh(tx: &Tx, postings: &[Posting]) -> Result<Option<BTreeMap<Account, i64>>> {
    let mut after = BTreeMap::new();
    for (account, delta) in postings.iter().flat_map(sides) {
        let before = match after.get(&account) {
            Some(before) => *before,
            None => balance(tx, &account)?,
        };
        let sum = i64::checked_add(before, delta);
        let sum = sum.with_context(|| format!("balance of {account} beyond the range"))?;
        if sum < 0 && account.owner != Owner::System {
            return Ok(None);
        }
        after.insert(account, sum);
    }
    Ok(Some(after))
}

fn write(tx: &Tx, command: &Command<'_>, hash: &[u8]) -> Result<LedgerId> {
    let Command { kind, key, actor, reason, call, .. } = *command;
    let call = call.map(|call| call.0);
    let id = tx.insert(
        "INSERT INTO ledger (kind, idem_key, input_hash, actor, reason, call_id, at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![<&str>::from(kind), key, hash, actor, reason, call, tx.now_ms()],
    )?;
    Ok(LedgerId(id))
}

fn write_balances(tx: &Tx, after: &BTreeMap<Account, i64>) -> Result<()> {
    for (account, balance) in after {
        let (kind, owner) = account.owner.columns();
        tx.run(
            "INSERT INTO accounts (owner_kind, owner_id, role, asset, balance)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (owner_kind, owner_id, role, asset)
             DO UPDATE SET balance = excluded.balance",
            params![kind, owner, <&str>::from(account.role), account.asset.to_string(), balance],
        )?;
    }
    Ok(())
}

fn write_entries(tx: &Tx, id: LedgerId, postings: &[Posting]) -> Result<()> {
    for (account, delta) in postings.iter().flat_map(sides) {
        let (kind, owner) = account.owner.columns();
        let (role, asset) = (<&str>::from(account.role), account.asset.to_string());
        tx.run(
            "INSERT INTO entries (ledger_id, account_id, delta)
             SELECT ?1, id, ?2 FROM accounts
             WHERE owner_kind = ?3 AND owner_id = ?4 AND role = ?5 AND asset = ?6",
            params![id.0, delta, kind, owner, role, asset],
        )?;
    }
    Ok(())
}

/// The person whose history the command belongs to.
fn user_of(postings: &[Posting]) -> Option<UserId> {
    postings.iter().flat_map(sides).find_map(|(account, _)| match account.owner {
        Owner::User(user) => Some(user),
        Owner::Campaign(_) | Owner::System => None,
    })
}
