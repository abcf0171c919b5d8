//! R20: a report that comes after the release may still charge, once, what is available.

use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::SingleMinutes;
use ivrbot::store::holds::{self, Charged};
use ivrbot::store::ledger::Role;
use ivrbot::store::plans;

use super::bank::{Bank, free_plan, minutes, plan_minutes, spend, talk};

#[test]
fn r20_a_late_report_charges_once() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let call = bank.single(ann);
    bank.hold(call, ann, &minutes(2), None);
    bank.write(|tx| holds::release(tx, call));
    let charged = Charged { usd: Usd::cents(30), plan_seconds: 0 };
    for seconds in [60, 60, 120] {
        assert_eq!(bank.write(|tx| holds::charge_late(tx, call, talk(seconds))), charged);
    }
    assert_eq!(bank.write(|tx| holds::settle(tx, call, talk(120))), charged);
    assert_eq!(bank.write(|tx| holds::release(tx, call)), charged);
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(70));
    bank.assert_sound();
}

#[test]
fn r20_no_more_than_is_available_and_no_more_than_was_held() {
    // What is left in the wallet by then, and what a call of 2 minutes held but 3 used costs.
    for (left, charged) in [(0, 0), (10, 10), (60, 60), (100, 60)] {
        let bank = Bank::open();
        let ann = bank.user(1, 100);
        let call = bank.single(ann);
        bank.hold(call, ann, &minutes(2), None);
        bank.write(|tx| holds::release(tx, call));
        if left < 100 {
            bank.write(|tx| spend(tx, ann, Usd::cents(100 - left), "elsewhere")).unwrap();
        }
        let done = bank.write(|tx| holds::charge_late(tx, call, talk(180)));
        assert_eq!(done.usd, Usd::cents(charged));
        assert_eq!(bank.balance(ann, Role::Available), Usd::cents(left - charged));
        assert_eq!(bank.system(Role::Expense), Usd::cents(charged - 90));
        bank.assert_sound();
    }
}

#[test]
fn r20_a_standing_hold_is_not_late() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let call = bank.single(ann);
    bank.hold(call, ann, &minutes(2), None);
    assert!(bank.store.write(|tx| holds::charge_late(tx, call, talk(60))).is_err());
    assert_eq!(bank.balance(ann, Role::Held), Usd::cents(60));
    bank.assert_sound();
}

#[test]
fn r20_a_late_report_takes_plan_seconds_back_from_their_period() {
    let bank = Bank::open();
    bank.seed(&[free_plan(SingleMinutes::Limited(2), 0)]);
    let ann = bank.user(1, 0);
    let period = bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    let call = bank.single(ann);
    bank.hold(call, ann, &plan_minutes(1), Some(period));
    bank.write(|tx| holds::release(tx, call));
    let done = bank.write(|tx| holds::charge_late(tx, call, talk(45)));
    assert_eq!(done, Charged { usd: Usd::ZERO, plan_seconds: 45 });
    assert_eq!(bank.plan_seconds(ann, Role::Available, period), 75);
    bank.assert_sound();
}
