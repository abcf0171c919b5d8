//! Plans, which of them are on sale, and the periods that users have of them.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::ids::{PeriodId, PlanId, UserId};
use crate::domain::margin;
use crate::domain::money::Usd;
use crate::domain::plan::{Offer, Plan, PlanChange, Sale, SingleMinutes, Support, plan_changes};
use crate::domain::subscription::Term;
use crate::domain::wallet::Bucket;
use crate::store::ledger::{self, Account, Asset, Command, Kind, Posting, Role};
use crate::store::{Tx, events, marks, subscriptions};

const PLAN: &str = "p.name, p.days, p.price_micro, p.bulk_minutes, p.single_minutes,
    p.fair_use_single_minutes, p.transfer, p.support";

/// A plan that a user has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The row.
    pub id: PeriodId,
    /// The plan, as it was when it was given.
    pub plan: Plan,
    /// When its days began; `None` before the first call that is not a test.
    pub starts: Option<Timestamp>,
    /// When they end.
    pub ends: Option<Timestamp>,
    /// Seconds left for calls to one number; of an unlimited plan, of its fair use.
    pub single_seconds: u32,
    /// Seconds left for calls of lists.
    pub bulk_seconds: u32,
}

impl Period {
    /// Seconds left in a bucket.
    pub fn seconds(&self, bucket: Bucket) -> u32 {
        match bucket {
            Bucket::Single => self.single_seconds,
            Bucket::Bulk => self.bulk_seconds,
        }
    }

    /// Minutes that the plan gave in a bucket when it began.
    pub fn stock(&self, bucket: Bucket) -> u32 {
        match bucket {
            Bucket::Single => self.plan.single.stock(),
            Bucket::Bulk => self.plan.bulk_minutes,
        }
    }
}

/// Brings a sound set of plans in: what differs becomes a new version, and those who have the old
/// one keep it. A version that costs more than it brings in when a connected minute costs
/// `minute` is not on sale. Returns what happened to each, in the order of `want`.
pub fn seed(tx: &Tx, want: &[Plan], minute: Usd) -> Result<Vec<PlanChange>> {
    let have: Vec<Plan> = all(tx)?.into_iter().map(|offer| offer.plan).collect();
    let changes = plan_changes(&have, want);
    for change in &changes {
        match change {
            PlanChange::Insert(plan) => insert(tx, plan, minute)?,
            PlanChange::Change { from, to } => {
                withdraw(tx, from)?;
                insert(tx, to, minute)?;
            }
            PlanChange::Keep(_) => {}
        }
    }
    Ok(changes)
}

fn withdraw(tx: &Tx, plan: &Plan) -> Result<()> {
    let sql = "UPDATE plans SET until_ms = ?3 WHERE name = ?1 AND days = ?2 AND until_ms IS NULL";
    tx.run(sql, params![plan.name, plan.days, tx.now_ms()])?;
    Ok(())
}

fn insert(tx: &Tx, plan: &Plan, minute: Usd) -> Result<()> {
    let (single, fair_use) = match plan.single {
        SingleMinutes::Limited(minutes) => (Some(minutes), None),
        SingleMinutes::Unlimited { fair_use } => (None, Some(fair_use)),
    };
    let on_sale = margin::sale_at_first(plan, minute) == Sale::On;
    let (price, support) = (plan.price.as_micro(), <&str>::from(plan.support));
    let (name, days, bulk, transfer) = (&plan.name, plan.days, plan.bulk_minutes, plan.transfer);
    let id = tx.insert(
        "INSERT INTO plans (name, days, price_micro, bulk_minutes, single_minutes,
             fair_use_single_minutes, transfer, support, on_sale, from_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![name, days, price, bulk, single, fair_use, transfer, support, on_sale, tx.now_ms()],
    )?;
    let body = serde_json::json!({
        "what": "plan", "name": name, "days": days, "price": price, "on_sale": on_sale
    });
    events::append(tx, events::Kind::Admin, None, Some(id), &body)
}

/// Every plan's version of now, cheapest first.
pub fn all(tx: &Tx) -> Result<Vec<Offer>> {
    let sql = format!(
        "SELECT {PLAN}, p.id, p.on_sale, p.at_a_loss FROM plans p WHERE p.until_ms IS NULL
         ORDER BY p.price_micro, p.days, p.id"
    );
    let rows = tx.all(&sql, [], |row| {
        let sale = match (row.get(9)?, row.get(10)?) {
            (false, _) => Sale::Off,
            (true, false) => Sale::On,
            (true, true) => Sale::AtALoss,
        };
        Ok((PlanId(row.get(8)?), read(row), sale))
    })?;
    let offers = rows.into_iter().map(|(id, plan, sale)| Ok(Offer { id, plan: plan?, sale }));
    offers.collect::<Result<_>>().context("read plans")
}

/// The plans that can be had, cheapest first.
pub fn on_sale(tx: &Tx) -> Result<Vec<Offer>> {
    let mut offers = all(tx)?;
    offers.retain(|offer| offer.sale != Sale::Off);
    Ok(offers)
}

/// Puts a plan on sale although it costs more than it brings in, since the operator (`by`) agrees
/// to that. Agreed to before, it changes nothing.
pub fn sell_at_a_loss(tx: &Tx, plan: PlanId, by: &str) -> Result<()> {
    let sql = "UPDATE plans SET on_sale = 1, at_a_loss = 1
               WHERE id = ?1 AND until_ms IS NULL AND at_a_loss = 0";
    if tx.run(sql, [plan.0])? == 0 {
        return Ok(());
    }
    let body = serde_json::json!({ "what": "sell_at_a_loss", "by": by });
    events::append(tx, events::Kind::Admin, None, Some(plan.0), &body)
}

/// One version of a plan, on sale or not.
pub fn version(tx: &Tx, id: PlanId) -> Result<Plan> {
    let sql = format!("SELECT {PLAN} FROM plans p WHERE p.id = ?1");
    let plan = tx.one(&sql, [id.0], |row| Ok(read(row)))?;
    plan.with_context(|| format!("no plan {id}"))?.with_context(|| format!("read plan {id}"))
}

/// Gives the free plan, with its seconds, to a user who never had one. Its days begin with
/// [`start_period`]. `None` when he had one before, when no free plan is on sale, or when a plan of
/// his runs, which he would lose to it; while money stands still it is owed ([`grant_owed`]).
pub fn grant_free(tx: &Tx, user: UserId) -> Result<Option<PeriodId>> {
    if ledger::is_frozen(tx)? {
        marks::set(tx, &owed_to(user), user.0)?;
        return Ok(None);
    }
    let free = on_sale(tx)?.into_iter().find(|offer| offer.plan.price == Usd::ZERO);
    let Some(Offer { id, plan, .. }) = free else { return Ok(None) };
    if had_free(tx, user)? || self::period(tx, user)?.is_some() {
        return Ok(None);
    }
    // The key is unique, whatever the check above may once let through.
    let key = format!("free:{user}");
    let sql =
        "INSERT INTO periods (user_id, plan_id, idem_key, granted_ms) VALUES (?1, ?2, ?3, ?4)";
    let period = PeriodId(tx.insert(sql, params![user.0, id.0, key, tx.now_ms()])?);
    fill(tx, user, period, &plan, &key)?;
    subscriptions::follow(tx, user, period, None)?;
    Ok(Some(period))
}

/// Whether the user has, or had, a free plan.
pub fn had_free(tx: &Tx, user: UserId) -> Result<bool> {
    let had = "SELECT EXISTS (SELECT 1 FROM periods r JOIN plans p ON p.id = r.plan_id
               WHERE r.user_id = ?1 AND p.price_micro = 0)";
    Ok(tx.number(had, [user.0])? > 0)
}

/// What the mark of somebody begins with who signed up while money stood still.
const OWED: &str = "free_plan:";

/// Somebody who is to get the plan that is owed to him; nobody while money stands still.
pub fn owed(tx: &Tx) -> Result<Option<UserId>> {
    if ledger::is_frozen(tx)? { Ok(None) } else { Ok(marks::first(tx, OWED)?.map(UserId)) }
}

/// Gives the free plan to one to whom it is owed. `false` when there is nobody.
pub fn grant_owed(tx: &Tx) -> Result<bool> {
    let Some(user) = owed(tx)? else { return Ok(false) };
    grant_free(tx, user)?;
    marks::remove(tx, &owed_to(user))?;
    Ok(true)
}

fn owed_to(user: UserId) -> String {
    format!("{OWED}{user}")
}

/// Posts the seconds that a plan comes with.
pub(in crate::store) fn fill(
    tx: &Tx,
    user: UserId,
    period: PeriodId,
    plan: &Plan,
    key: &str,
) -> Result<()> {
    let stocks = [(Bucket::Single, plan.single.stock()), (Bucket::Bulk, plan.bulk_minutes)];
    let posting = |(bucket, minutes)| {
        let asset = Asset::Seconds { period, bucket };
        let from = Account::system(Role::Promo, asset);
        let to = Account::user(user, Role::Available, asset);
        Posting { from, to, amount: i64::from(minutes) * 60 }
    };
    let postings: Vec<_> =
        stocks.into_iter().filter(|(_, minutes)| *minutes > 0).map(posting).collect();
    if postings.is_empty() {
        return Ok(());
    }
    let (kind, actor, reason) = (Kind::Grant, "system", plan.name.as_str());
    ledger::post(tx, &Command { kind, key, actor, reason, call: None, postings: &postings })?
        .with_context(|| format!("grant {key}"))?;
    Ok(())
}

/// The plan that a user has now: the newest that has not ended.
pub fn period(tx: &Tx, user: UserId) -> Result<Option<Period>> {
    let sql = format!(
        "SELECT {PLAN}, r.id, r.starts_ms, r.ends_ms
         FROM periods r JOIN plans p ON p.id = r.plan_id
         WHERE r.user_id = ?1 AND (r.ends_ms IS NULL OR r.ends_ms > ?2)
             AND r.closed_ms IS NULL
         ORDER BY r.id DESC LIMIT 1"
    );
    let row = tx.one(&sql, [user.0, tx.now_ms()], |row| {
        Ok((PeriodId(row.get(8)?), read(row), row.get(9)?, row.get(10)?))
    })?;
    let Some((id, plan, starts, ends)) = row else { return Ok(None) };
    let at = |ms: Option<i64>| ms.map(Timestamp::from_millisecond).transpose();
    Ok(Some(Period {
        id,
        plan: plan.context("read plan of period")?,
        starts: at(starts)?,
        ends: at(ends)?,
        single_seconds: seconds_left(tx, user, id, Bucket::Single)?,
        bulk_seconds: seconds_left(tx, user, id, Bucket::Bulk)?,
    }))
}

fn seconds_left(tx: &Tx, user: UserId, period: PeriodId, bucket: Bucket) -> Result<u32> {
    let asset = Asset::Seconds { period, bucket };
    let left = ledger::balance(tx, &Account::user(user, Role::Available, asset))?;
    left.try_into().context("seconds left beyond the range")
}

/// Lets the days of the user's plan begin, if they have not: at the first call that is not a test.
/// Those of a paid plan began when it was bought.
pub fn start_period(tx: &Tx, user: UserId) -> Result<()> {
    let Some(period) = period(tx, user)? else { return Ok(()) };
    if period.starts.is_some() {
        return Ok(());
    }
    let term = Term::of(tx.now(), period.plan.days);
    let term = term.context("end of the period beyond the calendar")?;
    let sql = "UPDATE periods SET starts_ms = ?2, ends_ms = ?3 WHERE id = ?1";
    tx.run(sql, params![period.id.0, tx.now_ms(), term.ends.as_millisecond()])?;
    subscriptions::follow(tx, user, period.id, Some(&term))
}

/// A plan from the first eight columns.
fn read(row: &Row<'_>) -> Result<Plan> {
    let single = match (row.get(4)?, row.get::<_, Option<u32>>(5)?) {
        (Some(minutes), _) => SingleMinutes::Limited(minutes),
        (None, fair_use) => {
            let fair_use = fair_use.context("an unlimited plan without fair use")?;
            SingleMinutes::Unlimited { fair_use }
        }
    };
    Ok(Plan {
        name: row.get(0)?,
        days: row.get(1)?,
        price: Usd::micro(row.get(2)?),
        bulk_minutes: row.get(3)?,
        single,
        transfer: row.get(6)?,
        support: row.get::<_, String>(7)?.parse::<Support>()?,
    })
}
