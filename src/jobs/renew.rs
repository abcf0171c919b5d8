//! The end of plans: notices three days and one day ahead, the renewal, the fall back to paying
//! for each call, one notice in the grace. Each comes once; after a downtime only what still
//! matters does.

use anyhow::Result;

use crate::chat::message::Message;
use crate::domain::ids::UserId;
use crate::domain::subscription::{Moment, NoRenewal, Step, Tell, Term};
use crate::jobs::Jobs;
use crate::screens::renewal::{self as draw, Ending};
use crate::store::outbox::{self, Lane};
use crate::store::subscriptions::{self, Standing, Turn};
use crate::store::{Tx, users};
use crate::work::Progress;

/// One user. Whose plan cannot be looked after is looked at later, and holds up nobody.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(user) = jobs.store.read(subscriptions::next)? else { return Ok(Progress::Idle) };
    let done = jobs.store.write(|tx| turn(tx, user));
    if done.is_err() {
        jobs.store.write(|tx| subscriptions::put_off(tx, user))?;
    }
    done.map(|()| Progress::Made)
}

/// What was done is noted with what it did, in this one transaction.
fn turn(tx: &Tx, user: UserId) -> Result<()> {
    let Some(Turn { step, standing }) = subscriptions::turn(tx, user)? else { return Ok(()) };
    let Some(term) = standing.term else { return Ok(()) };
    let why = standing.renewal.decide();
    match step {
        Step::Ahead => {
            let days = term.days_left(tx.now());
            tell(tx, user, &draw::ahead(days, &ending(&standing, &term)))
        }
        Step::Renew(otherwise) => match subscriptions::renew(tx, user, &standing)? {
            Ok(new) => {
                let renewed = draw::renewed(&new.plan, new.ends, new.left, new.reference.0);
                tell(tx, user, &renewed)
            }
            Err(why) => say(tx, user, otherwise, &standing, &term, why),
        },
        Step::Close(what) => {
            let why = why.err().unwrap_or(NoRenewal::Off);
            say(tx, user, what, &standing, &term, why)
        }
    }
}

fn say(
    tx: &Tx,
    user: UserId,
    what: Tell,
    standing: &Standing,
    term: &Term,
    why: NoRenewal,
) -> Result<()> {
    let view = ending(standing, term);
    match what {
        Tell::Ended => tell(tx, user, &draw::ended(&view, why)),
        // What comes once and what is sold no more cannot renew: there is nothing to wait for.
        Tell::Grace if matches!(why, NoRenewal::Free | NoRenewal::NotOnSale) => Ok(()),
        Tell::Grace => {
            let until = term.at(Moment::Over).unwrap_or(term.ends);
            tell(tx, user, &draw::grace(&view, why, until))
        }
        Tell::Nothing => Ok(()),
    }
}

fn ending<'a>(standing: &'a Standing, term: &Term) -> Ending<'a> {
    Ending {
        plan: &standing.plan,
        ends: term.ends,
        renewal: standing.renewal.decide(),
        offer: standing.offer.map(|(id, _)| id),
    }
}

fn tell(tx: &Tx, user: UserId, message: &Message) -> Result<()> {
    let user = users::get(tx, user)?;
    outbox::message(tx, user.id, user.chat, Lane::Notice, message)
}
