//! The steps about money: coins for the wallet, a call that it pays for, a plan that is bought with
//! coins of its own, a call that the plan pays for.

use anyhow::{Context, Result};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Stage;
use super::player::{ANN, Player, newest, opens};
use super::steps::{ZONE, agreed, call_to, dial, ended, is_choice, is_word};
use crate::chat::button::{Button, Screen, Word};
use crate::demo::bland::Callee;
use crate::demo::dynopay::{Arrival, Landed, Seen};
use crate::domain::call::Outcome;
use crate::domain::money::Usd;
use crate::domain::wallet::Bucket;
use crate::store::ledger::{self, Account, Asset, Kind, Role};
use crate::store::{plans, users};

/// What is paid in before calls that the free plan no longer covers: enough for them, and less
/// than the plan that is bought afterwards.
const PAID: Usd = Usd::cents(2_000);
/// The longest from the coins on the chain to their credit.
const CREDIT_MOST: SignedDuration = SignedDuration::from_mins(3);
/// Whom the wallet pays for.
const PAID_FOR: &str = "+12125550104";
/// Whom the plan pays for.
const COVERED: &str = "+12125550105";
/// What a minute to one number costs without a plan.
const MINUTE: Usd = Usd::cents(30);
/// The plan that is bought: its name and days, and its price.
const PLAN: (&str, u32, Usd) = ("Prime", 30, Usd::cents(3_000));
/// A payment is made for whole cents, so that less than one is left of it.
const CENT: Usd = Usd::cents(1);
/// More ledger entries than are made before the last step.
const ENTRIES_MOST: u32 = 1_000;

/// Coins for the wallet.
pub(super) fn top_up(player: &mut Player<'_>) -> Result<()> {
    player.title("Money for more calls")?;
    player.opens(Screen::Wallet)?;
    player.taps("top up", |it| opens(it, Screen::TopUp))?;
    player.taps("20 dollars", |it| is_choice(it, PAID.as_micro()))?;
    player.taps("dollars on Tron, which come first", |it| is_choice(it, 0))?;
    let payment = address(player)?;
    arrives(player, &payment)?;
    player.later("they are credited without a tap", CREDIT_MOST, |stage| {
        Ok(wallet(stage)? == PAID)
    })?;
    player.soon("the user is told of the credit, with its reference", |stage| {
        let sum = format!("${}", PAID.plain());
        Ok(newest(stage).is_some_and(|it| it.text.contains(&sum) && it.text.contains("P1")))
    })
}

/// The days of the free plan are over: a call costs what its seconds cost, to the micro-dollar.
pub(super) fn paid_call(player: &mut Player<'_>) -> Result<()> {
    let at = next_day(player.stage.clock.wall()).context("a morning")?;
    player.set_clock(at);
    player.title("A call that the wallet pays for")?;
    player.soon("that the free plan ended is told", |stage| {
        Ok(newest(stage).is_some_and(|shown| shown.text.contains('🗓')))
    })?;
    player.callee(PAID_FOR, Callee::human("1"));
    let before = wallet(&player.stage)?;
    dial(player, PAID_FOR)?;
    agreed(player)?;
    ended(player, PAID_FOR, "it is answered", |call| call.outcome == Some(Outcome::Answered))?;
    let call = call_to(&player.stage, PAID_FOR)?.context("the call")?;
    let price = MINUTE.for_seconds(call.seconds).context("a price")?;
    let what = format!("{} seconds cost ${}, and none of a plan", call.seconds, price.plain());
    player.check(&what, call.cost == price && call.plan_seconds == 0 && price.is_positive())?;
    let left = wallet(&player.stage)?;
    player.check("that is what left the wallet", before.minus(left) == Some(price))
}

/// What is missing for a plan is paid in coins, and the plan is there without another tap.
pub(super) fn plan(player: &mut Player<'_>) -> Result<()> {
    player.title("A plan, bought with coins")?;
    let (name, days, price) = PLAN;
    let offers = player.stage.store.read(plans::on_sale)?;
    let offer = offers.into_iter().find(|it| it.plan.name == name && it.plan.days == days);
    let id = offer.context("the plan is sold")?.id;
    let missing = price.minus(wallet(&player.stage)?).and_then(Usd::up_to_cent);
    let missing = missing.context("something is missing")?;
    player.opens(Screen::Plans)?;
    player.taps("the plan", |it| it == Button::open_at(Screen::Plan, id.0))?;
    player.taps("buy it", |it| it == Button::open_at(Screen::BuyPlan, id.0))?;
    player.taps("pay what is missing", |it| is_word(it, Word::Other))?;
    player.taps("dollars on Tron, which come first", |it| is_choice(it, 0))?;
    let payment = address(player)?;
    let asked = Usd::parse(&payment.base_amount);
    player.check(&format!("${} is asked for", missing.plain()), asked == Some(missing))?;
    arrives(player, &payment)?;
    player.later("the plan is bought without a tap", CREDIT_MOST, move |stage| {
        let Some(user) = stage.store.read(|tx| users::by_telegram(tx, ANN))? else {
            return Ok(false);
        };
        let period = stage.store.read(|tx| plans::period(tx, user.id))?;
        Ok(period.is_some_and(|it| it.plan.name == name && it.plan.days == days))
    })?;
    let left = wallet(&player.stage)?;
    player.check("the wallet is empty but for a part of a cent", left < CENT)?;
    let (came, went) = (moved(player, Kind::TopUp)?, moved(player, Kind::Plan)?);
    let in_all = PAID.plus(missing).map(Usd::as_micro);
    player.check("the ledger has both payments, each once", Some(came) == in_all)?;
    player.check("and the plan's price, once", went == -price.as_micro())?;
    covered(player, left)
}

fn covered(player: &mut Player<'_>, left: Usd) -> Result<()> {
    player.title("A call that the plan pays for")?;
    player.callee(COVERED, Callee::human("1"));
    let before = minutes(player)?;
    dial(player, COVERED)?;
    agreed(player)?;
    ended(player, COVERED, "it is answered", |call| call.outcome == Some(Outcome::Answered))?;
    let call = call_to(&player.stage, COVERED)?.context("the call")?;
    let free = call.cost == Usd::ZERO && call.plan_seconds == call.seconds && call.seconds > 0;
    player.check(&format!("its {} seconds are the plan's", call.seconds), free)?;
    let (after, kept) = (minutes(player)?, wallet(&player.stage)? == left);
    player.check("they left the plan, and no money the wallet", {
        after.checked_add(call.seconds) == Some(before) && kept
    })
}

// ---- parts of a step ---------------------------------------------------------------------------

/// Waits for the card with the newest payment's address.
fn address(player: &mut Player<'_>) -> Result<Seen> {
    player.soon("the card shows where the coins go", |stage| {
        let payment = stage.dynopay.payments().pop();
        let card = newest(stage).map(|shown| shown.text).unwrap_or_default();
        Ok(payment.is_some_and(|payment| card.contains(&payment.address)))
    })?;
    player.stage.dynopay.payments().pop().context("the payment")
}

fn arrives(player: &mut Player<'_>, payment: &Seen) -> Result<()> {
    let landed = player.stage.dynopay.arrive(&payment.payment_id, &Arrival::Exact);
    player.check("the coins are sent", landed == Landed::Here)
}

/// What is in the wallet and not set aside.
fn wallet(stage: &Stage) -> Result<Usd> {
    let Some(user) = stage.store.read(|tx| users::by_telegram(tx, ANN))? else {
        return Ok(Usd::ZERO);
    };
    let wallet = Account::user(user.id, Role::Available, Asset::Usd);
    Ok(Usd::micro(stage.store.read(|tx| ledger::balance(tx, &wallet))?))
}

/// Seconds that the plan has left for calls to one number.
fn minutes(player: &Player<'_>) -> Result<u32> {
    let user = player.user()?;
    let period = player.stage.store.read(|tx| plans::period(tx, user))?;
    Ok(period.map_or(0, |period| period.seconds(Bucket::Single)))
}

/// What commands of one kind moved into the wallet in all, millionths of a dollar.
fn moved(player: &Player<'_>, kind: Kind) -> Result<i64> {
    let user = player.user()?;
    let entries = player.stage.store.read(|tx| ledger::entries_of(tx, user, None, ENTRIES_MOST))?;
    let wallet = entries.iter().filter(|it| it.role == Role::Available && it.asset == Asset::Usd);
    Ok(wallet.filter(|it| it.kind == kind).map(|it| it.delta).sum())
}

/// Eleven in the morning of the next day, where the numbers are. The script's first call is on a
/// Monday at ten, and its list on the Tuesday: this is after the two days of the free plan.
fn next_day(now: Timestamp) -> Option<Timestamp> {
    let zone = TimeZone::get(ZONE).ok()?;
    let date = zone.to_datetime(now).date().tomorrow().ok()?;
    Some(date.to_datetime(Time::new(11, 0, 0, 0).ok()?).to_zoned(zone).ok()?.timestamp())
}
