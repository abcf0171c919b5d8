//! Makes verified users trusted, once a day: by time and answered calls, never by money (C-18).

use anyhow::Result;

use crate::domain::ids::UserId;
use crate::domain::tier::{Tier, is_trusted};
use crate::jobs::Jobs;
use crate::screens;
use crate::store::outbox::{self, Lane};
use crate::store::{Tx, marks, tiers, users};
use crate::work::Progress;

/// Users in one piece; of each at most 300 calls are counted.
const PIECE: u32 = 20;
/// Between two rounds.
const EVERY_MS: i64 = 24 * 3_600_000;
/// When the last round ended, and how far this one is.
const LAST: &str = "trust_last";
const REACHED: &str = "trust_reached";

/// One piece of the day's round.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let now = jobs.store.clock().wall().as_millisecond();
    if jobs.store.read(|tx| marks::get(tx, LAST))? + EVERY_MS > now {
        return Ok(Progress::Idle);
    }
    jobs.store.write(piece)
}

fn piece(tx: &Tx) -> Result<Progress> {
    let above = UserId(marks::get(tx, REACHED)?);
    let tiers::Records { of, last } = tiers::records(tx, above, PIECE)?;
    for (user, record) in of {
        if is_trusted(&record, tx.now()) {
            trust(tx, user)?;
        }
    }
    match last {
        Some(last) => {
            marks::set(tx, REACHED, last.0)?;
            Ok(Progress::Made)
        }
        None => {
            marks::set(tx, REACHED, 0)?;
            marks::set(tx, LAST, tx.now_ms())?;
            Ok(Progress::Idle)
        }
    }
}

fn trust(tx: &Tx, user: UserId) -> Result<()> {
    tiers::set(tx, user, Tier::Trusted, "the program", "time and answered calls")?;
    let chat = users::get(tx, user)?.chat;
    let message = screens::account::trusted(Tier::Trusted.per_day());
    outbox::message(tx, user, chat, Lane::Notice, &message)
}
