//! What follows a credited top-up in its own transaction: the plan that it was for, and what an
//! invitation earns.

use anyhow::{Context, Result};
use jiff::Timestamp;

use crate::domain::ids::{PlanId, TopupId, UserId};
use crate::domain::money::Usd;
use crate::store::referrals::{self, Earned};
use crate::store::subscriptions::{self, Bought, NoPurchase, Order};
use crate::store::{Tx, plans};

/// What followed; its users are to be told in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    /// Whose top-up it is.
    pub user: UserId,
    /// The plan it was for, bought now; or why it was not: then the money stays in the wallet.
    pub bought: Option<Result<Bought, NoPurchase>>,
    /// What whoever invited him got for it.
    pub earned: Option<Earned>,
}

/// Buys the plan that the top-up was for, once, and pays for the invitation of its user, once.
/// `referral` is what an invitation earns.
pub fn then(tx: &Tx, id: TopupId, referral: Usd) -> Result<Then> {
    let sql = "SELECT user_id, plan_id, created_ms FROM topups WHERE id = ?1";
    let row = tx.one(sql, [id.0], |row| {
        Ok((UserId(row.get(0)?), row.get::<_, Option<i64>>(1)?, row.get(2)?))
    })?;
    let (user, plan, created) = row.with_context(|| format!("top-up {id} does not exist"))?;
    let bought = match plan {
        Some(plan) => buy(tx, user, id, PlanId(plan), Timestamp::from_millisecond(created)?)?,
        None => None,
    };
    Ok(Then { user, bought, earned: referrals::paid(tx, user, referral)? })
}

/// A second transfer finds the plan bought.
fn buy(
    tx: &Tx,
    user: UserId,
    id: TopupId,
    plan: PlanId,
    quoted: Timestamp,
) -> Result<Option<Result<Bought, NoPurchase>>> {
    let intent = format!("topup:{id}");
    if subscriptions::granted(tx, user, &intent)? {
        return Ok(None);
    }
    // The version was named, and its price never changes: he agreed to it.
    let agreed = plans::version(tx, plan)?.price;
    let order = Order { plan, quoted, agreed, intent: &intent };
    subscriptions::buy(tx, user, &order).map(Some)
}
