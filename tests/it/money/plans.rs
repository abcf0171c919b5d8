//! Plans on sale, the free one that everybody gets once, and when its days run.

use std::time::Duration;

use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::{Plan, PlanChange, SingleMinutes, Support};
use ivrbot::domain::wallet::{Bucket, Funding, Source, fund};
use ivrbot::store::holds::{self, Charged};
use ivrbot::store::ledger::Role;
use ivrbot::store::plans;

use super::bank::{Bank, RATE, free_plan};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn prime() -> Plan {
    Plan {
        name: "Prime".to_owned(),
        price: Usd::cents(1_000),
        support: Support::Premium,
        transfer: false,
        ..free_plan(SingleMinutes::Unlimited, 100)
    }
}

#[test]
fn a_set_brought_in_twice_changes_nothing_and_old_versions_stay() {
    let bank = Bank::open();
    let want = [prime(), free_plan(SingleMinutes::Limited(2), 0)];
    let inserted = want.clone().map(PlanChange::Insert);
    assert_eq!(bank.write(|tx| plans::seed(tx, &want)), inserted);
    assert_eq!(bank.write(|tx| plans::seed(tx, &want)), want.clone().map(PlanChange::Keep));
    let dearer = Plan { price: Usd::cents(2_000), ..prime() };
    let change = PlanChange::Change { from: prime(), to: dearer.clone() };
    assert_eq!(bank.write(|tx| plans::seed(tx, std::slice::from_ref(&dearer))), [change]);
    let on_sale: Vec<Plan> = bank.read(plans::current).into_iter().map(|(_, plan)| plan).collect();
    assert_eq!(on_sale, [free_plan(SingleMinutes::Limited(2), 0), dearer]);
    let versions: i64 =
        bank.raw().query_row("SELECT count(*) FROM plans", [], |row| row.get(0)).unwrap();
    assert_eq!(versions, 3);
    bank.assert_sound();
}

#[test]
fn the_free_plan_is_given_once() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    assert_eq!(bank.write(|tx| plans::grant_free(tx, ann)), None, "none is on sale");
    bank.write(|tx| plans::seed(tx, &[free_plan(SingleMinutes::Limited(2), 5), prime()]));
    let id = bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    assert_eq!(bank.write(|tx| plans::grant_free(tx, ann)), None);
    // A new version of the free plan is no second gift.
    bank.write(|tx| plans::seed(tx, &[free_plan(SingleMinutes::Limited(9), 5)]));
    assert_eq!(bank.write(|tx| plans::grant_free(tx, ann)), None);
    let period = bank.read(|tx| plans::period(tx, ann)).unwrap();
    assert_eq!((period.id, period.starts, period.ends), (id, None, None));
    assert_eq!((period.single_seconds, period.bulk_seconds), (120, 300));
    assert_eq!(period.plan, free_plan(SingleMinutes::Limited(2), 5));
    bank.assert_sound();
}

#[test]
fn days_run_from_the_first_call_and_an_ended_plan_pays_nothing() {
    let bank = Bank::open();
    bank.write(|tx| plans::seed(tx, &[free_plan(SingleMinutes::Limited(2), 0)]));
    let ann = bank.user(1, 100);
    bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    let seconds = || bank.read(|tx| plans::purse(tx, ann, Bucket::Single, 10)).0.plan_seconds;
    bank.clock.advance(DAY * 30);
    assert_eq!(seconds(), 120);
    let began = bank.clock.wall();
    bank.write(|tx| plans::start_period(tx, ann));
    bank.clock.advance(DAY);
    bank.write(|tx| plans::start_period(tx, ann));
    let period = bank.read(|tx| plans::period(tx, ann)).unwrap();
    assert_eq!((period.starts, period.ends), (Some(began), Some(began + DAY * 2)));
    bank.clock.advance(DAY - Duration::from_millis(1));
    assert_eq!(seconds(), 120);
    bank.clock.advance(Duration::from_millis(1));
    assert_eq!(seconds(), 0);
    assert_eq!(bank.read(|tx| plans::period(tx, ann)), None);
    assert_eq!(bank.plan_seconds(ann, Role::Available, period.id), 120, "they stay where they are");
    let (purse, none) = bank.read(|tx| plans::purse(tx, ann, Bucket::Single, 10));
    assert_eq!(none, None);
    let source = Source::Wallet { amount: Usd::cents(90) };
    assert_eq!(fund(&purse), Ok(Funding { source, max_minutes: 3, rate: RATE }));
    bank.write(|tx| plans::start_period(tx, ann));
    bank.assert_sound();
}

#[test]
fn minutes_without_a_limit_are_no_entry() {
    let bank = Bank::open();
    bank.write(|tx| plans::seed(tx, &[free_plan(SingleMinutes::Unlimited, 0)]));
    let ann = bank.user(1, 0);
    bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    let (purse, period) = bank.read(|tx| plans::purse(tx, ann, Bucket::Single, 10));
    let funding = fund(&purse).unwrap();
    assert_eq!((funding.source, funding.max_minutes), (Source::PlanUnlimited, 10));
    let (bulk, _) = bank.read(|tx| plans::purse(tx, ann, Bucket::Bulk, 10));
    assert!(fund(&bulk).is_err(), "lists are not unlimited");
    let call = bank.single(ann);
    let hold = bank.hold(call, ann, &funding, period);
    assert_eq!(bank.hold(call, ann, &funding, period), hold);
    assert_eq!(bank.write(|tx| holds::settle(tx, call, 1_000)), Charged::NOTHING);
    let entries: i64 =
        bank.raw().query_row("SELECT count(*) FROM entries", [], |row| row.get(0)).unwrap();
    assert_eq!(entries, 0);
    bank.assert_sound();
}

#[test]
fn a_minute_has_a_price_for_each_bucket() {
    let bank = Bank::open();
    assert_eq!(bank.read(|tx| plans::tariff(tx, Bucket::Single)), Usd::cents(30));
    assert_eq!(bank.read(|tx| plans::tariff(tx, Bucket::Bulk)), Usd::cents(20));
}
