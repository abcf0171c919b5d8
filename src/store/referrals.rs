//! Who invited whom, and what that earned: once, and only when the invited one has paid.

use anyhow::{Result, bail};
use rusqlite::params;
use uuid::{NoContext, Uuid};

use crate::domain::ids::UserId;
use crate::domain::money::Usd;
use crate::domain::user::Stage;
use crate::store::ledger::{self, Account, Asset, Command, Kind, Posting, Role};
use crate::store::{Tx, events, users};

/// What an invitation earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
    /// Who invited.
    pub inviter: UserId,
    /// What he got.
    pub amount: Usd,
    /// What is in his wallet now.
    pub balance: Usd,
}

/// The code of this user's invitations: it says nothing about him.
pub fn code(tx: &Tx, user: UserId) -> Result<String> {
    let sql = "SELECT code FROM inviters WHERE user_id = ?1";
    if let Some(code) = tx.one(sql, [user.0], |row| row.get(0))? {
        return Ok(code);
    }
    let seconds = u64::try_from(tx.now().as_second()).unwrap_or(0);
    let code = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0)).simple().to_string();
    tx.run("INSERT INTO inviters (user_id, code) VALUES (?1, ?2)", params![user.0, code])?;
    Ok(code)
}

/// How many the user invited.
pub fn count(tx: &Tx, inviter: UserId) -> Result<usize> {
    let sql = "SELECT count(*) FROM referrals WHERE inviter_id = ?1";
    Ok(usize::try_from(tx.number(sql, [inviter.0])?).unwrap_or(0))
}

/// Notes that a newcomer came by an invitation: the first one counts, and nobody invites himself
/// or somebody who has signed up before. `false` when it does not count.
pub fn came(tx: &Tx, newcomer: UserId, code: &str) -> Result<bool> {
    let sql = "SELECT user_id FROM inviters WHERE code = ?1";
    let inviter = tx.one(sql, [code], |row| row.get(0).map(UserId))?;
    let Some(inviter) = inviter.filter(|inviter| *inviter != newcomer) else { return Ok(false) };
    if users::get(tx, newcomer)?.stage != Stage::New {
        return Ok(false);
    }
    let sql = "INSERT INTO referrals (user_id, inviter_id, at_ms) VALUES (?1, ?2, ?3)
               ON CONFLICT (user_id) DO NOTHING";
    if tx.run(sql, params![newcomer.0, inviter.0, tx.now_ms()])? == 0 {
        return Ok(false);
    }
    let body = serde_json::json!({ "what": "invited", "by": inviter });
    events::append(tx, events::Kind::User, Some(newcomer), None, &body)?;
    Ok(true)
}

/// A top-up of this user was credited: his first one earns whoever invited him `amount`, once.
/// Nothing when nobody did, when it was earned before, or when invitations earn nothing.
pub fn paid(tx: &Tx, user: UserId, amount: Usd) -> Result<Option<Earned>> {
    if !amount.is_positive() {
        return Ok(None);
    }
    let sql = "UPDATE referrals SET credited_ms = ?2 WHERE user_id = ?1 AND credited_ms IS NULL
               RETURNING inviter_id";
    let inviter = tx.one(sql, params![user.0, tx.now_ms()], |row| row.get(0).map(UserId))?;
    let Some(inviter) = inviter else { return Ok(None) };
    let wallet = Account::user(inviter, Role::Available, Asset::Usd);
    let from = Account::system(Role::Promo, Asset::Usd);
    let postings = &[Posting { from, to: wallet, amount: amount.as_micro() }];
    let (key, kind) = (format!("referral:{user}"), Kind::Referral);
    let command = Command { kind, key: &key, actor: "system", reason: "", call: None, postings };
    if let Err(refusal) = ledger::post(tx, &command)? {
        bail!("invitation of user {user}: {refusal}");
    }
    let balance = Usd::micro(ledger::balance(tx, &wallet)?);
    Ok(Some(Earned { inviter, amount, balance }))
}
