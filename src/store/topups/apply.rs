//! A sighting takes effect: transfer, state, ledger and review change together or not at all (R7).

use anyhow::{Context, Result, bail};
use rusqlite::params;

use super::{any, provider, set_state};
use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{LedgerId, TopupId};
use crate::domain::money::Usd;
use crate::domain::payment::Sighting;
use crate::domain::topup::{
    Arrival, Case, Credit, Judgement, Standing, State, Time, Topup, Wait, Why, judge,
};
use crate::store::ledger::{self, Account, Asset, Command, Kind, Posted, Posting, Role};
use crate::store::{Tx, rates, reviews};

/// How a sighting was come by. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Found {
    /// By a look at this payment.
    Look,
    /// In the daily list of all payments.
    List,
}

/// Judges a sighting of a top-up's payment and does what follows, once however often it comes.
/// `cap` is the most that is credited without an operator. After a credit [`super::then`] follows,
/// in the same transaction.
pub fn apply(
    tx: &Tx,
    id: TopupId,
    sighting: &Sighting,
    cap: Usd,
    found: Found,
) -> Result<Judgement> {
    keep(tx, sighting)?;
    let topup = any(tx, id)?;
    let rate = rates::now(tx, topup.coin.symbol())?;
    let case = Case { topup: &topup, cap, rate: rate.as_ref(), now_ms: tx.now_ms() };
    let mut judgement = judge(&case, sighting);
    if matches!(judgement, Judgement::Credit(_) | Judgement::Review(_)) && ledger::is_frozen(tx)? {
        judgement = Judgement::Wait(Wait::Frozen);
    }
    match judgement {
        Judgement::Wait(Wait::Amount | Wait::Rate | Wait::Frozen) if !topup.was_seen() => {
            detect(tx, &topup, sighting, found)?;
            if let Judgement::Wait(wait) = judgement {
                wanting(tx, wait, &topup)?;
            }
            return Ok(Judgement::Detected);
        }
        Judgement::Wait(wait) => wanting(tx, wait, &topup)?,
        Judgement::Detected => detect(tx, &topup, sighting, found)?,
        Judgement::Credit(credit) => self::credit(tx, &topup, sighting, &credit, found)?,
        Judgement::Review(why) => {
            reviews::open(tx, Some(&topup), sighting, why, found)?;
            if topup.credited() == Some(Usd::ZERO) {
                set_state(tx, id, State::Review)?;
            }
            rest(tx, id)?;
        }
        Judgement::Refunded => {
            set_state(tx, id, State::Refunded)?;
            rest(tx, id)?;
        }
    }
    Ok(judgement)
}

/// A transfer that waits for a rate has it asked for.
fn wanting(tx: &Tx, wait: Wait, topup: &Topup) -> Result<()> {
    if wait == Wait::Rate { rates::want(tx, &[topup.coin]) } else { Ok(()) }
}

/// Keeps what the provider said, unless it said the same before.
pub(in crate::store) fn keep(tx: &Tx, sighting: &Sighting) -> Result<()> {
    let body = serde_json::to_string(sighting)?;
    let last = "SELECT body FROM sightings WHERE payment_id = ?1 ORDER BY id DESC LIMIT 1";
    let last: Option<String> = tx.one(last, [&sighting.provider_id], |row| row.get(0))?;
    if last.as_ref() != Some(&body) {
        let sql = "INSERT INTO sightings (payment_id, body, at_ms) VALUES (?1, ?2, ?3)";
        tx.run(sql, params![sighting.provider_id, body, tx.now_ms()])?;
    }
    Ok(())
}

fn detect(tx: &Tx, topup: &Topup, sighting: &Sighting, found: Found) -> Result<()> {
    let how = Standing::Seen;
    arrive(tx, Some(topup), sighting, sighting.received, how, found)?;
    if topup.state.is_open() {
        set_state(tx, topup.id, State::Detected)?;
    }
    Ok(())
}

fn credit(
    tx: &Tx,
    topup: &Topup,
    sighting: &Sighting,
    credit: &Credit,
    found: Found,
) -> Result<()> {
    let asset = Asset::Coin(topup.coin);
    let mut postings = vec![Posting {
        from: Account::system(Role::World, asset),
        to: Account::system(Role::Clearing, asset),
        amount: credit.units.0,
    }];
    postings.extend(worth(topup, credit.value, Role::Clearing));
    postings.extend(worth(topup, credit.allowance, Role::Expense));
    // The transfer's own row names the command: the provider may call it by its name or by none.
    let arrival = arrive(tx, Some(topup), sighting, Some(credit.units), Standing::Seen, found)?;
    let key = format!("topup:{}:{arrival}", topup.id);
    let ledger = post(tx, &key, &postings, "system", "a transfer of coins")?;
    let usd = credit.value.plus(credit.allowance).context("add the allowance")?;
    let how = Standing::Credited { usd, ledger, time: credit.time };
    arrive(tx, Some(topup), sighting, Some(credit.units), how, found)?;
    set_state(tx, topup.id, State::Credited)?;
    // What was seen besides is still waited for.
    if !any(tx, topup.id)?.was_seen() {
        rest(tx, topup.id)?;
    }
    Ok(())
}

/// Dollars put into the wallet; nothing of nothing.
pub(in crate::store) fn worth(topup: &Topup, usd: Usd, from: Role) -> Option<Posting> {
    let from = Account::system(from, Asset::Usd);
    let to = Account::user(topup.user, Role::Available, Asset::Usd);
    usd.is_positive().then(|| Posting { from, to, amount: usd.as_micro() })
}

/// Carries a top-up's command out, once for its key.
pub(in crate::store) fn post(
    tx: &Tx,
    key: &str,
    postings: &[Posting],
    actor: &str,
    reason: &str,
) -> Result<LedgerId> {
    let command = Command { kind: Kind::TopUp, key, actor, reason, call: None, postings };
    match ledger::post(tx, &command)? {
        Ok(Posted::Now(id) | Posted::Before(id)) => Ok(id),
        Err(refusal) => bail!("credit {key}: {refusal}"),
    }
}

/// Notes a transfer, or what became of one that was seen. Returns its row.
pub(in crate::store) fn arrive(
    tx: &Tx,
    topup: Option<&Topup>,
    sighting: &Sighting,
    units: Option<Units>,
    how: Standing,
    found: Found,
) -> Result<i64> {
    let chain_tx = sighting.chain_tx.as_deref().unwrap_or_default();
    let units = units.map(|units| units.0).filter(|units| *units > 0);
    let id = match noted(tx, sighting, chain_tx)? {
        Some(id) => id,
        None => tx.insert(
            "INSERT INTO arrivals (topup_id, provider, payment_id, chain_tx, units, state,
                                   found_by, first_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, 'seen', ?6, ?7)",
            params![
                topup.map(|topup| topup.id.0),
                provider(sighting),
                sighting.provider_id,
                chain_tx,
                units,
                <&str>::from(found),
                tx.now_ms(),
            ],
        )?,
    };
    let coin = sighting.coin.or(topup.map(|topup| topup.coin)).map(Coin::code);
    let (state, why, usd, ledger) = columns(how);
    let late = matches!(how, Standing::Credited { time: Time::Late, .. });
    let decided = (state != "seen").then(|| tx.now_ms());
    let found = <&str>::from(found);
    tx.run(
        "UPDATE arrivals SET chain_tx = CASE ?2 WHEN '' THEN chain_tx ELSE ?2 END, coin = ?3,
                units = coalesce(?4, units), state = ?5, why = ?6, usd_micro = ?7,
                ledger_id = ?8, decided_ms = ?9, found_by = ?10, late = ?11
         WHERE id = ?1",
        params![id, chain_tx, coin, units, state, why, usd, ledger, decided, found, late],
    )?;
    Ok(id)
}

/// The row of a transfer that was seen before; one that had no name then may be it.
fn noted(tx: &Tx, sighting: &Sighting, chain_tx: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM arrivals WHERE provider = ?1 AND payment_id = ?2 AND state = 'seen'
               AND (chain_tx = ?3 OR chain_tx = '' OR ?3 = '') ORDER BY chain_tx = ?3 DESC, id";
    let params = params![provider(sighting), sighting.provider_id, chain_tx];
    tx.one(sql, params, |row| row.get(0))
}

type Columns = (&'static str, Option<&'static str>, Option<i64>, Option<i64>);

fn columns(how: Standing) -> Columns {
    match how {
        Standing::Seen => ("seen", None, None, None),
        Standing::Credited { usd, ledger, .. } => {
            ("credited", None, Some(usd.as_micro()), Some(ledger.0))
        }
        Standing::Review { why } => ("review", Some(why.into()), None, None),
        Standing::Rejected => ("rejected", None, None, None),
    }
}

/// A transfer was seen a week ago and nobody knows what came: an operator looks.
pub(super) fn unsettled(tx: &Tx, topup: &Topup) -> Result<()> {
    let Some(open) = &topup.open else { return Ok(()) };
    let last = "SELECT body FROM sightings WHERE payment_id = ?1 ORDER BY id DESC LIMIT 1";
    let body: Option<String> = tx.one(last, [&open.provider_id], |row| row.get(0))?;
    let body = body.context("find what was seen")?;
    let sighting: Sighting = serde_json::from_str(&body).context("read what was seen")?;
    reviews::open(tx, Some(topup), &sighting, Why::Unmeasured, Found::Look)?;
    set_state(tx, topup.id, State::Review)?;
    rest(tx, topup.id)
}

/// It is looked at no more; the daily list still shows what comes.
fn rest(tx: &Tx, id: TopupId) -> Result<()> {
    tx.run("UPDATE topups SET next_look_ms = NULL WHERE id = ?1", [id.0])?;
    Ok(())
}

impl Topup {
    /// Whether a transfer of it is on its way.
    fn was_seen(&self) -> bool {
        self.arrivals.iter().any(|Arrival { standing, .. }| *standing == Standing::Seen)
    }
}
