//! A person's statement in money: one line for each command that changed what he has.
//!
//! What is only set aside and given back changes nothing and has no line.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Account, Asset, Kind, Role};
use crate::domain::ids::{CallId, LedgerId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::statement::{Line, What};
use crate::store::Tx;

/// Entries read at once: enough for a page even of calls that were set aside and given back.
const CHUNK: usize = 64;

/// A page, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// What the next page is before; `None` on the last.
    pub next: Option<i64>,
}

/// At most `most` lines of a person's statement that are older than entry `before`.
pub fn lines(tx: &Tx, user: UserId, before: Option<i64>, most: usize) -> Result<Page> {
    let mut page = Page { lines: Vec::new(), next: None };
    let mut before = before.unwrap_or(i64::MAX);
    loop {
        let chunk = chunk(tx, user, before)?;
        let more = chunk.len() == CHUNK;
        let mut groups = grouped(chunk);
        // The last command of a full chunk may go on in the next one.
        if more && groups.len() > 1 {
            groups.pop();
        }
        for group in groups {
            if page.lines.len() == most {
                page.next = Some(before);
                return Ok(page);
            }
            before = group.first;
            page.lines.extend(group.line(tx)?);
        }
        if !more {
            return Ok(page);
        }
    }
}

/// The top-up that a command belongs to.
pub fn topup_of(tx: &Tx, ledger: LedgerId) -> Result<Option<TopupId>> {
    let sql = "SELECT topup_id FROM arrivals WHERE ledger_id = ?1 AND topup_id IS NOT NULL";
    Ok(tx.one(sql, [ledger.0], |row| row.get(0))?.map(TopupId))
}

/// The newest entries of what he has, free or set aside, with their commands. Each account is read
/// by its own index, however long its history is.
fn chunk(tx: &Tx, user: UserId, before: i64) -> Result<Vec<Entry>> {
    let [free, held] = [Role::Available, Role::Held].map(|role| account(tx, user, role));
    tx.all(
        "SELECT e.id, l.id, l.at_ms, l.kind, l.call_id, e.delta
         FROM (SELECT * FROM (SELECT id, ledger_id, delta FROM entries
                              WHERE account_id = ?1 AND id < ?3 ORDER BY id DESC LIMIT ?4)
               UNION ALL
               SELECT * FROM (SELECT id, ledger_id, delta FROM entries
                              WHERE account_id = ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4)) e
         JOIN ledger l ON l.id = e.ledger_id
         ORDER BY e.id DESC LIMIT ?4",
        params![free?, held?, before, i64::try_from(CHUNK)?],
        |row| Ok(read(row)),
    )?
    .into_iter()
    .collect::<Result<_>>()
    .context("read a statement")
}

/// The row of an account; 0, which none has, before its first entry.
fn account(tx: &Tx, user: UserId, role: Role) -> Result<i64> {
    let account = Account::user(user, role, Asset::Usd);
    let (kind, owner) = account.owner.columns();
    tx.number(
        "SELECT id FROM accounts
         WHERE owner_kind = ?1 AND owner_id = ?2 AND role = ?3 AND asset = ?4",
        params![kind, owner, <&str>::from(role), account.asset.to_string()],
    )
}

struct Entry {
    id: i64,
    ledger: LedgerId,
    at: Timestamp,
    kind: Kind,
    call: Option<CallId>,
    delta: i64,
}

fn read(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        id: row.get(0)?,
        ledger: LedgerId(row.get(1)?),
        at: Timestamp::from_millisecond(row.get(2)?)?,
        kind: row.get::<_, String>(3)?.parse()?,
        call: row.get::<_, Option<i64>>(4)?.map(CallId),
        delta: row.get(5)?,
    })
}

/// The entries of one command, which were written one after the other.
struct Group {
    /// The oldest of them.
    first: i64,
    head: Entry,
    sum: i64,
}

fn grouped(entries: Vec<Entry>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if group.head.ledger == entry.ledger => {
                group.first = entry.id;
                group.sum = group.sum.saturating_add(entry.delta);
            }
            _ => groups.push(Group { first: entry.id, sum: entry.delta, head: entry }),
        }
    }
    groups
}

impl Group {
    fn line(self, tx: &Tx) -> Result<Option<Line>> {
        if self.sum == 0 {
            return Ok(None);
        }
        let Entry { ledger, at, kind, call, .. } = self.head;
        let what = match (kind, call) {
            (Kind::TopUp, _) => What::TopUp(topup_of(tx, ledger)?),
            (Kind::Credit, _) => What::ByHand,
            (Kind::Debit, _) => What::Taken,
            (Kind::Plan | Kind::Renewal, _) => What::Plan(reason(tx, ledger)?),
            (Kind::Coupon, _) => What::Coupon,
            (Kind::Referral, _) => What::Invitation,
            (Kind::Refund | Kind::Withdrawal | Kind::Chargeback, _) => What::Refund,
            (Kind::Hold | Kind::Settle | Kind::Release | Kind::Late, Some(call)) => {
                What::Call(call, called(tx, call)?)
            }
            _ => What::Other,
        };
        Ok(Some(Line { ledger, at, what, usd: Usd::micro(self.sum) }))
    }
}

/// Why a command was given: for a plan, its name.
fn reason(tx: &Tx, ledger: LedgerId) -> Result<String> {
    let sql = "SELECT reason FROM ledger WHERE id = ?1";
    Ok(tx.one(sql, [ledger.0], |row| row.get(0))?.unwrap_or_default())
}

fn called(tx: &Tx, call: CallId) -> Result<String> {
    let sql = "SELECT n.e164 FROM calls c JOIN numbers n ON n.id = c.number_id WHERE c.id = ?1";
    Ok(tx.one(sql, [call.0], |row| row.get(0))?.unwrap_or_default())
}
