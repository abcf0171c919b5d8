//! The ledger's check of itself: at start-up, every hour, and after each step of the tests.

use std::fmt;

use anyhow::{Context, Result};

use crate::domain::ids::{LedgerId, UserId};
use crate::store::Tx;

/// Something that must never be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// The entries of one command do not add up to zero (R1).
    Command {
        /// Which.
        ledger: LedgerId,
        /// In which asset.
        asset: String,
        /// What is too much.
        sum: i64,
    },
    /// All entries of one asset do not add up to zero (R1).
    Asset {
        /// Which.
        asset: String,
        /// What is too much.
        sum: i64,
    },
    /// An account's balance is not the sum of its entries (R2).
    Balance {
        /// The account's row.
        account: i64,
        /// What the account says.
        cached: i64,
        /// What its entries say.
        sum: i64,
    },
    /// A user or a campaign owes (R16).
    BelowZero {
        /// The account's row.
        account: i64,
        /// What it says.
        balance: i64,
    },
    /// What a user's standing holds add up to is not what is set aside for them (R18).
    Held {
        /// Whose.
        user: UserId,
        /// In which asset.
        asset: String,
        /// What the account says.
        balance: i64,
        /// What the holds say.
        holds: i64,
    },
}

/// In words for the operator, with the rule that is broken.
impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Breach::Command { ledger, asset, sum } => {
                write!(f, "R1: the entries of command {ledger} are off by {sum} {asset}")
            }
            Breach::Asset { asset, sum } => write!(f, "R1: all entries are off by {sum} {asset}"),
            Breach::Balance { account, cached, sum } => {
                write!(f, "R2: account {account} says {cached}, its entries say {sum}")
            }
            Breach::BelowZero { account, balance } => {
                write!(f, "R16: account {account} is below zero: {balance}")
            }
            Breach::Held { user, asset, balance, holds } => {
                write!(f, "R18: user {user} has {balance} {asset} held, the holds say {holds}")
            }
        }
    }
}

/// Everything that is wrong; empty when all is well. It reads every entry, which takes seconds in
/// a ledger of millions: run it in a read, which holds up no writer.
pub fn self_check(tx: &Tx) -> Result<Vec<Breach>> {
    let checks = [commands, assets, balances, below_zero, held];
    let found: Result<Vec<_>> = checks.into_iter().map(|check| check(tx)).collect();
    Ok(found.context("check the ledger")?.concat())
}

fn commands(tx: &Tx) -> Result<Vec<Breach>> {
    tx.all(
        "SELECT e.ledger_id, a.asset, sum(e.delta) FROM entries e
         JOIN accounts a ON a.id = e.account_id
         GROUP BY e.ledger_id, a.asset HAVING sum(e.delta) <> 0",
        [],
        |row| {
            let ledger = LedgerId(row.get(0)?);
            Ok(Breach::Command { ledger, asset: row.get(1)?, sum: row.get(2)? })
        },
    )
}

fn assets(tx: &Tx) -> Result<Vec<Breach>> {
    tx.all(
        "SELECT a.asset, sum(e.delta) FROM entries e JOIN accounts a ON a.id = e.account_id
         GROUP BY a.asset HAVING sum(e.delta) <> 0",
        [],
        |row| Ok(Breach::Asset { asset: row.get(0)?, sum: row.get(1)? }),
    )
}

fn balances(tx: &Tx) -> Result<Vec<Breach>> {
    tx.all(
        "SELECT a.id, a.balance, coalesce(sum(e.delta), 0) AS sum FROM accounts a
         LEFT JOIN entries e ON e.account_id = a.id
         GROUP BY a.id HAVING a.balance <> coalesce(sum(e.delta), 0)",
        [],
        |row| Ok(Breach::Balance { account: row.get(0)?, cached: row.get(1)?, sum: row.get(2)? }),
    )
}

fn below_zero(tx: &Tx) -> Result<Vec<Breach>> {
    tx.all(
        "SELECT id, balance FROM accounts WHERE owner_kind <> 'system' AND balance < 0",
        [],
        |row| Ok(Breach::BelowZero { account: row.get(0)?, balance: row.get(1)? }),
    )
}

fn held(tx: &Tx) -> Result<Vec<Breach>> {
    tx.all(
        "SELECT user_id, asset, sum(balance), sum(amount) FROM (
             SELECT owner_id AS user_id, asset, balance, 0 AS amount FROM accounts
             WHERE owner_kind = 'user' AND role = 'held'
             UNION ALL
             SELECT user_id, asset, 0, amount FROM holds WHERE state = 'held')
         GROUP BY user_id, asset HAVING sum(balance) <> sum(amount)",
        [],
        |row| {
            let user = UserId(row.get(0)?);
            let (asset, balance, holds) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(Breach::Held { user, asset, balance, holds })
        },
    )
}
