//! R17: what a call may cost at most is set aside before it is dialled.

use ivrbot::domain::money::Usd;
use ivrbot::domain::price::Price;
use ivrbot::domain::wallet::{Basis, Bucket, Funding, Short, Source, fund};
use ivrbot::store::holds;
use ivrbot::store::ledger::{LedgerRefusal, Role};

use super::bank::{Bank, HOME, PRICE, RATE, minutes, plan_minutes, talk};

#[test]
fn r17_less_than_one_minute_is_refused() {
    let bank = Bank::open();
    let ann = bank.user(1, 29);
    let (purse, period) = bank.purse(ann, Bucket::Single, HOME);
    assert_eq!(period, None);
    let (basis, price) = (Basis::NoPlan, PRICE);
    let short = Short { basis, price, need: RATE, have: Usd::cents(29) };
    assert_eq!(fund(&purse), Err(short));
}

#[test]
fn r17_the_worst_case_is_set_aside_in_whole_minutes() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let (purse, period) = bank.purse(ann, Bucket::Single, HOME);
    let funding = fund(&purse).unwrap();
    assert_eq!(funding, minutes(3));
    let call = bank.single(ann);
    bank.hold(call, ann, &funding, period);
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(10));
    assert_eq!(bank.balance(ann, Role::Held), Usd::cents(90));
    bank.assert_sound();
}

#[test]
fn r17_a_hold_beyond_the_balance_is_refused_inside_the_write() {
    let bank = Bank::open();
    let ann = bank.user(1, 89);
    let call = bank.single(ann);
    let refused = bank.write(|tx| holds::take(tx, call, ann, &minutes(3), None));
    assert_eq!(refused, Err(LedgerRefusal::Insufficient));
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(89));
    // The same call may be paid for once there is enough, or with less.
    bank.hold(call, ann, &minutes(2), None);
    bank.assert_sound();
}

#[test]
fn r17_a_call_is_paid_for_by_its_own_user() {
    let bank = Bank::open();
    let (ann, bob) = (bank.user(1, 100), bank.user(2, 100));
    let call = bank.single(ann);
    assert!(bank.store.write(|tx| holds::take(tx, call, bob, &minutes(1), None)).is_err());
    let nameless = bank.store.write(|tx| holds::take(tx, call, ann, &plan_minutes(1), None));
    assert!(nameless.is_err(), "a plan pays, but no period was named");
    assert_eq!(bank.balance(bob, Role::Available), Usd::cents(100));
}

#[test]
fn r17_a_free_minute_needs_a_hold_of_nothing() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let call = bank.single(ann);
    let source = Source::Wallet { amount: Usd::ZERO };
    let price = Price { minute: Usd::ZERO, ..PRICE };
    let free = Funding { source, price, ..minutes(10) };
    bank.hold(call, ann, &free, None);
    let charged = bank.write(|tx| holds::settle(tx, call, talk(90)));
    assert_eq!(charged, holds::Charged::NOTHING);
    bank.assert_sound();
}
