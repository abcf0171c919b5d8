//! Asks what coins cost: each minute while somebody wants to know, else now and then, and ever
//! rarer while the source is down.

use anyhow::Result;

use crate::domain::rate::{Peg, Rate, Verdict};
use crate::jobs::Jobs;
use crate::rates::Fault;
use crate::store::Tx;
use crate::store::rates::{self, Heard};
use crate::work::Progress;

/// How long the source is left alone after the first fault; doubled with each that follows.
const REST_MS: i64 = 60_000;
/// The longest rest: no rarer than it is asked when all is well and nobody wants anything.
const REST_MOST_MS: i64 = 10 * 60_000;
/// How long after the key was refused: it takes the operator and a restart to change it.
const NO_KEY_MS: i64 = 60 * 60_000;
/// How long after the credits are used up: they come back by the day or the month.
const NO_CREDITS_MS: i64 = 6 * 60 * 60_000;

/// One question, when it is due.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(source) = &jobs.rates else { return Ok(Progress::Idle) };
    let now = jobs.store.clock().wall().as_millisecond();
    if jobs.store.read(rates::next_ask)?.is_some_and(|due| due > now) {
        return Ok(Progress::Idle);
    }
    let symbols = jobs.store.read(rates::needed)?;
    let answer = source.rates(&symbols);
    jobs.store.write(|tx| match &answer {
        Ok(readings) => settle(tx, &symbols, readings),
        Err(fault) => put_off(tx, fault),
    })?;
    Ok(Progress::Made)
}

fn settle(tx: &Tx, symbols: &[&'static str], readings: &[Rate]) -> Result<()> {
    let failed = rates::answered(tx)?;
    if failed > 0 {
        tracing::info!(failed, "the source of rates answers again");
    }
    for symbol in symbols {
        let reading = readings.iter().find(|reading| reading.symbol == *symbol);
        tell(symbol, reading, rates::hear(tx, symbol, reading)?);
    }
    Ok(())
}

/// One line when something begins and one when it ends; the rest is in the log of readings.
fn tell(symbol: &str, reading: Option<&Rate>, heard: Heard) {
    let usd = reading.map(|reading| reading.usd.plain());
    match (heard.missed, heard.misses) {
        (0, 1) => tracing::warn!(symbol, verdict = ?heard.verdict, "there is no usable rate"),
        (1.., 0) => tracing::info!(symbol, missed = heard.missed, "there is a usable rate again"),
        _ => {}
    }
    if heard.verdict == Some(Verdict::Held) {
        tracing::warn!(symbol, usd, "a rate jumps: it counts once a second reading agrees");
    }
    match heard.peg {
        (Peg::Holds, Peg::Paused) => {
            tracing::warn!(usd, "a dollar coin is no dollar: new top-ups in dollar coins pause");
        }
        (Peg::Paused, Peg::Holds) => {
            tracing::info!(usd, "the dollar coin is a dollar again: top-ups go on");
        }
        _ => {}
    }
}

fn put_off(tx: &Tx, fault: &Fault) -> Result<()> {
    let failed = rates::failed(tx, |failed| rest(fault, failed))?;
    if failed == 1 {
        tracing::warn!(%fault, "there are no exchange rates until the source answers");
    }
    Ok(())
}

/// How long to leave the source alone after so many faults in a row.
fn rest(fault: &Fault, failed: i64) -> i64 {
    match fault {
        Fault::CreditsSpent => NO_CREDITS_MS,
        Fault::Unauthorised => NO_KEY_MS,
        Fault::Transport(_) | Fault::Answer { .. } | Fault::RateLimited => {
            let doublings = u32::try_from(failed - 1).unwrap_or(u32::MAX);
            let factor = 2_i64.checked_pow(doublings).unwrap_or(i64::MAX);
            REST_MS.saturating_mul(factor).min(REST_MOST_MS)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_doubles_up_to_ten_minutes_and_lasts_longer_without_credits() {
        let minutes = |fault: &Fault, failed| rest(fault, failed) / 60_000;
        let doubled = [1, 2, 3, 4, 5, 6, 7, 63, 64, 65, i64::MAX]
            .map(|failed| minutes(&Fault::RateLimited, failed));
        assert_eq!(doubled, [1, 2, 4, 8, 10, 10, 10, 10, 10, 10, 10]);
        assert_eq!(minutes(&Fault::Transport(String::new()), 2), 2);
        assert_eq!(minutes(&Fault::CreditsSpent, 1), 360);
        assert_eq!(minutes(&Fault::Unauthorised, 1), 60);
    }
}
