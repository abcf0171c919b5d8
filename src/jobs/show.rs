//! Brings the live cards of a call up to date, in the transaction that changed it.

use anyhow::Result;

use crate::domain::ids::{CallId, UserId};
use crate::screens;
use crate::store::calls::{self, dial};
use crate::store::outbox::Lane;
use crate::store::{Tx, cards};

/// Redraws the card of a call, or of the list call it belongs to.
pub fn call(tx: &Tx, id: CallId) -> Result<()> {
    let owner = dial::owner(tx, id)?;
    let Some(view) = calls::show::call(tx, owner, id)? else { return Ok(()) };
    match view.campaign {
        Some(campaign) => self::campaign(tx, owner, campaign),
        None => match cards::about(tx, cards::Kind::Call, id.0)? {
            Some(card) => cards::show(tx, card, Lane::Live, &screens::call::live(&view)),
            None => Ok(()),
        },
    }
}

fn campaign(tx: &Tx, owner: UserId, id: crate::domain::ids::CampaignId) -> Result<()> {
    let Some(card) = cards::about(tx, cards::Kind::Campaign, id.0)? else { return Ok(()) };
    let Some(view) = calls::show::campaign(tx, owner, id)? else { return Ok(()) };
    cards::show(tx, card, Lane::Live, &screens::campaign::live(&view))
}
