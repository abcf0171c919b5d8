//! Plans on sale, the free one that everybody gets once, and when its days run.

use std::time::Duration;

use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::{Plan, PlanChange, Sale, SingleMinutes, Support};
use ivrbot::domain::wallet::{Basis, Bucket, Cover, Source, fund};
use ivrbot::store::holds::{self, Charged};
use ivrbot::store::ledger::Role;
use ivrbot::store::plans;

use super::bank::{Bank, HOME, free_plan, minutes, talk};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn prime() -> Plan {
    Plan {
        name: "Prime".to_owned(),
        price: Usd::cents(1_000),
        support: Support::Premium,
        transfer: false,
        ..free_plan(SingleMinutes::Unlimited { fair_use: 30 }, 100)
    }
}

#[test]
fn a_set_brought_in_twice_changes_nothing_and_old_versions_stay() {
    let bank = Bank::open();
    let want = [prime(), free_plan(SingleMinutes::Limited(2), 0)];
    let inserted = want.clone().map(PlanChange::Insert);
    assert_eq!(bank.seed(&want), inserted);
    assert_eq!(bank.seed(&want), want.clone().map(PlanChange::Keep));
    let dearer = Plan { price: Usd::cents(2_000), ..prime() };
    let change = PlanChange::Change { from: prime(), to: dearer.clone() };
    assert_eq!(bank.seed(std::slice::from_ref(&dearer)), [change]);
    let on_sale: Vec<Plan> =
        bank.read(plans::on_sale).into_iter().map(|offer| offer.plan).collect();
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
    bank.seed(&[free_plan(SingleMinutes::Limited(2), 5), prime()]);
    let id = bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    assert_eq!(bank.write(|tx| plans::grant_free(tx, ann)), None);
    // A new version of the free plan is no second gift.
    bank.seed(&[free_plan(SingleMinutes::Limited(9), 5)]);
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
    bank.seed(&[free_plan(SingleMinutes::Limited(2), 0)]);
    let ann = bank.user(1, 100);
    bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    let cover = || bank.purse(ann, Bucket::Single, HOME).0.cover;
    let two_minutes = Cover::Covered { left: 120, held: 0 };
    bank.clock.advance(DAY * 30);
    assert_eq!(cover(), two_minutes);
    let began = bank.clock.wall();
    bank.write(|tx| plans::start_period(tx, ann));
    bank.clock.advance(DAY);
    bank.write(|tx| plans::start_period(tx, ann));
    let period = bank.read(|tx| plans::period(tx, ann)).unwrap();
    assert_eq!((period.starts, period.ends), (Some(began), Some(began + DAY * 2)));
    bank.clock.advance(DAY - Duration::from_millis(1));
    assert_eq!(cover(), two_minutes);
    bank.clock.advance(Duration::from_millis(1));
    assert_eq!(cover(), Cover::Nothing);
    assert_eq!(bank.read(|tx| plans::period(tx, ann)), None);
    assert_eq!(bank.plan_seconds(ann, Role::Available, period.id), 120, "they stay where they are");
    let (purse, none) = bank.purse(ann, Bucket::Single, HOME);
    assert_eq!(none, None);
    assert_eq!(fund(&purse), Ok(minutes(3)));
    bank.write(|tx| plans::start_period(tx, ann));
    bank.assert_sound();
}

#[test]
fn an_unlimited_plan_counts_its_fair_use_and_then_costs_what_is_beyond_any_plan() {
    let bank = Bank::open();
    bank.seed(&[free_plan(SingleMinutes::Unlimited { fair_use: 3 }, 0)]);
    let ann = bank.user(1, 100);
    bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    let period = bank.read(|tx| plans::period(tx, ann)).unwrap();
    assert_eq!((period.single_seconds, period.stock(Bucket::Single)), (180, 3));
    let fund_now = |bucket| {
        let (purse, period) = bank.purse(ann, bucket, HOME);
        (fund(&purse).unwrap(), period)
    };
    let (funding, id) = fund_now(Bucket::Single);
    assert_eq!((funding.source, funding.basis), (Source::Plan { seconds: 180 }, Basis::Plan));
    let call = bank.single(ann);
    bank.hold(call, ann, &funding, id);
    let charged = bank.write(|tx| holds::settle(tx, call, talk(130)));
    assert_eq!(charged, Charged { usd: Usd::ZERO, plan_seconds: 130 });
    // What is left of fair use is known, and less than a minute of it pays for no call.
    assert_eq!(bank.read(|tx| plans::period(tx, ann)).unwrap().single_seconds, 50);
    let (funding, _) = fund_now(Bucket::Single);
    assert_eq!((funding.basis, funding.price.minute), (Basis::UsedUp, Usd::cents(20)));
    // A list was never in it: nothing of a list's minutes can be used up.
    let (funding, _) = fund_now(Bucket::Bulk);
    assert_eq!((funding.basis, funding.price.attempt), (Basis::NoPlan, Usd::cents(2)));
    bank.assert_sound();
}

#[test]
fn a_plan_that_costs_more_than_it_brings_in_is_sold_only_if_the_operator_agrees() {
    let bank = Bank::open();
    let lossy = prime();
    let free = free_plan(SingleMinutes::Limited(2), 0);
    let seed = || bank.write(|tx| plans::seed(tx, &[prime(), free.clone()], Usd::cents(14)));
    seed();
    let sale = |name: &str| {
        let offers = bank.read(plans::all);
        let offer = offers.into_iter().find(|offer| offer.plan.name == name).unwrap();
        (offer.id, offer.sale)
    };
    // The free one is a gift, and known to be one.
    assert_eq!((sale("Prime").1, sale("Free").1), (Sale::Off, Sale::On));
    assert_eq!(bank.read(plans::on_sale).len(), 1);
    let events = || -> i64 {
        let sql = "SELECT count(*) FROM events WHERE body LIKE '%Op%sell_at_a_loss%'";
        bank.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    for _ in 0..2 {
        bank.write(|tx| plans::sell_at_a_loss(tx, sale("Prime").0, "Op"));
        assert_eq!((sale("Prime").1, events()), (Sale::AtALoss, 1));
        seed();
    }
    // Another version is another loss; one that pays for itself needs no agreement.
    let worse = Plan { bulk_minutes: 200, ..lossy.clone() };
    bank.write(|tx| plans::seed(tx, &[worse], Usd::cents(14)));
    assert_eq!(sale("Prime").1, Sale::Off);
    let better = Plan { price: Usd::cents(2_000), ..lossy };
    bank.write(|tx| plans::seed(tx, &[better], Usd::cents(14)));
    assert_eq!(sale("Prime").1, Sale::On);
    bank.assert_sound();
}
