//! Brings the live cards of a call up to date, in the transaction that changed it.

use anyhow::Result;

use crate::chat::message::Message;
use crate::domain::call::{Outcome, Phase};
use crate::domain::ids::{CallId, UserId};
use crate::screens;
use crate::store::calls::{self, dial};
use crate::store::outbox::Lane;
use crate::store::{Tx, cards, users};

/// What there is to see of a call, or of the list call it belongs to.
struct News {
    owner: UserId,
    about: (cards::Kind, i64),
    message: Message,
    over: bool,
}

/// Redraws the live card, if there is one.
pub fn call(tx: &Tx, id: CallId) -> Result<()> {
    let Some(news) = news(tx, id)? else { return Ok(()) };
    redraw(tx, &news).map(drop)
}

/// The same for a change after which the call may be over: then its user is told in any case. A
/// call that went out by itself has no card, and a card that was left for another screen no
/// longer shows it.
pub fn step(tx: &Tx, id: CallId) -> Result<()> {
    let Some(news) = news(tx, id)? else { return Ok(()) };
    if redraw(tx, &news)? || !news.over {
        return Ok(());
    }
    let chat = users::get(tx, news.owner)?.chat;
    cards::send(tx, news.owner, chat, Lane::Notice, news.about, &news.message).map(drop)
}

fn redraw(tx: &Tx, news: &News) -> Result<bool> {
    let (kind, subject) = news.about;
    let Some(card) = cards::about(tx, kind, subject)? else { return Ok(false) };
    cards::show(tx, card, Lane::Live, &news.message)?;
    Ok(true)
}

fn news(tx: &Tx, id: CallId) -> Result<Option<News>> {
    let owner = dial::owner(tx, id)?;
    let Some(view) = calls::show::call(tx, owner, id)? else { return Ok(None) };
    let Some(list) = view.campaign else {
        let about = (cards::Kind::Call, id.0);
        // Of a call that spoke a code and was answered, its code tells enough.
        let told = view.speaks_code && view.outcome == Some(Outcome::Answered);
        let over = view.phase.is_final() && view.phase != Phase::Cancelled && !told;
        return Ok(Some(News { owner, about, message: screens::call::live(&view), over }));
    };
    let Some(view) = calls::show::campaign(tx, owner, list)? else { return Ok(None) };
    let about = (cards::Kind::Campaign, list.0);
    let over = view.done == view.total && !view.stopped;
    Ok(Some(News { owner, about, message: screens::campaign::live(&view), over }))
}
