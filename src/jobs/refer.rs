//! What a credited top-up means for whoever invited its user.

use anyhow::Result;

use crate::domain::ids::UserId;
use crate::domain::settings::Settings;
use crate::screens;
use crate::store::outbox::{self, Lane};
use crate::store::{Tx, referrals, users};

/// Pays for the invitation of a user who has just paid, once, and tells the one who invited him.
/// To be called in the transaction that credits a top-up.
pub fn paid(tx: &Tx, settings: &Settings, user: UserId) -> Result<()> {
    let Some(earned) = referrals::paid(tx, user, settings.referral)? else { return Ok(()) };
    let inviter = users::get(tx, earned.inviter)?;
    let message = screens::coupon::earned(earned.amount, earned.balance);
    outbox::message(tx, inviter.id, inviter.chat, Lane::Notice, &message)
}
