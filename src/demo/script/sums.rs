//! What is left when the story is over: every call, every dollar and minute, and what must be true
//! of them.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;

use anyhow::Result;
use jiff::SignedDuration;

use super::player::{Player, all_calls};
use crate::demo::bland::FakeBland;
use crate::domain::call::{Outcome, Phase};
use crate::domain::ids::UserId;
use crate::domain::money::Usd;
use crate::domain::views::CallView;
use crate::store::ledger::{self, Account, Asset, Entry, Kind, Role};
use crate::store::{Tx, events, outbox};

/// More ledger entries than the script makes.
const ENTRIES_MOST: u32 = 1_000;

/// Prints the sums and checks them.
pub(super) fn report(player: &mut Player<'_>) -> Result<()> {
    let user = player.user()?;
    let mut calls = all_calls(&player.stage)?;
    calls.reverse();
    (player.stage.say)(&format!("\nThe calls\n{}", lines(&calls)))?;
    let (entries, left) = player.stage.store.read(|tx| money(tx, user))?;
    (player.stage.say)(&format!("\nThe ledger\n{}", postings(&entries, left)))?;

    (player.stage.say)("\nWhat is left\n")?;
    player.later("every message was delivered", SignedDuration::from_mins(5), |stage| {
        Ok(stage.store.read(outbox::open)? == 0)
    })?;
    let odd = player.stage.telegram.violations();
    player.check(&with("Telegram had nothing to complain of", &odd), odd.is_empty())?;
    check_calls(player, &calls)?;
    check_money(player, &calls, &entries, left, user)
}

/// What was said and pressed in the first call.
pub(super) fn heard(bland: &FakeBland) -> String {
    let rows = bland.calls().into_iter().next().map(|call| call.rows).unwrap_or_default();
    let line = |(who, text): (&str, String)| match who {
        "assistant" => format!("  voice: {text}\n"),
        "user" => format!("  Ann:   {}\n", text.replace("Pressed Button:", "presses")),
        _ => format!("  ({text})\n"),
    };
    rows.into_iter().map(line).collect()
}

fn check_calls(player: &mut Player<'_>, calls: &[CallView]) -> Result<()> {
    let open = calls.iter().filter(|call| call.phase != Phase::Ended).count();
    player.check(&format!("{} calls are over, {open} open", calls.len()), open == 0)?;
    let dialled = player.stage.bland.dialled();
    let ours: HashSet<_> = dialled.iter().filter_map(|call| call.cb_request_id.as_ref()).collect();
    let once = ours.len() == dialled.len() && dialled.len() == calls.len();
    player.check(&format!("each was dialled once: {} dials", dialled.len()), once)
}

fn check_money(
    player: &mut Player<'_>,
    calls: &[CallView],
    entries: &[Entry],
    left: Usd,
    user: UserId,
) -> Result<()> {
    let (breaches, broken, held) = player.stage.store.read(|tx| {
        let held = Account::user(user, Role::Held, Asset::Usd);
        let held = ledger::balance(tx, &held)?;
        Ok((ledger::self_check(tx)?, events::first_broken(tx)?, held))
    })?;
    player.check(&with("the ledger adds up", &breaches), breaches.is_empty())?;
    player.check("no hold is left", held == 0)?;
    player.check("the chain of events is whole", broken.is_none())?;
    let moved = |kind| dollars(entries, |entry| entry.kind == kind).iter().sum::<i64>();
    let cost: i64 = calls.iter().map(|call| call.cost.as_micro()).sum();
    let adds_up = moved(Kind::TopUp) + moved(Kind::Plan) - cost == left.as_micro();
    player.check("what was paid in less what calls and plan cost is what is left", adds_up)
}

/// What is expected and, if there is any, what is against it.
fn with(what: &str, against: &[impl Debug]) -> String {
    if against.is_empty() { what.to_owned() } else { format!("{what}: {against:?}") }
}

fn money(tx: &Tx, user: UserId) -> Result<(Vec<Entry>, Usd)> {
    let entries = ledger::entries_of(tx, user, None, ENTRIES_MOST)?;
    let wallet = Account::user(user, Role::Available, Asset::Usd);
    Ok((entries, Usd::micro(ledger::balance(tx, &wallet)?)))
}

fn dollars(entries: &[Entry], which: impl Fn(&Entry) -> bool) -> Vec<i64> {
    let wallet = |entry: &&Entry| entry.role == Role::Available && entry.asset == Asset::Usd;
    entries.iter().filter(wallet).filter(|entry| which(entry)).map(|entry| entry.delta).collect()
}

fn lines(calls: &[CallView]) -> String {
    let mut text = String::new();
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for call in calls {
        let phase: &str = call.phase.into();
        let outcome: &str = call.outcome.map_or(phase, |outcome: Outcome| outcome.into());
        *outcomes.entry(outcome).or_default() += 1;
        let keys: Vec<&str> = call.presses.iter().map(|press| press.key.as_str()).collect();
        let (minutes, seconds) = (call.seconds / 60, call.seconds % 60);
        let cost = call.cost.plain();
        let plan = call.plan_seconds;
        let more = [keys.join(" "), call.refusal.join(" ")].join(" ");
        let line = format!(
            "  {:<13} {outcome:<10} {minutes}:{seconds:02}  ${cost:<8} plan {plan:>2} s  {more}",
            call.phone,
        );
        text.push_str(&format!("{}\n", line.trim_end()));
    }
    let counts: Vec<_> = outcomes.iter().map(|(name, count)| format!("{count} {name}")).collect();
    format!("{text}  {} calls: {}\n", calls.len(), counts.join(", "))
}

fn postings(entries: &[Entry], left: Usd) -> String {
    let mut kinds: BTreeMap<&str, (usize, i64, i64)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.role == Role::Available) {
        let sum = kinds.entry(entry.kind.into()).or_default();
        sum.0 += 1;
        match entry.asset {
            Asset::Usd => sum.1 += entry.delta,
            Asset::Coin(_) => {}
            Asset::Seconds { .. } => sum.2 += entry.delta,
        }
    }
    let mut text = String::new();
    for (kind, (count, usd, seconds)) in kinds {
        let usd = Usd::micro(usd).plain();
        text.push_str(&format!("  {kind:<8} {count:>3} entries  {usd:>10} $  {seconds:>5} s\n"));
    }
    format!("{text}  left in the wallet: ${}\n", left.plain())
}
