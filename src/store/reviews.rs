//! Transfers that are credited only if an operator says so (R8, R12, R14, R15).

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::domain::coin::{Coin, Units};
use crate::domain::ids::{ReviewId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::domain::payment::Sighting;
use crate::domain::topup::{Review, Standing, State, Time, Topup, Why, Worth, worth};
use crate::store::ledger::{self, Account, Asset, Command, Kind, Posting, Role};
use crate::store::topups::{self, Found};
use crate::store::{Tx, events, rates};

/// Opens a review: the coins are kept apart until it is decided.
pub(in crate::store) fn open(
    tx: &Tx,
    topup: Option<&Topup>,
    sighting: &Sighting,
    why: Why,
    found: Found,
) -> Result<ReviewId> {
    let units = sighting.received;
    let arrival = topups::arrive(tx, topup, sighting, units, Standing::Review { why }, found)?;
    let id = tx.insert(
        "INSERT INTO reviews (arrival_id, why, evidence, opened_ms) VALUES (?1, ?2, ?3, ?4)",
        params![arrival, <&str>::from(why), serde_json::to_string(sighting)?, tx.now_ms()],
    )?;
    let id = ReviewId(id);
    let review = get(tx, id)?.context("the review that was just opened")?;
    if let Some((asset, amount)) = coins(&review) {
        let from = Account::system(Role::World, asset);
        let to = Account::system(Role::Suspense, asset);
        let key = format!("review:{id}:opened");
        let postings = &[Posting { from, to, amount }];
        move_coins(tx, Kind::Suspense, &key, postings, "system", "a transfer to look at")?;
    }
    Ok(id)
}

const SELECT: &str = "SELECT r.id, r.why, r.opened_ms, r.state, r.reason, r.evidence, a.topup_id,
    a.coin, a.units, a.payment_id, a.chain_tx, t.user_id
    FROM reviews r JOIN arrivals a ON a.id = r.arrival_id LEFT JOIN topups t ON t.id = a.topup_id";

fn read(row: &Row<'_>) -> Result<Review> {
    let chain_tx: String = row.get(10)?;
    Ok(Review {
        id: ReviewId(row.get(0)?),
        why: row.get::<_, String>(1)?.parse()?,
        opened: Timestamp::from_millisecond(row.get(2)?)?,
        is_open: row.get::<_, String>(3)? == "open",
        reason: row.get(4)?,
        evidence: row.get(5)?,
        topup: row.get::<_, Option<i64>>(6)?.map(TopupId),
        coin: row.get::<_, Option<String>>(7)?.map(|code| code.parse::<Coin>()).transpose()?,
        units: row.get::<_, Option<i64>>(8)?.map(Units),
        payment_id: row.get(9)?,
        chain_tx: Some(chain_tx).filter(|name| !name.is_empty()),
        user: row.get::<_, Option<i64>>(11)?.map(UserId),
    })
}

/// One review; for operators.
pub fn get(tx: &Tx, id: ReviewId) -> Result<Option<Review>> {
    let sql = format!("{SELECT} WHERE r.id = ?1");
    tx.one(&sql, [id.0], |row| Ok(read(row)))?.transpose().context("read a review")
}

/// How many are open.
pub fn count(tx: &Tx) -> Result<usize> {
    Ok(usize::try_from(tx.number("SELECT count(*) FROM reviews WHERE state = 'open'", [])?)?)
}

/// A page of open ones, newest first.
pub fn page(tx: &Tx, skip: usize, most: usize) -> Result<Vec<Review>> {
    let sql = format!("{SELECT} WHERE r.state = 'open' ORDER BY r.id DESC LIMIT ?1 OFFSET ?2");
    let rows =
        tx.all(&sql, params![i64::try_from(most)?, i64::try_from(skip)?], |row| Ok(read(row)))?;
    rows.into_iter().collect::<Result<_>>().context("read reviews")
}

/// The last review of a payment, for the notice of it.
pub fn of_payment(tx: &Tx, payment_id: &str) -> Result<Option<Review>> {
    let sql = format!(
        "{SELECT} WHERE a.provider IN (?1, ?2) AND a.payment_id = ?3
                 ORDER BY r.id DESC LIMIT 1"
    );
    let params = params![topups::PROVIDER, topups::TELEGRAM, payment_id];
    tx.one(&sql, params, |row| Ok(read(row)))?.transpose().context("read a review")
}

/// Why a review cannot be credited as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCreditable {
    /// It was decided.
    Over,
    /// Money stands still.
    Frozen,
    /// Nobody here asked for the payment.
    Nobody,
    /// Nobody knows how much came.
    Unmeasured,
    /// It takes a fresh rate, and there is none.
    NoRate,
}

/// What a review would credit now: a dollar coin its dollars, any other the lower of the promised
/// and the present rate; another coin than was asked for at the present rate.
pub fn offer(tx: &Tx, review: &Review) -> Result<Result<Usd, NotCreditable>> {
    if !review.is_open {
        return Ok(Err(NotCreditable::Over));
    }
    if ledger::is_frozen(tx)? {
        return Ok(Err(NotCreditable::Frozen));
    }
    let Some(topup) = review.topup else { return Ok(Err(NotCreditable::Nobody)) };
    let topup = topups::any(tx, topup)?;
    let (Some(units), coin) = (review.units, review.coin.unwrap_or(topup.coin)) else {
        return Ok(Err(NotCreditable::Unmeasured));
    };
    let rate = rates::now(tx, coin.symbol())?;
    let worth = if coin == topup.coin {
        worth(&topup, units, Time::Late, rate.as_ref(), tx.now_ms())
    } else if coin.is_dollar() {
        Worth::Is(Usd::micro(units.0))
    } else {
        let value = rate.map(|rate| rate.value(coin, units));
        value.map_or(Worth::NoRate, |value| value.map_or(Worth::Beyond, Worth::Is))
    };
    Ok(match worth {
        Worth::Is(usd) if usd.is_positive() => Ok(usd),
        Worth::Is(_) | Worth::Beyond => Err(NotCreditable::Unmeasured),
        Worth::NoRate => Err(NotCreditable::NoRate),
    })
}

/// Credits a review as it is, in an operator's name.
pub fn credit(
    tx: &Tx,
    id: ReviewId,
    actor: &str,
    reason: &str,
) -> Result<Result<Usd, NotCreditable>> {
    let review = get(tx, id)?.context("find the review")?;
    let usd = match offer(tx, &review)? {
        Ok(usd) => usd,
        Err(why) => return Ok(Err(why)),
    };
    let Some((asset, amount)) = coins(&review) else {
        return Ok(Err(NotCreditable::Unmeasured));
    };
    let topup = topups::any(tx, review.topup.context("the review's top-up")?)?;
    let from = Account::system(Role::Suspense, asset);
    let to = Account::system(Role::Clearing, asset);
    let mut postings = vec![Posting { from, to, amount }];
    postings.extend(topups::worth(&topup, usd, Role::Clearing));
    let ledger = topups::post(tx, &format!("review:{id}:credited"), &postings, actor, reason)?;
    tx.run(
        "UPDATE arrivals SET state = 'credited', usd_micro = ?2, ledger_id = ?3
         WHERE id = (SELECT arrival_id FROM reviews WHERE id = ?1)",
        params![id.0, usd.as_micro(), ledger.0],
    )?;
    topups::set_state(tx, topup.id, State::Credited)?;
    close(tx, id, "credited", actor, reason)?;
    Ok(Ok(usd))
}

/// Decides that a transfer is not credited, in an operator's name. `false` when it was decided
/// before, or when money stands still.
pub fn reject(tx: &Tx, id: ReviewId, actor: &str, reason: &str) -> Result<bool> {
    let review = get(tx, id)?.context("find the review")?;
    if !review.is_open || ledger::is_frozen(tx)? {
        return Ok(false);
    }
    if let Some((asset, amount)) = coins(&review) {
        let from = Account::system(Role::Suspense, asset);
        let to = Account::system(Role::Adjustment, asset);
        let key = format!("review:{id}:rejected");
        move_coins(tx, Kind::Reject, &key, &[Posting { from, to, amount }], actor, reason)?;
    }
    let sql = "UPDATE arrivals SET state = 'rejected', why = NULL
               WHERE id = (SELECT arrival_id FROM reviews WHERE id = ?1)";
    tx.run(sql, [id.0])?;
    if let Some(topup) = review.topup
        && topups::any(tx, topup)?.state == State::Review
    {
        topups::watch::give_up(tx, topup, crate::domain::topup::Problem::Rejected)?;
    }
    close(tx, id, "rejected", actor, reason)?;
    Ok(true)
}

fn close(tx: &Tx, id: ReviewId, state: &str, actor: &str, reason: &str) -> Result<()> {
    tx.run(
        "UPDATE reviews SET state = ?2, by_whom = ?3, reason = ?4, closed_ms = ?5 WHERE id = ?1",
        params![id.0, state, actor, reason, tx.now_ms()],
    )?;
    let body = serde_json::json!({ "review": id, "state": state, "by": actor, "reason": reason });
    events::append(tx, events::Kind::Admin, None, Some(id.0), &body)
}

/// The coins of a review, as far as they are known.
fn coins(review: &Review) -> Option<(Asset, i64)> {
    Some((Asset::Coin(review.coin?), review.units?.0))
}

fn move_coins(
    tx: &Tx,
    kind: Kind,
    key: &str,
    postings: &[Posting],
    actor: &str,
    reason: &str,
) -> Result<()> {
    let command = Command { kind, key, actor, reason, call: None, postings };
    match ledger::post(tx, &command)? {
        Ok(_) => Ok(()),
        Err(refusal) => bail!("move {key}: {refusal}"),
    }
}
