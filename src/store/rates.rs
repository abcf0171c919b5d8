//! What coins cost, as last believed, and the guard of the dollar coins.
//!
//! One row a symbol, overwritten: a price that was promised stands with the payment that promised
//! it. What each reading was and what became of it is kept in a log of bounded length.
//!
//! Asking costs credits, by the symbol. So a coin is asked for while somebody wants it ([`want`]),
//! and only the dollar coin, for the sake of its guard, also while nobody does.

use anyhow::Result;
use rusqlite::{Row, params};

use crate::domain::coin::Coin;
use crate::domain::money::Usd;
use crate::domain::rate::{self, DOLLAR_COIN, Peg, Rate, Verdict, Watch};
use crate::store::{Tx, marks};

/// How long a coin is asked for after somebody wanted it: longer than a person looks at prices.
const WANTED_MS: i64 = 10 * 60_000;
/// Between two questions while somebody wants a rate.
const WANTED_EVERY_MS: i64 = 60_000;
/// Between two questions about the dollar coin alone. The vendor charges 20 credits a symbol: these
/// are 90,000 a month.
const IDLE_EVERY_MS: i64 = 10 * 60_000;
/// Readings in the log: two days of five coins asked each minute, three months of the
/// dollar coin alone.
const LOG_MOST: i64 = 15_000;

/// Not before this is it asked again after a fault.
const REST: &str = "rates_rest";
/// Questions in a row that failed.
const FAILED: &str = "rates_failed";

/// The rate of a symbol while it may be quoted; `None` when it is older than five minutes.
pub fn now(tx: &Tx, symbol: &'static str) -> Result<Option<Rate>> {
    Ok(last(tx, symbol)?.filter(|rate| rate.is_fresh(tx.now_ms())))
}

/// The last good rate of a symbol, however old.
pub fn last(tx: &Tx, symbol: &'static str) -> Result<Option<Rate>> {
    Ok(standing(tx, symbol)?.last)
}

/// Whether dollar coins may be quoted as dollars.
pub fn dollar_holds(tx: &Tx) -> Result<Peg> {
    Ok(watch(tx)?.holds(tx.now_ms()))
}

/// Somebody looks at prices of these coins, or waits for some: for ten minutes they are asked for
/// each minute. To be said again as long as a top-up is open.
pub fn want(tx: &Tx, coins: &[Coin]) -> Result<()> {
    let sql = "INSERT INTO rates (symbol, wanted_ms) VALUES (?1, ?2)
               ON CONFLICT (symbol) DO UPDATE SET wanted_ms = excluded.wanted_ms";
    for coin in coins {
        tx.run(sql, params![coin.symbol(), tx.now_ms() + WANTED_MS])?;
    }
    Ok(())
}

/// What to ask for: the dollar coin, and every coin of which somebody needs the rate.
pub fn needed(tx: &Tx) -> Result<Vec<&'static str>> {
    Ok(needs(tx)?.into_iter().map(|(symbol, _)| symbol).collect())
}

/// When to ask next, milliseconds UTC; `None` before the first answer, when nothing forbids it now.
pub fn next_ask(tx: &Tx) -> Result<Option<i64>> {
    // While the source is down it is left alone, however much is wanted.
    let rest = marks::get(tx, REST)?;
    if rest > 0 {
        return Ok(Some(rest));
    }
    let needs = needs(tx)?;
    if needs.iter().any(|(symbol, one)| *symbol == DOLLAR_COIN && one.asked_ms == 0) {
        return Ok(None);
    }
    let due = |one: &Standing| match one.is_urgent(tx.now_ms()) {
        true => one.asked_ms + WANTED_EVERY_MS,
        false => one.asked_ms + IDLE_EVERY_MS,
    };
    Ok(needs.iter().map(|(_, one)| due(one)).min())
}

fn needs(tx: &Tx) -> Result<Vec<(&'static str, Standing)>> {
    let mut needs: Vec<(&'static str, Standing)> = Vec::new();
    for symbol in Coin::ALL.iter().map(|coin| coin.symbol()) {
        let one = standing(tx, symbol)?;
        let is_needed = symbol == DOLLAR_COIN || one.is_urgent(tx.now_ms());
        if is_needed && needs.iter().all(|(known, _)| *known != symbol) {
            needs.push((symbol, one));
        }
    }
    Ok(needs)
}

/// The source answered. Returns how many questions before this one had failed.
pub fn answered(tx: &Tx) -> Result<i64> {
    let failed = marks::get(tx, FAILED)?;
    begin(tx)?;
    Ok(failed)
}

/// The source did not answer. `rest` says how long to leave it alone, given how many questions in
/// a row have failed. Returns that number.
pub fn failed(tx: &Tx, rest: impl FnOnce(i64) -> i64) -> Result<i64> {
    let failed = marks::get(tx, FAILED)? + 1;
    marks::set(tx, FAILED, failed)?;
    marks::set(tx, REST, tx.now_ms() + rest(failed))?;
    Ok(failed)
}

/// Forgets how often the source failed. So does each start: the operator may have changed what was
/// wrong.
pub fn begin(tx: &Tx) -> Result<()> {
    for name in [FAILED, REST] {
        if marks::get(tx, name)? != 0 {
            marks::set(tx, name, 0)?;
        }
    }
    Ok(())
}

/// What a reading did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What became of it; `None` when there was none.
    pub verdict: Option<Verdict>,
    /// Questions in a row, this one included, without a usable rate of the symbol.
    pub misses: i64,
    /// The same before this one.
    pub missed: i64,
    /// How dollar coins stood before, and stand now.
    pub peg: (Peg, Peg),
}

/// Takes in what the source said of a symbol that was asked for; `None` when it said nothing.
pub fn hear(tx: &Tx, symbol: &'static str, reading: Option<&Rate>) -> Result<Heard> {
    let standing = standing(tx, symbol)?;
    let before = dollar_holds(tx)?;
    let verdict = match reading {
        Some(reading) => Some(take(tx, &standing, reading)?),
        None => None,
    };
    let usable = verdict.is_some_and(Verdict::is_usable);
    let misses = if usable { 0 } else { standing.misses + 1 };
    let sql = "INSERT INTO rates (symbol, misses, asked_ms) VALUES (?1, ?2, ?3)
               ON CONFLICT (symbol) DO UPDATE SET misses = excluded.misses,
               asked_ms = excluded.asked_ms";
    tx.run(sql, params![symbol, misses, tx.now_ms()])?;
    Ok(Heard { verdict, misses, missed: standing.misses, peg: (before, dollar_holds(tx)?) })
}

/// Judges a reading and keeps what follows from it.
fn take(tx: &Tx, standing: &Standing, reading: &Rate) -> Result<Verdict> {
    let (last, held) = (standing.last.as_ref(), standing.held.as_ref());
    let verdict = rate::judge(last, held, reading, tx.now_ms());
    let kept = match verdict {
        Verdict::Accepted => {
            "INSERT INTO rates (symbol, usd_micro, at_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT (symbol) DO UPDATE SET usd_micro = excluded.usd_micro,
             at_ms = excluded.at_ms, held_micro = NULL, held_ms = NULL"
        }
        Verdict::Held => "UPDATE rates SET held_micro = ?2, held_ms = ?3 WHERE symbol = ?1",
        Verdict::Known => return Ok(verdict),
        Verdict::Stale | Verdict::Ahead => {
            log(tx, reading, verdict)?;
            return Ok(verdict);
        }
    };
    tx.run(kept, params![reading.symbol, reading.usd.as_micro(), reading.at_ms])?;
    log(tx, reading, verdict)?;
    if reading.symbol == DOLLAR_COIN {
        keep_watch(tx, watch(tx)?.after(reading))?;
    }
    Ok(verdict)
}

fn log(tx: &Tx, reading: &Rate, verdict: Verdict) -> Result<()> {
    let verdict: &str = verdict.into();
    let sql = "INSERT INTO rate_log (symbol, usd_micro, at_ms, heard_ms, verdict)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let (usd, at) = (reading.usd.as_micro(), reading.at_ms);
    let id = tx.insert(sql, params![reading.symbol, usd, at, tx.now_ms(), verdict])?;
    tx.run("DELETE FROM rate_log WHERE id <= ?1", [id - LOG_MOST])?;
    Ok(())
}

/// All that is known of one symbol.
#[derive(Default)]
struct Standing {
    last: Option<Rate>,
    held: Option<Rate>,
    wanted_ms: i64,
    asked_ms: i64,
    misses: i64,
}

impl Standing {
    /// Whether somebody wants it, or a jump waits for its second reading.
    fn is_urgent(&self, now_ms: i64) -> bool {
        let waits = self.held.as_ref().is_some_and(|held| held.is_fresh(now_ms));
        waits || self.wanted_ms > now_ms
    }
}

fn standing(tx: &Tx, symbol: &'static str) -> Result<Standing> {
    let rate = |row: &Row<'_>, micro: usize, at: usize| -> rusqlite::Result<Option<Rate>> {
        let usd = row.get::<_, Option<i64>>(micro)?.map(Usd::micro);
        let at_ms: Option<i64> = row.get(at)?;
        Ok(usd.zip(at_ms).map(|(usd, at_ms)| Rate { symbol, usd, at_ms }))
    };
    let sql = "SELECT usd_micro, at_ms, held_micro, held_ms, wanted_ms, asked_ms, misses
               FROM rates WHERE symbol = ?1";
    let found = tx.one(sql, [symbol], |row| {
        let (last, held) = (rate(row, 0, 1)?, rate(row, 2, 3)?);
        let (wanted_ms, asked_ms, misses) = (row.get(4)?, row.get(5)?, row.get(6)?);
        Ok(Standing { last, held, wanted_ms, asked_ms, misses })
    })?;
    Ok(found.unwrap_or_default())
}

fn watch(tx: &Tx) -> Result<Watch> {
    let sql = "SELECT state, run, at_ms FROM peg WHERE id = 1";
    let found = tx.one(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
    let Some((peg, run, at_ms)) = found else { return Ok(Watch::NEW) };
    Ok(Watch { peg: peg.parse()?, run, at_ms })
}

fn keep_watch(tx: &Tx, watch: Watch) -> Result<()> {
    let peg: &str = watch.peg.into();
    let sql = "INSERT INTO peg (id, state, run, at_ms) VALUES (1, ?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET state = excluded.state, run = excluded.run,
               at_ms = excluded.at_ms";
    tx.run(sql, params![peg, watch.run, watch.at_ms])?;
    Ok(())
}
