//! R19: a call costs no more than was set aside; the rest goes back at once, what is missing is
//! the operator's expense.

use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::SingleMinutes;
use ivrbot::domain::price::Usage;
use ivrbot::store::holds::{self, Charged};
use ivrbot::store::ledger::Role;
use ivrbot::store::plans;

use super::bank::{Bank, free_plan, minutes, plan_minutes, talk};

#[test]
fn r19_nothing_a_part_all_and_more() {
    let cases =
        [(0, 0, 0), (1, 5_000, 0), (37, 185_000, 0), (120, 600_000, 0), (150, 600_000, 150_000)];
    for (seconds, charged, overrun) in cases {
        let bank = Bank::open();
        let ann = bank.user(1, 100);
        let call = bank.single(ann);
        bank.hold(call, ann, &minutes(2), None);
        let done = bank.write(|tx| holds::settle(tx, call, talk(seconds)));
        let usd = Usd::micro(charged);
        assert_eq!(done, Charged { usd, plan_seconds: 0 }, "{seconds} s");
        let left = Usd::cents(100).minus(usd).unwrap();
        assert_eq!(bank.balance(ann, Role::Available), left, "{seconds} s");
        assert_eq!(bank.balance(ann, Role::Held), Usd::ZERO, "{seconds} s");
        assert_eq!(bank.system(Role::Revenue), Usd::micro(charged + overrun), "{seconds} s");
        assert_eq!(bank.system(Role::Expense), Usd::micro(-overrun), "{seconds} s");
        bank.assert_sound();
    }
}

#[test]
fn r19_the_price_is_the_one_of_the_hold() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let call = bank.single(ann);
    bank.hold(call, ann, &minutes(2), None);
    bank.raw().execute("UPDATE tariffs SET single_micro = 900000, block_seconds = 60", []).unwrap();
    let done = bank.write(|tx| holds::settle(tx, call, talk(59)));
    assert_eq!(done.usd, Usd::micro(295_000));
}

#[test]
fn r19_plan_seconds_are_charged_to_the_second() {
    for (seconds, charged) in [(0, 0), (37, 37), (120, 120), (121, 120)] {
        let bank = Bank::open();
        bank.seed(&[free_plan(SingleMinutes::Limited(2), 0)]);
        let ann = bank.user(1, 100);
        let period = bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
        let call = bank.single(ann);
        bank.hold(call, ann, &plan_minutes(2), Some(period));
        assert_eq!(bank.plan_seconds(ann, Role::Held, period), 120);
        let done = bank.write(|tx| holds::settle(tx, call, talk(seconds)));
        assert_eq!(done, Charged { usd: Usd::ZERO, plan_seconds: charged });
        let left = bank.plan_seconds(ann, Role::Available, period);
        assert_eq!(left, 120 - i64::from(charged));
        assert_eq!(bank.balance(ann, Role::Available), Usd::cents(100));
        bank.assert_sound();
    }
}

#[test]
fn r19_a_transfer_is_charged_until_its_last_leg_ends_and_never_beyond_the_hold() {
    // Seconds with the bot, seconds after it was handed on, and what both cost in thousandths of a
    // cent: 30 and 10 cents a minute, and two minutes held.
    for (seconds, transferred, charged) in [(30, 60, 25_000), (60, 0, 30_000), (60, 600, 60_000)] {
        let bank = Bank::open();
        let ann = bank.user(1, 100);
        let call = bank.single(ann);
        bank.hold(call, ann, &minutes(2), None);
        let usage = Usage::Connected { seconds, transferred };
        let done = bank.write(|tx| holds::settle(tx, call, usage));
        assert_eq!(done.usd, Usd::micro(charged * 10), "{seconds} and {transferred} s");
        assert_eq!(bank.balance(ann, Role::Held), Usd::ZERO);
        bank.assert_sound();
    }
}
