//! Top-ups: asked for, opened at the provider, looked at until money came or a week has passed.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{LedgerId, PlanId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::payment::{Quote, Sighting};
use crate::domain::topup::{Arrival, Open, Problem, Purpose, Standing, State, Time, Topup, Why};
use crate::store::Tx;

mod apply;
pub mod line;
pub mod list;
pub mod stars;
mod then;
pub mod watch;

pub use apply::{Found, apply};
pub(in crate::store) use apply::{arrive, post, worth};
pub use then::{Then, then};

/// The provider of coins, as arrivals name it.
pub(in crate::store) const PROVIDER: &str = "dynopay";
/// The provider of Stars.
pub(in crate::store) const TELEGRAM: &str = "telegram";

/// Who told of a transfer.
fn provider(sighting: &Sighting) -> &'static str {
    if sighting.coin == Some(Coin::Stars) { TELEGRAM } else { PROVIDER }
}

/// A top-up to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewTopup {
    /// What it is paid with.
    pub coin: Coin,
    /// What it adds.
    pub usd: Usd,
    /// The plan that is bought with it at once, if any.
    pub plan: Option<PlanId>,
}

/// Keeps a top-up before the provider hears of it (R7).
pub fn create(tx: &Tx, user: UserId, new: &NewTopup) -> Result<TopupId> {
    let seconds = u64::try_from(tx.now().as_second()).unwrap_or(0);
    let uuid = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0));
    let purpose = if new.plan.is_some() { Purpose::Plan } else { Purpose::Wallet };
    let id = tx.insert(
        "INSERT INTO topups (uuid, user_id, purpose, plan_id, coin, usd_micro, next_look_ms,
                             created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        params![
            uuid.to_string(),
            user.0,
            <&str>::from(purpose),
            new.plan.map(|plan| plan.0),
            new.coin.code(),
            new.usd.as_micro(),
            tx.now_ms(),
        ],
    )?;
    Ok(TopupId(id))
}

/// A top-up of this user's (R24).
pub fn get(tx: &Tx, user: UserId, id: TopupId) -> Result<Option<Topup>> {
    let sql = format!("SELECT {COLUMNS} FROM topups t WHERE t.id = ?1 AND t.user_id = ?2");
    one(tx, &sql, params![id.0, user.0])
}

/// How many of a user's top-ups are not over.
pub fn pending_count(tx: &Tx, user: UserId) -> Result<usize> {
    let sql = "SELECT count(*) FROM topups WHERE user_id = ?1
               AND state IN ('created', 'awaiting', 'expired', 'detected', 'review')";
    Ok(usize::try_from(tx.number(sql, [user.0])?)?)
}

/// How many of a user's top-ups wait for a first transfer within their time: each keeps one of the
/// provider's addresses.
pub fn unpaid_count(tx: &Tx, user: UserId) -> Result<usize> {
    let sql = "SELECT count(*) FROM topups WHERE user_id = ?1 AND state IN ('created', 'awaiting')
               AND state IN ('created', 'awaiting', 'expired', 'detected', 'review')";
    Ok(usize::try_from(tx.number(sql, [user.0])?)?)
}

/// A page of a user's top-ups that are not over, newest first.
pub fn pending(tx: &Tx, user: UserId, skip: usize, most: usize) -> Result<Vec<Topup>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM topups t WHERE t.user_id = ?1
         AND t.state IN ('created', 'awaiting', 'expired', 'detected', 'review')
         ORDER BY t.id DESC LIMIT ?2 OFFSET ?3"
    );
    all(tx, &sql, params![user.0, i64::try_from(most)?, i64::try_from(skip)?])
}

/// The newest top-up of anybody that may still be paid; for the demo, which has one person.
pub fn newest_open(tx: &Tx) -> Result<Option<Topup>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM topups t WHERE t.next_look_ms IS NOT NULL AND t.state <> 'created'
         ORDER BY t.id DESC LIMIT 1"
    );
    one(tx, &sql, [])
}

/// Any user's; for jobs and operators.
pub(in crate::store) fn any(tx: &Tx, id: TopupId) -> Result<Topup> {
    let sql = format!("SELECT {COLUMNS} FROM topups t WHERE t.id = ?1");
    one(tx, &sql, [id.0])?.with_context(|| format!("top-up {id} does not exist"))
}

/// The top-up behind a payment of the provider's.
pub(in crate::store) fn by_payment(tx: &Tx, payment: &str) -> Result<Option<TopupId>> {
    let sql = "SELECT id FROM topups WHERE provider_id = ?1";
    Ok(tx.one(sql, [payment], |row| row.get(0))?.map(TopupId))
}

const COLUMNS: &str = "t.id, t.uuid, t.user_id, t.purpose, t.coin, t.usd_micro, t.state, t.problem,
    t.tries, t.created_ms, t.provider_id, t.address, t.units, t.quoted_ms, t.locked_ms";

fn one(tx: &Tx, sql: &str, params: impl rusqlite::Params) -> Result<Option<Topup>> {
    let found = tx.one(sql, params, |row| Ok(read(row)))?.transpose().context("read a top-up")?;
    found.map(|topup| whole(tx, topup)).transpose()
}

fn all(tx: &Tx, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Topup>> {
    let found = tx.all(sql, params, |row| Ok(read(row)))?;
    found.into_iter().map(|topup| whole(tx, topup?)).collect()
}

/// With what came, and what became of its address.
fn whole(tx: &Tx, mut topup: Topup) -> Result<Topup> {
    if let Some(open) = &topup.open {
        let sql = "SELECT min(quoted_ms) FROM topups
                   WHERE address = ?1 AND id > ?2 AND address IS NOT NULL";
        let params = params![open.address, topup.id.0];
        topup.reissued_ms = tx.one(sql, params, |row| row.get(0))?.flatten();
        topup.arrivals = arrivals(tx, topup.id)?;
    }
    Ok(topup)
}

fn read(row: &Row<'_>) -> Result<Topup> {
    let coin: Coin = row.get::<_, String>(4)?.parse()?;
    let usd = Usd::micro(row.get(5)?);
    let problem: Option<String> = row.get(7)?;
    let provider_id: Option<String> = row.get(10)?;
    let open = match provider_id {
        Some(provider_id) => Some(Open {
            provider_id,
            address: row.get(11)?,
            quote: Quote { coin, units: Units(row.get(12)?), usd },
            quoted: Timestamp::from_millisecond(row.get(13)?)?,
            locked_until: Timestamp::from_millisecond(row.get(14)?)?,
        }),
        None => None,
    };
    Ok(Topup {
        id: TopupId(row.get(0)?),
        user: UserId(row.get(2)?),
        uuid: row.get(1)?,
        purpose: row.get::<_, String>(3)?.parse()?,
        coin,
        usd,
        state: row.get::<_, String>(6)?.parse()?,
        problem: problem.map(|word| word.parse::<Problem>()).transpose()?,
        open,
        reissued_ms: None,
        arrivals: Vec::new(),
        tries: row.get(8)?,
        created: Timestamp::from_millisecond(row.get(9)?)?,
    })
}

fn arrivals(tx: &Tx, id: TopupId) -> Result<Vec<Arrival>> {
    let rows = tx.all(
        "SELECT a.chain_tx, coalesce(a.coin, t.coin), a.units, a.first_ms, a.state, a.why,
                a.usd_micro, a.ledger_id, a.late
         FROM arrivals a JOIN topups t ON t.id = a.topup_id
         WHERE a.topup_id = ?1 AND a.topup_id IS NOT NULL ORDER BY a.id",
        [id.0],
        |row| Ok(arrival(row)),
    )?;
    rows.into_iter().collect::<Result<_>>().context("read arrivals")
}

fn arrival(row: &Row<'_>) -> Result<Arrival> {
    let chain_tx: String = row.get(0)?;
    let state: String = row.get(4)?;
    let standing = match state.as_str() {
        "seen" => Standing::Seen,
        "credited" => {
            let time = if row.get(8)? { Time::Late } else { Time::Locked };
            let (usd, ledger) = (Usd::micro(row.get(6)?), LedgerId(row.get(7)?));
            Standing::Credited { usd, ledger, time }
        }
        "review" => Standing::Review { why: row.get::<_, String>(5)?.parse::<Why>()? },
        _ => Standing::Rejected,
    };
    Ok(Arrival {
        chain_tx: Some(chain_tx).filter(|name| !name.is_empty()),
        coin: row.get::<_, String>(1)?.parse()?,
        units: row.get::<_, Option<i64>>(2)?.map(Units),
        first_ms: row.get(3)?,
        standing,
    })
}

pub(in crate::store) fn set_state(tx: &Tx, id: TopupId, state: State) -> Result<()> {
    // What came after it was given up makes it no failure any more.
    let sql = "UPDATE topups SET state = ?2, problem = CASE ?2 WHEN 'abandoned' THEN problem END
               WHERE id = ?1";
    tx.run(sql, params![id.0, <&str>::from(state)])?;
    Ok(())
}
